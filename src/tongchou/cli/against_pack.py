"""What a pack's figures say of the targets read; apart from ``tongchou read``, which is quick without it."""

from pathlib import Path

from tongchou.loop import run
from tongchou.loop.promises import paces, people
from tongchou.packs import load
from tongchou.reading import Ledger, cross_check
from tongchou.terms import Problem


def against(ledgers: list[Ledger], folder: Path) -> list[tuple[Problem, ...]]:
    """Return for each ledger its cross-checks, shares turned into people, and its required paces."""
    known = run(load(folder))
    return [
        (*cross_check(ledger, people(known, ledger.metadata.day()).persons), *paces(known, ledger))
        for ledger in ledgers
    ]
