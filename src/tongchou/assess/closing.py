"""What a period's assessment rests on: the edition in force, who is assessed, what came in time."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tongchou.assess.errors import CHANGED, DISSOLVED, LATE, NEW_UNIT, NO_SCHEME, TWO_SCHEMES
from tongchou.assess.facts import Facts
from tongchou.packs.rows import Unit
from tongchou.packs.scheme import Scheme
from tongchou.terms import Period, Problem


def in_force(schemes: Iterable[Scheme], day: date) -> Scheme:
    """Return the edition of a scheme that is in force on a day.

    :raises Refusal: ``assess.scheme.not-in-force`` or ``assess.scheme.two-in-force``.
    """
    known = tuple(schemes)
    found = [one for one in known if _holds(one, day)]
    if not found:
        raise NO_SCHEME.refusal(day=day, allowed="、".join(_say(one) for one in known))
    if len(found) > 1:
        raise TWO_SCHEMES.refusal(day=day, found="、".join(_say(one) for one in found))
    return found[0]


def _holds(scheme: Scheme, day: date) -> bool:
    return (scheme.in_force_from or date.min) <= day <= (scheme.in_force_to or date.max)


def _say(scheme: Scheme) -> str:
    return f"{scheme.title.zh} {scheme.edition}"


def for_period(schemes: Iterable[Scheme], period: Period) -> tuple[Scheme, list[Problem]]:
    """Return the edition a period is scored by, and a warning for every other one in force within it.

    It is the edition of the first day, or where none was in force yet, the first that came into force within the
    period: units know from the beginning by what they are scored.

    :raises Refusal: ``assess.scheme.not-in-force``, or ``assess.scheme.two-in-force`` on one day.
    """
    known = tuple(schemes)
    within = [one for one in known if _begin(one) <= period.end and period.start <= (one.in_force_to or date.max)]
    day = max(period.start, min((_begin(one) for one in within), default=period.start))
    first = in_force(known, day)
    return first, [CHANGED.at(found=_say(one), allowed=_say(first)) for one in within if one is not first]


def closing_day(scheme: Scheme, period: Period) -> date:
    """Return the last day on which marks and evidence for a period are taken."""
    return period.end + timedelta(days=scheme.closes_after)


def _begin(scheme: Scheme) -> date:
    return scheme.in_force_from or date.min


def assessed_in(units: Sequence[Unit], period: Period) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the codes of the units assessed in a period: those alive on its last day; others are named."""
    problems = []
    for unit in units:
        if unit.valid_to is not None and period.start < unit.valid_to <= period.end:
            problems.append(DISSOLVED.at(found=unit.name, day=unit.valid_to))
        elif unit.valid_from is not None and period.start < unit.valid_from <= period.end:
            problems.append(NEW_UNIT.at(found=unit.name, day=unit.valid_from))
    return tuple(unit.code for unit in units if _alive(unit, period.end)), problems


def _alive(unit: Unit, day: date) -> bool:
    return (unit.valid_from or date.min) <= day and (unit.valid_to is None or day < unit.valid_to)


def closed_on(facts: Facts, day: date) -> tuple[Facts, list[Problem]]:
    """Return the facts as they stood when the books closed: later events and marks do not count and are named."""
    events = [event for event in facts.events if event.day > day]
    marks = [mark for mark in facts.marks if mark.day > day]
    problems = [LATE.at(found=event.name, unit=event.unit, day=event.day, allowed=day) for event in events]
    problems += [LATE.at(found=mark.item, unit=mark.unit, day=mark.day, allowed=day) for mark in marks]
    kept = replace(
        facts,
        events=tuple(event for event in facts.events if event.day <= day),
        marks=tuple(mark for mark in facts.marks if mark.day <= day),
    )
    return kept, problems
