"""Shapes as a browser gets them: simplified GeoJSON in degrees, kept on disk; vector tiles where there are very many.

Files lie in the office's folder under a name that changes with the layer's file, so that an answer can be kept by the
browser for ever and is never stale.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from tongchou.onemap.layers import POLYGONAL, Layer, lonlat, simplified, write_layer, write_tiles
from tongchou.terms import Refusal
from tongchou.web.home import home

MOST_FEATURES = 20_000
"""Layers of more features go to the browser as tiles."""
DIGITS = 6
"""Digits of a degree that are sent: a tenth of a metre."""
_STEPS = 4000
"""A screen of so many pixels shows a whole layer without a visible corner cut."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a browser is told beside a shape: a code by which it is asked for, a name and a class."""

    codes: list[str]
    names: list[str]
    classes: list[str]

    @property
    def columns(self) -> Mapping[str, Any]:
        """The facts as columns of a layer."""
        return {
            "code": np.array(self.codes, dtype=object),
            "name": np.array(self.names, dtype=object),
            "class": np.array(self.classes, dtype=object),
        }


def folder(pack: str) -> Path:
    """Return where the shapes of a programme are kept."""
    return home() / "maps" / pack


def bounds(layer: Layer) -> tuple[float, float, float, float] | None:
    """Return the bounds of a layer in degrees."""
    return lonlat(layer.crs, layer.bounds) if len(layer) else None


def geojson(layer: Layer, facts: Facts, path: Path) -> Path:
    """Write the shapes of a layer for the screen unless they are there; return the file, which is gzipped."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_bytes(gzip.compress(json.dumps(features(layer, facts), **_SHORT).encode(), 6, mtime=0))
        fresh.replace(path)
    return path


def tiles(layer: Layer, facts: Facts, path: Path) -> Path:
    """Write the shapes of a layer as vector tiles unless they are there; return the file."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.stem}.new.pmtiles")
        write_tiles(Layer("shapes", layer.shapes, facts.columns, layer.crs), fresh)
        fresh.replace(path)
    return path


_SHORT: dict[str, Any] = {"ensure_ascii": False, "separators": (",", ":")}


def features(layer: Layer, facts: Facts) -> dict[str, Any]:
    """Return the shapes of a layer as GeoJSON in degrees, simplified for the screen."""
    if not len(layer):
        return {"type": "FeatureCollection", "features": []}
    plain = Layer("shapes", _coarser(layer).shapes, facts.columns, layer.crs)
    with TemporaryDirectory(prefix="tongchou-") as place:
        path = Path(place) / "shapes.geojson"
        write_layer(plain, path)
        read = json.loads(path.read_text(encoding="utf-8"))
    return {"type": "FeatureCollection", "features": [_rounded(feature) for feature in read["features"]]}


def _coarser(layer: Layer) -> Layer:
    west, south, east, north = layer.bounds
    try:
        return simplified(layer.require(POLYGONAL), max(east - west, north - south) / _STEPS)
    except Refusal:
        return layer


def _rounded(feature: dict[str, Any]) -> dict[str, object]:
    geometry = feature["geometry"]
    if geometry is not None:
        geometry["coordinates"] = _shorter(geometry["coordinates"])
    return {"type": "Feature", "id": feature["properties"]["code"]} | {
        "properties": {name: value for name, value in feature["properties"].items() if value},
        "geometry": geometry,
    }


def _shorter(numbers: Any) -> Any:
    return round(numbers, DIGITS) if isinstance(numbers, float | int) else [_shorter(one) for one in numbers]
