"""Documents that were read for a programme, and the steps of their review."""

from datetime import datetime

from django.db import models

from tongchou.web.models import Person


class DocumentReading(models.Model):
    """A document read for a programme; the file lies in the office's folder under its digest.

    ``state`` is waiting, reading, read or refused; ``counts`` how many items of a class were found, ``told`` why it
    was refused.
    """

    pack: models.CharField[str, str] = models.CharField(max_length=120)
    code: models.CharField[str, str] = models.CharField(max_length=16)
    name: models.CharField[str, str] = models.CharField(max_length=120)
    suffix: models.CharField[str, str] = models.CharField(max_length=8)
    digest: models.CharField[str, str] = models.CharField(max_length=64)
    by: models.ForeignKey[Person, Person] = models.ForeignKey(Person, on_delete=models.PROTECT)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField(auto_now_add=True)
    state: models.CharField[str, str] = models.CharField(max_length=8, default="read")
    counts = models.JSONField(default=dict)
    told: models.TextField[str, str] = models.TextField(blank=True)

    class Meta:
        """Newest first; a file is one reading of a programme."""

        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=("pack", "code"), name="one_reading_of_a_file"),)

    def __str__(self) -> str:
        return self.name


class ReviewStep(models.Model):
    """One step of a review: who did what to which item, and when; steps are added and never changed."""

    reading: models.ForeignKey[DocumentReading, DocumentReading] = models.ForeignKey(
        DocumentReading, on_delete=models.CASCADE, related_name="steps"
    )
    number: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    who: models.ForeignKey[Person, Person] = models.ForeignKey(Person, on_delete=models.PROTECT)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField(auto_now_add=True)
    operation: models.CharField[str, str] = models.CharField(max_length=12)
    item: models.CharField[str, str] = models.CharField(max_length=24)
    details = models.JSONField(default=dict)

    class Meta:
        """In the order they were taken."""

        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("reading", "number"), name="one_step_of_a_number"),)

    def __str__(self) -> str:
        return f"{self.number} {self.operation} {self.item}"
