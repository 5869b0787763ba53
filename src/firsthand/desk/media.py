"""
Media checks: where a picture, film or sound was seen first in our case, what its file says, and what was done with it when.

The file is read anew, apart from the desk, by the reader of pictures; where it was taken and by which device stays sealed.
Of a C2PA manifest two truths are kept apart: whether the signature fits the bytes, and whether the signer is trusted.
Neither says that what is shown is so. "Earliest" is the earliest copy that we hold, by its very bytes: nobody can say
from it who made the picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from firsthand.check.id_times import id_time
from firsthand.check.times import Stages, compare
from firsthand.desk.claims import claims
from firsthand.desk.ports import Desk
from firsthand.desk.rebuild import BlobFiles
from firsthand.model.errors import Mistaken, NotFound
from firsthand.model.ids import Digest, PostId
from firsthand.model.moment import Moment
from firsthand.model.reading import Find, Gap, Item
from firsthand.readers.pictures import ADAPTER
from firsthand.readers.seam import Setting

MOST_COPIES = 1_000
"""Posts with one medium that are told."""
ORDER = ("made", "claimed", "posted", "edited", "imported", "published")


def media_checks(desk: Desk, ref: str) -> list[dict[str, Any]]:
    """
    Check the media of a post, or one medium.

    Args:
        ref: A post's id, or the digest of a medium (its first twelve digits or more will do).

    Returns:
        One a medium: ``media`` (digest), ``kind``; ``copies`` (posts of the case that carry these very bytes, earliest first:
        ``post``, ``account``, ``name``, ``at``, ``stated``, ``edited_at``, ``reposts``, ``imported_at``, ``source``); ``earliest``
        (the first of them that was posted at a known time, or None); ``alike`` (``post``, ``media``, ``name``, ``at``, ``stated``: other
        bytes that look nearly the same, where `screen` has looked at pictures); ``file`` (what the file says of itself: ``made``,
        ``made_stated``, ``caption``, ``credit``, ``sealed``, ``not_read``); ``c2pa`` (``manifest``, ``signature``, ``signer``,
        ``content``, each None where nothing is known); ``notes`` (``code``, ``why``); ``timeline`` (``at``, ``what``, ``ref``,
        ``by``, ``why``).

    Raises:
        NotFound: No such post or medium, or its bytes are not here.
        Mistaken: Several media begin with these digits.
    """
    return [_medium(desk, digest, posts) for digest, posts in _named(desk, ref)]


def _named(desk: Desk, ref: str) -> list[tuple[Digest, list[str]]]:
    if ":" in ref:
        held = desk.views.post(PostId(ref))
        digests = list(dict.fromkeys(one["digest"] for one in held["media"] if one["digest"]))
        if held["platform"] == "file" and desk.vault.has(Digest(held["native_id"])):
            digests = digests or [held["native_id"]]
        if not digests:
            why = f"{ref} has no picture, film or sound whose bytes are here."
            raise NotFound(why, code="no-media", advice="`firsthand show POST` says why.")
        return [(Digest(one), _posts(desk, one)) for one in digests]
    wanted = ref.removesuffix("…").lower()
    if len(wanted) == 64 and (posts := _posts(desk, wanted)):
        return [(Digest(wanted), posts)]
    found = sorted(one for one in desk.views.media_with(wanted)) if len(wanted) >= 8 else []
    if not found:
        raise NotFound(f"There is no medium {ref!r}.", code="no-media", advice="`firsthand posts --json` shows the digests.")
    if len(found) > 1:
        raise Mistaken(f"{len(found)} media begin with {ref}.", code="several-media", advice="Give more digits.")
    return [(Digest(found[0]), _posts(desk, found[0]))]


def _posts(desk: Desk, digest: str) -> list[str]:
    """Posts that carry a medium; a file that was handed over by itself is named by its digest."""
    return list(dict.fromkeys([*desk.views.posts_with(digest), *(one for one in (f"file:{digest}",) if _held(desk, one))]))


def _held(desk: Desk, post: str) -> bool:
    try:
        desk.views.post(PostId(post))
    except NotFound:
        return False
    return True


def _medium(desk: Desk, digest: Digest, posts: list[str]) -> dict[str, Any]:
    runs = {run.id: run for run in desk.views.runs("run")}
    copies = []
    kind = ""
    for post in posts[:MOST_COPIES]:
        try:
            held = desk.views.post(PostId(post))
        except NotFound:
            continue
        kind = kind or next((one["kind"] for one in held["media"] if one["digest"] == digest), "")
        places = desk.views.place_of(PostId(post))
        run = runs[places[0]["run"]] if places else None
        copies.append({
            "post": post, "account": held["account"], "name": held["name"] or held["handle"], "at": held["posted_at"],
            "stated": held["posted_stated"], "edited_at": held["edited_at"], "reposts": held["reposts"],
            "imported_at": _us(run.at_us) if run else None, "source": run.source if run else None,
        })  # fmt: skip
    copies.sort(key=lambda one: (one["at"] is None, one["at"] or "", one["imported_at"] or "", one["post"]))
    told, c2pa = _file(desk, digest)
    earliest = next((one for one in copies if one["at"] and not one["post"].startswith("file:")), None)
    timeline = _timeline(desk, copies, told)
    return {
        "media": digest, "kind": kind, "copies": copies, "earliest": earliest, "alike": _alike(desk, digest, copies),
        "file": told, "c2pa": c2pa,
        "notes": _notes(copies, earliest, told, timeline), "timeline": timeline,
    }  # fmt: skip


def _alike(desk: Desk, digest: Digest, copies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Posts with other bytes that look nearly the same from far away, as the screening found them; a proposal."""
    post = next((one["post"] for one in copies), None)
    rows = desk.views.same_pictures(PostId(post)) if post else []
    found = {(row["post"], row["digest"]): row for row in rows if row["media"] == digest and row["digest"] != digest}
    return [
        {"post": row["post"], "media": row["digest"], "name": row["name"] or row["handle"], "at": row["posted_at"],
         "stated": row["posted_stated"]}
        for row in found.values()
    ]  # fmt: skip


def _file(desk: Desk, digest: Digest) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the file says of itself, read apart from the desk."""
    told: dict[str, Any] = {"made": None, "made_stated": None, "caption": "", "credit": "", "sealed": [], "not_read": []}
    c2pa: dict[str, Any] = {"manifest": False, "signature": None, "signer": None, "content": None}
    with desk.vault.open(digest) as stream:
        stream.seek(0, 2)
        size = stream.tell()
    files = BlobFiles(desk.vault, {"medium": (digest, size)})
    find = Find(ADAPTER.name, ("medium",), (), 1.0, "a medium of the case")
    for portion in desk.reading.read(ADAPTER, (), files, find, Setting(zone=desk.plan.zone)):
        if portion.failure:
            told["not_read"].append(portion.failure)
        for row in portion.rows:
            if isinstance(row, Item):
                for post in row.posts:
                    told |= {"caption": post.text, "credit": post.name or "", "made_stated": post.posted.stated, "made": _made(post.posted)}
                    _marks(post.marks, c2pa)
            else:
                told["not_read"].append("It is no picture or film that says something of itself in a way that is known here.")
        for gap in portion.gaps:
            _gap(gap, told)
    return told, c2pa


def _made(moment: Moment) -> str | None:
    if moment.at:
        return moment.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.local.isoformat(timespec="seconds") if moment.local else None


def _marks(marks: tuple[str, ...], c2pa: dict[str, Any]) -> None:
    for mark in marks:
        name, _, value = mark.partition(":")
        if name == "c2pa":
            c2pa["manifest"] = True
        elif name.startswith("c2pa-") and name.removeprefix("c2pa-") in c2pa:
            c2pa[name.removeprefix("c2pa-")] = value


def _gap(gap: Gap, told: dict[str, Any]) -> None:
    told["sealed" if gap.code == "sealed" else "not_read"].append(gap.what)


def _timeline(desk: Desk, copies: list[dict[str, Any]], told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Everything that is known of when, in order; what has no known time comes last."""
    rows: list[dict[str, Any]] = []

    def add(at: str | None, what: str, ref: str, by: str | None, why: str) -> None:
        if at:
            rows.append({"at": at, "what": what, "ref": ref, "by": by, "why": why})

    zone = "" if str(told["made"]).endswith("Z") else "; no zone is stated"
    add(told["made"], "made", "file", None, f"the file says so, and anybody can write it{zone}")
    posts = {one["post"] for one in copies}
    for one in copies:
        if one["post"].startswith("file:"):
            add(one["imported_at"], "imported", one["post"], None, f"handed over by itself, from {one['source']}")
            continue
        whose = "the platform states it" if one["at"] else "as stated, without a zone"
        add(one["at"] or one["stated"], "posted", one["post"], one["name"], whose)
        add(one["edited_at"], "edited", one["post"], one["name"], "the platform states it")
        add(one["imported_at"], "imported", one["post"], None, f"our copy, from {one['source']}")
    for claim in claims(desk):
        if claim["valid"] and posts & {quote["post"] for quote in claim["quotes"]}:
            why = f"“{claim['valid']['words']}”" + (", read by the program" if claim["valid"]["proposed"] else "")
            add(claim["valid"]["earliest"], "claimed", claim["id"], claim["said_by"], why)
    for act in desk.views.acts(kind="publish"):
        slug = act.subject.removeprefix("story:")
        chosen = {one.detail["key"]: one.detail["post"] for one in desk.views.acts(subject=act.subject, kind="card")}
        if any(chosen.get(key) in posts for key, *_ in act.detail["cards"]):
            add(act.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "published", slug, act.actor.name, "our story")
    return sorted(rows, key=lambda row: (not row["at"][:4].isdigit(), row["at"], ORDER.index(row["what"]), row["ref"]))


def _notes(
    copies: list[dict[str, Any]], earliest: Mapping[str, Any] | None, told: Mapping[str, Any], timeline: list[dict[str, Any]]
) -> list[dict[str, str]]:
    """Times that cannot be, or should be looked at: of each copy, and of the medium as a whole."""
    claimed = sorted(row["at"] for row in timeline if row["what"] == "claimed")
    published = min((row["at"] for row in timeline if row["what"] == "published"), default=None)
    made = _aware(told["made"])
    found: list[dict[str, str]] = []
    for one in copies:
        if one["post"].startswith("file:"):
            continue
        platform, _, native = one["post"].partition(":")
        carried = id_time(platform, native)
        event = _aware(claimed[0]) if claimed and one is earliest else None
        stages = Stages(
            event=(event, event) if event else None, posted=_aware(one["at"]), edited=_aware(one["edited_at"]),
            by_id=carried.at if carried else None, by_id_sure=carried.sure if carried else True, media=made,
            captured=_aware(one["imported_at"]), published=_aware(published),
        )  # fmt: skip
        found += [{"code": note.code, "why": f"{one['post']}: {note.why}"} for note in compare(stages)]
    accounts = {one["account"] or one["post"] for one in copies if not one["post"].startswith("file:")}
    if len(accounts) > 1 and earliest:
        why = f"{len(accounts)} accounts posted these very bytes; the earliest that we hold is {earliest['post']}, {earliest['at']}."
        found.append({"code": "posted-by-several", "why": why})
    return found


def _aware(stated: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(stated) if stated else None
    except ValueError:
        return None
    return at if at and at.tzinfo else None


def _us(micro: int) -> str:
    return datetime.fromtimestamp(micro // 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
