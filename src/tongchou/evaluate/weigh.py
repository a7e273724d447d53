"""Weights from data, beside the weights that were given; and what a weight really brings.

Weights from data describe a sample: pool the panel, freeze them for the plan period, show them beside the experts'.

>>> import numpy as np
>>> z = np.array([[1.0, 0.0, 0.0], [0.5, 0.1, 0.0], [0.0, 1.0, 1.0]])
>>> entropy(z).round(3)
array([0.196, 0.337, 0.467])
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import xlogy
from scipy.stats import rankdata

from tongchou.evaluate.arrays import Array, array
from tongchou.evaluate.errors import CONSTANT, NEGATIVE_VALUE, TOO_FEW
from tongchou.evaluate.understand import correlations


def equal(count: int) -> Array:
    """Return the same weight for each of ``count`` indicators."""
    return np.full(count, 1.0 / count)


def entropy(values: ArrayLike) -> Array:
    r"""Return entropy weights (熵权法) of normalised values (units, indicators), direction applied.

    .. math:: P_{ij} = z_{ij}/\sum_i z_{ij},\quad e_j = -\frac{1}{\ln n_j}\sum_i P_{ij}\ln P_{ij},\quad
        w_j = (1-e_j)/\sum (1-e_j)

    0 ln 0 is 0 and nothing is added to avoid it: the customary shifts change the weights. :math:`n_j` counts the
    observations present. A constant indicator gets 0. Weights depend on the scale given: state which it is.

    :raises Refusal: ``evaluate.value.negative``, ``evaluate.units.too-few``, ``evaluate.indicator.constant`` where
        every indicator is constant.
    """
    z = _table(values, "entropy", 2)
    if np.nanmin(z) < 0:
        raise NEGATIVE_VALUE.refusal(what="entropy", found=float(np.nanmin(z)))
    total = np.nansum(z, axis=0)
    shares = np.divide(z, total, out=np.zeros_like(z), where=total > 0)
    counts = (~np.isnan(z)).sum(axis=0)
    degree = -np.nansum(xlogy(shares, shares), axis=0) / np.log(np.maximum(counts, 2))
    return _shares(np.where(total > 0, np.maximum(1.0 - degree, 0.0), 0.0))


def critic(values: ArrayLike) -> Array:
    r"""Return CRITIC weights, :math:`C_j = s_j \sum_k (1 - r_{jk})`, of min-max values (Diakoulaki et al. 1995).

    A constant indicator gets 0 and leaves the others alone. Correlations use the units both have.

    :raises Refusal: ``evaluate.units.too-few``, ``evaluate.indicator.constant`` where all are.
    """
    z = np.ma.masked_invalid(_table(values, "CRITIC", 3))
    spread = np.ma.filled(z.std(axis=0, ddof=1), 0.0)
    varied = spread > 1e-12
    conflict = np.zeros(z.shape[1])
    if varied.sum() > 1:
        conflict[varied] = (1.0 - np.nan_to_num(correlations(np.ma.filled(z[:, varied], np.nan)))).sum(axis=1)
    elif varied.any():
        conflict[varied] = 1.0
    return _shares(spread * conflict)


def standard_deviation(values: ArrayLike) -> Array:
    """Return weights in proportion to the spread of normalised values; one without any gets 0.

    :raises Refusal: ``evaluate.units.too-few``, ``evaluate.indicator.constant`` where all are.
    """
    spread = np.ma.masked_invalid(_table(values, "standard deviation", 2)).std(axis=0, ddof=1)
    return _shares(np.ma.filled(spread, 0.0))


def multiplied(*sets: ArrayLike) -> Array:
    """Return the combination of sets of weights in proportion to their product.

    >>> multiplied([0.5, 0.5], [0.2, 0.8])
    array([0.2, 0.8])
    """
    return _shares(np.prod([array(weights) for weights in sets], axis=0))


def blended(one: ArrayLike, other: ArrayLike, alpha: float) -> Array:
    """Return ``alpha`` of one set of weights and the rest of another; ``alpha`` is a policy choice to be varied.

    >>> blended([0.5, 0.5], [0.2, 0.8], alpha=0.5)
    array([0.35, 0.65])
    """
    return alpha * _shares(array(one)) + (1.0 - alpha) * _shares(array(other))


def importance(scores: ArrayLike, index: ArrayLike, slices: int = 10) -> Array:
    r"""Return the main effect of each indicator, :math:`S_j = \mathrm{Var}(E[I|x_j])/\mathrm{Var}(I)`.

    The conditional mean is taken over slices of equal count; equal values share a slice. Source: Paruolo, Saisana
    and Saltelli 2013, who find it often far from the nominal weight.

    :raises Refusal: ``evaluate.units.too-few`` below two units a slice.
    """
    z, total = array(scores), array(index)
    if len(total) < 2 * slices:
        raise TOO_FEW.refusal(what="main effects", found=len(total), allowed=2 * slices)
    return np.array([_main_effect(z[:, k], total, slices) for k in range(z.shape[1])])


def _main_effect(column: Array, index: Array, slices: int) -> float:
    there = ~(np.isnan(column) | np.isnan(index))
    x, total = column[there], index[there]
    if x.size == 0 or np.var(total) == 0:
        return float("nan")
    places = ((rankdata(x) - 0.5) / x.size * slices).astype(np.int64)
    sizes = np.bincount(places)
    means = np.bincount(places, weights=total) / np.maximum(sizes, 1)
    return float(np.average((means - total.mean()) ** 2, weights=sizes) / np.var(total))


def _table(values: ArrayLike, what: str, least: int) -> Array:
    z = array(values)
    flat = z.reshape(-1, z.shape[-1])
    if len(flat) < least:
        raise TOO_FEW.refusal(what=what, found=len(flat), allowed=least)
    return flat


def _shares(amounts: Array) -> Array:
    total = amounts.sum()
    if not total > 1e-15:
        raise CONSTANT.refusal(found="*")
    shares: Array = amounts / total
    return shares
