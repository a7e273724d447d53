"""Chapters on duties and registers: parts that make the whole, threads of plans, who stands on a register."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tongchou.loop import Run, run
from tongchou.packs import load
from tongchou.packs.assessed_rows import RegisterKind
from tongchou.packs.csv_file import Line
from tongchou.packs.rows import Designation, Target
from tongchou.report.duties import duty_blocks, register_blocks
from tongchou.report.model import Paragraph, Table
from tongchou.terms import Period

PACKS = Path(__file__).parent.parent.parent / "packs"


@pytest.fixture(scope="module")
def demo() -> Run:
    return run(load(PACKS / "demo"))


def changed(demo: Run, **tables: list[object]) -> Run:
    """The demo run with other rows in some tables."""
    rows = {
        name: replace(getattr(demo.pack.tables, name), lines=tuple(Line(row, n) for n, row in enumerate(found, 2)))
        for name, found in tables.items()
    }
    return replace(demo, pack=replace(demo.pack, tables=replace(demo.pack.tables, **rows)))


def told(blocks: object) -> list[str]:
    return [one.text if isinstance(one, Paragraph) else one.title for one in blocks]


def test_threads_of_plans_are_counted_and_their_gaps_named(demo: Run) -> None:
    blocks = list(duty_blocks(demo))
    assert "各级计划的任务连成 4 条线，其中 4 条有断档。" in told(blocks)
    (found,) = [one for one in blocks if isinstance(one, Table) and one.name == "规划衔接"]
    assert found.rows[0] == ("建设村级污水处理设施", "0", "1", "0", "五年规划、年度工作")


def test_parts_of_a_sum_stand_beside_the_whole_with_their_difference(demo: Run) -> None:
    parts = (("990100", 20), ("990121", 12), ("990122", 9))
    year, code = Period.year(2024), "accident_count"
    targets = [
        Target(code=f"t.{place}", indicator=code, place=place, period=year, value=Decimal(value), unit="次")
        for place, value in parts
    ]
    (found,) = [one for one in duty_blocks(changed(demo, targets=targets)) if isinstance(one, Table)
                and one.name.endswith("分解")]  # fmt: skip
    assert [row[1] for row in found.rows] == ["12", "9", "20"]
    assert found.note == "各地合计 21 次，差 +1。"  # 12 + 9 - 20


def test_a_register_tells_who_stands_on_it_and_what_happened(demo: Run) -> None:
    kind = RegisterKind(code="towns", name="重点镇", places=2)
    events = [Designation(registry="towns", place="990122101", date=date(2022, month, 1), event=event, document="文")
              for month, event in ((1, "candidate"), (3, "designated"))]  # fmt: skip
    later = Designation(registry="towns", place="990122102", date=date(2030, 1, 1), event="designated", document="文")
    found = list(register_blocks(changed(demo, registers=[kind], register=[*events, later])))
    assert found[0].text == f"重点镇：到 {demo.as_of.true_on} 列入 1 个，限 2 个。"
    assert [row[2] for row in found[1].rows] == ["列入"]
    assert told(register_blocks(changed(demo, registers=[kind], register=[])))[1:] == ["还没有申报。"]
