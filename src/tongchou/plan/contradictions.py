"""Targets that cannot all be meant: clashes, mixed units, turning back, impossible values."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tongchou.packs.rows import Indicator, Target
from tongchou.plan.errors import BACK, BOUNDS, UNITS, WORSE
from tongchou.plan.targets import TargetBook, say
from tongchou.terms import Direction, Problem, Refusal


def contradictions(book: TargetBook, indicators: Mapping[str, Indicator]) -> list[Problem]:
    """Return every contradiction among the targets of a book; ``indicators`` give direction and bounds by code."""
    return [problem for code, place in book.keys for problem in _of(book, book.of(code, place), indicators.get(code))]


def _of(book: TargetBook, targets: Sequence[Target], indicator: Indicator | None) -> Iterator[Problem]:
    yield from _clashes(book, targets)
    yield from _units(targets)
    if indicator is not None:
        yield from _bounds(targets, indicator)
        yield from _ways(targets, indicator.direction)


def _clashes(book: TargetBook, targets: Sequence[Target]) -> Iterator[Problem]:
    for period in {target.period.end: target.period for target in targets}.values():
        try:
            book.due(targets[0].indicator, targets[0].place, period)
        except Refusal as refusal:
            yield from refusal.problems


def _units(targets: Sequence[Target]) -> Iterator[Problem]:
    units = dict.fromkeys(target.unit for target in targets)
    if len(units) > 1:
        yield UNITS.at(found="、".join(units), indicator=targets[0].indicator, place=targets[0].place)


def _bounds(targets: Sequence[Target], indicator: Indicator) -> Iterator[Problem]:
    for target in targets:
        low = indicator.lower is not None and target.value < indicator.lower
        high = indicator.upper is not None and max(target.value, target.value_hi or target.value) > indicator.upper
        if low or high:
            yield BOUNDS.at(
                found=target.value, allowed=f"{indicator.lower}—{indicator.upper}", indicator=target.indicator,
                place=target.place,
            )  # fmt: skip


def _ways(targets: Sequence[Target], direction: Direction) -> Iterator[Problem]:
    sign = direction.sign
    for one, other in pairwise(targets):
        if one.unit == other.unit and one.period.end < other.period.end and sign * (other.value - one.value) < 0:
            yield BACK.at(
                found=f"{one.period.say()} {say([one])} → {other.period.say()} {say([other])}",
                indicator=one.indicator, place=one.place,
            )  # fmt: skip
    for target in targets:
        if target.baseline is not None and sign * (target.value - target.baseline) < 0:
            yield WORSE.at(found=target.value, allowed=target.baseline, indicator=target.indicator, place=target.place)
