"""Stages written as CSV and JSON; a missing number is an empty cell or null, never a word."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import csv

from tongchou.evaluate.spec.run import Outcome
from tongchou.evaluate.spec.stages import Column, Table, stage

_WHOLE = 2.0**53
_AT_ONCE = 5_000


def write(outcome: Outcome, folder: Path) -> list[Path]:
    """Write every stage the spec asks for as CSV and JSON, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    return [path for name in outcome.spec.outputs for path in write_table(stage(outcome, name), folder / name)]


def write_table(table: Table, path: Path) -> list[Path]:
    """Write one table as CSV and JSON beside each other, and return the files."""
    plain = {name: _plain(column) for name, column in table.items()}
    return [_csv(plain, path.with_suffix(".csv")), _json(plain, path.with_suffix(".json"))]


def as_data(outcome: Outcome) -> dict[str, Any]:
    """Return the outcome as plain data: title, notes, and every stage asked for as a list of rows."""
    return {
        "title": outcome.spec.title,
        "version": outcome.spec.version,
        "units": len(outcome.panel.units),
        "periods": [period for period in outcome.panel.periods if period],
        "notes": [{"code": note.code, "zh": note.say("zh"), "en": note.say("en")} for note in _once(outcome)],
        **{name: rows(stage(outcome, name)) for name in outcome.spec.outputs},
    }


def _once(outcome: Outcome) -> list[Any]:
    return list({note.say(): note for note in outcome.notes}.values())


def rows(table: Table) -> list[dict[str, Any]]:
    """Return a table as a list of rows.

    >>> rows({"unit": ["a"], "score": np.array([float("nan")])})
    [{'unit': 'a', 'score': None}]
    """
    return list(_rows({name: _plain(column) for name, column in table.items()}))


def _rows(plain: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
    names = tuple(plain)
    return (dict(zip(names, row, strict=True)) for row in zip(*plain.values(), strict=True))


def _plain(column: Column) -> list[Any]:
    """The cells of a column as Python holds them: whole numbers where all are whole, ``None`` where there is none."""
    if not isinstance(column, np.ndarray) or column.dtype == object:
        return [_value(value) for value in column]
    known = np.isfinite(column)
    whole = np.array_equal(column[known], np.round(column[known])) and np.all(np.abs(column[known]) < _WHOLE)
    cells = (np.where(known, column, 0).astype(np.int64) if whole else column).astype(object)
    cells[~known] = None
    return list(cells.tolist())


def _value(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not np.isfinite(value) else value


def _csv(plain: dict[str, list[Any]], path: Path) -> Path:
    csv.write_csv(pa.table({name: pa.array(cells) for name, cells in plain.items()}), path)
    return path


def _json(plain: dict[str, list[Any]], path: Path) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write("[\n")
        for number, part in enumerate(_parts(_rows(plain))):
            file.write(",\n" * (number > 0) + json.dumps(part, ensure_ascii=False)[1:-1])
        file.write("\n]\n")
    return path


def _parts(lines: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    waiting = iter(lines)
    while part := list(islice(waiting, _AT_ONCE)):
        yield part
