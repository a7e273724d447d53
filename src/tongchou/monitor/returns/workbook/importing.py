"""A workbook that came back, read without changing anything: cells, problems, and where each cell stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tongchou.monitor.cells import CellKey
from tongchou.monitor.returns.workbook import errors
from tongchou.monitor.returns.workbook.door import Grid, open_grids
from tongchou.monitor.returns.workbook.layout import Asked, Spot, spots
from tongchou.monitor.returns.workbook.ticket import SHEET, Ticket, digest_of, read_ticket
from tongchou.monitor.returns.workbook.values import read_value
from tongchou.terms import Cell, Problem, Refusal, Severity, Where


@dataclass(frozen=True)
class Imported:
    """What a dry run found.

    :param cells: every cell that was read, blanks as missing; a cell with a problem is not among them.
    :param problems: everything wrong, in reading order, each with sheet, row and column from 1.
    :param at: where each cell stands, so that a later finding can be marked in the same workbook.
    """

    ticket: Ticket
    cells: Mapping[CellKey, Cell]
    problems: tuple[Problem, ...]
    at: Mapping[CellKey, Where]

    @property
    def answered(self) -> dict[CellKey, Cell]:
        """The cells somebody answered: blanks left out, so that they never overwrite what was filled in before."""
        return {key: cell for key, cell in self.cells.items() if cell.state.reported}

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep a cell out; the others are warnings."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    def whole(self) -> dict[CellKey, Cell]:
        """Return the answered cells if every one could be read: all or nothing.

        :raises Refusal: with every error.
        """
        if self.errors:
            raise Refusal(self.errors)
        return self.answered


def import_workbook(data: bytes, name: str, asked: Asked, key: bytes) -> Imported:
    """Read a filled template without changing anything.

    :param data: the bytes of the file as it came back.
    :param name: its name, for the places of problems.
    :param asked: what the unit that sends it is asked for now.
    :param key: the secret its template was signed with.
    :raises Refusal: where nothing of it may be read: ``monitor.workbook.*``, in one sentence.
    """
    grids = open_grids(data, name)
    ticket = _ticket(grids, name, key)
    _fits(ticket, asked, name)
    found = [spot for grid in grids if grid.name != SHEET for spot in spots(grid, asked)]
    if not any(spot.key for spot in found):
        raise errors.NO_TABLE.refusal(Where(name), found=name)
    return _read(ticket, found, asked, name)


def _ticket(grids: list[Grid], name: str, key: bytes) -> Ticket:
    sheet = next((grid for grid in grids if grid.name == SHEET), None)
    texts = [one for row in sheet.rows for one in row if isinstance(one, str) and one] if sheet else []
    body = next((text for text in texts if text.startswith("{")), "")
    if not body:
        raise errors.NO_TICKET.refusal(Where(name), found=name)
    tickets = (read_ticket(body, text, key) for text in texts if text != body)
    ticket = next((one for one in tickets if one is not None), None)
    if ticket is None:
        raise errors.FORGED.refusal(Where(name), found=name)
    return ticket


def _fits(ticket: Ticket, asked: Asked, name: str) -> None:
    where, unit = Where(name), asked.assigned.unit
    if ticket.unit != unit:
        raise errors.OTHER_UNIT.refusal(where, found=ticket.unit, allowed=unit)
    theirs, ours = f"{ticket.form} {ticket.period}", f"{asked.form.code} {asked.period.code}"
    if theirs != ours:
        raise errors.OTHER_ROUND.refusal(where, found=theirs, allowed=ours)
    if ticket.version != asked.form.version or ticket.cells != digest_of(asked.keys):
        raise errors.OUTDATED.refusal(where)


def _read(ticket: Ticket, found: list[Spot], asked: Asked, name: str) -> Imported:
    units = {element.code: element.unit for element in asked.form.columns}
    standing: dict[CellKey, list[Spot]] = {}
    strays: list[Spot] = []
    expected = dict.fromkeys(asked.keys)
    for spot in found:
        if spot.key is not None and spot.key in expected:
            standing.setdefault(spot.key, []).append(spot)
        else:
            strays.append(spot)
    read = {key: _one(held, units[key.element], name) for key, held in standing.items()}
    problems = [one for one in read.values() if isinstance(one, Problem)]
    cells = {key: one for key, one in read.items() if isinstance(one, Cell)}
    lost = [key for key in expected if key not in standing]
    at = {key: _where(held[0], name) for key, held in standing.items()}
    return Imported(ticket, cells, (*problems, *_strays(strays, name), *_lost(lost, name)), at)


def _one(held: list[Spot], unit: str, name: str) -> Cell | Problem:
    """Read a cell that stands once; where it stands again, the figures must agree and blanks say nothing."""
    filled = [spot for spot in held if not _blank(spot.value)] or held[:1]
    first = read_value(filled[0].value, unit, _where(filled[0], name))
    for spot in filled[1:]:
        if isinstance(first, Cell) and read_value(spot.value, unit, _where(spot, name)) != first:
            return errors.TWICE.at(_where(spot, name), found=_shown(spot.value), allowed=_where(filled[0], "").say())
    return first


def _strays(strays: list[Spot], name: str) -> Iterator[Problem]:
    """Yield a problem for figures outside the return: once a row or column that has no code."""
    told: set[tuple[str, str, int]] = set()
    for spot in strays:
        if _blank(spot.value):
            continue
        if spot.key is not None:
            yield errors.FOREIGN.at(_where(spot, name), found="".join(spot.codes))
            continue
        line = (spot.sheet, "row", spot.row) if not spot.codes[0] else (spot.sheet, "column", spot.column)
        if line not in told:
            told.add(line)
            yield errors.NO_KEY.at(_where(spot, name), found=_shown(spot.value))


def _lost(lost: list[CellKey], name: str) -> Iterator[Problem]:
    if lost:
        yield errors.LOST.at(Where(name), found=len(lost), allowed=lost[0])


def _where(spot: Spot, name: str) -> Where:
    return Where(name, sheet=spot.sheet, row=spot.row, column=spot.column)


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _shown(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)[:40]
