"""The tables of a pack that speak of its maps: layers, what their classes mean, and which plans cannot share ground."""

from enum import StrEnum

from pydantic import Field

from tongchou.packs.fields import Code, Codes, Day, Level, Number, Row, Standing, Text
from tongchou.packs.rows import Named
from tongchou.terms import Citation, Words


class LayerKind(StrEnum):
    """What a layer of a pack shows."""

    PLACES = "places"
    PLAN = "plan"
    ROADS = "roads"
    SETTLEMENTS = "settlements"
    FACILITIES = "facilities"
    STOPS = "stops"
    STRUCTURE = "structure"
    HAZARD = "hazard"
    BASE = "base"


class MapLayer(Named):
    """``layers.csv``: a layer of the pack's maps, kept in a file under ``geography/``."""

    kind: LayerKind = Field(description="what it shows")
    theme: str = Field("", description="which of its kind: school, clinic, elderly, shelter … or the plan's field")
    file: str = Field(
        pattern=r"^geography/[^/\\]+\.(gpkg|parquet)$", description="GeoPackage or GeoParquet, geography/….gpkg"
    )
    layer: str = Field("", description="name inside the file; empty where it holds one layer")
    level: Level | None = Field(None, description="for places: the level of its divisions")
    code_column: str = Field("", description="column of codes; for places those of places.csv")
    name_column: str = Field("", description="column of names")
    class_column: str = Field("", description="column whose values stand in layer_classes.csv")
    amount_column: str = Field("", description="column of people, seats, beds, square metres or daily trips")
    amount: str = Field("", description="what the amount column counts, with its unit")
    standard_min: Number | None = Field(None, gt=0, description="for facilities: minutes within which people should be")
    date: Day | None = Field(None, description="the day it shows; features may carry valid_from and valid_to")
    source: str = Field("", description="source code")
    standing: Standing = Standing.DOCUMENTED
    note: str = Field("", description="anything a reader should know; sketches say so here")


class LayerClass(Row):
    """``layer_classes.csv``: what a value of a layer's class column means, and how it is drawn."""

    layer: Code = Field(description="code of the layer")
    value: Text = Field(description="value of its class column")
    name: Text = Field(description="what to call it")
    name_en: str = ""
    category: str = Field("", description="for plans: class of the conflict rules; empty: takes part in none")
    half_width_m: float = Field(0.0, ge=0, lt=10_000, description="for lines of plans: half the corridor's width [m]")
    speed_kmh: Number | None = Field(None, gt=0, description="for roads: speed [km/h]")
    colour: str = Field("", pattern="^(#[0-9a-fA-F]{6})?$", description="colour on maps, #rrggbb")
    basis: str = Field("", description="document the speed or class rests on")
    verified: bool = False

    @property
    def words(self) -> Words:
        """The name in both languages."""
        return Words(self.name, self.name_en)


class Relation(StrEnum):
    """How two uses conflict: by lying on each other, or by the first leaving the area of the second."""

    OVERLAPS = "overlaps"
    OUTSIDE = "outside"


class ConflictRule(Row):
    """``conflict_rules.csv``: a kind of conflict between classes of two plans."""

    code: Code
    relation: Relation = Field(description="how they conflict")
    first: Text = Field(description="class on the one side")
    second: Text = Field(description="class on the other side")
    kind: Text = Field(description="what to call it, in Chinese")
    kind_en: str = ""
    severity: int = Field(ge=1, le=4, description="from 1 (sort out) to 4 (forbidden)")
    gives_way: str = Field("", description="class that yields unless decided otherwise")
    lead: Text = Field(description="unit that leads the settlement; in a pack its code")
    partners: Codes = ()
    days: int = Field(gt=0, description="days given to settle it")
    basis: str = ""
    clause: str = ""
    verified: bool = False

    @property
    def words(self) -> Words:
        """The kind of conflict in both languages."""
        return Words(self.kind, self.kind_en)

    @property
    def citation(self) -> Citation:
        """What the line rests on, marked where nobody has verified it."""
        return Citation(self.basis, self.clause, self.verified)
