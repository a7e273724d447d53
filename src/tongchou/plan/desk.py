"""Many tasks at once: searched, filtered, counted by state and light, the most urgent first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tongchou.plan.cards import CardRules, Light, Notice, notice
from tongchou.plan.life import Life, TaskState

_NEVER = date.max.toordinal()
_STATES = tuple(TaskState)
Days = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; an empty field asks for everything. ``text`` is sought in code, title and deliverable."""

    text: str = ""
    states: frozenset[TaskState] = frozenset()
    lights: frozenset[Light] = frozenset()
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """What was found: how many, by state and by light, and the first of them, worst light first."""

    count: int
    states: Mapping[TaskState, int]
    lights: Mapping[Light, int]
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class Desk:
    """Tasks laid out for quick looking; built once, asked often.

    >>> from tongchou.packs.rows import Task
    >>> from tongchou.plan.ledger import begin
    >>> desk = Desk((begin(Task(code="R1", title="道路", domain="infrastructure", lead="u", deadline="2015-06-30")),))
    >>> desk.look(Query(text="道"), date(2015, 7, 2), CardRules()).notices[0].words.zh
    '黄牌：逾期 2 天'
    """

    lives: tuple[Life, ...]

    @cached_property
    def _state(self) -> NDArray[np.int64]:
        numbers = {state: number for number, state in enumerate(_STATES)}
        return np.array([numbers[life.state] for life in self.lives], dtype=np.int64)

    @cached_property
    def _deadline(self) -> Days:
        return _ordinals(life.task.deadline for life in self.lives)

    @cached_property
    def _since(self) -> Days:
        stamps = (life.since(life.state) for life in self.lives)
        return _ordinals(None if stamp is None else stamp.date() for stamp in stamps)

    @cached_property
    def _words(self) -> list[str]:
        return [f"{life.task.code} {life.task.title} {life.task.deliverable}" for life in self.lives]

    @cached_property
    def _leads(self) -> NDArray[np.str_]:
        return np.array([life.lead for life in self.lives], dtype=np.str_)

    def look(self, query: Query, day: date, rules: CardRules, first: int = 50) -> Page:
        """Return what a query finds on a day: all counted, the first so many as notices."""
        lights, deadlines = self._lights(day, rules)
        found = np.flatnonzero(self._asked(query, lights))
        order = np.lexsort((found, deadlines[found], -lights[found]))[:first]
        return Page(
            len(found),
            {state: int(n) for state, n in zip(_STATES, np.bincount(self._state[found], minlength=8), strict=True)},
            {light: int(n) for light, n in zip(Light, np.bincount(lights[found], minlength=6), strict=True)},
            tuple(notice(self.lives[at], day, rules) for at in found[order]),
        )

    def _lights(self, day: date, rules: CardRules) -> tuple[NDArray[np.int64], Days]:
        own = np.array([rules.within.get(state, _NEVER) for state in _STATES], dtype=np.int64)[self._state]
        deadlines = np.minimum(self._deadline, self._since + own)
        lights = rules.light(day.toordinal() - deadlines)
        return np.where(self._state == _STATES.index(TaskState.CLOSED), int(Light.DONE), lights), deadlines

    def _asked(self, query: Query, lights: NDArray[np.int64]) -> NDArray[np.bool_]:
        asked = np.ones(len(self.lives), dtype=np.bool_)
        if query.states:
            asked &= np.isin(self._state, [_STATES.index(state) for state in query.states])
        if query.lights:
            asked &= np.isin(lights, list(query.lights))
        if query.units:
            asked &= np.isin(self._leads, list(query.units))
        if query.text:
            left = np.flatnonzero(asked)
            asked[left] = [query.text in self._words[at] for at in left]
        return asked


def _ordinals(days: Iterable[date | None]) -> Days:
    return np.array([_NEVER if day is None else day.toordinal() for day in days], dtype=np.int64)
