"""Posts that were given to somebody else."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One row a post and giver."""

    dependencies: ClassVar = [("web", "0002_job")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Handed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case", models.CharField(max_length=4096)),
                ("post", models.CharField(max_length=600)),
                ("by", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("taken_by", models.CharField(default="", max_length=300)),
            ],
            options={"constraints": (models.UniqueConstraint(fields=("case", "post", "by"), name="given_once"),)},
        )
    ]
