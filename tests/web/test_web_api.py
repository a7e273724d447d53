"""The interface for programs: the same figures and permissions as the pages, and never a bare trace."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings

from tongchou.loop.model import Key
from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.api.door import RATE, api
from tongchou.web.api.models import Token, fresh_token, holder
from tongchou.web.models import Person
from tongchou.web.trail.models import Entry
from tongchou.web.wsgi import application

ROOT = "/api/v1/programmes"


@pytest.fixture
def asker(demo, db):
    """A person with a token, and how to ask with it."""
    person = Person.objects.create_user("li", password="a long pass phrase")
    appoint(person, Role.AUDITOR, pack="demo")
    _, text = fresh_token(person, "test")
    return Client(headers={"authorization": f"Bearer {text}"})


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer tc_guess"}, {"authorization": "Basic x"}])
def test_without_a_token_nothing_is_said(demo, db, headers):
    for address in (ROOT, f"{ROOT}/demo", f"{ROOT}/demo/figures"):
        answer = Client(headers=headers).get(address)
        assert answer.status_code == 401
        assert answer.json()["code"] == "web.api.stranger"
    assert Client(headers=headers).get("/api/v1/openapi.json").status_code == 302


def test_a_token_taken_back_or_of_a_closed_account_is_nobodys(db):
    person = Person.objects.create_user("li")
    _, text = fresh_token(person, "x")
    assert holder(text) == person
    assert text not in str(Token.objects.values())
    person.is_active = False
    person.save()
    assert holder(text) is None


def test_a_programme_without_an_appointment_is_closed(demo, db):
    person = Person.objects.create_user("li")
    _, text = fresh_token(person, "x")
    client = Client(headers={"authorization": f"Bearer {text}"})
    assert client.get(ROOT).json() == []
    answer = client.get(f"{ROOT}/demo")
    assert (answer.status_code, answer.json()["code"]) == (403, "web.access.denied")
    assert "没有任职" in answer.json()["detail"]


def test_a_signed_in_browser_may_ask_too(demo, page):
    assert [one["code"] for one in page.get(ROOT).json()] == ["demo"]


def test_programme_places_and_lists_are_those_of_the_run(demo, asker):
    one = asker.get(f"{ROOT}/demo").json()
    assert one["digest"] == demo.run.pack.digest
    assert one["synthetic"] is True
    assert len(asker.get(f"{ROOT}/demo/places").json()) == len(demo.own_places)
    tables = demo.run.pack.tables
    for name in ("elements", "indicators", "targets", "tasks"):
        assert len(asker.get(f"{ROOT}/demo/{name}").json()) == len(getattr(tables, name).rows)


def test_every_figure_is_the_run_s_own(demo, asker):
    answer = asker.get(f"{ROOT}/demo/figures?limit=10000").json()
    assert answer["total"] == len(answer["figures"]) > 100
    for one in answer["figures"]:
        figure = demo.run.figure(Key.parse(one["key"]))
        assert (one["value"], one["state"], one["unit"]) == (figure.value, figure.state.value, figure.unit)


def test_pages_of_figures_make_the_whole(asker):
    whole = asker.get(f"{ROOT}/demo/figures?limit=10000").json()["figures"]
    parts = [one for start in range(0, len(whole), 97)
             for one in asker.get(f"{ROOT}/demo/figures?limit=97&offset={start}").json()["figures"]]  # fmt: skip
    assert parts == whole


def test_a_figure_says_why(demo, asker):
    key = asker.get(f"{ROOT}/demo/figures?kind=indicator&limit=1").json()["figures"][0]["key"]
    found = asker.get(f"{ROOT}/demo/why?key={key}").json()
    assert found["figure"]["key"] == key
    assert found["formula"]
    assert found["inputs"]
    assert found["versions"]["pack"] == "demo"


def test_scorecards_carry_every_item(demo, asker):
    cards = asker.get(f"{ROOT}/demo/scorecards").json()
    assert len(cards) == sum(len(one.ranking()) for one in demo.run.assessments.values())
    for card in cards:
        assert card["items"]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/nowhere", 403, "web.access.denied"),
        ("/demo/why?key=nonsense", 404, "web.api.unknown"),
        ("/demo/why?key=indicator:x@y@2024", 404, "web.api.unknown"),
        ("/demo/figures?kind=soup", 422, "web.api.misasked"),
        ("/demo/figures?limit=soup", 422, "web.api.misasked"),
    ],
)
def test_a_wrong_question_gets_a_sentence(asker, address, status, code):
    answer = asker.get(ROOT + address)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["detail"]


def test_the_token_page_makes_and_takes_back(demo, page, person):
    text = page.post("/settings/api/", {"name": "yearbook"}).context["text"]
    assert holder(text) == person
    assert text not in page.get("/settings/api/").text
    other = Person.objects.create_user("other")
    theirs, _ = fresh_token(other, "theirs")
    assert page.post(f"/settings/api/{theirs.pk}/end/").status_code == 404
    mine = Token.objects.get(person=person)
    assert page.post(f"/settings/api/{mine.pk}/end/").status_code == 302
    assert holder(text) is None
    assert [one.what for one in Entry.objects.all()][-2:] == ["token.make", "token.end"]


def test_the_reference_names_every_question(demo, page):
    text = page.get("/settings/api/reference/").text
    for address in api.get_openapi_schema()["paths"]:
        assert address.replace("{", "{") in text


def test_too_many_questions_are_refused_in_json(asker):
    most = int(RATE.split("/")[0])
    answers = [asker.get(f"{ROOT}/demo/tasks") for _ in range(most * 3)]
    refused = [one for one in answers if one.status_code == 429]
    assert refused
    assert refused[0].json()["code"] == "web.api.refused"


DESCRIBED = schemathesis.openapi.from_dict(api.get_openapi_schema())


@pytest.mark.usefixtures("demo")
@pytest.mark.django_db
@DESCRIBED.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_the_answer_is_as_described(case, monkeypatch):
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # the connection is this test's, and stays open
    monkeypatch.setattr("ninja.throttling.SimpleRateThrottle.allow_request", lambda *_: True)
    person, _ = Person.objects.get_or_create(username="fuzz")
    if not person.appointments.exists():
        appoint(person, Role.LEADER, pack="demo")
    _, text = fresh_token(person, "fuzz")
    case.call_and_validate(
        app=application, base_url="http://127.0.0.1", headers={"Authorization": f"Bearer {text}"},
        excluded_checks=[schemathesis.checks.ignored_auth] if hasattr(schemathesis.checks, "ignored_auth") else None,
    )  # fmt: skip
