"""Peers: the change of a figure held against the changes of the others in the same period."""

import numpy as np

from tongchou.monitor.outliers.model import Numbers, Verdicts

FEWEST = 5
"""How many peers it needs."""
_NORMAL = 1.4826


def peers(now: Numbers, before: Numbers, threshold: float = 3.5, least: float = 0.01) -> Verdicts:
    r"""Judge every figure of one element and period by how its peers changed.

    Changes are logarithms of ratios, so that halving and doubling weigh alike; the score is the distance from the
    peers' median over :math:`1.4826\,\mathrm{MAD}`. With many peers one of them hardly moves their median.

    :param now: the figures, one a place; NaN where there is none.
    :param before: the same places a period earlier.
    :param least: spread that is taken at least: 0.01 for one per cent.
    """
    with np.errstate(all="ignore"):
        change = np.where((now > 0) & (before > 0), np.log(now / before), np.nan)
    there = ~np.isnan(change)
    limits = np.full(len(now), threshold)
    if there.sum() <= FEWEST:
        nothing = np.full(len(now), np.nan)
        return Verdicts(np.zeros(len(now), np.bool_), nothing, nothing, limits)
    middle = np.nanmedian(change)
    spread = max(_NORMAL * float(np.nanmedian(np.abs(change - middle))), least)
    score = np.abs(change - middle) / spread
    return Verdicts(there & (score > threshold), before * np.exp(middle), score, limits)
