"""Progress of a task, taken from its indicator's figure where one exists; and a closed task that relapses."""

from dataclasses import dataclass
from datetime import datetime

from tongchou.plan.ledger import take
from tongchou.plan.life import Action, Actor, Life, Step, TaskState
from tongchou.plan.paths import Known
from tongchou.plan.targets import Due
from tongchou.terms import Cell, Words


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a task is, in per cent of the way; ``None`` where nobody can say."""

    percent: float | None
    derived: bool
    words: Words


def progress(due: Due | None, start: Known | None, figure: Cell | None, typed: float | None = None) -> Progress:
    r"""Return the progress of a task.

    Where its indicator has a target, a start and a figure it is :math:`100 (x - x_0)/(T - x_0)`, and a typed figure is
    not asked for; else it is what somebody typed, or unknown. A target equal to its start counts 100 while it is met.
    """
    if due is not None and start is not None and figure is not None and figure.value is not None:
        return _derived(due, start, figure.value)
    if typed is not None:
        return Progress(typed, False, Words(f"填报进度 {typed:g}%", f"reported {typed:g} %"))
    why = "缺少数据" if due is not None else "没有量化目标"
    return Progress(None, False, Words(f"进度未知：{why}", "unknown: no figure" if due else "unknown: no target"))


def _derived(due: Due, start: Known, value: float) -> Progress:
    way = due.value - start.value
    percent = (100.0 if due.met(value) else 0.0) if way == 0 else 100 * (value - start.value) / way
    shown = round(percent, 1)
    return Progress(
        percent,
        True,
        Words(
            f"由 {start.value:g} 到 {due.value:g}，现为 {value:g}，进度 {shown:g}%",
            f"from {start.value:g} to {due.value:g}, now {value:g}: {shown:g} %",
        ),
    )


def relapsed(life: Life, due: Due, figure: Cell) -> bool:
    """Whether a closed task's indicator no longer meets what it was closed for; a missing figure proves nothing."""
    return life.state is TaskState.CLOSED and figure.value is not None and not due.met(figure.value)


def reopen_if_relapsed(life: Life, due: Due, figure: Cell, at: datetime, actor: Actor) -> Life:
    """Return the life, opened again where its indicator relapsed."""
    if not relapsed(life, due, figure):
        return life
    reason = f"{due.indicator} 为 {figure.value:g}，未保持目标 {due.value:g}"
    return take(life, Step(Action.REOPEN, life.state, at, actor, reason=reason))
