"""Reading the lines of an index from the rows of a flat table."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from math import isfinite
from typing import TypeVar

from tongchou.evaluate.errors import BAD_WEIGHT, LEVEL, NOT_READ
from tongchou.evaluate.model import Mean, Node, read_mean
from tongchou.terms import Direction, Problem, Refusal, Words

Row = Mapping[str, object]
Value = TypeVar("Value")


def read_nodes(rows: Iterable[Row]) -> list[Node]:
    """Return the lines that rows describe.

    :raises Refusal: every unreadable weight, direction or level at once.
    """
    lines = list(rows)
    problems = [problem for row in lines for problem in _unreadable(row)] or _misplaced(lines)
    if problems:
        raise Refusal(problems)
    return [_node(row) for row in lines]


def _text(row: Row, key: str) -> str:
    value = row.get(key)
    return "" if value is None else str(value).strip()


def _node(row: Row) -> Node:
    return Node(
        code=_text(row, "code"),
        parent=_text(row, "parent"),
        direction=Direction.read(_text(row, "direction") or "1"),
        name=Words(_text(row, "zh") or _text(row, "name") or _text(row, "code"), _text(row, "en")),
        nominal=float(_text(row, "weight") or 1.0),
        aggregate=_mean(row),
    )


def _mean(row: Row) -> Mean:
    mean = read_mean(_text(row, "mean") or "arithmetic")
    return replace(mean, at_least=float(_text(row, "at_least") or 0.0))


def _unreadable(row: Row) -> Iterable[Problem]:
    code = _text(row, "code")
    weight = _read(float, _text(row, "weight") or "1")
    if weight is None or not isfinite(weight) or weight < 0:
        yield BAD_WEIGHT.at(node=code, found=_text(row, "weight"))
    for key, read, allowed in _READERS:
        text = _text(row, key)
        if text and _read(read, text) is None:
            yield NOT_READ.at(node=code, key=key, found=text, allowed=allowed)


_READERS: tuple[tuple[str, Callable[[str], object], str], ...] = (
    ("direction", Direction.read, "more、less、nominal"),
    ("mean", read_mean, "arithmetic、geometric、harmonic、0.5"),
    ("at_least", float, "0…1"),
    ("level", float, "0、1、2…"),
)


def _read(read: Callable[[str], Value], text: str) -> Value | None:
    try:
        return read(text)
    except ValueError:
        return None


def _misplaced(rows: list[Row]) -> list[Problem]:
    levels = {_text(row, "code"): float(_text(row, "level")) for row in rows if _text(row, "level")}
    steps = {
        code: levels[code] - levels[parent]
        for row in rows
        if (code := _text(row, "code")) in levels and (parent := _text(row, "parent")) in levels
    }
    down = next(iter(steps.values()), 1.0)
    allowed = 1.0 if down not in (1.0, -1.0) else down
    return [
        LEVEL.at(found=code, allowed=f"{levels[code] - step + allowed:g}")
        for code, step in steps.items()
        if step != allowed
    ]
