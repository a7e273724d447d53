import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("returns", "0001_rounds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name="Verdict"),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hit", models.CharField(max_length=16)),
                ("weight", models.CharField(max_length=8)),
                ("address", models.CharField(blank=True, max_length=120)),
                ("zh", models.TextField()),
                ("en", models.TextField()),
                ("owner", models.CharField(db_index=True, max_length=60)),
                ("due", models.DateField(db_index=True)),
                ("explanation", models.TextField(blank=True)),
                ("verdict", models.CharField(blank=True, max_length=12)),
                ("note", models.TextField(blank=True)),
                ("gone", models.BooleanField(default=False)),
                ("at", models.DateTimeField(null=True)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="returns.return"
                    ),
                ),
                (
                    "who",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("due", "of__place", "pk"),
                "constraints": [models.UniqueConstraint(fields=("of", "hit"), name="one_finding_of_a_hit")],
            },
        ),
    ]
