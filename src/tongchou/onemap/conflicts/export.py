"""Conflicts as a layer and as rows, with the fields that difference patches carry in practice."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import shapely
from pyproj import CRS

from tongchou.onemap.conflicts.detecting import Patch
from tongchou.onemap.conflicts.errors import NO_SUCH_RULE
from tongchou.onemap.conflicts.ledger import Conflict
from tongchou.onemap.conflicts.matrix import Rule
from tongchou.onemap.layers import Layer, areas
from tongchou.terms import Refusal

FIELDS = {
    "编号": "CYBH",
    "冲突类型": "CTLX",
    "严重程度": "YZCD",
    "地区": "DQ",
    "规划一": "GH1",
    "用途一": "YT1",
    "规划二": "GH2",
    "用途二": "YT2",
    "面积_平方米": "MJ",
    "默认调整": "TZF",
    "牵头单位": "QTDW",
    "配合单位": "PHDW",
    "发现日期": "FXRQ",
    "期限": "QX",
    "销号日期": "XHRQ",
    "依据": "YJ",
    "规则": "GZ",
    "首次面积_平方米": "SCMJ",
}
"""Fields in Chinese, and their short names for shapefiles."""


def rows(ledger: Sequence[Conflict], names: Mapping[str, str] | None = None) -> list[dict[str, object]]:
    """Return one row a conflict, its keys those of :data:`FIELDS`; ``names`` tells places from their codes."""
    return [_row(conflict, names or {}) for conflict in ledger]


def conflict_layer(
    ledger: Sequence[Conflict], crs: CRS, name: str = "规划冲突", names: Mapping[str, str] | None = None
) -> Layer:
    """Return the ledger as a layer of polygons in the plans' coordinate system."""
    table = rows(ledger, names)
    columns = {field: np.array([row[field] for row in table], dtype=object) for field in FIELDS}
    columns["面积_平方米"] = columns["面积_平方米"].astype(float)
    columns["首次面积_平方米"] = columns["首次面积_平方米"].astype(float)
    columns["严重程度"] = columns["严重程度"].astype(int)
    shapes = np.empty(len(ledger), dtype=object)
    shapes[:] = [conflict.patch.shape for conflict in ledger]
    return Layer(name, shapes, columns, crs)


def read_ledger(layer: Layer, matrix: Sequence[Rule]) -> list[Conflict]:
    """Return the ledger that :func:`conflict_layer` wrote, to be measured anew.

    Rows of features are not kept in it; what identifies a conflict is its rule, its plans and its ground.

    :raises Refusal: ``onemap.layer.no-column``, ``onemap.conflict.no-such-rule``.
    """
    known = {rule.code: rule for rule in matrix}
    cells = {field: layer.texts(field) for field in FIELDS}
    unknown = [i for i, code in enumerate(cells["规则"]) if code not in known]
    if unknown:
        allowed = "、".join(known)
        raise Refusal(NO_SUCH_RULE.at(layer.where(i, "规则"), found=cells["规则"][i], allowed=allowed) for i in unknown)
    measured = areas(layer.shapes, layer.crs)
    return [
        _conflict({field: values[i] for field, values in cells.items()}, known, layer.shapes[i], float(measured[i]))
        for i in range(len(layer))
    ]


def _conflict(cells: Mapping[str, str], known: Mapping[str, Rule], shape: shapely.Geometry, area: float) -> Conflict:
    uses = tuple(tuple(part for part in cells[field].split("、") if part) for field in ("用途一", "用途二"))
    plans = (cells["规划一"], cells["规划二"])
    width = 2 * area / shape.length if shape.length else 0.0
    patch = Patch(known[cells["规则"]], plans, (uses[0], uses[1]), ((), ()), cells["地区"], shape, area, width, False)
    closed = date.fromisoformat(cells["销号日期"]) if cells["销号日期"] else None
    return Conflict(
        cells["编号"], date.fromisoformat(cells["发现日期"]), patch, float(cells["首次面积_平方米"]), closed
    )


def _row(conflict: Conflict, names: Mapping[str, str]) -> dict[str, object]:
    patch, rule = conflict.patch, conflict.patch.rule
    values = (
        conflict.code,
        rule.kind,
        rule.severity,
        names.get(patch.place, patch.place),
        patch.plans[0],
        "、".join(patch.uses[0]),
        patch.plans[1],
        "、".join(patch.uses[1]),
        round(patch.area, 2),
        rule.gives_way,
        rule.lead,
        "、".join(rule.partners),
        conflict.found.isoformat(),
        conflict.deadline.isoformat(),
        conflict.closed.isoformat() if conflict.closed else "",
        rule.citation.say(),
        rule.code,
        round(conflict.first_area, 4),
    )
    return dict(zip(FIELDS, values, strict=True))
