"""``tongchou evaluate``: what strangers bring to the door, and what it says to broken files."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from tongchou.cli import main
from tongchou.evaluate.spec import STAGES, read_spec, rows, run_spec, stage
from tongchou.terms import Refusal

BROKEN = Path(__file__).parent.parent / "broken" / "evaluate"
SPEC = """
structure:
  - {code: index}
  - {code: life, parent: index, weight: 60}
  - {code: land, parent: index, weight: 40}
  - {code: income, parent: life, low: 0, high: 100}
  - {code: jobs, parent: life, low: 0, high: 10}
  - {code: waste, parent: land, low: 0, high: 50, direction: lower}
"""
PANEL = """unit,year,region,income,jobs,waste
甲,2014,东,50,5,25
乙,2014,东,80,,10
丙,2014,西,50,5,25
甲,2015,东,60,5,25
乙,2015,东,80,9,10
丙,2015,西,40,5,NA
"""


def run(tmp_path, table, spec, *more, name="table.csv"):
    (tmp_path / name).write_bytes(table if isinstance(table, bytes) else table.encode())
    (tmp_path / "spec.yaml").write_text(spec, encoding="utf-8")
    return CliRunner().invoke(main, ["evaluate", str(tmp_path / name), "--spec", str(tmp_path / "spec.yaml"), *more])


def told(tmp_path, table, spec, name="table.csv"):
    result = run(tmp_path, table, spec, "--json", name=name)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def scores(data):
    return {(row["unit"], row.get("period")): row["score"] for row in data["results"]}


@pytest.mark.parametrize("path", sorted((BROKEN / "spec").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_broken_spec_is_refused_by_name(path):
    result = CliRunner().invoke(main, ["evaluate", str(BROKEN / "table.csv"), "--spec", str(path), "--json"])
    assert result.exit_code == 1
    assert path.stem in result.stderr
    assert "Traceback" not in result.output
    if path.stem.startswith("pack."):
        assert path.name in result.stderr


@pytest.mark.parametrize("path", sorted((BROKEN / "table").glob("*.csv")), ids=lambda path: path.stem)
def test_a_broken_table_is_refused_by_name(path):
    result = CliRunner().invoke(main, ["evaluate", str(path), "--spec", str(BROKEN / "spec.yaml")])
    assert result.exit_code == 1
    assert path.stem in result.stderr


def test_an_unknown_key_is_placed_at_its_line_and_column():
    with pytest.raises(Refusal) as caught:
        read_spec(BROKEN / "spec" / "pack.key.unknown.yaml")
    where = caught.value.problems[0].where
    assert (where.line, where.column, where.key) == (3, 1, "normalize")
    assert caught.value.problems[0].allowed == "normalise"


def test_a_panel_with_missing_cells_and_ties_by_hand(tmp_path):
    data = told(tmp_path, PANEL, SPEC + "table: {period: year, group: region}\n")
    # 甲 2014: life (50+50)/2 = 50, land 50: 50; 乙: life 80 (jobs missing), land 80: 80; 丙 ties with 甲
    assert scores(data) == {
        ("乙", "2014"): 80, ("甲", "2014"): 50, ("丙", "2014"): 50,
        ("乙", "2015"): pytest.approx(0.6 * 85 + 0.4 * 80), ("甲", "2015"): 53, ("丙", "2015"): 45,
    }  # fmt: skip
    ranks = {(row["unit"], row["period"]): row["rank"] for row in data["results"]}
    assert [ranks[u, "2014"] for u in "甲乙丙"] == [2, 1, 2]
    observed = {(row["unit"], row["period"]): row["observed"] for row in data["results"]}
    assert observed["乙", "2014"] == pytest.approx(0.7)
    assert observed["丙", "2015"] == pytest.approx(0.6)


def test_long_and_wide_parquet_and_tsv_give_the_same(tmp_path):
    wide = told(tmp_path, PANEL, SPEC + "table: {period: year}\n")
    lines = [line.split(",") for line in PANEL.strip().splitlines()]
    cells = [
        f"{line[0]},{line[1]},{code},{value}"
        for line in lines[1:]
        for code, value in zip(lines[0][3:], line[3:], strict=True)
    ]
    long = "unit,year,indicator,value\n" + "\n".join(reversed(cells))
    assert scores(told(tmp_path, long, SPEC + "table: {period: year, layout: long}\n")) == scores(wide)
    tabbed = told(tmp_path, PANEL.replace(",", "\t"), SPEC + "table: {period: year}\n", name="table.tsv")
    assert tabbed["results"] == wide["results"]
    columns = {name: [line[k] for line in lines[1:]] for k, name in enumerate(lines[0])}
    numbers = {k: [float(v) if v not in ("", "NA") else None for v in columns[k]] for k in ("income", "jobs", "waste")}
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.table(columns | numbers), sink)
    stored = told(tmp_path, sink.getvalue().to_pybytes(), SPEC + "table: {period: year}\n", name="table.parquet")
    assert stored["results"] == wide["results"]


def test_chinese_encodings_are_read_when_stated(tmp_path):
    stated = SPEC + "table: {period: year, encoding: gb18030}\n"
    plain = told(tmp_path, PANEL, SPEC + "table: {period: year}\n")
    assert told(tmp_path, PANEL.encode("gb18030"), stated)["results"] == plain["results"]
    with_mark = told(tmp_path, "\ufeff".encode() + PANEL.encode(), SPEC + "table: {period: year}\n")
    assert with_mark["results"] == plain["results"]


def test_full_width_digits_and_thousands_are_numbers(tmp_path):
    data = told(tmp_path, 'unit,income,jobs,waste\n甲,"５０",5,"25"\n乙,"1,0.0",5,25\n'.replace("1,0.0", "10"), SPEC)
    assert scores(data)["甲", None] == 50


def test_every_stage_is_written(tmp_path):
    table = "unit,year,region,income,jobs,waste\n" + "\n".join(
        f"u{k},{year},{'ab'[k % 2]},{10 + k * 2 + year % 7},{k % 9},{k % 37}"
        for k in range(30)
        for year in (2014, 2015)
    )
    spec = SPEC + (
        "table: {period: year, group: region}\n"
        "treat: {}\nimpute: {rule: group-mean}\n"
        "bands: {limits: [60, 40], labels: [A, B, C]}\n"
        "uncertainty: {runs: 50, sobol: 8, means: [arithmetic, geometric], caps: true, leave_one_out: true}\n"
        "space: {neighbours: [[u0, u1], [u1, u2], [u2, u3]], permutations: 9}\n"
        f"outputs: [{', '.join(STAGES)}]\n"
    )
    result = run(tmp_path, table, spec, "--out", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{n}.{e}" for n in STAGES for e in ("csv", "json")}
    for name in STAGES:
        stored = json.loads((tmp_path / "out" / f"{name}.json").read_text(encoding="utf-8"))
        lines = (tmp_path / "out" / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(stored) + 1
        assert "nan" not in "\n".join(lines[1:]).lower()


def test_each_aggregation_is_its_own(tmp_path):
    forms = [
        "{method: arithmetic}", "{method: geometric}", "{method: harmonic}", "{method: power, power: 2}",
        "{method: penalised, sign: -1}", "{method: topsis, best: 100, worst: 0}", "{method: copeland}",
        "{method: benefit-of-doubt}", "{method: power, power: -.inf}",
    ]  # fmt: skip
    table = "unit,income,jobs,waste\n甲,50,5,30\n乙,80,2,10\n丙,20,9,45\n"
    found = [tuple(scores(told(tmp_path, table, SPEC + f"aggregate: {{default: {f}}}\n")).values()) for f in forms]
    assert len(set(found)) == len(forms)
    assert found[2] != found[8]


def test_ranks_within_groups_and_from_below(tmp_path):
    spec = SPEC + "table: {period: year, group: region}\nrank: {within_group: true, ties: dense, lowest_first: true}\n"
    ranks = {(row["unit"], row["period"]): row["rank"] for row in told(tmp_path, PANEL, spec)["results"]}
    assert [ranks[u, "2014"] for u in "甲乙丙"] == [1, 2, 1]


def test_imputation_is_flagged_and_the_raw_kept(tmp_path):
    spec = SPEC + "table: {period: year}\nimpute: {rule: last}\noutputs: [flags, raw, prepared]\n"
    data = told(tmp_path, PANEL, spec)
    assert data["flags"] == [
        {"period": "2015", "unit": "丙", "indicator": "waste", "how": "imputed last", "raw": None, "value": 25}
    ]
    raw = {(row["unit"], row["period"]): row["waste"] for row in data["raw"]}
    assert raw["丙", "2015"] is None


def test_a_group_s_missing_score_may_be_filled_from_its_region(tmp_path):
    table = "unit,region,income,jobs,waste\n甲,东,50,5,25\n乙,东,80,8,\n丙,西,10,1,5\n"
    spec = SPEC + "table: {group: region}\nimpute: {rule: group-mean, depth: 1}\noutputs: [scores, observed]\n"
    data = told(tmp_path, table, spec)
    assert {row["unit"]: row["land"] for row in data["scores"]}["乙"] == 50
    assert {row["unit"]: row["index"] for row in data["observed"]}["乙"] == pytest.approx(0.6)


def test_units_screened_out_have_no_score_and_a_reason(tmp_path):
    data = told(
        tmp_path, PANEL, SPEC + "table: {period: year}\nscreen: {available: 0.8}\noutputs: [results, screening]\n"
    )
    assert scores(data)["乙", "2014"] is None
    reasons = {(row["unit"], row["period"]): row["reason"] for row in data["screening"]}
    assert reasons["乙", "2014"] == "available 67 % < 80 %"


def test_an_indicator_without_any_value_is_named_and_voids_nobody(tmp_path):
    data = told(tmp_path, "unit,income,jobs,waste\n甲,50,,25\n乙,80,,10\n", SPEC)
    assert [note["code"] for note in data["notes"]] == ["evaluate.indicator.empty"]
    assert None not in scores(data).values()
    assert data["results"][0]["observed"] == pytest.approx(0.7)


def test_a_single_unit_with_fixed_goalposts_has_a_score(tmp_path):
    assert scores(told(tmp_path, "unit,income,jobs,waste\n甲,50,5,25\n", SPEC)) == {("甲", None): 50}


def test_capped_and_uncapped_side_by_side(tmp_path):
    data = told(tmp_path, "unit,income,jobs,waste\n甲,150,5,25\n", SPEC + "outputs: [normalised, uncapped]\n")
    assert (data["normalised"][0]["income"], data["uncapped"][0]["income"]) == (100, 150)


def test_data_weights_by_group_and_blended(tmp_path):
    table = "unit,income,jobs,waste\n" + "\n".join(f"u{k},{k * 3},{k % 4},{k}" for k in range(1, 30))
    weights = "weights: {method: entropy, combine: blended, alpha: 0.5}\noutputs: [weights]\n"
    plain = "weights: {method: entropy}\noutputs: [weights]\n"
    one = {row["code"]: row["share"] for row in told(tmp_path, table, SPEC + plain)["weights"]}
    half = {row["code"]: row["share"] for row in told(tmp_path, table, SPEC + weights)["weights"]}
    assert one["income"] != pytest.approx(0.5, abs=0.01)
    assert half["income"] == pytest.approx((one["income"] + 0.5) / 2)
    assert half["life"] == pytest.approx(0.6)


def test_a_seed_gives_the_same_intervals_twice(tmp_path):
    spec = SPEC + "table: {period: year}\nuncertainty: {runs: 200, seed: 7}\noutputs: [intervals]\n"
    assert told(tmp_path, PANEL, spec) == told(tmp_path, PANEL, spec)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("uncertainty: {period: '2020'}\ntable: {period: year}\n", "evaluate.spec.unknown"),
        ("normalise: {method: reference, reference: 丁}\n", "pack.value.not-allowed"),
        ("rank: {within_group: true}\n", "evaluate.spec.needs"),
        ("impute: {rule: group-mean}\n", "evaluate.spec.needs"),
        ("impute: {rule: column-mean, depth: 7}\n", "evaluate.spec.unknown"),
        ("screen: {force: [戊]}\n", "evaluate.spec.unknown"),
        ("outputs: [intervals]\n", "evaluate.spec.needs"),
        ("outputs: [sensitivity]\n", "evaluate.spec.needs"),
    ],
)
def test_what_the_spec_asks_for_and_the_table_lacks_is_refused(tmp_path, more, code):
    table = PANEL if "period" in more else "unit,income,jobs,waste\n甲,50,5,25\n乙,80,2,10\n"
    result = run(tmp_path, table, SPEC + more, "--json")
    assert (result.exit_code, code in result.stderr) == (1, True), result.output


def test_a_nominal_indicator_needs_the_interval_form(tmp_path):
    table = "unit,rate\n甲,7\n乙,4\n"
    line = "structure:\n  - {code: index}\n  - {code: rate, parent: index, direction: nominal, "
    good = line + "interval: [3, 6], limits: [1, 10], normalise: interval}\n"
    assert scores(told(tmp_path, table, good)) == {("乙", None): 100, ("甲", None): 75}
    for method in ("goalposts", "z-score", "rank"):
        result = run(tmp_path, table, line + f"low: 0, high: 9, normalise: {method}}}\n")
        assert "evaluate.spec.needs" in result.stderr


def test_help_shows_an_example():
    result = CliRunner().invoke(main, ["evaluate", "--help"])
    assert result.exit_code == 0
    assert "Example" in result.output


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=120))
def test_no_spec_text_ends_in_a_trace(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("fuzz") / "spec.yaml"
    path.write_text(text, encoding="utf-8", errors="replace")
    with pytest.raises(Refusal):
        read_spec(path)


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200))
def test_no_table_ends_in_a_trace(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("fuzz") / "table.csv"
    path.write_bytes(b"unit,year,a,b\n" + content)
    outcome = outcome_or_refusal(path)
    if isinstance(outcome, Refusal):
        assert outcome.problems
    else:
        assert np.isfinite([row["observed"] or 0.0 for row in rows(stage(outcome, "results"))]).all()


def outcome_or_refusal(path):
    try:
        return run_spec(path, read_spec(BROKEN / "spec.yaml"))
    except Refusal as refusal:
        return refusal
