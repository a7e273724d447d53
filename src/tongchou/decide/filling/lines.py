"""The inputs of a model as lines of text, for a page or a workbook, and back; nothing is lost on the way."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tongchou.decide.filling.layout import Field, Shape
from tongchou.packs.yaml_file import parse_plain
from tongchou.terms import Problem, Refusal

Way = tuple[str | int, ...]
_UNSAFE = re.compile(r"^$|^[\s%?=-]|\s$|[,:{}\[\]#&*!|>'\"@`]|^[-+.\d]+$|^(true|false|yes|no|null|~)$", re.IGNORECASE)
"""Texts that would be read as something else than text."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a field: its key, where the field has keys, and a text for each column."""

    texts: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A field as filled in."""

    field: Field
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands among what was filled in: field, line and column; column −1 is the key."""

    field: str
    line: int = 0
    column: int = 0


def filled(layout: Sequence[Field], data: Mapping[str, Any]) -> tuple[Filled, ...]:
    """Return plain inputs as lines of text, field by field."""
    return tuple(Filled(one, tuple(_lines(one, data.get(one.code)))) for one in layout)


def _lines(field: Field, value: Any) -> Iterator[Line]:
    match field.shape:
        case Shape.MAP:
            yield from (Line((text_of(one),), str(key)) for key, one in (value or {}).items())
        case Shape.ROWS:
            yield from (Line(_cells(field, one), str(key)) for key, one in (value or {}).items())
        case Shape.ITEMS:
            yield from (Line(_cells(field, one)) for one in value or ())
        case Shape.GROUP:
            yield Line(_cells(field, value or {}))
        case _:
            yield Line((text_of(value),))


def _cells(field: Field, value: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(text_of(value.get(one.code)) for one in field.columns)


def text_of(value: Any) -> str:
    """Return a value as a person writes it in one cell; what is nested is written without its outer brackets.

    >>> text_of({"central": "80%", "city": "20%"}), text_of([1, 2.5]), text_of(None), text_of(True)
    ('central: 80%, city: 20%', '1, 2.5', '', '是')
    """
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case Mapping():
            return ", ".join(f"{_flow(key)}: {_flow(one)}" for key, one in value.items())
        case list() | tuple():
            return ", ".join(_flow(one) for one in value)
        case float():
            return f"{Decimal(repr(value)):f}"
        case _:
            return str(value)


def _flow(value: Any) -> str:
    match value:
        case Mapping():
            return f"{{{text_of(value)}}}"
        case list() | tuple():
            return f"[{text_of(value)}]"
        case bool():
            return str(value).lower()
        case str() if _UNSAFE.search(value):
            return json.dumps(value, ensure_ascii=False)
        case _:
            return text_of(value)


def data_of(filled: Sequence[Filled]) -> dict[str, Any]:
    """Return lines of text as plain inputs; a field left empty is left out.

    :raises Refusal: cells whose nested values cannot be read; each problem's key is the way to its cell.
    """
    data: dict[str, Any] = {}
    problems = list[Problem]()
    for one in filled:
        value = _value(one, problems)
        if value not in (None, "") and not (one.field.shape is Shape.GROUP and not value):
            data[one.field.code] = value
    if problems:
        raise Refusal(problems)
    return data


def _value(one: Filled, problems: list[Problem]) -> Any:
    field, lines = one.field, one.lines
    match field.shape:
        case Shape.MAP:
            (value,) = field.columns
            return {line.key: _read(value, line.texts[0], (field.code, line.key), problems) for line in _said(lines)}
        case Shape.ROWS:
            return {line.key: _form(field, line, (field.code, line.key), problems) for line in _said(lines)}
        case Shape.ITEMS:
            return [_form(field, line, (field.code, n), problems) for n, line in enumerate(_said(lines))]
        case Shape.GROUP:
            return _form(field, lines[0], (field.code,), problems) if lines else {}
        case _:
            return _read(field, lines[0].texts[0] if lines else "", (field.code,), problems)


def _said(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.key.strip() or any(text.strip() for text in line.texts)]


def _form(field: Field, line: Line, way: Way, problems: list[Problem]) -> dict[str, Any]:
    values = {
        column.code: _read(column, text, (*way, column.code), problems)
        for column, text in zip(field.columns, line.texts, strict=True)
    }
    return {code: value for code, value in values.items() if value not in (None, "")}


_YES_NO = {"是": "true", "否": "false"}
_LISTED = {Shape.LIST, Shape.ITEMS}


def _read(field: Field, text: str, way: Way, problems: list[Problem]) -> Any:
    text = text.strip()
    if not text or field.shape is Shape.VALUE:
        return _plain(field, text)
    text = text.replace("，", ", ").replace("：", ": ")
    try:
        return parse_plain(f"[{text}]" if field.shape in _LISTED else f"{{{text}}}", ".".join(map(str, way)))
    except Refusal as refusal:
        problems += refusal.problems
        return None


def _plain(field: Field, text: str) -> Any:
    if field.kind == "choice" and text in field.choices and text.isdigit():
        return int(text)
    return _YES_NO.get(text, text) if field.kind == "yesno" else text


def spot_of(filled: Sequence[Filled], way: Sequence[str | int]) -> Spot:
    """Return where the value of a way stands among what was filled in."""
    steps = [str(step) for step in way if step != "[key]"]
    one = next((one for one in filled if steps and one.field.code == steps[0]), None)
    if one is None:
        return Spot(steps[0] if steps else "")
    said = list(enumerate(one.lines))
    line, rest = 0, steps[1:]
    if one.field.keyed and rest:
        line, rest = next((n for n, each in said if each.key == rest[0]), 0), rest[1:]
    elif one.field.shape is Shape.ITEMS and rest:
        line, rest = (int(rest[0]) if rest[0].isdigit() else 0), rest[1:]
    codes = [column.code for column in one.field.within]
    column = codes.index(rest[0]) if rest and rest[0] in codes else (-1 if "[key]" in way else 0)
    return Spot(one.field.code, line, column)
