"""The invented divisions of the generated city, drawn: the codes of its map given to the cells of a mosaic."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.random import Generator
from pyproj import CRS

from tongchou.onemap.layers import Layer, Shapes
from tongchou.onemap.layers.model import Column
from tongchou.onemap.synthetic.model import LABEL
from tongchou.onemap.synthetic.mosaic import Groups, Mosaic, Points, balanced, outline, seat_first, spread, tile
from tongchou.packs.demo_city_map import CITY, City

CENTRE = (600_000.0, 3_400_000.0)
RADIUS = 39_000.0


@dataclass(frozen=True, slots=True, eq=False)
class Country:
    """A city drawn: the cell and the middle of every village, in the order of the codes before the merger."""

    city: City
    mosaic: Mosaic
    crs: CRS

    @property
    def villages(self) -> Shapes:
        """The villages as polygons."""
        return self.mosaic.cells

    @property
    def homes(self) -> Points:
        """Where the villages' people live [m]."""
        return self.mosaic.centres

    @property
    def seats(self) -> list[int]:
        """The villages that are seats of their towns."""
        return list(range(0, len(self.villages), self.city.shape.villages))

    @property
    def county_seats(self) -> list[int]:
        """The villages that are seats of their counties."""
        return self.seats[:: self.city.shape.towns]

    def town_of(self, village: int, year: int) -> str:
        """Return the code of the town a village belongs to in a year."""
        return self.city.villages(year)[village][:9]


def country(generator: Generator, city: City, crs: CRS) -> Country:
    """Return a city drawn; its last two towns, which merge, are neighbours.

    Seats come first in their divisions, as in the codes; the other divisions follow around them.
    """
    shape = city.shape
    round_shape = outline(generator, CENTRE, RADIUS)
    points = spread(generator, round_shape, shape.counties * shape.towns * shape.villages)
    cells = tile(generator, round_shape, points)
    order = []
    for county in _ordered(points, balanced(generator, points, shape.counties)):
        towns = [county[each] for each in balanced(generator, points[county], shape.towns)]
        for town in _ordered(points, towns):
            order += seat_first(points, town).tolist()
    return Country(city, Mosaic(cells.cells[order], points[order].round(2)), crs)


def _ordered(points: Points, groups: Groups) -> Groups:
    middles = np.array([points[group].mean(axis=0) for group in groups])
    return [groups[i] for i in seat_first(middles, np.arange(len(groups)))]


def places(drawn: Country) -> dict[str, Layer]:
    """Return the divisions by level; what the merger ends or begins carries the day in its life."""
    return {"city": _city(drawn), "county": _counties(drawn), "town": _towns(drawn), "village": _villages(drawn)}


def hamlets(drawn: Country, people: Points) -> Layer:
    """Return the villages as points with their people, under the codes after the merger."""
    codes = drawn.city.villages(drawn.city.shape.merger)
    names = {row[0]: row[1] for row in drawn.city.place_rows()}
    columns = {
        "code": np.array(codes, dtype=object),
        "name": np.array([names[code] for code in codes], dtype=object),
        "town": np.array([names[code[:9]] for code in codes], dtype=object),
        "people": people.astype(np.int64),
        "seat": np.array([_seat(drawn, i) for i in range(len(codes))], dtype=object),
    }
    return labelled("村庄", shapely.points(drawn.homes), columns, drawn.crs)


def _seat(drawn: Country, village: int) -> str:
    return "county" if village in drawn.county_seats else "town" if village in drawn.seats else ""


def _city(drawn: Country) -> Layer:
    return _places("市", [CITY], [shapely.coverage_union_all(drawn.villages)], drawn)


def _counties(drawn: Country) -> Layer:
    groups = np.split(drawn.villages, drawn.city.shape.counties)
    return _places("县", drawn.city.counties, [shapely.coverage_union_all(group) for group in groups], drawn)


def _towns(drawn: Country) -> Layer:
    groups = np.split(drawn.villages, len(drawn.city.origins))
    shapes = [shapely.coverage_union_all(group) for group in groups]
    merged = shapely.coverage_union_all(np.concatenate(groups[-2:]))
    return _places("镇", [*drawn.city.origins, drawn.city.merged], [*shapes, merged], drawn)


def _villages(drawn: Country) -> Layer:
    before, after = drawn.city.villages(drawn.city.shape.first), drawn.city.villages(drawn.city.shape.merger)
    recoded = [i for i, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    shapes = [*drawn.villages, *drawn.villages[recoded]]
    return _places("村", [*before, *(after[i] for i in recoded)], shapes, drawn)


def _places(name: str, codes: list[str], shapes: list[shapely.Geometry], drawn: Country) -> Layer:
    lives = {row[0]: (row[1], *row[5:7]) for row in drawn.city.place_rows()}
    said, first, after = zip(*(lives[code] for code in codes), strict=True)
    columns = {
        "code": np.array(codes, dtype=object),
        "name": np.array(said, dtype=object),
        "valid_from": np.array(first, dtype=object),
        "valid_to": np.array(after, dtype=object),
    }
    drawn_shapes = np.empty(len(shapes), dtype=object)
    drawn_shapes[:] = shapes
    return labelled(name, drawn_shapes, columns, drawn.crs)


def labelled(name: str, shapes: Shapes, columns: Mapping[str, Column], crs: CRS) -> Layer:
    """Return an invented layer that says so in every row."""
    return Layer(name, shapes, {**columns, "source": np.full(len(shapes), LABEL, dtype=object)}, crs)
