"""Roads of the generated city that never cross but at villages, with planted gaps and villages left without a road."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.random import Generator
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra, minimum_spanning_tree
from scipy.spatial import Delaunay

from tongchou.onemap.layers import Layer
from tongchou.onemap.synthetic.divisions import Country, labelled
from tongchou.onemap.synthetic.mosaic import Points

GAP = 8.0
"""Width of a planted interruption [m]."""
_CLEAR = 900.0
"""A village planted as cut off has no other road this near [m]."""

Side = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Highways:
    """The roads as a layer (column ``tier``), the villages left without one, and those whose road is interrupted."""

    layer: Layer
    isolated: tuple[int, ...]
    interrupted: tuple[int, ...]


def highways(generator: Generator, drawn: Country, gaps: int, isolated: int) -> Highways:
    """Return main roads between county seats (tier 1), county roads to town seats (2), and lanes to villages (3).

    All of them run along sides of the triangulation of the villages, which cannot cross.
    """
    near = _sides(drawn)
    tiers: dict[Side, int] = {}
    for tier, sides in ((1, _mains(drawn, near)), (2, _county_roads(drawn, near)), (3, _lanes(drawn, near))):
        for side in sides:
            tiers.setdefault(side, tier)
    chosen = _ends_of_lanes(generator, drawn.homes, tiers, gaps + isolated)
    alone, broken = chosen[:isolated], chosen[isolated:]
    lines, levels = [], []
    for (one, other), tier in sorted(tiers.items(), key=lambda each: (each[1], each[0])):
        if not {one, other} & set(alone):
            parts = _drawn(drawn.homes[one], drawn.homes[other], bool({one, other} & set(broken)))
            lines += parts
            levels += [str(tier)] * len(parts)
    shapes = np.array(lines, dtype=object)
    layer = labelled("道路", shapes, {"tier": np.array(levels, dtype=object)}, drawn.crs)
    return Highways(layer, tuple(sorted(alone)), tuple(sorted(broken)))


def _sides(drawn: Country) -> csr_array:
    """Return the lengths of the sides of the villages' triangulation, long ones on the rim left out."""
    homes = drawn.homes
    corners = Delaunay(homes).simplices
    sides = np.unique(np.sort(np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])), axis=0)
    metres = np.hypot(*(homes[sides[:, 0]] - homes[sides[:, 1]]).T)
    short = metres < 3 * np.median(metres)
    one, other = sides[short].T
    shape = (len(homes),) * 2
    return csr_array((np.tile(metres[short], 2), (np.append(one, other), np.append(other, one))), shape=shape)


def _path(before: np.ndarray[tuple[int], np.dtype[np.int32]], end: int) -> list[int]:
    path = [end]
    while before[path[-1]] >= 0:
        path.append(int(before[path[-1]]))
    return path


def _along(near: csr_array, start: int, ends: Iterable[int]) -> Iterable[Side]:
    _, before = dijkstra(near, indices=start, return_predecessors=True)
    for end in ends:
        for side in pairwise(_path(before, end)):
            yield min(side), max(side)


def _mains(drawn: Country, near: csr_array) -> Iterable[Side]:
    """Join the county seats by the shortest tree, and the seats on its ends to their next neighbour as well."""
    seats = drawn.county_seats
    metres = dijkstra(near, indices=seats)[:, seats]
    tree = minimum_spanning_tree(csr_array(metres)).toarray()
    joined = (tree + tree.T) > 0
    for i in np.flatnonzero(joined.sum(axis=1) == 1).tolist():
        joined[i, int(np.argsort(np.where(joined[i], np.inf, metres[i]))[1])] = True
    for i, start in enumerate(seats):
        yield from _along(near, start, [seats[j] for j in np.flatnonzero(joined[i])])


def _county_roads(drawn: Country, near: csr_array) -> Iterable[Side]:
    for i, start in enumerate(drawn.county_seats):
        towns = drawn.city.shape.towns
        yield from _along(near, start, drawn.seats[i * towns + 1 : (i + 1) * towns])


def _lanes(drawn: Country, near: csr_array) -> Iterable[Side]:
    """Join the villages of each town by the shortest tree."""
    size = drawn.city.shape.villages
    for first in drawn.seats:
        tree = minimum_spanning_tree(near[first : first + size, first : first + size]).tocoo()
        for one, other in zip(tree.row, tree.col, strict=True):
            yield first + int(min(one, other)), first + int(max(one, other))


def _ends_of_lanes(generator: Generator, homes: Points, tiers: dict[Side, int], count: int) -> list[int]:
    """Return villages at the end of one lane and far from any other road, no two of one lane."""
    ends = np.array(list(tiers))
    leaves = np.flatnonzero(np.bincount(ends.ravel(), minlength=len(homes)) == 1)
    lines = shapely.linestrings(homes[ends])
    chosen: list[int] = []
    for leaf in generator.permutation(leaves).tolist():
        others = lines[(ends != leaf).all(axis=1)]
        met = {int(v) for side in ends[(ends == leaf).any(axis=1)] for v in side} & set(chosen)
        if not met and shapely.distance(others, shapely.Point(homes[leaf])).min() > _CLEAR:
            chosen.append(leaf)
        if len(chosen) == count:
            break
    return chosen


def _drawn(start: Points, end: Points, broken: bool) -> list[shapely.LineString]:
    if not broken:
        return [shapely.LineString([start, end])]
    middle, step = (start + end) / 2, (end - start) / np.linalg.norm(end - start) * GAP / 2
    return [shapely.LineString([start, middle - step]), shapely.LineString([middle + step, end])]
