"""Cells by address: the small frame of figures that returns and checks work on."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tongchou.terms import Cell, Period


class CellKey(NamedTuple):
    """The address of a reported cell: which place, which period, which element.

    >>> str(CellKey("980121101", Period.year(2024), "pop"))
    'element:pop@980121101@2024'
    """

    place: str
    period: Period
    element: str

    def __str__(self) -> str:
        return f"element:{self.element}@{self.place}@{self.period.code}"

    @classmethod
    def parse(cls, text: str) -> "CellKey":
        """Read what ``str`` wrote.

        :raises ValueError: for any other form.
        :raises Refusal: ``terms.period.unreadable``.

        >>> CellKey.parse("element:pop@980121101@2024Q1").period
        Period('2024Q1')
        """
        element, place, period = text.removeprefix("element:").split("@")
        return cls(place, Period.parse(period), element)


Cells = Mapping[CellKey, Cell]
"""A frame of cells; what is not in it was not reported."""


def asked(places: Iterable[str], periods: Iterable[Period], elements: Iterable[str]) -> tuple[CellKey, ...]:
    """Return the addresses of a full grid: places by periods by elements, in that order.

    >>> len(asked(["a", "b"], [Period.year(2024)], ["pop", "households"]))
    4
    """
    columns, times = tuple(elements), tuple(periods)
    return tuple(CellKey(place, period, element) for place in places for period in times for element in columns)
