"""The same numbers another way: numpy-financial, SciPy and plain loops against the library, on whatever inputs."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations
from math import exp, log

import numpy as np
import numpy_financial as npf
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.linalg import eigvals
from scipy.stats import linregress

from tongchou.decide.cost.fund import Fund, fund_path
from tongchou.decide.cost.model import Arrivals, Item, Payer, Shares
from tongchou.decide.cost.sheet import average, marginal
from tongchou.decide.finance import rate_of_return
from tongchou.decide.linkage.investment import evenness
from tongchou.decide.money.credit import Claim, compensate
from tongchou.decide.money.instruments import equity_cost, interest_subsidy_cost
from tongchou.decide.money.price import adjusted
from tongchou.decide.money.subsidy import Contract, Subsidy, break_even, implied_return, payments, subsidies
from tongchou.decide.money.townfund import TownCase, by_package
from tongchou.decide.people.cohort import Moves, Rates, advance, evenly
from tongchou.decide.people.lifetable import leslie, stable_population
from tongchou.decide.people.pension import account_balance
from tongchou.decide.people.share import converging, logistic_to
from tongchou.terms import Fen, Refusal, yuan

QUIETLY = settings(deadline=None, max_examples=40)
PERCENTS = st.integers(1, 15).map(lambda points: Decimal(points) / 100)
AMOUNTS = st.lists(st.integers(1, 5000).map(Decimal), min_size=2, max_size=15)


@QUIETLY
@given(AMOUNTS, st.integers(30, 90), st.integers(0, 50))
def test_a_rate_of_return_where_the_end_costs_again(back: list[Decimal], outlay: int, clearing: int) -> None:
    paid = sum(back) * outlay / 100
    flows = [-paid, *back, -(sum(back) - paid) * clearing / 100]
    found = rate_of_return(flows)
    amounts = [float(flow) for flow in flows]
    assert npf.npv(found, amounts) == pytest.approx(0, abs=1e-6 * float(sum(back)))
    nearest = float(npf.irr(amounts))
    assert abs(found) <= abs(nearest) + 1e-6


@QUIETLY
@given(st.integers(100, 50_000), PERCENTS, PERCENTS, AMOUNTS, st.integers(0, 1))
def test_the_subsidy_of_2015(cost: int, margin: Decimal, discount: Decimal, running: list[Decimal], first: int) -> None:
    years = len(running)
    terms = Subsidy(Decimal(cost), margin, discount, years, tuple(running), (Decimal(0),) * years, first)
    index = np.arange(years) + first
    capital = cost * (1 + float(margin)) * (1 + float(discount)) ** index / years
    expected = capital + np.array(running, dtype=float) * (1 + float(margin))
    assert np.allclose(np.array(subsidies(terms), dtype=float), expected)
    assert implied_return(terms) == pytest.approx(float(npf.irr([-cost, *capital])), abs=1e-9)


@QUIETLY
@given(st.integers(100, 50_000), PERCENTS, AMOUNTS, st.integers(0, 100))
def test_the_subsidy_of_contracts(principal: int, rate: Decimal, running: list[Decimal], score: int) -> None:
    years, nothing = len(running), (Decimal(0),) * len(running)
    terms = Contract(Decimal(principal), rate, years, tuple(running), nothing, nothing)
    level = -float(npf.pmt(float(rate), years, principal))
    paid = [float(one.amount) for one in payments(terms, [Decimal(score)] * years)]
    factor = min(1.0, score / 80)
    assert paid == pytest.approx([(level + float(cost) * (1 + float(rate))) * factor for cost in running])


@QUIETLY
@given(st.integers(100, 50_000), AMOUNTS, PERCENTS)
def test_the_subsidy_that_breaks_even(outlay: int, income: list[Decimal], hurdle: Decimal) -> None:
    flows = [Decimal(-outlay), *income]
    worth = float(npf.npv(float(hurdle), [float(flow) for flow in flows]))
    expected = max(0.0, float(npf.pmt(float(hurdle), len(income), worth)))
    assert float(break_even(flows, hurdle).yearly) == pytest.approx(expected, abs=1e-6)


@QUIETLY
@given(AMOUNTS, PERCENTS, PERCENTS)
def test_what_an_instrument_costs_today(flows: list[Decimal], points: Decimal, discount: Decimal) -> None:
    amounts = [0.0, *(float(flow) for flow in flows)]
    worth = float(npf.npv(float(discount), amounts))
    assert float(interest_subsidy_cost(flows, points, discount)) == pytest.approx(float(points) * worth)
    assert float(equity_cost(Decimal(10_000), flows, discount)) == pytest.approx(10_000 - worth)


@QUIETLY
@given(st.integers(1000, 30_000), st.integers(1, 12), st.integers(1, 40))
def test_an_account_grows_month_by_month(base: int, credited: int, years: int) -> None:
    rate = credited / 100
    expected = -float(npf.fv(rate / 12, 12 * years, base * 0.08, 0))
    grown = account_balance(Decimal(base), Decimal("0.08"), [Decimal(credited) / 100] * years)
    assert float(grown) == pytest.approx(expected)


@QUIETLY
@given(st.floats(0.05, 0.9), st.floats(-0.02, 0.08), st.floats(-0.01, 0.05), st.integers(0, 60))
def test_a_converging_path_step_by_step(share: float, growth: float, final: float, years: int) -> None:
    z = log(share / (1 - share))
    for year in range(years):
        z += growth + (final - growth) * min(max((year + 0.5) / 25, 0), 1)
    assert converging(share, growth, final)(years) == pytest.approx(1 / (1 + exp(-z)))


@QUIETLY
@given(st.lists(st.floats(0.2, 0.6), min_size=3, max_size=8), st.integers(0, 20))
def test_a_logistic_curve_is_a_straight_line_of_logits(shares: list[float], years: int) -> None:
    series = [(2000.0 + n, share) for n, share in enumerate(shares)]
    line = linregress([when - series[-1][0] for when, _ in series], [log(p / (0.8 - p)) for p in shares])
    expected = 0.8 / (1 + exp(-(line.intercept + line.slope * years)))
    assert logistic_to(0.8, series)(years) == pytest.approx(expected)


COUNTS = st.lists(st.integers(0, 3000), min_size=4, max_size=4)


@QUIETLY
@given(COUNTS, COUNTS, st.lists(st.floats(0.5, 1), min_size=4, max_size=4), st.floats(0.5, 1), st.integers(-40, 40))
def test_a_step_of_the_cohorts_by_plain_loops(
    women: list[int], men: list[int], alive: list[float], newborn: float, moved: int
) -> None:
    assume(min(*women, *men) > 100)
    fertility = [0.0, 0.08, 0.05, 0.0]
    people, migrants = np.array([women, men], dtype=float), np.full((2, 4), float(moved))
    expected = np.zeros((2, 4))
    for sex in (0, 1):
        for age in range(4):
            grown = (people[sex, age] + migrants[sex, age] / 2) * alive[age]
            expected[sex, min(age + 1, 3)] += grown
        expected[sex] += migrants[sex] / 2
    births = sum(5 * f * (women[age] + expected[0, age]) / 2 for age, f in enumerate(fertility))
    expected[0, 0] += births / 2.06 * newborn
    expected[1, 0] += births * 1.06 / 2.06 * newborn
    rates = Rates(np.array(alive), np.array(newborn), np.array(fertility), 1.06, 5)
    step = advance(people.reshape(1, 1, 1, 2, 4), rates, Moves(external=migrants.reshape(1, 1, 1, 2, 4)), evenly)
    assert np.allclose(step.people.reshape(2, 4), expected)


@QUIETLY
@given(st.lists(st.floats(0.3, 1), min_size=3, max_size=8), st.floats(0.01, 0.4))
def test_the_dominant_root_is_scipys(survivors: list[float], births: float) -> None:
    lived = 5 * np.cumprod(survivors)
    matrix = leslie(lived, np.full(len(lived), births), 1.05)
    roots = eigvals(matrix)
    assert stable_population(matrix, 5).factor == pytest.approx(max(root.real for root in roots))


ARRIVALS = st.dictionaries(st.integers(2015, 2019), st.integers(0, 90_000), min_size=1)


@QUIETLY
@given(ARRIVALS, st.integers(0, 20_000), st.integers(0, 3000), st.integers(0, 100_000), st.integers(0, 3000))
def test_the_cost_of_settling_by_plain_loops(
    people: dict[int, int], once: int, yearly: int, idle: int, received: int
) -> None:
    item = Item("a", yuan(once), yuan(yearly), (Decimal("0.6"), Decimal("0.4")), yuan(received), idle, 2015,
                Decimal("0.02"))  # fmt: skip
    shares, arrivals = {"a": Shares({Payer.CITY: Decimal(1)})}, Arrivals(people, Decimal("0.97"))
    full, extra = (
        average([item], shares, arrivals, range(2015, 2022)),
        marginal([item], shares, arrivals, range(2015, 2022)),
    )
    for year in range(2015, 2022):
        cost = more = 0.0
        room = idle
        for came in sorted(people):
            inside, since = min(room, people[came]), year - came
            room -= inside
            if since >= 0:
                phase = {0: 0.6, 1: 0.4}.get(since, 0.0)
                cost += people[came] * (once * phase + yearly * 0.97**since)
                more += (people[came] - inside) * once * phase + people[came] * max(0, yearly - received) * 0.97**since
        price = 1.02 ** (year - 2015)
        assert full.by_year()[year] / 100 == pytest.approx(cost * price, abs=0.01)
        assert extra.by_year()[year] / 100 == pytest.approx(more * price, abs=0.01)


@QUIETLY
@given(st.integers(0, 10**6), st.integers(0, 10), st.dictionaries(st.integers(2015, 2024), st.integers(0, 10**6)))
def test_a_fund_earns_in_every_year(start: int, points: int, paid: dict[int, int]) -> None:
    path = fund_path(Fund(Fen(start), {2015: Fen(0)}, Decimal(points) / 100), {y: Fen(p) for y, p in paid.items()})
    held = float(start)
    for year in range(2015, max({2015, *paid}) + 1):
        held = max(0.0, held * (1 + points / 100) - paid.get(year, 0))
        assert path[year - 2015].year == year
        assert path[year - 2015].balance == pytest.approx(held, abs=10)


@QUIETLY
@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 5000)), max_size=8), st.integers(0, 3000))
def test_a_pool_that_ends_is_paid_out_to_the_last_fen(losses: list[tuple[int, int]], pool: int) -> None:
    claims = [Claim(str(n), date(2015, 1, day), Fen(loss), Fen(0)) for n, (day, loss) in enumerate(losses)]
    paid = compensate(claims, Decimal("0.5"), Fen(pool))
    due = {claim.code: (claim.net + 1) // 2 for claim in claims}
    assert sum(paid.values()) == min(pool, sum(due.values()))
    assert all(0 <= paid[code] <= amount for code, amount in due.items())


@QUIETLY
@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=7), st.lists(st.integers(1, 10**5), min_size=7, max_size=7))
def test_evenness_by_the_textbook(spending: Sequence[int], people: list[int]) -> None:
    money, heads = np.array(spending, dtype=float), np.array(people[: len(spending)], dtype=float)
    part, each = money / money.sum(), heads / heads.sum()
    found = evenness([Fen(one) for one in spending], people[: len(spending)])
    assert found.theil == pytest.approx(float((part * np.log(part / each)).sum()), abs=1e-9)
    assert found.variation == pytest.approx(float((money / heads).std() / (money / heads).mean()))


TOWNS = st.lists(st.tuples(st.integers(1, 900), st.integers(1, 500)), min_size=2, max_size=6)


@QUIETLY
@given(TOWNS, st.integers(100, 2500), st.integers(1, 5))
def test_no_set_of_towns_is_better(packages: list[tuple[int, int]], budget: int, most: int) -> None:
    towns = [TownCase(str(n), 1000, yuan(cost), float(gain)) for n, (cost, gain) in enumerate(packages)]
    sets = (one for size in range(most + 1) for one in combinations(packages, size))
    best = max(sum(gain for _, gain in one) for one in sets if sum(cost for cost, _ in one) <= budget)
    chosen = by_package(yuan(budget), towns, most).money
    assert sum(town.benefit_of(chosen.get(town.code, Fen(0))) for town in towns) == pytest.approx(best)


def test_weights_of_an_adjustment_add_to_one() -> None:
    indices = {"电费": (Decimal("0.3"), Decimal("1.1")), "人工": (Decimal("0.6"), Decimal("1.1"))}
    with pytest.raises(Refusal) as refused:
        adjusted(Decimal(2), indices, Decimal("0.02"), Decimal("0.1"), residential=False)
    assert refused.value.problems[0].code == "decide.money.index-weights"
