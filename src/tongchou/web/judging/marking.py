"""Give a mark: by whom it is allowed, in its time, on what was seen, and into the trail; or refuse it."""

from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest

from tongchou.assess import ObjectionState, Phase, Stage, require_open
from tongchou.loop.scoring import given as read_given
from tongchou.packs.scheme import Item
from tongchou.packs.scheme_rules import Manual
from tongchou.terms import halfwidth
from tongchou.web.judging.book import Bench
from tongchou.web.judging.days import day_for
from tongchou.web.judging.errors import BAD_MARK, MARK_STALE, NOT_A_RATER, NOT_MANUAL
from tongchou.web.judging.models import GivenMark, Sitting
from tongchou.web.judging.standing import rater_of
from tongchou.web.models import Person
from tongchou.web.trail import record


@dataclass(frozen=True, slots=True)
class Wish:
    """A mark somebody wants to give; ``seen`` is how many marks of the rater for it they saw."""

    item: str
    unit: str
    given: str
    reason: str
    seen: int


def give(request: HttpRequest, bench: Bench, person: Person, wish: Wish) -> GivenMark:
    """Give a mark in the stage the sitting stands in, or correct one after an objection was upheld.

    :raises Refusal: ``web.judging.*``, ``assess.mark.sealed``.
    """
    phase, item = bench.sitting.stands, bench.item(wish.item)
    upheld = _upheld(bench, wish)
    stage = phase.stage if phase.stage is not None else Stage.MEETING
    require_open(phase, stage, upheld=upheld)
    rater = rater_of(person, bench.programme, item, Phase[stage.name])
    if not rater:
        raise NOT_A_RATER.refusal(found=phase.words.zh, item=item.name, allowed=_allowed(bench, item))
    return _keep(request, bench, wish, rater, stage)


def give_self(request: HttpRequest, bench: Bench, wish: Wish) -> GivenMark:
    """Give a unit's mark of itself; it decides nothing and stands beside those of others.

    :raises Refusal: ``web.judging.*``, ``assess.mark.sealed``, ``assess.mark.not-its-turn``.
    """
    require_open(bench.sitting.stands, Stage.SELF)
    return _keep(request, bench, wish, wish.unit, Stage.SELF)


def _upheld(bench: Bench, wish: Wish) -> bool:
    return any(
        (one.item, one.unit) == (wish.item, wish.unit) and one.state == ObjectionState.UPHELD for one in bench.pleas
    )


def _allowed(bench: Bench, item: Item) -> str:
    rule = item.scoring
    raters = rule.raters if isinstance(rule, Manual) else ()
    return "、".join(bench.name(code) for code in raters) or "本阶段的评分人"


def _keep(request: HttpRequest, bench: Bench, wish: Wish, rater: str, stage: Stage) -> GivenMark:
    item = bench.item(wish.item)
    text = _checked(item, wish.given)
    with transaction.atomic():
        Sitting.objects.select_for_update().get(pk=bench.sitting.pk)
        before = GivenMark.objects.filter(
            sitting=bench.sitting, item=wish.item, unit=wish.unit, rater=rater, stage=stage.name.lower()
        ).select_related("by")
        last = before.last()
        if last is not None and last.number != wish.seen:
            unit = bench.name(wish.unit)
            raise MARK_STALE.refusal(item=item.name, unit=unit, who=str(last.by), found=last.given)
        one = GivenMark(
            sitting=bench.sitting, item=wish.item, unit=wish.unit, rater=rater, stage=stage.name.lower(),
            given=text, reason=wish.reason.strip(), day=day_for(request, bench.programme),
            number=last.number + 1 if last else 1, by=request.user,
        )  # fmt: skip
        one.save()
        about = f"{bench.sitting.scheme}/{bench.sitting.period}/{wish.unit}/{wish.item}"
        record(
            request, bench.programme.code, "assess.mark", about=about, old=last.given if last else None,
            new={"given": text, "rater": rater, "stage": one.stage},
        )  # fmt: skip
    return one


def _checked(item: Item, text: str) -> str:
    """Return a mark as it is kept.

    :raises Refusal: ``web.judging.not_manual`` or ``web.judging.bad_mark``.
    """
    rule = item.scoring
    if not isinstance(rule, Manual):
        raise NOT_MANUAL.refusal(found=item.name)
    clean = halfwidth(text).strip()
    found = rule.grades.get(clean) if rule.grades else _number(clean)
    if found is None or (not rule.grades and not 0 <= found <= item.points):
        allowed = "、".join(rule.grades) if rule.grades else f"0—{item.points}"
        raise BAD_MARK.refusal(item=item.name, found=clean[:40] or "（空）", allowed=allowed)
    return clean


def _number(text: str) -> float | None:
    found = read_given(text)
    return found if isinstance(found, float) and found == found else None  # noqa: PLR0124  NaN is not itself
