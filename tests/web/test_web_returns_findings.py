"""Findings of the checks: who answers for them, what a reviewer makes of them, and what goes with the figure."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from reporting_world import DAY, filled, of, step

from tongchou.monitor.checks import explanation_in
from tongchou.monitor.returns import Stage
from tongchou.web.returns.book import held
from tongchou.web.returns.checking import hits_of
from tongchou.web.returns.models import Finding, Notice
from tongchou.web.returns.publishing import approved_rows
from tongchou.web.shelf import shelf
from tongchou.web.trail.models import Entry

pytest_plugins = ("reporting_world",)
pytestmark = pytest.mark.django_db
PAGE = "/p/tiny/returns/findings/"


@pytest.fixture(autouse=True)
def day(monkeypatch):
    for module in ("findings", "views.findings"):
        monkeypatch.setattr(f"tongchou.web.returns.{module}.localdate", lambda: DAY)


@pytest.fixture
def explained(sign_in, issued):
    """A return with residents 5 after 4, 25 % more, explained and handed in."""
    page, one = sign_in("town1"), of("t1")
    filled(page, one, "2.5", "5")
    found = hits_of(shelf().programme("tiny"), held(of("t1")), of("t1"))
    (hit,) = [hit for hit in found if hit.weight == "explain"]
    step(page, one, "explain", hit=hit.id, reason="新设工业园区")
    step(page, one, "sign", head="李镇长")
    assert step(page, one, "submit").status_code == 302
    return Finding.objects.get(weight="explain")


def judged(sign_in, name, one, **said):
    return sign_in(name).post(PAGE, {"finding": [one.pk], **said})


def test_what_is_handed_in_leaves_a_finding_that_the_reporter_answers_for_until_the_round_closes(explained):
    assert (explained.owner, explained.due, explained.explanation) == ("t1", date(2026, 2, 13), "新设工业园区")
    assert explained.address == "element:pop@990121101@2025"


def test_each_sees_the_findings_of_their_own_area(sign_in, explained):
    for name, sees in (("town1", True), ("town2", False), ("county1", True), ("county2", False), ("stats", True),
                       ("chief", True), ("auditor", True), ("leader", False)):  # fmt: skip
        page = sign_in(name).get(PAGE)
        assert (page.status_code, "新设工业园区" in page.content.decode()) == (200, sees), name


def test_it_is_given_to_a_unit_by_a_day_and_that_unit_is_told(sign_in, explained, staff):
    assert judged(sign_in, "chief", explained, action="assign", desk="checked", due="2026-01-27").status_code == 200
    explained.refresh_from_db()
    assert (explained.owner, explained.due) == ("c1", date(2026, 1, 27))
    assert Notice.objects.get(to=staff["county1"], kind="finding").zh.startswith("《镇人口年报》审核发现交您处理")
    entry = Entry.objects.get(what="finding.assign")
    assert (entry.old["owner"], entry.new["owner"]) == ("t1", "c1")


def test_a_day_that_is_past_is_refused_and_nothing_is_changed(sign_in, explained):
    answer = judged(sign_in, "chief", explained, action="assign", due="2026-01-01")
    assert (answer.status_code, "已经过去" in answer.content.decode()) == (409, True)
    explained.refresh_from_db()
    assert explained.due == date(2026, 2, 13)
    assert not Entry.objects.filter(what="finding.assign").exists()


def test_one_that_is_wrong_is_asked_about_at_its_cell(sign_in, explained):
    assert "要写明理由" in judged(sign_in, "county1", explained, action="wrong").content.decode()
    assert judged(sign_in, "county1", explained, action="wrong", note="与户籍数不符").status_code == 200
    (query,) = held(of("t1")).open_queries
    assert (str(query.cell), query.question) == (explained.address, "与户籍数不符")
    again = judged(sign_in, "county1", explained, action="false")
    assert (again.status_code, "已经了结" in again.content.decode()) == (409, True)


def test_only_who_checks_the_return_judges(sign_in, explained):
    for name in ("town1", "county2", "auditor", "leader"):
        assert judged(sign_in, name, explained, action="false").status_code == 409, name
    explained.refresh_from_db()
    assert explained.verdict == ""
    assert judged(sign_in, "chief", explained, action="guilty").status_code == 409


def test_an_explanation_that_stands_travels_with_the_published_figure(sign_in, explained):
    judged(sign_in, "county1", explained, action="explained", note="已看批文")
    for desk in ("county1", "stats", "chief"):
        assert step(sign_in(desk), of("t1"), "approve").status_code == 302
    notes = {row["element"]: row["note"] for row in approved_rows("tiny")}
    assert explanation_in(notes["pop"]) == "新设工业园区；已看批文"
    assert explanation_in(notes["pop_urban"]) == ""


def test_other_figures_leave_nothing_to_judge_and_the_same_figures_bring_it_back(sign_in, explained):
    page, one = sign_in("town1"), of("t1")
    for urban, pop, gone in (("2.1", "4.1", True), ("2.5", "5", False)):
        step(page, one, "withdraw")
        filled(page, one, urban, pop)
        step(page, one, "sign", head="李镇长")
        assert step(page, one, "submit").status_code == 302
        explained.refresh_from_db()
        assert explained.gone is gone
    assert of("t1").stage == Stage.SUBMITTED


def test_what_is_overdue_stands_on_the_desk_and_can_be_searched_for(sign_in, explained, monkeypatch):
    late = DAY + timedelta(days=60)
    for module in ("views.findings", "views.desk"):
        monkeypatch.setattr(f"tongchou.web.returns.{module}.localdate", lambda: late)
    assert "审核发现逾期未判 1 条" in sign_in("county1").get("/p/tiny/returns/").content.decode()
    for query, found in (("state=overdue", 1), ("weight=hint", 0), ("weight=all", 1), ("owner=东镇", 1),
                         ("owner=西镇", 0), ("due=2026-02-12", 0), ("due=2026-02-13", 1), ("state=judged", 0),
                         ("state=x&due=x", 1)):  # fmt: skip
        page = sign_in("chief").get(f"{PAGE}?{query}")
        assert len(page.context["page"].object_list) == found, query


def test_the_table_goes_into_excel_and_csv(sign_in, explained):
    rows = list(csv.reader(StringIO(sign_in("chief").get("/p/tiny/returns/findings.csv").content.decode("utf-8-sig"))))
    assert rows[1][:6] == ["须说明", "东镇人民政府", "镇人口年报", "2025", "东镇", "常住人口"]
    assert rows[1][7:11] == ["新设工业园区", "东镇人民政府", "2026-02-13", "待判"]
    book = load_workbook(BytesIO(sign_in("chief").get("/p/tiny/returns/findings.xlsx").content))
    assert "审核发现" in book.sheetnames
    assert sign_in("chief").get("/p/tiny/returns/findings.pdf").status_code == 404
