"""The life of a task: every action in every state, every guard, cards by the day, evidence, progress, relapse."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongchou.packs.rows import Target, Task
from tongchou.plan import (
    MEASUREMENT,
    MOVES,
    Action,
    Actor,
    CardRules,
    Decision,
    Desk,
    Due,
    Evidence,
    Known,
    Life,
    Light,
    Meeting,
    Member,
    Organ,
    Query,
    Role,
    Step,
    TargetBook,
    TaskState,
    act,
    alike,
    begin,
    due_by,
    fold,
    hand_over,
    late_evidence,
    notice,
    orphaned,
    progress,
    relapsed,
    reopen_if_relapsed,
    take,
    tasks_of,
    used_before,
    withdraw,
)
from tongchou.terms import Cell, Period, Refusal, State

NOON = datetime(2015, 3, 2, 12, tzinfo=UTC)
OFFICE, LEAD, PARTNER, OTHER = Actor("office", True), Actor("housing"), Actor("finance"), Actor("audit")
PHOTO = Evidence.of("photo.jpg", b"a photograph")
TASK = Task.model_validate(
    {"code": "R1", "title": "新社区建设", "domain": "infrastructure", "lead": "housing", "partners": "finance",
     "deadline": "2015-12-31", "indicator": "urban"}
)  # fmt: skip


def at(state: TaskState) -> Life:
    return begin(TASK.model_copy(update={"state": state.value}))


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def played() -> Life:
    """A whole life, an hour a step."""
    life = begin(TASK)
    script = [(Action.ASSIGN, OFFICE), (Action.ACCEPT, LEAD), (Action.SPLIT, LEAD), (Action.START, LEAD),
              (Action.REPORT, LEAD), (Action.VERIFY, OTHER), (Action.CLOSE, OFFICE)]  # fmt: skip
    for hour, (action, actor) in enumerate(script):
        evidence = (PHOTO,) if action is Action.REPORT else ()
        life = act(life, action, NOON + timedelta(hours=hour), actor, evidence)
    return life


def test_a_whole_life_from_proposal_to_closure() -> None:
    life = played()
    assert [step.state.words.zh for step in life.steps] == ["交办", "签收", "分解", "开展", "报告", "核验", "销号"]
    assert life.since(TaskState.REPORTED) == NOON + timedelta(hours=4)
    assert not life.open
    assert life.evidence == (PHOTO,)


GOALS = {
    ("proposed", "assign"): "assigned", ("assigned", "accept"): "accepted", ("assigned", "decline"): "proposed",
    ("accepted", "split"): "split", ("accepted", "start"): "doing", ("split", "start"): "doing",
    ("doing", "report"): "reported", ("reported", "send_back"): "doing", ("reported", "verify"): "verified",
    ("verified", "send_back"): "doing", ("verified", "close"): "closed", ("closed", "reopen"): "doing",
    ("doing", "attach"): "doing", ("reported", "attach"): "reported",
    **{(state.value, "measure"): "closed" for state in TaskState if state is not TaskState.CLOSED},
    **{(state.value, action): state.value for state in TaskState if state is not TaskState.CLOSED
       for action in ("hand_over", "urge", "reschedule")},
}  # fmt: skip
FORWARD = [action for action in Action if action is not Action.WITHDRAW]
ACTORS = {Role.OFFICE: OFFICE, Role.LEAD: LEAD, Role.PARTNER: PARTNER, Role.OTHER: OTHER,
          Role.MEASUREMENT: Actor(MEASUREMENT)}  # fmt: skip


def full(action: Action, state: TaskState, actor: Actor, evidence: tuple[Evidence, ...] = (PHOTO,)) -> Step:
    """A step that lacks nothing; a hand-over leads to the unit `planning`."""
    to = "planning" if action is Action.HAND_OVER else ""
    deadline = date(2016, 6, 30) if action is Action.RESCHEDULE else None
    if action in (Action.ATTACH, Action.MEASURE):
        evidence = (PHOTO,)
    return Step(action, state, NOON, actor, evidence, "有理由", to, deadline)


@pytest.mark.parametrize(("state", "action"), list(product(TaskState, FORWARD)))
def test_every_action_in_every_state(state: TaskState, action: Action) -> None:
    life = at(state)
    actor = ACTORS[MOVES[action].roles[0]]
    step = full(action, state, actor)
    goal = GOALS.get((state.value, action.value))
    if goal is None:
        with pytest.raises(Refusal) as refused:
            take(life, step)
        assert codes(refused) == ["plan.task.move"]
        assert action not in life.allowed()
    else:
        assert take(life, step).state == goal
        assert action in life.allowed()


@pytest.mark.parametrize(("action", "role"), list(product(FORWARD, Role)))
def test_every_action_by_every_role(action: Action, role: Role) -> None:
    life = at(MOVES[action].sources[0])
    step = full(action, life.state, ACTORS[role])
    if role in MOVES[action].roles:
        assert take(life, step).steps[-1].actor == ACTORS[role]
    else:
        with pytest.raises(Refusal) as refused:
            take(life, step)
        assert "plan.task.actor" in codes(refused)


@pytest.mark.parametrize("action", [Action.VERIFY, Action.CLOSE])
def test_no_paper_closure(action: Action) -> None:
    life = at(MOVES[action].sources[0])
    with pytest.raises(Refusal) as refused:
        act(life, action, NOON, OFFICE)
    assert codes(refused) == ["plan.task.no-evidence"]


def test_a_measurement_closes_with_its_figures_only_and_nobody_is_offered_it_or_takes_it_back() -> None:
    life = at(TaskState.ASSIGNED)
    with pytest.raises(Refusal) as refused:
        act(life, Action.MEASURE, NOON, Actor(MEASUREMENT))
    assert codes(refused) == ["plan.task.no-evidence"]
    closed = act(life, Action.MEASURE, NOON, Actor(MEASUREMENT), (PHOTO,))
    assert closed.state is TaskState.CLOSED
    assert all(Action.MEASURE not in life.offered(actor) for actor in (OFFICE, LEAD, PARTNER, OTHER))
    with pytest.raises(Refusal) as refused:
        withdraw(closed, NOON, OFFICE)
    assert "plan.task.not-yours-to-withdraw" in codes(refused)


@pytest.mark.parametrize("worker", ["housing", "finance"])
def test_whoever_works_on_it_cannot_verify_it_even_as_the_office(worker: str) -> None:
    with pytest.raises(Refusal) as refused:
        act(at(TaskState.REPORTED), Action.VERIFY, NOON, Actor(worker, office=True), (PHOTO,))
    assert codes(refused) == ["plan.task.same-unit"]


def test_who_reported_before_a_hand_over_cannot_verify_after_it() -> None:
    life = act(at(TaskState.DOING), Action.REPORT, NOON, LEAD, (PHOTO,))
    life = hand_over(life, "planning", NOON, OFFICE, "机构改革，住建局撤销")
    assert (life.lead, life.state) == ("planning", TaskState.REPORTED)
    with pytest.raises(Refusal) as refused:
        act(life, Action.VERIFY, NOON, LEAD)
    assert codes(refused) == ["plan.task.same-unit"]


REASONED = [Action.DECLINE, Action.SEND_BACK, Action.REOPEN, Action.HAND_OVER, Action.URGE, Action.RESCHEDULE]


@pytest.mark.parametrize("action", REASONED)
def test_going_back_and_urging_need_a_reason(action: Action) -> None:
    life = at(MOVES[action].sources[0])
    with pytest.raises(Refusal) as refused:
        take(life, replace(full(action, life.state, ACTORS[MOVES[action].roles[0]]), reason=" "))
    assert codes(refused) == ["plan.task.no-reason"]


def test_time_does_not_run_back() -> None:
    life = act(begin(TASK), Action.ASSIGN, NOON, OFFICE)
    with pytest.raises(Refusal) as refused:
        act(life, Action.ACCEPT, NOON - timedelta(seconds=1), LEAD)
    assert codes(refused) == ["plan.task.back-in-time"]


def test_a_hand_over_names_another_unit_and_a_rescheduling_a_day() -> None:
    for step, code in (
        (replace(full(Action.HAND_OVER, TaskState.DOING, OFFICE), to="housing"), "plan.task.no-successor"),
        (replace(full(Action.HAND_OVER, TaskState.DOING, OFFICE), to=""), "plan.task.no-successor"),
        (replace(full(Action.START, TaskState.ACCEPTED, LEAD), to="planning"), "plan.task.no-successor"),
        (replace(full(Action.RESCHEDULE, TaskState.DOING, OFFICE), deadline=None), "plan.task.no-deadline"),
        (replace(full(Action.URGE, TaskState.DOING, OFFICE), deadline=date(2016, 1, 1)), "plan.task.no-deadline"),
    ):
        with pytest.raises(Refusal) as refused:
            take(at(step.state), step)
        assert codes(refused) == [code]


def test_an_assignment_may_name_the_lead_and_the_day_and_must_where_there_is_no_lead() -> None:
    nobody = begin(TASK.model_copy(update={"lead": ""}))
    with pytest.raises(Refusal) as refused:
        act(nobody, Action.ASSIGN, NOON, OFFICE)
    assert codes(refused) == ["plan.task.no-lead"]
    step = Step(Action.ASSIGN, nobody.state, NOON, OFFICE, to="planning", deadline=date(2015, 9, 30))
    life = take(nobody, step)
    assert (life.lead, life.task.deadline, life.state) == ("planning", date(2015, 9, 30), TaskState.ASSIGNED)


def test_a_rescheduled_task_has_the_new_deadline_until_that_is_withdrawn() -> None:
    life = take(at(TaskState.DOING), full(Action.RESCHEDULE, TaskState.DOING, OFFICE))
    assert life.task.deadline == date(2016, 6, 30)
    assert withdraw(life, NOON, OFFICE).task.deadline == date(2015, 12, 31)


def test_a_step_is_withdrawn_by_who_took_it_while_nobody_acted_since() -> None:
    reported = act(at(TaskState.DOING), Action.REPORT, NOON, LEAD, (PHOTO,))
    back = withdraw(reported, NOON, LEAD)
    assert (back.state, back.evidence, len(back.steps), back.counted) == (TaskState.DOING, (), 2, ())
    for life, actor in ((reported, OTHER), (act(reported, Action.VERIFY, NOON, OTHER), LEAD), (back, LEAD)):
        with pytest.raises(Refusal) as refused:
            withdraw(life, NOON, actor)
        assert codes(refused)[-1] == "plan.task.not-yours-to-withdraw"
        assert Action.WITHDRAW not in life.offered(actor)
    assert Action.WITHDRAW in reported.offered(LEAD)


def test_withdrawing_walks_back_step_by_step_and_the_old_day_counts_again() -> None:
    life = act(begin(TASK), Action.ASSIGN, NOON, OFFICE)
    life = act(life, Action.ACCEPT, NOON + timedelta(hours=1), LEAD)
    life = act(life, Action.START, NOON + timedelta(hours=2), LEAD)
    life = withdraw(withdraw(life, NOON + timedelta(hours=3), LEAD), NOON + timedelta(hours=4), LEAD)
    assert (life.state, life.since(TaskState.ASSIGNED), life.since(TaskState.DOING)) == (TaskState.ASSIGNED, NOON, None)
    assert [step.action.value for step in life.steps] == ["assign", "accept", "start", "withdraw", "withdraw"]
    assert life == fold(TASK, life.steps)


def test_urging_and_attaching_do_not_make_the_clock_of_a_state_start_again() -> None:
    life = act(at(TaskState.ACCEPTED), Action.START, NOON, LEAD)
    life = take(life, replace(full(Action.URGE, life.state, OFFICE, ()), at=NOON + timedelta(days=1)))
    life = act(life, Action.ATTACH, NOON + timedelta(days=2), PARTNER, (PHOTO,))
    life = act(life, Action.ATTACH, NOON + timedelta(days=3), PARTNER, (Evidence.of("b", b"b"),))
    assert life.since(TaskState.DOING) == NOON
    assert [one.name for one in life.evidence] == ["photo.jpg", "b"]
    with pytest.raises(Refusal) as refused:
        act(life, Action.ATTACH, NOON + timedelta(days=3), PARTNER)
    assert codes(refused) == ["plan.task.no-evidence"]


def test_a_member_of_a_group_stands_for_it_and_cannot_verify_its_task() -> None:
    county = Actor("c1", groups=("counties",))
    life = begin(TASK.model_copy(update={"lead": "counties", "state": "doing"}))
    life = act(life, Action.REPORT, NOON, county, (PHOTO,))
    assert life.role(Actor("c2", groups=("counties",))) is Role.LEAD
    assert Action.VERIFY not in life.offered(Actor("c2", groups=("counties",)))
    with pytest.raises(Refusal) as refused:
        act(life, Action.VERIFY, NOON, Actor("c2", office=True, groups=("counties",)))
    assert codes(refused) == ["plan.task.same-unit"]


def test_what_is_offered_follows_state_and_role() -> None:
    reported = act(at(TaskState.DOING), Action.REPORT, NOON, LEAD, (PHOTO,))
    offered = {actor.unit: [one.value for one in reported.offered(actor)] for actor in (OFFICE, LEAD, PARTNER, OTHER)}
    assert offered == {
        "office": ["send_back", "verify", "urge", "reschedule", "hand_over"],
        "housing": ["attach", "withdraw"],
        "finance": ["attach"],
        "audit": ["send_back", "verify"],
    }


def test_late_evidence_counts_and_is_told() -> None:
    late = NOON.replace(year=2016, month=1, day=10)
    life = act(at(TaskState.DOING), Action.REPORT, late, LEAD, (PHOTO,))
    [problem] = late_evidence(life)
    assert (problem.code, problem.facts["days"]) == ("plan.evidence.late", 10)
    assert act(life, Action.VERIFY, late, OTHER).state is TaskState.VERIFIED
    assert late_evidence(act(at(TaskState.DOING), Action.REPORT, NOON, LEAD, (PHOTO,))) == []


def test_evidence_before_a_send_back_does_not_count_afterwards() -> None:
    life = act(at(TaskState.DOING), Action.REPORT, NOON, LEAD, (PHOTO,))
    life = take(life, Step(Action.SEND_BACK, life.state, NOON, OFFICE, reason="照片不清"))
    life = act(life, Action.REPORT, NOON, LEAD)
    with pytest.raises(Refusal) as refused:
        act(life, Action.VERIFY, NOON, OTHER)
    assert codes(refused) == ["plan.task.no-evidence"]


@given(st.lists(st.tuples(st.sampled_from(Action), st.sampled_from([OFFICE, LEAD, PARTNER, OTHER])), max_size=25))
def test_no_road_leads_to_closure_without_evidence_and_another_unit(road: list[tuple[Action, Actor]]) -> None:
    life = begin(TASK)
    for action, actor in road:
        before = life
        try:
            life = take(life, full(action, life.state, actor, (PHOTO,) if action is Action.REPORT else ()))
        except Refusal:
            assert life is before
        else:
            assert life.steps[:-1] == before.steps
    assert fold(TASK, life.steps) == life
    if life.state is TaskState.CLOSED:
        verifier = next(step for step in reversed(life.counted) if step.action is Action.VERIFY)
        assert life.evidence
        assert verifier.actor.unit not in {life.lead, *TASK.partners}


RULES = CardRules(remind_before=7, yellow_after=0, red_after=30, escalate_after=60, within={TaskState.ASSIGNED: 3})


@pytest.mark.parametrize(
    ("day", "light"),
    [
        (date(2015, 12, 23), Light.GREEN),
        (date(2015, 12, 24), Light.REMINDER),
        (date(2015, 12, 31), Light.REMINDER),
        (date(2016, 1, 1), Light.YELLOW),
        (date(2016, 1, 30), Light.YELLOW),
        (date(2016, 1, 31), Light.RED),
        (date(2016, 2, 29), Light.RED),
        (date(2016, 3, 1), Light.ESCALATED),
    ],
)
def test_cards_day_by_day(day: date, light: Light) -> None:
    assert notice(at(TaskState.DOING), day, RULES).light is light


def test_a_state_has_a_deadline_of_its_own() -> None:
    life = act(begin(TASK), Action.ASSIGN, NOON, OFFICE)
    found = notice(life, date(2015, 3, 6), RULES)
    assert (found.light, found.deadline, found.late) == (Light.YELLOW, date(2015, 3, 5), 1)
    assert found.words.zh == "黄牌：逾期 1 天"
    assert notice(life, date(2015, 3, 4), RULES).words.en == "reminder: 1 days left"


def test_a_closed_task_and_one_without_a_deadline() -> None:
    assert notice(played(), date(2030, 1, 1), RULES).light is Light.DONE
    free = begin(TASK.model_copy(update={"deadline": None}))
    assert notice(free, date(2030, 1, 1), RULES).light is Light.GREEN


def task(code: str, **more: object) -> Life:
    return begin(TASK.model_copy(update={"code": code, **more}))


DESK = Desk(
    (
        task("R1"),
        task("R2", deadline=date(2015, 1, 1), lead="finance"),
        task("R3", deadline=date(2015, 1, 15), state="doing", title="垃圾收运"),
        task("R4", deadline=None, deliverable="道路图"),
        act(task("R5"), Action.ASSIGN, NOON, OFFICE),
        played(),
    )
)


def found(query: Query, day: date = date(2015, 2, 1)) -> list[str]:
    return [one.task for one in DESK.look(query, day, RULES).notices]


def test_the_desk_shows_the_worst_light_first_and_then_the_nearest_deadline() -> None:
    assert found(Query()) == ["R2", "R3", "R5", "R1", "R4", "R1"]
    page = DESK.look(Query(), date(2015, 2, 1), RULES, first=1)
    assert (page.count, len(page.notices)) == (6, 1)
    assert page.states[TaskState.PROPOSED] == 3
    assert (page.lights[Light.RED], page.lights[Light.YELLOW], page.lights[Light.DONE]) == (1, 1, 1)


def test_the_desk_is_searched_and_filtered() -> None:
    assert found(Query(text="垃圾")) == ["R3"]
    assert found(Query(text="道路图")) == ["R4"]
    assert found(Query(states=frozenset({TaskState.DOING, TaskState.ASSIGNED}))) == ["R3", "R5"]
    assert found(Query(lights=frozenset({Light.RED}))) == ["R2"]
    assert found(Query(units=frozenset({"finance"}), text="R")) == ["R2"]
    assert found(Query(text="没有")) == []


@given(st.dates(date(2014, 1, 1), date(2017, 1, 1)))
def test_a_light_is_the_deadlines_between_two_days(day: date) -> None:
    for life in DESK.lives:
        due, light = due_by(life, RULES), notice(life, day, RULES).light
        if due is None or light is Light.DONE:
            continue
        holding = [one for one in Light if one is not Light.DONE and within(due, RULES.between(one, day))]
        assert holding == [light]


def within(due: date, bounds: tuple[date | None, date | None]) -> bool:
    first, last = bounds
    return (first is None or first <= due) and (last is None or due <= last)


@given(st.dates(date(2014, 1, 1), date(2017, 1, 1)))
def test_the_desk_and_a_single_notice_agree(day: date) -> None:
    for one in DESK.look(Query(), day, RULES).notices:
        assert one == next(notice(life, day, RULES) for life in DESK.lives if life.task.code == one.task
                           and life.state is one.state)  # fmt: skip
    lights = DESK.look(Query(), day, RULES).lights
    assert lights == {light: sum(notice(life, day, RULES).light is light for life in DESK.lives) for light in Light}


def test_the_same_file_and_texts_alike_are_flagged() -> None:
    one = Evidence.of("甲.docx", b"1", "全镇 14 个村完成环境整治，验收合格。")
    other = Evidence.of("乙.docx", b"2", "全镇14个村完成环境整治，验收合格！")
    third = Evidence.of("丙.docx", b"3", "农民工子女入学问题已经解决。")
    assert [p.found for p in used_before([one, other], {one.digest: "R9"})] == ["甲.docx"]
    [problem] = alike([one, other, third], 90)
    assert (problem.found, problem.allowed) == ("甲.docx", "乙.docx")
    assert alike([one, Evidence.of("副本.docx", b"1", one.text)], 90) == []


def due(value: float) -> Due:
    aim = Target.model_validate(
        {"code": "T", "indicator": "urban", "place": "p", "period": "2015", "value": str(value), "unit": "%"}
    )
    found = TargetBook((aim,)).due("urban", "p", Period.year(2015))
    assert found is not None
    return found


START = Known(Period.year(2010), 40.0)


def test_progress_comes_from_the_figure_where_there_is_one() -> None:
    found = progress(due(50.0), START, Cell.number(47.5), typed=10.0)
    # 7.5 of 10 points
    assert (found.percent, found.derived) == (75.0, True)
    assert found.words.zh == "由 40 到 50，现为 47.5，进度 75%"


def test_progress_without_a_figure_is_what_was_typed_or_unknown() -> None:
    missing = Cell(None, State.MISSING)
    assert progress(due(50.0), START, missing, typed=10.0).percent == 10.0
    assert progress(due(50.0), START, missing).words.zh == "进度未知：缺少数据"
    assert progress(None, None, None).words.en == "unknown: no target"


def test_a_target_that_says_keep_it() -> None:
    assert progress(due(40.0), START, Cell.number(41.0)).percent == 100.0
    assert progress(due(40.0), START, Cell.number(39.0)).percent == 0.0


def test_a_relapse_opens_the_task_again() -> None:
    life, later = played(), NOON + timedelta(days=300)
    assert reopen_if_relapsed(life, due(50.0), Cell.number(50.0), later, OTHER) is life
    assert not relapsed(life, due(50.0), Cell(None, State.MISSING))
    again = reopen_if_relapsed(life, due(50.0), Cell.number(49.0), later, OTHER)
    assert again.state is TaskState.DOING
    assert again.steps[-1].reason == "urban 为 49，未保持目标 50"
    assert again.evidence == ()
    assert not relapsed(again, due(50.0), Cell.number(49.0))


def test_decisions_of_a_meeting_become_tasks() -> None:
    meeting = Meeting("M3", "leading_group", date(2015, 3, 1), (
        Decision("编制总体规划", TASK.domain, "planning", deadline=date(2015, 6, 30)),
        Decision("落实配套资金", TASK.domain, "finance", ("housing",)),
    ))  # fmt: skip
    first, second = tasks_of(meeting)
    assert (first.code, first.start, first.deadline, first.state) == (
        "M3-1", date(2015, 3, 1), date(2015, 6, 30), "proposed")  # fmt: skip
    assert second.partners == ("housing",)
    assert [task.code for task in orphaned([first, second], ["finance"])] == ["M3-1"]


def test_an_organ_has_the_members_of_its_day() -> None:
    group = Organ("leading_group", (Member("甲", "组长", end=date(2015, 6, 1)), Member("乙", "组长", date(2015, 6, 1))))
    assert [m.name for m in group.on(date(2015, 5, 31))] == ["甲"]
    assert [m.name for m in group.on(date(2015, 6, 1))] == ["乙"]
