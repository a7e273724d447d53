"""What stands in grey beside a cell: the last figure of the same place, and the range of its peers."""

from collections.abc import Mapping
from dataclasses import dataclass

from tongchou.monitor.cells import CellKey
from tongchou.packs.rows import Element
from tongchou.terms import Period
from tongchou.web.programme import Programme
from tongchou.web.returns.keeping import Keeper
from tongchou.web.returns.once import once_a_run

MOST_KEPT = 50_000
"""How many cells are kept with what stands beside them."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The last period with a figure and that figure; the lowest and highest of the peers in it, and how many."""

    period: Period
    last: float | None
    low: float | None = None
    high: float | None = None
    peers: int = 0


class Besides:
    """What stands beside the cells of one programme."""

    def __init__(self, programme: Programme) -> None:
        """Keep the programme's elements at hand."""
        self._programme = programme
        self._cube = programme.run.elements.cube
        self._places = frozenset(self._cube.places)
        self._found: Keeper[CellKey, Beside | None] = Keeper(MOST_KEPT)
        self.elements: Mapping[str, Element] = {row.code: row for row in programme.run.pack.tables.elements.rows}

    def of(self, key: CellKey) -> Beside | None:
        """Return what stands beside a cell; ``None`` where no earlier period is known."""
        return self._found.of(key, lambda: self._look(key))

    def _look(self, key: CellKey) -> Beside | None:
        earlier = [period for period in self._cube.periods if period.end < key.period.start]
        if not earlier or key.element not in self._cube.codes:
            return None
        period = earlier[-1]
        numbers = [self._number(place, period, key.element) for place in self._programme.siblings(key.place)]
        held = [number for number in numbers if number is not None]
        low, high = (min(held), max(held)) if len(held) > 1 else (None, None)
        return Beside(period, self._number(key.place, period, key.element), low, high, len(held))

    def _number(self, place: str, period: Period, element: str) -> float | None:
        return self._cube.cell(place, period, element).value if place in self._places else None


@once_a_run
def besides(programme: Programme) -> Besides:
    """Return the neighbours of a programme's cells, made once a run."""
    return Besides(programme)
