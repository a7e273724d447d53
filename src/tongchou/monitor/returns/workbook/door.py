"""The door for workbooks: only whole .xlsx and .xls files of bearable size come in, as plain grids of values."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from tongchou.monitor.returns.workbook import errors
from tongchou.terms import Kind, Refusal, Where

MOST_BYTES = 50 * 2**20
MOST_UNPACKED = 400 * 2**20
MOST_CELLS = 3_000_000
"""The most cells a sheet may span, empty ones between included."""
MOST_SHEETS = 60
_RATIO, _SMALL, _HEAD = 200, 20 * 2**20, 4096
_OLD, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})(\d{1,7})["']""")
_CHUNK = 4 * 2**20


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as it stands, hidden or not: rows of values from cell A1 on; an empty cell is an empty text."""

    name: str
    rows: list[list[Any]]


def open_grids(data: bytes, name: str) -> list[Grid]:
    """Return every sheet of a workbook.

    :param data: the bytes of an .xlsx or .xls file, of Excel, WPS or LibreOffice.
    :raises Refusal: ``monitor.workbook.too-large``, ``.not-excel``, ``.bomb``, ``.entities``, ``.broken``.
    """
    if len(data) > MOST_BYTES:
        raise _refused(errors.TOO_LARGE, name, f"{MOST_BYTES // 2**20} MB")
    if data.startswith(_ZIP):
        _check_archive(data, name)
    elif not data.startswith(_OLD):
        raise _refused(errors.NOT_EXCEL, name)
    try:
        return list(_grids(data, name))
    except Refusal:
        raise
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise _refused(errors.BROKEN, name) from error


def is_old(data: bytes) -> bool:
    """Whether a workbook is in the old binary format (.xls)."""
    return data.startswith(_OLD)


def _refused(kind: Kind, name: str, allowed: str = "") -> Refusal:
    return kind.refusal(Where(name), found=name, allowed=allowed)


def _grids(data: bytes, name: str) -> Iterator[Grid]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    if len(book.sheet_names) > MOST_SHEETS:
        raise _refused(errors.BOMB, name, f"{MOST_SHEETS} 个工作表")
    for position, title in enumerate(book.sheet_names):
        try:
            sheet = book.get_sheet_by_index(position)
        except CalamineError:
            continue  # a chart or a macro sheet holds no cells
        if sheet.total_height * sheet.total_width > MOST_CELLS:
            raise _refused(errors.BOMB, name, f"{MOST_CELLS} 格")
        yield Grid(title, sheet.to_python(skip_empty_area=False))


def _check_archive(data: bytes, name: str) -> None:
    """Refuse archives that unfold beyond measure, define entities, or span sheets that no table needs."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            if not any(info.filename.lower() == "xl/workbook.xml" for info in infos):
                raise _refused(errors.NOT_EXCEL, name)
            total = sum(info.file_size for info in infos)
            if total > MOST_UNPACKED or (total > _SMALL and total / max(1, len(data)) > _RATIO):
                raise _refused(errors.BOMB, name, f"{MOST_UNPACKED // 2**20} MB")
            for info in infos:
                if info.filename.lower().endswith((".xml", ".rels")):
                    _check_part(archive, info, name)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError) as error:
        raise _refused(errors.BROKEN, name) from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise _refused(errors.BROKEN, name) from error


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> None:
    sheet = info.filename.lower().startswith("xl/worksheets/")
    last_row = last_column = 0
    left = b""
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK if sheet else _HEAD):
            text = left + chunk
            if b"<!ENTITY" in text or b"<!DOCTYPE" in text:
                raise _refused(errors.ENTITIES, name)
            if not sheet:
                return
            for letters, digits in _REFERENCE.findall(text):
                last_row, last_column = max(last_row, int(digits)), max(last_column, _column(letters))
            left = text[-64:]
    if last_row * max(1, last_column) > MOST_CELLS:
        raise _refused(errors.BOMB, name, f"{MOST_CELLS} 格")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
