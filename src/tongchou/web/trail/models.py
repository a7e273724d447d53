"""An entry of the audit trail, and where the chain ends."""

from datetime import datetime
from typing import Any, Never

from django.db import models

from tongchou.web.trail.errors import NEVER_CHANGED


class Entry(models.Model):
    """Something that was done: by whom, when, from where, to what; old and new."""

    number: "models.PositiveBigIntegerField[int, int]" = models.PositiveBigIntegerField(primary_key=True)
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(db_index=True)
    who: "models.CharField[str, str]" = models.CharField(max_length=150, db_index=True)
    address: "models.CharField[str, str]" = models.CharField(max_length=45, blank=True)
    pack: "models.CharField[str, str]" = models.CharField(max_length=120, blank=True)
    what: "models.CharField[str, str]" = models.CharField(max_length=60, db_index=True)
    about: "models.CharField[str, str]" = models.CharField(max_length=200, db_index=True)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    before: "models.CharField[str, str]" = models.CharField(max_length=64)
    digest: "models.CharField[str, str]" = models.CharField(max_length=64)

    class Meta:
        """In the order things were done."""

        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.who} {self.what} {self.about}"

    def save(self, **options: Any) -> None:
        """Add the entry.

        :raises Refusal: ``web.trail.never_changed`` where it stands already.
        """
        if not self._state.adding:
            self.delete()
        super().save(**options, force_insert=True)

    def delete(self, *_args: Any, **_options: Any) -> Never:
        """Refuse.

        :raises Refusal: ``web.trail.never_changed``, always.
        """
        raise NEVER_CHANGED.refusal(found=self.number)


class Head(models.Model):
    """The end of the chain: one row, locked while an entry is added."""

    number: "models.PositiveBigIntegerField[int, int]" = models.PositiveBigIntegerField(default=0)
    digest: "models.CharField[str, str]" = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"
