"""Many people at once against a started server with its demo accounts: what each role opens.

Run: tongchou serve packs/demo-city --demo & python benchmarks/load.py [--people 200] [--think 10] [--seconds 60]

The server and this script have to share ``TONGCHOU_HOME`` and, for PostgreSQL, ``DATABASE_URL``. Every person is a
connection of its own that opens a page, thinks (exponential, mean ``--think`` seconds) and opens the next. Printed for
each page: looks, p50 and p95 in milliseconds as the person waits, errors; and the load of the machine, which the
figures depend on.
"""

import argparse
import http.client
import os
import random
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

import numpy as np


@dataclass
class Watch:
    """What was opened, how long it took, what went wrong."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def show(self) -> None:
        print(f"{'':<28}{'looks':>7}{'p50 ms':>9}{'p95 ms':>9}{'errors':>8}")
        for name, took in sorted(self.took.items()):
            p50, p95 = np.percentile(took, [50, 95]) * 1000
            print(f"{name:<28}{len(took):7}{p50:9.0f}{p95:9.0f}{len(self.wrong[name]):8}")
        for name, found in self.wrong.items():
            print(*(f"  {name}: {one}" for one in sorted(set(found))[:5]), sep="\n")


@dataclass
class Visitor:
    """One signed-in person on a connection of their own."""

    port: int
    cookie: str
    watch: Watch

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, name: str, address: str) -> None:
        """Ask for a page; note how long it took and whether it was answered as it should be."""
        start = time.perf_counter()
        try:
            self.line.request("GET", address, headers={"Cookie": self.cookie})
            answer = self.line.getresponse()
            answer.read()
            if answer.status != HTTPStatus.OK:
                self.watch.wrong[name].append(str(answer.status))
        except (OSError, http.client.HTTPException) as error:
            self.line.close()
            self.watch.wrong[name].append(type(error).__name__)
        self.watch.took[name].append(time.perf_counter() - start)


def cookie_of(name: str) -> str:
    """Sign somebody in without a password, as only who holds the database can."""
    from django.test import Client  # noqa: PLC0415  Django is ready only now

    from tongchou.web.models import Person  # noqa: PLC0415

    client = Client()
    client.force_login(Person.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return "; ".join(f"{key}={one.value}" for key, one in client.cookies.items())


def pages() -> dict[str, list[tuple[str, str]]]:
    """Return the pages each role opens, under the names they are told by."""
    from tongchou.web.returns.models import Return, Round  # noqa: PLC0415  Django is ready only now

    base = "/p/demo-city/"
    desk, live = ("returns: desk", f"{base}returns/"), ("returns: live board", f"{base}returns/live/")
    mine = [("home", "/"), ("programme", base), desk]
    round_ = Round.objects.filter(pack="demo-city").first()
    one = Return.objects.filter(issue__round=round_, stage="draft").order_by("-expected").first()
    assert round_ is not None
    assert one is not None
    board = ("returns: board of 208", f"{base}returns/rounds/{round_.pk}/")
    sheet = (f"returns: {one.expected} cells", f"{base}returns/{one.pk}/")
    return {
        "demo-office": [*mine, board, live, sheet],
        "demo-leader": [*mine[:2], live],
        "demo-county": [*mine, board],
        "demo-department": [*mine, board],
        "demo-town": mine,
        "demo-auditor": [*mine, sheet],
    }


def visit(visitor: Visitor, choices: list[tuple[str, str]], think: float, until: float) -> None:
    """Open pages, thinking in between, until the time is over."""
    time.sleep(random.uniform(0, think))
    while time.monotonic() < until:
        visitor.ask(*random.choice(choices))
        time.sleep(random.expovariate(1 / think))


def together(work: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=one) for one in work]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def browse(port: int, people: int, think: float, seconds: float) -> None:
    """Let people of every role look around."""
    watch, choices = Watch(), pages()
    cookies = {name: cookie_of(name) for name in choices}
    names = [list(choices)[n % len(choices)] for n in range(people)]
    for name in choices:
        for page in choices[name]:
            Visitor(port, cookies[name], Watch()).ask(*page)
    until = time.monotonic() + seconds
    visitors = [(Visitor(port, cookies[name], watch), choices[name]) for name in names]
    together([lambda v=v, c=c: visit(v, c, think, until) for v, c in visitors])  # type: ignore[misc]
    print(f"\n{people} people, {think:g} s to think, {seconds:g} s; load of the machine {_load()}")
    watch.show()


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, number in (("people", 40), ("think", 5), ("seconds", 30), ("port", 8000)):
        parser.add_argument(f"--{name}", type=int, default=number)
    given = parser.parse_args()
    if not _answers(given.port):
        print(f"nothing measured: start `tongchou serve packs/demo-city --demo --port {given.port}` first")
        return
    from tongchou.web.server import set_up  # noqa: PLC0415  only where there is an office to measure

    set_up()
    browse(given.port, given.people, given.think, given.seconds)


if __name__ == "__main__":
    main()
