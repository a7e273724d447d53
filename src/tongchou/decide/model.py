"""What every model answers with: figures and tables that name their formula, and all that stands behind them."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tongchou.terms import AsOf, Citation, Problem, Words

Value = int | Decimal | float | Fraction | str | date | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of an answer, with its unit and how it came about."""

    code: str
    words: Words
    value: Value
    unit: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of an answer: headings as a reader sees them (unit in brackets), rows of values."""

    code: str
    words: Words
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    how: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model itself says; the first figure is its headline."""

    figures: tuple[Figure, ...]
    tables: tuple[Table, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Used:
    """A parameter an answer rests on: the value as shown, and its citation."""

    code: str
    words: Words
    value: str
    unit: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Swing:
    """What one input does to the headline: a tenth less and a tenth more of it; ``None`` where that is refused."""

    lever: Words
    less: Value
    more: Value


@dataclass(frozen=True, slots=True)
class Result:
    """An answer with all that stands behind it: dates, digest of inputs, parameters, citations, warnings, swings."""

    model: str
    words: Words
    version: str
    as_of: AsOf
    digest: str
    answer: Answer
    used: tuple[Used, ...] = ()
    warnings: tuple[Problem, ...] = ()
    swings: tuple[Swing, ...] = ()
    citations: tuple[Citation, ...] = field(default=())

    @property
    def headline(self) -> Figure:
        """The figure asked for first."""
        return self.answer.figures[0]

    def figure(self, code: str) -> Figure:
        """Return a figure by code."""
        return next(one for one in self.answer.figures if one.code == code)

    def table(self, code: str) -> Table:
        """Return a table by code."""
        return next(one for one in self.answer.tables if one.code == code)

    def plain(self) -> dict[str, Any]:
        """Return the whole result as plain values for JSON: exact decimals as text, counts as numbers."""
        return {
            "model": self.model,
            "name": _words(self.words),
            "version": self.version,
            "as_of": self.as_of.true_on.isoformat(),
            "known_on": self.as_of.known_on.isoformat() if self.as_of.known_on else None,
            "inputs_digest": self.digest,
            "figures": [
                {"code": f.code, "name": _words(f.words), "value": _plain(f.value), "unit": f.unit, "how": f.how}
                for f in self.answer.figures
            ],
            "tables": [
                {
                    "code": t.code,
                    "name": _words(t.words),
                    "headings": list(t.headings),
                    "rows": [[_plain(value) for value in row] for row in t.rows],
                    "how": t.how,
                }
                for t in self.answer.tables
            ],
            "parameters": [
                {"code": u.code, "value": u.value, "unit": u.unit, "source": u.citation.say(),
                 "verified": u.citation.verified}
                for u in self.used
            ],
            "citations": [one.say() for one in self.citations],
            "warnings": [
                {"code": w.code, "severity": w.severity.value, "zh": w.sentence(), "en": w.sentence("en")}
                for w in self.warnings
            ],
            "sensitivity": [
                {"lever": _words(s.lever), "less": _plain(s.less), "more": _plain(s.more)} for s in self.swings
            ],
        }  # fmt: skip


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.say("en")}


def _plain(value: Value) -> int | float | str | None:
    match value:
        case Decimal():
            return f"{value.normalize():f}"
        case Fraction():
            return float(value)
        case date():
            return value.isoformat()
        case _:
            return value
