"""A pack's infrastructure held against its people: two counties worked out by hand, and what cannot be looked at."""

import shutil
from pathlib import Path

import pytest

from tongchou.loop import run
from tongchou.loop.ahead import foresee
from tongchou.onemap.ahead import Band
from tongchou.packs.load import load, read

DEMO = Path(__file__).parents[2] / "packs/demo"
KINDS = """code,name,name_en,unit,element,per_person,lead,unit_cost,basis,standing
water,供水能力,water,吨/日,pop_urban,0.1,2,100,例,synthetic
sewage,污水处理,sewage,吨/日,pop_rural,0.1,2,100,例,synthetic
"""
CAPACITIES = """infrastructure,place,year,capacity,source,standing,note
water,990121,2024,7350,,synthetic,
water,990122,2024,6000,,synthetic,
sewage,990122,2024,9000,,synthetic,
"""
PEOPLE = """element,place,year,value,basis,standing
pop_urban,990121,2024,1,观测过的年份不用,synthetic
pop_urban,990121,2026,70000,例,synthetic
pop_urban,990121,2025,68000,例,synthetic
pop_urban,990121,2027,75000,例,synthetic
pop_urban,990122,2025,45000,例,synthetic
pop_urban,990122,2026,40000,例,synthetic
pop_urban,990122,2027,40000,例,synthetic
"""


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "demo"
    shutil.copytree(DEMO, place)
    for name, text in {"infrastructure": KINDS, "capacities": CAPACITIES, "projections": PEOPLE}.items():
        (place / f"{name}.csv").write_text(text, "utf-8")
    return place


def test_a_county_runs_short_and_another_has_built_too_much(folder):
    seen = foresee(run(load(folder)))
    east, west = seen.laid
    # 2024 as observed: 44,000 + 22,000 people; then as projected; each needs 0.1
    assert east.people == {2022: 60000, 2023: 63000, 2024: 66000, 2025: 68000, 2026: 70000, 2027: 75000}
    assert east.demand[2026] == pytest.approx(7000)
    assert east.capacity == {2022: None, 2023: None} | dict.fromkeys(range(2024, 2028), 7350)
    # 7,350 over the 7,000 of 2026, when more could be in use; 7,500 of 2027 is 150 too many, to be begun in 2025
    assert east.outlook.ratio == pytest.approx(1.05)
    assert east.outlook.band is Band.TIGHT
    assert (east.outlook.first_shortage, east.outlook.start_by) == (2027, 2025)
    assert east.outlook.short == pytest.approx(150)
    assert east.outlook.cost == pytest.approx(15_000)
    # 6,000 over 4,000 is 1.5; above 1.3 times 4,000 lie 800
    assert west.outlook.band is Band.IDLE
    assert west.outlook.idle == pytest.approx(800)
    assert (seen.year, east.invented, west.outlook.first_shortage) == (2024, True, None)


def test_what_cannot_be_looked_at_is_named_with_its_line(folder):
    (problem,) = foresee(run(load(folder))).problems
    assert problem.code == "onemap.ahead.year"
    assert (problem.where.file, problem.where.line) == ("demo/capacities.csv", 4)
    assert "2026" in problem.sentence()


def test_a_place_of_which_nobody_is_counted_is_named(folder):
    (folder / "infrastructure.csv").write_text(KINDS + "x,甲,x,个,income_urban,1,0,0,例,synthetic\n", "utf-8")
    (folder / "capacities.csv").write_text(CAPACITIES + "x,990122101,2024,1,,synthetic,\n", "utf-8")
    found = [(one.code, one.where.line, one.found) for one in foresee(run(load(folder))).problems]
    assert found[1:] == [("loop.ahead.nobody", 5, "西岭镇 income_urban")]


def test_limits_that_do_not_rise_are_refused_and_strange_codes_found_on_reading(folder):
    (folder / "infrastructure.csv").write_text(
        "code,name,unit,element,per_person,lead,tight,ahead,idle\nwater,供水,吨/日,pop_urban,0.1,2,1.2,1.1,1.3\n"
        "sewage,污水,吨/日,pop_rural,0.1,2,1,1.1,1.3\n", "utf-8",
    )  # fmt: skip
    assert {one.code for one in foresee(run(load(folder))).problems} == {"onemap.ahead.bands", "onemap.ahead.year"}
    (folder / "capacities.csv").write_text(CAPACITIES.replace("water,990122", "watr,990122"), "utf-8")
    found = [(one.where.file, one.where.line, one.found) for one in read(folder).problems]
    assert found == [("demo/capacities.csv", 3, "watr")]
