"""Changes of a pack's files: rows added to a table, a whole earlier version brought back."""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING, Any

from tongchou.web.amending.versions import version
from tongchou.web.stock import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def add_rows(table: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Add rows to a table of a pack; columns it does not have yet are added at its end, empty for the rows before."""
    fresh = [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in rows]
    old, head = _read(table)
    columns = list(dict.fromkeys([*head, *(name for row in fresh for name in row)]))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows([*old, *fresh])


def _read(table: Path) -> tuple[list[dict[str, str]], list[str]]:
    if not table.is_file():
        return [], []
    with table.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader), list(reader.fieldnames or ())


def replace_all(folder: Path, facts: dict[str, Any]) -> None:
    """Bring a whole earlier version back; ``0`` is the pack as it came."""
    number = int(facts["number"])
    source = version(folder.name, number) if number else next(one for one in shipped() if one.name == folder.name)
    shutil.rmtree(folder)
    shutil.copytree(source, folder)
