"""Save cells as they come from a page or a workbook; what somebody else changed meanwhile is shown to both."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.timezone import localtime

from tongchou.monitor.cells import CellKey
from tongchou.monitor.returns import Action
from tongchou.monitor.returns import Event as Step
from tongchou.monitor.returns.errors import NOT_ASKED
from tongchou.terms import Cell, Problem, Refusal, State
from tongchou.web.returns.book import By, Typed, exact, held, locked_row, now, versions, write
from tongchou.web.returns.models import CellVersion, Return
from tongchou.web.returns.standing import actor_of
from tongchou.web.returns.typed import read_typed, shown


@dataclass(frozen=True, slots=True)
class Sent:
    """A cell as it was sent: what was typed, and the version that was looked at while typing."""

    address: str
    text: str
    base: int


@dataclass(slots=True)
class Outcome:
    """What became of the cells of one batch, by address."""

    saved: dict[str, CellVersion | None] = field(default_factory=dict)
    conflicts: dict[str, CellVersion | None] = field(default_factory=dict)
    refused: dict[str, Problem] = field(default_factory=dict)
    closed: tuple[Problem, ...] = ()
    """Why nothing can be saved any more; what was typed then stays on the machine it was typed on."""


def save(number: int, by: By, sent: Sequence[Sent], units: Mapping[str, str]) -> Outcome:
    """Save a batch in one transaction.

    A cell that says already what was sent counts as saved, so that a batch may be sent again when the answer was lost.

    :param units: unit by element code.
    """
    outcome = Outcome()
    with transaction.atomic():
        one = locked_row(number)
        cells, typed = _fitting(one, sent, units, outcome)
        try:
            if cells:
                actor = actor_of(by.person, one, held(one))
                write(one, by, Step(Action.SAVE, actor, now(held(one)), cells=cells), typed)
        except Refusal as refusal:
            outcome.closed = refusal.problems
            return outcome
        known = versions(one)
    outcome.saved |= {str(key): known.get(str(key)) for key in cells}
    return outcome


def _fitting(
    one: Return, sent: Sequence[Sent], units: Mapping[str, str], outcome: Outcome
) -> tuple[dict[CellKey, Cell], Typed]:
    """Sort the batch: return the cells to write, and note what is unchanged, in conflict or refused."""
    known, asked = versions(one), {str(key): key for key in held(one).expected}
    cells: dict[CellKey, Cell] = {}
    typed: dict[CellKey, str] = {}
    for each in sent:
        last = known.get(each.address)
        try:
            cell = _read(each, asked, units)
        except Refusal as refusal:
            outcome.refused[each.address] = refusal.problems[0]
            continue
        if _same(last, cell):
            outcome.saved[each.address] = last
        elif (last.number if last else 0) != each.base:
            outcome.conflicts[each.address] = last
        else:
            cells[asked[each.address]], typed[asked[each.address]] = cell, each.text
    return cells, typed


def _read(sent: Sent, asked: Mapping[str, CellKey], units: Mapping[str, str]) -> Cell:
    if sent.address not in asked:
        raise NOT_ASKED.refusal(found=sent.address)
    return read_typed(sent.text, units[asked[sent.address].element])


def _same(last: CellVersion | None, cell: Cell) -> bool:
    if last is None:
        return cell.state is State.MISSING
    return (last.state, last.value) == (cell.state.value, exact(cell))


def told(cells: Mapping[str, CellVersion | None]) -> Iterator[dict[str, object]]:
    """Yield versions of cells as a page reads them."""
    for address, cell in cells.items():
        event = cell.event if cell else None
        yield {
            "address": address,
            "version": cell.number if cell else 0,
            "text": shown(State(cell.state), cell.value) if cell else "",
            "who": str(event.who) if event else "",
            "at": f"{localtime(event.at):%H:%M}" if event else "",
        }
