"""A report as a Word document in the official layout."""

from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from tongchou.report import official
from tongchou.report.charts import png
from tongchou.report.model import Block, Cell, Chart, Document, Heading, Number, Paragraph, Picture, Table
from tongchou.report.official import add_run, set_lines

SYNTHETIC = "含虚构数据，仅供演示"


def word(report: Document, font: Path | None = None) -> bytes:
    """Return the report as a .docx file.

    :param font: font file for the charts; ``None`` takes the system's.
    """
    document = docx.Document()
    official.set_defaults(document)
    official.set_page(document.sections[0])
    document.core_properties.title, document.core_properties.author = report.title, report.issuer
    if report.synthetic:
        _stamp(document)
    _head(document, report)
    for block in report.blocks:
        _block(document, block, font)
    _foot(document, report)
    for number, one in enumerate(report.attachments, 1):
        _new_page(document, f"附件{number}")
        _table(document, one)
    if report.annex:
        _new_page(document, f"附件{len(report.attachments) + 1}")
        _plain(document, report.annex_title, official.TITLE, WD_ALIGN_PARAGRAPH.CENTER)
        for block in report.annex:
            _block(document, block, font)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _new_page(document: WordDocument, text: str) -> None:
    _plain(document, text, official.HEI).paragraph_format.page_break_before = True


def _stamp(document: WordDocument) -> None:
    for header in (document.sections[0].header, document.sections[0].even_page_header):
        paragraph = header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_run(paragraph, SYNTHETIC, official.SMALL).font.color.rgb = RGBColor(0xC0, 0, 0)


def _head(document: WordDocument, report: Document) -> None:
    if report.number:
        _plain(document, report.number, official.BODY, WD_ALIGN_PARAGRAPH.CENTER)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_lines(title, line=Pt(34))
    title.paragraph_format.space_after = Pt(official.LINE.pt)
    add_run(title, report.title, official.TITLE)
    if report.addressee:
        _plain(document, f"{report.addressee}：", official.BODY)


def _foot(document: WordDocument, report: Document) -> None:
    titles = [*(one.title for one in report.attachments), *([report.annex_title] if report.annex else [])]
    names = [f"{n}. {title}" for n, title in enumerate(titles, 1)]
    for number, name in enumerate(names):
        _plain(document, ("附件：" if number == 0 else "　　　") + name, official.BODY, indent=True)
    document.add_paragraph()
    for text in (report.issuer, report.date):
        paragraph = _plain(document, text, official.BODY, WD_ALIGN_PARAGRAPH.RIGHT)
        paragraph.paragraph_format.right_indent = Pt(official.BODY.size * 4)
    _plain(document, report.version, official.SMALL)


def _plain(
    document: WordDocument, text: str, face: official.Face, side: WD_ALIGN_PARAGRAPH | None = None, indent: bool = False
) -> WordParagraph:
    paragraph = document.add_paragraph()
    if side is not None:
        paragraph.alignment = side
    set_lines(paragraph, indent=indent)
    add_run(paragraph, text, face)
    return paragraph


def _block(document: WordDocument, block: Block, font: Path | None) -> None:
    match block:
        case Heading(level, text):
            paragraph = document.add_heading(level=level)
            set_lines(paragraph, indent=True)
            run = add_run(paragraph, text, official.HEADINGS[level - 1])
            run.font.color.rgb, run.bold = RGBColor(0, 0, 0), False
        case Paragraph():
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            set_lines(paragraph, indent=True)
            for span in block.spans:
                add_run(paragraph, str(span), official.BODY)
        case Table():
            _table(document, block)
        case Chart():
            _picture(document, png(block, font), block.note)
        case Picture():
            _picture(document, block.data, block.note)


def _picture(document: WordDocument, data: bytes, note: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.add_run().add_picture(BytesIO(data), width=Mm(152))
    if note:
        _plain(document, note, official.SMALL)


def _table(document: WordDocument, table: Table) -> None:
    title = _plain(document, table.title, official.HEI, WD_ALIGN_PARAGRAPH.CENTER)
    title.paragraph_format.keep_with_next = True
    for run in title.runs:
        run.font.size = Pt(12)
    grid = document.add_table(rows=0, cols=len(table.head))
    grid.style, grid.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    _set_margins(grid)
    widths = _widths(table)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    _row(grid, table.head, widths, head=True)
    for row in table.rows:
        _row(grid, row, widths)
    if table.note:
        _plain(document, table.note, official.SMALL)
    else:
        set_lines(document.add_paragraph(), line=Pt(12))


def _widths(table: Table) -> list[Mm]:
    """Share the width of the text fairly: a column gets what it needs on one line, the long ones share the rest."""
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.head)
    needs = [
        max([_room(str(cell)) for cell in cells] + [_room(head) / (1 if len(head) < 4 else 1.7)])
        for head, cells in zip(table.head, columns, strict=True)
    ]
    widths, left = dict.fromkeys(range(len(needs)), 0.0), _TEXT_WIDTH
    for place, column in enumerate(sorted(widths, key=lambda column: needs[column])):
        widths[column] = min(needs[column], left / (len(needs) - place))
        left -= widths[column]
    return [Mm(width + left * width / (_TEXT_WIDTH - left)) for width in widths.values()]


_TEXT_WIDTH = 156.0
_MARGIN = 1.0
"""Millimetres on either side of a cell."""


def _room(text: str) -> float:
    """The millimetres a text takes in a cell: 10.5 pt letters and the cell's margins."""
    return sum(3.8 if ord(letter) > 0x2000 else 2.3 for letter in text) + 2 * _MARGIN + 0.8


def _set_margins(grid: WordTable) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        part = OxmlElement(side)
        part.set(qn("w:w"), str(round(_MARGIN * 56.7)))
        part.set(qn("w:type"), "dxa")
        margins.append(part)
    grid._tbl.tblPr.append(margins)


def _row(grid: WordTable, cells: tuple[Cell, ...], widths: list[Mm], head: bool = False) -> None:
    row = grid.add_row()
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", *(("w:tblHeader",) if head else ())):
        properties.append(OxmlElement(name))
    for target, cell, width in zip(row.cells, cells, widths, strict=True):
        target.width = width
        paragraph = target.paragraphs[0]
        paragraph._p.style = official.CELL_HEAD if head else _LOOKS[isinstance(cell, Number)]
        paragraph.add_run(str(cell))
        if head:
            _shade(target._tc.get_or_add_tcPr())


_LOOKS = {True: official.CELL_NUMBER, False: official.CELL}


def _shade(properties: object) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "EEF2F2")):
        shade.set(qn(name), value)
    properties.append(shade)  # type: ignore[attr-defined]
