"""An answer as a page tells it: figures and tables as text, charts, swings; nothing is computed here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tongchou.decide import Result
from tongchou.decide.model import Figure, Table
from tongchou.decide.plots import Drawing, drawings, swings
from tongchou.decide.showing import Shown, figure_shown, shown, table_shown
from tongchou.decide.wording import heading, term
from tongchou.terms import Words
from tongchou.web.languages import said


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure with its number and unit as text, and in full where the text is shortened."""

    figure: Figure
    text: str
    unit: str

    @property
    def full(self) -> str:
        """The number in full."""
        return _with_unit(shown(self.figure.value), self.figure.unit)

    @property
    def how(self) -> str:
        """How it comes about."""
        return said(term(self.figure.how))


@dataclass(frozen=True, slots=True)
class ToldTable:
    """A table and its cells as text."""

    table: Table
    shown: Shown

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """Heading and whether it holds numbers."""
        headings = (said(heading(one)) for one in self.shown.headings)
        return list(zip(headings, self.shown.numeric, strict=True))

    @property
    def rows(self) -> list[list[tuple[str, bool]]]:
        """Cells, each with whether its column holds numbers."""
        rows = ([said(term(cell)) for cell in row] for row in self.shown.rows)
        return [list(zip(row, self.shown.numeric, strict=True)) for row in rows]

    @property
    def how(self) -> str:
        """How its cells come about."""
        return said(term(self.table.how))

    @property
    def long(self) -> bool:
        """Whether it is folded until asked for."""
        return len(self.shown.rows) > _LONG


_LONG = 24


def figures(result: Result) -> list[ToldFigure]:
    """Return the figures of an answer."""
    return [ToldFigure(one, *(said(term(part)) for part in figure_shown(one))) for one in result.answer.figures]


def _with_unit(text: str, unit: str) -> str:
    return " ".join(said(term(part)) for part in (text, unit)).strip()


def tables(result: Result) -> list[ToldTable]:
    """Return the tables of an answer that have lines."""
    return [ToldTable(one, table_shown(one)) for one in result.answer.tables if one.rows]


def charts(result: Result) -> list[Mapping[str, Any]]:
    """Return what the page's charts draw, the one of the swings last."""
    swung, names = swings(result), {one.lever.zh: one.lever for one in result.swings}
    drawn = [*drawings(result.model, result.answer), *([swung] if swung else ())]
    return [_chart(one, names) for one in drawn]


def _chart(one: Drawing, levers: Mapping[str, Words]) -> Mapping[str, Any]:
    return {
        "question": said(one.question),
        "look": one.look.value,
        "labels": [said(levers.get(label) or term(label)) for label in one.labels],
        "series": [{"name": said(term(name)), "values": values} for name, values in one.series],
        "unit": said(term(one.unit)),
    }


def swing_rows(result: Result) -> Iterator[tuple[str, str, str]]:
    """Yield each lever with the headline a tenth less and a tenth more of it leads to."""
    for swing in result.swings:
        ends = (Figure("", result.headline.words, value, result.headline.unit) for value in (swing.less, swing.more))
        yield said(swing.lever), *(_with_unit(*figure_shown(end)) for end in ends)  # type: ignore[misc]
