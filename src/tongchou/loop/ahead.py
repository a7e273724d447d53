"""Infrastructure of a pack held against the people it will have to serve: what is short, when, and what lies idle.

People are those the run observed, and after its last year those of ``projections.csv``; demand is people times what a
person needs (``infrastructure.csv``), capacity that of ``capacities.csv``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tongchou.loop.errors import NOBODY_PROJECTED
from tongchou.loop.model import Mark, Run
from tongchou.onemap.ahead import Bands, Facility, Outlook, look_ahead
from tongchou.packs.ahead_rows import Capacity, Infrastructure
from tongchou.packs.fields import Standing
from tongchou.terms import Problem, Refusal, Where


@dataclass(frozen=True, slots=True)
class Laid:
    """One kind of infrastructure at one place: people and demand by year, and what looking ahead shows."""

    kind: Infrastructure
    place: str
    year: int
    people: Mapping[int, float]
    demand: Mapping[int, float]
    outlook: Outlook
    invented: bool

    @property
    def capacity(self) -> dict[int, float | None]:
        """Capacity in every year of the demand; ``None`` before the first that is stated."""
        facility = self.outlook.facility
        first = min(facility.capacity)
        return {year: facility.in_year(year) if year >= first else None for year in self.demand}


@dataclass(frozen=True, slots=True)
class Foresight:
    """What a pack has laid ahead, seen from a year, and what could not be looked at."""

    year: int
    laid: tuple[Laid, ...]
    problems: tuple[Problem, ...]


def foresee(run: Run) -> Foresight:
    """Look ahead from the year of a run at everything in ``capacities.csv``; what cannot be seen is a problem."""
    seen, problems = list[Laid](), list[Problem]()
    for (code, place), lines in _held(run).items():
        kind = next(row for row in run.pack.tables.infrastructure.rows if row.code == code)
        try:
            seen.append(_laid(run, kind, place, [row for _, row in lines]))
        except Refusal as refusal:
            where = Where(run.pack.tables.capacities.file, lines[0][0])
            problems += [Problem(one.kind, where, one.found, one.allowed, one.facts) for one in refusal.problems]
    return Foresight(run.as_of.true_on.year, tuple(seen), tuple(problems))


def _held(run: Run) -> dict[tuple[str, str], list[tuple[int, Capacity]]]:
    held: dict[tuple[str, str], list[tuple[int, Capacity]]] = {}
    for line in run.pack.tables.capacities.lines:
        held.setdefault((line.row.infrastructure, line.row.place), []).append((line.number, line.row))
    return held


def _laid(run: Run, kind: Infrastructure, place: str, lines: list[Capacity]) -> Laid:
    """Look ahead at one kind in one place.

    :raises Refusal: ``loop.ahead.nobody``, ``onemap.ahead.year``, ``onemap.ahead.bands``.
    """
    year, name = run.as_of.true_on.year, run.called(place).zh
    people = dict(sorted(_people(run, kind.element, place)))
    if not people:
        raise NOBODY_PROJECTED.refusal(found=f"{name} {kind.element}", allowed="projections.csv")
    demand = {when: value * kind.per_person for when, value in people.items()}
    facility = Facility(kind.name, name, kind.lead, {row.year: row.capacity for row in lines}, kind.unit_cost)
    outlook = look_ahead(facility, demand, year, Bands(kind.tight, kind.ahead, kind.idle))
    return Laid(kind, place, year, people, demand, outlook, _invented(run, kind, place, lines))


def _people(run: Run, element: str, place: str) -> Iterator[tuple[int, float]]:
    """Yield the people projected after the last observed year, then those of whole years observed."""
    observed = {
        period.start.year: figure.value
        for period in run.periods
        if period.code == str(period.start.year) and run.elements.holds(element, place, period.code)
        and (figure := run.elements.figure(element, place, period.code)).value is not None
    }  # fmt: skip
    last = max(observed, default=0)
    for row in run.pack.tables.projections.rows:
        if (row.element, row.place) == (element, place) and row.year > last:
            yield row.year, row.value
    yield from ((year, float(value)) for year, value in observed.items() if value is not None)


def _invented(run: Run, kind: Infrastructure, place: str, lines: list[Capacity]) -> bool:
    projected = [row for row in run.pack.tables.projections.rows if (row.element, row.place) == (kind.element, place)]
    standings = {kind.standing, *(row.standing for row in lines), *(row.standing for row in projected)}
    marks = (run.elements.figure(kind.element, place, one.code).marks for one in run.periods
             if run.elements.holds(kind.element, place, one.code))  # fmt: skip
    return Standing.SYNTHETIC in standings or any(Mark.SYNTHETIC in mark for mark in marks)
