"""The second half of a study: plans laid on each other, conflicts by unit, the list to sign, the map, the tasks."""

import json
import pickle
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from tongchou.onemap.atlas import places, plans, rules
from tongchou.onemap.conflicts import (
    ClassLine,
    Conflict,
    Plan,
    Tolerance,
    class_map,
    compare,
    evidence,
    plan,
    remeasure,
)
from tongchou.onemap.conflicts import task as as_task
from tongchou.onemap.layers import Layer, layer_areas, project, read_layer, to_plane
from tongchou.onemap.studies import ConflictStudy, Ground, study_conflicts
from tongchou.onemap.studies import conflicts as library
from tongchou.packs.fields import Level
from tongchou.packs.rows import Task
from tongchou.terms import Refusal, convert
from tongchou.web.duties.measuring import close_measured
from tongchou.web.languages import in_words
from tongchou.web.maps import brought, geometry, ground, uploads
from tongchou.web.maps.errors import NO_FIELD, ONE_PLAN, SAME_NAME
from tongchou.web.maps.models import Study
from tongchou.web.maps.survey import Tell
from tongchou.web.programme import Programme

LEVELS = (Level.TOWN, Level.COUNTY, Level.CITY)
"""The level whose places conflicts are told by: the first of these that is drawn."""
LEDGER = "ledger.pickle"
RESULT = "result.json"


def contrast(programme: Programme, study: Study, tell: Tell) -> None:
    """Find the conflicts of a study's plans and write everything that a page shows or somebody takes along.

    The tasks of conflicts that new layers no longer show are closed, with the measurement as their evidence.

    :raises Refusal: the codes of layers, plans and conflicts.
    """
    place = uploads.folder(study.pack, study.code)
    tell(5, "读取规划 reading the plans")
    drawn = plans_of(programme, study)
    tell(30, "叠加 overlaying")
    day = date.fromisoformat(study.answers["found"])
    around = Ground(_places(programme, drawn[0]), "code", Tolerance(float(study.answers.get("tolerance", 2.0))))
    found = study_conflicts(drawn, rules(programme.run.pack), around, day)
    before = ledger_of(study.follows) if study.follows else ()
    ledger = remeasure(before, found.patches, day) if study.follows else found.ledger
    tell(70, "写清单和图 writing list and map")
    settled = replace(found, ledger=ledger)
    result = _result(programme, settled, study)
    _write(settled, drawn, place, result)
    close_measured(study.by, study.pack, {
        task_code(study, one.code): in_words(one.words.zh, one.words.en)
        for one in evidence(before, ledger, day) if one.closed
    })  # fmt: skip


def plans_of(programme: Programme, study: Study) -> list[Plan]:
    """Return the plans that a study compares, in the plane of the first: brought ones, then the pack's own.

    :raises Refusal: ``web.maps.*`` for too few plans, one name twice, no field; the codes of layers and plans.
    """
    wanted = study.answers.get("plans", [])
    drawn: list[Plan] = []
    for one in wanted:
        drawn.append(_plan(programme, study, one, drawn[0] if drawn else None))
    if own := study.answers.get("own", []):
        drawn += plans(programme.run.pack, drawn[0].layer.crs if drawn else None, own)
    if len(drawn) < 2:
        raise ONE_PLAN.refusal(found=len(drawn))
    if twice := [one.name for at, one in enumerate(drawn) if one.name in [each.name for each in drawn[:at]]]:
        raise SAME_NAME.refusal(found=twice[0])
    return drawn


def _plan(programme: Programme, study: Study, one: dict[str, Any], first: Plan | None) -> Plan:
    if not one["field"]:
        raise NO_FIELD.refusal(found=one["plan"])
    layer = to_plane(_layer(programme, study, one), first.layer.crs if first else None)
    lines = [
        ClassLine(
            plan=one["plan"], field=one["field"], code=value or "—", category=category,
            half_width_m=float(one.get("half_width", 0)),
        )
        for value, category in one["classes"].items()
    ]  # fmt: skip
    if "" in one["classes"]:
        filled = np.array([value or "—" for value in layer.texts(one["field"])], dtype=object)
        layer = replace(layer, columns={**layer.columns, one["field"]: filled})
    return plan(layer, class_map(lines))


def _layer(programme: Programme, study: Study, one: dict[str, Any]) -> Layer:
    place = uploads.folder(study.pack, one.get("study") or study.code)
    if one.get("mend"):
        return read_layer(place / one["mend"])
    path = uploads.path_of(place, one)
    box = brought.box_of(brought.city(programme))
    layers = brought.layers_in(path, one["name"], brought.declared(study.answers), box)
    return next(layer for layer in layers if layer.name == one["layer"])


def _places(programme: Programme, like: Plan) -> Layer:
    """Return the places conflicts are told by; none where the pack draws none."""
    pack, day = programme.run.pack, programme.run.as_of.true_on
    for level in LEVELS:
        if ground.divisions(programme, level):
            return to_plane(places(pack, level, day), like.layer.crs)
    return Layer("—", np.empty(0, dtype=object), {"code": np.empty(0, dtype=object)}, like.layer.crs)


def ledger_of(study: Study) -> list[Conflict]:
    """Return the ledger that a finished study left, shapes and all."""
    found: list[Conflict] = pickle.loads((uploads.folder(study.pack, study.code) / LEDGER).read_bytes())  # noqa: S301  our own file in the owner's folder
    return found


def tasks_of(programme: Programme, study: Study, ledger: list[Conflict]) -> Iterator[Task]:
    """Yield the open conflicts as tasks of the duty ledger: codes of this study, units and places by their codes."""
    known = {unit.name: code for code, unit in programme.units.items()}
    names = {code: row.name for code, row in programme.places.items()}
    for conflict in ledger:
        if conflict.closed:
            continue
        row = as_task(conflict)
        lead = row.lead if row.lead in programme.units else known.get(row.lead, "")
        partners = tuple(code if code in programme.units else known.get(code, "") for code in row.partners)
        place = conflict.patch.place
        facts = {
            "code": task_code(study, conflict.code),
            "title": row.title.replace(f"{place}：", f"{names.get(place, place)}：", 1) if place else row.title,
            "lead": lead,
            "partners": tuple(code for code in partners if code and code != lead),
            "clause": "",
            "note": "；".join(text for text in (row.note, "" if lead else f"牵头：{row.lead}") if text),
        }
        yield row.model_copy(update=facts)


def task_code(study: Study, conflict: str) -> str:
    """Return the code under which a conflict stands in the duty ledger; it stays the same through later uploads."""
    return f"map{study.first.pk}-{conflict}"


def _result(programme: Programme, found: ConflictStudy, study: Study) -> dict[str, Any]:
    noise = [patch for patch in found.patches if patch.noise]
    return {
        "conflicts": [_line(programme, study, one) for one in found.ledger],
        "noise": {"count": len(noise), "area": round(sum(patch.area for patch in noise), 2)},
        "plans": [{"name": one.name, "count": len(one.layer), "area": _area(one)} for one in found.plans],
        "changes": list(_changes(programme, study, found)),
    }


def _area(one: Plan) -> float:
    return round(float(layer_areas(one.layer).sum()), 2)


def _line(programme: Programme, study: Study, one: Conflict) -> dict[str, Any]:
    patch, rule = one.patch, one.patch.rule
    units = programme.units
    return {
        "code": one.code,
        "task": task_code(study, one.code),
        "kind": [rule.kind, rule.words.say("en")],
        "severity": rule.severity,
        "place": patch.place,
        "plans": list(patch.plans),
        "uses": ["、".join(uses) for uses in patch.uses],
        "area": round(patch.area, 2),
        "mu": str(round(convert(repr(round(patch.area, 2)), "m2", "亩"), 2)),
        "gives_way": rule.gives_way,
        "lead": units[rule.lead].name if rule.lead in units else rule.lead,
        "partners": [units[code].name if code in units else code for code in rule.partners],
        "found": one.found.isoformat(),
        "deadline": one.deadline.isoformat(),
        "closed": one.closed.isoformat() if one.closed else "",
        "first": round(one.first_area, 2),
        "settled": round(100 * one.settled_share, 1),
        "basis": rule.citation.say(),
    }


def _changes(programme: Programme, study: Study, found: ConflictStudy) -> Iterator[dict[str, Any]]:
    """Yield what a plan that was brought again planned before and plans now [m²], where that is not the same."""
    if study.follows is None:
        return
    try:
        before = {one.name: one for one in plans_of(programme, study.follows)}
    except Refusal:
        return
    for one in found.plans:
        old = before.get(one.name)
        if old is None:
            continue
        moved = replace(old, layer=project(old.layer, one.layer.crs))
        for (was, now), area in compare(moved, one).changed().table().items():
            yield {"plan": one.name, "was": was, "now": now, "area": round(area, 2)}


def _write(found: ConflictStudy, drawn: list[Plan], place: Path, result: dict[str, Any]) -> None:
    for old in place.glob("*.json.gz"):
        old.unlink()
    result["files"] = [path.name for path in library.save(found, place) if path.suffix != ".shp"]
    result["sheets"] = list(_sheets(found, drawn, place))
    if found.ledger:
        result["files"].append(_zipped(place))
    fresh = place / f"{LEDGER}.new"
    fresh.write_bytes(pickle.dumps(list(found.ledger)))
    fresh.replace(place / LEDGER)
    (place / RESULT).write_text(json.dumps(result, ensure_ascii=False), "utf-8")


def _zipped(place: Path) -> str:
    with zipfile.ZipFile(place / "conflicts-shp.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(place.glob("conflicts.*")):
            if path.suffix in {".shp", ".shx", ".dbf", ".prj", ".cpg"}:
                archive.write(path, path.name)
    return "conflicts-shp.zip"


def _sheets(found: ConflictStudy, drawn: list[Plan], place: Path) -> Iterator[dict[str, Any]]:
    """Yield what the map draws: every plan in its classes, the open conflicts on top."""
    for number, one in enumerate(drawn):
        values = [text or "—" for text in one.classes.tolist()]
        blank = [""] * len(one.layer)
        facts = geometry.Facts([f"{number}-{row}" for row in one.layer.rows.tolist()], blank, values)
        yield _sheet(one.layer, facts, place, f"plan-{number}", one.name)
    waiting = [conflict for conflict in found.ledger if not conflict.closed]
    shapes = np.empty(len(waiting), dtype=object)
    shapes[:] = [conflict.patch.shape for conflict in waiting]
    layer = Layer("conflicts", shapes, {}, found.crs)
    kinds = [conflict.patch.rule.kind for conflict in waiting]
    facts = geometry.Facts([conflict.code for conflict in waiting], [""] * len(waiting), kinds)
    yield _sheet(layer, facts, place, "conflicts", "冲突图斑")


def _sheet(layer: Layer, facts: geometry.Facts, place: Path, code: str, name: str) -> dict[str, Any]:
    tiled = len(layer) > geometry.MOST_FEATURES
    path = place / (f"{code}.pmtiles" if tiled else f"{code}.json.gz")
    path.unlink(missing_ok=True)
    (geometry.tiles if tiled else geometry.geojson)(layer, facts, path)
    values, counts = np.unique(np.array(facts.classes or [""], dtype=object).astype(str), return_counts=True)
    classes = dict(zip(values.tolist(), counts.tolist(), strict=True)) if len(layer) else {}
    return {"code": code, "name": name, "tiled": tiled, "count": len(layer), "classes": classes,
            "bounds": geometry.bounds(layer)}  # fmt: skip
