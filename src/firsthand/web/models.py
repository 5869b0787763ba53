"""The desk's own people: what is private to a person and lies in no case."""

from __future__ import annotations

from datetime import date

from django.db import models


class Exposure(models.Model):
    """
    How much graphic material a person opened on a day; theirs alone, shown to nobody else.

    Attributes:
        person: The name they work under.
        day: At the place of the case.
    """

    person: models.CharField[str, str] = models.CharField(max_length=300)
    day: models.DateField[date, date] = models.DateField()
    opened: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "day"), name="one_row_a_day"),)
