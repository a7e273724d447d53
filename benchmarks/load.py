"""Many people at once against an office of its own, on SQLite or PostgreSQL.

Run: python benchmarks/load.py --on postgresql --do mixed towns seen workbook [--people 200 --think 15 --seconds 120
--towns 2000 --minutes 10]

A person is a connection of their own who clicks, thinks (exponential, ``--think`` seconds on average) and clicks again.
``mixed``: half look around in every role, half fill in and submit. ``towns``: so many towns submit within so many
minutes. ``seen``: a saved cell on the live board. ``workbook``: 100,000 cells through the page. Printed: p50 and p95 in
milliseconds as the person waits, errors, and the load of the machine, which the figures depend on. The people live in
this process, on the same machine. Without ``--on`` nothing is measured.
"""

import argparse

from loading import office, rounds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--on", choices=["sqlite", "postgresql"])
    parser.add_argument("--do", nargs="*", default=["mixed"], choices=["mixed", "towns", "seen", "workbook"])
    numbers = (("people", 200), ("think", 15), ("seconds", 120), ("towns", 2000), ("minutes", 10), ("port", 8090))
    for name, number in numbers:
        parser.add_argument(f"--{name}", type=int, default=number)
    given = parser.parse_args()
    if not given.on:
        print("nothing measured: name a database, --on sqlite or --on postgresql")
        return
    with office.office(given.on, given.port):
        _measure(given)


def _measure(given: argparse.Namespace) -> None:
    from django.db import connections  # noqa: PLC0415  only where there is an office to measure

    from tongchou.web.server import set_up  # noqa: PLC0415

    set_up()
    work = {
        "mixed": lambda: rounds.mixed(given.port, given.people, given.think, given.seconds),
        "towns": lambda: rounds.towns(given.port, given.towns, given.minutes, given.think / 3),
        "seen": lambda: rounds.seen(given.port),
        "workbook": lambda: rounds.workbook(given.port),
    }
    for name in given.do:
        work[name]()
    connections.close_all()


if __name__ == "__main__":
    main()
