"""The inputs of a model as an Excel workbook to fill in, and a filled one back, each mistake at its sheet and cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tongchou.decide.filling.layout import HINTS, Field, Shape, layout
from tongchou.decide.filling.lines import Filled, Line, data_of, filled, spot_of
from tongchou.decide.forms.fields import Form
from tongchou.packs.yaml_file import validated
from tongchou.terms import Kind, Problem, Refusal, Where, Words

UNREADABLE = Kind(
    "decide.workbook.unreadable",
    Words(
        "打不开这个文件：{found}。请上传本页下载的 .xlsx 表。",
        "The file cannot be opened: {found}. Send the .xlsx of this page.",
    ),
)
OTHER_MODEL = Kind(
    "decide.workbook.other-model",
    Words(
        "这是“{found}”的表，本页要“{allowed}”的表。", "This is the workbook of '{found}'; this page wants '{allowed}'."
    ),
)
UNKNOWN_ROW = Kind(
    "decide.workbook.unknown",
    Words("不认识“{found}”。可用：{allowed}。", "Unknown '{found}'; there are: {allowed}."),
)
ABOUT, SINGLE, KEY = "说明", "参数", "key"
_ONE_CELL = {Shape.VALUE, Shape.LIST}
_HEAD = 2
"""Rows above the first line of a table: the names a person reads, the codes the reader goes by."""


@dataclass(frozen=True, slots=True)
class _At:
    """Where a value stands in the workbook; row and column from 1."""

    sheet: str
    row: int
    column: int


def to_workbook(code: str, words: Words, form: type[Form], data: Mapping[str, Any]) -> bytes:
    """Return inputs as a workbook: single values in one sheet, each table in its own; every cell is text."""
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    styles = {
        "head": book.add_format({"bold": True, "bg_color": "#EEF2F2", "border": 1, "text_wrap": True}),
        "code": book.add_format({"font_color": "#8A949E", "font_size": 8, "border": 1}),
        "text": book.add_format({"num_format": "@", "border": 1, "text_wrap": True}),
        "told": book.add_format({"font_color": "#52606D", "text_wrap": True}),
    }
    about = book.add_worksheet(ABOUT)
    for row, text in enumerate((words.zh, code, *_GUIDE)):
        about.write_string(row, 0, text, styles["head" if row == 0 else "told"])
    about.set_column(0, 0, 90)
    fields = filled(layout(form), data)
    single = [one for one in fields if _alone(one.field)]
    _write_single(book.add_worksheet(SINGLE), single, styles)
    for one in fields:
        if not _alone(one.field):
            _write_table(book.add_worksheet(_sheet(one.field)), one, styles)
    book.close()
    return buffer.getvalue()


_GUIDE = (
    "白格填数；第二行灰色编号不要改。金额、面积、比例要写单位，如 6800万元、98平方米、58.5%。",
    "表可以加行、减行。一格里有几个数的，用逗号隔开；有名目的写成“名目: 数”。不用的格留空。",
    "填好后在原页面上传；哪一格不合要求，会指出工作表、行和列。",
)


def _alone(field: Field) -> bool:
    return field.shape in _ONE_CELL or field.shape is Shape.GROUP


def _sheet(field: Field) -> str:
    return "".join("·" if letter in "[]:*?/\\" else letter for letter in field.words.zh)[:31]


def _write_single(sheet: Worksheet, fields: Sequence[Filled], styles: Mapping[str, Any]) -> None:
    for at, (text, width) in enumerate((("编号", 26), ("名称", 30), ("值", 46), ("说明", 50))):
        sheet.write_string(0, at, text, styles["head"])
        sheet.set_column(at, at, width)
    rows = [
        (f"{one.field.code}.{column.code}" if one.field.within else column.code, one.field, column, text)
        for one in fields
        for column, text in zip(one.field.columns, one.lines[0].texts, strict=True)
    ]
    for row, (code, field, column, text) in enumerate(rows, 1):
        name = f"{field.words.zh}：{column.words.zh}" if field.within else column.words.zh
        sheet.write_string(row, 0, code, styles["code"])
        sheet.write_string(row, 1, name, styles["text"])
        sheet.write_string(row, 2, text, styles["text"])
        sheet.write_string(row, 3, told(column), styles["told"])
    sheet.freeze_panes(1, 2)


def _write_table(sheet: Worksheet, one: Filled, styles: Mapping[str, Any]) -> None:
    columns = [(one.field.words.zh, KEY)] if one.field.keyed else []
    columns += [(column.words.zh, column.code or "value") for column in one.field.columns]
    for at, (name, code) in enumerate(columns):
        sheet.write_string(0, at, name, styles["head"])
        sheet.write_string(1, at, code, styles["code"])
    for row, line in enumerate(one.lines, _HEAD):
        for at, text in enumerate((line.key, *line.texts) if one.field.keyed else line.texts):
            sheet.write_string(row, at, text, styles["text"])
    sheet.set_column(0, len(columns), 18, styles["text"])
    sheet.freeze_panes(_HEAD, 1)


def told(field: Field) -> str:
    """Return what to write in a field: its own help, what its kind of value looks like, and the choices it has."""
    parts = [field.help.zh, HINTS[field.kind].zh, "／".join(field.choices), "" if field.required else "可不填"]
    return "；".join(part for part in parts if part)


def from_workbook(code: str, form: type[Form], content: bytes, name: str) -> tuple[dict[str, Any], Form]:
    """Read a filled workbook: the plain inputs, and the same as the model's inputs.

    :raises Refusal: every problem, each with sheet, row and column.
    """
    sheets = _sheets(content, name)
    mine = str(sheets.get(ABOUT, [["", ""], [""]])[1][0]) if len(sheets.get(ABOUT, [])) > 1 else ""
    if mine != code:
        raise OTHER_MODEL.refusal(Where(name, sheet=ABOUT, row=2), found=mine, allowed=code)
    fields, places, problems = list[Filled](), dict[tuple[str, int, int], _At](), list[Problem]()
    for field in layout(form):
        rows = sheets.get(SINGLE if _alone(field) else _sheet(field), [])
        fields.append((_single if _alone(field) else _table)(field, rows, places))
    problems += _strangers(layout(form), sheets, name)
    if problems:
        raise Refusal(problems)

    def where(way: Sequence[str | int]) -> Where:
        spot = spot_of(fields, way)
        at = places.get((spot.field, spot.line, spot.column)) or places.get((spot.field, 0, 0))
        return Where(name, sheet=at.sheet, row=at.row, column=at.column) if at else Where(name, key=spot.field)

    try:
        data = data_of(fields)
    except Refusal as refusal:
        raise Refusal([_moved(one, where(one.where.file.split("."))) for one in refusal.problems]) from None
    return data, validated(data, form, where)


def _moved(problem: Problem, where: Where) -> Problem:
    return Problem(problem.kind, where, problem.found, problem.allowed, problem.facts)


def _sheets(content: bytes, name: str) -> dict[str, list[list[Any]]]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return {sheet: book.get_sheet_by_name(sheet).to_python(skip_empty_area=False) for sheet in book.sheet_names}
    except (CalamineError, OSError, ValueError) as error:
        raise UNREADABLE.refusal(Where(name), found=str(error)[:80]) from None


def _single(field: Field, rows: list[list[Any]], places: dict[tuple[str, int, int], _At]) -> Filled:
    texts = []
    for column, one in enumerate(field.columns):
        code = f"{field.code}.{one.code}" if field.within else one.code
        row = next((n for n, cells in enumerate(rows) if _text(cells, 0) == code), None)
        texts.append("" if row is None else _text(rows[row], 2))
        if row is not None:
            places[field.code, 0, column] = _At(SINGLE, row + 1, 3)
    return Filled(field, (Line(tuple(texts)),))


def _table(field: Field, rows: list[list[Any]], places: dict[tuple[str, int, int], _At]) -> Filled:
    codes = [_text(rows[1], at) for at in range(len(rows[1]))] if len(rows) > 1 else []
    at_key = codes.index(KEY) if KEY in codes else 0
    wanted = [codes.index(one.code or "value") if (one.code or "value") in codes else -1 for one in field.columns]
    lines = list[Line]()
    for row, cells in enumerate(rows[_HEAD:], _HEAD):
        line = Line(tuple(_text(cells, at) for at in wanted), _text(cells, at_key) if field.keyed else "")
        if not line.key and not any(line.texts):
            continue
        for column, at in [*enumerate(wanted), (-1, at_key)]:
            places[field.code, len(lines), column] = _At(_sheet(field), row + 1, at + 1)
        lines.append(line)
    return Filled(field, tuple(lines))


def _strangers(fields: Sequence[Field], sheets: Mapping[str, list[list[Any]]], name: str) -> list[Problem]:
    """Rows and columns whose code is none of the model's: a person meant something by them, so nothing is dropped."""
    alone = [f"{one.code}.{c.code}" if one.within else c.code for one in fields if _alone(one) for c in one.columns]
    problems = []
    for row, cells in enumerate(sheets.get(SINGLE, [])[1:], 2):
        if (code := _text(cells, 0)) and code not in alone:
            problems.append(UNKNOWN_ROW.at(Where(name, sheet=SINGLE, row=row, column=1), found=code,
                                           allowed="、".join(alone)))  # fmt: skip
    for one in (one for one in fields if not _alone(one)):
        codes = [*([KEY] if one.keyed else []), *(column.code or "value" for column in one.columns)]
        head = sheets.get(_sheet(one), [[], []])
        for at in range(len(head[1]) if len(head) > 1 else 0):
            if (code := _text(head[1], at)) and code not in codes:
                where = Where(name, sheet=_sheet(one), row=2, column=at + 1)
                problems.append(UNKNOWN_ROW.at(where, found=code, allowed="、".join(codes)))
    return problems


def _text(cells: Sequence[Any], at: int) -> str:
    """A cell as text: whole numbers without a point, dates as they are written."""
    value = cells[at] if 0 <= at < len(cells) else ""
    match value:
        case bool():
            return "是" if value else "否"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value).strip()
