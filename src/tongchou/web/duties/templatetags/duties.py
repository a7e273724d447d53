"""How pages about tasks word units, lights, states and actions."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tongchou.packs.fields import Domain
from tongchou.plan import MOVES, Action, Light, TaskState, Whole
from tongchou.terms import Problem, Words, convert
from tongchou.web.duties.breaking import Table
from tongchou.web.duties.models import NEVER, Duty
from tongchou.web.duties.search import Search
from tongchou.web.duties.wording import CONSEQUENCES, ORIGINS, SIGNS, VERBS
from tongchou.web.languages import in_words, language, said
from tongchou.web.wording import DOMAINS

register = template.Library()


@register.simple_tag(takes_context=True)
def unit_name(context: Context, code: str) -> str:
    """Return the name of a unit, or its code where the pack has none of it."""
    row = context["programme"].units.get(code)
    return said(row.words) if row else code or in_words("（未定）", "(none yet)")


@register.simple_tag
def card(light: Light, late: int | None) -> SafeString:
    """Return a light with its sign, its word and, where given, how many days late or left."""
    sign, shape = SIGNS[light]
    days = "" if late is None or light in {Light.DONE, Light.GREEN} else _days(late)
    html = '<span class="light {}"><i aria-hidden="true">{}</i> {}{}</span>'
    return format_html(html, shape, sign, said(light.words), days)


def _days(late: int) -> str:
    if late == 0:
        return in_words(" 今天到期", " due today")
    return in_words(f" 逾期 {late} 天", f" {late} d late") if late > 0 else in_words(f" 还有 {-late} 天", f" {-late} d")


@register.filter
def verb(action: Action | str) -> str:
    """Return what stands on the button of an action."""
    return said(VERBS[Action(action)])


@register.filter
def state_word(state: str) -> str:
    """Return the word for a state."""
    return said(TaskState(state).words)


@register.filter
def action_word(action: str) -> str:
    """Return the word for what was done."""
    return said(Action(action).words) if language() == "zh" else said(VERBS[Action(action)])


@register.filter
def day(one: date | None) -> str:
    """Return a day as ``2024-11-30``, or a dash."""
    return f"{one:%Y-%m-%d}" if one and one != NEVER else "—"


@register.filter
def lower_name(light: Light) -> str:
    """Return the name of a light as an address has it."""
    return light.name.lower()


@register.simple_tag
def wan(fen: int | None) -> str:
    """Return fen as 万元."""
    return "" if fen is None else f"{fen / 1_000_000:,.2f}".rstrip("0").rstrip(".")


@register.filter
def at(table: Any, key: Any) -> Any:
    """Return what a mapping holds for a key, or nothing."""
    return table.get(key, "")


@register.simple_tag
def sign(light: Light) -> SafeString:
    """Return the shape of a light alone, with its word for those who hear the page."""
    shape, colour = SIGNS[light]
    html = '<span class="light {}"><i aria-hidden="true">{}</i></span><span class="unseen">{}</span>'
    return format_html(html, colour, shape, said(light.words))


@register.simple_tag(takes_context=True)
def sentence(context: Context, problem: Problem) -> str:
    """Return a problem as a sentence in which units are called by name."""
    names = {**context["programme"].places, **context["programme"].units}

    def named(codes: str) -> str:
        return "、".join(said(names[code].words) if code in names else code for code in codes.split("、"))

    indicators, facts = context["programme"].indicators, dict(problem.facts)
    if facts.get("indicator") in indicators:
        facts["indicator"] = said(indicators[str(facts["indicator"])].words)
    told = replace(problem, found=named(problem.found), allowed=named(problem.allowed), facts=facts).sentence(
        language()
    )
    where = problem.where.say(language())
    return f"{where}：{told}" if where else told


@register.filter
def goal(action: Action) -> str:
    """Return the state an action leads to; nothing where the state stays."""
    found = MOVES[action].goal
    return found.value if found else ""


@register.filter
def grouped(duty: Duty, group: str) -> str:
    """Return what a task is grouped by."""
    return str(getattr(duty, group))


@register.simple_tag(takes_context=True)
def group_name(context: Context, duty: Duty, group: str) -> str:
    """Return the head of a task's group."""
    if group == "lead":
        return unit_name(context, duty.lead)
    return state_word(duty.state) if group == "state" else domain_word(duty.domain)


@register.filter
def domain_word(code: str) -> str:
    """Return the word for a field of work."""
    return said(DOMAINS[Domain(code)])


@register.filter
def origin_word(origin: str) -> str:
    """Return where a task comes from, in words."""
    kind, _, code = origin.partition(":")
    return f"{said(ORIGINS[kind])} {code}".strip() if kind in ORIGINS else origin


@register.simple_tag
def page_query(search: Search, turn: int) -> str:
    """Return the same search some pages on."""
    return search.query(page=search.page + turn)


@register.simple_tag
def mu(square_metres: str) -> str:
    """Return m² as 亩."""
    return f"{convert(square_metres, 'm2', '亩'):,.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Stop:
    """A state on the line of a task's life: behind, now or ahead."""

    name: str
    shape: str


@register.simple_tag
def life_line(duty: Duty) -> list[Stop]:
    """Return the states in order, and where the task stands among them."""
    states, here = list(TaskState), list(TaskState).index(TaskState(duty.state))
    shapes = ["behind" if place < here else "now" if place == here else "ahead" for place in range(len(states))]
    return [Stop(said(state.words), shape) for state, shape in zip(states, shapes, strict=True)]


@register.filter
def consequence(action: Action) -> str:
    """Return what follows from an action, said before it is done."""
    return said(CONSEQUENCES[action])


@register.simple_tag(takes_context=True)
def waits_for(context: Context, duty: Duty) -> str:
    """Return whom a task waits for."""
    lead = unit_name(context, duty.lead)
    who = {
        TaskState.PROPOSED: Words("等统筹办交办。", "It waits for the office to assign it."),
        TaskState.ASSIGNED: Words(f"等{lead}签收。", f"It waits for {lead} to sign for it."),
        TaskState.REPORTED: Words("等别的单位核验。", "It waits for another unit to verify it."),
        TaskState.VERIFIED: Words("等统筹办销号。", "It waits for the office to close it."),
        TaskState.CLOSED: Words("已经销号。", "It is closed."),
    }
    return said(who.get(TaskState(duty.state), Words(f"等{lead}办理、报告。", f"It waits for {lead} to report on it.")))


@register.filter
def as_wan(fen: int | str | None) -> str:
    """Return fen as 万元, or a dash."""
    return wan(fen) if isinstance(fen, int) else "—"


@register.simple_tag
def decimal(value: Decimal, decimals: int) -> str:
    """Return an exact number in its digits."""
    return f"{value:,.{decimals}f}"


@register.simple_tag
def gap(made: Whole, table: Table) -> SafeString:
    """Return by how much the parts miss the whole, marked where that is too much."""
    text = f"{made.gap:+,.{table.decimals}f}"
    if table.fits(made):
        fits = in_words("合上", "fits") + (f" {text}" if made.gap else "")
        return format_html('<span class="light on_course"><i aria-hidden="true">✓</i> {}</span>', fits)
    return format_html('<span class="light failing"><i aria-hidden="true">■</i> {}</span>', text)
