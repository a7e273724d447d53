"""A scenario: inputs somebody tried in a model, with the answer as it was on that day."""

from datetime import date, datetime
from typing import Any

from django.db import models

from tongchou.web.models import Person


class Scenario(models.Model):
    """Inputs and answer, kept together: later rules and later programs do not change what was answered."""

    pack: "models.CharField[str, str]" = models.CharField(max_length=120)
    model: "models.CharField[str, str]" = models.CharField(max_length=40)
    name: "models.CharField[str, str]" = models.CharField(max_length=80)
    by: "models.ForeignKey[Person, Person]" = models.ForeignKey(Person, on_delete=models.PROTECT)
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(auto_now_add=True)
    as_of: "models.DateField[date, date]" = models.DateField()
    known_on: "models.DateField[date | None, date | None]" = models.DateField(null=True, blank=True)
    scope: "models.CharField[str, str]" = models.CharField(max_length=12)
    invented: "models.BooleanField[bool, bool]" = models.BooleanField(default=False)
    inputs: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    levers: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    digest: "models.CharField[str, str]" = models.CharField(max_length=64)
    answer: "models.JSONField[Any, Any]" = models.JSONField(default=dict)

    class Meta:
        """Newest first."""

        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.name
