"""Speed of the composite index and of its rank intervals, beside pandas, numpy and pymcdm in one run.

    python benchmarks/evaluate.py [units] [indicators] [years]

One synthetic panel (3 % missing, five areas, seeded); best of three after warming. The floor is reading the panel
once at the memory bandwidth measured here.
"""

import resource
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from pymcdm.methods import WSM
from pymcdm.normalizations import minmax_normalization

from tongchou.evaluate import IndexTree, evaluate, ranks
from tongchou.evaluate.draws import scattered
from tongchou.evaluate.normalise import Bounds, goalposts
from tongchou.evaluate.uncertainty import simulate

AREAS = 5


def panel(units: int, indicators: int, years: int) -> np.ndarray:
    random = np.random.default_rng(1)
    values = random.uniform(0, 100, (years, units, indicators))
    values[random.random(values.shape, dtype=np.float32) < 0.03] = np.nan
    return values


def structure(indicators: int) -> tuple[IndexTree, list[int]]:
    areas = [k * AREAS // indicators for k in range(indicators)]
    lines = [{"code": "index"}, *({"code": f"area{a}", "parent": "index"} for a in range(AREAS))]
    return IndexTree.from_rows([*lines, *({"code": f"x{k}", "parent": f"area{a}"} for k, a in enumerate(areas))]), areas


def ours(values: np.ndarray, tree: IndexTree) -> np.ndarray:
    bounds = Bounds.of(np.zeros(values.shape[2]), np.full(values.shape[2], 100.0))
    result = evaluate(tree, goalposts(values, bounds))
    return np.array([ranks.competition(year) for year in result.score()])


def by_numpy(values: np.ndarray, areas: list[int]) -> np.ndarray:
    scores = np.clip(values, 0, 100)
    groups = [np.nanmean(scores[:, :, [k for k, a in enumerate(areas) if a == area]], axis=2) for area in range(AREAS)]
    index = np.nanmean(groups, axis=0)
    return np.array([(-year).argsort().argsort() + 1.0 for year in index])


def by_pandas(values: np.ndarray, areas: list[int]) -> np.ndarray:
    out = []
    for year in values:
        scores = pd.DataFrame(year).clip(0, 100)
        groups = [scores[[k for k, a in enumerate(areas) if a == area]].mean(axis=1) for area in range(AREAS)]
        out.append(pd.concat(groups, axis=1).mean(axis=1).rank(method="min", ascending=False).to_numpy())
    return np.array(out)


def by_pymcdm(values: np.ndarray, _areas: list[int]) -> np.ndarray:
    weights = np.full(values.shape[2], 1.0 / values.shape[2])
    method = WSM(normalization_function=minmax_normalization)
    filled = np.nan_to_num(values, nan=50.0)
    return np.array([method.rank(method(year, weights, np.ones(len(weights)))) for year in filled])


def best(task: Callable[[], object], times: int = 3) -> tuple[float, float]:
    """Least wall and least processor seconds: on a busy machine only the second says what a task costs."""
    found = []
    for _ in range(times):
        start, used = time.perf_counter(), time.process_time()
        task()
        found.append((time.perf_counter() - start, time.process_time() - used))
    return min(wall for wall, _ in found), min(cpu for _, cpu in found)


def told(name: str, taken: tuple[float, float], mine: tuple[float, float] | None = None, times: int = 1) -> None:
    wall, cpu = (seconds * times for seconds in taken)
    ratios = f"   {wall / mine[0]:5.1f} x wall {cpu / mine[1]:5.1f} x cpu" if mine else ""
    print(f"  {name:30} {wall:8.2f} s wall {cpu:8.2f} s cpu{ratios}")


def rank_spread(values: np.ndarray, tree: IndexTree, runs: int = 1000) -> None:
    for year in values:
        simulate(tree, [year], scattered(tree, runs, 1)).intervals()


def main(units: int = 40_000, indicators: int = 73, years: int = 10) -> None:
    values = panel(units, indicators, years)
    tree, areas = structure(indicators)
    ours(values[:1], tree)
    print(f"composite {units:,} x {indicators} x {years}, hierarchy, missing, ranks")
    mine = best(lambda: ours(values, tree))
    told("tongchou", mine)
    told("reading the panel once", best(values.sum), mine)
    for name, peer in {"numpy": by_numpy, "pandas": by_pandas, "pymcdm (flat, filled)": by_pymcdm}.items():
        told(name, best(lambda peer=peer: peer(values, areas), 1), mine)
    rank_spread(values[:1], tree, 64)
    runs = best(lambda: rank_spread(values[:1], tree), 2)
    print("rank intervals of 1,000 sets of weights")
    told("tongchou, one year", runs)
    told(f"tongchou, {years} years", best(lambda: rank_spread(values, tree), 1), runs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    weights = np.random.default_rng(1).dirichlet(np.full(indicators, 5.0), 20)
    scores = np.nan_to_num(values[0], nan=50.0)
    plain = best(lambda: [pd.Series(scores @ w).rank() for w in weights], 1)
    told("pandas, ranks only, from 20 runs", plain, runs, times=50)
    print(f"peak of the whole benchmark, peers among them: {peak:,.0f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
