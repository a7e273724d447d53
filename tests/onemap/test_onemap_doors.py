"""The further commands of ``tongchou map``: results worked out by hand, forms that hold the same figures."""

import json
import zipfile

import numpy as np
import pytest
import shapely
from click.testing import CliRunner

from tongchou.cli import main
from tongchou.onemap.layers import Layer, read_layer, read_layers, write_layer
from tongchou.onemap.synthetic import PLANE

EAST, NORTH = 560_000.0, 3_380_000.0
SPEEDS = "tier,kmh,basis,verified\n1,60,手算,false\n"


def layer(title, places, **columns):
    """Points in kilometres from a corner, with columns."""
    shapes = shapely.points(np.array(places, dtype=float) * 1000 + (EAST, NORTH))
    return Layer(title, shapes, {key: np.array(values) for key, values in columns.items()}, PLANE)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """One road of 30 km at 60 km/h; villages at 0, 10 and 30 km, facilities at 0 and 20 km."""
    folder = tmp_path_factory.mktemp("world")
    road = shapely.LineString([(EAST, NORTH), (EAST + 30_000, NORTH)])
    ways = Layer("roads", np.array([road], object), {"tier": np.array(["1"], object)}, PLANE)
    names = np.array(["甲村", "乙村", "丙村"], object)
    villages = layer("villages", [(0, 0), (10, 0), (30, 0)], name=names, people=[100, 300, 600],
                     kind=np.array(["城", "乡", "乡"], object))  # fmt: skip
    sites = layer("sites", [(0, 0), (20, 0)], name=np.array(["东站", "西站"], object), capacity=[40, 60])
    for each in (ways, villages, sites):
        write_layer(each, folder / f"{each.name}.gpkg")
    (folder / "speeds.csv").write_text(SPEEDS, "utf-8")
    return folder


def run(*arguments):
    return CliRunner().invoke(main, ["map", *map(str, arguments)], catch_exceptions=False)


def data(*arguments):
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def three(world, *more):
    files = [world / f"{name}.gpkg" for name in ("villages", "sites", "roads")]
    return [*files, "--speeds", world / "speeds.csv", *more]


def test_catchments_side_by_side_by_hand(world):
    """Within 12 min: 甲 reaches 东 (0), 乙 both (10, 10), 丙 西 (10). 东 40/400 = 0.1, 西 60/900 = 1/15."""
    found = data("catchment", *three(world, "--minutes", "12", "--method", "2sfca", "--method", "m2sfca"))
    assert [row["2sfca"] for row in found["各地"]] == pytest.approx([0.1, 0.1 + 1 / 15, 1 / 15], abs=1e-6)
    assert found["各方法"][0]["与供给总量相差"] == 0
    assert found["各方法"][1]["与供给总量相差"] is None  # the modified form does not conserve supply


def test_the_rational_agents_settle_where_nobody_gains(world):
    """ρ = 1000/100 = 10; tau 60. All of 丙 use 西; 乙 splits so that D東/400 = D西/600 (both ten minutes away).

    D東 = 400, D西 = 600: 甲 pays 1, 乙 1 + 1/6, 丙 1 + 1/6, and 甲 is at 东 with 300 of 乙.
    """
    found = data("catchment", *three(world, "--minutes", "12", "--method", "raam"))
    assert [row["raam"] for row in found["各地"]] == pytest.approx([1.0, 7 / 6, 7 / 6], abs=2e-4)


def test_equity_by_hand(world):
    """2SFCA within 12 min: 城 0.1; 乡 (300 × 1/6 + 600 × 1/15) / 900 = 0.1. Means alike, so nothing between."""
    found = data(
        "equity", *three(world, "--minutes", "12", "--groups", "kind", "--compare", "城", "乡", "--least", "0.08")
    )
    whole = {row["项目"]: row["结果"] for row in found["公平程度"]}
    assert whole["城与乡之比"] == pytest.approx(1.0)
    assert whole["其中：组间 between"] == pytest.approx(0.0, abs=1e-9)
    assert whole["低于标准的人口占比"] == 0.6  # 丙村


def test_the_curve_rises_to_everyone(world):
    found = data("curve", *three(world, "--minutes", "12", "--model", "cover-most", "--counts", "1", "2"))
    assert [(row["数目"], row["结果"], row["与最优的差距"]) for row in found["取舍曲线"]] == [(1, 900, 0), (2, 1000, 0)]


@pytest.mark.parametrize(
    ("model", "value"),
    [("p-median", 10 * 300 + 10 * 600), ("p-median-quick", 9000), ("p-median-capacity", 9000), ("p-center", 10)],
)
def test_each_siting_model_has_its_door(world, model, value):
    """Two sites: 甲 0, 乙 10, 丙 10 minutes; capacity scaled so that all fit."""
    sites = layer("wide", [(0, 0), (20, 0)], name=np.array(["东站", "西站"], object), capacity=[400, 600])
    write_layer(sites, world / "wide.gpkg")
    files = [world / "villages.gpkg", world / "wide.gpkg", world / "roads.gpkg", "--speeds", world / "speeds.csv"]
    found = data("site", *files, "--minutes", "12", "--model", model, "--count", "2")
    assert (found["value"], found["sites"]) == (pytest.approx(value, rel=1e-4), ["东站", "西站"])


def test_shelters_inside_the_hazard_do_not_count(world):
    """The flood covers 15-35 km: 丙村 is exposed, 西站 under water; 东站 is 30 minutes away and holds 40."""
    zone = shapely.box(EAST + 15_000, NORTH - 1000, EAST + 35_000, NORTH + 1000)
    write_layer(
        Layer("flood", np.array([zone], object), {"name": np.array(["洪"], object)}, PLANE), world / "flood.gpkg"
    )
    options = ["--hazard", world / "flood.gpkg", "--minutes"]
    whole = {row["项目"]: row["结果"] for row in data("shelters", *three(world), *options, "31")["合计"]}
    assert (whole["受威胁人口"], whole["区内不可用场所"], whole["无处可避的人口"]) == (600, 1, 560)
    whole = {row["项目"]: row["结果"] for row in data("shelters", *three(world), *options, "29")["合计"]}
    assert (whole["标准时间内可到的人口"], whole["无处可避的人口"]) == (0, 600)


def test_buses_that_do_not_run_reach_nobody(world):
    stops = layer("stops", [(0, 1), (10, 1)], name=np.array(["一", "二"], object), trips=[2, 0])
    write_layer(stops, world / "stops.gpkg")
    found = data("bus", world / "villages.gpkg", world / "stops.gpkg")
    assert [row["名称"] for row in found["不通公交"]] == ["乙村", "丙村"]


def test_links_in_stages_and_all_joined(world, tmp_path):
    """丁村 lies 2 km north of the road's end: 2 km × 1.3 = 2.6 km at 2 a metre costs 5200."""
    homes = layer("homes", [(0, 0), (30, 2)], name=np.array(["甲村", "丁村"], object), people=[100, 50])
    write_layer(homes, tmp_path / "homes.gpkg")
    common = ["--seat", "甲村", "--speeds", world / "speeds.csv", "--price", "2", "--out", tmp_path / "links.gpkg"]
    found = data("links", world / "roads.gpkg", tmp_path / "homes.gpkg", *common, "--budget", "6000")
    assert [(row["长度_米"], row["累计投资"]) for row in found["分期建设"]] == [
        (pytest.approx(2600, abs=1), pytest.approx(5200, abs=2))
    ]
    assert {row["项目"]: row["结果"] for row in found["合计"]}["仍连不上的村"] == 0
    assert list(read_layer(tmp_path / "links.gpkg").texts("用途")) == ["全部连通", "分期建设"]
    poor = data("links", world / "roads.gpkg", tmp_path / "homes.gpkg", *common, "--budget", "5000")
    assert poor["分期建设"] == []


def test_tiers_differ_where_the_plan_and_the_data_do(tmp_path):
    towns = layer("towns", [(0, 0), (9, 0), (0, 9)], name=np.array(["甲", "乙", "丙"], object), people=[10, 80, 30],
                  tier=np.array(["主城", "镇", "镇"], object))  # fmt: skip
    write_layer(towns, tmp_path / "towns.gpkg")
    options = ["--weights", "people=1", "--declared", "tier", "--order", "主城,镇"]
    found = data("tiers", tmp_path / "towns.gpkg", *options)
    assert [(row["名称"], row["相差级数"]) for row in found["层级不一致"]] == [("乙", 1), ("甲", -1)]
    assert found["规模分布"][0]["结果"] == pytest.approx(80 / 30, abs=1e-4)
    refused = run("tiers", tmp_path / "towns.gpkg", "--weights", "people", "--declared", "tier", "--order", "镇")
    assert (refused.exit_code, "onemap.study.weight" in refused.stderr) == (1, True)


def test_concentration_rises_and_says_what_is_missing(tmp_path):
    """Of 100 people 50 to 90 live in the larger place: Hoover 0, then 0.4."""
    towns = layer("towns", [(0, 0), (9, 0)], name=np.array(["甲", "乙"], object), a=[50.0, 50.0], b=[90.0, 10.0],
                  c=[90.0, np.nan])  # fmt: skip
    write_layer(towns, tmp_path / "towns.gpkg")
    rows = data("concentration", tmp_path / "towns.gpkg", "--columns", "a,b,c", "--top", "1")["人口集聚"]
    assert [(row["胡佛指数"], row["前 1 位占比"], row["缺数的地区"]) for row in rows] == [
        (0.0, 0.5, 0),
        (0.4, 0.9, 0),
        (0.0, 1.0, 1),
    ]


def test_the_structure_holds_what_lies_in_it(world, tmp_path):
    line = shapely.LineString([(EAST, NORTH), (EAST + 12_000, NORTH)])
    columns = {
        "name": np.array(["沿路轴"], object),
        "kind": np.array(["axis"], object),
        "half_width": np.array([500.0]),
    }
    write_layer(Layer("axis", np.array([line], object), columns, PLANE), tmp_path / "axis.gpkg")
    found = data("structure", tmp_path / "axis.gpkg", world / "villages.gpkg", "--out", tmp_path / "drawn.gpkg")
    assert [(row["结构"], row["people"]) for row in found["结构内外"]] == [
        ("沿路轴", 400),
        ("全部结构", 400),
        ("结构以外", 600),
    ]
    assert read_layer(tmp_path / "drawn.gpkg").shapes[0].area > 12e6


def test_suitability_names_what_rules_a_site_out(tmp_path):
    sites = layer("sites", [(0, 0), (1, 0), (2, 0)], name=np.array(["甲", "乙", "丙"], object),
                  slope=[5.0, 30.0, np.nan],
                  minutes=[10.0, 5.0, 20.0])  # fmt: skip
    write_layer(sites, tmp_path / "sites.gpkg")
    (tmp_path / "c.csv").write_text(
        "code,name,use,worst,best,weight\nslope,坡度,mask,25,0,0\nminutes,到镇时间,score,30,0,1\n", "utf-8"
    )
    rows = data("suitability", tmp_path / "sites.gpkg", "--criteria", tmp_path / "c.csv")["适宜性"]
    assert [(row["名称"], row["可选"], row["排除原因"], row["缺数据"]) for row in rows] == [
        ("甲", "是", "", ""), ("乙", "否", "坡度", ""), ("丙", "否", "", "坡度"),
    ]  # fmt: skip
    assert rows[0]["得分"] == pytest.approx(2 / 3, abs=1e-4)


def test_ahead_of_demand_from_two_tables(tmp_path):
    (tmp_path / "have.csv").write_text("kind,place,year,capacity,lead,unit_cost\n供水,甲镇,2025,100,2,3\n", "utf-8")
    need = "".join(f"供水,甲镇,{year},{demand}\n" for year, demand in ((2025, 70), (2026, 80), (2027, 90), (2028, 110)))
    (tmp_path / "need.csv").write_text("kind,place,year,demand\n" + need, "utf-8")
    found = data("ahead", tmp_path / "have.csv", tmp_path / "need.csv", "--year", "2025")
    row = found["先建顺序"][0]
    assert (row["首个缺口年"], row["最晚开工年"], row["缺口"], row["所需资金"], row["判断"]) == (
        2028,
        2026,
        10,
        30,
        "适度超前",
    )
    (tmp_path / "need.csv").write_text("kind,place,year,demand\n供电,甲镇,2025,1\n", "utf-8")
    refused = run("ahead", tmp_path / "have.csv", tmp_path / "need.csv", "--year", "2025")
    assert (refused.exit_code, "onemap.study.demand" in refused.stderr) == (1, True)


def test_a_result_is_the_same_in_every_form(world, tmp_path):
    forms = {form: tmp_path / f"r.{form}" for form in ("xlsx", "docx", "html")}
    for path in forms.values():
        done = run("catchment", *three(world, "--minutes", "12", "--report", path, "--out", tmp_path / "m.gpkg"))
        assert done.exit_code == 0, done.output
    assert "0.166667" in forms["html"].read_text("utf-8")
    with zipfile.ZipFile(forms["xlsx"]) as book, zipfile.ZipFile(forms["docx"]) as text:
        sheets = [book.read(name) for name in book.namelist() if "worksheets" in name]
        assert any(b"<v>0.166667</v>" in sheet for sheet in sheets)
        assert "0.166667" in text.read("word/document.xml").decode()
    assert [len(each) for each in read_layers(tmp_path / "m.gpkg")] == [3]
    refused = run("catchment", *three(world, "--minutes", "12", "--report", tmp_path / "r.pdf"))
    assert (refused.exit_code, "xlsx" in refused.output) == (2, True)


@pytest.mark.parametrize(
    "name",
    ["catchment", "equity", "curve", "shelters", "bus", "links", "tiers", "concentration", "structure", "suitability",
     "ahead", "layers", "sketch"],
)  # fmt: skip
def test_every_further_command_shows_an_example(name):
    assert f"Example: tongchou map {name}" in run(name, "--help").output
