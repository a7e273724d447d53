"""CSV at the door: encoding told by name, header checked, every broken row reported with line and column."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from charset_normalizer import from_bytes

from tongchou.engine import errors
from tongchou.terms import Problem, Refusal, Where

_SQL = {"text": "VARCHAR", "number": "DOUBLE", "whole": "BIGINT", "day": "DATE"}
_ARROW = {"text": pa.string(), "number": pa.float64(), "whole": pa.int64(), "day": pa.date32()}
_WORDS = {"text": "文字", "number": "一个数（不带单位）", "whole": "整数", "day": "日期（如 2015-06-30）"}
_LISTED = 200
_CHUNK = 1 << 20
_REJECTS = """
    SELECT line, error_type, column_idx, left(csv_line, 120), error_message FROM reject_errors
    QUALIFY row_number() OVER (
        PARTITION BY line, CASE WHEN error_type = 'CAST' THEN column_idx ELSE 0 END ORDER BY column_idx
    ) = 1
    ORDER BY line, column_idx"""


@dataclass(frozen=True, slots=True)
class Column:
    """A declared column: its name, what its cells hold (``text``, ``number``, ``whole`` or ``day``), and if it must be.

    >>> Column("value", "number")
    Column(name='value', holds='number', required=True)
    """

    name: str
    holds: str = "text"
    required: bool = True


def read_csv(path: Path, columns: Sequence[Column]) -> tuple[Any, list[Problem]]:
    """Return an Arrow table of the sound rows, and a problem for each broken one (the first 200 are listed).

    Time grows with the size of the file and not with what is wrong in it; blank cells become nulls.

    :raises Refusal: ``engine.csv.encoding``, ``engine.csv.empty``, unknown, duplicate or missing columns.
    """
    check_encoding(path)
    header = _header(path, columns)
    known = {column.name: column for column in columns}
    try:
        table, rejects = _read(path, {name: _SQL[known[name].holds] for name in header})
    except duckdb.InvalidInputException:
        raise errors.BROKEN.refusal(Where(path.name)) from None
    for column in columns:
        if column.name not in header:
            table = table.append_column(column.name, pa.nulls(table.num_rows, _ARROW[column.holds]))
    kinds = [known[name] for name in header]
    problems = [_problem(path.name, kinds, reject) for reject in rejects[:_LISTED]]
    if len(rejects) > _LISTED:
        problems.append(errors.MORE_ROWS.at(Where(path.name), found=len(rejects), allowed=_LISTED))
    return table.select([column.name for column in columns]), problems


def _read(path: Path, types: dict[str, str]) -> tuple[Any, list[Any]]:
    with duckdb.connect(config={"preserve_insertion_order": True}) as connection:
        table = connection.read_csv(
            str(path),
            header=True,
            sep=",",
            quotechar='"',
            escapechar='"',
            columns=types,
            auto_detect=False,
            store_rejects=True,
            rejects_limit=_LISTED + 1,
        ).to_arrow_table()
        return table, connection.sql(_REJECTS).fetchall()


def check_encoding(path: Path) -> None:
    """Pass silently over UTF-8 with or without a byte-order mark, reading a megabyte at a time.

    :raises Refusal: ``engine.csv.encoding`` with the encoding it seems to be and the line where reading stopped.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    for chunk in _chunks(path):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            line += error.object[: error.start].count(b"\n")
            best = from_bytes(chunk[:100_000], cp_isolation=["gb18030", "big5", "utf_16", "utf_32"]).best()
            where = Where(path.name, line=line)
            raise errors.ENCODING.refusal(where, found=best.encoding if best else "?", line=line) from None
        line += chunk.count(b"\n")


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _header(path: Path, columns: Sequence[Column]) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = [name.strip() for name in next(csv.reader(file), [])]
    allowed, where = "、".join(column.name for column in columns), Where(path.name, line=1)
    if not any(header):
        raise errors.EMPTY.refusal(where, allowed=allowed)
    known = {column.name for column in columns}
    problems = [errors.UNKNOWN_COLUMN.at(where, found=name, allowed=allowed) for name in header if name not in known]
    problems += [errors.DUPLICATE_COLUMN.at(where, found=name) for name in known if header.count(name) > 1]
    problems += [
        errors.MISSING_COLUMN.at(where, allowed=column.name)
        for column in columns
        if column.required and column.name not in header
    ]
    if problems:
        raise Refusal(problems)
    return header


def _problem(file: str, kinds: Sequence[Column], reject: tuple[int, str, int, str, str]) -> Problem:
    line, fault, column, row, why = reject
    cell = re.search(r'string "(.*)" to', why, re.DOTALL)
    if fault == "CAST" and cell:
        kind = kinds[column - 1]
        return errors.BAD_CELL.at(Where(file, line, column, key=kind.name), found=cell[1], allowed=_WORDS[kind.holds])
    if fault in {"MISSING COLUMNS", "TOO MANY COLUMNS"}:
        return errors.RAGGED.at(Where(file, line), found=row.strip(), allowed=len(kinds))
    return errors.BROKEN_ROW.at(Where(file, line), found=row.strip(), allowed=fault.lower())
