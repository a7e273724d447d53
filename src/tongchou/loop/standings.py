"""Targets beside figures: how far, how far planned by now, and the light."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isclose

from tongchou.evaluate import bands, realization, trajectory
from tongchou.loop.model import Board, Figure, Light, TargetStanding
from tongchou.packs.fields import Comparator
from tongchou.packs.rows import Target
from tongchou.plan import TargetBook
from tongchou.plan.paths import Known
from tongchou.terms import Direction, Period

LIGHTS = {"green": Light.ON_COURSE, "yellow": Light.BEHIND, "red": Light.FAILING}
_LESS = (Comparator.LE, Comparator.LT)


@dataclass(frozen=True, slots=True)
class Standings:
    """What target standings are worked out from."""

    book: TargetBook
    board: Board
    baseline: Period

    def all(self, periods: Iterable[Period]) -> Iterator[TargetStanding]:
        """Yield every target in force beside the figure of every period up to its own."""
        wanted = list(periods)
        for indicator, place in self.book.keys:
            for target in self.book.of(indicator, place):
                for period in wanted:
                    if period.end <= target.period.end and self.board.holds(indicator, place, period.code):
                        yield self.one(target, period)

    def one(self, target: Target, period: Period) -> TargetStanding:
        """Return a target beside the figure of one period."""
        figure = self.board.figure(target.indicator, target.place, period.code)
        start = self._start(target)
        due = self.book.due(target.indicator, target.place, period, start)
        planned = due.value if due else None
        raw = self._realization(target, start, figure)
        schedule = _schedule(start, figure, planned)
        return TargetStanding(
            target=target,
            period=period.code,
            figure=figure,
            baseline=start.value if start else None,
            planned=planned,
            realization=None if raw is None else min(max(raw, 0.0), 100.0),
            uncapped=raw,
            schedule=schedule,
            light=_light(target, figure, planned, schedule),
        )

    def _start(self, target: Target) -> Known | None:
        """Where the way to the target starts: its own baseline, else the figure of the baseline period."""
        if target.baseline is not None and target.baseline_period is not None:
            return Known(target.baseline_period, float(target.baseline))
        period = target.baseline_period or self.baseline
        if not self.board.holds(target.indicator, target.place, period.code):
            return None
        value = self.board.figure(target.indicator, target.place, period.code).value
        return None if value is None else Known(period, value)

    def _realization(self, target: Target, start: Known | None, figure: Figure) -> float | None:
        """Per cent of the way from the baseline; of the target itself where there is no baseline."""
        if figure.value is None:
            return None
        direction = Direction.LESS if target.comparator in _LESS else Direction.MORE
        if start is not None:
            return float(realization.baseline(figure.value, start.value, float(target.value), direction))
        return float(realization.ratio(figure.value, float(target.value), direction))


def _light(target: Target, figure: Figure, planned: float | None, schedule: float | None) -> Light:
    """On course where the target, or what was planned by now, is met; else by the progress made of that planned."""
    if figure.value is None:
        return Light.UNKNOWN
    if _reaches(target, figure.value, float(target.value)):
        return Light.ON_COURSE
    if planned is not None and _reaches(target, figure.value, planned):
        return Light.ON_COURSE
    return Light.UNKNOWN if schedule is None else LIGHTS[bands.LIGHTS.label(schedule)]


def _schedule(start: Known | None, figure: Figure, planned: float | None) -> float | None:
    """Per cent of the planned progress that was made; none where nothing was planned yet."""
    if figure.value is None or planned is None or start is None or isclose(planned, start.value, rel_tol=1e-9):
        return None
    return float(trajectory.schedule(figure.value, start.value, planned))


def _reaches(target: Target, value: float, wanted: float) -> bool:
    """Whether a value is at least (at most, where less is better) what is wanted, rounding errors forgiven."""
    return isclose(value, wanted, rel_tol=1e-9) or (
        (value <= wanted) if target.comparator in _LESS else (value >= wanted)
    )
