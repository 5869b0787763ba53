"""
The ledger as files: what a stranger reads.

Idempotent: publishing the same entries again writes the same bytes. `checkpoint` is written last, so that whatever it
covers is there. `SHA256SUMS` lists what never changes: blobs of the ledger's own, bodies, lists of items.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from firsthand.ledger.entry import Entry, entry_leaf_hash, leaf_bytes, open_body
from firsthand.ledger.erased import Erased
from firsthand.ledger.note import Checkpoint, parse_checkpoint, sign_checkpoint, verifier_key
from firsthand.ledger.tiles import WIDTH, changed_tiles, tile_path
from firsthand.ledger.tree import Tree
from firsthand.model.errors import Tampered
from firsthand.model.ids import Digest, RunId
from firsthand.model.reading import Item, Rejected
from firsthand.shell.durable import append_durable, make_folder, on_disk, sync_folder, write_all, write_durable
from firsthand.shell.stamp_folder import stamp_files

ITEMS_HEADER = "firsthand items 1\tmember\tstart\tlength\tn\tstate\tcommitment\n"
"""First line of a list of items; each further line is one item in reading order."""


def body_path(seq: int) -> str:
    """Where a body lies below `ledger/`."""
    return f"bodies/{seq // 1000:02d}/{seq}"


def fixed_files(entry: Entry, erased: Erased = Erased()) -> list[tuple[str, str]]:  # noqa: B008  a frozen value
    """Digest and path, from the case's folder, of every file that an entry brings; only an erasure changes one."""
    files = [(hashlib.sha256(entry.body()).hexdigest(), f"ledger/{body_path(entry.seq)}")]
    detail = entry.detail
    if entry.kind == "case" and "verifier" in detail:
        files.append((detail["verifier"], "verify.py"))
    if "items" in detail:
        files.append((detail["items"], f"ledger/items/{detail['run']}"))
    if entry.kind == "stamp":
        files += stamp_files(detail)
    return files + [(blob, f"vault/blobs/{blob[:2]}/{blob}") for blob in erased.blobs(entry)]


class Publication:
    """Writes entries, tiles and the checkpoint below `ledger/`."""

    def __init__(self, folder: Path, sums: Path, temporary: Path) -> None:
        self._folder = folder
        self._sums = sums
        self._temporary = temporary

    def size(self) -> int:
        """Number of entries that the published checkpoint covers; 0 when there is none yet."""
        try:
            return parse_checkpoint((self._folder / "checkpoint").read_text("utf-8")).size
        except FileNotFoundError:
            return 0
        except (Tampered, UnicodeDecodeError):
            return -1

    def read(self, name: str) -> str:
        """A file of the ledger as text; empty when nothing is published yet."""
        try:
            return (self._folder / name).read_text("utf-8")
        except FileNotFoundError:
            return ""

    def commitments(self, run: str) -> list[bytes]:
        """The commitments of a run's items, in reading order."""
        lines = self.read(f"items/{run}").removeprefix(ITEMS_HEADER).splitlines()
        return [bytes.fromhex(line.rsplit("\t", 1)[1]) for line in lines]

    def publish(
        self,
        leaves: Sequence[tuple[int, str, bytes]],
        bodies: Sequence[tuple[int, bytes]],
        origin: str,
        signing: Ed25519PrivateKey,
    ) -> None:
        """
        Write what is missing, then the checkpoint.

        Args:
            leaves: Number, kind and commitment of every entry from 0.
            bodies: Number and body of those entries that are not published yet.
        """
        tree = Tree(entry_leaf_hash(*leaf) for leaf in leaves)
        before = self._published(tree)
        lines = []
        for seq, body in bodies:
            self._write(body_path(seq), body)
            lines += [f"{digest}  {path}\n" for digest, path in fixed_files(open_body(body))]
        if lines:
            append_durable(self._sums, "".join(lines).encode())
        first = before - before % WIDTH
        for path, data in changed_tiles(tree, [leaf_bytes(*leaf) for leaf in leaves[first:]], before):
            self._write(path, data)
        public = signing.public_key().public_bytes_raw()
        key_file = self._folder / "keys"
        if not key_file.exists():
            self._write("keys", f"{verifier_key(origin, public)}\n".encode())
        checkpoint = Checkpoint(origin=origin, size=len(leaves), root=tree.root())
        note = sign_checkpoint(checkpoint, public, signing.sign)
        self._write("checkpoint", note.encode())
        with on_disk(self._folder):
            self._drop_old_parts(before, len(leaves))

    def erase(self, entries: Iterable[Entry], erased: Erased) -> None:
        """
        Take erased bodies away and list anew what never changes. Doing it again changes nothing.

        Args:
            entries: All that have a body, in order.
        """
        with on_disk(self._folder):
            for seq in sorted(erased.bodies):
                path = self._folder / body_path(seq)
                if path.exists():
                    path.unlink()
                    sync_folder(path.parent)
        lines = [f"{digest}  {path}\n" for entry in entries for digest, path in fixed_files(entry, erased)]
        write_durable(self._sums, "".join(lines).encode(), temporary=self._temporary)

    def places(self, run: str) -> list[tuple[int, int, int, int, str]]:
        """Member, start, length, number within the member and state of each item of a run, in reading order."""
        lines = self.read(f"items/{run}").removeprefix(ITEMS_HEADER).splitlines()
        rows = (line.split("\t") for line in lines)
        return [(int(row[0]), int(row[1]), int(row[2]), int(row[3]), row[4]) for row in rows]

    def _write(self, name: str, data: bytes) -> None:
        """Unfinished files lie in `work/`: whatever lies in `ledger/` is evidence."""
        with on_disk(self._temporary):
            make_folder(self._temporary)
        write_durable(self._folder / name, data, temporary=self._temporary)

    def _published(self, tree: Tree) -> int:
        """
        How many entries the published head covers.

        Raises:
            Tampered: It covers others than ours: publishing would drop or change what a stranger may have seen.
        """
        try:
            head = parse_checkpoint((self._folder / "checkpoint").read_text("utf-8"))
        except FileNotFoundError:
            return 0
        except (Tampered, UnicodeDecodeError) as error:
            raise Tampered(
                "ledger/checkpoint was changed or cut off and cannot be read. Entries and files may be as they were; nothing was written.",
                code="bad-checkpoint",
                advice="Put it back from a copy or a backup of the case; `firsthand verify` then says whether the rest is good.",
            ) from error
        if head.size > len(tree) or head.root != tree.root(head.size):
            raise Tampered(
                f"ledger/checkpoint covers {head.size} entries that case.sqlite does not hold so.",
                code="not-our-head",
                advice="Was case.sqlite restored from an older backup? Restore the whole case; nothing was published.",
            )
        return head.size

    def sweep(self, claimed: Callable[[str], bool]) -> None:
        """Remove lists of items that no entry speaks of: a run was cut off before it was entered."""
        folder = self._folder / "items"
        for path in folder.iterdir() if folder.is_dir() else ():
            if not claimed(path.name):
                path.unlink(missing_ok=True)

    def _drop_old_parts(self, before: int, size: int) -> None:
        """
        A part of a tile that a longer part has replaced is of no use to anybody.

        Looks at what is there, not at what should be: a crash may have come between the checkpoint and this. Synced,
        because nobody looks again once the entries are marked as published: a part that comes back would be a stranger.
        """
        counts = [("entries", before, size)]
        level = 0
        while size >> (8 * level):
            counts.append((str(level), before >> (8 * level), size >> (8 * level)))
            level += 1
        for kind, old, new in counts:
            last = new // WIDTH
            for index in {old // WIDTH, max(last - 1, 0), last}:
                folder = (self._folder / tile_path(kind, index, 1)).parent
                there = list(folder.iterdir()) if folder.is_dir() else []
                current = str(new - index * WIDTH)
                old_parts = [part for part in there if part.name.isdigit() and part.name != current]
                for part in old_parts:
                    part.unlink(missing_ok=True)
                if folder.is_dir() and len(old_parts) == len(there):
                    folder.rmdir()
                    sync_folder(folder.parent)
                elif old_parts:
                    sync_folder(folder)

    def items_file(self, run: RunId, members: Mapping[str, int]) -> ItemsFile:
        """Start the list of a run's items; `members`: name to number."""
        return ItemsFile(self._folder / "items" / run, self._temporary, members)


class ItemsFile:
    """The list of a run's items: where each lies, what became of it, its commitment."""

    def __init__(self, target: Path, temporary: Path, numbers: Mapping[str, int]) -> None:
        self._hash = hashlib.sha256()
        self._numbers = numbers
        self._target = target
        self._spool = temporary / f".{uuid.uuid4().hex}.part"
        with on_disk(target):
            make_folder(target.parent)
            make_folder(temporary)
            self._handle: int | None = os.open(self._spool, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._write(ITEMS_HEADER)

    def add(self, rows: Sequence[Item | Rejected], commits: Sequence[bytes]) -> None:
        """Add lines."""
        # Places of a tuple, not names: a name costs a look-up, and there are four a line.
        numbers = self._numbers
        self._write(
            "".join(
                [
                    f"{numbers.get(row[0], 0)}\t{row[2]}\t{row[3]}\t{row[1]}\t"
                    f"{'kept' if type(row) is Item else 'rejected'}\t{commit.hex()}\n"
                    for row, commit in zip(rows, commits, strict=True)
                ]
            )
        )

    def close(self) -> Digest:
        """Make the list durable under its name; returns its digest."""
        assert self._handle is not None
        with on_disk(self._target):
            os.fsync(self._handle)
            os.close(self._handle)
            self._handle = None
            os.rename(self._spool, self._target)
            sync_folder(self._target.parent)
        return Digest(self._hash.hexdigest())

    def discard(self) -> None:
        """Remove the list of a run that came to nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
        self._spool.unlink(missing_ok=True)
        self._target.unlink(missing_ok=True)

    def _write(self, text: str) -> None:
        assert self._handle is not None
        data = text.encode()
        self._hash.update(data)
        with on_disk(self._target):
            write_all(self._handle, data)
