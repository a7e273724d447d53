"""Who was in a group of a role is appointed to it in every programme; the groups go."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils import timezone

ROLES = ("leader", "office", "department", "county", "town", "expert", "auditor")


def appoint(apps: StateApps, _schema: BaseDatabaseSchemaEditor) -> None:
    group, appointment = apps.get_model("auth", "Group"), apps.get_model("access", "Appointment")
    for role in group.objects.filter(name__in=ROLES):
        for person in role.user_set.all():
            appointment.objects.create(person_id=person.pk, role=role.name, since=timezone.localdate())
        role.delete()


class Migration(migrations.Migration):
    dependencies = [("access", "0001_appointments"), ("web", "0002_roles")]
    operations = [migrations.RunPython(appoint, migrations.RunPython.noop)]
