"""Studies of uploaded plan layers: what was brought, how far the work is, and who began it."""

from datetime import datetime
from typing import Any

from django.db import models

from tongchou.web.errands.models import Errand
from tongchou.web.models import Person


class State(models.TextChoices):
    """Where a study stands."""

    READING = "reading"
    READ = "read"
    COMPARING = "comparing"
    DONE = "done"
    REFUSED = "refused"


class Study(models.Model):
    """One comparison of plans; its files and results lie in the office's folder under its code.

    ``files`` lists what was brought and, once read, what is in it; ``answers`` what the planner said about it;
    ``errand`` is the work on it that runs beside the pages.
    """

    pack: "models.CharField[str, str]" = models.CharField(max_length=120)
    code: "models.CharField[str, str]" = models.CharField(max_length=16, unique=True)
    title: "models.CharField[str, str]" = models.CharField(max_length=120)
    by: "models.ForeignKey[Person, Person]" = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(auto_now_add=True)
    state: "models.CharField[str, str]" = models.CharField(max_length=12, choices=State.choices, default=State.READING)
    errand: "models.ForeignKey[Errand | None, Errand | None]" = models.ForeignKey(
        Errand, on_delete=models.PROTECT, null=True, related_name="+"
    )
    files: Any = models.JSONField(default=list)
    answers: Any = models.JSONField(default=dict)
    problems: Any = models.JSONField(default=list)
    follows: "models.ForeignKey[Study | None, Study | None]" = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="followed"
    )
    tasked: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField(default=0)

    class Meta:
        """Newest first."""

        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.title

    @property
    def first(self) -> "Study":
        """The study whose ledger this one continues; itself where it continues none."""
        found = self
        while found.follows is not None:
            found = found.follows
        return found
