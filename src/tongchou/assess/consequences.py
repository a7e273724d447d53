"""What follows from a result: commendation, criticism, talk, rectification, reward; and next year's tasks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tongchou.assess.assessment import Assessment
from tongchou.assess.result import Card, Line
from tongchou.assess.rounding import rounded_one
from tongchou.assess.scorecard import Scorecard
from tongchou.packs.fields import Domain
from tongchou.packs.rows import Task
from tongchou.packs.scheme import Consequence, Measures, Scheme
from tongchou.terms import Period, Words

MEASURES: Mapping[Measures, Words] = {
    Measures.COMMEND: Words("通报表扬", "commendation"),
    Measures.CRITICISE: Words("通报批评", "criticism"),
    Measures.TALK: Words("约谈", "talk"),
    Measures.RECTIFY: Words("限期整改", "rectification"),
    Measures.REWARD: Words("奖励", "reward"),
    Measures.NO_AWARDS: Words("取消评优资格", "no awards"),
}
_AWARDS = (Measures.COMMEND, Measures.REWARD)


@dataclass(frozen=True, slots=True)
class Following:
    """What follows for one unit, why, by when, and by which clause."""

    unit: str
    measure: Measures
    reason: Words
    due: date | None
    clause: str

    @property
    def words(self) -> Words:
        """The consequence in one sentence."""
        name, until = MEASURES[self.measure], f"，{self.due} 前完成" if self.due else ""
        until_en = f", by {self.due}" if self.due else ""
        return Words(f"{name.zh}：{self.reason.zh}{until}", f"{name.en}: {self.reason.en}{until_en}")


def consequences(assessment: Assessment, published: date) -> tuple[Following, ...]:
    """Return what follows for every unit, counted from the day of publication.

    A unit that a veto bars from awards gets no commendation or reward, whatever its rank; that it is barred follows
    instead.
    """
    cards = tuple(assessment.cards())
    return tuple(
        Following(card.unit, measure, reason, _due(one, published), one.clause)
        for one in assessment.scheme.consequences
        for card in cards
        for measure, reason in _strikes(one, card)
    )


def _due(one: Consequence, published: date) -> date | None:
    return None if one.within_days is None else published + timedelta(days=one.within_days)


def _strikes(one: Consequence, card: Scorecard) -> Iterator[tuple[Measures, Words]]:
    reason = _reason(one, card)
    if reason is None:
        return
    if one.measure in _AWARDS and not card.awards:
        names = "、".join(veto.name for veto in card.vetoes)
        yield Measures.NO_AWARDS, Words(f"{reason.zh}，但有一票否决（{names}）", f"{reason.en}, but vetoed ({names})")
    else:
        yield one.measure, reason


def _reason(one: Consequence, card: Scorecard) -> Words | None:
    if one.veto and card.vetoes:
        names = "、".join(veto.name for veto in card.vetoes)
        return Words(f"一票否决：{names}", f"veto: {names}")
    if not card.rank:
        return None
    if card.tier is not None and card.tier.zh in one.tiers:
        return Words(f"等次为{card.tier.zh}", f"tier {card.tier.say('en')}")
    first, last = one.first or 0, card.size - (one.last or 0)
    if card.rank <= first or card.rank > last:
        return Words(
            f"{card.class_words.zh}第 {card.rank} 名（共 {card.size}）",
            f"rank {card.rank} of {card.size} in {card.class_words.say('en')}",
        )
    return None


@dataclass(frozen=True, slots=True)
class Gap:
    """Points a unit lost on an item, and what share of all it lost."""

    unit: str
    item: Line
    lost: float
    share: float


def gaps(card: Card, most: int) -> tuple[Gap, ...]:
    """Return the items on which a unit lost most points, at most so many, worst first."""
    losses = sorted((line for line in card.lines if line.lost > 0), key=lambda line: -line.lost)
    whole = sum(line.lost for line in losses)
    return tuple(Gap(card.unit, line, line.lost, line.lost / whole) for line in losses[:most])


def next_tasks(
    found: Sequence[Gap], year: Period, domains: Mapping[str, Domain], leads: Mapping[str, str] | None = None
) -> tuple[Task, ...]:
    """Return tasks proposed for a year from the gaps of the year before.

    :param domains: field of work by indicator code; an item without an indicator falls under mechanism.
    :param leads: who leads what a unit has to make good; by default the unit itself.
    """
    lead = leads or {}
    return tuple(
        Task(
            code=f"{year}-{gap.unit}-{gap.item.code}",
            title=f"补短板：{gap.item.name}（失 {rounded_one(gap.lost)} 分）",
            domain=domains.get(gap.item.indicator, Domain.MECHANISM), plan_level="yearly",
            lead=lead.get(gap.unit, gap.unit), start=year.start, deadline=year.end, indicator=gap.item.indicator,
            clause=gap.item.clause, note=gap.item.reason,
        )
        for gap in found
    )  # fmt: skip


def over_years(scheme: Scheme, totals: Sequence[float]) -> float:
    r"""Return the score of a plan period: :math:`m\,\bar s + l\,s_{last}`, by the scheme's ``years``; oldest first.

    Shape: water assessment of the 13th plan, 50 % mean of the years and 50 % last year, whole points.
    """
    rule = scheme.years
    if rule is None or not totals:
        raise ValueError("the scheme has no rule over years, or there are no totals")
    mixed = (float(rule.mean) * sum(totals) / len(totals) + float(rule.last) * totals[-1]) / 100
    return rounded_one(mixed, rule.decimals)
