r"""Choosing one of the readings that a damaged place offers; the items that stand there are read again.

>>> from tongchou.reading import read_text
>>> ledger = read_text("关于港口建设情况的报告\n建成了105万吨泊位。")
>>> [(doubt.code, doubt.readings) for doubt in doubts(ledger)]
[('D15', ('10个5', '105'))]
>>> ledger = choose(ledger, "D15", "10个5", by="王敏")
>>> [(item.id, item.amount.raw) for item in ledger.items if item.amount], ledger.edits[0].chosen_by
([('F02', '5万吨'), ('F01', '10个')], '王敏')
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tongchou.reading.errors import NOT_OFFERED, UNDECIDED, UNKNOWN_DOUBT
from tongchou.reading.model import Item, ItemClass, Ledger
from tongchou.reading.reader import PREFIX, ledger_of
from tongchou.reading.text import Edit, Span
from tongchou.terms import Problem


def doubts(ledger: Ledger) -> tuple[Edit, ...]:
    """Return the places that wait for somebody to choose a reading, in the order of the text."""
    return tuple(sorted((edit for edit in ledger.edits if edit.undecided), key=lambda edit: edit.span))


def choose(ledger: Ledger, code: str, reading: str, by: str, on: datetime.datetime | None = None) -> Ledger:
    """Return the ledger with the place ``code`` read as ``reading``; only the items that stand there change.

    An item keeps its number where one of its class still stands there; it waits for a reviewer again if it says
    something else now.

    :param by: who chose; kept with the repair, as is ``on``, when.
    :raises Refusal: ``reading.review.unknown_doubt``, ``reading.review.not_offered``.
    """
    waiting = {doubt.code: doubt for doubt in doubts(ledger)}
    if code not in waiting:
        raise UNKNOWN_DOUBT.refusal(found=code, allowed="、".join(waiting) or "—")
    doubt = waiting[code]
    if reading not in doubt.readings:
        raise NOT_OFFERED.refusal(found=reading, allowed=" / ".join(doubt.readings))
    fresh = ledger_of(ledger.text.settle(doubt, reading, by, on), ledger.document)
    items = [*_elsewhere(ledger, doubt.span), *_numbered(ledger, fresh, doubt.span)]
    order = {group: rank for rank, group in enumerate(ItemClass)}
    items.sort(key=lambda item: (item.span, order[item.group], item.id))
    return replace(ledger, text=fresh.text, items=tuple(items), problems=tuple(_still(ledger.problems, doubt)))


def _elsewhere(ledger: Ledger, place: Span) -> list[Item]:
    return [item for item in ledger.items if not item.span.overlaps(place)]


def _numbered(ledger: Ledger, fresh: Ledger, place: Span) -> Iterator[Item]:
    """Yield the items that stand at a place after it was read again; the longest keeps the number of the class."""
    before = [item for item in ledger.items if item.span.overlaps(place)]
    taken = {item.id for item in ledger.items}
    for item in sorted(fresh.items, key=lambda item: item.span.start - item.span.end):
        if item.span.overlaps(place):
            old = next((one for one in before if one.group is item.group), None)
            if old is not None:
                before.remove(old)
                yield old if _says_the_same(old, item) else replace(item, id=old.id)
            else:
                code = _free(item.group, taken)
                taken.add(code)
                yield replace(item, id=code)


def _says_the_same(one: Item, other: Item) -> bool:
    return (one.span, one.quote, one.name, one.amount) == (other.span, other.quote, other.name, other.amount)


def _free(group: ItemClass, taken: set[str]) -> str:
    number = next(number for number in range(1, len(taken) + 2) if f"{PREFIX[group]}{number:02d}" not in taken)
    return f"{PREFIX[group]}{number:02d}"


def _still(problems: Sequence[Problem], doubt: Edit) -> Iterator[Problem]:
    """Yield the problems that stay: all but the first that asks for this choice."""
    gone = False
    for problem in problems:
        if not gone and problem.code == UNDECIDED.code and problem.found == doubt.before:
            gone = True
        else:
            yield problem
