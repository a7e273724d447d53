"""``{% figure f %}``: a number as a quiet link to its explanation, with its state and its marks; lights and sparks."""

from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any
from urllib.parse import quote

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tongchou.loop.explaining import WHY
from tongchou.loop.model import Figure, Light, Mark
from tongchou.packs.fields import Domain, Level, Standing
from tongchou.packs.rows import Target
from tongchou.terms import AsOf, Problem, State, Words
from tongchou.web.languages import in_words, language, said
from tongchou.web.programme import Aim
from tongchou.web.sparks import spark as drawn
from tongchou.web.wording import (
    DOMAINS,
    EVENTS,
    LEVELS,
    LIGHTS,
    PAST_LIGHTS,
    STANDINGS,
    STATES,
    STATUSES,
    TASK_STATES,
)

register = template.Library()


@register.simple_tag(takes_context=True)
def figure(context: Context, one: Figure | None) -> SafeString:
    """Return a figure as a link that opens the why drawer."""
    if one is None:
        return SafeString('<span class="state na">—</span>')
    address = why_address(context["programme"].code, str(one.key))
    title, text, signs = _meaning(one.state, one.why, one.marks, language()), escape(shown(one)), _signs(one)
    return SafeString(f'<a class="figure {one.state}" href="{address}" data-why title="{title}">{text}</a>{signs}')


def why_address(pack: str, key: str) -> str:
    """Return the address of a figure's explanation."""
    return escape(f"{_why(pack)}{quote(key, safe='/:@')}/")


@cache
def _why(pack: str) -> str:
    return reverse("why", args=[pack, "x"]).removesuffix("x/")


@register.filter
def shown(one: Figure) -> str:
    """Return a figure's digits, or the short word of its state."""
    return one.text if one.value is not None else said(STATES[one.state])


def _signs(one: Figure) -> str:
    return marks_shown(one.marks, language()) if one.marks else ""


@cache
def marks_shown(marks: Mark, lang: str) -> SafeString:
    """Return the signs of marks, each with its meaning on hover."""
    rows = ((str(mark.name).lower(), mark.words[0].say(lang), mark.sign.say(lang)) for mark in marks)
    return format_html_join("", '<abbr class="mark {}" title="{}">{}</abbr>', rows)


@cache
def _meaning(state: State, why: str, marks: Mark, lang: str) -> str:
    """Return what a cell's state and marks mean, for hover; nothing for a plain number."""
    words = [] if state is State.VALUE else [Words(state.zh, state.value), *([WHY[why]] if why in WHY else [])]
    return escape("；".join(one.say(lang) for one in (*words, *marks.words)))


@register.simple_tag
def light(one: Light | Aim) -> SafeString:
    """Return a light: a sign of its own shape, and its word; of a target that is past, whether it is met by now."""
    past = isinstance(one, Aim) and one.past
    one = one.light if isinstance(one, Aim) else one
    sign, words = (PAST_LIGHTS if past else LIGHTS)[one]
    return format_html('<span class="light {}"><i aria-hidden="true">{}</i> {}</span>', one.value, sign, said(words))


@register.simple_tag
def spark(series: Sequence[Figure], goal: Aim | None = None) -> SafeString:
    """Return the small line of a series of figures, with the level of its target."""
    says = "、".join(f"{one.key.period}: {shown(one)}" for one in series)
    target = float(goal.target.value) if isinstance(goal, Aim) else None
    return drawn([one.value for one in series], target, says)


@register.simple_tag
def standing(one: Standing | None) -> SafeString:
    """Return the mark of what is not documented: reconstructed or invented."""
    if one is None or one is Standing.DOCUMENTED:
        return SafeString("")
    sign, words = STANDINGS[one]
    return format_html('<abbr class="mark {}" title="{}">{}</abbr>', one.value, said(words), said(sign))


@register.filter
def worded(one: Domain | Level | str | None) -> str:
    """Return the word for a value of a closed vocabulary."""
    table: dict[Any, Words] = {**DOMAINS, **LEVELS, **TASK_STATES, **EVENTS, **STATUSES}
    return said(table[one]) if one in table else str(one or "")


@register.filter
def when(one: Any) -> str:
    """Return a period in words, in the language of the page."""
    return said(Words(one.say("zh"), one.say("en"))) if one is not None else ""


@register.filter
def unlocalized(value: Any) -> str:
    """Return a number as machines read it, for sorting in the browser."""
    return str(value)


@register.simple_tag
def number(value: float | None, decimals: int) -> str:
    """Return a number in its digits, or nothing where there is none."""
    return "" if value is None else f"{value:,.{decimals}f}"


@register.simple_tag
def aim(one: Aim | None) -> str:
    """Return a target as ``2017年 ≥ 52.2``."""
    return f"{when(one.target.period)} {bound(one.target)}" if isinstance(one, Aim) else ""


@register.simple_tag
def bound(target: Target) -> str:
    """Return what a target asks for, as ``≥ 52.2``."""
    high = "" if target.value_hi is None else f"–{target.value_hi}"
    return f"{target.comparator.sign} {target.value}{high}"


@register.simple_tag(takes_context=True)
def indicator_name(context: Context, code: str) -> str:
    """Return the name of an indicator, or its code where the pack has none of it."""
    row = context["programme"].indicators.get(code)
    return said(row.words) if row else code


@register.simple_tag(takes_context=True)
def place_name(context: Context, code: str) -> str:
    """Return the name of a place of any date, or its code."""
    row = context["programme"].places.get(code)
    return said(row.words) if row else code


@register.simple_tag(takes_context=True)
def clause_link(context: Context, code: str) -> SafeString | str:
    """Return a link that opens a clause in the drawer."""
    programme = context["programme"]
    row = programme.clauses.get(code)
    if row is None:
        return code
    address = reverse("clause", args=[programme.code, code])
    return format_html('<a href="{}" data-why title="{}">{}</a>', address, row.summary, row.locator)


@register.simple_tag
def problem_sentence(problem: Problem) -> str:
    """Return a problem in the language of the page."""
    return problem.say(language())


@register.simple_tag
def percent(share: float) -> str:
    """Return a share as whole per cent."""
    return f"{share:.0%}"


@register.filter
def known(one: AsOf) -> str:
    """Return the day up to which things were known."""
    if one.known_on is None:
        return in_words("已知的全部", "all that is known")
    return in_words(f"已知于 {one.known_on}", f"known on {one.known_on}")
