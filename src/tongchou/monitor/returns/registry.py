"""The registry of forms: what is already asked before a new form goes out, what can be filled in, whom it burdens."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tongchou.monitor.cells import CellKey, Cells
from tongchou.monitor.returns.forms import Assigned, Form
from tongchou.packs.fields import Level, OverPlaces, OverTime
from tongchou.packs.rows import Element
from tongchou.terms import Cell, PeriodKind, Words

_TIMES = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF: 2, PeriodKind.YEAR: 1}
_LEVELS = tuple(Level)


class Overlap(StrEnum):
    """How a cell of a new form is already there."""

    SAME = "same"
    FROM_BELOW = "from_below"
    FROM_SHORTER = "from_shorter"

    @property
    def words(self) -> Words:
        """The finding on the screen."""
        return _OVERLAPS[self]


_OVERLAPS = {
    Overlap.SAME: Words("已在另一张表中填报", "already reported in another form"),
    Overlap.FROM_BELOW: Words("可由下级报数汇总", "follows from the places below"),
    Overlap.FROM_SHORTER: Words("可由更短的期间汇总", "follows from shorter periods"),
}


@dataclass(frozen=True, slots=True)
class Existing:
    """An element of a new form that another form already gives.

    :param how: the same cell, or one that rolls up to it by the element's own rules.
    """

    element: Element
    form: Form
    how: Overlap


@dataclass(frozen=True, slots=True)
class Burden:
    """What a unit is asked for in a year.

    :param forms: codes of the forms it answers for.
    :param filings: returns a year.
    :param cells: cells a year.
    :param repeated: how many of those cells another form of the same unit asks for as well.
    """

    unit: str
    forms: tuple[str, ...]
    filings: int
    cells: int
    repeated: int


@dataclass(frozen=True, slots=True)
class Prefilled:
    """A cell that was reported once already, and in which return."""

    cell: Cell
    source: str


def existing(new: Form, forms: Iterable[Form]) -> tuple[Existing, ...]:
    """Return what a new form would ask for although it exists; an earlier version of itself does not count.

    Same cell: the same element, kind of period and level of places. Derivable: the element of a lower level where it
    rolls up over places, or of a shorter period where it rolls up over time.
    """
    return tuple(_existing(new, [form for form in forms if form.code != new.code]))


def _existing(new: Form, others: list[Form]) -> Iterator[Existing]:
    for element in new.columns:
        for form in others:
            how = _how(new, form, element) if element.code in form.elements else None
            if how is not None:
                yield Existing(element, form, how)


def _how(new: Form, old: Form, element: Element) -> Overlap | None:
    deeper = _LEVELS.index(old.row.level) - _LEVELS.index(new.row.level)
    shorter = _TIMES[old.every] - _TIMES[new.every]
    if deeper == 0 and shorter == 0:
        return Overlap.SAME
    if deeper > 0 and shorter == 0 and element.over_places is not OverPlaces.NONE:
        return Overlap.FROM_BELOW
    if deeper == 0 and shorter > 0 and element.over_time is not OverTime.NONE:
        return Overlap.FROM_SHORTER
    return None


def prefill(keys: Iterable[CellKey], reported: Mapping[str, Cells]) -> dict[CellKey, Prefilled]:
    """Return the cells that were reported already, from the first return that answers for each.

    :param reported: cells by the name of the return they stand in, the most trusted first.
    """
    found = {}
    for key in keys:
        held = ((source, cells[key]) for source, cells in reported.items() if key in cells)
        first = next(((source, cell) for source, cell in held if cell.state.reported), None)
        if first is not None:
            found[key] = Prefilled(first[1], first[0])
    return found


def burdens(forms: Iterable[Form], assigned: Iterable[Assigned]) -> tuple[Burden, ...]:
    """Return what every unit is asked for in a year, the most burdened first."""
    known = {form.code: form for form in forms}
    units: dict[str, list[Assigned]] = {}
    for one in assigned:
        units.setdefault(one.unit, []).append(one)
    found = (_burden(unit, held, known) for unit, held in units.items())
    return tuple(sorted(found, key=lambda burden: (-burden.cells, burden.unit)))


def _burden(unit: str, held: list[Assigned], forms: Mapping[str, Form]) -> Burden:
    cells: Counter[tuple[str, str, PeriodKind]] = Counter()
    for one in held:
        form = forms[one.form]
        cells.update((place, element, form.every) for place in one.places for element in form.elements)
    yearly = sum(count * _TIMES[key[2]] for key, count in cells.items())
    repeated = sum((count - 1) * _TIMES[key[2]] for key, count in cells.items())
    filings = sum(_TIMES[forms[one.form].every] for one in held)
    return Burden(unit, tuple(one.form for one in held), filings, yearly, repeated)
