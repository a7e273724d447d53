"""The input form of the cohort projection: rates by area, who moves, who changes register."""

from typing import Literal

import numpy as np
from pydantic import Field, model_validator

from tongchou.decide.forms.fields import Form, People, Year
from tongchou.decide.model import Answer, Figure, Table
from tongchou.decide.people.cohort import Floats, Moves, Rates, at_the_end, evenly, project
from tongchou.decide.people.lifetable import MigrationSchedule, spread_by_age
from tongchou.decide.people.structure import structure
from tongchou.decide.rulebook import Rules
from tongchou.terms import Words


class AreaCohort(Form):
    """People of one area and status by age group, women and men."""

    area: Literal["rural", "urban"]
    status: Literal["rural", "urban"]
    women: tuple[float, ...]
    men: tuple[float, ...]


class AreaRates(Form):
    """What happens to urban people a step where it differs from the countryside; what is empty does not differ."""

    survival_women: tuple[float, ...] = ()
    survival_men: tuple[float, ...] = ()
    newborn_survival: float | None = None
    fertility: tuple[float, ...] = ()


class Moving(Form):
    """All who move from rural to urban areas a step, spread over ages by the schedule of Rogers and Castro."""

    total: People
    a1: float = Field(ge=0)
    alpha1: float
    a2: float = Field(ge=0)
    alpha2: float
    mu2: float
    lambda2: float
    c: float = Field(ge=0)

    def by_age(self, ages: int, width: int) -> Floats:
        """Return the people who move, by age group."""
        schedule = MigrationSchedule(self.a1, self.alpha1, self.a2, self.alpha2, self.mu2, self.lambda2, self.c)
        return spread_by_age(self.total, schedule.at((np.arange(ages, dtype=np.float64) + 0.5) * width))


class Cohort(Form):
    """A population in age groups, what happens to it a step, and who moves a step."""

    year: Year
    width: Literal[1, 5]
    steps: int = Field(ge=1, le=60)
    people: tuple[AreaCohort, ...] = Field(min_length=1)
    survival_women: tuple[float, ...]
    survival_men: tuple[float, ...]
    newborn_survival: float
    fertility: tuple[float, ...]
    boys_per_girl: float
    rural_to_urban: tuple[float, ...] = Field(default=(), description="persons of each age group a step, both sexes")
    moving: Moving | None = None
    settling: tuple[float, ...] = Field(default=(), description="urban residents of each age group who change register")
    external: tuple[float, ...] = Field(default=(), description="net gain of urban areas from outside, by age group")
    urban: AreaRates | None = None
    timing: Literal["even", "end"] = "even"

    @model_validator(mode="after")
    def _one_way_to_move(self) -> "Cohort":
        if bool(self.rural_to_urban) == (self.moving is not None):
            raise ValueError("rural_to_urban 与 moving 应填一项，且只填一项")
        return self

    @model_validator(mode="after")
    def _same_ages(self) -> "Cohort":
        arrays = [self.survival_women, self.survival_men, self.fertility]
        arrays += [numbers for one in self.people for numbers in (one.women, one.men)]
        maybe = [self.rural_to_urban, self.settling, self.external]
        if self.urban:
            maybe += [self.urban.survival_women, self.urban.survival_men, self.urban.fertility]
        arrays += [numbers for numbers in maybe if numbers]
        if len({len(numbers) for numbers in arrays}) != 1 or len(self.fertility) < 2:
            raise ValueError("各年龄组数组的长度应一致，且至少两组")
        return self


def cohort(form: Cohort, rules: Rules) -> Answer:
    """Answer with the population step by step."""
    del rules
    ages = len(form.fertility)
    people = np.zeros((1, 2, 2, 2, ages))
    for one in form.people:
        where = (0, ("rural", "urban").index(one.area), ("rural", "urban").index(one.status))
        people[(*where, 0)] += one.women
        people[(*where, 1)] += one.men
    rates, moves = _rates(form), _moves(form, people)
    timing = evenly if form.timing == "even" else at_the_end
    rows = []
    for index, step in enumerate(project(people, [rates] * form.steps, [moves] * form.steps, timing), start=1):
        now = structure(step.people, form.width)
        rows.append(
            (
                form.year + index * form.width,
                round(now.total),
                round(100 * now.urban_share, 2),
                round(now.urban_registered),
                round(now.school_age),
                round(now.working_age),
                round(now.over_60),
                round(float(step.births.sum())),
                round(step.deaths),
            )
        )
    headings = (
        "年",
        "总人口（人）",
        "城镇化率（%）",
        "城镇户籍（人）",
        "6—14岁（人）",
        "16—59岁（人）",
        "60岁以上（人）",
        "出生（人）",
        "死亡（人）",
    )
    return Answer(
        (
            Figure("share", Words(f"{rows[-1][0]}年城镇化率", "urban share"), rows[-1][2], "%", "队列要素法"),
            Figure("total", Words(f"{rows[-1][0]}年总人口", "population"), rows[-1][1], "人"),
        ),
        (Table("years", Words("分年人口", "population by year"), headings, tuple(rows)),),
    )


def _rates(form: Cohort) -> Rates:
    """The rates of a step by area: those of the countryside, and of urban areas where they differ."""
    town = form.urban or AreaRates()
    women, men = town.survival_women or form.survival_women, town.survival_men or form.survival_men
    newborn = form.newborn_survival if town.newborn_survival is None else town.newborn_survival
    return Rates(
        np.array([[[form.survival_women, form.survival_men]], [[women, men]]]),
        np.array([[[form.newborn_survival] * 2], [[newborn] * 2]]),
        np.array([[form.fertility], [town.fertility or form.fertility]]),
        form.boys_per_girl,
        form.width,
    )


def _moves(form: Cohort, people: Floats) -> Moves:
    """Who moves a step, each age shared over sexes and registers as the people it comes from or joins are."""
    ages = people.shape[-1]
    leaving = form.moving.by_age(ages, form.width) if form.moving else np.array(form.rural_to_urban)
    inside, outside = np.zeros_like(people), np.zeros_like(people)
    parts = _shares(people[0, 0])
    inside[0, 0], inside[0, 1] = -parts * leaving, parts * leaving
    if form.external:
        outside[0, 1] = _shares(people[0, 1]) * form.external
    settling = np.array([[form.settling or (0.0,) * ages] * 2]) / 2
    return Moves(internal=inside, external=outside, settling=settling)


def _shares(people: Floats) -> Floats:
    """Each register's and sex's part of an age group; of an empty one even parts, so that nobody is lost on the way."""
    total, cells = people.sum(axis=(0, 1)), people.shape[0] * people.shape[1]
    even = np.full_like(people, 1 / cells)
    np.divide(people, total, out=even, where=total > 0)
    return even
