"""The original text cut at every border of an item or a repair, so that a page can mark them, overlapping or not."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from tongchou.reading import Edit, Item, Ledger

Spanned = TypeVar("Spanned", Item, Edit)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of the original: its items, the innermost first, those that begin with it, and the repairs made in it.

    ``mends`` are the places of the repairs that begin here in the ledger's list of repairs.
    """

    text: str
    items: tuple[Item, ...] = ()
    begins: tuple[Item, ...] = ()
    edits: tuple[Edit, ...] = ()
    mends: tuple[int, ...] = ()

    @property
    def codes(self) -> str:
        """The numbers of its items."""
        return " ".join(item.id for item in self.items)

    @property
    def mended(self) -> str:
        """What a repair made of it: ``gone`` where nothing of it is left, ``changed`` otherwise, empty without one."""
        if not self.edits:
            return ""
        return "gone" if any(not edit.after for edit in self.edits) else "changed"


def passages(ledger: Ledger) -> Iterator[Passage]:
    r"""Yield the whole original in order, cut where an item or a repair begins or ends.

    >>> from tongchou.reading import read_text
    >>> ledger = read_text("一、主要任务\n新建农村公路120公里。")
    >>> "".join(one.text for one in passages(ledger)) == ledger.original
    True
    >>> [(one.text, one.codes) for one in passages(ledger) if one.items]
    [('新建农村公路120公里', 'T01 K01')]
    """
    spans = [*(item.span for item in ledger.items), *(edit.span for edit in ledger.edits)]
    borders = sorted({0, len(ledger.original), *(at for span in spans for at in (span.start, span.end))})
    items, edits = _starting(ledger.items), _starting(ledger.edits)
    numbers = {id(edit): number for number, edit in enumerate(ledger.edits)}
    open_items: list[Item] = []
    open_edits: list[Edit] = []
    for start, end in pairwise(borders):
        begins, mends = items[start], edits[start]
        open_items = [one for one in (*open_items, *begins) if one.span.end > start]
        open_edits = [one for one in (*open_edits, *mends) if one.span.end > start]
        inner_first = sorted(open_items, key=lambda one: one.span.end - one.span.start)
        yield Passage(
            ledger.original[start:end],
            tuple(inner_first),
            tuple(begins),
            tuple(open_edits),
            tuple(numbers[id(one)] for one in mends),
        )


def _starting(ones: Sequence[Spanned]) -> defaultdict[int, list[Spanned]]:
    found: defaultdict[int, list[Spanned]] = defaultdict(list)
    for one in ones:
        found[one.span.start].append(one)
    return found
