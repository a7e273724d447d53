"""A map study as a report: its tables under their titles, ready for Word, Excel and HTML."""

from collections.abc import Sequence

from tongchou.onemap.studies import Result
from tongchou.report.model import Block, Cell, Document, Heading, Number, Paragraph, Table, paragraph, table

_NOTE = "由一张图量算生成；面积按 CGCS2000 椭球面计算。"
_LONGEST = 400
"""Rows of a table in the text; longer ones go whole into the attachments."""


def study_report(result: Result, date: str, issuer: str = "") -> Document:
    """Return a study's result as a document of its tables; ``date`` is written under it as it is."""
    blocks: list[Block] = []
    attached: list[Table] = []
    for title, rows in result.tables.items():
        whole = table(title, tuple(rows[0]), [_cells(list(row.values())) for row in rows]) if rows else None
        blocks.append(Heading(1, title))
        if whole is None:
            blocks.append(paragraph("没有这样的情形。"))
        elif len(rows) > _LONGEST:
            blocks.append(Paragraph((f"共 {len(rows)} 行，见附件。",)))
            attached.append(whole)
        else:
            blocks.append(whole)
    return Document(result.title, issuer, date, tuple(blocks), _NOTE, attachments=tuple(attached))


def _cells(values: Sequence[object]) -> tuple[Cell, ...]:
    return tuple(_cell(value) for value in values)


def _cell(value: object) -> Cell:
    if value is None:
        return "—"
    return Number(f"{value:,}") if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
