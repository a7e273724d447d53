"""Services that cover: reach, shares of supply, equity, seats, and where to build.

>>> import numpy as np
>>> minutes = np.array([[0.0, 9], [4, 5], [9, 0]])
>>> plan = p_median(Case(minutes, np.array([10.0, 10, 30])), 1)
>>> plan.sites, plan.value, plan.gap  # 10×9 + 10×5 + 30×0
((1,), 140.0, 0.0)
"""

from tongchou.onemap.services.congestion import Equilibrium, rational
from tongchou.onemap.services.equity import Theil, gini, ratio, theil, worst_off
from tongchou.onemap.services.floating import conserved, crowding, modified, three_step, two_step
from tongchou.onemap.services.quick import p_median_quick
from tongchou.onemap.services.reach import Decay, gaussian, stepped, weights, within
from tongchou.onemap.services.seats import Seats, assign_seats
from tongchou.onemap.services.siting import (
    Case,
    Siting,
    cover_all,
    cover_most,
    p_center,
    p_median,
    p_median_with_capacity,
    trade_off,
)

__all__ = [
    "Case",
    "Decay",
    "Equilibrium",
    "Seats",
    "Siting",
    "Theil",
    "assign_seats",
    "conserved",
    "cover_all",
    "cover_most",
    "crowding",
    "gaussian",
    "gini",
    "modified",
    "p_center",
    "p_median",
    "p_median_quick",
    "p_median_with_capacity",
    "ratio",
    "rational",
    "stepped",
    "theil",
    "three_step",
    "trade_off",
    "two_step",
    "weights",
    "within",
    "worst_off",
]
