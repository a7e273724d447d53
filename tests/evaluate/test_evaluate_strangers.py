"""Tables as strangers bring them: odd cells, flat columns, odd types; a right number or a named refusal for each."""

import io
import json
import warnings

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from click.testing import CliRunner
from numpy.testing import assert_allclose
from pyarrow import parquet

from tongchou.cli import main

TWO = "structure:\n  - {code: index}\n  - {code: a, parent: index, low: 0, high: 100}\n"
TWO += "  - {code: b, parent: index, low: 0, high: 100}\n"
NOT_A_NUMBER = np.array([0x7FF00000000007A2, 0x7FF8000000000000, 0xFFF8000000000001], dtype=np.uint64).view(float)
METHODS = ("min-max", "z-score", "rank", "percentile", "exponential-rank", "reference", "mpi", "ampi", "vector")


def asked(tmp_path, table, spec):
    name = "table.csv" if isinstance(table, str) else "table.parquet"
    (tmp_path / name).write_bytes(table.encode() if isinstance(table, str) else stored(table))
    (tmp_path / "spec.yaml").write_text(spec, encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return CliRunner().invoke(
            main, ["evaluate", f"{tmp_path / name}", "--spec", f"{tmp_path / 'spec.yaml'}", "--json"]
        )


def stored(table):
    sink = io.BytesIO()
    parquet.write_table(table, sink)
    return sink.getvalue()


def told(tmp_path, table, spec):
    result = asked(tmp_path, table, spec)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def scores(data):
    return {row["unit"]: row["score"] for row in data["results"]}


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("competition", [1, 2, 2, 4]),
        ("modified", [1, 3, 3, 4]),
        ("dense", [1, 2, 2, 3]),
        ("fractional", [1, 2.5, 2.5, 4]),
        ("ordinal", [1, 2, 3, 4]),
    ],
)
def test_every_tie_rule(tmp_path, ties, expected):
    data = told(tmp_path, "unit,a,b\nA,90,90\nB,80,80\nC,80,80\nD,70,\n", TWO + f"rank: {{ties: {ties}}}\n")
    assert [row["rank"] for row in data["results"]] == expected


def test_every_bit_pattern_of_nan_is_missing(tmp_path):
    table = pa.table({"unit": ["x", "y", "z", "w"], "a": np.append(NOT_A_NUMBER, 50.0), "b": [10.0, 20, 30, 40]})
    data = told(tmp_path, table, TWO)
    assert scores(data) == {"x": 10, "y": 20, "z": 30, "w": 45}
    assert {row["unit"]: row["observed"] for row in data["results"]} == {"x": 0.5, "y": 0.5, "z": 0.5, "w": 1}


@pytest.mark.parametrize("method", METHODS)
def test_a_column_without_any_value_scores_nobody_under_any_method(tmp_path, method):
    data = told(tmp_path, "unit,a,b\nA,,1\nB,,2\nC,,3\n", TWO + f"normalise: {{method: {method}}}\n")
    assert [note["code"] for note in data["notes"]] == ["evaluate.indicator.empty"]
    assert [row["observed"] for row in data["results"]] == [0.5] * 3
    assert [row["unit"] for row in data["results"]] == ["C", "B", "A"]


@pytest.mark.parametrize("method", METHODS)
def test_a_column_with_one_value_is_refused_or_noted(tmp_path, method):
    result = asked(tmp_path, "unit,a,b\nA,5,1\nB,5,2\nC,5,3\n", TWO + f"normalise: {{method: {method}}}\n")
    if method in ("min-max", "z-score", "mpi", "ampi"):
        assert result.exit_code == 1
        assert "evaluate.indicator.constant" in result.stderr
    else:
        assert "evaluate.indicator.same-value" in result.stdout


@pytest.mark.parametrize("method", ["entropy", "critic", "standard-deviation"])
def test_weights_from_data_give_nothing_to_a_column_without_values(tmp_path, method):
    spec = TWO + f"weights: {{method: {method}}}\noutputs: [weights]\n"
    shares = {row["code"]: row["share"] for row in told(tmp_path, "unit,a,b\nA,,1\nB,,2\nC,,4\n", spec)["weights"]}
    assert (shares["a"], shares["b"]) == (0, 1)


def test_units_all_alike_have_no_closeness(tmp_path):
    spec = TWO + "aggregate: {default: {method: topsis}}\n"
    assert "evaluate.indicator.constant" in asked(tmp_path, "unit,a,b\nA,5,1\n", spec).stderr
    fixed = TWO + "aggregate: {default: {method: topsis, best: 100, worst: 0}}\n"
    assert scores(told(tmp_path, "unit,a,b\nA,40,40\n", fixed))["A"] == pytest.approx(0.4)


def test_judgements_are_read_as_people_write_them(tmp_path):
    spec = TWO + "weights: {method: judgements, judgements: {index: [[1, 3], [1/3, 1]]}}\noutputs: [weights]\n"
    shares = {row["code"]: row["share"] for row in told(tmp_path, "unit,a,b\nA,1,2\n", spec)["weights"]}
    assert shares["a"] == pytest.approx(0.75)
    assert "evaluate.weights.not-reciprocal" in asked(tmp_path, "unit,a,b\nA,1,2\n", spec.replace("1/3", "3")).stderr
    assert "pack.value.not-allowed" in asked(tmp_path, "unit,a,b\nA,1,2\n", spec.replace("1/3", "1/0")).stderr


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("unit,a,b\nA,1,2\n,3,4\n", "evaluate.table.no-unit"),
        ("unit,a,a,b\nA,1,2,3\n", "evaluate.table.two-columns"),
        ('unit,a,b\nA,1,2\n"A ",3,4\n', "evaluate.table.duplicate"),
        (pa.table({"unit": ["A"], "a": [[1]], "b": [2]}), "evaluate.table.cell"),
        (pa.table({"unit": ["A"], "a": [True], "b": [2]}), "evaluate.table.cell"),
        (pa.table({"unit": ["A"], "a": [np.inf], "b": [2]}), "evaluate.matrix.infinite"),
    ],
)
def test_what_no_rule_can_settle_is_refused(tmp_path, table, code):
    result = asked(tmp_path, table, TWO)
    assert (result.exit_code, code in result.stderr) == (1, True), result.output


def panel(units, random):
    table = pd.DataFrame({"unit": np.repeat(np.arange(units), 2), "year": np.tile([2020, 2021], units)})
    for code in "abcd":
        table[code] = random.gamma(2, 10, 2 * units)
    table.loc[random.random(2 * units) < 0.1, "c"] = np.nan
    return table


def test_thirty_thousand_units_by_year_agree_with_pandas(tmp_path):
    table = panel(30_000, np.random.default_rng(3))
    spec = """structure:
  - {code: index}
  - {code: one, parent: index, weight: 60}
  - {code: two, parent: index, weight: 40}
  - {code: a, parent: one}
  - {code: b, parent: one}
  - {code: c, parent: two, direction: lower}
  - {code: d, parent: two}
table: {period: year}
normalise: {method: min-max, scope: period, scale: [1, 101]}
aggregate: {levels: {0: {method: geometric}}, groups: {two: {method: harmonic}}}
"""
    data = told(tmp_path, pa.Table.from_pandas(table), spec)
    scaled = table.groupby("year")[list("abcd")].transform(lambda s: 100 * (s - s.min()) / (s.max() - s.min()) + 1)
    scaled["c"] = 102 - scaled["c"]
    one, two = scaled[["a", "b"]].mean(axis=1), 1 / (1 / scaled[["c", "d"]]).mean(axis=1)
    index = np.exp(0.6 * np.log(one) + 0.4 * np.log(two))
    ranks = index.groupby(table["year"]).rank(method="min", ascending=False)
    found = {(row["unit"], row["period"]): (row["score"], row["rank"]) for row in data["results"]}
    keys = zip(table["unit"].astype(str), table["year"].astype(str), strict=True)
    assert_allclose([found[key] for key in keys], np.column_stack([index, ranks]), rtol=1e-12)


RULES = {
    "column-mean": lambda t: t.a.fillna(t.groupby("year").a.transform("mean")),
    "column-median": lambda t: t.a.fillna(t.groupby("year").a.transform("median")),
    "group-mean": lambda t: t.a.fillna(t.groupby(["year", "g"]).a.transform("mean")),
    "group-median": lambda t: t.a.fillna(t.groupby(["year", "g"]).a.transform("median")),
    "last": lambda t: t.groupby("unit").a.ffill(),
    "linear": lambda t: t.groupby("unit").a.transform(lambda s: s.interpolate(limit_area="inside")),
    "constant": lambda t: t.a.fillna(7),
}


@pytest.mark.parametrize("rule", RULES)
def test_every_imputation_agrees_with_pandas(tmp_path, rule):
    random = np.random.default_rng(1)
    table = pd.DataFrame({"unit": list("ABCDEF") * 3, "year": np.repeat([1, 2, 3], 6), "g": list("xxxyyy") * 3})
    table["a"], table["b"] = random.uniform(0, 100, (2, 18)).round(1)
    table.loc[[1, 6, 8, 14], "a"] = np.nan
    spec = TWO + f"table: {{period: year, group: g}}\nimpute: {{rule: {rule}, value: 7}}\noutputs: [prepared, raw]\n"
    data = told(tmp_path, pa.Table.from_pandas(table), spec)
    assert_allclose([float(row["a"] or "nan") for row in data["prepared"]], RULES[rule](table))
    assert sum(row["a"] is None for row in data["raw"]) == 4


def test_imputation_may_be_one_of_the_things_a_simulation_varies(tmp_path):
    table = "unit,a,b\nA,90,\nB,60,60\nC,10,80\nD,20,90\n"
    plain = TWO + "uncertainty: {runs: 100, spread: 0}\noutputs: [intervals]\n"
    varied = plain.replace("spread: 0", "spread: 0, impute: [column-mean, constant]")
    one, other = (
        {row["unit"]: (row["rank"], row["rank_worst"]) for row in told(tmp_path, table, spec)["intervals"]}
        for spec in (plain, varied)
    )
    # A: 90 alone; (90 + 76.67) / 2 with the mean of b; (90 + 0) / 2 = 45 with 0: after B 60 and D 55, as C
    assert one["A"] == (1, 1)
    assert other["A"] == (1, 3)
