"""Jiaxing 2004: six integrations, the tiers of settlements and roads, duty handed to the counties."""

from decimal import Decimal
from pathlib import Path

import pytest

from tongchou.packs.csv_file import read_csv
from tongchou.packs.fields import Standing
from tongchou.packs.load import load
from tongchou.packs.model import Pack
from tongchou.packs.rows import Observation

FOLDER = Path(__file__).parents[2] / "packs" / "jiaxing"
SIX = ["城乡空间布局", "基础设施建设", "产业发展", "劳动就业和社会保障", "社会和公共事业发展", "生态环境建设和保护"]


@pytest.fixture(scope="module")
def jiaxing() -> Pack:
    return load(FOLDER)


def test_six_integrations_make_the_index(jiaxing: Pack) -> None:
    assert [node.name for node in jiaxing.tables.index.rows if node.level == 1] == SIX


def test_six_working_groups_stand_under_the_leading_group(jiaxing: Pack) -> None:
    groups = [unit for unit in jiaxing.tables.units.rows if unit.kind == "working_group"]
    assert [unit.name.removesuffix("一体化专项工作组") for unit in groups] == SIX
    assert {unit.parent for unit in groups} == {"leading_group"}


def test_roads_have_three_tiers(jiaxing: Pack) -> None:
    tiers = [row.code for row in jiaxing.tables.elements.rows if row.code.startswith("road_tier")]
    assert tiers == ["road_tier1", "road_tier2", "road_tier3"]


def test_the_settlement_tree_hangs_five_sub_cities_on_the_main_city(jiaxing: Pack) -> None:
    edges = [edge for edge in jiaxing.tables.hierarchies.rows if edge.hierarchy == "settlement"]
    roles = {place.code: place.roles for place in jiaxing.tables.places.rows}
    assert {roles[edge.parent] for edge in edges} == {("main_city",)}
    assert [roles[edge.child] for edge in edges] == [("sub_city",)] * 5


def test_the_report_promises_no_number(jiaxing: Pack) -> None:
    assert {row.standing for row in jiaxing.tables.targets.rows} == {Standing.SYNTHETIC}
    invented = {row.code for row in jiaxing.tables.indicators.rows if row.standing is Standing.SYNTHETIC}
    assert invented == {row.indicator for row in jiaxing.tables.targets.rows} == {"farmers_trained"}
    assert {row.standing for row in jiaxing.tables.indicators.rows} == {Standing.RECONSTRUCTED, Standing.SYNTHETIC}


def test_the_parts_of_the_counties_make_the_whole(jiaxing: Pack) -> None:
    parts = {row.place: row.value for row in jiaxing.tables.targets.rows}
    assert parts.pop("330400") == sum(parts.values()) == 60  # 7 + 8 + 7 + 7 + 11 + 9 + 11
    assert len(parts) == 7


def test_every_county_has_its_share_of_the_yearly_duty(jiaxing: Pack) -> None:
    counties = {p.code for p in jiaxing.tables.places.rows if p.level == "county" and p.parent == "330400"}
    shares = [task for task in jiaxing.tables.tasks.rows if task.parent == "m05"]
    assert {task.place for task in shares if task.place} == counties
    assert [task.lead for task in shares if not task.place] == [
        "group_space", "group_infra", "group_industry", "group_jobs", "group_society", "group_ecology",
    ]  # fmt: skip
    assert len([task for task in jiaxing.tables.tasks.rows if not task.parent]) == 23


def test_first_and_final_estimates_of_gdp_2021_are_both_kept() -> None:
    rows = read_csv(FOLDER / "observations.csv", Observation, "observations.csv").rows
    found = {
        (row.source, row.value)
        for row in rows
        if (row.place, row.period.code, row.element) == ("330400", "2021", "gdp")
    }
    assert found == {("jx_gb2021", Decimal("6355.28")), ("jx_gb2022", Decimal("6388.38"))}
