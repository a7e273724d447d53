"""The tables of registers and village programmes, a class a file."""

from decimal import Decimal

from pydantic import Field

from tongchou.packs.fields import Code, Codes, Day, Number, Row, Standing, Text
from tongchou.packs.rows import Named
from tongchou.terms import Words


class RegisterKind(Named):
    """``registers.csv``: a register (名录) and its rules."""

    places: int | None = Field(None, ge=1, description="how many it holds; empty: any number")
    least: int | None = Field(None, ge=0, description="of each county at least")
    most: int | None = Field(None, ge=1, description="of each county at most")
    rectify_days: int = Field(365, ge=1, description="days to rectify")
    extensions: int = Field(1, ge=0, description="how often that may be extended")
    apply_again_days: int = Field(365, ge=0, description="days after a revocation before a new application")
    scheme: str = Field("", description="code of the scheme that evaluates its places")
    passing: Number = Field(Decimal(60), description="total from which a place passes")
    clause: str = ""
    standing: Standing = Standing.DOCUMENTED


class PowerRow(Named):
    """``powers.csv``: a power delegated to a place (赋权清单), from one day to before another."""

    place: Code
    start: Day
    end: Day | None = Field(None, description="first day without it; empty: it is held")
    document: str = ""
    standing: Standing = Standing.DOCUMENTED


class ChecklistPoint(Row):
    """``checklists.csv``: one point of a checklist that villages are held to."""

    checklist: Code = Field(description="which list, e.g. fourteen_treatments")
    title: Text = Field(description="name of the list")
    title_en: str = ""
    point: Code
    name: Text
    name_en: str = ""
    photos: int = Field(0, ge=0, description="pictures needed to prove it")
    clause: str = ""
    standing: Standing = Standing.DOCUMENTED

    @property
    def words(self) -> Words:
        """The name of the point."""
        return Words(self.name, self.name_en)


class VillageReport(Row):
    """``village_reports.csv``: what a village reported of one point; a village that stands here is on the list."""

    checklist: Code
    village: Code
    point: Code
    done: str = Field("", description="empty: nothing reported", pattern="^(yes|no|na)?$")
    date: Day | None = None
    photos: Codes = Field((), description="digests of its pictures")
    standing: Standing = Standing.DOCUMENTED
