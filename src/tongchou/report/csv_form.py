"""The first table of a report as CSV, for machines: UTF-8 with a mark for Excel, numbers bare."""

import csv
from io import StringIO
from pathlib import Path

from tongchou.report.model import Document, Number


def csv_form(report: Document, _font: Path | None = None) -> bytes:
    """Return the first table of a report as a CSV file; a text that a spreadsheet would run is quoted.

    :raises ValueError: for a report without a table.
    """
    if not report.tables:
        raise ValueError(f"no table in {report.title}")
    first, text = report.tables[0], StringIO()
    rows = csv.writer(text)
    rows.writerow(first.head)
    for row in first.rows:
        rows.writerow([cell.text if isinstance(cell, Number) else _harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    >>> _harmless("=1+1"), _harmless("—")
    ("'=1+1", '—')
    """
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
