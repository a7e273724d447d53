"""Layers as people name them on a command line: a file, a layer in a file, or a layer of a pack."""

from pathlib import Path

from tongchou.onemap import atlas
from tongchou.onemap.layers import Layer, read_layer, to_plane
from tongchou.onemap.roads import Speeds
from tongchou.onemap.studies.roads import read_speeds
from tongchou.packs import load

SIGN = "::"


def open_named(text: str) -> Layer:
    """Open ``file``, ``file::layer`` or ``pack::layer code``; a pack's layer as it stands on the pack's day.

    :raises Refusal: the codes of reading packs and layers.
    """
    folder, _, name = text.partition(SIGN)
    if (Path(folder) / "pack.yaml").is_file():
        pack = load(Path(folder))
        return atlas.open_layer(pack, name, pack.manifest.as_of)
    return read_layer(Path(folder), name)


def speeds_named(text: str) -> Speeds:
    """Read speeds from a CSV file, or from the classes of a pack's road layer named as ``pack::layer code``.

    :raises Refusal: the codes of reading packs and tables.
    """
    folder, _, name = text.partition(SIGN)
    if (Path(folder) / "pack.yaml").is_file():
        return atlas.speeds(load(Path(folder)), name)
    return read_speeds(Path(text))


def together(first: Layer, *others: Layer) -> list[Layer]:
    """Return layers in the plane of the first.

    :raises Refusal: the codes of projecting layers.
    """
    leading = to_plane(first)
    return [leading, *(to_plane(other, leading.crs) for other in others)]
