"""The life of a return as a fold of its events; a step is refused or gives a new return, nothing is ever taken out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import reduce
from types import MappingProxyType

from tongchou.monitor.cells import CellKey, Cells
from tongchou.monitor.returns.guards import may, objections
from tongchou.monitor.returns.model import Action, Actor, Event, Heading, Query, Return, Route
from tongchou.monitor.returns.moves import MOVES, desk_of
from tongchou.monitor.returns.snapshot import Snapshot
from tongchou.terms import Cell, Refusal, State


def begin(heading: Heading, route: Route, expected: Iterable[CellKey], prefilled: Cells | None = None) -> Return:
    """Return a draft.

    :param expected: the cells asked for.
    :param prefilled: what was reported once already, by the same addresses; others are left out.
    """
    keys = tuple(dict.fromkeys(expected))
    known = {key: cell for key, cell in (prefilled or {}).items() if key in set(keys)}
    return Return(heading, route, keys, cells=known)


def take(held: Return, event: Event) -> Return:
    """Return the return after a step; the event kept says at which desk it was taken.

    :raises Refusal: with every reason at once, see :mod:`tongchou.monitor.returns.errors`.
    """
    problems = objections(held, event)
    if problems:
        raise Refusal(problems)
    desk = desk_of(held, event.action, event.actor)
    step = replace(event, desk=desk.stage) if desk else event
    moved = _EFFECTS.get(event.action, _nothing)(held, step)
    moved = replace(moved, stage=MOVES[event.action].goal or moved.stage, events=(*held.events, step))
    return _frozen(moved, step) if moved.final and not held.final else moved


def fold(start: Return, events: Iterable[Event]) -> Return:
    """Return what a draft becomes by its events; the same events always give the same return."""
    return reduce(take, events, start)


def allowed(held: Return, actor: Actor) -> tuple[Action, ...]:
    """Return the actions that stage, role and unit allow an actor now."""
    return tuple(action for action in Action if may(held, action, actor) is None)


def _nothing(held: Return, _event: Event) -> Return:
    return held


def _save(held: Return, event: Event) -> Return:
    return replace(held, cells={**held.cells, **event.cells}, declared=False, signed_by="")


def _declare(held: Return, _event: Event) -> Return:
    nothing = Cell(None, State.NONE)
    return replace(held, cells=dict.fromkeys(held.expected, nothing), declared=True, signed_by="")


def _explain(held: Return, event: Event) -> Return:
    return replace(held, explanations={**held.explanations, event.hit: event.reason.strip()}, signed_by="")


def _sign(held: Return, event: Event) -> Return:
    return replace(held, signed_by=event.actor.person)


def _submit(held: Return, event: Event) -> Return:
    return replace(held, submitted_by=event.actor.person, hits=event.hits)


def _withdraw(held: Return, _event: Event) -> Return:
    return replace(held, submitted_by="", signed_by="")


def _ask(held: Return, event: Event) -> Return:
    asked = (Query(key, text, event.actor.person, event.at) for key, text in event.questions.items())
    return replace(held, queries=(*held.queries, *asked))


def _send_back(held: Return, event: Event) -> Return:
    return replace(_ask(held, event), submitted_by="", signed_by="")


def _answer(held: Return, event: Event) -> Return:
    return replace(held, queries=tuple(_answered(query, event) for query in held.queries))


def _answered(query: Query, event: Event) -> Query:
    if query.cell != event.about or not query.open:
        return query
    return replace(query, answer=event.reason.strip(), answered_by=event.actor.person)


def _approve(held: Return, event: Event) -> Return:
    return replace(held, stage=event.desk or held.stage)


def _frozen(held: Return, event: Event) -> Return:
    cells = {key: held.cell(key) for key in held.expected}
    frozen = Snapshot(held.version, event.at, event.actor.person, cells, dict(held.explanations))
    return replace(held, snapshots=(*held.snapshots, frozen))


def _reopen(held: Return, _event: Event) -> Return:
    return replace(held, version=held.version + 1, submitted_by="", signed_by="", declared=False, hits=())


_EFFECTS: Mapping[Action, Callable[[Return, Event], Return]] = MappingProxyType(
    {
        Action.SAVE: _save,
        Action.DECLARE: _declare,
        Action.EXPLAIN: _explain,
        Action.SIGN: _sign,
        Action.SUBMIT: _submit,
        Action.WITHDRAW: _withdraw,
        Action.ASK: _ask,
        Action.ANSWER: _answer,
        Action.SEND_BACK: _send_back,
        Action.APPROVE: _approve,
        Action.REOPEN: _reopen,
    }
)
