"""What a run scores by: the edition of the day, what was rated in time, who is assessed, scores in worked cases."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tongchou.assess import Stage
from tongchou.loop import judge, run
from tongchou.loop.ratings import ratings_for
from tongchou.loop.scoring import basis_of
from tongchou.packs import load
from tongchou.terms import Period

DEMO = Path(__file__).parents[2] / "packs" / "demo"
Y2023, Y2024 = Period.year(2023), Period.year(2024)


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(DEMO, tmp_path / "demo"))


def write(folder, name, old, new):
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_rating_given_before_the_books_close_counts_and_a_later_one_is_named(folder):
    (scheme,) = load(folder).schemes
    late = "counties,C3,990121,office,差,2025-01-20,补评,synthetic\n"
    (folder / "ratings.csv").write_text((folder / "ratings.csv").read_text() + late)

    def of(pack, period):
        return [row.given for row in ratings_for(pack, pack.schemes[0], period) if row.unit == "990121"]

    # without a closing day a rating of January 2025 is for 2025
    assert scheme.closes_after == 0
    assert of(load(folder), Y2024) == ["好", "好"]
    assert of(load(folder), Period.year(2025)) == ["差"]
    write(folder, "schemes/counties.yaml", "missing: zero", "missing: zero\ncloses_after: 31")
    assert of(load(folder), Y2024) == ["好", "好", "差"]
    assert of(load(folder), Period.year(2025)) == []
    # one that says which period it is for and comes too late is named and does not count
    text = (folder / "ratings.csv").read_text().replace("given,date,", "given,period,date,")
    text = text.replace(",2024-12", ",,2024-12").replace("差,2025-01-20", "差,2024,2025-02-01")
    (folder / "ratings.csv").write_text(text)
    found = run(load(folder))
    basis = basis_of(found, "counties", Y2024)
    assert all(mark.day <= date(2025, 1, 31) for mark in basis.facts.marks)
    assert [p.code for p in basis.problems] == ["assess.evidence.late"]
    assert "assess.evidence.late" in [p.code for p in found.problems]


def test_a_scheme_changed_in_mid_year_counts_from_the_next_period_on(folder):
    text = (folder / "schemes" / "counties.yaml").read_text()
    new = text.replace('edition: "2024"', 'edition: "2025"').replace("from: 2024-01-01", "from: 2024-07-01")
    (folder / "schemes" / "counties.yaml").write_text(text.replace("from: 2024-01-01", "to: 2024-06-30"))
    (folder / "schemes" / "new.yaml").write_text(new)
    found = run(load(folder))
    by = {period: one.scheme.edition for (_, period), one in found.assessments.items()}
    assert by["2023"] == by["2024"] == "2024"
    assert [p.code for p in found.problems].count("assess.scheme.changed-in-period") == 1
    assert basis_of(found, "counties", Period.year(2025)).scheme.edition == "2025"


def test_a_scheme_that_begins_within_a_period_scores_it(folder):
    write(folder, "schemes/counties.yaml", "from: 2024-01-01", "from: 2024-04-01")
    found = run(load(folder))
    assert list(found.assessments) == [("counties", "2024")]
    assert basis_of(found, "counties", Y2023) is None


def test_a_target_that_must_be_passed_is_not_met_by_reaching_it(folder):
    write(
        folder,
        "targets.csv",
        "t.urbanization,urbanization,990100,2024,ge",
        "t.urbanization,urbanization,990100,2024,gt",
    )
    column = basis_of(run(load(folder)), "counties", Y2024).facts.columns["urbanization"]
    assert column.strict.tolist() == [True] * len(column.values)


def test_departments_are_assessed_as_far_as_they_live(folder):
    body = """code: departments
title: {zh: 部门考核（虚构）}
edition: "2024"
applies_to: {unit_kind: department}
standing: synthetic
areas:
  - code: A
    name: 职责
    points: 10
    items: [{code: D1, name: 城镇化率, points: 10, indicator: urbanization, scoring: {rule: proportional, target: 60}}]
"""
    (folder / "schemes" / "departments.yaml").write_text(body)
    write(folder, "units.csv", "parent,place,standing", "parent,place,valid_to,standing")
    text = (folder / "units.csv").read_text().replace(",synthetic", ",,synthetic")
    (folder / "units.csv").write_text(
        text.replace("office,990100,,synthetic\necology", "office,990100,2024-07-01,synthetic\necology")
    )
    found = run(load(folder))
    assert basis_of(found, "departments", Y2024).facts.units == ("ecology", "labour")
    # the figure of a department is that of the place it works for: 56 of 60 by the worked case of the pack
    assert found.assessments["departments", "2024"].card("labour").total == pytest.approx(10 * 56 / 60)
    assert "assess.units.dissolved" in [p.code for p in found.problems]
    assert found.called("labour").zh == "安和市人力资源和社会保障局"


def test_worked_cases_may_name_scores(folder):
    case = "name: 考核\nplace: '990121'\nperiod: '2024'\n"
    case += "expect: {counties: 1, counties.A1: 10, counties.Z9: 1, nowhere: 1}\n"
    (folder / "cases" / "scores.yaml").write_text(case)
    found = run(load(folder))
    by_code = {verdict.code: verdict for verdict in judge(found) if verdict.case.name == "考核"}
    # Donghe has 66 % of 60 % asked for, so all ten points
    assert by_code["counties.A1"].agrees
    assert by_code["counties"].figure.value == found.assessments["counties", "2024"].card("990121").total
    assert not by_code["counties"].agrees
    assert by_code["counties.Z9"].figure is by_code["nowhere"].figure is None


def test_stages_of_ratings_are_read(folder):
    assert {mark.stage for mark in basis_of(run(load(folder)), "counties", Y2024).facts.marks} == {Stage.OFFICE}
