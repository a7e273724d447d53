"""What a programme has on the map: its pack's layers, read once and kept in metres."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from tongchou.onemap.atlas import classes, open_layer, sheets
from tongchou.onemap.layers import Layer, to_plane
from tongchou.packs import Pack
from tongchou.packs.fields import Level, Standing
from tongchou.packs.map_rows import LayerClass, LayerKind, MapLayer
from tongchou.web.programme import Programme

ORDER = (
    LayerKind.PLACES,
    LayerKind.BASE,
    LayerKind.PLAN,
    LayerKind.HAZARD,
    LayerKind.STRUCTURE,
    LayerKind.ROADS,
    LayerKind.SETTLEMENTS,
    LayerKind.STOPS,
    LayerKind.FACILITIES,
)
"""What lies beneath comes first."""


def layers_of(programme: Programme) -> list[MapLayer]:
    """Return the layers of a programme from the lowest up, those of larger places first."""
    levels = list(Level)
    rows = sheets(programme.run.pack)
    return sorted(rows, key=lambda row: (ORDER.index(row.kind), levels.index(row.level) if row.level else 0))


def layer_row(programme: Programme, code: str) -> MapLayer | None:
    """Return one layer of a programme; ``None`` where it has none of that code."""
    return next((row for row in programme.run.pack.tables.layers.rows if row.code == code), None)


def divisions(programme: Programme, level: Level) -> MapLayer | None:
    """Return the layer of the divisions of a level that shows the map nearest to the day of the run."""
    found = [row for row in layers_of(programme) if row.kind is LayerKind.PLACES and row.level is level]
    day = programme.run.as_of.true_on
    return min(found, key=lambda row: abs(((row.date or day) - day).days), default=None)


def mapped_levels(programme: Programme) -> list[Level]:
    """Return the levels of which there is a layer of divisions, from the nation down."""
    return [level for level in Level if divisions(programme, level)]


def classes_of(programme: Programme, row: MapLayer) -> list[LayerClass]:
    """Return what the values of a layer's class column mean."""
    return classes(programme.run.pack, row.code)


def is_synthetic(row: MapLayer) -> bool:
    """Whether a layer is invented."""
    return row.standing is Standing.SYNTHETIC


def path_of(programme: Programme, row: MapLayer) -> Path:
    """Return the file of a layer."""
    return programme.run.pack.folder / row.file


def version_of(programme: Programme, row: MapLayer) -> str:
    """Return a text that changes whenever the file of a layer does."""
    facts = path_of(programme, row).stat()
    return f"{facts.st_mtime_ns:x}-{facts.st_size:x}"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A layer as it stood on a day; the version of its file tells whether it was read already."""

    folder: Path
    code: str
    version: str
    day: date
    pack: Pack = field(compare=False, repr=False)


def read(programme: Programme, row: MapLayer) -> Layer:
    """Return a layer in metres as it stood on the day of the run.

    :raises Refusal: the codes of reading layers.
    """
    run = programme.run
    return _read(_Wanted(run.pack.folder, row.code, version_of(programme, row), run.as_of.true_on, run.pack))


@lru_cache(maxsize=64)
def _read(wanted: _Wanted) -> Layer:
    return to_plane(open_layer(wanted.pack, wanted.code, wanted.day))


def codes(layer: Layer, row: MapLayer) -> list[str]:
    """Return the code of every feature: of its column, else its row number."""
    if row.code_column and row.code_column in layer.columns:
        return layer.texts(row.code_column)
    return [str(number) for number in layer.rows]


def names(layer: Layer, row: MapLayer) -> list[str]:
    """Return the name of every feature, empty where the layer has no names."""
    return layer.texts(row.name_column) if row.name_column in layer.columns else [""] * len(layer)


def counts(layer: Layer, row: MapLayer) -> Mapping[str, int]:
    """Return how many features each value of the class column has."""
    if row.class_column not in layer.columns:
        return {}
    values, times = np.unique(np.array(layer.texts(row.class_column), dtype=object).astype(str), return_counts=True)
    return dict(zip(values.tolist(), times.tolist(), strict=True))
