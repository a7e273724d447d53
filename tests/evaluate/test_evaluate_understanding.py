"""Correlation, obstacles, disparity, coupling, convergence, space: closed forms and small worlds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.stats import pearsonr

from tongchou.evaluate import convergence, coupling, disparity, obstacle, space, understand
from tongchou.terms import Refusal

NAN = float("nan")
incomes = st.lists(st.floats(0.01, 1e6), min_size=2, max_size=20)


def test_correlation_uses_the_units_both_have():
    table = np.array([[1.0, 2.0, 5.0], [2.0, 4.0, 5.0], [3.0, 6.0, 5.0], [4.0, NAN, 5.0]])
    result = understand.correlation(table)
    assert_allclose(result.r[0, 1], 1.0)
    assert_allclose(result.n[0, 1], 3)
    assert np.isnan(result.r[0, 2])
    assert understand.correlation(np.array([[1.0, 1], [2, 8], [3, 27]]), by_rank=True).r[0, 1] == pytest.approx(1.0)


def test_the_p_value_of_a_correlation_is_that_of_scipy():
    x = np.random.default_rng(3).random((20, 2))
    assert understand.correlation(x).p[0, 1] == pytest.approx(pearsonr(x[:, 0], x[:, 1]).pvalue)


def test_alpha_counts_complete_units_and_flips_no_sign():
    table = np.array([[1.0, 3.0], [2.0, 2.0], [3.0, 1.0], [NAN, 1.0]])
    with pytest.raises(Refusal, match=r"evaluate\.indicator\.constant"):
        understand.alpha(table)
    # variances 1 and 4, of the sums (-1, -2, -3) 1: 2 (1 - 5/1) = -8
    assert understand.alpha(np.array([[1.0, -2.0], [2.0, -4.0], [3.0, -6.0]])).value == pytest.approx(-8.0)
    assert understand.alpha(table[:, [0, 0]]).value == pytest.approx(1.0)
    assert understand.alpha(table[:, [0, 0]]).units == 3


def test_components_explain_everything_and_face_upwards():
    x = np.random.default_rng(1).random((30, 3))
    x[:, 1] = x[:, 0] * 2
    result = understand.components(x)
    assert result.explained.sum() == pytest.approx(1.0)
    assert result.eigenvalues[-1] == pytest.approx(0.0, abs=1e-9)
    assert np.all(result.loadings.sum(axis=0) >= -1e-9)


def test_obstacles_add_to_a_hundred():
    degrees = obstacle.obstacles(np.array([[80.0, 50.0, NAN], [100.0, 120.0, 100.0]]), np.array([0.5, 0.3, 0.2]))
    assert_allclose(degrees, [[40, 60, NAN], [0, 0, 0]])


def test_standings_name_strengths_first():
    scores = np.array([[80.0, 10.0, NAN], [60.0, 50.0, 1.0], [70.0, 40.0, 2.0], [0.0, 0.0, 3.0]])
    rows = obstacle.standings(scores, ("a", "b", "c"), unit=0, peers=[1, 2])
    assert [(row.code, row.gap, row.rank, row.of) for row in rows] == [("a", 15.0, 1.0, 3), ("b", -35.0, 3.0, 3)]


def test_inequality_in_closed_form():
    assert disparity.gini([0.0, 0.0, 0.0, 1.0]) == pytest.approx(0.75)
    assert disparity.gini([0.0, 0.0, 0.0, 1.0], sample=True) == pytest.approx(1.0)
    assert disparity.theil([0, 0, 0, 10, 10, 10]) == pytest.approx(np.log(2))
    assert disparity.mean_log_deviation([1.0, np.e**2]) == pytest.approx(np.log((1 + np.e**2) / 2) - 1)
    assert disparity.mean_log_deviation([0.0, 1.0]) == np.inf
    assert disparity.variation([1.0, 3.0]) == 0.5
    assert disparity.atkinson([0.0, 1.0], aversion=1.0) == 1.0
    assert disparity.atkinson([1.0, 4.0], aversion=0.5) == pytest.approx(1 - 2.25 / 2.5)


def test_urban_and_rural_theil_is_the_part_between():
    # urban 60 % of income with 40 % of people: .6 ln 1.5 + .4 ln(2/3)
    assert disparity.theil([60.0, 40.0], [40.0, 60.0]) == pytest.approx(0.6 * np.log(1.5) + 0.4 * np.log(2 / 3))


@settings(deadline=None)
@given(incomes, st.data())
def test_the_parts_of_inequality_add_to_it(values, data):
    groups = data.draw(st.lists(st.sampled_from("abc"), min_size=len(values), max_size=len(values)))
    theil, dagum = disparity.theil_split(values, groups), disparity.dagum(values, groups)
    assert theil.between + theil.within == pytest.approx(theil.total, abs=1e-9)
    assert dagum.within + dagum.between + dagum.transvariation == pytest.approx(dagum.total, abs=1e-9)
    assert dagum.transvariation >= -1e-9


@settings(deadline=None)
@given(incomes, st.floats(0.1, 100))
def test_inequality_does_not_depend_on_the_unit_of_money(values, factor):
    scaled = [value * factor for value in values]
    for measure in (disparity.gini, disparity.theil, disparity.variation, disparity.atkinson):
        assert measure(scaled) == pytest.approx(measure(values), abs=1e-9)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: disparity.gini([-1.0, 2.0]), "evaluate.value.negative"),
        (lambda: disparity.gini([0.0, 0.0]), "evaluate.value.not-positive"),
        (lambda: disparity.gini([NAN]), "evaluate.units.too-few"),
        (lambda: disparity.urban_rural_ratio(1.0, 0.0), "evaluate.value.not-positive"),
        (lambda: coupling.coupling([[0.5, 1.2]]), "evaluate.coupling.range"),
        (lambda: coupling.coupling([[0.5]]), "evaluate.units.too-few"),
        (lambda: convergence.beta([1.0, 2.0], [1.0, 2.0], 1), "evaluate.units.too-few"),
        (lambda: convergence.beta([0.0, 2.0, 3.0], [1.0, 2.0, 3.0], 1), "evaluate.value.not-positive"),
        (lambda: space.moran([1.0, NAN], space.Neighbours.of_pairs(2, [(0, 1)]), 9, 1), "evaluate.value.missing"),
        (lambda: space.moran([1.0, 1.0], space.Neighbours.of_pairs(2, [(0, 1)]), 9, 1), "evaluate.indicator.constant"),
        (lambda: understand.alpha([[1.0, NAN]]), "evaluate.units.too-few"),
        (lambda: understand.components([[1.0, 2.0]]), "evaluate.units.too-few"),
        (lambda: understand.components(np.ones((4, 2))), "evaluate.indicator.constant"),
    ],
)
def test_what_cannot_be_measured_is_refused_by_name(call, code):
    with pytest.raises(Refusal) as caught:
        call()
    assert caught.value.problems[0].code == code


def test_coupling_both_ways():
    result = coupling.coupling([[0.04, 0.04], [0.0, 0.5], [0.9, 0.1]])
    assert_allclose(result.conventional, [1.0, 0.0, 0.6])
    assert_allclose(result.corrected, [1.0, 0.0, (0.2 * 0.1 / 0.9) ** 0.5])
    assert_allclose(result.coordination, np.sqrt(result.conventional * result.level))
    assert result.lagging == (-1, 0, 1)
    assert coupling.coupling([[0.9, 0.1]], alpha=[3, 1]).level[0] == pytest.approx(0.7)


@settings(deadline=None)
@given(st.lists(st.floats(0.0, 1.0), min_size=2, max_size=5))
def test_coupling_stays_within_one(systems):
    result = coupling.coupling([systems])
    assert 0 <= result.conventional[0] <= 1 + 1e-9
    assert 0 <= result.corrected[0] <= 1 + 1e-9


def test_three_systems_corrected_by_hand():
    # gaps (.3 + .5 + .2)/3 = 1/3; product (.6/.9)(.4/.9) to the half
    expected = ((1 - 1 / 3) * (2 / 3 * 4 / 9) ** 0.5) ** 0.5
    assert coupling.coupling([[0.9, 0.6, 0.4]]).corrected[0] == pytest.approx(expected)


def test_convergence_of_a_known_law():
    y0 = np.array([1.0, 2.0, 5.0, 9.0])
    years, slope = 4.0, -0.1
    y1 = y0 * np.exp(years * (0.3 + slope * np.log(y0)))
    result = convergence.beta(y0, y1, years)
    assert result.slope == pytest.approx(slope)
    assert result.speed == pytest.approx(-np.log(0.6) / 4)
    assert result.half_life == pytest.approx(np.log(2) / result.speed)
    assert np.isnan(convergence.beta(y0, y0**2, years).speed)


def test_space_on_a_line_of_four():
    line = space.Neighbours.of_pairs(4, [(0, 1), (1, 2), (2, 3)])
    # z = -1.5 -.5 .5 1.5; lags -.5, -.5, .5, .5; z'Wz = .75+.25+.25+.75 = 2; z'z = 5; I = 2/5
    assert space.moran([1.0, 2, 3, 4], line, 99, seed=1).value == pytest.approx(0.4)
    binary = space.Neighbours.of_pairs(4, [(0, 1), (1, 2), (2, 3)], standardised=False)
    # six directed links of squared difference 1: C = 3 * 6 / (2 * 6 * 5) = .3
    assert space.geary([1.0, 2, 3, 4], binary, 99, seed=1).value == pytest.approx(0.3)
    local = space.local_moran([1.0, 2, 3, 4], line, 99, seed=1)
    assert_allclose(local.values, np.array([0.75, 0.25, 0.25, 0.75]) * 3 / 5)
    assert local.quadrants == ("LL", "LL", "HH", "HH")


def test_an_island_counts_for_nothing_and_is_named():
    neighbours = space.Neighbours.of_pairs(3, [(0, 1)])
    assert neighbours.islands == [2]
    assert neighbours.weights.sum() == 2


def test_a_seed_fixes_the_permutations():
    line = space.Neighbours.of_pairs(6, [(i, i + 1) for i in range(5)])
    values = [1.0, 5, 2, 6, 3, 7]
    assert space.moran(values, line, 199, seed=4) == space.moran(values, line, 199, seed=4)
