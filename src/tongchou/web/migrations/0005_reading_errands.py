"""A document that waits is an errand, which knows when it began."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("web", "0004_reading_queue")]

    operations = [migrations.RemoveField("documentreading", "begun")]
