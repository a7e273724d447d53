"""What if the weights were others: the places of one level again, over the frozen scores of a run.

Everything is computed by :mod:`tongchou.evaluate`; this file only says which rows, which period and which weights.
The run stays as it is.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from tongchou.evaluate import Composite, IndexTree, change, contribution, evaluate, ranks
from tongchou.evaluate.change import Change
from tongchou.evaluate.model import Node
from tongchou.loop.errors import NO_WEIGHT
from tongchou.loop.index import Indexed
from tongchou.loop.intervals import Interval, Law, of_one_level, seed_of
from tongchou.loop.model import Run
from tongchou.packs.fields import Level
from tongchou.packs.rows import Place
from tongchou.terms import Period, Refusal

Array = NDArray[np.float64]
MOST = 1000.0


@dataclass(frozen=True, slots=True)
class Weight:
    """The weight of a line of the index in per cent: among its siblings as published and as supposed, and in the whole.

    ``effective`` is the product of shares down to the line, that of the published weights in ``effective_published``.
    """

    node: Node
    published: float
    supposed: float
    effective_published: float
    effective: float


@dataclass(frozen=True)
class Supposed:
    """The places of a level under other weights, beside what was published.

    ``published`` and ``result`` hold (places, periods, ...); ``at`` is the period looked at, ``before`` the last
    earlier one in which a place of the level has a score; ``applies`` (places, periods, indicators) says which
    indicators a place is asked for, ``seed`` which draws its intervals come from.
    """

    places: tuple[Place, ...]
    periods: tuple[Period, ...]
    at: int
    published: Composite
    result: Composite
    applies: NDArray[np.bool_]
    seed: int

    @property
    def period(self) -> Period:
        """The period looked at."""
        return self.periods[self.at]

    @property
    def groups(self) -> tuple[Node, ...]:
        """The parts of the index: the lines directly under its root."""
        return self.result.tree.children(self.result.tree.root.code)

    @property
    def changed(self) -> bool:
        """Whether any weight differs from the published one."""
        return self.result.tree is not self.published.tree

    @cached_property
    def before(self) -> int | None:
        """The last earlier period in which a place of the level has a score."""
        earlier = [t for t in range(self.at) if not np.isnan(self.published.score()[:, t]).all()]
        return earlier[-1] if earlier else None

    @cached_property
    def ranks(self) -> tuple[Array, Array]:
        """Published and supposed ranks in the period, NaN without a score."""
        return (
            ranks.competition(self.published.score()[:, self.at]),
            ranks.competition(self.result.score()[:, self.at]),
        )

    @cached_property
    def moved(self) -> Array:
        """Places won by the supposed weights; positive is up."""
        return ranks.moved(*self.ranks)

    @cached_property
    def intervals(self) -> list[Interval | None]:
        """How sure score and rank of each place are around the supposed weights; ``None`` without a score."""
        return of_one_level(_in(self.result, self.at), self.applies[:, self.at], self.seed, Law.SCATTERED)

    @cached_property
    def points(self) -> Array:
        """What each indicator brings to the supposed score (places, indicators); each row adds up to it."""
        return contribution.points(_in(self.result, self.at))

    @cached_property
    def group_points(self) -> Array:
        """What each part of the index brings to the supposed score (places, parts); each row adds up to it."""
        leaves = self.result.tree.leaves
        under = [self.result.tree.leaves_under(group.code) for group in self.groups]
        return np.stack([self.points[:, [leaves.index(one) for one in part]].sum(axis=1) for part in under], axis=1)

    @cached_property
    def printed_points(self) -> Array:
        """The points of the parts in hundredths that add up to the score in hundredths, part after part."""
        edges = np.round(100.0 * np.cumsum(self.group_points, axis=1))
        return np.diff(edges, axis=1, prepend=0.0) / 100.0

    @cached_property
    def change(self) -> Change | None:
        """The way from the published scores of the period before to the supposed ones; ``None`` at the start."""
        if self.before is None:
            return None
        return change.split(_in(self.published, self.before), _in(self.result, self.at))

    def weights(self) -> Iterator[Weight]:
        """Yield the weight of every line under the root, each after the one above it."""
        old, new = ({node.code: node.weight for node in one.tree.nodes} for one in (self.published, self.result))
        whole_old, whole_new = (_down(one.tree) for one in (self.published, self.result))
        for node in self.result.tree.nodes[1:]:
            shares = (old[node.code], new[node.code], whole_old[node.code], whole_new[node.code])
            yield Weight(node, *(100.0 * share for share in shares))


def _in(composite: Composite, period: int) -> Composite:
    return replace(
        composite,
        indicators=composite.indicators[:, period],
        scores=composite.scores[:, period],
        shares=composite.shares[:, period],
    )


def _down(tree: IndexTree) -> dict[str, float]:
    shares = {tree.root.code: 1.0}
    for node in tree.nodes[1:]:
        shares[node.code] = shares[node.parent] * node.weight
    return shares


def scored(run: Run) -> dict[str, Counter[Level]]:
    """Return how many places of each level have a score, by the code of the period; only periods with any."""
    found: dict[str, Counter[Level]] = {}
    for place, when in run.intervals.get(Law.SCATTERED, {}):
        found.setdefault(when, Counter())[run.tree[place].level] += 1
    return found


def equal_weights(tree: IndexTree) -> dict[str, str]:
    """Return the same weight for all siblings, as :func:`suppose` reads it."""
    return {node.code: repr(100.0 / len(tree.children(node.parent))) for node in tree.nodes[1:]}


def suppose(run: Run, indexed: Indexed, level: Level, period: Period, weights: Mapping[str, str]) -> Supposed:
    """Evaluate the places of a level under other weights.

    :param weights: per cent among siblings by code of the line, as typed; what is not named stays as published.
    :raises Refusal: ``loop.what-if.weight`` for what is no weight, ``evaluate.tree.*`` for weights that add to nothing.
    """
    of_level = run.tree.of_level(level)
    found = [(row, code) for row, code in enumerate(indexed.scores.places) if code in of_level]
    rows, codes = [row for row, _ in found], [code for _, code in found]
    whole = indexed.composite
    published = replace(whole, indicators=whole.indicators[rows], scores=whole.scores[rows], shares=whole.shares[rows])
    tree = _tree(whole.tree, weights)
    applies = indexed.applies[rows]
    result = published if tree is whole.tree else evaluate(tree, published.indicators, applies)
    periods, places = tuple(indexed.scores.periods), tuple(run.tree[code] for code in codes)
    return Supposed(places, periods, periods.index(period), published, result, applies, seed_of(run.pack.digest))


def _tree(tree: IndexTree, typed: Mapping[str, str]) -> IndexTree:
    """The tree with the weights typed, itself where they are those it has."""
    read = {code: _weight(text) for code, text in typed.items()}
    if wrong := [code for code, value in read.items() if value < 0]:
        raise Refusal([NO_WEIGHT.at(found=typed[code], what=code, allowed=f"0–{MOST:g}") for code in wrong])
    same = all(abs(tree.node(code).weight * 100.0 - value) < 1e-9 for code, value in read.items())
    return tree if same else tree.with_weights({code: value / 100.0 for code, value in read.items()})


def _weight(text: str) -> float:
    """The weight typed; -1 for what is none."""
    try:
        value = float(text)
    except ValueError:
        return -1.0
    return value if isfinite(value) and 0.0 <= value <= MOST else -1.0
