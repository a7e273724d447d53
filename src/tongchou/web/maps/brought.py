"""The layers of kept files, read with their evidence; problems carry the names people know."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from tongchou.onemap.layers import Bounds, Declared, Layer, lonlat, read_layers
from tongchou.onemap.layers.archives import unpacked
from tongchou.onemap.layers.errors import EMPTY
from tongchou.packs.fields import Level
from tongchou.terms import Refusal, Where
from tongchou.web.maps import ground
from tongchou.web.maps.uploads import UNPACKED, called
from tongchou.web.programme import Programme


def declared(answers: dict[str, Any]) -> Declared:
    """Return what the planner stated about coordinates and text."""
    said = answers.get("declared", {})
    return Declared(said.get("crs", ""), said.get("encoding", ""), bool(said.get("swapped")))


def layers_in(path: Path, name: str, stated: Declared, box: Bounds | None) -> Iterator[Layer]:
    """Yield the layers of a file, called by what people know.

    :raises Refusal: the codes of reading layers; ``onemap.layer.empty`` for one without features.
    """
    try:
        with _files(path) as files:
            for file in files:
                for layer in read_layers(file, stated, box):
                    if not len(layer):
                        raise EMPTY.refusal(Where(file.name), found=layer.name)
                    yield replace(layer, name=PurePath(name).stem) if layer.name == path.stem else layer
    except Refusal as refusal:
        raise Refusal([called(problem, path, name) for problem in refusal.problems]) from None


@contextmanager
def _files(path: Path) -> Iterator[list[Path]]:
    if path.suffix != ".zip":
        yield [path]
        return
    with unpacked(path, UNPACKED) as files:
        yield files


def city(programme: Programme) -> Layer | None:
    """Return the boundary of the programme's city; ``None`` where its pack does not draw it."""
    row = ground.divisions(programme, Level.CITY)
    return ground.read(programme, row) if row else None


def box_of(layer: Layer | None) -> Bounds | None:
    """Return the bounds of a layer in degrees."""
    return None if layer is None or not len(layer) else lonlat(layer.crs, layer.bounds)
