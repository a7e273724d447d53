"""Leave-one-out: a figure held against the mean and spread of the others."""

from functools import cache
from math import ceil

import numpy as np
from scipy.special import stdtrit

from tongchou.monitor.outliers.model import Numbers, Verdicts, floor

FEWEST = 3
"""How many other figures it needs."""


def classic_bound(threshold: float) -> int:
    r"""Return the least number of figures, the tested one included, for which a z-score can reach a threshold.

    :math:`n \ge t^2 + 1`, since the largest z-score with the population's standard deviation is :math:`\sqrt{n-1}`.

    >>> classic_bound(2.0), classic_bound(2.5)
    (5, 8)
    """
    return ceil(threshold**2 + 1)


def leave_one_out(series: Numbers, alpha: float = 0.01, least: float = 0.01) -> Verdicts:
    r"""Judge the last figure of every series by the others.

    :math:`t = |x - \bar x| / (s \sqrt{1 + 1/m})` over the :math:`m` others, against Student's t with :math:`m - 1`
    degrees of freedom: the prediction interval for one new figure (Hahn and Meeker 1991, section 4.7).

    :param series: series x periods, the tested figure last; NaN where there is none.
    :param alpha: how often a figure like the others may fire by chance, both sides together.
    :param least: spread that is taken at least, as a share of the mean.
    """
    others, last = series[:, :-1], series[:, -1]
    there = ~np.isnan(others)
    count = there.sum(axis=1)
    filled = np.where(there, others, 0.0)
    with np.errstate(all="ignore"):
        mean = filled.sum(axis=1) / count
        spread = np.sqrt(np.where(there, (others - mean[:, None]) ** 2, 0.0).sum(axis=1) / (count - 1))
        score = np.abs(last - mean) / (floor(spread, mean, least) * np.sqrt(1 + 1 / count))
    enough = count >= FEWEST
    limits = np.array([_limit(int(n) - 1, alpha) if n >= FEWEST else np.nan for n in count])
    return Verdicts(enough & (score > limits), np.where(enough, mean, np.nan), np.where(enough, score, np.nan), limits)


@cache
def _limit(freedom: int, alpha: float) -> float:
    return float(stdtrit(freedom, 1 - alpha / 2))
