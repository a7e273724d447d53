"""What a pack asks the models of people, land and money, and what they answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tongchou.decide import Model, Result
from tongchou.loop.errors import CASE
from tongchou.packs.question_file import Question, Reference, Way
from tongchou.terms import AsOf, Problem


@dataclass(frozen=True, slots=True)
class Given:
    """One input taken from the pack: the way to it, what it says, where it stands, and whether it is made up."""

    way: Way
    reference: Reference
    text: str
    source: str
    key: str = ""
    """The address of the figure, where it is one that can be explained."""
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a pack and what its model answers; no result where the model refuses, and then the problems."""

    question: Question
    model: Model
    as_of: AsOf
    scope: str
    inputs: Mapping[str, Any]
    """The inputs as the model read them: references replaced by what they refer to."""
    given: tuple[Given, ...]
    result: Result | None
    problems: tuple[Problem, ...] = ()

    @property
    def invented(self) -> bool:
        """Whether any input is made up."""
        return bool(self.question.asked.invented) or any(one.invented for one in self.given)

    def verdicts(self) -> Iterator[Problem]:
        """Yield a problem for each figure that should have come out otherwise."""
        for code, expected in self.question.asked.expect.items():
            found = next((f.value for f in self.result.answer.figures if f.code == code), None) if self.result else None
            if found is None or abs(Decimal(str(found)) - expected) > self.question.asked.tolerance:
                where = self.question.marks.where(("expect", code))
                yield CASE.at(where, found="—" if found is None else found, allowed=expected, what=code)
