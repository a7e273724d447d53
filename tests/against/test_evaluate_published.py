"""Published indices rebuilt from their public figures through the ordinary door: a table and a spec, nothing else.

Each case names its tolerance; where inputs were published rounded, so is what they can give.
"""

from pathlib import Path

import numpy as np
import pytest

from tongchou.evaluate import pairwise, weigh
from tongchou.evaluate.spec import read_spec, rows, run_spec, stage
from tongchou.terms import Refusal

DATA = Path(__file__).parent / "data" / "evaluate"


def rebuilt(case):
    return run_spec(DATA / f"{case}.csv", read_spec(DATA / f"{case}.yaml"))


def column(outcome, name, key, value):
    return {row[key]: row[value] for row in rows(stage(outcome, name))}


def test_the_human_development_index_of_2013():
    """UNDP's table is printed to three decimals from unrounded inputs: within 0.001, and in the printed order."""
    outcome = rebuilt("hdi-2013")
    printed = {
        "Norway": 0.944, "Australia": 0.933, "Switzerland": 0.917, "Netherlands": 0.915,
        "United States": 0.914, "Germany": 0.911, "New Zealand": 0.910, "Canada": 0.902,
    }  # fmt: skip
    assert column(outcome, "results", "unit", "score") == pytest.approx(printed, abs=0.001)
    assert list(column(outcome, "results", "unit", "rank")) == list(printed)
    for row in rows(stage(outcome, "contributions")):
        score = column(outcome, "results", "unit", "score")[row["unit"]]
        assert sum(v for k, v in row.items() if k != "unit") == pytest.approx(score, abs=1e-12)


def test_human_development_of_2014():
    """24 countries to 0.001; incomes above 75,000 (Singapore, Liechtenstein), schooling above 18 years are capped."""
    outcome = rebuilt("hdi-2014")
    printed = [
        0.944, 0.935, 0.930, 0.923, 0.922, 0.916, 0.916, 0.915, 0.913, 0.913, 0.912, 0.910,
        0.908, 0.907, 0.907, 0.899, 0.898, 0.894, 0.892, 0.891, 0.890, 0.888, 0.885, 0.883,
    ]  # fmt: skip
    scores = column(outcome, "results", "unit", "score")
    found = [scores[unit] for unit in outcome.panel.units]
    assert found == pytest.approx(printed, abs=0.001)
    income = {row["unit"]: row["gni"] for row in rows(stage(outcome, "scores"))}
    assert [unit for unit, score in income.items() if score == 1] == ["Singapore", "Liechtenstein"]


def test_zhejiang_s_efficacy_coefficients_of_2009_and_2010():
    """Degrees of four items to 0.01, the area's degree to 0.01: 81.75 and 89.02 (公布值 89.02, 比上年提高 7.27)."""
    outcome = rebuilt("zhejiang-2010")
    degrees = {row["period"]: row for row in rows(stage(outcome, "normalised"))}
    items = ("nonfarm_jobs", "farm_productivity", "gdp_per_head", "revenue_per_head")
    assert [degrees["2009"][item] for item in items] == pytest.approx([83.37, 82.39, 76.43, 84.45], abs=0.0101)
    assert [degrees["2010"][item] for item in items] == pytest.approx([89.23, 93.90, 81.14, 92.10], abs=0.0101)
    scores = column(outcome, "results", "period", "score")
    assert scores["2010"] == pytest.approx(89.02, abs=0.0101)
    assert scores["2010"] - scores["2009"] == pytest.approx(7.27, abs=0.0101)
    assert column(outcome, "results", "period", "label") == {"2009": "整体协调", "2010": "全面融合"}
    points = next(row for row in rows(stage(outcome, "contributions")) if row["period"] == "2009")
    assert [points[item] * 24 / 100 for item in items] == pytest.approx([5.00, 4.12, 4.59, 5.91], abs=0.0051)


def test_the_national_urban_rural_integration_of_2016():
    """Four sub-indices 66.07, 60.03, 75.86, 53.13, equally weighted: 63.77."""
    assert rows(stage(rebuilt("national-2016"), "results"))[0]["score"] == pytest.approx(63.77, abs=0.005)


def test_asem_from_pillars_to_index():
    """COINr's documented scores to two decimals, from pillars printed to two decimals."""
    outcome = rebuilt("asem")
    scores = {row["unit"]: (row["Index"], row["Conn"], row["Sust"]) for row in rows(stage(outcome, "scores"))}
    assert scores["CHE"] == pytest.approx((68.38, 62.79, 73.98), abs=0.011)
    assert scores["NLD"] == pytest.approx((64.82, 61.94, 67.70), abs=0.011)
    assert scores["DNK"] == pytest.approx((64.80, 57.10, 72.51), abs=0.011)
    assert scores["NOR"] == pytest.approx((64.47, 57.44, 71.50), abs=0.011)
    assert column(outcome, "results", "unit", "rank") == {"CHE": 1, "NLD": 2, "DNK": 3, "NOR": 4}


def test_entropy_weights_of_elsayed():
    found = column(rebuilt("elsayed-2017"), "weights", "code", "share")
    printed = [0.104991, 0.069124, 0.071373, 0.449937, 0.304575]
    assert [found[f"c{k}"] for k in range(1, 6)] == pytest.approx(printed, abs=1e-6)


def test_entropy_weights_of_xu():
    """Xu 2004, EJOR 156(2), 530-532: the fourth attribute hardly varies and gets nothing."""
    matrix = np.array([[30, 30, 38, 29], [19, 54, 86, 29], [19, 15, 85, 28.9], [68, 70, 60, 29]])
    assert weigh.entropy(matrix) == pytest.approx([0.4630, 0.3992, 0.1378, 0.0000], abs=1e-4)


def test_critic_weights_of_tus():
    found = column(rebuilt("tus-2019"), "weights", "code", "share")
    printed = [0.157, 0.249, 0.168, 0.121, 0.154, 0.151]
    assert [found[f"c{k}"] for k in range(1, 7)] == pytest.approx(printed, abs=6e-4)


def test_judgements_of_wang_and_chin():
    """Weights to four decimals; their matrix is inconsistent (CR 0.229), which the usual limit refuses."""
    found = column(rebuilt("wang-chin-2011"), "weights", "code", "share")
    assert [found[k] for k in "abcdef"] == pytest.approx([0.3208, 0.1395, 0.0348, 0.1285, 0.2374, 0.1391], abs=5.1e-5)
    matrix = read_spec(DATA / "wang-chin-2011.yaml").weights.judgements["index"]
    assert pairwise.judged(matrix).ratio == pytest.approx(0.229, abs=5e-4)
    with pytest.raises(Refusal, match=r"evaluate\.weights\.inconsistent"):
        pairwise.consistent(matrix)


def test_urban_shares_of_the_world_urbanization_prospects():
    printed = {"World": 55.285172, "India": 34.029699, "Nigeria": 50.343679, "Luxembourg": 90.981347}
    assert column(rebuilt("wup-2018"), "results", "unit", "score") == pytest.approx(printed, abs=1e-6)
