"""Inputs of a model as cells of a form, dates and digests of answers."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString

from tongchou.decide.comparing import Row
from tongchou.decide.filling import Field, Filled, Spot, choice
from tongchou.decide.filling.workbook import told as help_of
from tongchou.decide.showing import shown
from tongchou.decide.wording import term
from tongchou.terms import Problem, Words
from tongchou.web.decisions.sheet import FIELD, LEVER, Answered
from tongchou.web.languages import in_words, language, said

register = template.Library()


@register.simple_tag
def cell(field: str, line: int, column: int) -> str:
    """Return the name, and id, of a cell of the form."""
    return f"{FIELD}{field}:{line}:{column}"


@register.simple_tag
def lever(number: int) -> str:
    """Return the name of a slider."""
    return f"{LEVER}{number}"


@register.simple_tag
def wrong(found: Answered, field: str, line: int, column: int) -> str:
    """Return what is wrong at a cell; empty where nothing is."""
    return found.spots.get(Spot(field, line, column), "")


@register.filter
def hint(field: Field) -> str:
    """Return what to write in a field."""
    return help_of(field)


@register.filter
def chosen(code: str) -> str:
    """Return the name of a choice in the language of the page."""
    return said(choice(code))


@register.filter
def wide(text: str) -> bool:
    """Whether a text wants more than one line."""
    return len(text) > 42


@register.filter
def lines(one: Filled) -> list[tuple[int, str, list[tuple[int, Field, str]]]]:
    """Return the lines of a field: number, key, and for each column its number, field and text."""
    columns = one.field.columns
    return [
        (number, line.key, [(at, columns[at], text) for at, text in enumerate(line.texts)])
        for number, line in enumerate(one.lines)
    ]


@register.filter
def blank(one: Filled) -> list[tuple[int, Field]]:
    """Return the columns of an empty line."""
    return list(enumerate(one.field.columns))


@register.filter
def told(value: Any) -> str:
    """Return a value as a person reads it; exact decimals come as text from a saved answer."""
    if isinstance(value, str) and value.replace(".", "", 1).lstrip("-").isdigit():
        return shown(Decimal(value))
    return shown(value)


@register.filter
def termed(text: str) -> str:
    """Return a text of an answer in the language of the page."""
    return said(term(text))


@register.filter
def worded(words: Mapping[str, str]) -> str:
    """Return a name of a saved answer in the language of the page."""
    return said(Words(words["zh"], words["en"]))


@register.filter
def difference(value: Decimal | None) -> str:
    """Return how far a figure is from the first, with its sign."""
    if value is None:
        return ""
    return "＝" if not value else f"{'+' if value > 0 else '−'}{shown(abs(value))}"


@register.filter
def changed(change: tuple[Decimal, str]) -> str:
    """Return a change with its sign and what it is told in."""
    value, unit = change
    text = f"{abs(value):.1f}%" if unit == "%" else f"{shown(abs(value))} {said(term(unit))}"
    return f"{'+' if value >= 0 else '−'}{text}"


@register.filter
def slid(percent: int) -> str:
    """Return where a slider stands, as a change."""
    return in_words("照填写", "as typed") if percent == 100 else f"{percent - 100:+d}%"


@register.filter
def iso(day: date | None) -> str:
    """Return a day as an input takes it."""
    return day.isoformat() if day else ""


@register.filter
def way(steps: tuple[str | int, ...]) -> str:
    """Return the way to an input in a line."""
    return " · ".join(str(step) for step in steps)


@register.filter
def sentence_of(problem: Problem) -> str:
    """Return what is wrong and what would be right, in the language of the page."""
    return problem.sentence(language())


@register.filter
def as_json(data: Any) -> SafeString:
    """Return data as JSON that is safe inside a script element."""
    return SafeString(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026"))


@register.filter
def paired(row: Row) -> list[tuple[Any, Decimal | None]]:
    """Return each value of a comparison with how far it is from the first."""
    return list(zip(row.values, row.differences, strict=True))
