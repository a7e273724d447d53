"""The frozen values of reporting: stages, actions, roles, the route of approval, events, and the return they make."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from tongchou.monitor.cells import CellKey, Cells
from tongchou.monitor.checks.model import Hit
from tongchou.monitor.returns.snapshot import Snapshot
from tongchou.terms import Cell, State, Words


class Stage(StrEnum):
    """Where a return stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CHECKED = "checked"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    LOCKED = "locked"

    @property
    def words(self) -> Words:
        """The stage on the screen."""
        return _STAGES[self]


class Action(StrEnum):
    """What can be done with a return."""

    SAVE = "save"
    DECLARE = "declare"
    EXPLAIN = "explain"
    SIGN = "sign"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ASK = "ask"
    ANSWER = "answer"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    LOCK = "lock"
    REOPEN = "reopen"

    @property
    def words(self) -> Words:
        """The action on the screen."""
        return _ACTIONS[self]


class Role(StrEnum):
    """In which role somebody stands to one return; the web finds it from appointments and their scope."""

    FILLER = "filler"
    HEAD = "head"
    COUNTY = "county"
    DEPARTMENT = "department"
    OFFICE = "office"
    OTHER = "other"

    @property
    def words(self) -> Words:
        """The role on the screen."""
        return _ROLES[self]


_STAGES = {
    Stage.DRAFT: Words("草稿", "draft"),
    Stage.SUBMITTED: Words("已报送", "submitted"),
    Stage.RETURNED: Words("已退回", "returned"),
    Stage.CHECKED: Words("县级初审通过", "checked by the county"),
    Stage.REVIEWED: Words("部门审核通过", "reviewed by the department"),
    Stage.APPROVED: Words("统筹办核准", "approved by the office"),
    Stage.LOCKED: Words("已锁定", "locked"),
}
_ACTIONS = {
    Action.SAVE: Words("填写", "fill in"),
    Action.DECLARE: Words("申报本期无", "declare none this period"),
    Action.EXPLAIN: Words("说明", "explain"),
    Action.SIGN: Words("负责人签核", "sign"),
    Action.SUBMIT: Words("报送", "submit"),
    Action.WITHDRAW: Words("撤回", "withdraw"),
    Action.ASK: Words("提问", "ask"),
    Action.ANSWER: Words("答复", "answer"),
    Action.SEND_BACK: Words("退回", "send back"),
    Action.APPROVE: Words("通过", "approve"),
    Action.LOCK: Words("锁定", "lock"),
    Action.REOPEN: Words("重开", "reopen"),
}
_ROLES = {
    Role.FILLER: Words("填报人", "who fills in"),
    Role.HEAD: Words("填报单位负责人", "head of the reporting unit"),
    Role.COUNTY: Words("县级初审", "county check"),
    Role.DEPARTMENT: Words("部门审核", "department check"),
    Role.OFFICE: Words("统筹办", "office"),
    Role.OTHER: Words("其他人", "anybody else"),
}
DESKS: Mapping[Stage, Role] = MappingProxyType(
    {Stage.CHECKED: Role.COUNTY, Stage.REVIEWED: Role.DEPARTMENT, Stage.APPROVED: Role.OFFICE}
)
"""The stages that an approval leads to, in order, and whose approval each is."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which roles, for which unit.

    :param person: who it is; the one who submits or signs never approves the same version.
    :param unit: the unit acted for; held against the return's own unit or the desk's.
    """

    person: str
    roles: frozenset[Role]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """One level of approval.

    :param stage: where its approval leads: checked, reviewed or approved.
    :param unit: the only unit that may sit there; empty: any unit with the role.
    :param optional: a later desk may decide without waiting for it.
    """

    stage: Stage
    unit: str = ""
    optional: bool = False

    @property
    def role(self) -> Role:
        """The role that sits there."""
        return DESKS[self.stage]


@dataclass(frozen=True, slots=True)
class Route:
    """The way of a return: its desks in order (a level left out is skipped) and what submitting asks for.

    :param signed: the head of the unit signs before it is submitted.
    :param whole: every cell is answered before it is submitted.
    """

    desks: tuple[Desk, ...] = (Desk(Stage.CHECKED), Desk(Stage.REVIEWED), Desk(Stage.APPROVED))
    signed: bool = True
    whole: bool = True

    @property
    def goal(self) -> Stage:
        """The stage in which the last desk has approved; submitted where there is no desk."""
        return self.desks[-1].stage if self.desks else Stage.SUBMITTED

    def waiting(self, stage: Stage) -> tuple[Desk, ...]:
        """Return the desks that may decide next: the next one, and later ones past optional desks."""
        stages = [desk.stage for desk in self.desks]
        if stage is not Stage.SUBMITTED and stage not in stages:
            return ()
        rest = self.desks[stages.index(stage) + 1 if stage in stages else 0 :]
        first = next((n for n, desk in enumerate(rest) if not desk.optional), len(rest))
        return rest[: first + 1]


@dataclass(frozen=True, slots=True)
class Heading:
    """Which return it is: form and its version, round, unit that answers for it."""

    form: str
    round: str
    unit: str
    form_version: int = 1


@dataclass(frozen=True, slots=True)
class Query:
    """A question about one cell, and its answer."""

    cell: CellKey
    question: str
    asked_by: str
    asked_at: datetime
    answer: str = ""
    answered_by: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody answered."""
        return not self.answer


@dataclass(frozen=True, slots=True)
class Event:
    """One step in the life of a return; which fields matter depends on the action.

    :param reason: why it is sent back or reopened, the explanation of a hit, the answer to a query.
    :param cells: what is saved.
    :param questions: questions asked about cells, with or without sending back.
    :param about: the cell whose query is answered.
    :param hit: id of the hit that is explained.
    :param hits: what the checks found in the figures that are submitted.
    :param seen: digest of the figures the actor looked at; empty: not held against the current ones.
    """

    action: Action
    actor: Actor
    at: datetime
    reason: str = ""
    cells: Cells = field(default_factory=dict)
    questions: Mapping[CellKey, str] = field(default_factory=dict)
    about: CellKey | None = None
    hit: str = ""
    hits: tuple[Hit, ...] = ()
    desk: Stage | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """A unit's part of a round, and everything that happened to it.

    :param expected: the cells asked for; nothing else can be saved.
    :param explanations: written reasons by the id of the hit they answer.
    :param hits: what the checks found when it was last submitted.
    :param snapshots: frozen at each final approval, oldest first.
    """

    heading: Heading
    route: Route
    expected: tuple[CellKey, ...]
    stage: Stage = Stage.DRAFT
    version: int = 1
    cells: Cells = field(default_factory=dict)
    declared: bool = False
    signed_by: str = ""
    submitted_by: str = ""
    queries: tuple[Query, ...] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)
    hits: tuple[Hit, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    events: tuple[Event, ...] = ()

    def cell(self, key: CellKey) -> Cell:
        """Return a cell; one that nobody filled in is missing."""
        return self.cells.get(key, _EMPTY)

    @property
    def missing(self) -> tuple[CellKey, ...]:
        """The cells nobody answered for."""
        return tuple(key for key in self.expected if not self.cell(key).state.reported)

    @property
    def open_queries(self) -> tuple[Query, ...]:
        """The queries nobody answered."""
        return tuple(query for query in self.queries if query.open)

    @property
    def final(self) -> bool:
        """Whether the last desk approved it, so that published figures may read its last snapshot."""
        return self.stage in (Stage.LOCKED, self.route.goal)

    @property
    def waits_for(self) -> tuple[Role, ...]:
        """Whose turn it is."""
        if self.stage in (Stage.DRAFT, Stage.RETURNED):
            return (Role.FILLER,)
        return tuple(desk.role for desk in self.route.waiting(self.stage))


_EMPTY = Cell(None, State.MISSING, "not-reported")
