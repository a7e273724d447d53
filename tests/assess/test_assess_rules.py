# ruff: noqa: E501 - sentences and rules are easier to compare whole
"""Every rule kind worked out by hand; W is 10 unless said, targets 50 unless said."""

from datetime import date

import numpy as np
import pytest
from assess_worlds import NONE, assessed, given, one_item
from hypothesis import assume, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from tongchou.assess import Column, Event, Facts, Mark, score
from tongchou.assess.rounding import rounded
from tongchou.assess.rules.targets import counted
from tongchou.packs.scheme_rules import Count
from tongchou.terms import Direction, Refusal

LESS, NOMINAL = Direction.LESS, Direction.NOMINAL
T50 = {"target": [50.0] * 4}


def test_rule_1_all_or_nothing() -> None:
    assert given("{rule: all_or_nothing}", [49.9, 50, 50.1, 0], **T50) == [0, 10, 10, 0]
    assert given("{rule: all_or_nothing}", [49.9, 50, 50.1, 0], LESS, **T50) == [10, 10, 0, 10]
    assert given("{rule: all_or_nothing}", [49.9, 50], strict=True, target=[50.0] * 2) == [0, 0]
    assert given("{rule: all_or_nothing, target: 49}", [49, 48], target=[90.0] * 2) == [10, 0]
    inside = given("{rule: all_or_nothing}", [2.9, 3, 6, 6.1], NOMINAL, target=[3.0] * 4, target_hi=[6.0] * 4)
    assert inside == [0, 10, 10, 0]


def test_rule_2_steps_of_the_xuancheng_shape() -> None:
    # 2.3 points; 1.8, 1.6, 1.4 and 0 as the shortfall grows
    rule = ("{rule: steps, by: shortfall, steps: [{at_most: 0, points: 2.3}, {at_most: 5, points: 1.8}, "
            "{at_most: 10, points: 1.6}, {at_most: 20, points: 1.4}]}")  # fmt: skip
    found = given(rule, [100, 95, 90, 80, 79.9], points=2.3, target=[100.0] * 5)
    assert found == [2.3, 1.8, 1.6, 1.4, 0]


def test_steps_say_whether_a_bound_belongs() -> None:
    values = [89.9, 90, 90.1]
    bounds = {"at_least": [0, 6, 6], "above": [0, 0, 6], "at_most": [6, 6, 0], "below": [6, 0, 0]}
    for bound, expected in bounds.items():
        assert given(f"{{rule: steps, by: value, steps: [{{{bound}: 90, share: 60}}]}}", values) == expected
    assert given("{rule: steps, steps: [{at_least: 95, share: 100}]}", [47.5, 47.4], target=[50.0] * 2) == [10, 0]


def test_rule_3_deduction_for_every_unit_short() -> None:
    # 0.5 off for every microgram of PM2.5 above 35: linear 0.6 → 0.3, 8 → 4; never below 0
    rule = "{rule: shortfall_deduction, target: 35, deduct: 0.5}"
    assert given(rule, [35, 35.6, 43, 80], LESS) == pytest.approx([10, 9.7, 6, 0])
    assert given(rule[:-1] + ", floor: 2}", [80], LESS) == [2]
    # one point for every per cent of completion begun: 47.6 is 95.2 %, short by 4.8, five begun, four whole
    for count, expected in (("begun", 5), ("whole", 6), ("linear", 5.2)):
        text = f"{{rule: shortfall_deduction, by: completion, deduct: 1, count: {count}}}"
        assert given(text, [47.6], target=[50.0]) == pytest.approx([expected])


def test_rule_4_over_fulfilment_with_its_cap() -> None:
    # +1 for every 1 % above, at most +2; 55 is 110 %
    rule = "{rule: over_fulfilment, add: 1, cap: 2}"
    assert given(rule, [50, 50.5, 55, 40], **T50) == pytest.approx([10, 11, 12, 8])
    assert given("{rule: over_fulfilment, add: 1, cap: 2, unmet: zero}", [40], target=[50.0]) == [0]
    # in the figure's own unit, two whole units of 5 above 50 in 61
    by_value = "{rule: over_fulfilment, by: value, per: 5, add: 0.4, cap: 2, count: whole}"
    assert given(by_value, [61], target=[50.0]) == pytest.approx([10.8])
    assert given(rule, [0.0], LESS, target=[50.0]) == [12]


def test_rule_5_proportional() -> None:
    assert given("{rule: proportional}", [25, 50, 60, 0], **T50) == [5, 10, 10, 0]
    assert given("{rule: proportional}", [100, 50, 25, 0], LESS, **T50) == [5, 10, 10, 10]
    assert given("{rule: proportional, floor: 60}", [29.9, 30], target=[50.0] * 2) == pytest.approx([0, 6])
    assert given("{rule: proportional}", [-5, -60], target=[50.0, -50.0]) == [0, 0]
    ranged = given("{rule: proportional}", [1.5, 4, 12], NOMINAL, target=[3.0] * 3, target_hi=[6.0] * 3)
    assert ranged == [5, 10, 5]


def test_a_target_of_zero_is_met_or_not() -> None:
    assert given("{rule: proportional}", [0, 5], LESS, target=[0.0, 0.0]) == [10, 0]
    assert given("{rule: proportional}", [0, 5], target=[0.0, 0.0]) == [10, 10]


def test_rule_6_eighty_per_cent_at_the_target() -> None:
    # 8 at the target, half a point for each unit, at most 120 % of 10
    rule = "{rule: around_target, points: 0.5, cap: 120}"
    assert given(rule, [50, 53, 47, 100], **T50) == [8, 9.5, 6.5, 12]
    assert given(rule, [47, 20], LESS, target=[50.0] * 2) == [9.5, 12]
    assert given(rule, [0.0], target=[50.0]) == [0]


def test_rule_7_efficacy_static_and_dynamic() -> None:
    # 60 + 40 (83.37 - 70) / (100 - 70) = 77.83
    assert given("{rule: efficacy, unsatisfactory: 70, satisfactory: 100}", [83.37], points=100) == pytest.approx(
        [60 + 40 * 13.37 / 30]
    )
    lower = "{rule: efficacy, unsatisfactory: 4, satisfactory: 2}"
    assert given(lower, [2, 3, 4, 9], LESS) == pytest.approx([10, 8, 6, 0])
    # Chuzhou's shape: 40 % static, 60 % on growth; 105 after 100 grows 5 %
    both = ("{rule: parts, parts: [{points: 4, scoring: {rule: efficacy, unsatisfactory: 100, satisfactory: 110}}, "
            "{points: 6, scoring: {rule: efficacy, measure: growth, unsatisfactory: 0, satisfactory: 10}}]}")  # fmt: skip
    # both stand half way: 80 % of 4 and of 6
    assert given(both, [105.0], before=[100.0]) == pytest.approx([8])


def test_rule_8_comparison_with_the_mean() -> None:
    # the mean of 1, 2, 3 is 2; 0.1 for each 0.1 above or below, full at the mean, at most 12
    rule = "{rule: mean_comparison, per: 0.1, points: 0.1, cap: 120}"
    assert given(rule, [1, 2, 3]) == pytest.approx([9, 10, 11])
    assert given(rule, [1, 2, 3], LESS) == pytest.approx([11, 10, 9])
    above = "{rule: mean_comparison, against: above, points: 1}"
    assert given(above, [1, 2], above=[2.0, 2.0]) == [9, 10]


def test_rule_8_interviews_beside_it() -> None:
    rule = ("{rule: parts, parts: [{points: 7, scoring: {rule: mean_comparison, points: 1}}, {points: 3, scoring: "
            "{rule: event_deduction, events: {月度约谈: 0.5, 季度约谈: 1}}}]}")  # fmt: skip
    events = (Event("a", "月度约谈", date(2015, 3, 1), 2), Event("a", "季度约谈", date(2015, 4, 1)))
    result = score(one_item(rule), Facts(("a", "b"), {"x": Column.of([1, 3])}, events))
    # a: 7 - 1 for the mean, 3 - 2 * 0.5 - 1 for interviews
    assert list(result.totals.exact) == [6 + 1, 7 + 3]


def test_rule_9_ranks_with_ties_and_a_floor() -> None:
    rule = "{rule: rank, drop: 5}"
    assert given(rule, [30, 20, 20, 10]) == pytest.approx([10, 9.5, 9.5, 8.5])
    assert given(rule, [30, 20, 20, 10], LESS) == pytest.approx([8.5, 9.5, 9.5, 10])
    # five per cent a place reaches nothing at the 21st; a floor says otherwise
    assert given(rule, list(range(25, 0, -1)))[19:22] == pytest.approx([0.5, 0, 0])
    assert given("{rule: rank, drop: 5, lowest: 30}", list(range(25, 0, -1)))[24] == 3


def test_rule_9_points_at_target_and_by_rank() -> None:
    rule = ("{rule: parts, parts: [{points: 4, scoring: {rule: all_or_nothing}}, {points: 6, scoring: "
            "{rule: rank, drop: 10}}]}")  # fmt: skip
    assert given(rule, [60, 40], target=[50.0] * 2) == pytest.approx([10, 5.4])


def test_rank_tiers_by_place_and_by_share() -> None:
    by_place = "{rule: rank_tiers, tiers: [{to_place: 1, share: 100}, {to_place: 3, share: 80}]}"
    assert given(by_place, [4, 3, 2, 1]) == [10, 8, 8, 0]
    by_share = "{rule: rank_tiers, tiers: [{to_share: 25, share: 100}, {to_share: 75, share: 60}]}"
    assert given(by_share, [4, 3, 2, 1]) == [10, 6, 6, 0]


def test_rule_12_lights_of_both_shapes() -> None:
    # Yinchuan: yellow 10 to 30 points below schedule, red beyond
    assert given("{rule: schedule_lights}", [50, 45, 44.9, 35, 34.9], target=[50.0] * 5) == [10, 10, 6, 6, 0]
    # Tianjin: green at plan 2 and at the mean (1) or better, yellow if growing but below either, red if negative
    rule = "{rule: growth_lights, target: 2}"
    assert given(rule, [4, 2, 1, -3]) == [10, 10, 6, 0]
    assert given(rule, [9, 3]) == [10, 6]


def test_rule_17_marks_and_events() -> None:
    item = one_item("{rule: manual, grades: {好: 100, 较好: 80}}")
    facts = Facts(("a", "b"), marks=(Mark("A1", "a", "office", "较好", date(2015, 12, 1)),))
    result = score(item, facts)
    assert result.card("a").item("A1").points == 8
    assert result.card("b").pending == ("A1",)
    bonus = score(one_item("{rule: event_bonus, events: {国家级: 4, 省级: 3}}"), Facts(
        ("a", "b"), events=(Event("a", "国家级", date(2015, 1, 1), 2), Event("a", "省级", date(2015, 1, 1)))))  # fmt: skip
    assert list(bonus.totals.exact) == [10, 0]


def test_growth_and_change_are_measured_against_the_year_before() -> None:
    more = {"before": [100.0, 0.0, NONE]}
    growth = assessed("{rule: all_or_nothing, measure: growth, target: 8}", [108, 5, 5], **more)
    assert growth.card("a").item("A1").reason.zh == (
        "目标 8，实际 108（上年 100，增长 8%），完成 100%，达标，得 10 分（满分 10 分）")  # fmt: skip
    assert growth.card("b").item("A1").reason.zh == "缺少可比的上年数，按零分计，得 0 分（满分 10 分）"
    change = assessed("{rule: all_or_nothing, measure: change, target: 8}", [108, 8, 5], **more)
    assert [change.card(unit).item("A1").points for unit in "abc"] == [10, 10, 0]
    planned = assessed("{rule: proportional, measure: growth}", [108], before=[100.0], target=[50.0])
    assert planned.card("a").item("A1").reason.zh == "没有目标值，不计入，其余按比例折算"


REASONS = [
    ("{rule: proportional}", 49.9, "目标 52.2，实际 49.9，完成 95.6%，得 4.78 分（满分 5 分）",
     "target 52.2, actual 49.9, 95.6% done, 4.78 points of 5"),
    ("{rule: proportional, floor: 96}", 49.9, "目标 52.2，实际 49.9，完成 95.6%，低于 96%，得 0 分（满分 5 分）", ""),
    ("{rule: all_or_nothing}", 49.9, "目标 52.2，实际 49.9，完成 95.6%，未达标，得 0 分（满分 5 分）", ""),
    ("{rule: steps, steps: [{at_least: 95, share: 60}]}", 49.9, "完成率 95.5939，属第 1 档（不低于 95），得 3 分（满分 5 分）",
     "completion 95.5939, step 1 (at least 95), 3 points of 5"),
    ("{rule: steps, steps: [{at_least: 99, share: 60}]}", 49.9, "完成率 95.5939，未达任何一档，得 0 分（满分 5 分）", ""),
    ("{rule: shortfall_deduction, deduct: 0.5}", 50.2,
     "目标 52.2，实际 50.2，完成 96.2%，差 2，每差 1 扣 0.5，扣 1 分，得 4 分（满分 5 分）",
     "target 52.2, actual 50.2, 96.2% done, short by 2, 0.5 off for every 1: 1, 4 points of 5"),
    ("{rule: shortfall_deduction, deduct: 0.5}", 53, "目标 52.2，实际 53，完成 101.5%，达标，不扣分，得 5 分（满分 5 分）", ""),
    ("{rule: over_fulfilment, by: value, add: 1, cap: 2}", 53.2,
     "目标 52.2，实际 53.2，完成 101.9%，超额 1，另加 1 分，得 6 分（满分 5 分）", ""),
    ("{rule: over_fulfilment, add: 1, cap: 2}", 52.2, "目标 52.2，实际 52.2，完成 100%，得 5 分（满分 5 分）", ""),
    ("{rule: around_target, points: 0.5}", 50.2,
     "目标 52.2，实际 50.2，完成 96.2%，达标得 80%，超（欠）-2，每 1 加减 0.5 分，得 3 分（满分 5 分）", ""),
    ("{rule: efficacy, unsatisfactory: 40, satisfactory: 60}", 50, "实际 50，不满意值—满意值 40—60，功效系数 80%，得 4 分（满分 5 分）",
     "actual 50, unsatisfactory–satisfactory 40–60, efficacy 80%, 4 points of 5"),
    ("{rule: mean_comparison, points: 1}", 50, "实际 50，优于同类平均 50，差 0，得 5 分（满分 5 分）", ""),
    ("{rule: rank}", 50, "实际 50，在 1 个单位中列第 1，得满分的 100%，得 5 分（满分 5 分）",
     "actual 50, rank 1 of 1, 100 % of the points, 5 points of 5"),
    ("{rule: schedule_lights}", 44.37, "目标 52.2，实际 44.37，完成 85%，落后 15%，黄灯，得 3 分（满分 5 分）", ""),
    ("{rule: growth_lights}", 52.2, "目标 52.2，实际 52.2，完成 100%，平均 52.2，绿灯，得 5 分（满分 5 分）", ""),
    ("{rule: event_deduction, events: {投诉: 1}}", 1, "没有扣分事项，得 5 分（满分 5 分）", ""),
    ("{rule: event_bonus, events: {表彰: 1}}", 1, "没有加分事项，得 0 分（满分 5 分）", ""),
    ("{rule: parts, parts: [{points: 2, scoring: {rule: all_or_nothing}}, {points: 3, scoring: {rule: rank}}]}", 49.9,
     "目标 52.2，实际 49.9，完成 95.6%，未达标，得 0/2；实际 49.9，在 1 个单位中列第 1，得满分的 100%，得 3/3，得 3 分（满分 5 分）", ""),
]  # fmt: skip


@pytest.mark.parametrize(("scoring", "value", "zh", "en"), REASONS)
def test_every_rule_says_why(scoring: str, value: float, zh: str, en: str) -> None:
    item = assessed(scoring, [value], points=5, target=[52.2]).card("a").item("A1")
    assert item.reason.zh == zh
    assert item.reason.en == en or not en
    assert item.reason.en


def test_events_are_told_one_by_one() -> None:
    rule = "{rule: event_deduction, events: {投诉: 1, 通报: 2}}"
    facts = Facts(("a",), events=(Event("a", "投诉", date(2015, 1, 1), 3), Event("a", "通报", date(2015, 1, 2))))
    assert (
        score(one_item(rule), facts).card("a").item("A1").reason.zh
        == "投诉 3×1、通报 1×2，扣 5 分，得 5 分（满分 10 分）"
    )


@pytest.mark.parametrize("rule", ["{rule: rank}", "{rule: mean_comparison, points: 1}"])
def test_a_rule_of_peers_needs_a_better_side(rule: str) -> None:
    with pytest.raises(Refusal, match=r"assess\.item\.direction"):
        given(rule, [1, 2], NOMINAL)
    assert given(rule[:-1] + ", better: less}", [1, 2], NOMINAL)[0] == 10


def test_an_indicator_that_is_not_judged_needs_the_rule_to_say_how() -> None:
    with pytest.raises(Refusal, match=r"assess\.item\.direction.*better: more"):
        given("{rule: proportional}", [1], Direction.NONE, target=[1.0])


@pytest.mark.parametrize(
    ("value", "kept"), [(59.995, 60.0), (59.9949, 59.99), (2.675, 2.68), (1.005, 1.01), (-0.125, -0.13)]
)
def test_rounding_is_half_up_whatever_binary_holds(value: float, kept: float) -> None:
    assert rounded(np.array([value]), 2)[0] == pytest.approx(kept, abs=1e-12)


def test_counting_units() -> None:
    n = np.array([0.0, 0.3, 1.0, 2.0000000000001])
    assert counted(n, Count.WHOLE).tolist() == [0, 0, 1, 2]
    assert counted(n, Count.BEGUN).tolist() == [0, 1, 1, 2]


COMPENSATING = [
    "{rule: all_or_nothing}", "{rule: proportional}", "{rule: around_target, points: 0.5, cap: 120}",
    "{rule: shortfall_deduction, deduct: 0.5}", "{rule: over_fulfilment, add: 1, cap: 2}", "{rule: schedule_lights}",
    "{rule: efficacy, unsatisfactory: 20, satisfactory: 80}", "{rule: mean_comparison, points: 0.1}", "{rule: rank}",
    "{rule: steps, steps: [{at_least: 100, share: 100}, {at_least: 80, share: 50}]}",
]  # fmt: skip
FIGURES = st.lists(st.decimals(0, 100, places=2).map(float), min_size=2, max_size=8)


@pytest.mark.parametrize("rule", COMPENSATING)
@settings(max_examples=30, deadline=None)
@drawn(values=FIGURES, better=st.decimals(0, 50, places=2).map(float))
def test_doing_better_never_costs_points(rule: str, values: list[float], better: float) -> None:
    target = [50.0] * len(values)
    before = given(rule, values, target=target)[0]
    after = given(rule, [values[0] + better, *values[1:]], target=target)[0]
    assert after >= before - 1e-9


@pytest.mark.parametrize("rule", COMPENSATING)
@settings(max_examples=30, deadline=None)
@drawn(values=FIGURES)
def test_points_stay_within_their_bounds_and_know_no_names(rule: str, values: list[float]) -> None:
    target = [50.0] * len(values)
    found = given(rule, values, target=target)
    assert all(0 <= points <= 12 + 1e-9 for points in found)
    assert given(rule, values[::-1], target=target)[::-1] == pytest.approx(found)


@pytest.mark.parametrize("rule", [r for r in COMPENSATING if "rank" not in r and "mean" not in r])
@settings(max_examples=30, deadline=None)
@drawn(values=FIGURES, other=st.decimals(0, 100, places=2).map(float))
def test_one_unit_more_changes_nothing_where_there_are_no_peers(rule: str, values: list[float], other: float) -> None:
    target = [50.0] * (len(values) + 1)
    assert given(rule, [*values, other], target=target)[:-1] == given(rule, values, target=target[1:])


@pytest.mark.parametrize(
    "rule", ["{rule: proportional}", "{rule: all_or_nothing}", "{rule: schedule_lights}", "{rule: rank}"]
)
@settings(max_examples=30, deadline=None)
@drawn(values=FIGURES, factor=st.sampled_from([0.0001, 0.01, 10.0, 10_000.0]))
def test_the_unit_of_measure_does_not_matter(rule: str, values: list[float], factor: float) -> None:
    assume(all(abs(value - limit) > 1e-6 for value in values for limit in (50, 45, 35)))
    scaled = [value * factor for value in values]
    plain = given(rule, values, target=[50.0] * len(values))
    assert given(rule, scaled, target=[50.0 * factor] * len(values)) == pytest.approx(plain)
