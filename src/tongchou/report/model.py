"""A report before it is a file: blocks in reading order, every number with the address of its figure."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Number:
    """A frozen number in a text: how it is printed, the address it came from, the signs of its marks."""

    text: str
    key: str = ""
    marks: str = ""

    def __str__(self) -> str:
        return self.text + self.marks


Span = str | Number
Cell = str | Number


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is 一、, level 2 is （一）, level 3 is 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text and numbers."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The paragraph as plain text."""
        return "".join(str(span) for span in self.spans)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title, the head, rows of equal length and a note below."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    name: str = ""
    """Short name, for the sheet of a workbook."""


class Shape(StrEnum):
    """What a chart looks like: bars for comparing, lines for time, a target's path, columns beside or on each other."""

    BARS = "bars"
    LINE = "line"
    PATH = "path"
    GROUPS = "groups"
    STACK = "stack"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that answers the question written above it.

    ``series`` maps a name to values along ``labels``; ``None`` is a gap, never a zero.
    """

    question: str
    shape: Shape
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn picture such as a map: PNG bytes, what it shows for those who cannot see it, and a note below."""

    data: bytes
    shows: str
    note: str = ""

    @property
    def embedded(self) -> str:
        """The picture as an address that holds it whole, for a page that asks no other file."""
        return "data:image/png;base64," + b64encode(self.data).decode("ascii")


Block = Heading | Paragraph | Table | Chart | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A report: title, who issues it and when, blocks, and the line that says which run it froze."""

    title: str
    issuer: str
    date: str
    blocks: tuple[Block, ...]
    version: str
    number: str = ""
    addressee: str = ""
    synthetic: bool = False
    attachments: tuple[Table, ...] = field(default_factory=tuple)
    annex: tuple[Block, ...] = ()
    """A last attachment of several blocks, which begins with its own heading."""
    annex_title: str = ""

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in reading order, the attachments last."""
        inside = [block for block in self.blocks if isinstance(block, Table)]
        last = [block for block in self.annex if isinstance(block, Table)]
        return (*inside, *self.attachments, *last)


def paragraph(*spans: Span) -> Paragraph:
    """Return a paragraph of its parts.

    >>> paragraph("达到", Number("52.2%", "indicator:urban_share@510500@2017"), "。").text
    '达到52.2%。'
    """
    return Paragraph(spans)


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[Cell]], note: str = "", name: str = "") -> Table:
    """Return a table; every row must have as many cells as the head.

    :raises ValueError: for a ragged row, which would be a mistake of the composer.
    """
    if ragged := [row for row in rows if len(row) != len(head)]:
        raise ValueError(f"ragged row in {title}: {ragged[0]}")
    return Table(title, tuple(head), tuple(tuple(row) for row in rows), note, name or title[:20])
