"""Normalising, preparing, weighing, aggregating: small tables worked out by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from tongchou.evaluate import Direction, formula, impute, normalise, outliers, pairwise, screen, weigh
from tongchou.evaluate.envelope import as_aggregate, benefit_of_doubt
from tongchou.evaluate.ideals import Closeness
from tongchou.evaluate.normalise import Bounds, goalposts, sample_bounds
from tongchou.evaluate.outrank import copeland
from tongchou.evaluate.penalty import Penalised, adjusted
from tongchou.terms import Refusal

NAN = float("nan")
UP, DOWN = Direction.MORE, Direction.LESS
X = np.array([[10.0, 4.0], [20.0, 1.0], [NAN, 2.0]])


def code_of(call):
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.problems[0].code


def test_min_max_turns_a_lower_is_better_indicator_once():
    bounds = sample_bounds(X, [UP, DOWN], ["a", "b"])
    assert_allclose(goalposts(X, bounds), [[0, 0], [100, 100], [NAN, 200 / 3]])


def test_fixed_goalposts_cap_or_not():
    bounds = Bounds.of([0.0, 0.0], [10.0, 8.0], [UP, DOWN])
    assert_allclose(goalposts(X, bounds), [[100, 50], [100, 87.5], [NAN, 75]])
    assert_allclose(goalposts(X, bounds, (0, 1), capped=False), [[1, 0.5], [2, 0.875], [NAN, 0.75]])


def test_a_constant_indicator_says_that_it_holds_no_information():
    assert code_of(lambda: sample_bounds(np.ones((3, 1)), [UP], ["a"])) == "evaluate.indicator.constant"
    assert code_of(lambda: Bounds.of([1.0], [1.0])) == "evaluate.bounds.same"
    assert code_of(lambda: normalise.standard_scores(np.ones((3, 1)), [UP], ["a"])) == "evaluate.indicator.constant"


def test_an_empty_indicator_is_named_and_scores_nobody():
    bounds = sample_bounds(np.array([[NAN, 1.0], [NAN, 2.0]]), [UP, UP], ["a", "b"])
    assert [note.code for note in bounds.notes] == ["evaluate.indicator.empty"]
    assert_allclose(goalposts(np.array([[NAN, 1.5]]), bounds), [[NAN, 50]])


def test_the_other_scales():
    column = np.array([[1.0], [3.0], [3.0], [9.0], [NAN]])
    assert_allclose(normalise.rank_scores(column, [UP])[:, 0], [1, 2, 2, 4, NAN])
    assert_allclose(normalise.percentiles(column, [DOWN])[:, 0], [100, 100 / 3, 100 / 3, 0, NAN])
    assert_allclose(normalise.standard_scores(np.array([[1.0], [3.0]]), [DOWN], ["a"], ddof=0)[:, 0], [1, -1])
    assert_allclose(normalise.relative(np.array([[5.0, 5.0]]), [10.0, 10.0], [UP, DOWN]), [[50, 200]])
    assert_allclose(normalise.vector(np.array([[3.0], [4.0]]))[:, 0], [0.6, 0.8])
    # R = 1 for the highest rank gives exactly 100: -23 ln(e^(-100/23))
    assert normalise.rank_exponential(column, [UP])[3, 0] == pytest.approx(100.0)


def test_each_imputation_rule_fills_only_what_is_missing():
    panel = np.array([[[1.0, NAN], [3.0, 5.0], [8.0, 6.0]]])
    assert_allclose(impute.impute(panel, impute.column_mean).values[0, 0], [1.0, 5.5])
    assert_allclose(impute.impute(panel, impute.column_median).values[0, 0], [1.0, 5.5])
    assert_allclose(impute.impute(panel, impute.unit_mean).values[0, 0], [1.0, 1.0])
    assert_allclose(impute.impute(panel, impute.group_mean(["a", "a", "b"])).values[0, 0], [1.0, 5.0])
    assert_allclose(impute.impute(panel, impute.group_median(["b", "a", "b"])).values[0, 0], [1.0, 6.0])
    assert impute.impute(panel, impute.constant(0.5)).rule == "constant 0.5"


def test_imputation_in_time_never_looks_ahead_or_beyond():
    series = np.array([NAN, 2.0, NAN, 6.0, NAN]).reshape(5, 1, 1)
    assert_allclose(impute.impute(series, impute.last).values.ravel(), [NAN, 2, 2, 6, 6])
    filled = impute.impute(series, impute.linear)
    assert_allclose(filled.values.ravel(), [NAN, 2, 4, 6, NAN])
    assert_array_equal(filled.filled.ravel(), [False, False, True, False, False])


def test_outliers_are_winsorised_then_bent_and_the_raw_is_left():
    raw = np.append(np.arange(1.0, 31.0), [200.0, NAN])
    treated = outliers.treat(raw, outliers.Winsorise())
    assert treated.values[30] == 30.0
    assert raw[30] == 200.0
    assert treated.cells[30:] == ("winsorised", "")
    assert treated.before.skew > 2 > abs(treated.after.skew)
    heavy = np.append(np.arange(1.0, 60.0), [1e3, 2e3, 4e3])
    bent = outliers.treat(heavy, outliers.Winsorise(points=1))
    assert bent.how == "offset_log"
    assert bent.values[0] == pytest.approx(np.log(0.01 * (4e3 - 1)))
    assert outliers.box_cox(2.0)(np.array([3.0, 4.0]))[1] == pytest.approx(1.5)
    assert code_of(lambda: outliers.treat(np.array([1.0, 2.0, NAN]), outliers.Winsorise())) == "evaluate.units.too-few"


def test_screening_says_why():
    result = screen.screen(np.array([[1.0, NAN], [0.0, 0.0], [1.0, 2.0]]), available=0.8, nonzero=0.5, force=[0])
    assert result.reasons == ("forced: available 50 % < 80 %", "nonzero 0 % < 50 %", "")
    assert_array_equal(result.keep, [True, False, True])


def test_a_denominator_must_be_above_zero():
    assert code_of(lambda: screen.per(np.array([1.0]), np.array([0.0]))) == "evaluate.value.not-positive"


@pytest.mark.parametrize("text", ["a +", "__import__('os')", "b", "a if a else 1", "log(a, a)", "a.b", "True", "'x'"])
def test_a_formula_outside_the_vocabulary_is_refused_at_its_character(text):
    assert code_of(lambda: formula.calculate(text, {"a": np.array([1.0])})) == "evaluate.formula.unreadable"


def test_a_formula_that_gives_no_number_is_refused_but_a_missing_input_is_missing():
    assert code_of(lambda: formula.calculate("1 / a", {"a": np.array([0.0])})) == "evaluate.matrix.infinite"
    assert_allclose(formula.calculate("max(a, 2) ** -1", {"a": np.array([4.0, NAN])}), [0.25, NAN])


def test_entropy_takes_zeros_as_they_are():
    z = np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 0.0], [1.0, 0.0, 1.0]])
    assert_allclose(weigh.entropy(z), [0.0, 0.5, 0.5], atol=1e-12)
    assert code_of(lambda: weigh.entropy(z - 1)) == "evaluate.value.negative"
    assert code_of(lambda: weigh.entropy(np.ones((3, 2)))) == "evaluate.indicator.constant"


def test_entropy_counts_the_observations_present():
    assert_allclose(weigh.entropy(np.array([[1.0, 1.0], [2.0, 2.0], [NAN, 0.0]]))[0], 0.1627, atol=1e-4)


def test_critic_gives_a_constant_indicator_nothing_and_the_others_their_weights():
    z = np.array([[0.0, 1.0, 0.5], [0.5, 0.5, 0.5], [1.0, 0.0, 0.5]])
    assert_allclose(weigh.critic(z), [0.5, 0.5, 0.0])
    assert_allclose(weigh.standard_deviation(z), [0.5, 0.5, 0.0])


def test_combined_weights():
    assert_allclose(weigh.multiplied([0.5, 0.5], [0.2, 0.8]), [0.2, 0.8])
    assert_allclose(weigh.blended([1.0, 3.0], [3.0, 1.0], 0.25), [0.625, 0.375])
    assert_allclose(weigh.equal(4), [0.25] * 4)


def test_importance_is_one_for_the_indicator_that_makes_the_index():
    x = np.arange(100.0)
    noise = np.tile([0.0, 1.0], 50)
    effects = weigh.importance(np.column_stack([x, noise]), x)
    assert effects[0] > 0.98
    assert effects[1] < 0.02


def test_judgements_that_contradict_each_other_are_refused():
    circular = np.array([[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]])
    assert pairwise.judged(circular).ratio > 1
    assert code_of(lambda: pairwise.consistent(circular)) == "evaluate.weights.inconsistent"
    assert code_of(lambda: pairwise.judged([[1, 2], [2, 1]])) == "evaluate.weights.not-reciprocal"
    assert pairwise.consistent([[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]]).ratio == pytest.approx(0, abs=1e-9)


def test_the_penalty_has_a_sign_and_a_kind_of_deviation():
    parts, weights = np.array([[110.0, 90.0], [NAN, 90.0], [NAN, NAN]]), np.array([0.5, 0.5])
    assert_allclose(Penalised(-1)(parts, weights), [99, 90, NAN])  # 100 - 10 * 10/100
    assert_allclose(Penalised(+1, ddof=1)(parts, weights)[0], 102)  # 100 + 200/100
    assert_allclose(adjusted(np.array([[5.0]]), [5.0], Bounds.of([0.0], [10.0])), [[100.0]])


def test_closeness_with_fixed_ideals_ignores_who_else_is_there():
    parts, weights = np.array([[60.0, 80.0], [20.0, NAN], [90.0, 10.0]]), np.array([0.5, 0.5])
    fixed = Closeness(best=100.0, worst=0.0)
    assert_allclose(fixed(parts, weights)[:2], fixed(parts[:2], weights))
    assert_allclose(fixed(parts, weights)[:2], [100 / (100 + 20**0.5 * 10), 0.2])
    assert Closeness()(parts[[0, 2]], weights)[0] == pytest.approx(70 / (30 + 70))


def test_copeland_counts_wins_on_the_weight_of_indicators():
    parts = np.array([[3.0, 1.0], [2.0, 2.0], [2.0, 2.0], [NAN, NAN]])
    assert_allclose(copeland(parts, np.array([0.6, 0.4])), [2, -1, -1, NAN])
    assert code_of(lambda: copeland(np.zeros((5001, 1)), np.ones(1))) == "evaluate.outrank.too-many"


def test_benefit_of_the_doubt_with_and_without_share_limits():
    y = np.array([[4.0, 1.0], [2.0, 2.0], [1.0, 1.0]])
    free, held = benefit_of_doubt(y), benefit_of_doubt(y, low=0.4)
    assert_allclose(free.scores, [1, 1, 0.5])
    assert np.all(held.scores <= free.scores + 1e-9)
    shares = held.weights * y / (held.weights * y).sum(axis=1, keepdims=True)
    assert shares.min() >= 0.4 - 1e-9
    assert_allclose(as_aggregate()(y, np.ones(2)), [100, 100, 50])
    assert code_of(lambda: benefit_of_doubt(np.array([[NAN]]))) == "evaluate.value.missing"
    assert code_of(lambda: benefit_of_doubt(y, low=0.6)) == "evaluate.envelope.shares"
    assert code_of(lambda: benefit_of_doubt(-y)) == "evaluate.value.negative"


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)), min_size=3, max_size=12))
def test_weights_from_data_are_shares_or_refused(rows):
    for rule in (weigh.entropy, weigh.critic, weigh.standard_deviation):
        weights = shares_or_refusal(rule, np.array(rows))
        if isinstance(weights, str):
            assert weights == "evaluate.indicator.constant"
        else:
            assert weights.sum() == pytest.approx(1.0)
            assert weights.min() >= -1e-12


def shares_or_refusal(rule, table):
    try:
        return rule(table)
    except Refusal as refusal:
        return refusal.problems[0].code
