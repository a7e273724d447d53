"""How sure a rank is: Monte Carlo over weights, normalisation, caps, means, imputation and inclusion.

>>> from tongchou.evaluate.draws import scattered
>>> tree = IndexTree.from_rows([{"code": "index"}, {"code": "a", "parent": "index"}, {"code": "b", "parent": "index"}])
>>> scores = np.array([[90.0, 80.0], [60.0, 61.0], [61.0, 60.0]])
>>> result = simulate(tree, [scores], scattered(tree, runs=200, seed=1))
>>> interval = result.intervals()
>>> interval.low.tolist(), interval.high.tolist(), result.top(1).tolist()
([1.0, 2.0, 2.0], [1.0, 3.0, 3.0], [1.0, 0.0, 0.0])
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tongchou.evaluate.arrays import Array
from tongchou.evaluate.bands import Bands
from tongchou.evaluate.composite import Composite, evaluate
from tongchou.evaluate.draws import Draws, lines
from tongchou.evaluate.errors import NEGATIVE_MEAN, NO_RUNS
from tongchou.evaluate.model import Mean
from tongchou.evaluate.ranks import competition
from tongchou.evaluate.runs import Ranks, Single, order_statistics, rank_runs, score_runs
from tongchou.evaluate.tree import IndexTree

BATCH = 64
Progress = Callable[[int], None]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Intervals:
    """The nominal rank of each unit, and the 5th, 50th and 95th percentile, best and worst of its simulated ranks."""

    nominal: Array
    low: Array
    median: Array
    high: Array
    best: Array
    worst: Array


@dataclass(frozen=True, slots=True)
class Tiers:
    """The tier of each unit, how probable it is, and whether that is enough to tell it from its neighbours."""

    labels: tuple[str, ...]
    probability: Array
    distinguishable: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Simulation:
    """Scores and ranks of all runs (runs, units) beside the nominal scores; rank 0 is a missing one."""

    nominal: Array
    scores: Single
    ranks: Ranks

    def intervals(self) -> Intervals:
        """Return the spread of each unit's rank (nearest-rank percentiles); NaN for a unit missing in any run."""
        runs = len(self.ranks)
        places = np.array([max(int(np.ceil(q * runs)) - 1, 0) for q in (0.05, 0.5, 0.95, 0.0, 1.0)])
        found = np.empty((self.ranks.shape[1], places.size))
        order_statistics(self.ranks, places, found)
        return Intervals(competition(self.nominal), *found.T)

    def among(self, rows: NDArray[np.int64]) -> "Simulation":
        """Return the same runs for some units only, ranked among themselves."""
        scores = np.ascontiguousarray(self.scores[:, rows])
        ranks = np.empty(scores.shape, dtype=np.uint32)
        rank_runs(scores, ranks)
        return Simulation(self.nominal[rows], scores, ranks)

    def top(self, count: int) -> Array:
        """Return the probability of each unit to be among the first ``count``."""
        return np.asarray(((self.ranks >= 1) & (self.ranks <= count)).mean(axis=0))

    def above(self, one: int, other: int) -> float:
        """Return the probability of one unit (by its row) to stand before another; a tie counts half."""
        first, second = self.scores[:, one], self.scores[:, other]
        return float((first > second).mean() + (first == second).mean() / 2)

    def tiers(self, bands: Bands, enough: float = 0.8) -> Tiers:
        """Return each unit's tier by its nominal score and the share of runs that agree.

        Below ``enough`` the tier is not distinguishable and must be shown so.
        """
        nominal = bands.position(self.nominal)
        agree = np.zeros(nominal.size)
        for run in self.scores:
            agree += bands.position(run) == nominal
        probability = np.where(nominal < 0, np.nan, agree / len(self.scores))
        return Tiers(tuple(bands.label_all(self.nominal)), probability, np.asarray(probability >= enough))

    def shift(self) -> Array:
        """Return the mean distance of ranks from the nominal ones in each run."""
        nominal = competition(self.nominal)
        there = ~np.isnan(nominal)
        return np.array([np.abs(run[there] - nominal[there]).mean() for run in self.ranks])


def simulate(
    tree: IndexTree,
    matrices: Sequence[Array],
    draws: Draws,
    progress: Progress | None = None,
    applicable: Flags | None = None,
) -> Simulation:
    """Return scores and ranks of every run.

    ``matrices`` are the indicators' scores (units, indicators) as prepared under each normalisation, cap or
    imputation considered; the first is nominal, a run takes the one that its draw names. A group void for lack of data
    stays void. ``progress`` is told how many runs are done; ``applicable`` is that of
    :func:`tongchou.evaluate.composite.evaluate`, for all matrices.

    :raises Refusal: ``evaluate.uncertainty.runs`` where a draw names a matrix that is not there, and those of
        :func:`tongchou.evaluate.composite.evaluate`.
    """
    if len(draws) and draws.variants.max() >= len(matrices):
        raise NO_RUNS.refusal(what="variants", found=int(draws.variants.max()), allowed=f"< {len(matrices)}")
    results = [evaluate(tree, matrix, applicable) for matrix in matrices]
    engine = _Engine.of(tree, results, draws)
    for start in range(0, len(draws), BATCH):
        engine.run(slice(start, min(start + BATCH, len(draws))))
        if progress:
            progress(min(start + BATCH, len(draws)))
    return Simulation(results[0].score(), engine.scores, engine.ranks)


@dataclass(frozen=True, slots=True)
class _Engine:
    data: tuple[Single, Single, Flags]
    shape: tuple[NDArray[np.int64], NDArray[np.int64]]
    weights: Single
    rules: tuple[NDArray[np.int64], NDArray[np.int64], Single]
    floors: Single
    scores: Single
    ranks: Ranks

    @classmethod
    def of(cls, tree: IndexTree, results: Sequence[Composite], draws: Draws) -> "_Engine":
        powers, power_of = np.unique(draws.powers, return_inverse=True)
        pairs = draws.variants[:, None] * powers.size + power_of.reshape(draws.powers.shape)
        kinds, which = np.unique(pairs, return_inverse=True)
        plates = np.stack([_plate(tree, results[kind // powers.size], powers[kind % powers.size]) for kind in kinds])
        present = np.stack([~np.isnan(results[kind // powers.size].indicators).T for kind in kinds])
        void = np.stack([np.isnan(result.scores).T for result in results])
        floors = np.array([_floor(tree, code) for code in tree.groups], dtype=np.float32)
        rules = (which.reshape(draws.powers.shape), draws.variants, draws.powers.astype(np.float32))
        size = (len(draws), len(results[0].indicators))
        empty = np.empty(size, dtype=np.float32), np.empty(size, dtype=np.uint32)
        return cls(
            (plates, present.astype(np.float32), void),
            _members(tree),
            draws.weights.astype(np.float32),
            rules,
            floors,
            *empty,
        )

    def run(self, batch: slice) -> None:
        plates, variants, powers = self.rules
        rules = (plates[batch], variants[batch], powers[batch], self.floors)
        score_runs(self.data, self.shape, self.weights[batch], rules, self.scores[batch])
        rank_runs(self.scores[batch], self.ranks[batch])


def _plate(tree: IndexTree, result: Composite, power: float) -> Single:
    floors = np.array([_floor(tree, tree.node(leaf).parent) for leaf in tree.leaves])
    values = np.maximum(result.indicators, floors)
    if power != 1.0 and np.any(values < 0):
        raise NEGATIVE_MEAN.refusal(node=tree.root.code, found=f"{np.nanmin(values):g}")
    with np.errstate(divide="ignore"):
        held = values if power == 1.0 else np.log(values) if power == 0.0 else np.power(values, power)
    return np.ascontiguousarray(np.where(np.isnan(result.indicators), 0.0, held).T, dtype=np.float32)


def _floor(tree: IndexTree, code: str) -> float:
    aggregate = tree.node(code).aggregate
    return -np.inf if not isinstance(aggregate, Mean) or aggregate.floor is None else aggregate.floor


def _members(tree: IndexTree) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    order = {code: k for k, code in enumerate(lines(tree))}
    members = [[order[child.code] for child in tree.children(code)] for code in tree.groups]
    starts = np.cumsum([0, *(len(below) for below in members)])
    return np.array([line for below in members for line in below], dtype=np.int64), starts
