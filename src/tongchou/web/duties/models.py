"""What the ledger of tasks keeps: tasks, their steps, evidence and milestones; steps are added and never changed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from tongchou.packs.rows import Task
from tongchou.plan import Action, TaskState
from tongchou.web.models import Person

NEVER = date.max
"""The day by which a task without any deadline is due."""


class Duty(models.Model):
    """A task as it stands: narrow, so that many are searched quickly; everything here follows from its steps.

    ``due`` is the nearer of its deadline and the day its state is to be left by, :data:`NEVER` where it has neither;
    ``version`` the number of its last step; ``partners`` their codes, each between two semicolons.
    """

    pack: "models.CharField[str, str]" = models.CharField(max_length=120)
    code: "models.CharField[str, str]" = models.CharField(max_length=60)
    title: "models.CharField[str, str]" = models.CharField(max_length=300)
    domain: "models.CharField[str, str]" = models.CharField(max_length=30)
    parent: "models.CharField[str, str]" = models.CharField(max_length=60, blank=True)
    lead: "models.CharField[str, str]" = models.CharField(max_length=60, blank=True)
    partners: "models.TextField[str, str]" = models.TextField(blank=True)
    place: "models.CharField[str, str]" = models.CharField(max_length=24, blank=True)
    state: "models.CharField[str, str]" = models.CharField(max_length=12)
    open: "models.BooleanField[bool, bool]" = models.BooleanField(default=True)
    deadline: "models.DateField[date | None, date | None]" = models.DateField(null=True)
    due: "models.DateField[date, date]" = models.DateField(default=NEVER)
    origin: "models.CharField[str, str]" = models.CharField(max_length=80)
    version: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField(default=0)
    undertaking: "Undertaking"
    steps: "models.QuerySet[DutyStep]"
    milestones: "models.QuerySet[DutyMilestone]"

    class Meta:
        """One task of a code; the indices are those boards and lists walk along."""

        ordering = ("due", "code")
        constraints = (models.UniqueConstraint(fields=("pack", "code"), name="one_duty_of_a_code"),)
        indexes = (
            models.Index(fields=("pack", "due", "code"), name="duty_by_due"),
            models.Index(fields=("pack", "state", "due", "code"), name="duty_by_state"),
            models.Index(fields=("pack", "lead", "due", "code"), name="duty_by_lead"),
            models.Index(fields=("pack", "parent"), name="duty_by_parent"),
            models.Index(fields=("pack", "origin"), name="duty_by_origin"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def stands(self) -> TaskState:
        """Its state."""
        return TaskState(self.state)

    @property
    def partner_codes(self) -> tuple[str, ...]:
        """The codes of its partner units."""
        return tuple(code for code in self.partners.split(";") if code)


class DutyWords(models.Model):
    """What a search looks through, in lower case; a table of its own without an index: it is read through."""

    duty: "models.OneToOneField[Duty, Duty]" = models.OneToOneField(
        Duty, on_delete=models.CASCADE, related_name="words", primary_key=True
    )
    pack: "models.CharField[str, str]" = models.CharField(max_length=120)
    words: "models.TextField[str, str]" = models.TextField()

    def __str__(self) -> str:
        return self.words


class Undertaking(models.Model):
    """What a task was when it came onto the ledger, whole and frozen; its steps begin here.

    ``more`` holds what ``tasks.csv`` has no column for: money in fen, land in m², further indicators.
    """

    duty: "models.OneToOneField[Duty, Duty]" = models.OneToOneField(
        Duty, on_delete=models.CASCADE, related_name="undertaking", primary_key=True
    )
    task = models.JSONField()
    more = models.JSONField(default=dict)
    by: "models.ForeignKey[Person | None, Person | None]" = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(auto_now_add=True)
    duty_id: int

    def __str__(self) -> str:
        return str(self.duty_id)

    @property
    def row(self) -> Task:
        """The task as a row of ``tasks.csv``."""
        return Task.model_validate(self.task)


class DutyStep(models.Model):
    """One step in the life of a task: who did what and when; ``batch`` is shared by steps taken together."""

    duty: "models.ForeignKey[Duty, Duty]" = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="steps")
    number: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField()
    action: "models.CharField[str, str]" = models.CharField(max_length=12)
    state: "models.CharField[str, str]" = models.CharField(max_length=12)
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    unit: "models.CharField[str, str]" = models.CharField(max_length=60)
    office: "models.BooleanField[bool, bool]" = models.BooleanField(default=False)
    groups: "models.CharField[str, str]" = models.CharField(max_length=300, blank=True)
    person: "models.ForeignKey[Person | None, Person | None]" = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason: "models.TextField[str, str]" = models.TextField(blank=True)
    to: "models.CharField[str, str]" = models.CharField(max_length=60, blank=True)
    deadline: "models.DateField[date | None, date | None]" = models.DateField(null=True)
    batch: "models.CharField[str, str]" = models.CharField(max_length=32, blank=True, db_index=True)
    duty_id: int
    proofs: "models.QuerySet[Proof]"

    class Meta:
        """In the order they were taken; two people cannot take the same step."""

        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("duty", "number"), name="one_duty_step_of_a_number"),)

    def __str__(self) -> str:
        return f"{self.duty_id} {self.number} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it; a step that is there is never changed."""
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    @property
    def done(self) -> Action:
        """What was done."""
        return Action(self.action)

    @property
    def stood(self) -> TaskState:
        """Where the task stood afterwards."""
        return TaskState(self.state)


class Proof(models.Model):
    """A file handed in with a step; its content lies in the office's folder under its digest, once however often used.

    ``text`` is what could be read of it, blanks dropped; it is only ever compared.
    """

    step: "models.ForeignKey[DutyStep, DutyStep]" = models.ForeignKey(
        DutyStep, on_delete=models.CASCADE, related_name="proofs"
    )
    pack: "models.CharField[str, str]" = models.CharField(max_length=120)
    name: "models.CharField[str, str]" = models.CharField(max_length=120)
    suffix: "models.CharField[str, str]" = models.CharField(max_length=8)
    size: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField()
    digest: "models.CharField[str, str]" = models.CharField(max_length=64)
    text: "models.TextField[str, str]" = models.TextField(blank=True)

    class Meta:
        """In the order they were handed in."""

        ordering = ("pk",)
        indexes = (models.Index(fields=("pack", "digest"), name="proof_by_digest"),)

    def __str__(self) -> str:
        return self.name


class DutyMilestone(models.Model):
    """Something to be reached on the way; ``reached`` is set once, by whoever works on the task."""

    duty: "models.ForeignKey[Duty, Duty]" = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="milestones")
    name: "models.CharField[str, str]" = models.CharField(max_length=120)
    due: "models.DateField[date, date]" = models.DateField()
    reached: "models.DateField[date | None, date | None]" = models.DateField(null=True)

    class Meta:
        """The nearest first."""

        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.name


class Meeting(models.Model):
    """A meeting of an organ; what it decided are the tasks whose origin it is."""

    pack: "models.CharField[str, str]" = models.CharField(max_length=120)
    code: "models.CharField[str, str]" = models.CharField(max_length=40)
    organ: "models.CharField[str, str]" = models.CharField(max_length=60)
    title: "models.CharField[str, str]" = models.CharField(max_length=200)
    day: "models.DateField[date, date]" = models.DateField()
    attended: "models.TextField[str, str]" = models.TextField(blank=True)
    note: "models.TextField[str, str]" = models.TextField(blank=True)
    by: "models.ForeignKey[Person | None, Person | None]" = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        """The latest first."""

        ordering = ("-day", "-pk")
        constraints = (models.UniqueConstraint(fields=("pack", "code"), name="one_meeting_of_a_code"),)

    def __str__(self) -> str:
        return self.title

    @property
    def origin(self) -> str:
        """The origin of the tasks it decided."""
        return f"meeting:{self.code}"


class Seat(models.Model):
    """Somebody in an organ, in a role, from one day to before another; a seat ends and is never taken away."""

    pack: "models.CharField[str, str]" = models.CharField(max_length=120, db_index=True)
    organ: "models.CharField[str, str]" = models.CharField(max_length=60)
    name: "models.CharField[str, str]" = models.CharField(max_length=60)
    role: "models.CharField[str, str]" = models.CharField(max_length=60)
    start: "models.DateField[date | None, date | None]" = models.DateField(null=True)
    end: "models.DateField[date | None, date | None]" = models.DateField(null=True)
    synthetic: "models.BooleanField[bool, bool]" = models.BooleanField(default=False)

    class Meta:
        """In the order they came."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.name} {self.role}"


class Breakdown(models.Model):
    """A target broken down to places and years, as somebody left it; the last one counts, the earlier ones stay.

    ``cells`` maps ``place@period`` to the number as typed. Once ``issued`` its parts are tasks of the counties.
    """

    pack: "models.CharField[str, str]" = models.CharField(max_length=120)
    target: "models.CharField[str, str]" = models.CharField(max_length=80)
    cells = models.JSONField()
    issued: "models.BooleanField[bool, bool]" = models.BooleanField(default=False)
    by: "models.ForeignKey[Person, Person]" = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The last one first."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=("pack", "target"), name="breakdown_by_target"),)

    def __str__(self) -> str:
        return f"{self.target} {self.at:%Y-%m-%d %H:%M}"


class Follow(models.Model):
    """How far the ledger of a programme follows its pack: the run whose tasks and figures were taken in."""

    pack: "models.CharField[str, str]" = models.CharField(max_length=120, primary_key=True)
    run: "models.CharField[str, str]" = models.CharField(max_length=200)
    rules = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.pack} {self.run}"


class ProjectPlan(models.Model):
    """A project and its plan in time and money; ``plan`` holds phases, milestones and investments as plain data."""

    pack: "models.CharField[str, str]" = models.CharField(max_length=120)
    code: "models.CharField[str, str]" = models.CharField(max_length=60)
    name: "models.CharField[str, str]" = models.CharField(max_length=200)
    task: "models.CharField[str, str]" = models.CharField(max_length=60, blank=True)
    unit: "models.CharField[str, str]" = models.CharField(max_length=60, blank=True)
    place: "models.CharField[str, str]" = models.CharField(max_length=24, blank=True)
    budget: "models.BigIntegerField[int | None, int | None]" = models.BigIntegerField(null=True)
    land: "models.DecimalField[Decimal | None, Decimal | None]" = models.DecimalField(
        max_digits=16, decimal_places=2, null=True
    )
    synthetic: "models.BooleanField[bool, bool]" = models.BooleanField(default=False)
    plan = models.JSONField(default=dict)
    version: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField(default=0)
    readings: "models.QuerySet[ProjectReading]"

    class Meta:
        """By code."""

        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=("pack", "code"), name="one_project_of_a_code"),)

    def __str__(self) -> str:
        return self.name


class ProjectReading(models.Model):
    """How far a project was on a day, and what was spent by then; readings are added and never changed."""

    project: "models.ForeignKey[ProjectPlan, ProjectPlan]" = models.ForeignKey(
        ProjectPlan, on_delete=models.CASCADE, related_name="readings"
    )
    day: "models.DateField[date, date]" = models.DateField()
    percent: "models.FloatField[float, float]" = models.FloatField()
    spent: "models.BigIntegerField[int | None, int | None]" = models.BigIntegerField(null=True)
    note: "models.CharField[str, str]" = models.CharField(max_length=200, blank=True)
    by: "models.ForeignKey[Person | None, Person | None]" = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    project_id: int

    class Meta:
        """In the order of days."""

        ordering = ("day", "pk")

    def __str__(self) -> str:
        return f"{self.project_id} {self.day} {self.percent}"
