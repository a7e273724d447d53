"""The tables of documents read move into a room of their own; their rows stay."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

READING = migrations.CreateModel(
    name="DocumentReading",
    fields=[
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("pack", models.CharField(max_length=120)),
        ("code", models.CharField(max_length=16)),
        ("name", models.CharField(max_length=120)),
        ("suffix", models.CharField(max_length=8)),
        ("digest", models.CharField(max_length=64)),
        ("at", models.DateTimeField(auto_now_add=True)),
        ("state", models.CharField(default="read", max_length=8)),
        ("counts", models.JSONField(default=dict)),
        ("told", models.TextField(blank=True)),
        ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
    ],
    options={
        "ordering": ("-at", "-pk"),
        "db_table": "web_documentreading",
        "constraints": [models.UniqueConstraint(fields=("pack", "code"), name="one_reading_of_a_file")],
    },
)
STEP = migrations.CreateModel(
    name="ReviewStep",
    fields=[
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("number", models.PositiveIntegerField()),
        ("at", models.DateTimeField(auto_now_add=True)),
        ("operation", models.CharField(max_length=12)),
        ("item", models.CharField(max_length=24)),
        ("details", models.JSONField(default=dict)),
        (
            "reading",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="readings.documentreading"
            ),
        ),
        ("who", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
    ],
    options={
        "ordering": ("number",),
        "db_table": "web_reviewstep",
        "constraints": [models.UniqueConstraint(fields=("reading", "number"), name="one_step_of_a_number")],
    },
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("web", "0005_reading_errands")]

    operations = [migrations.SeparateDatabaseAndState(state_operations=[READING, STEP])]
