"""A map to be printed, as plain coordinates: what a report draws without knowing a geometry library."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from tongchou.onemap.layers import Layer, Shapes, label, to_plane
from tongchou.onemap.studies.conflicts import ConflictStudy

Path = NDArray[np.float64]

_COLOURS = {4: "#7b1fa2", 3: "#c62828", 2: "#ef6c00", 1: "#f9a825"}
_SAID = {4: "严重（4 级）", 3: "较重（3 级）", 2: "一般（2 级）", 1: "轻微（1 级）"}


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """Shapes of one colour under one name in the legend.

    ``areas`` are polygons as lists of rings, the outer one first; ``lines`` and ``points`` are coordinates [m].
    """

    name: str
    colour: str
    areas: tuple[tuple[Path, ...], ...] = ()
    lines: tuple[Path, ...] = ()
    points: Path | None = None
    filled: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A map in metres: sheets from the ground up, names to write with where, the frame, and the system it is in."""

    title: str
    sheets: tuple[Sheet, ...]
    frame: tuple[float, float, float, float]
    system: str
    names: tuple[tuple[str, float, float], ...] = ()
    note: str = ""


def conflict_drawing(study: ConflictStudy, places: Layer, name_field: str, title: str, note: str = "") -> Drawing:
    """Return the conflicts of a study on the outlines of places, by severity, each also marked by a point.

    A conflict of a few hectares would not be seen in a whole city without its mark.
    """
    places = to_plane(places, study.crs)
    sheets = [Sheet("地区界", "#9aa5b1", lines=_outlines(places.shapes), filled=False)]
    for severity in sorted({c.patch.rule.severity for c in study.ledger}):
        shapes = _array([c.patch.shape for c in study.ledger if c.patch.rule.severity == severity])
        spots = shapely.get_coordinates(shapely.point_on_surface(shapes))
        sheets.append(Sheet(_SAID[severity], _COLOURS[severity], _areas(shapes), points=spots))
    middles = shapely.get_coordinates(shapely.point_on_surface(places.shapes))
    names = [(name, float(x), float(y)) for name, (x, y) in zip(places.texts(name_field), middles, strict=True)]
    return Drawing(
        title, tuple(sheets), places.bounds, label(study.crs), tuple(names) if len(names) <= 30 else (), note
    )


def layer_sheet(layer: Layer, name: str, colour: str) -> Sheet:
    """Return a layer of any kind as one sheet of a drawing."""
    kind = shapely.get_dimensions(layer.shapes)
    shapes = layer.shapes
    points = shapely.get_coordinates(shapes[kind == 0]) if (kind == 0).any() else None
    return Sheet(name, colour, _areas(shapes[kind == 2]), _lines(shapes[kind == 1]), points)


def _outlines(shapes: Shapes) -> tuple[Path, ...]:
    return _lines(shapely.boundary(shapes))


def _lines(shapes: Shapes) -> tuple[Path, ...]:
    return tuple(shapely.get_coordinates(part) for part in shapely.get_parts(shapes))


def _areas(shapes: Shapes) -> tuple[tuple[Path, ...], ...]:
    polygons = shapely.get_parts(shapes)
    return tuple(tuple(shapely.get_coordinates(ring) for ring in shapely.get_rings(polygon)) for polygon in polygons)


def _array(shapes: Sequence[shapely.Geometry]) -> Shapes:
    array = np.empty(len(shapes), dtype=object)
    array[:] = list(shapes)
    return array
