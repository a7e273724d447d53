"""Plans that must agree: conflicts by a matrix that is data, as tasks that close by measurement.

>>> import numpy as np, shapely
>>> from pyproj import CRS
>>> from tongchou.onemap.layers import Layer
>>> plane = CRS(4549)
>>> def drawn(name, box, code):
...     return Layer(name, np.array([shapely.box(*box)]), {"DM": np.array([code], object)}, plane)
>>> town = drawn("城规", (500_000, 3_400_000, 500_200, 3_400_100), "R")
>>> land = drawn("土规", (500_100, 3_400_000, 500_400, 3_400_100), "YJ")
>>> built = class_map([ClassLine(plan="城规", field="DM", code="R", category="建设用地")])
>>> farmland = class_map([ClassLine(plan="土规", field="DM", code="YJ", category="永久基本农田")])
>>> places = Layer("乡镇", np.array([shapely.box(499_000, 3_399_000, 502_000, 3_402_000)]),
...                {"名称": np.array(["例镇"], object)}, plane)
>>> found = detect([plan(town, built), plan(land, farmland)], default_matrix(), places, "名称")
>>> [(patch.rule.kind, round(patch.area), patch.place, patch.rule.lead) for patch in found]
[('建设用地占永久基本农田', 10000, '例镇', '自然资源局')]
"""

from tongchou.onemap.conflicts.detecting import Found, Patch, Tolerance, detect, find
from tongchou.onemap.conflicts.export import FIELDS, conflict_layer, read_ledger, rows
from tongchou.onemap.conflicts.ledger import Conflict, Measured, evidence, open_ledger, remeasure, task
from tongchou.onemap.conflicts.matrix import Relation, Rule, default_matrix, read_matrix
from tongchou.onemap.conflicts.pieces import Pieces, intersect, remainder
from tongchou.onemap.conflicts.plans import ClassLine, ClassMap, Plan, class_map, plan, read_class_maps
from tongchou.onemap.conflicts.summary import Total, by_kind, by_place, by_place_and_plans, by_plans, by_unit, totals
from tongchou.onemap.conflicts.versions import Change, compare

__all__ = [
    "FIELDS",
    "Change",
    "ClassLine",
    "ClassMap",
    "Conflict",
    "Found",
    "Measured",
    "Patch",
    "Pieces",
    "Plan",
    "Relation",
    "Rule",
    "Tolerance",
    "Total",
    "by_kind",
    "by_place",
    "by_place_and_plans",
    "by_plans",
    "by_unit",
    "class_map",
    "compare",
    "conflict_layer",
    "default_matrix",
    "detect",
    "evidence",
    "find",
    "intersect",
    "open_ledger",
    "plan",
    "read_class_maps",
    "read_ledger",
    "read_matrix",
    "remainder",
    "remeasure",
    "rows",
    "task",
    "totals",
]
