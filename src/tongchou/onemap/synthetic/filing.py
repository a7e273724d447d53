"""Generated layers into one GeoPackage whose bytes depend on nothing but the layers."""

from collections.abc import Iterable
from pathlib import Path

import pyogrio

from tongchou.onemap.layers import Layer, write_layer

_DAY = "2026-11-21T00:00:00.000Z"
"""The day of writing that stands in every generated file, so that one seed gives the same bytes."""


def write_package(layers: Iterable[Layer], path: Path) -> Path:
    """Write layers into one new GeoPackage and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _DAY})
    try:
        for number, layer in enumerate(layers):
            write_layer(layer, path, append=number > 0)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    return path
