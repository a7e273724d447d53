"""Whether levels of planning hold together: five-year plan, plan of action, work of the year, thread by thread.

>>> from tongchou.packs.fields import Domain
>>> def task(code, level, parent=""):
...     return Task(code=code, title=code, domain=Domain.PLANNING, plan_level=level, parent=parent)
>>> found = threads([task("a", "five_year"), task("a1", "action", "a"), task("b", "yearly")])
>>> [(one.root, one.missing) for one in found]
[('a', ('yearly',)), ('b', ('five_year', 'action'))]
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tongchou.packs.rows import Task
from tongchou.terms import Words

PLAN_LEVELS: Mapping[str, Words] = {
    "five_year": Words("五年规划", "five-year plan"),
    "action": Words("行动计划", "plan of action"),
    "yearly": Words("年度工作", "work of the year"),
}
"""The levels of planning, the highest first."""


@dataclass(frozen=True, slots=True)
class Thread:
    """Tasks that hang together by what they are part of: its root, and the tasks of each level."""

    root: str
    levels: Mapping[str, tuple[Task, ...]]

    @property
    def missing(self) -> tuple[str, ...]:
        """The levels in which nothing stands: a plan of which nothing is done, or work that no plan holds."""
        return tuple(level for level in PLAN_LEVELS if not self.levels.get(level))


def threads(tasks: Iterable[Task]) -> tuple[Thread, ...]:
    """Return the threads of the tasks that name a level of planning, in the order of their roots."""
    rows = list(tasks)
    parents = {row.code: row.parent for row in rows}
    found: dict[str, dict[str, tuple[Task, ...]]] = {}
    for row in rows:
        if row.plan_level:
            levels = found.setdefault(_root(row.code, parents), {})
            levels[row.plan_level] = (*levels.get(row.plan_level, ()), row)
    return tuple(Thread(root, levels) for root, levels in found.items())


def _root(code: str, parents: Mapping[str, str]) -> str:
    """Return the topmost task above one; a ring of parents ends where it began."""
    seen = {code}
    while (above := parents.get(code, "")) in parents and above not in seen:
        seen.add(above)
        code = above
    return code
