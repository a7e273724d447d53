"""How the inputs of a model look to a person who fills them in: fields with names, help and kinds of value."""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BeforeValidator

from tongchou.decide.forms import fields
from tongchou.decide.forms.fields import Form
from tongchou.terms import Words

LABELS, CHOICES = (Path(__file__).parent / name for name in ("labels.csv", "choices.csv"))


class Shape(StrEnum):
    """How a field is filled in: one value, a list, a table of keys and values, or a table of forms."""

    VALUE = "value"
    LIST = "list"
    MAP = "map"
    GROUP = "group"
    ROWS = "rows"
    """A form for each key."""
    ITEMS = "items"
    """A form a row, without keys."""


@dataclass(frozen=True, slots=True)
class Field:
    """One input: its code in a file, its name and help, what kind of value it takes, and the fields within it."""

    code: str
    words: Words
    help: Words
    kind: str
    shape: Shape
    required: bool
    choices: tuple[str, ...] = ()
    within: tuple["Field", ...] = ()

    @property
    def columns(self) -> tuple["Field", ...]:
        """The fields a line of it has: those within (of a table of keys and values, the value), or itself."""
        return self.within or (self,)

    @property
    def keyed(self) -> bool:
        """Whether each of its lines has a key."""
        return self.shape in {Shape.MAP, Shape.ROWS}


HINTS: Mapping[str, Words] = {
    "people": Words("整数，如 42万人", "whole persons, 42万人"),
    "money": Words("带单位，如 6800万元", "with its unit, 6800万元"),
    "area": Words("带单位，如 2429公顷、98平方米", "with its unit, 98平方米"),
    "mu": Words("如 300亩", "300亩"),
    "share": Words("百分数，如 58.5%", "per cent, 58.5%"),
    "number": Words("数", "a number"),
    "date": Words("如 2015-06-30", "2015-06-30"),
    "yesno": Words("是或否", "yes or no"),
    "choice": Words("", ""),
    "text": Words("", ""),
}
"""What a value of each kind looks like."""
_OF_READER = {
    "_people": "people", "_money": "money", "_wan": "money", "_area": "area", "_mu": "mu", "_share": "share",
    "_fraction": "number",
}  # fmt: skip
_READERS: Mapping[Callable[..., Any], str] = {getattr(fields, name): kind for name, kind in _OF_READER.items()}
_PLAIN: tuple[tuple[type, str], ...] = (
    (bool, "yesno"), (int, "number"), (float, "number"), (Decimal, "number"), (date, "date"),
)  # fmt: skip


@cache
def layout(form: type[Form]) -> tuple[Field, ...]:
    """Return the fields of a form in the order they are filled in.

    >>> from tongchou.decide.forms.land import Dividend
    >>> [(one.words.zh, one.kind, one.shape.value) for one in layout(Dividend)][:4]
    [('净收益', 'money', 'value'), ('待弥补亏损', 'money', 'value'), ('公积公益金比例', 'share', 'value'), \
('持有人份额', 'number', 'map')]
    """
    form.model_rebuild()
    return tuple(_fields(form))


def _fields(form: type[Form]) -> Iterator[Field]:
    for code, info in form.model_fields.items():
        annotation = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
        words, told = label(form, code)
        yield _field(code, (words, told), annotation, info.is_required())


def _field(code: str, named: tuple[Words, Words], annotation: Any, required: bool) -> Field:
    shape, inner = _shape(annotation)
    kind, choices = _kind(inner)
    within: tuple[Field, ...] = ()
    if shape is Shape.MAP:
        within = (_field("", named, inner, True),)
    elif _is_form(inner):
        within = layout(inner)
    return Field(code, *named, kind, shape, required, choices, within)


def _shape(annotation: Any) -> tuple[Shape, Any]:
    """The shape of an annotation and what is in it."""
    annotation = _sure(annotation)
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        bare, told = _shape(inside[0]), inside[1:]
        reads = any(isinstance(one, BeforeValidator) for one in told)
        return (bare[0], annotation) if bare[0] is Shape.VALUE and reads else bare
    if origin is dict:
        value = _sure(inside[1])
        return (Shape.ROWS, value) if _is_form(value) else (Shape.MAP, value)
    if origin is tuple:
        value = _sure(inside[0])
        return (Shape.ITEMS, value) if _is_form(value) else (Shape.LIST, value)
    return (Shape.GROUP, annotation) if _is_form(annotation) else (Shape.VALUE, annotation)


def _sure(annotation: Any) -> Any:
    """An annotation without the ``None`` it may also be."""
    if get_origin(annotation) in {Union, UnionType}:
        return next(one for one in get_args(annotation) if one is not NoneType)
    return annotation


def _is_form(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Form)


def _kind(annotation: Any) -> tuple[str, tuple[str, ...]]:
    annotation = _sure(annotation)
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        found = next((_READERS[one.func] for one in inside[1:] if isinstance(one, BeforeValidator)
                      and one.func in _READERS), None)  # fmt: skip
        return (found, ()) if found else _kind(inside[0])
    if origin is Literal:
        return "choice", tuple(str(one) for one in inside)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return "choice", tuple(str(member.value) for member in annotation)
    return next((kind for plain, kind in _PLAIN if annotation is plain), "text"), ()


def label(form: type[Form], code: str) -> tuple[Words, Words]:
    """Return the name and the help of a field.

    :raises KeyError: for a field nobody named, which a test finds.
    """
    row = _labels().get(f"{form.__name__}.{code}") or _labels()[code]
    return Words(row["zh"], row["en"]), Words(row["help_zh"], row["help_en"])


def choice(code: str) -> Words:
    """Return the name of a choice; what is no choice of the program is its own name.

    >>> choice("other_city").zh, choice("玄滩镇").zh
    ('省内跨市', '玄滩镇')
    """
    return _choices().get(code, Words(code))


@cache
def _choices() -> Mapping[str, Words]:
    with CHOICES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: Words(row["zh"], row["en"]) for row in csv.DictReader(file)}


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    with LABELS.open(encoding="utf-8", newline="") as file:
        return {row["field"]: row for row in csv.DictReader(file)}
