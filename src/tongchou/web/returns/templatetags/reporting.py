"""How the pages of reporting word stages, numbers beside cells, and days."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tongchou.monitor.cells import CellKey
from tongchou.monitor.checks import Verdict, Weight
from tongchou.monitor.returns import Action, Stage
from tongchou.terms import Cell, Problem, State, Words
from tongchou.web.languages import in_words, language, said
from tongchou.web.programme import Programme
from tongchou.web.returns.beside import besides
from tongchou.web.returns.grid import Box
from tongchou.web.returns.models import CellVersion
from tongchou.web.returns.typed import shown
from tongchou.web.wording import STATES

register = template.Library()
SIGNS = {
    Stage.DRAFT: "◌",
    Stage.SUBMITTED: "◔",
    Stage.RETURNED: "↩",
    Stage.CHECKED: "◑",
    Stage.REVIEWED: "◕",
    Stage.APPROVED: "●",
    Stage.LOCKED: "■",
}
STATUSES = {
    "returned": Words("有提问", "queried"),
    "checked": Words("已核", "checked"),
    "saved": Words("已保存", "saved"),
}


@register.simple_tag
def stage(code: str) -> SafeString:
    """Return a stage: a sign of its own shape, and its word."""
    one = Stage(code)
    return format_html(
        '<span class="stage {}"><i aria-hidden="true">{}</i> {}</span>', code, SIGNS[one], said(one.words)
    )


@register.filter
def action(code: str) -> str:
    """Return the word for something done with a return."""
    return said(Action(code).words)


@register.filter
def weighed(code: str) -> str:
    """Return the word for what a finding asks for."""
    return said(Weight(code).words)


@register.filter
def ruled(code: str) -> str:
    """Return the word for a verdict."""
    return said(Verdict(code).words)


@register.filter
def digits(value: float | None) -> str:
    """Return a number as it stands beside a cell.

    >>> digits(1234.50), digits(None)
    ('1,234.5', '')
    """
    return "" if value is None else f"{value:,.4f}".rstrip("0").rstrip(".")


@register.filter
def sentence(problem: Problem) -> str:
    """Return what is wrong, without code and place."""
    return problem.sentence(language())


@register.filter
def called(name: str, people: Mapping[str, str]) -> str:
    """Return what somebody is called, by the name they sign in with."""
    return people.get(name, name)


@register.filter
def cell_name(key: CellKey | str, programme: Programme) -> str:
    """Return a cell as a reader names it: place and element."""
    one = key if isinstance(key, CellKey) else CellKey.parse(key)
    place, element = programme.places.get(one.place), besides(programme).elements.get(one.element)
    return f"{said(place.words) if place else one.place} · {said(element.words) if element else one.element}"


@register.filter
def celled(cell: Cell) -> str:
    """Return a cell as a reader sees it: its number, or the word of its state."""
    return digits(cell.value) if cell.value is not None else said(STATES[cell.state])


@register.filter
def named(box: Box) -> str:
    """Return a box of the grid as a reader names it, with its unit."""
    return f"{said(box.place)} {said(box.element.words)}（{box.element.unit}）"


@register.filter
def about(box: Box) -> str:
    """Return everything that stands about a box: its name, definition, last figure and the range of its peers."""
    told = named(box) + (f"：{box.element.definition}" if box.element.definition else "")
    near = box.beside
    if near is None:
        return told
    told = f"{told} · {near.period.say(language())} {digits(near.last) or '—'}"
    peers = f" · {in_words('同级', 'peers')} {digits(near.low)}–{digits(near.high)}"
    return told if near.low is None else told + peers


@register.filter
def signed_digits(value: float | None) -> str:
    """Return a change with its sign.

    >>> signed_digits(1200.0), signed_digits(-0.5), signed_digits(None)
    ('+1,200', '-0.5', '')
    """
    return "" if value is None else f"{'+' if value > 0 else ''}{digits(value)}"


@register.filter
def version_shown(version: CellVersion) -> str:
    """Return what a version of a cell says."""
    return shown(State(version.state), version.value)


@register.filter
def grouped(text: str) -> str:
    """Return plain digits with separators every three of them; anything else as it is.

    >>> grouped("1234.50"), grouped("无")
    ('1,234.50', '无')
    """
    head, point, tail = text.partition(".")
    return f"{int(head):,}{point}{tail}" if head.lstrip("-").isdigit() else text


@register.filter
def get(mapping: Mapping[Any, Any], key: object) -> Any:
    """Return what a mapping holds for a key."""
    return mapping.get(key)


@register.filter
def kept(left_over: Mapping[str, str] | None, box: Box) -> str:
    """Return what somebody typed into a box that could not be saved; empty where there is no such thing."""
    return left_over.get(str(box.key), "") if left_over else ""


@register.filter
def statused(status: str) -> str:
    """Return the word of where a cell stands on its way."""
    return said(STATUSES[status]) if status in STATUSES else ""


@register.filter
def unit_name(code: str, programme: Programme) -> str:
    """Return the name of a unit, or its code."""
    row = programme.units.get(code)
    return said(row.words) if row else code


@register.filter
def split(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()


@register.filter
def placed(problem: Problem) -> str:
    """Return what is wrong and where, without its code."""
    lang = language()
    return "：".join(part for part in (problem.where.say(lang), problem.sentence(lang)) if part)
