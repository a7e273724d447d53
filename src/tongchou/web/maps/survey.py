"""The first half of a study: every layer read with its evidence, checked, its fields listed to choose from."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tongchou.onemap.atlas import classes, sheets
from tongchou.onemap.layers import Layer, label, lonlat, project, to_plane, write_layer
from tongchou.onemap.quality import Finding, Standard, check
from tongchou.onemap.studies import Checked
from tongchou.packs.map_rows import LayerKind
from tongchou.web.maps import brought, uploads
from tongchou.web.programme import Programme

Tell = Callable[[int, str], None]
"""Say how far the work is, in per cent, and what is being done."""

MOST_FINDINGS = 500
"""The most findings of a layer that a page lists; all are in the file of faults."""
MOST_VALUES = 200
"""A field with more different values than this is not one of planned uses."""


def survey(programme: Programme, place: Path, files: list[dict[str, Any]], answers: dict[str, Any], tell: Tell) -> None:
    """Read and check the files of a study; what was found is written into each file's entry under ``layers``.

    :raises Refusal: the codes of reading layers.
    """
    around = brought.city(programme)
    for number, file in enumerate(files):
        tell(100 * number // len(files), f"读取 reading {file['name']}")
        path = uploads.path_of(place, file)
        layers = brought.layers_in(path, file["name"], brought.declared(answers), brought.box_of(around))
        file["layers"] = []
        for layer in layers:
            tell(100 * number // len(files) + 50 // len(files), f"检查 checking {layer.name}")
            checked = _checked(layer, around)
            file["layers"].append(_entry(programme, layer, checked) | _saved(checked, place, number, layer.name))


def _checked(layer: Layer, around: Layer | None) -> Checked:
    plane = to_plane(layer)
    if around is None or not len(plane):
        return Checked(plane, check(plane))
    whole = project(around, plane.crs).shapes[0]
    return Checked(plane, check(plane, Standard(boundary=whole)))


def _entry(programme: Programme, layer: Layer, checked: Checked) -> dict[str, Any]:
    fields = dict(_fields(layer))
    return {
        "layer": layer.name,
        "count": len(layer),
        "crs": label(layer.crs),
        "evidence": [[one.words.zh, one.words.say("en")] for one in layer.evidence],
        "fields": fields,
        "findings": [_finding(one, checked.layer) for one in checked.findings[:MOST_FINDINGS]],
        "found": len(checked.findings),
        "areas": dict(checked.account()) if len(checked.layer) else {},
        "guess": guess(programme, layer.name, fields),
    }


def _fields(layer: Layer) -> Iterator[tuple[str, list[str]]]:
    for name in layer.columns:
        values = sorted(set(layer.texts(name)))
        if len(values) <= MOST_VALUES:
            yield name, values


def _finding(one: Finding, layer: Layer) -> dict[str, Any]:
    at = one.place
    box = lonlat(layer.crs, (*at, *at)) if at else None
    return {
        "code": one.problem.code,
        "row": one.problem.where.row,
        "say": [one.problem.sentence("zh"), one.problem.sentence("en")],
        "severity": one.problem.severity.value,
        "size": round(one.size, 2),
        "at": [round(box[0], 6), round(box[1], 6)] if box else None,
        "edit": one.edit.act.value if one.edit else "",
    }


def _saved(checked: Checked, place: Path, number: int, name: str) -> dict[str, str]:
    """Write the faults and the mended layer beside the file, where there are any; return their names."""
    stem = f"{number}-{''.join(letter if letter.isalnum() else '_' for letter in name)}"
    saved = {}
    if len(checked.faults()):
        write_layer(checked.faults(), place / f"{stem}-faults.gpkg")
        saved["faults"] = f"{stem}-faults.gpkg"
    if any(one.edit for one in checked.findings):
        write_layer(checked.mended(), place / f"{stem}-mended.gpkg")
        saved["mended"] = f"{stem}-mended.gpkg"
    return saved


def guess(programme: Programme, name: str, fields: dict[str, list[str]]) -> dict[str, Any]:
    """Return which plan of the pack a layer looks like: same name, or a class field whose values the pack explains."""
    pack = programme.run.pack
    best: tuple[int, dict[str, Any]] = (0, {"plan": name, "field": "", "classes": {}})
    for row in sheets(pack, LayerKind.PLAN):
        known = {one.value: one.category for one in classes(pack, row.code)}
        for field, values in fields.items():
            alike = field.lower() == row.class_column.lower()
            explained = bool(values) and set(values) <= set(known)
            named = name in {row.name, row.code, row.layer}
            score = 2 * (named and explained) + (alike and explained) + explained
            if score > best[0] + (score == best[0]):
                best = (score, {"plan": row.name, "field": field, "classes": {value: known[value] for value in values}})
    return best[1]
