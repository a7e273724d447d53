"""The geography of the pack ``demo-city``: everything in it is invented, one seed always gives the same files."""

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS

from tongchou.onemap.layers import Layer
from tongchou.onemap.synthetic.amenities import facilities, stops, structure, water
from tongchou.onemap.synthetic.divisions import country, hamlets, places
from tongchou.onemap.synthetic.filing import write_package
from tongchou.onemap.synthetic.highways import Highways, highways
from tongchou.onemap.synthetic.zoning import Counts, truth, zoning
from tongchou.packs.demo_city import SEED
from tongchou.packs.demo_city_figures import draw
from tongchou.packs.demo_city_map import City, Shape

PLANE = CRS(4549)
FILE = "yunze.gpkg"
_GAPS, _ISOLATED = 5, 6


def geography(seed: int = SEED) -> tuple[dict[str, Layer], dict[str, list[dict[str, object]]]]:
    """Return the layers of the generated city by code, and what was planted in them: conflicts and road faults."""
    city = City(Shape())
    generator = np.random.default_rng(seed)
    drawn = country(generator, city, PLANE)
    people = latest(draw(city, seed).villages["pop"])
    roads = highways(generator, drawn, _GAPS, _ISOLATED)
    zoned = zoning(generator, drawn, roads.layer, people, Counts())
    year = city.shape.first + city.shape.years - 1
    layers = places(drawn) | {"hamlet": hamlets(drawn, people), "roads": roads.layer} | zoned.layers
    layers |= facilities(generator, drawn, people) | {"stops": stops(generator, drawn, roads.layer)}
    layers |= water(generator, drawn) | {"structure": structure(drawn)}
    names = layers["hamlet"].texts("name")
    towns = layers["hamlet"].texts("town")
    said = [f"{town}{name}" for town, name in zip(towns, names, strict=True)]
    planted = {"conflicts": truth(drawn, zoned, year), "roads": _road_truth(roads, said)}
    return {code: _renamed(code, layer) for code, layer in layers.items()}, planted


def latest(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the last figure of each column that came, for a village that kept silent in the last year.

    >>> latest(np.array([[1.0, 2.0], [3.0, np.nan]])).tolist()
    [3.0, 2.0]
    """
    found: NDArray[np.float64] = table[0].copy()
    for row in table[1:]:
        found = np.where(np.isnan(row), found, row)
    return found


def write_geography(folder: Path, seed: int = SEED) -> list[Path]:
    """Write the layers into one GeoPackage and what was planted into two tables; return the files."""
    layers, planted = geography(seed)
    target = write_package(layers.values(), folder / FILE)
    return [target, *(_table(folder / f"planted_{name}.csv", rows) for name, rows in planted.items())]


def _renamed(code: str, layer: Layer) -> Layer:
    return Layer(code, layer.shapes, layer.columns, layer.crs)


def _road_truth(roads: Highways, names: list[str]) -> list[dict[str, object]]:
    rows = [("isolated", i) for i in roads.isolated] + [("interrupted", i) for i in roads.interrupted]
    return [{"planted": what, "village": names[i]} for what, i in rows]


def _table(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path
