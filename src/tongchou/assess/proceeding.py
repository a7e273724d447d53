"""How a year's assessment proceeds: who scores when, when results are published, and when they are final.

自评 → 部门评分 → 专家评审 → 统筹办审核 → 会议审定 → 公布（异议期） → 结果确定. Before publication one may go back
a phase; afterwards only a new edition changes anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from tongchou.assess.errors import (
    NOT_ITS_TURN,
    PENDING_ITEMS,
    PROCEEDING_MOVE,
    PROCEEDING_REASON,
    PROCEEDING_STALE,
    PROCEEDING_TIME,
    SEALED,
    STILL_OBJECTED,
    STILL_UNREVISED,
    WINDOW_OPEN,
)
from tongchou.assess.facts import Stage
from tongchou.assess.publication import Objection, ObjectionState
from tongchou.terms import Problem, Refusal, Words


class Phase(StrEnum):
    """Where a year's assessment stands."""

    SELF = "self"
    DEPARTMENT = "department"
    PANEL = "panel"
    OFFICE = "office"
    MEETING = "meeting"
    PUBLISHED = "published"
    FINAL = "final"

    @property
    def words(self) -> Words:
        """The phase on the screen."""
        return _PHASES[self]

    @property
    def stage(self) -> Stage | None:
        """The stage of the marks given in it; ``None`` once results are out."""
        return None if self in (Phase.PUBLISHED, Phase.FINAL) else Stage[self.name]


_PHASES = {
    Phase.SELF: Words("自评", "self-scoring"),
    Phase.DEPARTMENT: Words("部门评分", "departments score"),
    Phase.PANEL: Words("专家评审", "expert panel"),
    Phase.OFFICE: Words("统筹办审核", "office checks"),
    Phase.MEETING: Words("会议审定", "meeting decides"),
    Phase.PUBLISHED: Words("已公布", "published"),
    Phase.FINAL: Words("结果确定", "final"),
}


class Move(StrEnum):
    """What moves an assessment on."""

    ADVANCE = "advance"
    PUBLISH = "publish"
    FINISH = "finish"
    REVISE = "revise"
    BACK = "back"

    @property
    def words(self) -> Words:
        """The move on the screen."""
        return _MOVES[self]


_MOVES = {
    Move.ADVANCE: Words("转入下一步", "go on"),
    Move.BACK: Words("退回上一步", "go back"),
    Move.PUBLISH: Words("公布", "publish"),
    Move.REVISE: Words("另出新版", "issue a new edition"),
    Move.FINISH: Words("确定结果", "make final"),
}
_RATING = (Phase.SELF, Phase.DEPARTMENT, Phase.PANEL, Phase.OFFICE, Phase.MEETING)
MACHINE: Mapping[tuple[Phase, Move], Phase] = {
    **{(one, Move.ADVANCE): other for one, other in pairwise(_RATING)},
    **{(other, Move.BACK): one for one, other in pairwise(_RATING)},
    (Phase.MEETING, Move.PUBLISH): Phase.PUBLISHED,
    (Phase.PUBLISHED, Move.REVISE): Phase.PUBLISHED,
    (Phase.PUBLISHED, Move.FINISH): Phase.FINAL,
    (Phase.FINAL, Move.REVISE): Phase.PUBLISHED,
}
"""The whole machine as data; what is not here cannot be done."""


@dataclass(frozen=True, slots=True)
class Step:
    """One move: taken when the assessment stood in ``phase``, on a day, by somebody, and why."""

    move: Move
    phase: Phase
    day: date
    actor: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """What guards look at: items that wait for a rater, objections to the last edition, the window's last day."""

    pending: tuple[str, ...] = ()
    objections: tuple[Objection, ...] = ()
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Proceeding:
    """A year's assessment so far: its moves in the order they were taken.

    >>> Proceeding().phase.words.zh, [move.value for move in Proceeding().moves]
    ('自评', ['advance'])
    """

    steps: tuple[Step, ...] = field(default_factory=tuple)

    @property
    def phase(self) -> Phase:
        """Where it stands."""
        return MACHINE[self.steps[-1].phase, self.steps[-1].move] if self.steps else Phase.SELF

    @property
    def edition(self) -> int:
        """How many editions were published."""
        return sum(step.move in (Move.PUBLISH, Move.REVISE) for step in self.steps)

    @property
    def moves(self) -> tuple[Move, ...]:
        """What can be done next."""
        return tuple(move for move in Move if (self.phase, move) in MACHINE)


def proceed(proceeding: Proceeding, step: Step, situation: Situation) -> Proceeding:
    """Return the assessment after a move; the one before stays as it was.

    :raises Refusal: with every reason at once: ``assess.proceeding.*``.
    """
    problems = [found for guard in _GUARDS if (found := guard(proceeding, step, situation))]
    if problems:
        raise Refusal(problems)
    return replace(proceeding, steps=(*proceeding.steps, step))


def _fits(proceeding: Proceeding, step: Step, _: Situation) -> Problem | None:
    if step.phase is not proceeding.phase:
        return PROCEEDING_STALE.at(found=step.phase.words.zh, allowed=proceeding.phase.words.zh)
    if step.move in proceeding.moves:
        return None
    allowed = "、".join(move.words.zh for move in proceeding.moves)
    return PROCEEDING_MOVE.at(found=proceeding.phase.words.zh, move=step.move.words.zh, allowed=allowed)


def _time(proceeding: Proceeding, step: Step, _: Situation) -> Problem | None:
    last = proceeding.steps[-1].day if proceeding.steps else step.day
    return PROCEEDING_TIME.at(found=step.day, allowed=last) if step.day < last else None


def _reason(_: Proceeding, step: Step, __: Situation) -> Problem | None:
    needed = step.move in (Move.BACK, Move.REVISE) and not step.reason.strip()
    return PROCEEDING_REASON.at(move=step.move.words.zh) if needed else None


def _decided(_: Proceeding, step: Step, situation: Situation) -> Problem | None:
    """Results with undecided items go out only with a reason: they count for nobody and nobody loses by them."""
    if step.move is not Move.PUBLISH or not situation.pending or step.reason.strip():
        return None
    return PENDING_ITEMS.at(found=len(situation.pending), items="、".join(situation.pending[:5]))


def _window(_: Proceeding, step: Step, situation: Situation) -> Problem | None:
    last = situation.last_day
    if step.move is not Move.FINISH or last is None or step.day > last:
        return None
    return WINDOW_OPEN.at(found=step.day, allowed=last)


def _settled(_: Proceeding, step: Step, situation: Situation) -> Problem | None:
    if step.move is not Move.FINISH:
        return None
    undecided = [one for one in situation.objections if one.state in (ObjectionState.FILED, ObjectionState.HEARD)]
    if undecided:
        return STILL_OBJECTED.at(found=len(undecided))
    upheld = [one for one in situation.objections if one.state is ObjectionState.UPHELD]
    return STILL_UNREVISED.at(found=len(upheld)) if upheld else None


_GUARDS: tuple[Callable[[Proceeding, Step, Situation], Problem | None], ...] = (
    _fits, _time, _reason, _decided, _window, _settled,
)  # fmt: skip


def require_open(phase: Phase, stage: Stage, *, upheld: bool = False) -> None:
    """Let a mark in, or not: each stage has its time, and what is published is sealed.

    :param upheld: whether an objection to this item of this unit was upheld; then the meeting may correct it.
    :raises Refusal: ``assess.mark.sealed`` or ``assess.mark.not-its-turn``.
    """
    if phase.stage is None:
        if not (upheld and stage is Stage.MEETING and phase is Phase.PUBLISHED):
            raise SEALED.refusal(found=phase.words.zh)
    elif stage is not phase.stage:
        raise NOT_ITS_TURN.refusal(found=Phase[stage.name].words.zh, allowed=phase.words.zh)
