"""
A self-check of a case against the properties that the Berkeley Protocol asks of what is preserved.

Each property is held against several plain questions. A question passes, fails, or cannot be tested by a program; the last never
counts as passed, and stands beside each property, because each has such a question. It is no certification, and says so.

Source: Berkeley Protocol on Digital Open Source Investigations (OHCHR and UC Berkeley, HR/PUB/20/2), on preservation:
authenticity, availability, identity, persistence, renderability, understandability; chain of custody; evidentiary and working
copies. The questions are ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from firsthand.desk.ports import Desk
from firsthand.ledger.entry import Entry
from firsthand.model.errors import FirsthandError
from firsthand.model.ids import Digest
from firsthand.shell.case import open_case
from firsthand.shell.disks import NETWORK_DISKS, disk_kind
from firsthand.shell.doctor import backup_row, fixity_row
from firsthand.shell.sql.store import Store
from firsthand.shell.sql.tallies import Tally, tally
from firsthand.shell.verify import Verdict, verify_path

NOT_A_CERTIFICATION = (
    "This is a self-check by the program that made the case, and not a certification. Nobody but a person can say that a case "
    "meets the Berkeley Protocol."
)
PASSES, FAILS, UNTESTABLE = "passes", "fails", "cannot be tested by a program"
DECISIONS = ("judge", "grade", "second", "claim-status", "withdraw", "ask-erase", "ask-quarantine", "hold-legal", "export", "undo",
             "undo-run")  # fmt: skip
"""Acts that need a reason."""
OPENED = (
    (0, b"\x89PNG"), (0, b"\xff\xd8\xff"), (0, b"GIF8"), (8, b"WEBP"), (4, b"ftyp"), (0, b"\x1aE\xdf\xa3"), (0, b"OggS"), (0, b"ID3"),
    (0, b"\xff\xfb"), (0, b"RIFF"), (0, b"fLaC"), (0, b"%PDF"), (0, b"BM"), (0, b"II*\x00"), (0, b"MM\x00*"),
)  # fmt: skip
"""First bytes of what several free programs open: PNG, JPEG, GIF, WebP, MP4 and kin, WebM, Ogg, MP3, WAV, FLAC, PDF, BMP, TIFF."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question: `result` is ``passes``, ``fails`` or ``cannot be tested by a program``; `told` is what was looked at, and found."""

    result: str
    told: str


@dataclass(frozen=True, slots=True)
class Property:
    """
    One property.

    Attributes:
        name: Of the protocol.
        lines: Its questions.
    """

    name: str
    lines: tuple[Line, ...]

    @property
    def result(self) -> str:
        """Fails when a question does; else passes, as far as a program can tell."""
        return FAILS if any(one.result == FAILS for one in self.lines) else PASSES


@dataclass(frozen=True, slots=True)
class _Looked:
    root: Path
    desk: Desk
    entries: Sequence[Entry]
    verdict: Verdict
    tally: Tally

    def kinds(self, *kinds: str) -> list[Entry]:
        return [one for one in self.entries if one.kind in kinds]


def self_check(root: Path) -> list[Property]:
    """Look at a case: it is verified from its files, and its views are counted."""
    desk = open_case(root, ask=lambda: None)
    assert isinstance(desk.book, Store)
    looked = _Looked(root, desk, list(desk.book.entries()), verify_path(root), tally(desk.book.engine))
    return [Property(name, tuple(ask(looked))) for name, ask in PROPERTIES]


def _line(holds: bool, told: str) -> Line:
    return Line(PASSES if holds else FAILS, told)


def _no(told: str) -> Line:
    return Line(UNTESTABLE, told)


def _authenticity(at: _Looked) -> Iterator[Line]:
    checked, wrong = at.verdict.checked, at.verdict.failures
    yield _line(
        not wrong,
        f"{checked['blobs']:,} files of the vault and {checked['entries']:,} entries are what they were; "
        f"{checked['item commitments']:,} items stand under their imports" if not wrong else
        f"{len(wrong)} things do not verify, first {wrong[0]['what']}: {wrong[0]['why']}; `firsthand verify` names all",
    )  # fmt: skip
    closed = checked["item commitments"] - checked["items opened"]
    yield _line(checked["items opened"] > 0, f"{checked['items opened']:,} items were opened one by one") if not closed else _no(
        f"{closed:,} items one by one: their salts are locked in secret/, or erased, or they have no bytes of their own"
    )
    last = max((one.seq for one in at.kinds("run")), default=-1)
    over = {one.detail["authority"] for one in at.kinds("stamp") if one.detail["size"] > last}
    yield _line(
        len(over) >= 2 and checked["time stamps"] >= 2,
        f"{len(over)} outside authorities have stamped a head that covers the last import (two are asked for; "
        f"{checked['time stamps']} stamps verify)",
    )
    yield _no("who wrote a message, whether it is true, whether a picture was made by a machine")


def _availability(at: _Looked) -> Iterator[Line]:
    _, well, told = backup_row(at.root)
    yield _line(well, f"backup: {told}")
    yield _no("that the backup can be read and its key be found: restore it somewhere and verify that")
    yield _no("that those who have a right to the evidence can get it")


def _identity(at: _Looked) -> Iterator[Line]:
    yield _line(
        not at.tally.not_captured,
        f"{at.tally.posts:,} messages each have one id; {at.tally.not_captured:,} of them lead to no bytes that were received",
    )
    unnamed = at.tally.without_account
    yield _line(not unnamed, f"{unnamed:,} messages have no account as their source")
    yield _no("which person is behind an account; two exports of one chat, with other ids, are joined by nobody but people")


def _persistence(at: _Looked) -> Iterator[Line]:
    _, well, told = fixity_row(at.root)
    yield _line(well, f"fixity: {told}")
    kind = disk_kind(at.root)
    yield _line(kind not in NETWORK_DISKS, f"the case lies on {kind}, {'a network disk' if kind in NETWORK_DISKS else 'a local disk'}")
    lost = [one for one in at.verdict.failures if "missing" in one["why"]]
    yield _line(not lost, f"{len(lost)} files that entries speak of are missing" if lost else "nothing that an entry speaks of is missing")
    yield _no("that disk, money and people last")


def _renderability(at: _Looked) -> Iterator[Line]:
    strange, lost = [], 0
    for digest in at.tally.media:
        try:
            with at.desk.vault.open(Digest(digest)) as stream:
                head = stream.read(16)
        except FirsthandError:
            lost += 1
            continue
        if not any(head.startswith(magic, start) for start, magic in OPENED):
            strange.append(digest)
    first = f" (first {strange[0][:12]}…)" if strange else ""
    told = f"{len(at.tally.media):,} media are held; {len(strange):,} are of a kind that is not known here{first}, {lost:,} are gone"
    yield _line(not strange and not lost, told)
    yield _line(not at.tally.empty, f"{at.tally.empty:,} messages have neither words nor a medium to show")
    yield _no("that a picture or a sound is whole: open it. That it opens in ten years")


def _understandability(at: _Looked) -> Iterator[Line]:
    plan = at.desk.plan
    stated = {"question": plan.question, "places": plan.places, "period": plan.since, "languages": plan.languages, "basis": plan.basis}
    missing = [name for name, value in stated.items() if not value]
    yield _line(not missing, "case.toml says question, places, period, languages and legal basis" if not missing else
                f"case.toml does not say: {', '.join(missing)}")  # fmt: skip
    silent = sum(1 for one in at.kinds(*DECISIONS) if not str(one.detail.get("because", "")).strip())
    yield _line(not silent, f"{len(at.kinds(*DECISIONS)):,} decisions, {silent:,} without a reason in words")
    words = at.tally.without_language
    yield _line(not words, f"{words:,} messages were not looked at for their language" + ("; run `firsthand screen`" if words else ""))
    alone, answers = at.tally.answers_alone, at.tally.answers
    yield _no(f"whether the context is enough: {alone:,} of {answers:,} answers are to a message that is not held")
    yield _no("whether somebody who was not there understands the case")


def _custody(at: _Looked) -> Iterator[Line]:
    runs = [one for one in at.kinds("run") if one.detail.get("capture")]
    silent = [one for one in runs if not one.detail.get("found_by")]
    yield _line(not silent, f"{len(runs):,} imports, each with time, reader and version; {len(silent):,} do not say how they were found")
    people = [one for one in at.entries if one.detail["actor"]["kind"] == "person"]
    keyless = [one for one in people if "signature" not in one.detail]
    signed = at.verdict.checked["signatures of people"]
    yield _line(not keyless and signed == len(people), f"{len(people):,} acts of people, {signed:,} signed with their own key")
    by_tool = sum(1 for one in runs if one.detail["actor"]["kind"] != "person")
    yield _line(not by_tool, f"{by_tool:,} imports name no person who made them" + ("; use --as" if by_tool else ""))
    handed = at.kinds("export")
    unnamed = sum(1 for one in handed if not one.detail.get("recipient"))
    yield _line(not unnamed, f"{len(handed):,} times evidence was handed on, {unnamed:,} times without a receiver")
    yield _no("what happened to a file before it came to the desk, and who looked at the case without writing")


def _copies(at: _Looked) -> Iterator[Line]:
    received = {member["digest"] for one in at.kinds("run") for member in one.detail.get("members", ())}
    received |= set(at.tally.media)
    shown = [one for entry in at.kinds("publish") for one in entry.detail["files"]]
    same = [one["path"] for one in shown if one["digest"] in received]
    yield _line(not same, f"{len(shown):,} published files, {len(same):,} of them byte for byte what was received"
                + (f", first {same[0]}" if same else ": pictures were made anew, words set in pages of our own"))  # fmt: skip
    changed = [one for one in at.verdict.failures if one["what"].startswith("vault/")]
    yield _line(not changed, f"{len(received):,} files as received lie in vault/ under their digests; {len(changed):,} were changed")
    yield _no("that database and views can be made again from vault and ledger alone: `firsthand views rebuild` shows it")
    yield _no("that nobody works on the vault by hand, and that the copy for the court is kept by somebody else than the one for work")


PROPERTIES = (
    ("authenticity", _authenticity), ("availability", _availability), ("identity", _identity), ("persistence", _persistence),
    ("renderability", _renderability), ("understandability", _understandability), ("chain of custody", _custody),
    ("evidentiary and working copies apart", _copies),
)  # fmt: skip
