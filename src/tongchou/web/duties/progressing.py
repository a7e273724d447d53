"""How far a task is by the figures its places report: nobody types it a second time; and tasks that relapsed."""

from dataclasses import dataclass

from tongchou.loop import Kind
from tongchou.loop.model import Figure
from tongchou.packs.rows import Task
from tongchou.plan import Due, Known, Progress, progress
from tongchou.terms import Cell, Period
from tongchou.web.programme import Programme


@dataclass(frozen=True, slots=True)
class Measured:
    """The figure of a task's indicator beside the target it is to reach."""

    indicator: str
    place: str
    period: Period
    figure: Figure | None
    due: Due | None
    progress: Progress


def measured(programme: Programme, task: Task) -> Measured | None:
    """Return how far a task is by its indicator; ``None`` where it has none."""
    return of_indicator(programme, task, task.indicator) if task.indicator in programme.indicators else None


def of_indicator(programme: Programme, task: Task, indicator: str) -> Measured:
    """Return how far a task is by one of its indicators, at its own place or the city."""
    place = task.place or programme.city.code
    period = _latest(programme, indicator, place)
    figure = programme.figure(Kind.INDICATOR, indicator, place, period)
    due = _goal(programme, task, indicator, place)
    cell = None if figure is None else Cell(figure.value, figure.state)
    start = _start(programme, due, indicator, place) if due else None
    return Measured(indicator, place, period, figure, due, progress(due, start, cell))


def _latest(programme: Programme, indicator: str, place: str) -> Period:
    held = [f for f in programme.series(Kind.INDICATOR, indicator, place) if f.value is not None]
    return Period.parse(held[-1].key.period) if held else programme.period


def _goal(programme: Programme, task: Task, indicator: str, place: str) -> Due | None:
    """Return the target a task serves: the first one due in or after the year of its deadline, else the last one."""
    targets = programme.book.of(indicator, place)
    if not targets:
        return None
    by = [target for target in targets if task.deadline is None or target.period.end >= task.deadline]
    chosen = by[0] if by else targets[-1]
    return programme.book.due(indicator, place, chosen.period)


def _start(programme: Programme, due: Due, indicator: str, place: str) -> Known | None:
    first = due.targets[-1]
    if first.baseline is not None and first.baseline_period is not None:
        return Known(first.baseline_period, float(first.baseline))
    period = first.baseline_period or programme.periods[0]
    figure = programme.figure(Kind.INDICATOR, indicator, place, period)
    return None if figure is None or figure.value is None else Known(period, figure.value)
