"""How alike two items are, by their words."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from rapidfuzz import fuzz

from tongchou.reading.model import Item

ENOUGH = 62.0
_OTHER_YEAR = 20.0
One = TypeVar("One")


def words_of(item: Item) -> str:
    """Return the words by which an item is known in another document: its name, else its quote."""
    return item.name or item.quote.rstrip("…")


def alike(one: Item, other: Item) -> float:
    """Return the likeness of two items in 0..100; items of different years or kinds of unit stay apart.

    The mean of the ratio over sorted character pairs and the partial ratio of the shorter in the longer.
    """
    if one.amount and other.amount and one.amount.unit != other.amount.unit:
        return 0.0
    first, second = words_of(one), words_of(other)
    if first == second:
        return 100.0
    return (fuzz.ratio(first, second) + fuzz.partial_ratio(first, second)) / 2


def alike_in_year(one: Item, other: Item) -> float:
    """Return the likeness of two promises; the same year goes before another."""
    score = alike(one, other)
    return score if one.year == other.year else score - _OTHER_YEAR


def matched(
    ones: Sequence[One], others: Sequence[One], score: Callable[[One, One], float], least: float = ENOUGH
) -> list[tuple[One, One]]:
    """Return pairs one to one, the likest first; ties go to the earlier."""
    scored = [(score(a, b), i, j) for i, a in enumerate(ones) for j, b in enumerate(others)]
    taken_ones: set[int] = set()
    taken_others: set[int] = set()
    pairs = []
    for value, i, j in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if value >= least and i not in taken_ones and j not in taken_others:
            taken_ones.add(i)
            taken_others.add(j)
            pairs.append((i, j))
    return [(ones[i], others[j]) for i, j in sorted(pairs)]
