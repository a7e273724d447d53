"""Appointments of people to roles, and passwords that must be changed at the first sign-in."""

from datetime import date, datetime

from django.db import models

from tongchou.terms import Words
from tongchou.web.access.acts import ROLES
from tongchou.web.models import Person


class Appointment(models.Model):
    """A person in a role: in one programme or all, for one place or unit or the whole, from one day until another."""

    person: "models.ForeignKey[Person, Person]" = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="appointments"
    )
    role: "models.CharField[str, str]" = models.CharField(max_length=12)
    pack: "models.CharField[str, str]" = models.CharField(max_length=120, blank=True)
    place: "models.CharField[str, str]" = models.CharField(max_length=60, blank=True)
    unit: "models.CharField[str, str]" = models.CharField(max_length=60, blank=True)
    since: "models.DateField[date, date]" = models.DateField()
    until: "models.DateField[date | None, date | None]" = models.DateField(null=True, blank=True)

    class Meta:
        """In the order they began."""

        ordering = ("since", "pk")

    def __str__(self) -> str:
        return f"{self.person} {self.role} {self.pack or '*'} {self.place or self.unit or '*'}"

    @property
    def words(self) -> Words:
        """The role in words."""
        return ROLES[self.role]

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= day and (self.until is None or day < self.until)

    def covers(self, pack: str) -> bool:
        """Whether it counts in a programme; the whole installation (``""``) is covered by appointments to all only."""
        return self.pack in {"", pack}


class OneTimePassword(models.Model):
    """A password somebody else has set: it must be changed before anything else is done."""

    person: "models.OneToOneField[Person, Person]" = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="one_time_password", primary_key=True
    )
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.person)
