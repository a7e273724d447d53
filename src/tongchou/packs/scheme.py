"""``schemes/<code>.yaml``: a scoring document (考核办法) as data: areas, items, rules, bonus, veto, tiers.

The order of evaluation is fixed: item score, area cap, base total, bonus (own cap), deductions, rounding, veto or
downgrade, class, rank, tier quota, ties.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from tongchou.packs.fields import Code, Day, Level, Number, Row, Standing, Text
from tongchou.packs.manifest import Title
from tongchou.packs.scheme_rules import FigureRule, Parts, Positive, Scoring, Some
from tongchou.terms import Words


class Absence(StrEnum):
    """What an item without a usable figure gives: nothing, its points off the measure, W, or the mean of the class."""

    ZERO = "zero"
    RESCALE = "rescale"
    FULL = "full"
    CLASS_AVERAGE = "class_average"


class WeakUse(StrEnum):
    """What is done with a weak figure (grade D, or suspect): an :class:`Absence`, or used and said."""

    ZERO = "zero"
    RESCALE = "rescale"
    FULL = "full"
    CLASS_AVERAGE = "class_average"
    USE = "use"


class Item(Row):
    """One line of the scoring table."""

    code: Code
    name: Text = Field(description="Chinese name")
    name_en: str = ""
    points: Positive = Field(description="W, the full points")
    scoring: Scoring
    indicator: str = Field("", description="indicator code; empty for events and manual grades")
    lead: str = Field("", description="code of the unit that scores it")
    standing: Standing | None = Field(None, description="empty: as the scheme")
    missing: Absence | None = Field(None, description="empty: as the scheme")
    not_applicable: Absence | None = Field(None, description="empty: as the scheme")
    weak: WeakUse | None = Field(None, description="empty: as the scheme")
    classes: tuple[Code, ...] = Field((), description="classes it applies to; empty: all")
    evidence: tuple[Text, ...] = Field((), description="what is to be shown")
    clause: str = Field("", description="clause code")
    source: str = Field("", description="where the item was taken from")

    @property
    def words(self) -> Words:
        """The name in both languages."""
        return Words(self.name, self.name_en)

    @model_validator(mode="after")
    def _figure_has_indicator(self) -> Self:
        if needs_figure(self.scoring) and not self.indicator:
            raise ValueError(f"规则 {self.scoring.rule} 要有 indicator（指标编号）")
        if isinstance(self.scoring, Parts) and sum(part.points for part in self.scoring.parts) != self.points:
            raise ValueError("各部分的分值之和应等于本项分值")
        return self


class Area(Row):
    """An area of the scheme; its items add to its points."""

    code: Code
    name: Text = Field(description="Chinese name")
    name_en: str = ""
    points: Positive = Field(description="points of its items together")
    cap: Positive | None = Field(None, description="most points it can give; empty: its points")
    items: Some[Item]

    @property
    def words(self) -> Words:
        """The name in both languages."""
        return Words(self.name, self.name_en)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(item.points for item in self.items)
        if total != self.points:
            raise ValueError(f"“{self.name}”各项分值合计 {total}，应为 {self.points}")
        return self


class Extra(Row):
    """Bonus or deductions on top of the base, with a cap of their own."""

    cap: Positive
    items: Some[Item]


class Effect(StrEnum):
    """What a veto does: worst tier, one tier down, no tier above ``tier``, total to zero, or no awards."""

    WORST_TIER = "worst_tier"
    ONE_DOWN = "one_down"
    CAP_TIER = "cap_tier"
    ZERO_TOTAL = "zero_total"
    NO_AWARDS = "no_awards"


class Veto(Row):
    """一票否决: an event, or a total or item too low, and its effect. The score itself stays unless the effect says."""

    code: Code
    name: Text
    name_en: str = ""
    event: str = Field("", description="name of the event")
    at_least: Positive = Field(Decimal(1), description="how many of the event (deaths, cases)")
    total_below: Number | None = Field(None, description="or: total below this")
    item: str = Field("", description="or: this item below item_below % of its points")
    item_below: Number | None = Field(None, description="per cent of the item's points")
    effect: Effect = Effect.WORST_TIER
    tier: str = Field("", description="for cap_tier: the best tier still open")
    clause: str = ""

    @model_validator(mode="after")
    def _one_cause(self) -> Self:
        causes = (bool(self.event), self.total_below is not None, bool(self.item) and self.item_below is not None)
        if sum(causes) != 1:
            raise ValueError("一票否决写一个起因：event、total_below，或 item 与 item_below")
        if (self.effect is Effect.CAP_TIER) != bool(self.tier):
            raise ValueError("cap_tier 要写 tier，其他效果不写")
        return self


class Tier(Row):
    """A tier of results: a threshold, a quota, or both; the last takes the rest."""

    name: Text
    name_en: str = ""
    at_least: Number | None = Field(None, description="lowest total, inclusive")
    above: Number | None = Field(None, description="or: total above this, exclusive")
    share: Positive | None = Field(None, description="quota: at most this per cent of the class, rounded down")
    count: int | None = Field(None, ge=1, description="or quota: at most so many of the class")


class Edge(StrEnum):
    """Units tied at the edge of a quota: all in, or all out."""

    ALL_IN = "all_in"
    ALL_OUT = "all_out"


class Ties(Row):
    """How ties are broken: by these items or areas in turn; then the edge of a quota takes all or none."""

    order: tuple[Code, ...] = Field((), description="codes of areas or items, first counts most")
    edge: Edge = Edge.ALL_IN


class UnitClass(Row):
    """A class of units that are ranked among themselves."""

    code: Code
    name: Text
    name_en: str = ""
    members: Some[Code] = Field(description="codes of units or places")


class Rounding(Row):
    """Decimals kept, half up, before rank and tier; empty: nothing is rounded."""

    item: int | None = Field(None, ge=0, le=6)
    area: int | None = Field(None, ge=0, le=6)
    total: int | None = Field(None, ge=0, le=6)


class Years(Row):
    """A score over several years: shares of the mean of the years and of the last year, in per cent."""

    mean: Number = Field(Decimal(50), ge=0, le=100)
    last: Number = Field(Decimal(50), ge=0, le=100)
    decimals: int = Field(0, ge=0, le=6)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.mean + self.last != 100:
            raise ValueError("mean 与 last 合计应为 100")
        return self


class Measures(StrEnum):
    """What follows from a result."""

    COMMEND = "commend"
    CRITICISE = "criticise"
    TALK = "talk"
    RECTIFY = "rectify"
    REWARD = "reward"
    NO_AWARDS = "no_awards"


class Consequence(Row):
    """What follows for units of a tier, of the first or last places of a class, or under a veto."""

    measure: Measures
    tiers: tuple[Text, ...] = ()
    first: int | None = Field(None, ge=1, description="the first so many places of each class")
    last: int | None = Field(None, ge=1, description="the last so many places of each class")
    veto: bool = False
    within_days: int | None = Field(None, ge=1, description="deadline in days after publication")
    clause: str = ""

    @model_validator(mode="after")
    def _one_cause(self) -> Self:
        if sum((bool(self.tiers), self.first is not None, self.last is not None, self.veto)) != 1:
            raise ValueError("写一个起因：tiers、first、last 或 veto: true")
        return self


class AppliesTo(Row):
    """Whom the scheme scores: places of a level, or units of a kind."""

    level: Level | None = Field(None, description="level of the places scored")
    unit_kind: str = Field("", description="or the kind of the units scored, as in units.csv")
    members: tuple[Code, ...] = Field((), description="or these codes only")

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.level is None and not self.unit_kind and not self.members:
            raise ValueError("写 level、unit_kind 或 members 之一")
        return self


class Scheme(Row):
    """A scoring document."""

    code: Code
    title: Title
    edition: str = Field(description="edition, e.g. 2015; a changed scheme is a new edition")
    applies_to: AppliesTo
    standing: Standing = Standing.DOCUMENTED
    clause: str = Field("", description="clause code the scheme rests on")
    source: str = Field("", description="source code")
    in_force_from: Day | None = None
    in_force_to: Day | None = Field(None, description="last day in force")
    missing: Absence = Field(Absence.ZERO, description="what a missing figure gives")
    not_applicable: Absence = Field(Absence.RESCALE, description="what an item outside the unit's reach gives")
    weak: WeakUse = Field(WeakUse.RESCALE, description="what is done with a figure of grade D or marked suspect")
    least_measured: Number = Field(
        Decimal("0.5"), ge=0, le=1, description="least share of points decided by figures or raters for a rank and tier"
    )
    rounding: Rounding = Field(default_factory=Rounding)
    areas: Some[Area]
    bonus: Extra | None = None
    deductions: Extra | None = None
    vetoes: tuple[Veto, ...] = ()
    classes: tuple[UnitClass, ...] = Field((), description="empty: all units are one class")
    tiers: tuple[Tier, ...] = Field((), description="best first")
    stages: tuple[Tier, ...] = Field((), description="a second table of labels, thresholds only")
    ties: Ties = Field(default_factory=Ties)
    years: Years | None = Field(None, description="how yearly totals make the score of a plan period")
    consequences: tuple[Consequence, ...] = ()
    closes_after: int = Field(0, ge=0, description="days after a period's end by which marks and evidence must be in")
    objection_days: Annotated[int | None, Field(ge=1)] = Field(None, description="window after publication")

    def items(self) -> Iterator[Item]:
        """Yield every item in the order of the document, then bonus, then deductions."""
        for area in self.areas:
            yield from area.items
        for extra in (self.bonus, self.deductions):
            yield from extra.items if extra else ()

    @property
    def points(self) -> Decimal:
        """The points of the base: the areas together."""
        return sum((area.points for area in self.areas), Decimal(0))

    @model_validator(mode="after")
    def _one_of_each_code(self) -> Self:
        codes = Counter([item.code for item in self.items()] + [area.code for area in self.areas])
        twice = [code for code, times in codes.items() if times > 1]
        if twice:
            raise ValueError(f"编号重复：{'、'.join(twice)}")
        unknown = [code for code in self.ties.order if code not in codes]
        unknown += [veto.item for veto in self.vetoes if veto.item and veto.item not in codes]
        if unknown:
            raise ValueError(f"没有这些编号：{'、'.join(unknown)}")
        return self

    @model_validator(mode="after")
    def _tiers_are_known(self) -> Self:
        names = {tier.name for tier in self.tiers}
        used = [veto.tier for veto in self.vetoes if veto.tier]
        used += [name for consequence in self.consequences for name in consequence.tiers]
        if strange := sorted(set(used) - names):
            raise ValueError(f"tiers 里没有：{'、'.join(strange)}")
        return self

    @model_validator(mode="after")
    def _members_are_in_one_class(self) -> Self:
        members = Counter(member for one in self.classes for member in one.members)
        if twice := [member for member, times in members.items() if times > 1]:
            raise ValueError(f"同时列入两类：{'、'.join(twice)}")
        known = {one.code for one in self.classes}
        if strange := sorted({code for item in self.items() for code in item.classes} - known):
            raise ValueError(f"classes 里没有：{'、'.join(strange)}")
        return self


def needs_figure(scoring: Scoring) -> bool:
    """Whether a rule, or a part of it, looks at a figure.

    >>> from tongchou.packs.scheme_rules import EventBonus, Rank
    >>> needs_figure(Rank(rule="rank")), needs_figure(EventBonus(rule="event_bonus", events={"国家级表彰": 2}))
    (True, False)
    """
    if isinstance(scoring, Parts):
        return any(needs_figure(part.scoring) for part in scoring.parts)
    return isinstance(scoring, FigureRule)
