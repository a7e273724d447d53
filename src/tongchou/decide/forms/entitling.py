"""Input forms of what a person may claim: settling, an account, months of benefit; and where constant rates lead."""

from decimal import Decimal
from typing import Annotated, Literal

import numpy as np
from pydantic import Field, model_validator

from tongchou.decide.forms.fields import Form, Number, People, Positive, Rate, Share
from tongchou.decide.model import Answer, Figure, Table
from tongchou.decide.people import eligibility, lifetable, pace, pension
from tongchou.decide.people.share import constant, gompertz_to, linear, logistic_to, peer_fan, spread
from tongchou.decide.rulebook import Rules
from tongchou.terms import Words


class ApplicantForm(Form):
    """A household that wants to settle."""

    dwelling: bool
    job: bool
    insurance_years: Number = Field(ge=0)


class Eligibility(Form):
    """A city's size and those who apply."""

    city_people: People = Field(gt=0)
    applicants: dict[str, ApplicantForm] = Field(min_length=1)


def settling_eligibility(form: Eligibility, rules: Rules) -> Answer:
    """Answer with what a city of the size may ask, and who lacks what."""
    years = rules.scale("settlement.insurance_years")
    asked = eligibility.condition(form.city_people, years, int(rules.number("settlement.points_from")))
    lacks = {
        code: eligibility.lacking(eligibility.Applicant(one.dwelling, one.job, one.insurance_years), asked)
        for code, one in form.applicants.items()
    }
    rows = tuple((code, "可以落户" if not found else "尚缺", "、".join(found) or "—") for code, found in lacks.items())
    return Answer(
        (
            Figure(
                "ready",
                Words("现在可以落户", "may settle"),
                sum(not found for found in lacks.values()),
                "户",
                "逐户对照当日规定",
            ),
            Figure(
                "years",
                Words("社保年限最多可要求", "insurance years at most"),
                asked.insurance_years,
                "年",
                "按城区人口分档",
            ),
            Figure(
                "points", Words("可否用积分", "points"), "可以" if asked.points else "不可以", "", "城区 500 万以上"
            ),
        ),
        (Table("applicants", Words("逐户", "applicants"), ("申请户", "结论", "尚缺"), rows),),
    )


class PensionAccount(Form):
    """A monthly base, the credited rate of each year, and years of unemployment insurance."""

    base: Positive
    credited: tuple[Rate, ...] = Field(min_length=1, max_length=60)
    unemployment_years: Number = Field(default=Decimal(0), ge=0)


def pension_account(form: PensionAccount, rules: Rules) -> Answer:
    """Answer with the account built month by month, and the longest unemployment benefit."""
    rate = rules.number("pension.account_rate")
    rows = tuple(
        (year, round(pension.account_balance(form.base, rate, form.credited[:year]), 2))
        for year in range(1, len(form.credited) + 1)
    )
    return Answer(
        (
            Figure(
                "balance",
                Words("个人账户余额", "balance"),
                rows[-1][1],
                "元",
                "逐月：上月余额×(1＋年记账率/12)＋基数×8%",
            ),
            Figure(
                "months",
                Words("失业金最长期限", "months of benefit"),
                pension.benefit_months(form.unemployment_years),
                "月",
                "缴费 1—5 年 12 个月、5—10 年 18 个月、10 年以上 24 个月",
            ),
        ),
        (Table("years", Words("逐年余额", "years"), ("第几年", "余额（元）"), rows),),
    )


class UrbanIncrease(Form):
    """A gain in urban people and its three parts, which must add up."""

    increase: People
    natural: int
    moved_in: int
    reclassified: int = Field(ge=0)


def urban_increase(form: UrbanIncrease, rules: Rules) -> Answer:
    """Answer with the parts of an urban increase; people reclassified did not move.

    :raises Refusal: ``decide.people.delta-split`` where the parts do not add up.
    """
    del rules
    parts = pace.split_increase(form.increase, form.natural, form.moved_in, form.reclassified)
    names = {"natural": "自然增长", "moved_in": "迁入", "reclassified": "区划调整划入"}
    rows = tuple(
        (names[code], count, round(100 * count / form.increase, 2) if form.increase else None)
        for code, count in parts.items()
    )
    return Answer(
        (
            Figure("moved", Words("真正迁入城镇的人", "moved in"), parts["moved_in"], "人", "增量−自然增长−划入"),
            Figure("increase", Words("城镇人口增量", "increase"), form.increase, "人", "三部分之和"),
        ),
        (Table("parts", Words("三部分", "parts"), ("来源", "人数（人）", "占比（%）"), rows),),
    )


class UrbanCeiling(Form):
    """Dated shares, a ceiling, and the growth differences of peers."""

    shares: dict[int, Share] = Field(min_length=2)
    until: int = Field(le=2200)
    ceiling: Share
    peer_growths: tuple[float, ...] = ()

    @model_validator(mode="after")
    def _later(self) -> "UrbanCeiling":
        if self.until <= max(self.shares):
            raise ValueError("until 应晚于最后一个已知年份")
        return self


def urban_ceiling(form: UrbanCeiling, rules: Rules) -> Answer:
    """Answer with logistic, Gompertz and linear paths, the fan of peers, and how far they lie apart.

    :raises Refusal: ``decide.people.ceiling`` where the ceiling is not above every observed share.
    """
    del rules
    series = sorted((float(year), float(share)) for year, share in form.shares.items())
    (before, past), (last, now) = series[-2:]
    paths = {
        "逻辑斯蒂": logistic_to(float(form.ceiling), series),
        "Gompertz": gompertz_to(float(form.ceiling), series),
        "线性": linear(now, (now - past) / (last - before)),
    }
    if form.peer_growths:
        fan = peer_fan(now, form.peer_growths, (0.1, 0.5, 0.9))
        paths |= {f"同类 P{round(100 * q)}": path for q, path in fan.items()}
    else:
        paths["增长率差不变"] = constant(now, pace.Pace(past, now, last - before).growth)
    rows = tuple(
        (year, *(round(100 * path(year - last), 2) for path in paths.values()))
        for year in range(int(last) + 1, form.until + 1)
    )
    return Answer(
        (
            Figure(
                "spread",
                Words("各方法最大相差", "spread"),
                round(100 * spread(paths, form.until - last), 2),
                "百分点",
                "最后一年各方法最大值减最小值",
            ),
            Figure(
                "logistic",
                Words(f"{form.until}年城镇化率（逻辑斯蒂）", "logistic"),
                rows[-1][1],
                "%",
                "K÷(1+e^−(a+bt))，最小二乘",
            ),
        ),
        (Table("path", Words("逐年", "path"), ("年", *(f"{name}（%）" for name in paths)), rows),),
    )


class StablePopulation(Form):
    """Women of one area: person-years lived, fertility, and the width of the age groups."""

    width: Literal[1, 5]
    person_years: tuple[Annotated[float, Field(gt=0)], ...] = Field(min_length=2)
    fertility: tuple[float, ...]
    boys_per_girl: float = Field(gt=0)

    @model_validator(mode="after")
    def _same(self) -> "StablePopulation":
        if len(self.person_years) != len(self.fertility):
            raise ValueError("person_years 与 fertility 的长度应一致")
        return self


def stable_population(form: StablePopulation, rules: Rules) -> Answer:
    """Answer with the growth and age structure that constant rates lead to."""
    del rules
    lived = np.array(form.person_years) / 100_000
    found = lifetable.stable_population(
        lifetable.leslie(lived, np.array(form.fertility), form.boys_per_girl), form.width
    )
    rows = tuple((n * form.width, round(100 * float(share), 3)) for n, share in enumerate(found.shares))
    return Answer(
        (
            Figure(
                "rate",
                Words("内在增长率", "intrinsic growth"),
                round(1000 * found.growth, 4),
                "‰",
                "ln(最大特征根)÷组距",
            ),
            Figure("factor", Words("每步增长倍数", "factor"), round(found.factor, 7), "倍", "莱斯利矩阵的最大特征根"),
        ),
        (Table("ages", Words("稳定年龄结构", "ages"), ("起始年龄（岁）", "占比（%）"), rows),),
    )
