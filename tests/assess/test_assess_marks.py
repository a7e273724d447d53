"""Marks of raters: who may, which stage decides, how several make one, and what waits for the meeting."""

from datetime import date
from typing import Any

import pytest
from assess_worlds import scheme

from tongchou.assess import Event, Facts, Mark, Scorecard, Stage, score

DAY = date(2015, 12, 1)
BODY = """
areas:
  - code: A
    name: 甲
    points: 10
    items: [{code: A1, name: 机制, points: 10, scoring: {rule: manual RULE}}]
"""


def rated(rule: str, *marks: Mark) -> tuple[Scorecard, list[str]]:
    result = score(scheme(BODY.replace(" RULE", rule)), Facts(("a", "b"), marks=marks))
    return result.card("a"), [p.code for p in result.problems if p.code != "assess.item.ungraded"]


def mark(rater: str, given: float | str, stage: Stage = Stage.OFFICE, **more: Any) -> Mark:
    return Mark(**{"item": "A1", "unit": "a", "rater": rater, "given": given, "day": DAY, "stage": stage, **more})


MARKS = (mark("r1", 4), mark("r2", 9), mark("r3", 10), mark("r4", 9))


@pytest.mark.parametrize(("spread", "points"), [("mean", 8), ("median", 9), ("trimmed", 9)])
def test_several_raters_make_one(spread: str, points: float) -> None:
    assert rated(f", spread: {spread}", *MARKS)[0].total == points


def test_two_marks_are_too_few_to_trim() -> None:
    assert rated(", spread: trimmed", *MARKS[:2])[0].total == 6.5


def test_marks_too_far_apart_wait_for_the_meeting() -> None:
    card, problems = rated(", spread_limit: 50", *MARKS)
    assert problems == ["assess.mark.spread"]
    assert card.pending == ("A1",)
    assert card.item("A1").reason.zh == "各评分相差过大，待会议确定，不计入，其余按比例折算"
    settled, problems = rated(", spread_limit: 50", *MARKS, mark("meeting", 7, Stage.MEETING))
    assert (settled.total, problems) == (7, [])
    assert rated(", spread_limit: 60", *MARKS)[1] == []


def test_the_highest_stage_decides_and_a_self_score_never_does() -> None:
    own = mark("a", 10, Stage.SELF)
    assert rated("", own)[0].pending == ("A1",)
    assert rated("", own, mark("d", 6, Stage.DEPARTMENT))[0].total == 6
    assert rated("", own, mark("d", 6, Stage.DEPARTMENT), mark("p", 8, Stage.PANEL))[0].total == 8


def test_the_later_mark_of_one_rater_replaces_the_earlier() -> None:
    card, problems = rated("", mark("r1", 4, day=date(2015, 12, 2)), mark("r1", 9))
    assert (card.total, problems) == (4, ["assess.mark.replaced"])


@pytest.mark.parametrize(
    ("rule", "wrong", "code"),
    [
        (", raters: [office]", mark("zjw", 8), "assess.mark.out-of-scope"),
        ("", mark("a", 8), "assess.mark.own-unit"),
        ("", mark("r", 10.5), "assess.mark.out-of-range"),
        ("", mark("r", -1), "assess.mark.out-of-range"),
        ("", mark("r", "好"), "assess.mark.out-of-range"),
        (", grades: {好: 100}", mark("r", "很好"), "assess.mark.out-of-range"),
        (", grades: {好: 100}", mark("r", 9), "assess.mark.out-of-range"),
        ("", mark("r", 8, item="Z9"), "assess.mark.unknown-item"),
        ("", mark("r", 8, unit="zz"), "assess.mark.unknown-unit"),
        (", least_raters: 2", mark("r", 8), "assess.mark.few-raters"),
    ],
)
def test_a_mark_that_does_not_count_is_named(rule: str, wrong: Mark, code: str) -> None:
    card, problems = rated(rule, wrong)
    assert problems == [code]
    assert card.pending == ("A1",)


def test_what_nobody_rated_is_not_held_against_anybody() -> None:
    result = score(scheme(BODY.replace(" RULE", "")), Facts(("a", "b"), marks=(mark("r", 8),)))
    [problem] = result.problems
    assert problem.sentence() == "“机制”有 1 个单位尚未评分，暂不计入总分。"
    assert result.card("b").item("A1").points is None


def test_an_event_no_rule_speaks_of_is_reported() -> None:
    events = (Event("a", "扫雪", DAY),)
    result = score(scheme(BODY.replace(" RULE", "")), Facts(("a",), events=events))
    assert "assess.event.unknown" in [problem.code for problem in result.problems]


def test_a_meeting_decides_an_item_whose_raters_are_named() -> None:
    item = scheme(
        "areas:\n  - code: A\n    name: 甲\n    points: 10\n    items:\n"
        "      - {code: A1, name: 项, points: 10, scoring: {rule: manual, raters: [office]}}\n"
    )
    given = (
        Mark("A1", "a", "office", 4, date(2015, 12, 1)),
        Mark("A1", "a", "meeting", 9, date(2015, 12, 2), Stage.MEETING),
        Mark("A1", "b", "agri", 9, date(2015, 12, 2)),
    )
    found = score(item, Facts(("a", "b"), marks=given))
    # the meeting's 9 replaces the office's 4; agri is no rater of this item
    assert found.card("a").item("A1").points == 9
    assert found.card("b").item("A1").points is None
    assert [p.code for p in found.problems if p.code.startswith("assess.mark")] == ["assess.mark.out-of-scope"]
