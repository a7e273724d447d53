"""Tables without ruled lines in a PDF: runs of lines whose words stand in the same columns."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Any

_LEAST_ROWS, _LEAST_CELLS = 3, 3
_GAP = 1.2
"""How wide a gap between two words parts cells, in heights of a character."""
_FIGURES = re.compile(r"\d[^\n]*?[\s|][^\n]*\d")
Cells = list[str]


def maybe_columned(text: str) -> bool:
    """Whether a page's text has three lines in a row with two figures or more apart, as tables have."""
    lines = [bool(_FIGURES.search(line.strip())) for line in text.splitlines()]
    return any(all(lines[at : at + _LEAST_ROWS]) for at in range(len(lines) - _LEAST_ROWS + 1))


def columned(words: Iterable[dict[str, Any]]) -> str:
    """Return the words of a page (``text``, ``x0``, ``x1``, ``top``, ``bottom``) as lines, tables with ``|`` in them.

    >>> def word(text, x, top):
    ...     return {"text": text, "x0": x, "x1": x + 10 * len(text), "top": top, "bottom": top + 10}
    >>> rows = [["指标", "2020年", "2025年"], ["甲", "1", "2"], ["乙", "3", "4"]]
    >>> print(columned(word(text, 100 * x, 20 * y) for y, row in enumerate(rows) for x, text in enumerate(row)))
    指标 | 2020年 | 2025年
    甲 | 1 | 2
    乙 | 3 | 4
    """
    rows = [_cells(line) for line in _lines(words)]
    return "\n".join(
        line
        for size, run in groupby(rows, key=len)
        for line in (_table(list(run)) if size >= _LEAST_CELLS else map(" ".join, run))
    )


def _table(rows: list[Cells]) -> Iterator[str]:
    mark = " | " if len(rows) >= _LEAST_ROWS else " "
    return (mark.join(row) for row in rows)


def _lines(words: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield the words of each line from left to right; what overlaps half of a line's height is on it."""
    line: list[dict[str, Any]] = []
    for word in sorted(words, key=lambda word: (word["top"], word["x0"])):
        if line and word["top"] > (line[0]["top"] + line[0]["bottom"]) / 2:
            yield sorted(line, key=lambda one: float(one["x0"]))
            line = []
        line.append(word)
    if line:
        yield sorted(line, key=lambda one: float(one["x0"]))


def _cells(line: list[dict[str, Any]]) -> Cells:
    cells = [str(line[0]["text"])]
    for left, right in pairwise(line):
        wide = right["x0"] - left["x1"] > _GAP * (left["bottom"] - left["top"])
        cells.append(str(right["text"])) if wide else cells.append(cells.pop() + str(right["text"]))
    return [cell.replace("|", "／") for cell in cells]
