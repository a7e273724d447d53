"""Why a step of a return is refused: one guard a reason."""

from collections.abc import Callable, Iterator

from tongchou.monitor.checks.model import Hit, Weight
from tongchou.monitor.returns import errors
from tongchou.monitor.returns.model import Action, Actor, Event, Return, Role
from tongchou.monitor.returns.moves import AT_DESKS, MOVES, desk_of, possible, roles
from tongchou.monitor.returns.snapshot import digest
from tongchou.terms import Problem

_WITH_REASON = (Action.SEND_BACK, Action.REOPEN, Action.EXPLAIN, Action.ANSWER)
_BY_REPORTERS = tuple(action for action, move in MOVES.items() if Role.FILLER in move.roles or Role.HEAD in move.roles)


def may(held: Return, action: Action, actor: Actor) -> Problem | None:
    """Return why an actor cannot take an action now, ``None`` where stage, role and unit allow it."""
    if not possible(held, action):
        allowed = "、".join(one.words.zh for one in Action if possible(held, one)) or "—"
        return errors.MOVE.at(found=held.stage.words.zh, action=action.words.zh, allowed=allowed)
    if not actor.roles & set(roles(held, action)):
        found = "、".join(role.words.zh for role in Role if role in actor.roles) or Role.OTHER.words.zh
        allowed = "、".join(role.words.zh for role in roles(held, action))
        return errors.ROLE.at(found=found, action=action.words.zh, allowed=allowed)
    return _unit(held, action, actor)


def objections(held: Return, event: Event) -> tuple[Problem, ...]:
    """Return every reason against a step; where nobody may take it, only that."""
    barred = may(held, event.action, event.actor)
    return (barred,) if barred else tuple(problem for guard in _GUARDS for problem in guard(held, event))


def _unit(held: Return, action: Action, actor: Actor) -> Problem | None:
    if action in AT_DESKS and desk_of(held, action, actor) is None:
        allowed = "、".join(desk.unit for desk in held.route.waiting(held.stage) if desk.role in actor.roles)
        return errors.UNIT.at(found=actor.unit, action=action.words.zh, allowed=allowed)
    if action in _BY_REPORTERS and actor.unit != held.heading.unit:
        return errors.UNIT.at(found=actor.unit, action=action.words.zh, allowed=held.heading.unit)
    return None


def _reason(_held: Return, event: Event) -> Iterator[Problem]:
    if event.action in _WITH_REASON and not event.reason.strip():
        yield errors.NO_REASON.at(action=event.action.words.zh)


def _time(held: Return, event: Event) -> Iterator[Problem]:
    if held.events and event.at < held.events[-1].at:
        yield errors.BACK_IN_TIME.at(found=event.at, allowed=held.events[-1].at)


def _asked(held: Return, event: Event) -> Iterator[Problem]:
    known = set(held.expected)
    for key in (*event.cells, *event.questions):
        if key not in known:
            yield errors.NOT_ASKED.at(found=key)


def _whole(held: Return, event: Event) -> Iterator[Problem]:
    missing = held.missing
    if event.action in (Action.SIGN, Action.SUBMIT) and held.route.whole and missing:
        yield errors.INCOMPLETE.at(found=len(missing), allowed=missing[0])


def _signed(held: Return, event: Event) -> Iterator[Problem]:
    if event.action is Action.SUBMIT and held.route.signed and not held.signed_by:
        yield errors.NOT_SIGNED.at()


def _hits(held: Return, event: Event) -> Iterator[Problem]:
    for hit in event.hits if event.action is Action.SUBMIT else ():
        if hit.weight is Weight.BLOCK:
            yield errors.BLOCKED.at(found=hit.sentence.zh, hit=hit.id)
        if unexplained(held, hit):
            yield errors.UNEXPLAINED.at(found=hit.sentence.zh, hit=hit.id)


def unexplained(held: Return, hit: Hit) -> bool:
    """Whether a hit asks for an explanation that nobody wrote."""
    return hit.weight is Weight.EXPLAIN and hit.id not in held.explanations


def _queries(held: Return, event: Event) -> Iterator[Problem]:
    waiting = held.open_queries
    if event.action is Action.APPROVE and waiting:
        yield errors.OPEN_QUERY.at(found=len(waiting), allowed=waiting[0].question)
    if event.action is Action.ANSWER and event.about not in {query.cell for query in waiting}:
        yield errors.NO_QUERY.at(found=event.about or "")
    if event.action is Action.ASK and not event.questions:
        yield errors.NO_REASON.at(action=event.action.words.zh)
    if event.action is Action.EXPLAIN and not event.hit:
        yield errors.NO_HIT.at()


def _four_eyes(held: Return, event: Event) -> Iterator[Problem]:
    if event.action is Action.APPROVE and event.actor.person in (held.submitted_by, held.signed_by):
        yield errors.SAME_PERSON.at(found=event.actor.person)


def _fresh(held: Return, event: Event) -> Iterator[Problem]:
    if event.seen and event.seen != digest(held.cells, held.explanations):
        yield errors.STALE.at(action=event.action.words.zh)


_GUARDS: tuple[Callable[[Return, Event], Iterator[Problem]], ...] = (
    _reason, _time, _asked, _whole, _signed, _hits, _queries, _four_eyes, _fresh,
)  # fmt: skip
