"""The layers of a pack: which there are, opened, and as they stood on a day."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tongchou.onemap.atlas.errors import BAD_DAY, NO_COLUMN_NAMED, NO_SUCH
from tongchou.onemap.layers import Layer, read_layer
from tongchou.packs import Pack
from tongchou.packs.map_rows import LayerClass, LayerKind, MapLayer
from tongchou.terms import Problem, Refusal, Where

_LIFE = ("valid_from", "valid_to")


def sheets(pack: Pack, kind: LayerKind | None = None, theme: str = "") -> list[MapLayer]:
    """Return the rows of ``layers.csv``, of one kind and theme where given, in the order of the file."""
    return [row for row in pack.tables.layers.rows if kind in {None, row.kind} and (not theme or row.theme == theme)]


def sheet(pack: Pack, code: str) -> MapLayer:
    """Return one row of ``layers.csv``.

    :raises Refusal: ``onemap.atlas.absent``.
    """
    for row in pack.tables.layers.rows:
        if row.code == code:
            return row
    allowed = "、".join(row.code for row in pack.tables.layers.rows) or "—"
    raise NO_SUCH.refusal(Where(pack.tables.layers.file), found=code, allowed=allowed)


def classes(pack: Pack, code: str) -> list[LayerClass]:
    """Return what the values of a layer's class column mean, in the order of ``layer_classes.csv``."""
    return [row for row in pack.tables.layer_classes.rows if row.layer == code]


def open_layer(pack: Pack, code: str, day: date | None = None) -> Layer:
    """Open a layer of a pack, named by its code; with a day, only what stood on it.

    Columns keep their names; a feature with ``valid_from`` or ``valid_to`` lives from the first to before the second.

    :raises Refusal: ``onemap.atlas.absent``, ``onemap.atlas.day`` and the codes of reading layers.
    """
    row = sheet(pack, code)
    layer = read_layer(pack.folder / row.file, row.layer)
    return layer if day is None else layer.take(alive(layer, day))


def places(pack: Pack, level: str, day: date | None = None) -> Layer:
    """Return the divisions of a level as they stood on a day: polygons with columns ``code`` and ``name``.

    The last layer of ``layers.csv`` of that level that is dated on or before the day is taken.

    :raises Refusal: ``onemap.atlas.absent``, ``onemap.atlas.no-column``.
    """
    drawn = [row for row in sheets(pack, LayerKind.PLACES) if row.level == level and not _later(row.date, day)]
    if not drawn:
        raise NO_SUCH.refusal(Where(pack.tables.layers.file), found=level, allowed=_levels(pack))
    chosen = max(drawn, key=lambda row: row.date or date.min)
    layer = open_layer(pack, chosen.code, day)
    codes = np.array(layer.texts(named(pack, chosen, "code_column")), dtype=object)
    names = {place.code: place.name for place in pack.tables.places.rows}
    said = np.array([names.get(code, code) for code in codes], dtype=object)
    kept = {key: values for key, values in layer.columns.items() if key not in {"code", "name"}}
    return Layer(chosen.name, layer.shapes, {"code": codes, "name": said, **kept}, layer.crs, layer.evidence,
                 layer.file, layer.rows)  # fmt: skip


def levels(pack: Pack) -> list[str]:
    """Return the levels whose divisions the pack draws, from above."""
    return list(dict.fromkeys(str(row.level) for row in sheets(pack, LayerKind.PLACES) if row.level))


def named(pack: Pack, row: MapLayer, column: str) -> str:
    """Return the column that a layer names for a purpose, such as ``code_column``.

    :raises Refusal: ``onemap.atlas.no-column``.
    """
    found = str(getattr(row, column))
    if not found:
        line = next(each.number for each in pack.tables.layers.lines if each.row is row)
        raise NO_COLUMN_NAMED.refusal(Where(pack.tables.layers.file, line, key=column), found=column)
    return found


def alive(layer: Layer, day: date) -> NDArray[np.bool_]:
    """Tell which features stood on a day; a layer without the two columns stands always.

    :raises Refusal: ``onemap.atlas.day`` for each cell that is no date.
    """
    first, after = (_days(layer, name) for name in _LIFE)
    return (first <= np.datetime64(day)) & (np.datetime64(day) < after)


def _days(layer: Layer, name: str) -> NDArray[np.datetime64]:
    """Return a column of days; an empty cell is before, or after, all records."""
    open_end = np.datetime64("0001-01-01" if name == _LIFE[0] else "9999-12-31", "D")
    if name not in layer.columns:
        return np.full(len(layer), open_end)
    texts = layer.texts(name)
    known = {text: _day(text) for text in set(texts) if text}
    problems: Sequence[Problem] = [
        BAD_DAY.at(layer.where(i, name), found=text, allowed="2023-01-01")
        for i, text in enumerate(texts)
        if text and known[text] is None
    ]
    if problems:
        raise Refusal(problems)
    return np.array([known[text] if text else open_end for text in texts], dtype="datetime64[D]")


def _day(text: str) -> np.datetime64 | None:
    try:
        return np.datetime64(date.fromisoformat(text), "D")
    except ValueError:
        return None


def _later(drawn: date | None, day: date | None) -> bool:
    return drawn is not None and day is not None and drawn > day


def _levels(pack: Pack) -> str:
    return "、".join(levels(pack)) or "—"
