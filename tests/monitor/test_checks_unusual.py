"""Unusual figures in short series, and signs of copying; the arithmetic by hand, the limits from tables."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongchou.monitor.cells import CellKey
from tongchou.monitor.checks import Frame, Weight, evenness, padding, review, step_chance, unusual
from tongchou.monitor.outliers import classic_bound, leave_one_out, peers, trend
from tongchou.monitor.outliers.model import median
from tongchou.packs.rows import Element
from tongchou.terms import Cell, Period

YEAR = Period.year(2024)
ELEMENTS = {"a": Element(code="a", name="甲", unit="人"), "b": Element(code="b", name="乙", unit="人")}


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30))
def test_no_z_score_exceeds_the_classic_bound(values):
    """With n figures, the tested one included, |z| never exceeds the root of n - 1."""
    numbers = np.array(values)
    if numbers.std() > 1e-6:
        largest = float(np.max(np.abs(numbers - numbers.mean()) / numbers.std()))
        assert largest <= np.sqrt(len(values) - 1) + 1e-6


@pytest.mark.parametrize(("threshold", "fewest"), [(2.0, 5), (2.5, 8), (3.0, 10), (3.5, 14)])
def test_the_bound_in_figures(threshold, fewest):
    assert classic_bound(threshold) == fewest
    spike = np.array([0.0] * (fewest - 1) + [1.0])
    assert abs(spike[-1] - spike.mean()) / spike.std() == pytest.approx(np.sqrt(fewest - 1))
    assert np.sqrt(fewest - 1) >= threshold > np.sqrt(fewest - 2)


def test_leave_one_out_by_hand():
    # others 10, 12, 14: mean 12, s = 2; t = |x - 12| / (2 * sqrt(4/3)) = |x - 12| / 2.3094; t(2; 0.995) = 9.9248
    edge = 12 + 9.9248 * 2.3094
    verdicts = leave_one_out(np.array([[10, 12, 14, edge - 0.01], [10, 12, 14, edge + 0.01], [10, np.nan, 14, 1e9]]))
    assert verdicts.fires.tolist() == [False, True, False]
    assert verdicts.limits[0] == pytest.approx(9.9248, abs=1e-4)
    assert verdicts.expected[:2].tolist() == [12, 12]
    assert np.isnan(verdicts.score[2])


def test_equal_figures_do_not_make_every_change_unusual():
    # spread is at least one per cent of 100: t = 2 / (1 * sqrt(1.25)) = 1.79 < t(3; 0.995) = 5.84
    assert leave_one_out(np.array([[100.0] * 4 + [102.0]])).fires.tolist() == [False]
    assert leave_one_out(np.array([[100.0] * 4 + [107.0]])).fires.tolist() == [True]


def test_the_robust_trend_by_hand():
    # others 10 20 30 41: slopes 10 10 10.33 10 10.5 11 -> median 10.17; next 5th: a bit over 50
    row = np.array([[10.0, 20.0, 30.0, 41.0, 51.0], [10.0, 20.0, 30.0, 41.0, 80.0], [10.0, np.nan, 30.0, 41.0, 80.0]])
    verdicts = trend(row)
    assert verdicts.expected[0] == pytest.approx(50.75, abs=0.5)
    assert verdicts.fires.tolist() == [False, True, False], "three others are too few for a trend"


def test_one_wild_figure_in_the_past_does_not_bend_the_trend():
    assert trend(np.array([[10.0, 20.0, 300.0, 40.0, 50.0, 60.0]])).expected[0] == pytest.approx(60, rel=0.1)


def test_peers_judge_the_change_not_the_level():
    before = np.array([100.0, 1000.0, 50.0, 70.0, 900.0, 30.0, 10.0])
    now = before * np.array([1.01, 1.02, 1.00, 1.01, 1.02, 1.03, 2.0])
    verdicts = peers(now, before)
    assert verdicts.fires.tolist() == [False] * 6 + [True]
    assert verdicts.expected[-1] == pytest.approx(10.2, abs=0.11)
    assert not peers(now[:5], before[:5]).fires.any(), "too few"


@given(st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9)), min_size=1, max_size=9))
def test_the_median_of_what_is_there(values):
    numbers = np.array([[np.nan if value is None else value for value in values]], np.float64)
    there = [value for value in values if value is not None]
    found = median(numbers)[0]
    assert np.isnan(found) if not there else found == pytest.approx(float(np.median(there)))


@settings(deadline=None)
@given(st.lists(st.floats(90, 110), min_size=5, max_size=9), st.floats(0.001, 1000))
def test_verdicts_do_not_depend_on_the_unit(values, factor):
    row = np.array([values])
    for test in (leave_one_out, trend):
        one, other = test(row), test(row * factor)
        assert one.score == pytest.approx(other.score, rel=1e-6, abs=1e-6, nan_ok=True)


def frame(now, history=(), places=None):
    places = places or [f"p{n}" for n in range(len(now))]
    cells = {CellKey(place, YEAR, "a"): Cell.number(value) for place, value in zip(places, now, strict=True)}
    known = {
        CellKey(place, YEAR.shift(-back), "a"): Cell.number(value)
        for back, row in enumerate(history, 1)
        for place, value in zip(places, row, strict=True)
    }
    return Frame(cells, ELEMENTS, known, names={"p0": "东镇"}, owners={"p0": "t0"})


def test_a_spike_says_which_tests_fired_and_why():
    steady = [[100 + n for n in range(8)]] * 5
    now = [100 + n for n in range(8)]
    now[0] = 160
    (hit,) = unusual(frame(now, steady))
    assert (hit.weight, hit.owner, hit.cells[0].place, hit.found) == (Weight.EXPLAIN, "t0", "p0", "160")
    assert hit.sentence.zh.startswith("东镇 2024年：甲 160，与本地其他各期不符（预期约 100，得分 ")
    assert "偏离本地的稳健趋势" in hit.sentence.zh
    assert "与同期其他地区的变动不符" in hit.sentence.zh
    assert "unlike its own other periods (about 100 expected" in hit.sentence.en


def test_a_common_leap_is_told_as_a_change_of_all_not_of_peers():
    hits = unusual(frame([200.0] * 8, [[100.0] * 8] * 5))
    assert len(hits) == 8
    assert not any("其他地区" in hit.sentence.zh for hit in hits)


def test_without_a_past_nothing_is_unusual():
    assert unusual(frame([1.0, 5.0, 900.0])) == ()


def test_the_same_figure_in_many_places():
    hits = padding(frame([1234.0, 1234.0, 1234.0, 987.0, 20.0, 20.0, 20.0]))
    assert [(hit.rule, hit.found, len(hit.cells)) for hit in hits] == [("same-figures", "1234", 3)], "20 has one digit"
    assert hits[0].weight is Weight.HINT


def test_whole_rows_copied_from_a_neighbour_or_from_last_year():
    elements = {code: Element(code=code, name=code, unit="人") for code in "abcd"}
    rows = {"p": (11, 22, 33, 44), "q": (11, 22, 33, 44), "r": (11, 22, 33, 45)}
    cells = {CellKey(place, YEAR, code): Cell.number(value) for place, row in rows.items()
             for code, value in zip("abcd", row, strict=True)}  # fmt: skip
    known = {
        CellKey("r", YEAR.shift(-1), code): Cell.number(value) for code, value in zip("abcd", rows["r"], strict=True)
    }
    hits = padding(Frame(cells, elements, known))
    assert [(hit.rule, {key.place for key in hit.cells}) for hit in hits] == [
        ("same-as-before", {"r"}), ("same-rows", {"p", "q"}),
    ]  # fmt: skip
    assert "照抄上期" in hits[0].sentence.zh


def test_last_digits_against_published_limits():
    """Chi-square with nine degrees of freedom: 16.919 at 5 per cent, 27.877 at 0.1 per cent (any table)."""
    # 100 figures, ten of each digit but k moved from 1 to 0: chi2 = 2 k^2 / 10; k = 9: 16.2, k = 10: 20
    for moved, square, low, high in ((9, 16.2, 0.05, 0.1), (10, 20.0, 0.01, 0.05)):
        digits = [0] * (10 + moved) + [1] * (10 - moved) + [n for n in range(2, 10) for _ in range(10)]
        assert square == 2 * moved**2 / 10
        assert low < evenness(digits) < high
    # six figures all ending in 5: ten times a tenth to the sixth
    assert evenness([5] * 6) == pytest.approx(1e-5)
    assert evenness([]) == evenness([7]) == 1.0


def test_rounded_figures_are_told_and_honest_ones_are_not():
    (hit,) = padding(frame([1000.0 + 10 * n for n in range(20)]))
    assert (hit.rule, hit.found) == ("last-digits", "20/20 个以 0 结尾")
    honest = [1000.0 + 37 * n for n in range(60)]
    assert padding(frame(honest)) == ()


def test_a_crowd_just_over_a_threshold():
    values = [85.0 + n / 100 for n in range(12)] + [60.0, 92.0]
    (hit,) = [one for one in padding(frame(values), {"a": 85.0}) if one.rule == "just-over"]
    assert (hit.found, len(hit.cells)) == ("12 : 0", 12)
    assert step_chance(12, 0) == pytest.approx(0.5**12)
    assert padding(frame([84.0 + n / 10 for n in range(20)]), {"a": 85.0}) == ()


def test_a_review_puts_everything_together():
    steady = [[100.0 + n for n in range(8)]] * 5
    now = [160.0, *(101.0 + n for n in range(7))]
    assert [hit.weight for hit in review((), frame(now, steady))] == [Weight.EXPLAIN]
