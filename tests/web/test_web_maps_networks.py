"""Roads, services and settlements on pages: a village off the road, its cheapest link, a school too far, a small town.

The world: three towns in a row, 10 km apart on one road. Town A holds the seat; B hangs on A, C on B; one village of
town A stands 400 m beside the road's far side with a gap of 40 m before it.
"""

import csv
import io
import json
import shutil
import zipfile
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from django.test import Client
from pyproj import CRS

from tongchou.onemap.layers import Layer, write_layer
from tongchou.web.models import Person
from tongchou.web.shelf import shelf
from tongchou.web.stock import stock

pytestmark = pytest.mark.django_db

PLANE = CRS(4549)
X, Y = 500_000.0, 3_320_000.0
HEAD = "code,name,kind,theme,file,layer,level,code_column,name_column,class_column,amount_column,amount,"
LAYERS = f"""{HEAD}standard_min,standing
towns,镇界,places,,geography/net.gpkg,towns,town,code,name,,,,,synthetic
homes,村庄,settlements,,geography/net.gpkg,homes,,code,name,,people,人口,,synthetic
roads,道路,roads,,geography/net.gpkg,roads,,,,tier,,,,synthetic
schools,小学,facilities,school,geography/net.gpkg,schools,,,name,,seats,学位,15,synthetic
shape,结构,structure,,geography/net.gpkg,shape,,,name,kind,half,半宽,,synthetic
"""
CLASSES = """layer,value,name,category,half_width_m,speed_kmh,colour,basis,verified
roads,1,干线,,,60,,合成,false
"""
PEOPLE = {"990121101201": 1000, "990121104201": 400, "990122101201": 600, "990121101202": 50}
"""The village codes, each beneath its town: A's seat, B, C, and the village beyond the gap."""


def _layer(title, shapes, **columns):
    return Layer(title, np.array(shapes, dtype=object), {k: np.array(v) for k, v in columns.items()}, PLANE)


def _world(path):
    towns = ["990121101", "990121104", "990122101"]
    boxes = [shapely.box(X + 10_000 * at - 5000, Y - 5000, X + 10_000 * at + 5000, Y + 5000) for at in range(3)]
    spots = [shapely.Point(X + 10_000 * at, Y + 100) for at in range(3)] + [shapely.Point(X, Y + 2040)]
    lines = [[(X, Y), (X + 10_000, Y)], [(X + 10_000, Y), (X + 20_000, Y)], [(X, Y), (X, Y + 1000)],
             [(X, Y + 1040), (X, Y + 2040)]]  # fmt: skip
    layers = [
        _layer("towns", boxes, code=towns, name=["东河镇", "湾港镇", "西岭镇"]),
        _layer("homes", spots, code=list(PEOPLE), name=["甲村", "乙村", "丙村", "丁村"], people=list(PEOPLE.values()),
               seat=["county", "", "", ""]),
        _layer("roads", [shapely.LineString(line) for line in lines], tier=["1"] * 4),
        _layer("schools", [spots[0]], name=["甲小学"], seats=[500.0]),
        _layer("shape", [shapely.box(X + 19_000, Y - 1000, X + 21_000, Y + 1000), spots[0]], name=["核", "点"],
               kind=["core", "point"], half=[0.0, 1000.0]),
    ]  # fmt: skip
    for number, layer in enumerate(layers):
        write_layer(layer, path, append=number > 0)


@pytest.fixture(scope="session")
def netted(tmp_path_factory):
    home = tmp_path_factory.mktemp("net")
    pack = home / "packs/demo"
    shutil.copytree(Path(__file__).parents[2] / "packs/demo", pack)
    places = (pack / "places.csv").read_text("utf-8")
    since = {"990121104201": "2024-01-01"}
    more = "".join(f"{code},{code[-3:]}村,,village,{code[:9]},,{since.get(code, '')},,\n" for code in PEOPLE)
    (pack / "places.csv").write_text(places + more, "utf-8")
    (pack / "layers.csv").write_text(LAYERS, "utf-8")
    (pack / "layer_classes.csv").write_text(CLASSES, "utf-8")
    (pack / "geography").mkdir()
    _world(pack / "geography/net.gpkg")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGCHOU_HOME", str(home))
        (done,) = stock([pack], date(2025, 1, 20))
    assert done.refusal is None, done.refusal
    return home


@pytest.fixture
def page(netted, monkeypatch, db):
    monkeypatch.setenv("TONGCHOU_HOME", str(netted))
    assert shelf().programme("demo")
    client = Client()
    client.force_login(Person.objects.create_superuser("li", password="a long pass phrase"))
    return client


def test_the_village_beyond_the_gap_is_named_and_its_cheapest_link_priced(page):
    told = page.get("/p/demo/map/roads/?budget=100&price=60&walk=500&kmh=30").context
    assert told["seat"] == "甲村"
    assert [(row["name"], row["people"]) for row in told["short"]] == [("丁村", 50)]
    # 100 m of lane and 10 km of road at 60 km/h, then 100 m on foot at 4 km/h: 0.1 + 10 + 1.5
    minutes = {row["name"]: row["minutes"] for row in told["rows"]}
    assert minutes["乙村"] == pytest.approx(11.6, abs=0.02)
    assert minutes["丙村"] == pytest.approx(21.6, abs=0.02)
    (stage,) = told["stages"]
    # 40 m as the crow flies wind to 52 m; at 600,000 yuan a kilometre that is 31,200 yuan
    assert stage["metres"] == pytest.approx(52, rel=1e-3)
    assert stage["cost"] == pytest.approx(3.12, rel=1e-3)
    assert stage["near"] == "丁村"
    assert next((one["people"], one["names"]) for one in told["weak"]) == (1000, ["乙村", "丙村"])


def test_no_budget_builds_nothing_and_nonsense_is_the_usual(page):
    assert page.get("/p/demo/map/roads/?budget=0").context["stages"] == []
    assert page.get("/p/demo/map/roads/?budget=nonsense&walk=inf").context["asked"].budget == 200
    assert page.get("/p/demo/map/roads/?place=990121101").status_code == 404


def test_a_county_sees_its_own_villages_only(page):
    told = page.get("/p/demo/map/roads/?place=990122").context
    assert [row["name"] for row in told["rows"]] == ["丙村"]
    assert told["seat"] == "丙村"
    assert told["short"] == []


def test_who_is_too_far_from_school_and_where_the_next_one_serves_most(page):
    told = page.get("/p/demo/map/services/?service=schools&minutes=15&more=1&model=cover").context
    assert sorted(row["name"] for row in told["beyond"]) == ["丁村", "丙村"]
    assert told["covered"] == pytest.approx(1400 / 2050)
    # 500 seats for 1,400 people within the standard, and 650 beyond it
    assert told["lacking_seats"] == pytest.approx(900 + 650)
    assert told["conserved"] == pytest.approx(0, abs=1e-9)
    # from either of the two the other is ten minutes away: both serve the same 2,000 people
    assert [one["name"] for one in told["sites"]] in (["乙村"], ["丙村"])
    more, value, gap = told["curve"][0]
    assert (more, value, gap) == (1, pytest.approx(2000), pytest.approx(0, abs=1e-6))


@pytest.mark.parametrize("query", ["service=none", "decay=none", "model=none"])
def test_what_is_not_offered_is_not_found(page, query):
    assert page.get(f"/p/demo/map/services/?{query}").status_code == 404


def test_declared_tiers_stand_beside_those_the_data_show(page):
    told = page.get("/p/demo/map/settlements/?people=100&services=0&buses=0").context
    rows = {row["place"].name: (row["declared"], row["seen"], row["steps"]) for row in told["rows"]}
    # the core is drawn around town C, the node around A; by people A is first, C second
    assert rows["西岭镇"] == ("主城", "中心镇", -1)
    assert rows["东河镇"] == ("中心镇", "主城", 1)
    assert rows["湾港镇"] == ("一般镇", "一般镇", 0)
    shares = {one.name: one.amount for one in told["shares"]}
    assert (shares["核"], shares["点"], shares["结构以外"]) == (600, 1000, 450)


@pytest.mark.parametrize("where", ["roads", "services", "settlements"])
def test_every_study_can_be_taken_along_in_every_form(page, where):
    table = page.get(f"/p/demo/map/{where}/?take=csv")
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert len(rows) == (3 if where == "settlements" else 4)
    assert all(row["WKT"].startswith(("POINT", "POLYGON")) for row in rows)
    assert page.get(f"/p/demo/map/{where}/?take=xlsx").content[:2] == b"PK"
    assert page.get(f"/p/demo/map/{where}/?take=gpkg").content[:15] == b"SQLite format 3"
    archive = zipfile.ZipFile(io.BytesIO(page.get(f"/p/demo/map/{where}/?take=shp").content))
    assert {"layer.shp", "layer.shx", "layer.dbf", "layer.prj", "fields.csv"} <= set(archive.namelist())
    assert len(json.loads(page.get(f"/p/demo/map/{where}/?take=geojson").content)["features"]) == len(rows)
    assert page.get(f"/p/demo/map/{where}/?take=dwg").status_code == 404


def test_a_layer_of_the_pack_can_be_taken_along(page):
    rows = list(csv.DictReader(io.StringIO(page.get("/p/demo/map/layers/homes/as/csv").content.decode("utf-8-sig"))))
    assert {row["name"] for row in rows} == {"甲村", "乙村", "丙村", "丁村"}


@pytest.mark.parametrize("where", ["roads", "services", "settlements"])
def test_a_programme_without_these_layers_says_what_is_missing(page, demo, where):
    text = page.get(f"/p/demo/map/{where}/").content.decode()
    assert "layers.csv" in text
    assert "data-map" not in text
