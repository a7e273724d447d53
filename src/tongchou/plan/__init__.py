"""What was promised and who does it: targets and their paths, decomposition, the task ledger, projects.

>>> from datetime import UTC, datetime
>>> from tongchou.packs.rows import Target, Task
>>> from tongchou.terms import Period
>>> book = TargetBook(
...     (
...         Target(code="T1", indicator="urban", place="510500", period="2017", value="52.2", unit="%"),
...         Target(code="T2", indicator="urban", place="510500", period="2020", value="58.5", unit="%"),
...     )
... )
>>> [due.value for due in book.ladder("urban", "510500", [Period.year(y) for y in (2017, 2018, 2019, 2020)])]
[52.2, 54.3, 56.4, 58.5]
>>> task = begin(Task(code="R1", title="落户政策", domain="people", lead="police"))
>>> act(task, Action.ASSIGN, datetime(2016, 1, 5, tzinfo=UTC), Actor("office", office=True)).state.words.zh
'交办'
"""

from tongchou.plan.cards import CardRules, Light, Notice, due_by, late_evidence, notice
from tongchou.plan.contradictions import contradictions
from tongchou.plan.decomposition import Whole, check_whole, missing_parts, shares, summed, weighted
from tongchou.plan.desk import Desk, Page, Query
from tongchou.plan.earned import Earned, earned
from tongchou.plan.evidence import Evidence, alike, alike_to, used_before
from tongchou.plan.grids import Grid, shared_out, the_same
from tongchou.plan.ledger import act, begin, fold, hand_over, take, withdraw
from tongchou.plan.life import MEASUREMENT, MOVES, Action, Actor, Life, Role, Step, TaskState
from tongchou.plan.organs import Decision, Meeting, Member, Organ, orphaned, tasks_of
from tongchou.plan.paths import Known, planned, yearly
from tongchou.plan.progress import Progress, progress, relapsed, reopen_if_relapsed
from tongchou.plan.projects import (
    Investment,
    Milestone,
    Phase,
    Schedule,
    Slippage,
    money,
    overdue,
    payable,
    s_curve,
    slippage,
)
from tongchou.plan.targets import Due, TargetBook, meets
from tongchou.plan.trend import Reading, Trend, trend

__all__ = [
    "MEASUREMENT",
    "MOVES",
    "Action",
    "Actor",
    "CardRules",
    "Decision",
    "Desk",
    "Due",
    "Earned",
    "Evidence",
    "Grid",
    "Investment",
    "Known",
    "Life",
    "Light",
    "Meeting",
    "Member",
    "Milestone",
    "Notice",
    "Organ",
    "Page",
    "Phase",
    "Progress",
    "Query",
    "Reading",
    "Role",
    "Schedule",
    "Slippage",
    "Step",
    "TargetBook",
    "TaskState",
    "Trend",
    "Whole",
    "act",
    "alike",
    "alike_to",
    "begin",
    "check_whole",
    "contradictions",
    "due_by",
    "earned",
    "fold",
    "hand_over",
    "late_evidence",
    "meets",
    "missing_parts",
    "money",
    "notice",
    "orphaned",
    "overdue",
    "payable",
    "planned",
    "progress",
    "relapsed",
    "reopen_if_relapsed",
    "s_curve",
    "shared_out",
    "shares",
    "slippage",
    "summed",
    "take",
    "tasks_of",
    "the_same",
    "trend",
    "used_before",
    "weighted",
    "withdraw",
    "yearly",
]
