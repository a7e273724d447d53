"""The layers of a pack, opened: divisions as they stood on a day, plans, roads, facilities.

A pack says in ``layers.csv`` which layers it has, in ``layer_classes.csv`` what their values mean, and in
``conflict_rules.csv`` which planned uses cannot share ground; their files lie under ``geography/``.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from tongchou.packs import load
>>> from tongchou.packs.new import create
>>> with TemporaryDirectory() as folder:
...     _ = create(Path(folder) / "example", "示例", "2026-01-01")
...     pack = load(Path(folder) / "example")
>>> sheets(pack), levels(pack), len(rules(pack))
([], [], 9)
"""

from tongchou.onemap.atlas.checks import check
from tongchou.onemap.atlas.opening import alive, classes, levels, open_layer, places, sheet, sheets
from tongchou.onemap.atlas.planning import plans, rules, speeds

__all__ = [
    "alive",
    "check",
    "classes",
    "levels",
    "open_layer",
    "places",
    "plans",
    "rules",
    "sheet",
    "sheets",
    "speeds",
]
