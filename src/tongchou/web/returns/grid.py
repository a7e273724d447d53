"""The entry grid of a return: rows, columns, and of each cell what it says, what stands beside it, what is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tongchou.monitor.cells import CellKey
from tongchou.monitor.checks.model import Hit, Weight
from tongchou.monitor.returns import Query
from tongchou.monitor.returns import Return as Held
from tongchou.packs.rows import Element
from tongchou.terms import State, Words
from tongchou.web.programme import Programme
from tongchou.web.returns.beside import Beside, besides
from tongchou.web.returns.models import CellVersion
from tongchou.web.returns.typed import shown


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of the grid."""

    key: CellKey
    element: Element
    place: Words
    text: str
    base: int
    state: State
    beside: Beside | None
    query: Query | None
    stopped: bool
    """Whether a check stops at it."""

    @property
    def status(self) -> str:
        """Where the cell stands on its way: returned with a question, checked, saved with something open, or empty."""
        if self.query is not None:
            return "returned"
        if self.state is State.MISSING:
            return ""
        return "saved" if self.stopped else "checked"


@dataclass(frozen=True, slots=True)
class Said:
    """A finding under a row, with the explanation somebody gave."""

    hit: Hit
    explanation: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grid: its code, its name, its boxes, and what is said under it."""

    code: str
    words: Words
    boxes: tuple[Box, ...]
    said: tuple[Said, ...]
    hints: tuple[Said, ...]
    """What a reviewer may look at again; folded away so that it does not shout."""
    queries: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid: places down and elements across, or, for one place, elements down."""

    rows: tuple[Row, ...]
    columns: tuple[Element, ...]
    single: bool


def grid(programme: Programme, held: Held, known: Mapping[str, CellVersion], hits: Sequence[Hit]) -> Grid:
    """Lay out the cells of a return.

    :param known: the newest version of each cell, by address.
    :param hits: what the checks find in the figures as they are.
    """
    boxes = list(_boxes(programme, held, known, hits))
    single = len({box.key.place for box in boxes}) == 1
    groups: dict[str, list[Box]] = {}
    for box in boxes:
        groups.setdefault(box.key.element if single else box.key.place, []).append(box)
    elements = tuple(dict.fromkeys(box.element.code for box in boxes))
    rows = besides(programme).elements
    return Grid(
        tuple(_row(code, group, held, hits, single=single) for code, group in groups.items()),
        tuple(rows[code] for code in elements),
        single,
    )


def _boxes(programme: Programme, held: Held, known: Mapping[str, CellVersion], hits: Sequence[Hit]) -> Iterator[Box]:
    near, queries = besides(programme), {query.cell: query for query in held.queries if query.open}
    stopped = {key for hit in hits if open_hit(held, hit) for key in hit.cells[:1]}
    for key in held.expected:
        version, place = known.get(str(key)), programme.places.get(key.place)
        yield Box(
            key,
            near.elements[key.element],
            place.words if place else Words(key.place),
            shown(State(version.state), version.value) if version else "",
            version.number if version else 0,
            held.cell(key).state,
            near.of(key),
            queries.get(key),
            key in stopped,
        )


def open_hit(held: Held, hit: Hit) -> bool:
    """Whether a finding still wants to be mended or explained."""
    return hit.weight is Weight.BLOCK or (hit.weight is Weight.EXPLAIN and hit.id not in held.explanations)


def _row(code: str, boxes: list[Box], held: Held, hits: Sequence[Hit], *, single: bool) -> Row:
    keys = {box.key for box in boxes}
    said = tuple(Said(hit, held.explanations.get(hit.id, "")) for hit in hits if hit.cells and hit.cells[0] in keys)
    loud = tuple(one for one in said if one.hit.weight is not Weight.HINT)
    hints = tuple(one for one in said if one.hit.weight is Weight.HINT)
    queries = tuple(query for query in held.queries if query.cell in keys)
    words = boxes[0].element.words if single else boxes[0].place
    return Row(code, words, tuple(boxes), loud, hints, queries)
