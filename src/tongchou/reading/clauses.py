"""Sentences and their clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_STOP = "。！？；\n"
_OPEN, _CLOSE = "(《“〔[【", ")》”〕]】"
_PAIR = dict(zip(_CLOSE, _OPEN, strict=True))
_LONGEST_BRACKET = 120
_MOST_CLAUSES = 60
_LONGEST_CLAUSE = 400


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas: ``[start, end)`` of the text, and the mark after it."""

    start: int
    end: int
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of clauses up to a full stop or semicolon; ``follows`` tells that a semicolon stands before it."""

    clauses: tuple[Clause, ...]
    follows: bool

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.clauses[0].start

    @property
    def end(self) -> int:
        """Where it ends, without its mark."""
        return self.clauses[-1].end


def sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    """Yield the sentences of ``text[start:end]``, a text in one shape."""
    follows, clauses = False, list[Clause]()
    for clause in _clauses(text, start, end):
        if clause.text:
            clauses.append(clause)
        if clause.mark in _STOP or not clause.mark or len(clauses) >= _MOST_CLAUSES:
            if clauses:
                yield Sentence(tuple(clauses), follows)
            follows, clauses = clause.mark == "；", []


def _clauses(text: str, start: int, end: int) -> Iterator[Clause]:
    at, covered = start, _covered(text, start, end)
    for mark in re.finditer(r"[，。！？；\n]|：(?!\d)|(?<!\d)：", text[start:end]):
        place = start + mark.start()
        if mark[0] in "。\n" or not any(opened < place < closed for opened, closed in covered):
            yield from _pieces(text, at, place, mark[0])
            at = place + 1
    if at < end:
        yield from _pieces(text, at, end, "")


def _pieces(text: str, start: int, end: int, mark: str) -> Iterator[Clause]:
    """Yield a stretch as one clause; one that is longer than any clause is cut."""
    while end - start > _LONGEST_CLAUSE:
        yield _clause(text, start, start + _LONGEST_CLAUSE, "。")
        start += _LONGEST_CLAUSE
    yield _clause(text, start, end, mark)


def _clause(text: str, start: int, end: int, mark: str) -> Clause:
    while start < end and text[start] in " 　\t|":
        start += 1
    while end > start and text[end - 1] in " 　\t|":
        end -= 1
    return Clause(start, end, text[start:end], mark)


def _covered(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the bracketed stretches that are closed within reason; an open bracket covers nothing."""
    stack: list[int] = []
    covered: list[tuple[int, int]] = []
    for place in (start + found.start() for found in re.finditer(r"[(《“〔\[【)》”〕\]】]", text[start:end])):
        if text[place] in _OPEN:
            stack.append(place)
        elif stack and text[stack[-1]] == _PAIR[text[place]]:
            opened = stack.pop()
            if place - opened <= _LONGEST_BRACKET:
                covered.append((opened, place))
    return covered
