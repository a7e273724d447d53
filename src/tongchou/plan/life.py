"""A task and everything that happened to it: states, actions, who may take them, steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from tongchou.packs.rows import Task
from tongchou.plan.evidence import Evidence
from tongchou.terms import Words


class TaskState(StrEnum):
    """Where a task stands; the codes are those of ``tasks.csv``."""

    PROPOSED = "proposed"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    SPLIT = "split"
    DOING = "doing"
    REPORTED = "reported"
    VERIFIED = "verified"
    CLOSED = "closed"

    @property
    def words(self) -> Words:
        """The state on the screen."""
        return _STATE_WORDS[self]


class Action(StrEnum):
    """What can be done with a task."""

    ASSIGN = "assign"
    ACCEPT = "accept"
    DECLINE = "decline"
    SPLIT = "split"
    START = "start"
    REPORT = "report"
    ATTACH = "attach"
    SEND_BACK = "send_back"
    VERIFY = "verify"
    CLOSE = "close"
    REOPEN = "reopen"
    URGE = "urge"
    RESCHEDULE = "reschedule"
    HAND_OVER = "hand_over"
    WITHDRAW = "withdraw"
    MEASURE = "measure"

    @property
    def words(self) -> Words:
        """The action on the screen."""
        return _ACTION_WORDS[self]


class Role(StrEnum):
    """Who acts: the office, the lead unit, a partner, somebody else, or nobody: a measurement."""

    OFFICE = "office"
    LEAD = "lead"
    PARTNER = "partner"
    OTHER = "other"
    MEASUREMENT = "measurement"

    @property
    def words(self) -> Words:
        """The role on the screen."""
        return _ROLE_WORDS[self]


_STATE_WORDS = {
    TaskState.PROPOSED: Words("立项", "proposed"),
    TaskState.ASSIGNED: Words("交办", "assigned"),
    TaskState.ACCEPTED: Words("签收", "accepted"),
    TaskState.SPLIT: Words("分解", "split"),
    TaskState.DOING: Words("开展", "under way"),
    TaskState.REPORTED: Words("报告", "reported"),
    TaskState.VERIFIED: Words("核验", "verified"),
    TaskState.CLOSED: Words("销号", "closed"),
}
_ACTION_WORDS = {
    Action.ASSIGN: Words("交办", "be assigned"),
    Action.ACCEPT: Words("签收", "be accepted"),
    Action.DECLINE: Words("退回交办", "be declined"),
    Action.SPLIT: Words("分解", "be split"),
    Action.START: Words("开展", "start"),
    Action.REPORT: Words("报告", "be reported"),
    Action.ATTACH: Words("补充材料", "be given evidence"),
    Action.SEND_BACK: Words("退回补正", "be sent back"),
    Action.VERIFY: Words("核验", "be verified"),
    Action.CLOSE: Words("销号", "be closed"),
    Action.REOPEN: Words("重新打开", "be reopened"),
    Action.URGE: Words("督办", "be urged"),
    Action.RESCHEDULE: Words("调整期限", "be rescheduled"),
    Action.HAND_OVER: Words("移交", "be handed over"),
    Action.WITHDRAW: Words("撤回上一步", "have its last step withdrawn"),
    Action.MEASURE: Words("量算销号", "be closed by measurement"),
}
_ROLE_WORDS = {
    Role.OFFICE: Words("统筹办", "the integration office"),
    Role.LEAD: Words("牵头单位", "the lead unit"),
    Role.PARTNER: Words("配合单位", "a partner unit"),
    Role.OTHER: Words("其他单位", "another unit"),
    Role.MEASUREMENT: Words("重新量算", "a measurement"),
}

_S = TaskState
_OPEN = (_S.PROPOSED, _S.ASSIGNED, _S.ACCEPTED, _S.SPLIT, _S.DOING, _S.REPORTED, _S.VERIFIED)


@dataclass(frozen=True, slots=True)
class Move:
    """From which states an action goes where (``None``: the state stays), and whose it is."""

    sources: tuple[TaskState, ...]
    goal: TaskState | None
    roles: tuple[Role, ...]


MOVES: Mapping[Action, Move] = {
    Action.ASSIGN: Move((_S.PROPOSED,), _S.ASSIGNED, (Role.OFFICE,)),
    Action.ACCEPT: Move((_S.ASSIGNED,), _S.ACCEPTED, (Role.LEAD,)),
    Action.DECLINE: Move((_S.ASSIGNED,), _S.PROPOSED, (Role.LEAD,)),
    Action.SPLIT: Move((_S.ACCEPTED,), _S.SPLIT, (Role.LEAD,)),
    Action.START: Move((_S.ACCEPTED, _S.SPLIT), _S.DOING, (Role.LEAD,)),
    Action.REPORT: Move((_S.DOING,), _S.REPORTED, (Role.LEAD, Role.PARTNER)),
    Action.ATTACH: Move((_S.DOING, _S.REPORTED), None, (Role.LEAD, Role.PARTNER)),
    Action.SEND_BACK: Move((_S.REPORTED, _S.VERIFIED), _S.DOING, (Role.OFFICE, Role.OTHER)),
    Action.VERIFY: Move((_S.REPORTED,), _S.VERIFIED, (Role.OFFICE, Role.OTHER)),
    Action.CLOSE: Move((_S.VERIFIED,), _S.CLOSED, (Role.OFFICE,)),
    Action.REOPEN: Move((_S.CLOSED,), _S.DOING, (Role.OFFICE, Role.OTHER)),
    Action.URGE: Move(_OPEN, None, (Role.OFFICE,)),
    Action.RESCHEDULE: Move(_OPEN, None, (Role.OFFICE,)),
    Action.HAND_OVER: Move(_OPEN, None, (Role.OFFICE,)),
    Action.WITHDRAW: Move(tuple(TaskState), None, tuple(role for role in Role if role is not Role.MEASUREMENT)),
    Action.MEASURE: Move(_OPEN, _S.CLOSED, (Role.MEASUREMENT,)),
}
"""The whole machine as data; a withdrawal leads back to wherever the task stood, a measurement is nobody's to take."""
MEASUREMENT = "一张图 量算"
"""The name under which a measurement acts; with its blank it can be no unit's code."""
_BEGINNINGS = (Action.START, Action.SEND_BACK, Action.REOPEN)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step: a unit, whether it is the integration office, and the groups of units it belongs to.

    A task led by 各县人民政府 is led by every county that belongs to that group.
    """

    unit: str
    office: bool = False
    groups: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The unit and its groups."""
        return (self.unit, *self.groups)


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the life of a task.

    ``to`` is the lead an assignment names or the successor of a hand-over; ``deadline`` is the day an assignment or a
    rescheduling sets.
    """

    action: Action
    state: TaskState
    at: datetime
    actor: Actor
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    to: str = ""
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """A task and everything that happened to it.

    ``steps`` holds everything; ``counted`` leaves out what was withdrawn, and ``before`` is the life one counted step
    ago.
    """

    task: Task
    lead: str
    state: TaskState
    steps: tuple[Step, ...] = ()
    counted: tuple[Step, ...] = ()
    before: "Life | None" = field(default=None, compare=False, repr=False)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence handed in since work last began."""
        starts = [n for n, step in enumerate(self.counted) if step.action in _BEGINNINGS]
        return tuple(one for step in self.counted[starts[-1] if starts else 0 :] for one in step.evidence)

    @property
    def open(self) -> bool:
        """Whether it is not closed."""
        return self.state is not TaskState.CLOSED

    def since(self, state: TaskState) -> datetime | None:
        """Return when it last came to a state; ``None`` where no step says so."""
        return next((step.at for step in reversed(self.counted) if MOVES[step.action].goal is state), None)

    def role(self, actor: Actor) -> Role:
        """Return in which role somebody stands to the task; a lead that is the office acts as lead."""
        if actor.unit == MEASUREMENT:
            return Role.MEASUREMENT
        if self.lead in actor.names:
            return Role.LEAD
        if actor.office:
            return Role.OFFICE
        return Role.PARTNER if set(actor.names) & set(self.task.partners) else Role.OTHER

    def allowed(self) -> tuple[Action, ...]:
        """Return the actions its state allows, whoever takes them."""
        possible = (action for action, move in MOVES.items() if self.state in move.sources)
        return tuple(action for action in possible if action is not Action.WITHDRAW or self.before is not None)

    def offered(self, actor: Actor) -> tuple[Action, ...]:
        """Return the actions its state allows somebody; whether evidence and reasons suffice is seen when they act."""
        role = self.role(actor)
        return tuple(action for action in self.allowed() if may_act(role, actor, action) and self._own(action, actor))

    def _own(self, action: Action, actor: Actor) -> bool:
        if action is Action.VERIFY:
            return actor.unit not in self.workers and not set(actor.groups) & {self.lead, *self.task.partners}
        return action is not Action.WITHDRAW or self.counted[-1].actor.unit == actor.unit

    @property
    def workers(self) -> frozenset[str]:
        """Every unit that works or reported on it."""
        reporters = (step.actor.unit for step in self.steps if step.action is Action.REPORT)
        return frozenset((self.lead, *self.task.partners, *reporters))


def may_act(role: Role, actor: Actor, action: Action) -> bool:
    """Whether an action is for somebody in a role; the office keeps its own even where it leads."""
    roles = MOVES[action].roles
    return role in roles or (Role.OFFICE in roles and actor.office)
