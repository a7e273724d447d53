"""Who may sign in; which documents were read, and every step of their review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.db import models

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from tongchou.web.access.models import Appointment


class Person(AbstractUser):
    """A person who signs in, shown by the name they are called by."""

    called: models.CharField[str, str] = models.CharField(max_length=60, blank=True)
    appointments: RelatedManager[Appointment]

    def __str__(self) -> str:
        return self.called or self.get_username()
