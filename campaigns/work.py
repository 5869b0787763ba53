"""
Programs for the campaigns to watch: everything that writes, once, each thing acknowledged when it is done.

`day` is what people do in a day; `keep` is what guards a case and what takes things out of it.
"""

from __future__ import annotations

import gc
import hashlib
import json
import urllib.request
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from firsthand.desk import care, claims, judge, publish, removal, sealed, story, translate
from firsthand.desk import day as acts
from firsthand.desk.reading import Here
from firsthand.desk.rebuild import rebuild
from firsthand.desk.screen import screen
from firsthand.desk.stamp import stamp
from firsthand.ledger.entry import Entry
from firsthand.model.errors import Refused
from firsthand.model.ids import AccountId, PostId
from firsthand.model.plan import Plan
from firsthand.model.stamp import Answer, Authority
from firsthand.shell import age_stream
from firsthand.shell.backup import back_up, recovery_key
from firsthand.shell.backup_folder import BackupFolder
from firsthand.shell.case import new_case, open_case
from firsthand.shell.fixity import look
from firsthand.shell.locked import lock_case, unlock_case
from firsthand.shell.people import add_person, person
from firsthand.shell.restore import restore
from firsthand.testing.world import ANN, BO, WORDS, SmallCase, StillClock, take_in, twarc_lines, zipped

Say = Callable[[str], object]
CANARY = "Zyxwarbler"
"""A word of the message that is erased; nothing else holds it."""

PHRASE = "six words that nobody would guess"
QUIET: Callable[[str, int, int | None], None] = lambda _what, _done, _total: None  # noqa: E731


@dataclass(slots=True)
class Acknowledged:
    """Says what is done, line by line."""

    case: SmallCase
    said: Say

    def ack(self, what: str, **fields: Any) -> None:
        """Say one thing."""
        self.said(f"ACK {json.dumps({'what': what, **fields})}\n")

    def entered(self, entry: Entry) -> Entry:
        """Say that an entry stands."""
        self.ack("entry", seq=entry.seq)
        return entry

    def collected(self, exports: Path) -> Callable[[str], str]:
        """A function that collects a file by its name, says so, and gives the run."""

        def collect(name: str) -> str:
            for report in take_in(self.case, exports / name):
                (run,) = [one for one in self.case.desk.views.runs() if one.id == report.run]
                self.ack("entry", seq=run.seq)
                self.ack("run", id=run.id, kept=run.kept, seq=run.seq)
            return str(run.id)

        return collect


def started(root: Path, said: Say) -> tuple[SmallCase, Acknowledged]:
    """Two people with keys and a new case."""
    ann, bo = add_person(ANN), add_person(BO)
    clock = StillClock()
    plan = Plan(id="oradesh-cut", title="Oradesh", places=("Oradesh",), parties=("Northern Guard",),
                languages=("ar", "en"), zone="Europe/Kyiv", desk="team", invented=True)  # fmt: skip
    for one in (ann, bo):
        said(f"ACK {json.dumps({'what': 'person', 'name': one.name, 'key': one.key})}\n")
    new_case(root / "case", plan, passphrase=None, clock=clock)
    desk = replace(open_case(root / "case", clock=clock), reading=Here())  # the simulator follows one process
    case = SmallCase(root / "case", desk, clock, ann, bo, person("Passer-by"))
    acknowledged = Acknowledged(case, said)
    acknowledged.ack("case")
    acknowledged.ack("entry", seq=0)
    return case, acknowledged


def day(root: Path, exports: Path, *, said: Say) -> None:
    """Everything that people do in a day: collect, screen, judge, publish, rebuild, undo."""

    case, said_of = started(root, said)
    desk, ann, bo = case.desk, case.ann, case.bo
    ack, entered, collected = said_of.ack, said_of.entered, said_of.collected(exports)
    collected("posts.jsonl")
    chat = collected("chat.zip")
    collected("table.csv")
    collected("posts.jsonl")
    for report in screen(desk, only=("languages", "clusters", "categories"), actor=ann, progress=lambda *_: None):
        ack("screened", step=report.step)
    post, account = PostId("x:1001"), AccountId("x:70")
    entered(acts.mark_post(desk, post, "hold", because="منتظر", actor=ann))
    entered(acts.mark_post(desk, PostId("x:1002"), "reviewed", actor=bo))
    entered(acts.add_note(desk, post, WORDS[0], actor=bo))
    entered(acts.label_post(desk, post, "help", yes=True, actor=ann))
    judged = entered(judge.judge_source(desk, judge.SourceJudgement(
        account=account, roles=("civilian",), reliability="C", because="speaks of the street", evidence=(post,)), actor=ann))  # fmt: skip
    entered(judge.second(desk, judged.seq, agree=True, because="so do I", actor=bo))
    graded = entered(judge.grade_post(desk, judge.Grade(
        post=post, credibility="2", status="partly-backed", statement="own", because="another tells the same"), actor=ann))  # fmt: skip
    entered(judge.second(desk, graded.seq, agree=True, because="read blind", actor=bo))
    entered(translate.translate(desk, post, "en", "We are in Oradesh, no power for two days.", actor=bo))
    claim = entered(claims.add_claim(desk, claims.NewClaim(post=post), actor=ann))
    entered(claims.answer_claim(desk, f"claim:{claim.seq}", "x:1002", "backs", actor=bo))
    for part in ("words", "place"):
        entered(care.record_consent(desk, post, "public", part, "yes", because="asked", actor=ann))
    entered(care.record_rights(desk, post, "own", "the author", actor=ann))
    entered(sealed.seal(desk, post, "contact", sealed.padded("by the old pump, ask for منى"), actor=ann))
    slug = "dark"
    entered(story.new_story(desk, slug, {"en": "Two days dark"}, actor=ann))
    ack("story", slug=slug)
    card = entered(story.add_card(desk, story.NewCard(
        slug=slug, post=post, key="one", texts={"en": {"line": "a resident", "because": "two tell it"}},
        because="it tells of the dark"), actor=ann))  # fmt: skip
    entered(judge.second(desk, card.seq, agree=True, because="yes", actor=bo))
    text = (root / "case" / "stories" / slug / "story.md").read_text("utf-8")
    desk.stories.write(slug, "en", text.replace("…", "What a resident says.", 1))
    ack("story", slug=slug)
    problems = [f"{one.where} {one.code}: {one.why}" for one in publish.check_story(desk, slug) if one.blocks]
    assert not problems, problems

    def published() -> None:
        done = publish.publish_story(desk, slug, str(root / "site"), actor=ann)
        ack("entry", seq=done.entry)
        ack("site", digest=done.digest)

    published()
    entered(story.add_update(desk, slug, "update", {"en": "The lights came back."}, actor=ann))
    published()
    rebuild(desk, progress=lambda *_: None)
    ack("rebuilt")
    entered(acts.undo_run(desk, chat, because="sent twice", actor=ann))
    ack("undone", run=chat)
    entered(acts.undo(desk, graded.seq, because="too early", actor=ann))
    collected("chat.zip")


def keep(root: Path, exports: Path, *, said: Say, authority: str = "") -> None:
    """
    Everything that guards a case, and everything that takes something out of it.

    Args:
        authority: Address of a time-stamping authority; empty: no stamp is asked for.
    """
    age_stream.WORK = 4  # the passphrase is in this file
    remember = Memory(exports.parent / f"{exports.name}.truth")
    ack = _removed(root, exports, said, authority, remember)
    gc.collect()  # a case that is open somewhere is not locked
    lock_case(root / "case", root / "case.age", PHRASE, progress=QUIET)
    ack("locked", digest=hashlib.sha256((root / "case.age").read_bytes()).hexdigest())
    unlocked = unlock_case(root / "case.age", root / "case", PHRASE, progress=QUIET)
    assert not unlocked.failures
    ack("unlocked")
    desk = open_case(root / "case", clock=StillClock())
    ack("entry", seq=acts.add_note(desk, PostId("x:1001"), "it goes on", actor=person(ANN)).seq)
    remember.all(desk)


@dataclass(frozen=True, slots=True)
class _Asking:
    """A stamper that asks by itself: the simulator follows one process, and the broker, which is another one, writes no file."""

    real: Any

    def send(self, url: str, request: bytes) -> Answer:
        asked = urllib.request.Request(url, data=request, headers={"Content-Type": "application/timestamp-query"})
        with urllib.request.urlopen(asked, timeout=30) as reply:
            return Answer(reply=reply.read(), custody={"asked": url})

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


def _removed(root: Path, exports: Path, said: Say, authority: str, remember: Memory) -> Callable[..., None]:
    case, said_of = started(root, said)
    desk, ann, bo = case.desk, case.ann, case.bo
    ack, entered, collected = said_of.ack, said_of.entered, said_of.collected(exports)

    def agreed(asked: Entry) -> Entry:
        entered(asked)
        entered(judge.second(desk, asked.seq, agree=True, because="I read the letter", actor=bo))
        return asked

    def stamped() -> None:
        if authority:
            named = [Authority(name="loopback", url=authority)]
            roots = {"loopback": (exports / "roots.pem").read_bytes()}
            told = stamp(replace(desk, stamper=_Asking(desk.stamper)), authorities=named, actor=ann, progress=QUIET, roots=roots)
            for one in told.stamped:
                ack("entry", seq=one.entry)
                ack("stamp", size=one.size)

    def backed() -> None:
        done = back_up(desk, root / "backup", actor=ann, passphrase=None, progress=QUIET)
        ack("entry", seq=done.entry)
        ack("backup", snapshot=done.snapshot, key=recovery_key(desk, root / "backup"))

    collected("marked.jsonl")
    collected("chat.zip")
    entered(acts.add_note(desk, PostId("x:1001"), WORDS[0], actor=bo))
    entered(translate.translate(desk, PostId("x:1002"), "en", f"{CANARY} is under the bridge", actor=bo))
    stamped()
    backed()
    law = {"because": "asked by letter", "law": "GDPR art. 17(1)(b)"}
    agreed(removal.withdraw(desk, PostId("x:1001"), actor=ann, **law))
    asked = agreed(removal.ask_erase(desk, PostId("x:1002"), actor=ann, **law))
    remember.all(desk)
    erased = removal.carry_out(desk, asked.seq, actor=ann, progress=QUIET)
    ack("entry", seq=erased.entry)
    ack("erased", words=CANARY)
    remember.all(desk)
    ack("collects the old file again")
    with suppress(Refused):  # it may not come back
        take_in(case, exports / "marked.jsonl")
    ack("refused")
    with zipfile.ZipFile(exports / "chat.zip") as chat:
        media = hashlib.sha256(chat.read("00000002-PHOTO.jpg")).hexdigest()
    asked = agreed(removal.ask_quarantine(desk, media, actor=ann, because="nobody may hold it", law="a court"))
    remember.all(desk)
    taken = removal.carry_out(desk, asked.seq, actor=ann, progress=QUIET)
    ack("entry", seq=taken.entry)
    ack("quarantined", digest=media)
    collected("table.csv")
    stamped()
    looked = look(desk, everything=True, actor=ann, progress=QUIET)
    ack("entry", seq=looked.entry)
    backed()
    folder = BackupFolder(root / "backup")
    back = restore(folder, root / "again", identity=recovery_key(desk, root / "backup"), name=None, partial=False, progress=QUIET)
    assert back.ok, back
    ack("restored", head=back.head)
    rebuild(desk, progress=QUIET)
    ack("rebuilt")
    remember.all(desk)

    def told(what: str, **fields: Any) -> None:
        said(f"ACK {json.dumps({'what': what, **fields})}\n")

    return told


class Memory:
    """Bodies of entries and words of posts as they were, outside what is watched: later ones may lack some."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def all(self, desk: Any) -> None:
        """Write them down."""
        for entry in desk.book.entries():
            (self._folder / f"body.{entry.seq}").write_bytes(entry.body())
        number = len(list(self._folder.glob("posts.*")))
        (self._folder / f"posts.{number}").write_text(json.dumps(posts_of(desk.book)), "utf-8")


def posts_of(store: Any) -> dict[int, dict[str, str]]:
    """By run: id to words of the posts that it holds."""
    with store.engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT captures.run_no, posts.id, posts.text FROM posts JOIN captures ON captures.post = posts.pk"
        )
        held: dict[int, dict[str, str]] = {}
        for run, post, words in found:
            held.setdefault(run, {})[post] = words
        return held


def exports_in(folder: Path, picture: bytes) -> None:
    """What is collected: posts in several scripts, a chat with a picture in a zip, a table."""
    folder.mkdir()
    (folder / "posts.jsonl").write_bytes(twarc_lines(WORDS) + b"{bad\n")
    (folder / "marked.jsonl").write_bytes(twarc_lines([WORDS[0], f"please help, {CANARY} is under the bridge", *WORDS[2:]]))
    chat = "[14/03/2041, 06:00:01] ليلى: نحن هنا\r\n[14/03/2041, 06:01:00] ليلى: \u200e<attached: 00000002-PHOTO.jpg>\r\n"
    (folder / "chat.zip").write_bytes(zipped({"_chat.txt": chat.encode(), "00000002-PHOTO.jpg": picture}))
    (folder / "later.zip").write_bytes(zipped({"_chat.txt": chat.encode().replace(b"2041", b"2042")}))
    rows = "".join(f"{n},2041-03-14T06:00:{n % 60:02}Z,كلمة {n},v{n}\n" for n in range(40))
    (folder / "table.csv").write_text(f"id,created_at,text,username\n{rows}", "utf-8")


def picture() -> bytes:
    """A drawn picture."""
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.effect_mandelbrot((120, 90), (-2.0, -1.5, 1.0, 1.5), 40).save(out, "JPEG")
    return out.getvalue()


