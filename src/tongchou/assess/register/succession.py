"""Who follows a place that lost its standing: the best that waits and fits the quotas; a tie is the meeting's."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tongchou.assess.register.model import Register, RegisterRules, Status
from tongchou.terms import Words


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a yearly evaluation proposes for a place, and why; somebody still has to decide it."""

    place: str
    event: Status
    reason: Words


def successors(
    register: Register, gone: Sequence[str], waiting: Iterable[str], totals: Mapping[str, float]
) -> Iterator[Proposal]:
    """Yield for every place that is gone that it is replaced, and by whom.

    The first of the ``waiting`` (best first) follows whose county has room, one of a county below its least number
    before all others. Where several of them are level in points each is proposed and the meeting decides; what
    follows from its choice is not proposed yet. Whoever followed already leaves no seat to be filled.
    """
    rules, left = register.rules, list(waiting)
    staying = [place for place in register.holders if place not in gone]
    held = Counter(rules.group(place) for place in staying)
    seats = len(gone) if rules.places is None else rules.places - len(staying)
    for number, old in enumerate(gone):
        if number >= seats:
            yield from (Proposal(one, Status.REPLACED, _FILLED) for one in gone[number:] if _open(register, one))
            return
        first = _first(rules, left, held, totals)
        if not first:
            return
        if _open(register, old):
            yield Proposal(old, Status.REPLACED, _by(first))
        yield from (Proposal(new, Status.DESIGNATED, _in_place(old, new, first)) for new in first)
        if len(first) > 1:
            return
        left.remove(first[0])
        held[rules.group(first[0])] += 1


def vacated(register: Register, gone: Sequence[str]) -> list[str]:
    """Return the places already recorded as replaced whose seat is still empty, beside those that are ``gone``."""
    rules, staying = register.rules, [place for place in register.holders if place not in gone]
    short = 0 if rules.places is None else rules.places - len(staying) - len(gone)
    replaced = sorted(register.of(Status.REPLACED), key=lambda place: register.entry(place).events[-1].date)
    return replaced[-short:] if short > 0 else []


def _open(register: Register, place: str) -> bool:
    """Whether it is not recorded yet that a place is replaced."""
    return register.entry(place).status is not Status.REPLACED


_FILLED = Words("名额已由他人递补", "its place is already taken")


def _first(rules: RegisterRules, left: Sequence[str], held: Counter[str], totals: Mapping[str, float]) -> list[str]:
    """Return who is first in line: one, several with the same points, or nobody."""
    fit = [new for new in left if rules.room(rules.group(new), held)]
    needed = [new for new in fit if held[rules.group(new)] < rules.least]
    line = needed or fit
    return [new for new in line if new == line[0] or (new in totals and totals[new] == totals.get(line[0]))]


def _by(first: Sequence[str]) -> Words:
    names = "、".join(first)
    if len(first) > 1:
        return Words(f"{names} 同分，由会议确定由谁递补", f"{names} are level; the meeting decides who follows")
    return Words(f"由 {names} 递补", f"its place goes to {names}")


def _in_place(old: str, new: str, first: Sequence[str]) -> Words:
    others = "、".join(one for one in first if one != new)
    if others:
        return Words(f"递补 {old}；与 {others} 同分，由会议确定", f"in place of {old}; level with {others}")
    return Words(f"递补 {old}", f"in place of {old}")
