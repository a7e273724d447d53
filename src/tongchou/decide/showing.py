"""Numbers of an answer as a person reads them: large money in 万元 or 亿元, thousands apart, no idle digits."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tongchou.decide.model import Figure, Table, Value
from tongchou.terms import Words

_STEPS = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_SCALED = {"元", "万元", "平方米", "人"}
_MOST_DIGITS = 4


def shown(value: Value, digits: int = _MOST_DIGITS) -> str:
    """Return a value as text.

    >>> shown(Decimal("27259520915.130")), shown(None), shown(2017), shown(49.540), shown(Decimal("0.00215"))
    ('27,259,520,915.13', '—', '2017', '49.54', '0.00215')
    """
    match value:
        case None:
            return "—"
        case bool():
            return "是" if value else "否"
        case int():
            return f"{value:,}" if abs(value) >= 10_000 else str(value)
        case Decimal() | float() | Fraction():
            number = Decimal(repr(value)) if isinstance(value, float) else Decimal(str(value)) if isinstance(
                value, Decimal) else Decimal(value.numerator) / Decimal(value.denominator)  # fmt: skip
            return _decimals(number, digits)
        case _:
            return str(value)


def _decimals(number: Decimal, digits: int) -> str:
    """As many decimals as say something: of a number below one, as many significant digits."""
    most = digits if abs(number) >= 1 or not number or not digits else digits - number.adjusted()
    text = f"{round(number, most):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure_shown(figure: Figure) -> tuple[str, str]:
    """Return a figure's number and unit as a person reads them.

    >>> from tongchou.terms import Words
    >>> figure_shown(Figure("a", Words("总成本"), Decimal("27259520915.13"), "元"))
    ('272.6', '亿元')
    """
    if figure.unit not in _SCALED or not isinstance(figure.value, Decimal | int) or isinstance(figure.value, bool):
        return shown(figure.value), figure.unit
    bare = figure.unit.removeprefix("万")
    number = Decimal(figure.value) * (10_000 if bare != figure.unit else 1)
    for least, word in _STEPS if bare == "元" else ():
        if abs(number) >= least:
            return shown(number / least, 2), word + bare
    return shown(figure.value), figure.unit


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as a person reads it."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    """Whether a column holds numbers."""


def table_shown(table: Table) -> Shown:
    """Return a table as text; a column of large money is shown in 万元, and says so in its heading."""
    columns = [[row[at] for row in table.rows] for at in range(len(table.headings))]
    pairs = [_column(heading, cells) for heading, cells in zip(table.headings, columns, strict=True)]
    headings = tuple(heading for heading, _ in pairs)
    rows = tuple(zip(*(cells for _, cells in pairs), strict=True)) if table.rows else ()
    return Shown(headings, rows, tuple(_numeric(cells) for cells in columns))


def _column(heading: str, cells: Sequence[Value]) -> tuple[str, list[str]]:
    """A heading and its cells as text: years without a comma, large money in 万元."""
    if heading.endswith("年"):
        return heading, [shown(cell).replace(",", "") for cell in cells]
    most = max((abs(Decimal(cell)) for cell in cells if isinstance(cell, int | Decimal)), default=Decimal(0))
    if not heading.endswith("（元）") or most < _LARGE:
        return heading, [shown(cell) for cell in cells]
    digits = 0 if most >= _VERY_LARGE else 2
    texts = [shown(Decimal(c) / 10_000, digits) if isinstance(c, int | Decimal) else shown(c) for c in cells]
    return heading.replace("元）", "万元）"), texts


_LARGE, _VERY_LARGE = 10**6, 10**8
"""From how many yuan a column is in 万元, and in whole ones."""


def _numeric(cells: Sequence[Value]) -> bool:
    kinds = {type(one) for one in cells}
    return bool(kinds & {int, float, Decimal, Fraction}) and str not in kinds


def money(amount: Decimal | int) -> str:
    """Return an amount of yuan as it is said.

    >>> money(161720160), money(Decimal("980.5"))
    ('1.62 亿元', '980.5 元')
    """
    return " ".join(figure_shown(Figure("", Words(""), Decimal(amount), "元")))
