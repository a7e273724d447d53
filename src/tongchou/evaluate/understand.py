"""What hangs together in the data: correlation, Cronbach's alpha, principal components. For analysis, not scoring.

>>> import numpy as np
>>> alpha(np.array([[1.0, 2.0], [2.0, 3.0], [3.0, 4.0]])).value
1.0
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import rankdata, t

from tongchou.evaluate.arrays import Array, array
from tongchou.evaluate.errors import CONSTANT, TOO_FEW


@dataclass(frozen=True, slots=True)
class Correlation:
    """Pairwise correlations, two-sided p-values, and how many units each pair rests on."""

    r: Array
    p: Array
    n: Array


@dataclass(frozen=True, slots=True)
class Alpha:
    """Cronbach's alpha, on how many complete units and how many indicators."""

    value: float
    units: int
    indicators: int


@dataclass(frozen=True, slots=True)
class Components:
    """Principal components of the correlation matrix: eigenvalues, shares explained, loadings (indicators, components).

    The sign of a loading is arbitrary; here the loadings of each component add to zero or more.
    """

    eigenvalues: Array
    explained: Array
    loadings: Array
    units: int


def correlations(values: ArrayLike) -> Array:
    """Return the correlation matrix of columns, each pair over the rows that both have; NaN for constant ones."""
    return correlation(values).r


def correlation(values: ArrayLike, *, by_rank: bool = False) -> Correlation:
    """Return Pearson correlations of columns (Spearman with ``by_rank``), each pair over the rows that both have."""
    table = array(values)
    width = table.shape[1]
    r, n = np.full((width, width), np.nan), np.zeros((width, width))
    for j in range(width):
        for k in range(j, width):
            both = ~np.isnan(table[:, j] + table[:, k])
            n[j, k] = n[k, j] = both.sum()
            r[j, k] = r[k, j] = _pearson(table[both, j], table[both, k], by_rank)
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = np.abs(r) * np.sqrt(np.maximum(n - 2, 0) / np.maximum(1.0 - r**2, 0.0))
    return Correlation(r, 2.0 * np.asarray(t.sf(statistic, np.maximum(n - 2, 1))), n)


def _pearson(x: Array, y: Array, by_rank: bool) -> float:
    one, other = (rankdata(x), rankdata(y)) if by_rank else (x, y)
    if len(one) < 2:
        return float("nan")
    a, b = one - one.mean(), other - other.mean()
    length = float(np.sqrt((a @ a) * (b @ b)))
    return float(np.clip(a @ b / length, -1.0, 1.0)) if length > 1e-300 else float("nan")


def alpha(values: ArrayLike) -> Alpha:
    r"""Return Cronbach's alpha, :math:`\frac{k}{k-1}(1 - \sum s_j^2 / s^2)`, over units that have every indicator.

    No sign is flipped: an indicator that runs against the others lowers it.

    :raises Refusal: ``evaluate.units.too-few`` below two complete units or two indicators,
        ``evaluate.indicator.constant`` where their sum never varies.
    """
    table = array(values)
    whole = table[~np.isnan(table).any(axis=1)]
    if min(whole.shape) < 2:
        raise TOO_FEW.refusal(what="alpha", found=len(whole), allowed=2)
    k = whole.shape[1]
    together = whole.sum(axis=1).var(ddof=1)
    if together == 0:
        raise CONSTANT.refusal(found="sum")
    return Alpha(float(k / (k - 1) * (1.0 - whole.var(axis=0, ddof=1).sum() / together)), len(whole), k)


def components(values: ArrayLike) -> Components:
    """Return the principal components of standardised columns, over the units that have every indicator.

    :raises Refusal: ``evaluate.units.too-few`` below three complete units, ``evaluate.indicator.constant`` where no
        column varies.
    """
    table = array(values)
    whole = table[~np.isnan(table).any(axis=1)]
    if len(whole) < 3:
        raise TOO_FEW.refusal(what="PCA", found=len(whole), allowed=3)
    eigenvalues, vectors = np.linalg.eigh(np.nan_to_num(correlations(whole)))
    order = np.argsort(eigenvalues)[::-1]
    held = np.maximum(eigenvalues[order], 0.0)
    if held.sum() == 0:
        raise CONSTANT.refusal(found="*")
    signs = np.where(vectors[:, order].sum(axis=0) < 0, -1.0, 1.0)
    return Components(held, held / held.sum(), vectors[:, order] * signs * np.sqrt(held), len(whole))
