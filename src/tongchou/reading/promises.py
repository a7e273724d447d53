"""What became of the promises of a document in its revision: kept, new, changed, dropped, contradicted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tongchou.reading.likeness import alike_in_year, matched
from tongchou.reading.model import Item, ItemClass, Ledger

PROMISES = (ItemClass.TARGET, ItemClass.TASK, ItemClass.RULE)


class Fate(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    NEW = "new"
    CHANGED = "changed"
    DROPPED = "dropped"
    CONTRADICTED = "contradicted"

    @property
    def zh(self) -> str:
        """The word on Chinese screens."""
        return {"kept": "不变", "new": "新增", "changed": "变化", "dropped": "取消", "contradicted": "矛盾"}[self.value]


@dataclass(frozen=True, slots=True)
class Turn:
    """One promise in the old document, the new one, or both; ``changes`` names the fields that differ."""

    fate: Fate
    old: Item | None
    new: Item | None
    changes: tuple[str, ...] = ()


def turns(old: Ledger, new: Ledger) -> tuple[Turn, ...]:
    r"""Return what became of every target, task and rule of ``old`` in ``new``.

    A promise whose amount or year differs is changed; one that both documents make for the same year with different
    amounts is contradicted where the new document does not replace the old (both are read as in force).

    >>> from tongchou.reading import read_text
    >>> before = read_text("一、发展目标\n到2020年,森林覆盖率达到45%。")
    >>> after = read_text("一、发展目标\n到2020年,森林覆盖率达到48%。")
    >>> [(turn.fate.value, turn.changes) for turn in turns(before, after)]
    [('changed', ('amount',))]
    """
    return tuple(turn for group in PROMISES for turn in _of_group(tuple(old.of(group)), tuple(new.of(group))))


def contradicted(one: Ledger, other: Ledger) -> tuple[Turn, ...]:
    """Return the promises that two documents in force at once make differently for the same year."""
    return tuple(
        replace(turn, fate=Fate.CONTRADICTED)
        for turn in turns(one, other)
        if turn.fate is Fate.CHANGED and "amount" in turn.changes and "year" not in turn.changes
    )


def _of_group(old: Sequence[Item], new: Sequence[Item]) -> Iterator[Turn]:
    pairs = matched(old, new, alike_in_year)
    for before, after in pairs:
        changes = tuple(_changes(before, after))
        yield Turn(Fate.CHANGED if changes else Fate.KEPT, before, after, changes)
    kept_old, kept_new = {id(before) for before, _ in pairs}, {id(after) for _, after in pairs}
    yield from (Turn(Fate.DROPPED, item, None) for item in old if id(item) not in kept_old)
    yield from (Turn(Fate.NEW, None, item) for item in new if id(item) not in kept_new)


def _changes(before: Item, after: Item) -> Iterator[str]:
    one, other = before.amount, after.amount
    if (one and (one.value, one.high, one.comparator)) != (other and (other.value, other.high, other.comparator)):
        yield "amount"
    for name in ("year", "deadline", "lead", "modality"):
        if getattr(before, name) != getattr(after, name):
            yield name
