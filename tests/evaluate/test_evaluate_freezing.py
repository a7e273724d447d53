"""Editions at the door: frozen bounds and weights score other tables as they scored the first; changes by cause."""

import json

import pytest
from click.testing import CliRunner

from tongchou.cli import main

SPEC = """structure:
  - {code: index}
  - {code: a, parent: index}
  - {code: b, parent: index, direction: lower}
normalise: {method: min-max}
"""
TABLE = "unit,a,b\nA,0,10\nB,50,20\nC,100,30\n"


@pytest.fixture
def door(tmp_path):
    def ask(table, spec, *more):
        (tmp_path / "t.csv").write_text(table, encoding="utf-8")
        (tmp_path / "s.yaml").write_text(spec, encoding="utf-8")
        return CliRunner().invoke(
            main, ["evaluate", str(tmp_path / "t.csv"), "--spec", str(tmp_path / "s.yaml"), *more]
        )

    return ask


def scores(result):
    assert result.exit_code == 0, result.output
    return {row["unit"]: row["score"] for row in json.loads(result.stdout)["results"]}


def test_a_frozen_edition_scores_another_table_by_the_old_bounds(door, tmp_path):
    first = door(TABLE, SPEC, "--json", "--freeze", str(tmp_path / "2015.yaml"))
    assert scores(first) == {"A": 50, "B": 50, "C": 50}
    kept = (tmp_path / "2015.yaml").read_text(encoding="utf-8")
    # one unit alone, beyond the old bounds: a = 150 is capped at 100, b = 15 is (30 - 15) / 20 = 75
    assert scores(door("unit,a,b\nD,150,15\n", kept, "--json")) == {"D": 87.5}
    assert scores(door(TABLE, kept, "--json")) == scores(first)
    assert '"version": "2015"' in kept


def test_a_frozen_edition_keeps_weights_that_came_from_data(door, tmp_path):
    table = "unit,a,b\nA,0,10\nB,50,25\nC,100,30\n"
    spec = SPEC + "weights: {method: entropy}\n"
    found = scores(door(table, spec, "--json", "--freeze", str(tmp_path / "e.yaml")))
    kept = (tmp_path / "e.yaml").read_text(encoding="utf-8")
    again = scores(door(table + "D,10,10\n", kept, "--json"))
    assert {unit: again[unit] for unit in "ABC"} == pytest.approx(found)


def test_an_edition_is_never_overwritten(door, tmp_path):
    assert door(TABLE, SPEC, "--freeze", str(tmp_path / "2015.yaml")).exit_code == 0
    before = (tmp_path / "2015.yaml").read_text(encoding="utf-8")
    second = door(TABLE, SPEC.replace("lower", "higher"), "--freeze", str(tmp_path / "2015.yaml"))
    assert (second.exit_code, "evaluate.edition.frozen" in second.stderr) == (1, True)
    assert (tmp_path / "2015.yaml").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    "more",
    [
        SPEC.replace("min-max", "z-score"),
        SPEC.replace("{method: min-max}", "{method: min-max, scope: period}") + "table: {period: b}\n",
        SPEC + "aggregate: {default: {method: topsis}}\n",
    ],
)
def test_what_depends_on_the_other_units_cannot_be_frozen(door, tmp_path, more):
    table = "unit,a,b\nA,0,1\nB,50,1\nA,90,2\nB,10,2\n" if "period" in more else TABLE
    spec = more.replace("{code: b, parent: index, direction: lower}", "{code: a2, column: a, parent: index}")
    result = door(table, spec, "--freeze", str(tmp_path / "x.yaml"))
    assert (result.exit_code, "evaluate.edition.relative" in result.stderr) == (1, True), result.output
    assert not (tmp_path / "x.yaml").exists()


def test_a_recalculation_tells_what_differs_and_why_by_hand(door, tmp_path):
    old = "structure:\n  - {code: index}\n  - {code: a, parent: index, weight: 50, low: 0, high: 100}\n"
    old += "  - {code: b, parent: index, weight: 50, low: 0, high: 100}\n"
    (tmp_path / "old.yaml").write_text(old, encoding="utf-8")
    (tmp_path / "old.csv").write_text("unit,a,b\nA,40,60\nB,50,50\nX,1,1\n", encoding="utf-8")
    new = old.replace("weight: 50, low: 0, high: 100}\n  - {code: b", "weight: 80, low: 0, high: 50}\n  - {code: b")
    new = new.replace("b, parent: index, weight: 50", "b, parent: index, weight: 20")
    more = ("--against", str(tmp_path / "old.yaml"), "--against-table", str(tmp_path / "old.csv"))
    told = json.loads(door("unit,a,b\nA,44,60\nB,50,50\nY,1,1\n", new, *more, "--json").stdout)
    changed = {row["parameter"]: (row["before"], row["after"]) for row in told["differences"]}
    assert changed == {
        "a.weight": ("50.0", "80.0"), "a.high": ("100.0", "50.0"), "b.weight": ("50.0", "20.0")
    }  # fmt: skip
    rows = {row["unit"]: row for row in told["recalculation"]}
    assert set(rows) == {"A", "B"}
    # A: published (40 + 60) / 2 = 50; as known now (44 + 60) / 2 = 52: revision 2; a counts 88 under the new bounds
    # rules: 44 more points of a at the mean of the weights 0.5 and 0.8; weights: 0.3 (a - b) at the mean of 44 and 88
    assert rows["A"]["revision"] == pytest.approx(2)
    assert rows["A"]["rules"] == pytest.approx(44 * 0.65)
    assert rows["A"]["weights"] == pytest.approx(0.3 * ((44 + 88) / 2 - 60))
    assert rows["A"]["recalculated"] == pytest.approx(0.8 * 88 + 0.2 * 60)
    for row in rows.values():
        causes = sum(row[name] for name in ("revision", "rules", "weights", "coverage"))
        assert causes == pytest.approx(row["recalculated"] - row["published"])
        assert row["total"] == pytest.approx(causes)


def test_another_structure_is_told_in_one_cause_and_in_words(door, tmp_path):
    old = "structure:\n  - {code: index}\n  - {code: a, parent: index, low: 0, high: 100}\n"
    (tmp_path / "old.yaml").write_text(old, encoding="utf-8")
    new = old + "  - {code: b, parent: index, low: 0, high: 100}\n"
    result = door("unit,a,b\nA,44,60\n", new, "--against", str(tmp_path / "old.yaml"), "--out", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    assert "recalculation" in result.stdout
    row = json.loads((tmp_path / "out" / "recalculation.json").read_text(encoding="utf-8"))[0]
    assert (row["published"], row["recalculated"], row["rules"], row["revision"]) == (44, 52, 8, 0)
