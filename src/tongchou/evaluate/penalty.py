"""Means with a penalty for unevenness: the Mazziotta–Pareto index and its adjusted form.

>>> import numpy as np
>>> Penalised(sign=-1)(np.array([[110.0, 90.0]]), np.array([0.5, 0.5]))
array([99.])
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tongchou.evaluate.arrays import Array, array
from tongchou.evaluate.normalise import Bounds, goalposts, standard_scores
from tongchou.terms import Direction


@dataclass(frozen=True, slots=True)
class Penalised:
    r"""The mean of a unit's parts less (``sign`` -1) or plus (+1) their s.d. times their coefficient of variation.

    .. math:: I = M \mp S \cdot cv,\quad cv = S/M

    Minus where higher is better. ``ddof`` 0 is the population s.d., 1 the sample one. Missing parts leave with their
    weight; a unit with none is missing. Source: Mazziotta and Pareto 2016; sign, scope of bounds and s.d. differ
    between texts and programs, so each is stated.
    """

    sign: int = -1
    ddof: int = 0

    def __call__(self, parts: Array, weights: Array) -> Array:
        """Return the penalised mean of each row."""
        present = np.where(np.isnan(parts), 0.0, weights)
        total, count = present.sum(axis=1), (present > 0).sum(axis=1)
        whole = np.where(total > 0, total, np.nan)
        held = np.nan_to_num(parts)
        mean = (present * held).sum(axis=1) / whole
        spread = (present * (held - mean[:, None]) ** 2).sum(axis=1) / whole
        variance = spread * count / np.maximum(count - self.ddof, 1)
        penalised: Array = mean + self.sign * variance / mean
        return penalised


def standardised(values: Array, directions: Sequence[Direction], codes: Sequence[str], ddof: int = 0) -> Array:
    """Return z-scores with mean 100 and s.d. 10: the scale of the Mazziotta–Pareto index."""
    return 100.0 + 10.0 * standard_scores(values, directions, codes, ddof)


def adjusted(values: Array, reference: ArrayLike, extremes: Bounds) -> Array:
    r"""Return values from 70 to 130 around a reference: the scale of the adjusted index (AMPI).

    .. math:: z = 60\,\frac{x - (ref - D)}{2D} + 70,\quad D = (\max - \min)/2

    ``extremes`` are the bounds of the scope chosen: one year, or the panel for figures comparable over time.
    """
    half = (extremes.best - extremes.worst) / 2.0
    centre = array(reference)
    return goalposts(values, Bounds(centre - half, centre + half), (70.0, 130.0), capped=False)
