"""Plans, conflict rules and road speeds as a pack holds them."""

from collections.abc import Sequence

from pyproj import CRS

from tongchou.onemap.atlas.opening import classes, named, open_layer, sheets
from tongchou.onemap.conflicts import ClassLine, Plan, Rule, class_map, default_matrix, plan
from tongchou.onemap.layers import to_plane
from tongchou.onemap.roads import Speeds
from tongchou.packs import Pack
from tongchou.packs.map_rows import LayerKind, MapLayer


def plans(pack: Pack, crs: CRS | None = None, codes: Sequence[str] = ()) -> list[Plan]:
    """Return the plans of a pack in one plane, all of them or those named; lines become corridors.

    :raises Refusal: ``onemap.atlas.no-column`` and the codes of layers and plans.
    """
    found: list[Plan] = []
    for row in sheets(pack, LayerKind.PLAN):
        if not codes or row.code in codes:
            plane = found[0].layer.crs if found else crs
            found.append(plan(to_plane(open_layer(pack, row.code), plane), class_map(_lines(pack, row))))
    return found


def rules(pack: Pack) -> tuple[Rule, ...]:
    """Return the conflict rules of a pack, or those that come along where it has none."""
    return pack.tables.conflict_rules.rows or default_matrix()


def speeds(pack: Pack, code: str, walking: float = 4.0) -> Speeds:
    """Return the speeds [km/h] by tier of a road layer, from ``layer_classes.csv``."""
    return Speeds({row.value: float(row.speed_kmh) for row in classes(pack, code) if row.speed_kmh}, walking)


def _lines(pack: Pack, row: MapLayer) -> list[ClassLine]:
    field = named(pack, row, "class_column")
    return [
        ClassLine(plan=row.name, field=field, code=each.value, category=each.category, half_width_m=each.half_width_m)
        for each in classes(pack, row.code)
    ]
