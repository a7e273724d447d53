"""Divisions that fit: villages tile towns, towns tile counties, counties the city, every edge shared to the bit."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.spatial import cKDTree

from tongchou.onemap.layers import Shapes

Points = NDArray[np.float64]
Groups = list[NDArray[np.int64]]

_STEP = 700.0
"""Distance of the bends along a border [m]."""
_SWAY = 0.07
"""How far a border strays from the straight line, as a share of its length."""
_CENTIMETRES = 2


@dataclass(frozen=True, slots=True, eq=False)
class Mosaic:
    """Cells that tile an outline, the point each grew from, and the index of the cell's group."""

    cells: Shapes
    centres: Points

    def merged(self, groups: Groups) -> Shapes:
        """Return the groups of cells as one shape each."""
        return np.array([shapely.coverage_union_all(self.cells[group]) for group in groups], dtype=object)


def outline(generator: Generator, centre: tuple[float, float], radius: float) -> shapely.Polygon:
    """Return a round shape with a few bays, ``radius`` [m] on average."""
    turns = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    waves = [generator.uniform(0.02, 0.09) * np.cos(k * turns + generator.uniform(0, 6.3)) for k in range(2, 8)]
    reach = radius * (1 + np.sum(waves, axis=0))
    ring = np.column_stack([reach * np.cos(turns), reach * np.sin(turns)]) + centre
    return shapely.Polygon(ring.round(_CENTIMETRES))


def spread(generator: Generator, shape: shapely.Polygon, count: int, rounds: int = 25) -> Points:
    """Return ``count`` points spread evenly over a shape: each in the middle of what is nearest to it."""
    west, south, east, north = shape.bounds
    dense: Points = generator.uniform((west, south), (east, north), (60 * count, 2))
    dense = dense[shapely.contains_xy(shape, dense)]
    points: Points = dense[generator.choice(len(dense), count, replace=False)]
    for _ in range(rounds):
        owner = cKDTree(points).query(dense)[1]
        sizes = np.bincount(owner, minlength=count)[:, None]
        points = np.column_stack([np.bincount(owner, axis, minlength=count) for axis in dense.T]) / sizes
    return points


def balanced(generator: Generator, points: Points, count: int, rounds: int = 12) -> Groups:
    """Return the points in ``count`` groups of equal size, each compact."""
    size = len(points) // count
    middles = points[generator.choice(len(points), count, replace=False)]
    owner = np.zeros(len(points), dtype=np.int64)
    for _ in range(rounds):
        squares = ((points[:, None] - middles[None]) ** 2).sum(axis=2)
        owner = linear_sum_assignment(np.repeat(squares, size, axis=1))[1] // size
        middles = np.array([points[owner == each].mean(axis=0) for each in range(count)])
    return [np.flatnonzero(owner == each) for each in range(count)]


def seat_first(points: Points, members: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return members with the one nearest their middle first and the others around it by direction."""
    away = points[members] - points[members].mean(axis=0)
    seat = int(np.argmin((away**2).sum(axis=1)))
    turn = np.arctan2(*(points[members] - points[members[seat]]).T[::-1])
    turn[seat] = -np.inf
    return members[np.argsort(turn)]


def tile(generator: Generator, shape: shapely.Polygon, points: Points) -> Mosaic:
    """Return the cells of points within a shape, their borders bent, neighbours sharing every bend."""
    parts = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=shape))
    owner = cKDTree(points).query(shapely.get_coordinates(shapely.point_on_surface(parts)))[1]
    cells = np.empty(len(points), dtype=object)
    cells[owner] = shapely.intersection(parts, shape)
    return Mosaic(_bent(generator, cells), points)


def _bent(generator: Generator, cells: Sequence[shapely.Polygon] | Shapes) -> Shapes:
    """Return cells whose sides follow one crooked line each, drawn once for both neighbours."""
    rings = [shapely.get_coordinates(shapely.normalize(cell)).round(_CENTIMETRES) for cell in cells]
    drawn: dict[tuple[float, ...], Points] = {}
    bent = []
    for ring in rings:
        path = []
        for start, end in pairwise(ring):
            forward = tuple(start) <= tuple(end)
            low, high = (start, end) if forward else (end, start)
            side = drawn.get((*low, *high))
            if side is None:
                side = drawn[(*low, *high)] = _side(generator, low, high)
            path.append((side if forward else side[::-1])[:-1])
        bent.append(shapely.Polygon(np.concatenate(path)))
    return np.array(bent, dtype=object)


def _side(generator: Generator, low: Points, high: Points) -> Points:
    """Return a line from one corner to another with small bends, none at its ends."""
    along = high - low
    length = float(np.hypot(*along))
    count = int(length // _STEP)
    shares = np.linspace(0, 1, count + 2)
    sway = generator.uniform(-1, 1, count + 2) * np.sin(np.pi * shares) * _SWAY * length
    across = np.array([-along[1], along[0]]) / max(length, 1e-9)
    line: Points = (low + shares[:, None] * along + sway[:, None] * across).round(_CENTIMETRES)
    line[0], line[-1] = low, high
    return line
