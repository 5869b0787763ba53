"""
The ledger as files: what a stranger reads.

Idempotent: publishing the same entries again writes the same bytes. `checkpoint` is written last, so that whatever it
covers is there. `SHA256SUMS` lists what never changes: blobs of the ledger's own, bodies, lists of items.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from firsthand.ledger.blobs import blobs_of
from firsthand.ledger.entry import Entry, entry_leaf_hash, leaf_bytes, open_body
from firsthand.ledger.note import Checkpoint, parse_checkpoint, sign_checkpoint, verifier_key
from firsthand.ledger.tiles import WIDTH, changed_tiles, tile_path
from firsthand.ledger.tree import Tree
from firsthand.model.errors import Tampered
from firsthand.model.ids import Digest, RunId
from firsthand.model.reading import Item, Rejected
from firsthand.shell.durable import disk_error, make_folder, sync_folder, write_all, write_durable

ITEMS_HEADER = "firsthand items 1\tmember\tstart\tlength\tn\tstate\tcommitment\n"
"""First line of a list of items; each further line is one item in reading order."""


def body_path(seq: int) -> str:
    """Where a body lies below `ledger/`."""
    return f"bodies/{seq // 1000:02d}/{seq}"


def fixed_files(entry: Entry) -> list[tuple[str, str]]:
    """Digest and path, from the case's folder, of every file that an entry brings and that never changes again."""
    files = [(hashlib.sha256(entry.body()).hexdigest(), f"ledger/{body_path(entry.seq)}")]
    detail = entry.detail
    if "items" in detail:
        files.append((detail["items"], f"ledger/items/{detail['run']}"))
    return files + [(blob, f"vault/blobs/{blob[:2]}/{blob}") for blob in blobs_of(detail)]


class Publication:
    """Writes entries, tiles and the checkpoint below `ledger/`."""

    def __init__(self, folder: Path, sums: Path) -> None:
        self._folder = folder
        self._sums = sums

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
        lines = []
        for seq, body in bodies:
            write_durable(self._folder / body_path(seq), body)
            lines += [f"{digest}  {path}\n" for digest, path in fixed_files(open_body(body))]
        if lines:
            with self._sums.open("a", encoding="utf-8") as sums:
                sums.writelines(lines)
        tree = Tree(entry_leaf_hash(*leaf) for leaf in leaves)
        before = max(self.size(), 0)
        before = min(before, len(leaves))
        first = before - before % WIDTH
        for path, data in changed_tiles(tree, [leaf_bytes(*leaf) for leaf in leaves[first:]], before):
            write_durable(self._folder / path, data)
        public = signing.public_key().public_bytes_raw()
        key_file = self._folder / "keys"
        if not key_file.exists():
            write_durable(key_file, f"{verifier_key(origin, public)}\n".encode())
        checkpoint = Checkpoint(origin=origin, size=len(leaves), root=tree.root())
        note = sign_checkpoint(checkpoint, public, signing.sign)
        write_durable(self._folder / "checkpoint", note.encode())
        self._drop_old_parts(before, len(leaves))

    def _drop_old_parts(self, before: int, size: int) -> None:
        """A part of a tile that a longer part has replaced is of no use to anybody."""
        kinds = [("entries", before, size)]
        level = 0
        while before >> (8 * level):
            kinds.append((str(level), before >> (8 * level), size >> (8 * level)))
            level += 1
        for kind, old, new in kinds:
            if old != new and old % WIDTH:
                stale = self._folder / tile_path(kind, old // WIDTH, old % WIDTH)
                stale.unlink(missing_ok=True)
                if not any(stale.parent.iterdir()):
                    stale.parent.rmdir()

    def items_file(self, run: RunId, members: Mapping[str, int]) -> ItemsFile:
        """Start the list of a run's items; `members`: name to number."""
        return ItemsFile(self._folder / "items" / run, members)


class ItemsFile:
    """The list of a run's items: where each lies, what became of it, its commitment."""

    def __init__(self, target: Path, numbers: Mapping[str, int]) -> None:
        self._hash = hashlib.sha256()
        self._numbers = numbers
        make_folder(target.parent)
        self._target = target
        self._spool = target.parent / f".{uuid.uuid4().hex}.part"
        self._handle: int | None = os.open(self._spool, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._write(ITEMS_HEADER)

    def add(self, rows: Sequence[Item | Rejected], commits: Sequence[bytes]) -> None:
        """Add lines."""
        numbers = self._numbers
        self._write(
            "".join(
                f"{numbers.get(row.member, 0)}\t{row.start}\t{row.length}\t{row.n}\t"
                f"{'kept' if type(row) is Item else 'rejected'}\t{commit.hex()}\n"
                for row, commit in zip(rows, commits, strict=True)
            )
        )

    def close(self) -> Digest:
        """Make the list durable under its name; returns its digest."""
        assert self._handle is not None
        try:
            os.fsync(self._handle)
            os.close(self._handle)
            self._handle = None
            os.rename(self._spool, self._target)
        except OSError as error:
            raise disk_error(error, self._target) from error
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
        try:
            write_all(self._handle, data)
        except OSError as error:
            raise disk_error(error, self._target) from error
