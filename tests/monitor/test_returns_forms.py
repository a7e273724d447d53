"""Forms, assignments and routes of the generated city, and of a world small enough to count by hand."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tongchou.monitor.returns import (
    Stage,
    assigned_on,
    burdens,
    existing,
    expected,
    form_on,
    forms_on,
    prefill,
    route_for,
)
from tongchou.packs import load, read
from tongchou.terms import Cell, Period, Refusal, State

PACK = load(Path(__file__).parents[2] / "packs" / "demo-city")
TABLES = PACK.tables
DAY = date(2024, 12, 31)


def test_the_newest_version_in_force_is_taken():
    assert form_on(TABLES, "town_year", date(2021, 12, 31)).elements == ("beds", "insurable", "insured", "trained")
    newest = form_on(TABLES, "town_year", DAY)
    assert (newest.version, newest.elements[-1], newest.sections["accidents"]) == (2, "accidents", "安全")
    with pytest.raises(Refusal, match="town_year"):
        form_on(TABLES, "town_year", date(2019, 12, 31))


def test_every_place_of_a_level_belongs_to_one_unit_alive_that_day():
    villages = assigned_on(TABLES, form_on(TABLES, "village_year", DAY), DAY)
    assert sum(len(one.places) for one in villages) == 1000
    by_unit = {one.unit: one.places for one in villages}
    assert len(by_unit["t980121101"]) == 10
    assert len(by_unit["t980130111"]) == 20, "the merged town has the villages of both"
    assert "t980130109" not in by_unit
    before = assigned_on(TABLES, form_on(TABLES, "village_year", date(2022, 12, 31)), date(2022, 12, 31))
    assert {one.unit for one in before} >= {"t980130109", "t980130110"}
    assert len(expected(form_on(TABLES, "village_year", DAY), villages[0], Period.year(2024))) == 10 * 8


def small(folder, **more):
    folder.mkdir()
    files = {
        "pack.yaml": 'format: tongchou-pack/1\ncode: small\nname: {zh: 小}\nabout: {zh: 小}\ncity: "c"\nedition: "1"\n'
        'plan: 2020/2024\nperiods: ["2024"]\nas_of: 2024-12-31\nreviewed: 2024-12-31\n',
        "places.csv": "code,name,level,parent\nc,市,city,\nk,县,county,c\nt1,东镇,town,k\nt2,西镇,town,k\n",
        "units.csv": "code,name,kind,parent,place\no,办,office,,c\nd,局,department,o,c\nku,县,county,o,k\n",
        "elements.csv": "code,name,unit\npop,人口,人\n",
        "forms.csv": "code,name,every,level,clock,owner\nf,表,year,town,year_jan31,d\n",
        "form_cells.csv": "form,element\nf,pop\n",
        "assignments.csv": "form,unit,places,valid_from,valid_to\nf,ku,,,2024-01-01\nf,d,t2,2024-01-01,\n",
    }
    for name, text in (files | more).items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_lines_of_assignments_hold_from_and_to_a_day(tmp_path):
    tables = load(small(tmp_path / "small")).tables
    form = form_on(tables, "f", DAY)
    assert [(one.unit, one.places) for one in assigned_on(tables, form, date(2023, 12, 31))] == [("ku", ("t1", "t2"))]
    assert [(one.unit, one.places) for one in assigned_on(tables, form, DAY)] == [("d", ("t2",))]
    assert [desk.unit for desk in route_for(form, "ku", tables.units.rows).desks] == ["d", "o"]
    assert [desk.unit for desk in route_for(form, "d", tables.units.rows).desks] == ["o"], "nobody checks itself"


def test_the_route_names_the_units_that_sit_at_each_desk():
    units = TABLES.units.rows
    route = route_for(form_on(TABLES, "village_year", DAY), "t980121101", units)
    assert [(desk.stage, desk.unit) for desk in route.desks] == [
        (Stage.CHECKED, "c980121"), (Stage.REVIEWED, "agri"), (Stage.APPROVED, "office"),
    ]  # fmt: skip
    county = route_for(form_on(TABLES, "county_year", DAY), "c980121", units)
    assert [desk.unit for desk in county.desks] == ["finance", "office"]
    loose = route_for(form_on(TABLES, "town_quarter", DAY), "t980121101", units)
    assert [desk.optional for desk in loose.desks] == [True, False, False]


def test_the_registry_shows_what_exists_before_a_form_goes_out():
    forms = forms_on(TABLES, DAY)
    yearly = next(form for form in forms if form.code == "town_year")
    found = {(one.element.code, one.form.code, one.how.value) for one in existing(yearly, forms)}
    assert found == {
        ("insurable", "town_quarter", "from_shorter"), ("insured", "town_quarter", "from_shorter"),
        ("trained", "town_quarter", "from_shorter"), ("accidents", "town_quarter", "from_shorter"),
    }  # fmt: skip
    copy = replace(yearly, row=yearly.row.model_copy(update={"code": "again"}))
    same = [one for one in existing(copy, forms) if one.how == "same"]
    assert [one.element.code for one in same] == list(yearly.elements)
    upper = replace(copy, row=copy.row.model_copy(update={"level": "county"}))
    assert {one.how.value for one in existing(upper, forms)} == {"from_below"}


def test_what_was_reported_once_is_filled_in_and_says_from_where():
    form = form_on(TABLES, "town_year", DAY)
    keys = expected(form, assigned_on(TABLES, form, DAY)[0], Period.year(2024))
    reported = {
        "甲表": {keys[0]: Cell(None, State.MISSING)},
        "乙表": {keys[0]: Cell.number(12), keys[1]: Cell(None, State.NONE)},
        "丙表": {keys[0]: Cell.number(99)},
    }
    found = prefill(keys, reported)
    assert {key.element: (one.source, one.cell.value) for key, one in found.items()} == {
        "beds": ("乙表", 12), "insurable": ("乙表", None),
    }  # fmt: skip


def test_the_burden_counts_returns_and_cells_a_year():
    forms = forms_on(TABLES, DAY)
    assigned = [one for form in forms for one in assigned_on(TABLES, form, DAY)]
    found = {burden.unit: burden for burden in burdens(forms, assigned)}
    # a town: 10 villages x 8 once, 5 cells once, 4 cells four times = 80 + 5 + 16
    town = found["t980121101"]
    assert (town.cells, town.filings, town.repeated) == (101, 1 + 1 + 4, 0)
    assert found["c980121"].cells == 6 + 2 * 2
    copy = [form for form in forms if form.code == "county_half"]
    twice = burdens(copy, [one for one in assigned if one.form == "county_half"] * 2)
    assert twice[0].repeated == 2 * 2


def test_a_version_stands_once_and_a_clock_is_known(tmp_path):
    rows = "code,version,name,every,level,clock\nf,1,表,year,town,year_jan31\nf,1,表,year,town,moon\n"
    problems = read(small(tmp_path / "small", **{"forms.csv": rows})).problems
    found = [(problem.code, problem.where.line, problem.found) for problem in problems]
    assert found == [("pack.code.duplicate", 3, "f v1"), ("pack.code.unknown", 3, "moon")]
