"""Forms as they stand on a day: which cells they ask for, of which places, from whom, by which desks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tongchou.monitor.cells import CellKey, asked
from tongchou.monitor.returns.errors import UNKNOWN_FORM
from tongchou.monitor.returns.model import Desk, Route, Stage
from tongchou.packs.model import Tables
from tongchou.packs.reporting import FormRow
from tongchou.packs.rows import Element, Place, Unit
from tongchou.terms import Period, PeriodKind, Words

_STAGES = {"county": Stage.CHECKED, "department": Stage.REVIEWED, "office": Stage.APPROVED}
_BELOW_COUNTIES = ("town", "village", "enterprise", "other")


@dataclass(frozen=True, slots=True)
class Form:
    """One version of a form.

    :param columns: the elements it asks for, in order.
    :param sections: the heading of each element, empty where there is none.
    """

    row: FormRow
    columns: tuple[Element, ...]
    sections: Mapping[str, str]

    @property
    def code(self) -> str:
        """Its short name."""
        return self.row.code

    @property
    def version(self) -> int:
        """Its version."""
        return self.row.version

    @property
    def words(self) -> Words:
        """Its name."""
        return self.row.words

    @property
    def every(self) -> PeriodKind:
        """The kind of period it is filled in for."""
        return self.row.period_kind

    @property
    def elements(self) -> tuple[str, ...]:
        """The codes of its elements."""
        return tuple(element.code for element in self.columns)


@dataclass(frozen=True, slots=True)
class Assigned:
    """A unit that answers for a form, and the places it answers for."""

    form: str
    unit: str
    places: tuple[str, ...]


def alive(row: Place | Unit | FormRow, day: date) -> bool:
    """Whether a dated row holds on a day."""
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day < row.valid_to)


def forms_on(tables: Tables, day: date) -> tuple[Form, ...]:
    """Return the forms in force on a day, the newest version of each."""
    rows = {row.code: row for row in sorted(tables.forms.rows, key=lambda row: row.version) if alive(row, day)}
    known = {element.code: element for element in tables.elements.rows}
    return tuple(_form(row, tables, known) for row in rows.values())


def form_on(tables: Tables, code: str, day: date) -> Form:
    """Return one form as it stands on a day.

    :raises Refusal: ``monitor.form.unknown``.
    """
    found = next((form for form in forms_on(tables, day) if form.code == code), None)
    if found is None:
        raise UNKNOWN_FORM.refusal(found=code, allowed=day)
    return found


def _form(row: FormRow, tables: Tables, known: Mapping[str, Element]) -> Form:
    cells = [cell for cell in tables.form_cells.rows if cell.form == row.code and cell.first_version <= row.version]
    cells = [cell for cell in cells if cell.last_version is None or row.version <= cell.last_version]
    sections = {cell.element: cell.section for cell in cells if cell.element in known}
    return Form(row, tuple(known[code] for code in sections), sections)


def assigned_on(tables: Tables, form: Form, day: date) -> tuple[Assigned, ...]:
    """Return who answers for a form on a day, by ``assignments.csv``.

    Without a line for the form, every place of its level belongs to its own unit, or to that of the nearest place
    above which has one.
    """
    places = {place.code: place for place in tables.places.rows if alive(place, day)}
    level = [code for code, place in places.items() if place.level is form.row.level]
    lines = [row for row in tables.assignments.rows if row.form == form.code]
    if not lines:
        return _by_nearest(form, level, places, _units(tables, day))
    units = {unit.code: unit.place for unit in tables.units.rows}
    held = [row for row in lines if (row.valid_from or day) <= day and (row.valid_to is None or day < row.valid_to)]
    found = (
        Assigned(form.code, row.unit, row.places or tuple(_below(units.get(row.unit, ""), level, places)))
        for row in held
    )
    return tuple(found)


def _units(tables: Tables, day: date) -> dict[str, str]:
    """The unit of each place: its own government where there is one, otherwise the first that works for it."""
    found: dict[str, str] = {}
    levels = {place.code: place.level.value for place in tables.places.rows}
    rows = (unit for unit in tables.units.rows if unit.place and alive(unit, day))
    for unit in sorted(rows, key=lambda unit: unit.kind != levels.get(unit.place)):
        found.setdefault(unit.place, unit.code)
    return found


def _by_nearest(
    form: Form, level: Iterable[str], places: Mapping[str, Place], units: Mapping[str, str]
) -> tuple[Assigned, ...]:
    held: dict[str, list[str]] = {}
    for code in level:
        unit = next((units[one] for one in _upward(code, places) if one in units), None)
        if unit is not None:
            held.setdefault(unit, []).append(code)
    return tuple(Assigned(form.code, unit, tuple(codes)) for unit, codes in held.items())


def _upward(code: str, places: Mapping[str, Place]) -> Iterator[str]:
    while code in places:
        yield code
        code = places[code].parent


def _below(top: str, level: Iterable[str], places: Mapping[str, Place]) -> Iterator[str]:
    return (code for code in level if top in _upward(code, places))


def expected(form: Form, assigned: Assigned, period: Period) -> tuple[CellKey, ...]:
    """Return the cells a unit is asked for: its places by the elements of the form, in that order."""
    return asked(assigned.places, (period,), form.elements)


def route_for(form: Form, unit: str, units: Iterable[Unit]) -> Route:
    """Return the way of a unit's return: the form's desks with the units that sit there.

    The county's desk belongs to the nearest county above a unit below the counties, the department's to the form's
    owner, the office's to the office. A desk that nobody sits at, or at which the unit itself would sit, is left out.
    """
    known = {row.code: row for row in units}
    desks = (_desk(text, form, unit, known) for text in form.row.desks)
    return Route(tuple(desk for desk in desks if desk is not None), form.row.signed, form.row.whole)


def _desk(text: str, form: Form, unit: str, units: Mapping[str, Unit]) -> Desk | None:
    name = text.removesuffix("?")
    sitting = _sitting(name, form, unit, units)
    if name not in _STAGES or sitting in ("", unit):
        return None
    return Desk(_STAGES[name], sitting, optional=text.endswith("?"))


def _sitting(name: str, form: Form, unit: str, units: Mapping[str, Unit]) -> str:
    match name:
        case "department":
            return form.row.owner
        case "office":
            return next((row.code for row in units.values() if row.kind == "office"), "")
        case _:
            return _county_above(unit, units) if unit in units and units[unit].kind in _BELOW_COUNTIES else ""


def _county_above(unit: str, units: Mapping[str, Unit]) -> str:
    above = units[unit].parent
    while above in units and units[above].kind != "county":
        above = units[above].parent
    return above
