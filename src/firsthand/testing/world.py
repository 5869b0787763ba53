"""
A fake world: a clock that stands, chance that repeats, a vault in memory, and a small case on a real disk.

Everything in it is invented. `WORDS` are the default samples of any test that takes words: several scripts, mixed
direction, emoji, and text that wants to do harm.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import random
import tarfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from firsthand.desk.ports import Desk
from firsthand.model.actor import Actor
from firsthand.model.errors import NotFound, Tampered
from firsthand.model.ids import Digest
from firsthand.model.plan import Plan

if TYPE_CHECKING:
    from firsthand.desk.collect import Order, RunReport

START = datetime(2041, 3, 14, 6, 0, tzinfo=UTC)
"""When the invented days begin."""

WORDS = (
    "نحن في أورادش، الكهرباء مقطوعة منذ يومين",
    "Ми в Орадеші, світла немає вже ٢ дні",
    "שלום Oradesh مرحبا 12 km (ok)",
    "👩🏽‍🚒💔 e\u0301te\u0301 still here",
    "\u202eevil\u2066 \x1b[31mred\x1b[0m\x1b[2J \u200b\u200fend",
    "[red]x[/red] [link=https://evil.example]click[/link] [/] \\[b]",
    "line one\r\nline two\u2028three\x85four\ttab\x9b31m\x00nul",
    "'; DROP TABLE posts; -- <script>alert(1)</script> ${x} %s {0}",
    '../../../etc/passwd =1+1 @SUM(A1) -- "quoted" \u00a0 \ufeff',
)
"""Default samples of words."""


class StillClock:
    """A clock that stands until it is moved."""

    source = "a clock of the tests, not a real time"

    def __init__(self, at: datetime = START) -> None:
        self._at = at

    def now(self) -> datetime:
        """Aware, UTC."""
        return self._at

    def move(self, **by: float) -> None:
        """Move it on; arguments as for `timedelta`."""
        self._at += timedelta(**by)


class SeededChance:
    """Chance that gives the same bytes for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)

    def token(self, size: int) -> bytes:
        """Bytes that everybody can guess."""
        return self._random.randbytes(size)


@dataclass(slots=True)
class MemoryVault:
    """Blobs in memory; see `desk.ports.Vault`."""

    blobs: dict[str, bytes] = field(default_factory=dict)

    def put(self, data: bytes) -> Digest:
        """Keep bytes."""
        digest = Digest(hashlib.sha256(data).hexdigest())
        self.blobs[digest] = bytes(data)
        return digest

    def put_all(self, many: Iterable[bytes]) -> list[Digest]:
        """Keep many."""
        return [self.put(data) for data in many]

    def has(self, digest: Digest) -> bool:
        """Say whether a blob is held."""
        return digest in self.blobs

    def read(self, digest: Digest) -> bytes:
        """Read a blob and check it."""
        if digest not in self.blobs:
            raise NotFound(f"The vault does not hold {digest[:12]}….", code="no-blob")
        data = self.blobs[digest]
        if hashlib.sha256(data).hexdigest() != digest:
            raise Tampered(f"{digest} is not what its name says.", code="changed-blob")
        return data

    def open(self, digest: Digest) -> BinaryIO:
        """Open a blob."""
        return io.BytesIO(self.read(digest))


@dataclass(frozen=True, slots=True)
class SmallCase:
    """
    A case on disk, with two people who have keys.

    Attributes:
        root: Its folder.
        desk: It, opened.
        clock: The clock that the desk looks at.
        ann, bo: People with keys; `ann` bears a Latin name, `bo` an Arabic one.
        cy: A person without a key.
    """

    root: Path
    desk: Desk
    clock: StillClock
    ann: Actor
    bo: Actor
    cy: Actor

    def opened(self) -> SmallCase:
        """The same case, opened again as a new process would."""
        return replace(self, desk=_open(self.root, self.clock, seed=len(list(self.desk.book.entries())) + 2))


ANN, BO, CY = "A. Renn", "ليلى \u200fبدر", "Passer-by"


def make_desk(folder: Path, *, parties: Sequence[str] = ("Northern Guard",), desk: str = "team") -> SmallCase:
    """
    Make and open a small case below a folder, without a passphrase.

    People's keys go where `FIRSTHAND_HOME` says: a test must point it into its own folder first.
    """
    from firsthand.shell.case import new_case
    from firsthand.shell.people import add_person, person

    clock = StillClock()
    plan = Plan(
        id="oradesh-test", title="The invented days of Oradesh", places=("Oradesh", "أورادش"), parties=tuple(parties),
        languages=("ar", "uk", "en"), zone="Europe/Kyiv", desk=desk, invented=True,
    )  # fmt: skip
    root = new_case(folder / "case", plan, passphrase=None, clock=clock)
    ann, bo = (add_person(name) if not person(name).key else person(name) for name in (ANN, BO))
    return SmallCase(root, _open(root, clock, seed=1), clock, ann, bo, person(CY))


def reopened(folder: Path) -> SmallCase:
    """The case that `make_desk` made below a folder, opened anew, with the same people."""
    from firsthand.shell.people import person

    clock = StillClock()
    return SmallCase(folder / "case", _open(folder / "case", clock, seed=2), clock, person(ANN), person(BO), person(CY))


def _open(root: Path, clock: StillClock, *, seed: int) -> Desk:
    from firsthand.desk.reading import Here
    from firsthand.shell.case import open_case

    return replace(open_case(root, clock=clock), chance=SeededChance(seed), reading=Here())


def take_in(case: SmallCase, *paths: Path, order: Order | None = None, actor: Actor | None = None) -> list[RunReport]:
    """Collect from files or folders, as the command line does."""
    from firsthand.desk.collect import Order, collect
    from firsthand.shell.archives import Limits
    from firsthand.shell.case import folder_vault
    from firsthand.shell.intake import sources

    vault = folder_vault(case.desk)
    found = (one for path in paths for one in sources(str(path), vault, stdin=io.BytesIO(), limits=Limits()))
    reports = list(
        collect(case.desk, found, order or Order(), actor=actor or case.ann, progress=lambda _what, _done, _total: None)
    )
    case.desk.book.settle()
    return reports


def ready_story(case: SmallCase, post: str = "x:1001") -> Desk:
    """Write a story of one message, `days`, that nothing stops from being published: judged, graded, agreed to, translated."""
    from firsthand.desk import care, judge, translate
    from firsthand.desk.story import NewCard, add_card, new_story
    from firsthand.model.ids import AccountId, PostId

    desk, ann, shown = case.desk, case.ann, PostId(post)
    account = AccountId(desk.views.post(shown)["account"])
    judge.judge_source(
        desk,
        judge.SourceJudgement(
            account=account, roles=("civilian",), affiliation="none-seen", reliability="C", because="read", evidence=(post,)
        ),
        actor=ann,
    )  # fmt: skip
    judge.grade_post(desk, judge.Grade(post=shown, credibility="3", status="partly-backed", because="two clips"), actor=ann)
    care.record_consent(desk, post, "public", "words", "yes", because="asked by letter", actor=ann)
    care.record_rights(desk, shown, "permission", "", actor=ann)
    translate.translate(desk, shown, "en", "We are in Oradesh, the power is out", actor=ann)
    new_story(desk, "days", {"en": "The invented days"}, actor=ann)
    texts = {"en": {"line": "Lives in Oradesh", "because": "Two clips show it."}}
    seq = add_card(desk, NewCard(slug="days", post=shown, key="power", texts=texts, because="chosen"), actor=ann).seq
    judge.second(desk, seq, agree=True, because="the same choice", actor=case.bo)
    text = desk.stories.read("days")["en"]
    desk.stories.write("days", "en", text.replace('standfirst = "…"', 'standfirst = "One message."'))
    return desk


def twarc_lines(posts: Iterable[Mapping[str, Any] | str], *, first: int = 1001) -> bytes:
    """
    An export of X as twarc writes it, one line a post.

    Args:
        posts: Texts, or mappings with any of ``id``, ``text``, ``author`` (a native id), ``name``, ``handle``, ``at``.
        first: Native id of the first post that states none; the next ones count on.
    """
    lines = []
    for number, stated in enumerate(posts):
        said: Mapping[str, Any] = {"text": stated} if isinstance(stated, str) else stated
        native, author = str(said.get("id", first + number)), str(said.get("author", 70 + number % 3))
        lines.append(
            {
                "id": native, "text": said.get("text", "here"), "author_id": author, "lang": "ar",
                "created_at": said.get("at", f"{START + timedelta(minutes=number):%Y-%m-%dT%H:%M:%S}.000Z"),
                "edit_history_tweet_ids": [native],
                "author": {
                    "id": author, "username": said.get("handle", f"voice_{author}"), "name": said.get("name", "مريم"),
                    "description": "Oradesh & tea", "created_at": "2035-01-02T03:04:05.000Z",
                    "public_metrics": {"followers_count": 5, "following_count": 6, "tweet_count": 7},
                },
                "__twarc": {"retrieved_at": "2041-03-15T00:00:00+00:00", "url": "https://api.example", "version": "2"},
            }
        )  # fmt: skip
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


def table(rows: Sequence[Sequence[str]], header: Sequence[str] = ("id", "created_at", "text", "username")) -> bytes:
    """A CSV file."""
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode()


def zipped(members: Mapping[str, bytes] | Sequence[tuple[str, bytes]]) -> bytes:
    """A zip of members, in the order given."""
    pairs = members.items() if isinstance(members, Mapping) else members
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in pairs:
            archive.writestr(zipfile.ZipInfo(name, (2041, 3, 14, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(members: Mapping[str, bytes] | Sequence[tuple[str, bytes]], *, packed: bool = False) -> bytes:
    """A tar of members, in the order given; `packed`: as ``.tar.gz``."""
    pairs = members.items() if isinstance(members, Mapping) else members
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in pairs:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return gzip.compress(out.getvalue(), mtime=0) if packed else out.getvalue()
