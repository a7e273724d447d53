"""Marks of several raters made one, by the rule of the item; who may not rate does not count, and is named.

The meeting is nobody's rater: what it decides is recorded by whoever keeps its minutes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

import numpy as np

from tongchou.assess.errors import (
    FEW_RATERS,
    OUT_OF_RANGE,
    OWN_UNIT,
    RATER_SCOPE,
    REPLACED,
    SPREAD,
    UNKNOWN_ITEM,
    UNKNOWN_UNIT,
)
from tongchou.assess.facts import Array, Facts, Mark, Mask, Stage
from tongchou.packs.scheme import Item
from tongchou.packs.scheme_rules import Manual, Spread
from tongchou.terms import Problem


@dataclass(frozen=True)
class Combined:
    """One item's marks over the units: points (NaN where none count), which are disputed, and which marks counted."""

    points: Array
    disputed: Mask
    counted: Mapping[str, tuple[Mark, ...]]


def combine(items: Sequence[Item], facts: Facts) -> tuple[dict[str, Combined], list[Problem]]:
    """Return each manual item's combined marks, and every mark that does not count with its reason."""
    manual = {item.code: item for item in items if isinstance(item.scoring, Manual)}
    problems: list[Problem] = []
    good: dict[str, dict[str, list[Mark]]] = {code: {} for code in manual}
    units = set(facts.units)
    for mark in sorted(facts.marks, key=lambda one: one.day):
        if found := _refused(mark, manual, units):
            problems.append(found)
        else:
            good[mark.item].setdefault(mark.unit, []).append(mark)
    combined = {}
    for code, by_unit in good.items():
        combined[code], more = _item(manual[code], by_unit, facts.units)
        problems += more
    return combined, problems


def _refused(mark: Mark, manual: Mapping[str, Item], units: set[str]) -> Problem | None:
    item = manual.get(mark.item)
    if item is None or not isinstance(item.scoring, Manual):
        return UNKNOWN_ITEM.at(found=mark.item, allowed="、".join(manual))
    if mark.unit not in units:
        return UNKNOWN_UNIT.at(found=mark.unit)
    if mark.stage in (Stage.SELF, Stage.MEETING):
        return _range(mark, item, item.scoring)
    if mark.rater == mark.unit:
        return OWN_UNIT.at(found=mark.rater)
    raters = item.scoring.raters
    if raters and mark.rater not in raters:
        return RATER_SCOPE.at(found=mark.rater, item=item.name, allowed="、".join(raters))
    return _range(mark, item, item.scoring)


def _range(mark: Mark, item: Item, rule: Manual) -> Problem | None:
    value = worth(mark, item, rule)
    if value is not None and 0 <= value <= float(item.points):
        return None
    allowed = "、".join(rule.grades) if rule.grades else f"0—{item.points}"
    return OUT_OF_RANGE.at(item=item.name, found=mark.given, allowed=allowed)


def worth(mark: Mark, item: Item, rule: Manual) -> float | None:
    """Return a mark in points; ``None`` for a grade the rule does not name."""
    if isinstance(mark.given, str):
        share = rule.grades.get(mark.given)
        return None if share is None else float(item.points * share / 100)
    return None if rule.grades else float(mark.given)


def _item(item: Item, by_unit: Mapping[str, list[Mark]], units: Sequence[str]) -> tuple[Combined, list[Problem]]:
    points, disputed = np.full(len(units), np.nan), np.zeros(len(units), dtype=np.bool_)
    counted: dict[str, tuple[Mark, ...]] = {}
    problems: list[Problem] = []
    for number, unit in enumerate(units):
        deciding, replaced = _deciding(by_unit.get(unit, ()))
        problems += [REPLACED.at(found=mark.rater, item=item.name, unit=unit) for mark in replaced]
        problem = _unsettled(item, unit, deciding) if deciding else None
        if problem is not None:
            problems.append(problem)
            disputed[number] = problem.kind is SPREAD
        elif deciding:
            points[number] = _one(item, deciding)
        counted |= {unit: deciding} if deciding else {}
    return Combined(points, disputed, counted), problems


def _deciding(marks: Iterable[Mark]) -> tuple[tuple[Mark, ...], list[Mark]]:
    """Return the marks of the highest stage above self-scoring, the last of each rater, and those replaced."""
    above = [mark for mark in marks if mark.stage is not Stage.SELF]
    highest = max((mark.stage for mark in above), default=Stage.SELF)
    last: dict[str, Mark] = {}
    replaced = []
    for mark in (mark for mark in above if mark.stage is highest):
        replaced += [last[mark.rater]] if mark.rater in last else []
        last[mark.rater] = mark
    return tuple(last.values()), replaced


def _values(item: Item, marks: Iterable[Mark]) -> list[float]:
    rule = item.scoring
    found = (worth(mark, item, rule) for mark in marks if isinstance(rule, Manual))
    return [value for value in found if value is not None]


def _unsettled(item: Item, unit: str, marks: Sequence[Mark]) -> Problem | None:
    """Return why marks do not settle a score yet; the meeting's always do."""
    rule, values = item.scoring, _values(item, marks)
    if not isinstance(rule, Manual) or marks[0].stage is Stage.MEETING:
        return None
    if len(marks) < rule.least_raters:
        return FEW_RATERS.at(item=item.name, unit=unit, found=len(marks), allowed=rule.least_raters)
    limit = None if rule.spread_limit is None else float(item.points * rule.spread_limit / 100)
    apart = max(values) - min(values)
    if limit is not None and apart > limit + 1e-9:
        return SPREAD.at(item=item.name, unit=unit, found=f"{apart:g}", allowed=f"{limit:g}")
    return None


def _one(item: Item, marks: Sequence[Mark]) -> float:
    values = sorted(_values(item, marks))
    spread = item.scoring.spread if isinstance(item.scoring, Manual) else Spread.MEAN
    if spread is Spread.MEDIAN:
        return float(median(values))
    if spread is Spread.TRIMMED and len(values) > 2:
        values = values[1:-1]
    return fmean(values)
