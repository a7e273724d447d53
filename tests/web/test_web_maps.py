"""The map of a programme: figures on places, classes that add up, shapes that are sent once, parts of files."""

import csv
import gzip
import io
import json
import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely
from django.core.management import call_command
from django.test import Client

from tongchou.loop.model import Figure, Key, Kind, Mark
from tongchou.onemap.layers import CGCS2000, Layer, write_layer
from tongchou.packs.scheme import Tier
from tongchou.terms import State
from tongchou.web.errands.models import Errand
from tongchou.web.maps.ranges import wanted
from tongchou.web.maps.shading import quantiles, shade, stages
from tongchou.web.maps.views import atlas
from tongchou.web.models import Person
from tongchou.web.programme import Programme
from tongchou.web.shelf import shelf
from tongchou.web.stock import stock

pytestmark = pytest.mark.django_db

PACK = Path(__file__).parents[2] / "packs/demo"
LAYERS = """code,name,name_en,kind,file,layer,level,code_column,name_column,class_column,standing,note
counties,县界,counties,places,geography/demo.gpkg,counties,county,code,name,,synthetic,示意
towns,镇界,towns,places,geography/demo.gpkg,towns,town,code,name,,synthetic,示意
lines,道路,roads,roads,geography/demo.gpkg,lines,,,,tier,synthetic,示意
"""
CLASSES = """layer,value,name,name_en,category,half_width_m,speed_kmh,colour,basis,verified
lines,1,干线,trunk,,,60,#b03a2e,合成,false
lines,3,村道,lane,,,25,,合成,false
"""
TOWNS = {"990121101": 0, "990121104": 1, "990122101": 2, "990122102": 3}


def _layer(title, boxes, **columns):
    shapes = np.array([shapely.box(*box) for box in boxes], dtype=object)
    return Layer(title, shapes, {key: np.array(value, dtype=object) for key, value in columns.items()}, CGCS2000)


def mapped_pack(folder):
    """Copy the demo pack and draw its places as boxes side by side, each a tenth of a degree wide."""
    shutil.copytree(PACK, folder)
    (folder / "layers.csv").write_text(LAYERS, "utf-8")
    (folder / "layer_classes.csv").write_text(CLASSES, "utf-8")
    (folder / "geography").mkdir()
    path = folder / "geography/demo.gpkg"
    counties = [(121.0, 30.0, 121.2, 30.1), (121.2, 30.0, 121.4, 30.1)]
    write_layer(_layer("counties", counties, code=["990121", "990122"], name=["东河县", "西岭县"]), path)
    towns = [(121.0 + at / 10, 30.0, 121.1 + at / 10, 30.1) for at in TOWNS.values()]
    write_layer(
        _layer("towns", towns, code=list(TOWNS), name=["东河镇", "湾港镇", "西岭镇", "石桥镇"]), path, append=True
    )
    roads = np.array(
        [shapely.LineString([(121.0, 30.05), (121.4, 30.05)]), shapely.LineString([(121.1, 30), (121.1, 30.1)])]
    )
    write_layer(Layer("lines", roads, {"tier": np.array(["1", "3"], dtype=object)}, CGCS2000), path, append=True)
    return folder


@pytest.fixture(scope="session")
def mapped(tmp_path_factory):
    home = tmp_path_factory.mktemp("maps")
    pack = mapped_pack(home / "packs" / "demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGCHOU_HOME", str(home))
        (done,) = stock([pack], date(2025, 1, 20))
    assert done.refusal is None, done.refusal
    return home


@pytest.fixture
def city(mapped, monkeypatch):
    monkeypatch.setenv("TONGCHOU_HOME", str(mapped))
    return shelf().programme("demo")


@pytest.fixture
def office_page(db):
    person = Person.objects.create_superuser("li", password="a long pass phrase")
    client = Client()
    client.force_login(person)
    return client


def _data(answer):
    text = answer.content.decode()
    start = text.index('<script id="map-')
    return json.loads(text[text.index(">", start) + 1 : text.index("</script>", start)])


def test_the_map_tints_every_town_and_the_table_says_the_same(office_page, city):
    answer = office_page.get("/p/demo/map/?show=indicator:urbanization&level=town&period=2024")
    assert answer.status_code == 200
    drawn = _data(answer)
    (tinted,) = drawn["tinted"]
    assert set(tinted["tones"]) == set(TOWNS)
    assert sum(step["count"] for step in tinted["legend"]) + tinted["missing"] == len(TOWNS)
    for town in TOWNS:
        figure = city.figure(Kind.INDICATOR, "urbanization", town, city.period)
        assert tinted["texts"][town] == figure.text
        assert (tinted["tones"][town] == -1) == (figure.value is None)
        assert f"/why/indicator:urbanization@{town}@2024/" in answer.content.decode()
    assert drawn["projection"] == "EPSG:4490"
    assert drawn["bounds"] == pytest.approx([121.0, 30.0, 121.4, 30.1], abs=0.01)


def test_two_periods_share_their_classes_and_the_table_has_the_change(office_page, city):
    answer = office_page.get("/p/demo/map/?show=indicator:sewage_rate&level=county&period=2024&other=2022")
    now, before = _data(answer)["tinted"]
    values = {}
    for one, period in ((now, "2024"), (before, "2022")):
        for place, tone in one["tones"].items():
            values.setdefault(tone, []).append(one["texts"][place])
            assert one["texts"][place] == city.run.indicators.figure("sewage_rate", place, period).text
    spans = sorted((min(map(float, texts)), max(map(float, texts))) for tone, texts in values.items() if tone >= 0)
    assert all(left[1] < right[0] for left, right in pairwise(spans))
    row = next(one for one in answer.context["rows"] if one["place"].code == "990121")
    assert row["change"].value == pytest.approx(row["figure"].value - row["before"].value)


def test_what_the_map_shows_is_taken_along_and_a_long_table_is_cut(office_page, city, monkeypatch):
    asked = "/p/demo/map/?show=indicator:sewage_rate&level=county&period=2024&other=2022"
    answer = office_page.get(f"{asked}&take=csv")
    head, *lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head == ["代码", "地区", "2024", "2022", "变化", "标记", "WKT"]
    (line,) = [line for line in lines if line[0] == "990121"]
    figure = city.run.indicators.figure("sewage_rate", "990121", "2024")
    assert float(line[2]) == pytest.approx(figure.value)
    assert float(line[4]) == pytest.approx(float(line[2]) - float(line[3]))
    assert line[6].startswith(("POLYGON", "MULTIPOLYGON"))
    monkeypatch.setattr(atlas, "MOST", 1)
    told = office_page.get(asked)
    assert (told.context["count"], len(told.context["rows"])) == (2, 1)
    assert "先列 1 行，共 2 行" in told.content.decode()
    assert len(office_page.get(f"{asked}&all=1").context["rows"]) == 2


@pytest.mark.parametrize("query", ["show=indicator:nothing", "level=nation", "period=1999", "other=1999"])
def test_what_there_is_not_is_said_and_not_guessed(office_page, city, query):
    assert office_page.get(f"/p/demo/map/?{query}").status_code == 404


def test_shapes_come_as_degrees_once_and_only_simplified(office_page, city):
    answer = office_page.get("/p/demo/map/layers/towns.json", headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    features = json.loads(gzip.decompress(answer.content))["features"]
    assert {one["id"]: one["properties"]["name"] for one in features}["990122102"] == "石桥镇"
    ring = next(one for one in features if one["id"] == "990121101")["geometry"]["coordinates"][0]
    assert {tuple(at) for at in ring} == {(121.0, 30.0), (121.1, 30.0), (121.1, 30.1), (121.0, 30.1)}
    again = office_page.get("/p/demo/map/layers/towns.json", headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304
    plain = office_page.get("/p/demo/map/layers/towns.json", headers={"accept-encoding": "identity"})
    assert json.loads(plain.content)["features"] == features


def test_a_layer_without_classes_of_its_own_is_drawn_in_those_of_the_pack(office_page, city):
    sheet = next(one for one in _data(office_page.get("/p/demo/map/"))["sheets"] if one["code"] == "lines")
    assert sheet["look"] == "line"
    assert sheet["colours"]["1"] == "#b03a2e"
    assert sheet["colours"]["3"].startswith("#")
    told = office_page.get("/p/demo/map/layers/lines/2/").content.decode()
    assert "村道" in told
    assert office_page.get("/p/demo/map/layers/lines/3/").status_code == 404
    assert office_page.get("/p/demo/map/layers/none.json").status_code == 404


def test_a_clicked_place_tells_its_figures_with_their_reasons(office_page, city):
    told = office_page.get("/p/demo/map/place/990121101/?period=2024&show=indicator:urbanization").content.decode()
    assert "东河镇" in told
    assert "/why/indicator:urbanization@990121101@2024/" in told
    assert office_page.get("/p/demo/map/place/000/").status_code == 404


@pytest.mark.parametrize(
    ("page", "places"),
    [
        ("/p/demo/indicators/urbanization/?period=2024", {"990121", "990122"}),
        ("/p/demo/indicators/urbanization/?period=2024&place=990121101", set(TOWNS)),
        ("/p/demo/places/990121/?period=2024", {"990121", "990122"}),
        ("/p/demo/index/explore/?level=town&period=2024", None),
    ],
)
def test_other_pages_carry_a_small_map(office_page, city, page, places):
    (tinted,) = _data(office_page.get(page))["tinted"]
    assert places is None or set(tinted["tones"]) == places
    assert tinted["texts"]


def test_other_weights_tint_the_explorer_anew(office_page, city):
    published = _data(office_page.get("/p/demo/index/explore/?level=town&period=2024"))["tinted"][0]
    supposed = _data(office_page.get("/p/demo/index/explore/?level=town&period=2024&w.people=100"))["tinted"][0]
    assert published["texts"] != supposed["texts"]


def test_a_programme_without_layers_says_how_to_get_some(office_page, demo):
    text = office_page.get("/p/demo/map/").content.decode()
    assert "layers.csv" in text
    assert "data-map" not in text


def _figures(*values):
    return [
        Figure(Key(Kind.INDEX, "i", str(place), "2024"), value, State.of(value), marks=Mark.SYNTHETIC, decimals=0)
        for place, value in enumerate(values)
    ]


def test_ties_stay_in_one_class_and_missing_is_none_of_them():
    found = shade(_figures(1, 1, 1, 5, 9, None), quantiles(3))
    # cuts at 1/3 and 2/3 of 1 1 1 5 9 by the higher value: 1 and 5; 1 is the least and cuts nothing
    assert [(step.low, step.high, step.count) for step in found.steps] == [("1", "1", 3), ("5", "9", 2)]
    assert found.tones == {"0": 0, "1": 0, "2": 0, "3": 4, "4": 4, "5": -1}
    assert (found.missing, found.synthetic) == (1, 5)


def test_nothing_known_is_no_legend():
    found = shade(_figures(None, None), quantiles(5))
    assert found.steps == ()
    assert found.missing == 2


def test_stages_of_a_scheme_are_classes_even_where_nobody_is_in_them():
    class Scheme:
        stages = (Tier(name="全面融合", at_least=90), Tier(name="基本统筹", at_least=60), Tier(name="初步统筹"))
        tiers = ()

    found = shade(_figures(60, 59, 30), stages(Scheme))
    assert [(step.words.zh, step.count) for step in found.steps] == [("初步统筹", 2), ("基本统筹", 1), ("全面融合", 0)]
    Scheme.stages = (Tier(name="甲", share=20), Tier(name="乙"))
    assert stages(Scheme) is None


@pytest.mark.parametrize(
    ("text", "size", "part"),
    [("bytes=5-", 10, (5, 9)), ("bytes=-3", 10, (7, 9)), ("bytes=-30", 10, (0, 9)), ("bytes=3-999", 10, (3, 9)),
     ("bytes=10-", 10, (10, 9)), ("lines=1-2", 10, (0, 9)), ("bytes=-", 10, (0, 9))],
)  # fmt: skip
def test_a_range_is_read_strictly(text, size, part):
    assert wanted(text, size) == part


def test_tiles_are_cut_for_layers_that_are_too_many_and_sent_in_parts(office_page, city, monkeypatch):
    monkeypatch.setattr("tongchou.web.maps.geometry.MOST_FEATURES", 3)
    sheets = {one["code"]: one for one in _data(office_page.get("/p/demo/map/?level=town"))["sheets"]}
    assert sheets["towns"]["waiting"]
    assert Errand.objects.get().facts == {"pack": "demo", "layer": "towns"}
    assert office_page.get(sheets["towns"]["address"]).status_code == 404
    assert Errand.objects.count() == 1
    call_command("errands", once=True)
    drawn = _data(office_page.get("/p/demo/map/?level=town"))
    sheets = {one["code"]: one for one in drawn["sheets"]}
    assert drawn["projection"] == "EPSG:3857"
    assert (sheets["towns"]["tiled"], sheets["counties"]["tiled"]) == (True, False)
    first = office_page.get(sheets["towns"]["address"], headers={"range": "bytes=0-6"})
    assert (first.status_code, first.content) == (206, b"PMTiles")
    size = int(first.headers["Content-Range"].rpartition("/")[2])
    whole = office_page.get(sheets["towns"]["address"])
    assert (whole.status_code, len(whole.content)) == (200, size)
    middle = office_page.get(sheets["towns"]["address"], headers={"range": f"bytes=100-{size + 50}"})
    assert middle.content == whole.content[100:]
    assert office_page.get(sheets["towns"]["address"], headers={"range": f"bytes={size}-"}).status_code == 416
    same = {"if-none-match": first.headers["ETag"]}
    assert office_page.get(sheets["towns"]["address"], headers=same).status_code == 304


@pytest.mark.parametrize(
    ("kind", "period", "opens"),
    [
        (Kind.INDEX, "2024", (Kind.INDEX, "2024", "county")),
        (Kind.INDICATOR, "2023", (Kind.INDICATOR, "2023", "county")),
        (Kind.INDEX, "1900", (Kind.INDEX, "2024", "county")),
    ],
)
def test_a_map_opens_where_there_is_something_to_compare(office_page, city, monkeypatch, kind, period, opens):
    """Only figures of one kind and year are known: the map opens there; with none at all, where it always did."""
    known = Programme.figure

    def figure(self, asked, code, place, year):
        return known(self, asked, code, place, year) if (asked, year.code) == (kind, period) else None

    monkeypatch.setattr(Programme, "figure", figure)
    question = office_page.get("/p/demo/map/").context["question"]
    assert (question.theme.kind, question.period.code, question.level) == opens
