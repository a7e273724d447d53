"""Checks on figures: what is strange in a series or a total, and what a return has to mend, explain or look at again.

A check never changes a figure and never hides one.
"""

from tongchou.monitor.checks.model import Hit, Weight
from tongchou.monitor.checks.strange import Series, jumps, outside_bounds, scale_slips, series, totals_unlike_parts

__all__ = [
    "Hit",
    "Series",
    "Weight",
    "jumps",
    "outside_bounds",
    "scale_slips",
    "series",
    "totals_unlike_parts",
]
