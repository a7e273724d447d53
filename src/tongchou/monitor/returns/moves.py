"""Which action leads from which stage where, and whose it is: the whole machine as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tongchou.monitor.returns.model import Action, Actor, Desk, Return, Role, Stage

_REPORTERS = (Role.FILLER, Role.HEAD)
_DESKS = (Role.COUNTY, Role.DEPARTMENT, Role.OFFICE)
_WRITING = frozenset({Stage.DRAFT, Stage.RETURNED})
_JUDGING = frozenset({Stage.SUBMITTED, Stage.CHECKED, Stage.REVIEWED, Stage.APPROVED})


@dataclass(frozen=True, slots=True)
class Move:
    """From which stages an action may be taken, where it leads (``None``: it stays), and whose it is."""

    sources: frozenset[Stage]
    goal: Stage | None
    roles: tuple[Role, ...]


MOVES: Mapping[Action, Move] = MappingProxyType(
    {
        Action.SAVE: Move(_WRITING, None, _REPORTERS),
        Action.DECLARE: Move(_WRITING, None, _REPORTERS),
        Action.EXPLAIN: Move(_WRITING, None, _REPORTERS),
        Action.SIGN: Move(_WRITING, None, (Role.HEAD,)),
        Action.SUBMIT: Move(_WRITING, Stage.SUBMITTED, _REPORTERS),
        Action.WITHDRAW: Move(frozenset({Stage.SUBMITTED}), Stage.DRAFT, _REPORTERS),
        Action.ASK: Move(_JUDGING, None, _DESKS),
        Action.ANSWER: Move(_JUDGING | _WRITING, None, _REPORTERS),
        Action.SEND_BACK: Move(_JUDGING, Stage.RETURNED, _DESKS),
        Action.APPROVE: Move(_JUDGING, None, _DESKS),
        Action.LOCK: Move(_JUDGING, Stage.LOCKED, (Role.OFFICE,)),
        Action.REOPEN: Move(_JUDGING | {Stage.LOCKED}, Stage.DRAFT, (Role.OFFICE,)),
    }
)
AT_DESKS = (Action.ASK, Action.SEND_BACK, Action.APPROVE)
"""Actions of the desk whose turn it is."""


def possible(held: Return, action: Action) -> bool:
    """Whether the stage of a return, and its route, allow an action to anybody at all."""
    if held.stage not in MOVES[action].sources:
        return False
    if action in AT_DESKS:
        return bool(held.route.waiting(held.stage))
    return {Action.LOCK: held.final, Action.REOPEN: held.final, Action.WITHDRAW: not held.final}.get(action, True)


def roles(held: Return, action: Action) -> tuple[Role, ...]:
    """Return the roles that may take an action now."""
    if action in AT_DESKS:
        return tuple(desk.role for desk in held.route.waiting(held.stage))
    return MOVES[action].roles


def desk_of(held: Return, action: Action, actor: Actor) -> Desk | None:
    """Return the desk an actor sits at for an action: the latest of those that wait and are theirs."""
    waiting = held.route.waiting(held.stage) if action in AT_DESKS else ()
    mine = (desk for desk in reversed(waiting) if desk.role in actor.roles)
    return next((desk for desk in mine if desk.unit in ("", actor.unit)), None)
