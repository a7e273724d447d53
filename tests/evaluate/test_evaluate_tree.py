"""The index tree: worked out by hand on two units and four indicators."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tongchou.evaluate import GEOMETRIC, HARMONIC, IndexTree, Mean, change, contribution, evaluate
from tongchou.terms import Refusal

ROWS = [
    {"code": "index", "parent": "", "level": 0},
    {"code": "life", "parent": "index", "level": 1, "weight": 60},
    {"code": "land", "parent": "index", "level": 1, "weight": 40},
    {"code": "income", "parent": "life", "level": 2, "weight": 40},
    {"code": "jobs", "parent": "life", "level": 2, "weight": 20},
    {"code": "green", "parent": "land", "level": 2, "weight": 30},
    {"code": "water", "parent": "land", "level": 2, "weight": 10},
]
TREE = IndexTree.from_rows(ROWS)
NAN = float("nan")


def refused(rows, **how):
    with pytest.raises(Refusal) as caught:
        IndexTree.from_rows(rows, **how)
    return [problem.code for problem in caught.value.problems]


def test_absolute_weights_become_shares_among_siblings():
    assert TREE.effective_weights() == pytest.approx({"income": 0.4, "jobs": 0.2, "green": 0.3, "water": 0.1})
    assert TREE.node("income").weight == pytest.approx(2 / 3)


def test_scores_go_up_two_levels():
    # life = (40*90 + 20*60)/60 = 80; land = (30*50 + 10*70)/40 = 55; index = .6*80 + .4*55 = 70
    result = evaluate(TREE, [[90.0, 60.0, 50.0, 70.0]])
    assert_allclose([result.score("life"), result.score("land"), result.score()], [[80], [55], [70]])


def test_what_is_missing_leaves_with_its_weight_inside_its_group():
    # jobs missing: life = 90; index = .6*90 + .4*55 = 76; observed = .6*(40/60) + .4 = .8
    result = evaluate(TREE, [[90.0, NAN, 50.0, 70.0]])
    assert_allclose(result.score(), [76.0])
    assert_allclose(result.observed(), [0.8])
    assert_allclose(result.observed("life"), [2 / 3])


def test_a_group_below_its_threshold_is_missing_and_the_index_goes_on_without_it():
    strict = TREE.with_aggregates(lambda node: Mean(at_least=0.7 if node.code == "life" else 0.0))
    result = evaluate(strict, [[90.0, NAN, 50.0, 70.0]])
    assert np.isnan(result.score("life")[0])
    assert_allclose(result.score(), [55.0])
    assert_allclose(result.observed(), [0.4])
    assert_allclose(result.observed("life"), [2 / 3])


def test_a_threshold_may_count_parts_instead_of_weight():
    by_count = TREE.with_aggregates(lambda node: Mean(at_least=0.6, count=True))
    assert np.isnan(evaluate(by_count, [[90.0, NAN, 50.0, 70.0]]).score("life")[0])


def test_what_does_not_apply_is_not_counted_as_unobserved():
    applies = np.array([[True, False, True, True]])
    result = evaluate(TREE, [[90.0, NAN, 50.0, 70.0]], applies)
    assert_allclose(result.score(), [76.0])
    assert_allclose(result.observed(), [1.0])


def test_nothing_observed_is_missing_never_zero():
    result = evaluate(TREE, [[NAN] * 4])
    assert np.isnan(result.score()[0])
    assert result.observed()[0] == 0.0


@pytest.mark.parametrize(
    ("mean", "expected"),
    [
        (Mean(1.0), 5.0),
        (GEOMETRIC, 4.0),
        (HARMONIC, 3.2),
        (Mean(2.0), 34**0.5),
        (Mean(-np.inf), 2.0),
        (Mean(np.inf), 8.0),
    ],
)
def test_every_mean_of_two_and_eight(mean, expected):
    tree = IndexTree.from_rows([{"code": "i"}, {"code": "a", "parent": "i"}, {"code": "b", "parent": "i"}])
    tree = tree.with_aggregates(lambda node: mean)
    assert_allclose(evaluate(tree, [[2.0, 8.0], [NAN, 8.0]]).score(), [expected, 8.0])


def test_each_level_may_have_its_own_mean():
    mixed = TREE.with_aggregates(lambda node: GEOMETRIC if node.depth == 0 else Mean())
    assert_allclose(evaluate(mixed, [[90.0, 60.0, 50.0, 70.0]]).score(), [80**0.6 * 55**0.4])


def test_a_group_may_be_any_function_of_its_parts():
    worst = TREE.with_aggregates(lambda node: (lambda parts, weights: parts.min(axis=1)) if node.depth == 0 else Mean())
    assert_allclose(evaluate(worst, [[90.0, 60.0, 50.0, 70.0]]).score(), [55.0])


def test_zero_under_a_geometric_mean_is_zero_and_noted():
    tree = TREE.with_aggregates(lambda node: GEOMETRIC)
    result = evaluate(tree, [[0.0, 60.0, 50.0, 70.0]])
    assert result.score()[0] == 0.0
    assert next(note.code for note in result.notes) == "evaluate.mean.zero"
    floored = TREE.with_aggregates(lambda node: Mean(0.0, floor=1.0))
    assert_allclose(evaluate(floored, [[0.0, 8.0, 50.0, 50.0]]).score("life"), [8 ** (1 / 3)])


@pytest.mark.parametrize(("cell", "code"), [(-1.0, "evaluate.mean.negative"), (np.inf, "evaluate.matrix.infinite")])
def test_cells_that_have_no_mean_are_refused(cell, code):
    with pytest.raises(Refusal, match=code):
        evaluate(TREE.with_aggregates(lambda node: GEOMETRIC), [[90.0, cell, 50.0, 70.0]])


def test_a_matrix_of_another_width_is_refused():
    with pytest.raises(Refusal, match=r"evaluate\.matrix\.shape"):
        evaluate(TREE, [[1.0, 2.0]])


def test_r_s_own_missing_value_is_missing():
    r_na = np.array([0x7FF00000000007A2], dtype=np.uint64).view(np.float64)[0]
    result = evaluate(TREE, [[90.0, r_na, 50.0, 70.0]])
    assert_allclose(result.score(), [76.0])


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{"code": "a"}, {"code": "a", "parent": "a"}], "evaluate.tree.duplicate"),
        ([{"code": "a"}, {"code": "b", "parent": "c"}], "evaluate.tree.parent"),
        ([{"code": "a"}, {"code": "b"}], "evaluate.tree.roots"),
        ([{"code": "r"}, {"code": "a", "parent": "b"}, {"code": "b", "parent": "a"}], "evaluate.tree.cycle"),
        ([{"code": "r"}, {"code": "a", "parent": "r", "weight": -1}], "evaluate.tree.weight"),
        ([{"code": "r"}, {"code": "a", "parent": "r", "weight": "nan"}], "evaluate.tree.weight"),
        ([{"code": "r"}, {"code": "a", "parent": "r", "direction": "sideways"}], "evaluate.tree.value"),
        ([{"code": "r", "level": 1}, {"code": "a", "parent": "r", "level": 3}], "evaluate.tree.level"),
        ([{"code": "r"}, {"code": "a", "parent": "r", "weight": 0}], "evaluate.tree.weights-sum"),
        (
            [{"code": "r"}, {"code": "a", "parent": "r", "weight": 50}, {"code": "b", "parent": "r", "weight": 40}],
            "evaluate.tree.weights-sum",
        ),
    ],
)
def test_a_broken_structure_is_refused_by_name(rows, code):
    assert code in refused(rows)


def test_weights_that_do_not_sum_may_be_rescaled_on_purpose():
    rows = [{"code": "r"}, {"code": "a", "parent": "r", "weight": 50}, {"code": "b", "parent": "r", "weight": 40}]
    assert IndexTree.from_rows(rows, rescale=True).effective_weights() == pytest.approx({"a": 5 / 9, "b": 4 / 9})


def test_levels_may_be_counted_from_the_indicators():
    rows = [{**row, "level": 2 - row["level"]} for row in ROWS]
    assert IndexTree.from_rows(rows) == TREE


def test_points_add_to_the_score_and_gaps_to_the_change():
    before, after = evaluate(TREE, [[90.0, 60.0, 50.0, 70.0]]), evaluate(TREE, [[90.0, 75.0, 40.0, 70.0]])
    assert_allclose(contribution.points(before), [[36, 12, 15, 7]])
    assert_allclose(contribution.gap(before, after), [[0, 3, -3, 0]], atol=1e-12)
    assert_allclose(contribution.points(before, "land"), [[0, 0, 37.5, 17.5]])


def test_the_geometric_gap_is_the_log_mean_one():
    tree = TREE.with_aggregates(lambda node: GEOMETRIC)
    before, after = evaluate(tree, [[4.0, 4.0, 4.0, 4.0]]), evaluate(tree, [[9.0, 4.0, 4.0, 4.0]])
    assert_allclose(contribution.gap(before, after), [[after.score()[0] - 4.0, 0, 0, 0]])


cells = st.floats(0.5, 100.0) | st.just(NAN)
rows = st.lists(cells, min_size=4, max_size=4)
powers = st.sampled_from([1.0, 0.0, -1.0, 2.0, 0.5])


@settings(deadline=None)
@given(rows, powers, powers)
def test_points_always_add_to_the_score(row, top, below):
    tree = TREE.with_aggregates(lambda node: Mean(below if node.depth else top))
    result = evaluate(tree, [row])
    assert_allclose(contribution.points(result).sum(axis=-1), result.score(), rtol=1e-9)


@settings(deadline=None)
@given(rows, rows, rows, powers, st.floats(0.1, 0.9))
def test_the_causes_of_a_change_leave_nothing_over(told, old, new, power, share):
    tree = TREE.with_aggregates(lambda node: Mean(power))
    other = tree.with_weights({"life": share, "land": 1 - share})
    split = change.split(evaluate(tree, [old]), evaluate(other, [new]), evaluate(tree, [told]))
    known = ~np.isnan(split.residual)
    assert_allclose(split.residual[known], 0.0, atol=1e-9)


def test_a_change_is_split_by_cause():
    # published 70; jobs revised 60->66: life +2, index +1.2 (revision); then income 90->93: +.4*3 = 1.2 (performance)
    published = evaluate(TREE, [[90.0, 60.0, 50.0, 70.0]])
    known, now = evaluate(TREE, [[90.0, 66.0, 50.0, 70.0]]), evaluate(TREE, [[93.0, 66.0, 50.0, NAN]])
    split = change.split(known, now, published)
    # water (70) drops out: land was 55, is 50: coverage = .4*(50-55) = -2
    assert_allclose(split.revision, [1.2])
    assert_allclose(split.coverage, [-2.0])
    assert_allclose(split.performance, [[1.2, 0, 0, 0]], atol=1e-12)
    assert_allclose(split.total, [0.4])
    assert_allclose(split.residual, [0.0], atol=1e-12)


def test_trees_of_different_structure_are_not_compared():
    other = IndexTree.from_rows([*ROWS[:-1], {"code": "air", "parent": "land", "weight": 10}])
    with pytest.raises(Refusal, match="air"):
        change.split(evaluate(TREE, [[1.0] * 4]), evaluate(other, [[1.0] * 4]))


@settings(deadline=None)
@given(rows, st.permutations(range(3)))
def test_the_order_of_units_does_not_matter(row, order):
    matrix = np.array([row, [10.0, 20.0, 30.0, 40.0], [1.0, 2.0, NAN, 4.0]])
    assert_allclose(evaluate(TREE, matrix[list(order)]).score(), evaluate(TREE, matrix).score()[list(order)])


@settings(deadline=None)
@given(rows, st.integers(0, 3), st.floats(0.0, 50.0), powers)
def test_improving_one_indicator_never_lowers_the_index(row, column, more, power):
    tree = TREE.with_aggregates(lambda node: Mean(power))
    better = [value + (more if k == column else 0) for k, value in enumerate(row)]
    before, after = evaluate(tree, [row]).score()[0], evaluate(tree, [better]).score()[0]
    assert np.isnan(before) or after >= before * (1 - 1e-12)


def test_the_quick_way_for_plain_groups_is_the_general_one():
    """Neighbouring indicators under the arithmetic mean take a loop of their own; a floor below all values does not."""
    random = np.random.default_rng(2)
    values = random.uniform(1, 100, (400, 3))
    values[random.random(values.shape) < 0.4] = np.nan
    rows = [
        {"code": "index"},
        *({"code": c, "parent": "index", "weight": w} for c, w in zip("abc", (50, 30, 20), strict=True)),
    ]
    tree = IndexTree.from_rows(rows)
    for at_least in (0.0, 0.5):
        means = (Mean(1.0, None, at_least), Mean(1.0, -1.0, at_least))
        plain, general = (evaluate(tree.with_aggregates(lambda _, mean=mean: mean), values) for mean in means)
        assert_allclose(plain.score(), general.score(), rtol=1e-14)
        assert_allclose(plain.observed(), general.observed(), rtol=1e-14)
        assert np.isnan(plain.score()).any()
        assert not np.isnan(plain.score()).all()
