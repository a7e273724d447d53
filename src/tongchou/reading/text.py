"""A text that remembers where each of its characters stood in the original."""

import datetime
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points ``[start, end)`` of the original text."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Edit:
    """One visible repair: what stood there, what it was taken to say, how sure.

    ``readings`` is filled where the source cannot decide; the text is then left as it stands until somebody chooses
    one of them, whose name and time are kept in ``chosen_by`` and ``chosen_on``.
    """

    kind: str
    span: Span
    before: str
    after: str
    confidence: float = 1.0
    readings: tuple[str, ...] = ()
    chosen_by: str = ""
    chosen_on: datetime.datetime | None = None

    @property
    def code(self) -> str:
        """What a reviewer calls it: D and its place in the original."""
        return f"D{self.span.start}"

    @property
    def undecided(self) -> bool:
        """Whether readings are offered and nobody has chosen one."""
        return bool(self.readings) and not self.chosen_by


@dataclass(frozen=True, slots=True)
class Change:
    """A wish to replace ``[start, end)`` of the present text by ``after``.

    ``readings`` holds the possible readings where nobody can decide; ``after`` then repeats what is there.
    """

    start: int
    end: int
    after: str
    kind: str
    confidence: float = 1.0
    readings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """A clean text over its original; offsets count code points.

    >>> text = Text.of("发(fā)展").change([Change(1, 5, "", "trad_pinyin")])
    >>> text.clean, text.origin(0, 2)
    ('发展', Span(start=0, end=6))
    >>> text.reading(Span(0, 6))
    '发展'
    """

    original: str
    clean: str
    starts: "array[int]" = field(repr=False)
    ends: "array[int]" = field(repr=False)
    edits: tuple[Edit, ...] = ()

    @classmethod
    def of(cls, original: str) -> "Text":
        """Return the text as found, nothing repaired."""
        return cls(original, original, array("l", range(len(original))), array("l", range(1, len(original) + 1)))

    def origin(self, start: int, end: int) -> Span:
        """Return where the characters ``[start, end)`` of the clean text stood in the original."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.original)
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])

    def reading(self, span: Span) -> str:
        """Return the clean text of a passage of the original."""
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return self.clean[first:last]

    def change(self, changes: Iterable[Change]) -> "Text":
        """Return the text with changes made, each recorded as an edit; of two that overlap the earlier stays."""
        kept = _apart(sorted(changes, key=lambda change: (change.start, change.end)))
        if not kept:
            return self
        pieces: list[str] = []
        starts, ends, at = array("l"), array("l"), 0
        for change in kept:
            pieces += [self.clean[at : change.start], change.after]
            starts += self.starts[at : change.start]
            ends += self.ends[at : change.start]
            more_starts, more_ends = self._places(change)
            starts += more_starts
            ends += more_ends
            at = change.end
        pieces.append(self.clean[at:])
        edits = (*self.edits, *map(self._edit, kept))
        return Text(self.original, "".join(pieces), starts + self.starts[at:], ends + self.ends[at:], edits)

    def settle(self, doubt: Edit, reading: str, by: str, on: datetime.datetime | None) -> "Text":
        """Return the text with an undecided place read as ``reading``; the edit keeps who chose and when."""
        start, end = bisect_left(self.starts, doubt.span.start), bisect_left(self.starts, doubt.span.end)
        settled = self.change([Change(start, end, reading, doubt.kind)])
        chosen = replace(doubt, after=reading, confidence=1.0, chosen_by=by, chosen_on=on)
        return replace(settled, edits=tuple(chosen if one is doubt else one for one in self.edits))

    def _places(self, change: Change) -> "tuple[array[int], array[int]]":
        if len(change.after) == change.end - change.start:
            return self.starts[change.start : change.end], self.ends[change.start : change.end]
        span, size = self.origin(change.start, change.end), len(change.after)
        return array("l", [span.start]) * size, array("l", [span.end]) * size

    def _edit(self, change: Change) -> Edit:
        before = self.clean[change.start : change.end]
        span = self.origin(change.start, change.end)
        return Edit(change.kind, span, before, change.after, change.confidence, change.readings)


def _apart(changes: list[Change]) -> list[Change]:
    kept: list[Change] = []
    for change in changes:
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    return kept
