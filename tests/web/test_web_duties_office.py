"""What the office does with tasks: tables in and out, notices, breakdowns, meetings, organs, projects, searching."""

import csv
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document as WordDocument
from python_calamine import CalamineWorkbook

from tongchou.web.access.accounts import appoint, demo_accounts
from tongchou.web.access.acts import Role
from tongchou.web.duties.adding import add_tasks
from tongchou.web.duties.models import Breakdown, Duty, Meeting, ProjectPlan, ProjectReading, Seat
from tongchou.web.duties.trying import play
from tongchou.web.models import Person

pytestmark = pytest.mark.django_db
ROOT = "/p/demo/duties/"


@pytest.fixture
def office(demo, monkeypatch, tmp_path):
    monkeypatch.setattr("tongchou.web.duties.proofs.home", lambda: tmp_path)
    return signed_in("统筹办", Role.OFFICE)


def signed_in(name, role, **scope):
    someone = Person.objects.create_user(name, password="a long pass phrase", called=name)
    appoint(someone, role, **scope)
    client = Client()
    client.force_login(someone)
    client.person = someone
    client.get(ROOT)
    return client


def table(*rows):
    buffer = StringIO()
    csv.writer(buffer).writerows(rows)
    return SimpleUploadedFile("任务.csv", buffer.getvalue().encode("utf-8-sig"))


def words(answer):
    document = WordDocument(BytesIO(answer.content))
    cells = [cell.text for one in document.tables for row in one.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_an_exported_table_comes_back_as_nothing_to_do(office):
    answer = office.get(f"{ROOT}list/xlsx")
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet[1:]] == ["k4", "k1", "k2", "k3"]
    again = office.post(f"{ROOT}list/import/", {"file": SimpleUploadedFile("a.xlsx", answer.content)})
    assert "新增 0 项，改动 0 处，4 项不变" in again.content.decode()


def test_a_dry_run_writes_nothing_and_then_all_of_it_is_written(office):
    rows = [["编号", "任务", "领域", "牵头单位", "期限"],
            ["", "新修渠道", "infrastructure", "安和市农业农村局", "2024-11-30"],
            ["k1", "建设村级污水处理设施", "ecology", "agri", "2025-03-31"]]  # fmt: skip
    answer = office.post(f"{ROOT}list/import/", {"file": table(*rows)})
    text = answer.content.decode()
    assert "新增 1 项，改动 2 处" in text
    assert (Duty.objects.count(), Duty.objects.get(code="k1").lead) == (4, "ecology")
    done = office.post(f"{ROOT}list/import/", {"text": answer.context["plan"].text})
    assert done.status_code == 302
    assert Duty.objects.get(title="新修渠道").lead == "agri"
    assert str(Duty.objects.get(code="k1").deadline) == "2025-03-31"
    assert Duty.objects.get(code="k1").lead == "agri"


def test_a_table_with_wrong_rows_is_refused_row_by_row(office):
    rows = [
        ["任务", "领域", "牵头单位"],
        ["好", "ecology", "agri"],
        ["坏", "魔法", "agri"],
        ["坏", "ecology", "没有的局"],
    ]
    answer = office.post(f"{ROOT}list/import/", {"file": table(*rows)})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert all(part in text for part in ("第 3 行", "第 4 行", "没有的局"))
    assert office.post(f"{ROOT}list/import/", {"text": answer.context["plan"].text}).status_code == 422
    assert Duty.objects.count() == 4


NO_TABLES = {"a.pdf": b"%PDF", "a.xlsx": b"junk", "a.csv": b"\xff\xfe\x00", "b.csv": b"a,b\n1,2"}


@pytest.mark.parametrize("name", NO_TABLES)
def test_what_is_no_table_is_refused(office, name):
    file = SimpleUploadedFile(name, NO_TABLES[name])
    assert office.post(f"{ROOT}list/import/", {"file": file}).status_code == 422


def test_a_cell_that_looks_like_a_formula_leaves_as_text(office):
    add_tasks(office.person, "demo", [{"title": "=HYPERLINK(1)", "domain": "ecology"}])
    assert "'=HYPERLINK(1)" in office.get(f"{ROOT}list/csv").content.decode("utf-8-sig")


def test_notices_are_word_files_in_the_official_layout(office):
    add_tasks(office.person, "demo", [{"code": "late1", "title": "清淤", "domain": "ecology", "lead": "ecology",
                                       "deadline": "2024-11-30", "deliverable": "河道通畅"}])  # fmt: skip
    sheet = words(office.get(f"{ROOT}task/late1/notice/assignment/"))
    assert all(part in sheet for part in ("任务交办单", "安和市生态环境局：", "清淤", "河道通畅", "2024年12月31日"))
    card = words(office.get(f"{ROOT}task/late1/notice/card/"))
    assert all(part in card for part in ("红牌通知", "已逾期 31 天", "提级督办"))
    urging = words(office.get(f"{ROOT}notices/urging/"))
    assert all(part in urging for part in ("督办通知", "1项", "清淤", "31"))
    assert office.get(f"{ROOT}task/k1/notice/card/").status_code == 404
    assert office.get(f"{ROOT}notices/thanks/").status_code == 404


def cells(value, year="2024"):
    return {f"990121@{year}": value[0], f"990122@{year}": value[1]}


def test_a_breakdown_shows_the_difference_keeps_a_draft_and_issues_only_what_fits(office):
    page = f"{ROOT}breakdown/t.sewage/"
    years = [due.period.code for due in office.get(page).context["table"].grid.dues]
    assert years == ["2023", "2024"]
    low = cells(("10", "10"), "2023") | cells(("10", "10"))
    asked = office.post(page, low, headers={"HX-Request": "true"}).content.decode()
    assert "■" in asked
    assert "<html" not in asked
    assert Breakdown.objects.count() == 0
    assert office.post(page, {**low, "do": "save"}).status_code == 302
    refused = office.post(page, {**low, "do": "issue"})
    assert (refused.status_code, "合不上" in refused.content.decode()) == (422, True)
    fits = cells(("99", "99"), "2023") | cells(("99", "99"))
    assert office.post(page, {**fits, "do": "issue"}).status_code == 302
    parts = Duty.objects.filter(origin="breakdown:t.sewage").order_by("code")
    assert [(duty.lead, duty.place, duty.parent) for duty in parts] == [("donghe", "990121", "k1"),
                                                                       ("xiling", "990122", "k1")]  # fmt: skip
    wrong = office.post(page, {**fits, "990121@2024": "很多", "do": "save"})
    assert (wrong.status_code, "很多" in wrong.content.decode()) == (422, True)


def test_the_first_table_offered_fits(office):
    answer = office.get(f"{ROOT}breakdown/t.sewage/?propose=1")
    assert answer.context["table"].problems == []


def test_only_the_office_breaks_down(office):
    leader = signed_in("书记", Role.LEADER)
    assert leader.post(f"{ROOT}breakdown/t.sewage/", cells(("99", "99"))).status_code == 403


def test_a_meetings_decisions_are_tasks_at_once(office):
    typed = {"title": "领导小组第三次会议", "organ": "office", "day": "2024-12-05", "attended": "张、李"}
    answer = office.post(f"{ROOT}meetings/", typed)
    meeting = Meeting.objects.get()
    assert answer.url == f"{ROOT}meetings/{meeting.code}/"
    decision = {"title": "加快管网建设", "domain": "ecology", "lead": "ecology", "deadline": "2025-01-31"}
    assert office.post(answer.url, decision).status_code == 302
    duty = Duty.objects.get(title="加快管网建设")
    assert (duty.code, duty.origin, str(duty.undertaking.row.start)) == ("m01-1", "meeting:m01", "2024-12-05")
    minutes = words(office.get(f"{answer.url}tasks.docx"))
    assert all(part in minutes for part in ("领导小组第三次会议", "出席：张、李", "加快管网建设"))
    assert office.post(answer.url, {**decision, "deadline": "2024-01-01"}).status_code == 422


def test_members_come_and_leave_and_stay_on_record(office):
    typed = {"organ": "office", "name": "王主任", "role": "主任", "start": "2024-03-01"}
    assert office.post(f"{ROOT}organs/", typed).status_code == 302
    seat = Seat.objects.get()
    assert office.post(f"{ROOT}organs/leave/{seat.pk}/").status_code == 302
    page = office.get(f"{ROOT}organs/").content.decode()
    assert "曾任和将任 1 人" in page
    assert "王主任" in office.get(f"{ROOT}organs/?day=2024-06-01").content.decode()
    assert office.post(f"{ROOT}organs/leave/{seat.pk}/").status_code == 404


PLAN = {
    "phases": "前期, 2024-01-01, 2024-03-31, 1\n施工，2024-04-01，2024-12-31，3",
    "milestones": "主体, 2024-09-30, 60, 2024-10-10\n验收, 2024-12-01, 40",
    "investments": "市级, 2024, 100\n社会, 2025, 50",
}


def test_a_project_is_planned_reported_and_forecast(office):
    project = ProjectPlan.objects.get(code="p1")
    page = f"{ROOT}projects/p1/"
    assert office.post(f"{page}plan/", {**PLAN, "seen": project.version}).status_code == 302
    for day, percent, spent in (("2024-05-01", "10", "300"), ("2024-07-01", "20", "600"), ("2024-09-01", "30", "")):
        answer = office.post(f"{page}report/", {"day": day, "percent": percent, "spent": spent})
        assert answer.status_code == 302
    found = office.get(page).context["found"]
    assert {stone.name for stone in found.overdue} == {"验收"}
    # 1800 万元 in shares of 60 and 40: the first milestone was reached
    assert found.payable == {"主体": 1080 * 10_000 * 100}
    assert found.slipping
    rolling = {year: total for year, _, total in office.get(f"{ROOT}projects/").context["money"]}
    assert (rolling[2024], rolling[2025]) == (100 * 10_000 * 100, 50 * 10_000 * 100)


def test_a_project_by_two_people_at_once_and_by_strangers(office):
    seen = ProjectPlan.objects.get(code="p1").version
    office.post(f"{ROOT}projects/p1/plan/", {**PLAN, "seen": seen})
    answer = office.post(
        f"{ROOT}projects/p1/plan/", {**PLAN, "phases": "我的, 2024-01-01, 2024-02-01, 1", "seen": seen}
    )
    assert answer.status_code == 409
    assert all(part in answer.content.decode() for part in ("刚被别人改过", "我的, 2024-01-01"))
    other = signed_in("农业", Role.DEPARTMENT, pack="demo", unit="agri")
    assert other.post(f"{ROOT}projects/p1/report/", {"percent": "50"}).status_code == 403
    count = ProjectReading.objects.count()
    for percent in ("", "很多", "101", "-1"):
        assert office.post(f"{ROOT}projects/p1/report/", {"percent": percent}).status_code == 422
    for text in ("前期, 昨天, 2024-03-31, 1", "前期, 2024-03-31, 2024-01-01, 1", "前期, 2024-01-01, 2024-03-31, 0"):
        seen = ProjectPlan.objects.get(code="p1").version
        assert office.post(f"{ROOT}projects/p1/plan/", {"phases": text, "seen": seen}).status_code == 422
    assert ProjectReading.objects.count() == count


def found(office, query):
    return [line.duty.code for line in office.get(f"{ROOT}list/?{query}").context["lines"]]


def test_the_list_is_searched_filtered_sorted_and_forgives_nonsense(office):
    assert found(office, "q=排口") == ["k3"]
    assert found(office, "q=生态环境局 污水") == ["k1"]
    assert found(office, "state=closed") == ["k4"]
    assert found(office, "state=open&sort=code") == ["k1", "k2", "k3"]
    assert found(office, "unit=labour") == ["k2"]
    assert found(office, "light=reminder") == ["k1", "k2", "k3"]
    assert found(office, "light=escalated&day=2025-06-01") == ["k1", "k2", "k3"]
    assert found(office, "q=%25") == []
    assert len(found(office, "state=magic&light=blue&sort=price&page=-3&group=colour&day=never")) == 4
    assert found(office, "page=99999") == []


def test_counts_agree_with_what_the_library_says_of_each_task(office):
    for day in ("2024-11-01", "2024-12-30", "2025-01-15", "2025-02-15", "2025-06-01"):
        answer = office.get(f"{ROOT}list/?day={day}")
        shown = [line.light for line in answer.context["lines"]]
        told = {light: count for light, count in answer.context["counts"].lights.items() if count}
        assert told == {light: shown.count(light) for light in set(shown)}


def test_the_invented_year_leaves_something_waiting_for_every_role(office, demo):
    demo_accounts()
    count = play(demo)
    assert count > 15
    assert play(demo) == 0
    for role, kinds in (("office", {"verify", "assign", "close"}), ("department", {"accept"}), ("county", {"accept"}),
                        ("town", {"accept", "report"})):  # fmt: skip
        client = Client()
        client.force_login(Person.objects.get(username=f"demo-{role}"))
        waiting = {one.code for one in client.get(ROOT).context["waiting"]}
        assert kinds <= waiting, (role, waiting)
    leader = Client()
    leader.force_login(Person.objects.get(username="demo-leader"))
    assert leader.get(ROOT).context["burning"]


def test_nothing_invented_is_played_where_places_are_real(office, demo, monkeypatch):
    demo_accounts()
    real = demo.run.pack.manifest.model_copy(update={"synthetic": False})
    monkeypatch.setattr(type(demo.run.pack), "manifest", real, raising=False)
    assert play(demo) == 0
