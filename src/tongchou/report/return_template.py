"""The template of a return as a workbook: locked codes, units and definitions, last period beside, a signed ticket."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tongchou.monitor.cells import CellKey, Cells
from tongchou.monitor.returns import Round
from tongchou.monitor.returns.workbook import (
    BESIDE,
    CORNER,
    ELEMENT,
    PLACE,
    SHEET,
    Asked,
    Ticket,
    digest_of,
    sign,
)
from tongchou.packs.rows import Element
from tongchou.terms import Cell, State

_TOP = 6
"""Lines above the table: title, unit and dates, how to fill in, and three of the head."""
_HOW = "只填白色格。零填 0；没有发生填“无”；不适用填“不适用”；空白表示还没有填。灰色为上期数，不读回。"
_WORDS = {State.NONE: "无", State.NOT_APPLICABLE: "不适用"}


@dataclass(frozen=True)
class Blank:
    """What a template shows.

    :param filled: figures that are there already.
    :param before: figures of the period before, shown beside and never read back.
    """

    asked: Asked
    round: Round
    unit_name: str
    filled: Cells = field(default_factory=dict)
    before: Cells = field(default_factory=dict)


def return_template(blank: Blank, key: bytes) -> bytes:
    """Return the template as an .xlsx file.

    One place: elements stand below each other; several: a row a place. Codes of rows and columns are hidden and
    locked, cells to fill in are not; an unlikely entry is warned of and not refused. No text is read as a formula.

    :param key: the secret the ticket is signed with.
    """
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    styles = {name: book.add_format(look) for name, look in _STYLES.items()}
    page = _Page(book.add_worksheet("填报"), blank, styles)
    page.top()
    (page.upright if blank.asked.upright else page.table)()
    page.sheet.protect("", dict.fromkeys(("format_cells", "format_columns", "format_rows", "sort"), True))
    _definitions(book.add_worksheet("指标说明"), blank.asked, styles)
    _ticket(book.add_worksheet(SHEET), blank.asked, key)
    book.close()
    return buffer.getvalue()


_LINE = {"border": 1, "border_color": "#B8C2C2", "valign": "vcenter"}
_STYLES: Mapping[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "text": {"valign": "vcenter"},
    "head": _LINE | {"bold": True, "bg_color": "#E6EDED", "text_wrap": True, "align": "center"},
    "unit": _LINE | {"bg_color": "#F3F6F6", "font_color": "#555555", "align": "center"},
    "name": _LINE | {"bg_color": "#F3F6F6", "text_wrap": True},
    "entry": _LINE | {"locked": False, "num_format": "#,##0.######;-#,##0.######;0", "align": "right"},
    "before": _LINE | {"bg_color": "#F3F6F6", "font_color": "#777777", "num_format": "#,##0.######", "align": "right"},
}


@dataclass(frozen=True)
class _Page:
    """The sheet to fill in."""

    sheet: Worksheet
    blank: Blank
    styles: Mapping[str, Any]

    def top(self) -> None:
        """Write what form it is, for whom, until when, and how to fill it in."""
        asked, due = self.blank.asked, self.blank.round.due.isoformat()
        lines = (
            f"{asked.form.words.zh}（{asked.period.say()}）",
            f"填报单位：{self.blank.unit_name}　截止：{due}　第 {asked.form.version} 版",
            f"{_HOW} {asked.form.row.note}".strip(),
        )
        for row, text in enumerate(lines):
            self.sheet.write_string(row, 1, text, self.styles["title"] if row == 0 else self.styles["text"])

    def table(self) -> None:
        """Write a row a place and two columns an element: this period, and the one before beside it."""
        asked, last = self.blank.asked, _TOP + len(self.blank.asked.assigned.places)
        for row, text, style in ((_TOP - 2, "地区", "head"), (_TOP - 1, "计量单位", "unit"), (_TOP, BESIDE, None)):
            self.line(row, 1, (text,), style)
        for row, place in enumerate(asked.assigned.places, _TOP + 1):
            self.line(row, 0, (PLACE + place,))
            self.line(row, 1, (asked.names.get(place, place),), "name")
        for column, element in zip(range(2, 2 + 2 * len(asked.form.columns), 2), asked.form.columns, strict=True):
            self.line(_TOP - 3, column, (asked.form.sections.get(element.code, ""), ""), "head")
            self.line(_TOP - 2, column, (element.name, "上期"), "head")
            self.line(_TOP - 1, column, (element.unit, ""), "unit")
            self.line(_TOP, column, (ELEMENT + element.code, BESIDE))
            for row, place in enumerate(asked.assigned.places, _TOP + 1):
                self.entry(row, column, CellKey(place, asked.period, element.code))
            self.sheet.set_column(column, column + 1, max(11, 1.8 * len(element.name)))
            self.warn(last, column)
        self.sheet.set_column(1, 1, 18)
        self.codes(2)

    def upright(self) -> None:
        """Write a row an element: section, name, unit, this period, the one before, what is counted."""
        asked, place = self.blank.asked, self.blank.asked.assigned.places[0]
        head = ("分类", "数据项", "计量单位", asked.names.get(place, place), "上期", "口径")
        self.line(_TOP - 1, 1, head, "head")
        self.line(_TOP, 1, (BESIDE, BESIDE, BESIDE, PLACE + place, BESIDE, BESIDE))
        for row, element in enumerate(asked.form.columns, _TOP + 1):
            self.line(row, 0, (ELEMENT + element.code,))
            self.line(row, 1, (asked.form.sections.get(element.code, ""), element.name, element.unit), "name")
            self.entry(row, 4, CellKey(place, asked.period, element.code))
            self.line(row, 6, (element.definition,), "name")
        for column, width in enumerate((12, 26, 10, 16, 16, 40), 1):
            self.sheet.set_column(column, column, width)
        self.warn(_TOP + len(asked.form.columns), 4)
        self.codes(3)

    def codes(self, frozen: int) -> None:
        """Mark the corner of the codes and hide them."""
        self.line(_TOP, 0, (CORNER,))
        self.sheet.set_column(0, 0, None, None, {"hidden": True})
        self.sheet.set_row(_TOP, None, None, {"hidden": True})
        self.sheet.freeze_panes(_TOP + 1, frozen)

    def entry(self, row: int, column: int, key: CellKey) -> None:
        """Write a cell to fill in, and the one of the period before to its right."""
        before = self.blank.before.get(key._replace(period=key.period.shift(-1)))
        _cell(self.sheet, row, column, self.blank.filled.get(key), self.styles["entry"])
        _cell(self.sheet, row, column + 1, before, self.styles["before"])

    def warn(self, last: int, column: int) -> None:
        """Warn, without refusing, of what is neither a number nor one of the two words."""
        at = xl_rowcol_to_cell(_TOP + 1, column)
        rule = {
            "validate": "custom", "value": f'=OR(ISNUMBER({at}),{at}="无",{at}="不适用")', "error_type": "warning",
            "error_title": "请核对", "error_message": "一般填数；没有发生填“无”，不适用填“不适用”。仍要这样填吗？",
        }  # fmt: skip
        if last > _TOP:
            self.sheet.data_validation(_TOP + 1, column, last, column, rule)

    def line(self, row: int, column: int, texts: Sequence[str], style: str | None = None) -> None:
        """Write texts side by side."""
        _line(self.sheet, (row, column), texts, self.styles[style] if style else None)


def _cell(sheet: Worksheet, row: int, column: int, cell: Cell | None, style: Any) -> None:
    if cell is not None and cell.value is not None:
        sheet.write_number(row, column, cell.value, style)
    elif cell is not None and cell.state in _WORDS:
        sheet.write_string(row, column, _WORDS[cell.state], style)
    else:
        sheet.write_blank(row, column, None, style)


def _definitions(sheet: Worksheet, asked: Asked, styles: Mapping[str, Any]) -> None:
    _line(sheet, (0, 0), ("数据项", "计量单位", "口径"), styles["head"])
    for row, cells in enumerate(_definition_rows(asked.form.columns), 1):
        _line(sheet, (row, 0), cells, styles["name"])
    for column, width in enumerate((28, 12, 60)):
        sheet.set_column(column, column, width)
    sheet.protect()


def _definition_rows(elements: Sequence[Element]) -> Iterator[tuple[str, str, str]]:
    return ((element.name, element.unit, element.definition) for element in elements)


def _ticket(sheet: Worksheet, asked: Asked, key: bytes) -> None:
    form = asked.form
    ticket = Ticket(form.code, form.version, asked.period.code, asked.assigned.unit, digest_of(asked.keys))
    sheet.write_string(0, 0, ticket.text)
    sheet.write_string(1, 0, sign(ticket, key))
    sheet.protect()
    sheet.very_hidden()


def _line(sheet: Worksheet, at: tuple[int, int], texts: Sequence[str], style: Any = None) -> None:
    row, first = at
    for column, text in enumerate(texts, first):
        if text:
            sheet.write_string(row, column, text, style)
        else:
            sheet.write_blank(row, column, None, style)
