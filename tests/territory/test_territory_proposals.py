"""Every stage, every move, both persons."""

import pytest

from tongchou.terms import Refusal
from tongchou.territory.proposals import BY_ANOTHER, MOVES, STAGES, Move, Stage, move


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("wanted", list(Move))
@pytest.mark.parametrize("by_proposer", [True, False])
def test_a_move_is_made_or_refused_by_name(stage, wanted, by_proposer):
    if (stage, wanted) not in MOVES:
        with pytest.raises(Refusal, match="no-such-move"):
            move(stage, wanted, by_proposer=by_proposer)
    elif by_proposer and wanted in BY_ANOTHER:
        with pytest.raises(Refusal, match="same-person"):
            move(stage, wanted, by_proposer=True)
    else:
        assert move(stage, wanted, by_proposer=by_proposer) is MOVES[stage, wanted]


def test_what_is_settled_stays_settled():
    assert {stage for stage, _ in MOVES} == {Stage.PROPOSED, Stage.AGREED}
    assert set(STAGES) == set(Stage)


def test_nothing_is_enacted_without_somebody_else_s_word():
    assert [held for held, wanted in MOVES if wanted is Move.ENACT] == [Stage.AGREED]
    assert [held for (held, wanted), after in MOVES.items() if after is Stage.AGREED] == [Stage.PROPOSED]
