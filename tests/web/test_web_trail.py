"""The audit trail is added to and never changed; a change behind its back shows."""

import csv
import io

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from tongchou.terms import Refusal
from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.models import Person
from tongchou.web.trail import record
from tongchou.web.trail.chain import BEGINNING, breaks
from tongchou.web.trail.models import Entry


@pytest.fixture
def three(db):
    """Three entries."""
    for number in range(3):
        record("zhang", "demo", "task.verify", about=f"k0{number}", old="doing", new={"state": "verified"})
    return list(Entry.objects.all())


def broken():
    return list(breaks(Entry.objects.order_by("number")))


def test_entries_are_numbered_and_chained(three):
    assert [one.number for one in three] == [1, 2, 3]
    assert [one.before for one in three] == [BEGINNING, three[0].digest, three[1].digest]
    assert broken() == []


@pytest.mark.parametrize("field", ["who", "what", "about", "pack", "address"])
def test_a_changed_entry_breaks_the_chain(three, field):
    setattr(three[1], field, "other")
    assert list(breaks(three)) == [2]


def test_a_removed_entry_breaks_the_chain(three):
    assert list(breaks([three[0], three[2]])) == [3]


def test_an_entry_is_neither_saved_again_nor_deleted(three):
    for change in (three[0].save, three[0].delete):
        with pytest.raises(Refusal, match="trail") as refused:
            change()
        assert refused.value.problems[0].code == "web.trail.never_changed"


@pytest.mark.parametrize("statement", ["UPDATE trail_entry SET who='x'", "DELETE FROM trail_entry"])
def test_the_database_itself_refuses(three, statement):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert broken() == []
    assert Entry.objects.count() == 3


def test_what_is_rolled_back_leaves_no_entry(db):
    with transaction.atomic():
        record("zhang", "", "x.y", about="z")
        transaction.set_rollback(True)
    record("zhang", "", "x.y", about="z")
    assert Entry.objects.get().number == 1


@pytest.fixture
def auditor(db):
    person = Person.objects.create_user("audit", password="a long pass phrase")
    appoint(person, Role.AUDITOR)
    client = Client()
    client.post("/sign-in/", {"username": "audit", "password": "wrong"})
    client.post("/sign-in/", {"username": "audit", "password": "a long pass phrase"})
    return client


def test_the_trail_is_searched_verified_and_exported(auditor, office):
    assert list(Entry.objects.values_list("what", flat=True)) == ["door.refused", "door.in"]
    assert Entry.objects.last().new == "127.0.0.1"
    assert "整条链完好" in auditor.get("/settings/trail/?verify=1").text
    assert "door.refused" not in auditor.get("/settings/trail/?q=door.in").text
    assert "没有符合条件" in auditor.get("/settings/trail/?q=nothing-such").text
    assert auditor.get("/settings/trail/?day=not-a-day&page=x").status_code == 200
    text = b"".join(auditor.get("/settings/trail/trail.csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["digest"] for row in rows] == list(Entry.objects.values_list("digest", flat=True))


@pytest.mark.parametrize("role", [role for role in Role if role not in {"auditor", "office"}])
def test_the_trail_is_for_the_auditor_and_the_office(db, office, role):
    person = Person.objects.create_user("x")
    appoint(person, role)
    client = Client()
    client.force_login(person)
    assert client.get("/settings/trail/").status_code == 403
    assert client.get("/settings/trail/trail.csv").status_code == 403
