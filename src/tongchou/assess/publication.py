"""Published results, objections to them, and new editions: nothing published ever changes silently."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from tongchou.assess.errors import (
    NO_REVISION_REASON,
    NO_WINDOW,
    OBJECTION_EARLY,
    OBJECTION_ITEM,
    OBJECTION_LATE,
    OBJECTION_REASON,
    OBJECTION_STATE,
    OWN_HEARING,
)
from tongchou.assess.result import Difference, Result, differences
from tongchou.terms import Refusal, Words


@dataclass(frozen=True)
class Publication:
    """One edition of results, the day and reason it was issued, and the edition before it."""

    result: Result
    day: date
    edition: int = 1
    reason: str = ""
    before: "Publication | None" = None

    @property
    def last_day(self) -> date | None:
        """The last day for objections; ``None`` where the scheme has no window."""
        days = self.result.objection_days
        return None if days is None else self.day + timedelta(days=days)

    def differences(self) -> tuple[Difference, ...]:
        """Return every point, total, rank and tier that is not what it was in the edition before."""
        return () if self.before is None else tuple(differences(self.before.result, self.result))


def revise(publication: Publication, result: Result, day: date, reason: str) -> Publication:
    """Return the next edition of published results; the one before stays as it was.

    :raises Refusal: ``assess.publication.no-reason``.
    """
    if not reason.strip():
        raise NO_REVISION_REASON.refusal()
    return Publication(result, day, publication.edition + 1, reason, publication)


class ObjectionState(StrEnum):
    """Where an objection stands."""

    FILED = "filed"
    HEARD = "heard"
    UPHELD = "upheld"
    REJECTED = "rejected"

    @property
    def words(self) -> Words:
        """The state on the screen."""
        return _STATES[self]


_STATES = {
    ObjectionState.FILED: Words("已提出", "filed"),
    ObjectionState.HEARD: Words("已听取", "heard"),
    ObjectionState.UPHELD: Words("成立", "upheld"),
    ObjectionState.REJECTED: Words("不成立", "rejected"),
}


@dataclass(frozen=True, slots=True)
class Objection:
    """A unit's objection to one item of its scorecard, and what became of it."""

    unit: str
    item: str
    day: date
    reason: str
    evidence: tuple[str, ...] = ()
    state: ObjectionState = ObjectionState.FILED
    heard_on: date | None = None
    decided_by: str = ""
    decision: str = ""


def file_objection(publication: Publication, objection: Objection) -> Objection:
    """Take in an objection.

    :raises Refusal: with every reason: ``assess.objection.no-window``, ``early``, ``late``, ``unknown-item``,
        ``no-reason``; ``assess.card.unknown`` for a unit that was not assessed.
    """
    card, last = publication.result.card(objection.unit), publication.last_day
    if last is None:
        raise NO_WINDOW.refusal()
    problems = []
    if objection.day < publication.day:
        problems.append(OBJECTION_EARLY.at(found=objection.day, allowed=publication.day))
    if objection.day > last:
        problems.append(OBJECTION_LATE.at(found=objection.day, allowed=last))
    if objection.item not in {line.code for line in card.lines}:
        problems.append(OBJECTION_ITEM.at(found=objection.item))
    if not objection.reason.strip():
        problems.append(OBJECTION_REASON.at())
    if problems:
        raise Refusal(problems)
    return replace(objection, state=ObjectionState.FILED)


def hear_objection(objection: Objection, day: date) -> Objection:
    """Record the hearing of an objection.

    :raises Refusal: ``assess.objection.state`` unless it is filed.
    """
    if objection.state is not ObjectionState.FILED:
        raise OBJECTION_STATE.refusal(found=objection.state.words.zh, allowed="听取")
    return replace(objection, state=ObjectionState.HEARD, heard_on=day)


def decide_objection(publication: Publication, objection: Objection, decision: Objection) -> Objection:
    """Record a decision: ``decision`` carries state (upheld or rejected), who decided and why.

    :raises Refusal: ``assess.objection.state`` unless it was heard; ``assess.objection.own-case`` where whoever
        decides objects itself or gave the score; ``assess.objection.no-reason`` for a decision without words.
    """
    final = (ObjectionState.UPHELD, ObjectionState.REJECTED)
    problems = []
    if objection.state is not ObjectionState.HEARD or decision.state not in final:
        problems.append(OBJECTION_STATE.at(found=objection.state.words.zh, allowed=f"裁定{decision.state.words.zh}"))
    if decision.decided_by in {objection.unit, *_scorers(publication, objection)}:
        problems.append(OWN_HEARING.at(found=decision.decided_by))
    if not decision.decision.strip():
        problems.append(OBJECTION_REASON.at())
    if problems:
        raise Refusal(problems)
    return replace(objection, state=decision.state, decided_by=decision.decided_by, decision=decision.decision)


def _scorers(publication: Publication, objection: Objection) -> set[str]:
    lines = publication.result.card(objection.unit).lines
    return {rater for line in lines if line.code == objection.item for rater in line.raters}
