"""Doors to the rules that had none: worked by hand or published; and the years of the pension that are yet to come."""

from datetime import date
from decimal import Decimal

import pytest

from tongchou.decide import Result, model, national_book, parse_inputs, run, template
from tongchou.terms import AsOf, Refusal

BOOK = national_book()


def answer(code: str, text: str = "", day: date = date(2020, 6, 30), known: date | None = None) -> Result:
    one = model(code)
    return run(one, parse_inputs(one, text or template(one)), BOOK, AsOf(day, known), "510500")


def changed(code: str, old: str, new: str, day: date = date(2020, 6, 30)) -> Result:
    assert old in template(model(code))
    return answer(code, template(model(code)).replace(old, new), day)


def test_constant_rates_of_sweden_1993_lead_where_preston_says() -> None:
    result = answer("stable-population")
    assert result.figure("factor").value == pytest.approx(1.0011125, abs=5e-8)
    assert result.headline.value == pytest.approx(1000 * 0.000222383, abs=5e-5)
    assert sum(row[1] for row in result.table("ages").rows) == pytest.approx(100, abs=0.01)  # type: ignore[misc]


def test_the_road_case_of_government_equity() -> None:
    result = answer("ppp-equity")
    assert result.headline.value == Decimal("503.70")
    assert result.figure("total").value == Decimal("503.70") + 800 - 300


def test_an_account_of_fifteen_years() -> None:
    result = answer("pension-account")
    assert result.headline.value == Decimal("72000.00"), "5000 × 8 % × 12 × 15"
    assert result.figure("months").value == 18
    assert changed("pension-account", "years: 6", "years: 10").figure("months").value == 24


def test_the_parts_of_an_urban_increase_must_add_up() -> None:
    assert answer("urban-increase").headline.value == 52_000
    with pytest.raises(Refusal, match="delta-split"):
        changed("urban-increase", "moved_in: 52000", "moved_in: 52001")


def test_curves_stay_under_their_ceiling() -> None:
    result = answer("urban-ceiling")
    assert all(40 < value < 80 for row in result.table("path").rows for value in row[1:])  # type: ignore[operator]
    with pytest.raises(Refusal, match="ceiling"):
        changed("urban-ceiling", "ceiling: 80%", "ceiling: 44%")


def test_what_a_city_of_each_size_may_ask() -> None:
    two = answer("settling-eligibility")
    assert two.table("applicants").rows[1][2] == "合法稳定就业、社保满 3 年"
    small = changed("settling-eligibility", "85万人", "50万人")
    assert (small.figure("years").value, small.headline.value) == (0, 2)
    large = changed("settling-eligibility", "85万人", "501万人")
    assert (large.figure("years").value, large.figure("points").value) == (5, "可以")


def test_equalization_needs_a_gap() -> None:
    rows = {row[0]: row[2] for row in answer("equalization").table("places").rows}
    assert rows["泸县"] == (41 - 18) * 10**8 * Decimal("0.6")
    assert rows["古蔺县"] == (34 - 9) * 10**8 * Decimal("0.6") + 5_000_000
    assert rows["江阳区"] == 0


def test_a_parcel_lent_twice_counts_once_and_as_written() -> None:
    result = answer("land-transfer")
    assert (result.headline.value, result.figure("all").value) == (Decimal("43.00"), Decimal("52.00"))
    assert result.figure("registered").value == 90
    with pytest.raises(Refusal, match="contracted-area"):
        changed("land-transfer", "contracted: 1000亩", "contracted: 500亩")


def test_surplus_quota_by_the_table_of_2018() -> None:
    result = answer("surplus-trade")
    assert (result.headline.value, result.figure("paid").value) == (300 * 400_000, 300 * 500_000)
    assert {problem.code for problem in result.warnings} == {"decide.parameter.unverified"}
    with pytest.raises(Refusal, match="unavailable"):
        answer("surplus-trade", day=date(2017, 1, 1))


def test_multiples_are_of_their_day_and_within_their_range() -> None:
    result = answer("old-compensation", day=date(2015, 6, 30))
    assert result.headline.value == 60 * 1800 * (10 + 6)
    assert result.figure("people").value == 50
    with pytest.raises(Refusal, match=r"decide\.land\.multiples"):
        changed("old-compensation", "times: 10", "times: 11", date(2015, 6, 30))
    with pytest.raises(Refusal, match="unavailable"):
        answer("old-compensation", day=date(2021, 1, 1))


def test_a_price_is_capped_carried_and_heard() -> None:
    result = answer("price-adjustment")
    assert result.figure("change").value == Decimal("4.000"), "0.3·8 % + 0.4·6 % = 4.8 %, capped at 4 %"
    assert result.figure("carried").value == round(Decimal("2.35") * Decimal("0.008"), 4)
    assert result.figure("hearing").value == "是"
    still = changed("price-adjustment", "trigger: 3%", "trigger: 5%")
    assert (still.headline.value, still.figure("hearing").value) == (Decimal("2.35"), "否")


def test_three_ways_to_share_a_fund_spend_all_of_it() -> None:
    result = answer("town-shares")
    rows = result.table("towns").rows
    for column in (1, 2, 3):
        assert sum(row[column] for row in rows) == 68_000_000  # type: ignore[misc]
    assert max(row[1] for row in rows) <= 25_000_000  # type: ignore[type-var]
    assert rows[3][2] == 0
    with pytest.raises(Refusal, match="packages"):
        changed("town-shares", "least: 200万元", "least: 2000万元")


def test_a_second_pot_follows_children_and_is_not_shared_equally_without_them() -> None:
    text = template(model("reward")) + "child_pot: 100元\n"
    with pytest.raises(Refusal, match="不能平均分"):
        answer("reward", text)
    one = model("reward")
    data = parse_inputs(one, template(one))
    first, second, *_ = data.counties  # type: ignore[attr-defined]
    counties = {code: claim.model_copy(update={"children": n}) for (code, claim), n in
                zip(data.counties.items(), (1, 2, *[0] * 9), strict=False)}  # type: ignore[attr-defined] # fmt: skip
    result = run(
        one, data.model_copy(update={"child_pot": 10_000, "counties": counties}), BOOK, AsOf(date(2020, 1, 1)), "CN"
    )
    held = {row[0]: row[2] for row in result.table("children").rows}
    assert (held[first], held[second]) == (Decimal("33.33"), Decimal("66.67"))


def test_each_school_level_has_its_own_class_and_teachers() -> None:
    primary, senior = (
        answer("service-demand"),
        answer("service-demand", template(model("service-demand")) + "level: senior\n"),
    )
    assert senior.table("school").words.zh == "高中学位"
    assert [row[1] for row in primary.table("school").rows] == [row[1] for row in senior.table("school").rows]
    assert all(s[4] <= p[4] and s[5] > p[5] for p, s in  # type: ignore[operator]
               zip(primary.table("school").rows, senior.table("school").rows, strict=True))  # fmt: skip


def test_cost_weighs_on_the_budget_and_is_paid_back_by_taxes() -> None:
    text = template(model("citizenization-cost")) + "budget: {2015: 260亿元, 2016: 280亿元}\nextra_tax: 30000元\n"
    result = answer("citizenization-cost", text)
    rows = {row[0]: row for row in result.table("burden").rows}
    assert rows[2015][2] == round(100 * rows[2015][1] / (260 * 10**8), 3)  # type: ignore[operator]
    assert rows[2017][2] is None, "no budget given for 2017: no share, not zero"
    assert rows[2016][3] == 100_000 * 30_000
    back = result.figure("paid_back").value
    assert back is None or rows[back][4] == 0  # type: ignore[index]


@pytest.mark.parametrize(
    ("day", "least"),
    [
        (date(2029, 12, 31), "15"), (date(2030, 1, 1), "15.5"), (date(2034, 7, 1), "17.5"),
        (date(2038, 12, 31), "19.5"), (date(2039, 1, 1), "20"), (date(2045, 1, 1), "20"),
    ],
)  # fmt: skip
def test_least_years_of_a_pension_rise_half_a_year_each_year(day: date, least: str) -> None:
    found = BOOK.value_at("pension.least_years", "510500", AsOf(day))
    assert found.number == Decimal(least)
    assert found.citation.verified == (day.year < 2030)


def test_nobody_could_know_the_years_after_2029_before_the_decision() -> None:
    with pytest.raises(Refusal, match="unavailable"):
        BOOK.value_at("pension.least_years", "CN", AsOf(date(2031, 1, 1), date(2020, 1, 1)))
    short = template(model("pension")).replace("years: 15", "years: 15")
    assert answer("pension", short, date(2025, 1, 1)).headline.value
    with pytest.raises(Refusal, match="years-short"):
        answer("pension", short, date(2031, 1, 1))
