"""Projects out of the database as the library knows them, and as lines and drawings of a page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tongchou.packs.rows import Project
from tongchou.plan import (
    Earned,
    Investment,
    Milestone,
    Phase,
    Reading,
    Schedule,
    Slippage,
    Trend,
    earned,
    overdue,
    payable,
    slippage,
    trend,
)
from tongchou.terms import Fen, convert, yuan
from tongchou.web.duties.models import ProjectPlan, ProjectReading

WHOLE = "建设（按起止日，未分阶段）"
"""The one phase of a project of which only the first and the last day are known."""


def plan_of(row: Project) -> dict[str, Any]:
    """Return the plan of a project as its pack states it: at most one phase from its first day to its last."""
    if row.start is None or row.end is None or row.end < row.start:
        return {}
    phase = {"name": WHOLE, "start": row.start.isoformat(), "end": row.end.isoformat(), "weight": 1}
    return {"phases": [phase]}


def budget_of(row: Project) -> Fen | None:
    """Return the investment of a project in fen."""
    return None if row.investment is None else yuan(convert(row.investment, row.investment_unit, "元"))


def schedule_of(project: ProjectPlan) -> Schedule | None:
    """Return the plan in time of a project; ``None`` where it has no phases.

    :raises Refusal: ``plan.project.phase`` for phases that cannot be.
    """
    phases = tuple(
        Phase(one["name"], _day(one["start"]), _day(one["end"]), float(one["weight"]))
        for one in project.plan.get("phases", ())
    )
    stones = tuple(
        Milestone(one["name"], _day(one["due"]), int(one["pays"]), _day(one["reached"]) if one.get("reached") else None)
        for one in project.plan.get("milestones", ())
    )
    money = tuple(
        Investment(one["source"], int(one["year"]), Fen(int(one["amount"])))
        for one in project.plan.get("investments", ())
    )
    return Schedule(project.code, phases, stones, money) if phases else None


def _day(text: str) -> date:
    return date.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class Watched:
    """A project on a day: what was planned and done, how late it is, when it will end by pace and by its reports."""

    project: ProjectPlan
    schedule: Schedule | None
    readings: tuple[ProjectReading, ...]
    slippage: Slippage | None
    trend: Trend | None
    earned: Earned | None
    overdue: tuple[Milestone, ...]
    payable: dict[str, Fen]

    @property
    def percent(self) -> float | None:
        """The per cent done by the last report."""
        return self.readings[-1].percent if self.readings else None

    @property
    def late(self) -> float:
        """Days behind; 0 where nothing is known."""
        return self.slippage.days if self.slippage else 0.0

    @property
    def slipping(self) -> bool:
        """Whether it is behind by a day or more and not finished, or has a milestone overdue."""
        unfinished = self.percent is not None and self.percent < 100
        return bool(self.overdue) or (unfinished and self.late >= 1)


def watched(project: ProjectPlan, readings: Iterable[ProjectReading], day: date) -> Watched:
    """Return a project on a day, by the reports made until then.

    Slippage stands on the day of the last report, not on the day looked at: silence is not standstill.
    """
    schedule = schedule_of(project)
    known = tuple(one for one in readings if one.day <= day)
    if schedule is None or not known:
        return Watched(project, schedule, known, None, None, None, overdue(schedule, day) if schedule else (), {})
    last = known[-1]
    budget, spent = project.budget, last.spent
    money = (budget is not None and spent is not None) and earned(
        schedule, Fen(budget or 0), last.percent, Fen(spent or 0), last.day
    )
    return Watched(
        project,
        schedule,
        known,
        slippage(schedule, last.percent, last.day),
        trend([Reading(one.day, one.percent) for one in known]),
        money or None,
        overdue(schedule, day),
        payable(schedule, Fen(budget), day) if budget and schedule.milestones else {},
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the Gantt drawing, in per cent of its width."""

    name: str
    x: float
    width: float


def span(found: Iterable[Watched]) -> tuple[date, date] | None:
    """Return the first and the last day of all schedules, in whole years."""
    schedules = [one.schedule for one in found if one.schedule]
    if not schedules:
        return None
    first, last = min(one.start for one in schedules), max(one.end for one in schedules)
    return date(first.year, 1, 1), date(last.year, 12, 31)


def place_on(day: date, whole: tuple[date, date]) -> float:
    """Return where a day lies in a span, in per cent."""
    return 100 * ((day - whole[0]).days / ((whole[1] - whole[0]).days + 1))


def bars(one: Watched, whole: tuple[date, date]) -> list[Bar]:
    """Return the phases of a project as bars of a span."""
    phases = one.schedule.phases if one.schedule else ()
    return [
        Bar(p.name, place_on(p.start, whole), place_on(p.end + timedelta(days=1), whole) - place_on(p.start, whole))
        for p in phases
    ]


def years(whole: tuple[date, date]) -> Iterator[tuple[int, float]]:
    """Yield the years of a span and where each begins."""
    for year in range(whole[0].year, whole[1].year + 1):
        yield year, place_on(date(year, 1, 1), whole)


@dataclass(frozen=True, slots=True)
class Curve:
    """The S-curve of a project: planned and reported points as an SVG has them, and the same as rows of a table."""

    planned: str
    actual: str
    dots: list[tuple[float, float]]
    rows: list[tuple[date, float, float | None]]


def curve(one: Watched, points: int = 24) -> Curve | None:
    """Return the S-curve of a project: 0 to 100 along, 0 to 50 down from all done."""
    schedule = one.schedule
    if schedule is None:
        return None
    last = max([schedule.end, *(reading.day for reading in one.readings)])
    length = max((last - schedule.start).days, 1)
    days = [schedule.start + timedelta(days=round(length * n / points)) for n in range(points + 1)]

    def x(day: date) -> float:
        return 100 * max((day - schedule.start).days, 0) / length

    told = {reading.day: reading.percent for reading in one.readings}
    rows = [(day, schedule.planned(day), told.get(day)) for day in sorted({*days[:: points // 6], *told})]
    dots = [(round(x(reading.day), 2), round((100 - reading.percent) / 2, 2)) for reading in one.readings]
    planned = " ".join(f"{x(day):.2f},{(100 - schedule.planned(day)) / 2:.2f}" for day in days)
    return Curve(planned, " ".join(f"{left},{down}" for left, down in dots), dots, rows)
