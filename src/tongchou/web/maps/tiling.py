"""Vector tiles of large layers, cut once by a process beside the pages; a map does without the layer until then."""

import time
from pathlib import Path
from typing import Any

from tongchou.packs.map_rows import MapLayer
from tongchou.web.desk import programme_of
from tongchou.web.errands import LONG, Tell, doing
from tongchou.web.errands.sending import send
from tongchou.web.languages import in_words
from tongchou.web.maps import geometry, ground
from tongchou.web.programme import Programme

PATIENCE = 30 * 60.0
"""Seconds after which a cutting that has not come to an end is begun again."""


def path_of(programme: Programme, row: MapLayer) -> Path:
    """Return where the tiles of a layer lie once they are cut."""
    return geometry.folder(programme.code) / f"{row.code}-{ground.version_of(programme, row)}.pmtiles"


def ready(programme: Programme, row: MapLayer) -> bool:
    """Whether the tiles of a layer are there; where they are not, and nobody cuts them, their cutting begins."""
    path = path_of(programme, row)
    if path.is_file():
        return True
    mark = path.with_suffix(".cutting")
    if not mark.is_file() or time.time() - mark.stat().st_mtime > PATIENCE:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
        what = in_words(f"切图层“{row.code}”的瓦片", f"tiles of layer {row.code}")
        send(cut_layer, {"pack": programme.code, "layer": row.code}, pack=programme.code, what=what, by=None)
    return path.is_file()


def cut(programme: Programme, row: MapLayer) -> None:
    """Cut the tiles of a layer.

    :raises Refusal: the codes of reading and writing layers.
    """
    path, layer = path_of(programme, row), ground.read(programme, row)
    codes, names = ground.codes(layer, row), ground.names(layer, row)
    classed = layer.texts(row.class_column) if row.class_column in layer.columns else [""] * len(layer)
    try:
        geometry.tiles(layer, geometry.Facts(codes, names, classed), path)
    finally:
        path.with_suffix(".cutting").unlink(missing_ok=True)


@doing(LONG)
def cut_layer(_tell: Tell, facts: dict[str, Any]) -> str:
    """Cut the tiles of a layer beside the pages, where the programme still has it."""
    programme = programme_of(facts["pack"])
    if (row := ground.layer_row(programme, facts["layer"])) is not None:
        cut(programme, row)
    return ""
