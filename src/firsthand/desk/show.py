"""One post, whole: its words, its times kept apart, every capture, what other captures say otherwise, and what people did."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from firsthand.desk.first_hand import statement_of
from firsthand.desk.ports import Desk
from firsthand.desk.questioned import questioned_by
from firsthand.desk.transcribe import proposals, transcripts
from firsthand.desk.transcribe import row as transcript_row
from firsthand.desk.translate import made_by, translations
from firsthand.find.pictures import distance
from firsthand.find.stills import DIGITS
from firsthand.model.ids import PostId
from firsthand.text.difference import difference

MOST_PLACES = 20
"""Other posts with a picture that are named; all are counted."""


def one_post(desk: Desk, post: PostId) -> dict[str, Any]:
    """
    Everything that the case holds on one post.

    Returns:
        ``post`` as a search gives it; ``times`` (claimed, posted, edited, captured, imported: RFC 3339 UTC, or what is known);
        ``captures``, oldest first, with run, finder and place in the bytes; ``disagreements``, each with the capture that says
        so, and for words the difference to the first reading; ``translations``, ``transcripts``,
        ``statement`` (how the writer knows, as a person typed it),
        ``pictures`` (words that a program read in them), ``same_pictures`` (see `_same_pictures`), ``questioned``
        (`desk/questioned.py`), ``acts``.

    Raises:
        NotFound: The post is not held.
    """
    held = desk.views.post(post)
    runs = {run.id: run for run in desk.views.runs("run")}
    captures = [
        {
            "run": place["run"], "source": runs[place["run"]].source, "found_by": runs[place["run"]].found_by,
            "imported_at": _at(runs[place["run"]].at_us), "by": runs[place["run"]].actor, "reader": place["maker"],
            "digest": place["digest"], "member": place["member"], "item": place["n"], "start": place["start"], "length": place["length"],
        }
        for place in desk.views.place_of(post)
    ]  # fmt: skip
    words = desk.views.picture_words() if held["media"] else {}
    claimed = [act.detail["valid_at"] for act in desk.views.acts(subject=post, kind="claim") if not act.undone and act.detail["valid_at"]]
    return {
        "post": held,
        "times": {
            "claimed": claimed, "posted": held["posted_at"] or held["posted_stated"], "posted_zone": held["posted_zone"],
            "posted_precision": held["posted_precision"], "edited": held["edited_at"],
            "imported": captures[0]["imported_at"] if captures else None,
        },
        "captures": captures,
        "disagreements": [_disagreement(held, one) for one in desk.views.readings(post)],
        "translations": [
            {"entry": act.seq, "lang": act.detail["lang"], "text": act.detail["text"], "by": made_by(act), "tool": act.detail["tool"],
             "checked": act.detail["checked"]}
            for act in translations(desk, post)
        ],
        "transcripts": [
            *(transcript_row(act) for one in held["media"] if one["digest"] for act in transcripts(desk, one["digest"])),
            *proposals(desk, [one["digest"] for one in held["media"] if one["digest"]]),
        ],
        "statement": asdict(statement_of(desk, post)),
        "pictures": [
            {"media": one["digest"], "by": words[one["digest"]][0], "text": words[one["digest"]][1]}
            for one in held["media"] if words.get(one["digest"], ("", ""))[1]
        ],
        "questioned": questioned_by(desk, [post]),
        "same_pictures": _same_pictures(desk, post),
        "acts": [
            {"entry": act.seq, "kind": act.kind, "at": act.at.isoformat().replace("+00:00", "Z"), "by": act.actor.name,
             "undone": act.undone}
            for act in desk.views.acts(subject=post)
        ],
    }  # fmt: skip


def blind_post(desk: Desk, post: PostId) -> dict[str, Any]:
    """
    What a post says, without who wrote it: to grade the words before their source.

    Names inside the words stay, for they are the words. Times are those of posting.

    Returns:
        ``text``, ``lang``, ``posted_at``, ``posted_stated``, ``posted_precision``; ``media``: ``kind``, ``digest``, ``alt``;
        ``translations``: ``lang``, ``text``, ``checked``.

    Raises:
        NotFound: The post is not held.
    """
    held = desk.views.post(post)
    return {
        **{name: held[name] for name in ("text", "lang", "posted_at", "posted_stated", "posted_precision")},
        "media": [{"kind": one["kind"], "digest": one["digest"], "alt": one["alt"]} for one in held["media"]],
        "translations": [
            {"lang": act.detail["lang"], "text": act.detail["text"], "checked": act.detail["checked"]} for act in translations(desk, post)
        ],
    }


def _same_pictures(desk: Desk, post: PostId) -> list[dict[str, Any]]:
    """
    Where else the pictures of a post are shown, by what the last screening saw.

    Returns:
        For each picture or film that stands elsewhere too: ``media``, ``earliest`` and ``elsewhere`` (in order of posting, the
        first `MOST_PLACES`), each place with ``post``, ``name``, ``posted_at``, ``posted_stated`` and ``how`` (``same file``,
        ``changed``, ``mirrored``, or ``frame`` where one is a film), and ``places``, how many there are. The earliest is the
        earliest that is held; it may be this post.
    """
    places: dict[str, list[dict[str, Any]]] = {}
    for one in desk.views.same_pictures(post):
        places.setdefault(one["media"], []).append(one)
    told = []
    for media, found in places.items():
        if any(one["post"] != post for one in found):
            rows = [
                {"post": one["post"], "name": one["name"] or one["handle"], "posted_at": one["posted_at"],
                 "posted_stated": one["posted_stated"], "how": _how(one)}
                for one in found
            ]  # fmt: skip
            elsewhere = [row for row in rows if row["post"] != post]
            told.append({"media": media, "earliest": rows[0], "elsewhere": elsewhere[:MOST_PLACES], "places": len(elsewhere)})
    return told


def _how(place: dict[str, Any]) -> str:
    if place["digest"] == place["media"]:
        return "same file"
    if len(place["mark"]) != len(place["other"]) or len(place["mark"]) > DIGITS:
        return "frame"
    return "mirrored" if distance(place["mark"], place["other"])[1] else "changed"


def _disagreement(held: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    told = {"field": other["field"], "run": other["run"], "item": other["item"] + 1, "value": other["value"]}
    if other["field"] == "text":
        told["difference"] = [list(change) for change in difference(held["text"], other["value"])]
    return told


def _at(us: int) -> str:
    return datetime.fromtimestamp(us // 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
