"""What is checked, and what is known beside it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tongchou.monitor.cells import CellKey, Cells
from tongchou.packs.rows import Element
from tongchou.terms import Cell, Period, State, Words

MISSING = Cell(None, State.MISSING, "not-reported")
"""What stands where nobody reported."""
Look = Callable[[Sequence[str], Period, str], list[Cell]]
"""Where the cells of some places are found in a period and element."""


@dataclass(frozen=True)
class Frame:
    """The cells of one return or of many, and what they are held against.

    :param cells: what is checked.
    :param elements: the elements that occur, by code.
    :param known: figures of earlier periods and of other places; only asked for by address, so it may be lazy.
    :param names: names of places by code; a code without one stands for itself.
    :param parts: the places right below a place.
    :param sources: the same cells as other sources give them, by the code of the source; may be lazy likewise.
    :param owners: the unit that answers for a place.
    :param form: code of the form; empty: every rule applies.
    """

    cells: Cells
    elements: Mapping[str, Element]
    known: Cells = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: Mapping[str, Cells] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    form: str = ""

    @cached_property
    def asked(self) -> Mapping[tuple[Period, str], Mapping[str, Cell]]:
        """What is checked, by period and element, then by place."""
        found: dict[tuple[Period, str], dict[str, Cell]] = {}
        for (place, period, element), cell in self.cells.items():
            found.setdefault((period, element), {})[place] = cell
        return found

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods that are checked, oldest first."""
        return tuple(sorted({period for period, _ in self.asked}))

    def look(self, places: Sequence[str], period: Period, element: str) -> list[Cell]:
        """Return the cells of some places, each as it is checked, or known, or missing."""
        asked = self.asked.get((period, element), {})
        return [asked.get(place) or self.known.get(CellKey(place, period, element), MISSING) for place in places]

    def cell(self, key: CellKey) -> Cell:
        """Return one cell as it is checked, or known, or missing."""
        return self.look((key.place,), key.period, key.element)[0]

    def place_name(self, place: str) -> str:
        """Return the name of a place, its code where it has none."""
        return self.names.get(place, place)

    def element_name(self, code: str) -> str:
        """Return the name of an element, its code where it is not known."""
        return self.elements[code].name if code in self.elements else code

    def speak(self, places: Iterable[str], period: Period, zh: str, en: str) -> Words:
        """Return a sentence with the places and the period it is about in front."""
        names = "、".join(map(self.place_name, places))
        return Words(f"{names} {period.say()}：{zh}", f"{names} {period.say('en')}: {en}")
