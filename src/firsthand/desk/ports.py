"""The seam of the desk: everything that a verb may ask of the world."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Protocol

from firsthand.ledger.entry import Entry
from firsthand.ledger.erased import Erased
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.adapter import Adapter
from firsthand.model.errors import FirsthandError
from firsthand.model.finding import Finding
from firsthand.model.ids import AccountId, Digest, PostId, RunId, Seq
from firsthand.model.plan import Plan
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.model.stamp import Answer, StampVerdict, Waiting
from firsthand.readers.seam import Files, Setting
from firsthand.text.subtitles import Captions

if TYPE_CHECKING:
    from firsthand.desk.reading import Lost, Portion
    from firsthand.find.facets import Banded, Tally
    from firsthand.find.shared import Sharing
    from firsthand.find.terms import Query

Progress = Callable[[str, int, int | None], None]
"""Called with what is being done, how much is done, and the total when it is known."""


class Vault(Protocol):
    """Bytes exactly as received."""

    def put(self, data: bytes) -> Digest: ...
    def put_all(self, many: Iterable[bytes]) -> Sequence[Digest]: ...
    def open(self, digest: Digest) -> BinaryIO: ...
    def read(self, digest: Digest) -> bytes: ...
    def has(self, digest: Digest) -> bool: ...


class Added(NamedTuple):
    """What some items brought that the case did not hold."""

    posts: int
    accounts: int
    media: int
    first_us: int | None
    last_us: int | None


class Member(NamedTuple):
    """A file of a run's source. `role` is ``main``, ``media`` or ``listing``."""

    name: str
    digest: Digest
    size: int
    role: str


class KeptFiles(Files, Protocol):
    """Files that are in the vault."""

    def member(self, name: str) -> tuple[Digest, int]:
        """Digest and size."""
        ...


class Source(Protocol):
    """One thing that a person pointed at."""

    label: str
    archive: Digest | None
    refused: list[tuple[str, str, str]]
    odd: list[tuple[str, str]]

    @property
    def files(self) -> Files:
        """For recognition; not all of them are kept yet."""
        ...

    @property
    def whole(self) -> bool:
        """Whether every member is kept already (an archive, a single file)."""
        ...

    def keep(self, names: Sequence[str], on_bytes: Callable[[int], None] | None = None) -> KeptFiles:
        """Put members into the vault; those that cannot be read are left out and named in `refused`."""
        ...


class RunRow(NamedTuple):
    """One run, as the view shows it; the counts obey `model.run.Counts`."""

    id: RunId
    seq: int
    kind: str
    at_us: int
    source: str
    capture: str | None
    maker: str
    seen: int
    kept: int
    already: int
    rejected: int
    failed: int
    posts: int
    accounts: int
    media: int
    gaps: int
    first_us: int | None
    last_us: int | None
    found_by: str | None
    actor: str
    undone: int
    key: str | None


class PileRow(NamedTuple):
    """
    A post, as the reading of a category sees it.

    Attributes:
        root: Key of the earliest copy that is held; its own when it has none.
        band: By word lists, 0 to 3.
        learned: By what was learned from answers, 0 to 3; `likely` and `unsure` are its places in these orders, if it has one.
        why: Spans that drove the learned band.
        model: Version and digest of what was learned from; empty when nothing ranked it.
        hour: Of posting, UTC.
    """

    pk: int
    id: str
    text: str
    root: int
    time_key: int
    account: str | None
    lang: str | None
    place: str | None
    hour: int | None
    mark: str
    band: int
    learned: int
    likely: int | None
    unsure: int | None
    why: list[dict[str, Any]]
    model: str


class TogetherRow(NamedTuple):
    """
    A share of a group of accounts that share the same items unusually close in time.

    Attributes:
        pk, post, account, posted_us: Of the post.
        number: Of the group; `item` of the shared thing, of a kind of `find.shared.KINDS`.
        companions: Pairs of the group that stand for themselves.
        seen, expected: Items that such a pair shared within the window, and what chance would give; means, written.
    """

    pk: int
    number: int
    item: int
    kind: str
    window_s: int
    companions: int
    seen: str
    expected: str
    post: str
    account: str
    posted_us: int


class Voice(NamedTuple):
    """
    An account with all that it said and showed.

    Attributes:
        posts: id, microseconds since 1970 UTC or None, text, what it reposts or None, what few posts have (``place``, ``marks``), and
            the handle of whom it reposts, where that is held; in order of time.
        profiles: seen, handle, name, bio, place, created, posts counted or None, links; times in microseconds or None; in order of time.
    """

    account: str
    posts: list[tuple[Any, ...]]
    profiles: list[tuple[Any, ...]]


class Shelf(Protocol):
    """Things that may be thrown away at any time, and are made again: `work/` of the case."""

    def read(self, name: str) -> bytes | None: ...
    def write(self, name: str, data: bytes) -> None: ...


class ThumbnailStore(Protocol):
    """Small copies of pictures, by the picture's digest; they may be thrown away at any time, and are made again."""

    def read(self, digest: Digest) -> bytes | None:
        """None when there is none; empty when none can be made."""
        ...

    def write(self, digest: Digest, data: bytes) -> None: ...


class Pen(Protocol):
    """
    An open transaction. Nothing is acknowledged before its context ends without an error.
    """

    @property
    def next_seq(self) -> Seq:
        """The number that the next entry will get."""
        ...

    def append(self, kind: str, detail: Mapping[str, Any], *, actor: Actor, items_root: bytes | None = None) -> Entry:
        """Add an entry, signed when the actor has a key here, and bring the views up to it."""
        ...

    def seal(self, kind: str, content: BinaryIO, *, name: str = "") -> dict[str, Any]:
        """
        Encrypt bytes with a key of their own into the vault; returns what an entry says of it (`model.sealed.stated`).

        The key is durable before the entry is.
        """
        ...

    def begin_run(self, run: RunId, members: Mapping[str, int]) -> None:
        """Make and keep the seed of a run's salts; durable when this returns. `members`: name to number."""
        ...

    def commit_items(self, rows: Sequence[Item | Rejected]) -> None:
        """Commit to the next items of the run and note their places."""
        ...

    def end_items(self) -> tuple[bytes, Digest]:
        """Make the list of commitments durable; returns their root and the digest of the list."""
        ...

    def add_items(self, items: Sequence[Item], *, first: int) -> Added:
        """Read items into the views; `first` is the index of the first one in the run."""
        ...

    def add_rejected(self, run: RunId, rows: Sequence[Rejected], *, first: int) -> None: ...
    def add_gaps(self, run: RunId, rows: Sequence[Gap], *, first: int) -> None: ...
    def add_heard(self, found: Iterable[tuple[str, Captions]]) -> None: ...
    def replace_screening(self, step: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Put the output of a screening step of `desk.screen` in place of the last one."""
        ...


class Book(Protocol):
    """The ledger and the views, one transaction."""

    def writing(self) -> AbstractContextManager[Pen]: ...
    def rebuilding(self) -> AbstractContextManager[Rebuild]: ...
    def erasing(self) -> AbstractContextManager[Erasing]:
        """A rebuild that ends with the entry of an erasure; the only way in which anything leaves a case."""
        ...

    def erased(self) -> Erased:
        """What the erasures of the case have changed."""
        ...

    def places(self, run: str) -> list[tuple[int, int, int, int, str]]:
        """Member, start, length, number within the member and state of each item of a run, in reading order."""
        ...

    def entries(self, *, since: int = 0) -> Iterator[Entry]: ...
    def entry(self, seq: int) -> Entry: ...
    def size(self) -> int: ...
    def head(self) -> str:
        """The signed checkpoint, as published."""
        ...

    def key(self) -> str:
        """The one-line public key of the ledger."""
        ...

    def proof_of_entry(self, seq: int, size: int | None = None) -> dict[str, Any]:
        """How an entry stands under the published head, or an earlier one of `size` entries: its cover and its path."""
        ...

    def proof_of_item(self, run_seq: int, item: int) -> dict[str, Any]:
        """How an item stands under its run: commitment, place, path to items_root."""
        ...

    def salt_of_item(self, run: RunId, item: int) -> bytes | None:
        """The salt of an item's commitment, from the secret; None when it was erased."""
        ...

    def open_sealed(self, digest: Digest, out: BinaryIO | None) -> None:
        """Decrypt a sealed blob into `out`; None only tries it. Every caller enters the opening first."""
        ...

    def settle(self) -> None:
        """Finish what a crash, or this process, has left undone."""
        ...


class Rebuild(Protocol):
    """Views dropped, to be filled again from the ledger."""

    def apply(self, entry: Entry) -> None: ...
    def add_items(self, items: Sequence[Item], *, run_no: int, first: int, members: Mapping[str, int]) -> Added: ...
    def add_rejected(self, run: RunId, rows: Sequence[Rejected], *, first: int) -> None: ...
    def add_gaps(self, run: RunId, rows: Sequence[Gap], *, first: int) -> None: ...
    def add_heard(self, found: Iterable[tuple[str, Captions]]) -> None: ...
    def replace_screening(self, step: str, rows: Sequence[tuple[Any, ...]]) -> None: ...


class Erasing(Rebuild, Protocol):
    """A rebuild that leaves out what is erased, and then enters the erasure."""

    @property
    def before(self) -> Mapping[int, str]:
        """Posts by their keys before the rebuild."""
        ...

    @property
    def next_seq(self) -> Seq: ...
    def keys(self) -> dict[str, int]:
        """Keys of the posts that are held now, by id."""
        ...

    def append(self, kind: str, detail: Mapping[str, Any], *, actor: Actor) -> Entry:
        """Enter the erasure, and take the bodies away that it names."""
        ...


class Views(Protocol):
    """What the case shows. Values are plain: mappings in the shapes of the command-line contract."""

    def at_once(self) -> AbstractContextManager[None]:
        """Many looks of a thread in a row share what one look would open and close."""
        ...

    def post(self, post: PostId) -> dict[str, Any]: ...
    def search(self, query: Query, *, limit: int, order: str, seed: int) -> Iterator[dict[str, Any]]: ...
    def tallies(self, query: Query) -> Iterator[Tally]:
        """Posts of a query, counted; see `find.facets`."""
        ...

    def banded(self, query: Query) -> Iterator[Banded]:
        """Posts of a query by category and band."""
        ...

    def clusters(self, *, limit: int) -> Iterator[dict[str, Any]]:
        """Near-duplicates by their earliest post, the most copied first: ``earliest``, ``posts``, ``accounts``, ``first``, ``last``."""
        ...

    def pile(self, category: str) -> Iterator[PileRow]:
        """Every post that is not hidden, in order of time."""
        ...

    def bands(self, category: str) -> list[tuple[int, int]]:
        """Of the pile, what has a band by word lists: key of the earliest copy, and the highest band of any copy."""
        ...

    def lane(self, category: str) -> Iterator[PileRow]:
        """Of the pile, what has a band by word lists or by learning, with all its copies."""
        ...

    def posts_of(self, keys: Sequence[int]) -> list[dict[str, Any]]:
        """Posts by their keys, in the order given."""
        ...

    def texts(self) -> Iterator[tuple[int, str]]:
        """Key and text of every post that is not hidden, in order of posting."""
        ...

    def sharing(self) -> Iterator[Sharing]:
        """What each post may share with others: those with an account and a known second, in order of time."""
        ...

    def together(self) -> list[TogetherRow]:
        """Shares of the groups that screening found, by group, item and time."""
        ...

    def pictures(self) -> Iterator[Digest]:
        """Digests of the kept pictures of posts that are not hidden, in order."""
        ...

    def is_shown(self, medium: Digest) -> bool:
        """Whether a post that is not hidden carries it."""
        ...

    def picture_words(self) -> dict[str, tuple[str, str]]:
        """What a program read in pictures: digest to maker and words."""
        ...

    def captions(self, digests: Iterable[str]) -> list[dict[str, Any]]:
        """Words of those of the files that are subtitles: digest, name, lang, machine, cues."""
        ...

    def films(self) -> Iterator[Digest]:
        """Digests of the kept videos of posts that are not hidden, in order."""
        ...

    def picture_copies(self) -> dict[str, str | None]:
        """How pictures and films look from far away: digest to the marks of `find.stills`, None where there is none."""
        ...

    def same_pictures(self, post: PostId) -> list[dict[str, Any]]:
        """
        Where the pictures of a post are shown, in order of posting.

        Returns:
            ``media`` (digest in the post), ``mark``, and of each place ``post``, ``account``, ``handle``, ``name``, ``posted_at``,
            ``posted_stated``, ``digest``, ``other`` (its mark). The post itself is among them.
        """
        ...

    def account(self, account: AccountId) -> dict[str, Any]: ...
    def profiles(self, account: str = "") -> Iterator[dict[str, Any]]:
        """Profiles of an account, or of all that were seen more than once, by account and time."""
        ...

    def accounts(self, *, limit: int) -> Iterator[dict[str, Any]]: ...
    def voices(self) -> Iterator[Voice]:
        """Every account with all that it said, in the order of their ids."""
        ...

    def shared_rows(self, what: str) -> Iterator[tuple[Any, ...]]:
        """
        What posts share with others.

        Args:
            what: ``copied`` (post, earliest near-copy by another account, that account, its time), ``shared`` (cluster, account, one of
                its posts), ``pictures`` (picture, post, account, handle, time; in order), ``reply_to`` or ``quotes`` (the post that is
                answered, the answer, its account, its text).
        """
        ...

    def findings(self, account: str) -> list[Finding]:
        """What signals saw of an account at the last screening, by posts that are still shown."""
        ...

    def resolve_account(self, stated: str) -> AccountId: ...
    def acts(self, *, subject: str = "", about: str = "", kind: str = "") -> list[Act]: ...
    def acts_about(self, subjects: Sequence[str], kinds: Sequence[str]) -> dict[str, list[Act]]:
        """Acts of some kinds by their subject, for many at once."""
        ...

    def runs(self, kind: str = "") -> list[RunRow]: ...
    def run(self, run: str) -> RunRow: ...
    def run_of_key(self, key: str) -> RunRow | None:
        """The last run, not undone, that read these bytes in this way."""
        ...

    def rejected(self, number: int | None) -> Iterator[dict[str, Any]]: ...
    def gaps(self, run: RunId) -> list[dict[str, Any]]: ...
    def marks_of_run(self, run: RunId) -> dict[str, int]:
        """How many posts that a run captured are marked, by mark; a mark's own name (``forwarded:NAME``) is left out."""
        ...

    def readings(self, post: PostId) -> list[dict[str, Any]]: ...
    def place_of(self, post: PostId) -> list[dict[str, Any]]: ...
    def posts_in(self, items: Mapping[str, Iterable[int]]) -> list[str]:
        """Posts that were read from these items, by run."""
        ...

    def media_of(self, posts: Iterable[str]) -> list[str]:
        """Digests of the kept media of posts."""
        ...

    def posts_with(self, digest: str) -> list[str]:
        """Posts that use a medium."""
        ...

    def media_with(self, beginning: str) -> list[str]:
        """Digests of kept media that begin with some digits."""
        ...

    def answers_to(self, post: PostId) -> list[tuple[str, str]]:
        """Posts that are held and not hidden, and answer or quote a post: id, and ``reply`` or ``quote``; in order of time."""
        ...

    def platforms(self) -> list[str]: ...
    def counts(self) -> dict[str, int]: ...


class CleanPicture(Protocol):
    """A picture made anew from its pixels."""

    @property
    def data(self) -> bytes: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def mime(self) -> str: ...


class Stories(Protocol):
    """The story files of a case, which people edit with their own editor."""

    def slugs(self) -> list[str]: ...
    def read(self, slug: str) -> dict[str, str]:
        """Language to text, the story's own language first."""
        ...

    def write(self, slug: str, language: str, text: str) -> None: ...


class Press(Protocol):
    """What turns a rendered story into files that others may have."""

    def templates(self) -> Mapping[str, str]: ...
    def fonts(self) -> Mapping[str, bytes]: ...
    def outsider(self) -> Mapping[str, bytes]:
        """What a stranger checks a site with: ``verify.py`` and ``VERIFY.md``."""
        ...

    def clean(self, data: bytes, regions: Sequence[tuple[int, int, int, int]]) -> CleanPicture:
        """Make a picture anew from its pixels, declared regions painted over, without any metadata."""
        ...

    def silent(self, data: bytes) -> CleanPicture:
        """Make a film anew from its frames alone: no sound, no metadata."""
        ...

    def clean_all(
        self, jobs: Sequence[tuple[Callable[[], bytes], Sequence[tuple[int, int, int, int]]]]
    ) -> Sequence[CleanPicture | FirsthandError]:
        """As `clean`, for many at once; what cannot be cleaned is an error in its place."""
        ...

    def tiny(self, data: bytes, edge: int) -> bytes:
        """A picture as `edge` x `edge` bytes of grey, for comparing; raises when it cannot be opened."""
        ...

    def covered(self, data: bytes, original: bytes, areas: Sequence[tuple[int, int, int, int]]) -> bool:
        """Whether areas of the original, in its pixels, are filled solid in a copy."""
        ...

    def hidden(self, data: bytes) -> Sequence[tuple[str, str]]:
        """What the metadata of a picture would give away: kind and value of a canary."""
        ...

    def pdf(self, address: str, files: Mapping[str, bytes]) -> bytes:
        """One page as PDF, from these files alone, by address; the same files give the same bytes."""
        ...

    def png(self, address: str, files: Mapping[str, bytes]) -> bytes:
        """What one page shows inside its edge, as a picture without notes, from these files alone, by address."""
        ...

    def holds(self, target: str, files: Mapping[str, str]) -> bool:
        """Whether a folder holds exactly these files, by path and digest."""
        ...

    def write(self, target: str, files: Mapping[str, bytes]) -> str:
        """Put a site in place of the last one, whole or not at all; returns where it is."""
        ...


class Sealed(NamedTuple):
    """A file that was put into a parcel."""

    sha256: str
    sha512: str
    size: int


class Parcel(Protocol):
    """What will leave the desk, under a name that nobody takes for it until it is sent."""

    def add(self, name: str, chunks: Iterable[bytes]) -> Sealed:
        """Put a file in, as it comes."""
        ...

    def digest(self) -> str:
        """SHA-256 of the whole parcel, when it is one file; closes it."""
        ...

    def send(self) -> str:
        """Make it durable and give it its name; returns where it is."""
        ...


class Outbox(Protocol):
    """Where exports leave the desk."""

    def parcel(self, target: str, shape: str) -> AbstractContextManager[Parcel]:
        """Start a ``file``, a ``zip`` or a ``folder``; refused when the target exists; thrown away unless it is sent."""
        ...

    def sign(self, text: bytes) -> tuple[str, str]:
        """Sign with the case's key for archives; signature and public key in base64."""
        ...

    def database(self, statements: Iterable[tuple[str, tuple[Any, ...]]]) -> Iterator[bytes]:
        """Run statements of SQL in order; the bytes of the SQLite file that they make, the same for the same statements."""
        ...


class Recogniser(Protocol):
    """Reads words in pictures; an adapter of the kind `recogniser` opens one. Raises `Unavailable` when its program is not here."""

    def maker(self, languages: Sequence[str]) -> str:
        """Name, version and what else a reading depends on."""
        ...

    def words(self, data: bytes, languages: Sequence[str]) -> str:
        """The words in a picture, line by line."""
        ...


class Glance(Protocol):
    """Looks at pictures and films from far away, where a hostile one harms nothing."""

    def opens_films(self) -> bool:
        """Whether there is a program for that."""
        ...

    def frames(self, film: BinaryIO) -> list[bytes]:
        """Frames of a film, one a second from its beginning, each as `small` gives a picture; none where it cannot be opened."""
        ...

    def small(self, pictures: Iterable[bytes]) -> Iterator[bytes | None]:
        """Each picture as 32 x 32 bytes of grey, in the order given; None where it cannot be opened."""
        ...


class Stamper(Protocol):
    """The protocol of time-stamping authorities; an adapter of the kind `stamper` opens one."""

    def request(self, data: bytes) -> bytes:
        """Make a request for a stamp over some bytes, with a nonce that nobody can guess."""
        ...

    def send(self, url: str, request: bytes) -> Answer:
        """Ask. Raises `Unavailable` when nobody answers with one."""
        ...

    def check(self, reply: bytes, data: bytes, *, roots: bytes, request: bytes) -> StampVerdict:
        """Say what a reply proves."""
        ...


class Stamps(Protocol):
    """The outside stamps of a case: their files, and what waits for one."""

    def roots(self, name: str) -> bytes:
        """Root certificates that the plan names for an authority, PEM; empty when there are none."""
        ...

    def waiting(self) -> list[Waiting]: ...
    def queue(self, one: Waiting) -> None: ...
    def done(self, one: Waiting) -> None: ...
    def keep(self, size: int, name: str, files: Mapping[str, bytes]) -> None:
        """Make ``checkpoint``, ``request``, ``reply`` and ``roots`` of a stamp durable."""
        ...

    def kept(self, size: int, name: str) -> dict[str, bytes]: ...


class Reading(Protocol):
    """Where readers run: what strangers made is read apart from the desk, or here."""

    def find(
        self, adapters: Sequence[Adapter], options: Sequence[tuple[str, str]], files: Files
    ) -> tuple[list[Find], list[str]]:
        """Let every reader look; what they recognise, and in sentences which of them failed."""
        ...

    def read(
        self, adapter: Adapter, options: Sequence[tuple[str, str]], files: Files, find: Find, setting: Setting,
        lost: Sequence[Lost] = (),
    ) -> Iterator[Portion]:  # fmt: skip
        """Read what was recognised; `lost` are the places that an earlier reading of these bytes failed at."""
        ...

    def captions(self, files: Files, name: str) -> Captions:
        """
        Read a file of subtitles.

        Raises:
            Unavailable: It cannot be read, with one of `desk.reading.FAILURES`.
        """
        ...

    def attachments(self, files: Files, name: str) -> Iterator[tuple[str, bytes]]:
        """
        Take an e-mail's attachments out: names, by which its reader links them, and bytes.

        Raises:
            Unavailable: It cannot be taken apart to its end, with one of `desk.reading.FAILURES`.
        """
        ...

    def thumbnail(self, files: Files, name: str) -> bytes:
        """
        Make a small upright copy of a picture from nothing but its pixels, JPEG or PNG.

        Raises:
            Unavailable: It is no picture that can be opened, or wants too much.
        """
        ...


class Clock(Protocol):
    """The time, and where it comes from."""

    @property
    def source(self) -> str:
        """In words, for the entry."""
        ...

    def now(self) -> datetime: ...


class Chance(Protocol):
    """Randomness that nobody can guess."""

    def token(self, size: int) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """
    A case on the table: ports, and no methods.

    Attributes:
        plan: Of the case.
        readers: Those that are enabled, in order of precedence.
        lexicons: Text of the categories' word lists by name, ours and the case's own.
        models: Files of models by name (`find.taught`), ours and then the case's own.
        root: Where the case lies, for messages.
        plan_files: From the name of a folder of the case's plan to the files in it, by name.
    """

    plan: Plan
    vault: Vault
    book: Book
    views: Views
    clock: Clock
    chance: Chance
    readers: Sequence[Adapter] = ()
    lexicons: Mapping[str, str] = field(default_factory=dict)
    models: Mapping[str, bytes] = field(default_factory=dict)
    root: str = ""
    plan_files: Callable[[str], Mapping[str, bytes]] = lambda _folder: {}
    stories: Stories
    press: Press
    outbox: Outbox
    recogniser: Recogniser
    glance: Glance
    stamper: Stamper
    stamps: Stamps
    reading: Reading
    shelf: Shelf
    thumbnails: ThumbnailStore
