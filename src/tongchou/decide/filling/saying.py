"""An input as a reader of a report meets it: names instead of codes, no brackets of a file."""

from collections.abc import Iterator, Mapping
from typing import Any

from tongchou.decide.filling.layout import Field, Shape, choice
from tongchou.decide.filling.lines import text_of


def said_input(field: Field, value: Any) -> str:
    """Return the value of a field in words; codes of choices by their Chinese names.

    >>> from tongchou.decide.filling import layout
    >>> from tongchou.decide.forms.cost import CitizenizationCost
    >>> items = next(one for one in layout(CitizenizationCost) if one.code == "items")
    >>> shares = next(one for one in items.within if one.code == "shares")
    >>> said_input(shares, {"central": "80%", "county": "20%"}), said_input(items.within[0], "6000元")
    ('中央 80%、县区 20%', '6000元')
    """
    if isinstance(value, Mapping):
        return _of_keys(field, value)
    if isinstance(value, list | tuple):
        each = (_of_form(field, one) if isinstance(one, Mapping) else said_input(field, one) for one in value)
        return ("；" if field.shape is Shape.ITEMS else "、").join(each)
    return choice(str(value)).zh if field.kind in {"choice", "text"} else text_of(value)


def _of_keys(field: Field, value: Mapping[str, Any]) -> str:
    match field.shape:
        case Shape.ROWS:
            return "；".join(f"{choice(str(key)).zh}（{_of_form(field, one)}）" for key, one in value.items())
        case Shape.GROUP:
            return _of_form(field, value)
        case _:
            return "、".join(f"{_key(str(key))} {_of_value(field, one)}" for key, one in value.items())


def _key(key: str) -> str:
    """A key as it is said: a year as a year, a choice by its name."""
    return f"{key}年" if key.isdigit() and len(key) == _YEAR else choice(key).zh


_YEAR = 4
"""The digits of a year."""


def _of_value(field: Field, value: Any) -> str:
    """The value of one key of a table of keys; what is nested deeper is bracketed."""
    text = said_input(field.columns[0] if field.shape is Shape.MAP else field, value)
    return f"（{text}）" if isinstance(value, Mapping) else text


def _of_form(field: Field, value: Mapping[str, Any]) -> str:
    """The fields of one line, those left empty left out."""
    named = {one.code: one for one in field.within}
    held = ((named[code], one) for code, one in value.items() if code in named and one not in (None, "", [], {}))
    return "，".join(f"{one.words.zh} {said_input(one, each)}" for one, each in held)


def said_lines(field: Field, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the lines of a field, as many as are filled in: the key, where it has keys, and the rest in words."""
    match field.shape:
        case Shape.MAP:
            yield from ((str(key), said_input(field.columns[0], one)) for key, one in (value or {}).items())
        case Shape.ROWS:
            yield from ((str(key), _of_form(field, one)) for key, one in (value or {}).items())
        case Shape.ITEMS:
            yield from (("", _of_form(field, one)) for one in value or ())
        case _ if value not in (None, "", [], {}):
            yield "", said_input(field, value)
