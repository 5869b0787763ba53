"""The first table of the desk's own database."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A private count for each person and day."""

    initial = True
    operations: ClassVar = [
        migrations.CreateModel(
            name="Exposure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.CharField(max_length=300)),
                ("day", models.DateField()),
                ("opened", models.PositiveIntegerField(default=0)),
            ],
            options={"constraints": (models.UniqueConstraint(fields=("person", "day"), name="one_row_a_day"),)},
        )
    ]
