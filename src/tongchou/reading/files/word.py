"""Word documents: paragraphs with their automatic numbers, tables with merged cells, in the order of the page."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from tongchou.reading.errors import BROKEN, TOO_MANY_PAGES
from tongchou.reading.files.bounds import MOST_PAGES
from tongchou.reading.files.numbering import Numbering
from tongchou.terms import Where

_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_DEEPEST_STYLE = 12


def word_text(path: Path, data: bytes) -> str:
    """Return the text of a .docx: one line a paragraph, one line a row of a table with ``|`` between its cells.

    :raises Refusal: ``reading.file.broken``, ``.too_many_pages``.
    """
    try:
        document = docx.Document(BytesIO(data))
        pages = _pages(document)
        text = "\n".join(_lines(document)) if pages <= MOST_PAGES else ""
    except Exception as error:
        raise BROKEN.refusal(Where(path.name), found=path.name) from error
    if pages > MOST_PAGES:
        raise TOO_MANY_PAGES.refusal(Where(path.name), found=path.name, allowed=MOST_PAGES)
    return text


def _pages(document: Any) -> int:
    """Return the pages that the breaks in a document show, those Word wrote when it last laid it out or those set."""
    rendered = sum(1 for _ in document.element.body.iter(qn("w:lastRenderedPageBreak")))
    broken = sum(one.get(qn("w:type")) == "page" for one in document.element.body.iter(qn("w:br")))
    return 1 + max(rendered, int(broken))


def _lines(document: Any) -> Iterator[str]:
    styles = {style.get(qn("w:styleId")): style for style in document.styles.element.findall(qn("w:style"))}
    numbering = Numbering.of(_numbering_root(document))
    for block in document.element.body.iterchildren():
        if block.tag == qn("w:p"):
            yield _paragraph(block, numbering, styles)
        elif block.tag == qn("w:tbl"):
            yield from _table(block, numbering, styles)
        elif block.tag == qn("w:sdt"):
            yield from (_paragraph(inner, numbering, styles) for inner in block.iter(qn("w:p")))


def _numbering_root(document: Any) -> Any | None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering"):
            return relation.target_part.element
    return None


def _paragraph(paragraph: Any, numbering: Numbering, styles: dict[str, Any]) -> str:
    text = "".join(_run(run) for run in paragraph.iter(qn("w:r")) if run.getparent().tag != qn("w:del"))
    listed = _listed(paragraph, styles)
    label = numbering.label(*listed) if listed and text.strip() else ""
    return f"{label}{text}" if not label or label[-1] in "、)）" else f"{label} {text}"


def _run(run: Any) -> str:
    raised = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    place = None if raised is None else raised.get(qn("w:val"))
    text = "".join(_piece(piece) for piece in run.iterchildren())
    if place == "superscript":
        return text.translate(_RAISED)
    return text.translate(_LOWERED) if place == "subscript" else text


def _piece(piece: Any) -> str:
    if piece.tag == qn("w:t"):
        return piece.text or ""
    if piece.tag == qn("w:tab"):
        return " "
    return "\n" if piece.tag in (qn("w:br"), qn("w:cr")) else ""


def _listed(paragraph: Any, styles: dict[str, Any]) -> tuple[str, int] | None:
    """Return the list a paragraph belongs to and its depth, by itself or by its style."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        return None
    own = _list_of(properties)
    style = properties.find(qn("w:pStyle"))
    name = None if style is None else style.get(qn("w:val"))
    for _ in range(_DEEPEST_STYLE):
        if own is not None or name not in styles:
            break
        inherited = styles[name].find(qn("w:pPr"))
        own = None if inherited is None else _list_of(inherited)
        base = styles[name].find(qn("w:basedOn"))
        name = None if base is None else base.get(qn("w:val"))
    return None if own is None or own[0] == "0" else own


def _list_of(properties: Any) -> tuple[str, int] | None:
    number = properties.find(qn("w:numPr"))
    if number is None or number.find(qn("w:numId")) is None:
        return None
    depth = number.find(qn("w:ilvl"))
    return number.find(qn("w:numId")).get(qn("w:val")), 0 if depth is None else int(depth.get(qn("w:val")))


def _table(table: Any, numbering: Numbering, styles: dict[str, Any]) -> Iterator[str]:
    above: dict[int, str] = {}
    for row in table.iter(qn("w:tr")):
        cells: list[str] = []
        column = 0
        for cell in row.findall(qn("w:tc")):
            text, width = _cell(cell, numbering, styles), _width(cell)
            text = above.get(column, "") if _goes_on(cell) else text
            above[column] = text
            cells += [text, *[""] * (width - 1)]
            column += width
        yield " | ".join(cells) if sum(map(bool, cells)) > 1 else "".join(cells)


def _cell(cell: Any, numbering: Numbering, styles: dict[str, Any]) -> str:
    lines = (_paragraph(paragraph, numbering, styles) for paragraph in cell.findall(qn("w:p")))
    return " ".join(" ".join(lines).split()).replace("|", "／")


def _width(cell: Any) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else int(span.get(qn("w:val")))


def _goes_on(cell: Any) -> bool:
    """Whether a cell is merged into the one above."""
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merged is not None and merged.get(qn("w:val")) in (None, "continue")
