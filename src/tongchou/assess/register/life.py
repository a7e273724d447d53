"""Events entered in a register: refused with every reason, or a new register; the old one stays as it was."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tongchou.assess.register.errors import (
    BACK_IN_TIME,
    EXTENSIONS,
    GROUP_QUOTA,
    MOVE,
    NO_DOCUMENT,
    QUOTA,
    TOO_LATE,
    TOO_SOON,
    WAITING,
)
from tongchou.assess.register.model import MOVES, Entry, Register, RegisterRules, Status
from tongchou.assess.register.story import Result
from tongchou.assess.register.succession import Proposal, successors, vacated
from tongchou.packs.rows import Designation
from tongchou.terms import Problem, Refusal, Words


def enter(register: Register, event: Designation) -> Register:
    """Return the register after an event.

    :raises Refusal: with every reason at once: ``assess.register.*``.
    """
    entry = register.entry(event.place)
    problems = [problem for guard in _GUARDS if (problem := guard(register, entry, event))]
    if problems:
        raise Refusal(problems)
    return replace(register, entries={**register.entries, event.place: replace(entry, events=(*entry.events, event))})


def replay(code: str, rules: RegisterRules, events: Iterable[Designation], day: date) -> tuple[Register, list[Problem]]:
    """Return a register as it stood on a day, made of its events in order of date; events refused are named."""
    register = Register(code, rules)
    problems: list[Problem] = []
    chosen = [event for event in events if event.registry == code and event.date <= day]
    for event in sorted(chosen, key=lambda one: one.date):
        try:
            register = enter(register, event)
        except Refusal as refusal:
            problems += refusal.problems
    return register, problems


def _move(_: Register, entry: Entry, event: Designation) -> Problem | None:
    allowed = MOVES[entry.status]
    if Status(event.event) in allowed:
        return None
    found = entry.status.words.zh if entry.status else "未申报"
    names = "、".join(status.words.zh for status in allowed)
    return MOVE.at(place=event.place, found=found, event=Status(event.event).words.zh, allowed=names)


def _time(_: Register, entry: Entry, event: Designation) -> Problem | None:
    if not entry.events or event.date >= entry.events[-1].date:
        return None
    return BACK_IN_TIME.at(place=event.place, found=event.date, allowed=entry.events[-1].date)


def _document(register: Register, _: Entry, event: Designation) -> Problem | None:
    needed = Status(event.event) in register.rules.documents
    return (
        NO_DOCUMENT.at(place=event.place, event=Status(event.event).words.zh) if needed and not event.document else None
    )


def _deadline(register: Register, entry: Entry, event: Designation) -> Problem | None:
    deadline = entry.deadline(register.rules)
    if deadline is None:
        return None
    if event.event == Status.REVOKED and event.date < deadline:
        return TOO_SOON.at(place=event.place, found=event.date, allowed=deadline)
    if event.event == Status.RESTORED and event.date > deadline:
        return TOO_LATE.at(place=event.place, found=event.date, allowed=deadline)
    if event.event == Status.RECTIFYING and entry.extended >= register.rules.extensions:
        return EXTENSIONS.at(place=event.place, found=entry.extended, allowed=register.rules.extensions)
    return None


def _again(register: Register, entry: Entry, event: Designation) -> Problem | None:
    revoked = [one.date for one in entry.events if one.event == Status.REVOKED]
    if event.event != Status.CANDIDATE or not revoked:
        return None
    first = revoked[-1] + timedelta(days=register.rules.apply_again_days)
    return WAITING.at(place=event.place, found=event.date, allowed=first) if event.date < first else None


def _quota(register: Register, _: Entry, event: Designation) -> Problem | None:
    places = register.rules.places
    if event.event != Status.DESIGNATED or places is None or len(register.holders) < places:
        return None
    return QUOTA.at(place=event.place, found=len(register.holders) + 1, allowed=places)


def _group_quota(register: Register, _: Entry, event: Designation) -> Problem | None:
    rules = register.rules
    group, held = rules.group(event.place), Counter(rules.group(place) for place in register.holders)
    if event.event != Status.DESIGNATED or rules.room(group, held):
        return None
    return GROUP_QUOTA.at(group=group, place=event.place, found=held[group] + 1, allowed=rules.most)


_GUARDS: tuple[Callable[[Register, Entry, Designation], Problem | None], ...] = (
    _move, _time, _document, _deadline, _again, _quota, _group_quota,
)  # fmt: skip


def evaluated(register: Register, results: Mapping[str, Sequence[Result]]) -> dict[str, float]:
    """Return the total of each place's last evaluation, where its year ended after the place's last event.

    An evaluation that was the ground of an event is not held against the place a second time.

    :param results: by place, oldest first.
    """
    last = {place: found[-1] for place, found in results.items() if found}
    return {place: one.total for place, one in last.items() if _after_events(register.entry(place), one)}


def _after_events(entry: Entry, result: Result) -> bool:
    return not entry.events or result.period.end > entry.events[-1].date


def propose(
    register: Register, totals: dict[str, float], passing: float, day: date, waiting: Iterable[str] = ()
) -> tuple[Proposal, ...]:
    """Return what a year's evaluation proposes on a day.

    A holder below ``passing`` is to rectify; one that is rectifying is restored once it passes, and revoked from the
    last day of its time on; every revoked place is to be replaced by the next of the ``waiting`` list, best first, as
    :func:`~tongchou.assess.register.succession.successors` says. A place without a total is left as it is: missing is
    not failing; one that waits and did not pass follows nobody.
    """
    found = [one for place in register.holders if (one := _proposed(register, place, totals.get(place), passing, day))]
    gone = [*register.of(Status.REVOKED), *(one.place for one in found if one.event is Status.REVOKED)]
    fit = [place for place in waiting if place not in register.holders and totals.get(place, passing) >= passing]
    return (*found, *successors(register, [*vacated(register, gone), *gone], fit, totals))


def _proposed(register: Register, place: str, total: float | None, passing: float, day: date) -> Proposal | None:
    if total is None:
        return None
    said = Words(f"得 {total:g} 分，合格线 {passing:g} 分", f"{total:g} points; {passing:g} pass")
    deadline = register.entry(place).deadline(register.rules)
    if total >= passing:
        return Proposal(place, Status.RESTORED, said) if deadline else None
    if deadline is None:
        return Proposal(place, Status.RECTIFYING, said)
    return Proposal(place, Status.REVOKED, said) if day >= deadline else None
