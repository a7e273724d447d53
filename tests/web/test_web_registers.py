"""Registers on their pages: entered with a document, refused with every reason, applied for, chosen, told whole."""

import pytest
from django.test import Client
from django.urls import reverse

from tongchou.assess.register import Status
from tongchou.packs.rows import Designation
from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.judging.models import Delegation, RegisterEvent, StatusChange
from tongchou.web.models import Person


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
def registry(demo):
    return demo.run.pack.tables.register.rows[0].registry


@pytest.fixture
def free(demo, registry):
    """A town that never stood on the register."""
    taken = {row.place for row in demo.run.pack.tables.register.rows}
    return next(one.code for one in demo.own_places if one.level == "town" and one.code not in taken)


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def enter(client, registry, place, event, day="2024-12-01", document="文〔2024〕1号"):
    where = reverse("register-one", args=["demo", registry])
    return client.post(where, {"place": place, "event": event, "day": day, "document": document, "note": "试"})


def test_the_register_stands_as_its_pack_says(office, demo, registry):
    page = text(office.get(reverse("register", args=["demo"])))
    assert registry in page
    events = [row for row in demo.run.pack.tables.register.rows if row.event == "designated"]
    one = text(office.get(reverse("register-one", args=["demo", registry])))
    assert all(demo.places[row.place].name in one for row in events if row.place in demo.places)


def test_a_whole_life_with_every_step_dated_and_documented(office, registry, free):
    for event, day in (("candidate", "2022-01-05"), ("designated", "2022-02-01"), ("rectifying", "2023-01-10")):
        assert enter(office, registry, free, event, day).status_code == 302
    assert "不能撤销资格" in text(enter(office, registry, free, "revoked", "2023-06-01"), 422)
    assert enter(office, registry, free, "revoked", "2024-01-15").status_code == 302
    assert enter(office, registry, free, "replaced", "2024-02-01").status_code == 302
    assert [one.event for one in RegisterEvent.objects.all()] == [
        "candidate", "designated", "rectifying", "revoked", "replaced"]  # fmt: skip
    page = text(office.get(reverse("register-place", args=["demo", registry, free])))
    assert page.index("2022-01-05") < page.index("2023-01-10") < page.index("2024-02-01")
    past = text(office.get(reverse("register-one", args=["demo", registry]) + "?day=2023-06-30"))
    assert "整改" in past
    notice = office.get(reverse("register-notice", args=["demo", registry, "2024-01-15", "html"]))
    assert "撤销" in notice.content.decode()


def test_an_event_without_its_document_is_refused_with_every_reason(office, registry, free):
    page = text(enter(office, registry, free, "revoked", document=""), 422)
    assert "须有文件依据" in page
    assert "目前为“未申报”" in page
    assert not RegisterEvent.objects.exists()


def test_a_town_applies_for_itself_and_for_nobody_else(demo, registry, free, db):
    own = somebody("town", Role.TOWN, place=free)
    assert enter(own, registry, free, "candidate").status_code == 302
    assert enter(own, registry, free, "designated").status_code == 403
    other = next(row.place for row in demo.run.pack.tables.register.rows)
    assert enter(own, registry, other, "candidate").status_code == 403


def test_powers_are_given_and_end_with_the_standing(office, registry, free):
    where = reverse("register-place", args=["demo", registry, free])
    enter(office, registry, free, "designated", "2022-02-01")
    power = {"do": "power", "name": "规划许可", "document": "文1", "day": "2022-03-01"}
    assert office.post(where, power).status_code == 302
    assert "规划许可" in text(office.get(where))
    enter(office, registry, free, "rectifying", "2023-01-10")
    enter(office, registry, free, "revoked", "2024-01-15")
    assert str(Delegation.objects.get().end) == "2024-01-15"
    assert "已收回" in text(office.get(where))
    assert text(office.post(where, {"do": "power", "name": "", "document": ""}), 422)
    assert "仍然有效" in text(office.post(where, {"do": "withdraw", "power": "d1"}), 422)


def test_a_change_of_status_is_tried_on_the_map_and_handed_over(office, registry, free):
    where = reverse("register-place", args=["demo", registry, free])
    wish = {"do": "change", "name": "新街街道", "document": "民批〔2024〕3号", "day": "2024-12-01"}
    assert office.post(where, wish).status_code == 302
    change = StatusChange.objects.get()
    assert (change.after, change.name) == (free, "新街街道")
    rows = office.get(reverse("register-changes", args=["demo"])).content.decode().splitlines()
    assert rows[1].startswith(f"2024-12-01,upgrade,{free},{free},all,新街街道")
    assert "建制变更" in text(office.get(where))


def test_choosing_shows_what_the_limits_cost(office, demo, registry):
    where = reverse("register-choosing", args=["demo", registry])
    assert "选" in text(office.get(where, {"points": "indicator:urbanization", "period": "2024", "places": "1"}))
    assert "应为 一个数" in text(office.get(where, {"places": "很多"}), 422)
    assert "无法同时满足" in text(office.get(where, {"points": "indicator:urbanization", "places": "99"}), 422)


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_pages_open_for_somebody_who_only_sees(page, demo, registry, lang):
    page.cookies["django_language"] = lang
    place = demo.run.pack.tables.register.rows[0].place
    for address in (
        reverse("register", args=["demo"]),
        reverse("register-one", args=["demo", registry]),
        reverse("register-choosing", args=["demo", registry]) + "?points=indicator:urbanization&places=1",
        reverse("register-place", args=["demo", registry, place]),
    ):
        body = text(page.get(address))
        assert "<h1>" in body
        assert 'name="event"' not in body


def test_every_status_of_the_library_has_its_event():
    for status in Status:
        assert Designation(registry="r", place="p", date="2024-01-01", event=status.value).event == status
