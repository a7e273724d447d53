"""How unequal: urban–rural ratio, Gini, Theil, Dagum's split, Atkinson, coefficient of variation.

>>> import numpy as np
>>> theil(np.array([0.0, 0, 0, 10, 10, 10]))
0.693147...
>>> gini(np.array([1.0, 1.0, 4.0]))
0.333...
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import xlogy

from tongchou.evaluate.arrays import Array, array
from tongchou.evaluate.errors import NEEDS_POSITIVE, NEGATIVE_VALUE, TOO_FEW


@dataclass(frozen=True, slots=True)
class Split:
    """An inequality and its parts between and within groups, which add to it."""

    total: float
    between: float
    within: float


@dataclass(frozen=True, slots=True)
class Dagum:
    """Dagum's split of the Gini: within groups, net between them, and transvariation; the three add to it."""

    total: float
    within: float
    between: float
    transvariation: float


def urban_rural_ratio(urban: ArrayLike, rural: ArrayLike) -> Array:
    """Return urban over rural income per head.

    :raises Refusal: ``evaluate.value.not-positive`` for a rural income of zero or less.

    >>> float(urban_rural_ratio(49_283, 20_133).round(3))
    2.448
    """
    below = array(rural)
    if np.any(below <= 0):
        raise NEEDS_POSITIVE.refusal(what="rural income", found=float(np.nanmin(below)))
    return array(urban) / below


def gini(values: ArrayLike, *, sample: bool = False) -> float:
    r"""Return the Gini coefficient, :math:`\sum_i (2i - n - 1) x_{(i)} / (n \sum x)`; times n/(n-1) for a sample.

    :raises Refusal: ``evaluate.value.negative``, ``evaluate.value.not-positive`` when all are zero.
    """
    x = np.sort(_present(values, "Gini"))
    n = x.size
    population = float((2 * np.arange(1, n + 1) - n - 1) @ x / (n * x.sum()))
    return population * n / (n - 1) if sample and n > 1 else population


def variation(values: ArrayLike, ddof: int = 0) -> float:
    """Return the coefficient of variation: s.d. over mean."""
    x = _present(values, "coefficient of variation")
    return float(x.std(ddof=ddof) / x.mean())


def atkinson(values: ArrayLike, aversion: float = 0.5) -> float:
    r"""Return :math:`1 - \frac{1}{\mu}\left(\frac1n\sum x^{1-\epsilon}\right)^{1/(1-\epsilon)}`, geometric at 1.

    >>> round(atkinson([1.0, 4.0], aversion=1.0), 12)
    0.2
    """
    x = _present(values, "Atkinson")
    if aversion >= 1 and x.min() == 0:
        return 1.0
    fair = np.exp(np.log(x).mean()) if aversion == 1 else np.mean(x ** (1 - aversion)) ** (1 / (1 - aversion))
    return float(1.0 - fair / x.mean())


def theil(amounts: ArrayLike, population: ArrayLike | None = None) -> float:
    r"""Return Theil's T, :math:`\sum_g (Y_g/Y)\ln\frac{Y_g/Y}{P_g/P}`, natural logarithm, 0 ln 0 = 0.

    ``amounts`` are totals of income (with ``population``) or incomes of equal persons (without). Over two groups
    such as urban and rural it is the part between them only.

    :raises Refusal: ``evaluate.value.negative``, ``evaluate.value.not-positive``.
    """
    y, p = _shares(amounts, population)
    return float(np.sum(xlogy(y, np.divide(y, p, out=np.ones_like(y), where=p > 0))))


def mean_log_deviation(amounts: ArrayLike, population: ArrayLike | None = None) -> float:
    """Return Theil's L, the sum of population shares times the logarithm of population over income share.

    It is infinite with an income of zero.
    """
    y, p = _shares(amounts, population)
    with np.errstate(divide="ignore"):
        return float(np.sum(p * np.log(p / y)))


def theil_split(amounts: ArrayLike, groups: Sequence[str], population: ArrayLike | None = None) -> Split:
    """Return Theil's T with its parts between and within groups.

    >>> split = theil_split([1.0, 3.0, 2.0, 6.0], ["a", "a", "b", "b"])
    >>> abs(split.between + split.within - split.total) < 1e-12
    True
    """
    y, p = _shares(amounts, population)
    given = array(amounts).ravel() + (0.0 if population is None else array(population).ravel())
    labels = np.asarray(groups)[~np.isnan(given)]
    members = [labels == label for label in dict.fromkeys(labels.tolist())]
    between = theil([y[m].sum() for m in members], [p[m].sum() for m in members])
    within = sum(float(y[m].sum()) * theil(y[m], p[m]) for m in members if y[m].sum() > 0)
    return Split(theil(y, p), between, within)


def dagum(values: ArrayLike, groups: Sequence[str]) -> Dagum:
    r"""Return Dagum's 1997 split of the population Gini.

    Between two groups, the mean gap :math:`\Delta_{jh}` splits by its direction into what lies with the richer
    group (net) and what crosses it (transvariation). Missing values leave with their group's name.

    :raises Refusal: ``evaluate.value.negative``, ``evaluate.value.not-positive``, ``evaluate.units.too-few``.

    >>> parts = dagum([1.0, 2.0, 3.0, 6.0], ["a", "a", "b", "b"])
    >>> abs(parts.within + parts.between + parts.transvariation - parts.total) < 1e-12, parts.transvariation
    (True, 0.0)
    """
    given = array(values).ravel()
    x, labels = _present(given, "Dagum"), np.asarray(groups)[~np.isnan(given)]
    sets = [x[labels == label] for label in dict.fromkeys(labels.tolist())]
    whole = 2.0 * x.size**2 * x.mean()
    within = float(sum(_gaps(s, s) for s in sets) / whole)
    pairs = [(a, b) for i, a in enumerate(sets) for b in sets[i + 1 :]]
    gross = [2.0 * _gaps(a, b) for a, b in pairs]
    net = [2.0 * abs(a.mean() - b.mean()) * a.size * b.size for a, b in pairs]
    between = float(sum(net) / whole)
    return Dagum(gini(x), within, between, float((sum(gross) - sum(net)) / whole))


def _gaps(a: Array, b: Array) -> float:
    """The sum of all differences between two sets, each number of one against the other's sorted sums."""
    there = np.sort(b)
    below, sums = np.searchsorted(there, a), np.append(0.0, np.cumsum(there))
    return float((a * (2 * below - there.size) + sums[-1] - 2 * sums[below]).sum())


def _present(values: ArrayLike, what: str) -> Array:
    x = array(values).ravel()
    x = x[~np.isnan(x)]
    if x.size < 1:
        raise TOO_FEW.refusal(what=what, found=0, allowed=1)
    if x.min() < 0:
        raise NEGATIVE_VALUE.refusal(what=what, found=float(x.min()))
    if x.sum() == 0:
        raise NEEDS_POSITIVE.refusal(what=what, found=0.0)
    return x


def _shares(amounts: ArrayLike, population: ArrayLike | None) -> tuple[Array, Array]:
    y = array(amounts).ravel()
    p = np.ones_like(y) if population is None else array(population).ravel()
    there = ~np.isnan(y + p)
    total, heads = _present(y[there], "Theil").sum(), _present(p[there], "Theil").sum()
    return y[there] / total, p[there] / heads
