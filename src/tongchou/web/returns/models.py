"""What reporting keeps: rounds, the forms issued in them, returns, and everything said in a return, only ever added."""

from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models

from tongchou.packs.reporting import FormRow
from tongchou.terms import Words
from tongchou.web.models import Person

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

DIGITS, DECIMALS = 28, 10


def _stamp() -> str:
    return uuid4().hex


class Round(models.Model):
    """One collection of a period: the forms issued together."""

    issues: "RelatedManager[Issue]"
    pack: "models.CharField[str, str]" = models.CharField(max_length=120, db_index=True)
    title: "models.CharField[str, str]" = models.CharField(max_length=120)
    period: "models.CharField[str, str]" = models.CharField(max_length=20)
    issued_on: "models.DateField[date, date]" = models.DateField()
    note: "models.TextField[str, str]" = models.TextField(blank=True)
    synthetic: "models.BooleanField[bool, bool]" = models.BooleanField(default=False)
    by: "models.ForeignKey[Person, Person]" = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="rounds")
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Newest first."""

        ordering = ("-issued_on", "-pk")

    def __str__(self) -> str:
        return self.title


class Issue(models.Model):
    """One form issued in a round, frozen as it was issued, with the days of its clock written down.

    ``sections`` maps the elements it asks for, in order, to the headings they stand under.
    """

    round_id: int
    returns: "RelatedManager[Return]"
    round: "models.ForeignKey[Round, Round]" = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="issues")
    code: "models.CharField[str, str]" = models.CharField(max_length=60)
    form = models.JSONField()
    sections = models.JSONField()
    opens: "models.DateField[date, date]" = models.DateField()
    warns: "models.DateField[date, date]" = models.DateField()
    due: "models.DateField[date, date]" = models.DateField()
    red: "models.DateField[date, date]" = models.DateField()
    locks: "models.DateField[date, date]" = models.DateField()

    class Meta:
        """In the order they were issued."""

        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("round", "code"), name="one_issue_of_a_form"),)

    def __str__(self) -> str:
        return self.words.zh

    @cached_property
    def row(self) -> FormRow:
        """The form as the pack had it on that day."""
        return FormRow.model_validate(self.form)

    @property
    def words(self) -> Words:
        """Its name in both languages."""
        return self.row.words


class Return(models.Model):
    """One unit's part of a round: a form to be filled in for its places; ``place`` is the unit's own.

    ``version`` goes up with every step, so that a page that looks at an older one can be told so; ``stamp`` is another
    with every step. ``stage``, the day it was first ``submitted`` and how many cells are ``filled`` are what the
    library makes of the steps, written down with the last of them.
    """

    issue_id: int
    cells: "RelatedManager[CellVersion]"
    events: "RelatedManager[Event]"
    findings: "RelatedManager[Finding]"
    issue: "models.ForeignKey[Issue, Issue]" = models.ForeignKey(
        Issue, on_delete=models.CASCADE, related_name="returns"
    )
    place: "models.CharField[str, str]" = models.CharField(max_length=24, db_index=True)
    unit: "models.CharField[str, str]" = models.CharField(max_length=60)
    places = models.JSONField(default=list)
    desks = models.JSONField(default=list)
    stage: "models.CharField[str, str]" = models.CharField(max_length=12, default="draft")
    version: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField(default=0)
    stamp: "models.CharField[str, str]" = models.CharField(max_length=32, default=_stamp)
    submitted: "models.DateField[date | None, date | None]" = models.DateField(null=True)
    filled: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField(default=0)
    expected: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField()

    class Meta:
        """By place; a unit has one return of a form."""

        ordering = ("place", "pk")
        constraints = (models.UniqueConstraint(fields=("issue", "unit"), name="one_return_of_a_unit"),)

    def __str__(self) -> str:
        return f"{self.issue} {self.place}"


class Event(models.Model):
    """One step of a return, as the library writes it down: who did what in which roles, when and why.

    ``origin`` names the workbook it came from; empty for what was done on the page.
    """

    of_id: int
    cells: "RelatedManager[CellVersion]"
    of: "models.ForeignKey[Return, Return]" = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="events")
    number: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField()
    action: "models.CharField[str, str]" = models.CharField(max_length=12)
    who: "models.ForeignKey[Person, Person]" = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="return_events"
    )
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    origin: "models.CharField[str, str]" = models.CharField(max_length=120, blank=True)
    said = models.JSONField(default=dict)

    class Meta:
        """In the order they happened."""

        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("of", "number"), name="one_event_of_a_number"),)

    def __str__(self) -> str:
        return f"{self.number} {self.action}"


class CellVersion(models.Model):
    """What one cell said from one step on; the highest number is what it says now."""

    of_id: int
    of: "models.ForeignKey[Return, Return]" = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="cells")
    event: "models.ForeignKey[Event | None, Event | None]" = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="cells", null=True
    )
    """The step that said so; none where the cell was put in when the form was issued, because it was known already."""
    place: "models.CharField[str, str]" = models.CharField(max_length=24)
    period: "models.CharField[str, str]" = models.CharField(max_length=20)
    element: "models.CharField[str, str]" = models.CharField(max_length=60)
    number: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField()
    state: "models.CharField[str, str]" = models.CharField(max_length=8)
    value: "models.DecimalField[Decimal | None, Decimal | None]" = models.DecimalField(
        max_digits=DIGITS, decimal_places=DECIMALS, null=True
    )
    typed: "models.CharField[str, str]" = models.CharField(max_length=120, blank=True)

    class Meta:
        """In the order they were said."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("of", "place", "period", "element", "number"), name="one_version_of_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.address} {self.number}"

    @property
    def address(self) -> str:
        """The address of the cell, as the library writes it."""
        return f"element:{self.element}@{self.place}@{self.period}"


class Finding(models.Model):
    """Something a check found in a return that was handed in: who answers for it by when, and what it turned out to be.

    ``hit`` is the library's id of it: the same figures give the same finding, other figures another one, and then this
    one is ``gone``. Every change stands in the trail.
    """

    of_id: int
    of: "models.ForeignKey[Return, Return]" = models.ForeignKey(
        Return, on_delete=models.CASCADE, related_name="findings"
    )
    hit: "models.CharField[str, str]" = models.CharField(max_length=16)
    weight: "models.CharField[str, str]" = models.CharField(max_length=8)
    address: "models.CharField[str, str]" = models.CharField(max_length=120, blank=True)
    zh: "models.TextField[str, str]" = models.TextField()
    en: "models.TextField[str, str]" = models.TextField()
    owner: "models.CharField[str, str]" = models.CharField(max_length=60, db_index=True)
    due: "models.DateField[date, date]" = models.DateField(db_index=True)
    explanation: "models.TextField[str, str]" = models.TextField(blank=True)
    verdict: "models.CharField[str, str]" = models.CharField(max_length=12, blank=True)
    note: "models.TextField[str, str]" = models.TextField(blank=True)
    gone: "models.BooleanField[bool, bool]" = models.BooleanField(default=False)
    who: "models.ForeignKey[Person | None, Person | None]" = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="verdicts", null=True
    )
    at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)

    class Meta:
        """What is due first comes first."""

        ordering = ("due", "of__place", "pk")
        constraints = (models.UniqueConstraint(fields=("of", "hit"), name="one_finding_of_a_hit"),)

    def __str__(self) -> str:
        return f"{self.hit} {self.verdict}"

    @property
    def words(self) -> Words:
        """The sentence of the check in both languages."""
        return Words(self.zh, self.en)


class Snapshot(models.Model):
    """What was approved, frozen: the cells as JSON text, and the digest of that text."""

    of_id: int
    of: "models.ForeignKey[Return, Return]" = models.ForeignKey(
        Return, on_delete=models.CASCADE, related_name="snapshots"
    )
    event: "models.OneToOneField[Event, Event]" = models.OneToOneField(Event, on_delete=models.PROTECT)
    content: "models.TextField[str, str]" = models.TextField()
    digest: "models.CharField[str, str]" = models.CharField(max_length=64)

    class Meta:
        """In the order they were frozen; the last is in force."""

        ordering = ("pk",)


class Presence(models.Model):
    """Who has a return open just now, and which cell."""

    of: "models.ForeignKey[Return, Return]" = models.ForeignKey(
        Return, on_delete=models.CASCADE, related_name="present"
    )
    who: "models.ForeignKey[Person, Person]" = models.ForeignKey(Person, on_delete=models.CASCADE)
    address: "models.CharField[str, str]" = models.CharField(max_length=120, blank=True)
    seen: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()

    class Meta:
        """A person once."""

        constraints = (models.UniqueConstraint(fields=("of", "who"), name="present_once"),)


class Notice(models.Model):
    """Something a person should know: a return that came back, a date that draws near; mailed where mail is set up."""

    pack: "models.CharField[str, str]" = models.CharField(max_length=120)
    to: "models.ForeignKey[Person, Person]" = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="notices"
    )
    kind: "models.CharField[str, str]" = models.CharField(max_length=16)
    about: "models.CharField[str, str]" = models.CharField(max_length=60)
    zh: "models.TextField[str, str]" = models.TextField()
    en: "models.TextField[str, str]" = models.TextField()
    address: "models.CharField[str, str]" = models.CharField(max_length=200)
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(auto_now_add=True)
    read_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
    mailed: "models.BooleanField[bool, bool]" = models.BooleanField(default=False)

    class Meta:
        """Newest first; a reminder of a day is given once."""

        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=("to", "kind", "about"), name="told_once"),)

    @property
    def words(self) -> Words:
        """The text in both languages."""
        return Words(self.zh, self.en)
