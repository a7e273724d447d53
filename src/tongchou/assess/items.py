"""The first step of an assessment: every item's points for every unit, and what absence gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tongchou.assess.errors import NO_FIGURES, UNGRADED
from tongchou.assess.facts import Array, Mask, Why
from tongchou.assess.ground import Ground
from tongchou.assess.rounding import rounded
from tongchou.assess.rules import compute
from tongchou.assess.view import Outcome, View
from tongchou.packs.scheme import Absence, Item, Scheme, WeakUse, needs_figure
from tongchou.terms import Problem

_CONVENTIONS = tuple(Absence)
_ABSENCES: tuple[Absence | None, ...] = (*_CONVENTIONS, None)  # -1, where nothing stood in, finds the last
_WHYS = tuple(Why)


class Row(NamedTuple):
    """What one unit got for an item; ``absence`` is the convention that stood in, ``None`` where the rule gave it."""

    points: float | None
    extra: float
    why: Why
    absence: Absence | None
    weak: bool
    steps: dict[str, float]


@dataclass(frozen=True)
class Scored:
    """One item over the units: points (NaN where it leaves the measure), points above W, and how it came about.

    ``convention`` is the place in :class:`~tongchou.packs.scheme.Absence` of what stood in, -1 where nothing had to.
    """

    item: Item
    outcome: Outcome
    points: Array
    convention: NDArray[np.int8]
    weak: Mask

    @cached_property
    def rows(self) -> list[Row]:
        """What each unit got, unit by unit, for reading and not for reckoning."""
        steps = list(zip(*(values.tolist() for values in self.outcome.steps.values()), strict=True))
        columns = (self.points, self.outcome.extra, self.outcome.why, self.convention, self.weak)
        return [
            Row(
                None if isnan(points) else points, extra, _WHYS[why], _ABSENCES[convention], weak,
                dict(zip(self.outcome.steps, step, strict=True)),
            )
            for points, extra, why, convention, weak, step in zip(*(c.tolist() for c in columns), steps, strict=True)
        ]  # fmt: skip


def score_items(scheme: Scheme, ground: Ground) -> tuple[dict[str, Scored], list[Problem]]:
    """Return every item of a scheme scored over all units, and warnings of items without any figures."""
    scored: dict[str, Scored] = {}
    problems: list[Problem] = []
    for item in scheme.items():
        use_weak = (item.weak or scheme.weak) is WeakUse.USE
        given = ground.marks.get(item.code)
        view = View(item.code, ground.columns.get(item.indicator), ground.groups, ground.fields, ground.counts,
                    given.points if given else None, given.disputed if given else None, use_weak)  # fmt: skip
        scored[item.code] = _scored(scheme, item, view, ground.kinds)
        problems += _warnings(item, view, scored[item.code])
    return scored, problems


def _warnings(item: Item, view: View, scored: Scored) -> Iterator[Problem]:
    if view.column is None and needs_figure(item.scoring):
        yield NO_FIGURES.at(item=item.name, found=item.indicator)
    if waiting := int(np.count_nonzero(scored.outcome.why == Why.UNGRADED)):
        yield UNGRADED.at(item=item.name, found=waiting)


def _scored(scheme: Scheme, item: Item, view: View, kinds: NDArray[np.int64]) -> Scored:
    outcome = compute(item.scoring, float(item.points), view)
    if item.classes:
        outcome = _for_classes(scheme, item, outcome, kinds)
    conventions = _conventions(scheme, item)
    given = rounded(outcome.points, scheme.rounding.item)
    points, chosen = given.copy(), np.full(view.size, -1, dtype=np.int8)
    for why in np.unique(outcome.why[outcome.why != Why.NOT]):
        here = outcome.why == why
        absence = conventions[Why(int(why))]
        points[here] = _stand_in(absence, float(item.points), given, view.groups)[here]
        chosen[here] = _CONVENTIONS.index(absence)
    chosen[(chosen >= 0) & np.isnan(points)] = _CONVENTIONS.index(Absence.RESCALE)
    column = view.column
    weak = column.weak & view.use_weak & (outcome.why == Why.NOT) if column is not None else np.zeros(view.size, bool)
    return Scored(item, outcome, points, chosen, weak)


def _for_classes(scheme: Scheme, item: Item, outcome: Outcome, kinds: NDArray[np.int64]) -> Outcome:
    """Take an item away from the units of classes it is not meant for."""
    inside = np.isin(kinds, [n for n, one in enumerate(scheme.classes) if one.code in item.classes])
    why = np.where(inside, outcome.why, np.uint8(Why.OTHER_CLASS))
    return Outcome(np.where(inside, outcome.points, np.nan), why, outcome.steps, np.where(inside, outcome.extra, 0.0))


def _conventions(scheme: Scheme, item: Item) -> dict[Why, Absence]:
    """Return which convention each reason falls under; what nobody has rated yet is never held against a unit."""
    missing = item.missing or scheme.missing
    not_applicable = item.not_applicable or scheme.not_applicable
    weak = item.weak or scheme.weak
    return {
        Why.MISSING: missing,
        Why.NO_BEFORE: missing,
        Why.NOT_APPLICABLE: not_applicable,
        Why.NONE: not_applicable,
        Why.NO_TARGET: not_applicable,
        Why.NO_PEERS: not_applicable,
        Why.OTHER_CLASS: not_applicable,
        Why.WEAK: Absence.RESCALE if weak is WeakUse.USE else Absence(weak.value),
        Why.UNGRADED: Absence.RESCALE,
        Why.DISPUTED: Absence.RESCALE,
    }


def _stand_in(absence: Absence, full: float, given: Array, groups: NDArray[np.int64]) -> Array:
    match absence:
        case Absence.ZERO:
            return np.zeros(len(given))
        case Absence.FULL:
            return np.full(len(given), full)
        case Absence.RESCALE:
            return np.full(len(given), np.nan)
        case Absence.CLASS_AVERAGE:
            return class_mean(given, groups)


def class_mean(values: Array, groups: NDArray[np.int64]) -> Array:
    """Return for every unit the mean of its class over those that have a value; NaN where none has."""
    there = ~np.isnan(values)
    sums = np.bincount(groups[there], values[there], minlength=int(groups.max()) + 1)
    numbers = np.bincount(groups[there], minlength=len(sums))
    with np.errstate(invalid="ignore"):
        return np.asarray(sums / numbers)[groups]


def groups_of(scheme: Scheme, units: Sequence[str]) -> list[int]:
    """Return the number of each unit's class; all 0 where the scheme has no classes, -1 for one in none."""
    if not scheme.classes:
        return [0] * len(units)
    where = {member: n for n, one in enumerate(scheme.classes) for member in one.members}
    return [where.get(unit, -1) for unit in units]
