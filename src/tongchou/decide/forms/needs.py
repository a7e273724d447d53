"""Input forms of the models on what people need: towns, services, insurance coverage, pensions."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import Field, model_validator

from tongchou.decide.forms.fields import Area, Form, Number, People, Positive, Rate, Share, Year
from tongchou.decide.model import Answer, Figure, Table, Value
from tongchou.decide.people import coverage, pension, services, towns
from tongchou.decide.rulebook import Rules
from tongchou.terms import Words


class TownGrowth(Form):
    """A town and the size it should reach."""

    town: str
    people: People
    target: People
    years: int = Field(gt=0)
    design: People | None = None
    boundary: Literal["镇区", "镇域"] = "镇区"
    target_boundary: Literal["镇区", "镇域"] = "镇区"
    participation: Rate
    commuters: Rate
    household: Positive
    land_per_head: Area


def town_growth(form: TownGrowth, rules: Rules) -> Answer:
    """Answer with the growth a town needs and what must come with it."""
    del rules
    town = towns.TownTarget(form.people, form.target, form.years, form.design, form.boundary, form.target_boundary)
    more = towns.needs(town.more, form.participation, form.commuters, form.household, form.land_per_head)
    return Answer(
        (
            Figure(
                "growth",
                Words("每年需增长", "growth needed"),
                round(100 * town.growth, 1),
                "%",
                "(目标/现状)^(1/年数)−1",
            ),
            Figure("more", Words("需增人口", "more people"), town.more, "人"),
            Figure("jobs", Words("需增岗位", "jobs"), more.jobs, "个", "增人×参与率÷(1+通勤比)"),
            Figure("homes", Words("需增住房", "homes"), more.homes, "套", "增人÷户均人口"),
            Figure("land", Words("需增用地", "land"), more.land, "平方米", "增人×人均用地"),
            Figure("design", Words("规划容量（不是目标）", "design capacity"), form.design, "人"),
        )
    )


class ServiceDemand(Form):
    """Children and residents by year, what is there, and how many settlers already use it."""

    level: Literal["primary", "junior", "senior"] = "primary"
    children: dict[Year, People] = Field(min_length=1)
    enrolment: Share
    school_places: dict[Year, People]
    building_years: int = 50
    residents: dict[Year, People] = Field(min_length=1)
    beds: dict[Year, People]
    settlers: People
    already_resident: People
    household: Positive


def service_demand(form: ServiceDemand, rules: Rules) -> Answer:
    """Answer with school places, classes, teachers, beds and homes, their gaps, and peaks that pass."""
    bed_rate = rules.number("health.beds_per_thousand")
    class_size, ratio = rules.number(f"school.{form.level}_class"), rules.number(f"school.{form.level}_teacher")
    level = _LEVELS[form.level]
    new = services.Settlers(form.settlers, form.already_resident).new
    pupils = {year: services.places(Decimal(count), form.enrolment) for year, count in form.children.items()}
    school = services.against(pupils, form.school_places)
    hospital = services.against({y: services.beds(n, bed_rate) for y, n in form.residents.items()}, form.beds)
    return Answer(
        (
            Figure(
                "school_gap", Words("学位最大缺口", "school gap"), max(one.gap for one in school), "个", "需求−现有"
            ),
            Figure("bed_gap", Words("床位最大缺口", "bed gap"), max(one.gap for one in hospital), "张"),
            Figure(
                "beds_for_settlers",
                Words("新增服务人口所需床位", "beds for settlers"),
                services.beds(new, bed_rate),
                "张",
            ),
            Figure(
                "homes", Words("新增服务人口所需住房", "homes for settlers"), services.homes(new, form.household), "套"
            ),
        ),
        (
            Table(
                "school",
                Words(f"{level}学位", "school places"),
                ("年", "需求", "现有", "缺口", "班级", "教师"),
                tuple(
                    (
                        o.year,
                        o.need,
                        o.capacity,
                        o.gap,
                        services.classes(o.need, class_size),
                        services.teachers(o.need, ratio),
                    )
                    for o in school
                ),
            ),
            Table(
                "beds",
                Words("床位", "beds"),
                ("年", "需求", "现有", "缺口"),
                tuple((o.year, o.need, o.capacity, o.gap) for o in hospital),
            ),
        ),
        tuple(services.peak_warning(f"{level}学位", pupils, form.building_years)),
    )


_LEVELS = {"primary": "小学", "junior": "初中", "senior": "高中"}


class Coverage(Form):
    """Insured persons and the three bases a coverage target may mean."""

    insured: dict[coverage.Base, People]
    bases: dict[coverage.Base, People] = Field(min_length=1)
    target: Share
    joining: Rate
    lapsing: Rate
    years: int = Field(ge=1, le=30)

    @model_validator(mode="after")
    def _insured_of_each(self) -> "Coverage":
        if lacking := [base.value for base in self.bases if base not in self.insured]:
            raise ValueError(f"insured 缺少 {'、'.join(lacking)}")
        return self


def insurance_coverage(form: Coverage, rules: Rules) -> Answer:
    """Answer with coverage by each definition, and the path by joining and lapsing."""
    del rules
    now = {base: coverage.coverage(base, form.insured[base], people) for base, people in form.bases.items()}
    rows = tuple(
        (base.zh, form.insured[base], form.bases[base], round(100 * float(share), 2), float(share) >= form.target)
        for base, share in now.items()
    )
    first = next(iter(now.values()))
    path = coverage.coverage_path(first, Fraction(form.joining), Fraction(form.lapsing), form.years)
    return Answer(
        tuple(
            Figure(
                f"coverage_{base.value}",
                Words(f"参保率（分母：{base.zh}）", f"coverage of {base.value}"),
                round(100 * float(share), 2),
                "%",
                "参保人数（去重）÷分母",
            )
            for base, share in now.items()
        ),
        (
            Table(
                "definitions",
                Words("三种口径", "definitions"),
                ("分母", "参保（人）", "分母（人）", "参保率（%）", "达标"),
                tuple((n, i, b, s, "是" if ok else "否") for n, i, b, s, ok in rows),
            ),
            Table(
                "path",
                Words("参保率走势", "path"),
                ("第几年", "参保率（%）"),
                tuple((n, round(100 * float(c), 2)) for n, c in enumerate(path, start=1)),
            ),
        ),
    )


class SwitchForm(Form):
    """Years and money in both schemes; ``overlap`` are personal resident premiums of months paid twice (yuan)."""

    employee_years: Number = Field(ge=0)
    resident_years: Number = Field(ge=0)
    resident_balance: Number = Field(ge=0)
    overlap: Number = Decimal(0)


class Pension(Form):
    """A career at retirement, and what the person could do instead."""

    wage: Positive
    index: Positive
    years: Positive
    age: int
    balance: Number = Field(ge=0)
    choices: tuple["PensionChoice", ...] = ()
    switch: SwitchForm | None = None
    wait_years: int = Field(default=0, ge=0, le=60)
    paid_years: int = Field(default=20, ge=1, le=60)
    discount: Rate


class PensionChoice(Form):
    """One way to go: monthly pension and what it costs whom today (yuan)."""

    name: str
    monthly: Number
    person: Number = Decimal(0)
    enterprise: Number = Decimal(0)
    fiscal: Number = Decimal(0)


def employee_pension(form: Pension, rules: Rules) -> Answer:
    """Answer with the monthly pension and the worth of each choice."""
    months = {int(bound): int(m) for bound, m in rules.scale("pension.account_months").steps if bound is not None}
    months.setdefault(65, int(rules.scale("pension.account_months").at(Decimal(65))))
    career = pension.Career(form.wage, form.index, form.years)
    least = rules.number("pension.least_years")
    whole, basic = pension.monthly_pension(career, form.balance, form.age, months, least), pension.basic_pension(career)
    headings = ("选择", "月待遇（元）", "个人支付（元）", "企业支付（元）", "财政支付（元）", "对个人的现值（元）")
    choices = [pension.Choice(c.name, c.monthly, c.person, c.enterprise, c.fiscal) for c in form.choices]
    rows = tuple(
        (
            c.name,
            c.monthly,
            c.person,
            c.enterprise,
            c.fiscal,
            round(c.worth(form.wait_years, form.paid_years, form.discount), 2),
        )
        for c in choices
    )
    return Answer(
        (
            Figure(
                "monthly", Words("月养老金", "monthly pension"), round(whole, 2), "元", "基础养老金＋个人账户养老金"
            ),
            Figure(
                "basic",
                Words("基础养老金", "basic pension"),
                round(basic, 2),
                "元",
                "(W+W·i)/2·年限·1%",
            ),
            Figure(
                "account",
                Words("个人账户养老金", "account pension"),
                round(whole - basic, 2),
                "元",
                "账户余额÷计发月数",
            ),
        ),
        (
            Table(
                "choices",
                Words("各种选择", "choices"),
                headings,
                rows,
            ),
            Table(
                "switch",
                Words("制度衔接", "switch"),
                ("进入制度", "计算年限（年）", "并入资金（元）", "退还个人（元）"),
                _switched(form.switch, least) if form.switch else (),
            ),
        ),
        tuple(pension.clipped(form.index)[1]),
    )


def _switched(form: SwitchForm, least: Decimal) -> tuple[tuple[Value, ...], ...]:
    done = pension.switch(form.employee_years, form.resident_years, form.resident_balance, form.overlap, least)
    scheme = "职工养老保险" if done.employee_scheme else "居民养老保险"
    return ((scheme, done.years, done.merged, done.refunded),)
