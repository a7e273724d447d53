"""Try a change of places before anybody signs it: the tree after it, elements carried over, what points nowhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tongchou.loop.model import Run
from tongchou.loop.rebasing import Address, carry_over
from tongchou.loop.running import territory_of
from tongchou.monitor import Observed
from tongchou.packs.rows import Element, Place, PlaceEvent
from tongchou.terms import Period, Problem
from tongchou.territory import Territory, Tree, happen


@dataclass(frozen=True, slots=True)
class Carried:
    """One element of the last period it has: what the places before a change had, and what those after it get."""

    element: Element
    period: Period
    before: Mapping[str, float | None]
    after: Mapping[str, float | None]
    how: Mapping[str, str]

    @property
    def totals(self) -> tuple[float, float]:
        """The sums before and after; equal where an element that adds up is carried over whole."""
        return _total(self.before), _total(self.after)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A row of the pack that names a place which ends: its table, its code, the place."""

    table: str
    code: str
    place: str


@dataclass(frozen=True)
class ChangeTrial:
    """What a change would do; nothing of it is done."""

    territory: Territory
    before: Tree
    after: Tree
    carried: tuple[Carried, ...]
    pointers: tuple[Pointer, ...]
    problems: tuple[Problem, ...]

    @property
    def ended(self) -> tuple[Place, ...]:
        """The places that are no more."""
        return tuple(place for code, place in self.before.places.items() if code not in self.after)

    @property
    def begun(self) -> tuple[Place, ...]:
        """The places that are new."""
        return tuple(place for code, place in self.after.places.items() if code not in self.before)

    @property
    def altered(self) -> tuple[tuple[Place, Place], ...]:
        """The places that go on with another name, level or parent: before and after."""
        both = ((self.before[code], place) for code, place in self.after.places.items() if code in self.before)
        return tuple((old, new) for old, new in both if _looks(old) != _looks(new))


def try_change(run: Run, event: PlaceEvent, arrivals: Sequence[Place] = ()) -> ChangeTrial:
    """Try a change of places on a run.

    :param arrivals: the places as they are from the day of the change on.
    :raises Refusal: a change that is itself wrong (``territory.event.*``, ``territory.place.unknown``,
        ``territory.change.children-undecided``) or leaves an orphan (``territory.tree.orphan``).
    """
    territory = happen(territory_of(run.pack), event, arrivals)
    before, after = territory.at(event.date - timedelta(days=1)), territory.at(event.date)
    elements = {row.code: row for row in run.pack.tables.elements.rows}
    moved = carry_over(run.observed, territory, after, elements)
    touched = set(event.before) | set(event.after)
    carried = tuple(_carried(elements, run.observed, moved.observed, touched, event.date))
    gone = {code for code in before.places if code not in after}
    return ChangeTrial(territory, before, after, carried, tuple(_pointers(run, gone)), moved.problems)


def _carried(
    elements: Mapping[str, Element], old: Observed, new: Observed, touched: set[str], day: date
) -> Iterator[Carried]:
    for code, element in elements.items():
        had = [address for address in old.taken if address[3] == code and address[0] in touched and address[2] < day]
        if had:
            last = max(had, key=lambda address: address[2])[1:]
            before = {place: _value(old, (place, *last)) for place, *rest in had if tuple(rest) == last}
            after = {place: _value(new, (place, *last)) for place in touched if (place, *last) in new.taken}
            how = {place: new.taken[place, *last].note for place in after}
            yield Carried(element, old.taken[next(iter(before)), *last].period, before, after, how)


def _value(observed: Observed, address: Address) -> float | None:
    value = observed.taken[address].value
    return None if value is None else float(value)


def _total(values: Mapping[str, float | None]) -> float:
    return sum(value for value in values.values() if value is not None)


def _pointers(run: Run, gone: set[str]) -> Iterator[Pointer]:
    tables = run.pack.tables
    for name in ("targets", "tasks", "projects", "units", "register"):
        for row in getattr(tables, name).rows:
            if row.place in gone:
                yield Pointer(name, getattr(row, "code", "") or getattr(row, "registry", ""), row.place)


def _looks(place: Place) -> tuple[str, str, str]:
    return place.name, place.level, place.parent
