"""The register: every event in every status, deadlines, quota, proposals, selection, powers, a place's story."""

from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongchou.assess.register import (
    MOVES,
    Candidate,
    Criterion,
    Limits,
    Power,
    Register,
    RegisterRules,
    Result,
    Status,
    converted,
    enter,
    evaluated,
    held,
    propose,
    replay,
    select,
    story,
    withdrawn,
)
from tongchou.packs.fields import Level
from tongchou.packs.rows import Designation, Place, PlaceEvent
from tongchou.terms import Period, Refusal, Words
from tongchou.territory import Territory

DAY = date(2013, 3, 1)
RULES = RegisterRules(places=2, rectify_days=100, extensions=1, apply_again_days=365)


def event(what: Status | str, day: date = DAY, place: str = "t", document: str = "文") -> Designation:
    return Designation(registry="towns", place=place, date=day, event=str(what), document=document)


ROADS: dict[Status | None, list[str]] = {
    None: [],
    Status.CANDIDATE: ["candidate"],
    Status.DESIGNATED: ["candidate", "designated"],
    Status.RECTIFYING: ["candidate", "designated", "rectifying"],
    Status.RESTORED: ["candidate", "designated", "rectifying", "restored"],
    Status.REVOKED: ["candidate", "designated", "rectifying", "revoked"],
    Status.REPLACED: ["candidate", "designated", "rectifying", "revoked", "replaced"],
}


def standing(status: Status | None, place: str = "t") -> Register:
    """A register on which a place stands in a status since :data:`DAY`; what came before lies years back."""
    register = Register("towns", RULES)
    road = ROADS[status]
    for number, what in enumerate(road):
        day = DAY - timedelta(days=1000 * (len(road) - 1 - number))
        late = what == "restored"
        register = enter(register, event(what, day - timedelta(days=950) if late else day, place))
    return register


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize(("status", "to"), list(product([None, *Status], Status)))
def test_every_event_in_every_status(status: Status | None, to: Status) -> None:
    register = standing(status)
    # late enough to revoke or apply again, but not to restore
    day = DAY + timedelta(days=50 if to is Status.RESTORED else 400)
    if to in MOVES[status]:
        after = enter(register, event(to, day))
        assert after.entry("t").status is to
        assert register.entry("t").status is status
    else:
        with pytest.raises(Refusal) as refused:
            enter(register, event(to, day))
        assert "assess.register.order" in codes(refused)


def test_who_holds_a_place_on_the_register() -> None:
    holds = [status for status in Status if standing(status).holders]
    assert holds == [Status.DESIGNATED, Status.RECTIFYING, Status.RESTORED]


@pytest.mark.parametrize(("days", "to", "code"), [
    (99, Status.REVOKED, "assess.register.too-soon"), (100, Status.REVOKED, ""),
    (100, Status.RESTORED, ""), (101, Status.RESTORED, "assess.register.too-late"),
])  # fmt: skip
def test_the_time_to_rectify(days: int, to: Status, code: str) -> None:
    register, last = standing(Status.RECTIFYING), event(to, DAY + timedelta(days=days))
    assert register.entry("t").deadline(RULES) == DAY + timedelta(days=100)
    if not code:
        assert enter(register, last).entry("t").status is to
        return
    with pytest.raises(Refusal) as refused:
        enter(register, last)
    assert codes(refused) == [code]


def test_one_extension_moves_the_deadline_and_a_second_is_refused() -> None:
    extended = enter(standing(Status.RECTIFYING), event("rectifying", DAY + timedelta(days=90)))
    assert extended.entry("t").extended == 1
    assert extended.entry("t").deadline(RULES) == DAY + timedelta(days=190)
    with pytest.raises(Refusal) as refused:
        enter(extended, event("rectifying", DAY + timedelta(days=180)))
    assert codes(refused) == ["assess.register.extensions"]


def test_a_place_on_the_register_needs_room_and_a_document() -> None:
    register = Register("towns", RULES)
    for place in "abc":
        register = enter(register, event("candidate", place=place))
    for place in "ab":
        register = enter(register, event("designated", place=place))
    with pytest.raises(Refusal) as refused:
        enter(register, event("designated", place="c", document="", day=DAY - timedelta(days=1)))
    assert codes(refused) == [
        "assess.register.back-in-time", "assess.register.no-document", "assess.register.quota"]  # fmt: skip


def test_a_revoked_place_waits_before_it_applies_again() -> None:
    with pytest.raises(Refusal, match=r"assess\.register\.waiting.*2014-03-01"):
        enter(standing(Status.REVOKED), event("candidate", DAY + timedelta(days=364)))
    assert enter(standing(Status.REVOKED), event("candidate", DAY + timedelta(days=365))).of(Status.CANDIDATE) == ("t",)


def test_a_register_is_read_as_of_a_day() -> None:
    events = [
        event("designated", DAY + timedelta(days=2)),
        event("candidate"),
        event("revoked", DAY + timedelta(days=3)),
    ]
    before, none = replay("towns", RULES, events, DAY)
    assert (before.entry("t").status, none) == (Status.CANDIDATE, [])
    after, problems = replay("towns", RULES, events, date(2020, 1, 1))
    assert after.entry("t").status is Status.DESIGNATED
    assert [p.code for p in problems] == ["assess.register.order"]
    assert replay("other", RULES, events, DAY)[0].entries == {}


EVENTS = st.tuples(st.sampled_from(list(Status)), st.sampled_from("abc"), st.integers(0, 200))


@settings(max_examples=200, deadline=None)
@given(st.lists(EVENTS, max_size=40))
def test_the_register_never_holds_more_than_its_places(steps: list[tuple[Status, str, int]]) -> None:
    register, day = Register("towns", RULES), DAY
    for what, place, days in steps:
        day += timedelta(days=days)
        try:
            register = enter(register, event(what, day, place))
        except Refusal:
            continue
        assert len(register.holders) <= 2
        assert register.entry(place).events[-1].event == what


def test_a_year_of_evaluation_proposes_and_decides_nothing() -> None:
    register = standing(Status.RECTIFYING, "a")
    for what in ("candidate", "designated"):
        register = enter(register, event(what, place="b"))
    on_time, too_late = DAY + timedelta(days=50), DAY + timedelta(days=100)
    assert [(p.place, p.event) for p in propose(register, {"a": 59.0, "b": 59.9}, 60, on_time)] == [
        ("b", Status.RECTIFYING)]  # fmt: skip
    assert [(p.place, p.event) for p in propose(register, {"a": 60.0, "b": 80.0}, 60, on_time)] == [
        ("a", Status.RESTORED)]  # fmt: skip
    last = propose(register, {"a": 59.0}, 60, too_late, waiting=["b", "c"])
    assert [(p.place, p.event) for p in last] == [
        ("a", Status.REVOKED), ("a", Status.REPLACED), ("c", Status.DESIGNATED)]  # fmt: skip
    assert last[1].reason.zh == "由 c 递补"
    assert propose(register, {}, 60, too_late) == ()


def town(place: str, group: str, points: float, **facts: float) -> Candidate:
    return Candidate(place, group, points, facts)


FIVE = [town("a", "东", 90), town("b", "东", 85), town("c", "东", 80), town("d", "西", 70), town("e", "西", 60)]


def test_the_limits_change_the_choice_and_their_price_is_shown() -> None:
    free = select(FIVE, [], Limits(3))
    assert [one.place for one in free.chosen] == ["a", "b", "c"]
    assert (free.swaps, free.cost) == ((), 0)
    even = select(FIVE, [], Limits(3, least={"西": 1}, most={"东": 2}))
    assert [one.place for one in even.chosen] == ["a", "b", "d"]
    assert [one.place for one in even.waiting] == ["c", "e"]
    assert [(swap.out, swap.instead, swap.cost) for swap in even.swaps] == [("c", "d", 10)]


def test_who_fails_a_criterion_is_told_which() -> None:
    towns = [town("a", "东", 90, 人口=2.9), town("b", "东", 80, 人口=3.0), town("c", "西", 70)]
    found = select(towns, [Criterion("人口", at_least=3.0)], Limits(1))
    assert [one.place for one in found.chosen] == ["b"]
    assert {place: words[0].zh for place, words in found.unfit.items()} == {"a": "人口 ≥ 3", "c": "人口 ≥ 3"}
    assert [(p.code, p.facts["place"]) for p in found.problems] == [("assess.selection.missing", "c")]
    assert [Criterion("房价", at_most=5).met(x) for x in (5, 5.1)] == [True, False]


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (Limits(6), "名额 6，可选的只有 5"),
        (Limits(3, least={"西": 3}), "西 至少 3，合格的只有 2"),
        (Limits(3, least={"东": 2, "西": 2}), "各组至少合计 4，名额 3"),
        (Limits(5, most={"东": 2}), "名额 5，可选的只有 4"),
        (Limits(3, least={"东": 3}, most={"东": 2}), "东 至少 3 多于至多 2"),
    ],
)
def test_limits_that_cannot_be_kept(limits: Limits, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        select(FIVE, [], limits)


def test_a_tie_at_the_last_place_is_named_and_not_decided() -> None:
    towns = [town("a", "东", 90), town("b", "东", 80), town("c", "西", 80)]
    [problem] = select(towns, [], Limits(2)).problems
    assert problem.sentence() == "第 2 个名额处 b、c 同分，须由会议确定。"
    assert select(towns, [], Limits(2, least={"西": 1})).problems == ()
    assert select(towns, [], Limits(2, least={"西": 1}, most={"东": 1})).problems == ()
    assert select(towns, [], Limits(3)).problems == ()


TOWNS = st.lists(st.tuples(st.sampled_from("xyz"), st.integers(0, 20)), min_size=3, max_size=8)


@settings(max_examples=150, deadline=None)
@given(TOWNS, st.integers(1, 4), st.integers(0, 2), st.integers(1, 4))
def test_no_other_choice_within_the_limits_has_more_points(
    towns: list[tuple[str, int]], places: int, least: int, most: int
) -> None:
    candidates = [town(f"t{n}", group, points) for n, (group, points) in enumerate(towns)]
    limits = Limits(places, least={"x": least}, most={"x": most, "y": most})

    def fits(choice: tuple[Candidate, ...]) -> bool:
        count = {group: sum(one.group == group for one in choice) for group in "xyz"}
        return count["x"] >= least and max(count["x"], count["y"]) <= most

    allowed = [choice for choice in combinations(candidates, places) if fits(choice)]
    try:
        found = select(candidates, [], limits)
    except Refusal:
        assert not allowed
    else:
        assert fits(found.chosen)
        assert sum(one.points for one in found.chosen) == max(sum(one.points for one in choice) for choice in allowed)
        assert found.cost >= 0


def test_powers_are_given_for_a_time_and_end_with_the_standing() -> None:
    power = Power("p1", Words("乡村建设规划许可", "rural building permits"), "t", date(2012, 1, 1))
    other = Power("p1", Words("乡村建设规划许可"), "u", date(2012, 1, 1))
    ended = withdrawn([power, other], "t", DAY)
    assert held(ended, "t", DAY - timedelta(days=1)) == (ended[0],)
    assert held(ended, "t", DAY) == ()
    assert ended[1] is other


def test_a_town_that_becomes_a_street_is_handed_to_the_territory() -> None:
    territory = Territory((Place(code="510114101", name="新繁镇", level=Level.TOWN),))
    change = PlaceEvent(date=DAY, kind="upgrade", before="510114101", after="510114007")
    new = converted(territory, change, "新繁街道")
    assert new.at(DAY)["510114007"].name == "新繁街道"
    assert "510114101" not in new.at(DAY)
    assert new.at(DAY - timedelta(days=1))["510114101"].name == "新繁镇"


def test_a_places_whole_story_on_one_page() -> None:
    entry = standing(Status.RECTIFYING).entry("t")
    power = Power("p", Words("赋权一", "power one"), "t", date(2012, 1, 1), DAY, "文2")
    lines = story(
        entry,
        [Result(Period.year(2012), 55.0, Words("不合格", "failed"))],
        [power, Power("p", Words("别处"), "u", DAY)],
        [PlaceEvent(date=date(2020, 1, 1), kind="rename", before="t", after="t")],
    )
    assert [line.words.zh for line in lines] == [
        "候选", "列入", "赋权：赋权一", "2012年评价得 55 分，不合格", "整改", "收回：赋权一", "更名（t）"]  # fmt: skip
    assert lines[-1].words.en == "renamed (t)"
    assert [line.day for line in lines] == sorted(line.day for line in lines)


COUNTY = {"a": "甲县", "b": "甲县", "c": "乙县", "d": "甲县", "e": "丙县", "f": "丙县"}


def a_register(*holders: str, **rules: int) -> Register:
    """A register on which some places stand."""
    register = Register("towns", RegisterRules(groups=COUNTY, **rules))
    for place in holders:
        register = enter(register, event("designated", DAY, place))
    return register


def test_a_county_that_has_its_most_takes_no_more() -> None:
    register = a_register("a", "b", most=2)
    with pytest.raises(Refusal) as refused:
        enter(register, event("designated", DAY, "d"))
    assert [one.code for one in refused.value.problems] == ["assess.register.group-quota"]
    assert "“甲县”限 2 个，列入“d”后为 3 个" in refused.value.problems[0].sentence()
    assert enter(register, event("designated", DAY, "c")).holders == ("a", "b", "c")


def test_who_follows_must_fit_the_quota_and_counties_in_need_come_first() -> None:
    # a and b of 甲县 and c of 乙县 stand; c is lost. d is best but 甲县 is full; e and f of 丙县, which has none
    register = a_register("a", "b", "c", most=2, places=3)
    register = enter(enter(register, event("rectifying", DAY, "c")), event("revoked", DAY + timedelta(days=400), "c"))
    totals = {"a": 90.0, "b": 90.0, "d": 95.0, "e": 80.0, "f": 70.0}
    found = propose(register, totals, 60, DAY + timedelta(days=400), ["d", "e", "f"])
    assert [(one.place, one.event.value) for one in found] == [("c", "replaced"), ("e", "designated")]
    assert found[0].reason.zh == "由 e 递补"
    needy = a_register("a", "c", most=2, least=1)
    needy = enter(enter(needy, event("rectifying", DAY, "c")), event("revoked", DAY + timedelta(days=400), "c"))
    found = propose(needy, totals | {"d": 99.0}, 60, DAY + timedelta(days=400), ["d", "e"])
    assert [one.place for one in found] == ["c", "e"]  # 甲县 has one already, 丙县 none


def test_a_tie_for_the_last_place_is_the_meetings_and_who_did_not_pass_follows_nobody() -> None:
    register = a_register("a", "c", most=2)
    register = enter(enter(register, event("rectifying", DAY, "a")), event("revoked", DAY + timedelta(days=400), "a"))
    day = DAY + timedelta(days=400)
    tied = propose(register, {"e": 80.0, "f": 80.0, "d": 70.0}, 60, day, ["e", "f", "d"])
    assert [(one.place, one.event.value) for one in tied] == [
        ("a", "replaced"), ("e", "designated"), ("f", "designated"),
    ]  # fmt: skip
    assert tied[1].reason.zh == "递补 a；与 f 同分，由会议确定"
    assert [one.place for one in propose(register, {"e": 59.9}, 60, day, ["e"])] == []


def test_an_evaluation_that_led_to_an_event_does_not_count_twice() -> None:
    # 2012 was the ground of the rectification of March 2013; only 2013 can revoke, or restore
    register = enter(a_register("a"), event("rectifying", date(2013, 3, 2), "a"))
    bad = [Result(Period.year(year), 50.0, Words("不合格")) for year in (2012, 2013)]
    assert evaluated(register, {"a": bad[:1], "b": bad}) == {"b": 50.0}
    assert evaluated(register, {"a": bad, "b": []}) == {"a": 50.0}


def test_a_seat_is_proposed_once_whichever_of_the_two_events_is_entered_first() -> None:
    register = a_register("a", "c", places=2)
    day = DAY + timedelta(days=400)
    register = enter(enter(register, event("rectifying", DAY, "a")), event("revoked", day, "a"))
    waiting = ({"e": 80.0, "f": 70.0}, 60, day, ["e", "f"])
    told = enter(register, event("replaced", day, "a"))
    assert [(one.place, one.event.value) for one in propose(told, *waiting)] == [("e", "designated")]
    followed = enter(register, event("designated", day, "e"))
    last = propose(followed, *waiting)
    assert [(one.place, one.event.value, one.reason.zh) for one in last] == [("a", "replaced", "名额已由他人递补")]
    assert propose(enter(followed, event("replaced", day, "a")), *waiting) == ()
