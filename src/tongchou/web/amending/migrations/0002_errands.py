"""An amendment is made as an errand; one that was under way before is to be asked for again."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ASK_AGAIN = "升级系统时中断，请重做一次。 Broken off by an upgrade of the program; please do it again."


def end_what_was_under_way(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("amending", "Amendment").objects.filter(state__in=("waiting", "running"))
    rows.update(state="refused", problems=[ASK_AGAIN])


class Migration(migrations.Migration):
    dependencies = [("amending", "0001_amendments"), ("errands", "0001_initial")]

    operations = [
        migrations.RunPython(end_what_was_under_way, migrations.RunPython.noop),
        migrations.RemoveField("amendment", "beat"),
        migrations.AddField(
            "amendment",
            "errand",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="errands.errand"
            ),
        ),
        migrations.AlterField(
            "amendment",
            "state",
            models.CharField(
                choices=[("waiting", "Waiting"), ("done", "Done"), ("refused", "Refused")],
                default="waiting",
                max_length=8,
            ),
        ),
    ]
