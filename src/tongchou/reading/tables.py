"""Tables: scoring tables give rules, tables of indicators give facts and targets."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from tongchou.reading.grids import Cell, Table
from tongchou.reading.model import Amount, Item, ItemClass
from tongchou.reading.numerals import numbers
from tongchou.reading.offices import units
from tongchou.reading.text import Span

_SCORE = re.compile("^(分值|分数|标准分|满分|基准分|权重|权数|考核分值|分值\\(分\\)|赋分|配分)")
_NAME = re.compile("(考核|评价|评分)?(内容|指标|项目|要点|事项|任务|名称|标准要求|指标名称)")
_UNIT = re.compile("单位")
_YEAR = re.compile("((?:19|20)\\d\\d)\\s*年?")
_AIM = re.compile("目标|计划|预期|规划")
_DONE = re.compile("实际|实绩|完成|现状|基期|基数|基准")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?%?")


def of_table(table: Table, region: str, reached: int | None) -> Iterator[Item]:
    """Yield what the columns of a table say: a score for each row, or a value for each row and year.

    ``reached`` is the last year of which its document can tell; a later column holds targets.
    """
    score = next((index for index, head in enumerate(table.header) if _SCORE.search(head)), None)
    if score is not None:
        yield from _scores(table, score, region)
        return
    name = next((index for index, head in enumerate(table.header) if _NAME.search(head)), None)
    if name is not None:
        for index, head in enumerate(table.header):
            year = _YEAR.search(head)
            if year and index != name:
                group = _group(head, int(year[1]), reached)
                yield from (
                    replace(item, group=group, year=int(year[1]), place=region) for item in _values(table, name, index)
                )


def _group(head: str, year: int, reached: int | None) -> ItemClass:
    later = reached is not None and year > reached and not _DONE.search(head)
    return ItemClass.TARGET if _AIM.search(head) or later else ItemClass.FACT


def _scores(table: Table, column: int, region: str) -> Iterator[Item]:
    weight = "权" in table.header[column]
    for row in table.rows[1:]:
        cell = row[column] if column < len(row) else None
        labels = [other for other in row[:column] if other.text and not _PLAIN.fullmatch(other.text)]
        value = re.match(r"(\d+(?:\.\d+)?)\s*(分|%)?$", cell.text) if cell else None
        if cell is None or value is None or not labels or re.match("合计|总计|小计", labels[0].text):
            continue
        unit = "%" if weight and value[2] != "分" else "score"
        yield Item(
            id="", group=ItemClass.RULE, span=Span(labels[-1].start, cell.end), quote="", name=labels[-1].text[:40],
            kind="weight" if weight else "score", amount=Amount(Decimal(value[1]), unit, cell.text), place=region,
            base=labels[0].text if len(labels) > 1 else "", confidence=0.9, fired="table.score",
        )  # fmt: skip


def _values(table: Table, name_column: int, column: int) -> Iterator[Item]:
    unit_column = next((index for index, head in enumerate(table.header) if _UNIT.search(head)), None)
    for row in table.rows[1:]:
        if max(name_column, column) >= len(row) or not row[name_column].text:
            continue
        name, cell = row[name_column], row[column]
        unit = row[unit_column].text if unit_column is not None and unit_column < len(row) else _unit_of(name.text)
        amount = _amount_of(cell.text, unit)
        if amount is not None:
            yield Item(
                id="", group=ItemClass.FACT, span=Span(min(name.start, cell.start), max(name.end, cell.end)), quote="",
                name=re.sub(r"[(（].*?[)）]", "", name.text)[:40], amount=amount, year_basis="stated", confidence=0.85,
                fired="table.value",
            )  # fmt: skip


def answered(items: Iterable[Item], found: Sequence[Table]) -> Iterator[Item]:
    """Yield items, those in a row of a table of tasks with the units and the date that its columns name."""
    for item in items:
        row = next(((table, row) for table in found for row in table.rows[1:] if _inside(item, row)), None)
        yield item if row is None or item.group is not ItemClass.TASK else _by_columns(item, *row)


def _inside(item: Item, row: tuple[Cell, ...]) -> bool:
    return row[0].start <= item.span.start and item.span.end <= row[-1].end


def _by_columns(item: Item, table: Table, row: tuple[Cell, ...]) -> Item:
    def cell(sign: str) -> str:
        return next((one.text for head, one in zip(table.header, row, strict=False) if re.search(sign, head)), "")

    lead, partners, deadline = cell("牵头|主办"), cell("责任(单位|部门)|配合|协办"), cell("时限|期限|完成时间")
    return replace(
        item,
        lead=units(lead or partners) or item.lead,
        partners=units(partners) if lead else item.partners,
        deadline=deadline or item.deadline,
    )


def _unit_of(name: str) -> str:
    found = re.search(r"[(（]([^()（）]{1,8})[)）]$", name)
    return found[1] if found else ""


def _amount_of(text: str, unit: str) -> Amount | None:
    written = re.sub("[，,]", "", text) + ("" if not text or not text[-1].isdigit() else unit)
    found = list(numbers(written, 0, len(written)))
    if found:
        return replace(found[0].amount, raw=text)
    return Amount(Decimal(text), unit or "count", text) if re.fullmatch(r"\d+(\.\d+)?", text) else None
