"""Which format a file is in, by its content and not by its name alone."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tongchou.reading.errors import ENCRYPTED, MACROS, NOT_WHAT_IT_SAYS, UNKNOWN_FORMAT
from tongchou.reading.files.bounds import bounded, checked_archive, content
from tongchou.reading.files.oldword import old_word_text
from tongchou.reading.files.pdf import pdf_text
from tongchou.reading.files.plain import decoded
from tongchou.reading.files.web import page_text
from tongchou.reading.files.word import word_text
from tongchou.reading.files.workbook import workbook_text
from tongchou.terms import Problem, Where

READABLE = (".docx", ".doc", ".pdf", ".html", ".htm", ".txt", ".md", ".xlsx")
_IMAGES = {
    b"\x89PNG": "PNG 图片",
    b"\xff\xd8\xff": "JPEG 图片",
    b"GIF8": "GIF 图片",
    b"BM": "BMP 图片",
    b"II*\x00": "TIFF 图片",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
"""Rich text, which many old .doc files are; the office suite reads it as it reads .doc."""
_OFFICE = (".docx", ".docm", ".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Opened:
    """The text of a file, and what there is to say about the file itself."""

    name: str
    text: str
    problems: tuple[Problem, ...] = ()


def open_document(path: Path) -> Opened:
    """Return the text of a document.

    :param path: a file with one of the endings in :data:`READABLE`.
    :raises Refusal: one of the ``reading.file.*`` kinds, with one sentence on what to do.
    """
    data = content(path)
    read, problems = _reader(path, data)
    return Opened(path.name, bounded(read(path, data), path.name), problems)


def _reader(path: Path, data: bytes) -> tuple[Callable[[Path, bytes], str], tuple[Problem, ...]]:
    suffix = path.suffix.lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive_reader(path)
    if data.startswith(b"%PDF"):
        return pdf_text, ()
    if data.startswith(_OLE):
        return _ole_reader(path, data), ()
    if data.lstrip().startswith(_RTF):
        return old_word_text, ()
    _refuse_images(path, data)
    if suffix in (*_OFFICE, ".pdf", ".doc") and suffix != ".doc":
        raise NOT_WHAT_IT_SAYS.refusal(Where(path.name), found=path.name, actual="别的内容或残缺的文件")
    if suffix in (".html", ".htm") or data[:512].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        return page_text, ()
    if suffix in (".txt", ".md", ".csv", "", ".text", ".doc"):
        return (lambda found, raw: decoded(raw, found.name)), ()
    raise UNKNOWN_FORMAT.refusal(Where(path.name), found=path.name, allowed="、".join(READABLE))


def _archive_reader(path: Path) -> tuple[Callable[[Path, bytes], str], tuple[Problem, ...]]:
    names = checked_archive(path)
    problems = tuple(MACROS.at(Where(path.name), found=path.name) for name in names if name.endswith("vbaProject.bin"))
    if "word/document.xml" in names:
        return word_text, problems
    if "xl/workbook.xml" in names:
        return workbook_text, problems
    raise UNKNOWN_FORMAT.refusal(Where(path.name), found=path.name, allowed="、".join(READABLE))


def _ole_reader(path: Path, data: bytes) -> Callable[[Path, bytes], str]:
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        raise ENCRYPTED.refusal(Where(path.name), found=path.name)
    if path.suffix.lower() == ".xls":
        raise UNKNOWN_FORMAT.refusal(Where(path.name), found=path.name, allowed="、".join(READABLE))
    return old_word_text


def _refuse_images(path: Path, data: bytes) -> None:
    for magic, actual in _IMAGES.items():
        if data.startswith(magic) and (magic != b"BM" or path.suffix.lower() in (".bmp", *_OFFICE)):
            raise NOT_WHAT_IT_SAYS.refusal(Where(path.name), found=path.name, actual=actual)
