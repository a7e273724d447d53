"""The tables of reporting in a pack: forms and their cells, assignments, checks, clocks, days off."""

from decimal import Decimal

from pydantic import Field

from tongchou.packs.fields import Code, Codes, Day, Level, Number, Row, Text
from tongchou.terms import PeriodKind, Words

_EVERY = "^(month|quarter|half|year)$"


class FormRow(Row):
    """``forms.csv``: a reporting form; a new version is a new row with the same code."""

    code: Code = Field(description="short name; unique together with version")
    version: int = Field(1, ge=1, description="counts from 1")
    name: Text = Field(description="Chinese name")
    name_en: str = Field("", description="English name")
    every: str = Field(description="how often it is filled in", pattern=_EVERY)
    level: Level = Field(description="level of the places it asks about")
    clock: Code = Field(description="code in clocks.csv, or one of the shipped clocks")
    owner: str = Field("", description="unit code of the department that asks and reviews")
    desks: Codes = Field(
        ("county", "department", "office"),
        description="levels of approval in order; one left out is skipped, one with ? may be passed over",
    )
    signed: bool = Field(True, description="the head of the unit signs before it is submitted")
    whole: bool = Field(True, description="every cell is answered before it is submitted")
    valid_from: Day | None = Field(None, description="first day it may be issued")
    valid_to: Day | None = Field(None, description="first day it may not")
    basis: str = Field("", description="document that registers it (批准文号)")
    note: str = Field("", description="how to fill it in")

    @property
    def period_kind(self) -> PeriodKind:
        """The kind of period it is filled in for."""
        return PeriodKind(self.every)

    @property
    def words(self) -> Words:
        """The name in both languages."""
        return Words(self.name, self.name_en)


class FormCell(Row):
    """``form_cells.csv``: an element that a form asks for, in the order of its columns."""

    form: Code = Field(description="form code")
    element: Code = Field(description="element code")
    section: str = Field("", description="heading it stands under")
    first_version: int = Field(1, ge=1, description="first version of the form that asks for it")
    last_version: int | None = Field(None, ge=1, description="last version that asks for it; empty: still")


class Assignment(Row):
    """``assignments.csv``: which unit answers for a form, from and to which day."""

    form: Code = Field(description="form code")
    unit: Code = Field(description="unit code")
    places: Codes = Field((), description="places it answers for; empty: those of the form's level at or below its own")
    valid_from: Day | None = Field(None, description="first day")
    valid_to: Day | None = Field(None, description="first day after")


class CheckRow(Row):
    """``checks.csv``: what must hold between reported figures: left, operator, right."""

    code: Code = Field(description="unique in its file")
    name: Text = Field(description="what must hold, in Chinese")
    name_en: str = Field("", description="the same in English")
    form: str = Field("", description="form it belongs to; empty: wherever its elements stand")
    weight: str = Field("explain", description="what a breach asks for", pattern="^(block|explain|hint)$")
    left: Text = Field(description="formula over elements as in ``indicators.csv``: + - * / ( ), prev(x), year_ago(x)")
    operator: str = Field(
        description="relation that must hold",
        pattern="^(eq|ne|lt|le|gt|ge|compulsory_pair|exclusive_pair|sum_of_parts|same_as_source)$",
    )
    right: str = Field("", description="expression; empty for sum_of_parts and same_as_source")
    tolerance: Number = Field(Decimal(0), ge=0, description="difference still right, in the unit of the elements")
    share: Number = Field(Decimal(0), ge=0, description="difference still right, as a share of the larger side")
    missing: str = Field(
        "skip_any",
        pattern="^(skip_any|skip_all|as_zero)$",
        description="with a missing operand: skip, skip if all of a side are missing (others 0), or take missing as 0",
    )
    source: str = Field("", description="for same_as_source: the source code it is held against")
    valid_from: Day | None = Field(None, description="first day of the periods it holds for")
    valid_to: Day | None = Field(None, description="first day after")

    @property
    def words(self) -> Words:
        """What must hold, in both languages."""
        return Words(self.name, self.name_en)


class ClockRow(Row):
    """``clocks.csv``: when a form is due after its period, and when its lights change."""

    code: Code = Field(description="unique in its file")
    name: Text = Field(description="Chinese name")
    name_en: str = Field("", description="English name")
    every: str = Field(description="kind of period", pattern=_EVERY)
    due: str = Field(
        description="5wd: fifth working day after the period; 15d: fifteenth day; 01-31: that day next year",
        pattern=r"^([1-9]\d*wd|[1-9]\d*d|\d\d-\d\d)$",
    )
    warn: int = Field(5, ge=0, description="working days before the deadline at which the warning comes")
    grace: int = Field(2, ge=1, description="working day after the deadline from which it is red")
    lock: int = Field(10, ge=1, description="working day after the deadline from which nothing is taken")
    on_rest_day: str = Field("stay", description="a deadline on a rest day", pattern="^(stay|next)$")
    source: str = Field("", description="document and article")


class DaysOff(Row):
    """``calendar.csv``: days off, and days worked in their place; added to the shipped Chinese public holidays."""

    first: Day
    last: Day
    kind: str = Field(description="off, or work for a make-up working day", pattern="^(off|work)$")
    name: Text
    source: str = Field("", description="notice that says so")
