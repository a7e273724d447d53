"""Where the cells of a return stand in a sheet: found by hidden codes, by names where the codes are gone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tongchou.monitor.cells import CellKey
from tongchou.monitor.returns.forms import Assigned, Form
from tongchou.monitor.returns.workbook.door import Grid
from tongchou.terms import Period, halfwidth

CORNER = "@@"
"""What stands where the row of codes and the column of codes meet."""
BESIDE = "-"
"""The code of a column or row that only informs: names, units, the period before."""
PLACE, ELEMENT = "p:", "e:"


@dataclass(frozen=True)
class Asked:
    """What a unit is asked for, as a workbook shows it.

    :param names: names of its places by code.
    """

    form: Form
    assigned: Assigned
    period: Period
    names: Mapping[str, str]

    @property
    def keys(self) -> tuple[CellKey, ...]:
        """The cells asked for."""
        return tuple(
            CellKey(place, self.period, element) for place in self.assigned.places for element in self.form.elements
        )

    @property
    def upright(self) -> bool:
        """Whether elements stand below each other: for a single place; otherwise places do."""
        return len(self.assigned.places) == 1


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a sheet and what its two codes say; ``None`` where one of them is gone or foreign."""

    sheet: str
    row: int
    column: int
    key: CellKey | None
    codes: tuple[str, str]
    value: object


def spots(grid: Grid, asked: Asked) -> Iterator[Spot]:
    """Yield every cell of a sheet that stands in the table, with its address.

    Rows and columns may have moved: their codes move with them. Without codes the names of places and elements in the
    sheet's own head and side are used.
    """
    places = ((row, column) for row, cells in enumerate(grid.rows) for column, one in enumerate(cells) if one == CORNER)
    corner = next(places, None)
    if corner is not None:
        yield from _by_codes(grid, asked, *corner)
    else:
        yield from _by_names(grid, asked)


def _by_codes(grid: Grid, asked: Asked, top: int, side: int) -> Iterator[Spot]:
    heads = {column: _code(one) for column, one in enumerate(grid.rows[top]) if column != side and one != BESIDE}
    for row, cells in enumerate(grid.rows[top + 1 :], top + 1):
        if cells[side] == BESIDE:
            continue
        code = _code(cells[side])
        for column, head in heads.items():
            yield Spot(grid.name, row + 1, column + 1, _key(code, head, asked), (code, head), cells[column])


def _code(value: object) -> str:
    text = str(value).strip() if isinstance(value, str) else ""
    return text if text.startswith((PLACE, ELEMENT)) else ""


def _key(one: str, other: str, asked: Asked) -> CellKey | None:
    codes = sorted((one, other))
    if not codes[0].startswith(ELEMENT) or not codes[1].startswith(PLACE):
        return None
    return CellKey(codes[1].removeprefix(PLACE), asked.period, codes[0].removeprefix(ELEMENT))


def _by_names(grid: Grid, asked: Asked) -> Iterator[Spot]:
    """Find the row that names most elements and the column that names most places; both must be there."""
    elements = {_plain(element.name): ELEMENT + element.code for element in asked.form.columns}
    places = {_plain(asked.names.get(code, code)): PLACE + code for code in asked.assigned.places}
    top = _best(grid.rows, elements)
    side = _best(list(zip(*grid.rows, strict=False)), places)
    if top is None or side is None:
        return
    heads = {column: code for column, one in enumerate(grid.rows[top]) if (code := elements.get(_plain(one), ""))}
    for row, cells in enumerate(grid.rows[top + 1 :], top + 1):
        code = places.get(_plain(cells[side]), "")
        if code:
            for column, head in heads.items():
                yield Spot(grid.name, row + 1, column + 1, _key(code, head, asked), (code, head), cells[column])


def _best(lines: Sequence[Sequence[object]], names: Mapping[str, str]) -> int | None:
    """Return the line with the most of the names, each counted once; ``None`` where it has less than half of them."""
    counts = [len({_plain(one) for one in line} & names.keys()) for line in lines]
    most = max(counts, default=0)
    return counts.index(most) if most and 2 * most >= len(names) else None


def _plain(value: object) -> str:
    return halfwidth(value).replace(" ", "").replace("\n", "") if isinstance(value, str) else ""
