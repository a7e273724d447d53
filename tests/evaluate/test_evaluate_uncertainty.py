"""Simulation: the same figures as the plain evaluation, the same for a seed on any number of threads."""

from dataclasses import replace

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from tongchou.evaluate import GEOMETRIC, Bands, IndexTree, Mean, draws, evaluate, ranks, runs
from tongchou.evaluate.sensitivity import Study, sobol
from tongchou.evaluate.uncertainty import Simulation, simulate
from tongchou.terms import Refusal

NAN = float("nan")
TREE = IndexTree.from_rows(
    [
        {"code": "index"},
        {"code": "life", "parent": "index", "weight": 60},
        {"code": "land", "parent": "index", "weight": 40},
        *({"code": code, "parent": "life"} for code in ("income", "jobs", "schools")),
        *({"code": code, "parent": "land"} for code in ("green", "water")),
    ]
)


def matrix(units=700, missing=0.1):
    random = np.random.default_rng(5)
    values = random.uniform(1, 100, (units, 5))
    values[random.random(values.shape) < missing] = NAN
    return values


@pytest.mark.parametrize("mean", [Mean(), GEOMETRIC, Mean(-1.0), Mean(0.0, floor=20.0), Mean(at_least=0.7)])
def test_each_run_is_the_plain_evaluation_under_its_weights(mean):
    tree, values = TREE.with_aggregates(lambda node: mean), matrix()
    drawn = draws.scattered(tree, runs=3, seed=1)
    result = simulate(tree, [values], drawn)
    weights = dict(zip(draws.lines(tree), drawn.weights[2], strict=True))
    plain = evaluate(tree.with_weights({code: float(w) for code, w in weights.items() if code != "index"}), values)
    void = np.isnan(evaluate(tree, values).scores)
    same = np.isnan(plain.scores) == void
    rows = same.all(axis=1)
    assert rows.mean() > 0.9
    assert_allclose(result.scores[2][rows], plain.score()[rows], rtol=1e-4)


def test_ranks_of_a_run_are_competition_ranks_of_its_scores():
    result = simulate(TREE, [np.round(matrix(), -1)], draws.fixed(TREE, 1))
    expected = ranks.competition(result.scores[0].astype(float))
    assert_array_equal(result.ranks[0], np.nan_to_num(expected))
    assert len(np.unique(expected)) < 700


def test_negative_and_zero_scores_rank_in_order():
    tree = IndexTree.from_rows([{"code": "i"}, {"code": "a", "parent": "i"}])
    result = simulate(tree, [np.array([[-2.0], [0.0], [-0.0], [NAN], [3.0], [-7.0]])], draws.fixed(tree, 1))
    assert_array_equal(result.ranks[0], [4, 2, 2, 0, 1, 5])


def test_a_seed_gives_the_same_result_on_any_number_of_threads():
    values, drawn = matrix(30_000), draws.around(TREE, runs=70, seed=9)
    threads = numba.get_num_threads()
    found = []
    for count in (1, threads):
        numba.set_num_threads(count)
        found.append(simulate(TREE, [values], drawn))
    numba.set_num_threads(threads)
    assert_array_equal(found[0].scores, found[1].scores)
    assert_array_equal(found[0].ranks, found[1].ranks)
    assert not np.array_equal(draws.around(TREE, 70, 8).weights, drawn.weights)


def test_order_statistics_are_those_of_numpy():
    result = simulate(TREE, [matrix(150)], draws.scattered(TREE, runs=101, seed=3))
    interval = result.intervals()
    known = ~np.isnan(interval.low)
    sorted_ranks = np.sort(result.ranks, axis=0)
    assert_array_equal(interval.low[known], sorted_ranks[5][known])
    assert_array_equal(interval.median[known], sorted_ranks[50][known])
    assert_array_equal(interval.worst[known], sorted_ranks[-1][known])


def test_probabilities_by_hand():
    scores = np.array([[90, 80, NAN], [70, 85, NAN], [90, 70, NAN], [90, 90, NAN]], dtype=np.float32)
    positions = np.array([[1, 2, 0], [2, 1, 0], [1, 2, 0], [1, 1, 0]], dtype=np.uint32)
    result = Simulation(np.array([88.0, 81.0, NAN]), scores, positions)
    assert_allclose(result.top(1), [0.75, 0.5, 0.0])
    assert result.above(0, 1) == pytest.approx((2 + 0.5) / 4)
    tiers = result.tiers(Bands((90, 80), ("A", "B", "C")))
    assert tiers.labels == ("B", "B", "")
    assert_allclose(tiers.probability, [0.0, 0.5, NAN])
    assert not tiers.distinguishable.any()
    assert_allclose(result.shift(), [0, 1, 0, 0.5])


def test_means_matrices_and_inclusion_vary_too():
    values = matrix(50, missing=0.0)
    plain = draws.fixed(TREE, 40)
    varied = plain.with_powers((1.0, 0.0), draws.choices(2, 40, 1)).with_variants(draws.choices(2, 40, 2))
    varied = varied.without_indicators(draws.one_left_out(TREE, 40, 3))
    result = simulate(TREE, [values, np.minimum(values, 60)], varied)
    assert len({run.tobytes() for run in result.scores}) > 15
    same = simulate(TREE, [values], replace(plain))
    assert np.ptp(same.scores, axis=0).max() == 0


def test_progress_is_told_to_the_end():
    told = []
    simulate(TREE, [matrix(20)], draws.fixed(TREE, 100), told.append)
    assert told == [64, 100]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: draws.fixed(TREE, 0), "evaluate.uncertainty.runs"),
        (lambda: draws.scattered(TREE, 5, 1, spread=2), "evaluate.uncertainty.runs"),
        (lambda: draws.fixed(TREE.with_aggregates(lambda n: min), 5), "evaluate.tree.not-a-mean"),
        (
            lambda: simulate(TREE, [matrix(9)], draws.fixed(TREE, 5).with_variants(np.ones(5, dtype=int))),
            "evaluate.uncertainty.runs",
        ),
        (
            lambda: simulate(TREE, [-matrix(9)], draws.fixed(TREE, 5).with_powers((0.0,), np.zeros(5, dtype=int))),
            "evaluate.mean.negative",
        ),
        (lambda: sobol(Study(TREE, (matrix(9),)), 64, 1), "evaluate.uncertainty.runs"),
        (lambda: sobol(Study(TREE, (matrix(9),) * 2, (1.0, 0.0)), 60, 1), "evaluate.uncertainty.runs"),
    ],
)
def test_what_cannot_be_simulated_is_refused_by_name(call, code):
    with pytest.raises(Refusal) as caught:
        call()
    assert caught.value.problems[0].code == code


def test_sobol_finds_the_factor_that_matters():
    values = matrix(60, missing=0.0)
    study = Study(TREE, (values, values**3 / 1e4), powers=(1.0, 0.999))
    effects = {effect.factor: effect for effect in sobol(study, base=128, seed=1)}
    assert effects["variant"].total > 0.95
    assert effects["mean"].total < 0.05
    assert effects["variant"].total_interval > 0


def test_sobol_of_what_never_moves_is_zero():
    values = matrix(60, missing=0.0)
    effects = sobol(Study(TREE, (values, values), powers=(1.0, 1.0)), base=16, seed=1)
    assert [effect.total for effect in effects] == [0.0, 0.0]


@given(st.lists(st.sampled_from([0.0, -0.0, 1.5, 2.0, float("nan"), -3.0]), min_size=1, max_size=12))
def test_few_units_and_many_are_ranked_by_one_rule(scores):
    """Counting who is better and sorting by bits: 1, 2, 2, 4; nothing for a missing one."""
    block = np.array([scores], dtype=np.float32)
    counted, ordered = np.empty(block.shape, dtype=np.uint32), np.empty(block.shape, dtype=np.uint32)
    runs.count_ranks(block, counted)
    runs.sort_runs(block, ordered)
    assert counted.tolist() == ordered.tolist()
    assert counted[0].tolist() == np.nan_to_num(ranks.competition(np.array(scores))).tolist()
