"""Schemes over a run: figures, targets, events and ratings of each period into scorecards."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tongchou.assess import (
    Assessment,
    Column,
    Event,
    Facts,
    Mark,
    Stage,
    assessed_in,
    closed_on,
    closing_day,
    for_period,
    score,
)
from tongchou.assess.errors import NO_RESULT
from tongchou.loop.model import Board, Figure, Run
from tongchou.loop.model import Mark as Sign
from tongchou.loop.ratings import ratings_for
from tongchou.packs import Pack
from tongchou.packs.fields import Comparator
from tongchou.packs.rows import Indicator
from tongchou.packs.scheme import Scheme
from tongchou.plan import TargetBook
from tongchou.plan.targets import Due
from tongchou.terms import Cell, Period, Problem
from tongchou.territory import Tree


@dataclass(frozen=True, slots=True)
class Scoring:
    """What all schemes of a run are scored from."""

    pack: Pack
    board: Board
    book: TargetBook
    tree: Tree

    def all(self) -> Iterator[tuple[str, str, Assessment, tuple[Problem, ...]]]:
        """Score every scheme in every period in which any of its units has a figure, an event or a rating.

        Yields scheme code, period code, the assessment, and what else there is to say of it.
        """
        for code in dict.fromkeys(scheme.code for scheme in self.pack.schemes):
            for period in self.pack.manifest.periods:
                found = self.basis(code, period)
                if found is not None and found.seen:
                    yield code, period.code, score(found.scheme, found.facts), found.problems

    def basis(self, code: str, period: Period) -> "Basis | None":
        """Return what a scheme's units are scored from in a period; ``None`` where it scores nobody then."""
        editions = [one for one in self.pack.schemes if one.code == code and _in_force(one, period)]
        if not editions:
            return None
        scheme, problems = for_period(editions, period)
        units, of_units = self._units(scheme, period)
        if not units:
            return None
        columns = {
            code: self._column(self._indicator(code), units, period)
            for code in dict.fromkeys(item.indicator for item in scheme.items() if item.indicator)
        }
        events, marks = tuple(self._events(units, period)), tuple(self._marks(scheme, units, period))
        facts, late = closed_on(Facts(units, columns, events, marks), closing_day(scheme, period))
        return Basis(scheme, facts, (*problems, *of_units, *late))

    def _units(self, scheme: Scheme, period: Period) -> tuple[tuple[str, ...], list[Problem]]:
        """The places or units a scheme speaks of, as far as they live: its members, a level under the city, a kind."""
        applies = scheme.applies_to
        kind = [row for row in self.pack.tables.units.rows if applies.unit_kind and row.kind == applies.unit_kind]
        if kind:
            wanted = [row for row in kind if not applies.members or row.code in applies.members]
            return assessed_in(wanted, period)
        city = self.pack.manifest.city
        of_level = self.tree.of_level(applies.level, city) if applies.level else ()
        return tuple(code for code in applies.members or of_level if code in self.tree), []

    def _indicator(self, code: str) -> Indicator:
        return next(row for row in self.pack.tables.indicators.rows if row.code == code)

    def _column(self, indicator: Indicator, units: Sequence[str], period: Period) -> Column:
        figures = [self._figure(indicator.code, unit, period) for unit in units]
        due = [self._due(indicator.code, unit, period) for unit in units]
        return Column.of_cells(
            [Cell(figure.value, figure.state, figure.why) for figure in figures],
            indicator.direction,
            target=_numbers(None if one is None else one.value for one in due),
            target_hi=_numbers(None if one is None else one.value_hi for one in due),
            before=_numbers(self._figure(indicator.code, unit, period.shift(-1)).value for unit in units),
            above=_numbers(self._above(indicator.code, unit, period) for unit in units),
            weak=[Sign.WEAK in figure.marks for figure in figures],
            strict=[one is not None and one.comparator in _STRICT for one in due],
        )

    def _figure(self, code: str, unit: str, period: Period) -> Figure:
        """The figure of a place; of the place it works for where a unit is assessed."""
        place = self._place(unit)
        if self.board.holds(code, place, period.code):
            return self.board.figure(code, place, period.code)
        return Figure.absent(self.board.kind, code, place, period.code)

    def _place(self, unit: str) -> str:
        if unit in self.tree:
            return unit
        return next((row.place for row in self.pack.tables.units.rows if row.code == unit and row.place), unit)

    def _due(self, code: str, unit: str, period: Period) -> Due | None:
        """What the unit was due to reach, or the city where the unit has no target of its own."""
        own = self.book.due(code, self._place(unit), period)
        return own or self.book.due(code, self.pack.manifest.city, period)

    def _above(self, code: str, unit: str, period: Period) -> float | None:
        parent = self.tree.parents.get(self._place(unit))
        return self._figure(code, parent, period).value if parent else None

    def _events(self, units: Sequence[str], period: Period) -> Iterator[Event]:
        for row in self.pack.tables.events.rows:
            if row.unit in units and period.start <= row.date <= period.end:
                yield Event(row.unit, row.name, row.date, float(row.count), row.document)

    def _marks(self, scheme: Scheme, units: Sequence[str], period: Period) -> Iterator[Mark]:
        for row in ratings_for(self.pack, scheme, period):
            if row.unit in units:
                stage = Stage[row.stage.upper()]
                yield Mark(row.item, row.unit, row.rater, given(row.given), row.date, stage, row.reason, row.evidence)


@dataclass(frozen=True, slots=True)
class Basis:
    """What one scheme's units are scored from in one period, and what is to be said of it."""

    scheme: Scheme
    facts: Facts
    problems: tuple[Problem, ...]

    @property
    def seen(self) -> bool:
        """Whether there is any figure, event or rating."""
        facts = self.facts
        figures = any((~column.why.astype(bool)).any() for column in facts.columns.values())
        return figures or bool(facts.events) or bool(facts.marks)


_STRICT = (Comparator.GT, Comparator.LT)


def latest(run: Run, scheme: str = "", period: str = "", edition: str = "") -> dict[str, tuple[str, Assessment]]:
    """Return the assessments of a run by scheme: each for a period, by default the last it was scored in.

    :param scheme: only this scheme; empty for all.
    :param edition: only periods scored by this edition of it.
    :raises Refusal: ``assess.result.none`` where there is none such.
    """
    found: dict[str, tuple[str, Assessment]] = {}
    for (code, when), one in sorted(run.assessments.items()):
        if scheme in ("", code) and period in ("", when) and edition in ("", one.scheme.edition):
            found[code] = (when, one)
    if not found and (scheme or period or edition):
        known = "、".join(f"{code} {when}（{one.scheme.edition}）" for (code, when), one in run.assessments.items())
        raise NO_RESULT.refusal(found=" ".join(filter(None, (scheme, period, edition))), allowed=known or "（无）")
    return found


def basis_of(run: Run, scheme: str, period: Period) -> Basis | None:
    """Return what a run scores the units of a scheme from in a period; ``None`` where the scheme scores nobody."""
    book = TargetBook(run.pack.tables.targets.rows, run.as_of.known_on)
    return Scoring(run.pack, run.indicators, book, run.tree).basis(scheme, period)


def _numbers(values: Iterable[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values])


def given(text: str) -> float | str:
    """Return a mark as written: points, or the name of a grade."""
    try:
        return float(text)
    except ValueError:
        return text


def _in_force(scheme: Scheme, period: Period) -> bool:
    began = scheme.in_force_from is None or scheme.in_force_from <= period.end
    return began and (scheme.in_force_to is None or period.start <= scheme.in_force_to)
