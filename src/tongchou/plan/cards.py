"""Reminders, yellow and red cards: what a day means for a task, by rules that are data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tongchou.plan.errors import LATE_EVIDENCE
from tongchou.plan.life import Life, TaskState
from tongchou.terms import Problem, Words


class Light(IntEnum):
    """How a task stands in time; a higher one is worse."""

    DONE = 0
    GREEN = 1
    REMINDER = 2
    YELLOW = 3
    RED = 4
    ESCALATED = 5

    @property
    def words(self) -> Words:
        """The light on the screen."""
        return _WORDS[self]


_WORDS = {
    Light.DONE: Words("已销号", "closed"),
    Light.GREEN: Words("正常", "on time"),
    Light.REMINDER: Words("提醒", "reminder"),
    Light.YELLOW: Words("黄牌", "yellow card"),
    Light.RED: Words("红牌", "red card"),
    Light.ESCALATED: Words("提级督办", "escalated"),
}


@dataclass(frozen=True, slots=True)
class CardRules:
    """An office's rules, in days: reminder so many before the deadline, cards and escalation so many after it.

    ``within`` gives the days a task may stay in a state (签收 within 3 days of 交办) before it counts as overdue.
    """

    remind_before: int = 7
    yellow_after: int = 0
    red_after: int = 30
    escalate_after: int = 60
    within: Mapping[TaskState, int] = field(default_factory=dict)

    def light(self, late: ArrayLike) -> NDArray[np.int64]:
        """Return the number of the light for so many days late (below 0: days left), one or many.

        >>> CardRules().light([-8, -7, 0, 1, 31, 61]).tolist()
        [1, 2, 2, 3, 4, 5]
        """
        limits = (-self.remind_before - 1, self.yellow_after, self.red_after, self.escalate_after)
        return np.asarray(np.searchsorted(limits, late) + Light.GREEN)

    def between(self, light: Light, day: date) -> tuple[date | None, date | None]:
        """Return the first and the last deadline that show an open task in a light on a day; ``None``: no bound.

        >>> CardRules().between(Light.YELLOW, date(2015, 3, 31))
        (datetime.date(2015, 3, 1), datetime.date(2015, 3, 30))
        """
        limits = (-self.remind_before - 1, self.yellow_after, self.red_after, self.escalate_after)
        place = light - Light.GREEN
        first = day - timedelta(days=limits[place]) if place < len(limits) else None
        last = day - timedelta(days=limits[place - 1] + 1) if place > 0 else None
        return first, last


@dataclass(frozen=True, slots=True)
class Notice:
    """A task's light on a day, and the deadline that made it."""

    task: str
    unit: str
    light: Light
    deadline: date | None
    late: int
    state: TaskState

    @property
    def words(self) -> Words:
        """The notice in one sentence."""
        if self.deadline is None or self.light is Light.DONE:
            return self.light.words
        if self.late > 0:
            return Words(f"{self.light.words.zh}：逾期 {self.late} 天", f"{self.light.words.en}: {self.late} days late")
        return Words(f"{self.light.words.zh}：还有 {-self.late} 天", f"{self.light.words.en}: {-self.late} days left")


def notice(life: Life, day: date, rules: CardRules) -> Notice:
    """Return how a task stands on a day: the nearer of its deadline and its state's own counts."""
    if not life.open:
        return Notice(life.task.code, life.lead, Light.DONE, life.task.deadline, 0, life.state)
    deadline = due_by(life, rules)
    late = (day - deadline).days if deadline else 0
    light = Light.GREEN if deadline is None else _light(late, rules)
    return Notice(life.task.code, life.lead, light, deadline, late, life.state)


def due_by(life: Life, rules: CardRules) -> date | None:
    """Return the nearer of a task's deadline and the day its state is to be left by; ``None`` where it has neither."""
    return min((due for due in (life.task.deadline, _state_deadline(life, rules)) if due is not None), default=None)


def late_evidence(life: Life) -> list[Problem]:
    """Return a problem for every piece of evidence handed in after the deadline; it counts, as late."""
    deadline = life.task.deadline
    if deadline is None:
        return []
    return [
        LATE_EVIDENCE.at(found=one.name, allowed=deadline, days=(step.at.date() - deadline).days)
        for step in life.counted
        for one in step.evidence
        if step.at.date() > deadline
    ]


def _state_deadline(life: Life, rules: CardRules) -> date | None:
    since, days = life.since(life.state), rules.within.get(life.state)
    return since.date() + timedelta(days=days) if since is not None and days is not None else None


def _light(late: int, rules: CardRules) -> Light:
    return Light(int(rules.light(late)))
