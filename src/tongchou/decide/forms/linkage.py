"""Input forms of the three linkages: transfers, land quota, and the joint sheet."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from pydantic import Field, model_validator

from tongchou.decide.forms.fields import Area, Form, Money, People, Share, Weight, Year
from tongchou.decide.linkage import investment, joint, reward, tiers
from tongchou.decide.model import Answer, Figure, Table
from tongchou.decide.people.settlement import Origin
from tongchou.decide.rulebook import Rules
from tongchou.packs.parameters import Scale
from tongchou.terms import Fen, Words, share_out

Number = TypeVar("Number")


class Claim(Form):
    """A county's settlers by year and origin, and its factors."""

    settlers: dict[Year, dict[Origin, People]]
    difficulty: Weight | None = None
    service_cost: Weight | None = None
    children: People = 0


class Reward(Form):
    """A pot, its weights, and who shares it. No weight has a default: none is published."""

    pot: Money
    year: Year
    weights: dict[Origin, Weight] = Field(default_factory=dict)
    decay: tuple[Weight, ...] | None = None
    child_pot: Money = Fen(0)
    counties: dict[str, Claim] = Field(min_length=1)

    @model_validator(mode="after")
    def _children_there(self) -> "Reward":
        if self.child_pot and not any(one.children for one in self.counties.values()):
            raise ValueError("有随迁子女资金而没有随迁子女人数，不能平均分")
        return self

    def claimants(self) -> list[reward.Claimant]:
        """Return the counties as claimants."""
        return [
            reward.Claimant(
                code, {year: _plain(n) for year, n in one.settlers.items()}, one.difficulty, one.service_cost
            )
            for code, one in self.counties.items()
        ]

    def money(self) -> reward.Pot:
        """Return the pot with its weights."""
        return reward.Pot(self.pot, reward.Weights(_plain(self.weights), self.decay), self.year)


def reward_allocation(form: Reward, rules: Rules) -> Answer:
    """Answer with each county's part to the fen, and what one more settler would bring."""
    del rules
    pot, claimants = form.money(), form.claimants()
    parts = reward.allocate(pot, claimants)
    more = {code: reward.marginal(pot, claimants, code, "same_city", 100) for code in parts}
    rows = tuple((code, _yuan(part), round(float(more[code]), 2)) for code, part in parts.items())
    return Answer(
        (
            Figure(
                "largest", Words("最多的一份", "largest part"), _yuan(max(parts.values())), "元", "F·s÷Σs，最大余数法"
            ),
        ),
        (
            Table("parts", Words("分配", "parts"), ("地区", "金额（元）", "再多一名本市落户者（元/人）"), rows),
            _children(form),
        ),
    )


def _children(form: Reward) -> Table:
    """The second pot, by migrant children alone."""
    counts = {code: Fraction(one.children) for code, one in form.counties.items()}
    parts = share_out(form.child_pot, counts) if form.child_pot else {}
    rows = tuple((code, form.counties[code].children, _yuan(part)) for code, part in parts.items())
    return Table(
        "children", Words("随迁子女教育资金", "children's pot"), ("地区", "随迁子女（人）", "金额（元）"), rows
    )


class QuotaTown(Form):
    """A town: settlers of the year and its built-up land a head."""

    settlers: People
    area_per_head: Area
    city_people: People = 0
    centre: tiers.Centre | None = None
    registers: dict[str, People] = Field(default_factory=dict)


class LandQuota(Form):
    """Towns, and the province's adjustment."""

    towns: dict[str, QuotaTown] = Field(min_length=1)
    adjustment: Share = Decimal(0)
    near: Area = Decimal(1)


def land_quota(form: LandQuota, rules: Rules) -> Answer:
    """Answer with quota by town in hectares and mu, cliffs, and settlers other registers do not know."""
    steps, most = rules.scale("linkage.land_per_settler"), rules.number("linkage.land_adjustment")
    towns = [
        tiers.Town(code, one.settlers, one.area_per_head, one.city_people, one.centre)
        for code, one in form.towns.items()
    ]
    found = tiers.quotas(towns, steps, form.adjustment, most)
    total = sum((one.area for one in found), Decimal(0))
    ghosts = [p for town in towns for p in tiers.ghosts(town, form.towns[town.code].registers)]
    rows = tuple((one.town, one.per_settler, one.area, one.hectares, round(one.mu, 2)) for one in found)
    return Answer(
        (
            Figure(
                "hectares", Words("新增建设用地指标", "quota"), total / 10_000, "公顷", "落户人数×分档标准×(1+调整)"
            ),
            Figure("order", Words("使用次序", "order of use"), "→".join(tiers.ORDER_OF_USE)),
        ),
        (Table("towns", Words("按镇", "by town"), ("镇", "平方米/人", "平方米", "公顷", "亩"), rows),),
        (*tiers.cliffs(towns, steps, form.near), *ghosts),
    )


class County(Form):
    """A county of the joint sheet."""

    settlers: dict[Origin, People]
    people: People = Field(gt=0)
    area_per_head: Area
    spending: Money = Field(gt=0)
    base: Money
    unit_capital: Money
    deliverable: Money
    projects: int = Field(ge=0)
    cost: Money
    land_need: Area


class ThreeLinkages(Form):
    """A pot, weights, the share of capital that follows settlers, and the counties."""

    pot: Money
    year: Year
    weights: dict[Origin, Weight]
    decay: tuple[Weight, ...]
    capital_weight: Share
    adjustment: Share = Decimal(0)
    counties: dict[str, County] = Field(min_length=1)


def three_linkages(form: ThreeLinkages, rules: Rules) -> Answer:
    """Answer with settlers, transfer, capital and quota of each county side by side, gaps, and evenness."""
    steps, most = rules.scale("linkage.land_per_settler"), rules.number("linkage.land_adjustment")
    one = Fraction(1)
    claimants = [reward.Claimant(c, {form.year: _plain(v.settlers)}, one, one) for c, v in form.counties.items()]
    pot = reward.Pot(form.pot, reward.Weights(_plain(form.weights), form.decay), form.year)
    parts = reward.allocate(pot, claimants)
    rows = [_joint(code, county, form, parts[code], (steps, most)) for code, county in form.counties.items()]
    people = [county.people for county in form.counties.values()]
    before = investment.evenness([county.spending for county in form.counties.values()], people)
    after = investment.evenness([Fen(c.spending + parts[k]) for k, c in form.counties.items()], people)
    table = tuple(
        (
            r.county,
            r.settlers,
            _yuan(r.transfer),
            _yuan(r.capital),
            _yuan(r.cost),
            _yuan(r.money_gap),
            r.projects,
            r.quota / 10_000,
            r.land_gap / 10_000,
        )
        for r in [*rows, joint.total(rows)]
    )
    headings = (
        "地区",
        "落户（人）",
        "转移支付（元）",
        "投资（元）",
        "成本（元）",
        "资金缺口（元）",
        "项目（个）",
        "指标（公顷）",
        "用地缺口（公顷）",
    )
    return Answer(
        (
            Figure(
                "gap",
                Words("资金缺口合计", "money gap"),
                _yuan(sum(r.money_gap for r in rows)),
                "元",
                "成本−转移支付−投资",
            ),
            Figure("quota", Words("用地指标合计", "quota"), sum((r.quota for r in rows), Decimal(0)) / 10_000, "公顷"),
            Figure("theil_before", Words("人均支出泰尔指数（前）", "Theil before"), round(before.theil, 6)),
            Figure("theil_after", Words("人均支出泰尔指数（后）", "Theil after"), round(after.theil, 6)),
        ),
        (Table("joint", Words("三挂钩联合表", "joint sheet"), headings, table),),
        tuple(joint.mismatches(rows)),
    )


def _joint(
    code: str, county: County, form: ThreeLinkages, transfer: Fen, rule: tuple[Scale, Decimal]
) -> joint.JointRow:
    settlers = sum(county.settlers.values())
    capital = investment.Capital(code, county.base, settlers, county.unit_capital, county.deliverable)
    land = tiers.quota(tiers.Town(code, settlers, county.area_per_head), rule[0], form.adjustment, rule[1])
    granted = investment.grant(capital, form.capital_weight).amount
    return joint.JointRow(code, settlers, transfer, granted, county.cost, county.projects, land.area, county.land_need)


def _plain(by_origin: Mapping[Origin, Number]) -> dict[str, Number]:
    return {origin.value: number for origin, number in by_origin.items()}


def _yuan(amount: int) -> Decimal:
    return Decimal(amount) / 100
