"""Ahead of demand on a page: two counties, one that runs short in 2027 and one that has built too much."""

import io
import shutil
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import shapely
from django.test import Client
from pyproj import CRS

from tongchou.onemap.layers import Layer, write_layer
from tongchou.web.models import Person
from tongchou.web.shelf import shelf
from tongchou.web.stock import stock

pytestmark = pytest.mark.django_db
LAYERS = """code,name,kind,file,layer,level,code_column,name_column,standing
counties,县界,places,geography/two.gpkg,counties,county,code,name,synthetic
"""
KINDS = """code,name,name_en,unit,element,per_person,lead,unit_cost,basis,standing
water,供水能力,water supply,吨/日,pop_urban,0.1,2,100,例,synthetic
"""
CAPACITIES = """infrastructure,place,year,capacity,standing
water,990121,2024,7350,synthetic
water,990122,2024,6000,synthetic
"""
PEOPLE = "element,place,year,value,standing\n" + "".join(
    f"pop_urban,{place},{year},{value},synthetic\n"
    for place, values in {"990121": (68_000, 70_000, 75_000), "990122": (45_000, 40_000, 40_000)}.items()
    for year, value in zip((2025, 2026, 2027), values, strict=True)
)


@pytest.fixture(scope="session")
def laid(tmp_path_factory):
    home = tmp_path_factory.mktemp("laid")
    pack = home / "packs/demo"
    shutil.copytree(Path(__file__).parents[2] / "packs/demo", pack)
    tables = {"layers": LAYERS, "infrastructure": KINDS, "capacities": CAPACITIES, "projections": PEOPLE}
    for name, text in tables.items():
        (pack / f"{name}.csv").write_text(text, "utf-8")
    (pack / "geography").mkdir()
    boxes = [shapely.box(x, 3_320_000, x + 10_000, 3_330_000) for x in (500_000, 510_000)]
    columns = {"code": np.array(["990121", "990122"]), "name": np.array(["东河县", "西岭县"])}
    write_layer(Layer("counties", np.array(boxes, dtype=object), columns, CRS(4549)), pack / "geography/two.gpkg")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGCHOU_HOME", str(home))
        (done,) = stock([pack], date(2025, 1, 20))
    assert done.refusal is None, done.refusal
    return home


@pytest.fixture
def page(laid, monkeypatch, db):
    monkeypatch.setenv("TONGCHOU_HOME", str(laid))
    assert shelf().programme("demo")
    client = Client()
    client.force_login(Person.objects.create_superuser("li", password="a long pass phrase"))
    return client


def test_the_page_says_what_runs_short_when_and_what_lies_idle(page):
    answer = page.get("/p/demo/map/ahead/")
    told = answer.context
    assert [(row["place"].name, row["outlook"].first_shortage) for row in told["first"]] == [("东河县", 2027)]
    assert [row["place"].name for row in told["idle"]] == ["西岭县"]
    # years observed and projected; demand is a tenth of the people
    assert told["chart"]["labels"] == ["2022", "2023", "2024", "2025", "2026", "2027"]
    assert told["chart"]["series"][0]["values"][-1] == pytest.approx(7500)
    assert told["chart"]["series"][1]["values"] == [None, None, 7350, 7350, 7350, 7350]
    tint = told["picture"].tinted[0].data
    assert tint["texts"] == {"990121": "1.05", "990122": "1.50"}
    assert [step.words.zh for step in told["picture"].tinted[0].shading.steps if step.count] == ["偏紧", "超前过多"]
    text = answer.content.decode()
    assert "虚构数据" in text
    assert "▲</i> 偏紧" in text
    # 150 lacking at 100 yuan each are 1.5 ten thousands
    assert '<td class="num">1.5</td>' in text


def test_another_place_is_drawn_and_what_is_not_there_is_not_found(page):
    told = page.get("/p/demo/map/ahead/?kind=water&place=990122").context
    assert told["shown"].place == "990122"
    assert page.get("/p/demo/map/ahead/?kind=gas").status_code == 404
    assert page.get("/p/demo/map/ahead/?place=990100").status_code == 404


def test_all_of_it_is_taken_along_as_a_workbook_with_numbers(page):
    answer = page.get("/p/demo/map/ahead/?take=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = [[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]
    (line,) = [row for row in rows if row[0] == "990121"]
    assert line[4:11] == [1.05, "偏紧", 2027, 2025, 150, 0, 15_000]


def test_the_page_speaks_english(page):
    page.cookies["django_language"] = "en"
    text = page.get("/p/demo/map/ahead/").content.decode()
    assert "Seen from 2024: 1 will run short" in text
    assert "water supply: capacity over demand" in text
