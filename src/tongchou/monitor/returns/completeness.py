"""Completeness and timeliness as lists one can open: who, which cell, since when; counted in cells, never capped."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tongchou.monitor.cells import CellKey, Cells
from tongchou.monitor.returns.forms import Assigned, Form, expected
from tongchou.monitor.returns.rounds import Lateness, Round
from tongchou.monitor.returns.workdays import WorkCalendar
from tongchou.terms import State


@dataclass(frozen=True, slots=True)
class Filing:
    """What a unit handed in for a round so far.

    :param cells: what is filled in, draft or not.
    :param submitted: the day it was first submitted, ``None`` where it was not.
    """

    cells: Cells
    submitted: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one unit stands in one round on one day.

    :param states: how many of the expected cells are in each of the five states.
    :param late: working days past the deadline, to the day it was submitted or to today; 0 where it is not past.
    :param since: the day from which it is overdue: the deadline; ``None`` where it is not.
    """

    round: Round
    unit: str
    light: Lateness
    states: Mapping[State, int]
    late: int
    since: date | None

    @property
    def asked(self) -> int:
        """How many cells are expected; those that do not apply are not."""
        return sum(self.states.values()) - self.states.get(State.NOT_APPLICABLE, 0)

    @property
    def answered(self) -> int:
        """How many of them are answered; a declared none is an answer."""
        return self.asked - self.states.get(State.MISSING, 0)


@dataclass(frozen=True, slots=True)
class Gap:
    """One cell nobody answered for.

    :param since: the deadline where it has passed, otherwise the day the round opened.
    """

    unit: str
    cell: CellKey
    round: Round
    since: date
    overdue: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    """Counts over many standings: cells asked and answered, returns on time, late and not there."""

    cells: int
    answered: int
    returns: int
    on_time: int
    late: int
    not_there: int

    @property
    def share(self) -> float | None:
        """Per cent of the cells that are answered, ``None`` where none is asked."""
        return 100 * self.answered / self.cells if self.cells else None

    @property
    def timely(self) -> float | None:
        """Per cent of the returns that came on time, ``None`` where none is asked."""
        return 100 * self.on_time / self.returns if self.returns else None


@dataclass(frozen=True, slots=True)
class Intake:
    """A round as it stands: who is asked for what, and what came in by unit."""

    round: Round
    form: Form
    assigned: tuple[Assigned, ...]
    filed: Mapping[str, Filing]

    def states(self) -> Iterator[tuple[str, Filing, dict[CellKey, State]]]:
        """Yield every unit with what it handed in and the state of each cell it is asked for."""
        for one in self.assigned:
            filing = self.filed.get(one.unit, _NOTHING)
            keys = expected(self.form, one, self.round.period)
            yield one.unit, filing, {key: _state(filing, key) for key in keys}


def standings(intake: Intake, day: date, calendar: WorkCalendar) -> tuple[Standing, ...]:
    """Return where every unit that is asked stands on a day, those that sent nothing included."""
    return tuple(_standings(intake, day, calendar))


def _standings(intake: Intake, day: date, calendar: WorkCalendar) -> Iterator[Standing]:
    due = intake.round.due
    for unit, filing, states in intake.states():
        light = intake.round.light(day, filing.submitted)
        until = filing.submitted if light is Lateness.LATE and filing.submitted else day
        late = calendar.between(due, until) if light.overdue or light is Lateness.LATE else 0
        since = due if light.overdue else None
        yield Standing(intake.round, unit, light, dict(Counter(states.values())), late, since)


def gaps(intake: Intake, day: date) -> Iterator[Gap]:
    """Yield every cell of a round that nobody answered for by a day."""
    overdue = day > intake.round.due
    since = intake.round.due if overdue else intake.round.opens
    for unit, _filing, states in intake.states():
        for key, state in states.items():
            if state is State.MISSING:
                yield Gap(unit, key, intake.round, since, overdue)


def completeness(held: Iterable[Standing]) -> Completeness:
    """Return the counts over standings; cells and returns are added up, shares are never averaged."""
    rows = tuple(held)
    lights = Counter(row.light for row in rows)
    on_time, late = lights[Lateness.ON_TIME], lights[Lateness.LATE]
    cells, answered = sum(row.asked for row in rows), sum(row.answered for row in rows)
    return Completeness(cells, answered, len(rows), on_time, late, len(rows) - on_time - late)


def _state(filing: Filing, key: CellKey) -> State:
    cell = filing.cells.get(key)
    return State.MISSING if cell is None else cell.state


_NOTHING = Filing({})
