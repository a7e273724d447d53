"""A year's assessment from self-scoring to final results: every move in every phase, and every guard."""

from datetime import date, timedelta
from itertools import product

import pytest

from tongchou.assess import Objection, ObjectionState, Stage
from tongchou.assess.proceeding import MACHINE, Move, Phase, Proceeding, Situation, Step, proceed, require_open
from tongchou.terms import Refusal

DAY = date(2016, 1, 10)
WAY = (*(Move.ADVANCE,) * 4, Move.PUBLISH, Move.FINISH)


def stood(phase: Phase) -> Proceeding:
    """An assessment that went straight to a phase, a day a step."""
    found = Proceeding()
    for number, move in enumerate(WAY):
        if found.phase is phase:
            break
        found = proceed(found, Step(move, found.phase, DAY + timedelta(days=number), "office"), Situation())
    return found


def objection(state: ObjectionState) -> Objection:
    return Objection("a", "A1", DAY, "数据有误", state=state)


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_the_straight_way() -> None:
    phases = [stood(phase).phase for phase in Phase]
    assert phases == list(Phase)
    assert [stood(phase).edition for phase in Phase] == [0, 0, 0, 0, 0, 1, 1]


@pytest.mark.parametrize(("phase", "move"), list(product(Phase, Move)))
def test_every_move_in_every_phase(phase: Phase, move: Move) -> None:
    step = Step(move, phase, DAY + timedelta(days=9), "office", "理由")
    if (phase, move) in MACHINE:
        assert proceed(stood(phase), step, Situation()).phase is MACHINE[phase, move]
    else:
        with pytest.raises(Refusal) as refused:
            proceed(stood(phase), step, Situation())
        assert codes(refused) == ["assess.proceeding.move"]


def test_the_allowed_moves_are_exactly_these() -> None:
    assert sorted((phase.value, move.value, after.value) for (phase, move), after in MACHINE.items()) == [
        ("department", "advance", "panel"), ("department", "back", "self"),
        ("final", "revise", "published"),
        ("meeting", "back", "office"), ("meeting", "publish", "published"),
        ("office", "advance", "meeting"), ("office", "back", "panel"),
        ("panel", "advance", "office"), ("panel", "back", "department"),
        ("published", "finish", "final"), ("published", "revise", "published"),
        ("self", "advance", "department"),
    ]  # fmt: skip


def test_a_move_made_on_what_stands_no_more_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        proceed(
            stood(Phase.PANEL), Step(Move.ADVANCE, Phase.DEPARTMENT, DAY + timedelta(days=9), "office"), Situation()
        )
    assert codes(refused) == ["assess.proceeding.stale"]
    assert "现在已是“专家评审”" in refused.value.problems[0].sentence()


def test_going_back_and_in_time() -> None:
    late = stood(Phase.OFFICE)
    with pytest.raises(Refusal) as refused:
        proceed(late, Step(Move.BACK, Phase.OFFICE, DAY, "office", " "), Situation())
    assert codes(refused) == ["assess.proceeding.back-in-time", "assess.proceeding.no-reason"]


def test_undecided_items_are_published_with_a_reason_only() -> None:
    meeting, situation = stood(Phase.MEETING), Situation(pending=("A1", "A2"))
    day = DAY + timedelta(days=9)
    with pytest.raises(Refusal) as refused:
        proceed(meeting, Step(Move.PUBLISH, Phase.MEETING, day, "office"), situation)
    assert refused.value.problems[0].sentence().startswith("还有 2 处没有定分（A1、A2）")
    step = Step(Move.PUBLISH, Phase.MEETING, day, "office", "本年不考")
    assert proceed(meeting, step, situation).phase is Phase.PUBLISHED


def test_results_are_final_after_the_window_and_all_objections() -> None:
    published, last = stood(Phase.PUBLISHED), DAY + timedelta(days=30)

    def finish(day: date, *objections: Objection) -> Proceeding:
        return proceed(published, Step(Move.FINISH, Phase.PUBLISHED, day, "office"), Situation((), objections, last))

    with pytest.raises(Refusal) as refused:
        finish(last, objection(ObjectionState.FILED))
    assert codes(refused) == ["assess.proceeding.window-open", "assess.proceeding.undecided-objections"]
    after = last + timedelta(days=1)
    for state in (ObjectionState.FILED, ObjectionState.HEARD):
        with pytest.raises(Refusal, match=r"undecided-objections"):
            finish(after, objection(state))
    with pytest.raises(Refusal, match=r"not-revised"):
        finish(after, objection(ObjectionState.UPHELD))
    assert finish(after, objection(ObjectionState.REJECTED)).phase is Phase.FINAL


@pytest.mark.parametrize(("phase", "stage"), list(product(Phase, Stage)))
def test_each_stage_scores_in_its_phase_and_nothing_published_is_touched(phase: Phase, stage: Stage) -> None:
    if phase.value.upper() == stage.name:
        require_open(phase, stage)
        return
    code = "sealed" if phase in (Phase.PUBLISHED, Phase.FINAL) else "not-its-turn"
    with pytest.raises(Refusal, match=rf"assess\.mark\.{code}"):
        require_open(phase, stage)


def test_the_meeting_corrects_what_an_upheld_objection_names_and_nobody_else() -> None:
    require_open(Phase.PUBLISHED, Stage.MEETING, upheld=True)
    for phase, stage in ((Phase.PUBLISHED, Stage.OFFICE), (Phase.FINAL, Stage.MEETING)):
        with pytest.raises(Refusal, match=r"assess\.mark\.sealed"):
            require_open(phase, stage, upheld=True)
