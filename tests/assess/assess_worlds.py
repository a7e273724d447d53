"""Small schemes written as an office would, and facts to score them on."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from tongchou.assess import Assessment, Column, Facts, score
from tongchou.packs.scheme import Scheme
from tongchou.packs.yaml_file import parse_yaml
from tongchou.terms import Direction

HEAD = "code: s\ntitle: {zh: 办法}\nedition: '2015'\napplies_to: {level: county}\n"
NONE = float("nan")


@cache
def scheme(body: str) -> Scheme:
    return parse_yaml(HEAD + body, Scheme, "s.yaml")


@cache
def one_item(scoring: str, points: float = 10, more: str = "", tail: str = "") -> Scheme:
    """A scheme of one item with one rule."""
    return scheme(
        f"areas:\n  - code: A\n    name: 领域\n    points: {points}\n    cap: 100\n"
        f"    items:\n"
        f"      - {{code: A1, name: 项, points: {points}, indicator: x, scoring: {scoring}{more}}}\n{tail}"
    )


def names(count: int) -> tuple[str, ...]:
    return tuple("abcdefghijklmnopqrstuvwxyz"[:count])


def given(
    scoring: str, values: Sequence[float], direction: Direction = Direction.MORE, points: float = 10, **more: Any
) -> list[float]:
    """Points of one item, extra ones included, for a row of values."""
    return list(assessed(scoring, values, direction, points, **more).totals.exact)


def assessed(
    scoring: str, values: Sequence[float], direction: Direction = Direction.MORE, points: float = 10, **more: Any
) -> Assessment:
    column = Column.of(values, direction, **more)
    return score(one_item(scoring, points), Facts(names(len(values)), {"x": column}))
