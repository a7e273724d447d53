"""A task in the hands of several people: every page, a life from 立项 to 销号, refusals, two at once, evidence."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tongchou.terms import Refusal
from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.duties.adding import add_tasks
from tongchou.web.duties.following import follow
from tongchou.web.duties.lives import life_of, steps_of
from tongchou.web.duties.models import Duty, DutyStep, Follow, ProjectPlan, Proof
from tongchou.web.models import Person
from tongchou.web.trail.models import Entry

pytestmark = pytest.mark.django_db
ROOT = "/p/demo/duties/"


@pytest.fixture
def home(demo, monkeypatch, tmp_path):
    """A folder of this test for the evidence; the runs stay where they are."""
    monkeypatch.setattr("tongchou.web.duties.proofs.home", lambda: tmp_path)
    return tmp_path


def signed_in(name, role, **scope):
    someone = Person.objects.create_user(name, password="a long pass phrase", called=name)
    appoint(someone, role, **scope)
    client = Client()
    client.force_login(someone)
    client.person = someone
    return client


@pytest.fixture
def office(home):
    return signed_in("统筹办", Role.OFFICE)


@pytest.fixture
def ecology(home):
    return signed_in("环保", Role.DEPARTMENT, pack="demo", unit="ecology")


@pytest.fixture
def agri(home):
    return signed_in("农业", Role.DEPARTMENT, pack="demo", unit="agri")


@pytest.fixture
def leader(home):
    return signed_in("书记", Role.LEADER)


def new(office, **more):
    row = {"title": "建设湿地", "domain": "ecology", "lead": "ecology", "deadline": "2024-12-31", **more}
    return add_tasks(office.person, "demo", [row])[0]


def do(client, code, action, **more):
    duty = Duty.objects.get(pack="demo", code=code)
    return client.post(f"{ROOT}task/{code}/step/", {"action": action, "seen": duty.version, **more})


def state(code):
    return Duty.objects.get(pack="demo", code=code).state


def text_file(text="验收意见：湿地已经建成。", name="验收.txt"):
    return SimpleUploadedFile(name, text.encode())


def reported(office, ecology, code=None, file=None):
    code = code or new(office).code
    for client, action in ((office, "assign"), (ecology, "accept"), (ecology, "start")):
        assert do(client, code, action).status_code == 302
    assert do(ecology, code, "report", reason="完成", files=[file or text_file()]).status_code == 302
    return code


PAGES = ["", "board/", "board/?by=unit", "list/", "list/?group=lead&q=k1", "calendar/", "chasing/", "breakdown/",
         "breakdown/t.sewage/", "levels/", "meetings/", "organs/", "projects/", "projects/p1/", "task/k1/"]  # fmt: skip


@pytest.mark.parametrize("who", ["office", "ecology", "leader"])
def test_every_page_opens_for_every_role_in_both_languages(who, request):
    client = request.getfixturevalue(who)
    for page in PAGES:
        assert client.get(ROOT + page).status_code == 200, page
    client.cookies["django_language"] = "en"
    for page in PAGES:
        assert client.get(ROOT + page).status_code == 200, page


def test_levels_of_planning_stand_side_by_side_and_say_what_is_missing(office):
    page = office.get(f"{ROOT}levels/").content.decode()
    # k1 to k3 stand in the plan of action, k4 in the work of the year, and none says what it is part of
    assert "4 条线，4 条有断档" in page
    assert page.count("缺 五年规划 年度工作") == 3
    assert page.count("缺 五年规划 行动计划") == 1


def test_the_ledger_begins_with_the_packs_tasks_and_projects_once(office):
    office.get(ROOT)
    office.get(ROOT)
    assert sorted(Duty.objects.values_list("code", flat=True)) == ["k1", "k2", "k3", "k4"]
    assert {duty.code: duty.state for duty in Duty.objects.all()}["k4"] == "closed"
    assert ProjectPlan.objects.get(code="p1").budget == 1800 * 10_000 * 100


def test_a_life_from_proposal_to_closure(office, ecology, agri):
    code = reported(office, ecology)
    assert do(agri, code, "verify", reason="看过现场").status_code == 302
    assert do(office, code, "close").status_code == 302
    duty = Duty.objects.get(code=code)
    assert (duty.state, duty.open, duty.version) == ("closed", False, 6)
    assert life_of(duty, steps_of(duty)).state == "closed"
    story = office.get(f"{ROOT}task/{code}/").content.decode()
    assert all(word in story for word in ("交办", "签收", "验收.txt", "看过现场", "销号"))


def test_nobody_verifies_what_their_unit_works_on_and_is_told_so_in_a_sentence(office, ecology):
    code = reported(office, ecology)
    answer = do(ecology, code, "verify")
    assert answer.status_code == 409
    assert "核验须由其他单位作出" in answer.content.decode()
    assert state(code) == "reported"


def test_a_county_verifies_what_lies_beneath_it_and_nothing_else(office, ecology, home):
    donghe = signed_in("东河县", Role.COUNTY, pack="demo", place="990121")
    town = signed_in("东河镇", Role.TOWN, pack="demo", place="990121101")
    above = reported(office, ecology)
    beneath = reported(office, town, new(office, lead="donghe_town").code)
    answer = do(donghe, above, "verify")
    assert (answer.status_code, "不在您的范围" in answer.content.decode()) == (403, True)
    waiting = {kind.code: [line.duty.code for line in kind.lines] for kind in donghe.get(ROOT).context["waiting"]}
    assert waiting["verify"] == [beneath]
    assert do(donghe, beneath, "verify").status_code == 302


def test_without_evidence_nothing_is_verified_nor_closed(office, ecology, agri):
    code = new(office).code
    for client, action in ((office, "assign"), (ecology, "accept"), (ecology, "start"), (ecology, "report")):
        do(client, code, action)
    answer = do(agri, code, "verify")
    assert (answer.status_code, state(code)) == (409, "reported")
    assert "没有佐证材料" in answer.content.decode()


def test_what_is_not_your_role_is_refused_with_the_sentence_of_the_ruling(office, ecology, leader):
    code = new(office).code
    for client, action in ((ecology, "assign"), (leader, "accept")):
        answer = do(client, code, action)
        assert answer.status_code == 403
        assert "不在其内" in answer.content.decode()


def test_two_people_at_once_the_second_is_told_who_was_first_and_keeps_what_was_typed(office, ecology):
    code = new(office).code
    do(office, code, "assign")
    seen = Duty.objects.get(code=code).version
    do(ecology, code, "accept")
    answer = office.post(f"{ROOT}task/{code}/step/", {"action": "urge", "seen": seen, "reason": "请抓紧，领导要看"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in text for words in ("环保", "签收", "请抓紧，领导要看"))
    assert DutyStep.objects.filter(duty__code=code).count() == 2


@pytest.mark.parametrize("bad", [{"action": "erase"}, {"action": ""}, {"action": "verify", "seen": "x"}])
def test_forged_steps_do_nothing(office, bad):
    code = new(office).code
    answer = office.post(f"{ROOT}task/{code}/step/", {"seen": 0, **bad})
    assert answer.status_code == 409
    assert DutyStep.objects.count() == 0


@pytest.mark.parametrize("page", ["task/none/", "meetings/none/", "projects/none/", "breakdown/none/",
                                  "task/k1/evidence/99/", "task/k1/notice/card2/", "list/pdf"])  # fmt: skip
def test_forged_ids_are_not_found(office, page):
    assert office.get(ROOT + page).status_code == 404


def test_a_step_is_taken_back_from_the_page_that_follows_it(office):
    code = new(office).code
    answer = do(office, code, "assign", next=f"{ROOT}list/?q=湿地")
    assert answer.url.startswith(f"{ROOT}list/?q=")
    page = office.get(answer.url).content.decode()
    assert "撤回" in page
    assert do(office, code, "withdraw").status_code == 302
    assert state(code) == "proposed"
    assert [step.action for step in DutyStep.objects.all()] == ["assign", "withdraw"]


def test_a_way_back_never_leads_elsewhere(office):
    code = new(office).code
    for wanted in ("https://example.org/p/demo/duties/", "//example.org/p/demo/duties/", "/settings/"):
        answer = do(office, code, "assign", next=wanted)
        assert answer.url.startswith(f"{ROOT}task/{code}/")
        do(office, code, "withdraw")


def test_the_same_file_and_a_like_one_are_shown_to_the_verifier_with_whom(office, ecology, agri):
    long = "全市湿地工程经现场核查，面积、植被、水质三项全部达到设计要求，资料齐全，同意通过验收。"
    first = reported(office, ecology, file=text_file(long))
    second = reported(office, ecology, file=text_file(long, "副本.txt"))
    third = reported(office, ecology, file=text_file(long.replace("三项", "各项"), "另一份.txt"))
    page = agri.get(f"{ROOT}task/{second}/").content.decode()
    assert all(words in page for words in ("同一个文件", first))
    assert "相似" in agri.get(f"{ROOT}task/{third}/").content.decode()
    assert Proof.objects.values("digest").distinct().count() == 2


@pytest.mark.parametrize(("name", "data"), [("病毒.exe", b"MZ"), ("照片.png", b"not a picture"), ("空.txt", b"")])
def test_files_that_cannot_be_evidence_are_refused_and_not_kept(home, office, ecology, name, data):
    code = new(office).code
    for client, action in ((office, "assign"), (ecology, "accept"), (ecology, "start")):
        do(client, code, action)
    answer = do(ecology, code, "report", files=[SimpleUploadedFile(name, data)])
    assert answer.status_code == 409
    assert "不能作佐证" in answer.content.decode()
    assert (state(code), list(home.iterdir())) == ("doing", [])


def test_evidence_is_sent_to_those_at_work_and_refused_to_others(office, ecology, leader):
    code = reported(office, ecology)
    page = f"{ROOT}task/{code}/evidence/{Proof.objects.get().pk}/"
    answer = ecology.get(page)
    assert b"".join(answer.streaming_content) == "验收意见：湿地已经建成。".encode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert leader.get(page).status_code == 403


def test_evidence_after_the_deadline_counts_and_is_told(office, ecology, agri):
    code = reported(office, ecology, new(office, deadline="2024-11-30", start="2024-10-01").code)
    assert "按逾期 31 天记" in agri.get(f"{ROOT}task/{code}/").content.decode()


def test_rows_are_added_all_or_none_and_every_problem_is_named(office):
    rows = [
        {"title": "好的", "domain": "ecology", "lead": "ecology"},
        {"title": "单位不对", "domain": "ecology", "lead": "nobody", "place": "000000", "indicator": "none"},
        {"code": "k1", "title": "编号已有", "domain": "ecology", "start": "2024-05-01", "deadline": "2024-04-01"},
    ]
    office.get(ROOT)
    with pytest.raises(Refusal) as refused:
        add_tasks(office.person, "demo", rows)
    codes = [problem.code.removeprefix("web.duties.") for problem in refused.value.problems]
    assert codes == ["code_taken", "unknown_code", "unknown_code", "unknown_code", "backwards"]
    with pytest.raises(Refusal) as refused:
        add_tasks(office.person, "demo", [{"title": "", "domain": "magic"}])
    assert {problem.facts["field"] for problem in refused.value.problems} == {"title", "domain"}
    assert Duty.objects.count() == 4


def test_a_task_typed_on_the_page_comes_with_money_land_and_milestones(office):
    typed = {"title": "修桥", "domain": "infrastructure", "lead": "agri", "partners": ["ecology"],
             "start": "2024-01-01", "deadline": "2024-12-31", "money": "120.5", "land": "3",
             "milestones": "2024-06-30 桥墩完工"}  # fmt: skip
    answer = office.post(f"{ROOT}new/", typed)
    assert answer.status_code == 302
    duty = Duty.objects.get(title="修桥")
    assert duty.undertaking.more == {"money": 120_500_000, "land": "2000.00"}
    assert [(stone.name, stone.due) for stone in duty.milestones.all()] == [("桥墩完工", date(2024, 6, 30))]
    assert office.post(f"{ROOT}task/{duty.code}/milestone/{duty.milestones.get().pk}/").status_code == 302
    assert duty.milestones.get().reached == date(2024, 12, 31)
    answer = office.post(f"{ROOT}new/", {**typed, "milestones": "夏天 桥墩"})
    assert (answer.status_code, "夏天 桥墩" in answer.content.decode()) == (422, True)


def test_many_are_assigned_at_once_and_taken_back_at_once(office):
    codes = [new(office).code for _ in range(3)]
    answer = office.post(
        f"{ROOT}list/bulk/", {"action": "assign", "code": codes, "to": "agri", "deadline": "2024-10-01"}
    )
    assert answer.status_code == 302
    assert set(Duty.objects.filter(code__in=codes).values_list("state", "lead")) == {("assigned", "agri")}
    batch = DutyStep.objects.first().batch
    assert office.post(f"{ROOT}undo/{batch}/").status_code == 302
    assert set(Duty.objects.filter(code__in=codes).values_list("state", "lead", "deadline")) == {
        ("proposed", "ecology", date(2024, 12, 31))
    }


def test_in_bulk_what_cannot_be_done_is_told_and_the_rest_is_done(office):
    one = new(office).code
    answer = office.post(f"{ROOT}list/bulk/", {"action": "assign", "code": [one, "k1"]})
    text = answer.content.decode()
    assert (answer.status_code, state(one)) == (207, "assigned")
    assert all(words in text for words in ("办成 1 项", "任务“k1”"))
    assert office.post(f"{ROOT}list/bulk/", {"action": "assign"}).status_code == 422
    assert office.post(f"{ROOT}list/bulk/", {"action": "report", "code": [one]}).status_code == 422


def test_a_dissolved_units_tasks_go_to_the_successor_by_name_and_it_cannot_verify_them(office, ecology, agri):
    code = reported(office, ecology)
    answer = office.post(f"{ROOT}organs/hand-over/", {"from": "ecology", "to": "agri", "reason": "机构改革"})
    assert answer.status_code == 302
    assert set(Duty.objects.filter(open=True).exclude(lead="labour").values_list("lead", flat=True)) == {"agri"}
    assert "安和市农业农村局" in office.get(f"{ROOT}task/{code}/").content.decode()
    assert do(ecology, code, "verify").status_code == 409
    for bad in ({"to": "agri", "reason": ""}, {"to": "nobody", "reason": "x"}):
        assert office.post(f"{ROOT}organs/hand-over/", {"from": "agri", **bad}).status_code == 422


def test_a_closed_task_whose_figure_falls_back_opens_again_by_itself(office, demo, monkeypatch):
    add_tasks(office.person, "demo", [{"code": "c1", "title": "治污", "domain": "ecology", "lead": "ecology",
                                       "indicator": "income_ratio", "state": "closed"}])  # fmt: skip
    figure = demo.series("indicator", "income_ratio", "990100")[-1].value
    target = demo.book.of("income_ratio", "990100")[-1]
    Follow.objects.update(run="an older run")
    follow(demo)
    assert state("c1") == ("doing" if figure > float(target.value) else "closed")
    assert figure > float(target.value), "the case needs a target that is missed"
    step = DutyStep.objects.get(duty__code="c1")
    assert (step.action, step.person) == ("reopen", None)
    assert "未保持目标" in step.reason


def test_progress_is_taken_from_the_figure(office):
    page = office.get(f"{ROOT}task/k1/").content.decode()
    assert all(words in page for words in ("进度取自上报的指标", "<progress"))


def test_steps_are_never_changed(office):
    do(office, new(office).code, "assign")
    step = DutyStep.objects.get()
    step.reason = "改写历史"
    with pytest.raises(Exception, match=r"UNIQUE|duplicate"):
        step.save()


def test_the_audit_trail_tells_every_step(office, ecology):
    code = reported(office, ecology)
    told = list(Entry.objects.filter(about=code).order_by("number").values_list("what", flat=True))
    assert told == ["task.add", "task.assign", "task.accept", "task.start", "task.report"]


def test_another_programmes_people_see_nothing(home):
    stranger = signed_in("外人", Role.OFFICE, pack="elsewhere")
    assert stranger.get(ROOT).status_code == 403
    assert BytesIO(stranger.get(f"{ROOT}list/csv").content).getvalue().count(b"k1") == 0
