"""The workbook that came back, with a note and a colour in every cell that needs mending, and a list of them all."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tongchou.monitor.returns.workbook import is_old, open_grids
from tongchou.terms import Problem, Severity

LIST = "问题清单"
_FILLS = {
    Severity.ERROR: PatternFill("solid", fgColor="F8D7D3"),
    Severity.WARNING: PatternFill("solid", fgColor="FCEBC5"),
    Severity.NOTE: PatternFill("solid", fgColor="DCE8F2"),
}
_HEAD = ("序号", "程度", "工作表", "行", "列", "发现", "说明")
_SEVERITIES = {Severity.ERROR: "须改正", Severity.WARNING: "请核对", Severity.NOTE: "提示"}


def marked_copy(data: bytes, name: str, problems: Sequence[Problem]) -> bytes:
    """Return the same workbook with every problem noted at its cell, as .xlsx.

    An old .xls is written anew as .xlsx with its values; text that begins like a formula stays text.

    :param data: the bytes of the file as it came.
    :raises Refusal: ``monitor.workbook.*`` where it cannot be opened.
    """
    grids = open_grids(data, name)
    book = _rewritten(grids) if is_old(data) else load_workbook(BytesIO(data))
    for problem in problems:
        where = problem.where
        if where.sheet in book.sheetnames and where.row and where.column:
            _mark(book[where.sheet].cell(where.row, where.column), problem)
    _list(book, problems)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _rewritten(grids: Iterable[Any]) -> Workbook:
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for grid in grids:
        sheet = book.create_sheet(grid.name)
        for row, cells in enumerate(grid.rows, 1):
            for column, value in enumerate(cells, 1):
                if value not in ("", None):
                    _write(sheet, row, column, value)
    return book


def _write(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """Write a value; a text is never read as a formula."""
    cell = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def _mark(cell: Cell | MergedCell, problem: Problem) -> None:
    if isinstance(cell, MergedCell):
        return
    earlier = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(f"{earlier}{_clean(problem.sentence())}", "统筹", width=260, height=120)
    cell.fill = _FILLS[problem.severity]


def _list(book: Workbook, problems: Sequence[Problem]) -> None:
    if LIST in book.sheetnames:
        del book[LIST]
    sheet = book.create_sheet(LIST)
    rows = [_HEAD, *(_row(number, problem) for number, problem in enumerate(problems, 1))]
    for row, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            _write(sheet, row, column, value)
    for letter, width in zip("ABCDEFG", (6, 8, 14, 6, 6, 24, 80), strict=True):
        sheet.column_dimensions[letter].width = width


def _row(number: int, problem: Problem) -> tuple[object, ...]:
    where = problem.where
    place = (where.sheet, where.row or "", where.column or "")
    return (number, _SEVERITIES[problem.severity], *place, problem.found, problem.sentence())


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)
