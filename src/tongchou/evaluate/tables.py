"""A plain table of units x indicators (x periods), wide or long, CSV or Parquet, as one dense panel.

Nothing is guessed: a cell is a number, one of the texts that mean missing, or a problem with its row and column.
"""

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv, parquet

from tongchou.evaluate.arrays import Array, array
from tongchou.evaluate.errors import (
    BAD_CELL,
    DUPLICATE_ROW,
    ENCODING,
    INFINITE,
    NO_COLUMN,
    NO_ROWS,
    NO_UNIT,
    TWO_COLUMNS,
    UNREADABLE_TABLE,
)
from tongchou.terms import Problem, Refusal, Where, read_quantity

MISSING = ("", "NA", "N/A", "NaN", "nan", "null", "NULL", "..", "…", "-", "—", "缺失")
"""The texts that mean a missing cell unless a spec states its own."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns of a table are what; ``indicator`` and ``value`` name the columns of a long table."""

    unit: str = "unit"
    period: str = ""
    group: str = ""
    indicator: str = ""
    value: str = "value"
    encoding: str = "utf-8-sig"
    missing: tuple[str, ...] = MISSING


@dataclass(frozen=True, slots=True)
class Panel:
    """Values (periods, units, columns), where a row of the table stands behind them, and the group of each unit."""

    units: tuple[str, ...]
    periods: tuple[str, ...]
    columns: tuple[str, ...]
    values: Array
    there: NDArray[np.bool_]
    groups: tuple[str, ...] = field(default=())

    def column(self, name: str) -> Array:
        """Return one column (periods, units)."""
        return self.values[:, :, self.columns.index(name)]


def read_panel(path: Path, layout: Layout, wanted: Sequence[str]) -> Panel:
    """Read the columns wanted (indicators, denominators) of a table.

    :raises Refusal: ``evaluate.table.*``, every bad cell of a column type at once up to twenty.
    """
    table = _read(path, layout)
    keys = [name for name in (layout.unit, layout.period, layout.group, layout.indicator) if name]
    _need(path, table, [*keys, *([layout.value] if layout.indicator else wanted)])
    if table.num_rows == 0:
        raise NO_ROWS.refusal(Where(path.name))
    _named(path, table, layout)
    units, unit_of = _coded(_texts(table, layout.unit), sort=False)
    periods, period_of = _coded(_texts(table, layout.period), sort=True) if layout.period else (("",), _zeros(table))
    if layout.indicator:
        place_of = _places(path, _texts(table, layout.indicator), wanted)
        numbers = _numbers(path, table, layout, [layout.value])[:, 0]
        keep = place_of >= 0
        cells = (period_of[keep], unit_of[keep], place_of[keep])
        _unique(path, cells, np.flatnonzero(keep))
        values = np.full((len(periods), len(units), len(wanted)), np.nan)
        values[cells] = numbers[keep]
    else:
        _unique(path, (period_of, unit_of), np.arange(table.num_rows))
        values = np.full((len(periods), len(units), len(wanted)), np.nan)
        values[period_of, unit_of] = _numbers(path, table, layout, wanted)
    there = np.zeros(values.shape[:2], dtype=np.bool_)
    there[period_of, unit_of] = True
    groups = _groups(units, unit_of, _texts(table, layout.group)) if layout.group else ()
    return Panel(units, periods, tuple(wanted), values, there, groups)


def _read(path: Path, layout: Layout) -> pa.Table:
    try:
        if path.suffix.lower() in {".parquet", ".pq"}:
            return parquet.read_table(path)
        text = path.read_bytes().decode(layout.encoding)
        separator = "\t" if path.suffix.lower() in {".tsv", ".tab"} else ","
        return csv.read_csv(
            io.BytesIO(text.encode()),
            parse_options=csv.ParseOptions(delimiter=separator, newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                null_values=list(layout.missing), strings_can_be_null=True, column_types=_key_types(layout)
            ),
        )
    except UnicodeDecodeError as error:
        at = Where(path.name, line=path.read_bytes()[: error.start].count(b"\n") + 1)
        raise ENCODING.refusal(at, found=layout.encoding, allowed="gb18030、big5、utf-16") from None
    except (pa.ArrowInvalid, OSError, LookupError) as error:
        raise UNREADABLE_TABLE.refusal(Where(path.name), found=str(error).splitlines()[0]) from None


def _key_types(layout: Layout) -> dict[str, pa.DataType]:
    return {name: pa.string() for name in (layout.unit, layout.period, layout.group, layout.indicator) if name}


def _need(path: Path, table: pa.Table, names: Iterable[str]) -> None:
    wanted, there = list(dict.fromkeys(names)), Counter(table.column_names)
    if twice := [name for name in wanted if there[name] > 1]:
        raise Refusal([TWO_COLUMNS.at(Where(path.name, line=1), found=name) for name in twice])
    lost = [name for name in wanted if name not in there]
    if lost:
        have = "、".join(table.column_names[:40])
        raise Refusal([NO_COLUMN.at(Where(path.name, line=1), found=name, allowed=have) for name in lost])


def _named(path: Path, table: pa.Table, layout: Layout) -> None:
    lost = [row for row, text in enumerate(_texts(table, layout.unit)) if not text]
    if lost:
        raise Refusal([NO_UNIT.at(Where(path.name, row=row + 2, key=layout.unit)) for row in lost[:20]])


def _texts(table: pa.Table, name: str) -> list[str]:
    column = pc.fill_null(pc.cast(table[name], pa.string()), "")
    return [text.strip() for text in column.to_pylist()]


def _coded(texts: Sequence[str], *, sort: bool) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    names = list(dict.fromkeys(texts))
    if sort:
        names.sort(key=lambda text: (float(text), text) if _numeric(text) else (float("inf"), text))
    order = {name: k for k, name in enumerate(names)}
    return tuple(names), np.array([order[text] for text in texts], dtype=np.int64)


def _zeros(table: pa.Table) -> NDArray[np.int64]:
    return np.zeros(table.num_rows, dtype=np.int64)


def _numeric(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _places(path: Path, texts: Sequence[str], wanted: Sequence[str]) -> NDArray[np.int64]:
    order = {name: k for k, name in enumerate(wanted)}
    lost = [name for name in wanted if name not in set(texts)]
    if lost:
        have = "、".join(list(dict.fromkeys(texts))[:40])
        raise Refusal([NO_COLUMN.at(Where(path.name), found=name, allowed=have) for name in lost])
    return np.array([order.get(text, -1) for text in texts], dtype=np.int64)


def _numbers(path: Path, table: pa.Table, layout: Layout, names: Sequence[str]) -> Array:
    problems: list[Problem] = []
    columns = [_column(table[name], layout, _Cells(path.name, name, problems)) for name in names]
    table_of = np.column_stack(columns)
    for row, k in np.argwhere(np.isinf(table_of))[:20]:
        problems.append(INFINITE.at(Where(path.name, row=int(row) + 2, key=names[k]), found=table_of[row, k]))
    if problems:
        raise Refusal(problems[:20])
    return array(table_of)


@dataclass(frozen=True, slots=True)
class _Cells:
    file: str
    name: str
    problems: list[Problem]

    def read(self, text: str | None, row: int, missing: tuple[str, ...]) -> float:
        if text is None or text.strip() in missing:
            return float("nan")
        number = _written(text)
        if number is None:
            self.problems.append(BAD_CELL.at(Where(self.file, row=row + 2, key=self.name), found=text))
        return float("nan") if number is None else number


def _column(column: pa.ChunkedArray, layout: Layout, cells: _Cells) -> Array:
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type) or pa.types.is_decimal(column.type):
        return np.asarray(pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)
    if pa.types.is_null(column.type):
        return np.full(len(column), np.nan)
    if pa.types.is_nested(column.type):
        raise BAD_CELL.refusal(Where(cells.file, row=2, key=cells.name), found=str(column.type))
    texts = pc.cast(column, pa.string()).to_pylist()
    return np.array([cells.read(text, row, layout.missing) for row, text in enumerate(texts)])


def _written(text: str) -> float | None:
    with suppress(ValueError):
        return float(text)
    try:
        quantity = read_quantity(text)
    except Refusal:
        return None
    return float(quantity.value) if quantity.unit is None else None


def _unique(path: Path, cells: tuple[NDArray[np.int64], ...], rows: NDArray[np.int64]) -> None:
    flat = np.ravel_multi_index(cells, [int(axis.max(initial=0)) + 1 for axis in cells])
    _, first, counts = np.unique(flat, return_index=True, return_counts=True)
    if counts.max(initial=1) > 1:
        twice = flat[first[counts > 1][0]]
        pair = rows[np.flatnonzero(flat == twice)[:2]] + 2
        raise DUPLICATE_ROW.refusal(Where(path.name, row=int(pair[1])), found=int(pair[0]))


def _groups(units: Sequence[str], unit_of: NDArray[np.int64], texts: Sequence[str]) -> tuple[str, ...]:
    found = dict(zip(unit_of.tolist(), texts, strict=True))
    return tuple(found[k] for k in range(len(units)))
