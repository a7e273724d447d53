"""What is strange in computed figures: bounds, jumps, suspicious scales, totals that differ from their parts.

A check never changes a figure and never hides one; its problems are warnings for the person who can mend or explain.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import log10
from statistics import median

from tongchou.monitor import errors
from tongchou.monitor.formula import say_number
from tongchou.monitor.model import Cube
from tongchou.monitor.places import Tree
from tongchou.packs.fields import OverPlaces
from tongchou.packs.rows import Element, Indicator
from tongchou.terms import Period, Problem, Where

Series = Mapping[Period, float]
"""Numbers by period, those that are there."""
_SLIPS = {2: "百分数与小数", 4: "万与个", 8: "亿与个", 3: "千与个"}


def series(cube: Cube, place: str, code: str) -> Series:
    """Return the numbers of one place and code in the order of periods."""
    cells = ((period, cube.cell(place, period, code)) for period in cube.periods)
    return {period: cell.value for period, cell in cells if cell.value is not None}


def outside_bounds(numbers: Series, indicator: Indicator, where: Where | None = None) -> Iterator[Problem]:
    """Yield a problem for every number below or above what can be right for the indicator."""
    for period, value in numbers.items():
        found = f"{indicator.name} {period.say()} {say_number(value)}"
        if indicator.lower is not None and value < indicator.lower:
            yield errors.BELOW.at(where, found=found, allowed=indicator.lower)
        if indicator.upper is not None and value > indicator.upper:
            yield errors.ABOVE.at(where, found=found, allowed=indicator.upper)


def jumps(numbers: Series, times: float = 5.0, least: float = 0.1, where: Where | None = None) -> Iterator[Problem]:
    r"""Yield a problem for every change that is unlike the others of its own series.

    The change from one period to the next is held against the median of all *other* relative changes
    :math:`|x_t - x_{t-1}| / |x_{t-1}|`: leaving the tested one out lets a jump show in five or eight yearly figures,
    where a z-score that includes it cannot exceed :math:`\sqrt{n-1}`.

    :param times: how many times the median of the others it may be.
    :param least: a relative change that is never told, 0.1 for 10 %.

    >>> years = {Period.year(2010 + i): x for i, x in enumerate([31, 34, 38, 81, 39, 33])}
    >>> [problem.found for problem in jumps(years)]
    ['2012年 38 → 2013年 81（+113.2%）']
    """
    pairs = [(one, two) for one, two in zip(numbers, list(numbers)[1:], strict=False) if numbers[one]]
    changes = [numbers[two] / numbers[one] - 1 for one, two in pairs]
    for i, (one, two) in enumerate(pairs):
        others = [abs(change) for j, change in enumerate(changes) if j != i]
        usual = median(others) if others else 0.0
        if abs(changes[i]) > max(times * usual, least) and len(others) > 1:
            found = (
                f"{one.say()} {say_number(numbers[one])} → {two.say()} {say_number(numbers[two])}（{changes[i]:+.1%}）"
            )
            yield errors.JUMP.at(where, found=found, allowed=f"{usual:.1%}")


def scale_slips(numbers: Series, where: Where | None = None, tolerance: float = 0.15) -> Iterator[Problem]:
    """Yield a problem for every number that is about 100, 1,000, 10,000 or 10^8 times the median of the others.

    :param tolerance: how far from the round factor, in decimal logarithms.

    >>> years = {Period.year(2010 + i): x for i, x in enumerate([52.2, 0.53, 54.0, 55.1])}
    >>> [problem.allowed for problem in scale_slips(years)]
    ['百分数与小数']
    """
    for period, value in numbers.items():
        others = [abs(each) for other, each in numbers.items() if other != period and each]
        usual = median(others) if others else 0.0
        if not value or not usual:
            continue
        power = log10(abs(value) / usual)
        slip = next((step for step in _SLIPS if abs(abs(power) - step) <= tolerance), None)
        if slip is not None:
            found = f"{period.say()} {say_number(value)}"
            beside = f"其余各期的中位数 {say_number(usual)}"
            factor = f"10^{slip if power > 0 else -slip}"
            yield errors.SCALE.at(where, found=found, beside=beside, factor=factor, allowed=_SLIPS[slip])


def totals_unlike_parts(
    cube: Cube, tree: Tree, elements: Sequence[Element], tolerance: Decimal = Decimal("0.005")
) -> Iterator[Problem]:
    """Yield a problem wherever a place's figure differs from the sum of all its parts by more than a share of it.

    Only elements that add up over places are looked at, and only where every part is there.
    """
    summed = [element for element in elements if element.over_places is OverPlaces.SUM]
    for place, parts in tree.children.items():
        for period in cube.periods:
            for element in summed:
                cells = [cube.cell(each, period, element.code).value for each in (place, *parts)]
                numbers = [cell for cell in cells if cell is not None]
                if len(numbers) == len(cells):
                    yield from _unlike(place, period, element, numbers, float(tolerance))


def _unlike(
    place: str, period: Period, element: Element, numbers: Sequence[float], tolerance: float
) -> Iterator[Problem]:
    total, parts = numbers[0], sum(numbers[1:])
    if abs(total - parts) > tolerance * max(abs(total), abs(parts)):
        where = Where(key=f"{place} · {period} · {element.code}")
        facts = {"sum": say_number(parts), "difference": say_number(total - parts)}
        found = f"{element.name} {say_number(total)}"
        yield errors.PARTS.at(where, found=found, allowed=f"{tolerance:.1%}", **facts)
