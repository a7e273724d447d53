"""The three linkages: to the fen, monotone, and nothing filled in that a document does not say."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongchou.decide.linkage import (
    Capital,
    Centre,
    Claimant,
    JointRow,
    Pot,
    Town,
    Weights,
    allocate,
    cliffs,
    equalization,
    evenness,
    ghosts,
    grant,
    marginal,
    mismatches,
    quota,
    quotas,
    total,
)
from tongchou.packs.parameters import Scale
from tongchou.terms import Fen, Refusal, yuan

ONE = Fraction(1)
TIERS = Scale(((Decimal(100), Decimal(100)), (Decimal(150), Decimal(80)), (None, Decimal(50))))
TENTH = Decimal("0.1")
WEIGHTS = Weights({"cross_province": Fraction(3), "same_city": ONE}, (ONE, Fraction(1, 2)))


def county(code: str, now: int, before: int = 0, far: int = 0, factor: Fraction | None = ONE) -> Claimant:
    return Claimant(code, {2015: {"same_city": now, "cross_province": far}, 2014: {"same_city": before}}, factor, ONE)


def test_scores_by_hand() -> None:
    # a: 10 + 6/2 = 13; b: 1·3 + 4 = 7; together 20, so 65 % and 35 % of 1000 yuan.
    shared = allocate(Pot(yuan(1000), WEIGHTS, 2015), [county("b", 4, far=1), county("a", 10, 6)])
    assert shared == {"a": yuan(650), "b": yuan(350)}


def test_settlers_older_than_the_decay_count_nothing() -> None:
    assert allocate(Pot(Fen(10), Weights(WEIGHTS.origins, (ONE,)), 2015), [county("a", 0, 6), county("b", 6)]) == {
        "a": 0,
        "b": 10,
    }


def test_marginal_yuan_of_one_more_settler() -> None:
    # From 1 of 2 to 2 of 3 of 600 yuan: 300 to 400.
    assert marginal(Pot(yuan(600), WEIGHTS, 2015), [county("a", 1), county("b", 1)], "a", "same_city") == 100


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**5), min_size=2, max_size=6), st.integers(1, 10**4))
def test_parts_add_up_and_more_settlers_never_get_less(pot: int, counts: list[int], more: int) -> None:
    counts[0] += 1
    places = [county(str(index), count) for index, count in enumerate(counts)]
    shared = allocate(Pot(Fen(pot), WEIGHTS, 2015), places)
    assert sum(shared.values()) == pot
    assert allocate(Pot(Fen(pot), WEIGHTS, 2015), places[::-1]) == shared
    grown = allocate(Pot(Fen(pot), WEIGHTS, 2015), [county("0", counts[0] + more), *places[1:]])
    assert grown["0"] >= shared["0"]


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.decimals(1, 300, places=2))
def test_more_settlers_never_get_less_land(people: int, more: int, area: Decimal) -> None:
    few, many = (quota(Town("t", n, area), TIERS, Decimal(0), TENTH) for n in (people, people + more))
    assert many.area >= few.area


def test_no_quota_in_the_centre_of_a_mega_city() -> None:
    assert quota(Town("c", 100, Decimal(90), 6_000_000, Centre.YES), TIERS, Decimal(0), TENTH).area == 0
    assert quota(Town("c", 100, Decimal(90), 6_000_000, Centre.NO), TIERS, Decimal(0), TENTH).area == 10_000


def test_cliffs_and_ghosts_are_said() -> None:
    edge = Town("玄滩镇", 1000, Decimal("100.1"))
    below = Town("兆雅镇", 1000, Decimal("99.9"))
    found = cliffs([edge, below, Town("b", 1, Decimal(120))], TIERS, Decimal(1))
    assert [p.facts["change"] for p in found] == ["+2.00", "-2.00"]  # 1000 people × 20 m², in hectares
    assert [p.allowed for p in ghosts(edge, {"公安": 900, "学籍": 1000})] == ["900"]


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (lambda: allocate(Pot(Fen(-1), WEIGHTS, 2015), [county("a", 1)]), "negative-pot"),
        (lambda: allocate(Pot(Fen(1), WEIGHTS, 2015), [county("a", 0)]), "no-score"),
        (lambda: allocate(Pot(Fen(1), WEIGHTS, 2015), [county("a", 1), county("a", 2)]), "twice"),
        (lambda: allocate(Pot(Fen(1), WEIGHTS, 2015), [county("a", -1)]), "negative"),
        (lambda: allocate(Pot(Fen(1), WEIGHTS, 2015), [county("a", 1, factor=None)]), "unset"),
        (lambda: allocate(Pot(Fen(1), Weights({}, (ONE,)), 2015), [county("a", 1)]), "unset"),
        (lambda: allocate(Pot(Fen(1), Weights(WEIGHTS.origins, None), 2015), [county("a", 1)]), "unset"),
        (lambda: quota(Town("t", 1, Decimal(90)), TIERS, Decimal("0.11"), TENTH), "adjustment"),
        (lambda: Town("t", 1, Decimal(0)), "no-area"),
        (lambda: Town("t", -1, Decimal(90)), "negative"),
        (lambda: Town("t", 1, Decimal(90), 5_000_000), "city-class"),
        (lambda: quotas([Town("t", 1, Decimal(90))] * 2, TIERS, Decimal(0), TENTH), "twice"),
    ],
)
def test_refusals(work: Callable[[], object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        work()
    assert refused.value.problems[0].code == f"decide.linkage.{code}"


def test_capital_is_capped_by_what_is_ready() -> None:
    found = grant(Capital("a", yuan(100), 10, yuan(50), yuan(300)), Decimal("0.8"))
    # 100 + 0.8·10·50 = 500, of which 300 can be built.
    assert (found.amount, found.unprepared) == (yuan(300), yuan(200))
    assert equalization(yuan(300), yuan(200), Fraction(3, 5), yuan(-10)) == yuan(50)
    assert equalization(yuan(200), yuan(300), Fraction(3, 5)) == 0


def test_evenness_of_two_counties() -> None:
    found = evenness([yuan(100), yuan(300)], [1, 1])
    # Shares ¼ and ¾ of money, means ½ and 1½: ¼·ln ½ + ¾·ln 1½ = 0.1308.
    assert (found.ratio, found.variation) == pytest.approx((1 / 3, 0.5))
    assert found.theil == pytest.approx(0.13081, abs=1e-5)


def test_the_joint_sheet_names_what_does_not_fit() -> None:
    fits = JointRow("泸县", 10, yuan(5), yuan(5), yuan(20), 1, Decimal(800), Decimal(1000))
    lonely = JointRow("合江", 10, Fen(0), Fen(0), yuan(5), 0, Decimal(800), Decimal(0))
    rich = JointRow("纳溪", 0, Fen(0), yuan(5), yuan(5), 1, Decimal(0), Decimal(0))
    assert (fits.money_gap, fits.land_gap, lonely.land_gap) == (yuan(10), 200, 0)
    assert [(p.found, p.allowed) for p in mismatches([fits, lonely, rich])] == [
        ("用地指标", "资金"), ("用地指标", "项目"), ("落户人口", "转移支付"), ("投资", "用地指标"),
    ]  # fmt: skip
    assert total([fits, lonely, rich]).settlers == 20
    assert total([fits, lonely]).quota == 1600
