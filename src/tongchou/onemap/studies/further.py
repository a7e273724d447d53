"""Where further sites would serve most: existing ones kept, the largest settlements without one as candidates."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tongchou.onemap.layers import Layer
from tongchou.onemap.roads import Speeds
from tongchou.onemap.services import Case, Siting, cover_most, p_center, p_median_quick, trade_off
from tongchou.onemap.studies.services import ServiceStudy, dense, travel_table

AWAY = 1.0
"""Minutes from a facility within which a settlement is no candidate: it has one."""
CANDIDATES = 80
"""The most settlements that are candidates, the largest first."""
SECONDS = 8.0
"""How long one siting may search; its gap says how far from the best it may be."""
Numbers = NDArray[np.float64]
Aim = Callable[[Case, float, int], Siting]

AIMS: dict[str, Aim] = {
    "cover": cover_most,
    "median": lambda case, _standard, count: p_median_quick(case, count),
    "center": lambda case, _standard, count: p_center(case, count),
}
"""What further sites are for: most people within the standard, least time in all, the farthest as near as can be."""


@dataclass(frozen=True, slots=True)
class Further:
    """What so many more sites bring: the settlements to build at, by row, the value of the aim, its gap to the best."""

    more: int
    at: tuple[int, ...]
    value: float
    gap: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """The trade-off between more sites and the good they bring, and the people within the standard as it is."""

    curve: tuple[Further, ...]
    covered: float


def further(study: ServiceStudy, net: tuple[Layer, Speeds], own: NDArray[Any], aim: str, most: int) -> Outcome | None:
    """Return what one to ``most`` more sites bring the settlements ``own`` (row numbers); ``None`` without candidates.

    The value is people within the standard [cover], minutes a person [median], or the longest way in minutes [center].

    :param net: the roads with their speeds.
    """
    order = own[np.argsort(-study.people[own], kind="stable")]
    chosen = order[study.nearest()[order] > AWAY][:CANDIDATES]
    if not len(chosen):
        return None
    there = len(study.facilities)
    shapes = np.concatenate([study.facilities.shapes, study.places.shapes[chosen]])
    sites = Layer("候选", shapes, {"name": np.arange(len(shapes)).astype(str)}, study.places.crs)
    minutes = dense(travel_table((study.places.take(own), sites, net[0]), net[1], 2000.0, 4 * study.standard))
    kept = np.flatnonzero(np.isfinite(minutes[:, :there]).any(axis=0)).tolist()
    columns = [*kept, *range(there, len(shapes))]
    table, people = minutes[:, columns], study.people[own]
    reachable = np.isfinite(table).any(axis=1)
    case = Case(table[reachable], people[reachable], tuple(range(len(kept))), SECONDS)
    whole = float(people.sum()) if aim == "median" else 1.0
    counts = range(1, min(most, len(chosen)) + 1)
    answers = trade_off(lambda more: AIMS[aim](case, study.standard, len(kept) + more), counts)
    new = [tuple(int(chosen[columns[at] - there]) for at in one.sites if at >= len(kept)) for _, one in answers]
    curve = tuple(Further(more, at, one.value / whole, one.gap) for (more, one), at in zip(answers, new, strict=True))
    covered = float(people[minutes[:, kept].min(axis=1) <= study.standard].sum()) if kept else 0.0
    return Outcome(curve, covered)
