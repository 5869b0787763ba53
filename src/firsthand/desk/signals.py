"""
Signals as a step of screening: what other rooms know of posts is laid beside each account, and every signal is asked.

Two walks: one over what posts share with others' (copies, pictures, answers), whose tables hold hits only, and one over
the accounts, each with its own posts. Memory grows with the hits and the largest account, not with the case.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from firsthand.check.attribution import CHAIN, attributed, hearsay, speakers
from firsthand.check.doubts import doubts
from firsthand.check.figures import figures
from firsthand.check.id_times import id_time
from firsthand.check.mapped import mapped
from firsthand.check.quotations import quotations
from firsthand.desk.located import Whereabouts, whereabouts
from firsthand.desk.ports import Desk, Progress, Voice
from firsthand.desk.statements import lights, statements
from firsthand.desk.together import listed, looked
from firsthand.find.categories import Lexicon, match_all, parse_lexicon
from firsthand.ledger.canonical import digest
from firsthand.signals.creation_burst import bursts
from firsthand.signals.outlets import outlet_of
from firsthand.signals.parties import read_parties
from firsthand.signals.quantity_implausible import CODES
from firsthand.signals.registry import SIGNALS, look
from firsthand.signals.seam import (
    Against,
    Backed,
    Burst,
    Doubted,
    Earlier,
    Given,
    Group,
    Light,
    Odd,
    Party,
    Phrase,
    Profile,
    Said,
    Saying,
    Shown,
)

Row = tuple[Any, ...]
LOOKED_AT = 5_000
"""Code points of a post that are looked at."""
MOST_SHOWN = 50
"""Places where one picture was shown that are told for one post."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_RT = re.compile(r"^RT @(\w{1,60}):? ")
_QUOTED = re.compile(r"[\"“”„«»‹›「」‘’'>]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What other rooms know of the case's posts, by post or by account; None: there is nothing to know it from."""

    zone: ZoneInfo
    period: tuple[int | None, int | None] | None
    lexicons: Sequence[Lexicon]
    parties: Sequence[Party] | None
    places: Whereabouts
    copies: Mapping[str, Earlier]
    pictures: Mapping[str, Sequence[Shown]] | None
    marks: Mapping[str, Sequence[str]] | None
    bursts: Mapping[str, Burst]
    doubts: Mapping[str, Sequence[Doubted]]
    groups: Mapping[str, Sequence[Group]] | None
    backed: Mapping[str, Sequence[Backed]]
    against: Mapping[str, Sequence[Against]]
    light: Mapping[str, Sequence[Light]]


def signals_step(desk: Desk, _posts: list[tuple[int, str]], progress: Progress) -> tuple[dict[str, Any], list[Row]]:
    """Ask every signal of every account; rows as the table of findings has them."""
    around = gather(desk, progress)
    rows: list[Row] = []
    broken: Counter[tuple[str, str]] = Counter()
    for number, voice in enumerate(desk.views.voices()):
        found, failed = look(given_of(voice, around))
        broken.update((one.signal, one.error) for one in failed)
        rows += [(voice.account, no, *one[:-1], _rests(one.rests)) for no, one in enumerate(found)]
        if number % 200 == 0:
            progress("signals", number, None)
    options = {
        "signals": {one.name: one.version for one in SIGNALS},
        "failed": [[signal, error, count] for (signal, error), count in sorted(broken.items())],
        "lexicons": {name: digest(text.encode()) for name, text in sorted(desk.lexicons.items())},
        "plan": {name: digest(data) for name, data in sorted(desk.plan_files("parties.toml").items())},
    }
    return options, rows


def gather(desk: Desk, progress: Progress) -> Around:
    """Look at what the posts of the case share with each other."""
    progress("what posts share", 0, None)
    parties = parties_of(desk)
    pictures, marks = _pictures(desk.views.shared_rows("pictures"), parties)
    zone = ZoneInfo(desk.plan.zone)
    backed, against = statements(desk)
    shared: dict[str, dict[str, str]] = defaultdict(dict)
    for root, account, post in desk.views.shared_rows("shared"):
        shared[str(root)][account] = post
    created = {}
    if shared:
        wanted = {account for held in shared.values() for account in held}
        for voice in desk.views.voices():
            made = min((row[5] for row in voice.profiles if row[5] is not None), default=None)
            if made is not None and voice.account in wanted:
                created[voice.account] = made
    return Around(
        zone=zone, period=_period(desk, zone),
        lexicons=[parse_lexicon(text, file=f"{name}.toml") for name, text in sorted(desk.lexicons.items())],
        parties=parties or None, places=whereabouts(desk),
        copies={post: Earlier(other, account, at) for post, other, account, at in desk.views.shared_rows("copied")},
        pictures=pictures, marks=marks, bursts=bursts(created, shared), doubts=_doubts(desk),
        groups=_groups(desk), backed=backed, against=against, light=lights(desk),
    )  # fmt: skip


def parties_of(desk: Desk) -> tuple[Party, ...]:
    """
    The parties of the case with their spellings and outlets.

    Raises:
        Mistaken: ``plan/parties.toml`` cannot be read.
    """
    return read_parties(desk.plan_files("parties.toml").get("parties.toml", b""), desk.plan.parties)


def given_of(voice: Voice, around: Around) -> Given:
    """Lay beside an account what is known of its posts."""
    posts = tuple(_said(*row) for row in voice.posts)
    own = [post for post in posts if not post.passed_on]
    texts = {post.id: post.text[:LOOKED_AT] for post in own}
    return Given(
        account=voice.account, posts=posts,
        profiles=tuple(Profile._make((row[0], *(value or "" for value in row[1:5]), *row[5:8])) for row in voice.profiles),
        phrases=_filled((post, _phrases(text, around.lexicons)) for post, text in texts.items()),
        copies={post.id: around.copies[post.id] for post in own if post.id in around.copies},
        pictures=None if around.pictures is None else [one for post in posts for one in around.pictures.get(post.id, ())],
        id_times=_id_times(posts), period=around.period, here=around.places.of(voice, own), based=around.places.of_profiles(voice),
        marks=None if around.marks is None else {post.id: around.marks[post.id] for post in own if post.id in around.marks},
        zone=around.zone, parties=around.parties,
        light=around.light.get(voice.account, ()), bursts=[around.bursts[voice.account]] if voice.account in around.bursts else [],
        groups=None if around.groups is None else around.groups.get(voice.account, ()),
        backed=around.backed.get(voice.account, ()), against=around.against.get(voice.account, ()),
        odd=_filled((post, _odd(text)) for post, text in texts.items()),
        sayings=_filled((post, _sayings(text)) for post, text in texts.items()),
        doubts={post.id: around.doubts[post.id] for post in posts if post.id in around.doubts},
    )  # fmt: skip


def _filled(rows: Iterable[tuple[str, Sequence[Any]]]) -> dict[str, Sequence[Any]]:
    return {post: found for post, found in rows if found}


def _said(post: str, at_us: int | None, text: str, reposts: str | None, more: Mapping[str, Any], source: str | None) -> Said:
    forwarded = next((mark.partition(":")[2] or "somebody" for mark in more.get("marks", ()) if mark.startswith("forwarded")), "")
    named = _RT.match(text)
    passed = source or (named[1] if named else "") or forwarded or (reposts or "")
    return Said(post, at_us, text, more.get("place") or "", passed)


def _phrases(text: str, lexicons: Sequence[Lexicon]) -> list[Phrase]:
    found = [
        Phrase(category, span.rule, span.start, span.end, span.text, cue)
        for category, match in match_all(text, lexicons).items()
        for cue, spans in ((False, match.why), (True, match.against))
        for span in spans
    ]
    if found and _QUOTED.search(text):
        quoted = [(one.start, one.end) for one in quotations(text)]
        found = [one for one in found if one.cue or not any(start <= one.start and one.end <= end for start, end in quoted)]
    return found


def _odd(text: str) -> list[Odd]:
    return [
        Odd(figure.start, figure.end, figure.text, flag.code, flag.why)
        for figure in figures(text) for flag in figure.flags if flag.code in CODES
    ]  # fmt: skip


def _sayings(text: str) -> list[Saying]:
    here = mapped(text)
    found = [Saying(one.start, one.end, one.text, "", True) for one in hearsay(here)]
    frames = speakers(here.plain, 0, len(here.plain))
    for frame in frames[:1]:
        who = attributed(here.plain, frames, frame.end)
        start, end = here.span(frame.start, frame.end)
        if not frame.before and CHAIN not in who:
            continue  # "six admitted" and "a nurse put": a verb of saying behind its subject is often none
        if here.original[start:end].rstrip().endswith((":", "：")):
            continue  # "Missing:" heads an appeal, and is nobody
        found.append(Saying(start, end, here.original[start:end], who or frame.who, CHAIN in who))
    return found


def _id_times(posts: Sequence[Said]) -> dict[str, int]:
    times = {}
    for post in posts:
        platform, _, native = post.id.partition(":")
        told = id_time(platform, native)
        if told is not None and told.sure:
            times[post.id] = round((told.at - _EPOCH).total_seconds() * 1_000_000)
    return times


def _period(desk: Desk, zone: ZoneInfo) -> tuple[int | None, int | None] | None:
    ends = []
    for stated in (desk.plan.since, desk.plan.until):
        try:
            at = datetime.fromisoformat(stated) if stated else None
        except ValueError:
            at = None
        if at is not None and at.tzinfo is None:
            at = at.replace(tzinfo=zone)
        ends.append(None if at is None else round((at - _EPOCH).total_seconds() * 1_000_000))
    return (ends[0], ends[1]) if any(one is not None for one in ends) else None


def _pictures(rows: Iterable[Row], parties: Sequence[Party]) -> tuple[dict[str, list[Shown]] | None, dict[str, tuple[str, ...]] | None]:
    """By post: other accounts' posts with the same picture (the earliest ones, and those of parties' outlets); and the post's pictures."""
    held: dict[str, list[Row]] = defaultdict(list)
    marks: dict[str, tuple[str, ...]] = {}
    for row in rows:
        held[row[0]].append(row[1:])
        marks[row[1]] = (*marks.get(row[1], ()), row[0])
    if not held:
        return None, None
    found: dict[str, list[Shown]] = defaultdict(list)
    for shown in held.values():
        if len({row[1] for row in shown}) < 2:
            continue
        earliest = list(_of_each(shown))[:3]
        outlets = [row for row in shown if outlet_of(row[2] or "", parties)][:MOST_SHOWN] if parties else []
        for post, account, _, at in shown:
            others = dict.fromkeys(row for row in (*earliest, *outlets) if row[1] != account)
            found[post] += [Shown(post, at, other, by, handle or "", when) for other, by, handle, when in others]
    return found, marks


def _groups(desk: Desk) -> dict[str, list[Group]] | None:
    """By account: the groups that it is in, with the posts that they share."""
    if not looked(desk):
        return None
    found: dict[str, list[Group]] = defaultdict(list)
    for one in listed(desk):
        posts = tuple(share["post"] for item in one["items"] for share in item["shares"])
        group = Group(tuple(one["accounts"]), one["window_s"], len(one["items"]), posts, one["expected"])
        for account in one["accounts"]:
            found[account].append(group)
    return found


def _of_each(shown: Sequence[Row]) -> Iterator[Row]:
    seen = set()
    for row in shown:
        if row[1] not in seen:
            seen.add(row[1])
            yield row


def _doubts(desk: Desk) -> dict[str, list[Doubted]]:
    found: dict[str, list[Doubted]] = defaultdict(list)
    told = set()
    for relation in ("reply_to", "quotes"):
        for post, answer, account, text in desk.views.shared_rows(relation):
            if (post, answer) in told:
                continue
            told.add((post, answer))
            why = doubts(text)
            if why and len(found[post]) < 200:
                one = next((each for each in why if each.kind == "denies"), why[0])
                found[post].append(Doubted(answer, account, one.kind, one.start, one.end, one.text))
    return {post: some for post, some in found.items() if some}


def _rests(rests: Iterable[Sequence[Any]]) -> str:
    return json.dumps([list(one) for one in rests], ensure_ascii=False, separators=(",", ":"))
