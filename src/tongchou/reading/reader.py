"""From a text to a ledger."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tongchou.reading.bodies import bodies
from tongchou.reading.deeds import deeds
from tongchou.reading.errors import MASKED, TRUNCATED, UNDECIDED
from tongchou.reading.facing import facing
from tongchou.reading.figures import figures
from tongchou.reading.files import Opened, open_document
from tongchou.reading.mend import mend
from tongchou.reading.model import Found, Heading, Item, ItemClass, Ledger, Metadata
from tongchou.reading.mood import Genre
from tongchou.reading.norms import Norm, norms, once_a_paragraph, scored_headings
from tongchou.reading.outline import Outline, outline
from tongchou.reading.sweep import Document, settings
from tongchou.reading.tables import answered, of_table
from tongchou.reading.text import Span, Text
from tongchou.reading.view import view
from tongchou.terms import Problem, Where

PREFIX = {
    ItemClass.TARGET: "T", ItemClass.FACT: "F", ItemClass.RULE: "R",
    ItemClass.TASK: "K", ItemClass.MEASURE: "M", ItemClass.ORG: "O",
}  # fmt: skip
_QUOTE = 40
_IN_DOUBT = 0.2
"""How sure an item can be that stands on a place nobody has decided."""


def read_text(original: str, name: str = "") -> Ledger:
    r"""Read a document, given as text, into a ledger; ``name`` is what problems call it.

    >>> ledger = read_text("XX县实施方案\n一、发展目标\n到2020年,全县森林覆盖率达到45%。")
    >>> [(item.name, item.year, item.amount.raw) for item in ledger.of(ItemClass.TARGET)]
    [('森林覆盖率', 2020, '45%')]
    """
    return ledger_of(mend(original), name)


def ledger_of(text: Text, name: str) -> Ledger:
    """Return the ledger of a text whose repairs are made."""
    shape = view(text.clean)
    face = facing(shape, text.original)
    tree = outline(shape)
    found = list(_items(shape, tree, face))
    headings = _headings(text, tree)
    return Ledger(
        document=name,
        text=text,
        metadata=_grounded_face(face, text),
        headings=headings,
        items=tuple(_grounded(found, text)),
        problems=tuple(_problems(text, shape, name)),
    )


def read_file(path: Path) -> Ledger:
    """Read a file of any format of :data:`tongchou.reading.files.opening.READABLE` into a ledger.

    :raises Refusal: one of the ``reading.file.*`` kinds; nothing is read halfway.
    """
    return read_opened(open_document(path))


def read_opened(opened: Opened) -> Ledger:
    """Read an opened document into a ledger; what there was to say about the file stands first among its problems."""
    ledger = read_text(opened.text, Path(opened.name).stem)
    return replace(ledger, problems=(*opened.problems, *ledger.problems))


def _items(shape: str, tree: Outline, face: Metadata) -> Iterator[Item]:
    rules: list[tuple[Norm, tuple[int, int]]] = []
    document = Document.of(shape, tree, face)
    for table in document.tables:
        yield from of_table(table, face.region.value if face.region else "", document.reached)
    if document.genre is Genre.SCHEME:
        yield from scored_headings(shape, tree)
    for setting in settings(document):
        own = list(norms(setting))
        rules += [(norm, setting.paragraph) for norm in own]
        yield from figures(setting, [norm.number for norm in own if norm.number])
        yield from answered(deeds(setting), document.tables)
        yield from bodies(setting)
    yield from (norm.item for norm in once_a_paragraph(rules))


def _headings(text: Text, tree: Outline) -> tuple[Heading, ...]:
    return tuple(
        Heading(
            id=f"H{index + 1:02d}",
            level=head.level,
            number=head.number,
            text=text.clean[head.text_start : head.end].strip(" 。：\u3000"),
            span=text.origin(head.start, head.end),
            parent="" if head.parent is None else f"H{head.parent + 1:02d}",
        )
        for index, head in enumerate(tree.heads)
    )


def _grounded(items: Iterable[Item], text: Text) -> Iterator[Item]:
    """Yield items in the order of the text with their numbers, their places in the original and their quotes."""
    counts = dict.fromkeys(ItemClass, 0)
    order = {group: rank for rank, group in enumerate(ItemClass)}
    doubts = [edit.span for edit in text.edits if edit.undecided]
    for item in sorted(items, key=lambda item: (item.span, order[item.group])):
        counts[item.group] += 1
        start, end = _bare(text.clean, item.span)
        words, span = "".join(text.clean[start:end].split()), text.origin(start, end)
        doubtful = any(span.overlaps(doubt) for doubt in doubts)
        yield replace(
            item,
            id=f"{PREFIX[item.group]}{counts[item.group]:02d}",
            span=span,
            quote=words if len(words) <= _QUOTE else words[: _QUOTE - 1] + "…",
            confidence=min(item.confidence, _IN_DOUBT) if doubtful else item.confidence,
        )


def _bare(clean: str, span: Span) -> tuple[int, int]:
    start, end = span.start, span.end
    while start < end and clean[start].isspace():
        start += 1
    while end > start and clean[end - 1].isspace():
        end -= 1
    return start, end


def _grounded_face(face: Metadata, text: Text) -> Metadata:
    def ground(found: Found | None) -> Found | None:
        if found is None or found.span is None:
            return found
        words = text.clean[found.span.start : found.span.end]
        value = words if view(words) == found.value else found.value
        return Found(value, text.origin(found.span.start, found.span.end))

    return Metadata(*(ground(getattr(face, name)) for name in Metadata.__dataclass_fields__))


def _problems(text: Text, shape: str, name: str) -> Iterator[Problem]:
    for masked in re.finditer("[XxＸ×]{2}(?=[年市县区])", shape):
        yield MASKED.at(_where(text, masked.start(), name), found=shape[masked.start() : masked.start() + 12])
    for edit in text.edits:
        if edit.undecided:
            line = text.original.count("\n", 0, edit.span.start) + 1
            yield UNDECIDED.at(Where(name, line=line), found=edit.before, allowed=" / ".join(edit.readings))
    last = max((line for line in shape.split("\n") if len(line) > 200), key=shape.rfind, default="")
    if last and not last.rstrip().endswith(("。", "！", "”", "）", ")", "；", "？", "：", "》", "】")):
        yield TRUNCATED.at(_where(text, shape.rfind(last) + len(last) - 1, name), found=last[-10:])


def _where(text: Text, at: int, name: str) -> Where:
    return Where(name, line=text.original.count("\n", 0, text.starts[at]) + 1)
