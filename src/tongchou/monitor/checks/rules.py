"""Rules read from ``checks.csv``: the two sides as formulas over elements, refused where they mean nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tongchou.monitor.checks import errors
from tongchou.monitor.checks.model import Weight
from tongchou.monitor.formula import Formula, Name, Places, read_formula
from tongchou.monitor.formula.tree import leaves
from tongchou.packs.reporting import CheckRow
from tongchou.packs.rows import Element
from tongchou.terms import Period, Problem, Refusal, Where

ONE_SIDED = ("sum_of_parts", "same_as_source")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that must hold; ``right`` is ``None`` where the other side is the parts or another source."""

    row: CheckRow
    left: Formula
    right: Formula | None

    @property
    def weight(self) -> Weight:
        """What a breach asks for."""
        return Weight(self.row.weight)

    @property
    def names(self) -> tuple[Name, ...]:
        """The names of both sides, the left first, each once."""
        sides = (self.left,) if self.right is None else (self.left, self.right)
        return tuple({name.column: name for side in sides for name in side.names}.values())

    def holds_in(self, period: Period) -> bool:
        """Whether the rule is for a period: the last day lies within its own dates."""
        first, last = self.row.valid_from, self.row.valid_to
        return (first is None or first <= period.end) and (last is None or period.end < last)


def read_rules(rows: Iterable[CheckRow], elements: Mapping[str, Element]) -> tuple[Rule, ...]:
    """Return the rules of a pack.

    :raises Refusal: with everything wrong at once: ``monitor.formula.*``, ``monitor.rule.unusable``,
        ``.one-element``, ``.no-right``.

    >>> row = CheckRow(code="r", name="城镇人口不大于人口", left="urban", operator="le", right="pop", weight="block")
    >>> elements = {code: Element(code=code, name=code, unit="人") for code in ("urban", "pop")}
    >>> [name.code for name in read_rules([row], elements)[0].names]
    ['urban', 'pop']
    """
    problems: list[Problem] = []
    rules = []
    for row in rows:
        try:
            rule = _rule(row)
        except Refusal as refusal:
            problems.extend(refusal.problems)
            continue
        problems.extend(_faults(rule, elements))
        rules.append(rule)
    if problems:
        raise Refusal(problems)
    return tuple(rules)


def _rule(row: CheckRow) -> Rule:
    where = Where("checks.csv", key=row.code)
    right = read_formula(row.right, where) if row.right and row.operator not in ONE_SIDED else None
    if right is None and row.operator not in ONE_SIDED:
        raise errors.NO_RIGHT.refusal(where, rule=row.code)
    return Rule(row, read_formula(row.left, where), right)


def _faults(rule: Rule, elements: Mapping[str, Element]) -> Iterator[Problem]:
    where = Where("checks.csv", key=rule.row.code)
    for side in (rule.left, rule.right):
        if side is not None:
            yield from side.check_names(elements, where)
            counts = (leaf for leaf in leaves(side.node) if isinstance(leaf, Places))
            yield from (errors.UNUSABLE.at(where, rule=rule.row.code, found="count_places") for _ in counts)
    if rule.row.operator == "sum_of_parts" and not isinstance(rule.left.node, Name):
        yield errors.ONE_ELEMENT.at(where, rule=rule.row.code, found=rule.row.left)
