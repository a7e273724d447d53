"""The parameters of one run: each look-up is remembered, so that a result can cite what it rests on."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from tongchou.decide.model import Table, Used
from tongchou.packs.parameter_file import read_parameters
from tongchou.packs.parameters import NATION, Found, ParameterBook, Scale
from tongchou.terms import AsOf, Kind, Problem, Refusal, Severity, Words

NATIONAL = Path(__file__).parent / "parameters" / "national.yaml"
UNVERIFIED = Kind(
    "decide.parameter.unverified",
    Words(
        "参数“{found}”（{value}）未经核实：{allowed}。引用前请核对原文。",
        "Parameter '{found}' ({value}) is unverified: {allowed}. Check the text before citing it.",
    ),
    Severity.WARNING,
)


@lru_cache(maxsize=1)
def national_book() -> ParameterBook:
    """Return the national rules shipped with the library.

    >>> from datetime import date
    >>> national_book().value_at("land.swap_years", "510500", AsOf(date(2015, 1, 1))).number
    Decimal('3')
    """
    return ParameterBook(read_parameters(NATIONAL, NATIONAL.name))


def book_with(pack: ParameterBook) -> ParameterBook:
    """Return the national rules with a pack's: a pack's parameter stands in place of the national one of its code."""
    return ParameterBook([*national_book().parameters.values(), *pack.parameters.values()])


def unverified(book: ParameterBook) -> Table:
    """Return the one page of every value whose source nobody has read."""
    rows = tuple(
        (one.parameter.code, one.parameter.words.zh, f"{_shown(one)}{one.dated.unit}", one.dated.span,
         f"{one.citation.document} {one.citation.clause}".strip())
        for one in sorted(book.unverified(), key=lambda found: (found.parameter.code, found.dated.in_force_from))
    )  # fmt: skip
    return Table(
        "unverified", Words("未核实的参数", "unverified parameters"), ("参数", "名称", "值", "有效期", "来源"), rows
    )


class Rules:
    """A book asked for one scope and one pair of dates."""

    def __init__(self, book: ParameterBook, as_of: AsOf, scope: str = NATION) -> None:
        self.book = book
        self.as_of = as_of
        self.scope = scope
        self._found: dict[str, Found] = {}

    def at(self, code: str) -> Found:
        """Return a parameter's value and remember it.

        :raises Refusal: ``pack.parameter.unavailable``.
        """
        self._found[code] = found = self.book.value_at(code, self.scope, self.as_of)
        return found

    def has(self, code: str) -> bool:
        """Whether the law of the day says anything of a parameter."""
        try:
            self.book.value_at(code, self.scope, self.as_of)
        except Refusal:
            return False
        return True

    def on(self, day: date) -> "Rules":
        """Return the same book asked on another day, remembering in the same place."""
        other = Rules(self.book, AsOf(day, self.as_of.known_on), self.scope)
        other._found = self._found
        return other

    def number(self, code: str) -> Decimal:
        """Return a number; a percentage as a fraction."""
        found = self.at(code)
        return found.number / 100 if found.dated.unit == "%" else found.number

    def scale(self, code: str) -> Scale:
        """Return a step table."""
        return self.at(code).scale

    @property
    def used(self) -> tuple[Used, ...]:
        """Every parameter asked for, by code."""
        return tuple(
            Used(code, found.parameter.words, _shown(found), found.dated.unit, found.citation)
            for code, found in sorted(self._found.items())
        )

    @property
    def unverified(self) -> tuple[Problem, ...]:
        """A warning for each parameter asked for that nobody verified."""
        return tuple(
            UNVERIFIED.at(found=one.words.zh, allowed=one.citation.say(), value=f"{one.value}{one.unit}")
            for one in self.used
            if not one.citation.verified
        )


def _shown(found: Found) -> str:
    value = found.dated.value
    if isinstance(value, Scale):
        return "；".join(f"{'其余' if bound is None else f'≤{bound}'}：{amount}" for bound, amount in value.steps)
    return RULINGS.get(str(value), str(value))


RULINGS = {"allowed": "允许", "barred": "禁止", "needs_document": "须有文件"}
