r"""What a reviewer does to a ledger: accept, edit, split, merge, reject, assign. Each gives a new ledger.

For the choice between readings of a damaged place see :mod:`tongchou.reading.choosing`.

>>> from tongchou.reading import read_text
>>> ledger = read_text("一、主要任务\n新建农村公路120公里。")
>>> ledger = assign(accept(ledger, "K01"), "K01", lead=("市交通局",))
>>> [(item.id, item.review.value, item.lead) for item in ledger.items if item.id == "K01"]
[('K01', 'accepted', ('市交通局',))]
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from tongchou.reading.choosing import doubts
from tongchou.reading.errors import CHOOSE_FIRST, CUT_OUTSIDE, NO_SUCH_FIELD, NOT_TOGETHER, UNKNOWN_ITEM
from tongchou.reading.model import Item, Ledger, Review
from tongchou.reading.text import Span

_FIXED = {"id", "review", "fired", "proposed_by", "span"}
_QUOTE = 40


def find(ledger: Ledger, item_id: str) -> Item:
    """Return an item of a ledger.

    :raises Refusal: ``reading.review.unknown_item``.
    """
    for item in ledger.items:
        if item.id == item_id:
            return item
    raise UNKNOWN_ITEM.refusal(found=item_id, allowed="、".join(item.id for item in ledger.items[:20]))


def accept(ledger: Ledger, item_id: str) -> Ledger:
    """Return the ledger with an item signed; nothing else makes it certain.

    :raises Refusal: ``reading.review.choose_first`` where its passage has readings of which none is chosen.
    """
    item = find(ledger, item_id)
    for doubt in doubts(ledger):
        if item.span.overlaps(doubt.span):
            raise CHOOSE_FIRST.refusal(found=item_id, allowed=" / ".join(doubt.readings))
    return _with(ledger, replace(item, review=Review.ACCEPTED, confidence=1.0))


def reject(ledger: Ledger, item_id: str) -> Ledger:
    """Return the ledger with an item marked as none; it stays visible."""
    return _with(ledger, replace(find(ledger, item_id), review=Review.REJECTED))


def edit(ledger: Ledger, item_id: str, **changes: Any) -> Ledger:
    """Return the ledger with fields of an item changed (name, year, amount, domain …).

    :raises Refusal: ``reading.review.no_such_field``.
    """
    item = find(ledger, item_id)
    allowed = [one.name for one in fields(Item) if one.name not in _FIXED]
    for name in changes:
        if name not in allowed:
            raise NO_SUCH_FIELD.refusal(found=name, allowed="、".join(allowed))
    return _with(ledger, replace(item, **changes))


def assign(ledger: Ledger, item_id: str, lead: Sequence[str], partners: Sequence[str] = ()) -> Ledger:
    """Return the ledger with the units that answer for an item."""
    return edit(ledger, item_id, lead=tuple(lead), partners=tuple(partners))


def split(ledger: Ledger, item_id: str, at: int) -> Ledger:
    """Return the ledger with an item cut in two at ``at``, a place in the original; the second part gets a letter.

    :raises Refusal: ``reading.review.cut_outside``.
    """
    item = find(ledger, item_id)
    if not item.span.start < at < item.span.end:
        raise CUT_OUTSIDE.refusal(found=at, allowed=f"{item.span.start}—{item.span.end}")
    first = _spanning(ledger, item, Span(item.span.start, at))
    second = replace(_spanning(ledger, item, Span(at, item.span.end)), id=_free(ledger, item_id))
    items = [part for other in ledger.items for part in ((first, second) if other.id == item_id else (other,))]
    return replace(ledger, items=tuple(items))


def merge(ledger: Ledger, item_ids: Sequence[str]) -> Ledger:
    """Return the ledger with items of one class made one, which keeps the first's number.

    :raises Refusal: ``reading.review.not_together``.
    """
    items = [find(ledger, item_id) for item_id in item_ids]
    if len({item.group for item in items}) != 1:
        raise NOT_TOGETHER.refusal(found="、".join(item_ids), allowed=str(items[0].group) if items else "")
    whole = Span(min(item.span.start for item in items), max(item.span.end for item in items))
    first = replace(
        _spanning(ledger, items[0], whole),
        lead=_all(item.lead for item in items),
        partners=_all(item.partners for item in items),
        quantities=_all(item.quantities for item in items),
    )
    gone = set(item_ids[1:])
    return replace(
        ledger, items=tuple(first if item.id == first.id else item for item in ledger.items if item.id not in gone)
    )


def by_doubt(ledger: Ledger) -> tuple[Item, ...]:
    """Return the items that wait for a reviewer, the most doubtful first."""
    waiting = [item for item in ledger.items if item.review is Review.PROPOSED]
    return tuple(sorted(waiting, key=lambda item: (item.confidence, item.span)))


def _with(ledger: Ledger, new: Item) -> Ledger:
    return replace(ledger, items=tuple(new if item.id == new.id else item for item in ledger.items))


def _spanning(ledger: Ledger, item: Item, span: Span) -> Item:
    words = "".join(ledger.reading(span).split())
    return replace(item, span=span, quote=words if len(words) <= _QUOTE else words[: _QUOTE - 1] + "…")


def _free(ledger: Ledger, item_id: str) -> str:
    taken = {item.id for item in ledger.items}
    return next(name for letter in "bcdefghijklmnopqrstuvwxyz" if (name := f"{item_id}{letter}") not in taken)


def _all(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))
