"""A city target broken down to counties and years, worked out by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tongchou.packs.fields import Comparator
from tongchou.packs.rows import Target
from tongchou.plan import Grid, Known, TargetBook, shared_out, the_same
from tongchou.terms import Period

YEARS = tuple(Period.year(year) for year in (2023, 2024))


def dues(unit: str = "个"):
    goal = Target(code="T1", indicator="x", place="city", period="2024", value="60", unit=unit, path="linear")
    return TargetBook((goal,)).ladder("x", "city", YEARS, Known(Period.year(2022), 20.0))


def grid(values: list[str], weights: dict[str, Decimal] | None = None) -> Grid:
    """Two counties; two values a year, a blank one is no part."""
    keys = [(place, year) for year in YEARS for place in ("a", "b")]
    cells = {key: Decimal(value) for key, value in zip(keys, values, strict=True) if value}
    return Grid(dues(), ("a", "b"), cells, weights or {})


def test_the_years_on_the_way_are_due_too() -> None:
    assert [due.value for due in dues()] == [40.0, 60.0]


def test_parts_that_add_up_make_the_whole_and_one_too_few_is_told_with_the_gap() -> None:
    assert grid(["15", "25", "20", "40"]).problems(Decimal(0)) == []
    [problem] = grid(["15", "25", "20", "39"]).problems(Decimal(0))
    assert (problem.code, problem.found, problem.facts["gap"]) == ("plan.parts.differ", "59", "-1")
    assert grid(["15", "25", "20", "39"]).problems(Decimal(1)) == []


@pytest.mark.parametrize(
    ("comparator", "last", "count"), [("ge", "41", 0), ("le", "41", 1), ("le", "39", 0), ("eq", "41", 1)]
)
def test_a_floor_may_be_exceeded_and_a_ceiling_undercut(comparator: str, last: str, count: int) -> None:
    table = grid(["15", "25", "20", last])
    turned = tuple(replace(due, comparator=Comparator(comparator)) for due in table.dues)
    assert len(replace(table, dues=turned).problems(Decimal(0))) == count


def test_a_missing_part_is_named_and_no_sum_is_made() -> None:
    table = grid(["15", "25", "20", ""])
    [problem] = table.problems(Decimal(0))
    assert (problem.code, problem.found) == ("plan.parts.missing", "b")
    assert [table.whole(due) is None for due in table.dues] == [False, True]


def test_a_ratio_is_made_by_its_denominators_never_by_the_mean() -> None:
    weights = {"a": Decimal(300), "b": Decimal(100)}
    # (50·300 + 90·100)/400 = 60; the mean would be 70
    table = grid(["30", "70", "50", "90"], weights)
    assert [table.whole(due).made for due in table.dues] == [40, 60]
    assert table.problems(Decimal(0)) == []


def test_a_ratio_without_a_denominator_is_told() -> None:
    problems = grid(["30", "70", "50", "90"], {"a": Decimal(300)}).problems(Decimal(0))
    assert [(p.code, p.found) for p in problems] == [("plan.parts.weight", "b")] * 2


def test_first_tables_make_the_whole_to_the_last_digit() -> None:
    empty = Grid(dues(), ("a", "b"), {}, {})
    cells = shared_out(empty, {"a": Decimal(1), "b": Decimal(2)}, 0)
    # 40 by 1 : 2 is 13⅓ and 26⅔, the left one goes to the larger remainder
    assert [cells[place, YEARS[0]] for place in ("a", "b")] == [13, 27]
    assert Grid(dues(), ("a", "b"), cells, {}).problems(Decimal(0)) == []
    weights = {"a": Decimal(3), "b": Decimal(8)}
    assert Grid(dues("%"), ("a", "b"), the_same(empty, 1), weights).problems(Decimal("0.05")) == []


@pytest.mark.parametrize("year", YEARS)
def test_parts_are_targets_of_their_places(year: Period) -> None:
    part = grid(["15", "25", "20", "40"]).parts(year)[1]
    assert (part.place, part.period, part.code, part.indicator) == ("b", year, f"T1.b.{year}", "x")
