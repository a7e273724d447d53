"""Input forms of prices, subsidies, the gate, value for money, and what the law allows on a day."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from tongchou.decide.forms.fields import Form, Part, Positive, Rate, Share, Wan, Year
from tongchou.decide.model import Answer, Figure, Table, Value
from tongchou.decide.money import gate, legality, price, subsidy, vfm
from tongchou.decide.rulebook import RULINGS, Rules
from tongchou.terms import Problem, Refusal, Words

Series = tuple[Wan, ...]


class Water(Form):
    """What the later national water rule needs."""

    treasury: Share
    debt_rate: Share
    leverage: Share
    asset_base: Wan
    tax: Wan
    actual: Positive
    design: Positive


class UtilityPrice(Form):
    """Full cost, net assets and volume; the profit asked; and the later water rule beside it."""

    cost: Wan
    net_assets: Wan
    granted: Wan = Decimal(0)
    volume: Positive = Field(description="万立方米等，与价格单位一致")
    turnover_tax: Rate
    income_tax: Rate
    rho_basis: Literal["after_tax", "pre_tax"]
    profit: Share
    profit_low: Share
    profit_high: Share
    water: Water | None = None
    water_on: date | None = None


def utility_price(form: UtilityPrice, rules: Rules) -> Answer:
    """Answer with the price by full cost and profit on net assets, and by the later rule, with their conflict."""
    case = price.FullCost(
        form.cost, form.net_assets, form.volume, form.turnover_tax, form.income_tax,
        form.rho_basis == "after_tax", form.granted,
    )  # fmt: skip
    ours = price.price_on_net_assets(case, form.profit, (form.profit_low, form.profit_high))
    figures = [Figure("price", Words("按成本加净资产利润", "price"), round(ours, 4), "元/单位", "(C+ρA)/(Q(1−s))")]
    warnings: list[Problem] = []
    if form.water:
        margin, least, since = _water_rule(rules, form.water_on)
        rule = price.WaterRule(form.water.treasury, margin, form.water.debt_rate, form.water.leverage, least)
        revenue = price.allowed_revenue(form.cost, form.water.asset_base, rule, form.water.tax)
        later = price.water_price(revenue, form.volume, form.water.actual, form.water.design, least)
        figures += [
            Figure("water", Words("按2021年供水价格办法（不含税）", "water rule"), round(later, 4), "元/单位"),
            Figure("return", Words("准许收益率", "allowed return"), round(100 * rule.allowed_return, 3), "%"),
        ]
        warnings = price.rule_conflict(form.profit, rule.most_equity_return, since)
    return Answer(tuple(figures), (), tuple(warnings))


def _water_rule(rules: Rules, day: date | None) -> tuple[Decimal, Decimal, date]:
    """The later rule's margin and least use, asked on a day of its own, so that a 2015 run can be shown beside it."""
    later = rules.on(day) if day else rules
    margin = later.at("water.margin")
    return margin.number / 100, later.number("water.least_use"), margin.dated.in_force_from


class PppSubsidy(Form):
    """Terms by the 2015 formula and, where there is one, by contract."""

    cost: Wan
    margin: Share
    discount: Share
    operating: Series
    fees: Series
    first_index: Literal[0, 1]
    life: int | None = None
    contract: "ContractForm | None" = None
    bt: bool = False


class ContractForm(Form):
    """Terms of the contract formula, with the scores of each year."""

    principal: Wan
    rate: Share
    operating: Series
    finance: Series
    revenue: Series
    tail: Wan = Decimal(0)
    first_year_part: Part = Decimal(1)
    interest_in_principal: bool
    scores: tuple[Decimal, ...]


def ppp_subsidy(form: PppSubsidy, rules: Rules) -> Answer:
    """Answer with the subsidy year by year by both formulas, the implied return, and whether BT is lawful.

    :raises Refusal: ``decide.money.barred`` where the project is a build–transfer on a day it is barred.
    """
    terms = subsidy.Subsidy(
        form.cost, form.margin, form.discount, len(form.operating), form.operating, form.fees, form.first_index,
        form.life,
    )  # fmt: skip
    paid = subsidy.subsidies(terms)
    rows: list[tuple[Value, ...]] = [
        (year, _r(terms.capital_part(year)), _r(terms.operating_part(year)), form.fees[year - 1], _r(amount))
        for year, amount in enumerate(paid, start=1)
    ]
    tables = [
        Table("formula", Words("21号文公式", "formula"), _in_wan("资本", "运营", "使用者付费", "补贴"), tuple(rows))
    ]
    if form.contract:
        tables.append(_contract(form.contract))
    return Answer(
        (
            Figure(
                "total", Words("补贴合计", "subsidy"), _r(sum(paid, Decimal(0))), "万元", "Σ C(1+r)(1+d)^n/N+O(1+r)−F"
            ),
            Figure("first", Words("首年补贴", "first year"), round(paid[0], 3), "万元"),
            Figure(
                "capital_worth",
                Words("资本部分现值", "worth"),
                _r(subsidy.capital_worth(terms)),
                "万元",
                "恒等于C(1+r)",
            ),
            Figure(
                "irr", Words("隐含内部收益率", "implied return"), round(100 * subsidy.implied_return(terms), 3), "%"
            ),
        ),
        tuple(tables),
        (*subsidy.excess(terms), *(_lawful("bt", rules) if form.bt else ())),
    )


def _contract(form: ContractForm) -> Table:
    terms = subsidy.Contract(
        form.principal, form.rate, len(form.operating), form.operating, form.finance, form.revenue, form.tail,
        form.first_year_part, form.interest_in_principal,
    )  # fmt: skip
    rows = tuple(
        (p.year, _r(p.capital), p.finance, _r(p.operating), p.revenue, p.factor, _r(p.amount))
        for p in subsidy.payments(terms, form.scores)
    )
    headings = (*_in_wan("资本", "融资成本", "运营", "第三方收入"), "绩效系数", "应付（万元）")
    return Table("contract", Words("合同公式", "contract"), headings, rows)


def _in_wan(*names: str) -> tuple[str, ...]:
    return ("年", *(f"{name}（万元）" for name in names))


def _lawful(way: str, rules: Rules) -> tuple[Problem, ...]:
    rules.at(f"legal.{way}")
    found = legality.opinion(rules.book, way, rules.scope, rules.as_of)
    if found.ruling is legality.Ruling.BARRED:
        raise Refusal(found.problems)
    return found.problems


class Legality(Form):
    """Ways of financing to be judged on the day asked."""

    ways: tuple[str, ...] = Field(min_length=1)


def legal_opinion(form: Legality, rules: Rules) -> Answer:
    """Answer with what the law of the day says of each way, and what has been barred since."""
    found = {way: (rules.at(f"legal.{way}"), legality.opinion(rules.book, way, rules.scope, rules.as_of))
             for way in form.ways}  # fmt: skip
    rows = tuple((f.parameter.words.zh, RULINGS[o.ruling.value], o.citation.say()) for f, o in found.values())
    barred = sum(o.ruling is legality.Ruling.BARRED for _, o in found.values())
    return Answer(
        (Figure("barred", Words("当日已禁止的方式", "barred"), barred, "种"),),
        (Table("ways", Words(f"{rules.as_of.true_on}的合法性", "legality"), ("方式", "结论", "依据"), rows),),
        tuple(problem for _, o in found.values() for problem in o.problems),
    )


class ObligationForm(Form):
    """What a project obliges the budget to, every year of its life."""

    first: Year
    last: Year
    by_year: dict[Year, Wan]


class PppGate(Form):
    """All projects' obligations and the path of budget expenditure."""

    projects: dict[str, ObligationForm] = Field(min_length=1)
    last_year: Year
    expenditure: Wan = Field(gt=0)
    five_years: tuple[Rate, ...] = Field(min_length=5, max_length=5)
    planned_growth: Rate
    growth: Rate | None = None


def ppp_gate(form: PppGate, rules: Rules) -> Answer:
    """Answer with the ratio and headroom of each year and the first breach."""
    limit = rules.number("ppp.affordability")
    prudent = gate.prudent_growth(form.five_years, form.planned_growth)
    used = prudent if form.growth is None else form.growth
    every = [gate.Obligation(code, p.first, p.last, p.by_year) for code, p in form.projects.items()]
    years = max(p.last for p in form.projects.values()) - form.last_year
    budget = {form.last_year: form.expenditure} | gate.budget_path(form.last_year, form.expenditure, used, years)
    path = gate.gate_path(every, budget, limit)
    first = next((year.year for year in path if year.ratio > limit), None)
    worst = max(path, key=lambda year: year.ratio)
    rows = tuple(
        (y.year, _r(y.obliged), _r(y.budget), round(100 * y.ratio, 3), _r(y.headroom), 100 * limit) for y in path
    )
    return Answer(
        (
            Figure(
                "worst",
                Words("最高占比", "highest ratio"),
                round(100 * worst.ratio, 3),
                "%",
                "支出责任÷一般公共预算支出",
            ),
            Figure("first_breach", Words("首次越线年份", "first breach"), first, "年"),
            Figure("least_room", Words("最小余量", "least headroom"), _r(min(y.headroom for y in path)), "万元"),
        ),
        (
            Table(
                "years",
                Words("逐年", "years"),
                ("年", "支出责任（万元）", "预算支出（万元）", "占比（%）", "余量（万元）", "上限（%）"),
                rows,
            ),
        ),
        (*gate.gate_warnings(path, _bands(limit, rules)), *gate.growth_problem(used, prudent)),
    )


def _bands(limit: Decimal, rules: Rules) -> list[tuple[Decimal, str]]:
    """The limit, and the lower lines where the law of the day has them."""
    bands = [(limit, "不得新上 PPP 项目")]
    lines = (("ppp.warning", "风险预警"), ("ppp.government_pay_stop", "不得新上政府付费项目"))
    return bands + [(rules.number(code), effect) for code, effect in lines if rules.has(code)]


class Indicator(Form):
    """A qualitative indicator."""

    basic: bool
    weight: Decimal
    score: Decimal = Field(ge=0, le=100)


class ValueForMoney(Form):
    """Qualitative indicators, and what the government bears each way, with the band to try."""

    indicators: dict[str, Indicator]
    build_and_operate: Series
    neutrality: Series
    risk: Series
    partnership: Series
    discount: Rate
    discounts: tuple[Rate, ...] = Field(min_length=2)
    risk_shares: tuple[Share, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _same_years(self) -> "ValueForMoney":
        if len({len(self.build_and_operate), len(self.neutrality), len(self.risk)}) != 1:
            raise ValueError("build_and_operate、neutrality、risk 的年数应一致")
        return self


def value_for_money(form: ValueForMoney, rules: Rules) -> Answer:
    """Answer with the qualitative score and the value saved, always with its band."""
    del rules
    score = vfm.qualitative_score([vfm.Indicator(c, i.basic, i.weight, i.score) for c, i in form.indicators.items()])

    def saved(discount: Decimal, share: Decimal) -> Decimal:
        parts = zip(form.build_and_operate, form.neutrality, form.risk, strict=True)
        public = vfm.Side(tuple(build + neutral + risk * share for build, neutral, risk in parts), discount)
        return vfm.value_for_money(public, vfm.Side(form.partnership, discount))

    low, high = vfm.band(saved, form.discounts, form.risk_shares)
    return Answer(
        (
            Figure(
                "vfm", Words("物有所值量值", "value for money"), _r(saved(form.discount, Decimal(1))), "万元", "PSC−PPP"
            ),
            Figure("low", Words("敏感性下限", "low"), _r(low), "万元"),
            Figure("high", Words("敏感性上限", "high"), _r(high), "万元"),
            Figure("score", Words("定性得分（60分合格）", "score"), round(score, 2), "分"),
        )
    )


class BreakEvenForm(Form):
    """Flows of a service whose price no rule sets, from year 0; income of a TOT, and its appraisal."""

    flows: Series = Field(min_length=2, description="第 0 年起的净现金流")
    hurdle: Rate
    volume: Positive | None = None
    tot_income: Series = ()
    appraised: Wan = Decimal(0)


def break_even(form: BreakEvenForm, rules: Rules) -> Answer:
    """Answer with the least subsidy that breaks even and, for a transfer–operate–transfer, its price."""
    del rules
    least = subsidy.break_even(form.flows, form.hurdle, form.volume)
    figures = [
        Figure(
            "yearly", Words("每年保本补贴", "break-even subsidy"), _r(least.yearly), "万元", "−NPV÷年金系数，不小于0"
        ),
        Figure("unit", Words("单位补贴", "a unit"), least.per_unit and round(least.per_unit, 6), "万元/单位"),
    ]
    if form.tot_income:
        worth = price.transfer_price(form.tot_income, form.hurdle, form.appraised)
        figures.append(
            Figure("tot", Words("TOT 转让价", "transfer price"), _r(worth), "万元", "Σ净收入÷(1+h)^t，不低于评估值")
        )
    return Answer(tuple(figures))


class ScenarioForm(Form):
    """One outcome of a risk."""

    probability: Share
    cost: Wan


class RiskForm(Form):
    """A risk: likelihood and impact 1–5, whether mitigated, who bears it, and its outcomes."""

    likelihood: int = Field(ge=1, le=5)
    impact: int = Field(ge=1, le=5)
    mitigated: bool
    bearer: str
    outcomes: dict[str, ScenarioForm] = Field(min_length=1)


class FiscalRisk(Form):
    """A project's risks, who controls and pays, and the debt it would add."""

    government_controls: bool
    government_pays: bool
    risks: dict[str, RiskForm] = Field(min_length=1)
    debt: dict[Year, Wan] = Field(min_length=1)
    liabilities: dict[Year, Wan]


def fiscal_risk(form: FiscalRisk, rules: Rules) -> Answer:
    """Answer with expected risk cost, the risk matrix, and debt with and without the project."""
    del rules
    cost = {
        name: vfm.expected([vfm.Scenario(case, one.probability, one.cost) for case, one in risk.outcomes.items()])
        for name, risk in form.risks.items()
    }
    matrix = [vfm.Risk(n, r.likelihood, r.impact, r.mitigated, r.bearer) for n, r in form.risks.items()]
    ranked = sorted(matrix, key=lambda risk: (-risk.rank, risk.name))
    counted = vfm.on_balance(form.government_controls, form.government_pays)
    path = vfm.with_and_without(form.debt, form.liabilities if counted else {})
    return Answer(
        (
            Figure(
                "risk", Words("风险期望成本", "expected risk"), _r(sum(cost.values(), Decimal(0))), "万元", "Σ概率×损失"
            ),
            Figure(
                "balance", Words("是否计入政府资产负债", "on balance"), "是" if counted else "否", "", "政府控制且付费"
            ),
        ),
        (
            Table(
                "matrix",
                Words("风险矩阵", "risk matrix"),
                ("风险", "承担方", "等级", "期望成本（万元）"),
                tuple((risk.name, risk.bearer, risk.rank, _r(cost[risk.name])) for risk in ranked),
            ),
            Table(
                "debt",
                Words("债务路径", "debt path"),
                _in_wan("不含项目", "含项目"),
                tuple((year, *both) for year, both in path.items()),
            ),
        ),
    )


def _r(amount: Decimal) -> Decimal:
    return round(amount, 2)
