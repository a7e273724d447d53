"""What the library's checks find in a return as it is, held against the programme's own figures."""

from collections.abc import Iterator, Mapping

from tongchou.monitor import Cube, Observed
from tongchou.monitor.cells import CellKey, Cells
from tongchou.monitor.checks import Hit
from tongchou.monitor.checks.frame import Frame
from tongchou.monitor.checks.reviewing import review
from tongchou.monitor.checks.rules import Rule, read_rules
from tongchou.monitor.returns import Return as Held
from tongchou.monitor.returns import digest
from tongchou.terms import Cell, State
from tongchou.web.programme import Programme
from tongchou.web.returns.beside import besides
from tongchou.web.returns.keeping import Keeper
from tongchou.web.returns.models import Return
from tongchou.web.returns.once import once_a_run


class Known(Mapping[CellKey, Cell]):
    """The figures of a run as cells, read when they are asked for."""

    def __init__(self, cube: Cube) -> None:
        """Keep the cube."""
        self._cube = cube
        self._places = frozenset(cube.places)

    def __getitem__(self, key: CellKey) -> Cell:
        cube = self._cube
        if key.place not in self._places or key.period not in cube.periods or key.element not in cube.codes:
            raise KeyError(key)
        return cube.cell(key.place, key.period, key.element)

    def __iter__(self) -> Iterator[CellKey]:
        cube = self._cube
        return (CellKey(p, when, code) for p in cube.places for when in cube.periods for code in cube.codes)

    def __len__(self) -> int:
        return self._cube.values.size


class Elsewhere(Mapping[str, Mapping[CellKey, Cell]]):
    """What each source says of a cell."""

    def __init__(self, observed: Observed) -> None:
        """Keep what was observed."""
        self._observed = observed

    def __getitem__(self, source: str) -> Mapping[CellKey, Cell]:
        return _OfSource(self._observed, source)

    def __iter__(self) -> Iterator[str]:
        return iter(self._observed.grades)

    def __len__(self) -> int:
        return len(self._observed.grades)


class _OfSource(Mapping[CellKey, Cell]):
    def __init__(self, observed: Observed, source: str) -> None:
        self._observed, self._source = observed, source

    def __getitem__(self, key: CellKey) -> Cell:
        choice = self._observed.choice(key.place, key.period, key.element)
        rows = (choice.taken, *choice.others) if choice else ()
        row = next((one for one in rows if one.source == self._source), None)
        if row is None:
            raise KeyError(key)
        return Cell(None, row.state or State.MISSING) if row.value is None else Cell.number(float(row.value))

    def __iter__(self) -> Iterator[CellKey]:
        return iter(())

    def __len__(self) -> int:
        return 0


@once_a_run
def _rules(programme: Programme) -> tuple[Rule, ...]:
    return read_rules(programme.run.pack.tables.checks.rows, besides(programme).elements)


@once_a_run
def _surroundings(programme: Programme) -> Frame:
    """What is the same for every return of a programme."""
    run = programme.run
    children = {code: tuple(run.tree.children(code)) for code in run.tree.places}
    return Frame(
        {},
        besides(programme).elements,
        Known(run.elements.cube),
        {code: place.name for code, place in programme.places.items()},
        {code: parts for code, parts in children.items() if parts},
        Elsewhere(run.observed),
    )


_FOUND: Keeper[tuple[str, int, str], tuple[Hit, ...]] = Keeper(most=4000)


def hits_of(programme: Programme, held: Held, one: Return) -> tuple[Hit, ...]:
    """Return what the checks find in a return, those that must be mended first; kept until its figures change."""
    name = (programme.run.pack.digest, one.pk, digest(held.cells))
    return _FOUND.of(name, lambda: hits_in(programme, {key: held.cell(key) for key in held.expected}, one))


def hits_in(programme: Programme, cells: Cells, one: Return) -> tuple[Hit, ...]:
    """Return what the checks would find if a return said this."""
    around = _surroundings(programme)
    frame = Frame(
        cells, around.elements, around.known, around.names, around.parts, around.sources,
        dict.fromkeys(one.places, one.unit), one.issue.code,
    )  # fmt: skip
    return review(_rules(programme), frame)
