r"""Documents in, a ledger out that an official can sign.

>>> from tongchou.reading import ItemClass, read_text
>>> ledger = read_text("二、主要任务\n(一)基础设施\n市交通局要加快农村公路建设,新建农村公路120公里。")
>>> [(task.lead, task.domain) for task in ledger.of(ItemClass.TASK)]
[(('市交通局',), 'infrastructure'), (('市交通局',), 'infrastructure')]
"""

from tongchou.reading.alignment import Finding, Fit, Gap, align, fits
from tongchou.reading.checks import Observed, Pace, cross_check, pace
from tongchou.reading.choosing import choose, doubts
from tongchou.reading.corrections import Lesson, learn, lessons, lessons_of_pack, read_lessons
from tongchou.reading.files import open_document
from tongchou.reading.from_pack import ledger_of_pack
from tongchou.reading.into_pack import PackRows, add_to_pack, pack_rows, written
from tongchou.reading.listing import write_findings, write_workbook
from tongchou.reading.model import Amount, Heading, Item, ItemClass, Ledger, Metadata, Review
from tongchou.reading.prediction import prediction
from tongchou.reading.promises import Fate, Turn, contradicted, turns
from tongchou.reading.proposals import propose
from tongchou.reading.reader import read_file, read_opened, read_text
from tongchou.reading.review import accept, assign, by_doubt, edit, merge, reject, split
from tongchou.reading.text import Edit, Span, Text

__all__ = [
    "Amount",
    "Edit",
    "Fate",
    "Finding",
    "Fit",
    "Gap",
    "Heading",
    "Item",
    "ItemClass",
    "Ledger",
    "Lesson",
    "Metadata",
    "Observed",
    "Pace",
    "PackRows",
    "Review",
    "Span",
    "Text",
    "Turn",
    "accept",
    "add_to_pack",
    "align",
    "assign",
    "by_doubt",
    "choose",
    "contradicted",
    "cross_check",
    "doubts",
    "edit",
    "fits",
    "learn",
    "ledger_of_pack",
    "lessons",
    "lessons_of_pack",
    "merge",
    "open_document",
    "pace",
    "pack_rows",
    "prediction",
    "propose",
    "read_file",
    "read_lessons",
    "read_opened",
    "read_text",
    "reject",
    "split",
    "turns",
    "write_findings",
    "write_workbook",
    "written",
]
