"""Care for who posted: what they agreed to, what needs care, what is covered or told less finely in print. The original stays whole."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from firsthand.desk.care import consents, spans
from firsthand.desk.redactions import TIMES
from firsthand.model.act import Act
from firsthand.model.ids import PostId
from firsthand.model.words import CAUTIONS, CONSENT_LAYERS, CONSENT_PARTS, CONSENT_VALUES, RIGHTS
from firsthand.story.lint import PRECISIONS
from firsthand.story.redact import KINDS
from firsthand.web.answer import answer
from firsthand.web.room import room

SAID = ("layer", "part", "value", "rights", "credit", "caution", "to", "span_kind", "areas", "silent")
"""Fields of an act that the page tells."""


def protect(request: HttpRequest, post: str) -> HttpResponse:
    """What stands for one post, and the forms that decide it."""
    desk, name = room().desk, PostId(post)
    held = desk.views.post(name)
    redactions = [
        {**_row(act), "text": held["text"][act.detail["start"] : act.detail["end"]]}
        for act in desk.views.acts(subject=name, kind="redact") if not act.undone
    ]  # fmt: skip
    media = [
        {"digest": one["digest"], "kind": one["kind"],
         "redactions": [_row(act) for act in desk.views.acts(subject=f"media:{one['digest']}", kind="redact-media") if not act.undone]}
        for one in held["media"] if one["digest"]
    ]  # fmt: skip
    value = {
        "post": {key: held[key] for key in ("id", "text", "lang", "name", "handle", "account")},
        "consent": [_row(act) for act in consents(desk, name, held["account"]).values()],
        "rights": _standing(name, "rights")[-1:], "cautions": _standing(name, "caution"), "spans": spans(desk, name),
        "redactions": redactions, "coarsened": _standing(name, "coarsen"), "media": media,
        "choices": {"layers": CONSENT_LAYERS, "parts": CONSENT_PARTS, "values": CONSENT_VALUES, "rights": RIGHTS, "cautions": CAUTIONS,
                    "kinds": KINDS, "times": TIMES, "places": PRECISIONS},
    }  # fmt: skip
    return answer(request, "web/protect.html", value)


def _standing(post: PostId, kind: str) -> list[dict[str, Any]]:
    return [_row(act) for act in room().desk.views.acts(subject=post, kind=kind) if not act.undone]


def _row(act: Act) -> dict[str, Any]:
    return {
        "entry": act.seq, "by": act.actor.name, "at": act.at.isoformat().replace("+00:00", "Z"), "because": act.detail.get("because", ""),
        "whole": act.subject, **{name: act.detail[name] for name in SAID if name in act.detail},
    }  # fmt: skip
