"""``decide/*.yaml``: questions a programme puts to the models of people, land and money, with their inputs.

An input may be written out, or refer to what the pack already holds, so that no figure is typed twice:

    share: = indicator:urbanization@510500@2014
    targets: {2017: = target:t.urban.2017}
    profit_low: = parameter:ppp.profit_on_net_assets.low
    most_towns: = parameter:priority_towns.selected bare
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import Field

from tongchou.packs import errors
from tongchou.packs.fields import Day, Number, Row, Text
from tongchou.packs.manifest import Title
from tongchou.packs.text_file import read_text
from tongchou.packs.yaml_file import Marks, parse_marked
from tongchou.terms import Problem, Refusal

Way = tuple[str | int, ...]
_REFERENCE = re.compile(r"=\s*(?P<kind>indicator|element|target|parameter):(?P<address>\S+)(?P<bare>\s+bare)?\s*")


class QuestionFile(Row):
    """A question to a model of people, land or money."""

    name: Title = Field(description="the question in plain words")
    model: Text = Field(description="code of the model; tongchou decide --list names them")
    as_of: Day | None = Field(None, description="day whose rules apply; default: the day of the run")
    known_on: Day | None = Field(None, description="as far as was known on this day; default: all that is known")
    scope: str = Field("", description="division code whose rules apply; default: the city")
    clause: str = Field("", description="clause the question comes from")
    note: str = Field("", description="what a reader of the answer should know")
    sources: dict[str, Text] = Field(
        default_factory=dict, description="by the way to an input (towns.泸县): where its value comes from"
    )
    invented: dict[str, Text] = Field(
        default_factory=dict, description="by the way to an input: why its value is made up; `*` for all of them"
    )
    expect: dict[str, Number] = Field(
        default_factory=dict, description="figures that must come out, by their code; checked by tongchou check"
    )
    tolerance: Number = Field(Decimal("0.005"), description="absolute difference allowed")
    inputs: dict[str, Any] = Field(description="the model's inputs; a value `= kind:address` refers to the pack")


@dataclass(frozen=True, slots=True)
class Reference:
    """An input that refers to what the pack holds: an indicator, an element, a target or a parameter."""

    kind: str
    address: str
    bare: bool
    """Whether the number alone is wanted, without its unit."""

    @classmethod
    def read(cls, text: str) -> "Reference | None":
        """Read a reference; ``None`` where the text is something else.

        >>> Reference.read("= target:t.urban.2017")
        Reference(kind='target', address='t.urban.2017', bare=False)
        """
        match = _REFERENCE.fullmatch(text)
        return cls(match["kind"], match["address"], match["bare"] is not None) if match else None


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a pack: its code (the name of its file), what it says, and where everything in it stands."""

    code: str
    asked: QuestionFile
    marks: Marks

    @property
    def references(self) -> Iterator[tuple[Way, Reference]]:
        """The way to every input that refers to the pack."""
        for way, value in leaves(self.asked.inputs):
            if isinstance(value, str) and (found := Reference.read(value)):
                yield way, found

    def reason(self, way: Way) -> tuple[str, bool]:
        """Return where an input comes from in the words of the file, and whether it is made up."""
        for told, made_up in ((self.asked.invented, True), (self.asked.sources, False)):
            near = max((key for key in told if _covers(key, way)), key=len, default=None)
            if near is not None:
                return told[near], made_up
        return "", False


def leaves(value: Any, way: Way = ()) -> Iterator[tuple[Way, Any]]:
    """Yield every value in nested mappings and lists with the way to it.

    >>> list(leaves({"a": [1, {"b": 2}]}))
    [(('a', 0), 1), (('a', 1, 'b'), 2)]
    """
    match value:
        case Mapping():
            for key, one in value.items():
                yield from leaves(one, (*way, key))
        case list() | tuple():
            for number, one in enumerate(value):
                yield from leaves(one, (*way, number))
        case _:
            yield way, value


def read_question(path: Path, name: str) -> Question:
    """Read one question.

    :raises Refusal: with every problem of the file.
    """
    asked, marks = parse_marked(read_text(path, name), QuestionFile, name)
    question = Question(path.stem, asked, marks)
    problems = list(_malformed(question))
    if problems:
        raise Refusal(problems)
    return question


def _malformed(question: Question) -> Iterator[Problem]:
    for way, value in leaves(question.asked.inputs):
        if isinstance(value, str) and value.startswith("=") and Reference.read(value) is None:
            where = question.marks.where(("inputs", *way))
            yield errors.BAD_REFERENCE.at(where, found=value)


def _covers(key: str, way: Way) -> bool:
    steps = tuple(str(step) for step in way)
    return key == "*" or tuple(key.split(".")) == steps[: len(key.split("."))]
