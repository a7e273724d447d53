"""The kinds of field of an input file: people, money, area, shares; units are written, never guessed."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tongchou.terms import Fen, Refusal, read_quantity, yuan

MOST = 10**18


class Form(BaseModel):
    """A part of an input file: frozen, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def _quantity(value: Any, dimension: str, example: str) -> Decimal:
    if isinstance(value, bool | float | int) and value != 0:
        raise ValueError(f"请写单位，如 {example}")
    try:
        quantity = read_quantity(str(value))
        if quantity.unit is None and quantity.value != 0:
            raise ValueError(f"请写单位，如 {example}")
        return quantity.in_unit(dimension)
    except Refusal as refusal:
        raise ValueError(refusal.problems[0].sentence()) from None


def _people(value: Any) -> int:
    try:
        found = read_quantity(str(value)).in_unit("persons")
    except Refusal as refusal:
        raise ValueError(refusal.problems[0].sentence()) from None
    if found != found.to_integral_value():
        raise ValueError("人数应为整数")
    return int(found)


def _money(value: Any) -> Fen:
    return yuan(_quantity(value, "CNY", "6800万元"))


def _area(value: Any) -> Decimal:
    return _quantity(value, "m2", "2429公顷")


def _share(value: Any) -> Decimal:
    return _quantity(value, "%", "58.5%") / 100


def _wan(value: Any) -> Decimal:
    return _quantity(value, "CNY", "6800万元") / 10_000


def _mu(value: Any) -> Decimal:
    return _quantity(value, "亩", "300亩")


def _fraction(value: Any) -> Fraction:
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise ValueError("请写数或分数，如 1、0.5、1/3") from None


People = Annotated[int, BeforeValidator(_people), Field(ge=0, le=MOST)]
"""Whole persons: 42万人, 420000."""
Money = Annotated[Fen, BeforeValidator(_money), Field(ge=-MOST, le=MOST)]
"""Money in fen, written with its unit: 6800万元."""
Wan = Annotated[Decimal, BeforeValidator(_wan), Field(ge=-MOST, le=MOST)]
"""Money in ten thousand yuan, written with its unit: 6800万元."""
Area = Annotated[Decimal, BeforeValidator(_area), Field(ge=0, le=MOST)]
"""Area in m², written with its unit: 2429公顷."""
Mu = Annotated[Decimal, BeforeValidator(_mu), Field(ge=0, le=MOST)]
"""Area in mu, written with its unit: 300亩."""
Share = Annotated[Decimal, BeforeValidator(_share), Field(ge=-MOST, le=MOST)]
"""A share or rate as a fraction, written in percent: 58.5%."""
Weight = Annotated[Fraction, BeforeValidator(_fraction), Field(ge=0)]
"""A weight: 1, 0.5 or 1/3."""
Positive = Annotated[Decimal, Field(gt=0, le=MOST)]
"""A number above zero, written bare."""
Number = Annotated[Decimal, Field(ge=-MOST, le=MOST)]
"""A number, written bare."""
Rate = Annotated[Share, Field(ge=0, lt=1)]
"""A share below 100%."""
Part = Annotated[Share, Field(gt=0, le=1)]
"""A share above 0%, at most 100%."""
Year = Annotated[int, Field(ge=1900, le=2200)]
"""A calendar year."""
