"""Rules left–operator–right on frames of a few cells, every breach worked out by hand."""

from itertools import product
from pathlib import Path

import pytest

from tongchou.monitor.cells import CellKey
from tongchou.monitor.checks import Frame, Weight, check, read_rules
from tongchou.packs import load
from tongchou.packs.reporting import CheckRow
from tongchou.packs.rows import Element
from tongchou.terms import Cell, Period, Refusal, State

YEAR = Period.year(2024)
ELEMENTS = {code: Element(code=code, name=name, unit="人") for code, name in
            (("a", "甲"), ("b", "乙"), ("c", "丙"))}  # fmt: skip
NONE, NA, MISSING = (Cell(None, state) for state in (State.NONE, State.NOT_APPLICABLE, State.MISSING))


def cell(value):
    return value if isinstance(value, Cell) else Cell.number(value)


def frame(place="东镇", period=YEAR, before=None, **values):
    cells = {CellKey(place, period, code): cell(value) for code, value in values.items()}
    known = {CellKey(place, period.shift(-1), code): cell(value) for code, value in (before or {}).items()}
    return Frame(cells, ELEMENTS, known, owners={"东镇": "t1"})


def rule(left, operator, right="", **more):
    return CheckRow(code="r", name="规则", left=left, operator=operator, right=right, **more)


def hits(row, held):
    return check(read_rules([row], ELEMENTS), held)


@pytest.mark.parametrize(
    ("operator", "fails"),
    [("eq", (1, 3)), ("ne", (2,)), ("le", (3,)), ("lt", (2, 3)), ("ge", (1,)), ("gt", (1, 2))],
)
def test_every_operator_against_two(operator, fails):
    row = rule("a", operator, "2")
    assert tuple(value for value in (1, 2, 3) if hits(row, frame(a=value))) == fails


def test_a_tenth_and_two_tenths_are_three_tenths():
    assert not hits(rule("a + b", "eq", "c"), frame(a=0.1, b=0.2, c=0.3))
    assert not hits(rule("a + b", "le", "c"), frame(a=0.1, b=0.2, c=0.3))


def test_tolerance_is_the_larger_of_the_absolute_and_the_share():
    row = rule("a", "eq", "b", tolerance="2", share="0.1")
    assert not hits(row, frame(a=10, b=12)), "2 is allowed"
    assert hits(row, frame(a=10, b=13)), "2 is allowed, 1.3 is the share"
    assert not hits(row, frame(a=100, b=110)), "a tenth of 110 is 11"
    assert hits(row, frame(a=100, b=112)), "a tenth of 112 is 11.2"


def test_a_hit_says_what_stands_there_and_who_owns_it():
    (hit,) = hits(rule("a / b", "le", "8", weight="hint", name_en="size"), frame(a=90, b=10))
    assert hit.sentence.zh == "东镇 2024年：规则：甲 90 ÷ 乙 10 = 9 应不大于 8（相差 1，允许 0）。"
    assert hit.sentence.en == "东镇 2024: size: 9 should not exceed 8 (difference 1, allowed 0)."
    assert (hit.weight, hit.owner, hit.found) == (Weight.HINT, "t1", "9 ↔ 8")
    assert [key.element for key in hit.cells] == ["a", "b"]


def test_the_id_stays_with_the_same_finding_and_changes_with_the_figure():
    row = rule("a", "le", "b")
    first, again, other = (hits(row, frame(a=a, b=1))[0].id for a in (5, 5, 6))
    assert first == again != other
    assert len(first) == 16


def test_a_change_from_the_year_before_names_both_years():
    row = rule("a", "eq", "prev(a)", share="0.15", weight="explain")
    (hit,) = hits(row, frame(a=120, before={"a": 100}))
    # a share of the larger side: 0.15 x 120 = 18 < 20
    assert hit.sentence.zh == "东镇 2024年：规则：甲 120 应接近 甲（2023年） 100（相差 20，允许 18）。"
    assert [key.period.code for key in hit.cells] == ["2024", "2023"]
    assert not hits(row, frame(a=117, before={"a": 100}))
    assert not hits(row, frame(a=120)), "nothing to hold it against"


POLICIES = {
    # a + b = c with a missing: skip; b alone is 3, c is 3 -> holds; c is 4 -> fails
    ("skip_any", 3): 0, ("skip_any", 4): 0,
    ("skip_all", 3): 0, ("skip_all", 4): 1,
    ("as_zero", 3): 0, ("as_zero", 4): 1,
}  # fmt: skip


@pytest.mark.parametrize(("policy", "c"), POLICIES)
def test_the_missing_policy_of_a_rule(policy, c):
    assert len(hits(rule("a + b", "eq", "c", missing=policy), frame(a=MISSING, b=3, c=c))) == POLICIES[policy, c]


def test_with_a_whole_side_missing_only_as_zero_goes_on():
    held = frame(a=MISSING, b=MISSING, c=4)
    found = [len(hits(rule("a + b", "eq", "c", missing=one), held)) for one in ("skip_any", "skip_all", "as_zero")]
    assert found == [0, 0, 1]


def test_a_declared_none_is_nought_and_what_does_not_apply_skips():
    assert not hits(rule("a", "le", "b"), frame(a=NONE, b=0))
    assert hits(rule("a", "ge", "b"), frame(a=NONE, b=5))
    assert not hits(rule("a", "ge", "b", missing="as_zero"), frame(a=NA, b=5))
    assert not hits(rule("a / b", "le", "1"), frame(a=5, b=0)), "no number, no verdict"


PAIRS = {  # (a, b): (compulsory, exclusive)
    (1, 1): (0, 1), (1, MISSING): (1, 0), (MISSING, MISSING): (0, 0), (1, 0): (0, 0), (1, NONE): (0, 0),
    (0, 0): (0, 0), (NONE, MISSING): (1, 0),
}  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS)
def test_pairs(pair):
    held = frame(a=pair[0], b=pair[1])
    assert tuple(len(hits(rule("a", f"{kind}_pair", "b"), held)) for kind in ("compulsory", "exclusive")) == PAIRS[pair]


def test_a_total_is_held_against_its_parts_where_all_are_there():
    values = {"县": 100, "东镇": 60, "西镇": 35}
    cells = {CellKey(place, YEAR, "a"): Cell.number(value) for place, value in values.items()}
    held = Frame(cells, ELEMENTS, parts={"县": ("东镇", "西镇")}, owners={"县": "c1"})
    (hit,) = hits(rule("a", "sum_of_parts", weight="explain"), held)
    assert hit.sentence.zh == "县 2024年：规则：甲 100 应等于 2 个下级之和 95（相差 5，允许 0）。"
    assert [key.place for key in hit.cells] == ["县", "东镇", "西镇"]
    cells[CellKey("西镇", YEAR, "a")] = MISSING
    assert not hits(rule("a", "sum_of_parts"), Frame(cells, ELEMENTS, parts=held.parts))
    half = Frame(cells, ELEMENTS, parts=held.parts)
    assert [hit.found for hit in hits(rule("a", "sum_of_parts", missing="as_zero"), half)] == ["100 ↔ 60"]
    assert [hit.found for hit in hits(rule("a", "sum_of_parts", missing="skip_all"), half)] == ["100 ↔ 60"]


def test_another_source_is_named():
    held = frame(a=101)
    book = {CellKey("东镇", YEAR, "a"): Cell.number(100)}
    row = rule("a", "same_as_source", source="yearbook", share="0.005")
    (hit,) = hits(row, Frame(held.cells, ELEMENTS, sources={"yearbook": book}))
    # 0.005 x 101 = 0.505
    assert hit.sentence.zh == "东镇 2024年：规则：甲 101 应接近 来源“yearbook”的甲 100（相差 1，允许 0.505）。"
    assert not hits(row, held), "a source without the figure says nothing"


def test_rules_are_dated_and_belong_to_forms():
    held = Frame(frame(a=5).cells, ELEMENTS, form="f")
    assert not hits(rule("a", "le", "1", form="g"), held)
    assert hits(rule("a", "le", "1", form="f"), held)
    assert not hits(rule("a", "le", "1", valid_to="2024-12-31"), held)
    assert not hits(rule("a", "le", "1", valid_from="2025-01-01"), held)
    assert hits(rule("a", "le", "1", valid_from="2024-12-31"), held)


def test_what_must_be_mended_comes_first_and_nothing_is_cut_off():
    rows = [
        rule("a", "le", "0", weight=weight).model_copy(update={"code": weight})
        for weight in ("hint", "explain", "block")
    ]
    places = [f"p{n}" for n in range(700)]
    cells = {CellKey(place, YEAR, "a"): Cell.number(1) for place in places}
    found = check(read_rules(rows, ELEMENTS), Frame(cells, ELEMENTS))
    assert len(found) == 3 * 700
    assert [hit.weight for hit in found[::700]] == [Weight.BLOCK, Weight.EXPLAIN, Weight.HINT]


@pytest.mark.parametrize(
    ("left", "operator", "right", "code"),
    [
        ("a + ", "le", "b", "monitor.formula.syntax"),
        ("a", "le", "unknown", "monitor.formula.unknown-name"),
        ("count_places(town)", "le", "b", "monitor.rule.unusable"),
        ("a + b", "sum_of_parts", "", "monitor.rule.one-element"),
        ("a", "le", "", "monitor.rule.no-right"),
    ],
)
def test_a_rule_that_means_nothing_is_refused(left, operator, right, code):
    with pytest.raises(Refusal) as caught:
        read_rules([rule(left, operator, right)], ELEMENTS)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert caught.value.problems[0].where.file == "checks.csv"


def test_the_rules_of_the_generated_city_read_and_stay_quiet_on_good_figures():
    tables = load(Path(__file__).parents[2] / "packs" / "demo-city").tables
    elements = {element.code: element for element in tables.elements.rows}
    rules = read_rules(tables.checks.rows, elements)
    assert len(rules) == len(tables.checks.rows) >= 15
    good = {"pop": 500, "pop_urban": 200, "households": 150, "households_sewage": 100, "households_toilet": 150,
            "roads": 12.5, "roads_hard": 12.5, "collective_income": 30}  # fmt: skip
    cells = {CellKey("v", YEAR, code): Cell.number(value) for code, value in good.items()}
    before = {CellKey("v", YEAR.shift(-1), code): Cell.number(value) for code, value in good.items()}
    assert check(rules, Frame(cells, elements, before)) == ()
    cells[CellKey("v", YEAR, "pop_urban")] = Cell.number(501)
    assert [hit.rule for hit in check(rules, Frame(cells, elements, before))] == ["v01"]


@pytest.mark.parametrize(("weight", "period"), list(product(Weight, ("2024", "2024Q1", "2024-03"))))
def test_every_kind_of_period_is_checked(weight, period):
    held = frame(period=Period.parse(period), a=2, before={"a": 1})
    (hit,) = hits(rule("a", "eq", "prev(a)", weight=weight.value), held)
    assert (hit.weight, hit.cells[1].period) == (weight, Period.parse(period).shift(-1))


class Lazy(dict):
    """A mapping that answers by address and cannot be walked through."""

    def __iter__(self):
        raise AssertionError("walked through")

    items = keys = values = __iter__


def test_what_is_known_beside_is_only_asked_for_by_address():
    held = frame(a=120, before={"a": 100})
    lazy = Frame(held.cells, ELEMENTS, Lazy(held.known), sources={"s": Lazy({next(iter(held.cells)): Cell.number(1)})})
    assert len(hits(rule("a", "eq", "prev(a)"), lazy)) == 1
    assert len(hits(rule("a", "same_as_source", source="s"), lazy)) == 1
