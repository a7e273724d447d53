"""A proposed change of places."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models

from tongchou.packs.rows import Place, PlaceEvent
from tongchou.terms import Words
from tongchou.territory.proposals import STAGES, Stage
from tongchou.web.amending.models import Amendment
from tongchou.web.models import Person


class Proposal(models.Model):
    """What shall change, when, on which document; who proposed it, who judged it, and how it went."""

    pack: models.CharField[str, str] = models.CharField(max_length=120, db_index=True)
    date: models.DateField[date, date] = models.DateField()
    kind: models.CharField[str, str] = models.CharField(max_length=12)
    before: models.CharField[str, str] = models.CharField(max_length=2000, blank=True)
    after: models.CharField[str, str] = models.CharField(max_length=2000, blank=True)
    shares: models.CharField[str, str] = models.CharField(max_length=500, blank=True)
    basis: models.CharField[str, str] = models.CharField(max_length=60, blank=True)
    document: models.CharField[str, str] = models.CharField(max_length=300)
    arrivals = models.JSONField(default=list)
    stage: models.CharField[str, str] = models.CharField(max_length=10, default=Stage.PROPOSED.value)
    by: models.ForeignKey[Person, Person] = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="proposals"
    )
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField(auto_now_add=True)
    judge: models.ForeignKey[Person | None, Person | None] = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="judged_proposals"
    )
    reason: models.CharField[str, str] = models.CharField(max_length=500, blank=True)
    amendment: models.ForeignKey[Amendment | None, Amendment | None] = models.ForeignKey(
        Amendment, on_delete=models.PROTECT, null=True
    )

    class Meta:
        """The newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.date} {self.kind} {self.before}→{self.after}"

    @property
    def words(self) -> Words:
        """Where it stands, in words."""
        return STAGES[Stage(self.stage)]

    @property
    def facts(self) -> dict[str, Any]:
        """The change as plain data."""
        names = ("kind", "before", "after", "shares", "basis")
        return {"date": self.date.isoformat(), **{name: getattr(self, name) for name in names}, "note": self.document}

    @property
    def event(self) -> PlaceEvent:
        """The change as a row of a pack."""
        return PlaceEvent.model_validate(self.facts)

    @property
    def places(self) -> list[Place]:
        """The places as they are from its day on."""
        return [Place.model_validate(row) for row in self.arrivals]
