"""What a person is told of a model beside its numbers: what it answers, how each figure and table comes about."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from tongchou.decide.model import Answer
from tongchou.terms import Words

HERE = Path(__file__).parent


class Group(StrEnum):
    """What a model is about, in the order of a programme's flows."""

    PEOPLE = "people"
    COST = "cost"
    LINKAGE = "linkage"
    LAND = "land"
    MONEY = "money"
    PORTFOLIO = "portfolio"

    @property
    def words(self) -> Words:
        """Its name."""
        return _GROUPS[self]


_GROUPS = {
    Group.PEOPLE: Words("人", "People"),
    Group.COST: Words("市民化成本", "Cost of settling"),
    Group.LINKAGE: Words("三挂钩", "Three linkages"),
    Group.LAND: Words("地", "Land"),
    Group.MONEY: Words("钱", "Money"),
    Group.PORTFOLIO: Words("项目组合", "Portfolio"),
}


@dataclass(frozen=True, slots=True)
class About:
    """What a model is about, and the question it answers."""

    group: Group
    asks: Words
    day: date | None = None
    """The day the example of its inputs is of, where not every day has the rules it needs."""


def about(model: str) -> About:
    """Return what a model is about.

    >>> about("land-quota").group.words.zh
    '三挂钩'
    """
    return _abouts()[model]


@cache
def _abouts() -> Mapping[str, About]:
    return {
        row["model"]: About(
            Group(row["group"]), Words(row["zh"], row["en"]), date.fromisoformat(row["day"]) if row["day"] else None
        )
        for row in _rows("about.csv")
    }


def explained(model: str, answer: Answer) -> Answer:
    """Return an answer in which every figure and table says how it comes about."""
    hows = _hows()
    figures = tuple(one if one.how else replace(one, how=hows.get((model, one.code), "")) for one in answer.figures)
    tables = tuple(replace(one, how=_of_table(model, one.code)) for one in answer.tables)
    return replace(answer, figures=figures, tables=tables)


def _of_table(model: str, code: str) -> str:
    """A table that shares its code with a figure has an entry of its own."""
    return _hows().get((model, f"{code}.table")) or _hows().get((model, code), "")


@cache
def _hows() -> Mapping[tuple[str, str], str]:
    return {(row["model"], row["code"]): row["how"] for row in _rows("hows.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
