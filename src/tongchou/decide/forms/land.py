"""Input forms of the models on land: the quota ledger, residence, revenue, dividends, consolidation."""

from datetime import date
from decimal import Decimal

from pydantic import Field

from tongchou.decide.forms.fields import Area, Form, Money, Number, People, Positive, Share
from tongchou.decide.land import consolidation, dividend, plots, residence, revenue, swap
from tongchou.decide.land.ledger import Entry
from tongchou.decide.model import Answer, Figure, Table, Value
from tongchou.decide.rulebook import Rules
from tongchou.terms import Citation, Fen, Problem, Refusal, Words, convert

_NOTHING = Fen(0)


class SwapEntry(Form):
    """One move of area in the ledger."""

    code: str
    day: date
    known: date | None = None
    project: str
    move: swap.Move
    area: Area


class PlotForm(Form):
    """A plot of a project."""

    code: str
    county: str
    area: Area
    arable: Area = Decimal(0)
    grade: Decimal | None = Field(default=None, ge=1, le=15)
    basic_farmland: bool = False

    def plot(self) -> plots.Plot:
        """Return the plot of the model."""
        return plots.Plot(self.code, self.county, self.area, self.arable, self.grade, self.basic_farmland)


class SwapProjectForm(Form):
    """A project area with its approval, deadline and plots."""

    county: str
    approved: date
    deadline: date
    extension: str = ""
    building: tuple[PlotForm, ...] = ()
    reclaimed: tuple[PlotForm, ...] = ()


class SwapLedger(Form):
    """Projects and every entry of the ledger."""

    projects: dict[str, SwapProjectForm] = Field(min_length=1)
    entries: tuple[SwapEntry, ...]


def swap_ledger(form: SwapLedger, rules: Rules) -> Answer:
    """Answer with each project's standing on the day asked, what is overdue, and what is wrong with its plots.

    :raises Refusal: plots that break a rule, or entries that overdraw an account.
    """
    years = int(rules.number("land.swap_years"))
    projects = [
        swap.SwapProject(code, p.county, p.approved, p.deadline, Citation(p.extension) if p.extension else None, years)
        for code, p in form.projects.items()
    ]
    if wrong := [problem for one in form.projects.values() for problem in _plot_problems(one)]:
        raise Refusal(wrong)
    ledger = swap.new_ledger().post(_entry(one) for one in form.entries)
    held, day = ledger.balances(rules.as_of), rules.as_of.true_on
    standings = {one.code: swap.standing(one, held, day) for one in projects}
    rows = tuple((code, s.stage.zh, *_hectares(s)) for code, s in standings.items())
    owed = sum((one.owed for one in standings.values()), Decimal(0))
    headings = (
        "项目",
        "阶段",
        *(f"{name}（公顷）" for name in ("已下达", "已建新", "已验收", "已归还", "尚欠", "节余")),
    )
    return Answer(
        (
            Figure("owed", Words("尚欠指标", "owed"), owed / 10_000, "公顷", "已下达−已归还"),
            Figure("owed_mu", Words("尚欠指标（亩）", "owed in mu"), round(convert(owed, "m2", "亩"), 2), "亩"),
        ),
        (Table("projects", Words(f"{day}各项目账", "standing"), headings, rows),),
        tuple(swap.overdue(projects, held, day)),
    )


def _hectares(standing: swap.Standing) -> tuple[Value, ...]:
    areas = (standing.issued, standing.used, standing.accepted, standing.returned, standing.owed, standing.surplus)
    return tuple(area / 10_000 for area in areas)


def _plot_problems(form: SwapProjectForm) -> list[Problem]:
    return plots.plot_problems(form.county, [p.plot() for p in form.building], [p.plot() for p in form.reclaimed])


def _entry(form: SwapEntry) -> Entry:
    source, target = swap.MOVES[form.move]
    return Entry(form.code, form.day, form.known or form.day, form.project, source, target, form.area)


class HouseholdForm(Form):
    """A household and its choice."""

    people: People
    land: Area
    homestead: Area
    choice: residence.Choice
    house: Money
    crops: Money
    rehoused: Area = Decimal(0)
    consents: bool
    unpaid_days: int = 0


class Residence(Form):
    """A concentrated-residence project: households, price, money, gates."""

    price: Positive = Field(description="区片综合地价，元/平方米")
    price_published: date
    approval: date
    deposited: Money
    security_per_head: Money
    area_per_head: Area
    households: dict[str, HouseholdForm] = Field(min_length=1)
    quota_value: Money
    receipts: Money = _NOTHING
    subsidies: Money = _NOTHING
    demolition: Money
    resettlement: Money
    infrastructure: Money
    reclamation: Money
    finance: Money
    new_site: Area
    roads: Area
    least_consent: Share
    interim_months: int
    most_interim_months: int
    distance_km: Decimal
    most_distance_km: Decimal
    developer: bool
    rights_kept: bool


def concentrated_residence(form: Residence, rules: Rules) -> Answer:
    """Answer with what each household is due, the project's balance, land saved, and gates not passed."""
    residence.price_in_date(form.price_published, form.approval, int(rules.number("land.price_years")))
    homes = [
        residence.Household(code, *(getattr(h, name) for name in HouseholdForm.model_fields))
        for code, h in form.households.items()
    ]
    for home in homes:
        residence.entitled(home, form.area_per_head)
    due = [residence.compensation(home, form.price, form.security_per_head) for home in homes]
    residence.funds_in_place(due, form.deposited)
    project = residence.ResidenceProject(
        *(getattr(form, name) for name in residence.ResidenceProject.__dataclass_fields__)
    )
    plan = residence.Plan(form.interim_months, form.distance_km, form.developer, form.rights_kept)
    gates = residence.Gates(form.least_consent, form.most_interim_months, form.most_distance_km)
    rows = tuple(
        (c.household, _yuan(c.land), _yuan(c.house), _yuan(c.crops), _yuan(c.security), _yuan(c.total)) for c in due
    )
    return Answer(
        (
            Figure("balance", Words("项目收支差", "balance"), _yuan(project.balance), "元", "收入−成本"),
            Figure("due", Words("应补偿合计", "compensation"), _yuan(sum(c.total for c in due)), "元", "四项分列"),
            Figure(
                "saved", Words("净节余土地", "land saved"), round(project.saved(homes), 2), "亩", "旧宅基地−新址−道路"
            ),
        ),
        (
            Table(
                "households",
                Words("逐户补偿", "by household"),
                ("农户", "土地（元）", "房屋（元）", "青苗附着物（元）", "社会保障（元）", "合计（元）"),
                rows,
            ),
        ),
        tuple(residence.gate_problems(homes, plan, gates)),
    )


class ParcelForm(Form):
    """A parcel sold."""

    town: str
    gross: Money
    acquisition: Money
    development: Money
    fees: Money
    area: Area


class LandRevenue(Form):
    """Parcels, slices of net and gross revenue, and what towns keep."""

    parcels: dict[str, ParcelForm] = Field(min_length=1)
    of_net: dict[str, Share] = Field(default_factory=dict)
    of_gross: dict[str, Share] = Field(default_factory=dict)
    kept: dict[str, Share] = Field(default_factory=dict)
    city_share: Share
    spent_rural: Money = _NOTHING


def land_revenue(form: LandRevenue, rules: Rules) -> Answer:
    """Answer with net revenue, slices, and retention on net and on gross, as the document may mean either."""
    del rules
    parcels = [
        revenue.Parcel(code, p.town, p.gross, p.acquisition, p.development, p.fees, p.area)
        for code, p in form.parcels.items()
    ]
    slices = revenue.Slices(form.of_net, form.of_gross)
    aside = [(parcel, revenue.set_aside(parcel, slices)) for parcel in parcels]
    kept = revenue.retained(parcels, form.kept, form.city_share)
    rural = revenue.rural_share(form.spent_rural, parcels)
    return Answer(
        (
            Figure(
                "net", Words("土地出让净收益", "net revenue"), _yuan(sum(p.net for p in parcels)), "元", "收入−成本"
            ),
            Figure("rural", Words("用于农业农村占净收益", "rural share"), rural and round(100 * rural, 2), "%"),
        ),
        (
            Table(
                "slices",
                Words("计提", "slices"),
                ("地块", "用途", "金额（元）"),
                tuple((parcel.code, use, _yuan(amount)) for parcel, uses in aside for use, amount in uses.items()),
            ),
            Table(
                "kept",
                Words("镇留成", "retention"),
                ("镇", "按净收益（元）", "按总收入（元）"),
                tuple((one.town, _yuan(one.of_net), _yuan(one.of_gross)) for one in kept),
            ),
        ),
        tuple(revenue.losses(parcels)),
    )


class Dividend(Form):
    """A collective's year: income, loss to cover, reserve, shares, days the plan was shown."""

    income: Money
    old_loss: Money = _NOTHING
    reserve: Share
    shares: dict[str, int] = Field(min_length=1)
    registered: int
    published_days: int


def collective_dividend(form: Dividend, rules: Rules) -> Answer:
    """Answer with reserve and what each holder is paid, to the fen."""
    del rules
    plan = dividend.Plan(form.income, form.old_loss, form.reserve, form.shares, form.registered, form.published_days)
    done = dividend.distribute(plan)
    return Answer(
        (
            Figure(
                "paid", Words("可分配", "distributed"), _yuan(sum(done.paid.values())), "元", "收益−弥补亏损−公积公益金"
            ),
            Figure("reserve", Words("公积公益金", "reserve"), _yuan(done.reserve), "元"),
            Figure("carried", Words("结转亏损", "loss carried"), _yuan(done.carried), "元"),
        ),
        (
            Table(
                "holders",
                Words("分配明细", "holders"),
                ("持有人", "份额", "金额（元）"),
                tuple((holder, form.shares[holder], _yuan(amount)) for holder, amount in done.paid.items()),
            ),
        ),
    )


class Consolidation(Form):
    """A consolidation surveyed before and after, its cost, and the arable a project takes."""

    arable_before: Area
    arable_after: Area
    paddy_before: Area
    paddy_after: Area
    grain_before: Number
    grain_after: Number
    cost: Money
    taken: Area = Decimal(0)
    arable_per_head: Positive = Field(description="县人均耕地，亩")
    tax_rate: Number | None = Field(default=None, description="元/平方米；不写则给出法定上下限")
    basic_farmland: bool = False


def land_consolidation(form: Consolidation, rules: Rules) -> Answer:
    """Answer with new arable, paddy and grain, unit cost, and the tax on arable taken."""
    before = consolidation.Survey(form.arable_before, form.paddy_before, form.grain_before)
    found = consolidation.gain(
        before, consolidation.Survey(form.arable_after, form.paddy_after, form.grain_after), form.cost
    )
    low, high = consolidation.tax_range(
        form.arable_per_head, rules.scale("land.occupation_tax.low"), rules.scale("land.occupation_tax.high")
    )
    times = rules.number("land.occupation_tax.basic_farmland")
    rates = {"法定下限": low, "法定上限": high} | ({"所选税额": form.tax_rate} if form.tax_rate is not None else {})
    rows = tuple(
        (name, rate, _yuan(consolidation.occupation_tax(form.taken, rate, form.basic_farmland, times)))
        for name, rate in rates.items()
    )
    return Answer(
        (
            Figure(
                "arable", Words("新增耕地", "new arable"), round(convert(found.arable, "m2", "亩"), 2), "亩", "后−前"
            ),
            Figure("paddy", Words("新增水田", "new paddy"), round(convert(found.paddy, "m2", "亩"), 2), "亩"),
            Figure("grain", Words("新增粮食产能", "new capacity"), found.grain, "公斤/年"),
            Figure("unit", Words("每亩成本", "cost a mu"), found.cost_per_mu and round(found.cost_per_mu, 2), "元/亩"),
        ),
        (Table("tax", Words("耕地占用税", "tax"), ("档", "税额（元/平方米）", "税款（元）"), rows),),
    )


def _yuan(amount: int) -> Decimal:
    return Decimal(amount) / 100
