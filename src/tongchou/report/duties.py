"""Chapters on duties and registers: targets broken down to places, threads of plans, who stands on which register."""

from collections.abc import Iterator
from decimal import Decimal

from tongchou.assess.register import RegisterRules, Status, replay
from tongchou.loop import Run
from tongchou.loop.denominators import is_ratio
from tongchou.packs.assessed_rows import RegisterKind
from tongchou.packs.fields import Standing
from tongchou.packs.rows import Target
from tongchou.plan.threads import PLAN_LEVELS, threads
from tongchou.report.model import Block, Cell, Paragraph, Table, paragraph, table

_MOST = 40
_INVENTED = {Standing.SYNTHETIC: "〔虚〕"}


def duty_blocks(run: Run) -> Iterator[Block]:
    """Yield what was handed down: every target whose places have parts of their own, and how levels of plans fit."""
    yield from (block for target in run.pack.tables.targets.rows if (block := _broken_down(run, target)))
    yield from _levels(run)


def _broken_down(run: Run, target: Target) -> Table | None:
    """Return the parts of a target that add up over places beneath it; ``None`` where there are none for its period."""
    beneath = set(run.tree.children(target.place)) if target.place in run.tree else set()
    rows = run.pack.tables.targets.rows
    parts = [one for one in rows if one.place in beneath
             and (one.indicator, one.period) == (target.indicator, target.period)]  # fmt: skip
    if not parts or is_ratio(run, target.indicator):
        return None
    name = next(row.name for row in run.pack.tables.indicators.rows if row.code == target.indicator)
    body: list[tuple[Cell, ...]] = [(run.tree[one.place].name, f"{one.value.normalize():f}") for one in parts]
    body.append((f"{run.tree[target.place].name}应达", f"{target.value.normalize():f}"))
    mark = _INVENTED.get(target.standing, "")
    head = ("地区", f"目标（{target.unit}）{mark}")
    return table(f"{name}{target.period.say()}目标分解", head, body, _sum(target, parts), f"{name[:24]}分解")


def _sum(target: Target, parts: list[Target]) -> str:
    made = sum((one.value for one in parts), Decimal())
    gap = made - target.value
    said = "合上" if not gap else f"差 {gap.normalize():+f}"
    return f"各地合计 {made.normalize():f} {target.unit}，{said}。"


def _levels(run: Run) -> Iterator[Block]:
    found = threads(run.pack.tables.tasks.rows)
    if not found:
        return
    broken = [one for one in found if one.missing]
    yield paragraph(f"各级计划的任务连成 {len(found)} 条线，其中 {len(broken)} 条有断档。")
    titles = {row.code: row.title for row in run.pack.tables.tasks.rows}
    rows = [
        (titles.get(one.root, one.root), *(str(len(one.levels.get(level, ()))) for level in PLAN_LEVELS),
         "、".join(PLAN_LEVELS[level].zh for level in one.missing) or "无")
        for one in found[:_MOST]
    ]  # fmt: skip
    head = ("事项", *(f"{words.zh}（项）" for words in PLAN_LEVELS.values()), "断档")
    yield table("各级计划的衔接", head, rows, "断档：规划里有而没有安排，或者在做而上级规划里没有。", "规划衔接")


def register_blocks(run: Run) -> Iterator[Block]:
    """Yield who stands on each register on the day of the run, and what changed since it was chosen."""
    for kind in run.pack.tables.registers.rows:
        yield from _register(run, kind)


def _register(run: Run, kind: RegisterKind) -> Iterator[Block]:
    tables, day = run.pack.tables, run.as_of.true_on
    rules = RegisterRules(kind.places, kind.rectify_days, kind.extensions, kind.apply_again_days)
    register, _ = replay(kind.code, rules, tables.register.rows, day)
    limit = f"，限 {kind.places} 个" if kind.places else ""
    yield paragraph(f"{kind.name}：到 {day} 列入 {len(register.holders)} 个{limit}。")
    yield _events(run, kind) if register.entries else _nobody()


def _events(run: Run, kind: RegisterKind) -> Table:
    day, rows = run.as_of.true_on, run.pack.tables.register.rows
    kept = [row for row in rows if row.registry == kind.code and row.date <= day and row.event != Status.CANDIDATE]
    body = [
        (
            str(row.date),
            run.called(row.place).zh,
            f"{Status(row.event).words.zh}{_INVENTED.get(row.standing, '')}",
            row.note,
        )
        for row in sorted(kept, key=lambda row: row.date)
    ]
    return table(f"{kind.name}名录变更", ("日期", "地区", "事项", "说明"), body, name=f"{kind.name}名录"[:28])


def _nobody() -> Paragraph:
    return paragraph("还没有申报。")
