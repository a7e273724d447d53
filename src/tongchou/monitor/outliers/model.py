"""What a test says of many series at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The verdict on the last figure of every series.

    :param fires: whether it is unusual; false where there is too little to judge by.
    :param expected: what the others lead to expect; NaN where there is too little.
    :param score: how far off it is, in the test's own measure; NaN likewise.
    :param limits: the score above which it fires, an entry a series.
    """

    fires: NDArray[np.bool_]
    expected: Numbers
    score: Numbers
    limits: Numbers


def floor(spread: Numbers, expected: Numbers, least: float) -> Numbers:
    """Return a spread that is never below a share of what is expected: equal figures do not make every change one."""
    return np.maximum(spread, least * np.abs(expected))


def median(rows: Numbers) -> Numbers:
    """Return the median of each row over the numbers it has; NaN where it has none."""
    ordered, count = np.sort(rows, axis=1), (~np.isnan(rows)).sum(axis=1)
    at, most = np.arange(len(rows)), rows.shape[1] - 1
    low, high = np.maximum(count - 1, 0) // 2, np.minimum(count // 2, most)
    middle: Numbers = (ordered[at, low] + ordered[at, high]) / 2
    return middle
