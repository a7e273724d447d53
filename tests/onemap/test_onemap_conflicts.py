"""Conflicts between plans: planted truth, the account of areas, the life of a conflict, and bad tables."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS, Geod

from tongchou.onemap.conflicts import (
    ClassLine,
    Tolerance,
    by_kind,
    by_place,
    by_place_and_plans,
    by_plans,
    by_unit,
    class_map,
    compare,
    conflict_layer,
    default_matrix,
    detect,
    intersect,
    open_ledger,
    plan,
    read_class_maps,
    read_matrix,
    remainder,
    remeasure,
    rows,
    task,
    totals,
)
from tongchou.onemap.layers import Layer, areas, project, write_layer
from tongchou.onemap.quality import Standard, check
from tongchou.onemap.synthetic import PLANE, synthetic_city
from tongchou.terms import Refusal

BROKEN = Path(__file__).parent.parent / "broken" / "onemap"
EAST, NORTH = 500_000.0, 3_400_000.0
TODAY = date(2026, 3, 1)


def box(west, south, east, north):
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


def drawn(name, classes, *features):
    """A plan of (shape, code) pairs; classes maps its codes to classes."""
    shapes = np.array([shape for shape, _ in features], dtype=object)
    layer = Layer(name, shapes, {"DM": np.array([code for _, code in features], dtype=object)}, PLANE)
    return plan(layer, class_map([ClassLine(plan=name, field="DM", code=c, category=k) for c, k in classes.items()]))


def town(*boxes):
    return drawn("城规", {"R": "建设用地"}, *[(box(*b), "R") for b in boxes])


def farm(*boxes):
    return drawn("土规", {"YJ": "永久基本农田"}, *[(box(*b), "YJ") for b in boxes])


def places(*boxes):
    names = np.array([f"镇{i + 1}" for i in range(len(boxes))], dtype=object)
    return Layer("乡镇", np.array([box(*b) for b in boxes], dtype=object), {"name": names}, PLANE)


WHOLE = places((-1000, -1000, 5000, 5000))


def found(plans, where=WHOLE, tolerance=None):
    return detect(plans, default_matrix(), where, "name", tolerance)


def geodesic_area(shape):
    fine = project(Layer("x", np.array([shapely.segmentize(shape, 5)]), {}, PLANE), CRS(4490)).shapes[0]
    return abs(Geod(a=6378137.0, rf=298.257222101).geometry_area_perimeter(fine)[0])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_planted_conflict_is_found_and_none_invented(seed):
    world = synthetic_city(seed, towns=3, conflicts=15)
    patches = detect([world.town_plan, world.land_plan], default_matrix(), world.places, "name")
    real, noise = [p for p in patches if not p.noise], [p for p in patches if p.noise]
    key = lambda shape: tuple(round(x, 3) for x in shape.bounds)  # noqa: E731
    truth = {key(planted.shape): planted for planted in world.conflicts}
    assert {key(p.shape) for p in real} == set(truth)
    assert {key(p.shape) for p in noise} == {key(planted.shape) for planted in world.noise}
    for patch in real:
        planted = truth[key(patch.shape)]
        assert (patch.rule.code, patch.place) == (planted.rule, planted.place)
        assert patch.area == pytest.approx(geodesic_area(planted.shape), rel=1e-6)


def test_synthetic_plans_are_clean_and_labelled():
    world = synthetic_city(5, towns=2)
    for each in (world.town_plan.layer, world.land_plan.layer):
        assert check(each, Standard(boundary=world.boundary, least_width=0.5)) == []
        assert set(each.texts("source")) == {"合成 synthetic"}


def test_the_order_of_plans_and_features_does_not_matter():
    world = synthetic_city(4, towns=2)
    turned = [
        plan(
            each.layer.take(np.arange(len(each.layer))[::-1]),
            class_map(
                [
                    ClassLine(plan=each.name, field="YTDM", code=u, category=c)
                    for u, c in dict(zip(each.uses, each.classes, strict=True)).items()
                ]
            ),
        )
        for each in (world.land_plan, world.town_plan)
    ]
    one = detect([world.town_plan, world.land_plan], default_matrix(), world.places, "name")
    other = detect(turned, default_matrix(), world.places, "name")
    assert [(p.rule.code, p.place, p.plans, p.rows, p.uses, p.noise) for p in one] == [
        (p.rule.code, p.place, p.plans, p.rows, p.uses, p.noise) for p in other
    ]
    assert [p.area for p in one] == pytest.approx([p.area for p in other], rel=1e-12)


def test_a_patch_over_a_town_border_comes_out_once_in_each_town_and_once_in_none():
    """A block 300 m wide and 100 m deep, on towns that end 100 m and 200 m into it: a third lies in no town."""
    where = places((-1000, 0, 100, 100), (100, 0, 200, 100))
    patches = found([town((0, 0, 300, 100)), farm((0, 0, 300, 100))], where)
    assert {p.place: round(p.area) for p in patches} == {"镇1": 10_000, "镇2": 10_000, "": 10_000}
    assert sum(t.area for t in totals(patches, by_place).values()) == pytest.approx(30_000, rel=1e-4)


def test_neighbouring_parcels_make_one_patch_with_all_their_rows():
    patches = found([town((0, 0, 100, 100), (100, 0, 200, 100)), farm((50, 0, 150, 100))])
    assert [(p.rows, p.uses, round(p.area)) for p in patches] == [(((1, 2), (1,)), (("R",), ("YJ",)), 10_000)]


def test_digitising_differences_are_kept_apart_and_summed():
    patches = found([town((0, 0, 100, 100)), farm((99, 0, 200, 100), (0, 50, 40, 60))], tolerance=Tolerance(2.0))
    total = totals(patches, by_kind)["建设用地占永久基本农田"]
    assert (total.count, round(total.area), round(total.noise)) == (1, 400, 100)
    assert str(total.mu) == "0.60"  # 400 m² × 3 / 2000


def test_construction_outside_the_town_boundary_and_corridors():
    boundary = drawn("开发边界", {"B": "城镇开发边界"}, (box(0, 0, 100, 100), "B"))
    outside = found([town((50, 0, 150, 100)), boundary])
    assert [(p.rule.code, round(p.area), p.rows[1]) for p in outside] == [("built-outside", 5000, ())]
    line = Layer(
        "路",
        np.array([shapely.LineString([(EAST, NORTH + 50), (EAST + 100, NORTH + 50)])]),
        {"DM": np.array(["G1"], dtype=object)},
        PLANE,
    )
    road = plan(line, class_map([ClassLine(plan="路", field="DM", code="G1", category="交通走廊", half_width_m=10)]))
    through = found([road, town((0, 0, 100, 100))])
    assert [(p.rule.code, round(p.area)) for p in through] == [("corridor-built", 2000)]


def test_three_plans_give_totals_for_each_pair():
    red = drawn("生态", {"H": "生态保护红线"}, (box(0, 0, 50, 100), "H"))
    patches = found([town((0, 0, 100, 100)), farm((0, 0, 100, 50)), red])
    sums = {key: round(total.area) for key, total in totals(patches, by_plans).items()}
    assert sums == {("土规", "城规"): 5000, ("城规", "生态"): 5000, ("土规", "生态"): 2500}
    assert set(totals(patches, by_place_and_plans)) == {("镇1", pair) for pair in sums}
    assert totals(patches, by_unit)["自然资源局"].count == 3


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(*[st.integers(0, 90)] * 2, *[st.integers(1, 40)] * 2), min_size=1, max_size=6), st.integers(1, 9)
)
def test_areas_of_an_overlay_add_up(boxes, step):
    left = shapely.union_all([box(x, y, x + w, y + h) for x, y, w, h in boxes])
    one = np.array(shapely.get_parts(left), dtype=object)
    other = np.array([box(x, 0, x + 10 * step, 130) for x in range(0, 130, 10 * step)], dtype=object)
    pieces = intersect(one, other)
    union = shapely.union_all([*one, *other]).area
    only = shapely.area(remainder(one, other)).sum() + shapely.area(remainder(other, one)).sum()
    assert shapely.area(pieces.shapes).sum() + only == pytest.approx(union, rel=1e-9)


def test_a_red_line_of_many_vertices_is_cut_into_cells_without_losing_area():
    angle = np.linspace(0, 2 * np.pi, 120_000, endpoint=False)
    red = shapely.Polygon(np.column_stack([EAST + 3000 * np.cos(angle), NORTH + 3000 * np.sin(angle)]))
    parcels = np.array([box(x, y, x + 100, y + 100) for x in range(-3000, 3000, 100) for y in range(0, 300, 100)])
    fast, slow = intersect(parcels, np.array([red])), shapely.intersection(parcels, red)
    assert shapely.get_num_coordinates(red) > 100_000
    assert shapely.area(fast.shapes).sum() == pytest.approx(shapely.area(slow).sum(), rel=1e-12)
    assert len(fast) == (shapely.area(slow) > 0).sum()


def test_the_account_between_two_versions_places_every_square_metre():
    """Old: 100 × 100 farmland, 100 × 100 built. New: the border has moved 20 m, and 50 × 100 are gone at the end."""
    classes = {"R": "建设用地", "YJ": "永久基本农田"}
    old = drawn("旧版", classes, (box(0, 0, 100, 100), "YJ"), (box(100, 0, 200, 100), "R"))
    new = drawn("新版", classes, (box(0, 0, 80, 100), "YJ"), (box(80, 0, 150, 100), "R"))
    change = compare(old, new)
    assert {key: round(area) for key, area in change.table().items()} == {
        ("R", ""): 5000, ("R", "R"): 5000, ("YJ", "R"): 2000, ("YJ", "YJ"): 8000
    }  # fmt: skip
    assert change.area.sum() == pytest.approx(areas(np.array([box(0, 0, 200, 100)]), PLANE)[0], rel=1e-9)
    assert {key: round(area) for key, area in change.changed().table().items()} == {("R", ""): 5000, ("YJ", "R"): 2000}


def test_a_conflict_becomes_a_task_with_unit_and_deadline():
    conflict = open_ledger(found([town((0, 0, 100, 100)), farm((50, 0, 200, 100))]), TODAY)[0]
    duty = task(conflict)
    assert (duty.code, duty.lead, duty.partners) == ("MC00001", "自然资源局", ("农业农村局",))
    assert duty.deadline == date(2026, 4, 30)  # 60 days after 1 March
    assert duty.title == "镇1：建设用地占永久基本农田 7.50 亩，城规（R）与土规（YJ）"  # 5,000 m² × 3 / 2000
    assert "未核实" in duty.note


def test_only_a_measurement_closes_a_conflict_and_remnants_keep_its_identity():
    first = open_ledger(
        found([town((0, 0, 100, 100), (500, 0, 600, 100)), farm((0, 0, 100, 100), (500, 0, 600, 100))]), TODAY
    )
    same = remeasure(
        first,
        found([town((0, 0, 100, 100), (500, 0, 600, 100)), farm((0, 0, 100, 100), (500, 0, 600, 100))]),
        date(2026, 4, 1),
    )
    assert [(c.code, c.closed) for c in same] == [("MC00001", None), ("MC00002", None)]
    shrunk = remeasure(same, found([town((0, 0, 30, 100)), farm((0, 0, 100, 100))]), date(2026, 5, 1))
    states = {c.patch.shape.bounds[0] - EAST: (c.closed, round(c.settled_share, 3)) for c in shrunk}
    assert states == {0: (None, 0.7), 500: (date(2026, 5, 1), 1.0)}
    again = remeasure(shrunk, found([town((500, 0, 600, 100)), farm((500, 0, 600, 100))]), date(2026, 6, 1))
    assert [(c.code, c.closed) for c in again] == [
        *[(c.code, c.closed or date(2026, 6, 1)) for c in shrunk],
        ("MC00003", None),  # what returns after it was closed is a new conflict
    ]


def test_moved_conflicts_keep_their_code_by_half_their_ground():
    ledger = open_ledger(found([town((0, 0, 100, 100)), farm((0, 0, 300, 100))]), TODAY)
    near = remeasure(ledger, found([town((30, 0, 130, 100)), farm((0, 0, 300, 100))]), TODAY)
    assert [c.code for c in near if not c.closed] == ["MC00001"]  # 70 / 130 in common
    far = remeasure(ledger, found([town((60, 0, 160, 100)), farm((0, 0, 300, 100))]), TODAY)
    assert [c.code for c in far if not c.closed] == ["MC00002"]  # 40 / 160 in common


def test_the_ledger_is_a_layer_and_a_table(tmp_path):
    ledger = open_ledger(found([town((0, 0, 100, 100)), farm((50, 0, 200, 100))]), TODAY)
    assert rows(ledger)[0]["期限"] == "2026-04-30"
    write_layer(conflict_layer(ledger, PLANE), tmp_path / "冲突.gpkg")
    assert (tmp_path / "冲突.gpkg").exists()


def test_unmapped_codes_other_planes_and_single_plans_are_refused():
    with pytest.raises(Refusal) as refusal:
        drawn("城规", {"R": "建设用地"}, (box(0, 0, 1, 1), "R"), (box(1, 0, 2, 1), "X"), (box(2, 0, 3, 1), "Y"))
    assert [(p.code, p.where.row, p.found) for p in refusal.value.problems] == [
        ("onemap.conflict.unmapped", 3, "Y"), ("onemap.conflict.unmapped", 2, "X")
    ]  # fmt: skip
    with pytest.raises(Refusal, match="至少要两个"):
        found([town((0, 0, 1, 1))])
    other = Layer("土规", np.array([shapely.box(0, 0, 1, 1)]), {"DM": np.array(["YJ"], object)}, CRS(4548))
    with pytest.raises(Refusal, match="不在同一坐标系"):
        found([town((0, 0, 1, 1)), plan(other, class_map([ClassLine(plan="土规", field="DM", code="YJ")]))])
    bow = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    with pytest.raises(Refusal) as refusal:
        drawn("城规", {"R": "建设用地"}, (bow, "R"))
    assert refusal.value.problems[0].code == "onemap.conflict.not-valid"


@pytest.mark.parametrize(
    ("file", "row"), [("matrix_severity.csv", 3), ("matrix_relation.csv", 2), ("matrix_days.csv", 2)]
)
def test_a_bad_cell_of_the_matrix_is_named(file, row):
    with pytest.raises(Refusal) as refusal:
        read_matrix(BROKEN / file)
    assert [p.where.line for p in refusal.value.problems] == [row]
    assert refusal.value.problems[0].where.file == file


@pytest.mark.parametrize("file", ["matrix_empty.csv"])
def test_an_empty_matrix_is_refused(file):
    with pytest.raises(Refusal, match="一条规则也没有"):
        read_matrix(BROKEN / file)


def test_class_maps_are_read_by_plan_and_bad_widths_named(tmp_path):
    (tmp_path / "c.csv").write_text(
        "plan,field,code,category,half_width_m\n城规,DM,R,建设用地,\n路网,DJ,G1,交通走廊,25\n", "utf-8"
    )
    maps = read_class_maps(tmp_path / "c.csv")
    assert maps["路网"].lines["G1"].half_width_m == 25
    with pytest.raises(Refusal) as refusal:
        read_class_maps(BROKEN / "classes_width.csv")
    assert refusal.value.problems[0].where.line == 2


def test_two_remnants_of_one_conflict_stay_one():
    """A strip of 100 × 100 is freed in the middle: 30 m stay on either side, 60 % of the first area."""
    ledger = open_ledger(found([town((0, 0, 100, 100)), farm((0, 0, 100, 100))]), TODAY)
    after = remeasure(ledger, found([town((0, 0, 30, 100), (70, 0, 100, 100)), farm((0, 0, 100, 100))]), TODAY)
    assert [(c.code, c.closed, round(c.settled_share, 3)) for c in after] == [("MC00001", None, 0.4)]
