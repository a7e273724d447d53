"""A city target broken down to counties and years: one table, held against the whole year by year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tongchou.packs.fields import Comparator
from tongchou.packs.rows import Target
from tongchou.plan.decomposition import Whole, check_whole, missing_parts, shares, summed, weighted
from tongchou.plan.errors import PARTS_WEIGHT
from tongchou.plan.targets import Due
from tongchou.terms import Period, Problem, Refusal

Cells = Mapping[tuple[str, Period], Decimal]
"""What each place is to reach in each period."""
Weights = Mapping[str, Decimal]
"""Place → denominator of a ratio, in one unit for all; empty for a target whose parts are added."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A target's years as rows of promises, and the parts given to places.

    ``dues`` are what the whole is due to reach, year by year; ``places`` are those that must have a part.
    """

    dues: tuple[Due, ...]
    places: tuple[str, ...]
    cells: Cells
    weights: Weights

    @property
    def periods(self) -> tuple[Period, ...]:
        """The years of the table."""
        return tuple(due.period for due in self.dues)

    def parts(self, period: Period) -> list[Target]:
        """Return the parts given in one period as targets."""
        due = next(due for due in self.dues if due.period == period)
        return [
            _target(due, place, value)
            for place in self.places
            if (value := self.cells.get((place, period))) is not None
        ]

    def whole(self, due: Due) -> Whole | None:
        """Return what the parts of one period make; ``None`` while a part or a weight is missing."""
        parts = self.parts(due.period)
        if len(parts) < len(self.places):
            return None
        try:
            return weighted(_of(due), parts, self.weights) if self.weights else summed(_of(due), parts)
        except Refusal:
            return None

    def problems(self, tolerance: Decimal) -> list[Problem]:
        """Return every year whose parts are missing or miss the whole by more than ``tolerance``, in its unit.

        Parts of a floor may make more than the whole, those of a ceiling less: the promise is kept then.
        """
        return [problem for due in self.dues for problem in self.problems_of(due, tolerance)]

    def problems_of(self, due: Due, tolerance: Decimal) -> list[Problem]:
        """Return what is wrong with one year; see :meth:`problems`."""
        return list(self._problems(due, tolerance))

    def _problems(self, due: Due, tolerance: Decimal) -> Iterator[Problem]:
        parts = self.parts(due.period)
        if len(parts) < len(self.places):
            yield from missing_parts(_of(due), parts, self.places)
        elif (made := self.whole(due)) is not None:
            yield from () if _exceeds(due, made) else check_whole(made, tolerance)
        else:
            without = "、".join(place for place in self.places if not self.weights.get(place))
            yield PARTS_WEIGHT.at(indicator=due.indicator, found=without)


def _exceeds(due: Due, made: Whole) -> bool:
    """Whether the parts of a floor (``ge``) make more than the whole, or those of a ceiling (``le``) less."""
    floor, ceiling = (Comparator.GE, Comparator.GT), (Comparator.LE, Comparator.LT)
    return (due.comparator in floor and made.gap > 0) or (due.comparator in ceiling and made.gap < 0)


def _of(due: Due) -> Target:
    return _target(due, due.place, Decimal(str(due.value)))


def _target(due: Due, place: str, value: Decimal) -> Target:
    first = due.targets[-1]
    code = f"{first.code}.{place}.{due.period.code}".replace("/", "-")
    changes = {"code": code, "place": place, "period": due.period, "value": value, "value_hi": None}
    return first.model_copy(update={**changes, "baseline": None, "baseline_period": None})


def shared_out(grid: Grid, sizes: Mapping[str, Decimal], decimals: int) -> Cells:
    """Return a first table of a sum: every year shared by sizes, so that it adds up to the last digit.

    :raises ValueError: for sizes that are empty, negative or all zero.
    """
    years = {due.period: shares(Decimal(str(due.value)), sizes, decimals) for due in grid.dues}
    return {(place, period): part for period, parts in years.items() for place, part in parts.items()}


def the_same(grid: Grid, decimals: int) -> Cells:
    """Return a first table of a ratio: every place gets the whole's own value, which makes the whole everywhere."""
    digits = Decimal(1).scaleb(-decimals)
    values = {due.period: Decimal(str(due.value)).quantize(digits) for due in grid.dues}
    return {(place, period): value for period, value in values.items() for place in grid.places}
