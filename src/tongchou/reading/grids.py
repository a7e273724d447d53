"""Where the tables of a text are: rows of cells parted by bars, tabs, box characters or wide gaps, and their heads."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CELL_MARK = re.compile(r"[|\t]")
_GAP = re.compile(" {2,}")
_RULE = re.compile(
    r"[\s|+=\-—_:·┌┐└┘├┤┬┴┼─━┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬═]*[-—─━═]{2,}[\s|+=\-—_:·┌┐└┘├┤┬┴┼─━┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬═]*"
)
_YEAR = re.compile("((?:19|20)\\d\\d)\\s*年?")
_LEAST_CELLS, _LEAST_ALIGNED, _LEAST_NESTED, _DEEPEST_HEAD = 3, 3, 3, 3
_LONGEST_HEAD, _LONGEST_ALIGNED = 14, 30


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell by its place in the text; of one that goes on in the next line, the place of its first line."""

    start: int
    end: int
    text: str


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first is the header."""

    rows: tuple[Row, ...]

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.rows[0][0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.rows[-1][-1].end

    @property
    def header(self) -> tuple[str, ...]:
        """The words of its first row."""
        return tuple(re.sub(r"\s", "", cell.text) for cell in self.rows[0])


def tables(shape: str) -> list[Table]:
    r"""Return the tables of a text in one shape: runs of lines with three cells or more.

    >>> [table.header for table in tables("指标  单位  2020年\n森林覆盖率  %  41.2\n自来水普及率  %  88")]
    [('指标', '单位', '2020年')]
    """
    found: list[Table] = []
    lines: list[Row | None] = []
    at = 0
    for line in [*shape.split("\n"), ""]:
        row = None if _RULE.fullmatch(line) else tuple(_cells(line, at))
        at += len(line) + 1
        if row is None or len(row) >= _LEAST_CELLS:
            lines.append(row)
            continue
        found += _table(lines, shape)
        lines = []
    return found


def _table(lines: Sequence[Row | None], shape: str) -> Iterator[Table]:
    """Yield the table of a run of lines, ``None`` standing for a line that only rules."""
    rows = _joined(lines)
    marked = any(_CELL_MARK.search(shape, row[0].start, row[-1].end) for row in rows)
    if len(rows) >= 2 and (marked or _aligned(rows)):
        yield Table(tuple(_headed(rows)))


def _aligned(rows: Sequence[Row]) -> bool:
    """Whether rows parted by gaps alone are a table: three of one length, their cells short and none a sentence."""
    short = all(len(cell.text) <= _LONGEST_ALIGNED and "。" not in cell.text for row in rows for cell in row)
    return len(rows) >= _LEAST_ALIGNED and len({len(row) for row in rows}) == 1 and short


def _joined(lines: Sequence[Row | None]) -> list[Row]:
    """Return the rows; where lines rule between rows, those between two of them are one row."""
    rules = sum(row is None for row in lines[1:-1])
    rows: list[Row] = []
    begun = True
    for row in lines:
        if row is None:
            begun = True
        elif begun or rules < 2 or len(row) != len(rows[-1]):
            rows.append(row)
            begun = False
        else:
            rows[-1] = tuple(map(_with_more, rows[-1], row))
    return rows


def _with_more(cell: Cell, more: Cell) -> Cell:
    return Cell(cell.start, cell.end, cell.text + more.text) if cell.text else more


def _headed(rows: list[Row]) -> list[Row]:
    """Return the rows with a head of two or three rows (目标值 over 2020年, 2025年) made one."""
    depth = 1
    while depth < _DEEPEST_HEAD and len(rows) > max(depth + 1, _LEAST_NESTED - 1) and _beneath(rows, depth):
        depth += 1
    if depth == 1:
        return rows
    names = [""] * len(rows[depth - 1])
    for level in range(depth):
        names = _named(names, rows[level], last=level == depth - 1)
    return [
        tuple(Cell(cell.start, cell.end, name) for cell, name in zip(rows[depth - 1], names, strict=True)),
        *rows[depth:],
    ]


def _named(above: list[str], row: Row, *, last: bool) -> list[str]:
    """Return the names of columns with a row of the head added; a blank cell goes on with its left neighbour's word."""
    words, names = "", []
    for column, name in enumerate(above):
        own = row[column].text if column < len(row) else ""
        joined = column > 0 and name == above[column - 1]
        words = own or (words if joined and not last else "")
        names.append(name if name.endswith(words) else f"{name}{words}")
    return names


def _beneath(rows: Sequence[Row], depth: int) -> bool:
    """Whether a row goes on with the head above it: a gap or the same word above, and no figure but years in it."""
    head, row = rows[depth - 1], rows[depth]
    named = [cell.text for cell in head]
    gaps = len(row) > len(head) or "" in named[1:] or len(set(named)) < len(named)
    first = depth == 1 or row[0].text in ("", named[0])
    return (
        gaps
        and first
        and all(not re.search(r"\d", _YEAR.sub("", cell.text)) and len(cell.text) <= _LONGEST_HEAD for cell in row)
    )


def _cells(line: str, at: int) -> Iterator[Cell]:
    """Yield the cells of a line; a bar at its very beginning and end is the frame."""
    pattern = _CELL_MARK if _CELL_MARK.search(line) else _GAP
    begin, stop = _inside(line)
    for mark in [*pattern.finditer(line, begin, stop), None]:
        end = mark.start() if mark else stop
        bare = line[begin:end].strip()
        start = begin + (line[begin:end].index(bare[0]) if bare else 0)
        yield Cell(at + start, at + start + len(bare), bare)
        begin = mark.end() if mark else stop


def _inside(line: str) -> tuple[int, int]:
    """Return where the cells of a line begin and end, without the bars of a frame and the blanks outside."""
    begin, stop = len(line) - len(line.lstrip(" ")), len(line.rstrip(" "))
    framed = (
        begin != 1 and stop - begin > 1 and line[begin] == line[stop - 1] == "|"
    )  # " | a" begins with an empty cell
    return (begin + 1, stop - 1) if framed else (begin, stop)
