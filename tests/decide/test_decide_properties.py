"""What must hold at the doors for any input, and every refusal the models owe, each with its code."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq, linprog

from tongchou.decide import Result, model, moved, national_book, parse_inputs, run, template
from tongchou.decide.finance import rate_of_return
from tongchou.decide.people import consistency
from tongchou.terms import AsOf, Refusal

BOOK = national_book()
DAYS = {"swap-ledger": date(2018, 6, 30), "residence": date(2021, 6, 1)}


def answer(code: str, text: str, day: date | None = None) -> Result:
    one = model(code)
    when = AsOf(day or DAYS.get(code, date(2020, 6, 30)))
    return run(one, parse_inputs(one, text, f"{code}.yaml"), BOOK, when, "510500")


def quota(settlers: list[int], area: int) -> str:
    rows = "".join(f"\n  镇{n}: {{settlers: {count}, area_per_head: {area}平方米}}" for n, count in enumerate(settlers))
    return f"towns:{rows}\n"


people = st.lists(st.integers(0, 50_000), min_size=1, max_size=6)


@settings(max_examples=30, deadline=None)
@given(people, st.integers(1, 200), st.integers(1, 5_000))
def test_more_settlers_never_get_less_quota_and_the_order_of_towns_changes_nothing(
    settlers: list[int], area: int, more: int
) -> None:
    less = answer("land-quota", quota(settlers, area)).headline.value
    assert answer("land-quota", quota([settlers[0] + more, *settlers[1:]], area)).headline.value > less  # type: ignore[operator]
    lines = quota(settlers, area).splitlines()
    turned = "\n".join([lines[0], *reversed(lines[1:])])
    assert answer("land-quota", turned).headline.value == less


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 10**9), st.integers(0, 5_000), st.integers(1, 5_000), st.integers(1, 500))
def test_parts_of_a_reward_add_to_the_fen_and_more_settlers_never_get_less(
    pot: int, one: int, other: int, more: int
) -> None:
    def parts(first: int) -> dict[object, Decimal]:
        weights = "{same_city: 1, other_city: 2, other_province: 3}"
        text = f"pot: {pot}元\nyear: 2020\nweights: {weights}\ndecay: [1]\ncounties:"
        for name, count in (("甲", first), ("乙", other)):
            text += f"\n  {name}: {{settlers: {{2020: {{same_city: {count}}}}}, difficulty: 1, service_cost: 1}}"
        return {row[0]: row[1] for row in answer("reward", text).table("parts").rows}  # type: ignore[misc]

    before, after = parts(one), parts(one + more)
    assert sum(before.values()) == sum(after.values()) == pot
    assert after["甲"] >= before["甲"]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 300), st.integers(1, 200))
def test_a_higher_margin_never_lowers_a_subsidy_at_the_door(low: int, more: int) -> None:
    def total(tenths: int) -> Decimal:
        text = template(model("ppp-subsidy")).replace("margin: 6.5%", f"margin: {tenths / 10}%")
        found = answer("ppp-subsidy", text).headline.value
        assert isinstance(found, Decimal)
        return found

    assert total(low + more) >= total(low)


def test_ten_times_the_people_cost_ten_times_as_much_once() -> None:
    items = "items: {路: {once: 15000.07元, shares: {city: 100%%}}}"
    text = f"settlers: {{2015: %d}}\nprice_year: 2015\nuntil: 2015\ndiscount: 4%%\n{items}"
    one, ten = (answer("citizenization-cost", text % count).headline.value for count in (1234, 12340))
    assert ten == 10 * one  # type: ignore[operator]


def test_a_cost_is_the_same_by_payer_item_and_year() -> None:
    result = answer("citizenization-cost", template(model("citizenization-cost")))
    totals = [sum(row[1] for row in result.table(code).rows) for code in ("payers", "items", "years")]  # type: ignore[misc]
    lines = sum(row[3] for row in result.table("lines").rows)  # type: ignore[misc]
    assert {*totals, lines} == {result.headline.value}


def test_the_same_file_twice_and_other_spellings_are_one_question() -> None:
    text = template(model("three-linkages"))
    spelled = text.replace("1.2亿元", "１２０００万元").replace("118平方米", "0.0118公顷").replace("86万人", "860000")
    assert answer("three-linkages", text).digest == answer("three-linkages", text).digest
    assert answer("three-linkages", spelled).digest == answer("three-linkages", text).digest


def test_a_lever_in_its_place_moves_nothing() -> None:
    one = model("citizenization-cost")
    form = parse_inputs(one, template(one))
    for lever in one.levers:
        assert moved(form, lever, Decimal(1)) == form
        assert moved(form, lever, Decimal("1.5")) != form


@settings(deadline=None)
@given(st.integers(500, 5_000), st.lists(st.integers(1, 4_000), min_size=2, max_size=15))
def test_the_rate_of_return_is_scipys(outlay: int, back: list[int]) -> None:
    flows = [-outlay, *back]
    theirs = brentq(lambda d: sum(flow / (1 + d) ** year for year, flow in enumerate(flows)), -0.99, 10.0, xtol=1e-13)
    assert rate_of_return([Decimal(flow) for flow in flows]) == pytest.approx(theirs, abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(st.floats(0.3, 0.7), st.floats(0.3, 0.7), st.integers(50, 150), st.integers(0, 60))
def test_whether_targets_agree_is_scipys_answer(resident: float, hukou: float, people: int, settlers: int) -> None:
    statements = [
        consistency.count("T", "t", people, people),
        consistency.share("a", "u", "t", resident - 0.01, resident + 0.01),
        consistency.share("b", "u", "t", hukou - 0.01, hukou + 0.01),
        consistency.identity("c", {"u": 1.0, "s": -1.0}, 30.0),
        consistency.count("S", "s", settlers, settlers + 5),
    ]
    rows, limits = [], []
    for bound in (bound for one in statements for bound in one.bounds):
        row = [bound.terms.get(name, 0.0) for name in ("s", "t", "u")]
        rows += [row, [-value for value in row]]
        limits += [min(bound.high, 1e9), min(-bound.low, 1e9)]
    theirs = linprog([0.0] * 3, A_ub=rows, b_ub=limits, method="highs").success
    assert consistency.possible(statements) == theirs


REFUSALS = [
    ("reward", "weights: {", "weights: {} # {", "linkage"),
    ("reward", "decay: [", "# decay: [", "linkage"),
    ("reward", "difficulty: 1", "service_cost: 1 #", ""),
    (
        "citizenization-cost",
        "{province: 20%, city: 30%, county: 50%}",
        "{province: 20%, city: 30%, county: 49%}",
        "cost",
    ),
    ("swap-ledger", "approved: 2015", "approved: 2035", "land"),
    ("target-consistency", "whole: t_hukou", 'whole: ""', "people"),
    ("target-pace", "denominator: resident", "# none", "pack.key.missing"),
    ("target-pace", "2017: 52.2%", "2013: 52.2%", "people"),
    ("utility-price", "net_assets: 1.8亿元", "net_assets: 0", "money"),
    ("utility-price", "volume: 5200", "volume: 0", "pack.value"),
    ("utility-price", "leverage: 45%", "leverage: 100%", "money"),
    ("utility-price", "profit: 12%", "profit: 16%", "money"),
    ("ppp-subsidy", "life: 12", "life: 9", "money"),
    ("ppp-subsidy", "margin: 6.5%", "margin: 650%", "percent-as-number"),
    ("ppp-gate", "2018: 5.5亿元, ", "", "money"),
    ("fiscal-risk", "probability: ", "probability: 1", "money"),
    ("land-quota", "adjustment: 0%", "adjustment: 10.1%", "linkage"),
    ("land-quota", "98.5平方米", "0平方米", "linkage"),
    ("residence", "deposited: 120万元", "deposited: 1万元", "land"),
    ("residence", "rehoused: 125平方米", "rehoused: 100平方米", "land"),
    ("residence", "price_published: 2020-01-01", "price_published: 2017-01-01", "land"),
    ("dividend", "registered: ", "registered: 1", "land"),
    ("dividend", "published_days: ", "published_days: 0 #", "land"),
    ("town-fund", "budget: 6800万元", "budget: 1000万元", "money"),
    ("pension", "\nage: ", "\nage: 1 #", "people"),
    ("urban-share", "until: 2020", "until: 2014", "pack.value"),
    ("portfolio", "市级财政: [4500万元", "市级财政: [100万元", "portfolio"),
]


@pytest.mark.parametrize(("code", "old", "new", "kind"), REFUSALS, ids=[f"{r[0]}-{n}" for n, r in enumerate(REFUSALS)])
def test_what_may_not_be_is_refused_with_a_code(code: str, old: str, new: str, kind: str) -> None:
    text = template(model(code))
    assert old in text, f"{code} no longer has {old}"
    with pytest.raises(Refusal) as refused:
        answer(code, text.replace(old, new, 1))
    problem = refused.value.problems[0]
    assert kind in problem.code
    assert problem.sentence() != problem.sentence("en")
    assert "None" not in problem.sentence()
