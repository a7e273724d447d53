"""Input forms of the town fund, credit, instruments, and the one debt ledger."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from tongchou.decide.forms.fields import Form, Money, Part, People, Rate, Share, Wan, Year
from tongchou.decide.model import Answer, Figure, Table, Value
from tongchou.decide.money import credit, debt, instruments, townfund
from tongchou.decide.rulebook import Rules
from tongchou.terms import Fen, Problem, Words

Series = tuple[Wan, ...]


class Slope(Form):
    """So much more money, and the benefit of each yuan of it."""

    money: Money
    benefit: float = Field(ge=0)


class TownForm(Form):
    """A town: people, least effective package, its benefit, and what more money adds."""

    people: People
    package: Money
    benefit: float = Field(ge=0)
    slopes: tuple[Slope, ...] = ()
    must: bool = False


class TownFund(Form):
    """A budget, the most towns, and the towns."""

    budget: Money
    most_towns: int = Field(gt=0)
    towns: dict[str, TownForm] = Field(min_length=1)


def town_fund(form: TownFund, rules: Rules) -> Answer:
    """Answer with money by town where it works, beside an equal split, and how concentrated each is."""
    del rules
    cases = [
        townfund.TownCase(c, t.people, t.package, t.benefit, tuple((s.money, s.benefit) for s in t.slopes))
        for c, t in form.towns.items()
    ]
    must = frozenset(code for code, town in form.towns.items() if town.must)
    best = townfund.by_package(form.budget, cases, form.most_towns, must)
    thin = townfund.equal_split(form.budget, cases)
    heads = townfund.per_head(best, cases)
    rows = tuple((c, _yuan(best.money.get(c, 0)), _yuan(thin.money[c]), round(heads[c], 2)) for c in form.towns)
    concentration = [round(float(one.effective_number), 2) for one in (best, thin)]
    return Answer(
        (
            Figure("benefit", Words("按最低有效投入分配的效益", "benefit"), round(best.benefit(cases), 3), "", "MILP"),
            Figure("equal", Words("平均分配的效益", "equal split"), round(thin.benefit(cases), 3)),
            Figure("towns", Words("入选镇", "towns"), len(best.money), "个"),
            Figure(
                "effective",
                Words("等效镇数（集中／平均）", "effective number"),
                f"{concentration[0]}／{concentration[1]}",
            ),
        ),
        (Table("towns", Words("分配", "allocation"), ("镇", "集中使用（元）", "平均使用（元）", "人均（元）"), rows),),
    )


class ClaimForm(Form):
    """A lender's loss."""

    day: date
    loss: Money
    recovered: Money


class Leverage(Form):
    """Balances under dated caps, and a pool with its claims."""

    net_assets: Money
    guarantees: Money
    agricultural: bool
    largest_client: Money
    largest_group: Money
    microloan_capital: Money
    microloan_borrowing: Money
    pool: Money
    share: Part
    claims: dict[str, ClaimForm] = Field(default_factory=dict)
    default: Part
    loss_given_default: Part


def leverage(form: Leverage, rules: Rules) -> Answer:
    """Answer with leverage, headroom and breaches under the caps of the day, and what the pool can bear."""
    kind = "guarantee.balance_agricultural" if form.agricultural else "guarantee.balance"
    checks = (
        ("担保责任余额", kind, form.net_assets, form.guarantees),
        ("单户担保", "guarantee.one_client", form.net_assets, form.largest_client),
        ("集团担保", "guarantee.one_group", form.net_assets, form.largest_group),
        ("小额贷款公司融资", "microloan.bank_borrowing", form.microloan_capital, form.microloan_borrowing),
    )
    rows: list[tuple[Value, ...]] = []
    warnings: list[Problem] = []
    for name, code, base, balance in checks:
        if not rules.has(code):
            rows.append((name, _yuan(balance), None, None, None, "当日无此规定"))
            continue
        found = credit.headroom(credit.Cap(name, rules.number(code)), base, balance)
        rows.append((name, *map(_yuan, (balance, found.limit, found.room, found.over)), rules.at(code).citation.say()))
        warnings += found.problems()
    claims = [credit.Claim(c, one.day, one.loss, one.recovered) for c, one in form.claims.items()]
    paid = credit.compensate(claims, form.share, form.pool)
    supportable = credit.loans_supportable(form.pool, form.share, form.default, form.loss_given_default)
    breach = sum(Fen(one.over) for one in _breaches(checks, rules))
    return Answer(
        (
            Figure("breach", Words("超限合计", "breach"), _yuan(breach), "元", "余额−上限"),
            Figure(
                "covered",
                Words("资金池可覆盖净损失", "covered loss"),
                _yuan(credit.covered_loss(form.share, form.pool)),
                "元",
            ),
            Figure(
                "loans", Words("可支撑贷款", "loans supportable"), _yuan(supportable), "元", "池÷(比例·违约率·损失率)"
            ),
            Figure("paid", Words("已补偿", "compensated"), _yuan(sum(paid.values())), "元"),
        ),
        (
            Table(
                "caps",
                Words("杠杆上限", "caps"),
                ("项目", "余额（元）", "上限（元）", "余量（元）", "超限（元）", "依据"),
                tuple(rows),
            ),
            Table(
                "claims",
                Words("风险补偿", "claims"),
                ("申请", "补偿（元）"),
                tuple((c, _yuan(a)) for c, a in paid.items()),
            ),
        ),
        tuple(warnings),
    )


def _breaches(checks: tuple[tuple[str, str, Fen, Fen], ...], rules: Rules) -> list[credit.Headroom]:
    return [
        credit.headroom(credit.Cap(name, rules.number(code)), base, balance)
        for name, code, base, balance in checks
        if rules.has(code)
    ]


class InstrumentForm(Form):
    """One instrument for one cost item of a project."""

    project: str
    item: str
    kind: Literal["grant", "interest_subsidy", "equity"]
    amount: Wan = Field(description="补助额或入股额；贴息填零")
    balances: Series = ()
    points: Share = Decimal(0)
    returns: Series = ()
    private: Wan
    additional: bool


class Instruments(Form):
    """Instruments to compare, at one discount rate."""

    discount: Rate
    instruments: tuple[InstrumentForm, ...] = Field(min_length=1)


_KINDS = {"grant": "直接补助", "interest_subsidy": "贷款贴息", "equity": "投资入股"}


def instrument_comparison(form: Instruments, rules: Rules) -> Answer:
    """Answer with instruments by the private money a yuan of the budget moves."""
    del rules

    def fiscal(one: InstrumentForm) -> Decimal:
        if one.kind == "grant":
            return instruments.grant_cost(one.amount)
        if one.kind == "interest_subsidy":
            return instruments.interest_subsidy_cost(one.balances, one.points, form.discount)
        return instruments.equity_cost(one.amount, one.returns, form.discount)

    ranked = instruments.compared(
        instruments.Instrument(one.project, one.item, _KINDS[one.kind], fiscal(one), one.private, one.additional)
        for one in form.instruments
    )
    rows = tuple(
        (i.project, i.item, i.kind, round(i.fiscal, 2), i.private, i.leverage and round(i.leverage, 2),
         "是" if i.additional else "否") for i in ranked
    )  # fmt: skip
    best = ranked[0]
    headings = ("项目", "成本项", "工具", "财政现值（万元）", "社会投资（万元）", "撬动倍数", "增量投资")
    return Answer(
        (Figure("best", Words("撬动最多的工具", "best"), f"{best.project}·{best.kind}", "", "社会投资÷财政现值"),),
        (Table("ranked", Words("工具比较", "instruments"), headings, rows),),
    )


class DebtForm(Form):
    """One debt."""

    kind: debt.DebtKind
    outstanding: dict[Year, Wan]
    probability: Share = Decimal(1)


class DebtLedger(Form):
    """All debts, fiscal capacity by year, bands, and special bonds' income and service."""

    debts: dict[str, DebtForm] = Field(min_length=1)
    capacity: dict[Year, Annotated[Wan, Field(gt=0)]] = Field(min_length=1)
    bands: dict[str, Share] = Field(default_factory=dict)
    bond_revenue: dict[Year, Wan] = Field(default_factory=dict)
    bond_service: dict[Year, Wan] = Field(default_factory=dict)


def debt_ledger(form: DebtLedger, rules: Rules) -> Answer:
    """Answer with debt over capacity year by year, its band, and special-bond coverage."""
    debts = [debt.Debt(code, one.kind, one.outstanding, one.probability) for code, one in form.debts.items()]
    path, bands = debt.debt_path(debts, form.capacity), [(share, word) for word, share in form.bands.items()]
    rows = tuple(
        (y.year, y.direct, y.contingent, y.capacity, round(100 * y.ratio, 2), debt.band(y.ratio, bands)) for y in path
    )
    floor = rules.number("bonds.coverage_floor") if rules.has("bonds.coverage_floor") else None
    short = debt.bond_coverage(form.bond_revenue, form.bond_service, floor) if floor and form.bond_service else []
    return Answer(
        (
            Figure(
                "worst",
                Words("最高债务率", "highest ratio"),
                max(row[4] for row in rows),
                "%",
                "（直接＋或有×概率）÷财力",
            ),
        ),
        (
            Table(
                "years",
                Words("统一债务台账", "debt"),
                ("年", "直接债务（万元）", "或有债务（万元）", "财力（万元）", "债务率（%）", "等级"),
                rows,
            ),
        ),
        tuple(short),
    )


def _yuan(amount: int) -> Decimal:
    return Decimal(amount) / 100
