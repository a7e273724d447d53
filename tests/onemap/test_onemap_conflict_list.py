"""Conflicts of a pack as a list to sign and as tasks, and closing them by measurement on a later upload."""

import csv
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import shapely
from click.testing import CliRunner

from tongchou.cli import main
from tongchou.onemap import atlas
from tongchou.onemap.conflicts import (
    ClassLine,
    class_map,
    conflict_layer,
    detect,
    evidence,
    plan,
    read_ledger,
    remeasure,
)
from tongchou.onemap.layers import read_layer, write_layer
from tongchou.onemap.studies import Ground, conflict_drawing, study_again, study_conflicts
from tongchou.onemap.studies.conflicts import save
from tongchou.packs import load
from tongchou.packs.csv_file import read_csv
from tongchou.packs.rows import Task
from tongchou.report import Heading, Picture, Table
from tongchou.report.conflict_list import Signing, conflict_list
from tongchou.report.maps import map_png, scale_length
from tongchou.terms import Refusal

PACK = Path(__file__).parent.parent.parent / "packs" / "demo-city"
FOUND, LATER = date(2026, 3, 1), date(2026, 5, 1)


@pytest.fixture(scope="module")
def city():
    return load(PACK)


@pytest.fixture(scope="module")
def ground(city):
    return Ground(atlas.places(city, "town", FOUND), "name", None, "code")


@pytest.fixture(scope="module")
def study(city, ground):
    return study_conflicts(atlas.plans(city), atlas.rules(city), ground, FOUND)


def without(plans, name, shapes):
    """The plans with some shapes of one of them taken out."""
    changed = []
    for each in plans:
        keep = np.ones(len(each.layer), bool)
        if each.name == name:
            for shape in shapes:
                keep &= ~shapely.equals(each.layer.shapes, shape)
        changed.append(replace(each, layer=each.layer.take(keep), classes=each.classes[keep], uses=each.uses[keep]))
    return changed


def test_tasks_stand_in_the_ledger_of_the_pack_as_they_are(study, city, tmp_path):
    save(study, tmp_path)
    table = read_csv(tmp_path / "tasks.csv", Task, "tasks.csv")
    assert (table.problems, len(table.rows)) == ((), len(study.ledger))
    units, places = ({row.code for row in getattr(city.tables, name).rows} for name in ("units", "places"))
    assert {row.lead for row in table.rows} | {code for row in table.rows for code in row.partners} <= units
    assert {row.place for row in table.rows} <= places
    assert all(row.deadline > row.start == FOUND and row.clause == "" for row in table.rows)
    assert table.rows[0].title.startswith(study.names[table.rows[0].place])


def test_what_an_upload_repairs_is_closed_what_it_halves_stays(study, city, ground, tmp_path):
    """One block taken out of the town plan closes what it caused; another cut in half is half settled."""
    gone, halved = (
        c for c in study.ledger if c.patch.rule.code == "built-farmland" and c.code in {"MC00008", "MC00009"}
    )
    plans = without(study.plans, "城乡规划", [gone.patch.shape, halved.patch.shape])
    west, south, east, north = halved.patch.shape.bounds
    half = shapely.box(west, south, (west + east) / 2, north)
    town = next(each for each in plans if each.name == "城乡规划")
    layer = replace(
        town.layer,
        shapes=np.append(town.layer.shapes, half),
        columns={name: np.append(values, values[0]) for name, values in town.layer.columns.items()},
        rows=np.arange(1, len(town.layer) + 2),
    )
    lines = [ClassLine(plan="城乡规划", field="code", code="R", category="建设用地")]
    plans[plans.index(town)] = plan(layer, class_map(lines))
    write_layer(conflict_layer(study.ledger, study.crs, names=study.names), tmp_path / "before.gpkg")
    again, measured = study_again(read_layer(tmp_path / "before.gpkg"), plans, atlas.rules(city), ground, LATER)
    said = {each.code: each for each in measured}
    assert len(measured) == len(study.ledger)
    assert said[gone.code].closed
    assert "已无此冲突" in said[gone.code].words.zh
    assert not said[halved.code].closed
    assert said[halved.code].left == pytest.approx(halved.first_area / 2, rel=1e-6)
    assert "50.0%" in said[halved.code].words.zh
    closed = {c.code for c in again.ledger if c.closed}
    twins = {
        c.code for c in study.ledger if c.patch.rule.code == "built-outside" and c.patch.shape.equals(gone.patch.shape)
    }
    assert closed == {gone.code} | twins
    assert len(again.ledger) == len(study.ledger)  # nothing new was invented


def test_a_ledger_read_back_is_the_ledger_written(study, city, tmp_path):
    write_layer(conflict_layer(study.ledger, study.crs), tmp_path / "ledger.gpkg")
    back = read_ledger(read_layer(tmp_path / "ledger.gpkg"), atlas.rules(city))
    assert [(c.code, c.found, c.deadline, c.patch.place, c.patch.uses) for c in back] == [
        (c.code, c.found, c.deadline, c.patch.place, c.patch.uses) for c in study.ledger
    ]
    assert [c.patch.area for c in back] == pytest.approx([c.patch.area for c in study.ledger], rel=1e-9)
    with pytest.raises(Refusal, match=r"onemap\.conflict\.no-such-rule"):
        read_ledger(read_layer(tmp_path / "ledger.gpkg"), atlas.rules(city)[:1])


def test_evidence_speaks_only_of_what_was_open(study, city):
    patches = detect(study.plans, atlas.rules(city), atlas.places(city, "town", FOUND), "code")
    after = remeasure(study.ledger, [], LATER)
    assert all(each.closed for each in evidence(study.ledger, after, LATER))
    assert evidence(after, remeasure(after, patches, date(2026, 6, 1)), date(2026, 6, 1)) == []


def test_the_list_adds_up_and_has_a_part_for_each_unit(study, ground, city):
    units = {unit.code: unit.name for unit in city.tables.units.rows}
    picture = Picture(map_png(conflict_drawing(study, ground.places, "name", "冲突")), "图")
    document = conflict_list(study, picture, Signing("办公室", "2026-03-01", units, True))
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    leads = list(dict.fromkeys(units[c.patch.rule.lead] for c in study.ledger))
    assert [text.partition("、")[2] for text in headings] == ["总体情况", *leads]
    kinds, *lists = (block for block in document.blocks if isinstance(block, Table))
    assert sum(len(each.rows) for each in lists) == len(study.ledger)
    shown = sum(Decimal(str(row[3]).replace(",", "")) for each in lists for row in each.rows)
    assert shown == sum(Decimal(str(row[3]).replace(",", "")) for row in kinds.rows)
    assert float(shown) == pytest.approx(sum(c.patch.area for c in study.ledger) * 3 / 2000, abs=0.005)
    assert any("签字" in block.text for block in document.blocks if hasattr(block, "spans"))


def test_no_conflict_is_said_so(study):
    empty = replace(study, ledger=[], patches=[])
    document = conflict_list(empty, Picture(b"", "图"), Signing("", "2026-03-01", {}))
    assert "没有待解决的冲突" in document.blocks[1].text
    assert not [block for block in document.blocks if isinstance(block, Table)]


@pytest.mark.parametrize(("width", "bar"), [(86_000, 10_000), (1_300, 200), (50, 10), (5, 1)])
def test_the_scale_bar_is_round_and_a_fifth_at_most(width, bar):
    assert scale_length(width) == bar


def test_the_command_writes_list_map_and_tasks_from_a_pack(tmp_path):
    arguments = ["map", "conflicts", "--pack", str(PACK), "--found", "2026-03-01", "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(main, [*arguments, "--report", str(tmp_path / "list.docx")], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(tmp_path / "list.docx") as document:
        assert any(name.endswith(".png") for name in document.namelist())
        assert "云泽市自然资源和规划局" in document.read("word/document.xml").decode()
    with (tmp_path / "out" / "tasks.csv").open(encoding="utf-8-sig") as stream:
        assert {row["lead"] for row in csv.DictReader(stream)} == {"planning", "transport", "agri"}
    again = ["map", "conflicts", "--pack", str(PACK), "--found", "2026-05-01"]
    later = CliRunner().invoke(main, [*again, "--again", str(tmp_path / "out" / "conflicts.gpkg")])
    assert "尚余" in later.output
    assert "已无此冲突" not in later.output


def test_neither_plans_nor_a_pack_is_an_error_of_use():
    done = CliRunner().invoke(main, ["map", "conflicts", "--found", "2026-03-01"])
    assert (done.exit_code, "--pack" in done.output) == (2, True)
