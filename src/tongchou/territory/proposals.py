"""The life of a proposed change of places: who may move it on, and where to; two people at least."""

from enum import StrEnum

from tongchou.terms import Words
from tongchou.territory.errors import NO_SUCH_MOVE, SAME_PERSON


class Stage(StrEnum):
    """Where a proposal stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENACTED = "enacted"


class Move(StrEnum):
    """What is done with a proposal."""

    AGREE = "agree"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    ENACT = "enact"


MOVES: dict[tuple[Stage, Move], Stage] = {
    (Stage.PROPOSED, Move.AGREE): Stage.AGREED,
    (Stage.PROPOSED, Move.REFUSE): Stage.REFUSED,
    (Stage.PROPOSED, Move.WITHDRAW): Stage.WITHDRAWN,
    (Stage.AGREED, Move.WITHDRAW): Stage.WITHDRAWN,
    (Stage.AGREED, Move.ENACT): Stage.ENACTED,
}
"""Every move there is."""
BY_ANOTHER = {Move.AGREE, Move.REFUSE}
"""Moves that the proposer may not make."""
STAGES = {
    Stage.PROPOSED: Words("待审核", "proposed"),
    Stage.AGREED: Words("已同意，待执行", "agreed"),
    Stage.REFUSED: Words("未同意", "refused"),
    Stage.WITHDRAWN: Words("已撤回", "withdrawn"),
    Stage.ENACTED: Words("已执行", "enacted"),
}
"""The stages in words."""


def move(stage: Stage, wanted: Move, *, by_proposer: bool) -> Stage:
    """Return the stage after a move.

    :param by_proposer: whether the person who proposed makes it.
    :raises Refusal: ``territory.proposal.no-such-move`` from this stage, ``territory.proposal.same-person`` where
        somebody would judge their own proposal.

    >>> move(Stage.PROPOSED, Move.AGREE, by_proposer=False)
    <Stage.AGREED: 'agreed'>
    """
    if (stage, wanted) not in MOVES:
        there = [one.value for held, one in MOVES if held is stage]
        raise NO_SUCH_MOVE.refusal(found=wanted.value, allowed="、".join(there) or "—", stage=STAGES[stage].zh)
    if by_proposer and wanted in BY_ANOTHER:
        raise SAME_PERSON.refusal()
    return MOVES[stage, wanted]
