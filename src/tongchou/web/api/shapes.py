"""The shapes of answers; their descriptions are the interface's reference."""

from datetime import date
from typing import Any

from ninja import Field, Schema


class Fault(Schema):
    """Why something was not done."""

    code: str = Field(description="stable code")
    detail: str = Field(description="one sentence in Chinese, or English with Accept-Language: en")


class ProgrammeOut(Schema):
    """A programme."""

    code: str
    name: str
    edition: str
    synthetic: bool = Field(description="whether places and figures are invented")
    digest: str = Field(description="digest of the pack the figures were computed from")
    true_on: date = Field(description="as of which day")
    known_on: date | None = Field(description="known by which day; null: everything known")
    periods: list[str]
    levels: list[str]


class PlaceOut(Schema):
    """A place on a day."""

    code: str
    name: str
    level: str
    parent: str = Field(description="code of the place above; empty at the root")


class IndicatorOut(Schema):
    """An indicator."""

    code: str
    name: str
    unit: str
    formula: str
    direction: str
    domain: str


class ElementOut(Schema):
    """A reported element."""

    code: str
    name: str
    unit: str
    over_places: str = Field(description="how it rolls up over places")
    over_time: str = Field(description="how it rolls up over time")


class FigureOut(Schema):
    """One figure."""

    key: str = Field(description="its address, kind:code@place@period; ask /why with it")
    kind: str
    code: str
    place: str
    period: str
    value: float | None = Field(description="null where there is none; see state")
    state: str = Field(description="value, zero, none, na or missing")
    unit: str
    decimals: int | None = Field(description="digits it is shown with")
    marks: list[str] = Field(description="what must show beside it: synthetic, provisional, conflict …")


class FiguresOut(Schema):
    """A page of figures."""

    total: int
    figures: list[FigureOut]


class TargetOut(Schema):
    """A target."""

    code: str
    indicator: str
    place: str
    period: str
    comparator: str
    value: float
    unit: str
    clause: str


class TaskOut(Schema):
    """A task as the plan has it."""

    code: str
    title: str
    domain: str
    lead: str
    partners: list[str]
    deadline: date | None
    clause: str


class CardOut(Schema):
    """One unit's scorecard."""

    scheme: str
    period: str
    unit: str
    total: float | None
    rank: int | None
    tier: str | None
    measured: float = Field(description="share of the points that could be measured")
    items: list[dict[str, Any]]


class WhyOut(Schema):
    """Why a figure is what it is."""

    figure: FigureOut
    sentence: str
    formula: str
    with_numbers: str
    inputs: list[dict[str, Any]]
    promises: list[dict[str, Any]]
    versions: dict[str, str]
