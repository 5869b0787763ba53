"""The desk's own tables: what is private to a person, and work that goes on in the background. None of it lies in a case."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

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


class Job(models.Model):
    """
    Work that outlives a page: asked for by a person, done by a worker, one row each.

    Attributes:
        case: Folder of the case; a worker of another case leaves it alone.
        kind: One of `web.labour.KINDS`.
        order: What was asked for, in plain values.
        person: The name under which it is entered.
        state: One of `web.jobs.STATES`.
        wish: ``pause`` or ``stop``: what a person wants of it while it runs.
        worker: Who runs it; names a lock that is free when that process has ended.
        tries: How often it was begun; one that brings its worker down is not begun for ever.
        what, done, total: Progress, as the verb tells it; `total` is None while nobody knows.
        result: What it came to, or the error in words.
    """

    case: models.CharField[str, str] = models.CharField(max_length=4096)
    kind: models.CharField[str, str] = models.CharField(max_length=20)
    order: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    person: models.CharField[str, str] = models.CharField(max_length=300)
    state: models.CharField[str, str] = models.CharField(max_length=10, default="waiting")
    wish: models.CharField[str, str] = models.CharField(max_length=10, default="")
    worker: models.CharField[str, str] = models.CharField(max_length=40, default="")
    tries: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    asked_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    began_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    what: models.CharField[str, str] = models.CharField(max_length=300, default="")
    done: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    total: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    result: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=("case", "state", "id"), name="next_of_a_case"),)


class Handed(models.Model):
    """
    A post that a person gave to somebody else, for no reason that anybody asks for. It leaves their list, and waits on those of others.

    Attributes:
        by, taken_by: Names that people work under; empty while nobody has taken it.
    """

    case: models.CharField[str, str] = models.CharField(max_length=4096)
    post: models.CharField[str, str] = models.CharField(max_length=600)
    by: models.CharField[str, str] = models.CharField(max_length=300)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    taken_by: models.CharField[str, str] = models.CharField(max_length=300, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "post", "by"), name="given_once"),)
