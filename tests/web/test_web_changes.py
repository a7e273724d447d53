"""A change of places: proposed by the office, tried, judged by somebody else, enacted as a version."""

import filecmp
import shutil
from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client

from tongchou.packs import load
from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.amending.models import Amendment
from tongchou.web.changes.enacting import enact
from tongchou.web.changes.models import Proposal
from tongchou.web.desk import programme_of
from tongchou.web.models import Person
from tongchou.web.trail.models import Entry

LIST = "/p/demo/places/changes/"


def signed_in(role, name):
    person = Person.objects.create_user(name)
    appoint(person, Role(role))
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def office(monkeypatch, tmp_path, db, stocked):
    shutil.copytree(stocked, tmp_path / "office")
    monkeypatch.setenv("TONGCHOU_HOME", str(tmp_path / "office"))
    return signed_in("office", "office")


@pytest.fixture
def merger(office):
    """Two towns of the demo programme, and what is written into the form to merge them."""
    tree = programme_of("demo").run.tree
    county = next(code for code in tree.of_level("county") if len(tree.children(code)) > 1)
    one, other = tree.children(county)[:2]
    return {
        "kind": "merge", "date": "2025-03-01", "before": f"{one};{other}", "after": "990001",
        "arrivals_text": f"990001，新合镇，town，{county}", "shares": "", "basis": "", "document": "云府〔2025〕3 号",
    }  # fmt: skip


def propose(office, facts):
    answer = office.post(LIST, facts)
    assert answer.status_code == 302, answer.context["form"].errors
    return Proposal.objects.get()


def test_a_merger_from_proposal_to_the_new_map(office, merger):
    found = propose(office, merger)
    page = f"{LIST}{found.pk}/"
    text = office.get(page).text
    assert "新合镇" in text
    assert "终止" in text
    refused = office.post(f"{page}step/", {"move": "agree"})
    assert refused.status_code == 409
    assert "不能审核自己" in refused.text
    other = signed_in("department", "civil")
    assert other.post(f"{page}step/", {"move": "agree", "reason": "符合批复"}).status_code == 302
    assert other.post(f"{page}step/", {"move": "enact"}).status_code == 403
    assert office.post(f"{page}step/", {"move": "enact"}).status_code == 302
    assert Amendment.objects.get().state == "waiting"
    call_command("errands", once=True)
    assert Amendment.objects.get().state == "done"
    tree = programme_of("demo").run.tree
    day = date(2025, 3, 1)
    territory = load(programme_of("demo").run.pack.folder).tables
    assert "990001" in [row.code for row in territory.places.rows]
    ended = [row for row in territory.places.rows if row.code in merger["before"].split(";")]
    assert {row.valid_to for row in ended} == {day}
    assert tree.day < day
    steps = [one.what for one in Entry.objects.filter(about=str(found))]
    assert steps[:3] == ["places.propose", "places.agree", "places.enact"]
    assert "已执行" in office.get(LIST).text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"arrivals_text": "990001,新合镇"}, "第 1 行读不懂"),
        ({"arrivals_text": "990001,新合镇,乡镇,x"}, "第 1 行读不懂"),
        ({"date": "tomorrow"}, "日期"),
        ({"document": ""}, "必填"),
    ],
)
def test_a_proposal_that_cannot_be_read_is_handed_back(office, merger, change, said):
    answer = office.post(LIST, merger | change)
    assert answer.status_code == 422
    assert said in answer.text
    assert not Proposal.objects.exists()


def test_a_change_that_is_wrong_can_be_proposed_but_not_agreed_to(office, merger):
    found = propose(office, merger | {"before": "nowhere;990009"})
    page = f"{LIST}{found.pk}/"
    assert "为什么不能这样变更" in office.get(page).text
    other = signed_in("department", "civil")
    assert 'value="agree"' not in other.get(page).text
    assert 'value="refuse"' in other.get(page).text


@pytest.mark.parametrize("role", [role for role in Role if role != "office"])
def test_others_do_not_propose(office, merger, role):
    client = signed_in(role, f"x-{role}")
    assert client.get(LIST).status_code == 200
    assert client.post(LIST, merger).status_code == 403


def test_a_settled_proposal_does_not_move(office, merger):
    found = propose(office, merger)
    assert office.post(f"{LIST}{found.pk}/step/", {"move": "withdraw"}).status_code == 302
    for wanted in ("withdraw", "enact"):
        assert office.post(f"{LIST}{found.pk}/step/", {"move": wanted}).status_code == 409
    assert office.post(f"{LIST}{found.pk}/step/", {"move": "explode"}).status_code == 409
    assert office.get(f"{LIST}999/").status_code == 404


def test_enacting_touches_only_the_places_files(office, merger, tmp_path):
    found = propose(office, merger)
    source = programme_of("demo").run.pack.folder
    folder = tmp_path / "copy" / "demo"
    shutil.copytree(source, folder)
    enact(folder, {"event": found.facts, "arrivals": found.arrivals})
    same = filecmp.dircmp(source, folder)
    assert sorted(same.diff_files) == ["place_events.csv", "places.csv"]
    assert same.left_only == same.right_only == []
    load(folder)
