"""Reporting: a workbook of 100,000 cells read back beside pandas and openpyxl, and a whole form checked.

Run: python benchmarks/returns.py [--villages 1000] [--elements 100]
"""

import argparse
import time
from collections.abc import Callable
from io import BytesIO

import numpy as np
import openpyxl
import pandas as pd

from tongchou.monitor.cells import CellKey, Cells
from tongchou.monitor.checks import Frame, check, padding, read_rules, review, unusual
from tongchou.monitor.returns import Form, china, clocks_of, issue
from tongchou.monitor.returns.forms import Assigned
from tongchou.monitor.returns.workbook import Asked, import_workbook
from tongchou.packs.reporting import CheckRow, FormRow
from tongchou.packs.rows import Element
from tongchou.report.return_marked import marked_copy
from tongchou.report.return_template import Blank, return_template
from tongchou.terms import Cell, Period

YEAR, KEY = Period.year(2024), b"benchmark"


def timed(label: str, work: Callable[[], object], times: int = 1) -> tuple[float, object]:
    """Print wall and processor time, and return the processor time, which a busy machine does not stretch so much."""
    wall, busy, result = float("inf"), float("inf"), None
    for _ in range(times):
        start, spent = time.perf_counter(), time.process_time()
        result = work()
        wall, busy = min(wall, time.perf_counter() - start), min(busy, time.process_time() - spent)
    print(f"{label:<46}{wall:9.3f} s wall {busy:9.3f} s processor")
    return busy, result


def form(elements: int) -> Form:
    columns = tuple(Element(code=f"e{n}", name=f"数据项{n}", unit="人") for n in range(elements))
    row = FormRow(code="bench", name="基准表", every="year", level="village", clock="year_jan31")
    return Form(row, columns, {})


def figures(places: int, elements: int, back: int = 0) -> tuple[Cells, Cells]:
    random = np.random.default_rng(2024)
    base = random.lognormal(8, 1, (places, elements)).round()
    now = {CellKey(f"p{p}", YEAR, f"e{e}"): Cell.number(base[p, e]) for p in range(places) for e in range(elements)}
    noise = random.normal(1, 0.01, (back + 1, places, elements))
    past = {
        CellKey(f"p{p}", YEAR.shift(-k), f"e{e}"): Cell.number(round(base[p, e] * noise[k, p, e] * 0.98**k))
        for k in range(1, back + 1)
        for p in range(places)
        for e in range(elements)
    }
    return now, past


def by_openpyxl(data: bytes) -> list[object]:
    return list(openpyxl.load_workbook(BytesIO(data), read_only=True).active.iter_rows(values_only=True))


def rules_of(count: int) -> list[CheckRow]:
    bounds = [
        CheckRow(code=f"a{n}", name="n", left=f"e{n}", operator="le", right=f"e{n + 1} * 1000", weight="block")
        for n in range(count)
    ]
    changes = [
        CheckRow(code=f"b{n}", name="n", left=f"e{n}", operator="eq", right=f"prev(e{n})", share="0.5")
        for n in range(count)
    ]
    return bounds + changes


def workbooks(villages: int, elements: int) -> None:
    asked_form = form(elements)
    places = tuple(f"p{n}" for n in range(villages))
    asked = Asked(asked_form, Assigned("bench", "u", places), YEAR, {place: f"{place}村" for place in places})
    round_ = issue("bench", 1, YEAR, clocks_of(())["year_jan31"], china())
    now, _ = figures(villages, elements)
    print(f"\nA workbook of {villages} x {elements} = {villages * elements:,} cells")
    _, data = timed("template written, figures filled in", lambda: return_template(Blank(asked, round_, "u", now), KEY))
    assert isinstance(data, bytes)
    ours, read = timed("read back: door, ticket, every cell typed", lambda: import_workbook(data, "b.xlsx", asked, KEY))
    assert len(read.cells) == villages * elements, "every cell came back"
    theirs, _ = timed(
        "pandas.read_excel, values only", lambda: pd.read_excel(BytesIO(data), header=None, engine="openpyxl")
    )
    other, _ = timed("openpyxl, values only", lambda: by_openpyxl(data))
    timed("marked copy with every note", lambda: marked_copy(data, "b.xlsx", read.problems))
    print(f"pandas / ours {theirs / ours:.1f}    openpyxl / ours {other / ours:.1f}    under 30 s: {ours < 30}")


def checks(towns: int = 100, elements: int = 30) -> None:
    columns = {element.code: element for element in form(elements).columns}
    now, past = figures(towns, elements, back=5)
    rules = read_rules(rules_of(elements // 2), columns)
    print(f"\nA form of {towns} towns x {elements} cells, {len(rules)} rules, five years beside")
    fastest, _ = timed("rules", lambda: check(rules, Frame(now, columns, past)), 9)
    timed("unusual figures, three tests", lambda: unusual(Frame(now, columns, past)), 9)
    timed("signs of copying", lambda: padding(Frame(now, columns, past)), 9)
    whole, _ = timed("all of it", lambda: review(rules, Frame(now, columns, past)), 9)
    print(f"rules under 50 ms: {fastest < 0.05}    all under 50 ms: {whole < 0.05}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--villages", type=int, default=1000)
    parser.add_argument("--elements", type=int, default=100)
    given = parser.parse_args()
    checks()
    workbooks(given.villages, given.elements)
