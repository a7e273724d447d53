"""What one map shows: shapes, the tones of places, other layers; as its template and its script need it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from tongchou.onemap.layers import Layer
from tongchou.packs.fields import Level
from tongchou.packs.map_rows import LayerKind, MapLayer
from tongchou.web.maps import geometry, ground, tiling
from tongchou.web.maps.shading import Shading
from tongchou.web.programme import Programme

COLOURS = ("#4e79a7", "#b07aa1", "#76b7b2", "#9c755f", "#edc948", "#59a14f", "#f28e2b", "#bab0ac", "#e15759", "#8c6d9e")
"""Colours of classes that name none, in turn."""
LOOKS = {
    LayerKind.PLACES: "area",
    LayerKind.BASE: "area",
    LayerKind.PLAN: "area",
    LayerKind.HAZARD: "area",
    LayerKind.STRUCTURE: "area",
    LayerKind.ROADS: "line",
    LayerKind.SETTLEMENTS: "point",
    LayerKind.STOPS: "point",
    LayerKind.FACILITIES: "point",
}
"""What a layer of a kind looks like in the legend."""


@dataclass(frozen=True, slots=True)
class Class:
    """One class of a layer: its value, name and colour, and how many features it has."""

    value: str
    name: str
    colour: str
    count: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One layer of a map: where its shapes come from, its look and classes, and whether it shows at first."""

    code: str
    name: str
    look: str
    address: str
    tiled: bool
    shown: bool
    count: int
    classes: tuple[Class, ...] = ()
    explain: str = ""
    """Address that explains a feature, with ``~`` where its code goes; empty: nothing to say."""
    note: str = ""
    synthetic: bool = False
    waiting: bool = False
    """Its tiles are still being cut."""
    strong: bool = False
    """Drawn broad, for what a study found."""
    inline: dict[str, object] | None = None
    """The shapes themselves where they are few and belong to this answer alone."""

    @property
    def data(self) -> dict[str, object]:
        """What the script needs of it."""
        return {
            "code": self.code,
            "name": self.name,
            "look": self.look,
            "address": self.address,
            "tiled": self.tiled,
            "shown": self.shown,
            "explain": self.explain,
            "waiting": self.waiting,
            "strong": self.strong,
            "inline": self.inline,
            "colours": {one.value: one.colour for one in self.classes},
        }


@dataclass(frozen=True, slots=True)
class Tinted:
    """A shading of places on the layer of their divisions, of one period; two make a comparison."""

    layer: str
    title: str
    shading: Shading
    silent: bool = False
    """Only the name of a place is written on it, not its figure."""

    @property
    def data(self) -> dict[str, object]:
        """What the script needs of it: tone and text of every place."""
        texts = {figure.key.place: figure.text for figure in self.shading.figures}
        tones = self.shading.tones
        return {
            "layer": self.layer,
            "title": self.title,
            "tones": tones,
            "texts": {} if self.silent else {place: texts[place] for place in tones},
            "legend": [
                {"tone": step.tone, "text": f"{step.low} – {step.high}" if step.low else "—", "count": step.count}
                for step in self.shading.steps
            ],
            "missing": self.shading.missing,
        }


@dataclass(frozen=True, slots=True)
class Picture:
    """One map: its layers from the lowest up, the bounds it opens on, and tinted places."""

    name: str
    sheets: tuple[Sheet, ...]
    bounds: tuple[float, float, float, float] | None
    tinted: tuple[Tinted, ...] = ()
    title: str = ""
    small: bool = False

    @property
    def projection(self) -> str:
        """Degrees of CGCS2000; Web Mercator where a layer comes as tiles, which are cut in it."""
        return "EPSG:3857" if any(sheet.tiled and not sheet.waiting for sheet in self.sheets) else "EPSG:4490"

    @property
    def script(self) -> dict[str, object]:
        """What the script gets."""
        return {
            "name": self.name,
            "title": self.title,
            "projection": self.projection,
            "bounds": self.bounds,
            "sheets": [sheet.data for sheet in self.sheets],
            "tinted": [one.data for one in self.tinted],
        }

    @property
    def id(self) -> str:
        """The id of the script's data in the page."""
        return f"map-{self.name}"


def sheet(programme: Programme, row: MapLayer, words: str, *, shown: bool) -> Sheet:
    """Return a layer of the pack as part of a map.

    :raises Refusal: the codes of reading layers.
    """
    layer, pack = ground.read(programme, row), programme.code
    tiled = len(layer) > geometry.MOST_FEATURES
    address = reverse("map-tiles" if tiled else "map-shapes", args=[pack, row.code])
    return Sheet(
        row.code,
        words,
        LOOKS[row.kind],
        f"{address}?v={ground.version_of(programme, row)}",
        tiled,
        shown,
        len(layer),
        classes(programme, row, layer),
        reverse("map-feature", args=[pack, row.code, "~"]),
        row.note,
        ground.is_synthetic(row),
        waiting=tiled and not tiling.ready(programme, row),
    )


def classes(programme: Programme, row: MapLayer, layer: Layer) -> tuple[Class, ...]:
    """Return the classes of a layer that occur in it, those of the pack's table first."""
    counts = dict(ground.counts(layer, row))
    known = [one for one in ground.classes_of(programme, row) if one.value in counts]
    named = {one.value: (one.words, one.colour) for one in known}
    order = [*named, *(value for value in counts if value not in named)]
    return tuple(
        Class(
            value,
            str(named[value][0]) if value in named else value,
            (named[value][1] if value in named else "") or COLOURS[place % len(COLOURS)],
            counts[value],
        )
        for place, value in enumerate(order)
    )


def facts(row: MapLayer, layer: Layer) -> geometry.Facts:
    """Return what a browser is told of the features of a pack's layer."""
    classed = layer.texts(row.class_column) if row.class_column in layer.columns else [""] * len(layer)
    return geometry.Facts(ground.codes(layer, row), ground.names(layer, row), classed)


def around(boxes: Iterable[tuple[float, float, float, float] | None]) -> tuple[float, float, float, float] | None:
    """Return the bounds around bounds; ``None`` of none.

    >>> around([(0, 0, 1, 1), None, (2, -1, 3, 0)])
    (0, -1, 3, 1)
    """
    there = [box for box in boxes if box is not None]
    if not there:
        return None
    west, south, east, north = zip(*there, strict=True)
    return min(west), min(south), max(east), max(north)


def box_of(programme: Programme, rows: Sequence[MapLayer]) -> tuple[float, float, float, float] | None:
    """Return the bounds of layers together."""
    return around(geometry.bounds(ground.read(programme, row)) for row in rows)


def level_figures(programme: Programme, level: Level) -> tuple[str, ...]:
    """Return the codes of the programme's own places of a level."""
    return tuple(place.code for place in programme.own_places if place.level is level)
