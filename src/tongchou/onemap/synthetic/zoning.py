"""Plans of the generated city that agree, but for the conflicts planted in them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.random import Generator
from numpy.typing import NDArray

from tongchou.onemap.layers import POLYGONAL, Layer, Shapes, areas
from tongchou.onemap.synthetic.divisions import Country, labelled

CORRIDOR = 20.0
"""Half the width of a planned transport corridor [m]."""
_MARGIN = 15.0
_INSET = 180.0
_SMALLEST = 600.0


@dataclass(frozen=True, slots=True, eq=False)
class Planted:
    """A conflict put in on purpose: its rule, the village it lies in, its shape; ``noise`` where it is a sliver."""

    rule: str
    village: int
    shape: shapely.Geometry
    noise: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Zoning:
    """Five plans by code and what was planted in them."""

    layers: dict[str, Layer]
    planted: tuple[Planted, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many conflicts of each kind are planted."""

    farmland: int = 14
    redline: int = 7
    outside: int = 6
    corridor: int = 5
    double: int = 4
    slivers: int = 12


def zoning(generator: Generator, drawn: Country, roads: Layer, people: NDArray[np.float64], counts: Counts) -> Zoning:
    """Return the town plan, the land-use plan, the red line, the town boundaries and the transport plan.

    Towns are built around their seats; the other villages are permanent farmland or, in the hills to one side,
    ecological red line; main roads are to be widened to corridors, which fields and towns keep clear of.
    """
    towns = _towns(drawn, people)
    corridors, band = _corridors(roads, towns)
    fields, red = _fields(drawn, generator)
    whole = np.flatnonzero(~shapely.is_empty(fields))
    common = shapely.intersection(fields, band)
    crossed = np.flatnonzero(shapely.area(common) > 0)
    plain = (shapely.area(common) > 40 * CORRIDOR**2) & (shapely.get_type_id(common) == POLYGONAL[0]) & ~red
    kept = _some(generator, np.flatnonzero(plain), counts.corridor)
    free = np.setdiff1d(whole, crossed)
    over = [Planted("corridor-farmland", int(i), common[i]) for i in kept]
    clear = shapely.buffer(band, _MARGIN, cap_style="flat")
    open_fields = np.setdiff1d(whole, kept)
    fields[open_fields] = _solid(shapely.difference(fields[open_fields], clear))
    farms, hills = free[~red[free]], free[red[free]]
    sites = _some(generator, farms, counts.farmland + counts.slivers)
    high = _some(generator, hills, counts.redline + counts.double)
    edge = _some(generator, np.array(drawn.seats), counts.outside)
    on_farms = _blocks(generator, fields, sites[: counts.farmland], "built-farmland")
    on_hills = _blocks(generator, fields, high[: counts.redline], "built-redline")
    slivers = _slivers(fields, sites[counts.farmland :])
    taken = shapely.union_all([*towns, band])
    beyond = [_beside(generator, drawn, taken, int(i)) for i in edge]
    twice = _blocks(generator, fields, high[counts.redline :], "farmland-redline")
    built = [*on_farms, *on_hills, *beyond, *slivers]
    outside = [Planted("built-outside", each.village, each.shape, each.noise) for each in built]
    there = ~shapely.is_empty(fields)
    farmed, wild = fields[there & ~red], fields[there & red]
    layers = {
        "plan-town": _coded("城乡规划", [*towns, *_shapes(built)], ["R"] * (len(towns) + len(built)), drawn),
        "plan-land": _coded("土地利用规划", [*farmed, *_shapes(twice)], ["N"] * (len(farmed) + len(twice)), drawn),
        "plan-redline": _coded("生态保护红线", list(wild), ["E"] * len(wild), drawn),
        "plan-boundary": _coded("城镇开发边界", list(shapely.buffer(towns, 60.0)), ["U"] * len(towns), drawn),
        "plan-transport": _coded("综合交通规划", list(corridors), ["T"] * len(corridors), drawn),
    }
    planted = [*on_farms, *on_hills, *slivers, *outside, *over, *twice]
    return Zoning(layers, tuple(planted))


def truth(drawn: Country, zoned: Zoning, year: int) -> list[dict[str, object]]:
    """Return what was planted as rows: rule, town, area on the ellipsoid [m²], whether it is a sliver, where."""
    names = {row[0]: row[1] for row in drawn.city.place_rows()}
    measured = areas(np.array(_shapes(zoned.planted), dtype=object), drawn.crs)
    return [
        {
            "rule": each.rule,
            "town": names[drawn.town_of(each.village, year)],
            "area_m2": round(float(area), 4),
            "noise": str(each.noise).lower(),
            "x": round(each.shape.representative_point().x, 1),
            "y": round(each.shape.representative_point().y, 1),
        }
        for each, area in zip(zoned.planted, measured, strict=True)
    ]


def _towns(drawn: Country, people: NDArray[np.float64]) -> Shapes:
    """Return the built-up ground of the towns: round, as large as 100 m² a person asks."""
    seats = drawn.seats
    radius = np.sqrt(people[seats] * 100 / np.pi)
    return np.array(shapely.buffer(shapely.points(drawn.homes[seats]), radius, quad_segs=6))


def _corridors(roads: Layer, towns: Shapes) -> tuple[Shapes, shapely.Geometry]:
    """Return the main roads as corridor lines that stop before the towns, and the ground they take."""
    mains = shapely.line_merge(shapely.union_all(roads.shapes[np.array(roads.texts("tier")) == "1"]))
    outside = shapely.difference(mains, shapely.union_all(shapely.buffer(towns, 60.0 + _MARGIN)))
    lines = shapely.get_parts(outside)
    return lines, shapely.union_all(shapely.buffer(lines, CORRIDOR, cap_style="flat"))


def _fields(drawn: Country, generator: Generator) -> tuple[Shapes, NDArray[np.bool_]]:
    """Return the inner ground of every village but the seats, and which of them are hills."""
    inner = shapely.simplify(shapely.buffer(drawn.villages, -_INSET, join_style="mitre"), 20.0)
    inner = _solid(inner)
    inner[drawn.seats] = shapely.Polygon()
    slope = drawn.homes @ np.array([-0.6, 0.8]) + generator.normal(0, 2500, len(inner))
    return inner, slope > np.quantile(slope, 0.88)


def _solid(shapes: Shapes) -> Shapes:
    """Return the largest part of each shape; nothing where that is small."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    result = np.full(len(shapes), shapely.Polygon(), dtype=object)
    for i in np.argsort(shapely.area(parts), kind="stable"):
        result[owner[i]] = parts[i] if parts[i].area > _SMALLEST**2 else shapely.Polygon()
    return result


def _some(generator: Generator, among: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    return generator.choice(among, size=min(count, len(among)), replace=False)


def _blocks(generator: Generator, fields: Shapes, villages: NDArray[np.int64], rule: str) -> list[Planted]:
    """Return a rectangle well inside the field of each village."""
    found = []
    for village in villages.tolist():
        x, y = shapely.get_coordinates(shapely.maximum_inscribed_circle(fields[village], 20.0))[0]
        width, height = generator.uniform(40, 110, 2)
        found.append(Planted(rule, village, shapely.box(x - width, y - height, x + width, y + height)))
    return found


def _slivers(fields: Shapes, villages: NDArray[np.int64]) -> list[Planted]:
    spots = [shapely.get_coordinates(shapely.maximum_inscribed_circle(fields[i], 20.0))[0] for i in villages]
    boxes = [shapely.box(x - 150, y, x + 150, y + 0.8) for x, y in spots]
    return [Planted("built-farmland", int(i), box, True) for i, box in zip(villages, boxes, strict=True)]


def _beside(generator: Generator, drawn: Country, taken: shapely.Geometry, seat: int) -> Planted:
    """Return a block between a town's boundary and the rim of its village, where nothing else is planned."""
    ring = shapely.difference(shapely.buffer(drawn.villages[seat], -120.0), shapely.buffer(taken, 220.0))
    x, y = shapely.get_coordinates(shapely.point_on_surface(ring))[0]
    size = float(generator.uniform(30, 60))
    return Planted("built-outside", seat, shapely.box(x - size, y - size, x + size, y + size))


def _coded(name: str, shapes: list[shapely.Geometry], codes: list[str], drawn: Country) -> Layer:
    drawn_shapes = np.empty(len(shapes), dtype=object)
    drawn_shapes[:] = shapes
    return labelled(name, drawn_shapes, {"code": np.array(codes, dtype=object)}, drawn.crs)


def _shapes(planted: Sequence[Planted]) -> list[shapely.Geometry]:
    return [each.shape for each in planted]
