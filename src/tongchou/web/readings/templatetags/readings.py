"""How the review page words items, steps and repairs."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tongchou.packs.fields import Comparator
from tongchou.reading import Amount, Item, Review, Turn
from tongchou.terms import Problem, Words
from tongchou.web.languages import language, said
from tongchou.web.readings.models import ReviewStep
from tongchou.web.readings.wording import CLASSES, FATES, FIELDS, REPAIRS, REVIEWS, STEPS

register = template.Library()
TABLE: Mapping[Any, Words] = {**CLASSES, **FATES}


@register.filter
def called(one: Any) -> str:
    """Return the word for a class of item or for what became of a promise."""
    return said(TABLE[one]) if one in TABLE else str(one)


@register.filter
def repair(kind: str) -> str:
    """Return the word for a kind of repair."""
    return said(REPAIRS[kind]) if kind in REPAIRS else kind


@register.filter
def field(name: str) -> str:
    """Return the word for a field of an item."""
    return said(FIELDS[name]) if name in FIELDS else name


@register.filter
def fields(turn: Turn) -> str:
    """Return the words for what a promise changed in."""
    return "、".join(field(name) for name in turn.changes)


@register.simple_tag
def decided(one: Review) -> SafeString:
    """Return what a reviewer said of an item: a sign of its own shape, and its word."""
    sign, words = REVIEWS[one]
    return format_html('<span class="decided {}"><i aria-hidden="true">{}</i> {}</span>', one.value, sign, said(words))


@register.filter
def amount(one: Amount | None) -> str:
    """Return an amount as ``≥ 45 %``."""
    if one is None:
        return ""
    high = "" if one.high is None else f"–{one.high.normalize():f}"
    per = f"/{one.per}" if one.per else ""
    sign = Comparator(one.comparator).sign if one.comparator else ""
    return f"{sign} {one.value.normalize():f}{high} {one.unit}{per}".strip()


@register.filter
def summary(item: Item | None) -> str:
    """Return an item in a line: its name and the amount as printed, or its quote."""
    if item is None:
        return "—"
    number = printed(item.amount)
    return f"{item.name} {number} {item.year or ''}".strip() if item.name and number else item.quote


def printed(one: Amount | None) -> str:
    """Return an amount as the document prints it (130平方公里), or as it was entered."""
    return "" if one is None else one.raw or amount(one)


@register.filter
def tally(counts: Mapping[str, int]) -> str:
    """Return how many items of each class were found, classes without any left out."""
    return " · ".join(f"{said(words)} {counts[group]}" for group, words in CLASSES.items() if counts.get(group))


@register.filter
def done(step: ReviewStep) -> str:
    """Return what a step did."""
    return said(STEPS[step.operation]) if step.operation in STEPS else step.operation


@register.filter
def told(problem: Problem) -> str:
    """Return a problem as a sentence with its place, without its code."""
    lang = language()
    return " · ".join(part for part in (problem.where.say(lang), problem.sentence(lang)) if part)
