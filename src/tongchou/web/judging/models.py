"""What judging keeps: sittings with moves, marks and papers; editions, objections, notices; register and villages."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from tongchou.assess import Move, Objection, ObjectionState, Phase
from tongchou.terms import Period, Words
from tongchou.web.models import Person

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


def _who() -> Any:
    return models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")


class Added(models.Model):
    """Something that is added and never changed: by whom, when."""

    by: "models.ForeignKey[Person | None, Person | None]" = _who()
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(auto_now_add=True)

    class Meta:
        """No table of its own; in the order things were added."""

        abstract = True
        ordering = ("pk",)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it; what stands is never changed."""
        super().save(*args, **kwargs | {"force_insert": True})


class Sitting(models.Model):
    """One year's assessment by one scheme: where it stands follows from its moves."""

    pack: "models.CharField[str, str]" = models.CharField(max_length=120)
    scheme: "models.CharField[str, str]" = models.CharField(max_length=60)
    period: "models.CharField[str, str]" = models.CharField(max_length=20)
    phase: "models.CharField[str, str]" = models.CharField(max_length=12, default=Phase.SELF.value)
    moves: "RelatedManager[SittingMove]"
    marks: "RelatedManager[GivenMark]"
    papers: "RelatedManager[Paper]"
    editions: "RelatedManager[Edition]"

    class Meta:
        """One of a scheme and period; the latest first."""

        ordering = ("-period", "scheme")
        constraints = (models.UniqueConstraint(fields=("pack", "scheme", "period"), name="one_sitting_of_a_period"),)

    def __str__(self) -> str:
        return f"{self.scheme} {self.period}"

    @property
    def stands(self) -> Phase:
        """Where it stands."""
        return Phase(self.phase)

    @property
    def when(self) -> Period:
        """The period it is for."""
        return Period.parse(self.period)


class SittingMove(Added):
    """A move of a sitting, taken when it stood in ``phase``."""

    sitting_id: int
    sitting: "models.ForeignKey[Sitting, Sitting]" = models.ForeignKey(
        Sitting, on_delete=models.PROTECT, related_name="moves"
    )
    move: "models.CharField[str, str]" = models.CharField(max_length=12)
    phase: "models.CharField[str, str]" = models.CharField(max_length=12)
    day: "models.DateField[date, date]" = models.DateField()
    reason: "models.TextField[str, str]" = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.move}"

    @property
    def words(self) -> Words:
        """What was done, in words."""
        return Move(self.move).words


class GivenMark(Added):
    """A mark as given; the last of a rater for an item of a unit in a stage counts, the earlier ones stay."""

    sitting: "models.ForeignKey[Sitting, Sitting]" = models.ForeignKey(
        Sitting, on_delete=models.PROTECT, related_name="marks"
    )
    item: "models.CharField[str, str]" = models.CharField(max_length=60)
    unit: "models.CharField[str, str]" = models.CharField(max_length=60)
    rater: "models.CharField[str, str]" = models.CharField(max_length=150)
    stage: "models.CharField[str, str]" = models.CharField(max_length=12)
    given: "models.CharField[str, str]" = models.CharField(max_length=40)
    reason: "models.TextField[str, str]" = models.TextField(blank=True)
    day: "models.DateField[date, date]" = models.DateField()
    number: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField()

    class Meta(Added.Meta):
        """Two people cannot give the same mark of a rater at once."""

        constraints = (
            models.UniqueConstraint(
                fields=("sitting", "item", "unit", "rater", "stage", "number"), name="one_mark_of_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item} {self.unit} {self.rater} {self.given}"


class Paper(Added):
    """Evidence for one item of one unit; ``late`` where it came after the books closed."""

    sitting: "models.ForeignKey[Sitting, Sitting]" = models.ForeignKey(
        Sitting, on_delete=models.PROTECT, related_name="papers"
    )
    item: "models.CharField[str, str]" = models.CharField(max_length=60)
    unit: "models.CharField[str, str]" = models.CharField(max_length=60)
    name: "models.CharField[str, str]" = models.CharField(max_length=120)
    suffix: "models.CharField[str, str]" = models.CharField(max_length=8)
    size: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField()
    digest: "models.CharField[str, str]" = models.CharField(max_length=64)
    day: "models.DateField[date, date]" = models.DateField()
    late: "models.BooleanField[bool, bool]" = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Edition(Added):
    """Results as published: plain data under a digest."""

    sitting_id: int
    sitting: "models.ForeignKey[Sitting, Sitting]" = models.ForeignKey(
        Sitting, on_delete=models.PROTECT, related_name="editions"
    )
    number: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField()
    day: "models.DateField[date, date]" = models.DateField()
    reason: "models.TextField[str, str]" = models.TextField(blank=True)
    result = models.JSONField()
    digest: "models.CharField[str, str]" = models.CharField(max_length=64)
    made_from: "models.CharField[str, str]" = models.CharField(max_length=200)
    synthetic: "models.BooleanField[bool, bool]" = models.BooleanField(default=False)
    notices: "RelatedManager[Notice]"

    class Meta(Added.Meta):
        """One of a number."""

        constraints = (models.UniqueConstraint(fields=("sitting", "number"), name="one_edition_of_a_number"),)

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.number}"


class Plea(models.Model):
    """An objection to one item of a published scorecard, and what became of it."""

    edition: "models.ForeignKey[Edition, Edition]" = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="pleas"
    )
    unit: "models.CharField[str, str]" = models.CharField(max_length=60)
    item: "models.CharField[str, str]" = models.CharField(max_length=60)
    day: "models.DateField[date, date]" = models.DateField()
    reason: "models.TextField[str, str]" = models.TextField()
    state: "models.CharField[str, str]" = models.CharField(max_length=12, default=ObjectionState.FILED.value)
    heard_on: "models.DateField[date | None, date | None]" = models.DateField(null=True)
    decided_by: "models.CharField[str, str]" = models.CharField(max_length=150, blank=True)
    decision: "models.TextField[str, str]" = models.TextField(blank=True)
    by: "models.ForeignKey[Person | None, Person | None]" = _who()

    class Meta:
        """In the order they came."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.unit} {self.item} {self.state}"

    @property
    def objection(self) -> Objection:
        """It as the library sees it."""
        return Objection(
            self.unit, self.item, self.day, self.reason, (), ObjectionState(self.state), self.heard_on,
            self.decided_by, self.decision,
        )  # fmt: skip


class Notice(models.Model):
    """What followed from an edition for one unit; ``done`` once it was carried out."""

    edition: "models.ForeignKey[Edition, Edition]" = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="notices"
    )
    unit: "models.CharField[str, str]" = models.CharField(max_length=60)
    measure: "models.CharField[str, str]" = models.CharField(max_length=12)
    reason: "models.TextField[str, str]" = models.TextField()
    reason_en: "models.TextField[str, str]" = models.TextField(blank=True)
    due: "models.DateField[date | None, date | None]" = models.DateField(null=True)
    clause: "models.CharField[str, str]" = models.CharField(max_length=60, blank=True)
    done: "models.DateField[date | None, date | None]" = models.DateField(null=True)
    note: "models.TextField[str, str]" = models.TextField(blank=True)

    class Meta:
        """In the order of the scheme."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.unit} {self.measure}"


class RegisterEvent(Added):
    """An event of a register beside those of the pack."""

    pack: "models.CharField[str, str]" = models.CharField(max_length=120, db_index=True)
    registry: "models.CharField[str, str]" = models.CharField(max_length=60)
    place: "models.CharField[str, str]" = models.CharField(max_length=24)
    day: "models.DateField[date, date]" = models.DateField()
    event: "models.CharField[str, str]" = models.CharField(max_length=12)
    document: "models.CharField[str, str]" = models.CharField(max_length=120, blank=True)
    note: "models.TextField[str, str]" = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.place} {self.event}"


class Delegation(models.Model):
    """A power given to a place beside those of the pack; ``end`` is set once, when it is withdrawn."""

    pack: "models.CharField[str, str]" = models.CharField(max_length=120, db_index=True)
    place: "models.CharField[str, str]" = models.CharField(max_length=24)
    name: "models.CharField[str, str]" = models.CharField(max_length=120)
    start: "models.DateField[date, date]" = models.DateField()
    end: "models.DateField[date | None, date | None]" = models.DateField(null=True)
    document: "models.CharField[str, str]" = models.CharField(max_length=120, blank=True)
    code: "models.CharField[str, str]" = models.CharField(max_length=60, blank=True)

    class Meta:
        """In the order they were given."""

        ordering = ("start", "pk")

    def __str__(self) -> str:
        return self.name


class StatusChange(Added):
    """A change of a place's kind that was proposed (镇改街、村改居); the map of places takes it up as an event."""

    pack: "models.CharField[str, str]" = models.CharField(max_length=120, db_index=True)
    place: "models.CharField[str, str]" = models.CharField(max_length=24)
    after: "models.CharField[str, str]" = models.CharField(max_length=24)
    name: "models.CharField[str, str]" = models.CharField(max_length=120)
    day: "models.DateField[date, date]" = models.DateField()
    document: "models.CharField[str, str]" = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.place} {self.name}"


class VillagePoint(Added):
    """What was reported of one point of a checklist at a village, with the digests of its pictures; the last counts."""

    pack: "models.CharField[str, str]" = models.CharField(max_length=120)
    checklist: "models.CharField[str, str]" = models.CharField(max_length=60)
    village: "models.CharField[str, str]" = models.CharField(max_length=24)
    point: "models.CharField[str, str]" = models.CharField(max_length=60)
    done: "models.CharField[str, str]" = models.CharField(max_length=4)
    photos = models.JSONField(default=list)
    day: "models.DateField[date, date]" = models.DateField()

    class Meta(Added.Meta):
        """Found by list and village."""

        indexes = (models.Index(fields=("pack", "checklist", "village"), name="point_by_village"),)

    def __str__(self) -> str:
        return f"{self.village} {self.point} {self.done}"


class Sample(Added):
    """Villages drawn for field checks: how many and why, with which seed, and which."""

    pack: "models.CharField[str, str]" = models.CharField(max_length=120)
    checklist: "models.CharField[str, str]" = models.CharField(max_length=60)
    villages: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField()
    bad: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField()
    confidence: "models.FloatField[float, float]" = models.FloatField()
    seed: "models.BigIntegerField[int, int]" = models.BigIntegerField()
    drawn = models.JSONField()
    visits: "RelatedManager[Visit]"

    def __str__(self) -> str:
        return f"{self.checklist} {self.seed}"


class Visit(Added):
    """What a field check found at one village of a sample."""

    sample: "models.ForeignKey[Sample, Sample]" = models.ForeignKey(
        Sample, on_delete=models.PROTECT, related_name="visits"
    )
    village: "models.CharField[str, str]" = models.CharField(max_length=24)
    false: "models.BooleanField[bool, bool]" = models.BooleanField(default=False)
    note: "models.TextField[str, str]" = models.TextField(blank=True)

    class Meta(Added.Meta):
        """One of a village."""

        constraints = (models.UniqueConstraint(fields=("sample", "village"), name="one_visit_of_a_village"),)

    def __str__(self) -> str:
        return self.village
