"""Targets of the city and the tables they are broken down by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from tongchou.loop import Kind
from tongchou.loop.denominators import denominators, is_ratio
from tongchou.packs.rows import Place, Target
from tongchou.plan import Due, Grid, Known, Whole, shared_out, the_same
from tongchou.plan.grids import Cells
from tongchou.terms import Period, PeriodKind, Problem
from tongchou.web.duties.models import Breakdown
from tongchou.web.programme import Programme

MOST_PLACES = 60
MOST_YEARS = 5


@dataclass(frozen=True, slots=True)
class Table:
    """A target's table: what the whole is due to reach, the places, what each was given, as typed."""

    target: Target
    places: tuple[Place, ...]
    grid: Grid
    typed: Mapping[str, str]
    ratio: bool
    decimals: int

    @property
    def checkable(self) -> bool:
        """Whether anything says how the parts make the whole."""
        return not self.ratio or bool(self.grid.weights)

    @property
    def tolerance(self) -> Decimal:
        """By how much the parts may miss the whole: half a last digit of the indicator."""
        return Decimal(5).scaleb(-self.decimals - 1)

    @property
    def problems(self) -> list[Problem]:
        """What keeps the parts from making the whole."""
        return self.grid.problems(self.tolerance) if self.checkable else []

    def fits(self, made: Whole) -> bool:
        """Whether the parts of a year make the whole."""
        due = next(due for due in self.grid.dues if due.period == made.period)
        return not self.grid.problems_of(due, self.tolerance)

    @property
    def rows(self) -> list[tuple[Place, list[tuple[str, str]]]]:
        """The places with the name and the text of each of their cells."""
        return [
            (place, [(key(place.code, p), self.text(place.code, p)) for p in self.grid.periods])
            for place in self.places
        ]

    def text(self, place: str, period: Period) -> str:
        """Return what was typed into a cell."""
        return self.typed.get(key(place, period), "")

    @property
    def sums(self) -> list[tuple[Due, Whole | None]]:
        """Every year with what its parts make."""
        return [(due, self.grid.whole(due) if self.checkable else None) for due in self.grid.dues]


def key(place: str, period: Period) -> str:
    """Return the name of a cell."""
    return f"{place}@{period.code}"


def targets_of(programme: Programme) -> list[Target]:
    """Return the targets that can be broken down: of a place that has places beneath, the city's first."""
    tree, found = programme.run.tree, programme.run.pack.tables.targets.rows
    apt = [
        one for one in found if one.place in tree and tree.children(one.place) and one.indicator in programme.indicators
    ]
    return sorted(apt, key=lambda one: one.place != programme.city.code)


def table_of(programme: Programme, target: Target, typed: Mapping[str, str]) -> Table:
    """Return the table of a target with what was typed."""
    tree, run = programme.run.tree, programme.run
    places = tuple(tree[code] for code in tree.children(target.place)[:MOST_PLACES])
    codes = tuple(place.code for place in places)
    ratio = is_ratio(run, target.indicator)
    weights = denominators(run, target.indicator, codes, programme.period) if ratio else {}
    dues = programme.book.ladder(target.indicator, target.place, _years(programme, target), _start(programme, target))
    grid = Grid(dues, codes, _numbers(typed, codes, [due.period for due in dues]), weights)
    return Table(target, places, grid, typed, ratio, programme.indicators[target.indicator].decimals)


def _years(programme: Programme, target: Target) -> list[Period]:
    """Return the years up to the target's that are still ahead; of a plan that is over the last few."""
    last = target.period.end.year
    first = max(programme.periods[0].end.year + 1, min(programme.run.as_of.true_on.year + 1, last - MOST_YEARS + 1))
    return [Period.of(PeriodKind.YEAR, year) for year in range(min(first, last), last + 1)]


def _start(programme: Programme, target: Target) -> Known | None:
    if target.baseline is not None and target.baseline_period is not None:
        return Known(target.baseline_period, float(target.baseline))
    if target.baseline_period is not None:
        figure = programme.figure(Kind.INDICATOR, target.indicator, target.place, target.baseline_period)
        return None if figure is None or figure.value is None else Known(target.baseline_period, figure.value)
    held = programme.series(Kind.INDICATOR, target.indicator, target.place)
    known = [figure for figure in held if figure.value is not None and Period.parse(figure.key.period) < target.period]
    return Known(Period.parse(known[-1].key.period), float(known[-1].value or 0)) if known else None


def _numbers(typed: Mapping[str, str], places: Iterable[str], periods: list[Period]) -> Cells:
    cells = {(place, period): number(typed.get(key(place, period), "")) for place in places for period in periods}
    return {at: value for at, value in cells.items() if value is not None}


def number(text: str) -> Decimal | None:
    """Return a typed number; ``None`` for a blank or for what is none."""
    try:
        value = Decimal(text.strip()) if text.strip() else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() and abs(value) < Decimal(10) ** 15 else None


def kept(programme: Programme, target: Target) -> tuple[Breakdown | None, dict[str, str]]:
    """Return the last table somebody left, else what the plan itself gives the places."""
    last = Breakdown.objects.filter(pack=programme.code, target=target.code).select_related("by").first()
    if last is not None:
        return last, dict(last.cells)
    own = (one for one in programme.run.pack.tables.targets.rows if one.indicator == target.indicator)
    return None, {key(one.place, one.period): f"{one.value.normalize():f}" for one in own}


def proposed(programme: Programme, target: Target) -> dict[str, str]:
    """Return a first table that makes the whole: a sum by what each reached last, a ratio alike everywhere."""
    table = table_of(programme, target, {})
    if table.ratio:
        cells = the_same(table.grid, table.decimals)
    else:
        cells = shared_out(table.grid, _sizes(programme, table), table.decimals)
    return {key(place, period): f"{value:f}" for (place, period), value in cells.items()}


def _sizes(programme: Programme, table: Table) -> dict[str, Decimal]:
    """Return the places by what they reached last, else all alike."""
    code = table.target.indicator
    found = {p.code: programme.figure(Kind.INDICATOR, code, p.code, programme.period) for p in table.places}
    sizes = {place: Decimal(str(f.value)) for place, f in found.items() if f is not None and f.value}
    whole = len(sizes) == len(table.places) and min(sizes.values()) >= 0
    return sizes if whole else {place.code: Decimal(1) for place in table.places}


def plain(typed: Mapping[str, Any], table: Table) -> dict[str, str]:
    """Return the cells of a form that belong to the table, blanks left out."""
    names = {name for _, cells in table.rows for name, _ in cells}
    return {name: str(typed[name]).strip()[:24] for name in sorted(names) if str(typed.get(name, "")).strip()}
