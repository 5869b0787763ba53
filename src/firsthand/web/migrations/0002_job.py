"""Work that goes on in the background."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One row a job."""

    dependencies: ClassVar = [("web", "0001_exposure")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case", models.CharField(max_length=4096)),
                ("kind", models.CharField(max_length=20)),
                ("order", models.JSONField(default=dict)),
                ("person", models.CharField(max_length=300)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("wish", models.CharField(default="", max_length=10)),
                ("worker", models.CharField(default="", max_length=40)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("what", models.CharField(default="", max_length=300)),
                ("done", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(null=True)),
                ("result", models.JSONField(default=dict)),
            ],
            options={"indexes": (models.Index(fields=("case", "state", "id"), name="next_of_a_case"),)},
        )
    ]
