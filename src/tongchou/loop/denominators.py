"""By what a ratio's parts weigh in the whole: the divisor of its formula, place by place."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tongchou.loop.model import Key, Kind, Run
from tongchou.monitor.formula import Formula, Name, solve
from tongchou.monitor.formula.tree import Fold, Node, Number, leaves
from tongchou.terms import Period


def is_ratio(run: Run, indicator: str) -> bool:
    """Whether an indicator's formula divides, so that its parts cannot be added."""
    return any(isinstance(node, Fold) and any(sign == "/" for sign, _ in node.rest) for node in _nodes(run, indicator))


def denominators(run: Run, indicator: str, places: Sequence[str], period: Period) -> dict[str, Decimal]:
    """Return the divisor of an indicator at some places in a period; a place without figures is left out.

    Empty where the formula is not one quotient: nothing then says how its parts make the whole.
    """
    formula = run.figures.system.formulas[indicator]
    divisor = _divisor(formula.node)
    if divisor is None:
        return {}
    found = ((place, _value(run, replace(formula, node=divisor), place, period)) for place in places)
    return {place: value for place, value in found if value}


def _nodes(run: Run, indicator: str) -> list[Node]:
    nodes: list[Node] = [run.figures.system.formulas[indicator].node]
    for node in nodes:
        nodes += [node.first, *(part for _, part in node.rest)] if isinstance(node, Fold) else []
    return nodes


def _divisor(node: Node) -> Node | None:
    parts = [part for sign, part in node.rest if sign == "/"] if isinstance(node, Fold) else []
    named = [leaf for part in parts for leaf in leaves(part) if not isinstance(leaf, Number)]
    plain = all(isinstance(leaf, Name) and not leaf.shift.suffix for leaf in named)
    return parts[0] if len(parts) == 1 and plain and named else None


def _value(run: Run, divisor: Formula, place: str, period: Period) -> Decimal | None:
    codes = [leaf.code for leaf in leaves(divisor.node) if isinstance(leaf, Name)]
    values = {code: _element(run, code, place, period) for code in codes}
    if any(value is None for value in values.values()):
        return None
    solved = solve(divisor, values).value
    return None if solved is None else Decimal(str(solved))


def _element(run: Run, code: str, place: str, period: Period) -> float | None:
    kind = Kind.ELEMENT if code in run.figures.system.elements else Kind.INDICATOR
    board = run.board(kind)
    if board is None or not board.holds(code, place, period.code):
        return None
    return run.figure(Key(kind, code, place, period.code)).value
