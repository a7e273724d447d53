"""Working days: weekends, public holidays and the weekend days worked in their place (调休), all as data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tongchou.packs.reporting import DaysOff, china_days_off

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked.

    :param off: days off beside the weekend.
    :param worked: weekend days that are worked.
    """

    off: frozenset[date]
    worked: frozenset[date]

    def works(self, day: date) -> bool:
        """Whether a day is worked; in a year that is not known the weekend alone decides, see :meth:`knows`."""
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.off)

    def knows(self, day: date) -> bool:
        """Whether the public holidays of that day's year are listed: its National Day is."""
        return date(day.year, 10, 1) in self.off

    def shift(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after a day, before it where negative; 0 is the day itself.

        >>> china().shift(date(2026, 2, 13), 1)  # Saturday the 14th is worked for the Spring Festival
        datetime.date(2026, 2, 14)
        >>> china().shift(date(2026, 2, 14), 1)
        datetime.date(2026, 2, 24)
        """
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day += step
            while not self.works(day):
                day += step
        return day

    def onward(self, day: date) -> date:
        """Return the day where it is worked, else the next working day."""
        return day if self.works(day) else self.shift(day, 1)

    def between(self, first: date, last: date) -> int:
        """Return how many working days come after ``first`` up to and including ``last``; 0 where it is not later."""
        return sum(self.works(first + _DAY * n) for n in range(1, (last - first).days + 1))


def china(more: Iterable[DaysOff] = ()) -> WorkCalendar:
    """Return the calendar of the shipped Chinese public holidays with a pack's own days added, which win.

    Source: the yearly notices of the State Council's General Office; the number of each stands with its days.
    """
    shipped, own = china_days_off(), tuple(more)
    off, worked = _days(shipped, "off"), _days(shipped, "work")
    off, worked = off - _days(own, "work"), worked - _days(own, "off")
    return WorkCalendar(off | _days(own, "off"), worked | _days(own, "work"))


def _days(spans: Iterable[DaysOff], kind: str) -> frozenset[date]:
    return frozenset(day for span in spans if span.kind == kind for day in _each(span))


def _each(span: DaysOff) -> Iterator[date]:
    day = span.first
    while day <= span.last:
        yield day
        day += _DAY
