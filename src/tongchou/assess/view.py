"""What a rule sees of an item: the measured figure, its target, the peers, as arrays over units."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tongchou.assess.errors import DIRECTION
from tongchou.assess.facts import Array, Column, Mask, Why
from tongchou.packs.scheme_rules import Against, Among, Better, FigureRule, Measure, TargetRule
from tongchou.terms import Direction


@dataclass(frozen=True)
class View:
    """An item's inputs over the units: figures, class of each unit, counts of events, marks already combined.

    ``groups`` tells who is compared as a class, ``fields`` who is compared as all units.
    ``marks`` are points, NaN where nobody gave any, and ``disputed`` says where raters lie too far apart.
    """

    item: str
    column: Column | None
    groups: NDArray[np.int64]
    fields: NDArray[np.int64]
    counts: Mapping[str, Array] = field(default_factory=dict)
    marks: Array | None = None
    disputed: Mask | None = None
    use_weak: bool = False

    @property
    def size(self) -> int:
        """How many units there are."""
        return len(self.groups)


@dataclass(frozen=True)
class Figures:
    """A measured figure ready for a rule: ``x`` is NaN exactly where ``why`` says why."""

    x: Array
    why: NDArray[np.uint8]
    sign: int
    inputs: Mapping[str, Array]


@dataclass(frozen=True)
class Outcome:
    """What a rule gives: points up to W, points above W, the values in between by name, and why there are none.

    Points are NaN exactly where ``why`` is not :attr:`Why.NOT`.
    """

    points: Array
    why: NDArray[np.uint8]
    steps: Mapping[str, Array]
    extra: Array

    @classmethod
    def of(cls, points: Array, figures: Figures, steps: Mapping[str, Array], extra: Array | None = None) -> "Outcome":
        """Return the outcome of a rule on figures; units without a figure get no points here."""
        absent = figures.why != Why.NOT
        more = np.zeros(len(points)) if extra is None else np.where(absent, 0.0, extra)
        return cls(np.where(absent, np.nan, points), figures.why, {**figures.inputs, **steps}, more)


def measured(rule: FigureRule, view: View) -> Figures:
    """Return the figure a rule measures: level, growth in per cent :math:`100 (x/y - 1)`, or change :math:`x - y`.

    :raises Refusal: ``assess.item.direction`` where neither rule nor indicator says which way is better.
    """
    column = view.column or Column.of(np.full(view.size, np.nan))
    why = column.why.copy()
    if not view.use_weak:
        why[column.weak & (why == Why.NOT)] = Why.WEAK
    x, inputs = _measure(rule.measure, column, why)
    return Figures(np.where(why == Why.NOT, x, np.nan), why, _sign(rule, column, view.item), inputs)


def _measure(measure: Measure, column: Column, why: NDArray[np.uint8]) -> tuple[Array, dict[str, Array]]:
    if measure is Measure.LEVEL:
        return column.values, {"value": column.values}
    before = column.before
    lacking = np.isnan(before) | ((before <= 0) & (measure is Measure.GROWTH))
    why[lacking & (why == Why.NOT)] = Why.NO_BEFORE
    with np.errstate(divide="ignore", invalid="ignore"):
        x = 100 * (column.values / before - 1) if measure is Measure.GROWTH else column.values - before
    return x, {"value": column.values, "before": before, measure.value: x}


def _sign(rule: FigureRule, column: Column, item: str) -> int:
    if rule.better is not None:
        return 1 if rule.better is Better.MORE else -1
    if column.direction is Direction.NONE:
        raise DIRECTION.refusal(item=item, found=column.direction, rule=rule.__class__.__name__)
    return column.direction.sign


def one_sided(rule: FigureRule, view: View) -> Figures:
    """Return the measured figure of a rule that has no use for a range.

    :raises Refusal: ``assess.item.direction`` where the indicator is best in a range.
    """
    figures = measured(rule, view)
    if figures.sign == 0:
        raise DIRECTION.refusal(item=view.item, found=Direction.NOMINAL, rule=rule.__class__.__name__)
    return figures


@dataclass(frozen=True)
class Held:
    """A figure held against its target: shortfall and excess in its unit, completion in per cent, met or not."""

    figures: Figures
    target: Array
    shortfall: Array
    completion: Array
    met: Mask


def held(rule: TargetRule, view: View) -> Held:
    """Hold the measured figure against the target of the rule, or of the plan.

    Completion is :math:`100 x/T` where more is better and :math:`100 T/x` where less is (infinite at 0), never below 0;
    for a range it is 100 inside and that of the nearer end outside. A target of growth or change is only what the rule
    itself says.
    """
    figures = measured(rule, view)
    low, high = _targets(rule, view, figures.sign)
    why = figures.why.copy()
    why[np.isnan(low) & (why == Why.NOT)] = Why.NO_TARGET
    x = np.where(why == Why.NOT, figures.x, np.nan)
    below, over = low - x, x - high
    shortfall = {1: below, -1: x - low, 0: np.maximum(np.maximum(below, over), 0)}[figures.sign]
    strict = view.column.strict if view.column is not None and rule.target is None and figures.sign else False
    met = np.where(strict, shortfall < 0, shortfall <= 0)
    inputs = {**figures.inputs, "target": low, **({"target_hi": high} if figures.sign == 0 else {})}
    return Held(Figures(x, why, figures.sign, inputs), low, shortfall, _completion(x, low, high, figures.sign), met)


def _targets(rule: TargetRule, view: View, sign: int) -> tuple[Array, Array]:
    if rule.target is not None:
        low = np.full(view.size, float(rule.target))
        return low, low
    if view.column is None or rule.measure is not Measure.LEVEL:
        nothing = np.full(view.size, np.nan)
        return nothing, nothing
    low, high = view.column.target, view.column.target_hi
    return low, np.where(np.isnan(high), low, high) if sign == 0 else low


def _completion(x: Array, low: Array, high: Array, sign: int) -> Array:
    if sign == 1:
        return _ratio(x, low, x >= low)
    if sign == -1:
        return np.where((x <= 0) & (low > 0), np.inf, _ratio(low, x, x <= low))
    inside = (x >= low) & (x <= high)
    return np.where(inside, 100.0, np.where(x < low, _ratio(x, low, inside), _ratio(high, x, inside)))


def _ratio(top: Array, bottom: Array, met: Mask) -> Array:
    """Return 100 top/bottom, not below 0; where that has no meaning, 100 if met and 0 if not."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where((bottom > 0) & (top >= 0), 100 * top / bottom, np.where(met, 100.0, 0.0))
    return np.where(np.isnan(top) | np.isnan(bottom), np.nan, ratio)


def mean_of(against: Against, figures: Figures, view: View) -> Array:
    """Return the mean each unit is held against: of all, of its class, or the figure of the place above."""
    if against is Against.ABOVE:
        return np.full(view.size, np.nan) if view.column is None else view.column.above
    groups = view.groups if against is Against.CLASS else view.fields
    there = ~np.isnan(figures.x)
    sums = np.bincount(groups[there], figures.x[there], minlength=int(groups.max()) + 1)
    numbers = np.bincount(groups[there], minlength=len(sums))
    with np.errstate(invalid="ignore"):
        return np.asarray(sums / numbers)[groups]


def groups_of(among: Among, view: View) -> NDArray[np.int64]:
    """Return the number of the group each unit is ranked in."""
    return view.groups if among is Among.CLASS else view.fields
