"""The team's own tables: who may do what in which case, who was invited, what was asked of whom. None of it lies in a case."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class Member(models.Model):
    """
    What a person may do in a case: one role, which may all that those before it may.

    Attributes:
        case: Name of the case on this server.
        role: Of `web.roles.ROLES`.
    """

    user: models.ForeignKey[Any, Any] = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    case: models.CharField[str, str] = models.CharField(max_length=40)
    role: models.CharField[str, str] = models.CharField(max_length=20)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "case"), name="one_role_a_case"),)


class Invitation(models.Model):
    """
    A way in that works once.

    Attributes:
        digest: SHA-256 of what stands in the address; the address itself is nowhere.
        name: Who may come in with it.
        roles: Role by case.
        again: For somebody who has an account, and lost what opens it.
    """

    digest: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    name: models.CharField[str, str] = models.CharField(max_length=80)
    roles: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    again: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    until: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    used_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)


class Habit(models.Model):
    """
    What a person chose for themselves.

    Attributes:
        hidden: Others are not told what they are reading.
    """

    user: models.OneToOneField[Any, Any] = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    hidden: models.BooleanField[bool, bool] = models.BooleanField(default=False)


class Call(models.Model):
    """
    Something that waits for one person: a post that was given to them to do, or a note that names them.

    Attributes:
        kind: ``asked`` or ``named``.
        person, by: Names that people work under.
        ref: The post, account or entry that is meant.
        entry: Of the note; None for ``asked``.
        text: What to do, in the words of who asks; empty for ``named``, whose words are in the case alone.
    """

    KINDS: ClassVar = ("asked", "named")

    case: models.CharField[str, str] = models.CharField(max_length=40)
    kind: models.CharField[str, str] = models.CharField(max_length=10)
    person: models.CharField[str, str] = models.CharField(max_length=80)
    by: models.CharField[str, str] = models.CharField(max_length=80)
    ref: models.CharField[str, str] = models.CharField(max_length=600)
    entry: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    text: models.CharField[str, str] = models.CharField(max_length=300, default="")
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    done_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("case", "person", "done_at"), name="calls_of_a_person"),)
