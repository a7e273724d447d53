"""Scores of indicators up an index tree: every group's score and the share of its weight that was observed.

>>> tree = IndexTree.from_rows([{"code": "index"}, {"code": "a", "parent": "index", "weight": 0.75},
...                             {"code": "b", "parent": "index", "weight": 0.25}])
>>> result = evaluate(tree, [[80.0, 60.0], [80.0, float("nan")]])
>>> result.score(), result.observed()
(array([75., 80.]), array([1.  , 0.75]))
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tongchou.evaluate.arrays import Array, holds_infinite
from tongchou.evaluate.errors import INFINITE, NEGATIVE_MEAN, SHAPE, ZERO_MEAN
from tongchou.evaluate.impute import impute
from tongchou.evaluate.means import Members, fill_mean, fill_plain
from tongchou.evaluate.model import ARITHMETIC, Mean, Node
from tongchou.evaluate.tree import IndexTree
from tongchou.terms import Problem


@dataclass(frozen=True, slots=True)
class Composite:
    """What an index gives: scores of indicators as put in, and of groups as computed.

    ``indicators`` has the shape (..., indicators); ``scores`` and ``shares`` have (..., groups) in the order of
    ``tree.groups``. A missing score is NaN; a share is NaN where nothing applies. ``notes`` name visible rules used.
    """

    tree: IndexTree
    indicators: Array
    scores: Array
    shares: Array
    notes: tuple[Problem, ...] = ()

    def score(self, code: str = "") -> Array:
        """Return the scores of one line; of the index where none is named."""
        node = self.tree.node(code) if code else self.tree.root
        if node.code in self.tree.groups:
            return self.scores[..., self.tree.groups.index(node.code)]
        return self.indicators[..., self.tree.leaves.index(node.code)]

    def observed(self, code: str = "") -> Array:
        """Return the share of a line's weight that was observed, down to its indicators."""
        node = self.tree.node(code) if code else self.tree.root
        if node.code in self.tree.groups:
            return self.shares[..., self.tree.groups.index(node.code)]
        return np.where(np.isnan(self.score(node.code)), 0.0, 1.0)


Fills = Mapping[str, Callable[[Array], Array]]


def evaluate(
    tree: IndexTree, matrix: ArrayLike, applicable: NDArray[np.bool_] | None = None, fills: Fills | None = None
) -> Composite:
    """Aggregate scores of indicators up the tree.

    ``matrix`` is (..., indicators) in the order of ``tree.leaves``, on one scale and with direction applied; NaN is
    missing. ``applicable`` (same shape) is false where an indicator does not apply to a unit: it leaves with its
    weight and is not counted as unobserved. ``fills`` names groups whose missing scores are filled by a rule of
    :mod:`tongchou.evaluate.impute` before they go up; the share observed still tells the truth.

    :raises Refusal: ``evaluate.matrix.shape``, ``evaluate.matrix.infinite``, ``evaluate.mean.negative``.
    """
    whole = np.asarray(matrix, dtype=np.float64)
    width = len(tree.leaves)
    if whole.ndim == 0 or whole.shape[-1] != width:
        raise SHAPE.refusal(found=whole.shape[-1] if whole.ndim else 1, allowed=width)
    flat = np.ascontiguousarray(whole.reshape(-1, width))
    if holds_infinite(flat.ravel()):
        raise INFINITE.refusal(found=_first_infinite(tree, flat))
    applies = np.empty((0, 0), dtype=np.bool_) if applicable is None else applicable.reshape(flat.shape)
    scores, shares = np.empty((2, len(flat), len(tree.groups)))
    work = _Work(tree, flat, applies, scores, shares, fills or {}, whole.shape[:-1])
    notes = tuple(note for code in reversed(tree.groups) for note in work.fill(tree.node(code)))
    shape = (*whole.shape[:-1], len(tree.groups))
    return Composite(tree, whole, scores.reshape(shape), shares.reshape(shape), notes)


@dataclass(frozen=True, slots=True)
class _Work:
    """The columns of an evaluation while groups are filled in from the bottom up."""

    tree: IndexTree
    indicators: Array
    applies: NDArray[np.bool_]
    scores: Array
    shares: Array
    fills: Fills
    shape: tuple[int, ...]

    def fill(self, node: Node) -> list[Problem]:
        notes = self._compute(node)
        if node.code in self.fills:
            target = self.tree.groups.index(node.code)
            panel = self.scores[:, target].reshape(*self.shape, 1)
            self.scores[:, target] = impute(panel, self.fills[node.code]).values.ravel()
        return notes

    def _compute(self, node: Node) -> list[Problem]:
        members, weights = self._members(node), np.array([c.weight for c in self.tree.children(node.code)])
        if isinstance(node.aggregate, Mean):
            return self._mean(node, node.aggregate, members, weights)
        columns = [self._column(member) for member in members]
        target = self.tree.groups.index(node.code)
        self._fill(target, members, weights, ARITHMETIC)
        self.scores[:, target] = node.aggregate(np.column_stack(columns), weights)
        return []

    def _mean(self, node: Node, mean: Mean, members: Members, weights: Array) -> list[Problem]:
        notes = [] if mean.power == 1.0 or mean.floor else self._check(node, mean, members)
        self._fill(self.tree.groups.index(node.code), members, weights, mean)
        return notes

    def _fill(self, target: int, members: Members, weights: Array, mean: Mean) -> None:
        if self._plain(members, weights, mean):
            plain = (self.indicators, self.scores, self.shares)
            fill_plain(plain, target, int(members[0]), weights, mean.at_least)
        else:
            floor = np.nan if mean.floor is None else mean.floor
            columns = (self.indicators, self.applies, self.scores, self.shares)
            fill_mean(columns, target, members, weights, (mean.power, floor, mean.at_least, mean.count))

    def _plain(self, members: Members, weights: Array, mean: Mean) -> bool:
        """Whether a group is the arithmetic mean of neighbouring indicators that apply everywhere."""
        neighbours = members[-1] < self.indicators.shape[1] and bool(np.all(np.diff(members) == 1))
        arithmetic = mean.power == 1.0 and mean.floor is None and not mean.count
        return neighbours and arithmetic and self.applies.size == 0 and bool(np.all(weights > 0))

    def _check(self, node: Node, mean: Mean, members: Members) -> list[Problem]:
        lowest = np.fmin.reduce([self._column(member) for member in members])
        if np.any(lowest < 0):
            raise NEGATIVE_MEAN.refusal(node=node.code, found=f"{np.nanmin(lowest):g}")
        zeros = int(np.count_nonzero(lowest == 0)) if mean.power <= 0 else 0
        return [ZERO_MEAN.at(node=node.code, found=zeros)] if zeros else []

    def _members(self, node: Node) -> Members:
        order = {code: i for i, code in enumerate((*self.tree.leaves, *self.tree.groups))}
        return np.array([order[child.code] for child in self.tree.children(node.code)])

    def _column(self, member: int) -> Array:
        width = self.indicators.shape[1]
        return self.indicators[:, member] if member < width else self.scores[:, member - width]


def _first_infinite(tree: IndexTree, flat: Array) -> str:
    row, column = np.argwhere(np.isinf(flat))[0]
    return f"{tree.leaves[column]}, row {row + 1}"
