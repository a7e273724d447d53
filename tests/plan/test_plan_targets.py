"""Targets: the ladder, decomposition, contradictions; worked out by hand with Luzhou's dated targets."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongchou.packs.fields import Comparator
from tongchou.packs.rows import Indicator, Target
from tongchou.plan import (
    Known,
    TargetBook,
    check_whole,
    contradictions,
    meets,
    missing_parts,
    planned,
    shares,
    summed,
    weighted,
    yearly,
)
from tongchou.terms import Period, Refusal

Y = Period.year


def target(code: str, year: object, value: object, **more: object) -> Target:
    row = {"indicator": "urban", "place": "510500", "unit": "%", **more}
    return Target.model_validate({"code": code, "period": str(year), "value": str(value), **row})


LUZHOU = TargetBook((target("T1", 2017, "52.2"), target("T2", 2020, "58.5")))


def test_a_stated_target_wins_over_the_path() -> None:
    book = TargetBook((*LUZHOU.targets, target("T3", 2018, 55)))
    due = book.due("urban", "510500", Y(2018))
    assert due is not None
    assert (due.value, due.stated, due.how.zh) == (55.0, True, "目标 T3")


def test_between_two_targets_lies_a_line() -> None:
    # 52.2 + (58.5 - 52.2) * 2/3 = 56.4
    due = LUZHOU.due("urban", "510500", Y(2019))
    assert due is not None
    assert (due.value, due.stated) == (56.4, False)
    assert due.met(56.4)
    assert not due.met(56.39)


def test_before_the_first_target_a_baseline_is_needed() -> None:
    assert LUZHOU.due("urban", "510500", Y(2016)) is None
    due = LUZHOU.due("urban", "510500", Y(2016), Known(Y(2015), 46.08))
    # 46.08 + (52.2 - 46.08) / 2 = 49.14
    assert due is not None
    assert due.value == pytest.approx(49.14)
    own = TargetBook((target("T1", 2017, "52.2", baseline="46.2", baseline_period="2014"),))
    found = own.due("urban", "510500", Y(2016), Known(Y(2015), 1.0))
    # 46.2 + 6.0 * 2/3 = 50.2: the target's own baseline goes before an observed one
    assert found is not None
    assert found.value == pytest.approx(50.2)


def test_nothing_is_due_after_the_last_target_or_before_the_baseline() -> None:
    assert LUZHOU.due("urban", "510500", Y(2021)) is None
    assert LUZHOU.due("urban", "510500", Y(2014), Known(Y(2015), 46.08)) is None
    assert LUZHOU.due("rural", "510500", Y(2017)) is None


def test_a_quarter_lies_on_the_way_to_the_year() -> None:
    due = LUZHOU.due("urban", "510500", Period.parse("2018Q2"))
    # 18 of 36 months would be 2018-12; six months into 2018 is 1/6 of the way: 52.2 + 6.3/6 = 53.25
    assert due is not None
    assert due.value == pytest.approx(53.25)


def test_a_plan_period_is_reached_on_its_last_day() -> None:
    book = TargetBook((target("T", "2011/2015", 50),))
    due = book.due("urban", "510500", Y(2015))
    assert due is not None
    assert due.value == 50.0


def test_a_later_promise_replaces_an_earlier_once_it_is_known() -> None:
    both = (target("old", 2020, 58.5, set_on="2015-01-01"), target("new", 2020, 55, set_on="2018-01-01"))
    late, early = TargetBook(both), TargetBook(both, known_on=date(2016, 1, 1))
    assert [t.code for t in late.of("urban", "510500")] == ["new"]
    assert [t.code for t in early.of("urban", "510500")] == ["old"]


def test_a_floor_and_a_ceiling_make_a_range() -> None:
    book = TargetBook((target("F", 2020, 40), target("C", 2020, 60, comparator="le")))
    due = book.due("urban", "510500", Y(2020))
    assert due is not None
    assert (due.comparator, due.value, due.value_hi) == (Comparator.RANGE, 40.0, 60.0)
    assert [due.met(x) for x in (39.9, 40, 60, 60.1)] == [False, True, True, False]


def test_two_values_for_one_day_are_a_contradiction() -> None:
    book = TargetBook((target("T1", 2020, "58.5"), target("T2", 2020, "55")))
    with pytest.raises(Refusal, match=r"plan\.target\.contradiction.*58\.5 %（T1）、≥ 55 %（T2）"):
        book.due("urban", "510500", Y(2020))
    assert [p.code for p in contradictions(book, {})] == ["plan.target.contradiction"]
    crossed = TargetBook((target("F", 2020, 60), target("C", 2020, 40, comparator="le")))
    assert [p.code for p in contradictions(crossed, {})] == ["plan.target.contradiction"]


URBAN = Indicator.model_validate(
    {"code": "urban", "name": "城镇化率", "unit": "%", "formula": "a/b", "lower": "0", "upper": "100"}
)


@pytest.mark.parametrize(
    ("targets", "code"),
    [
        ((target("T1", 2017, 58), target("T2", 2020, 52)), "plan.target.turns-back"),
        ((target("T1", 2017, 158),), "plan.target.out-of-bounds"),
        ((target("T1", 2017, 5, unit="万人"), target("T2", 2020, 6)), "plan.target.unit"),
        ((target("T1", 2017, 45, baseline="46", baseline_period="2015"),), "plan.target.worse-than-baseline"),
        (LUZHOU.targets, ""),
    ],
)
def test_what_cannot_be_meant_is_named(targets: tuple[Target, ...], code: str) -> None:
    assert [p.code for p in contradictions(TargetBook(targets), {"urban": URBAN})] == ([code] if code else [])


def test_paths() -> None:
    start, goal = Known(Y(2015), 100.0), Known(Y(2017), 144.0)
    assert yearly("growth", start, goal) == {Y(2016): 120.0, Y(2017): 144.0}
    assert yearly("linear", start, goal) == {Y(2016): 122.0, Y(2017): 144.0}
    assert yearly("step", start, goal) == {Y(2016): 100.0, Y(2017): 144.0}
    with pytest.raises(Refusal, match=r"plan\.target\.growth-path"):
        planned("growth", Known(Y(2015), 0.0), goal, Y(2016))


@given(st.decimals(-1000, 1000, places=3), st.decimals(-1000, 1000, places=3), st.sampled_from(["linear", "step"]))
def test_a_path_begins_and_ends_where_it_should(low: Decimal, high: Decimal, path: str) -> None:
    start, end = float(low), float(high)
    one, other = Known(Y(2010), start), Known(Y(2015), end)
    assert planned(path, one, other, Y(2010)) == pytest.approx(start)
    assert planned(path, one, other, Y(2015)) == pytest.approx(end)
    values = [start, *yearly(path, one, other).values()]
    assert values == sorted(values, reverse=start > end)


@pytest.mark.parametrize(
    ("comparator", "met"),
    [("ge", (0, 1, 1)), ("gt", (0, 0, 1)), ("le", (1, 1, 0)), ("lt", (1, 0, 0)), ("eq", (0, 1, 0)),
     ("approx", (0, 1, 0)), ("range", (0, 1, 0))],
)  # fmt: skip
def test_every_comparator_below_on_and_above_its_bound(comparator: str, met: tuple[int, int, int]) -> None:
    assert tuple(int(meets(Comparator(comparator), x, 10.0)) for x in (9.0, 10.0, 11.0)) == met


def test_approximately_has_a_tolerance() -> None:
    assert meets(Comparator.APPROX, 9.5, 10.0, tolerance=0.5)
    assert not meets(Comparator.APPROX, 9.4, 10.0, tolerance=0.5)


PEOPLE = target("W", 2020, 42, indicator="settled", unit="万人")


def part(place: str, value: object, **more: object) -> Target:
    return target(place, 2020, value, place=place, **{"indicator": "settled", "unit": "万人", **more})


def test_parts_of_a_sum_must_make_the_whole() -> None:
    parts = [part("a", "20.5"), part("b", "21.5")]
    assert check_whole(summed(PEOPLE, parts), Decimal(0)) == []
    [problem] = check_whole(summed(PEOPLE, [*parts[:1], part("b", "20")]), Decimal(1))
    # 20.5 + 20 = 40.5, short of 42 by 1.5
    assert problem.sentence() == "“settled”2020年：各地目标合计为 40.5，全市目标为 42，相差 -1.5。"
    assert problem.sentence("en").endswith("the parts make 40.5 (their sum), the whole is 42; they differ by -1.5.")
    assert check_whole(summed(PEOPLE, [*parts[:1], part("b", "20")]), Decimal("1.5")) == []


def test_parts_of_a_ratio_are_put_together_by_their_denominators() -> None:
    whole = target("W", 2020, "58.5")
    parts = [part("a", 70, indicator="urban", unit="%"), part("b", 50, indicator="urban", unit="%")]
    made = weighted(whole, parts, {"a": Decimal(170), "b": Decimal(230)})
    # (70 * 170 + 50 * 230) / 400 = 23400 / 400 = 58.5, though the mean of the ratios is 60
    assert made.made == Decimal("58.5")
    assert check_whole(made, Decimal("0.05")) == []
    with pytest.raises(Refusal, match=r"plan\.parts\.weight.*b"):
        weighted(whole, parts, {"a": Decimal(170)})


def test_places_without_a_part_are_named() -> None:
    [problem] = missing_parts(PEOPLE, [part("a", 42)], ["a", "b", "c"])
    assert problem.found == "b、c"
    assert missing_parts(PEOPLE, [part("a", 42)], ["a"]) == []


@given(st.decimals(0, 10**6, places=1), st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(sum))
def test_shares_always_make_the_whole(whole: Decimal, weights: list[int]) -> None:
    parts = shares(whole, {str(n): Fraction(weight) for n, weight in enumerate(weights)}, decimals=1)
    assert sum(parts.values()) == whole
