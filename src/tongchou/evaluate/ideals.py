"""Closeness to an ideal point (TOPSIS), with ideals that are fixed unless the sample's are asked for.

>>> import numpy as np
>>> Closeness(best=100.0, worst=0.0)(np.array([[80.0, 80.0], [100.0, 0.0]]), np.array([0.5, 0.5]))
array([0.8, 0.5])
"""

from dataclasses import dataclass

import numpy as np

from tongchou.evaluate.arrays import Array
from tongchou.evaluate.errors import CONSTANT


@dataclass(frozen=True, slots=True)
class Closeness:
    r"""Distance from the worst point over the sum of distances, :math:`D^-/(D^+ + D^-)`, from 0 to 1.

    .. math:: D^\pm = \sqrt{\sum_j w_j^2 (z_j - z_j^\pm)^2}

    Weights enter squared. With ``best`` and ``worst`` left out they are the sample's, as in textbooks, and a unit
    that enters or leaves may then turn the order of others. Missing parts leave with their weight. Source: Hwang
    and Yoon 1981.
    """

    best: float | None = None
    worst: float | None = None

    def __call__(self, parts: Array, weights: Array) -> Array:
        """Return the closeness of each row.

        :raises Refusal: ``evaluate.indicator.constant`` where the ideals are the sample's and all units are alike.
        """
        there = ~np.isnan(parts)
        best = np.nanmax(parts, axis=0) if self.best is None else np.full(parts.shape[1], self.best)
        worst = np.nanmin(parts, axis=0) if self.worst is None else np.full(parts.shape[1], self.worst)
        present = np.where(there, weights, 0.0)
        shares = present / np.where(there.any(axis=1), present.sum(axis=1), np.nan)[:, None]
        held = np.where(there, parts, 0.0)
        plus, minus = (np.sqrt(((shares * (held - point)) ** 2).sum(axis=1)) for point in (best, worst))
        whole = plus + minus
        if np.any(whole == 0.0):
            raise CONSTANT.refusal(found="TOPSIS")
        closeness: Array = minus / whole
        return closeness
