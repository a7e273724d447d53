"""The whole way of a return on the page: issued, filled in, checked, signed, sent back, approved, locked, corrected."""

import pytest
from reporting_world import address, approved, filled, of, send, step, submitted

from tongchou.terms import Refusal
from tongchou.web.returns.book import held, thawed
from tongchou.web.returns.checking import hits_of
from tongchou.web.returns.models import CellVersion, Event, Notice, Return, Snapshot
from tongchou.web.shelf import shelf
from tongchou.web.trail.models import Entry

pytest_plugins = ("reporting_world",)
pytestmark = pytest.mark.django_db


def test_a_round_asks_every_town_by_the_clock_and_freezes_its_form(issued):
    issue = issued.issues.get()
    assert [str(day) for day in (issue.due, issue.red)] == ["2026-01-31", "2026-02-03"]
    assert [(one.unit, one.places, one.expected) for one in Return.objects.order_by("unit")] == [
        ("t1", ["990121101"], 2),
        ("t2", ["990121102"], 2),
        ("t3", ["990122101"], 2),
    ]
    assert of("t1").desks == [["checked", "c1", False], ["reviewed", "stats", False], ["approved", "office", False]]


def test_a_form_is_issued_once_for_a_period(sign_in, issued):
    answer = sign_in("chief").post("/p/tiny/returns/issue/", {"forms": ["towns"], "period": "2025"})
    assert answer.status_code == 409
    assert "没有重复布置" in answer.content.decode()


def test_the_page_shows_before_issuing_who_is_asked(sign_in, city):
    page = sign_in("chief").get("/p/tiny/returns/issue/", {"forms": "towns", "period": "2025"}).content.decode()
    assert "3 个单位，6 格" in page
    assert "截止 2026-01-31" in page
    assert not Return.objects.exists()


def test_what_is_typed_is_kept_as_versions_and_read_in_any_spelling(sign_in, issued):
    page, one = sign_in("town1"), of("t1")
    first = send(page, one, (address("pop"), "４．１", 0)).json()
    assert first["saved"] == [{**first["saved"][0], "address": address("pop"), "version": 1, "text": "4.1"}]
    second = send(page, one, (address("pop"), "4.2", 1)).json()
    assert second["saved"][0]["version"] == 2
    assert [str(cell.value.normalize()) for cell in CellVersion.objects.all()] == ["4.1", "4.2"]
    assert send(page, one, (address("pop_urban"), "很多", 0)).json()["refused"][0]["address"] == address("pop_urban")


def test_the_second_of_two_people_in_a_cell_sees_the_first(sign_in, issued, staff):
    one = of("t1")
    send(sign_in("town1"), one, (address("pop"), "4.1", 0))
    late = send(sign_in("town1"), one, (address("pop"), "4.9", 0)).json()
    assert (late["saved"], late["conflicts"][0]["text"]) == ([], "4.1")
    again = send(sign_in("town1"), one, (address("pop"), "4.1", 0)).json()
    assert (again["conflicts"], again["saved"][0]["version"]) == ([], 1)
    assert CellVersion.objects.count() == 1


def test_a_cell_of_another_place_is_refused(sign_in, issued):
    answer = send(sign_in("town1"), of("t1"), (address("pop", "990121102"), "9", 0)).json()
    assert answer["refused"][0]["address"] == address("pop", "990121102")
    assert not CellVersion.objects.exists()


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"cells": 3}', b'{"cells": [1]}', b'{"cells": [{"base": "x"}]}', b"[" * 9999]
)
def test_what_is_no_batch_is_refused_in_a_sentence(sign_in, issued, body):
    answer = sign_in("town1").post(f"/p/tiny/returns/{of('t1').pk}/cells/", body, "application/json")
    assert (answer.status_code, "读不懂" in answer.json()["closed"]) == (400, True)


def test_others_neither_see_nor_write_a_return(sign_in, issued):
    one = of("t1")
    for name in ("town2", "county2", "leader"):
        page = sign_in(name)
        assert page.get(f"/p/tiny/returns/{one.pk}/").status_code == 403, name
        assert send(page, one, (address("pop"), "1", 0)).status_code == 403, name
        assert step(page, one, "submit").status_code == 403, name
    assert sign_in("auditor").get(f"/p/tiny/returns/{one.pk}/").status_code == 200
    assert not Event.objects.exists()


def test_a_check_that_must_be_mended_stops_the_return_and_one_to_explain_passes_with_its_reason(sign_in, issued):
    page, one = sign_in("town1"), of("t1")
    told = filled(page, one, urban="6", pop="5")
    assert "城镇常住人口不大于常住人口" in "".join(told["said"].values())
    step(page, one, "sign", head="李镇长")
    assert step(page, one, "submit").status_code == 409
    filled(page, one, urban="2.5", pop="5")
    step(page, one, "sign", head="李镇长")
    refused = step(page, one, "submit")
    assert "须说明" in refused.content.decode()
    found = hits_of(shelf().programme("tiny"), held(of("t1")), of("t1"))
    (wanted,) = [hit for hit in found if hit.weight == "explain"]
    step(page, one, "explain", hit=wanted.id, reason="新设工业园区")
    step(page, one, "sign", head="李镇长")
    assert step(page, one, "submit").status_code == 302
    assert held(of("t1")).explanations[wanted.id] == "新设工业园区"


def test_the_whole_way_freezes_a_snapshot_and_locks(sign_in, issued):
    one = approved(sign_in)
    assert one.stage == "approved"
    frozen = thawed(Snapshot.objects.get())
    assert sorted(cell.value for cell in frozen.cells.values()) == [2.1, 4.1]
    assert step(sign_in("chief"), one, "lock").status_code == 302
    locked = send(sign_in("town1"), one, (address("pop"), "9", 1))
    assert (locked.status_code, "已锁定" in locked.json()["closed"]) == (409, True)


def test_sent_back_with_a_question_and_answered(sign_in, issued):
    one = submitted(sign_in)
    county, town = sign_in("county1"), sign_in("town1")
    assert step(county, one, "ask", about=address("pop"), reason="为什么多了？").status_code == 302
    assert step(county, one, "send_back").status_code == 409
    assert step(county, one, "send_back", reason="请核对").status_code == 302
    page = town.get(f"/p/tiny/returns/{one.pk}/").content.decode()
    assert "请核对" in page
    assert "为什么多了？" in page
    assert [one.kind for one in Notice.objects.filter(to__username="town1")] == ["send_back", "ask"]
    step(town, one, "answer", about=address("pop"), reason="并入一村")
    assert held(of("t1")).queries[0].answer == "并入一村"


def test_two_approvals_at_once_or_a_stale_page_do_nothing_and_say_so(sign_in, issued):
    one = submitted(sign_in)
    stale = one.version
    one.refresh_from_db()
    page = sign_in("chief")
    assert step(page, one, "approve").status_code == 302
    again = page.post(f"/p/tiny/returns/{one.pk}/step/", {"action": "approve", "version": stale})
    assert (again.status_code, "刚才的操作没有做" in again.content.decode()) == (409, True)
    assert of("t1").stage == "checked"


def test_a_correction_is_a_new_version_with_its_difference_and_the_old_snapshot_stays_in_force(sign_in, issued):
    one = approved(sign_in)
    assert step(sign_in("chief"), one, "reopen", reason="镇里来函更正").status_code == 302
    filled(sign_in("town1"), one, pop="4.3")
    page = sign_in("town1").get(f"/p/tiny/returns/{one.pk}/").content.decode()
    assert "第 2 版" in page
    assert "+0.2" in page
    assert Snapshot.objects.count() == 1


def test_many_are_approved_each_by_itself(sign_in, issued):
    one, two = submitted(sign_in), submitted(sign_in, "t2", "town2")
    for each in (one, two):
        each.refresh_from_db()
    ticked = [f"{one.pk}:{one.version}", f"{two.pk}:{two.version - 1}", "99999:1", "x"]
    answer = sign_in("county1").post(f"/p/tiny/returns/rounds/{issued.pk}/bulk/", {"approve": ticked})
    assert answer.status_code == 409
    assert [of(unit).stage for unit in ("t1", "t2")] == ["checked", "submitted"]


def test_every_step_is_in_the_trail_with_old_and_new(sign_in, issued):
    filled(sign_in("town1"), of("t1"))
    entry = Entry.objects.filter(what="return.save").get()
    assert (entry.who, entry.old["cells"], entry.new["cells"][address("pop")][0]) == ("town1", {}, 4.1)


def test_a_snapshot_changed_behind_the_pages_back_is_not_used(sign_in, issued):
    approved(sign_in)
    snapshot = Snapshot.objects.get()
    snapshot.content = snapshot.content.replace("4.1", "4.4")
    with pytest.raises(Refusal) as refused:
        thawed(snapshot)
    assert refused.value.problems[0].code == "returns.snapshot.changed"


def test_the_stage_written_down_is_what_the_steps_make(sign_in, issued):
    approved(sign_in)
    for one in Return.objects.all():
        assert one.stage == held(one).stage.value


def test_desk_board_history_and_bulletin(sign_in, issued):
    one = submitted(sign_in)
    town = sign_in("town2").get("/p/tiny/returns/").content.decode()
    assert "1 张表要填" in town
    county = sign_in("county1").get("/p/tiny/returns/").content.decode()
    assert "等我审核的" in county
    board = sign_in("chief").get(f"/p/tiny/returns/rounds/{issued.pk}/").content.decode()
    assert "2/6" in board
    assert "东镇" in sign_in("county1").get(f"/p/tiny/returns/rounds/{issued.pk}/").content.decode()
    assert "南镇人民政府" not in sign_in("county1").get(f"/p/tiny/returns/rounds/{issued.pk}/").content.decode()
    history = sign_in("town1").get(f"/p/tiny/returns/{one.pk}/history/").content.decode()
    assert "李镇长" in history
    for form in ("docx", "xlsx", "csv"):
        assert sign_in("chief").get(f"/p/tiny/returns/rounds/{issued.pk}/bulletin.{form}").status_code == 200
    text = sign_in("chief").get(f"/p/tiny/returns/rounds/{issued.pk}/bulletin.csv").content.decode("utf-8-sig")
    assert text.splitlines()[1] == "镇人口年报,东镇人民政府,已报送,按时报送,2026-01-31,0,2,2,0,0,0"


def test_many_are_approved_a_page_at_a_time(sign_in, issued, monkeypatch):
    submitted(sign_in, "t1", "town1")
    submitted(sign_in, "t2", "town2")
    for module in ("bulk", "views.rounds"):
        monkeypatch.setattr(f"tongchou.web.returns.{module}.MOST", 1)
    county = sign_in("county1")
    page = county.get(f"/p/tiny/returns/rounds/{issued.pk}/bulk/")
    assert [look.one.unit for look in page.context["lines"]] == ["t1"]
    assert "一次最多列 1 张" in page.content.decode()
    county.post(f"/p/tiny/returns/rounds/{issued.pk}/bulk/", {"approve": f"{of('t1').pk}:{of('t1').version}"})
    assert [look.one.unit for look in county.get(page.request["PATH_INFO"]).context["lines"]] == ["t2"]


def test_a_bulletin_is_written_anew_when_a_return_moves(sign_in, issued):
    chief, address = sign_in("chief"), f"/p/tiny/returns/rounds/{issued.pk}/bulletin.csv"
    before = chief.get(address).content.decode()
    assert chief.get(address).content.decode() == before
    submitted(sign_in)
    assert "已报送" in chief.get(address).content.decode()
    assert "已报送" not in before


def test_a_notice_is_withdrawn_when_somebody_else_did_what_it_asks_for(sign_in, issued, staff):
    def unread(name):
        return [one.kind for one in Notice.objects.filter(to=staff[name], read_at=None)]

    one = of("t1")
    facts = {"pack": "tiny", "zh": "黄牌", "en": "yellow", "address": "/"}
    Notice.objects.create(to=staff["town1"], kind="yellow", about=f"return:{one.pk}", **facts)
    submitted(sign_in)
    assert (unread("town1"), unread("county1")) == ([], ["submit"])
    step(sign_in("chief"), one, "send_back", reason="请核对")
    assert (unread("town1"), unread("county1")) == (["send_back"], [])
    assert Notice.objects.get(to=staff["county1"]).mailed
    step(sign_in("town1"), one, "sign", head="李镇长")
    step(sign_in("town1"), one, "submit")
    assert (unread("town1"), unread("county1")) == ([], ["submit"])
