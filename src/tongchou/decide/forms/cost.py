"""Input forms of the cost of settling people."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pydantic import Field

from tongchou.decide.cost import burden, fund, sheet, studies
from tongchou.decide.cost.model import Arrivals, Item, Payer, Shares
from tongchou.decide.forms.fields import Form, Money, Part, People, Positive, Rate, Share, Year
from tongchou.decide.model import Answer, Figure, Table, Value
from tongchou.decide.rulebook import Rules
from tongchou.terms import Citation, Fen, Problem, Words

_NOTHING = Fen(0)
Rows = tuple[tuple[Value, ...], ...]


class CostItem(Form):
    """One cost of settling one person, and who pays it."""

    once: Money = _NOTHING
    yearly: Money = _NOTHING
    phases: tuple[Decimal, ...] = (Decimal(1),)
    received: Money = _NOTHING
    idle: People = 0
    contains: tuple[str, ...] = ()
    inflation: Rate = Decimal(0)
    shares: dict[Payer, Share]
    locked: bool = False

    def item(self, code: str, price_year: int) -> Item:
        """Return the item of the cost model."""
        return Item(
            code,
            self.once,
            self.yearly,
            self.phases,
            self.received,
            self.idle,
            price_year,
            self.inflation,
            frozenset(self.contains),
        )


class FundForm(Form):
    """The special fund that pays part of it."""

    balance: Money
    inflows: dict[Year, Money]
    earned: Rate = Decimal(0)
    earmarks: tuple[str, ...] = ()

    def made(self) -> fund.Fund:
        """Return the fund of the cost model."""
        return fund.Fund(self.balance, self.inflows, self.earned, frozenset(self.earmarks))


class StudyForm(Form):
    """A published cost a head with its own scope."""

    per_head: Positive
    items: str
    price_year: Year
    source: str


class CitizenizationCost(Form):
    """Settlers by year, items, the years to count, and the special fund."""

    settlers: dict[Year, People] = Field(min_length=1)
    stay: Part = Decimal(1)
    price_year: Year
    until: Year
    discount: Rate
    items: dict[str, CostItem] = Field(min_length=1)
    fund: FundForm | None = None
    studies: tuple[StudyForm, ...] = ()
    study_years: int = Field(default=37, ge=0, le=100)
    budget: dict[Year, Money] = Field(default_factory=dict)
    extra_tax: Money = _NOTHING


def citizenization_cost(form: CitizenizationCost, rules: Rules) -> Answer:
    """Answer with cost by payer, item and year, average and marginal, and the path of the fund."""
    del rules
    items = [one.item(code, form.price_year) for code, one in form.items.items()]
    shares = {code: Shares(one.shares, one.locked) for code, one in form.items.items()}
    arrivals, years = Arrivals(form.settlers, form.stay), range(min(form.settlers), form.until + 1)
    whole, more = sheet.average(items, shares, arrivals, years), sheet.marginal(items, shares, arrivals, years)
    study = sheet.per_head_undiscounted(items, form.study_years)
    published = [studies.Study(s.source, s.per_head, s.items, s.price_year, Citation(s.source)) for s in form.studies]
    path, warnings = _fund(form, whole)
    stress, weighed = _stress(form, shares, years), _weighed(form, whole)
    payers = tuple((p.zh, _yuan(a), round(100 * a / whole.total, 3)) for p, a in whole.by_payer().items())
    lines = tuple((one.year, one.item, one.payer.zh, _yuan(one.amount)) for one in whole.lines if one.amount)
    return Answer(
        (
            Figure("total", Words("总成本（平均成本口径）", "average cost"), _yuan(whole.total), "元", "各年各项之和"),
            Figure(
                "marginal",
                Words("新增成本（边际口径）", "marginal cost"),
                _yuan(more.total),
                "元",
                "扣除闲置容量和已享服务",
            ),
            Figure(
                "per_head", Words("人均成本", "cost a head"), round(whole.per_head(), 2), "元/人", "总成本÷落户人数"
            ),
            Figure(
                "present",
                Words("现值", "present value"),
                _yuan(whole.present_value(form.discount, form.price_year)),
                "元",
            ),
            *_paid_back(form, weighed),
            Figure("study", Words(f"与文献可比（{form.study_years}年不折现）", "as in studies"), study, "元/人"),
        ),
        (
            Table("payers", Words("按承担方", "by payer"), ("承担方", "金额（元）", "占比（%）"), payers),
            Table("items", Words("按项目", "by item"), ("项目", "金额（元）"), _pairs(whole.by_item())),
            Table(
                "years",
                Words("按年", "by year"),
                ("年", "平均口径（元）", "边际口径（元）"),
                tuple((y, _yuan(a), _yuan(more.by_year()[y])) for y, a in whole.by_year().items()),
            ),
            _payer_years(whole),
            Table("lines", Words("明细：年×项目×承担方", "lines"), ("年", "项目", "承担方", "金额（元）"), lines),
            Table(
                "fund", Words("专项资金", "fund"), ("年", "收入（元）", "支出（元）", "结余（元）", "缺口（元）"), path
            ),
            _burden(weighed),
            Table("stress", Words("专项资金压力测试", "stress"), ("情形", "首次缺口年", "缺口合计（元）"), stress),
            Table(
                "studies",
                Words("已发表研究（口径各异，不可平均）", "studies"),
                ("来源", "范围", "价格年", "元/人"),
                tuple((s.code, s.items, s.price_year, s.per_head) for s in published),
            ),
        ),
        (*warnings, *studies.band(study, published)),
    )


def _weighed(form: CitizenizationCost, whole: sheet.CostSheet) -> list[burden.Burden]:
    """The public part of the cost beside the budget and the tax the settled bring; empty where neither was given."""
    if not form.budget and not form.extra_tax:
        return []
    public = whole.public()
    settled = {year: sum(n for when, n in form.settlers.items() if when <= year) for year in public}
    return burden.burden(public, form.budget, settled, form.extra_tax)


def _paid_back(form: CitizenizationCost, weighed: list[burden.Burden]) -> tuple[Figure, ...]:
    if not form.extra_tax:
        return ()
    return (Figure("paid_back", Words("新增税收收回公共成本的年份", "paid back"), burden.paid_back(weighed), "年"),)


def _burden(weighed: list[burden.Burden]) -> Table:
    rows: Rows = tuple(
        (one.year, _yuan(one.cost), None if one.share is None else round(100 * one.share, 3), _yuan(one.tax),
         _yuan(one.open)) for one in weighed
    )  # fmt: skip
    headings = ("年", "公共成本（元）", "占一般公共预算支出（%）", "新增税收（元）", "尚未收回（元）")
    return Table("burden", Words("财政负担", "burden on the budget"), headings, rows)


def _payer_years(whole: sheet.CostSheet) -> Table:
    """Cost by year and payer, those who pay nothing left out."""
    sums: dict[tuple[int, Payer], int] = {}
    for line in whole.lines:
        sums[line.year, line.payer] = sums.get((line.year, line.payer), 0) + line.amount
    payers = [payer for payer in Payer if any(sums.get((year, payer)) for year in whole.by_year())]
    rows: Rows = tuple((year, *(_yuan(sums.get((year, payer), 0)) for payer in payers)) for year in whole.by_year())
    return Table("payer_years", Words("按年和承担方", "by year and payer"),
                 ("年", *(f"{payer.zh}（元）" for payer in payers)), rows)  # fmt: skip


def _stress(form: CitizenizationCost, shares: dict[str, Shares], years: range) -> Rows:
    """The fund with a fifth more settlers, with recurrent cost a tenth higher, and with both."""
    if form.fund is None:
        return ()
    one = form.fund.made()

    def path(people: Decimal, recurrent: Decimal) -> Sequence[fund.FundYear]:
        items = [_dearer(item.item(code, form.price_year), recurrent) for code, item in form.items.items()]
        arrivals = Arrivals({year: round(count * people) for year, count in form.settlers.items()}, form.stay)
        return fund.fund_path(one, fund.payouts(one, sheet.average(items, shares, arrivals, years)))

    return tuple(
        (name, next((year.year for year in run if year.short), None), _yuan(sum(year.short for year in run)))
        for name, run in fund.stressed(path).items()
    )


def _dearer(item: Item, times: Decimal) -> Item:
    return replace(item, yearly=sheet.whole(item.yearly * times))


def _fund(form: CitizenizationCost, whole: sheet.CostSheet) -> tuple[Rows, list[Problem]]:
    if form.fund is None:
        return (), []
    one = form.fund.made()
    path = fund.fund_path(one, fund.payouts(one, whole))
    return tuple((y.year, *map(_yuan, (y.inflow, y.payout, y.balance, y.short))) for y in path), fund.solvency(path)


def _yuan(amount: int) -> Decimal:
    return Decimal(amount) / 100


def _pairs(amounts: dict[str, Fen]) -> tuple[tuple[str, Decimal], ...]:
    return tuple((name, _yuan(amount)) for name, amount in amounts.items())
