"""The cheapest roads to build in stages, whom a bus reaches, and shelters that a hazard leaves standing."""

import numpy as np
import shapely
from numpy.typing import NDArray

from tongchou.onemap.layers import Layer
from tongchou.onemap.roads import Building, Link, Speeds, bus_reach, join_all, joining
from tongchou.onemap.services import assign_seats
from tongchou.onemap.studies.result import Result, Rows, rounded, with_columns
from tongchou.onemap.studies.roads import RoadStudy
from tongchou.onemap.studies.services import ServiceStudy, study_services

Mask = NDArray[np.bool_]


def links(study: RoadStudy, crs_of: Layer, building: Building, reach: float, budget: float) -> Result:
    """Return what to build: the cheapest set that joins every village, and stages by time saved for the money.

    ``crs_of`` is the layer in whose plane the network lies; ``reach`` [m] the longest link as the crow flies.
    """
    network, seat = study.tied.network, int(study.tied.at[-1])
    wanted = joining(network, seat, reach, building)
    least, staged = join_all(network, wanted), study.to_build(building, reach, budget)
    steps: Rows = [
        {
            "次序": n,
            "长度_米": rounded(stage.link.metres, 1),
            "造价": rounded(stage.link.cost, 2),
            "累计投资": rounded(stage.spent, 2),
            "节省_人分钟": rounded(stage.saved, 1),
        }
        for n, stage in enumerate(staged, start=1)
    ]
    cheapest: Rows = [
        {"次序": n, "长度_米": rounded(x.metres, 1), "造价": rounded(x.cost, 2)} for n, x in enumerate(least, 1)
    ]
    whole = [{"项目": "全部连通最省造价", "结果": rounded(sum(link.cost for link in least), 2)}]
    whole += [{"项目": "仍连不上的村", "结果": len(study.unlinked()) - _joined(study, least)}]
    drawn = [("全部连通", link) for link in least] + [("分期建设", stage.link) for stage in staged]
    tables = {"合计": whole, "分期建设": steps, "全部连通": cheapest}
    return Result("新建连接路", tables, (_drawn(drawn, study, crs_of),))


def bus(homes: Layer, stops: Layer, trips: str, walk: float, least: float) -> Result:
    """Return which places have a stop within ``walk`` [m] with ``least`` trips a day in the stops' column ``trips``."""
    reached = bus_reach(homes.shapes, stops.shapes, stops.numbers(trips).tolist(), walk, least)
    people = homes.numbers("people")
    rows: Rows = [
        {"名称": name, "人口": int(count), "通公交": "是" if there else "否"}
        for name, count, there in zip(homes.texts("name"), people, reached, strict=True)
    ]
    whole: Rows = [
        {"项目": "通公交的村占比", "结果": rounded(float(reached.mean()))},
        {"项目": "通公交的人口占比", "结果": rounded(float(people[reached].sum() / people.sum()))},
    ]
    without: Rows = [row for row in rows if row["通公交"] == "否"]
    return Result("公交通达", {"合计": whole, "不通公交": without}, (with_columns(homes, "公交通达", rows),))


def shelters(layers: tuple[Layer, Layer, Layer], hazard: Layer, speeds: Speeds, minutes: float, cut: bool) -> Result:
    """Return who in a hazard zone reaches a place in a shelter outside it in time.

    ``layers`` are homes, shelters (``capacity``: people) and roads in one plane with ``hazard`` (polygons). With
    ``cut``
    roads that enter the zone cannot be used, and people walk to the next one that can.
    """
    homes, places, roads = layers
    zone = shapely.union_all(hazard.shapes)
    exposed, safe = shapely.intersects(homes.shapes, zone), ~shapely.intersects(places.shapes, zone)
    usable = ~shapely.intersects(roads.shapes, zone) if cut else np.ones(len(roads), dtype=bool)
    study = study_services((homes.take(exposed), places.take(safe), roads.take(usable)), speeds, minutes)
    seats = assign_seats(study.minutes, study.people, study.capacity, minutes)
    near = study.nearest()
    rows: Rows = [
        {"名称": name, "人口": int(count), "分钟": rounded(time, 2), "无处可避人数": rounded(left, 1)}
        for name, count, time, left in zip(study.places.texts("name"), study.people, near, seats.left_over, strict=True)
    ]
    tables: dict[str, Rows] = {"合计": _sheltered(study, near, seats.left_over, safe), "受威胁的村": rows}
    return Result("应急避难", tables, (with_columns(study.places, "避难", rows), study.facilities))


def _sheltered(study: ServiceStudy, near: NDArray[np.float64], left: NDArray[np.float64], safe: Mask) -> Rows:
    within = study.people[near <= study.standard].sum()
    figures: dict[str, float] = {
        "受威胁人口": float(study.people.sum()),
        "区外可用场所": int(safe.sum()),
        "区内不可用场所": int((~safe).sum()),
        "可用容量（人）": float(study.capacity.sum()),
        "标准时间内可到的人口": float(within),
        "无处可避的人口": float(left.sum()),
    }
    return [{"项目": name, "结果": rounded(value, 1)} for name, value in figures.items()]


def _joined(study: RoadStudy, least: list[Link]) -> int:
    """Return how many of the unlinked villages the links would join, by adding them to the network."""
    if not least:
        return 0
    ends = np.array([[link.one, link.other] for link in least])
    metres, minutes = (np.array([getattr(link, name) for link in least]) for name in ("metres", "minutes"))
    after = study.with_network(study.tied.network.with_links(ends, metres, minutes))
    return len(study.unlinked()) - len(after.unlinked())


def _drawn(pairs: list[tuple[str, Link]], study: RoadStudy, like: Layer) -> Layer:
    nodes = study.tied.network.nodes
    shapes = np.empty(len(pairs), dtype=object)
    shapes[:] = [shapely.LineString([nodes[link.one], nodes[link.other]]) for _, link in pairs]
    columns = {
        "用途": np.array([what for what, _ in pairs], dtype=object),
        "长度_米": np.array([link.metres for _, link in pairs]),
        "造价": np.array([link.cost for _, link in pairs]),
    }
    return Layer("新建连接路", shapes, columns, like.crs)
