"""Documents brought together are read one after another: where each stands, and what was found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0003_document_readings"),
    ]

    operations = [
        migrations.AddField("documentreading", "state", models.CharField(default="read", max_length=8)),
        migrations.AddField("documentreading", "begun", models.DateTimeField(null=True)),
        migrations.AddField("documentreading", "counts", models.JSONField(default=dict)),
        migrations.AddField("documentreading", "told", models.TextField(blank=True)),
    ]
