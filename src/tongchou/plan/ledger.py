"""The life of a task: 立项 → 交办 → 签收 → 分解 → 开展 → 报告 → 核验 → 销号, as a pure state machine.

A step is refused or gives a new life; nothing is ever taken out of the history.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from tongchou.packs.rows import Task
from tongchou.plan.errors import (
    ACTOR,
    BACK_IN_TIME,
    MOVE,
    NO_DEADLINE,
    NO_EVIDENCE,
    NO_LEAD,
    NO_REASON,
    NO_SUCCESSOR,
    NOT_YOURS_TO_WITHDRAW,
    SAME_UNIT,
)
from tongchou.plan.evidence import Evidence
from tongchou.plan.life import MOVES, Action, Actor, Life, Step, TaskState, may_act
from tongchou.terms import Problem, Refusal


def begin(task: Task) -> Life:
    """Return the life of a task as ``tasks.csv`` states it, without a history."""
    return Life(task, task.lead, TaskState(task.state))


def fold(task: Task, steps: Iterable[Step]) -> Life:
    """Return the life of a task after every step of its history, each held against the machine again.

    :raises Refusal: as :func:`take`, where the history does not hold together.
    """
    life = begin(task)
    for step in steps:
        life = take(life, step)
    return life


def take(life: Life, step: Step) -> Life:
    """Return the life after a step; the step's own ``state`` is set by the machine.

    :raises Refusal: with every reason at once: ``plan.task.move``, ``plan.task.actor``, ``plan.task.no-evidence``,
        ``plan.task.same-unit``, ``plan.task.no-reason``, ``plan.task.back-in-time``, ``plan.task.no-lead``,
        ``plan.task.no-successor``, ``plan.task.no-deadline``, ``plan.task.not-yours-to-withdraw``.
    """
    problems = [problem for guard in _GUARDS if (problem := guard(life, step))]
    if problems:
        raise Refusal(problems)
    if step.action is Action.WITHDRAW:
        return _withdrawn(life, step)
    done = replace(step, state=MOVES[step.action].goal or life.state)
    return replace(
        life,
        task=life.task.model_copy(update={"deadline": step.deadline}) if step.deadline else life.task,
        lead=step.to or life.lead,
        state=done.state,
        steps=(*life.steps, done),
        counted=(*life.counted, done),
        before=life,
    )


def _withdrawn(life: Life, step: Step) -> Life:
    back = life.before or life
    return replace(back, steps=(*life.steps, replace(step, state=back.state)))


def act(life: Life, action: Action, at: datetime, actor: Actor, evidence: tuple[Evidence, ...] = ()) -> Life:
    """Take a step that needs no reason; see :func:`take`."""
    return take(life, Step(action, life.state, at, actor, evidence))


def hand_over(life: Life, to: str, at: datetime, actor: Actor, reason: str) -> Life:
    """Return the life under a new lead unit, as when a unit is dissolved in mid-year; the state stays."""
    return take(life, Step(Action.HAND_OVER, life.state, at, actor, reason=reason, to=to))


def withdraw(life: Life, at: datetime, actor: Actor) -> Life:
    """Return the life as it was before its last step, for the unit that took it and while nobody acted since."""
    return take(life, Step(Action.WITHDRAW, life.state, at, actor))


def _move(life: Life, step: Step) -> Problem | None:
    if life.state in MOVES[step.action].sources:
        return None
    allowed = "、".join(action.words.zh for action in life.allowed())
    return MOVE.at(task=life.task.code, found=life.state.words.zh, action=step.action.words.zh, allowed=allowed)


def _role(life: Life, step: Step) -> Problem | None:
    if may_act(life.role(step.actor), step.actor, step.action):
        return None
    allowed = "、".join(role.words.zh for role in MOVES[step.action].roles)
    return ACTOR.at(task=life.task.code, found=step.actor.unit, action=step.action.words.zh, allowed=allowed)


def _evidence(life: Life, step: Step) -> Problem | None:
    needed = step.action in (Action.VERIFY, Action.CLOSE) and not life.evidence
    if step.evidence or not (needed or step.action in (Action.ATTACH, Action.MEASURE)):
        return None
    return NO_EVIDENCE.at(task=life.task.code, action=step.action.words.zh)


def _other_unit(life: Life, step: Step) -> Problem | None:
    own = step.actor.unit in life.workers or {life.lead, *life.task.partners} & set(step.actor.groups)
    if step.action is not Action.VERIFY or not own:
        return None
    return SAME_UNIT.at(task=life.task.code, found=step.actor.unit)


_REASONED = (
    Action.DECLINE,
    Action.SEND_BACK,
    Action.REOPEN,
    Action.HAND_OVER,
    Action.RESCHEDULE,
    Action.URGE,
)


def _reason(life: Life, step: Step) -> Problem | None:
    needed = step.action in _REASONED and not step.reason.strip()
    return NO_REASON.at(task=life.task.code, action=step.action.words.zh) if needed else None


def _time(life: Life, step: Step) -> Problem | None:
    if not life.steps or step.at >= life.steps[-1].at:
        return None
    return BACK_IN_TIME.at(task=life.task.code, found=step.at, allowed=life.steps[-1].at)


def _successor(life: Life, step: Step) -> Problem | None:
    if step.action is Action.ASSIGN:
        return None if step.to or life.lead else NO_LEAD.at(task=life.task.code)
    right = step.to not in ("", life.lead) if step.action is Action.HAND_OVER else not step.to
    return None if right else NO_SUCCESSOR.at(task=life.task.code, found=step.to or "—", allowed=life.lead)


def _deadline(life: Life, step: Step) -> Problem | None:
    if step.action is Action.ASSIGN:
        return None
    wrong = (step.deadline is not None) is not (step.action is Action.RESCHEDULE)
    return NO_DEADLINE.at(task=life.task.code) if wrong else None


def _withdrawal(life: Life, step: Step) -> Problem | None:
    if step.action is not Action.WITHDRAW:
        return None
    if life.before is not None and life.counted[-1].actor.unit == step.actor.unit:
        return None
    last = life.counted[-1].actor.unit if life.counted else "—"
    return NOT_YOURS_TO_WITHDRAW.at(task=life.task.code, found=step.actor.unit, allowed=last)


_GUARDS: tuple[Callable[[Life, Step], Problem | None], ...] = (
    _move, _role, _evidence, _other_unit, _reason, _time, _successor, _deadline, _withdrawal,
)  # fmt: skip
