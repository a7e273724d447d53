"""What road and service pages look at: settlements with people, roads with speeds, a seat to reach; opened once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.http import Http404, HttpRequest

from tongchou.loop.model import Figure, Key, Kind
from tongchou.onemap.atlas import speeds
from tongchou.onemap.layers import Layer, project
from tongchou.onemap.roads import Speeds
from tongchou.packs.fields import Level
from tongchou.packs.map_rows import LayerKind, MapLayer
from tongchou.packs.rows import Place
from tongchou.terms import State, Words
from tongchou.web.languages import in_words
from tongchou.web.maps import ground
from tongchou.web.maps.shading import Limit, Limits
from tongchou.web.programme import Programme


@dataclass(frozen=True, eq=False, slots=True)
class Net:
    """Settlements (columns ``name``, ``people``, ``code``) and roads in one plane, with the speeds of their tiers."""

    homes: Layer
    homes_row: MapLayer
    roads: Layer
    roads_row: MapLayer
    speeds: Speeds

    @property
    def codes(self) -> list[str]:
        """The codes of the settlements."""
        return self.homes.texts("code")

    def of(self, programme: Programme, place: Place) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Tell which settlements lie in a place: those whose code stands beneath it."""
        tree = programme.run.tree
        inside = {place.code, *tree.descendants(place.code)}
        return np.array([code in inside for code in self.codes], dtype=bool)

    def seat(self, among: np.ndarray[Any, np.dtype[np.bool_]]) -> int:
        """Return the settlement to reach: a county seat where one is marked, else the one with most people."""
        people = np.where(among, np.nan_to_num(self.homes.numbers("people")), -1.0)
        if "seat" in self.homes.columns:
            marked = np.array(self.homes.texts("seat"), dtype=object) == "county"
            people = np.where(marked & among, people + people.max() + 1, people)
        return int(people.argmax())


def net_of(programme: Programme) -> Net | None:
    """Return settlements and roads; ``None`` where the pack lacks one of them.

    :raises Refusal: the codes of reading layers.
    """
    homes, roads = _first(programme, LayerKind.SETTLEMENTS), _first(programme, LayerKind.ROADS)
    if homes is None or roads is None:
        return None
    drawn = ground.read(programme, homes)
    columns = {
        "name": np.array(ground.names(drawn, homes), dtype=object),
        "code": np.array(ground.codes(drawn, homes), dtype=object),
        "people": drawn.numbers(homes.amount_column) if homes.amount_column else np.ones(len(drawn)),
    }
    if "seat" in drawn.columns:
        columns["seat"] = drawn.column("seat")
    plain = Layer(homes.name, drawn.shapes, columns, drawn.crs)
    ways = project(ground.read(programme, roads), drawn.crs)
    tiered = Layer(ways.name, ways.shapes, {"tier": ways.column(roads.class_column or "tier")}, ways.crs)
    return Net(plain, homes, tiered, roads, speeds(programme.run.pack, roads.code))


def _first(programme: Programme, kind: LayerKind) -> MapLayer | None:
    return next((row for row in ground.layers_of(programme) if row.kind is kind), None)


def place_of(request: HttpRequest, programme: Programme) -> Place:
    """Return the county that is asked for, else the city.

    :raises Http404: for a place that is neither.
    """
    code = request.GET.get("place") or programme.city.code
    found = {place.code: place for place in counties(programme)}
    if code not in found:
        raise Http404(in_words(f"没有地区“{code}”。", f"There is no place '{code}'."))
    return found[code]


def counties(programme: Programme) -> list[Place]:
    """Return the city and its counties."""
    return [place for place in programme.own_places if place.level in {Level.CITY, Level.COUNTY}]


def number_of(request: HttpRequest, name: str, otherwise: float, least: float, most: float) -> float:
    """Return a number of the address within bounds; nonsense gives the usual one."""
    try:
        value = float(request.GET.get(name) or otherwise)
    except ValueError:
        return otherwise
    return min(max(value, least), most) if np.isfinite(value) else otherwise


def figures(code: str, places: Sequence[str], values: np.ndarray[Any, np.dtype[np.float64]]) -> list[Figure]:
    """Return measured values of settlements as figures to tint by; what is not finite is missing."""
    return [
        Figure(Key(Kind.ELEMENT, code, place, ""), float(value), State.of(float(value)), decimals=1)
        if np.isfinite(value)
        else Figure.absent(Kind.ELEMENT, code, place, "")
        for place, value in zip(places, values, strict=True)
    ]


def minutes_within(limits: tuple[float, ...]) -> Limits:
    """Return classes of minutes cut at limits."""
    edges = [0.0, *limits]
    words = [Words(f"{low:g}—{high:g} 分钟", f"{low:g}–{high:g} min") for low, high in zip(edges, limits, strict=False)]
    found = Limit(limits, (*words, Words(f"{limits[-1]:g} 分钟以上", f"over {limits[-1]:g} min")))
    return lambda _values: found
