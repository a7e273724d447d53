"""How firm a ranking is: intervals, bunching, trial run."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from assess_worlds import NONE, scheme

from tongchou.assess import Column, Event, Facts, Mark, score
from tongchou.assess.doubt import bunching, intervals, trial
from tongchou.packs.scheme import Scheme

BODY = """
areas:
  - code: A
    name: 甲
    points: 100
    items:
      - {code: A1, name: 甲一, points: 60, indicator: x, scoring: {rule: proportional, target: 100}}
      - {code: A2, name: 甲二, points: 40, indicator: y, scoring: {rule: all_or_nothing, target: 1}}
tiers: [{name: 优秀, at_least: 90}, {name: 合格}]
"""


def facts(x: list[float]) -> Facts:
    return Facts(tuple("abcdef"[: len(x)]), {"x": Column.of(x), "y": Column.of([1.0] * len(x))})


def test_without_error_nothing_moves() -> None:
    found = intervals(score(scheme(BODY), facts([90, 50])), {"x": 0.0}, 20, np.random.default_rng(1))
    assert [(one.rank, one.low, one.high, one.chance) for one in found] == [(1, 1, 1, 1.0), (2, 2, 2, 1.0)]
    assert found[0].words.zh == "第 1 名（1—1）"


def test_two_units_alike_but_for_a_hair_cannot_be_told_apart() -> None:
    # 40 + 0.6 x reaches 90 at 83.33: a lies a hair above, c far above, d far below
    result = score(scheme(BODY), facts([83.4, 83.3, 99, 20]))
    found = {one.unit: one for one in intervals(result, {"x": 1.0}, 200, np.random.default_rng(7))}
    assert (found["a"].low, found["a"].high) == (2, 3)
    assert 0.3 < found["a"].chance < 0.7
    assert not found["a"].firm
    assert found["a"].words.zh == "第 2 名（2—3），等次不可区分"
    assert found["c"].chance == found["d"].chance == 1.0
    assert found["d"].firm


def test_the_same_generator_gives_the_same_intervals() -> None:
    result = score(scheme(BODY), facts([83, 84, 85]))
    one, other = (intervals(result, {"x": np.array([1.0, 2.0, 3.0])}, 50, np.random.default_rng(3)) for _ in range(2))
    assert one == other


def test_bunching_above_a_threshold() -> None:
    # 9 of 10 just above: P(X >= 9), X ~ B(10, 1/2), is (10 + 1) / 1024
    crowded = np.array([89.9, *[90.1] * 9, 50.0, 99.0])
    found = bunching(crowded, 90, 0.5)
    assert (found.under, found.over) == (1, 9)
    assert found.chance == pytest.approx(11 / 1024)
    assert found.words.zh == "90 之下 1 个、之上 9 个，偶然如此的概率 0.011"
    assert bunching(np.array([1.0]), 90, 0.5).chance == 1.0
    assert bunching(np.array([90.0, 89.5, NONE]), 90, 0.5).over == 1


def test_a_trial_run_says_what_tells_units_apart_and_who_moves() -> None:
    before = score(scheme(BODY), facts([90, 50, 70]))
    other: Scheme = scheme(BODY.replace("proportional, target: 100", "proportional, target: 100, better: less"))
    found = trial(other, facts([200.0, 300.0, 400.0]), before)
    assert found.flat == ("A2",)
    assert found.lacking == {}
    assert found.moved == {"a": 0, "b": 1, "c": -1}
    assert trial(scheme(BODY), facts([90, NONE])).lacking == {"A1": 0.5}
    assert trial(scheme(BODY), facts([90, 80])).moved == {}


PEERS = """
classes: [{code: p, name: 平原, members: [a, b, c]}, {code: m, name: 山区, members: [d, e, f]}]
areas:
  - code: A
    name: 甲
    points: 100
    items:
      - {code: A1, name: 甲一, points: 30, indicator: x, scoring: {rule: rank, among: all, drop: 10}}
      - {code: A2, name: 甲二, points: 30, indicator: x, scoring: {rule: mean_comparison, against: class, points: 1}}
      - {code: A3, name: 甲三, points: 20, indicator: y, classes: [p], scoring: {rule: efficacy, unsatisfactory: 0, satisfactory: 2}}
      - {code: A4, name: 甲四, points: 20, scoring: {rule: manual}}
vetoes: [{code: V1, name: 事故, event: 事故, effect: one_down}]
tiers: [{name: 优秀, at_least: 60, share: 34}, {name: 良好, at_least: 50}, {name: 一般}]
"""  # noqa: E501


def test_draws_scored_together_are_those_scored_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    # ranks among all, the mean of a class, an item of one class, marks, a veto and a quota: nothing leaks between draws
    x = [80.0, 82, 79, NONE, 81, 78]
    held = facts(x)
    held = replace(
        held, events=(Event("e", "事故", date(2015, 6, 1)),), marks=(Mark("A4", "b", "r", 15.0, date(2015, 7, 1)),)
    )
    result = score(scheme(PEERS), held)
    random, ranks, tiers = np.random.default_rng(5), [], []
    for _ in range(40):
        moved = replace(held.columns["x"], values=held.columns["x"].values + 2 * random.standard_normal(6))
        one = score(result.scheme, replace(held, columns={**held.columns, "x": moved})).standings
        ranks.append(one.rank)
        tiers.append(one.tier)
    low, high = np.percentile(ranks, [5, 95], axis=0, method="nearest")
    chances = (np.array(tiers) == result.standings.tier).mean(axis=0)
    monkeypatch.setattr("tongchou.assess.doubt.AT_ONCE", 42)  # seven draws at once, then the five left
    found = intervals(result, {"x": 2.0}, 40, np.random.default_rng(5))
    assert [(one.low, one.high, one.chance) for one in found] == list(zip(low, high, chances, strict=True))
    assert 0 < min(chances) < 1
