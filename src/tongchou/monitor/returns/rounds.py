"""Rounds: a form and a period with the dates of its clock, and the lights they turn for a return."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tongchou.monitor.returns.errors import BAD_DAY, WRONG_PERIOD
from tongchou.monitor.returns.workdays import WorkCalendar
from tongchou.packs.reporting import ClockRow, shipped_clocks
from tongchou.terms import Period, Words

_DUE = re.compile(r"(?P<count>\d+)(?P<unit>wd|d)")


class Lateness(StrEnum):
    """The light of one return on one day."""

    NOT_OPEN = "not_open"
    OPEN = "open"
    WARNING = "warning"
    YELLOW = "yellow"
    RED = "red"
    ON_TIME = "on_time"
    LATE = "late"

    @property
    def words(self) -> Words:
        """The light on the screen."""
        return _LIGHTS[self]

    @property
    def overdue(self) -> bool:
        """Whether it is past the deadline and not there."""
        return self in (Lateness.YELLOW, Lateness.RED)


_LIGHTS = {
    Lateness.NOT_OPEN: Words("未开始", "not open yet"),
    Lateness.OPEN: Words("填报中", "open"),
    Lateness.WARNING: Words("预警", "warning"),
    Lateness.YELLOW: Words("黄牌", "yellow card"),
    Lateness.RED: Words("红牌", "red card"),
    Lateness.ON_TIME: Words("按时报送", "on time"),
    Lateness.LATE: Words("逾期报送", "late"),
}


@dataclass(frozen=True, slots=True)
class Round:
    """A period's collection of one form, with its dates.

    :param opens: first day on which it can be filled in: the day after the period.
    :param warns: day of the warning.
    :param due: last day on which it is on time.
    :param red: day from which a missing return is red; from the day after ``due`` to the day before, it is yellow.
    :param locks: first day on which nothing is taken any more.
    :param sure: whether the public holidays of all its dates are known.
    """

    form: str
    version: int
    period: Period
    opens: date
    warns: date
    due: date
    red: date
    locks: date
    sure: bool = True

    @property
    def code(self) -> str:
        """Its short name.

        >>> clocks = {clock.code: clock for clock in shipped_clocks()}
        >>> from tongchou.monitor.returns.workdays import china
        >>> issue("towns", 1, Period.parse("2024Q1"), clocks["quarter_10wd"], china()).code
        'towns@2024Q1'
        """
        return f"{self.form}@{self.period.code}"

    def open(self, day: date) -> bool:
        """Whether figures are taken on a day."""
        return self.opens <= day < self.locks

    def light(self, day: date, submitted: date | None = None) -> Lateness:
        """Return the light on a day, given the day a return was first submitted, ``None`` where it was not."""
        if submitted is not None and submitted <= day:
            return Lateness.ON_TIME if submitted <= self.due else Lateness.LATE
        steps = (
            (self.red, Lateness.RED),
            (self.due + timedelta(days=1), Lateness.YELLOW),
            (self.warns, Lateness.WARNING),
            (self.opens, Lateness.OPEN),
        )
        return next((light for first, light in steps if day >= first), Lateness.NOT_OPEN)


def issue(form: str, version: int, period: Period, clock: ClockRow, calendar: WorkCalendar) -> Round:
    """Return the round of a form for a period: every date its clock gives on a calendar.

    :raises Refusal: ``monitor.round.wrong-period`` where the clock is for another kind of period,
        ``monitor.clock.bad-day`` where its deadline is no day of that year.

    >>> from tongchou.monitor.returns.workdays import china
    >>> clocks = {clock.code: clock for clock in shipped_clocks()}
    >>> round_ = issue("towns", 1, Period.parse("2024Q3"), clocks["quarter_10wd"], china())
    >>> str(round_.due), str(round_.warns)  # National Day to the 7th; Saturday the 12th is worked
    ('2024-10-18', '2024-10-12')
    """
    if period.kind != clock.every:
        raise WRONG_PERIOD.refusal(found=period.code, allowed=clock.every)
    due = _due(period, clock, calendar)
    due = calendar.onward(due) if clock.on_rest_day == "next" else due
    days = (calendar.shift(due, -clock.warn), due, calendar.shift(due, clock.grace), calendar.shift(due, clock.lock))
    return Round(form, version, period, period.end + timedelta(days=1), *days, sure=all(map(calendar.knows, days)))


def clocks_of(own: Iterable[ClockRow]) -> dict[str, ClockRow]:
    """Return the clocks a pack may name: the shipped ones, and its own, which win."""
    return {clock.code: clock for clock in (*shipped_clocks(), *own)}


def _due(period: Period, clock: ClockRow, calendar: WorkCalendar) -> date:
    relative = _DUE.fullmatch(clock.due)
    if relative is None:
        return _day(f"{period.end.year + 1}-{clock.due}", clock)
    count = int(relative["count"])
    return calendar.shift(period.end, count) if relative["unit"] == "wd" else period.end + timedelta(days=count)


def _day(text: str, clock: ClockRow) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BAD_DAY.refusal(found=clock.due, clock=clock.code) from None
