"""pydantic's findings as the house's problems."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

from tongchou.packs import errors
from tongchou.terms import Problem, Where

_SENTENCES = {
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "float_parsing": "应为数字",
    "float_type": "应为数字",
    "decimal_parsing": "应为数字",
    "decimal_type": "应为数字",
    "bool_parsing": "应为 true 或 false",
    "string_type": "应为文字",
    "string_too_short": "不能为空",
    "list_type": "应为列表",
    "dict_type": "应为键值表",
    "model_type": "应为键值表",
    "model_attributes_type": "应为键值表",
    "date_from_datetime_parsing": "应为日期，如 2015-06-30",
    "date_parsing": "应为日期，如 2015-06-30",
    "date_type": "应为日期，如 2015-06-30",
    "date_from_datetime_inexact": "应为日期，如 2015-06-30",
    "bool_type": "应为 true 或 false",
    "tuple_type": "应为列表",
    "finite_number": "应为有限的数字",
}


def problem_of(detail: Any, model: type[BaseModel], where: Callable[[Sequence[str | int]], Where]) -> Problem:
    """Turn one pydantic error detail into a problem placed by ``where``."""
    loc = detail["loc"]
    place = where(loc)
    match detail["type"]:
        case "extra_forbidden":
            allowed = _fields(model, loc[:-1])
            near = get_close_matches(str(loc[-1]), allowed, 1)
            return errors.UNKNOWN_KEY.at(place, found=loc[-1], allowed="、".join(near or allowed))
        case "missing":
            return errors.MISSING_KEY.at(place, found=loc[-1])
        case "unit_in_cell":
            return errors.UNIT_IN_CELL.at(place, found=detail["input"], allowed=detail["ctx"]["bare"])
        case kind:
            return errors.BAD_VALUE.at(place, found=_show(detail["input"]), allowed=_allowed(kind, detail))


def _allowed(kind: str, detail: Any) -> str:
    context = detail.get("ctx", {})
    if "expected" in context:
        return f"只能是 {context['expected']}".replace(" or ", " 或 ")
    if "expected_tags" in context:
        return f"只能是 {context['expected_tags']}"
    bounds = {"gt": "应大于", "ge": "应不小于", "lt": "应小于", "le": "应不大于"}
    if kind == "too_short":
        return f"至少要有 {context['min_length']} 项写对"
    for name, words in bounds.items():
        if name in context:
            return f"{words} {context[name]}"
    return _SENTENCES.get(kind, str(detail["msg"]).removeprefix("Value error, "))


def _show(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _fields(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """The keys allowed at a location, following nested models; union tags and list numbers pass through."""
    found: list[type[BaseModel]] = [model]
    for step in loc:
        deeper = [child for one in found for child in _children(one, step)]
        found = deeper or found
    return sorted({field.alias or name for one in found for name, field in one.model_fields.items()})


def _children(model: type[BaseModel], step: str | int) -> list[type[BaseModel]]:
    if step in model.model_fields:
        return list(models_in(model.model_fields[str(step)].annotation))
    return []


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """Return the models named anywhere in an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in models_in(argument)]
