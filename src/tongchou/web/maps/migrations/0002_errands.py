"""The work on a study is an errand, which knows how far it is."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("maps", "0001_initial"), ("errands", "0001_initial")]

    operations = [
        migrations.RemoveField("study", "share"),
        migrations.RemoveField("study", "step"),
        migrations.RemoveField("study", "beat"),
        migrations.AddField(
            "study",
            "errand",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="errands.errand"
            ),
        ),
    ]
