"""
The folder of a backup: encrypted pieces whose names say nothing, and a list for each time one was made.

```
README.txt           what this is, in words
backup.json          format and number of the backup
key.age              the key under a passphrase, where one was wanted
chunks/ab/abcd….age  pieces of files, at most 4 MiB each, encrypted
snapshots/TIME-SIZE.age   which pieces make up the case at that time; SIZE is the number of entries
partial/             unfinished files and the lock; deletable
```

A piece is named by a digest of its plain bytes under a salt that only the key gives: so a piece is found again without
being stored twice, checks itself when it is opened, and its name tells nobody which file it is of. A list is written after
all its pieces are durable. Nothing is ever written over but by an erasure, which makes older lists thinner (`backup_forget`).

Known ugliness: the number and the sizes of pieces can be seen, and whoever can write to the folder can delete from it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

from firsthand.ledger.canonical import canonical
from firsthand.model.errors import Conflict, Mistaken, NotFound, Refused, Tampered, Unavailable
from firsthand.shell.durable import make_folder, on_disk, sync_folder, write_all, write_durable
from firsthand.shell.locking import one_writer

PIECE_BYTES = 4 << 20
FORMAT = 1
HEAD = b"age-encryption.org/v1\n"
NAME = re.compile(r"\d{8}T\d{6}Z-\d+(-\d+)?")
PIECE = re.compile(r"chunks/([0-9a-f]{2})/(\1[0-9a-f]{62})\.age")
OWN = frozenset({"README.txt", "backup.json", "key.age", "chunks", "snapshots", "partial"})

README = """This folder is an encrypted backup of a case of Firsthand.

To look at it, or to bring it back, you need Firsthand and the recovery key (or the passphrase) of this backup:

    firsthand verify THIS-FOLDER
    firsthand restore THIS-FOLDER NEW-FOLDER --recovery-file FILE

Each file below chunks/ and snapshots/ is a file of age (age-encryption.org), so that the bytes can be had without
Firsthand too: `age --decrypt -i FILE snapshots/NAME.age` gives the list that says which pieces make up which file.

Copy this folder as it is. Change nothing in it, and rename nothing. Without the key it is of no use to anybody.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    One file of a case in a backup.

    Attributes:
        digest: SHA-256 of the file.
        chunks: Names of its pieces in order; none for an empty file.
    """

    path: str
    size: int
    digest: str
    chunks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """
    The list of a backup: the case as it was at one time.

    Attributes:
        at: Time, RFC 3339.
        case: Origin of its ledger.
        entries: Size of the ledger.
        head: The signed checkpoint.
        version: Of Firsthand.
        parts: All files.
        pieces: Name of a piece to its bytes in clear and as stored.
        damaged: Files that were damaged in the case already and are not in the backup: `what`, `why`.
        erased: Files that were taken out later, because of an erasure: `what`, `why`.
    """

    name: str
    at: str
    case: str
    entries: int
    head: str
    version: str
    parts: tuple[Part, ...]
    pieces: dict[str, tuple[int, int]]
    damaged: tuple[dict[str, str], ...] = ()
    erased: tuple[dict[str, str], ...] = ()

    def data(self) -> bytes:
        """The list as bytes."""
        return canonical(
            {
                "firsthand-backup": FORMAT, "name": self.name, "at": self.at, "case": self.case, "entries": self.entries,
                "head": self.head, "version": self.version, "damaged": list(self.damaged),
                "pieces": {name: list(sizes) for name, sizes in self.pieces.items()},
                "files": [[one.path, one.size, one.digest, list(one.chunks)] for one in self.parts],
                **({"erased": list(self.erased)} if self.erased else {}),
            }
        )  # fmt: skip


class BadPiece(Exception):
    """A piece that is missing or is not what it was; `why` says which."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, why)
        self.name = name
        self.why = why


@dataclass(slots=True)
class BackupFolder:
    """A folder of a backup; `unlock` gives it the key without which nothing can be opened."""

    root: Path
    _identity: Any = None
    _salt: bytes = b""
    _fresh_folders: set[Path] = field(default_factory=set)

    @property
    def exists(self) -> bool:
        """Whether there is a backup here (a first one that was cut off early is none)."""
        return (self.root / "backup.json").exists()

    def look(self) -> None:
        """
        Check that a new backup may be made here.

        Raises:
            Mistaken: The folder holds something else.
        """
        with on_disk(self.root):
            names = {one.name for one in self.root.iterdir()} if self.root.is_dir() else set()
        if self.root.is_file() or names - {"README.txt", "key.age", "partial"}:
            raise Mistaken(
                f"{self.root} is no backup and is not empty.", code="not-a-backup", advice="Name a new folder, or an empty one."
            )

    def need(self) -> None:
        """
        Check that there is a backup here.

        Raises:
            NotFound: There is none.
        """
        if not (self.exists or (self.root / "snapshots").is_dir()):
            raise NotFound(f"{self.root} is no backup.", code="no-backup", advice="Name the folder that holds snapshots/.")

    def create(self, identity: str, passphrase: str | None) -> None:
        """Begin a backup; the key is put beside it, encrypted, when there is a passphrase."""
        self.unlock(identity)
        wrapped = pyrage.passphrase.encrypt(identity.encode(), passphrase) if passphrase else b""
        write_durable(self.root / "README.txt", README.encode())
        if wrapped:
            write_durable(self.root / "key.age", wrapped)
        write_durable(self.root / "backup.json", _marker(backup_id(identity), wrapped))

    def unlock(self, identity: str) -> None:
        """
        Take the key.

        Raises:
            Mistaken: It is no key, or that of another backup.
        """
        try:
            self._identity = pyrage.x25519.Identity.from_str(identity)
        except pyrage.IdentityError:
            raise Mistaken(
                "That is no recovery key: it begins with AGE-SECRET-KEY-1.", code="bad-recovery-key", advice="Check the line."
            ) from None
        self._salt = hashlib.sha256(b"firsthand backup names\0" + identity.encode()).digest()
        stated = self.id()
        if stated is not None and stated != backup_id(identity):
            raise Mistaken(
                f"That key is not the one of {self.root}.", code="wrong-recovery-key", advice="Find the key of this backup."
            )

    @property
    def unlocked(self) -> bool:
        """Whether the key was given."""
        return self._identity is not None

    def id(self) -> str | None:
        """Number of the backup; None when there is none, or its file was changed."""
        try:
            data = (self.root / "backup.json").read_bytes()
            stated = json.loads(data)
            good = data == _marker(stated["id"], self._wrapped(), stated["key"])
            return str(stated["id"]) if good else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def key_fits(self) -> bool:
        """Whether `key.age` is what `backup.json` says, or neither is there."""
        try:
            return bool(json.loads((self.root / "backup.json").read_bytes())["key"] == _digest(self._wrapped()))
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def _wrapped(self) -> bytes:
        try:
            return (self.root / "key.age").read_bytes()
        except FileNotFoundError:
            return b""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """
        One backup at a time; what a cut-off one has left is swept.

        Raises:
            Unavailable: Another one is being made here.
        """
        with on_disk(self.root):
            make_folder(self.root / "partial")
        with only_backup(self.root / "partial" / "lock", self.root):
            for path in (self.root / "partial").glob("*.part"):
                path.unlink(missing_ok=True)
            yield

    def name_of(self, data: bytes) -> str:
        """Name of a piece."""
        return hmac.digest(self._salt, data, "sha256").hex()

    def path_of(self, name: str) -> Path:
        """Where a piece lies, or would lie."""
        return self.root / "chunks" / name[:2] / f"{name}.age"

    def put(self, data: bytes, stored: int | None) -> tuple[str, int, bool]:
        """
        Store a piece unless it is here; durable after `settle`.

        Args:
            stored: Its size here as the last list says, or None; a piece of another size is written again.

        Returns:
            Name, bytes as stored, and whether it is new.
        """
        name = self.name_of(data)
        target = self.path_of(name)
        try:
            size = target.stat().st_size
        except FileNotFoundError:
            size = 0
        if size > len(data) and stored in (None, size):
            return name, size, False
        sealed = pyrage.encrypt(data, [self._identity.to_public()])
        with on_disk(target):
            if not target.parent.is_dir():
                make_folder(target.parent)
            spool = self.root / "partial" / f"{uuid.uuid4().hex}.part"
            handle = os.open(spool, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                write_all(handle, sealed)
                os.fsync(handle)
            except OSError:
                spool.unlink(missing_ok=True)
                raise
            finally:
                os.close(handle)
            os.rename(spool, target)
        self._fresh_folders.add(target.parent)
        return name, len(sealed), True

    def settle(self) -> None:
        """Make the names of the new pieces durable: their bytes are so already."""
        with on_disk(self.root):
            for folder in sorted(self._fresh_folders):
                sync_folder(folder)
        self._fresh_folders.clear()

    def has(self, name: str, stored: int) -> bool:
        """Whether a piece is here with the size that it should have."""
        try:
            return self.path_of(name).stat().st_size == stored
        except OSError:
            return False

    def piece(self, name: str) -> bytes:
        """
        Open a piece.

        Raises:
            BadPiece: It is missing, cannot be opened, or is another.
        """
        try:
            data = bytes(pyrage.decrypt(self.path_of(name).read_bytes(), [self._identity]))
        except OSError as error:
            raise BadPiece(name, f"it is missing or cannot be read ({error.strerror})") from None
        except pyrage.DecryptError:
            raise BadPiece(name, "its bytes were changed or cut off: it does not open") from None
        if not hmac.compare_digest(self.name_of(data), name):
            raise BadPiece(name, "it opens, and is another piece than its name says")
        return data

    def add(self, snapshot: Snapshot) -> None:
        """Write a list; all its pieces are durable."""
        self.settle()
        self.replace(snapshot)

    def replace(self, snapshot: Snapshot) -> None:
        """Write a list, or a thinner one in its place; after a power cut it is the one or the other, whole."""
        sealed = pyrage.encrypt(snapshot.data(), [self._identity.to_public()])
        make_folder(self.root / "snapshots")
        write_durable(self.root / "snapshots" / f"{snapshot.name}.age", sealed, temporary=self.root / "partial")

    def names(self) -> list[str]:
        """Names of the snapshots, oldest first."""
        folder = self.root / "snapshots"
        found = [one.name.removesuffix(".age") for one in folder.glob("*.age")] if folder.is_dir() else []
        return sorted((one for one in found if NAME.fullmatch(one)), key=_order)

    def snapshot(self, name: str) -> Snapshot:
        """
        Open a list.

        Raises:
            NotFound: There is none of this name.
            Tampered: It does not open, or is another.
        """
        path = self.root / "snapshots" / f"{name}.age"
        try:
            data = pyrage.decrypt(path.read_bytes(), [self._identity])
            value = json.loads(data)
            found = Snapshot(
                name=value["name"], at=value["at"], case=value["case"], entries=value["entries"], head=value["head"],
                version=value["version"], damaged=tuple(value["damaged"]),
                erased=tuple(value.get("erased", ())),
                parts=tuple(Part(path=p, size=s, digest=d, chunks=tuple(c)) for p, s, d, c in value["files"]),
                pieces={one: (plain, stored) for one, (plain, stored) in value["pieces"].items()},
            )  # fmt: skip
        except FileNotFoundError:
            raise NotFound(
                f"There is no snapshot {name}.", code="no-snapshot", advice=f"There are: {', '.join(self.names()) or 'none'}."
            ) from None
        except (OSError, pyrage.DecryptError, ValueError, KeyError, TypeError):
            raise Tampered(
                f"snapshots/{name}.age was changed or cut off: it does not open.",
                code="bad-snapshot",
                advice="An older snapshot may be good: `firsthand verify BACKUP`, then `restore --snapshot NAME`.",
            ) from None
        if found.name != name:
            raise Tampered(
                f"snapshots/{name}.age is the snapshot {found.name} under another name.",
                code="renamed-snapshot", advice="Rename nothing in a backup; use another copy of it.",
            )  # fmt: skip
        return found

    def last(self) -> Snapshot | None:
        """The newest list that opens."""
        for name in reversed(self.names()):
            try:
                return self.snapshot(name)
            except Tampered:
                continue  # `verify` names it; a new backup does not need it
        return None


@contextmanager
def only_backup(lock: Path, place: Path) -> Iterator[None]:
    """
    Hold a lock that only backups take.

    Raises:
        Unavailable: Another backup holds it.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(one_writer(lock))
        except Unavailable as error:
            if error.code != "case-busy":
                raise
            raise Unavailable(
                f"Another backup is being made: {place}.", code="backup-busy", advice="Wait until it has finished.", retry_after_s=60
            ) from None
        yield


def backup_id(identity: str) -> str:
    """Number of a backup, from its key; the key does not follow from it."""
    return hashlib.sha256(b"firsthand backup id\0" + identity.encode()).hexdigest()[:32]


def pieces_of(stream: BinaryIO) -> Iterator[bytes]:
    """A stream in pieces of a fixed length: a database changes here and there, and the rest stays as it was."""
    while data := stream.read(PIECE_BYTES):
        yield data


def key_for(folder: BackupFolder, *, recovery: Path | None, passphrase: str | None) -> str | None:
    """
    Find the key of a backup.

    Args:
        recovery: A file that holds the recovery line.
        passphrase: Of `key.age`.

    Returns:
        The key, or None when neither was given.

    Raises:
        Mistaken, Refused, Tampered: What was given does not open it.
    """
    if recovery is not None:
        with on_disk(recovery):
            lines = recovery.read_text("utf-8", "replace").split()
        found = [one for one in lines if one.startswith("AGE-SECRET-KEY-1")]
        if len(found) != 1:
            raise Mistaken(
                f"{recovery} does not hold one line that begins with AGE-SECRET-KEY-1.",
                code="no-recovery-key", advice="Type the line from paper into a file, without blanks.",
            )  # fmt: skip
        return found[0]
    if passphrase is None:
        return None
    wrapped = folder._wrapped()
    if not wrapped:
        raise Refused(
            f"{folder.root} has no key under a passphrase.", code="no-key-file", advice="Give its recovery key: --recovery-file."
        )
    try:
        return bytes(pyrage.passphrase.decrypt(wrapped, passphrase)).decode()
    except pyrage.DecryptError:
        if not folder.key_fits():
            raise Tampered(
                "key.age was changed: the passphrase cannot open it.", code="bad-key-file", advice="Use the recovery key."
            ) from None
        raise Mistaken(
            "The passphrase of the backup is wrong.", code="wrong-passphrase", advice="Try again; nothing was changed."
        ) from None


def another(folder: BackupFolder) -> Conflict:
    """The error of a backup that belongs to another case."""
    return Conflict(
        f"{folder.root} is the backup of another case, or its backup.json was changed.",
        code="another-backup", advice="Choose another folder; `firsthand verify` says whether it was changed.",
    )  # fmt: skip


def _marker(number: str, wrapped: bytes, key: str | None = None) -> bytes:
    stated = {"firsthand-backup": FORMAT, "id": number, "key": _digest(wrapped) if key is None else key}
    return canonical({**stated, "check": _digest(canonical(stated))[:16]})


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest() if data else ""


def _order(name: str) -> tuple[str, int, str]:
    at, _, rest = name.partition("-")
    size, _, again = rest.partition("-")
    return at, int(size), again
