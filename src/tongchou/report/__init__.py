"""Reports: frozen figures as a Word document in the official layout, an HTML page, an Excel workbook.

A report is composed once as a :class:`Document` of blocks and written in three forms, so that all three hold the same
numbers.

>>> from tongchou.report import Document, Number, page, paragraph
>>> report = Document("进展报告", "统筹办", "2016年1月20日", (paragraph("达到", Number("52.2%", "k"), "。"),), "版本 1")
>>> "52.2%" in page(report)
True
"""

from tongchou.report.decisions import decision_appendix
from tongchou.report.model import (
    Block,
    Chart,
    Document,
    Heading,
    Number,
    Paragraph,
    Picture,
    Shape,
    Table,
    paragraph,
    table,
)
from tongchou.report.page import page
from tongchou.report.progress import progress_report
from tongchou.report.word import word
from tongchou.report.workbook import workbook

__all__ = [
    "Block",
    "Chart",
    "Document",
    "Heading",
    "Number",
    "Paragraph",
    "Picture",
    "Shape",
    "Table",
    "decision_appendix",
    "page",
    "paragraph",
    "progress_report",
    "table",
    "word",
    "workbook",
]
