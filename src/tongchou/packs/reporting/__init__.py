"""Reporting in a pack: the tables of forms, assignments, checks, clocks and days off, and what ships with the house."""

from tongchou.packs.reporting.rows import Assignment, CheckRow, ClockRow, DaysOff, FormCell, FormRow
from tongchou.packs.reporting.shipped import china_days_off, shipped_clocks

__all__ = [
    "Assignment",
    "CheckRow",
    "ClockRow",
    "DaysOff",
    "FormCell",
    "FormRow",
    "china_days_off",
    "shipped_clocks",
]
