"""What many people do at once: look around, fill in, submit; a saved cell on the board; a workbook of 100,000 cells."""

import json
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

from loading.people import Visitor, Watch, cookie_of, together
from loading.world import Reporter, Size, reporters, write

FORMS = ("village_year", "town_year")
BATCH = 12
"""The cells of one save: what somebody types or pastes before the page sends it."""


class Hand:
    """Somebody filling in one return: what they typed so far, and the step the page stands at."""

    def __init__(self, reporter: Reporter, visitor: Visitor) -> None:
        from tongchou.web.desk import programme_of  # noqa: PLC0415  Django is ready only now
        from tongchou.web.returns.beside import besides  # noqa: PLC0415
        from tongchou.web.returns.book import expected_of  # noqa: PLC0415

        near = besides(programme_of(reporter.one.issue.round.pack))
        self.visitor, self.one = visitor, reporter.one
        self.base = f"/p/{reporter.one.issue.round.pack}/returns/"
        self.sheet = f"{self.base}{reporter.one.pk}/"
        self.last = {str(key): beside.last or 0.0 for key in expected_of(reporter.one) if (beside := near.of(key))}
        self.cells = list(self.last)
        self.numbers = dict.fromkeys(self.cells, 0)
        self.version = reporter.one.version

    def save(self, cells: list[str]) -> None:
        """Save some cells with figures a little above those of the year before, all grown alike."""
        grown = random.uniform(1.001, 1.03)
        sent = [{"address": one, "text": f"{self.last[one] * grown:.4f}", "base": self.numbers[one]} for one in cells]
        answer = json.loads(self.visitor.send("save cells", f"{self.sheet}cells/", {"cells": sent}) or b"{}")
        for one in answer.get("saved", []):
            self.numbers[one["address"]] = one["version"]
        if answer.get("refused") or answer.get("conflicts") or answer.get("closed"):
            told = answer["closed"] or (answer["refused"] + answer["conflicts"])[0]
            self.visitor.watch.wrong["save cells"].append(str(told))
        self.version = answer.get("version", self.version)

    def step(self, action: str, **facts: Any) -> None:
        facts = {"action": action, "version": self.version, **facts}
        self.visitor.post(f"step: {action}", f"{self.sheet}step/", facts)
        self.version += 1

    def whole(self) -> Iterator[None]:
        """Fill in everything, sign and submit; stops after each thing a person does."""
        self.visitor.get("returns: desk", self.base)
        yield
        self.visitor.get("return: entry page", self.sheet)
        yield
        for at in range(0, len(self.cells), BATCH):
            self.save(self.cells[at : at + BATCH])
            yield
        self.step("sign", head="负载试验（虚构）")
        yield
        self.step("submit")


def pages() -> dict[str, list[tuple[str, str]]]:
    """Return the pages each role opens, under the names they are told by."""
    from tongchou.web.returns.models import Return, Round  # noqa: PLC0415  Django is ready only now

    base, round_ = "/p/demo-city/", Round.objects.filter(pack="demo-city").last()
    assert round_ is not None
    sheet = Return.objects.filter(issue__round=round_).order_by("-expected").first()
    assert sheet is not None
    read = [
        ("programmes", "/"), ("overview", base), ("plan", f"{base}plan/"), ("indicators", f"{base}indicators/"),
        ("index", f"{base}index/"), ("places", f"{base}places/"), ("place", f"{base}places/980121/"),
        ("scores", f"{base}scores/"), ("map", f"{base}map/"),
    ]  # fmt: skip
    desk, board = ("returns: desk", f"{base}returns/"), ("returns: board", f"{base}returns/rounds/{round_.pk}/")
    tasks, live = ("tasks", f"{base}duties/"), ("returns: live board", f"{base}returns/live/")
    findings = ("returns: findings", f"{base}returns/findings/")
    return {
        "demo-office": [*read, desk, board, tasks, live, findings, ("return: figures", f"{base}returns/{sheet.pk}/")],
        "demo-leader": [*read, live],
        "demo-county": [*read, desk, board, tasks, findings],
        "demo-department": [*read, desk, board, tasks, findings],
        "demo-expert": read,
        "demo-auditor": [*read, desk, ("return: figures", f"{base}returns/{sheet.pk}/")],
    }


def mixed(port: int, people: int, think: float, seconds: float) -> None:
    """Half of the people look around in every role; the other half fill in and submit returns of their own."""
    from tongchou.web.models import Person  # noqa: PLC0415  Django is ready only now

    watch, choices = Watch(), pages()
    cookies = {name: cookie_of(Person.objects.get(username=name)) for name in choices}
    towns = reporters("demo-city", "2026", FORMS, people // 2)
    for name in choices:
        for page in dict.fromkeys(choices[name]):
            for _ in range(4):
                Visitor(port, cookies[name], Watch()).get(*page)
    until = time.monotonic() + seconds
    names = [list(choices)[n % len(choices)] for n in range(people - len(towns))]
    lookers = [(Visitor(port, cookies[name], watch), choices[name]) for name in names]
    hands = [Hand(one, Visitor(port, cookie_of(one.person), watch)) for one in towns]
    work = [lambda v=v, c=c: _look_around(v, c, think, until) for v, c in lookers]
    together([*work, *(lambda h=h: _fill_in(h, think, until) for h in hands)])  # type: ignore[misc]
    watch.show(
        f"{people} people, half looking and half filling in, {think:g} s on average between two clicks, {seconds:g} s"
    )


def _look_around(visitor: Visitor, choices: list[tuple[str, str]], think: float, until: float) -> None:
    time.sleep(random.uniform(0, think))
    while time.monotonic() < until:
        visitor.get(*random.choice(choices))
        time.sleep(random.expovariate(1 / think))


def _fill_in(hand: Hand, think: float, until: float) -> None:
    time.sleep(random.uniform(0, think))
    for _ in hand.whole():
        time.sleep(random.expovariate(1 / think))
        if time.monotonic() > until:
            return


def towns(port: int, many: int, minutes: float, think: float) -> None:
    """Let many towns fill in ten cells, sign and submit, each beginning at a time of its own within some minutes."""
    size = Size("load-towns", many, 10)
    _stock(size)
    watch = Watch()
    hands = [
        Hand(one, Visitor(port, cookie_of(one.person), watch)) for one in reporters(size.code, "2025", ("load",), many)
    ]
    begins = sorted(random.uniform(0, max(minutes * 60 - 6 * think, 1)) for _ in hands)
    start = time.monotonic()
    with ThreadPoolExecutor(max_workers=400) as pool:
        for begin, hand in zip(begins, hands, strict=True):
            time.sleep(max(0, start + begin - time.monotonic()))
            pool.submit(_fill_in, hand, think, float("inf"))
    took = (time.monotonic() - start) / 60
    watch.show(f"{many} towns fill in, sign and submit in {took:.1f} minutes, {think:g} s between two clicks")
    from tongchou.web.returns.models import Return  # noqa: PLC0415  Django is ready only now

    there = Return.objects.filter(issue__round__pack=size.code, stage="submitted").count()
    print(f"submitted in the database: {there} of {many}")


def _stock(size: Size) -> None:
    from tongchou.web.home import home  # noqa: PLC0415  Django is ready only now
    from tongchou.web.shelf import shelf  # noqa: PLC0415

    start = time.perf_counter()
    shelf().stock(write(Path(home()) / size.code, size))
    print(f"\nsynthetic pack of {size.towns} towns written and run in {time.perf_counter() - start:.1f} s")


def seen(port: int, times: int = 20) -> None:
    """Save a cell and look at the live board at once: how long until it shows."""
    from tongchou.web.models import Person  # noqa: PLC0415  Django is ready only now

    watch = Watch()
    reporter = reporters("demo-city", "2027", FORMS, 1)[0]
    hand = Hand(reporter, Visitor(port, cookie_of(reporter.person), watch))
    leader = Visitor(port, cookie_of(Person.objects.get(username="demo-leader")), watch)
    board = f"/p/demo-city/returns/live/?place={reporter.one.place}"
    for _ in range(8):
        leader.get("board, first looks", board)
    for _ in range(times):
        before = leader.get("board, unchanged", board)
        hand.save(hand.cells[:BATCH])
        start = time.perf_counter()
        while leader.get("board, after a save", board) == before and time.perf_counter() - start < 5:
            time.sleep(0.01)
        watch.took["saved cell on the board"].append(time.perf_counter() - start)
    watch.show(f"a saved cell on the live board, {times} times")


def workbook(port: int, villages: int = 1000, elements: int = 100) -> None:
    """Send the filled template of one return with very many cells, as a person does."""
    from openpyxl import load_workbook  # noqa: PLC0415  heavy, only here

    size = Size("load-book", 1, elements, villages)
    _stock(size)
    watch = Watch()
    reporter = reporters(size.code, "2025", ("load",), 1)[0]
    visitor = Visitor(port, cookie_of(reporter.person), watch)
    sheet = f"/p/{size.code}/returns/{reporter.one.pk}/"
    book = load_workbook(BytesIO(visitor.get("template", f"{sheet}template/")))
    filled, data = _fill_blanks(book["填报"]), BytesIO()
    book.save(data)
    visitor.upload("workbook saved", f"{sheet}workbook/", data.getvalue(), do="save")
    reporter.one.refresh_from_db()
    watch.show(f"a workbook of {filled} cells; saved {reporter.one.filled} of {reporter.one.expected}")


def _fill_blanks(sheet: Any) -> int:
    """Put a figure into every cell that is open for typing; return how many."""
    filled = 0
    for row in sheet.iter_rows():
        for cell in row:
            if not cell.protection.locked:
                cell.value, filled = 100 + filled % 900, filled + 1
    return filled
