"""Excel both ways: the template of a return, and a workbook that came back, tried first and saved when it may be."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from tongchou.monitor.cells import CellKey
from tongchou.monitor.checks import Hit
from tongchou.monitor.returns import Action
from tongchou.monitor.returns import Event as Step
from tongchou.monitor.returns.forms import Assigned
from tongchou.monitor.returns.workbook import Asked, Imported, import_workbook
from tongchou.report.return_marked import marked_copy
from tongchou.report.return_template import Blank, return_template
from tongchou.terms import Cell, Period, Problem
from tongchou.web.returns.beside import besides
from tongchou.web.returns.book import By, form_of, held, locked_row, now, write
from tongchou.web.returns.checking import hits_in
from tongchou.web.returns.looking import Look, dates_of
from tongchou.web.returns.models import Return
from tongchou.web.returns.standing import actor_of


def asked_of(seen: Look) -> Asked:
    """Return what a return asks for, as a workbook shows it."""
    one, period = seen.one, Period.parse(seen.one.issue.round.period)
    names = {code: place.name for code in one.places if (place := seen.programme.places.get(code))}
    return Asked(form_of(one.issue), Assigned(one.issue.code, one.unit, tuple(one.places)), period, names)


def template_of(seen: Look) -> bytes:
    """Return the template with what is filled in already, and last period's figures beside."""
    asked, near = asked_of(seen), besides(seen.programme)
    filled = {key: cell for key, cell in seen.held.cells.items() if cell.state.reported}
    before: dict[CellKey, Cell] = {}
    for key in asked.keys:
        beside = near.of(key)
        if beside and beside.last is not None:
            before[key._replace(period=beside.period)] = Cell.number(beside.last)
    blank = Blank(asked, dates_of(seen.one.issue), seen.place.zh, filled, before)
    return return_template(blank, _key())


def _key() -> bytes:
    return str(settings.SECRET_KEY).encode()


@dataclass(frozen=True, slots=True)
class Tried:
    """A workbook that was read: what would change, what is wrong, what the checks would say."""

    imported: Imported
    changes: Mapping[CellKey, Cell]
    hits: tuple[Hit, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the workbook itself."""
        return self.imported.problems


def tried(seen: Look, data: bytes, name: str) -> Tried:
    """Read a workbook without changing anything.

    :raises Refusal: ``monitor.workbook.*`` where nothing of it may be read.
    """
    imported = import_workbook(data, name, asked_of(seen), _key())
    changes = {key: cell for key, cell in imported.answered.items() if seen.held.cell(key) != cell}
    after = {**seen.held.cells, **imported.answered}
    cells = {key: after.get(key, seen.held.cell(key)) for key in seen.held.expected}
    return Tried(imported, changes, hits_in(seen.programme, cells, seen.one))


def take_in(seen: Look, by: By, found: Tried, *, whole: bool) -> int:
    """Save what a workbook says; return how many cells changed.

    :param whole: save nothing unless every cell could be read.
    :raises Refusal: every error of the workbook where ``whole``; what the library has against saving.
    """
    cells = found.imported.whole() if whole else found.imported.answered
    with transaction.atomic():
        one: Return = locked_row(seen.one.pk)
        before = held(one)
        fresh = {key: cell for key, cell in cells.items() if before.cell(key) != cell}
        if fresh:
            write(one, by, Step(Action.SAVE, actor_of(by.person, one, before), now(before), cells=fresh))
    return len(fresh)


def marked(data: bytes, name: str, found: Tried) -> bytes:
    """Return the same workbook with every problem noted in its cell."""
    return marked_copy(data, name, found.problems)
