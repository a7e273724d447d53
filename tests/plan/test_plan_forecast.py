"""Earned value and the Theil–Sen trend, worked out by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongchou.plan import Phase, Reading, Schedule, earned, trend
from tongchou.terms import Fen

FIRST = date(2015, 1, 1)
ROAD = Schedule("road", (Phase("建设", FIRST, FIRST + timedelta(days=99), 1),))


def readings(*done: float) -> list[Reading]:
    """A report every ten days."""
    return [Reading(FIRST + timedelta(days=10 * n), percent) for n, percent in enumerate(done)]


def test_earned_value_on_the_fiftieth_day() -> None:
    found = earned(ROAD, Fen(10_000), 40, Fen(5_000), FIRST + timedelta(days=49))
    # PV 5000, EV 4000, AC 5000: SPI = CPI = 0.8, EAC = 10000/0.8
    assert (found.planned, found.earned, found.schedule_index, found.cost_index) == (5000, 4000, 0.8, 0.8)
    assert found.at_completion == 12_500


def test_before_anything_is_planned_or_spent_there_is_no_index() -> None:
    found = earned(ROAD, Fen(10_000), 0, Fen(0), FIRST - timedelta(days=1))
    assert (found.schedule_index, found.cost_index, found.at_completion) == (None, None, None)


def test_nothing_earned_for_money_spent_forecasts_nothing() -> None:
    assert earned(ROAD, Fen(10_000), 0, Fen(100), FIRST).at_completion is None


def test_one_wild_report_does_not_move_the_trend() -> None:
    # 10 % every ten days, with 35 instead of 20: pairwise slopes have the median 1 % a day; 100 % after 100 days
    found = trend(readings(0, 10, 35, 30, 40))
    assert found.pace == pytest.approx(1.0)
    assert found.end == FIRST + timedelta(days=100)


def test_the_interval_holds_the_end_and_is_wider_the_wilder_the_reports() -> None:
    calm, wild = trend(readings(0, 10, 20, 30, 40, 50)), trend(readings(0, 14, 16, 34, 36, 50))
    assert calm.early == calm.end == calm.late
    assert wild.early < wild.late


@pytest.mark.parametrize("done", [(50, 50, 50), (50, 40, 30)])
def test_no_pace_no_end(done: tuple[float, ...]) -> None:
    assert trend(readings(*done)).end is None


def test_two_days_are_no_trend_and_the_last_report_of_a_day_counts() -> None:
    assert trend(readings(0, 10)) is None
    again = [*readings(0, 10, 20), Reading(FIRST, 0.0)]
    assert trend(again).pace == pytest.approx(1.0)


def test_an_end_ten_years_away_is_not_named() -> None:
    assert trend(readings(0, 0.01, 0.02)).end is None


@given(st.lists(st.floats(0, 100), min_size=3, max_size=12))
def test_an_end_is_never_before_the_last_report(done: list[float]) -> None:
    found, last = trend(readings(*done)), FIRST + timedelta(days=10 * (len(done) - 1))
    assert all(day is None or day >= last for day in (found.end, found.early, found.late))
