"""``tongchou evaluate``: analyses asked for in the spec give what the functions give, and what a hand gives."""

import json

import numpy as np
import pytest
from click.testing import CliRunner
from scipy import stats

from tongchou.cli import main
from tongchou.evaluate import coupling, disparity, obstacle, space

SPEC = """
table: {period: year, group: region}
structure:
  - {code: index}
  - {code: income, parent: index, weight: 75, low: 0, high: 100}
  - {code: jobs, parent: index, weight: 25, low: 0, high: 100}
"""
INCOME = {2014: (20, 40, 60, 80), 2015: (30, 50, 66, 84)}
JOBS = (10, 90, 50, 0)
UNITS, REGIONS = "甲乙丙丁", "东东西西"
TABLE = "unit,year,region,income,jobs\n" + "\n".join(
    f"{unit},{year},{region},{income},{job}"
    for year, row in INCOME.items()
    for unit, region, income, job in zip(UNITS, REGIONS, row, JOBS, strict=True)
)


def ran(folder, *outputs, more="", table=TABLE):
    (folder / "t.csv").write_text(table, encoding="utf-8")
    (folder / "s.yaml").write_text(SPEC + more + f"\noutputs: [{', '.join(outputs)}]\n", encoding="utf-8")
    return CliRunner().invoke(main, ["evaluate", str(folder / "t.csv"), "--spec", str(folder / "s.yaml"), "--json"])


def told(folder, name, **more):
    result = ran(folder, name, **more)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)[name]


def test_disparity_of_the_data_and_of_the_index_by_period(tmp_path):
    rows = {(row["period"], row["line"]): row for row in told(tmp_path, "disparity")}
    income = rows["2014", "income"]
    # gaps 20, 40, 60, 20, 40, 20 twice = 400; over 2 x 16 x 50
    assert income["gini"] == pytest.approx(400 / 1600)
    assert income["variation"] == pytest.approx(500**0.5 / 50)
    assert income["theil"] == pytest.approx(disparity.theil([20, 40, 60, 80]))
    # regions hold .3 and .7 of income, half the units each
    assert income["theil_between"] == pytest.approx(0.3 * np.log(0.6) + 0.7 * np.log(1.4))
    assert income["theil_between"] + income["theil_within"] == pytest.approx(income["theil"])
    assert income["gini_within"] + income["gini_between"] + income["gini_transvariation"] == pytest.approx(0.25)
    # scores of the index in 2014: .75 income + .25 jobs
    assert rows["2014", "index"]["gini"] == pytest.approx(disparity.gini([17.5, 52.5, 57.5, 60]))
    # one place without any job: L is infinite, which no number can say
    assert rows["2014", "jobs"]["mean_log_deviation"] is None


def test_what_cannot_be_measured_says_why(tmp_path):
    rows = told(tmp_path, "disparity", table=TABLE.replace("丁,2015,西,84,0", "丁,2015,西,84,-5"))
    assert {row["why"] for row in rows if row["line"] == "jobs"} == {"", "evaluate.value.negative"}


def test_convergence_between_the_first_and_the_last_period(tmp_path):
    rows = {row["line"]: row for row in told(tmp_path, "convergence")}
    first, last = (np.array(INCOME[year], dtype=float) for year in INCOME)
    line = stats.linregress(np.log(first), np.log(last / first))
    assert rows["income"]["slope"] == pytest.approx(line.slope)
    assert rows["income"]["p"] == pytest.approx(line.pvalue)
    assert rows["income"]["sigma_last"] == pytest.approx(stats.variation(last))
    assert rows["jobs"]["why"] == "evaluate.value.not-positive"


def test_coupling_of_the_lines_under_the_index(tmp_path):
    row = told(tmp_path, "coupling")[0]
    found = coupling.coupling([[0.2, 0.1]], [0.75, 0.25])
    assert (row["unit"], row["period"], row["lagging"]) == ("甲", "2014", "jobs")
    assert row["conventional"] == pytest.approx(2 * 0.02**0.5 / 0.3)
    assert row["level"] == pytest.approx(0.175)
    assert row["corrected_coordination"] == pytest.approx(found.corrected_coordination[0])
    # the root of .943 x .175 is .406
    assert row["grade"] == "濒临失调"


def test_strengths_come_first_and_peers_are_those_of_the_region(tmp_path):
    rows = [row for row in told(tmp_path, "standings") if row["unit"] == "甲"]
    scores = np.array([[30.0, 10.0], [50.0, 90.0]])
    expected = [(row.code, row.gap) for row in obstacle.standings(scores, ("income", "jobs"), 0)]
    assert [(row["code"], row["gap"]) for row in rows] == expected == [("income", -20.0), ("jobs", -80.0)]


def test_loadings_give_back_the_eigenvalues(tmp_path):
    rows = told(tmp_path, "components")
    r = abs(np.corrcoef([*INCOME[2014], *INCOME[2015]], [*JOBS, *JOBS])[0, 1])
    assert sorted({round(row["eigenvalue"], 9) for row in rows}) == pytest.approx([1 - r, 1 + r])
    assert sum(row["loading"] ** 2 for row in rows if row["component"] == 1) == pytest.approx(1 + r)


def test_a_group_that_never_varies_has_no_components(tmp_path):
    alike = "unit,year,region,income,jobs\n" + "\n".join(f"{unit},2014,东,5,2" for unit in UNITS)
    assert told(tmp_path, "components", table=alike) == []


def test_ranks_without_one_indicator(tmp_path):
    rows = {row["indicator"]: row for row in told(tmp_path, "removals")}
    # scores of 2015 are 25, 60, 62, 63, ranks 4 3 2 1; jobs alone rank 3 1 2 4, income alone 4 3 2 1
    assert (rows["jobs"]["mean_shift"], rows["jobs"]["most_moved"], rows["jobs"]["kendall"]) == (0, "", 1)
    assert (rows["income"]["mean_shift"], rows["income"]["largest_shift"]) == ((1 + 2 + 0 + 3) / 4, 3)
    assert rows["income"]["most_moved"] == "丁"
    # squared moves 1 + 4 + 0 + 9: 1 - 6 x 14 / (4 x 15); pairs in order 2 of 6
    assert rows["income"]["spearman"] == pytest.approx(-0.4)
    assert rows["income"]["kendall"] == pytest.approx(-1 / 3)


def test_neighbours_come_from_the_spec(tmp_path):
    more = "space: {neighbours: [[甲, 乙], [乙, 丙], [丙, 丁]], permutations: 99}"
    rows = {(row["period"], row["line"]): row for row in told(tmp_path, "neighbours", more=more)}
    assert rows["2014", "income"]["moran"] == pytest.approx(0.4)  # a straight line of four
    line = space.Neighbours.of_pairs(4, [(0, 1), (1, 2), (2, 3)])
    assert rows["2015", "jobs"]["geary"] == pytest.approx(space.geary(JOBS, line, 9, 1).value)
    local = told(tmp_path, "local", more=more)
    assert [row["quadrant"] for row in local] == list(
        space.local_moran([25.0, 60.0, 62.0, 63.0], line, 99, 1).quadrants
    )


@pytest.mark.parametrize(
    ("output", "more", "code"),
    [
        ("neighbours", "", "evaluate.spec.needs"),
        ("local", "space: {neighbours: [[甲, 戊]]}", "evaluate.spec.unknown"),
        ("coupling", "normalise: {cap: false, method: z-score}", "evaluate.coupling.range"),
    ],
)
def test_what_an_analysis_lacks_is_refused_by_name(tmp_path, output, more, code):
    result = ran(tmp_path, output, more=more)
    assert result.exit_code == 1
    assert code in result.stderr
