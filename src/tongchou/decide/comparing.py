"""Saved answers of one model side by side: figures with their differences, and the inputs that differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from tongchou.decide.model import Figure
from tongchou.packs.question_file import leaves
from tongchou.terms import Words


@dataclass(frozen=True, slots=True)
class Row:
    """One figure over the answers: values as they were saved, and how far each is from the first."""

    words: Words
    unit: str
    values: tuple[Any, ...]
    differences: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Different:
    """One input that is not the same everywhere; ``None`` where an answer had none."""

    way: tuple[str | int, ...]
    values: tuple[Any, ...]


def figures(plains: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """Yield the figures of plain results, in the order of the first that has each.

    >>> one = {"code": "gap", "name": {"zh": "缺口", "en": "gap"}, "unit": "元"}
    >>> rows = figures([{"figures": [one | {"value": "10.5"}]}, {"figures": [one | {"value": 8}]}])
    >>> [(row.values, row.differences) for row in rows]
    [(('10.5', 8), (None, Decimal('-2.5')))]
    """
    held = [{one["code"]: one for one in plain["figures"]} for plain in plains]
    for code in dict.fromkeys(code for one in held for code in one):
        first = next(one[code] for one in held if code in one)
        values = tuple(one[code]["value"] if code in one else None for one in held)
        base = _number(values[0])
        others = (_number(value) for value in values[1:])
        differences = (None, *(None if base is None or other is None else other - base for other in others))
        yield Row(Words(first["name"]["zh"], first["name"]["en"]), first["unit"], values, differences)


def change(now: Figure, then: Figure) -> tuple[Decimal, str] | None:
    """Return how far a figure moved and in what: points where it is a share itself, else per cent of what it was.

    >>> from dataclasses import replace
    >>> share = Figure("a", Words("占比"), Decimal("45.4"), "%")
    >>> change(share, replace(share, value=Decimal("44.4"))), change(share, replace(share, value=None))
    ((Decimal('1.0'), '百分点'), None)
    >>> money = replace(share, unit="元")
    >>> change(replace(money, value=30), replace(money, value=20))
    (Decimal('50'), '%')
    """
    new, old = _number(now.value), _number(then.value)
    if new is None or old is None:
        return None
    if now.unit in POINTS:
        return new - old, POINTS[now.unit]
    return (100 * (new - old) / abs(old), "%") if old else None


POINTS = {"%": "百分点", "‰": "‰", "百分点": "百分点"}
"""In what a change of a share is told, by its unit."""


def _number(value: Any) -> Decimal | None:
    try:
        return None if value is None or isinstance(value, bool) else Decimal(str(value))
    except InvalidOperation:
        return None


def differences(inputs: Sequence[Mapping[str, Any]]) -> Iterator[Different]:
    """Yield every input that is not written the same in all.

    >>> list(differences([{"a": 1, "b": {"c": "2"}}, {"a": "1", "b": {"c": "3"}}]))
    [Different(way=('b', 'c'), values=('2', '3'))]
    """
    held = [dict(leaves(one)) for one in inputs]
    for way in dict.fromkeys(way for one in held for way in one):
        values = tuple(one.get(way) for one in held)
        if len({str(value) for value in values}) > 1:
            yield Different(way, values)
