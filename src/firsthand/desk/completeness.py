"""What an import holds and what it does not: the report by which a desk decides whether to ask for more."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from firsthand.desk.ports import Desk
from firsthand.model.ids import RunId

MEANING = {
    "sequence": "breaks in a row of messages or pages",
    "missing-media": "pictures, videos, sounds or files that are spoken of and not there",
    "unavailable": "posts that are spoken of and that the platform did not give",
    "withheld": "posts that the platform withholds",
    "cut-off": "places where the file ends or breaks off",
    "platform-error": "errors that the platform answered with",
    "sealed": "private things that are never read",
    "minimised": "fields that the plan does not want; they still stand in the file",
    "left-out": "chats and channels that were not chosen",
    "deleted": "posts that were deleted, and that are named",
    "partial": "posts of which the source holds a part",
    "missing-member": "files that the source lists and does not hold",
    "missing-capture": "captures that the source lists and does not hold",
    "digest-mismatch": "records that are not what their digest says",
    "hash-differs": "files that are not what their digest says",
    "ambiguous-date": "dates that can be read in two ways",
    "ambiguous-dates": "dates that can be read in two ways",
    "rounded-id": "ids that a spreadsheet has rounded",
    "pseudonymised": "authors whom the source has replaced by pseudonyms",
    "unknown-version": "versions of the format that the reader does not know",
    "subtitles": "subtitles that could not be read, or not wholly",
    "reader-failed": "places where our reader failed",
}
"""Kinds of gap in words; a reader may have others, which are shown as they are called."""


def report(desk: Desk, run: str) -> dict[str, Any]:
    """
    One import, whole.

    Returns:
        ``run`` (source, reader, who, when, by which clock, how it was found), ``files`` with digests, ``counts`` (seen is the sum
        of kept, already, rejected and failed), ``period`` of the posts, ``missing`` and ``rejected`` by kind, each with its count
        and up to ten examples, ``marks`` (how many of its posts are marked deleted, withheld and so on).

    Raises:
        NotFound: There is no such run.
    """
    row = desk.views.run(run)
    detail = desk.book.entry(row.seq).detail
    missing: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for gap in desk.views.gaps(row.id):
        missing[gap["code"]].append({"where": gap["where"], "what": gap["what"]})
    rejected: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in desk.views.rejected(None):
        if one["run"] == row.id:
            rejected[one["code"]].append({"where": one["where"], "what": one["why"]})
    return {
        "run": {
            "id": row.id, "entry": row.seq, "source": row.source, "capture": row.capture, "archive": detail.get("archive"),
            "reader": row.maker, "recognised": detail.get("recognised", ""), "stated": detail.get("stated", {}),
            "found_by": row.found_by, "by": row.actor, "at": _told(row.at_us), "clock": detail.get("clock", ""),
            "already_in": detail.get("already_in"), "undone": bool(row.undone), "minimised": detail.get("minimise", []),
        },
        "files": [
            {"name": one["name"], "digest": one["digest"], "bytes": one["size"], "role": one["role"], "erased": bool(one.get("gone"))}
            for one in detail.get("members", ())
        ],
        "counts": {
            name: getattr(row, name)
            for name in ("seen", "kept", "already", "rejected", "failed", "posts", "accounts", "media", "gaps")
        },
        "period": {"first": _told(row.first_us), "last": _told(row.last_us)},
        "missing": _by_kind(missing), "rejected": _by_kind(rejected),
        "marks": desk.views.marks_of_run(RunId(row.id)),
    }  # fmt: skip


def _by_kind(found: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [
        {"code": code, "means": MEANING.get(code, ""), "count": len(some), "examples": some[:10]}
        for code, some in sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    ]


def _told(us: int | None) -> str | None:
    return None if us is None else datetime.fromtimestamp(us // 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
