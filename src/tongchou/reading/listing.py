"""A ledger as a workbook: a sheet for each class, every row with its passage."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import xlsxwriter

from tongchou.reading.alignment import Finding, Fit
from tongchou.reading.model import Item, ItemClass, Ledger

_SHEETS = {
    ItemClass.TARGET: "目标", ItemClass.FACT: "事实", ItemClass.RULE: "规则", ItemClass.TASK: "任务",
    ItemClass.MEASURE: "已做工作", ItemClass.ORG: "组织",
}  # fmt: skip
_COLUMNS = (
    "文件", "编号", "名称", "类别", "数值", "上限", "单位", "原数", "比较", "年份", "语气", "领域", "牵头", "配合",
    "期限", "状态", "原文", "把握", "位置起", "位置止",
)  # fmt: skip
_EDIT_COLUMNS = ("文件", "类型", "原文", "改为", "把握", "可能的读法", "谁选定", "何时", "位置起", "位置止")


def write_workbook(ledgers: Sequence[Ledger], path: Path) -> None:
    """Write ledgers to one .xlsx file: a sheet a class, one of repairs, one of problems."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False}) as book:
        for group, title in _SHEETS.items():
            rows = (_item_row(ledger, item) for ledger in ledgers for item in ledger.of(group))
            _sheet(book, title, _COLUMNS, rows)
        _sheet(book, "修复", _EDIT_COLUMNS, _edit_rows(ledgers))
        problems = ((ledger.document, problem.say()) for ledger in ledgers for problem in ledger.problems)
        _sheet(book, "问题", ("文件", "说明"), problems)


_GAP_COLUMNS = ("缺口", "上位文件", "编号", "上位条目", "牵头", "下位文件", "编号", "下位条目", "牵头")


def write_findings(found: Sequence[Fit], path: Path) -> None:
    """Write the gaps between plans to one .xlsx file: a sheet that counts, one row a gap in the other."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False}) as book:
        counted = ((fit.upper_document, fit.lower_document, fit.promises, fit.carried) for fit in found)
        _sheet(book, "承接", ("上位文件", "下位文件", "上位承诺", "有下位承接"), counted)
        gaps = (finding for fit in found for finding in fit.findings)
        _sheet(book, "缺口", _GAP_COLUMNS, map(_gap_row, gaps))


def _gap_row(finding: Finding) -> Sequence[object]:
    upper, lower = _side(finding.upper), _side(finding.lower)
    return (finding.gap.words.zh, finding.upper_document, *upper, finding.lower_document, *lower)


def _side(item: Item | None) -> tuple[str, str, str]:
    if item is None:
        return "", "", ""
    number = f" {item.amount.raw} {item.year or ''}".rstrip() if item.amount else ""
    return item.id, f"{item.name or item.quote}{number}", "、".join(item.lead)


def _sheet(book: xlsxwriter.Workbook, title: str, columns: Sequence[str], rows: Iterator[Sequence[object]]) -> None:
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, columns)
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, ["" if value is None else value for value in row])


def _item_row(ledger: Ledger, item: Item) -> Sequence[object]:
    amount = item.amount
    return (
        ledger.document, item.id, item.name, item.kind, amount and float(amount.value),
        amount and amount.high and float(amount.high), amount and amount.unit, amount and amount.raw,
        amount and amount.comparator, item.year, item.modality, item.domain, "、".join(item.lead),
        "、".join(item.partners), item.deadline, item.status, item.quote, item.confidence,
        item.span.start, item.span.end,
    )  # fmt: skip


def _edit_rows(ledgers: Sequence[Ledger]) -> Iterator[Sequence[object]]:
    for ledger in ledgers:
        for edit in ledger.edits:
            yield (
                ledger.document, edit.kind, edit.before, edit.after, edit.confidence, " / ".join(edit.readings),
                edit.chosen_by, edit.chosen_on and edit.chosen_on.isoformat(" ", "minutes"),
                edit.span.start, edit.span.end,
            )  # fmt: skip
