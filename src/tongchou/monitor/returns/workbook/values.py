"""One value of a sheet as a cell: numbers in any spelling, declared states, blanks; anything else is a problem."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from tongchou.monitor.returns.workbook import errors
from tongchou.terms import Cell, Problem, Refusal, State, Where, halfwidth, read_quantity

LARGEST = 1e15
"""What no figure of a city can reach, and up to where binary numbers hold whole ones exactly."""
_WORDS = {
    **dict.fromkeys(("", "缺", "缺失", "未报"), State.MISSING),
    **dict.fromkeys(("无", "本期无", "没有", "没有发生", "未发生", "none"), State.NONE),
    **dict.fromkeys(("不适用", "na", "n/a", "#n/a"), State.NOT_APPLICABLE),
}
_UNCLEAR = frozenset("-—–/\\·.…*_~") | {"--", "——", "……", "...", "…", "?", "??"}
_ERRORS = ("#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!", "#getting_data")
_MAGNITUDES = ("千", "万", "亿", "百", "十")


def read_value(value: Any, unit: str, where: Where) -> Cell | Problem:
    """Return what one value of a sheet says, or what is wrong with it.

    A blank is missing, 0 is nought, 无 is a declared none, 不适用 does not apply; a unit or magnitude that was written
    along is converted, and refused where it is not clear.

    :param value: a number, text, truth value or date as the sheet holds it.
    :param unit: unit of the element.

    >>> here = Where("a.xlsx")
    >>> [read_value(text, "人", here).value for text in ("１，２３４", " 1.2万 ", "1.2万人", "'5200", 12.0)]
    [1234.0, 12000.0, 12000.0, 5200.0, 12.0]
    >>> [read_value(text, "人", here).state.value for text in (None, "0", "无", "不适用")]
    ['missing', 'zero', 'none', 'na']
    >>> print(read_value("1.2万", "万元", here).sentence())
    “1.2万”带了数量级，而本项单位已是“万元”，不知该不该再乘。请只写数。
    """
    if value is None or isinstance(value, str):
        return _text(value or "", unit, where)
    if isinstance(value, (date, datetime, time, timedelta)):
        return errors.A_DATE.at(where, found=value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return errors.NOT_A_NUMBER.at(where, found=value, allowed=_example(unit))
    return _number(float(value), where)


def _number(value: float, where: Where) -> Cell | Problem:
    if not isfinite(value) or abs(value) >= LARGEST:
        return errors.TOO_BIG.at(where, found=f"{value:g}", allowed=f"{LARGEST:g}")
    return Cell.number(value)


def _text(text: str, unit: str, where: Where) -> Cell | Problem:
    word = halfwidth(text.replace("\u200b", "").replace("\ufeff", "")).lstrip("'‘’`").strip()
    state = _WORDS.get(word.lower())
    if state is not None:
        return Cell(None, state, "not-reported" if state is State.MISSING else "")
    if word.lower() in _ERRORS:
        return errors.ERROR_VALUE.at(where, found=word)
    if word in _UNCLEAR:
        return errors.UNCLEAR.at(where, found=text)
    if word == "零":
        return Cell.number(0.0)
    return _quantity(word, text, unit, where)


def _quantity(word: str, text: str, unit: str, where: Where) -> Cell | Problem:
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    if len(word) > 60:
        return errors.NOT_A_NUMBER.at(where, found=shown, allowed=_example(unit))
    try:
        quantity = read_quantity(word)
    except Refusal:
        return errors.NOT_A_NUMBER.at(where, found=shown, allowed=_example(unit))
    bare = quantity.unit is None
    if bare and word.endswith(_MAGNITUDES) and unit.startswith(_MAGNITUDES):
        return errors.TWICE_MAGNITUDE.at(where, found=shown, allowed=unit)
    try:
        value: Decimal = quantity.in_unit(unit)
    except Refusal:
        return errors.WRONG_UNIT.at(where, found=shown, allowed=unit)
    return _number(float(value), where)


def _example(unit: str) -> str:
    return f"12.5、1,234、12.5{unit}" if unit else "12.5、1,234"
