"""A year's assessment on its pages: opened, scored, published, objected to, corrected, made final; and who may not."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.judging.models import Edition, GivenMark, Notice, Plea, Sitting
from tongchou.web.models import Person
from tongchou.web.trail.models import Entry

EAST, WEST = "990121", "990122"


def somebody(name, role, **scope):
    person = Person.objects.create_user(name, password="a long pass phrase", called=name)
    appoint(person, role, pack="demo", **scope)
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def office(db, demo):
    return somebody("wang", Role.OFFICE)


@pytest.fixture
def agri(db, demo):
    return somebody("agri", Role.DEPARTMENT, unit="agri")


@pytest.fixture
def east(db, demo):
    return somebody("east", Role.COUNTY, place=EAST)


@pytest.fixture
def sitting(office):
    answer = office.post(reverse("judging-open", args=["demo"]), {"scheme": "counties", "period": "2024"})
    assert answer.status_code == 302, answer.content.decode()
    return Sitting.objects.get()


def at(name, sitting, *more):
    return reverse(name, args=["demo", sitting.pk, *more])


def step(client, sitting, move, **more):
    sitting.refresh_from_db()
    return client.post(at("judging-step", sitting), {"move": move, "phase": sitting.phase, **more})


def on_to(client, sitting, phase):
    while sitting.phase != phase:
        answer = step(client, sitting, "advance", day="2025-01-05")
        assert answer.status_code == 302, answer.content.decode()
        sitting.refresh_from_db()


def published(client, sitting, day="2025-01-10"):
    on_to(client, sitting, "meeting")
    answer = step(client, sitting, "publish", day=day)
    assert answer.status_code == 302, answer.content.decode()
    return Edition.objects.latest("number")


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def rate(client, sitting, unit=EAST, given="中", seen=0, item="C3"):
    return client.post(at("judging-desk", sitting), {"item": item, f"given-{unit}": given, f"seen-{unit}": seen})


def test_a_sitting_is_opened_once_by_the_office_only(office, east, sitting):
    again = office.post(reverse("judging-open", args=["demo"]), {"scheme": "counties", "period": "2024"})
    assert again.status_code == 302
    assert Sitting.objects.count() == 1
    assert (
        east.post(reverse("judging-open", args=["demo"]), {"scheme": "counties", "period": "2023"}).status_code == 403
    )
    assert "没有“nothing”" in text(office.post(reverse("judging-open", args=["demo"]), {"scheme": "nothing"}), 422)


def test_a_unit_scores_itself_in_its_time_and_only_itself(office, east, sitting):
    own, other = at("judging-self-unit", sitting, EAST), at("judging-self-unit", sitting, WEST)
    assert "自评已保存（1 项）" in text(
        east.post(own, {"given-C3": "好", "reason-C3": "按月调度", "seen-C3": 0}, follow=True)
    )
    assert (GivenMark.objects.get().rater, GivenMark.objects.get().stage) == (EAST, "self")
    assert east.post(other, {"given-C3": "好", "seen-C3": 0}).status_code == 403
    assert "应为 好、中、差" in text(east.post(own, {"given-C3": "优", "seen-C3": 1}), 422)
    on_to(office, sitting, "department")
    assert "现在是“部门评分”，不收“自评”的评分" in text(east.post(own, {"given-C3": "中", "seen-C3": 1}), 422)


def test_a_department_rates_what_names_it_and_sees_the_others_only_afterwards(office, agri, sitting):
    on_to(office, sitting, "department")
    ecology = somebody("eco", Role.DEPARTMENT, unit="ecology")
    assert "没有由您评分的项" in text(ecology.get(at("judging-desk", sitting)))
    assert "不能在“部门评分”给“工作机制”评分" in text(rate(ecology, sitting), 422)
    assert rate(office, sitting, given="好").status_code == 302
    page = text(agri.get(at("judging-desk", sitting)))
    assert "先评分" in page
    assert "安和市城乡融合办公室 好" not in page
    rate(agri, sitting, given="差")
    page = text(agri.get(at("judging-desk", sitting)))
    assert "安和市城乡融合办公室 好" in page


def test_two_people_of_one_rater_cannot_overwrite_each_other(office, agri, sitting):
    on_to(office, sitting, "department")
    second = somebody("agri2", Role.DEPARTMENT, unit="agri")
    assert rate(agri, sitting, given="好").status_code == 302
    page = text(rate(second, sitting, given="差"), 409)
    assert "已由agri评为“好”，您的评分没有保存" in page
    assert "<option selected>差</option>" in page
    assert rate(second, sitting, given="差", seen=1).status_code == 302
    assert [one.given for one in GivenMark.objects.all()] == ["好", "差"]


def test_marks_are_never_changed_in_the_database(office, agri, sitting):
    on_to(office, sitting, "department")
    rate(agri, sitting)
    mark = GivenMark.objects.get()
    mark.given = "好"
    with pytest.raises(Exception, match=r"(?i)unique"):
        mark.save()


def test_nothing_is_rated_once_it_is_published(office, agri, sitting):
    published(office, sitting)
    assert "评分不能再改" in text(rate(agri, sitting), 422)
    assert "没有由您评分的项" in text(office.get(at("judging-desk", sitting)))


def test_a_move_on_what_somebody_else_moved_is_a_conflict(office, sitting):
    answer = office.post(at("judging-step", sitting), {"move": "advance", "phase": "panel"})
    assert "您看到的是“专家评审”，现在已是“自评”" in text(answer, 409)
    assert "没有“fly self”" in text(office.post(at("judging-step", sitting), {"move": "fly", "phase": "self"}), 422)


def test_the_published_edition_keeps_its_digest_and_says_when_it_was_changed(office, sitting):
    edition = published(office, sitting)
    page = text(office.get(at("judging-result", sitting)))
    assert edition.digest[:16] in page
    data = edition.result
    data["cards"][0]["total"] = 100.0
    Edition.objects.filter(pk=edition.pk).update(result=data)
    page = text(office.get(at("judging-result", sitting)), 422)
    assert "有人改动过" in page
    assert "100.0" not in page


def test_before_publication_only_the_office_sees_a_draft(office, east, sitting):
    assert "草稿" in text(office.get(at("judging-result", sitting)))
    page = text(east.get(at("judging-result", sitting)))
    assert "结果还没有公布" in page
    assert "草稿" not in page


@pytest.mark.parametrize("form", ["docx", "html", "xlsx", "csv"])
def test_the_bulletin_in_every_form(office, sitting, form):
    edition = published(office, sitting)
    answer = office.get(at("judging-bulletin", sitting, edition.number, form))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    if form in {"html", "csv"}:
        assert "东河县" in answer.content.decode("utf-8-sig")
    assert office.get(at("judging-bulletin", sitting, 9, form)).status_code == 404


def test_an_objection_upheld_is_corrected_by_the_meeting_in_a_new_edition(office, east, sitting):
    first = published(office, sitting)
    where = at("judging-objections", sitting)
    wish = {"unit": EAST, "item": "C3", "reason": "督办记录未计", "day": "2025-01-12"}
    assert east.post(where, {**wish, "unit": WEST}).status_code == 403
    assert "已过期" in text(east.post(where, {**wish, "day": "2025-03-30"}), 422)
    assert east.post(where, wish).status_code == 302
    plea = Plea.objects.get()
    decide = at("judging-decide", sitting, plea.pk)
    assert "不能裁定成立" in text(office.post(decide, {"state": "upheld", "decision": "属实"}), 422)
    assert "异议没有裁定" in text(step(office, sitting, "finish", day="2025-03-30"), 422)
    assert office.post(decide, {"state": "heard", "day": "2025-01-13"}).status_code == 302
    assert "异议须写明理由" in text(office.post(decide, {"state": "upheld", "decision": " "}), 422)
    assert office.post(decide, {"state": "upheld", "decision": "属实"}).status_code == 302
    assert "须先另出新版" in text(step(office, sitting, "finish", day="2025-03-30"), 422)
    # only the item and unit the objection names can be corrected
    assert "评分不能再改" in text(rate(office, sitting, WEST, "差"), 422)
    assert rate(office, sitting, EAST, "差").status_code == 302
    assert step(office, sitting, "revise", reason="异议成立", day="2025-01-15").status_code == 302
    second = Edition.objects.latest("number")
    assert (second.number, first.number) == (2, 1)
    page = text(office.get(at("judging-result", sitting)))
    assert "与上一版的差别" in page
    old = text(office.get(at("judging-result", sitting) + "?edition=1"))
    assert first.digest[:16] in old
    assert step(office, sitting, "finish", day="2025-03-30").status_code == 302
    assert [one.what for one in Entry.objects.filter(what__startswith="objection.")] == [
        "objection.file", "objection.hear", "objection.decide"]  # fmt: skip


def test_a_new_edition_that_changes_nothing_is_refused(office, sitting):
    published(office, sitting)
    assert "与上一版相同" in text(step(office, sitting, "revise", reason="再算一次", day="2025-01-15"), 422)
    assert Edition.objects.count() == 1


def test_consequences_have_notices_and_are_carried_out_once(office, sitting):
    edition = published(office, sitting)
    one = Notice.objects.create(edition=edition, unit=EAST, measure="talk", reason="末位", due=date(2025, 2, 10))
    assert text(office.get(at("judging-following", sitting))).count("Word") >= edition.notices.count()
    assert office.get(at("judging-notice", sitting, one.pk, "docx")).content[:2] == b"PK"
    done = at("judging-done", sitting, one.pk)
    office.post(done, {"note": "已谈", "day": "2025-02-01"})
    office.post(done, {"note": "又谈", "day": "2025-02-02"})
    one.refresh_from_db()
    assert (one.done, one.note) == (date(2025, 2, 1), "已谈")


def test_next_years_tasks_go_onto_the_ledger_once(office, east, sitting):
    published(office, sitting)
    where = at("judging-tasks", sitting)
    page = text(office.get(where))
    code = f"2025-{EAST}-"
    assert code in page
    chosen = page.split('name="task" value="')[1].split('"')[0]
    assert east.post(where, {"task": chosen}).status_code == 403
    assert "至少勾选一项" in text(office.post(where, {}), 422)
    assert office.post(where, {"task": chosen}).status_code == 302
    assert "已列入" in text(office.get(where))
    assert office.post(where, {"task": chosen}).status_code == 422


def test_papers_are_for_raters_and_the_unit_and_late_ones_are_marked(office, agri, east, sitting, settings):
    where = at("judging-paper", sitting, EAST)

    def send(day):
        return east.post(where, {"item": "C3", "files": SimpleUploadedFile("纪要.txt", b"minutes"), "day": day})

    assert send("2024-12-20").status_code == 302
    assert send("2025-01-20").status_code == 302
    assert [one.late for one in sitting.papers.all()] == [False, True]
    assert "记为迟交" in text(east.get(at("judging-self-unit", sitting, EAST)))
    one = at("judging-paper-file", sitting, sitting.papers.first().pk)
    on_to(office, sitting, "department")
    assert agri.get(one).status_code == east.get(one).status_code == 200
    assert somebody("west", Role.COUNTY, place=WEST).get(one).status_code == 403
    published(office, sitting)
    assert "评分不能再改" in text(send("2025-01-20"), 422)


def test_a_scheme_is_tried_before_it_is_issued(office, east, demo):
    where = reverse("judging-trial", args=["demo"])
    assert east.get(where).status_code == 403
    page = text(office.post(where, {"scheme": "counties", "period": "2023"}))
    assert "东河县" in page
    new = """
code: fresh
title: {zh: 新办法}
edition: "2025"
applies_to: {level: county}
areas:
  - code: A
    name: 甲
    points: 10
    items: [{code: A1, name: 城镇化, points: 10, indicator: urbanization, scoring: {rule: proportional, target: 10}}]
"""
    page = text(office.post(where, {"scheme": "counties", "period": "2024", "text": new}))
    assert "拉不开差距" in page
    assert "没有“zzz”" in text(
        office.post(where, {"scheme": "counties", "period": "2024", "text": new.replace("urbanization", "zzz")}), 422
    )
    assert 'role="alert"' in text(office.post(where, {"scheme": "counties", "period": "2024", "text": "code: x"}), 422)


@pytest.mark.parametrize(
    "name", ["sitting", "judging-result", "judging-objections", "judging-following", "judging-tasks", "judging-self"]
)
@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_every_page_opens_for_somebody_who_only_sees(page, sitting, name, lang):
    page.cookies["django_language"] = lang
    assert "<h1>" in text(page.get(at(name, sitting)))


def test_days_that_are_none_are_refused(office, sitting):
    assert "不是日期" in text(step(office, sitting, "advance", day="明天"), 422)
