"""The types of the cells of a pack's tables, and the closed vocabularies they are drawn from."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from tongchou.terms import Period, Refusal, halfwidth, read_quantity, unit


class Row(BaseModel):
    """A row of a table: frozen, and closed to unknown columns."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def _split(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(";") if part.strip()) if isinstance(value, str) else value


def _period(value: Any) -> Any:
    try:
        return value if isinstance(value, Period) else Period.parse(str(value))
    except Refusal as refusal:
        raise ValueError(refusal.problems[0].sentence()) from None


def _number(value: Any) -> Any:
    """Read a bare number; a cell with a unit or a magnitude word is refused with what it would be."""
    if not isinstance(value, str):
        return value
    try:
        quantity = read_quantity(value)
    except Refusal as refusal:
        raise ValueError(refusal.problems[0].sentence()) from None
    if quantity.unit is not None or not halfwidth(value)[-1:].isdigit():
        raise PydanticCustomError("unit_in_cell", "{bare}", {"bare": str(quantity.value)})
    return quantity.value


def _unit(value: Any) -> Any:
    try:
        unit(str(value))
    except Refusal as refusal:
        raise ValueError(refusal.problems[0].sentence()) from None
    return value


Codes = Annotated[tuple[str, ...], BeforeValidator(_split)]
"""Codes separated by ``;`` in one cell."""
PeriodCell = Annotated[Period, BeforeValidator(_period)]
Number = Annotated[Decimal, BeforeValidator(_number)]
UnitName = Annotated[str, BeforeValidator(_unit)]
Code = Annotated[str, Field(min_length=1, pattern=r"^[^\s;,]+$")]
Text = Annotated[str, Field(min_length=1)]
Day = date


class Level(StrEnum):
    """Levels of places, from the nation down."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


class Domain(StrEnum):
    """Fields of work; the words of the Chinese screen are in ``docs/reference/terms.md``."""

    PLANNING = "planning"
    INFRASTRUCTURE = "infrastructure"
    INDUSTRY = "industry"
    EMPLOYMENT = "employment_social_security"
    SERVICES = "public_services"
    ECOLOGY = "ecology"
    GOVERNANCE = "governance"
    PEOPLE = "people"
    LAND = "land"
    FINANCE = "finance"
    MECHANISM = "mechanism"


class OverPlaces(StrEnum):
    """How an element is rolled up over places."""

    SUM = "sum"
    MEAN = "mean"
    WEIGHTED_MEAN = "weighted_mean"
    MIN = "min"
    MAX = "max"
    NONE = "none"


class OverTime(StrEnum):
    """How an element is rolled up over the periods inside a longer one."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"
    FIRST = "first"
    MIN = "min"
    MAX = "max"
    CUMULATIVE = "cumulative"
    NONE = "none"


class Comparator(StrEnum):
    """How a figure is held against a target."""

    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"
    EQ = "eq"
    RANGE = "range"
    APPROX = "approx"

    @property
    def sign(self) -> str:
        """Return it as it is written before a value.

        >>> Comparator.GE.sign, Comparator.APPROX.sign
        ('≥', '≈')
        """
        return _COMPARED[self]


_COMPARED = {
    Comparator.GE: "≥",
    Comparator.GT: ">",
    Comparator.LE: "≤",
    Comparator.LT: "<",
    Comparator.EQ: "=",
    Comparator.RANGE: "∈",
    Comparator.APPROX: "≈",
}


class Standing(StrEnum):
    """How far a thing is on paper: ``documented``, ``reconstructed`` from public systems, or ``synthetic``."""

    DOCUMENTED = "documented"
    RECONSTRUCTED = "reconstructed"
    SYNTHETIC = "synthetic"


class Status(StrEnum):
    """How firm an observation is, firmest first."""

    FINAL = "final"
    DERIVED = "derived"
    ROUNDED = "rounded"
    PRELIMINARY = "prelim"
    ESTIMATE = "estimate"
    SUSPECT = "suspect"
    SYNTHETIC = "synthetic"
