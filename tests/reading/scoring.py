"""How well a reading meets labels made by hand: quantities by value, unit and name; passages by their characters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tongchou.reading import Item, ItemClass, Ledger
from tongchou.terms.units import is_unit, unit


@dataclass(frozen=True)
class Score:
    """Found of what was to be found, right of what was said."""

    wanted: int
    found: int
    said: int
    right: int

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.wanted + other.wanted, self.found + other.found, self.said + other.said, self.right + other.right
        )

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where nothing was wanted and nothing said."""
        recall = self.found / self.wanted if self.wanted else 1.0
        precision = self.right / self.said if self.said else 1.0
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def canonical(value: float, symbol: str) -> Decimal:
    """A value in the base unit of its dimension; unknown units count."""
    if not is_unit(symbol):
        return Decimal(str(value))
    factor = unit(symbol).factor
    return Decimal(str(value)) * factor.numerator / factor.denominator


def quantities(ledger: Ledger, group: ItemClass, labels: Sequence[dict[str, Any]]) -> Score:
    """Score targets, facts or numeric rules: one to one, same value within 0.5 %, a name that shares its words."""
    said = [item for item in ledger.of(group) if item.amount is not None]
    wanted = [label for label in labels if label.get("value") is not None]
    left = list(said)
    found = 0
    for label in wanted:
        hit = next((item for item in left if _same(ledger, item, label)), None)
        if hit is not None:
            left.remove(hit)
            found += not label.get("optional")
    optional = sum(bool(label.get("optional")) for label in wanted)
    return Score(len(wanted) - optional, found, len(said) - (len(said) - len(left) - found), found)


def _same(ledger: Ledger, item: Item, label: dict[str, Any]) -> bool:
    assert item.amount is not None
    value = canonical(label["value"], label["unit"])
    near = abs(item.amount.value - value) <= Decimal("0.005") * max(abs(value), Decimal("1e-9"))
    year = label.get("year")
    names = [label.get("indicator") or label.get("name") or "", *label.get("alt", [])]
    named = any(_share(item.name, name) >= 0.6 for name in names)
    placed = item.group is ItemClass.RULE and "span" in label and _overlap(item, label["span"])
    return near and (year is None or item.year in (None, year)) and (named or placed)


def _overlap(item: Item, span: Sequence[int]) -> bool:
    return item.span.start < span[1] and span[0] < item.span.end


def _share(one: str, other: str) -> float:
    pairs = {other[i : i + 2] for i in range(len(other) - 1)}
    mine = {one[i : i + 2] for i in range(len(one) - 1)}
    return len(pairs & mine) / max(1, min(len(pairs), len(mine)))


Place = tuple[int, int]


def passages(ledger: Ledger, wanted: Sequence[Place], allowed: Iterable[Place], group: ItemClass) -> Score:
    """Score tasks or measures leniently: half of the characters of a passage, whoever split or merged it."""
    free = {at for span in allowed for at in range(*span)}
    good = {at for span in wanted for at in range(*span)} | free
    said = [(item.span.start, item.span.end) for item in ledger.of(group)]
    mine = {at for span in said for at in range(*span)}
    return Score(
        len(wanted),
        sum(_half(span, mine) for span in wanted),
        len(said),
        sum(_half(span, good) for span in said),
    )


def place_of(ledger: Ledger, quote: str) -> Place:
    """Return where a quote stands in the original."""
    at = ledger.original.index(quote)
    return at, at + len(quote)


def _half(span: tuple[int, int], marked: set[int]) -> bool:
    return sum(at in marked for at in range(*span)) * 2 >= span[1] - span[0]


def headings(ledger: Ledger, labels: Sequence[str]) -> Score:
    """Score headings by their texts."""
    said = [head.text for head in ledger.headings]
    found = sum(text in said for text in labels)
    return Score(len(labels), found, len(said), sum(text in labels for text in said))
