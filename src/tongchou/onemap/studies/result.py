"""What a study gives, whatever its subject: tables under their titles and layers for a map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tongchou.onemap.layers import Layer, write_layer
from tongchou.onemap.layers.model import Column

Rows = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """A study's title, its tables (a row a mapping from column to cell) and its layers."""

    title: str
    tables: Mapping[str, Rows]
    layers: tuple[Layer, ...] = ()

    def save_layers(self, path: Path) -> list[Path]:
        """Write the layers that hold features: all into one GeoPackage, or the first into a file of another format.

        :raises Refusal: the codes of :func:`tongchou.onemap.layers.write_layer`.
        """
        whole = [layer for layer in self.layers if len(layer)]
        several = path.suffix.lower() == ".gpkg"
        path.unlink(missing_ok=True)
        for number, layer in enumerate(whole if several else whole[:1]):
            write_layer(layer, path, append=number > 0)
        return [path] if whole else []


def with_columns(layer: Layer, name: str, rows: Rows) -> Layer:
    """Return a layer's shapes with the cells of one row a feature as its columns; ``None`` stays empty."""
    columns = {key: as_column([row[key] for row in rows]) for key in (rows[0] if rows else {})}
    return Layer(name, layer.shapes, columns, layer.crs)


def as_column(cells: Sequence[object]) -> Column:
    """Return cells as a column: numbers as numbers with NaN for none, anything else as text."""
    if all(cell is None or isinstance(cell, int | float) for cell in cells):
        return np.array([np.nan if cell is None else float(cell) for cell in cells], dtype=float)  # type: ignore[arg-type]
    return np.array(["" if cell is None else str(cell) for cell in cells], dtype=object)


def rounded(value: float, digits: int = 4) -> float | None:
    """Return a number for a table, none where it is not finite."""
    return round(float(value), digits) if np.isfinite(value) else None
