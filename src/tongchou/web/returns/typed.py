"""What somebody typed into a cell, read by the library, and how a cell stands in its box."""

from decimal import Decimal

from tongchou.monitor.returns.workbook import read_value
from tongchou.terms import Cell, Problem, Refusal, State, Where

SHOWN = {State.NONE: "无", State.NOT_APPLICABLE: "不适用", State.MISSING: ""}


def read_typed(text: str, unit: str) -> Cell:
    """Return the cell that a text says.

    :param unit: unit of the element.
    :raises Refusal: ``monitor.value.*`` as for a workbook.

    >>> read_typed("１，２３４", "人").value, read_typed("1.2万人", "人").value, read_typed("本期无", "人").state.value
    (1234.0, 12000.0, 'none')
    """
    found = read_value(text, unit, Where())
    if isinstance(found, Problem):
        raise Refusal([found])
    return found


def shown(state: State, value: Decimal | None) -> str:
    """Return a cell as it stands in its box: plain digits, or the word of its state.

    >>> shown(State.VALUE, Decimal("12000.500")), shown(State.NONE, None)
    ('12000.5', '无')
    """
    if value is None:
        return SHOWN.get(state, "")
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
