"""What one run of the loop gives: frozen figures, index, target standings, scorecards and explanations."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Flag, StrEnum, auto
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tongchou.assess import Assessment
from tongchou.loop.asked import Asked
from tongchou.loop.errors import UNKNOWN
from tongchou.loop.index import Indexed
from tongchou.loop.intervals import Interval, Intervals, Law
from tongchou.loop.ratings import ratings_for
from tongchou.monitor import Cube, Figures, Observed
from tongchou.packs import Pack
from tongchou.packs.fields import Standing
from tongchou.packs.rows import Target
from tongchou.terms import AsOf, Period, Problem, State, Words
from tongchou.territory import Tree


class Kind(StrEnum):
    """What a figure is: a reported element, an indicator, an index node, a leaf's realization, a scheme's score."""

    ELEMENT = "element"
    INDICATOR = "indicator"
    INDEX = "index"
    REALIZATION = "realization"
    SCORE = "score"


class Mark(Flag):
    """What must show beside a figure."""

    CLEAR = 0
    SYNTHETIC = auto()
    PROVISIONAL = auto()
    CONFLICT = auto()
    WEAK = auto()
    INCOMPLETE = auto()
    REBASED = auto()
    EXPLAINED = auto()

    @property
    def words(self) -> list[Words]:
        """What the marks mean, a text each."""
        return [_MARKS[mark] for mark in self]

    @property
    def sign(self) -> Words:
        """The short sign of one mark, as it stands beside a figure on the page and in a report."""
        return _SIGNS[self]


_SIGNS = {
    Mark.SYNTHETIC: Words("虚", "syn"),
    Mark.PROVISIONAL: Words("初", "prov"),
    Mark.CONFLICT: Words("异", "conf"),
    Mark.WEAK: Words("疑", "weak"),
    Mark.INCOMPLETE: Words("部", "part"),
    Mark.REBASED: Words("换", "map"),
    Mark.EXPLAINED: Words("注", "note"),
}
_MARKS = {
    Mark.SYNTHETIC: Words("虚构数据", "synthetic"),
    Mark.PROVISIONAL: Words("初步或估计数", "provisional"),
    Mark.CONFLICT: Words("来源不一致", "sources disagree"),
    Mark.WEAK: Words("来源等级低或存疑", "weak source"),
    Mark.INCOMPLETE: Words("部分缺报", "partly missing"),
    Mark.REBASED: Words("按新区划换算", "rebased to another map"),
    Mark.EXPLAINED: Words("报送单位有说明", "explained by who reported it"),
}


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """The address of a figure.

    >>> Key.parse("indicator:urban_share@510500@2017")
    Key(kind=<Kind.INDICATOR: 'indicator'>, code='urban_share', place='510500', period='2017')
    >>> str(Key.parse("urban_share@510500@2017"))
    'indicator:urban_share@510500@2017'
    """

    kind: Kind
    code: str
    place: str
    period: str

    @classmethod
    def parse(cls, text: str) -> "Key":
        """Read ``[kind:]code@place@period``; the kind is ``indicator`` where it is left out.

        :raises ValueError: for any other form.
        """
        kind, colon, rest = text.rpartition(":")
        code, place, period = rest.split("@")
        return cls(Kind(kind) if colon else Kind.INDICATOR, code, place, period)

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}@{self.place}@{self.period}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as it may be shown: value or reason, unit, digits, marks."""

    key: Key
    value: float | None
    state: State
    why: str = ""
    marks: Mark = Mark.CLEAR
    unit: str = ""
    decimals: int | None = None
    """Digits it is shown with; ``None`` shows it as reported."""

    @classmethod
    def absent(cls, kind: Kind, code: str, place: str, period: str) -> "Figure":
        """Return the figure of a cell that nobody was asked for."""
        return cls(Key(kind, code, place, period), None, State.MISSING, "not-reported")

    @property
    def text(self) -> str:
        """The number in the digits it is shown with, or the Chinese word of its state."""
        if self.value is None:
            return self.state.zh
        if self.decimals is None:
            return f"{self.value:,.6f}".rstrip("0").rstrip(".")
        return f"{self.value:,.{self.decimals}f}"


@dataclass(frozen=True)
class Board:
    """All figures of one kind: cells over places, periods and codes, with units, digits and marks.

    ``marks`` has the shape of ``cube.values``, a :class:`Mark` value a cell.
    """

    kind: Kind
    cube: Cube
    marks: NDArray[np.uint8]
    units: Mapping[str, str] = field(default_factory=dict)
    decimals: Mapping[str, int] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes it holds."""
        return self.cube.codes

    @cached_property
    def _periods(self) -> dict[str, Period]:
        return {period.code: period for period in self.cube.periods}

    def holds(self, code: str, place: str, period: str) -> bool:
        """Whether it has such a cell."""
        return code in self.cube.codes and place in self.cube.places and period in self._periods

    def figure(self, code: str, place: str, period: str) -> Figure:
        """Return one figure.

        :raises Refusal: ``monitor.figure.unknown`` where it does not hold it.
        """
        when = self._periods.get(period) or Period.parse(period)
        at = self.cube.position(place, when, code)
        cell = self.cube.cell(place, when, code)
        return Figure(
            Key(self.kind, code, place, period),
            cell.value,
            cell.state,
            cell.why,
            Mark(int(self.marks[at])),
            self.units.get(code, ""),
            self.decimals.get(code),
        )

    def series(self, code: str, place: str) -> tuple[Figure, ...]:
        """Return the figures of a place over all periods, oldest first."""
        return tuple(self.figure(code, place, period.code) for period in self.cube.periods)


class Light(StrEnum):
    """Where a target stands against its schedule."""

    ON_COURSE = "on_course"
    BEHIND = "behind"
    FAILING = "failing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TargetStanding:
    """A target beside the figure of one period.

    ``planned`` is the value the path asks for in that period; ``realization`` is per cent of the way from the
    baseline, capped at 100, ``uncapped`` the same without cap; ``schedule`` is per cent of the planned progress.
    """

    target: Target
    period: str
    figure: Figure
    baseline: float | None
    planned: float | None
    realization: float | None
    uncapped: float | None
    schedule: float | None
    light: Light


@dataclass(frozen=True)
class Run:
    """A run: the pack it read, the two dates it asked for, and all it found; nothing in it changes afterwards."""

    pack: Pack
    as_of: AsOf
    tree: Tree
    """The places on the day of ``as_of``."""
    observed: Observed
    """What was reported for each cell, carried over to that tree, with its rivals."""
    figures: Figures
    """Elements and indicators as monitoring computed them; what a trace starts from."""
    elements: Board
    indicators: Board
    index: Board | None
    """Scores of every node; ``None`` where the pack has no index."""
    realizations: Board | None
    """Uncapped realizations of the leaves."""
    indexed: Indexed | None
    intervals: Mapping[Law, Intervals]
    """How sure scores and ranks of the index are under other weights; empty where the pack has no index."""
    standings: tuple[TargetStanding, ...]
    assessments: Mapping[tuple[str, str], Assessment]
    """By scheme code and period code."""
    problems: tuple[Problem, ...]
    asked: Mapping[str, Asked] = field(default_factory=dict)
    """What the pack asks the models of people, land and money, by the question's code."""

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods the pack asks for, oldest first."""
        return self.pack.manifest.periods

    def board(self, kind: Kind) -> Board | None:
        """Return the board of a kind of figure; ``None`` where the run has none (scores live in scorecards)."""
        boards = {Kind.ELEMENT: self.elements, Kind.INDICATOR: self.indicators}
        return boards.get(kind) or {Kind.INDEX: self.index, Kind.REALIZATION: self.realizations}.get(kind)

    def figure(self, key: Key) -> Figure:
        """Return one figure.

        :raises Refusal: ``loop.figure.unknown`` where the run does not hold it.
        """
        board = self.board(key.kind)
        if board is None or not board.holds(key.code, key.place, key.period):
            raise UNKNOWN.refusal(found=key, allowed=self.pack.code)
        return board.figure(key.code, key.place, key.period)

    def called(self, unit: str) -> Words:
        """Return the name of a place or unit; its code where it is neither."""
        if unit in self.tree:
            return self.tree[unit].words
        return next((row.words for row in self.pack.tables.units.rows if row.code == unit), Words(unit))

    def rank(self, node: str, place: str, period: str) -> int | None:
        """Return the rank of a place among those of its level; ``None`` where it has no score."""
        if self.indexed is None:
            return None
        at = self.indexed.scores.position(place, Period.parse(period), node)
        return int(self.indexed.ranks[at]) or None

    def interval(self, place: str, period: str, law: Law = Law.SCATTERED) -> Interval | None:
        """Return how sure the index of a place is; ``None`` where it has no score."""
        return self.intervals.get(law, {}).get((place, period))

    def invented(self, scheme: str, period: str) -> bool:
        """Whether anything invented went into an assessment: a figure, a rating, an event, or the scheme itself."""
        assessment, when = self.assessments[scheme, period], Period.parse(period)
        units = assessment.facts.units
        ratings = ratings_for(self.pack, assessment.scheme, when)
        given = [row.standing for row in ratings if row.unit in units]
        events = (row for row in self.pack.tables.events.rows if row.unit in units)
        given += [row.standing for row in events if when.start <= row.date <= when.end]
        figures = (
            self.indicators.figure(code, unit, period)
            for code in assessment.facts.columns
            for unit in units
            if self.indicators.holds(code, unit, period)
        )
        standings = (*given, assessment.scheme.standing)
        return Standing.SYNTHETIC in standings or any(Mark.SYNTHETIC in figure.marks for figure in figures)

    def peers(self, key: Key) -> tuple[Figure, ...]:
        """Return the same figure of every place of the same level, the highest first, missing ones last."""
        level = self.tree[key.place].level
        found = [self.figure(replace(key, place=place)) for place in self.tree.of_level(level)]
        return tuple(sorted(found, key=lambda one: (one.value is None, -(one.value or 0.0))))
