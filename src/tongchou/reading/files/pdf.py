"""The text layer of a PDF, its broken lines joined."""

import re
from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from tongchou.reading.errors import BROKEN, ENCRYPTED, SCANNED, TOO_MANY_PAGES
from tongchou.reading.files.bounds import MOST_PAGES
from tongchou.reading.files.columns import columned, maybe_columned
from tongchou.terms import Where

_PAGE_NUMBER = re.compile(r"^\s*[-—–·]*\s*\d{1,4}\s*[-—–·]*\s*$|^第\s*\d+\s*页(\s*共\s*\d+\s*页)?$")
_NEW_LINE = re.compile(
    r"^\s*([一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.．、]|第[一二三四五六七八九十]+[章条]|——|附件)"
)
_STOPS = ("。", "；", "：", "！", "？", "|")
_FEWEST = 8
_FEWEST_LINES, _MOST_RULED = 6, 200


def pdf_text(path: Path, data: bytes) -> str:
    """Return the text of a PDF, paragraphs put together from lines that were broken at the margin.

    :raises Refusal: ``reading.file.encrypted``, ``.broken``, ``.too_many_pages``, or ``.scanned``
        where there is no text layer.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        kind = ENCRYPTED if "password" in str(error).lower() else BROKEN
        raise kind.refusal(Where(path.name), found=path.name) from error
    try:
        return _text(path, document, data)
    finally:
        document.close()


def _text(path: Path, document: pypdfium2.PdfDocument, data: bytes) -> str:
    if len(document) > MOST_PAGES:
        raise TOO_MANY_PAGES.refusal(Where(path.name), found=path.name, allowed=MOST_PAGES)
    pages = [_page(document, index) for index in range(len(document))]
    ruled = {index for index in range(len(document)) if _is_ruled(document, index)}
    laid_out = [index for index, page in enumerate(pages) if index in ruled or maybe_columned(page)]
    for index, text in _tabled(data, laid_out[:_MOST_RULED], ruled):
        pages[index] = text
    if sum(len(page.strip()) for page in pages) < _FEWEST * max(1, len(pages)):
        raise SCANNED.refusal(Where(path.name), found=path.name)
    return join_lines([line for page in pages for line in page.splitlines()])


def _page(document: pypdfium2.PdfDocument, index: int) -> str:
    page = document[index]
    layer = page.get_textpage()
    text = str(layer.get_text_bounded())
    layer.close()
    page.close()
    return text


def _is_ruled(document: pypdfium2.PdfDocument, index: int) -> bool:
    """Whether a page has lines enough for a table."""
    page = document[index]
    lines = sum(1 for _ in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=2))
    page.close()
    return lines >= _FEWEST_LINES


def _tabled(data: bytes, indices: list[int], ruled: Collection[int]) -> Iterator[tuple[int, str]]:
    """Yield pages that hold tables, ruled or not, each row of a table one line with ``|`` between its cells."""
    if not indices:
        return
    with pdfplumber.open(BytesIO(data)) as book:
        for index in indices:
            page = book.pages[index]
            tables = sorted(page.find_tables(), key=lambda table: table.bbox[1]) if index in ruled else []
            if tables:
                yield index, "\n".join(_in_order(page, tables))
            elif "|" in (text := columned(page.extract_words())):
                yield index, text
            page.close()


def _in_order(page: Any, tables: list[Any]) -> Iterator[str]:
    """Yield the text above, the rows of the first table, the text below it, and so on."""
    top = page.bbox[1]
    for table in tables:
        if table.bbox[1] > top:
            yield page.within_bbox((page.bbox[0], top, page.bbox[2], table.bbox[1]), strict=False).extract_text()
        yield from (_row(row) for row in table.extract())
        top = max(top, table.bbox[3])
    if top < page.bbox[3]:
        yield page.within_bbox((page.bbox[0], top, page.bbox[2], page.bbox[3]), strict=False).extract_text()


def _row(cells: list[str | None]) -> str:
    words = ["".join((cell or "").split("\n")).strip().replace("|", "／") for cell in cells]
    return " | ".join(words) if sum(map(bool, words)) > 1 else "".join(words)


def join_lines(lines: list[str]) -> str:
    r"""Return lines as paragraphs: a full line without a stop at its end goes on, unless the next begins with a number.

    >>> join_lines(["为推进城乡一体化发展，结合我县实际情况，现", "提出如下意见。", "一、总体要求"])
    '为推进城乡一体化发展，结合我县实际情况，现提出如下意见。\n一、总体要求'
    """
    kept = [line.strip() for line in lines if line.strip() and not _PAGE_NUMBER.match(line)]
    widest = sorted(len(line) for line in kept)[int(len(kept) * 0.9)] if kept else 0
    text = ""
    previous = ""
    for line in kept:
        goes_on = (
            previous
            and not previous.endswith(_STOPS)
            and "|" not in previous + line
            and len(previous) >= 0.8 * widest
            and not _NEW_LINE.match(line)
        )
        text += line if goes_on or not text else f"\n{line}"
        previous = line
    return text
