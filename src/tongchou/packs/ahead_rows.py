"""The tables of what is to be laid moderately ahead of the people it serves: kinds, capacities, people projected."""

from pydantic import Field

from tongchou.packs.fields import Code, Row, Standing, Text
from tongchou.packs.rows import Named


class Infrastructure(Named):
    """``infrastructure.csv``: a kind of infrastructure, what a person needs of it, and how long it takes to build."""

    unit: Text = Field(description="unit of its capacity")
    element: Code = Field(description="element that counts the people it serves")
    per_person: float = Field(gt=0, description="capacity one of them needs")
    lead: int = Field(ge=0, le=50, description="years from decision to use")
    unit_cost: float = Field(0.0, ge=0, description="yuan for one more unit of capacity")
    tight: float = Field(1.0, gt=0, description="capacity over demand: below it capacity lags")
    ahead: float = Field(1.1, gt=0, description="below it capacity is tight")
    idle: float = Field(1.3, gt=0, description="above it capacity lies idle")
    basis: str = Field("", description="document the need and the limits rest on")
    standing: Standing = Standing.DOCUMENTED


class Capacity(Row):
    """``capacities.csv``: what a place has of a kind from a year on, a later line what is committed by then."""

    infrastructure: Code = Field(description="code of infrastructure.csv")
    place: Code
    year: int = Field(ge=1900, le=2200, description="first year of this capacity")
    capacity: float = Field(ge=0, description="in the unit of the kind")
    source: str = ""
    standing: Standing = Standing.DOCUMENTED
    note: str = ""


class Projection(Row):
    """``projections.csv``: people of a place in a year to come, as a model or a plan has them."""

    element: Code = Field(description="element projected")
    place: Code
    year: int = Field(ge=1900, le=2200)
    value: float = Field(ge=0, description="in the unit of the element")
    basis: str = Field("", description="model or document it comes from")
    standing: Standing = Standing.DOCUMENTED
