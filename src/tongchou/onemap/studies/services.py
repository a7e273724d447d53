"""From people, facilities and roads to coverage, fairness and sites."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from tongchou.onemap.layers import Layer
from tongchou.onemap.roads import Speeds, matrix, network, tie
from tongchou.onemap.services import (
    Case,
    Seats,
    Siting,
    assign_seats,
    conserved,
    cover_all,
    cover_most,
    gini,
    p_center,
    p_median,
    p_median_quick,
    p_median_with_capacity,
    two_step,
    within,
)

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ServiceStudy:
    """Minutes from places (rows) to facilities (columns), people and capacity, and the standard [min]."""

    places: Layer
    facilities: Layer
    minutes: csr_array
    people: Numbers
    capacity: Numbers
    standard: float

    def nearest(self) -> Numbers:
        """Return the minutes to the nearest facility, inf where none is in reach."""
        least: Numbers = dense(self.minutes).min(axis=1)
        return least

    def access(self) -> Numbers:
        """Return the capacity per person by two-step floating catchments of the standard."""
        return two_step(self.minutes, self.people, self.capacity, within(self.standard))

    def seats(self) -> Seats:
        """Return who gets a seat within the standard when no facility holds more than its capacity."""
        return assign_seats(self.minutes, self.people, self.capacity, self.standard)

    def summary(self) -> Mapping[str, float]:
        """Return coverage, seats, the evenness of access, and how far the catchments are from conserving capacity."""
        access, near = self.access(), self.nearest()
        return {
            "people": float(self.people.sum()),
            "covered_share": float(self.people[near <= self.standard].sum() / self.people.sum()),
            "without_seat": round(float(self.seats().left_over.sum()), 6),
            "gini": gini(access, self.people),
            "conservation": conserved(access, self.people, self.minutes, self.capacity, within(self.standard)),
        }

    def rows(self) -> list[dict[str, object]]:
        """Return a row a place."""
        left = self.seats().left_over
        table = zip(self.places.texts("name"), self.people, self.nearest(), self.access(), left, strict=True)
        return [
            {
                "name": name,
                "people": int(people),
                "minutes": round(float(minutes), 2) if np.isfinite(minutes) else None,
                "per_person": round(float(share), 6),
                "without_seat": round(float(lacking), 2),
            }
            for name, people, minutes, share, lacking in table
        ]


def study_services(
    layers: tuple[Layer, Layer, Layer], speeds: Speeds, standard: float, walk: float = 2000.0
) -> ServiceStudy:
    """Study places (``name``, ``people``), facilities (``name``, ``capacity``) and roads (``tier``) in one plane.

    :raises Refusal: the codes of networks and services.
    """
    places, facilities, _ = layers
    minutes = travel_table(layers, speeds, walk, 4 * standard)
    capacity = facilities.numbers("capacity") if "capacity" in facilities.columns else np.ones(len(facilities))
    return ServiceStudy(places, facilities, minutes, places.numbers("people"), capacity, standard)


def travel_table(layers: tuple[Layer, Layer, Layer], speeds: Speeds, walk: float, limit: float) -> csr_array:
    """Return minutes from places to facilities over roads, those within ``limit`` stored."""
    places, facilities, roads = layers
    spots = np.concatenate([places.shapes, facilities.shapes])
    tied = tie(network(roads, "tier", speeds), spots, speeds, walk)
    return matrix(tied, np.arange(len(places)), len(places) + np.arange(len(facilities)), limit)


def dense(minutes: csr_array) -> Numbers:
    """Return a table of minutes with inf for what is not stored."""
    table = np.full(minutes.shape, np.inf)
    stored = minutes.tocoo()
    table[stored.row, stored.col] = stored.data
    return table


MODELS: Mapping[str, Callable[[Case, float, int, Numbers], Siting]] = {
    "cover-all": lambda case, limit, _, __: cover_all(case, limit),
    "cover-most": lambda case, limit, count, _: cover_most(case, limit, count),
    "p-median": lambda case, _, count, __: p_median(case, count),
    "p-median-quick": lambda case, _, count, __: p_median_quick(case, count),
    "p-median-capacity": lambda case, _, count, capacity: p_median_with_capacity(case, count, capacity),
    "p-center": lambda case, _, count, __: p_center(case, count),
}
"""The siting models by the names of the command line, called with case, limit [min], number of sites and capacity."""

_COVERING = {"cover-all", "cover-most"}


def site(study: ServiceStudy, model: str, count: int, existing: Layer | None = None) -> Siting:
    """Choose sites among the facilities of a study as candidates; those named in ``existing`` stay open."""
    names = study.facilities.texts("name")
    kept = [names.index(name) for name in existing.texts("name") if name in names] if existing else []
    case = Case(dense(study.minutes), study.people, kept)
    if model not in _COVERING:
        reachable = np.isfinite(case.minutes).any(axis=1)
        case = replace(case, minutes=case.minutes[reachable], people=case.people[reachable])
    return MODELS[model](case, study.standard, count, study.capacity)
