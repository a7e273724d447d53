"""From indicators to realizations to the index: each leaf by its method, each node by its mean, ranks within levels."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from tongchou.evaluate import Composite, IndexTree, evaluate, ranks, realization
from tongchou.evaluate.errors import NOT_JUDGED
from tongchou.monitor import Cube
from tongchou.monitor.notes import Reason
from tongchou.packs.rows import IndexNode, Indicator
from tongchou.plan import TargetBook
from tongchou.terms import Direction, Period
from tongchou.territory import Tree

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Indexed:
    """The index of a run.

    ``uncapped`` holds the realizations of the leaves; ``scores`` every node, leaves as capped; ``observed`` (share of
    weight, 0 to 1) and ``ranks`` (among places of one level, 0 without a score) have the shape of ``scores``;
    ``goals`` and ``starts`` are what each leaf was held against, of the shape of ``uncapped``.
    """

    nodes: tuple[IndexNode, ...]
    composite: Composite
    uncapped: Cube
    scores: Cube
    observed: Array
    ranks: NDArray[np.int32]
    goals: Array
    starts: Array

    @property
    def applies(self) -> NDArray[np.bool_]:
        """Where an indicator applies to a place, in shape and order those of ``composite.indicators``."""
        order = [self.uncapped.codes.index(leaf) for leaf in self.composite.tree.leaves]
        return _asked(self.uncapped.notes[..., order])


def direction_of(node: IndexNode, indicator: Indicator) -> Direction:
    """Return which way a leaf improves: its own word, else its indicator's.

    :raises Refusal: ``evaluate.direction.none`` for an indicator that is not judged.
    """
    direction = node.direction or indicator.direction
    if direction is Direction.NONE:
        raise NOT_JUDGED.refusal(found=node.code, allowed=indicator.code)
    return direction


@dataclass(frozen=True, slots=True)
class Goals:
    """What leaves are held against: the targets of the plan, the city whose targets hold for places without their own,
    and the period whose value starts the way where the table names no start.
    """

    book: TargetBook
    city: str
    baseline: Period


def build_index(
    nodes: Sequence[IndexNode], indicators: Mapping[str, Indicator], figures: Cube, goals: Goals, tree: Tree
) -> Indexed:
    """Score every place and period.

    :param figures: indicators over places and periods.
    :raises Refusal: ``evaluate.*`` for structures, goals or values that a method cannot take.
    """
    leaves = tuple(node for node in nodes if node.indicator)
    values = _stack(leaves, lambda leaf: figures.values[:, :, figures.codes.index(leaf.indicator)])
    aims = _stack(leaves, lambda leaf: _goals(leaf, figures, goals))
    starts = _stack(leaves, lambda leaf: _starts(leaf, figures, goals.baseline))
    uncapped = np.full(values.shape, np.nan)
    for at, leaf in enumerate(leaves):
        held = Held(values[..., at], starts[..., at], aims[..., at], leaf, indicators[leaf.indicator])
        uncapped[..., at] = METHODS[leaf.method](held)
    capped = np.stack([_capped(uncapped[..., at], leaf) for at, leaf in enumerate(leaves)], axis=-1)
    applies = np.asarray(_stack(leaves, lambda leaf: _applies(figures, leaf.indicator)), dtype=bool)
    structure = IndexTree.from_rows([_row(node) for node in nodes])
    order = [[leaf.code for leaf in leaves].index(code) for code in structure.leaves]
    result = evaluate(structure, capped[..., order], applies[..., order])
    scores = _stack(nodes, lambda node: result.score(node.code))
    observed = np.nan_to_num(_stack(nodes, lambda node: result.observed(node.code)))
    codes, leaf_codes = tuple(node.code for node in nodes), tuple(leaf.code for leaf in leaves)
    return Indexed(
        nodes=tuple(nodes),
        composite=result,
        uncapped=_cube(figures, leaf_codes, uncapped, applies),
        scores=_score_cube(figures, codes, scores, observed),
        observed=observed,
        ranks=_ranks(scores, figures.places, tree),
        goals=aims,
        starts=starts,
    )


def _stack(nodes: Iterable[IndexNode], column: Callable[[IndexNode], Array | NDArray[np.bool_]]) -> Array:
    return np.stack([column(node) for node in nodes], axis=-1)


def _row(node: IndexNode) -> dict[str, object]:
    shape = {"mean": node.aggregate, "at_least": node.at_least}
    return {"code": node.code, "parent": node.parent, "weight": node.weight, "zh": node.name, **shape}


def _applies(figures: Cube, code: str) -> NDArray[np.bool_]:
    return _asked(figures.notes[:, :, figures.codes.index(code)])


def _asked(notes: Array) -> NDArray[np.bool_]:
    return np.asarray(np.nan_to_num(notes) % 64 != Reason.NOT_APPLICABLE)


def _number(value: Decimal | None) -> float:
    return np.nan if value is None else float(value)


def _goals(leaf: IndexNode, figures: Cube, goals: Goals) -> Array:
    """The goal of a leaf: the table's own, else the place's last target, else the city's."""
    found = np.full((len(figures.places), len(figures.periods)), _number(leaf.goal))
    if leaf.goal is None:
        fallback = _last(goals.book, leaf.indicator, goals.city)
        for at, place in enumerate(figures.places):
            own = _last(goals.book, leaf.indicator, place)
            found[at] = fallback if np.isnan(own) else own
    return found


def _last(book: TargetBook, indicator: str, place: str) -> float:
    targets = book.of(indicator, place)
    return float(targets[-1].value) if targets else np.nan


def _starts(leaf: IndexNode, figures: Cube, baseline: Period) -> Array:
    starts = np.full((len(figures.places), len(figures.periods)), _number(leaf.start))
    if leaf.start is None and baseline in figures.periods:
        column = figures.values[:, :, figures.codes.index(leaf.indicator)]
        starts[:] = column[:, [figures.periods.index(baseline)]]
    return starts


@dataclass(frozen=True, slots=True)
class Held:
    """A leaf's values (places x periods) with what they are held against."""

    values: Array
    starts: Array
    goals: Array
    leaf: IndexNode
    indicator: Indicator

    @property
    def direction(self) -> Direction:
        """Which way it improves."""
        return direction_of(self.leaf, self.indicator)


def _ratio(held: Held) -> Array:
    return np.asarray(realization.ratio(held.values, held.goals, held.direction))


def _baseline(held: Held) -> Array:
    return np.asarray(realization.baseline(held.values, held.starts, held.goals, held.direction))


def _efficacy(held: Held) -> Array:
    return np.asarray(realization.efficacy(held.values, held.starts, held.goals))


def _bounds(held: Held) -> Array:
    return np.asarray(realization.efficacy(held.values, held.starts, held.goals, base=0.0, span=100.0))


def _interval(held: Held) -> Array:
    leaf, indicator = held.leaf, held.indicator
    best = (_number(leaf.goal), _number(leaf.goal if leaf.goal_hi is None else leaf.goal_hi))
    return np.asarray(realization.interval(held.values, best, (_number(indicator.lower), _number(indicator.upper))))


METHODS: dict[str, Callable[[Held], Array]] = {
    "ratio": _ratio,
    "baseline": _baseline,
    "efficacy": _efficacy,
    "bounds": _bounds,
    "interval": _interval,
}
"""The methods that ``index.csv`` may name."""


def _capped(raw: Array, leaf: IndexNode) -> Array:
    if leaf.cap is None:
        return raw
    return np.asarray(realization.side_by_side(raw, ceiling=float(leaf.cap)).capped)


def _cube(figures: Cube, codes: tuple[str, ...], values: Array, applies: NDArray[np.bool_]) -> Cube:
    absent = np.where(applies, float(Reason.NOT_REPORTED), float(Reason.NOT_APPLICABLE))
    return Cube(figures.places, figures.periods, codes, values, np.where(np.isnan(values), absent, 0.0))


def _score_cube(figures: Cube, codes: tuple[str, ...], scores: Array, observed: Array) -> Cube:
    """Scores; one that is missing though something was observed lies below its least share."""
    absent = np.where(observed > 0, float(Reason.BELOW_SHARE), float(Reason.NOT_REPORTED))
    return Cube(figures.places, figures.periods, codes, scores, np.where(np.isnan(scores), absent, 0.0))


def _ranks(scores: Array, places: Sequence[str], tree: Tree) -> NDArray[np.int32]:
    """Ranks among the places of one level, period by period and node by node."""
    found = np.zeros(scores.shape, dtype=np.int32)
    levels = np.array([tree[place].level if place in tree else "" for place in places])
    for level in np.unique(levels):
        rows = np.flatnonzero(levels == level)
        for period in range(scores.shape[1]):
            for node in range(scores.shape[2]):
                found[rows, period, node] = np.nan_to_num(ranks.competition(scores[rows, period, node]))
    return found
