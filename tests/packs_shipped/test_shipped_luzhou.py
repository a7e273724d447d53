"""Luzhou 2015: what the notice promises, and what nobody published."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tongchou.decide import book_with, national_book
from tongchou.packs.load import load
from tongchou.packs.model import Pack
from tongchou.terms import AsOf, Refusal

FOLDER = Path(__file__).parents[2] / "packs" / "luzhou"
CITY = "510500"


@pytest.fixture(scope="module")
def luzhou() -> Pack:
    return load(FOLDER)


@pytest.mark.parametrize(
    ("code", "value", "unit", "year"),
    [
        ("t.urban.2017", "52.2", "%", "2017"),
        ("t.urban.2020", "58.5", "%", "2020"),
        ("t.hukou.2020", "55", "%", "2020"),
        ("t.settlers.2020", "42", "万人", "2020"),
        ("t.core.area", "130", "平方公里", "2020"),
        ("t.core.people", "130", "万人", "2020"),
        ("t.insurance.2017", "80", "%", "2017"),
    ],
)
def test_dated_targets(luzhou: Pack, code: str, value: str, unit: str, year: str) -> None:
    target = next(row for row in luzhou.tables.targets.rows if row.code == code)
    assert (target.value, target.unit, target.period.code) == (Decimal(value), unit, year)
    assert target.set_on == date(2015, 3, 16)


def test_targets_whose_year_the_notice_does_not_state_say_so(luzhou: Pack) -> None:
    core = [row for row in luzhou.tables.targets.rows if row.code.startswith("t.core")]
    assert len(core) == 2
    assert all("未写年份" in row.note for row in core)


def test_every_clause_of_work_is_a_task(luzhou: Pack) -> None:
    tasks = luzhou.tables.tasks.rows
    assert len(tasks) == 126
    assert Counter(task.lead for task in tasks)[""] > 100, "the notice names a lead for few tasks"


def test_pilot_quotas_hold_for_the_city_and_for_every_county(luzhou: Pack) -> None:
    quotas = [row for row in luzhou.tables.targets.rows if row.code.startswith("t.pilots")]
    assert [(q.value, q.value_hi) for q in quotas if q.place == CITY] == [(3, 5)]
    assert [(q.value, q.value_hi) for q in quotas if q.place != CITY] == [(1, 2)] * 7


def test_pilot_towns_are_placeholders_and_say_so(luzhou: Pack) -> None:
    names = {row.code: row.name for row in luzhou.tables.places.rows}
    assert luzhou.tables.register.rows
    for event in luzhou.tables.register.rows:
        assert event.standing == "synthetic"
        assert "虚构" in names[event.place]


def test_profit_bounds_hold_in_the_city_from_the_day_of_the_notice(luzhou: Pack) -> None:
    book, after = luzhou.parameters, AsOf(date(2016, 1, 1))
    assert book.value_at("ppp.profit_on_net_assets.low", CITY, after).number == 10
    assert book.value_at("ppp.profit_on_net_assets.high", CITY, after).number == 15
    with pytest.raises(Refusal):
        book.value_at("ppp.profit_on_net_assets.low", CITY, AsOf(date(2015, 3, 15)))


def test_what_the_notice_seeks_for_microloans_passes_what_the_law_of_its_day_allows(luzhou: Pack) -> None:
    book, day = book_with(luzhou.parameters), AsOf(date(2015, 6, 30))
    allowed = book.value_at("microloan.bank_borrowing", CITY, day).number
    assert allowed == Decimal("0.5") < book.value_at("microloan.sought.low", CITY, day).number


def test_no_national_rule_is_written_twice(luzhou: Pack) -> None:
    assert not luzhou.parameters.parameters.keys() & national_book().parameters.keys()
    assert not [code for code in luzhou.parameters.parameters if "build_transfer" in code or "bonds" in code]


def test_parameters_nobody_verified_are_marked(luzhou: Pack) -> None:
    book = book_with(luzhou.parameters)
    assert {found.parameter.code for found in book.unverified()} >= {"ppp.affordability", "legal.bt"}


def test_named_projects_hang_on_their_task_and_no_amount_is_made_up(luzhou: Pack) -> None:
    projects = luzhou.tables.projects.rows
    assert len(projects) == 9
    assert {(project.task, project.investment, project.land) for project in projects} == {("k081", None, None)}


def test_goals_of_the_urban_shares_come_from_the_targets(luzhou: Pack) -> None:
    nodes = {node.code: node for node in luzhou.tables.index.rows}
    assert nodes["people.urban"].goal is nodes["people.hukou"].goal is None
