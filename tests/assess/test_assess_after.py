"""After the scores: closing the books, publication, objections, consequences, gaps, years; by hand."""

from datetime import date, timedelta
from itertools import product

import pytest
from assess_worlds import names, scheme

from tongchou.assess import Assessment, Column, Event, Facts, Mark, score
from tongchou.assess.closing import assessed_in, closed_on, for_period, in_force
from tongchou.assess.consequences import consequences, gaps, next_tasks, over_years
from tongchou.assess.publication import (
    Objection,
    ObjectionState,
    Publication,
    decide_objection,
    file_objection,
    hear_objection,
    revise,
)
from tongchou.assess.result import Difference, freeze, thaw
from tongchou.packs.fields import Domain
from tongchou.packs.rows import Unit
from tongchou.packs.scheme import Measures
from tongchou.terms import Period, Refusal

Y2015 = Period.year(2015)
PUBLISHED = date(2016, 3, 1)
BODY = """
objection_days: 5
areas:
  - code: A
    name: 甲
    points: 100
    items:
      - {code: A1, name: 城镇化率, points: 60, indicator: x, scoring: {rule: proportional, target: 100}}
      - {code: A2, name: 机制, points: 40, scoring: {rule: manual}}
vetoes: [{code: V, name: 事故, event: 事故, effect: no_awards}]
tiers: [{name: 优秀, at_least: 90}, {name: 合格, at_least: 60}, {name: 不合格}]
consequences:
  - {measure: commend, first: 1}
  - {measure: talk, last: 1}
  - {measure: rectify, tiers: [不合格], within_days: 90, clause: C9}
  - {measure: criticise, veto: true}
"""


def world(totals: dict[str, float], *events: Event) -> Assessment:
    """Units whose points are the given per cent in both items; the office rates."""
    marks = tuple(Mark("A2", unit, "office", 0.4 * value, date(2016, 1, 5)) for unit, value in totals.items())
    return score(scheme(BODY), Facts(tuple(totals), {"x": Column.of(list(totals.values()))}, events, marks))


TOTALS = {"a": 95.0, "b": 80.0, "c": 50.0}


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_the_edition_of_the_first_day_counts_for_the_whole_period() -> None:
    old = scheme("in_force_to: 2015-06-30\n" + BODY)
    new = scheme("in_force_from: 2015-07-01\n" + BODY).model_copy(update={"edition": "2015b"})
    assert in_force([old, new], date(2015, 6, 30)) is old
    assert in_force([old, new], date(2015, 7, 1)) is new
    chosen, problems = for_period([old, new], Y2015)
    assert chosen is old
    assert [p.code for p in problems] == ["assess.scheme.changed-in-period"]
    assert for_period([old, new], Period.year(2016)) == (new, [])


def test_no_edition_or_two_are_refused() -> None:
    old = scheme("in_force_to: 2015-06-30\n" + BODY)
    with pytest.raises(Refusal, match=r"assess\.scheme\.not-in-force.*2015-07-01"):
        in_force([old], date(2015, 7, 1))
    with pytest.raises(Refusal, match=r"assess\.scheme\.two-in-force"):
        in_force([old, scheme(BODY)], date(2015, 6, 30))


def test_a_unit_dissolved_in_mid_year_is_not_ranked_and_named() -> None:
    units = [
        Unit(code="a", name="甲局", kind="department"),
        Unit(code="b", name="乙局", kind="department", valid_to=date(2015, 8, 1)),
        Unit(code="c", name="丙局", kind="department", valid_from=date(2015, 8, 1)),
        Unit(code="d", name="丁局", kind="department", valid_to=date(2016, 1, 1)),
    ]
    assessed, problems = assessed_in(units, Y2015)
    assert assessed == ("a", "c", "d")
    assert [(p.code, p.found) for p in problems] == [("assess.units.dissolved", "乙局"), ("assess.units.new", "丙局")]


def test_what_comes_after_the_books_close_does_not_count_and_is_named() -> None:
    closes = date(2016, 1, 10)
    events = (Event("a", "事故", closes), Event("a", "事故", closes + timedelta(days=1)))
    marks = (Mark("A2", "a", "office", 40, closes), Mark("A2", "b", "office", 40, closes + timedelta(days=1)))
    kept, problems = closed_on(Facts(("a", "b"), events=events, marks=marks), closes)
    assert (kept.events, kept.marks) == (events[:1], marks[:1])
    assert [p.code for p in problems] == ["assess.evidence.late"] * 2
    assert problems[1].sentence() == "“A2”的材料（b，2016-01-11）迟于截止日 2016-01-10，不计入本期。"


def test_a_published_result_changes_only_by_a_new_edition_with_a_reason() -> None:
    first = Publication(freeze(world(TOTALS)), PUBLISHED)
    changed = freeze(world({**TOTALS, "b": 96.0}))
    with pytest.raises(Refusal, match=r"assess\.publication\.no-reason"):
        revise(first, changed, PUBLISHED, " ")
    second = revise(first, changed, PUBLISHED, "b 的数据更正")
    assert (first.edition, second.edition, second.before) == (1, 2, first)
    assert first.result.card("b").total == 80
    assert first.differences() == ()
    assert second.differences() == (
        Difference("a", "rank", "1", "2"),
        Difference("b", "A1", "48", "57.6"),
        Difference("b", "A2", "32", "38.4"),
        Difference("b", "total", "80", "96"),
        Difference("b", "rank", "2", "1"),
        Difference("b", "tier", "合格", "优秀"),
    )


def objection(days: int, **more: str) -> Objection:
    facts = {"unit": "b", "item": "A1", "reason": "常住人口数有误", **more}
    return Objection(day=PUBLISHED + timedelta(days=days), **facts)  # type: ignore[arg-type]


PUBLICATION = Publication(freeze(world(TOTALS)), PUBLISHED)


@pytest.mark.parametrize(("days", "code"), [(-1, "early"), (0, ""), (5, ""), (6, "late")])
def test_the_window_for_objections(days: int, code: str) -> None:
    if code:
        with pytest.raises(Refusal) as refused:
            file_objection(PUBLICATION, objection(days))
        assert codes(refused) == [f"assess.objection.{code}"]
    else:
        assert file_objection(PUBLICATION, objection(days)).state is ObjectionState.FILED


def test_an_objection_that_cannot_be_taken_in() -> None:
    with pytest.raises(Refusal) as refused:
        file_objection(PUBLICATION, objection(9, item="Z9", reason=""))
    assert codes(refused) == ["assess.objection.late", "assess.objection.unknown-item", "assess.objection.no-reason"]
    with pytest.raises(Refusal, match=r"assess\.card\.unknown"):
        file_objection(PUBLICATION, objection(1, unit="zz"))
    windowless = score(scheme(BODY.replace("objection_days: 5\n", "")), Facts(("b",)))
    without = Publication(freeze(windowless), PUBLISHED)
    with pytest.raises(Refusal, match=r"assess\.objection\.no-window"):
        file_objection(without, objection(1))


@pytest.mark.parametrize(("state", "to"), list(product(ObjectionState, ObjectionState)))
def test_every_decision_in_every_state(state: ObjectionState, to: ObjectionState) -> None:
    decision = objection(3)
    decision = Objection(**{**as_dict(decision), "state": to, "decided_by": "meeting", "decision": "核实后成立"})
    standing = Objection(**{**as_dict(objection(1)), "state": state})
    if state is ObjectionState.HEARD and to in (ObjectionState.UPHELD, ObjectionState.REJECTED):
        assert decide_objection(PUBLICATION, standing, decision).state is to
    else:
        with pytest.raises(Refusal) as refused:
            decide_objection(PUBLICATION, standing, decision)
        assert codes(refused) == ["assess.objection.state"]


def as_dict(one: Objection) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def test_nobody_decides_in_their_own_case() -> None:
    filed = file_objection(PUBLICATION, objection(1, item="A2"))
    heard = hear_objection(filed, PUBLISHED + timedelta(days=3))
    with pytest.raises(Refusal, match=r"assess\.objection\.state"):
        hear_objection(heard, PUBLISHED)
    for decider in ("b", "office"):
        decision = Objection(
            **{**as_dict(heard), "state": ObjectionState.REJECTED, "decided_by": decider, "decision": "否"}
        )
        with pytest.raises(Refusal) as refused:
            decide_objection(PUBLICATION, heard, decision)
        assert codes(refused) == ["assess.objection.own-case"]


def test_consequences_with_their_deadlines() -> None:
    found = consequences(world(TOTALS), PUBLISHED)
    assert [(one.unit, one.measure.value, one.due) for one in found] == [
        ("a", "commend", None), ("c", "talk", None), ("c", "rectify", date(2016, 5, 30))]  # fmt: skip
    assert found[2].words.zh == "限期整改：等次为不合格，2016-05-30 前完成"
    assert found[2].clause == "C9"
    assert found[1].words.en == "talk: rank 3 of 3 in all units"


def test_a_veto_turns_a_commendation_into_its_opposite() -> None:
    found = consequences(world(TOTALS, Event("a", "事故", date(2015, 5, 1))), PUBLISHED)
    assert [(one.unit, one.measure) for one in found if one.unit == "a"] == [
        ("a", Measures.NO_AWARDS), ("a", Measures.CRITICISE)]  # fmt: skip
    assert found[0].reason.zh == "全部第 1 名（共 3），但有一票否决（事故）"


def test_next_years_tasks_come_from_this_years_gaps() -> None:
    card = freeze(world(TOTALS)).card("c")
    worst, second = gaps(card, 2)
    # c lost 30 of 60 and 20 of 40
    assert [(gap.item.code, gap.lost, gap.share) for gap in (worst, second)] == [("A1", 30, 0.6), ("A2", 20, 0.4)]
    assert gaps(card, 1) == (worst,)
    [task, other] = next_tasks((worst, second), Period.year(2016), {"x": Domain.PEOPLE})
    assert (task.code, task.title) == ("2016-c-A1", "补短板：城镇化率（失 30.0 分）")
    assert (task.domain, other.domain) == (Domain.PEOPLE, Domain.MECHANISM)
    assert (task.lead, task.indicator, task.deadline) == ("c", "x", date(2016, 12, 31))
    [led] = next_tasks((worst,), Period.year(2016), {}, {"c": "office of c"})
    assert led.lead == "office of c"
    assert gaps(freeze(world({"a": 100.0})).card("a"), 3) == ()


def test_a_score_over_years() -> None:
    five = scheme(BODY + "years: {mean: 50, last: 50}\n")
    # the mean of 80, 85, 93 is 86; half of 86 and half of 93 is 89.5, in whole points 90
    assert over_years(five, [80, 85, 93]) == 90
    with pytest.raises(ValueError, match="no rule over years"):
        over_years(scheme(BODY), [80])


def test_the_world_is_what_it_says() -> None:
    assert [card.total for card in world(TOTALS).cards()] == list(TOTALS.values())
    assert names(2) == ("a", "b")


def test_what_was_frozen_thaws_to_the_same_and_a_changed_byte_shows() -> None:
    found = freeze(world(TOTALS))
    assert thaw(found.data, found.digest) == found
    data = found.data
    data["cards"][2]["total"] = 61.0
    with pytest.raises(Refusal, match=r"assess\.result\.changed"):
        thaw(data, found.digest)
    assert found.card("c").lines[1].raters == ("office",)
