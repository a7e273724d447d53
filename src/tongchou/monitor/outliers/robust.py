"""Robust trend: a figure held against the Theil–Sen line through the others and the usual distance from it."""

from itertools import combinations

import numpy as np

from tongchou.monitor.outliers.model import Numbers, Verdicts, floor, median

FEWEST = 4
"""How many other figures it needs."""
_NORMAL = 1.4826
"""Median absolute deviation to standard deviation, for a normal distribution."""


def trend(series: Numbers, threshold: float = 3.5, least: float = 0.01) -> Verdicts:
    r"""Judge the last figure of every series by the line through the others.

    Slope: the median of all pairwise slopes (Theil 1950, Sen 1968); level: the median of what is left. Score:
    :math:`|x - \hat x| / (1.4826\,\mathrm{MAD})`, the modified z-score of Iglewicz and Hoaglin (1993) with their 3.5.

    :param series: series x periods at equal distance, the tested figure last; NaN where there is none.
    :param least: spread that is taken at least, as a share of what is expected.
    """
    others, last = series[:, :-1], series[:, -1]
    times = np.arange(series.shape[1], dtype=np.float64)
    enough = (~np.isnan(others)).sum(axis=1) >= FEWEST
    expected, spread = np.full(len(series), np.nan), np.full(len(series), np.nan)
    if enough.any():
        expected[enough], spread[enough] = _line(others[enough], times)
    with np.errstate(all="ignore"):
        score = np.abs(last - expected) / floor(spread, expected, least)
    return Verdicts(enough & (score > threshold), expected, score, np.full(len(series), threshold))


def _line(others: Numbers, times: Numbers) -> tuple[Numbers, Numbers]:
    """Return what each line gives at the last time, and the usual distance of the others from it."""
    pairs = list(combinations(range(others.shape[1]), 2))
    slopes = np.stack([(others[:, j] - others[:, i]) / (times[j] - times[i]) for i, j in pairs], axis=1)
    slope = median(slopes)
    left = others - slope[:, None] * times[:-1]
    level = median(left)
    spread = _NORMAL * median(np.abs(left - level[:, None]))
    return level + slope * times[-1], spread
