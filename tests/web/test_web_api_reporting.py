"""Reporting for other programs: SDMX out, rounds and returns, cells in with the checks and permissions of the page."""

import csv
import io
import json

import pytest
from django.test import Client
from reporting_world import address, of

from tongchou.web.api.models import fresh_token
from tongchou.web.models import Person
from tongchou.web.returns.models import CellVersion

pytest_plugins = ("reporting_world",)
pytestmark = pytest.mark.django_db
ROOT = "/api/v1/programmes"


def program_of(name):
    _, text = fresh_token(Person.objects.get(username=name), "test")
    return Client(headers={"authorization": f"Bearer {text}"})


def cells_of(client, one):
    return f"{ROOT}/tiny/returns/{one.pk}/cells"


def send(client, one, *cells):
    rows = [{"address": where, "text": text, "base": base} for where, text, base in cells]
    return client.post(cells_of(client, one), json.dumps(rows), content_type="application/json")


def test_observations_leave_as_sdmx_in_both_spellings(demo, page):
    answer = page.get(f"{ROOT}/demo/observations")
    assert answer.headers["Content-Type"].startswith("application/vnd.sdmx.data+csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == len(demo.run.observed.taken)
    taken = {(place, row.element): row for (place, _, _, _), row in demo.run.observed.taken.items()}
    for row in rows[:200]:
        assert (row["REF_AREA"], row["INDICATOR"]) in taken
    told = page.get(f"{ROOT}/demo/observations?form=json").json()
    assert told["data"]["dataSets"]
    assert page.get(f"{ROOT}/demo/observations?form=xml").status_code == 422


def test_rounds_and_returns_are_listed_with_what_has_come(sign_in, issued):
    office, town = program_of("chief"), program_of("town1")
    (round_,) = office.get(f"{ROOT}/tiny/rounds").json()
    assert (round_["expected"], round_["filled"]) == (6, 0)
    assert len(office.get(f"{ROOT}/tiny/returns").json()) == 3
    assert [one["unit"] for one in town.get(f"{ROOT}/tiny/returns").json()] == ["t1"]
    assert office.get(f"{ROOT}/tiny/returns?round=999").json() == []


def test_cells_are_brought_in_as_if_typed(sign_in, issued):
    town, one = program_of("town1"), of("t1")
    before = town.get(cells_of(town, one)).json()
    assert [cell["state"] for cell in before] == ["missing", "missing"]
    answer = send(town, one, (address("pop"), "4.1", 0), (address("pop_urban"), "很多", 0)).json()
    assert answer["saved"] == [address("pop")]
    assert "很多" in answer["refused"][address("pop_urban")]
    assert send(town, one, (address("pop"), "4.9", 0)).json()["conflicts"] == [address("pop")]
    now = {cell["address"]: cell for cell in town.get(cells_of(town, one)).json()}
    assert (now[address("pop")]["value"], now[address("pop")]["version"]) == (4.1, 1)
    assert CellVersion.objects.count() == 1


def test_another_town_s_return_is_closed(sign_in, issued):
    town = program_of("town1")
    assert town.get(cells_of(town, of("t2"))).status_code == 403
    assert send(town, of("t2"), (address("pop"), "1", 0)).status_code == 403
    assert not CellVersion.objects.exists()


@pytest.mark.parametrize("body", ["", "[]x", "{}", '[{"address": 1}]', "[[[]]]", '"text"'])
def test_a_body_that_cannot_be_read_is_refused_in_json(sign_in, issued, body):
    town = program_of("town1")
    answer = town.post(cells_of(town, of("t1")), body, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert answer.json()["code"]


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999999", "-1", "x"])
def test_a_return_that_is_not_there(sign_in, issued, number):
    assert program_of("town1").get(f"{ROOT}/tiny/returns/{number}/cells").status_code in {404, 422}
