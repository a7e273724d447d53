"""Plans of several levels side by side: promises without tasks, tasks without a promise, figures that drifted.

Yuhang's word for what this prevents is "two skins" (两张皮): a five-year plan and the yearly work that ignores it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from rapidfuzz import fuzz

from tongchou.reading.likeness import alike, alike_in_year, matched, words_of
from tongchou.reading.model import Item, ItemClass, Ledger
from tongchou.terms import Words

_TASK_LIKENESS = 55.0
_NAMED, _SHORTEST_NAME = 75.0, 4


class Gap(StrEnum):
    """What alignment finds."""

    NO_TASK = "promise_without_task"
    NO_PROMISE = "task_without_promise"
    DRIFT = "figure_drifted"
    UNIT = "unit_changed"

    @property
    def words(self) -> Words:
        """What it is called."""
        return _WORDS[self]


_WORDS = {
    Gap.NO_TASK: Words("有承诺无任务", "promise without task"),
    Gap.NO_PROMISE: Words("有任务无承诺", "task without promise"),
    Gap.DRIFT: Words("数字走样", "figure drifted"),
    Gap.UNIT: Words("责任单位变了", "unit changed"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A gap between the plan above and the plan below; one side is ``None`` where it has nothing."""

    gap: Gap
    upper_document: str
    lower_document: str
    upper: Item | None
    lower: Item | None

    def say(self, lang: str = "zh") -> str:
        """Return the finding in a line."""
        above = "—" if self.upper is None else _shown(self.upper)
        below = "—" if self.lower is None else _shown(self.lower)
        return f"{self.gap.words.say(lang)}: {self.upper_document} {above} ⇢ {self.lower_document} {below}"


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a plan is carried on in the next one down: its promises, those carried on, and the gaps."""

    upper_document: str
    lower_document: str
    promises: int
    carried: int
    findings: tuple[Finding, ...]


def align(levels: Sequence[Ledger]) -> tuple[Finding, ...]:
    r"""Return the gaps between each plan and the next one down, in the order given (five-year, action, yearly).

    >>> from tongchou.reading import read_text
    >>> plan = read_text("一、主要任务\n新建农村公路120公里。推进医共体建设。", "规划")
    >>> year = read_text("一、主要任务\n新建农村公路100公里。", "年度")
    >>> [finding.gap.value for finding in align([plan, year])]
    ['figure_drifted', 'promise_without_task']
    """
    return tuple(finding for fit in fits(levels) for finding in fit.findings)


def fits(levels: Sequence[Ledger]) -> tuple[Fit, ...]:
    """Return for each plan and the next one down how well they fit.

    A promise is a target or a task; a target that stands inside a task is one promise with it. A target is carried on
    by a like target or by a task that names it; a task by a like task.
    """
    return tuple(_between(upper, lower) for upper, lower in pairwise(levels))


def _between(upper: Ledger, lower: Ledger) -> Fit:
    names = upper.document, lower.document
    above, below = tuple(upper.of(ItemClass.TASK)), tuple(lower.of(ItemClass.TASK))
    aims = matched(tuple(upper.of(ItemClass.TARGET)), tuple(lower.of(ItemClass.TARGET)), alike_in_year)
    tasks = matched(above, below, alike, _TASK_LIKENESS)
    serving = [(aim, task) for aim in _standing_alone(upper) for task in below if _serves(task, aim)]
    carried = {id(one) for one, _ in (*aims, *tasks, *serving)}
    answered = {id(other) for _, other in (*tasks, *serving)}
    promises = (*_standing_alone(upper), *above)
    found = (
        *(Finding(Gap.DRIFT, *names, one, other) for one, other in aims if _drifted(one, other)),
        *(Finding(Gap.UNIT, *names, one, other) for one, other in tasks if _handed_on(one, other)),
        *(Finding(Gap.NO_TASK, *names, one, None) for one in promises if id(one) not in carried),
        *(Finding(Gap.NO_PROMISE, *names, None, other) for other in below if id(other) not in answered),
    )
    return Fit(*names, len(promises), sum(id(one) in carried for one in promises), found)


def _standing_alone(ledger: Ledger) -> list[Item]:
    """Return the targets that do not stand inside a task, which is the same promise."""
    tasks = [task.span for task in ledger.of(ItemClass.TASK)]
    return [aim for aim in ledger.of(ItemClass.TARGET) if not any(aim.span.overlaps(span) for span in tasks)]


def _serves(task: Item, aim: Item) -> bool:
    """Whether a task names what a target measures."""
    name = words_of(aim)
    return len(name) >= _SHORTEST_NAME and fuzz.partial_ratio(name, task.quote) >= _NAMED


def _drifted(one: Item, other: Item) -> bool:
    same_year = one.year == other.year or None in (one.year, other.year)
    return same_year and one.amount is not None and other.amount is not None and _number(one) != _number(other)


def _number(item: Item) -> tuple[object, ...]:
    assert item.amount is not None
    return item.amount.value, item.amount.high


def _handed_on(one: Item, other: Item) -> bool:
    return bool(one.lead and other.lead) and set(one.lead).isdisjoint(other.lead)


def _shown(item: Item) -> str:
    return f"[{item.id}] {words_of(item)}" + (f" {item.amount.raw}" if item.amount else "")
