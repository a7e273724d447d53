"""From road and village files to who is linked, how long people travel, which links matter, what to build."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely

from tongchou.onemap.layers import Layer, read_layer, to_plane
from tongchou.onemap.quality import Finding, apply
from tongchou.onemap.roads import (
    WHY_NOT,
    Building,
    Demand,
    Network,
    Speeds,
    Stage,
    Tied,
    WeakLink,
    faults,
    joining,
    nearest,
    network,
    reasons,
    shares_within,
    stages,
    tie,
    weak_links,
)
from tongchou.onemap.studies.errors import EMPTY_TABLE, NO_PLACE
from tongchou.packs.csv_file import read_csv
from tongchou.packs.fields import Row, Text
from tongchou.terms import Refusal, Where

LIMITS = (15.0, 30.0, 60.0)
"""Minutes within which shares of people are told."""


class SpeedLine(Row):
    """One line of ``speeds.csv``: the speed of a tier of roads, with its source."""

    tier: Text
    kmh: float
    basis: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class RoadStudy:
    """Faults in the roads, the villages tied to the network, and what follows for them; the seat is the last point."""

    found: Sequence[Finding]
    tied: Tied
    names: Sequence[str]
    people: np.ndarray[tuple[int], np.dtype[np.float64]]
    minutes: np.ndarray[tuple[int], np.dtype[np.float64]]

    def villages(self) -> list[dict[str, object]]:
        """Return a row a village: name, people, minutes to the seat (none: why not)."""
        why = reasons(self.tied, np.arange(len(self.names)), self.minutes)
        return [
            {"name": n, "people": int(p), "minutes": None if code else round(float(m), 2), "why": WHY_NOT.get(code, "")}
            for n, p, m, code in zip(self.names, self.people, self.minutes, why, strict=True)
        ]

    def unlinked(self) -> list[str]:
        """Return the villages that do not reach the seat."""
        return [name for name, minutes in zip(self.names, self.minutes, strict=True) if not np.isfinite(minutes)]

    def weak(self) -> list[WeakLink]:
        """Return the roads whose loss cuts villages off."""
        return weak_links(self.tied, np.arange(len(self.names)), self.people, len(self.names))

    def within(self) -> Mapping[float, float]:
        """Return the share of people within 15, 30 and 60 minutes."""
        return shares_within(self.minutes, self.people, LIMITS)

    def to_build(self, building: Building, reach: float, budget: float) -> list[Stage]:
        """Return new links to what is apart from the seat, in the order in which they save most time for the money."""
        homes, seat = self.tied.at[:-1], int(self.tied.at[-1])
        wanted = joining(self.tied.network, seat, reach, building)
        return stages(self.tied.network, wanted, Demand(homes, self.people, np.array([seat])), budget)

    def with_network(self, network: Network) -> "RoadStudy":
        """Return the study of the same villages on another network of the same nodes, times worked out anew."""
        tied = Tied(network, self.tied.at, self.tied.walk)
        homes = np.arange(len(self.names))
        return replace(self, tied=tied, minutes=nearest(tied, homes, np.array([len(homes)])).minutes)


def study_roads(roads: Layer, villages: Layer, seat: shapely.Point, speeds: Speeds, walk: float) -> RoadStudy:
    """Study a road layer (column ``tier``) and a village layer (``name``, ``people``) in one plane.

    ``walk`` is how far [m] a village may be from a road and still be linked to it.

    :raises Refusal: the codes of :func:`tongchou.onemap.roads.network`.
    """
    spots = np.append(villages.shapes, seat)
    tied = tie(network(roads, "tier", speeds), spots, speeds, walk)
    homes = np.arange(len(villages))
    minutes = nearest(tied, homes, np.array([len(villages)])).minutes
    return RoadStudy(faults(roads), tied, villages.texts("name"), villages.numbers("people"), minutes)


def as_data(study: RoadStudy, built: Sequence[Stage]) -> dict[str, list[dict[str, object]]]:
    """Return a study and the links to build as rows under named headings, for tables and for JSON."""
    return {
        "within": [{"minutes": limit, "share": round(share, 4)} for limit, share in study.within().items()],
        "unlinked": [{"name": name} for name in study.unlinked()],
        "weak": [{"row": w.row, "people": w.people, "villages": len(w.points)} for w in study.weak()],
        "new": [
            {"metres": round(s.link.metres, 1), "spent": round(s.spent, 2), "person_minutes": round(s.saved, 1)}
            for s in built
        ],
        "villages": study.villages(),
        "faults": [{"fault": finding.problem.say()} for finding in study.found],
    }


def mend_roads(roads: Layer) -> Layer:
    """Return the roads with every proposed repair made, as a proposal to look at."""
    return apply(roads, [finding.edit for finding in faults(roads) if finding.edit])


def read_speeds(path: Path, walking: float = 4.0) -> Speeds:
    """Read speeds by tier from CSV: tier, kmh, basis, verified.

    :raises Refusal: the codes of reading a pack's table; ``onemap.study.empty``.
    """
    table = read_csv(path, SpeedLine, path.name)
    if table.problems:
        raise Refusal(table.problems)
    if not table.rows:
        raise EMPTY_TABLE.refusal(Where(path.name))
    return Speeds({line.tier: line.kmh for line in table.rows}, walking)


def read_together(first: Path, *others: Path) -> list[Layer]:
    """Read layers and put them in the plane of the first.

    :raises Refusal: the codes of reading and projecting layers.
    """
    leading = to_plane(read_layer(first))
    return [leading, *(to_plane(read_layer(path), leading.crs) for path in others)]


def place_named(layer: Layer, name: str) -> shapely.Point:
    """Return the point of a name in a layer (column ``name``).

    :raises Refusal: ``onemap.study.place``.
    """
    names = layer.texts("name")
    if name not in names:
        raise NO_PLACE.refusal(Where(layer.file), found=name, allowed="、".join(names[:5]))
    return shapely.centroid(layer.shapes[names.index(name)])
