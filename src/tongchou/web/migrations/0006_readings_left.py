"""Documents read have a room of their own, which took their tables along."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("web", "0005_reading_errands"), ("readings", "0001_moved")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel("ReviewStep"), migrations.DeleteModel("DocumentReading")]
        )
    ]
