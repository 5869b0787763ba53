"""Sealed things: what there is, never what is in it; asking to open one; and the page that shows one, once, to who opened it."""

from __future__ import annotations

import io
from typing import Any

from django.http import HttpRequest, HttpResponse

from firsthand.desk.drill import agreed
from firsthand.desk.ports import Desk
from firsthand.desk.sealed import counts, envelope, envelopes, open_sealed, opened_by, requested
from firsthand.model.errors import Mistaken
from firsthand.model.sealed import SEALABLE, Envelope
from firsthand.web import clear
from firsthand.web.answer import answer
from firsthand.web.media import mime_of
from firsthand.web.room import room

SHOWN = 200
TEXT_BYTES = 1 << 20
"""What is longer, or no text, is given as a file."""


def sealed(request: HttpRequest) -> HttpResponse:
    """Kinds and numbers, what each is about, who sealed it, the newest first; those of one kind, or about one thing."""
    desk = room().desk
    kind, about = request.GET.get("kind", ""), request.GET.get("about", "").strip()
    found = list(envelopes(desk))
    fits = [one for one in reversed(found) if (not kind or one.kind == kind) and (not about or about in (one.subject, one.digest))]
    value = {
        "kinds": counts(found), "sealed": [_row(one) for one in fits[:SHOWN]], "of": len(fits), "kind": kind, "about": about,
        "sealable": SEALABLE, "asked": [one for one in _asked(desk) if one["opened"] is None],
    }  # fmt: skip
    return answer(request, "web/sealed.html", value)


def one(request: HttpRequest, sealed: str) -> HttpResponse:
    """One sealed thing, who asked to open it, and the form that asks."""
    desk = room().desk
    held = envelope(desk, sealed)
    value = {"one": _row(held), "asked": [ask for ask in _asked(desk) if ask["sealed"] == held.digest], "most": clear.MOST_BYTES}
    return answer(request, "web/sealed_one.html", value)


def opened(request: HttpRequest, entry: int) -> HttpResponse:
    """Open what was asked for and agreed to: entered first, then shown, once. Nothing of it is kept on this side."""
    here = room()
    if (size := requested(here.desk, entry).size) > clear.MOST_BYTES:
        raise Mistaken(
            f"It has {size:,} bytes: too many for a page.", code="too-large-to-show",
            advice=f"Open it at the command line: firsthand seal open --carry-out {entry} --to FILE. Nothing was opened.",
        )  # fmt: skip
    out = io.BytesIO()
    done = here.act(lambda desk, actor: open_sealed(desk, entry, out, actor=actor))
    data = out.getvalue()
    text = _text(data)
    value = {
        "entry": done.entry, "people": done.people, "one": _row(done.envelope), "text": text,
        "address": clear.address(data) if text is None else "", "picture": mime_of(data[:16]).startswith("image/") and text is None,
        "seconds": clear.GOOD_FOR_S,
    }  # fmt: skip
    return answer(request, "web/sealed_opened.html", value)


def _text(data: bytes) -> str | None:
    if len(data) > TEXT_BYTES or b"\x00" in data:
        return None
    try:
        return data.decode("utf-8").rstrip("\n")
    except UnicodeDecodeError:
        return None


def _row(one: Envelope) -> dict[str, Any]:
    return {
        "sealed": one.digest, "entry": one.entry, "kind": one.kind, "about": one.subject, "name": one.name, "by": one.by,
        "at": f"{one.at:%Y-%m-%dT%H:%M:%SZ}", "bytes": one.size, "erased": one.erased,
    }  # fmt: skip


def _asked(desk: Desk) -> list[dict[str, Any]]:
    """Requests to open something, the newest first, with where each stands: ``waits``, ``needs-keys``, ``ready`` or ``opened``."""
    me = room().actor.identity
    found = []
    for act in reversed(desk.views.acts(kind="ask-unseal")):
        if act.undone:
            continue
        used = opened_by(desk, act.seq)
        found.append(
            {"entry": act.seq, "sealed": act.subject.removeprefix("sealed:"), "by": act.actor.name, "mine": act.actor.identity == me,
             "at": act.at.isoformat().replace("+00:00", "Z"), "because": act.detail["because"], "opened": used,
             "state": "opened" if used is not None else agreed(desk, act)}
        )  # fmt: skip
    return found
