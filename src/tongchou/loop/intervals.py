"""How sure the index of a run is: every place's score and rank again under a thousand other sets of weights.

The seed comes from the digest of the pack, so that the same pack gives the same intervals anywhere. Only weights vary:
what was reported, goals and means stay as published.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tongchou.evaluate import Composite, IndexTree, draws
from tongchou.evaluate.draws import Draws
from tongchou.evaluate.uncertainty import Simulation, simulate
from tongchou.loop.index import Indexed
from tongchou.terms import Words
from tongchou.territory import Tree

RUNS = 1000
SPREAD = 0.25
CONCENTRATION = 100.0
ENOUGH = 0.8
"""Share of runs that must agree before one rank may be told from the next."""
FEWEST = 3
"""Places of a level that must have a score before ranks have intervals."""

Rows = NDArray[np.int64]


class Law(StrEnum):
    """How weights are drawn: each within a quarter of itself, or siblings from a Dirichlet law around those given."""

    SCATTERED = "scattered"
    DIRICHLET = "dirichlet"

    @property
    def words(self) -> Words:
        """What the law does, for a reader."""
        return _LAWS[self]

    def draw(self, tree: IndexTree, seed: int) -> Draws:
        """Return the draws of a tree's weights."""
        return _DRAWN[self](tree, seed)


_LAWS = {
    Law.SCATTERED: Words("各级权重上下浮动 25%", "every weight within 25 % of itself"),
    Law.DIRICHLET: Words("各级权重服从狄利克雷分布", "sibling weights from a Dirichlet law"),
}
_DRAWN: dict[Law, Callable[[IndexTree, int], Draws]] = {
    Law.SCATTERED: lambda tree, seed: draws.scattered(tree, RUNS, seed, SPREAD),
    Law.DIRICHLET: lambda tree, seed: draws.around(tree, RUNS, seed, CONCENTRATION),
}


@dataclass(frozen=True, slots=True)
class Spread:
    """The 5th, 50th and 95th percentile of simulated scores or ranks."""

    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class RankSpread:
    """Simulated ranks among the ``places`` of a level that have a score.

    ``top`` is the share of runs in which the place is among the first ``first``, a third of all; ``above_next`` the
    share in which it stands before the place published behind it (``None`` for the last). It is ``distinguishable``
    when at least 80 % of runs keep it apart from both of its neighbours.
    """

    nominal: int
    ranks: Spread
    places: int
    first: int
    top: float
    above_next: float | None
    distinguishable: bool


@dataclass(frozen=True, slots=True)
class Interval:
    """How sure the index of one place in one period is; ``rank`` is ``None`` with too few places beside it."""

    score: Spread
    rank: RankSpread | None


Intervals = Mapping[tuple[str, str], Interval]
"""By place and period code; only places with a score are there."""


def seed_of(digest: str) -> int:
    """Return the seed that a pack's digest stands for.

    >>> seed_of("0000000fffff")
    15
    """
    return int(digest[:8], 16)


def intervals(indexed: Indexed, tree: Tree, seed: int) -> dict[Law, Intervals]:
    """Return the intervals of every period and place with a score, under each law; places of a level together."""
    scored = np.argwhere(~np.isnan(indexed.composite.score()))
    groups = list(_together(indexed, tree, scored))
    return {law: dict(_under(law, indexed, seed, scored, groups)) for law in Law} if len(scored) else {}


def of_one_level(result: Composite, applies: NDArray[np.bool_], seed: int, law: Law) -> list[Interval | None]:
    """Return the intervals of the places of one level in one period, under the weights of ``result``.

    :param result: scores of (places, indicators); ``applies`` has their shape. A place without a score has ``None``.

    The draws are those of :func:`intervals`, so that the published weights give the published intervals.
    """
    found: list[Interval | None] = [None] * len(result.indicators)
    there = np.flatnonzero(~np.isnan(result.score()))
    if there.size:
        drawn = law.draw(result.tree, seed)
        simulated = simulate(result.tree, [result.indicators[there]], drawn, applicable=applies[there])
        for row, score, rank in zip(there, _scores(simulated), _ranks(simulated), strict=True):
            found[row] = Interval(score, rank)
    return found


def _together(indexed: Indexed, tree: Tree, scored: Rows) -> Iterator[Rows]:
    """Yield which of the scored cells (place, period) belong to one level and period."""
    places = indexed.scores.places
    keys = np.array([f"{tree[places[row]].level if places[row] in tree else ''} {period}" for row, period in scored])
    yield from (np.flatnonzero(keys == key) for key in np.unique(keys))


def _under(
    law: Law, indexed: Indexed, seed: int, scored: Rows, groups: list[Rows]
) -> Iterator[tuple[tuple[str, str], Interval]]:
    index, cells = indexed.composite.tree, tuple(scored.T)
    matrix, applies = indexed.composite.indicators[cells], indexed.applies[cells]
    simulated = simulate(index, [matrix], law.draw(index, seed), applicable=applies)
    bounds = _scores(simulated)
    for group in groups:
        for cell, rank in zip(group, _ranks(simulated.among(group)), strict=True):
            place, period = scored[cell]
            address = (indexed.scores.places[place], indexed.scores.periods[period].code)
            yield address, Interval(bounds[cell], rank)


def _scores(simulated: Simulation) -> list[Spread]:
    bounds = np.quantile(simulated.scores, (0.05, 0.5, 0.95), axis=0, method="inverted_cdf").T.tolist()
    return [Spread(*ends) for ends in bounds]


def _ranks(simulated: Simulation) -> list[RankSpread | None]:
    if simulated.nominal.size < FEWEST:
        return [None] * simulated.nominal.size
    found, count = simulated.intervals(), simulated.nominal.size
    first = max(count // 3, 1)
    top, above = simulated.top(first), _above_next(simulated)
    apart = _apart(simulated.nominal, above)
    spreads = np.column_stack([found.low, found.median, found.high]).tolist()
    return [
        RankSpread(int(found.nominal[k]), Spread(*spreads[k]), count, first, float(top[k]), above[k], apart[k])
        for k in range(count)
    ]


def _order(scores: NDArray[np.float64]) -> list[int]:
    return [int(k) for k in np.argsort(-scores, kind="stable")]


def _above_next(simulated: Simulation) -> list[float | None]:
    """The share of runs in which each unit stands before the one behind it in the published order."""
    order = _order(simulated.nominal)
    found: list[float | None] = [None] * len(order)
    for one, other in pairwise(order):
        found[one] = simulated.above(one, other)
    return found


def _apart(scores: NDArray[np.float64], above: list[float | None]) -> list[bool]:
    order = _order(scores)
    behind = [1.0 if (share := above[k]) is None else share for k in order]
    ahead = [1.0, *behind[:-1]]
    held = {k: min(a, b) >= ENOUGH for k, a, b in zip(order, ahead, behind, strict=True)}
    return [held[k] for k in range(len(order))]
