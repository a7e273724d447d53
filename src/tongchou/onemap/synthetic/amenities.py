"""Facilities, bus stops, a river that floods and the planned structure of the generated city."""

import numpy as np
import shapely
from numpy.random import Generator
from numpy.typing import NDArray

from tongchou.onemap.layers import Layer
from tongchou.onemap.synthetic.divisions import CENTRE, RADIUS, Country, labelled

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]


def facilities(generator: Generator, drawn: Country, people: Numbers) -> dict[str, Layer]:
    """Return schools, clinics, homes for the elderly, shelters and service centres, each with what it holds."""
    every, seats = np.arange(len(people)), np.array(drawn.seats)
    others = np.setdiff1d(every, seats)

    def some(count: int) -> Indices:
        return np.sort(np.concatenate([seats, generator.choice(others, count, replace=False)]))

    town = people.reshape(len(seats), -1).sum(axis=1)
    sizes = {
        "school": (some(150), "小学", 0.075),
        "clinic": (some(480), "卫生室", 0.0035),
        "elderly": (np.sort(np.concatenate([drawn.county_seats, seats[3::4]])), "养老院", 0.006),
        "shelter": (some(60), "应急避难场所", 1.1),
        "service": (seats, "便民服务中心", 0.0006),
    }
    return {
        theme: _facilities(generator, drawn, (at, said), town[at // drawn.city.shape.villages] * rate)
        for theme, (at, said, rate) in sizes.items()
    }


def stops(generator: Generator, drawn: Country, roads: Layer) -> Layer:
    """Return a bus stop in each village on a main or county road, with its daily trips."""
    served = roads.shapes[np.isin(roads.texts("tier"), ["1", "2"])]
    homes = shapely.points(drawn.homes)
    at = np.unique(shapely.STRtree(homes).query(served, predicate="dwithin", distance=1.0)[1])
    trips = generator.integers(0, 24, len(at))
    columns = {"name": _named(drawn, at, "公交站"), "capacity": trips}
    return labelled("公交站点", homes[at], columns, drawn.crs)


def water(generator: Generator, drawn: Country) -> dict[str, Layer]:
    """Return a river through the city and the ground it may flood."""
    east = np.linspace(-1.15, 1.15, 60) * RADIUS
    north = 5500 * np.sin(east / 9000) + 2500 * np.sin(east / 3700 + 1) - 0.15 * east
    whole = shapely.coverage_union_all(drawn.villages)
    line = shapely.intersection(shapely.LineString(np.column_stack([east, north]) + CENTRE), whole)
    width = float(generator.uniform(900, 1100))
    plain = shapely.intersection(shapely.buffer(line, width, quad_segs=4), whole)
    names = {"river": ("河流", line, "云河"), "flood": ("洪水淹没区", plain, "云河五十年一遇")}
    return {
        code: labelled(layer, np.array([shape], dtype=object), {"name": np.array([name], object)}, drawn.crs)
        for code, (layer, shape, name) in names.items()
    }


def structure(drawn: Country) -> Layer:
    """Return the planned structure: one core, one belt along the river's course, one axis across it, many points."""
    seats = drawn.homes[drawn.county_seats]
    core = shapely.buffer(shapely.Point(seats[0]), 5000.0)
    by_east, by_north = seats[np.argsort(seats[:, 0])], seats[np.argsort(seats[:, 1])]
    belt, axis = shapely.LineString(by_east[[0, 4, 9]]), shapely.LineString(by_north[[0, 5, 9]])
    rows = [("核心区", "core", core, 0.0), ("沿河城镇带", "belt", belt, 4000.0), ("南北发展轴", "axis", axis, 2500.0)]
    rows += [("县城节点", "point", shapely.Point(seat), 2000.0) for seat in seats[1:]]
    columns = {
        "name": np.array([row[0] for row in rows], dtype=object),
        "kind": np.array([row[1] for row in rows], dtype=object),
        "half_width": np.array([row[3] for row in rows]),
    }
    return labelled("空间结构", np.array([row[2] for row in rows], dtype=object), columns, drawn.crs)


def _facilities(generator: Generator, drawn: Country, where: tuple[Indices, str], holds: Numbers) -> Layer:
    at, said = where
    spots = drawn.homes[at] + generator.uniform(-60, 60, (len(at), 2))
    columns = {"name": _named(drawn, at, said), "capacity": np.ceil(holds / np.bincount(at // 10)[at // 10])}
    return labelled(said, shapely.points(spots.round(2)), columns, drawn.crs)


def _named(drawn: Country, at: Indices, said: str) -> NDArray[np.object_]:
    names = {row[0]: row[1] for row in drawn.city.place_rows()}
    codes = drawn.city.villages(drawn.city.shape.merger)
    return np.array([f"{names[codes[i][:9]]}{names[codes[i]]}{said}" for i in at], dtype=object)
