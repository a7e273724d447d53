"""The layers of packs: divisions that fit on every date, planted truth found and nothing else, every bad row named."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
import shapely
from pyproj import CRS

from tongchou.onemap import atlas
from tongchou.onemap.conflicts import detect
from tongchou.onemap.layers import Layer, layer_areas, names, read_layer, read_layers, write_layer
from tongchou.onemap.roads import faults, network, tie
from tongchou.onemap.roads.travel import linked
from tongchou.onemap.synthetic.geography import write_geography
from tongchou.onemap.synthetic.sketch import read_sketch
from tongchou.packs import load
from tongchou.packs.bundle import export_pack, import_pack
from tongchou.terms import Refusal, Severity

PACKS = Path(__file__).parent.parent.parent / "packs"
BEFORE, AFTER = date(2022, 12, 31), date(2023, 1, 1)


@pytest.fixture(scope="module")
def city():
    return load(PACKS / "demo-city")


def planted(city, name):
    with (city.folder / "geography" / f"planted_{name}.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_the_layers_agree_with_the_pack(city):
    assert atlas.check(city) == []
    assert atlas.levels(city) == ["city", "county", "town", "village"]


@pytest.mark.parametrize(("day", "towns"), [(BEFORE, 100), (AFTER, 99)])
def test_villages_tile_towns_tile_counties_tile_the_city(city, day, towns):
    drawn = {level: atlas.places(city, level, day) for level in atlas.levels(city)}
    assert {level: len(layer) for level, layer in drawn.items()} == {
        "city": 1, "county": 10, "town": towns, "village": 1000,
    }  # fmt: skip
    for layer in drawn.values():
        assert shapely.is_valid(layer.shapes).all()
        assert shapely.coverage_is_valid(layer.shapes)
    sums = [layer_areas(layer).sum() for layer in drawn.values()]
    assert np.ptp(sums) / sums[0] < 3e-7  # the scale is taken at a centre, a width of 10 km apart
    village_sum = Counter()
    for code, area in zip(drawn["village"].texts("code"), layer_areas(drawn["village"]), strict=True):
        village_sum[code[:9]] += area
    for code, area in zip(drawn["town"].texts("code"), layer_areas(drawn["town"]), strict=True):
        assert village_sum[code] == pytest.approx(area, rel=3e-7)


def test_the_merger_shows_on_both_dates(city):
    before, after = (set(atlas.places(city, "town", day).texts("code")) for day in (BEFORE, AFTER))
    assert (before - after, after - before) == ({"980130109", "980130110"}, {"980130111"})


def test_every_planted_conflict_is_found_and_none_invented(city):
    plans = atlas.plans(city)
    found = detect(plans, atlas.rules(city), atlas.places(city, "town", city.manifest.as_of), "name")
    truth = planted(city, "conflicts")
    key = sorted((row["rule"], row["town"], row["noise"], round(float(row["area_m2"]), 1)) for row in truth)
    assert sorted((p.rule.code, p.place, str(p.noise).lower(), round(p.area, 1)) for p in found) == key
    ours, theirs = sum(p.area for p in found), sum(float(row["area_m2"]) for row in truth)
    assert ours == pytest.approx(theirs, rel=1e-6)


def test_every_planted_gap_and_isolated_village_is_found_and_none_invented(city):
    roads, homes = atlas.open_layer(city, "roads"), atlas.open_layer(city, "hamlets")
    truth = planted(city, "roads")
    assert Counter(finding.problem.code for finding in faults(roads)) == {
        "onemap.road.gap": sum(row["planted"] == "interrupted" for row in truth)
    }
    speeds = atlas.speeds(city, "roads")
    tied = tie(network(roads, "tier", speeds), homes.shapes, speeds, 500.0)
    reached = linked(tied, np.arange(len(homes)), 0)
    cut_off = [
        f"{homes.texts('town')[i]}{homes.texts('name')[i]}" for i in np.flatnonzero(~reached)
    ]  # the interrupted ones too: their half lane leads nowhere
    assert sorted(cut_off) == sorted(row["village"] for row in truth)


def test_the_digest_and_the_bundle_hold_the_geography(city, tmp_path):
    export_pack(city.folder, tmp_path / "city.zip")
    import_pack(tmp_path / "city.zip", tmp_path / "demo-city")
    copied = load(tmp_path / "demo-city")
    assert copied.digest == city.digest
    (tmp_path / "demo-city" / "geography" / "yunze.gpkg").write_bytes(b"other")
    assert load(tmp_path / "demo-city").digest != city.digest
    assert {p.code for p in atlas.check(load(tmp_path / "demo-city"))} == {"onemap.layer.unreadable"}


@pytest.mark.parametrize("name", ["luzhou", "panjin", "jiaxing", "yuhang"])
def test_the_sketches_of_real_cities_agree_with_their_packs_and_say_what_they_are(name):
    pack = load(PACKS / name)
    assert [p for p in atlas.check(pack) if p.severity is Severity.ERROR] == []
    for row in atlas.sheets(pack):
        assert (row.standing, "示意图" in row.note) == ("synthetic", True)
    lines = {line.cell: line.area_km2 for line in read_sketch(pack.folder / "geography" / "sketch.csv")}
    counties = atlas.places(pack, "county", pack.manifest.as_of)
    assert shapely.coverage_is_valid(counties.shapes)
    assert shapely.area(counties.shapes).sum() / 1e6 == pytest.approx(sum(lines.values()), rel=1e-4)


def test_a_county_that_became_a_district_is_the_same_ground():
    pack = load(PACKS / "panjin")
    before, after = (atlas.places(pack, "county", date(year, 7, 1)) for year in (2015, 2016))
    shapes = [layer.shapes[layer.texts("name").index(name)] for layer, name in ((before, "大洼县"), (after, "大洼区"))]
    assert shapes[0].equals(shapes[1])


def test_the_generated_files_are_what_the_seed_gives(city, tmp_path):
    write_geography(tmp_path)
    kept = city.folder / "geography" / "yunze.gpkg"
    assert names(tmp_path / "yunze.gpkg") == names(kept)
    for layer in read_layers(tmp_path / "yunze.gpkg"):
        same = read_layer(kept, layer.name)
        assert {name: list(values) for name, values in layer.columns.items()} == {
            name: list(values) for name, values in same.columns.items()
        }
        assert shapely.equals_exact(layer.shapes, same.shapes, 0.01).all(), layer.name


@pytest.fixture
def own(tmp_path):
    """The small pack with two counties drawn as boxes; the caller may write other layers."""
    folder = tmp_path / "demo"
    copytree(PACKS / "demo", folder, ignore=lambda where, names: {"geography", "layers.csv"} & set(names))

    def write(codes, **columns):
        shapes = np.array([shapely.box(i, 0, i + 1, 1) for i in range(len(codes))], dtype=object)
        moved = shapely.transform(shapes, lambda c: c * 1000 + (500_000, 3_400_000))
        layer = Layer("county", moved, {"code": np.array(codes, object), **columns}, CRS(4549))
        (folder / "geography").mkdir(exist_ok=True)
        write_layer(layer, folder / "geography" / "own.gpkg")
        head = "code,name,kind,file,layer,level,code_column,class_column\n"
        (folder / "layers.csv").write_text(
            head + f"counties,县,places,geography/own.gpkg,county,county,code,{'kind' if 'kind' in columns else ''}\n"
        )
        return load(folder)

    return write


def test_codes_that_the_pack_does_not_know_are_named_with_their_row(own):
    problems = atlas.check(own(["990121", "99012"]))
    assert [(p.code, p.where.row) for p in problems] == [
        ("onemap.atlas.unknown-place", 2), ("onemap.atlas.not-drawn", None),
    ]  # fmt: skip
    assert "990121" in problems[0].allowed


def test_a_place_drawn_twice_is_named(own):
    problems = atlas.check(own(["990121", "990122", "990121"]))
    assert [(p.code, p.where.row, p.allowed) for p in problems] == [("onemap.atlas.drawn-twice", 3, "1")]


def test_a_class_without_a_meaning_is_named(own):
    problems = atlas.check(own(["990121", "990122"], kind=np.array(["a", "b"], object)))
    assert [(p.code, p.found) for p in problems] == [
        ("onemap.atlas.unknown-class", "a"), ("onemap.atlas.unknown-class", "b"),
    ]  # fmt: skip


def test_a_day_that_is_none_is_named(own):
    pack = own(["990121", "990122"], valid_from=np.array(["", "2023年"], object))
    with pytest.raises(Refusal) as caught:
        atlas.places(pack, "county", AFTER)
    assert [(p.code, p.where.row, p.found) for p in caught.value.problems] == [("onemap.atlas.day", 2, "2023年")]


def test_a_life_begins_on_its_day_and_ends_before_its_day(own):
    pack = own(["990121", "990122"], valid_from=np.array(["", "2023-01-01"], object),
               valid_to=np.array(["2023-01-01", ""], object))  # fmt: skip
    assert atlas.places(pack, "county", BEFORE).texts("code") == ["990121"]
    assert atlas.places(pack, "county", AFTER).texts("code") == ["990122"]


def test_a_layer_or_level_that_is_not_there_is_refused(own):
    pack = own(["990121", "990122"])
    with pytest.raises(Refusal, match=r"onemap\.atlas\.absent"):
        atlas.open_layer(pack, "roads")
    with pytest.raises(Refusal, match=r"onemap\.atlas\.absent"):
        atlas.places(pack, "village")
