"""When a project will end by its own reported progress: the Theil–Sen line, which a few wild reports do not move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

_FAR = 3650
"""Days after the last report beyond which no end is named."""
_NORMAL_90 = 1.6449
"""Quantile of the standard normal distribution for two-sided 90 per cent."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The per cent of the work done on the evening of a day, as reported."""

    day: date
    percent: float


@dataclass(frozen=True, slots=True)
class Trend:
    """Per cent a day, and the day of 100 % with the early and the late end of its 90 % interval.

    A day is ``None`` where the pace is not above zero or it lies more than ten years away.
    """

    pace: float
    end: date | None
    early: date | None
    late: date | None


def trend(readings: Sequence[Reading]) -> Trend | None:
    r"""Return the trend of reported progress; ``None`` with fewer than three reports on different days.

    Slope: the median of :math:`(y_j - y_i)/(t_j - t_i)` over all pairs (Theil 1950; Sen 1968), the line through the
    medians of the last reports' intercepts. The interval takes the slopes at ranks :math:`(N \mp C)/2` with
    :math:`C = z_{0.95}\sqrt{n(n-1)(2n+5)/18}` (Sen 1968, eq. 2.6).

    >>> reports = [Reading(date(2015, 1, 1 + 10 * n), 10.0 * n) for n in range(3)]
    >>> trend(reports).end
    datetime.date(2015, 4, 11)
    """
    latest = {one.day: one.percent for one in sorted(readings, key=lambda one: one.day)}
    if len(latest) < 3:
        return None
    days = np.array([day.toordinal() for day in latest], dtype=float)
    done = np.array(list(latest.values()))
    first, second = np.triu_indices(len(days), 1)
    slopes = np.sort((done[second] - done[first]) / (days[second] - days[first]))
    pace, low, high = float(np.median(slopes)), *_interval(slopes, len(days))
    base = float(np.median(done - pace * days))
    last = max(latest)
    return Trend(pace, _end(base, pace, last), _end_from(done[-1], high, last), _end_from(done[-1], low, last))


def _interval(slopes: "np.ndarray[tuple[int], np.dtype[np.float64]]", count: int) -> tuple[float, float]:
    width = _NORMAL_90 * (count * (count - 1) * (2 * count + 5) / 18) ** 0.5
    low = max(int((len(slopes) - width) // 2), 0)
    return float(slopes[low]), float(slopes[len(slopes) - 1 - low])


def _end(base: float, pace: float, last: date) -> date | None:
    return _day(last, (100 - base) / pace - last.toordinal()) if pace > 0 else None


def _end_from(done: float, pace: float, last: date) -> date | None:
    return _day(last, (100 - done) / pace) if pace > 0 else None


def _day(last: date, after: float) -> date | None:
    return last + timedelta(days=max(round(after), 0)) if after <= _FAR else None
