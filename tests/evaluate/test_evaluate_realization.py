"""Realization, trajectories, lights, ranks: each figure worked out beside it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from tongchou.evaluate import Bands, Direction, ranks, realization, trajectory
from tongchou.terms import Period, Refusal

NAN = float("nan")


def test_ratio_gives_credit_for_no_progress_and_baseline_does_not():
    assert realization.ratio(90.0, 100.0) == 90.0
    assert realization.baseline(90.0, start=90.0, target=100.0) == 0.0


def test_forms_take_arrays_and_leave_the_missing_missing():
    assert_allclose(realization.baseline(np.array([2.0, NAN]), 2.4, 1.6), [50.0, NAN])
    assert_allclose(realization.ratio(np.array([4.0, NAN]), 2.0, Direction.LESS), [50.0, NAN])
    assert_allclose(realization.interval(np.array([4.0, 8.0, NAN, 40.0]), (3, 6), (1, 10)), [100, 50, NAN, 0])


def test_nominal_is_best_falls_on_both_sides():
    assert_allclose(realization.nominal(np.array([107.0, 103.0, 111.0, 130.0]), 107, 8), [100, 50, 50, 0])


def test_a_target_equal_to_the_start_is_a_promise_to_hold():
    held = realization.baseline(np.array([90.0, 101.0, NAN]), 100.0, 100.0)
    assert_allclose(held, [0.0, 100.0, NAN])
    assert realization.baseline(90.0, 100.0, 100.0, Direction.LESS) == 100.0
    assert realization.baseline(99.0, 100.0, 100.0, Direction.NOMINAL, tolerance=4) == 75.0


def test_capped_and_uncapped_stand_side_by_side():
    degree = realization.side_by_side(np.array([-20.0, 50.0, 130.0, NAN]))
    assert_allclose(degree.capped, [0, 50, 100, NAN])
    assert_allclose(degree.over, [0, 0, 30, NAN])


def test_a_falling_value_at_zero_is_unbounded_and_capped():
    assert realization.ratio(0.0, 2.0, Direction.LESS) == np.inf
    assert realization.side_by_side(realization.ratio(0.0, 2.0, Direction.LESS)).capped == 100.0


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: realization.ratio(1.0, 0.0), "evaluate.realization.target-zero"),
        (lambda: realization.ratio(-1.0, 2.0), "evaluate.realization.negative"),
        (lambda: realization.efficacy(1.0, 5.0, 5.0), "evaluate.bounds.same"),
        (lambda: realization.interval(1.0, (3, 2), (0, 9)), "evaluate.realization.interval"),
        (lambda: realization.nominal(1.0, 3, 0), "evaluate.realization.interval"),
        (lambda: trajectory.growth(0.0, 5.0, 0.5), "evaluate.value.not-positive"),
        (lambda: trajectory.elapsed(*[Period.year(2015)] * 3), "evaluate.trajectory.span"),
        (lambda: trajectory.published({Period.year(2016): 1.0}, Period.year(2017)), "evaluate.trajectory.unplanned"),
        (lambda: Bands((60, 75), ("a", "b", "c")), "evaluate.bands.order"),
        (lambda: Bands((75, 60), ("a", "b")), "evaluate.bands.order"),
    ],
)
def test_what_has_no_meaning_is_refused_by_name(call, code):
    with pytest.raises(Refusal) as caught:
        call()
    assert [problem.code for problem in caught.value.problems] == [code]


def test_level_and_schedule_are_told_apart():
    # Luzhou's urban share: 46 % in 2014 toward 58.5 % in 2020; two of six years gone, planned 46 + 12.5/3
    gone = trajectory.elapsed(Period.year(2016), Period.year(2014), Period.year(2020))
    planned = trajectory.linear(46.0, 58.5, gone)
    assert planned == pytest.approx(50.1666667)
    assert realization.baseline(51.0, 46.0, 58.5) == pytest.approx(40.0)
    assert trajectory.schedule(51.0, 46.0, planned) == pytest.approx(120.0)


def test_months_count_toward_the_plan():
    assert trajectory.elapsed(Period.parse("2016-06"), Period.year(2015), Period.year(2020)) == pytest.approx(0.1)


def test_nothing_planned_yet_is_on_schedule_while_held():
    assert trajectory.schedule(46.0, 46.0, 46.0) == 100.0


def test_a_published_table_wins():
    assert trajectory.published({Period.year(2017): 52.2}, Period.year(2017)) == 52.2


def test_labels_by_open_and_closed_limits():
    closed, open_ = Bands((90, 60), ("A", "B", "C")), Bands((90, 60), ("A", "B", "C"), closed=False)
    assert closed.label_all([90, 89.999, 60, 0, NAN]) == ["A", "B", "B", "C", ""]
    assert open_.label_all([90, 60, 61]) == ["B", "C", "B"]
    assert_array_equal(closed.position([95, NAN]), [0, -1])


@settings(deadline=None)
@given(st.floats(-1e6, 1e6), st.booleans())
def test_one_label_and_many_agree(value, closed):
    bands = Bands((90, 60), ("A", "B", "C"), closed)
    assert bands.label_all([value]) == [bands.label(value)]


SCORES = [80.0, 90.0, 80.0, NAN, 70.0]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("competition", [2, 1, 2, NAN, 4]),
        ("modified", [3, 1, 3, NAN, 4]),
        ("dense", [2, 1, 2, NAN, 3]),
        ("fractional", [2.5, 1, 2.5, NAN, 4]),
        ("ordinal", [2, 1, 3, NAN, 4]),
    ],
)
def test_every_tie_rule(rule, expected):
    assert_allclose(ranks.TIE_RULES[rule](SCORES), expected)


def test_ranks_see_differences_that_rounding_would_hide():
    assert_allclose(ranks.competition([80.0001, 80.0002]), [2, 1])
    assert_allclose(ranks.moved([3, NAN], [1, 2]), [2, NAN])


@settings(deadline=None)
@given(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3), st.floats(-1e3, 1e3), st.floats(0.1, 10))
def test_a_unit_of_measure_does_not_change_the_degree(value, start, target, factor):
    if abs(target - start) > 1e-3:
        one = realization.baseline(value, start, target)
        other = realization.baseline(value * factor, start * factor, target * factor)
        assert one == pytest.approx(other, rel=1e-6, abs=1e-6)
