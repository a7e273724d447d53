"""An errand: what is done for whom, how far it is, and where its result stands."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from django.db import models
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tongchou.web.models import Person

SILENCE = timedelta(seconds=30)
"""An errand under way that gave no sign of life for this long has broken off."""


class State(StrEnum):
    """Where an errand stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    BROKEN = "broken"


class Errand(models.Model):
    """Work beside the pages; its place in the queue is kept by the queue, so its state is derived and never stored.

    ``share`` is per cent, ``step`` what is being done, ``beat`` the last sign of life; ``problems`` pairs of
    Chinese and English sentences that say why it was refused; ``address`` where the result stands.
    """

    pack: models.CharField[str, str] = models.CharField(max_length=120, db_index=True)
    doing: models.CharField[str, str] = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    what: models.CharField[str, str] = models.CharField(max_length=200)
    by: models.ForeignKey[Person | None, Person | None] = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="errands"
    )
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField(auto_now_add=True)
    queued: models.ForeignKey[DBTaskResult[..., None] | None, DBTaskResult[..., None] | None] = models.ForeignKey(
        DBTaskResult, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    tries: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(default=0)
    share: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(default=0)
    step: models.CharField[str, str] = models.CharField(max_length=200, blank=True)
    beat: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    problems = models.JSONField(default=list)
    address: models.CharField[str, str] = models.CharField(max_length=400, blank=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.pack} {self.what}"

    @property
    def state(self) -> State:
        """Return where it stands, by the queue, the sign of life and what was refused."""
        status = self.queued.status if self.queued else None
        if status == "READY":
            return State.WAITING
        if status == "RUNNING":
            return State.BROKEN if self.is_silent else State.RUNNING
        if self.problems:
            return State.REFUSED
        return State.BROKEN if status == "FAILED" else State.DONE

    @property
    def is_silent(self) -> bool:
        """Whether the last sign of life is too long ago."""
        last = self.beat or (self.queued.started_at if self.queued else None)
        return last is None or timezone.now() - last > SILENCE

    @property
    def is_open(self) -> bool:
        """Whether it waits or is under way."""
        return self.state in {State.WAITING, State.RUNNING}
