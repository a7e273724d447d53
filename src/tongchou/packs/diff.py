"""What changed between two versions of a pack, row by row and field by field."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from pydantic import BaseModel

from tongchou.packs.csv_file import Table
from tongchou.packs.model import Pack, Tables
from tongchou.packs.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Change:
    """One change: ``before`` empty where a row is new, ``after`` empty where it is gone.

    ``key`` is the row's code, or its identifying cells where it has none; ``field`` is empty for whole rows.
    """

    file: str
    key: str
    field: str
    before: str
    after: str

    @property
    def kind(self) -> str:
        """``added``, ``removed`` or ``changed``."""
        return "changed" if self.field else "removed" if self.before else "added"


def diff(before: Pack, after: Pack) -> list[Change]:
    """Return every change of the tables, schemes and head of a pack, in the order of its files."""
    changes = list(_fields("pack.yaml", "", before.manifest, after.manifest))
    for part in fields(Tables):
        one, other = getattr(before.tables, part.name), getattr(after.tables, part.name)
        changes += _rows(f"{part.name}.csv", _keyed(one), _keyed(other))
    several = _of_several_editions(before) | _of_several_editions(after)
    changes += _rows("schemes", _schemes(before, several), _schemes(after, several))
    changes += _rows("parameters", dict(before.parameters.parameters), dict(after.parameters.parameters))
    return changes


def _of_several_editions(pack: Pack) -> set[str]:
    counts = Counter(scheme.code for scheme in pack.schemes)
    return {code for code, count in counts.items() if count > 1}


def _schemes(pack: Pack, several: set[str]) -> dict[str, Scheme]:
    """Return the schemes by code; by code and edition where a code has several editions in either pack."""
    return {f"{one.code} {one.edition}" if one.code in several else one.code: one for one in pack.schemes}


def _keyed(table: Table[Any]) -> dict[str, BaseModel]:
    keyed: dict[str, BaseModel] = {}
    for row in table.rows:
        key = getattr(row, "code", "") or "·".join(str(value) for value in list(row.model_dump().values())[:4])
        keyed[key] = row
    return keyed


def _rows(file: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for key in dict.fromkeys([*before, *after]):
        if key not in after:
            yield Change(file, key, "", _show(before[key]), "")
        elif key not in before:
            yield Change(file, key, "", "", _show(after[key]))
        elif isinstance(before[key], BaseModel):
            yield from _fields(file, key, before[key], after[key])
        elif before[key] != after[key]:
            yield Change(file, key, "values", _show(before[key]), _show(after[key]))


def _fields(file: str, key: str, before: BaseModel, after: BaseModel) -> Iterator[Change]:
    for name in type(before).model_fields:
        one, other = getattr(before, name), getattr(after, name)
        if one != other:
            yield Change(file, key, name, _show(one), _show(other))


def _show(value: Any) -> str:
    named = getattr(value, "name", "") or getattr(value, "words", "")
    return str(named or (_said(value) if isinstance(value, BaseModel) else value))


def _said(row: BaseModel) -> str:
    """Return a row without a name as its columns that say something."""
    fields = type(row).model_fields
    said = ((column, getattr(row, column)) for column in fields if column != "code")
    return "，".join(f"{column} {cell}" for column, cell in said if cell and cell != fields[column].default)
