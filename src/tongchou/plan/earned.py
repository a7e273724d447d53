r"""Earned value: what was planned, earned and spent by a day, and what the whole will cost at this rate.

Planned value :math:`PV`, earned value :math:`EV` and actual cost :math:`AC` in fen; :math:`SPI = EV/PV`,
:math:`CPI = EV/AC`, :math:`EAC = BAC/CPI`. ANSI/PMI 19-006-2019, The Standard for Earned Value Management.
"""

from dataclasses import dataclass
from datetime import date

from tongchou.plan.projects import Schedule
from tongchou.terms import Fen


@dataclass(frozen=True, slots=True)
class Earned:
    """A project's money on a day."""

    budget: Fen
    planned: Fen
    earned: Fen
    spent: Fen

    @property
    def schedule_index(self) -> float | None:
        """Earned over planned; below 1 the work lags. ``None`` before anything was planned."""
        return self.earned / self.planned if self.planned else None

    @property
    def cost_index(self) -> float | None:
        """Earned over spent; below 1 the work costs more than planned. ``None`` before anything was spent."""
        return self.earned / self.spent if self.spent else None

    @property
    def at_completion(self) -> Fen | None:
        """What the whole will cost at the cost index so far; ``None`` where there is none, or nothing was earned."""
        index = self.cost_index
        return Fen(round(self.budget / index)) if index else None


def earned(schedule: Schedule, budget: Fen, percent: float, spent: Fen, day: date) -> Earned:
    """Return the earned value of a project whose work is ``percent`` done on the evening of a day.

    >>> from tongchou.plan.projects import Phase
    >>> road = Schedule("road", (Phase("建设", date(2015, 1, 1), date(2015, 1, 10), 1),))
    >>> found = earned(road, Fen(1000), 40.0, Fen(500), date(2015, 1, 5))
    >>> found.planned, found.earned, found.schedule_index, found.cost_index, found.at_completion
    (500, 400, 0.8, 0.8, 1250)
    """
    due = schedule.planned(day)
    return Earned(budget, Fen(round(budget * due / 100)), Fen(round(budget * percent / 100)), spent)
