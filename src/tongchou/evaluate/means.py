"""Weighted power means of the parts of a group, row by row, with one missing rule for all of them."""

import numba
import numpy as np
from numpy.typing import NDArray

from tongchou.evaluate.arrays import Array, kernel, routine

Members = NDArray[np.int64]
Columns = tuple[Array, NDArray[np.bool_], Array, Array]


@routine
def bent(value: float, power: float) -> float:
    """Return what is averaged: the logarithm or the power of a value."""
    if power == 1.0:
        return value
    if power == 0.0:
        return float(np.log(value)) if value > 0.0 else -np.inf
    if power < 0.0 and value == 0.0:
        return np.inf
    return float(value**power)


@routine
def unbent(mean: float, power: float) -> float:
    """Return the value whose :func:`bent` is given; zero for what a zero has pulled to its limit."""
    if power == 1.0:
        return mean
    if power == 0.0:
        return float(np.exp(mean))
    if power < 0.0 and mean == np.inf:
        return 0.0
    return float(mean ** (1.0 / power))


@kernel
def fill_plain(columns: tuple[Array, Array, Array], target: int, first: int, weights: Array, at_least: float) -> None:
    """Do what :func:`fill_mean` does for the commonest group: the arithmetic mean of neighbouring indicators.

    ``columns`` are indicators, scores and shares of groups; the group's indicators begin with column ``first``. No
    step of the inner loop depends on whether a cell is there, which makes it several times as fast.
    """
    indicators, scores, shares = columns
    expected = weights.sum()
    for row in numba.prange(indicators.shape[0]):
        carried, total = 0.0, 0.0
        for k in range(weights.size):
            value = indicators[row, first + k]
            there = not np.isnan(value)
            carried += weights[k] if there else 0.0
            total += weights[k] * value if there else 0.0
        reached = carried / expected
        shares[row, target] = reached
        scores[row, target] = np.nan if carried == 0.0 or reached < at_least - 1e-12 else total / carried


@kernel
def fill_mean(
    columns: Columns, target: int, members: Members, weights: Array, rule: tuple[float, float, float, bool]
) -> None:
    """Write a group's score and observed share into column ``target``, from the parts that ``members`` names.

    ``columns`` are indicators, where they apply (empty: everywhere), scores and shares of groups; ``rule`` is power,
    floor (NaN for none), least share and whether it counts parts. A row below the least share gets NaN.
    """
    indicators, applies, scores, shares = columns
    power, floor, at_least, count = rule
    width = indicators.shape[1]
    everywhere, lifted, extreme = applies.size == 0, not np.isnan(floor), np.isinf(power)
    for row in numba.prange(indicators.shape[0]):
        expected, seen, carried, total, asked, scored = 0.0, 0.0, 0.0, 0.0, 0, 0
        best = -np.inf
        for k in range(members.size):
            part, weight = members[k], weights[k]
            if part < width:
                value, share = indicators[row, part], 1.0
                if not (everywhere or applies[row, part]):
                    continue
            else:
                value, share = scores[row, part - width], shares[row, part - width]
            if np.isnan(share) or weight == 0.0:
                continue
            expected += weight
            asked += 1
            if np.isnan(value):
                continue
            value = max(value, floor) if lifted else value
            seen += weight * share
            scored += 1
            carried += weight
            if extreme:
                best = max(best, value if power > 0.0 else -value)
            else:
                total += weight * bent(value, power)
        shares[row, target] = seen / expected if asked else np.nan
        reached = scored / asked if count else seen / expected
        if scored == 0 or reached < at_least - 1e-12:
            scores[row, target] = np.nan
        elif extreme:
            scores[row, target] = best if power > 0.0 else -best
        else:
            scores[row, target] = unbent(total / carried, power)
