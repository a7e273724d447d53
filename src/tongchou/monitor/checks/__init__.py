"""Checks on figures: what is strange in a series or a total, and what a return has to mend, explain or look at again.

A check never changes a figure and never hides one.
"""

from tongchou.monitor.checks.applying import check
from tongchou.monitor.checks.findings import Finding, Verdict, as_note, assign, explanation_in, judge
from tongchou.monitor.checks.frame import Frame
from tongchou.monitor.checks.model import Hit, Weight
from tongchou.monitor.checks.padding import Suspicion, evenness, padding, step_chance
from tongchou.monitor.checks.reviewing import review
from tongchou.monitor.checks.rules import Rule, read_rules
from tongchou.monitor.checks.strange import Series, jumps, outside_bounds, scale_slips, series, totals_unlike_parts
from tongchou.monitor.checks.unusual import Looking, unusual

__all__ = [
    "Finding",
    "Frame",
    "Hit",
    "Looking",
    "Rule",
    "Series",
    "Suspicion",
    "Verdict",
    "Weight",
    "as_note",
    "assign",
    "check",
    "evenness",
    "explanation_in",
    "judge",
    "jumps",
    "outside_bounds",
    "padding",
    "read_rules",
    "review",
    "scale_slips",
    "series",
    "step_chance",
    "totals_unlike_parts",
    "unusual",
]
