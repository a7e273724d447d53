"""The cost sheet on tiny worlds: conservation, scale, refusals, the fund; and finance beside other libraries."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import numpy_financial as npf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongchou.decide.cost import (
    Arrivals,
    Fund,
    Item,
    Payer,
    Shares,
    Study,
    average,
    band,
    fund_path,
    marginal,
    payouts,
    per_head_undiscounted,
    solvency,
    stressed,
)
from tongchou.decide.finance import annuity, inflated, level_payment, present_value, rate, rate_of_return
from tongchou.terms import Citation, Fen, Refusal, yuan

ROAD = Item("road", once=yuan(10_000), phases=(Decimal("0.6"), Decimal("0.4")))
CLASS = Item("class", yearly=yuan(1_000), received=yuan(400))
THIRDS = Shares({Payer.CITY: Decimal(1) / 3, Payer.COUNTY: Decimal(1) / 3, Payer.FUND: Decimal(1) / 3})
SHARES = {"road": THIRDS, "class": Shares({Payer.CITY: Decimal(1)}, locked=True)}
YEARS = range(2015, 2018)
COME = Arrivals({2015: 10, 2016: 5})


def test_average_by_hand() -> None:
    sheet = average([ROAD, CLASS], SHARES, COME, YEARS)
    # Roads 2015: 10·6000; 2016: 10·4000 + 5·6000; 2017: 5·4000. Classes: 10, 15 and 15 thousand.
    assert sheet.by_year() == {2015: yuan(70_000), 2016: yuan(85_000), 2017: yuan(35_000)}
    assert sheet.by_item() == {"road": yuan(150_000), "class": yuan(40_000)}
    assert sheet.present_value(Decimal(0), 2015) == sheet.total
    assert sum(sheet.public().values()) == sheet.total


def test_marginal_leaves_out_idle_capacity_and_what_people_already_cost() -> None:
    sheet = marginal([replace(ROAD, idle=12), CLASS], SHARES, COME, YEARS)
    # Twelve settlers fit: only three of 2016 need roads. Classes cost 600 more a head.
    assert sheet.by_item() == {"road": yuan(30_000), "class": yuan(24_000)}


def test_people_who_leave_and_prices_that_rise() -> None:
    stay = Arrivals({2015: 10}, stay=Decimal("0.5"))
    assert average([CLASS], SHARES, stay, YEARS).by_year() == {2015: yuan(10_000), 2016: yuan(5_000), 2017: yuan(2_500)}
    dear = replace(CLASS, price_year=2014, inflation=Decimal("0.1"))
    assert average([dear], SHARES, Arrivals({2015: 1}), [2016]).total == yuan(1_210)
    assert inflated(Decimal(100), Decimal("0.1"), 2) == 121


def test_the_literature_form_is_kept_apart() -> None:
    assert per_head_undiscounted([ROAD, CLASS], 37) == 47_000


parts = st.lists(st.integers(1, 1000), min_size=2, max_size=5)


@given(parts, st.integers(0, 10**6), st.integers(0, 5000))
def test_what_payers_pay_is_what_items_cost(weights: list[int], cost: int, people: int) -> None:
    split = Shares({p: Decimal(w) / sum(weights) for p, w in zip(Payer, weights, strict=False)})
    sheet = average([Item("x", once=Fen(cost))], {"x": split}, Arrivals({2015: people}), [2015])
    assert sum(sheet.by_payer().values()) == sum(sheet.by_item().values()) == cost * people


@given(st.integers(0, 10**6))
def test_ten_times_the_people_cost_ten_times_as_much_once(people: int) -> None:
    once, ten = (average([ROAD], SHARES, Arrivals({2015: times * people}), YEARS).total for times in (1, 10))
    assert ten == 10 * once


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (lambda: average([ROAD], {"road": Shares({Payer.CITY: Decimal("0.9")})}, COME, YEARS), "cost.shares"),
        (
            lambda: average([ROAD], {"road": Shares({Payer.CITY: Decimal(2), Payer.FUND: Decimal(-1)})}, COME, YEARS),
            "cost.shares",
        ),
        (lambda: average([ROAD], {}, COME, YEARS), "cost.no-shares"),
        (lambda: average([ROAD, replace(CLASS, price_year=2010)], SHARES, COME, YEARS), "cost.price-years"),
        (
            lambda: average([replace(i, contains=frozenset({"住房"})) for i in (ROAD, CLASS)], SHARES, COME, YEARS),
            "cost.counted-twice",
        ),
        (lambda: replace(ROAD, phases=(Decimal("0.5"),)), "cost.phasing"),
        (lambda: replace(ROAD, once=Fen(-1)), "cost.negative"),
        (lambda: Arrivals({2015: -1}), "cost.negative"),
        (lambda: SHARES["class"].changed("class", {Payer.COUNTY: Decimal(1)}), "cost.locked"),
        (
            lambda: payouts(Fund(Fen(0), {}, earmarks=frozenset({"class"})), average([ROAD], SHARES, COME, YEARS)),
            "cost.not-earmarked",
        ),
        (lambda: rate("r", Decimal("6.5")), "finance.percent-as-number"),
        (lambda: rate_of_return([Decimal(1), Decimal(1)]), "finance.no-rate"),
    ],
)
def test_refusals(work: Callable[[], object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        work()
    assert refused.value.problems[0].code == f"decide.{code}"


def test_negotiable_shares_may_change_and_locked_ones_may_be_repeated() -> None:
    assert THIRDS.changed("road", {Payer.CITY: Decimal(1)}).by_payer == {Payer.CITY: 1}
    assert SHARES["class"].changed("class", {Payer.CITY: Decimal(1)}).locked


def test_the_fund_says_when_it_runs_dry() -> None:
    fund = Fund(yuan(100), {2015: yuan(50), 2016: yuan(50)}, Decimal("0.1"))
    path = fund_path(fund, {2015: yuan(60), 2016: yuan(250)})
    # 110 + 50 − 60 = 100; 110 + 50 − 250 = −90.
    assert [(year.balance, year.short) for year in path] == [(yuan(100), 0), (0, yuan(90))]
    assert solvency(path)[0].found == "2016"
    assert solvency(path[:1]) == []
    asked = payouts(fund, average([ROAD], SHARES, COME, YEARS))
    # A third of each year's roads in whole fen; the fen left over goes to the payer named first.
    assert asked == {2015: 2_000_000, 2016: 2_333_333, 2017: 666_666}


def test_stress_runs_four_cases() -> None:
    runs = stressed(lambda people, cost: fund_path(Fund(yuan(100), {}), {2015: Fen(int(yuan(80) * people * cost))}))
    assert [bool(solvency(path)) for path in runs.values()] == [False, False, False, True]


def test_band_of_studies() -> None:
    studies = [
        Study("a", Decimal(16_859), "三项", 2009, Citation("x")),
        Study("b", Decimal(130_000), "六项", 2011, Citation("y")),
    ]
    assert band(Decimal(80_000), studies) == []
    assert band(Decimal(5_000), studies)[0].code == "decide.cost.outside-band"
    assert band(Decimal(5_000), []) == []


flows = st.lists(st.integers(200, 5000), min_size=2, max_size=12)


@settings(deadline=None)
@given(st.integers(1_000, 2_000), flows, st.integers(1, 30))
def test_finance_agrees_with_numpy_financial(outlay: int, back: list[int], percent: int) -> None:
    cash = [Decimal(-outlay), *map(Decimal, back)]
    d = Decimal(percent) / 100
    assert float(present_value(d, cash)) == pytest.approx(
        npf.npv(float(d), [float(c) for c in cash]), rel=1e-9, abs=1e-6
    )
    assert float(level_payment(d, len(back), Decimal(outlay))) == pytest.approx(-npf.pmt(float(d), len(back), outlay))
    assert float(annuity(d, len(back))) == pytest.approx(-npf.pv(float(d), len(back), 1))
    found = rate_of_return(cash)
    assert float(present_value(Decimal(found), cash)) == pytest.approx(0, abs=1e-6 * outlay)
    assert found == pytest.approx(npf.irr([float(c) for c in cash]), abs=1e-6)
