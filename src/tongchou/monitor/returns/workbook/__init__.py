"""Workbooks that come back: templates filled in Excel or WPS, read as a dry run that says what is wrong where.

A template carries a signed :class:`Ticket` on a hidden sheet, and hidden codes beside its rows and columns, so that it
may be sorted, renamed, widened and saved in the old format and still be read. What does not read is a problem with
sheet, row and column; what is not of this unit and round is refused in one sentence.

>>> from tongchou.monitor.returns.workbook import import_workbook, sign
>>> import_workbook(b"hello", "a.txt", None, b"")
Traceback (most recent call last):
tongchou.terms.problems.Refusal: monitor.workbook.not-excel · a.txt · “a.txt”不是 Excel 或 WPS 表格，...
"""

from tongchou.monitor.returns.workbook.door import MOST_BYTES, Grid, is_old, open_grids
from tongchou.monitor.returns.workbook.importing import Imported, import_workbook
from tongchou.monitor.returns.workbook.layout import BESIDE, CORNER, ELEMENT, PLACE, Asked
from tongchou.monitor.returns.workbook.ticket import SHEET, Ticket, digest_of, read_ticket, sign
from tongchou.monitor.returns.workbook.values import read_value

__all__ = [
    "BESIDE",
    "CORNER",
    "ELEMENT",
    "MOST_BYTES",
    "PLACE",
    "SHEET",
    "Asked",
    "Grid",
    "Imported",
    "Ticket",
    "digest_of",
    "import_workbook",
    "is_old",
    "open_grids",
    "read_ticket",
    "read_value",
    "sign",
]
