"""Every stage of a what-if as a plain table: what was reported, realized, weighed, scored, ranked and changed.

Each row ends with its ``basis``: ``published`` where no weight was changed, ``what-if`` otherwise.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from tongchou.loop.index import Indexed
from tongchou.loop.intervals import Interval, Law
from tongchou.loop.model import Run
from tongchou.loop.supposing import Supposed
from tongchou.packs.rows import Place
from tongchou.terms import Period

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Table:
    """The head of a table and its rows; a missing number is an empty cell."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A what-if with the run it was asked of."""

    run: Run
    indexed: Indexed
    supposed: Supposed

    def cells(self) -> Iterator[tuple[int, Place, int, Period]]:
        """Yield place and period with their numbers."""
        for at, place in enumerate(self.supposed.places):
            for t, period in enumerate(self.supposed.periods):
                yield at, place, t, period


def tabulate(stage: str, given: Given) -> Table:
    """Return the table of one of :data:`STAGES`.

    :raises KeyError: for any other.
    """
    head, rows = STAGES[stage]
    basis = "what-if" if given.supposed.changed else "published"
    return Table((*head, "basis"), tuple((*(plain(cell) for cell in row), basis) for row in rows(given)))


def plain(cell: object) -> object:
    """Return what a cell of a file holds: nothing for a missing number."""
    return "" if cell is None or (isinstance(cell, float) and np.isnan(cell)) else cell


def _indicators(given: Given) -> Iterator[Row]:
    figures, leaves = given.run.indicators, [node for node in given.indexed.nodes if node.indicator]
    for _, place, _, period in given.cells():
        for leaf in leaves:
            one = figures.figure(leaf.indicator, place.code, period.code)
            yield place.code, place.name, period.code, leaf.indicator, one.value, one.unit, one.state, one.why


def _realizations(given: Given) -> Iterator[Row]:
    uncapped, result = given.indexed.uncapped, given.supposed.result
    for at, place, t, period in given.cells():
        for k, leaf in enumerate(result.tree.leaves):
            raw = float(uncapped.values[uncapped.position(place.code, period, leaf)])
            yield place.code, place.name, period.code, leaf, raw, float(result.indicators[at, t, k])


def _weights(given: Given) -> Iterator[Row]:
    for one in given.supposed.weights():
        yield (
            one.node.code, one.node.parent, one.node.name.zh, one.published, one.supposed, one.effective_published,
            one.effective,
        )  # fmt: skip


def _scores(given: Given) -> Iterator[Row]:
    old, new = given.supposed.published, given.supposed.result
    for at, place, t, period in given.cells():
        for node in new.tree.nodes:
            scores = (float(one.score(node.code)[at, t]) for one in (old, new))
            yield place.code, place.name, period.code, node.code, *scores, float(new.observed(node.code)[at, t])


def _ranks(given: Given) -> Iterator[Row]:
    supposed, period = given.supposed, given.supposed.period.code
    published, now = supposed.ranks
    for at, place in enumerate(supposed.places):
        told = given.run.interval(place.code, period, Law.SCATTERED)
        moves = (float(one) for one in (published[at], now[at], supposed.moved[at]))
        yield place.code, place.name, period, *moves, *_sure(told), *_sure(supposed.intervals[at])


def _sure(interval: Interval | None) -> Row:
    """The interval of a rank, and whether it is distinguishable."""
    if interval is None or interval.rank is None:
        return "", "", "", ""
    return *astuple(interval.rank.ranks), interval.rank.distinguishable


def _contributions(given: Given) -> Iterator[Row]:
    supposed = given.supposed
    for at, place in enumerate(supposed.places):
        for k, leaf in enumerate(supposed.result.tree.leaves):
            missing = np.isnan(supposed.result.indicators[at, supposed.at, k])
            points = None if missing else float(supposed.points[at, k])
            yield place.code, place.name, supposed.period.code, leaf, points


def _changes(given: Given) -> Iterator[Row]:
    supposed, change = given.supposed, given.supposed.change
    if change is None or supposed.before is None:
        return
    when, leaves = (supposed.periods[supposed.before].code, supposed.period.code), supposed.result.tree.leaves
    for at, place in enumerate(supposed.places):
        causes = [(f"performance:{leaf}", change.performance[at, k]) for k, leaf in enumerate(leaves)]
        causes += [("weights", change.weights[at]), ("coverage", change.coverage[at]), ("total", change.total[at])]
        for cause, points in causes:
            yield place.code, place.name, *when, cause, float(points)


_PLACED = ("place", "place_name", "period")
_SURE = ("low", "median", "high", "distinguishable")
STAGES: dict[str, tuple[tuple[str, ...], Callable[[Given], Iterator[Row]]]] = {
    "indicators": ((*_PLACED, "indicator", "value", "unit", "state", "why"), _indicators),
    "realizations": ((*_PLACED, "leaf", "uncapped", "capped"), _realizations),
    "weights": (
        ("node", "parent", "name", "published", "supposed", "effective_published", "effective"),
        _weights,
    ),
    "scores": ((*_PLACED, "node", "published", "supposed", "observed"), _scores),
    "ranks": (
        (
            *_PLACED,
            "rank_published",
            "rank_supposed",
            "moved",
            *(f"published_{one}" for one in _SURE),
            *(f"supposed_{one}" for one in _SURE),
        ),
        _ranks,
    ),
    "contributions": ((*_PLACED, "leaf", "points"), _contributions),
    "changes": (("place", "place_name", "period_before", "period", "cause", "points"), _changes),
}
"""The stages in their order: head and rows of each."""
