"""Input forms of shares and adjustments of money: equalization, town shares, equity of a partnership, price reviews."""

from decimal import Decimal

from pydantic import Field

from tongchou.decide.forms.fields import Form, Money, Number, Part, People, Positive, Rate, Share, Wan, Weight
from tongchou.decide.linkage import reward
from tongchou.decide.model import Answer, Figure, Table, Value
from tongchou.decide.money import price, subsidy, townfund
from tongchou.decide.rulebook import Rules
from tongchou.terms import Fen, Words

_NOTHING = Fen(0)


class NeedForm(Form):
    """A place's standard expenditure and revenue, and the adjustment for growth."""

    expenditure: Money
    revenue: Money
    adjustment: Money = _NOTHING


class Equalization(Form):
    """Places and the one coefficient of the year; the reward fund is not counted in."""

    coefficient: Weight
    places: dict[str, NeedForm] = Field(min_length=1)


def equalization_transfer(form: Equalization, rules: Rules) -> Answer:
    """Answer with each place's equalization transfer."""
    del rules
    parts = {
        code: reward.equalization(one.expenditure, one.revenue, form.coefficient, one.adjustment)
        for code, one in form.places.items()
    }
    rows = tuple((code, _yuan(one.expenditure - one.revenue), _yuan(parts[code])) for code, one in form.places.items())
    return Answer(
        (
            Figure(
                "total",
                Words("均衡性转移支付合计", "equalization"),
                _yuan(sum(parts.values())),
                "元",
                "（标准支出−标准收入）×系数＋增幅调整；支出不大于收入的不给",
            ),
        ),
        (Table("places", Words("各地", "places"), ("地区", "标准缺口（元）", "转移支付（元）"), rows),),
    )


class TownShareForm(Form):
    """A town's score, people and tier."""

    score: Weight
    people: People = Field(gt=0)
    tier: str


class TownShares(Form):
    """A fund by formula with floor and cap, beside shares by tier and an equal split."""

    budget: Money
    least: Money = _NOTHING
    most: Money
    tiers: dict[str, Weight] = Field(min_length=1)
    towns: dict[str, TownShareForm] = Field(min_length=1)


def town_shares(form: TownShares, rules: Rules) -> Answer:
    """Answer with the fund by formula, by tier and spread equally, and how concentrated each is."""
    del rules
    cases = [townfund.TownCase(code, one.people, Fen(0), 0.0) for code, one in form.towns.items()]
    scores = {code: one.score for code, one in form.towns.items()}
    ways = {
        "公式": townfund.by_formula(form.budget, scores, form.least, form.most),
        "分档": townfund.by_tier(form.budget, {code: one.tier for code, one in form.towns.items()}, form.tiers),
        "平均": townfund.equal_split(form.budget, cases),
    }
    heads = townfund.per_head(ways["公式"], cases)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (code, *(_yuan(way.money.get(code, 0)) for way in ways.values()), round(heads[code], 2)) for code in form.towns
    )
    hhi = {name: float(sum(share**2 for share in way.shares)) for name, way in ways.items()}
    return Answer(
        (
            Figure(
                "formula",
                Words("按公式的等效镇数", "effective number by formula"),
                round(float(ways["公式"].effective_number), 2),
                "个",
                "1÷Σ占比²",
            ),
            Figure("hhi", Words("集中度（公式）", "HHI by formula"), round(hhi["公式"], 4), "", "Σ占比²"),
            Figure(
                "top",
                Words("最多一镇占比（公式）", "top share"),
                round(100 * float(max(ways["公式"].shares)), 2),
                "%",
                "最多一镇÷总额",
            ),
            Figure(
                "tier",
                Words("按分档的等效镇数", "effective number by tier"),
                round(float(ways["分档"].effective_number), 2),
                "个",
                "1÷Σ占比²",
            ),
        ),
        (
            Table(
                "towns",
                Words("三种分法", "three ways"),
                ("镇", "按公式（元）", "按分档（元）", "平均（元）", "公式人均（元）"),
                rows,
            ),
        ),
    )


class PppEquity(Form):
    """A partnership's investment, its capital share, the government's part of that, and matching inputs."""

    investment: Wan = Field(gt=0)
    capital_share: Part
    government_share: Part
    matching: Wan = Decimal(0)
    private_paid: Wan = Decimal(0)


def ppp_equity(form: PppEquity, rules: Rules) -> Answer:
    """Answer with what the government puts in at the start."""
    del rules
    equity = subsidy.equity_outlay(form.investment, form.capital_share, form.government_share)
    matching = max(Decimal(0), form.matching - form.private_paid)
    return Answer(
        (
            Figure("equity", Words("政府股权投资", "equity"), round(equity, 2), "万元", "总投资×资本金比例×政府占比"),
            Figure(
                "capital",
                Words("项目资本金", "capital"),
                round(form.investment * form.capital_share, 2),
                "万元",
                "总投资×资本金比例",
            ),
            Figure("matching", Words("政府配套投入", "matching"), round(matching, 2), "万元", "配套合计−社会资本支付"),
            Figure("total", Words("政府建设期支出责任", "outlay"), round(equity + matching, 2), "万元", "股权＋配套"),
        )
    )


class CostIndex(Form):
    """A cost's weight in the price and its index (1.05: five per cent dearer)."""

    weight: Number = Field(ge=0)
    index: Positive


class PriceAdjustment(Form):
    """A price and how its costs have moved since."""

    price: Positive
    costs: dict[str, CostIndex] = Field(min_length=1)
    trigger: Rate
    cap: Share
    residential: bool


def price_adjustment(form: PriceAdjustment, rules: Rules) -> Answer:
    """Answer with the price after the period, what is carried over, and whether a hearing is due."""
    del rules
    indices = {code: (one.weight, one.index) for code, one in form.costs.items()}
    found = price.adjusted(form.price, indices, form.trigger, form.cap, form.residential)
    rows = tuple(
        (code, one.weight, one.index, round(100 * one.weight * (one.index - 1), 3)) for code, one in form.costs.items()
    )
    return Answer(
        (
            Figure("price", Words("调整后价格", "price"), round(found.price, 4), "元/单位", "P×(1＋调幅)；调幅=ΣwI−1"),
            Figure(
                "change",
                Words("本期调幅", "change"),
                round(100 * found.change, 3),
                "%",
                "未到启动线为零，超过上限按上限",
            ),
            Figure("carried", Words("结转下期的差额", "carried"), round(found.carried, 4), "元/单位", "应调−已调"),
            Figure("hearing", Words("是否听证", "hearing"), "是" if found.hearing else "否", "", "居民用价上调须听证"),
        ),
        (Table("costs", Words("各项成本的影响", "costs"), ("成本", "权重", "指数", "影响（百分点）"), rows),),
    )


def _yuan(amount: int) -> Decimal:
    return Decimal(amount) / 100
