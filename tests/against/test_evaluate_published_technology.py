"""The Technology Achievement Index, the case study of the OECD/JRC handbook: one raw table, four published results.

Raw figures: handbook (2008), table A.2; goalposts: Saisana, Saltelli and Tarantola (2005), table 1. Telephones and
electricity were printed as logarithms of two decimals, which is what limits the agreement of scores.
"""

from pathlib import Path

import pytest

from tongchou.evaluate import understand
from tongchou.evaluate.spec import read_spec, rows, run_spec, stage

DATA = Path(__file__).parent / "data" / "evaluate"
EQUAL = [
    "Finland", "United States", "Sweden", "Japan", "Korea, Rep. of", "Netherlands", "United Kingdom", "Singapore",
    "Canada", "Australia", "Germany", "Norway", "Ireland", "Belgium", "New Zealand", "Austria", "France", "Israel",
    "Spain", "Italy", "Czech Republic", "Hungary", "Slovenia",
]  # fmt: skip
"""The 23 countries as table 23 ranks them under equal weights, first to last; tables 23 and 38 list them so."""


def ranks(spec):
    outcome = run_spec(DATA / "tai-2001.csv", read_spec(DATA / f"{spec}.yaml"))
    found = {row["unit"]: row["rank"] for row in rows(stage(outcome, "results"))}
    return [found[country] for country in EQUAL]


def test_scores_as_the_report_of_2001_printed_them():
    """22 countries (not Singapore) within 0.006 of the two decimals at hand; half of it is their rounding."""
    outcome = run_spec(DATA / "tai-2001.csv", read_spec(DATA / "tai-2001.yaml"))
    printed = [
        0.74, 0.73, 0.70, 0.70, 0.67, 0.63, 0.61, 0.59, 0.59, 0.58, 0.58,
        0.57, 0.55, 0.55, 0.54, 0.54, 0.51, 0.48, 0.47, 0.47, 0.46, 0.46,
    ]  # fmt: skip
    scores = {row["unit"]: row["score"] for row in rows(stage(outcome, "results"))}
    found = [scores[country] for country in EQUAL if country != "Singapore"]
    assert found == pytest.approx(printed, abs=0.006)
    capped = [row["unit"] for row in rows(stage(outcome, "scores")) if row["old"] == 1]
    assert sorted(capped) == ["Finland", "Japan", "Norway", "Sweden", "United States"]


def test_ranks_under_equal_weights():
    """Table 23, column EW: all 23."""
    assert ranks("tai-2001") == list(range(1, 24))


def test_ranks_under_the_weights_of_a_budget_allocation():
    """Table 23, column BAP, with the weights of table 22: all 23."""
    printed = [1, 2, 3, 5, 4, 8, 7, 6, 10, 11, 9, 13, 12, 14, 17, 15, 16, 18, 19, 21, 22, 20, 23]
    assert ranks("tai-2001-experts") == printed


def test_ranks_of_the_geometric_mean_of_raw_indicators():
    """Table 38, column GME: all 23, though Korea falls from 5th to 16th."""
    printed = [2, 1, 3, 4, 16, 5, 6, 18, 13, 14, 8, 11, 7, 9, 17, 12, 10, 15, 19, 21, 23, 22, 20]
    assert ranks("tai-2001-geometric") == printed


def test_alpha_and_principal_components():
    """Section 4.3: alpha 0.70, 41.9 % in the first component; table 11: alpha without each indicator, within 0.003."""
    outcome = run_spec(DATA / "tai-2001.csv", read_spec(DATA / "tai-2001-standardised.yaml"))
    (told,) = rows(stage(outcome, "coherence"))
    assert told["alpha"] == pytest.approx(0.70, abs=0.005)
    assert told["first_component"] == pytest.approx(0.419, abs=0.0005)
    whole = outcome.scaled.values[0]
    without = [understand.alpha(whole[:, [k for k in range(8) if k != left]]).value for left in range(8)]
    assert without == pytest.approx([0.704, 0.645, 0.636, 0.774, 0.603, 0.624, 0.662, 0.706], abs=0.003)
    explained = [round(100 * one, 1) for one in understand.components(whole).explained]
    assert explained == pytest.approx([41.9, 21.8, 12.3, 11.1, 6.0, 3.7, 2.2, 0.9], abs=0.11)
