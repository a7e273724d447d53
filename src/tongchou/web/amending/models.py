"""An amendment: which change, by whom, how far it is, and which version it made."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from tongchou.web.errands.models import Errand
from tongchou.web.models import Person


class State(models.TextChoices):
    """How far an amendment is."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


class Amendment(models.Model):
    """A change of a programme: a function by name, and plain facts that are given to it."""

    pack: models.CharField[str, str] = models.CharField(max_length=120, db_index=True)
    what: models.CharField[str, str] = models.CharField(max_length=200)
    change: models.CharField[str, str] = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    by: models.ForeignKey[Person | None, Person | None] = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="amendments"
    )
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField(auto_now_add=True)
    errand: models.ForeignKey[Errand | None, Errand | None] = models.ForeignKey(
        Errand, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state: models.CharField[str, str] = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    problems = models.JSONField(default=list)
    version: models.PositiveIntegerField[int | None, int | None] = models.PositiveIntegerField(null=True)
    digest: models.CharField[str, str] = models.CharField(max_length=64, blank=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.pack} {self.what}"
