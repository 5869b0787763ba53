"""The translation bench: what waits to be checked or translated, sheets out and in, the names of the glossary."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse

from firsthand.desk.glossary import Term, named, unmet
from firsthand.desk.ports import Desk
from firsthand.desk.search import query_of
from firsthand.desk.sheets import FORMATS, hand_out, take_back
from firsthand.desk.translate import made_by
from firsthand.model.act import Act
from firsthand.model.errors import Mistaken, NotFound
from firsthand.model.ids import PostId
from firsthand.model.words import INTERFACE_LANGUAGES
from firsthand.shell.papers import glossary_of
from firsthand.shell.saved_views import saved_views
from firsthand.text.sheets import MOST_BYTES, read
from firsthand.web.answer import answer
from firsthand.web.room import room

SHOWN, LOOKED_AT = 20, 400
STATES = ("unchecked", "missing", "checked")
TYPES = {"csv": "text/csv; charset=utf-8", "xliff": "application/xliff+xml"}


def bench(request: HttpRequest) -> HttpResponse:
    """Posts with their translations into one language: those to check first, those that have none, or those that are done."""
    asked = request.GET
    lang, state, q = asked.get("lang", "en"), asked.get("state", "unchecked"), asked.get("q", "").strip()
    if state not in STATES:
        raise Mistaken(f"{state!r} is no state of a translation.", code="bad-state", advice=f"One of: {', '.join(STATES)}.")
    if not lang.isalpha() or not 2 <= len(lang) <= 8:
        raise Mistaken(f"{lang!r} is no language code.", code="bad-language", advice="For example en, ar, uk.")
    desk = room().desk
    terms = glossary_of(desk.root)
    of_post = _translations(desk, lang)
    one = asked.get("post", "")
    rows = [_row(desk, PostId(one), of_post.get(one, []), lang, terms)] if one else _rows(desk, state, q, lang, of_post, terms)
    value = {
        "rows": rows, "lang": lang, "state": state, "q": q, "states": STATES, "one": one,
        "counts": {"unchecked": (waiting := sum(map(_open, of_post.values()))), "checked": len(of_post) - waiting},
        "glossary": [{"forms": {code: list(ways) for code, ways in term.forms}, "note": term.note} for term in terms[:200]],
        "terms": len(terms), "stories": desk.stories.slugs(), "formats": FORMATS, "languages": _languages(desk),
    }  # fmt: skip
    return answer(request, "web/translations.html", value)


def hand_over(request: HttpRequest) -> HttpResponse:
    """A sheet for a translator, as a file; the hand-over is an entry."""
    sent = request.POST
    kind, story = sent.get("format", "csv"), sent.get("story", "")
    target = room().root / "work" / f"sheet-{uuid.uuid4().hex}"
    try:
        done = room().act(
            lambda desk, actor: hand_out(
                desk, str(target), format=kind, lang=sent.get("lang", ""), query=None if story else sent.get("q", ""), story=story,
                recipient=sent.get("recipient", "").strip(), again=sent.get("again") == "yes",
                views=saved_views(desk.root), actor=actor,
            )
        )
        data = Path(done.path).read_bytes()
    finally:
        target.unlink(missing_ok=True)
    given = HttpResponse(data, content_type=TYPES[kind])
    given.headers["Content-Disposition"] = f'attachment; filename="sheet-{done.entry}.{"csv" if kind == "csv" else "xlf"}"'
    given.headers["X-Content-Type-Options"] = "nosniff"
    return given


def take_in(request: HttpRequest) -> HttpResponse:
    """A sheet that came back: every row a proposal, and a line for each that was not taken."""
    sheet = request.FILES.get("sheet")
    if sheet is None or sheet.size is None or sheet.size > MOST_BYTES:
        raise Mistaken("No sheet, or one that is too large.", code="bad-sheet", advice=f"A .csv or .xlf of at most {MOST_BYTES >> 20} MB.")
    rows, sent = read(sheet.read()), request.POST
    told = room().act(
        lambda desk, actor: take_back(
            desk, rows, by=sent.get("by", ""), tool=sent.get("tool", ""), glossary=glossary_of(desk.root), actor=actor
        )
    )
    value = {
        "rows": [{"row": one.no, "post": one.post, "entry": one.entry, "code": one.code, "why": one.why} for one in told],
        "entered": sum(one.entry is not None for one in told), "of": len(told),
    }  # fmt: skip
    return answer(request, "web/sheet_back.html", value)


def _languages(desk: Desk) -> list[str]:
    return list(dict.fromkeys((*INTERFACE_LANGUAGES, *desk.plan.languages)))


def _translations(desk: Desk, lang: str) -> dict[str, list[Act]]:
    """Translations of posts into a language that stand, the newest first."""
    found: dict[str, list[Act]] = {}
    for act in reversed(desk.views.acts(kind="translate")):
        if act.detail["lang"] == lang and not act.undone:
            found.setdefault(act.subject, []).append(act)
    return found


def _open(acts: list[Act]) -> bool:
    return not any(act.detail["checked"] for act in acts)


def _rows(desk: Desk, state: str, q: str, lang: str, of_post: dict[str, list[Act]], terms: list[Term]) -> list[dict[str, Any]]:
    if state != "missing":
        wanted = [post for post, acts in of_post.items() if _open(acts) == (state == "unchecked")]
        if q:
            found = {one["id"] for one in desk.views.search(query_of(q, saved_views(desk.root)), limit=LOOKED_AT, order="newest", seed=1)}
            wanted = [post for post in wanted if post in found]
    else:
        wanted = [
            one["id"] for one in desk.views.search(query_of(q, saved_views(desk.root)), limit=LOOKED_AT, order="newest", seed=1)
            if one["text"].strip() and one["lang"] != lang and one["id"] not in of_post
        ]  # fmt: skip
    rows = []
    for post in wanted[:SHOWN]:
        try:
            rows.append(_row(desk, PostId(post), of_post.get(post, []), lang, terms))
        except NotFound:  # of a post that was erased or hidden since
            continue
    return rows


def _row(desk: Desk, post: PostId, acts: list[Act], lang: str, terms: list[Term]) -> dict[str, Any]:
    held = desk.views.post(post)
    return {
        "post": {name: held[name] for name in ("id", "name", "handle", "text", "lang", "posted_at", "posted_stated")},
        "translations": [
            {"entry": act.seq, "text": act.detail["text"], "by": made_by(act), "tool": act.detail["tool"], "checked": act.detail["checked"],
             "checked_by": act.actor.name if act.detail["checked"] else "", "lang": lang,
             "look": unmet(terms, held["text"], lang, act.detail["text"])}
            for act in acts
        ],
        "names": [{"forms": {code: list(ways) for code, ways in term.forms}, "note": term.note} for term in named(terms, held["text"])],
    }  # fmt: skip
