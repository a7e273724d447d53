"""What the generated city has laid ahead of its people: people projected, capacities with a planted outlook each.

The outlook of county i and kind j is that of place (i + j) mod 5 of ``PLANTED``, so that the truth is known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tongchou.packs.demo_city_map import City, Row

Array = NDArray[np.float64]
AHEAD = 10
"""Years projected after the last one observed."""
PLANTED = (("lag", 0.90), ("tight", 1.05), ("ahead", 1.20), ("idle", 1.60), ("lag", 0.95))
"""The band of each planted outlook, and its capacity over the demand when more could be in use."""
_ENLARGED = 1.35
"""The last of them is committed to be enlarged in two years to this much of that demand."""
_SYNTHETIC, _BASIS = "synthetic", "合成示例，不是标准"
_KINDS: tuple[Row, ...] = (
    ("water", "自来水供水能力", "water supply", "吨/日", "pop", "0.18", "3", "3200"),
    ("sewage", "污水处理能力", "sewage treatment", "吨/日", "pop_urban", "0.15", "3", "5200"),
    ("primary", "小学学位", "primary school places", "个", "pop", "0.065", "2", "62000"),
    ("elderly", "养老床位", "beds for the elderly", "张", "pop", "0.007", "2", "90000"),
)


@dataclass(frozen=True, slots=True)
class Growth:
    """People of the counties in the last year observed, and how they grow: element by element, a value a county."""

    people: Mapping[str, Array]

    @classmethod
    def of(cls, city: City, villages: Mapping[str, Array]) -> "Growth":
        """Return the counties' people from the tables of villages; silent villages stand as the mean of others."""
        count = city.shape.towns * city.shape.villages
        last = {name: villages[name][-1].reshape(city.shape.counties, -1) for name in ("pop", "pop_urban")}
        return cls({name: np.nanmean(table, axis=1) * count for name, table in last.items()})

    def in_years(self, element: str, years: int) -> Array:
        """Return the counties' people after some years: from one per cent fewer to two more a year, towns faster."""
        first = self.people[element]
        rate = np.linspace(-0.01, 0.02, len(first)) + (0.012 if element == "pop_urban" else 0.0)
        grown: Array = np.round(first * (1 + rate) ** years)
        return grown


def infrastructure() -> Iterator[Row]:
    """Yield the kinds of infrastructure."""
    yield from ((*kind, _BASIS, _SYNTHETIC) for kind in _KINDS)


def projections(city: City, growth: Growth) -> Iterator[Row]:
    """Yield the people of every county in the years to come."""
    last = city.shape.first + city.shape.years - 1
    for element in growth.people:
        for step in range(1, AHEAD + 1):
            values = growth.in_years(element, step)
            for county, value in zip(city.counties, values, strict=True):
                yield (element, county, str(last + step), f"{value:.0f}", "合成预测（虚构）", _SYNTHETIC)


def capacities(city: City, growth: Growth) -> Iterator[Row]:
    """Yield what every county has of every kind now, and what is committed."""
    last = city.shape.first + city.shape.years - 1
    for j, (code, _, _, _, element, need, lead, _) in enumerate(_KINDS):
        demand = growth.in_years(element, int(lead)) * float(need)
        for i, county in enumerate(city.counties):
            place = (i + j) % len(PLANTED)
            held = ((last, PLANTED[place][1], "现有（虚构）"), (last + 2, _ENLARGED, "已批复扩建（虚构）"))
            for year, ratio, note in held if place == len(PLANTED) - 1 else held[:1]:
                yield (code, county, str(year), f"{demand[i] * ratio:.0f}", "", _SYNTHETIC, note)
