r"""Sketches of places whose boundaries nobody gave us: right in area and roughly in position, straight in outline.

A power diagram gives each place :math:`\{x: |x-s_i|^2-w_i \le |x-s_j|^2-w_j\}`; the weights :math:`w` are raised and
lowered until every cell has its area (Aurenhammer 1987, "Power diagrams: properties, algorithms and applications").
The straight lines say what it is: a diagram to colour, not a map to measure on.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from pydantic import Field
from pyproj import CRS, Transformer

from tongchou.onemap.layers import CGCS2000, Layer, Shapes, plane_for
from tongchou.onemap.synthetic.divisions import labelled
from tongchou.onemap.synthetic.filing import write_package
from tongchou.packs import Pack
from tongchou.packs.csv_file import read_csv
from tongchou.packs.fields import Code, Day, Row
from tongchou.terms import Refusal

Points = NDArray[np.float64]
Numbers = NDArray[np.float64]

_CLOSE = 1e-5
_ROUNDS = 4000


class SketchLine(Row):
    """One line of ``geography/sketch.csv``: a cell, about where it lies, its area, and a place it is part of."""

    cell: Code
    lon: float = Field(ge=73, le=136, description="about the middle of the cell [degrees]")
    lat: float = Field(ge=3, le=54)
    area_km2: float = Field(gt=0)
    place: Code = Field(description="place code; a cell may stand in several lines, for a place each")
    valid_from: Day | None = None
    valid_to: Day | None = None
    basis: str = Field("", description="where the area is from")


def read_sketch(path: Path) -> tuple[SketchLine, ...]:
    """Read a sketch.

    :raises Refusal: the codes of reading a pack's table.
    """
    table = read_csv(path, SketchLine, path.name)
    if table.problems:
        raise Refusal(table.problems)
    return table.rows


def write_sketch(pack: Pack) -> Path:
    """Draw a pack's ``geography/sketch.csv`` into ``geography/sketch.gpkg`` beside it and return that file.

    :raises Refusal: the codes of :func:`read_sketch`.
    """
    folder = pack.folder / "geography"
    return write_package(sketch(read_sketch(folder / "sketch.csv"), pack).values(), folder / "sketch.gpkg")


def sketch(lines: Sequence[SketchLine], pack: Pack) -> dict[str, Layer]:
    """Return a layer a level of the pack's places, each place the union of its cells, each life a feature."""
    firsts = {line.cell: line for line in reversed(lines)}
    cells = list(dict.fromkeys(line.cell for line in lines))
    plane = plane_for(float(np.mean([line.lon for line in lines])))
    where = np.array([(firsts[cell].lon, firsts[cell].lat) for cell in cells])
    sites = np.column_stack(Transformer.from_crs(CGCS2000, plane, always_xy=True).transform(*where.T))
    drawn = power_cells(sites, np.array([firsts[cell].area_km2 for cell in cells]) * 1e6)
    levels = {place.code: str(place.level) for place in pack.tables.places.rows}
    wanted = dict.fromkeys(levels[line.place] for line in lines)
    return {
        level: _level(level, [x for x in lines if levels[x.place] == level], cells, drawn, plane) for level in wanted
    }


def power_cells(sites: Points, targets: Numbers) -> Shapes:
    """Return cells of the given areas [m²] around sites [m] within an oval, to 1e-5 of their areas.

    >>> cells = power_cells(np.array([[0.0, 0.0], [1000.0, 0.0]]), np.array([1e6, 3e6]))
    >>> [round(cell.area / 1e6, 3) for cell in cells]
    [1.0, 3.0]
    """
    around = _oval(sites, targets)
    weights = np.zeros(len(sites))
    for _ in range(_ROUNDS):
        cells = _cells(around, sites, weights)
        lacking = targets - shapely.area(cells)
        if np.abs(lacking / targets).max() < _CLOSE:
            break
        weights += 0.25 * lacking
    return cells


def _oval(sites: Points, targets: Numbers) -> shapely.Polygon:
    """Return an oval of the whole area, stretched as the places are spread out."""
    shares = targets / targets.sum()
    middle = shares @ sites
    away = sites - middle
    spread = (away * shares[:, None]).T @ away + np.eye(2) * (shares @ targets) / 12
    lengths, turns = np.linalg.eigh(spread)
    half = np.sqrt(lengths / np.sqrt(np.prod(lengths)) * targets.sum() / np.pi)
    angles = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    ring = np.column_stack([np.cos(angles), np.sin(angles)]) * half @ turns.T
    ring *= np.sqrt(targets.sum() / shapely.Polygon(ring).area)
    return shapely.Polygon(ring + middle)


def _cells(around: shapely.Polygon, sites: Points, weights: Numbers) -> Shapes:
    far = 20 * np.sqrt(around.area) + np.abs(sites - sites.mean(axis=0)).max()
    found = []
    for i, site in enumerate(sites):
        cell = around
        for j in np.flatnonzero(np.arange(len(sites)) != i):
            cell = cell.intersection(_half_plane(site, sites[j], weights[i] - weights[j], far))
        found.append(cell)
    return np.array(found, dtype=object)


def _half_plane(site: Points, other: Points, ahead: float, far: float) -> shapely.Polygon:
    """Return the side of ``site`` of the line on which its power and that of another are equal."""
    along = other - site
    length = float(np.hypot(*along))
    along = along / length
    middle = site + along * (length**2 + ahead) / (2 * length)
    across = np.array([-along[1], along[0]]) * far
    back = middle - along * far
    return shapely.Polygon([middle - across, middle + across, back + across, back - across])


def _level(level: str, lines: Sequence[SketchLine], cells: list[str], drawn: Shapes, plane: CRS) -> Layer:
    lives = list(dict.fromkeys((line.place, line.valid_from, line.valid_to) for line in lines))
    rounded = shapely.set_precision(drawn, 0.01)
    shapes = np.empty(len(lives), dtype=object)
    for i, life in enumerate(lives):
        parts = [cells.index(x.cell) for x in lines if (x.place, x.valid_from, x.valid_to) == life]
        shapes[i] = shapely.union_all(rounded[parts])
    columns = {
        "code": np.array([code for code, _, _ in lives], dtype=object),
        "valid_from": np.array([str(first or "") for _, first, _ in lives], dtype=object),
        "valid_to": np.array([str(after or "") for _, _, after in lives], dtype=object),
    }
    return labelled(level, shapes, columns, plane)
