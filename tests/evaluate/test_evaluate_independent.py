"""Inequality, neighbours, outliers and Sobol beside formulas written here from their definitions, and closed forms."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from SALib.analyze.sobol import analyze
from SALib.sample.sobol import sample
from SALib.test_functions import Ishigami
from scipy import stats

from tongchou.evaluate import IndexTree, disparity, outliers, space
from tongchou.evaluate.sensitivity import Study, scattered, sobol
from tongchou.evaluate.uncertainty import simulate
from tongchou.terms import Refusal

NAN = float("nan")
INCOMES = np.random.default_rng(5).lognormal(3, 0.8, 40)
GROUPS = [name for _, name in zip(INCOMES, "abcdabcabb" * 4, strict=True)]


def pairwise_parts(incomes, labels):
    """Dagum 1997: G_jh from all pairs, D_jh = (d - p)/(d + p), weights p_j s_h + p_h s_j."""
    parts = np.zeros(3)
    shares = {k: ((labels == k).mean(), incomes[labels == k].sum() / incomes.sum()) for k in set(labels)}
    for j, h in product(sorted(set(labels)), repeat=2):
        gaps = incomes[labels == j][:, None] - incomes[labels == h]
        ahead, behind = gaps[gaps > 0].sum(), -gaps[gaps < 0].sum()
        g = np.abs(gaps).mean() / (incomes[labels == j].mean() + incomes[labels == h].mean())
        both = g * shares[j][0] * shares[h][1]
        net = abs(ahead - behind) / (ahead + behind)
        parts += [both, 0, 0] if j == h else [0, both * net, both * (1 - net)]
    return parts


def test_inequality_is_that_of_its_definition():
    x, mean = INCOMES, INCOMES.mean()
    assert disparity.gini(x) == pytest.approx(np.abs(x[:, None] - x).sum() / (2 * x.size**2 * mean))
    assert disparity.theil(x) == pytest.approx(np.mean(x / mean * np.log(x / mean)))
    assert disparity.mean_log_deviation(x) == pytest.approx(np.mean(np.log(mean / x)))
    assert disparity.variation(x, ddof=1) == pytest.approx(stats.variation(x, ddof=1))
    for aversion, fair in ((0.5, stats.pmean(x, 0.5)), (1, stats.gmean(x)), (2, stats.hmean(x))):
        assert disparity.atkinson(x, aversion) == pytest.approx(1 - fair / mean)


def test_weights_of_population_are_persons_counted_one_by_one():
    heads = np.random.default_rng(6).integers(1, 6, INCOMES.size)
    persons, of = np.repeat(INCOMES, heads), list(np.repeat(GROUPS, heads))
    told, counted = disparity.theil_split(INCOMES * heads, GROUPS, heads), disparity.theil_split(persons, of)
    assert_allclose([told.between, told.within], [counted.between, counted.within])


def test_dagum_is_the_sum_over_pairs_of_groups_and_leaves_out_the_missing():
    found = disparity.dagum(INCOMES, GROUPS)
    assert_allclose(
        [found.within, found.between, found.transvariation], pairwise_parts(INCOMES, np.array(GROUPS)), atol=1e-12
    )
    assert disparity.dagum([*INCOMES, NAN], [*GROUPS, "e"]).within == pytest.approx(found.within)
    split = disparity.theil_split([*INCOMES, NAN], [*GROUPS, "e"])
    assert split.between == pytest.approx(disparity.theil_split(INCOMES, GROUPS).between)
    with pytest.raises(Refusal, match=r"evaluate\.value\.negative"):
        disparity.dagum([-1.0, 2.0], ["a", "b"])


def grid(side):
    rows = [(i * side + j, (i + 1) * side + j) for i in range(side - 1) for j in range(side)]
    return rows + [(i * side + j, i * side + j + 1) for i in range(side) for j in range(side - 1)]


@pytest.mark.parametrize("standardised", [True, False])
def test_neighbours_of_a_grid_beside_dense_matrices(standardised):
    x = np.random.default_rng(7).normal(size=36) + np.repeat(np.arange(6), 6)
    w = np.zeros((36, 36))
    for i, j in grid(6):
        w[i, j] = w[j, i] = 1.0
    w = w / w.sum(axis=1, keepdims=True) if standardised else w
    z, near = x - x.mean(), space.Neighbours.of_pairs(36, grid(6), standardised=standardised)
    found = space.moran(x, near, 199, seed=1)
    assert found.value == pytest.approx(36 / w.sum() * (z @ w @ z) / (z @ z))
    assert found.p == pytest.approx(1 / 200)
    gaps = (w * (x[:, None] - x) ** 2).sum()
    assert space.geary(x, near, 9, seed=1).value == pytest.approx(35 / (2 * w.sum()) * gaps / (z @ z))
    assert_allclose(space.local_moran(x, near, 9, seed=1).values, 35 * z * (w @ z) / (z @ z))


def test_an_island_has_no_quadrant_and_no_p_and_a_map_without_links_is_refused():
    local = space.local_moran([1.0, 2.0, 4.0, 9.0], space.Neighbours.of_pairs(4, [(0, 1), (1, 2)]), 99, seed=1)
    assert local.quadrants == ("LL", "LL", "LL", "")
    assert np.isnan([local.values[3], local.p[3]]).all()
    for measure in (space.moran, space.geary, space.local_moran):
        with pytest.raises(Refusal, match=r"evaluate\.units\.too-few"):
            measure([1.0, 2.0], space.Neighbours.of_pairs(2, []), 9, 1)


def test_outliers_are_those_of_the_rule_step_by_step():
    raw = np.concatenate([np.random.default_rng(8).normal(10, 1, 30), [60.0, 80.0, 100.0]])
    held, moved = pd.Series(raw), []
    while abs(held.skew()) >= 2 and held.kurt() >= 3.5 and len(moved) < 5:
        moved.append(held.drop(moved).idxmax())
        held[moved] = held.drop(moved).max()
    treated = outliers.treat(raw, outliers.Winsorise())
    assert_allclose(treated.values, held)
    assert treated.how == f"winsorised {len(moved)}" == "winsorised 3"
    for power in (0.0, 0.5, 2.0):
        assert_allclose(outliers.box_cox(power)(raw), stats.boxcox(raw - raw.min() + 1, lmbda=power))


def test_sobol_is_the_variance_split_of_every_combination():
    tree = IndexTree.from_rows([{"code": "i"}, *({"code": code, "parent": "i"} for code in "abc")])
    scores = np.random.default_rng(9).uniform(20, 80, (25, 3))
    bent = np.column_stack([np.minimum(scores[:, 0] * 1.5, 80), scores[:, 1:]])
    study = Study(tree, (scores, bent), powers=(1.0, 0.0, -1.0), weights=scattered(tree, runs=32, seed=2))
    sides = tuple(study.factors.values())
    points = np.array(list(product(*[(np.arange(side) + 0.5) / side for side in sides])))
    shift = simulate(tree, study.variants, study.draws(points)).shift().reshape(sides)
    for k, effect in enumerate(sobol(study, base=1024, seed=3)):
        others = tuple(axis for axis in range(3) if axis != k)
        first, total = shift.mean(axis=others).var() / shift.var(), shift.var(axis=k).mean() / shift.var()
        assert abs(effect.first - first) < max(effect.first_interval, 0.02)
        assert abs(effect.total - total) < max(effect.total_interval, 0.02)


def test_the_estimator_behind_sobol_finds_the_indices_of_ishigami():
    # a = 7, b = 0.1: S = .3139, .4424, 0; ST = .5576, .4424, .2437 (Saltelli et al. 2008)
    cube = {"num_vars": 3, "names": list("abc"), "bounds": [[-np.pi, np.pi]] * 3}
    points = sample(cube, 2048, calc_second_order=False, seed=1)
    found = analyze(cube, Ishigami.evaluate(points), calc_second_order=False, seed=1)
    assert_allclose(found["S1"], [0.3139, 0.4424, 0.0], atol=0.02)
    assert_allclose(found["ST"], [0.5576, 0.4424, 0.2437], atol=0.02)
