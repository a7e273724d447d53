"""Input forms of the models on people: shares, pace, targets."""

from typing import Literal

from pydantic import Field, model_validator

from tongchou.decide.forms.fields import Form, People, Share, Year
from tongchou.decide.model import Answer, Figure, Table
from tongchou.decide.people import consistency
from tongchou.decide.people.pace import Pace, graded, years_to
from tongchou.decide.people.share import Norm, Path, Stock, constant, converging, history, linear, neighbours, spread
from tongchou.decide.rulebook import Rules
from tongchou.terms import Problem, Words


class Count(Form):
    """Urban and rural residents at the end of a year, under one way of counting."""

    year: float = Field(ge=1900, le=2200)
    urban: People
    rural: People
    vintage: str = ""


class UrbanShare(Form):
    """Dated counts, and the years to project to."""

    counts: tuple[Count, ...] = Field(min_length=2)
    until: Year
    totals: dict[Year, People] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _later(self) -> "UrbanShare":
        if self.until <= max(one.year for one in self.counts):
            raise ValueError("until 应晚于最后一个已知年份")
        return self


def urban_share(form: UrbanShare, rules: Rules) -> Answer:
    """Answer with the urban share by three methods and their spread."""
    stocks = [Stock(one.year, one.urban, one.rural, one.vintage) for one in form.counts]
    past = history(stocks)
    last, (_, growth) = max(stocks, key=lambda one: one.when), past[-1]
    norm = Norm(float(rules.number("urban_share.norm.intercept")), float(rules.number("urban_share.norm.slope")))
    before, after = neighbours(stocks)[-1]
    gain = (after.share - before.share) / (after.when - before.when)
    paths: dict[str, Path] = {
        "增长率差不变": constant(last.share, growth),
        "增长率差收敛": converging(last.share, growth, norm.at(last.share), norm.span),
        "每年等量增加": linear(last.share, gain),
    }
    years = range(int(last.when) + 1, form.until + 1)
    rows = [
        (
            year,
            *(round(100 * path(year - last.when), 2) for path in paths.values()),
            round(100 * spread(paths, year - last.when), 2),
            _urban(paths["增长率差不变"](year - last.when), form, year),
        )
        for year in years
    ]
    at_end = 100 * paths["增长率差不变"](form.until - last.when)
    return Answer(
        (
            Figure(
                "share", Words(f"{form.until}年常住人口城镇化率", "urban share"), round(at_end, 2), "%", "增长率差不变"
            ),
            Figure(
                "growth", Words("最近的城乡增长率差", "growth difference"), round(growth, 6), "", "Δln(城镇/乡村)/年数"
            ),
            Figure("spread", Words("三种方法最大相差", "spread of methods"), rows[-1][4], "百分点"),
        ),
        (
            Table(
                "path",
                Words("逐年城镇化率", "path"),
                ("年", *(f"{name}（%）" for name in paths), "相差（百分点）", "城镇人口（人）"),
                tuple(rows),
            ),
            Table(
                "history",
                Words("历年城乡增长率差", "history"),
                ("截至", "增长率差"),
                tuple((w, round(g, 6)) for w, g in past),
            ),
        ),
    )


def _urban(share: float, form: UrbanShare, year: int) -> int | None:
    return round(share * form.totals[year]) if year in form.totals else None


class TargetPace(Form):
    """A share now and in past years, dated targets, and the yearly gains of peers (percentage points)."""

    year: Year
    share: Share
    targets: dict[Year, Share] = Field(min_length=1)
    denominator: Literal["resident", "hukou"]
    past: dict[Year, Share] = Field(min_length=1)
    peer_gains: tuple[float, ...] = ()
    total_now: People
    totals: dict[Year, People] = Field(default_factory=dict)


def target_pace(form: TargetPace, rules: Rules) -> Answer:
    """Answer with the pace each target needs, its grade, where the observed pace leads, and a ladder of milestones."""
    del rules
    rows, figures, warnings, observed = [], [], list[Problem](), _observed(form)
    for year, target in sorted(form.targets.items()):
        pace = Pace(float(form.share), float(target), year - form.year)
        grade, told = graded(pace.points, form.peer_gains)
        reached = 100 * constant(float(form.share), observed)(year - form.year)
        late = years_to(float(form.share), float(target), observed)
        people = pace.new_urban(form.total_now, form.totals.get(year, form.total_now))
        figures.append(
            Figure(
                f"reached_{year}",
                Words(f"按现有速度{year}年达到", f"reached by {year}"),
                round(reached, 2),
                "%",
                "增长率差不变",
            )
        )
        rows.append(
            (
                year,
                100 * target,
                round(pace.points, 3),
                round(pace.growth, 4),
                round(reached, 2),
                round(pace.shortfall(observed), 2),
                grade.zh if grade else None,
                round(form.year + late, 1) if late is not None else None,
                round(people),
            )
        )
        warnings += told
    last = max(form.targets)
    ladder = Pace(float(form.share), float(form.targets[last]), last - form.year).ladder()
    steps = tuple((form.year + 1 + index, round(100 * share, 2)) for index, share in enumerate(ladder))
    headings = (
        "目标年",
        "目标（%）",
        "所需（百分点/年）",
        "所需增长率差",
        "现速达到（%）",
        "相差（百分点）",
        "评价",
        "现速达标年",
        "需新增城镇人口（人）",
    )
    return Answer(
        tuple(figures),
        (
            Table("targets", Words("目标与所需速度", "targets"), headings, tuple(rows)),
            Table("ladder", Words("年度台阶", "ladder"), ("年", "应达到（%）"), steps),
        ),
        tuple(warnings),
    )


def _observed(form: TargetPace) -> float:
    """The growth difference from the last past share to the present one."""
    last = max(form.past)
    return Pace(float(form.past[last]), float(form.share), form.year - last).growth


class ShareTarget(Form):
    """A promised share: who over whom, between two bounds."""

    code: str
    part: str
    whole: str
    low: Share
    high: Share


class CountBound(Form):
    """A count known or promised to lie between two values."""

    code: str
    name: str
    low: People
    high: People


class Identity(Form):
    """A sum of counts that equals a value; plus and minus name the counts."""

    code: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    value: People = 0


class TargetConsistency(Form):
    """Facts and identities never in question, and the targets that are."""

    facts: tuple[CountBound, ...]
    identities: tuple[Identity, ...] = ()
    shares: tuple[ShareTarget, ...] = ()
    counts: tuple[CountBound, ...] = ()


def target_consistency(form: TargetConsistency, rules: Rules) -> Answer:
    """Answer with the smallest sets of targets that cannot all be true."""
    del rules
    facts = [consistency.count(one.code, one.name, one.low, one.high) for one in form.facts]
    for one in form.identities:
        terms = dict.fromkeys(one.plus, 1.0) | dict.fromkeys(one.minus, -1.0)
        facts.append(consistency.identity(one.code, terms, one.value))
    targets = [consistency.share(t.code, t.part, t.whole, float(t.low), float(t.high)) for t in form.shares]
    targets += [consistency.count(one.code, one.name, one.low, one.high) for one in form.counts]
    found = consistency.smallest_conflicts(facts, targets)
    rows = tuple((index + 1, "、".join(sorted(codes))) for index, codes in enumerate(found))
    return Answer(
        (Figure("conflicts", Words("互相矛盾的目标组", "inconsistent sets"), len(found), "组", "线性可行性检验"),),
        (Table("sets", Words("不能同时成立的目标", "sets"), ("序号", "目标"), rows),),
    )
