"""Whether a pack's layers agree with the pack: codes that exist, places drawn once, classes that are explained."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from difflib import get_close_matches

from tongchou.onemap.atlas.errors import NO_CLASS, NOT_DRAWN, STRANGE_CODE, TWICE
from tongchou.onemap.atlas.opening import alive, classes, named, open_layer, sheets
from tongchou.onemap.layers import Layer
from tongchou.packs import Pack
from tongchou.packs.map_rows import LayerKind, MapLayer
from tongchou.packs.rows import Place
from tongchou.terms import Problem, Refusal, Where


def check(pack: Pack) -> list[Problem]:
    """Open every layer of a pack and return all that does not agree, by file and row."""
    return [problem for row in sheets(pack) for problem in _caught(lambda row=row: _sheet(pack, row))]  # type: ignore[misc]


def _caught(part: Callable[[], Iterable[Problem]]) -> list[Problem]:
    try:
        return list(part())
    except Refusal as refusal:
        return list(refusal.problems)


def _sheet(pack: Pack, row: MapLayer) -> Iterator[Problem]:
    if not (pack.folder / row.file).is_file():
        return
    layer = open_layer(pack, row.code)
    for column in ("code_column", "name_column", "class_column", "amount_column"):
        if getattr(row, column):
            layer.column(getattr(row, column))
    if row.class_column:
        yield from _classes(layer, row, [each.value for each in classes(pack, row.code)])
    if row.kind is LayerKind.PLACES:
        yield from _divisions(pack, layer, row)


def _classes(layer: Layer, row: MapLayer, known: list[str]) -> Iterator[Problem]:
    values = layer.texts(row.class_column)
    for value in dict.fromkeys(values):
        if value not in known:
            where = layer.where(values.index(value), row.class_column)
            yield NO_CLASS.at(where, found=value, allowed="、".join(known) or "—")


def _divisions(pack: Pack, layer: Layer, row: MapLayer) -> Iterator[Problem]:
    codes = layer.texts(named(pack, row, "code_column"))
    known = {place.code for place in pack.tables.places.rows}
    for index, code in enumerate(codes):
        if code not in known:
            near = "、".join(get_close_matches(code, known, 3, 0.5)) or "—"
            yield STRANGE_CODE.at(layer.where(index, row.code_column), found=code, allowed=near)
    for day in _days(pack, row):
        yield from _on(pack, layer, row, day)


def _days(pack: Pack, row: MapLayer) -> list[date]:
    """Return the days to look at: the layer's own and the one the pack looks from."""
    return sorted({row.date or pack.manifest.as_of, max(row.date or date.min, pack.manifest.as_of)})


def _on(pack: Pack, layer: Layer, row: MapLayer, day: date) -> Iterator[Problem]:
    there = layer.take(alive(layer, day))
    first: dict[str, int] = {}
    for index, code in enumerate(there.texts(row.code_column)):
        if code in first:
            yield TWICE.at(there.where(index, row.code_column), found=code, allowed=int(there.rows[first[code]]))
        first.setdefault(code, index)
    lacking = [place.name for place in _living(pack, row, day) if place.code not in first]
    if lacking:
        shown = "、".join(lacking[:5]) + ("…" if len(lacking) > 5 else "")
        yield NOT_DRAWN.at(Where(pack.tables.layers.file, _line(pack, row)), found=len(lacking), allowed=shown)


def _living(pack: Pack, row: MapLayer, day: date) -> list[Place]:
    """Return the places of the layer's level that are the city's own and live on a day."""
    aside = {"peer", "placeholder"}
    return [
        place
        for place in pack.tables.places.rows
        if place.level is row.level
        and not aside & set(place.roles)
        and (place.parent or place.code == pack.manifest.city)
        and (place.valid_from or date.min) <= day < (place.valid_to or date.max)
    ]


def _line(pack: Pack, row: MapLayer) -> int:
    return next(line.number for line in pack.tables.layers.lines if line.row is row)
