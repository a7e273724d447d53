"""Village programmes: coverage, evidence, and field checks with a stated confidence; worked out by hand."""

from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongchou.assess.checklist import Checklist, Coverage, Done, Point, Report, checklist_of
from tongchou.assess.sampling import draw, finding, to_find, to_measure
from tongchou.packs.assessed_rows import ChecklistPoint, VillageReport
from tongchou.terms import Refusal, Words

POINTS = (Point("toilets", Words("改厕"), photos=1), Point("lamps", Words("亮化")))
VILLAGES = ("v1", "v2", "v3")


def listed(*reports: Report) -> Checklist:
    return Checklist(POINTS, VILLAGES, reports)


SOME = listed(
    Report("v1", "toilets", Done.YES, ("p1",)),
    Report("v2", "toilets", Done.NO),
    Report("v1", "lamps", Done.NOT_APPLICABLE),
    Report("v2", "lamps", Done.YES),
)


def test_coverage_keeps_undone_not_applicable_and_missing_apart() -> None:
    assert SOME.of_point("toilets") == Coverage(1, 1, 0, 1)
    assert SOME.of_point("lamps") == Coverage(1, 0, 1, 1)
    assert SOME.of_village("v3") == Coverage(0, 0, 0, 2)
    # one of three, and one of the two it applies to
    assert SOME.of_point("toilets").rate == pytest.approx(100 / 3)
    assert SOME.of_point("lamps").rate == 50
    assert Coverage(0, 0, 3, 0).rate is None


def test_done_without_a_picture_of_its_own_is_unproven() -> None:
    assert SOME.unproven() == []
    copied = listed(Report("v1", "toilets", Done.YES, ("p1",)), Report("v2", "toilets", Done.YES, ("p1",)),
                    Report("v3", "toilets", Done.YES))  # fmt: skip
    assert [problem.facts["village"] for problem in copied.unproven()] == ["v2", "v3"]


def test_unknown_and_double_reports_are_refused_all_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        listed(Report("v9", "toilets", Done.NO), Report("v1", "z", Done.NO), Report("v1", "lamps", Done.NO),
               Report("v1", "lamps", Done.YES))  # fmt: skip
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["assess.checklist.unknown"] * 2 + ["assess.checklist.twice"]


def test_how_many_visits_find_a_false_report() -> None:
    # all good draws out of 5 with 1 bad: 4/5, 3/5, 2/5, 1/5; 60 % to find it takes 3 visits
    assert to_find(5, 1, 0.6) == 3
    missed = comb(375, 54) / comb(395, 54)
    assert missed <= 0.05 < comb(375, 53) / comb(395, 53)
    assert to_find(395, 20, 0.95) == 54


def test_how_many_visits_measure_a_rate() -> None:
    # 1.96^2 / 4 / 0.05^2 = 384.15; 384.15 / (1 + 383.15 / 395) = 194.999
    assert to_measure(10**9, 0.05, 0.95) == 385
    assert to_measure(395, 0.05, 0.95) == 195
    assert to_measure(10, 0.01, 0.99) == 10


def test_visits_go_to_every_town_and_the_seed_repeats_them() -> None:
    towns = {"t1": [f"a{n}" for n in range(30)], "t2": [f"b{n}" for n in range(10)], "t3": ["c"], "t4": []}
    plan = draw(towns, 14, seed=5)
    # one each, then 11 by 29 : 9 : 0
    assert {town: len(names) for town, names in plan.visits.items()} == {"t1": 9, "t2": 4, "t3": 1}
    assert plan == draw(towns, 14, seed=5)
    assert plan != draw(towns, 14, seed=6)
    assert draw(towns, 999, seed=5).count == 41
    assert draw(towns, 2, seed=5).count == 2


def test_what_visits_prove() -> None:
    # 2 of 4 visited, none false: b bad ones stay hidden with chance C(4-b,2)/6 = 1, 1/2, 1/6
    assert finding(4, 2, 0, 0.8).most == 1
    assert finding(4, 2, 0, 0.9).most == 2
    found = finding(395, 54, 0, 0.95)
    assert found.words.zh == "抽查 54 村，不实 0 村；有 95% 的把握，全部 395 村中不实不超过 19 村"


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 60), st.data())
def test_visits_planned_to_find_bound_what_they_did_not_find(villages: int, data: st.DataObject) -> None:
    bad = data.draw(st.integers(1, villages))
    visits = to_find(villages, bad, 0.9)
    assert finding(villages, visits, 0, 0.9).most < bad
    assert visits == 1 or finding(villages, visits - 1, 0, 0.9).most >= bad


def test_a_checklist_of_a_pack_counts_a_silent_village() -> None:
    points = [ChecklistPoint(checklist="c", title="清单", point=code, name=code) for code in "xy"]
    points.append(ChecklistPoint(checklist="other", title="别的", point="z", name="z"))
    rows = [("v1", "x", "yes"), ("v1", "y", "no"), ("v2", "x", ""), ("v2", "y", "na")]
    reports = [VillageReport(checklist="c", village=v, point=p, done=done) for v, p, done in rows]
    found = checklist_of("c", points, reports)
    assert found.villages == ("v1", "v2")
    # x: v1 done, v2 silent, so half; y: v1 not, v2 need not, so none
    assert (found.of_point("x").rate, found.of_point("y").rate) == (50, 0)
    assert found.of_point("x", ["v2"]).missing == 1
    assert found.over(found.villages) == Coverage(1, 1, 1, 1)
