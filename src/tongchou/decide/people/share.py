r"""Urban share by the urban–rural growth difference (城乡增长率差), and other ways to see the same future.

With :math:`z = \ln(U/R)`, the growth difference of two counts is :math:`g = (z_1 - z_0)/(t_1 - t_0)`, and the share
moves by :math:`dp/dt = g\,p(1-p)`. Sources: NRC, *Cities Transformed* (2003), Appendix D; Bocquier (2005),
*Demographic Research* 12(9), on why the method alone overstates low-urban places: always show two and their spread.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import exp, log

import numpy as np

from tongchou.decide.people import errors

Path = Callable[[float], float]
"""The urban share so many years after the base."""


@dataclass(frozen=True, slots=True)
class Stock:
    """Urban and rural residents at one moment (a year with decimals) under one way of counting.

    >>> round(100 * Stock(2018, 460_779_764, 893_272_090).share, 6)
    34.029699
    """

    when: float
    urban: float
    rural: float
    vintage: str = ""

    def __post_init__(self) -> None:
        if not (self.urban > 0 and self.rural > 0):
            raise errors.EMPTY_STOCK.refusal(found=f"{self.urban}、{self.rural}", when=self.when)

    @property
    def total(self) -> float:
        """All residents."""
        return self.urban + self.rural

    @property
    def share(self) -> float:
        """Urban residents over all residents."""
        return self.urban / self.total


@dataclass(frozen=True, slots=True)
class Norm:
    r"""The growth difference a place is expected to end with: :math:`h = a - b\,p_0`, reached after ``span`` years."""

    intercept: float
    slope: float
    span: float = 25.0

    def at(self, share: float) -> float:
        """Return the norm for a place with this share."""
        return self.intercept - self.slope * share


def logit(share: float) -> float:
    """Return the log of urban over rural.

    :raises Refusal: ``decide.people.share-range`` at or outside 0 and 1.
    """
    if not 0 < share < 1:
        raise errors.SHARE_RANGE.refusal(found=share)
    return log(share / (1 - share))


def share_of(z: float) -> float:
    """Return the share whose logit is ``z``."""
    return 1 / (1 + exp(-z))


def growth_difference(first: Stock, last: Stock) -> float:
    """Return the yearly urban–rural growth difference between two counts.

    :raises Refusal: ``decide.people.dates`` or ``decide.people.series-break``.

    >>> round(growth_difference(Stock(2000, 291_350, 761_701), Stock(2005, 334_479, 809_639)), 6)
    0.015403
    """
    _comparable(first, last)
    return (logit(last.share) - logit(first.share)) / (last.when - first.when)


def share_between(first: Stock, last: Stock, when: float) -> float:
    """Return the share at a moment between two counts: linear in the logit, not in the share.

    >>> india = Stock(2000, 291_350, 761_701), Stock(2010, 380_745, 850_236)
    >>> round(100 * share_between(*india, 2005), 4)
    29.2721
    """
    return share_of(logit(first.share) + growth_difference(first, last) * (when - first.when))


def constant(share: float, growth: float) -> Path:
    """Return the path of a constant growth difference."""
    start = logit(share)
    return lambda years: share_of(start + growth * years)


def converging(share: float, growth: float, final: float, span: float = 25.0) -> Path:
    r"""Return the path whose growth difference moves to ``final`` over ``span`` years, with mid-year weights.

    :math:`z_{y+1} = z_y + g_0 + (h - g_0)\,\min(1, (y + 1/2)/s)`, as the UN's urbanization prospects do in kind.
    """
    start = logit(share)

    def at(years: float) -> float:
        whole = int(years)
        rates = [growth + (final - growth) * min(1.0, (year + 0.5) / span) for year in range(whole + 1)]
        return share_of(start + sum(rates[:whole]) + rates[whole] * (years - whole))

    return at


def linear(share: float, gain: float) -> Path:
    """Return the path of a constant yearly gain in share, kept at 0 and 1."""
    return lambda years: min(1.0, max(0.0, share + gain * years))


def logistic_to(ceiling: float, series: Sequence[tuple[float, float]]) -> Path:
    """Fit a logistic curve with a ceiling to dated shares by least squares; years count from the last.

    :raises Refusal: ``decide.people.ceiling`` where the ceiling is not above every observed share.
    """
    slope, level = _fitted(ceiling, series, lambda p: log(p / (ceiling - p)))
    return lambda years: ceiling * share_of(level + slope * years)


def gompertz_to(ceiling: float, series: Sequence[tuple[float, float]]) -> Path:
    """Fit a Gompertz curve with a ceiling to dated shares by least squares; years count from the last.

    :raises Refusal: ``decide.people.ceiling`` where the ceiling is not above every observed share.
    """
    slope, level = _fitted(ceiling, series, lambda p: -log(-log(p / ceiling)))
    return lambda years: ceiling * exp(-exp(-(level + slope * years)))


def peer_fan(share: float, growths: Sequence[float], quantiles: Sequence[float]) -> dict[float, Path]:
    """Return one constant-growth path for each quantile of the peers' growth differences."""
    return {q: constant(share, float(np.quantile(np.asarray(growths), q))) for q in quantiles}


def spread(paths: Mapping[str, Path], years: float) -> float:
    """Return how far the methods lie apart so many years on, as a difference of shares."""
    shares = [path(years) for path in paths.values()]
    return max(shares) - min(shares)


def yearly_gain_at_most(growth: float) -> float:
    """Return the greatest yearly gain in share a growth difference can give: g/4, at one half urban."""
    return growth / 4


def neighbours(stocks: Sequence[Stock]) -> list[tuple[Stock, Stock]]:
    """Return every two neighbouring counts of one vintage, in order of date.

    :raises Refusal: ``decide.people.series-break`` where no two counts can be compared.
    """
    ordered = sorted(stocks, key=lambda stock: stock.when)
    found = [(a, b) for a, b in pairwise(ordered) if a.vintage == b.vintage]
    if not found:
        raise errors.SERIES_BREAK.refusal(found=ordered[0].vintage, allowed=ordered[-1].vintage)
    return found


def history(stocks: Sequence[Stock]) -> list[tuple[float, float]]:
    """Return (end, growth difference) of every two neighbouring counts of one vintage, in order of date."""
    return [(b.when, growth_difference(a, b)) for a, b in neighbours(stocks)]


def totals(first: float, growths: Sequence[float]) -> list[float]:
    """Return total population year by year from a first value and yearly growth rates."""
    return list(accumulate(growths, lambda total, rate: total * (1 + rate), initial=first))


def _comparable(first: Stock, last: Stock) -> None:
    if last.when <= first.when:
        raise errors.DATES.refusal(found=last.when, allowed=first.when)
    if first.vintage != last.vintage:
        raise errors.SERIES_BREAK.refusal(found=first.vintage, allowed=last.vintage)


def _fitted(
    ceiling: float, series: Sequence[tuple[float, float]], transform: Callable[[float], float]
) -> tuple[float, float]:
    highest, lowest = max(share for _, share in series), min(share for _, share in series)
    if lowest <= 0:
        raise errors.SHARE_RANGE.refusal(found=lowest)
    if ceiling <= highest or ceiling > 1:
        raise errors.CEILING.refusal(found=ceiling, allowed=highest)
    last = max(when for when, _ in series)
    slope, level = np.polyfit([when - last for when, _ in series], [transform(p) for _, p in series], 1)
    return float(slope), float(level)
