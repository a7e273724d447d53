"""From plan files to a list of conflicts by unit, a map and tasks."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pyproj import CRS

from tongchou.onemap.conflicts import (
    FIELDS,
    Conflict,
    Measured,
    Patch,
    Plan,
    Rule,
    Tolerance,
    by_kind,
    by_place,
    by_place_and_plans,
    by_unit,
    conflict_layer,
    detect,
    evidence,
    open_ledger,
    plan,
    read_class_maps,
    read_ledger,
    remeasure,
    rows,
    task,
    totals,
)
from tongchou.onemap.layers import Layer, read_layer, renamed, to_plane, write_layer
from tongchou.onemap.studies.errors import BAD_PLAN
from tongchou.packs.rows import Task


@dataclass(frozen=True, slots=True, eq=False)
class ConflictStudy:
    """The plans in one plane, every patch found, the ledger opened on a day, and names where places are codes."""

    crs: CRS
    plans: Sequence[Plan]
    patches: Sequence[Patch]
    ledger: Sequence[Conflict]
    names: Mapping[str, str] = field(default_factory=dict)

    def summary(self) -> Mapping[str, object]:
        """Return totals [m²] by kind, place, unit, and place with pair of plans; noise apart."""
        keys = {"kind": by_kind, "place": by_place, "unit": by_unit}
        tables: dict[str, object] = {
            name: {
                group: _plain(total.count, total.area, total.noise)
                for group, total in totals(self.patches, key).items()
            }
            for name, key in keys.items()
        }
        pairs = totals(self.patches, by_place_and_plans).items()
        tables["place_and_plans"] = {
            f"{self.names.get(place, place) or '界外'}：{'—'.join(names)}": _plain(total.count, total.area, total.noise)
            for (place, names), total in pairs
        }
        return tables

    def tasks(self) -> list[Task]:
        """Return the conflicts as tasks of the duty ledger."""
        return [task(conflict, self.names) for conflict in self.ledger]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Where conflicts are told by: polygons of places, the field of their names, and what counts as noise."""

    places: Layer
    name_field: str = "name"
    tolerance: Tolerance | None = None
    code_field: str = ""
    """Where given, conflicts carry the place's code, as tasks of a pack must, and names are said beside it."""

    @property
    def names(self) -> dict[str, str]:
        """What to call the places by their codes; nothing where they go by their names."""
        if not self.code_field:
            return {}
        return dict(zip(self.places.texts(self.code_field), self.places.texts(self.name_field), strict=True))


def study_conflicts(plans: Sequence[Plan], matrix: Sequence[Rule], ground: Ground, found: date) -> ConflictStudy:
    """Find the conflicts of plans and open their ledger on the day ``found``.

    :raises Refusal: the codes of :func:`tongchou.onemap.conflicts.detect`.
    """
    where = to_plane(ground.places, plans[0].layer.crs if plans else None)
    patches = detect(plans, matrix, where, ground.code_field or ground.name_field, ground.tolerance)
    return ConflictStudy(where.crs, plans, patches, open_ledger(patches, found), ground.names)


def study_again(
    earlier: Layer, plans: Sequence[Plan], matrix: Sequence[Rule], ground: Ground, measured: date
) -> tuple[ConflictStudy, list[Measured]]:
    """Measure plans against the ledger of an earlier study (its layer): what is closed, what is left, what is new.

    :raises Refusal: the codes of :func:`study_conflicts` and :func:`tongchou.onemap.conflicts.read_ledger`.
    """
    study = study_conflicts(plans, matrix, ground, measured)
    keys = {name: code for code, name in study.names.items()}
    before = [
        replace(each, patch=replace(each.patch, place=keys.get(each.patch.place, each.patch.place)))
        for each in read_ledger(to_plane(earlier, study.crs), matrix)
    ]
    after = remeasure(before, study.patches, measured)
    return replace(study, ledger=after), evidence(before, after, measured)


def read_plans(named: Sequence[str], classes: Path) -> list[Plan]:
    """Read plans given as ``name=file``, all in the plane of the first, with the classes of a class map.

    :raises Refusal: ``onemap.study.plan``, and the codes of reading layers and class maps.
    """
    maps = read_class_maps(classes)
    plans: list[Plan] = []
    for text in named:
        name, sign, file = text.partition("=")
        if not sign or name not in maps:
            raise BAD_PLAN.refusal(found=text, allowed="、".join(maps))
        layer = to_plane(read_layer(Path(file)), plans[0].layer.crs if plans else None)
        plans.append(plan(layer, maps[name]))
    return plans


def save(study: ConflictStudy, folder: Path) -> list[Path]:
    """Write the conflicts as GeoPackage, as Shapefile with short field names, and as tables; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = [(folder / "conflicts.csv", rows(study.ledger, study.names), list(FIELDS))]
    tables.append((folder / "tasks.csv", [_cells(each) for each in study.tasks()], list(Task.model_fields)))
    for path, lines, head in tables:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, head)
            writer.writeheader()
            writer.writerows(lines)
    written = [path for path, _, _ in tables]
    if study.ledger:
        layer = conflict_layer(study.ledger, study.crs, names=study.names)
        write_layer(layer, folder / "conflicts.gpkg")
        write_layer(renamed(layer, FIELDS), folder / "conflicts.shp")
        written += [folder / "conflicts.gpkg", folder / "conflicts.shp"]
    return written


def _plain(count: int, area: float, noise: float) -> dict[str, float]:
    return {"count": count, "area_m2": round(area, 2), "noise_m2": round(noise, 2)}


def _cells(each: Task) -> dict[str, object]:
    cells = each.model_dump()
    return {name: ";".join(value) if isinstance(value, tuple) else value for name, value in cells.items()}
