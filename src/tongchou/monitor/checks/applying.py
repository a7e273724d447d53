"""Rules applied to a frame: every breach as a hit, worked out for all places of a rule at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tongchou.monitor.cells import CellKey
from tongchou.monitor.checks.frame import MISSING, Frame, Look
from tongchou.monitor.checks.model import Hit, Weight
from tongchou.monitor.checks.rules import Rule
from tongchou.monitor.formula import Formula, Name, Part, Places, evaluate, say, say_number
from tongchou.monitor.formula.of_arrays import ARRAYS
from tongchou.monitor.notes import Reason
from tongchou.terms import Cell, Period, State

Numbers = NDArray[np.float64]
_RELATIONS: Mapping[str, tuple[str, str, Callable[[Numbers, Numbers, Numbers], NDArray[np.bool_]]]] = {
    "eq": ("应等于", "should equal", lambda one, two, slack: np.abs(one - two) <= slack),
    "ne": ("不应等于", "should differ from", lambda one, two, slack: np.abs(one - two) > slack),
    "le": ("应不大于", "should not exceed", lambda one, two, slack: one <= two + slack),
    "lt": ("应小于", "should be below", lambda one, two, slack: one < two + slack),
    "ge": ("应不小于", "should not be below", lambda one, two, slack: one >= two - slack),
    "gt": ("应大于", "should exceed", lambda one, two, slack: one > two - slack),
}
_ROUNDING = 1e-9
"""Share of the larger side by which binary fractions may differ: 0.1 + 0.2 equals 0.3."""
_STRICT = ("lt", "gt", "ne")
_WEIGHTS = tuple(Weight)
_WHY = {State.MISSING: Reason.NOT_REPORTED, State.NOT_APPLICABLE: Reason.NOT_APPLICABLE}


def check(rules: Iterable[Rule], frame: Frame) -> tuple[Hit, ...]:
    """Return every breach of the rules in a frame, those that must be mended first; never cut short.

    A rule is tried in each period and place where one of its elements is asked. What a missing operand does is the
    rule's own policy; a declared none counts as 0; an operand that does not apply always skips the rule.

    >>> from tongchou.monitor.checks.rules import read_rules
    >>> from tongchou.packs.reporting import CheckRow
    >>> from tongchou.packs.rows import Element
    >>> elements = {code: Element(code=code, name=name, unit="人") for code, name in (("u", "城镇人口"), ("p", "人口"))}
    >>> row = CheckRow(code="r", name="城镇人口不大于人口", left="u", operator="le", right="p", weight="block")
    >>> year = Period.year(2024)
    >>> cells = {CellKey("东镇", year, "u"): Cell.number(53), CellKey("东镇", year, "p"): Cell.number(52)}
    >>> print(check(read_rules([row], elements), Frame(cells, elements))[0].sentence)
    东镇 2024年：城镇人口不大于人口：城镇人口 53 应不大于 人口 52（相差 1，允许 0）。
    """
    held = (rule for rule in rules if rule.row.form in ("", frame.form) or not frame.form)
    with np.errstate(all="ignore"):
        hits = [hit for rule in held for hit in _of_rule(rule, frame)]
    return tuple(sorted(hits, key=lambda hit: _WEIGHTS.index(hit.weight)))


@dataclass(frozen=True, slots=True)
class _Case:
    """A rule in one period, over the places where it is tried."""

    rule: Rule
    frame: Frame
    period: Period
    places: tuple[str, ...]

    def key(self, place: str, name: Name) -> CellKey:
        return CellKey(place, name.shift.of(self.period), name.code)

    def column(self, places: Sequence[str], name: Name, look: Look) -> Part:
        """Return a name for some places: the numbers, and why there is none; a declared none is 0."""
        cells = look(places, name.shift.of(self.period), name.code)
        values = [0.0 if cell.state is State.NONE else np.nan if cell.value is None else cell.value for cell in cells]
        whys = [_WHY.get(cell.state, Reason.NUMBER) for cell in cells]
        return Part(np.array(values, np.float64), np.array(whys, np.int16))


def _of_rule(rule: Rule, frame: Frame) -> Iterator[Hit]:
    apply = _KINDS.get(rule.row.operator, _relation)
    for period in frame.periods:
        held = (frame.asked.get((name.shift.of(period), name.code), {}) for name in rule.names)
        places = tuple(dict.fromkeys(place for column in held for place in column))
        if places and rule.holds_in(period):
            yield from apply(_Case(rule, frame, period, places))


def _relation(case: _Case) -> Iterator[Hit]:
    assert case.rule.right is not None
    left = _side(case, case.rule.left, case.frame.look)
    right = _side(case, case.rule.right, case.frame.look)
    yield from _breaches(case, left, right, (case.frame.look, case.frame.look))


def _same_as_source(case: _Case) -> Iterator[Hit]:
    other = case.frame.sources.get(case.rule.row.source, {})

    def look(places: Sequence[str], period: Period, element: str) -> list[Cell]:
        return [other.get(CellKey(place, period, element), MISSING) for place in places]

    left, right = _side(case, case.rule.left, case.frame.look), _side(case, case.rule.left, look)
    yield from _breaches(case, left, right, (case.frame.look, look))


def _sum_of_parts(case: _Case) -> Iterator[Hit]:
    """Hold every total against its parts; the cells of a hit are the total and its parts."""
    name = case.rule.names[0]
    tried = tuple(place for place in case.places if case.frame.parts.get(place))
    case = _Case(case.rule, case.frame, case.period, tried)
    sums = [_summed(case, case.column(case.frame.parts[place], name, case.frame.look)) for place in tried]
    left = _side(case, case.rule.left, case.frame.look)
    right = Part(np.array([part.value for part in sums]), np.array([part.why for part in sums], np.int16))
    for at, values in _broken(case, left, right):
        place = tried[at]
        cells = tuple(case.key(one, name) for one in (place, *case.frame.parts[place]))
        words = (case.frame.element_name(name.code), f"{len(cells) - 1} 个下级之和")
        yield _hit(case, place, cells, words, values)


def _summed(case: _Case, parts: Part) -> Part:
    """Return the sum of a column of parts, by the rule's own policy on missing ones."""
    policy, gone = case.rule.row.missing, parts.why == Reason.NOT_REPORTED
    forgiven = policy == "as_zero" or (policy == "skip_all" and not gone.all())
    return Part(float(np.nansum(parts.value)), int(np.max(np.where(gone & forgiven, 0, parts.why))))


_KINDS: Mapping[str, Callable[[_Case], Iterator[Hit]]] = {
    "sum_of_parts": _sum_of_parts,
    "same_as_source": _same_as_source,
    "compulsory_pair": lambda case: _pair(case, lambda one, two: one != two),
    "exclusive_pair": lambda case: _pair(case, lambda one, two: one and two),
}


def _side(case: _Case, side: Formula, look: Look) -> Part:
    """Return a side for every place: its value, and why there is none."""
    held = {name.column: case.column(case.places, name, look) for name in side.names}
    held = dict(zip(held, _forgiven(case, list(held.values())), strict=True))

    def leaf(name: Name | Places) -> Part:
        return held[name.column]

    part, shape = evaluate(side.node, leaf, ARRAYS), len(case.places)
    why = np.int16(0) if part.why is None else part.why
    value = np.broadcast_to(part.value, shape)
    unfit = np.where(np.isfinite(value), np.int16(0), np.int16(Reason.OUTSIDE_DOMAIN))
    return Part(value, np.maximum(np.broadcast_to(why, shape), unfit))


def _forgiven(case: _Case, columns: Sequence[Part]) -> list[Part]:
    """Return columns with what is missing taken as 0 where the rule says so."""
    gone = [column.why == Reason.NOT_REPORTED for column in columns]
    if case.rule.row.missing == "skip_any" or not gone:
        return list(columns)
    forgiven = np.True_ if case.rule.row.missing == "as_zero" else ~np.logical_and.reduce(gone)
    zeros = [forgiven & each for each in gone]
    return [
        Part(np.where(zero, 0.0, column.value), np.where(zero, 0, column.why))
        for zero, column in zip(zeros, columns, strict=True)
    ]


def _broken(case: _Case, left: Part, right: Part) -> Iterator[tuple[int, tuple[float, float, float]]]:
    """Yield the position, both values and the difference allowed, wherever both sides are there and the rule fails."""
    row = case.rule.row
    holds = _RELATIONS.get(row.operator, _RELATIONS["eq"])[2]
    larger = np.maximum(np.abs(left.value), np.abs(right.value))
    allowed = np.maximum(float(row.tolerance), float(row.share) * larger)
    rounding = 0.0 if row.operator in _STRICT else _ROUNDING * larger
    broken = (left.why == 0) & (right.why == 0) & ~holds(left.value, right.value, allowed + rounding)
    for at in np.flatnonzero(broken):
        yield int(at), (float(left.value[at]), float(right.value[at]), float(allowed[at]))


def _breaches(case: _Case, left: Part, right: Part, looks: tuple[Look, Look]) -> Iterator[Hit]:
    sides = (case.rule.left, case.rule.right or case.rule.left)
    for at, values in _broken(case, left, right):
        place = case.places[at]
        cells = tuple(case.key(place, name) for name in case.rule.names)
        told = [_told(case, place, side, look) for side, look in zip(sides, looks, strict=True)]
        source = f"来源“{case.rule.row.source}”的" if case.rule.right is None else ""
        yield _hit(case, place, cells, (told[0], source + told[1]), values)


def _told(case: _Case, place: str, side: Formula, look: Look) -> str:
    """Word a side with names and numbers; of a single name the name alone, its number follows."""

    def leaf(name: Name | Places) -> str:
        assert isinstance(name, Name)
        key = case.key(place, name)
        when = "" if key.period == case.period else f"（{key.period.say()}）"
        cell = look((place,), key.period, key.element)[0]
        number = f" {say_number(cell.value)}" if cell.value is not None and not single else ""
        return f"{case.frame.element_name(name.code)}{when}{number}"

    single = isinstance(side.node, Name)
    return say(side.node, leaf)


def _hit(
    case: _Case, place: str, cells: tuple[CellKey, ...], words: tuple[str, str], values: tuple[float, float, float]
) -> Hit:
    row, (one, two, slack) = case.rule.row, values
    operator = row.operator if row.operator in _RELATIONS else "eq"
    zh, en = ("应接近", "should be near") if operator == "eq" and slack else _RELATIONS[operator][:2]
    sides = [_ended(word, value) for word, value in zip(words, (one, two), strict=True)]
    gap, room = say_number(round(one - two, 9)), say_number(float(f"{slack:.4g}"))
    sentence = case.frame.speak(
        (place,),
        case.period,
        f"{row.name}：{sides[0]} {zh} {sides[1]}（相差 {gap}，允许 {room}）。",
        f"{row.words.say('en')}: {say_number(one)} {en} {say_number(two)} (difference {gap}, allowed {room}).",
    )
    owner = case.frame.owners.get(place, "")
    found = f"{say_number(one)} ↔ {say_number(two)}"
    return Hit(row.code, case.rule.weight, cells, found, f"{zh} ±{room}", sentence, owner)


def _ended(words: str, value: float) -> str:
    """Put the value after the words of a side: after an equals sign where they are a calculation."""
    number = say_number(value)
    if words == number:
        return words
    return f"{words} = {number}" if set(words) & set("+−×÷^(") else f"{words} {number}"


def _pair(case: _Case, wrong: Callable[[bool, bool], bool]) -> Iterator[Hit]:
    """Hold two sides together or apart by whether they are there; a declared none is an answer, not a figure."""
    row = case.rule.row
    together = row.operator == "compulsory_pair"
    for place in case.places:
        left, right = (_there(case, place, side, together) for side in (case.rule.left, case.rule.right))
        if wrong(left, right):
            cells = tuple(case.key(place, name) for name in case.rule.names)
            found = "有一边没有填" if together else "两边都填了"
            sentence = case.frame.speak((place,), case.period, f"{row.name}：{found}。", f"{row.words.say('en')}.")
            owner = case.frame.owners.get(place, "")
            yield Hit(row.code, case.rule.weight, cells, found, row.name, sentence, owner)


def _there(case: _Case, place: str, side: Formula | None, together: bool) -> bool:
    states: Any = [case.frame.cell(case.key(place, name)).state for name in side.names] if side else []
    if together:
        return any(state.reported for state in states)
    return State.VALUE in states
