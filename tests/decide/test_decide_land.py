"""Land on tiny worlds: the ledger adds to zero, is replayed by two dates, and refuses what the rules forbid."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongchou.decide.land import (
    Entry,
    Household,
    Ledger,
    Move,
    Parcel,
    Plot,
    ResidenceProject,
    Slices,
    Survey,
    SwapProject,
    Titling,
    Transfer,
    as_of,
    compensation,
    distribute,
    entry,
    gain,
    gate_problems,
    new_ledger,
    occupation_tax,
    overdue,
    plot_problems,
    retained,
    set_aside,
    transfer_rate,
)
from tongchou.decide.land.consolidation import tax_range
from tongchou.decide.land.dividend import Plan as DividendPlan
from tongchou.decide.land.residence import (
    Choice,
    Gates,
    Plan,
    entitled,
    funds_in_place,
    old_multiples,
    price_in_date,
)
from tongchou.decide.land.revenue import agricultural_slice, losses, rural_share, surplus_price
from tongchou.decide.land.swap import Stage
from tongchou.packs.parameters import Scale
from tongchou.terms import AsOf, Citation, Fen, Refusal, convert, yuan

DAY = date(2015, 6, 1)
PROJECT = SwapProject("P", "510521", DAY, date(2018, 6, 1))


def moves(*steps: tuple[Move, int, date]) -> list[Entry]:
    return [entry(move, f"{index}", "P", on, Decimal(area)) for index, (move, area, on) in enumerate(steps)]


LIFE = moves(
    (Move.APPROVE, 1000, DAY), (Move.ISSUE, 800, date(2015, 7, 1)), (Move.BUILD, 500, date(2015, 9, 1)),
    (Move.DEMOLISH, 900, date(2016, 1, 1)), (Move.RECLAIM, 900, date(2017, 1, 1)),
    (Move.ACCEPT, 600, date(2018, 5, 1)), (Move.RETURN, 600, date(2018, 5, 2)),
)  # fmt: skip


def stand(day: date, entries: list[Entry] = LIFE, known: date | None = None) -> tuple[Stage, Decimal]:
    now = as_of(new_ledger().post(entries), [PROJECT], AsOf(day, known))["P"]
    return now.stage, now.owed


def test_a_project_year_by_year() -> None:
    assert stand(date(2015, 5, 31)) == (Stage.PLANNED, 0)
    assert stand(DAY) == (Stage.APPROVED, 0)
    assert stand(date(2015, 8, 1)) == (Stage.ISSUED, 800)
    assert stand(date(2015, 10, 1)) == (Stage.BUILDING, 800)
    assert stand(date(2016, 2, 1)) == (Stage.DEMOLITION, 800)
    assert stand(date(2017, 2, 1)) == (Stage.RECLAIMED, 800)
    assert stand(date(2018, 5, 31)) == (Stage.ACCEPTED, 200)
    assert stand(PROJECT.deadline) == (Stage.ACCEPTED, 200)
    assert stand(date(2018, 6, 2)) == (Stage.OVERDUE, 200)
    late = [
        *LIFE,
        *[
            replace(e, code=f"x{e.code}")
            for e in moves((Move.ACCEPT, 200, date(2018, 7, 1)), (Move.RETURN, 200, date(2018, 7, 2)))
        ],
    ]
    assert stand(date(2018, 8, 1), late) == (Stage.CLOSED, 0)


def test_overdue_names_what_is_still_owed() -> None:
    ledger = new_ledger().post(LIFE)
    found = overdue([PROJECT], ledger.balances(AsOf(date(2018, 6, 2))), date(2018, 6, 2))
    assert [problem.found for problem in found] == ["0.02"]  # 200 m² in hectares
    assert overdue([PROJECT], ledger.balances(AsOf(PROJECT.deadline)), PROJECT.deadline) == []


def test_what_was_known_then() -> None:
    learned_late = [replace(LIFE[1], known=date(2016, 3, 1)) if e is LIFE[1] else e for e in LIFE]
    assert stand(date(2015, 8, 1), learned_late, known=date(2015, 8, 1)) == (Stage.APPROVED, 0)
    assert stand(date(2015, 8, 1), learned_late) == (Stage.ISSUED, 800)


def test_reversal_restores_and_leaves_both_entries() -> None:
    ledger = new_ledger().post(LIFE[:3])
    undone = ledger.reverse("2", "r2", date(2015, 10, 1), date(2015, 10, 1))
    assert len(undone.entries) == 4
    assert undone.balances(AsOf(date(2016, 1, 1)))["P", "issued"] == 800
    assert undone.balances(AsOf(date(2015, 9, 15)))["P", "issued"] == 300
    with pytest.raises(Refusal, match="reversed-twice"):
        undone.reverse("2", "r3", DAY, DAY)


def test_failed_acceptance_reopens() -> None:
    entries = [*LIFE[:5], replace(entry(Move.FAIL, "f", "P", date(2017, 6, 1), Decimal(900)))]
    assert stand(date(2017, 7, 1), entries) == (Stage.DEMOLITION, 800)


amounts = st.lists(st.tuples(st.sampled_from(list(Move)), st.integers(1, 50)), max_size=25)


@given(amounts)
def test_all_accounts_add_to_zero_and_none_is_overdrawn(steps: list[tuple[Move, int]]) -> None:
    ledger: Ledger = new_ledger()
    refusals = set()
    for index, (move, area) in enumerate(steps):
        try:
            ledger = ledger.post([entry(move, str(index), "P", DAY, Decimal(area))])
        except Refusal as refused:
            refusals.add(refused.problems[0].code)
    assert refusals <= {"decide.land.overdrawn"}
    held = ledger.balances(AsOf(DAY))
    assert sum(held.values()) == 0
    assert all(area >= 0 for (_, account), area in held.items() if account not in ledger.outside)


def test_posting_again_changes_nothing() -> None:
    once = new_ledger().post(LIFE)
    assert once.post(LIFE) == once


BUILD = Plot("b", "510521", Decimal(100), Decimal(60), Decimal(8))
GIVE = Plot("g", "510521", Decimal(120), Decimal(90), Decimal(8))


@pytest.mark.parametrize(
    ("building", "reclaimed", "code"),
    [
        (BUILD, GIVE, None),
        (BUILD, replace(GIVE, area=Decimal(99)), "area-balance"),
        (BUILD, replace(GIVE, arable=Decimal(59)), "arable-balance"),
        (BUILD, replace(GIVE, grade=Decimal(9)), "arable-grade"),
        (replace(BUILD, basic_farmland=True), GIVE, "basic-farmland"),
        (BUILD, replace(GIVE, county="510522"), "outside-county"),
    ],
)
def test_plots(building: Plot, reclaimed: Plot, code: str | None) -> None:
    found = [problem.code for problem in plot_problems("510521", [building], [reclaimed])]
    assert found == ([f"decide.land.{code}"] if code else [])


HOME = Household("h1", 4, Decimal(1000), Decimal(300), Choice.FLAT, yuan(90_000), yuan(2_000), Decimal(120))
PRICE = Decimal("52.5")


def test_compensation_lists_four_sums() -> None:
    due = compensation(HOME, PRICE, yuan(10_000))
    # 1000·52.5 = 52 500 for land; 4·10 000 for security.
    assert (due.land, due.house, due.crops, due.security) == tuple(map(yuan, (52_500, 90_000, 2_000, 40_000)))
    assert due.total == yuan(184_500)
    funds_in_place([due], due.total)


def test_rules_before_2020() -> None:
    # 10 mu at 1 mu a head is ten people: 10·2000·8 + 10·2000·1·5 = 260 000.
    assert old_multiples(Decimal(10), Decimal(1), Decimal(2000), Decimal(8), Decimal(5)) == 260_000


def test_a_project_balances_and_saves_land() -> None:
    project = ResidenceProject(*(yuan(n) for n in (500, 100, 50, 200, 250, 80, 30, 20)), Decimal(100), Decimal(50))
    assert project.balance == yuan(70)
    assert project.saved([HOME, HOME]) == convert(450, "m2", "亩")


def test_gates_are_named() -> None:
    plan, gates = Plan(30, Decimal(3), developer=True, rights_kept=False), Gates(Decimal("0.9"), 24, Decimal(2))
    households = [HOME, replace(HOME, code="h2", consents=False, unpaid_days=31)]
    found = gate_problems(households, plan, gates)
    assert [p.facts.get("gate") for p in found[:5]] == [
        "自愿同意率",
        "不引入开发商",
        "过渡期（月）",
        "耕作半径（公里）",
        "保留三权",
    ]
    assert found[5].code == "decide.land.unpaid"
    assert gate_problems([HOME], Plan(24, Decimal(2), developer=False, rights_kept=True), gates) == []


SALE = Parcel("a", "t", yuan(1000), yuan(400), yuan(100), yuan(50), Decimal(2000))
LOSS = replace(SALE, code="b", acquisition=yuan(900))


def test_land_revenue_by_hand() -> None:
    aside = set_aside(SALE, Slices({"教育": Decimal("0.1"), "水利": Decimal("0.1")}, {"保障房": Decimal("0.1")}))
    assert (SALE.net, aside) == (
        yuan(450),
        {"教育": yuan(45), "水利": yuan(45), "保障房": yuan(100), "left": yuan(260)},
    )
    kept = retained([SALE, LOSS], {"t": Decimal("0.5")}, Decimal("0.8"))[0]
    assert (kept.of_net, kept.of_gross) == (yuan(180), yuan(800))
    assert [problem.found for problem in losses([SALE, LOSS])] == ["50"]
    assert rural_share(yuan(90), [SALE, LOSS]) == Decimal("0.2")
    assert rural_share(yuan(90), [LOSS]) is None
    assert set_aside(LOSS, Slices({}, {"保障房": Decimal("0.1")})) == {"保障房": 0, "left": 0}
    assert agricultural_slice(SALE, Decimal(20), Decimal("0.15")) == yuan(6000)
    assert surplus_price(convert(2, "亩", "m2"), Decimal(300_000)) == yuan(600_000)


@given(st.integers(1, 10**12), st.lists(st.integers(1, 1000), min_size=1, max_size=20), st.integers(0, 100))
def test_dividends_pay_out_to_the_fen(income: int, shares: list[int], percent: int) -> None:
    holders = {str(index): share for index, share in enumerate(shares)}
    done = distribute(DividendPlan(Fen(income), Fen(0), Decimal(percent) / 100, holders, sum(shares), 10))
    assert done.reserve + sum(done.paid.values()) == income


def test_a_loss_is_carried() -> None:
    done = distribute(DividendPlan(Fen(100), Fen(150), Decimal("0.3"), {"a": 1}, 1, 10))
    assert (done.reserve, dict(done.paid), done.carried) == (0, {"a": 0}, 50)


def test_consolidation_and_the_occupation_tax() -> None:
    mu = convert(100, "亩", "m2")
    found = gain(Survey(mu, Decimal(0), Decimal(5)), Survey(2 * mu, mu, Decimal(9)), yuan(500_000))
    assert (round(found.arable - mu, 6), found.grain, round(found.cost_per_mu or 0, 6)) == (0, 4, 5_000)
    assert gain(Survey(mu, mu, mu), Survey(mu, mu, mu), yuan(1)).cost_per_mu is None
    assert occupation_tax(Decimal(100), Decimal(30), True, Decimal("1.5")) == yuan(4_500)
    low = Scale(((Decimal(1), Decimal(10)), (Decimal(2), Decimal(8)), (Decimal(3), Decimal(6)), (None, Decimal(5))))
    high = Scale(((Decimal(1), Decimal(50)), (Decimal(2), Decimal(40)), (Decimal(3), Decimal(30)), (None, Decimal(25))))
    assert tax_range(Decimal("1.5"), low, high) == (8, 40)


def test_transfer_rate_counts_a_parcel_once_and_written_first() -> None:
    leases = [
        Transfer("a", Decimal(30), False),
        Transfer("a", Decimal(30), True),
        Transfer("a", Decimal(30), False),
        Transfer("b", Decimal(13), False),
    ]
    found = transfer_rate(leases, Decimal(100))
    assert (found.all, found.written) == (Decimal("0.43"), Decimal("0.30"))
    titled = Titling(100, 95, 90, Decimal(1000), Decimal(1080))
    assert (titled.registered_share, titled.area_change) == (Decimal("0.9"), 80)


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (lambda: new_ledger().post([LIFE[0], replace(LIFE[0], area=Decimal(9))]), "entry-changed"),
        (lambda: new_ledger().post(LIFE[1:2]), "overdrawn"),
        (lambda: entry(Move.ISSUE, "1", "P", DAY, Decimal(0)), "not-positive"),
        (lambda: new_ledger().reverse("9", "r", DAY, DAY), "unknown-entry"),
        (lambda: SwapProject("P", "c", DAY, date(2015, 5, 1)), "deadline-before-approval"),
        (lambda: SwapProject("P", "c", DAY, date(2018, 6, 2)), "extension-without-document"),
        (lambda: replace(BUILD, grade=None), "no-grade"),
        (lambda: funds_in_place([compensation(HOME, PRICE, yuan(10_000))], yuan(184_499)), "funds-not-in-place"),
        (lambda: entitled(HOME, Decimal(31)), "area-below-entitlement"),
        (lambda: price_in_date(date(2015, 1, 1), date(2018, 1, 2), 3), "price-too-old"),
        (lambda: Slices({"a": Decimal("0.6"), "b": Decimal("0.5")}, {}), "slices"),
        (lambda: set_aside(SALE, Slices({"a": Decimal("0.5")}, {"b": Decimal("0.5")})), "slices"),
        (lambda: DividendPlan(Fen(1), Fen(0), Decimal(0), {"a": 1}, 2, 10), "share-register"),
        (lambda: DividendPlan(Fen(1), Fen(0), Decimal(0), {"a": 1}, 1, 9), "plan-unpublished"),
        (lambda: transfer_rate([Transfer("a", Decimal(2), True)], Decimal(1)), "contracted-area"),
    ],
)
def test_refusals(work: Callable[[], object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        work()
    assert refused.value.problems[0].code == f"decide.land.{code}"


def test_dates_on_the_edge_pass() -> None:
    price_in_date(date(2015, 1, 1), date(2018, 1, 1), 3)
    assert SwapProject("P", "c", date(2016, 2, 29), date(2019, 2, 28))
    assert SwapProject("P", "c", DAY, date(2020, 1, 1), extended_by=Citation("川国土资函〔2018〕1号"))


def test_the_quota_of_panjin_in_mu() -> None:
    assert convert(2429, "公顷", "亩") == 36_435
