"""The ledger as a table of cells, and a table of cells as what it would add to and change on the ledger."""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO, StringIO
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter import Workbook

from tongchou.packs.rows import Task
from tongchou.plan import Action
from tongchou.terms import Problem, Refusal, Where
from tongchou.web.duties.adding import add_tasks, problems_of, read_row
from tongchou.web.duties.clock import as_day
from tongchou.web.duties.errors import NO_COLUMN, NOT_A_TABLE
from tongchou.web.duties.lives import life_of, steps_of
from tongchou.web.duties.looking import Line, Looking
from tongchou.web.duties.models import Duty
from tongchou.web.duties.standing import require_acting
from tongchou.web.duties.stepping import Wish, batch_of, take_step

COLUMNS: Mapping[str, str] = {
    "code": "编号", "title": "任务", "domain": "领域", "lead": "牵头单位", "partners": "配合单位", "place": "地区",
    "start": "开始", "deadline": "期限", "deliverable": "成果", "indicator": "挂钩指标", "state": "状态",
    "clause": "条款", "note": "备注",
}  # fmt: skip
"""Every column of the table: as ``tasks.csv`` names it, and as the first row may say in Chinese."""
_LAST = ("light", "late")


def _cells(one: Line) -> list[str]:
    row = one.life.task
    facts = row.model_dump(mode="json") | {"lead": one.life.lead, "state": one.life.state.value}
    facts["partners"] = ";".join(row.partners)
    told = [str(facts[name] or "") for name in COLUMNS]
    return [*told, one.light.words.zh, str(one.late) if one.late else ""]


def as_csv(_look: Looking, found: list[Line]) -> bytes:
    """Return tasks as CSV with the byte order mark spreadsheets want; a cell that looks like a formula is quoted."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow([*COLUMNS, *_LAST])
    writer.writerows([_tame(cell) for cell in _cells(one)] for one in found)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _tame(cell: str) -> str:
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell


def as_xlsx(look: Looking, found: list[Line]) -> bytes:
    """Return tasks as a workbook: the ledger, and a sheet with the names of the units."""
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#EEF2F2", "border": 1})
    ledger, units = book.add_worksheet("任务台账"), book.add_worksheet("单位")
    ledger.write_row(0, 0, [*COLUMNS.values(), "灯", "逾期天数"], head)
    for number, one in enumerate(found, 1):
        for column, cell in enumerate(_cells(one)):
            ledger.write_string(number, column, cell)
    ledger.freeze_panes(1, 2)
    ledger.autofilter(0, 0, max(len(found), 1), len(COLUMNS) + 1)
    ledger.set_column(1, 1, 40)
    units.write_row(0, 0, ["代码", "名称"], head)
    for number, unit in enumerate(look.units, 1):
        units.write_row(number, 0, [unit.code, unit.name])
    book.close()
    return buffer.getvalue()


FORMS: Mapping[str, Callable[[Looking, list[Line]], bytes]] = {"csv": as_csv, "xlsx": as_xlsx}


@dataclass(frozen=True, slots=True)
class Change:
    """A task on the ledger whose lead or deadline the table has otherwise."""

    duty: Duty
    action: Action
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a table would do: tasks to add, changes to make, rows as they are; problems stop all of it."""

    text: str
    new: tuple[Task, ...]
    changes: tuple[Change, ...]
    same: int
    problems: tuple[Problem, ...]

    @property
    def may_go(self) -> bool:
        """Whether there is something to do and nothing against it."""
        return not self.problems and bool(self.new or self.changes)


def planned(look: Looking, name: str, data: bytes) -> Plan:
    """Return what a table would do.

    :raises Refusal: ``web.duties.not_a_table`` or ``web.duties.no_column``.
    """
    rows = list(_rows(name, data))
    there = {
        duty.code: duty for duty in Duty.objects.filter(pack=look.pack, code__in=[r.get("code", "") for r in rows])
    }
    new, changes, problems, same = [], [], [], 0
    numbers = iter(f"h{n:03d}" for n in range(Duty.objects.filter(pack=look.pack).count() + 1, 10**6))
    for number, row in enumerate(rows, 2):
        duty = there.get(row.get("code", ""))
        if duty is None:
            try:
                task = read_row(_named(look, row), numbers)
                problems += [replace(one, where=Where(row=number)) for one in problems_of(task, look.programme)]
                new.append(task)
            except Refusal as refusal:
                problems += [replace(problem, where=Where(row=number)) for problem in refusal.problems]
        else:
            found = list(_changes(look, duty, row))
            changes += found
            same += not found
    return Plan(_text(rows), tuple(new), tuple(changes), same, tuple(problems))


def _rows(name: str, data: bytes) -> Iterator[dict[str, str]]:
    grid = _grid(name, data)
    back = {zh: code for code, zh in COLUMNS.items()}
    head = [back.get(cell.strip(), cell.strip()) for cell in grid[0]] if grid else []
    if missing := [name for name in ("title", "domain") if name not in head]:
        raise NO_COLUMN.refusal(found=COLUMNS[missing[0]], allowed="、".join(COLUMNS.values()))
    for cells in grid[1:]:
        row = {key: cell.strip() for key, cell in zip(head, cells, strict=False) if key in COLUMNS}
        if any(row.values()):
            yield row


def _grid(name: str, data: bytes) -> list[list[str]]:
    allowed = ".xlsx、.csv"
    try:
        if PurePath(name).suffix.lower() == ".xlsx":
            sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
            return [[_shown(cell) for cell in row] for row in sheet.to_python()]
        if PurePath(name).suffix.lower() == ".csv" and data:
            return [list(row) for row in csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))]
    except (CalamineError, UnicodeDecodeError, csv.Error, IndexError):
        pass
    raise NOT_A_TABLE.refusal(found=name or "—", allowed=allowed)


def _shown(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat()[:10] if hasattr(cell, "isoformat") else str(cell)


def _text(rows: list[dict[str, str]]) -> str:
    buffer = StringIO()
    writer = csv.DictWriter(buffer, list(COLUMNS), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def _named(look: Looking, row: dict[str, str]) -> dict[str, str]:
    """Return a row with the names of units and fields turned into their codes; what is unknown stays and is refused."""
    codes = {unit.name: unit.code for unit in look.programme.units.values()}
    told = dict(row)
    told["lead"] = codes.get(row.get("lead", ""), row.get("lead", ""))
    told["partners"] = ";".join(codes.get(one, one) for one in row.get("partners", "").replace("、", ";").split(";"))
    told.pop("state", None)
    return told


def _changes(look: Looking, duty: Duty, row: dict[str, str]) -> Iterator[Change]:
    told = _named(look, row)
    if told["lead"] and told["lead"] != duty.lead and duty.open:
        yield Change(duty, Action.HAND_OVER, duty.lead, told["lead"])
    day = as_day(row.get("deadline", ""))
    if day and day != duty.deadline and duty.open:
        yield Change(duty, Action.RESCHEDULE, str(duty.deadline or "—"), day.isoformat())


@transaction.atomic
def apply(request: HttpRequest, look: Looking, plan: Plan) -> str:
    """Do what a plan says, all or nothing; return the name under which its steps can be taken back together.

    :raises Refusal: whatever the ledger says.
    """
    batch = batch_of()
    if plan.new:
        add_tasks(request, look.pack, plan.new, origin="import")
    for change in plan.changes:
        duty = Duty.objects.select_related("undertaking").get(pk=change.duty.pk)
        actor = require_acting(request, look.programme, life_of(duty, steps_of(duty)))
        to = change.after if change.action is Action.HAND_OVER else ""
        day = as_day(change.after) if change.action is Action.RESCHEDULE else None
        take_step(request, duty, actor, Wish(change.action, duty.version, "表格导入", to, day, batch=batch), look.now)
    return batch
