"""Workbooks: each sheet as a table, merged cells filled."""

from io import BytesIO
from pathlib import Path

from python_calamine import CalamineWorkbook

from tongchou.reading.errors import BROKEN, TOO_LARGE
from tongchou.terms import Where

_MOST_ROWS = 20_000
"""The most rows of a workbook that is read as a document; more are data, and are refused rather than cut."""


def workbook_text(path: Path, data: bytes) -> str:
    """Return the sheets of a workbook as lines, cells parted by ``|``; a row with one filled cell is a line of text.

    :raises Refusal: ``reading.file.broken``.
    """
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        rows = [
            row
            for sheet in sheets
            for row in _filled([list[object](row) for row in sheet.to_python()], sheet.merged_cell_ranges or [])
        ]
    except Exception as error:
        raise BROKEN.refusal(Where(path.name), found=path.name) from error
    if len(rows) > _MOST_ROWS:
        raise TOO_LARGE.refusal(Where(path.name), found=f"{len(rows)} 行 rows", allowed=f"{_MOST_ROWS} 行 rows")
    return "\n".join(line for row in rows if (line := _line(row)))


_Ranges = list[tuple[tuple[int, int], tuple[int, int]]]


def _filled(rows: list[list[object]], merged: _Ranges) -> list[list[object]]:
    """Return the rows with the value of a merged range in each of its rows, in its first column."""
    for (top, left), (bottom, right) in merged:
        wide = right > left and top == bottom
        for row in range(top, min(bottom + 1, len(rows))):
            if not wide and left < len(rows[row]):
                rows[row][left] = rows[top][left]
    return rows


def _line(row: list[object]) -> str:
    cells = [_words(cell) for cell in row]
    filled = [cell for cell in cells if cell]
    if len(filled) <= 1:
        return filled[0] if filled else ""
    while cells and not cells[-1]:
        cells.pop()
    return " | ".join(cells)


def _words(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split()).replace("|", "／")
