"""100,000 open tasks in the database searched, filtered and boarded: p95, beside the same asked of SQLite by hand.

Run: python benchmarks/duties.py [--tasks 100000] [--times 20]

The peer reads the bare table with one SQL statement for each count and page: no permissions, no lives. Processor time
stands beside wall time, because a busy machine stretches the latter.
"""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from django.http import QueryDict

from tongchou.plan import CardRules, TaskState
from tongchou.web.server import set_up

DAY = date(2015, 6, 1)
TITLES = ("镇区道路改造", "生活垃圾收运", "农民工落户", "村庄规划编制", "敬老院扩建")
STATES = ("proposed", "assigned", "accepted", "split", "doing", "reported", "verified")
DOMAINS = ("infrastructure", "ecology", "people", "planning", "public_services")
PACK = "bench"
PEER = "create table peer (code text primary key, title text, lead text, state text, due text, words text)"


def rows(count: int) -> list[tuple[str, str, str, str, date, str, str]]:
    random = np.random.default_rng(100)
    days, states = random.integers(0, 700, count), random.integers(0, 7, count)
    return [
        (
            f"T{n:06d}", f"{TITLES[n % 5]}{n // 5}", f"u{n % 60}", STATES[states[n]],
            date(2015, 1, 1) + timedelta(days=int(days[n])),
            f"t{n:06d} {TITLES[n % 5]}{n // 5} 验收报告 第{n % 60}局", DOMAINS[n % 5],
        )
        for n in range(count)
    ]  # fmt: skip


def fill(found: list[tuple[str, str, str, str, date, str, str]]) -> None:
    models = import_module("tongchou.web.duties.models")
    duties = [
        models.Duty(pack=PACK, code=code, title=title, lead=lead, state=state, due=due, deadline=due, domain=domain,
                    origin="pack")
        for code, title, lead, state, due, _, domain in found
    ]  # fmt: skip
    models.Duty.objects.bulk_create(duties, batch_size=2000)
    words = [models.DutyWords(duty=duty, pack=PACK, words=row[5]) for duty, row in zip(duties, found, strict=True)]
    models.DutyWords.objects.bulk_create(words, batch_size=2000)


def looks() -> dict[str, tuple[Callable[[date], object], str]]:
    searching = import_module("tongchou.web.duties.search")
    counts, by_unit = searching.counts, searching.by_unit

    def search(query: str, day: date):
        return searching.Search.of(QueryDict(query), PACK, day, CardRules())

    def listed(query: str) -> Callable[[date], object]:
        page = 50 * 899 if "page" in query else 0
        return lambda day: (counts(one := search(query, day)), one.first(50, page))

    def boarded(day: date) -> object:
        one = search("", day)
        return counts(one), [one.first(12, state=state) for state in TaskState]

    def by_units(day: date) -> object:
        one = search("q=道路", day)
        return [one.first(12, lead=lead) for lead, _ in by_unit(one)[:8]]

    scan = "select state, count(*) from peer where {} group by state"
    page = "select * from peer where {} order by due, code limit 50"

    def both(where: str) -> str:
        return f"{scan.format(where)};{page.format(where)}"

    return {
        "everything": (listed(""), both("1")),
        "search 垃圾": (listed("q=垃圾"), both("words like '%垃圾%'")),
        "search code": (listed("q=t0123"), both("words like '%t0123%'")),
        "search nothing": (listed("q=没有这个"), both("words like '%没有这个%'")),
        "red, doing": (
            listed("light=red&state=doing"),
            both("state='doing' and due between '2015-04-02' and '2015-05-01'"),
        ),
        "unit and word": (listed("unit=u7&q=规划"), both("lead='u7' and words like '%规划%'")),
        "page 900": (listed("page=900"), both("1").replace("limit 50", "limit 50 offset 44950")),
        "board by state": (boarded, ";".join(both(f"state='{state}'") for state in STATES)),
        "board by unit": (by_units, ";".join(both(f"lead='u{n}' and words like '%道路%'") for n in range(8))),
    }


def p95(ask: Callable[[int], object], times: int) -> tuple[float, float]:
    """Milliseconds of wall and of processor time."""
    took = []
    for n in range(times):
        start, spent = time.perf_counter(), time.process_time()
        ask(n)
        took.append((1000 * (time.perf_counter() - start), 1000 * (time.process_time() - spent)))
    wall, busy = np.percentile(np.array(took), 95, axis=0)
    return float(wall), float(busy)


def peer_of(folder: str, found: list[tuple[str, str, str, str, date, str, str]]) -> sqlite3.Connection:
    peer = sqlite3.connect(Path(folder) / "peer.sqlite3")
    peer.execute(PEER)
    plain = ((code, title, lead, state, due.isoformat(), words) for code, title, lead, state, due, words, _ in found)
    peer.executemany("insert into peer values (?,?,?,?,?,?)", plain)
    peer.commit()
    return peer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGCHOU_HOME", folder)
        set_up()
        found = rows(given.tasks)
        start = time.perf_counter()
        fill(found)
        print(
            f"{given.tasks:,} open tasks stored in {time.perf_counter() - start:.1f} s; p95 of {given.times} looks, ms"
        )
        compare(peer_of(folder, found), given.times)


def compare(peer: sqlite3.Connection, times: int) -> None:
    worst = 0.0
    for name, (ask, by_hand) in looks().items():

        def scanned(_n: int, statements: str = by_hand) -> None:
            for statement in statements.split(";"):
                peer.execute(statement).fetchall()

        own = p95(lambda n, ask=ask: ask(DAY + timedelta(days=n)), times)
        other = p95(scanned, times)
        worst = max(worst, own[1])
        told = f"{name:16} wall {own[0]:6.0f} processor {own[1]:6.0f}   by hand {other[0]:6.0f} {other[1]:6.0f}"
        print(f"{told}   ratio {own[1] / other[1]:.2f}")
    print(f"worst p95 {worst:.0f} ms processor (aim 200 ms)")


if __name__ == "__main__":
    main()
