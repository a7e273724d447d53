"""The state machine of returns, against a table written out by hand."""

from dataclasses import replace
from itertools import product

import pytest
from returns_world import FULL, KEYS, NOON, ROUTE, WHO, at, draft, event, step

from tongchou.monitor.checks import Hit, Weight
from tongchou.monitor.returns import (
    Action,
    Actor,
    Desk,
    Event,
    Heading,
    Role,
    Route,
    Stage,
    allowed,
    begin,
    differences,
    digest,
    fold,
    plain,
    read_event,
    take,
)
from tongchou.terms import Cell, Refusal, State, Words

A, R, S = Action, Role, Stage
WRITERS = {A.SAVE: (R.FILLER, R.HEAD), A.DECLARE: (R.FILLER, R.HEAD), A.EXPLAIN: (R.FILLER, R.HEAD),
           A.SIGN: (R.HEAD,), A.SUBMIT: (R.FILLER, R.HEAD), A.ANSWER: (R.FILLER, R.HEAD)}  # fmt: skip
JUDGING = (A.ASK, A.SEND_BACK, A.APPROVE)
ANSWER = {A.ANSWER: (R.FILLER, R.HEAD)}
TABLE = {
    S.DRAFT: WRITERS,
    S.RETURNED: WRITERS,
    S.SUBMITTED: ANSWER | {A.WITHDRAW: (R.FILLER, R.HEAD)} | dict.fromkeys(JUDGING, (R.COUNTY,)),
    S.CHECKED: ANSWER | dict.fromkeys(JUDGING, (R.DEPARTMENT,)),
    S.REVIEWED: ANSWER | dict.fromkeys(JUDGING, (R.OFFICE,)),
    S.APPROVED: ANSWER | {A.LOCK: (R.OFFICE,), A.REOPEN: (R.OFFICE,)},
    S.LOCKED: {A.REOPEN: (R.OFFICE,)},
}
GOALS = {A.SUBMIT: S.SUBMITTED, A.WITHDRAW: S.DRAFT, A.SEND_BACK: S.RETURNED, A.LOCK: S.LOCKED, A.REOPEN: S.DRAFT}
NEXT = {S.SUBMITTED: S.CHECKED, S.CHECKED: S.REVIEWED, S.REVIEWED: S.APPROVED}


def refused(held, event) -> set[str]:
    with pytest.raises(Refusal) as caught:
        take(held, event)
    return {problem.code.removeprefix("monitor.return.") for problem in caught.value.problems}


@pytest.mark.parametrize(("stage", "action", "role"), list(product(Stage, Action, Role)))
def test_every_stage_action_and_role_is_as_the_table_says(stage, action, role):
    held = at(stage)
    if stage is S.RETURNED:
        held = step(held, A.SIGN, R.HEAD)
    if action is A.ANSWER and stage is not S.LOCKED:
        held = replace(held, queries=step(at(S.SUBMITTED), A.ASK, R.COUNTY, questions={KEYS[0]: "?"}).queries)
    facts = {
        A.SAVE: {"cells": FULL}, A.EXPLAIN: {"hit": "h", "reason": "新建"}, A.ASK: {"questions": {KEYS[0]: "?"}},
        A.ANSWER: {"about": KEYS[0], "reason": "并村"},
    }.get(action, {})  # fmt: skip
    taken = event(held, action, role, **facts)
    if role in TABLE[stage].get(action, ()):
        goal = GOALS.get(action, NEXT[stage] if action is A.APPROVE else stage)
        assert take(held, taken).stage is goal
        assert action in allowed(held, WHO[role])
    else:
        assert refused(held, taken) == ({"role"} if action in TABLE[stage] else {"move"})
        assert action not in allowed(held, WHO[role])


@pytest.mark.parametrize("action", [A.SAVE, A.SUBMIT])
def test_another_unit_of_the_same_role_is_refused(action):
    stranger = Actor("别镇的人", frozenset({R.FILLER}), "t2")
    assert refused(at(S.DRAFT), Event(action, stranger, NOON.replace(hour=20))) == {"unit"}


def test_another_county_cannot_approve():
    stranger = Actor("别县的人", frozenset({R.COUNTY}), "c2")
    assert refused(at(S.SUBMITTED), Event(A.APPROVE, stranger, NOON.replace(hour=20))) == {"unit"}


def test_a_level_left_out_is_skipped_and_an_optional_one_may_be_passed_over():
    short = Route((Desk(S.CHECKED), Desk(S.APPROVED)))
    assert step(step(at(S.SUBMITTED, short), A.APPROVE, R.COUNTY), A.APPROVE, R.OFFICE).stage is S.APPROVED
    loose = Route((Desk(S.CHECKED, optional=True), Desk(S.REVIEWED, optional=True), Desk(S.APPROVED)))
    passed = step(at(S.SUBMITTED, loose), A.APPROVE, R.OFFICE)
    assert passed.stage is S.APPROVED
    assert passed.events[-1].desk is S.APPROVED
    half = Route((Desk(S.CHECKED, optional=True), Desk(S.REVIEWED), Desk(S.APPROVED)))
    assert step(at(S.SUBMITTED, half), A.APPROVE, R.DEPARTMENT).stage is S.REVIEWED
    assert refused(at(S.SUBMITTED, half), event(at(S.SUBMITTED, half), A.APPROVE, R.OFFICE)) == {"role"}


def test_without_any_desk_submitting_freezes_it():
    held = step(step(draft(Route((), signed=False)), A.SAVE, R.FILLER, cells=FULL), A.SUBMIT, R.FILLER)
    assert held.final
    assert held.snapshots[0].cells == FULL
    assert A.WITHDRAW not in allowed(held, WHO[R.FILLER])
    assert step(held, A.LOCK, R.OFFICE).stage is S.LOCKED


def test_reasons_are_required():
    blank = event(at(S.SUBMITTED), A.SEND_BACK, R.COUNTY, reason=" ")
    assert refused(at(S.SUBMITTED), blank) == {"no-reason"}
    assert refused(at(S.LOCKED), event(at(S.LOCKED), A.REOPEN, R.OFFICE, reason="")) == {"no-reason"}
    assert refused(at(S.DRAFT), event(at(S.DRAFT), A.EXPLAIN, R.FILLER)) == {"no-reason", "no-hit"}
    assert refused(at(S.SUBMITTED), event(at(S.SUBMITTED), A.ASK, R.COUNTY)) == {"no-reason"}


def test_every_cell_is_answered_and_the_head_signs_the_very_figures():
    held = step(draft(), A.SAVE, R.FILLER, cells={KEYS[0]: Cell.number(1)})
    assert len(held.missing) == 3
    assert refused(held, event(held, A.SUBMIT, R.FILLER)) == {"incomplete", "not-signed"}
    signed = at(S.DRAFT)
    touched = step(signed, A.SAVE, R.FILLER, cells={KEYS[0]: Cell.number(9)})
    assert (signed.signed_by, touched.signed_by) == ("p-head", "")
    assert refused(touched, event(touched, A.SUBMIT, R.FILLER)) == {"not-signed"}


def test_none_this_period_is_declared_for_every_cell():
    held = step(draft(), A.DECLARE, R.FILLER)
    assert held.declared
    assert {held.cell(key).state for key in KEYS} == {State.NONE}
    assert not step(held, A.SAVE, R.FILLER, cells={KEYS[0]: Cell.number(3)}).declared


def test_the_five_states_are_kept_to_the_snapshot():
    states = [Cell.number(3), Cell.number(0), Cell(None, State.NONE), Cell(None, State.NOT_APPLICABLE)]
    held = at(S.DRAFT)
    held = step(held, A.SAVE, R.FILLER, cells=dict(zip(KEYS, states, strict=True)))
    held = step(step(held, A.SIGN, R.HEAD), A.SUBMIT, R.FILLER)
    for role in (R.COUNTY, R.DEPARTMENT, R.OFFICE):
        held = step(held, A.APPROVE, role)
    frozen = held.snapshots[0]
    assert [frozen.cells[key].state for key in KEYS] == [State.VALUE, State.ZERO, State.NONE, State.NOT_APPLICABLE]
    loose = step(draft(Route((), signed=False, whole=False)), A.SUBMIT, R.FILLER)
    assert loose.snapshots[0].cells[KEYS[0]].state is State.MISSING


def test_a_cell_nobody_asked_for_is_refused():
    other = KEYS[0]._replace(place="西镇")
    assert refused(draft(), event(draft(), A.SAVE, R.FILLER, cells={other: Cell.number(1)})) == {"not-asked"}


def test_hits_block_or_wait_for_an_explanation_that_is_kept():
    block = Hit("r1", Weight.BLOCK, (KEYS[0],), "5", "3", Words("太大"))
    explain = Hit("r2", Weight.EXPLAIN, (KEYS[1],), "5", "3", Words("涨得多"))
    hint = Hit("r3", Weight.HINT, (KEYS[1],), "5", "3", Words("看看"))
    held = at(S.DRAFT)
    assert refused(held, event(held, A.SUBMIT, R.FILLER, hits=(block, hint))) == {"blocked"}
    assert refused(held, event(held, A.SUBMIT, R.FILLER, hits=(explain,))) == {"unexplained"}
    held = step(held, A.EXPLAIN, R.FILLER, hit=explain.id, reason="新建安置区")
    held = step(step(held, A.SIGN, R.HEAD), A.SUBMIT, R.FILLER, hits=(explain, hint))
    for role in (R.COUNTY, R.DEPARTMENT, R.OFFICE):
        held = step(held, A.APPROVE, role)
    assert held.hits == (explain, hint)
    assert held.snapshots[0].explanations == {explain.id: "新建安置区"}


def test_a_question_about_a_cell_is_answered_before_approval():
    held = step(at(S.SUBMITTED), A.ASK, R.COUNTY, questions={KEYS[1]: "户数为何少了？"})
    assert refused(held, event(held, A.APPROVE, R.COUNTY)) == {"open-query"}
    assert refused(held, event(held, A.ANSWER, R.FILLER, about=KEYS[0], reason="没有")) == {"no-query"}
    held = step(held, A.ANSWER, R.FILLER, about=KEYS[1], reason="两村合并")
    assert (held.queries[0].answer, held.queries[0].answered_by) == ("两村合并", "p-filler")
    assert step(held, A.APPROVE, R.COUNTY).stage is S.CHECKED


def test_sending_back_goes_through_every_desk_again():
    held = step(at(S.REVIEWED), A.SEND_BACK, R.OFFICE, questions={KEYS[0]: "请核对"})
    assert (held.stage, held.signed_by, len(held.open_queries)) == (S.RETURNED, "", 1)
    held = step(held, A.ANSWER, R.FILLER, about=KEYS[0], reason="已核")
    held = step(step(held, A.SIGN, R.HEAD), A.SUBMIT, R.FILLER)
    assert held.waits_for == (R.COUNTY,)


def test_nobody_approves_what_they_submitted_or_signed():
    both = Actor("p-filler", frozenset({R.FILLER, R.COUNTY}), "c1")
    assert refused(at(S.SUBMITTED), Event(A.APPROVE, both, NOON.replace(hour=20))) == {"same-person"}


def test_a_stale_page_and_a_clock_that_went_back_are_refused():
    held = at(S.SUBMITTED)
    assert refused(held, event(held, A.APPROVE, R.COUNTY, seen=digest({}))) == {"stale"}
    good = event(held, A.APPROVE, R.COUNTY, seen=digest(held.cells, held.explanations))
    assert take(held, good).stage is S.CHECKED
    assert refused(held, replace(good, at=NOON.replace(hour=1))) == {"back-in-time"}


def test_two_approvals_at_once_are_one_approval_and_one_refusal():
    held = at(S.SUBMITTED)
    first = event(held, A.APPROVE, R.COUNTY)
    assert refused(take(held, first), first) == {"role"}


def test_reopening_makes_a_second_version_with_a_visible_difference():
    held = step(at(S.LOCKED), A.REOPEN, R.OFFICE, reason="数据更正")
    held = step(held, A.SAVE, R.FILLER, cells={KEYS[0]: Cell.number(5300), KEYS[3]: Cell(None, State.NONE)})
    held = step(step(held, A.SIGN, R.HEAD), A.SUBMIT, R.FILLER)
    for role in (R.COUNTY, R.DEPARTMENT, R.OFFICE):
        held = step(held, A.APPROVE, role)
    one, two = held.snapshots
    assert (one.version, two.version) == (1, 2)
    found = differences(one.cells, two.cells)
    assert [(diff.cell.element, diff.change) for diff in found] == [("pop", 100), ("accidents", None)]
    assert one.digest != two.digest


def test_the_events_alone_give_the_return_again():
    held = step(at(S.LOCKED), A.REOPEN, R.OFFICE)
    assert fold(draft(), held.events) == held
    assert fold(draft(), [read_event(plain(one)) for one in held.events]) == held
    assert held.route is ROUTE


def test_prefilled_cells_are_taken_only_where_asked():
    known = {KEYS[0]: Cell.number(7), KEYS[0]._replace(place="西镇"): Cell.number(8)}
    held = begin(Heading("f", "r", "t1"), ROUTE, KEYS, known)
    assert held.cells == {KEYS[0]: Cell.number(7)}
