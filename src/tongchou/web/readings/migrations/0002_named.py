"""The tables are named after their room."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("readings", "0001_moved"), ("web", "0006_readings_left")]

    operations = [
        migrations.AlterModelTable("documentreading", None),
        migrations.AlterModelTable("reviewstep", None),
    ]
