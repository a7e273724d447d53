"""Cohorts on small worlds: what balances, what is refused."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongchou.decide import MODELS, form_of, national_book, run, template
from tongchou.decide.people.cohort import (
    Moves,
    Rates,
    advance,
    advance_between_areas,
    at_the_end,
    evenly,
    project,
)
from tongchou.decide.people.lifetable import MigrationSchedule, spread_by_age
from tongchou.decide.people.structure import structure
from tongchou.packs.yaml_file import parse_plain
from tongchou.terms import AsOf, Refusal, Where

AGES = 4
SURVIVAL = np.array([0.9, 0.8, 0.5, 0.5])


def rates(fertility: float = 0.1, width: int = 20) -> Rates:
    return Rates(SURVIVAL, np.array([0.95, 0.95]), np.array([0, fertility, 0, 0]), 1.05, width)


def people(value: float = 100.0) -> np.ndarray:
    return np.full((2, 2, 2, 2, AGES), value)


def test_one_step_by_hand() -> None:
    world = np.zeros((1, 1, 1, 2, AGES))
    world[0, 0, 0, 0] = [100, 200, 100, 40]
    grown = advance(world, rates(), Moves()).people[0, 0, 0]
    # Women: 100·0.9 = 90, 200·0.8 = 160, (100+40)·0.5 = 70.
    assert grown[0, 1:].tolist() == [90, 160, 70]
    # Births 20·0.1·(200+90)/2 = 290; girls 290/2.05 = 141.463; alive 134.390.
    assert grown[0, 0] == pytest.approx(290 / 2.05 * 0.95)
    assert grown[1, 0] == pytest.approx(290 * 1.05 / 2.05 * 0.95)


def test_migrants_by_hand_evenly_and_at_the_end() -> None:
    world = np.zeros((1, 1, 1, 2, AGES))
    world[0, 0, 0, 0] = 100
    moves = Moves(external=np.array([20.0, 10.0, 0.0, 0.0]).reshape(1, 1, 1, 1, AGES) * np.array([[1.0], [0.0]]))
    even, end = (advance(world, rates(0.0), moves, timing).people[0, 0, 0, 0] for timing in (evenly, at_the_end))
    # Evenly: (100+10)·0.9 + 5 = 104 aged one; (100+5)·0.8 = 84 aged two; 200·0.5 = 100 open; newcomers 10 at zero.
    assert even.tolist() == pytest.approx([10, 104, 84, 100])
    assert end.tolist() == pytest.approx([20, 100, 80, 100])


@given(st.floats(-20, 20), st.floats(-20, 20), st.sampled_from([evenly, at_the_end]))
def test_change_is_births_less_deaths_plus_external(inside: float, outside: float, timing: object) -> None:
    internal = np.zeros((2, 2, 2, 2, AGES))
    internal[:, 0], internal[:, 1] = -inside, inside
    moves = Moves(internal=internal, external=np.full((1, 1, 1, 1, AGES), outside))
    step = advance(people(), rates(), moves, timing)  # type: ignore[arg-type]
    change = step.people.sum() - people().sum()
    assert change == pytest.approx(step.births.sum() - step.deaths + 64 * outside)


def test_urban_and_rural_equal_the_pooled_run_where_rates_are_equal() -> None:
    parts = [step.people.sum() for step in project(people(), [rates()] * 3, [Moves()] * 3)]
    pooled = [step.people.sum() for step in project(people().sum(axis=1, keepdims=True), [rates()] * 3, [Moves()] * 3)]
    assert parts == pytest.approx(pooled)


def test_settling_changes_the_register_and_nobody_moves() -> None:
    settling = np.zeros((2, 2, AGES))
    settling[:, :, 1] = 5
    with_, without = (advance(people(), rates(), moves).people for moves in (Moves(settling=settling), Moves()))
    assert with_.sum(axis=2) == pytest.approx(without.sum(axis=2))
    assert with_[:, :, 1].sum() - without[:, :, 1].sum() == pytest.approx(20)


def test_gross_flows_between_areas_equal_survival_when_nobody_moves() -> None:
    stay = np.zeros((2, 2, 2, AGES))
    stay[0, 0] = stay[1, 1] = SURVIVAL
    assert advance_between_areas(people(), stay, rates()).people == pytest.approx(
        advance(people(), rates(), Moves()).people
    )


def _moves_out(count: float) -> Moves:
    return Moves(external=np.full((1, 1, 1, 1, AGES), -count))


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (lambda: advance(people(1), rates(), _moves_out(50)), "decide.people.negative-cohort"),
        (lambda: Moves(internal=np.ones((1, 2, 1, 1, 1))), "decide.people.internal-sum"),
        (lambda: Rates(SURVIVAL * 2, np.ones(2), np.zeros(4), 1.05), "decide.people.survival"),
        (lambda: Rates(SURVIVAL, np.ones(2), np.zeros(4), 0), "decide.people.sex-ratio"),
        (lambda: list(project(people()[..., :3], [rates()], [Moves()])), "decide.people.shape"),
        (lambda: advance_between_areas(people(), np.ones((2, 2, 2, AGES)), rates()), "decide.people.survival"),
        (
            lambda: advance(people(1), rates(), Moves(settling=np.full((2, 2, AGES), 9.0))),
            "decide.people.negative-cohort",
        ),
    ],
)
def test_refusals(work: object, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        work()  # type: ignore[operator]
    assert refused.value.problems[0].code == code


def test_the_negative_cell_is_named() -> None:
    world = people()
    world[1, 0, 1, 0, 2] = -500
    with pytest.raises(Refusal, match="第 2 个地区，城乡 乡村，户籍 城镇，性别 女，第 4 个年龄组"):
        advance(world, rates(), Moves())


def test_structure_reads_ages() -> None:
    world = np.zeros((1, 2, 2, 2, 101))
    world[0, 1, 0, 0, 6] = world[0, 1, 1, 1, 59] = world[0, 0, 0, 0, 60] = 10
    found = structure(world)
    assert (found.total, found.urban, found.urban_registered) == (30, 20, 10)
    assert (found.school_age, found.working_age, found.over_60) == (10, 10, 10)
    assert found.urban_share == pytest.approx(2 / 3)
    assert found.dependency == pytest.approx(2)


def test_moves_peak_in_early_working_age_and_keep_their_sign() -> None:
    schedule = MigrationSchedule(0.02, 0.1, 0.06, 0.1, 20, 0.4, 0.003).at(np.arange(101.0))
    assert 20 <= int(schedule.argmax()) <= 26
    assert spread_by_age(-42.0, schedule).sum() == pytest.approx(-42)


def asked(**changes: object) -> dict[str, Decimal]:
    one = MODELS["cohort"]
    data = {**parse_plain(template(one), "cohort"), "steps": 1, **changes}
    form = form_of(one, data, lambda _way: Where())
    row = run(one, form, national_book(), AsOf(date(2020, 6, 30)), "510500").table("years").rows[0]
    return {name: Decimal(str(cell)) for name, cell in zip(("year", "total", "share"), row[:3], strict=True)}


def test_urban_rates_of_their_own_and_people_from_outside() -> None:
    base = asked()
    assert asked(urban={}) == base
    assert asked(urban={"survival_women": [0.5] * 5})["share"] < base["share"]
    assert asked(urban={"fertility": [0, 0, 0, 0.01, 0.03]})["total"] < base["total"]
    more = asked(external=[100, 0, 0, 0, 0], timing="end")["total"] - asked(timing="end")["total"]
    assert more == 100  # they come at the end: nobody has died or given birth yet


def test_moves_given_as_a_total_follow_the_schedule_and_are_not_given_twice() -> None:
    schedule = {"a1": 0.02, "alpha1": 0.1, "a2": 0.06, "alpha2": 0.1, "mu2": 20, "lambda2": 0.4, "c": 0.003}
    few, many = (
        asked(rural_to_urban=[], moving={"total": total, **schedule}, timing="end") for total in ("1000人", "21000人")
    )
    assert few["total"] == pytest.approx(many["total"], abs=200)  # births differ by the survivors' halves only
    assert float(many["share"] - few["share"]) == pytest.approx(100 * 20_000 / float(many["total"]), abs=0.05)
    with pytest.raises(Refusal, match="只填一项"):
        asked(moving={"total": "1000人", **schedule})


def test_nobody_leaves_an_age_group_that_is_empty() -> None:
    people = [{"area": "rural", "status": "rural", "women": [0, 10, 10, 10, 10], "men": [0, 10, 10, 10, 10]}]
    with pytest.raises(Refusal) as refused:
        asked(people=people, rural_to_urban=[400, 0, 0, 0, 0], settling=[], timing="end")
    assert refused.value.problems[0].code == "decide.people.negative-cohort"
