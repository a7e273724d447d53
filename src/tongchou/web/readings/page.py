"""What the review page shows of a ledger: which items, in which order, and what was found the day it was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from tongchou.reading import Edit, Item, ItemClass, Ledger, Review, by_doubt, cross_check, doubts
from tongchou.reading.errors import UNDECIDED
from tongchou.terms import Problem, Words
from tongchou.web.readings.steps import Reviewed
from tongchou.web.readings.wording import CLASSES

DOUBT, TEXT = "doubt", "text"


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody looks at: one class or all, by doubt or as in the text, and the item that is open."""

    group: str = ""
    order: str = DOUBT
    item: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> "Look":
        """Return what an address asks for; what it cannot ask for is left at what is usual."""
        group = asked.get("group", "")
        order = TEXT if asked.get("order") == TEXT else DOUBT
        return cls(group if group in set(ItemClass) else "", order, asked.get("item", ""))

    def at(self, item: str) -> "Look":
        """Return the same look with another item open."""
        return replace(self, item=item)

    @property
    def query(self) -> str:
        """The look as the end of an address."""
        return urlencode({"group": self.group, "order": self.order, "item": self.item})


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items a class has, and how many of them wait."""

    group: str
    words: Words
    count: int
    waiting: int


def listed(ledger: Ledger, look: Look) -> tuple[Item, ...]:
    """Return the items of a look: by doubt the waiting ones, then the others as they stand in the text."""
    in_text = sorted(ledger.items, key=lambda item: (item.span, item.id))
    rest = [item for item in in_text if item.review is not Review.PROPOSED]
    ordered = [*by_doubt(ledger), *rest] if look.order == DOUBT else in_text
    return tuple(item for item in ordered if look.group in {"", item.group})


def opened(items: Sequence[Item], ledger: Ledger, look: Look) -> Item | None:
    """Return the item that is open: the one asked for, else the first of the list."""
    asked = next((item for item in ledger.items if item.id == look.item), None)
    return asked or next(iter(items), None)


def next_waiting(items: Sequence[Item], code: str) -> str:
    """Return the item to look at after one is decided: the next that waits, else the first, else itself."""
    codes = [item.id for item in items]
    at = codes.index(code) if code in codes else 0
    after = [*items[at + 1 :], *items[:at]]
    return next((item.id for item in after if item.review is Review.PROPOSED and item.id != code), code)


def partner(ledger: Ledger, item: Item) -> Item | None:
    """Return the item that merging would join: the next of its class in the text."""
    same = sorted(ledger.of(item.group), key=lambda one: (one.span, one.id))
    at = next(at for at, one in enumerate(same) if one.id == item.id)
    return same[at + 1] if at + 1 < len(same) else None


def tallies(ledger: Ledger) -> tuple[Tally, ...]:
    """Return the count of each class."""
    waiting = {item.id for item in ledger.items if item.review is Review.PROPOSED}
    groups = ((group, words, [item.id for item in ledger.of(group)]) for group, words in CLASSES.items())
    return tuple(Tally(str(group), words, len(ids), len(waiting.intersection(ids))) for group, words, ids in groups)


def standing(ledger: Ledger) -> Ledger:
    """Return the ledger without the items that a reviewer took out."""
    return replace(ledger, items=tuple(item for item in ledger.items if item.review is not Review.REJECTED))


def checks(found: Reviewed, people: Mapping[str, Decimal]) -> tuple[Problem, ...]:
    """Return what the targets say against each other, then what is doubtful; readings to choose are shown apart."""
    others = (problem for problem in found.ledger.problems if problem.code != UNDECIDED.code)
    return (*cross_check(standing(found.ledger), people), *others)


def repairs(ledger: Ledger) -> list[tuple[int, Edit]]:
    """Return the repairs with their places in the ledger's list: what nobody can decide, then the most doubtful."""
    return sorted(enumerate(ledger.edits), key=lambda one: (not one[1].readings, one[1].confidence, one[0]))


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that waits for a choice between readings, with the words around it and an item that stands on it."""

    edit: Edit
    before: str
    after: str
    item: str


def waiting_doubts(ledger: Ledger) -> list[Doubt]:
    """Return the places nobody has decided, as a page shows them."""
    return [_shown(ledger, edit) for edit in doubts(ledger)]


def open_doubts(ledger: Ledger, item: Item) -> list[Doubt]:
    """Return the undecided places in the passage of an item."""
    return [_shown(ledger, edit) for edit in doubts(ledger) if edit.span.overlaps(item.span)]


def _shown(ledger: Ledger, edit: Edit) -> Doubt:
    start, end = edit.span.start, edit.span.end
    item = next((item.id for item in ledger.items if item.span.overlaps(edit.span)), "")
    return Doubt(edit, ledger.original[max(0, start - 14) : start], ledger.original[end : end + 14], item)


def progress(ledger: Ledger) -> dict[str, Any]:
    """Return how far the review is."""
    waiting = sum(item.review is Review.PROPOSED for item in ledger.items)
    return {"all": len(ledger.items), "waiting": waiting, "decided": len(ledger.items) - waiting}
