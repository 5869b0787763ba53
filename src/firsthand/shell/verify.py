"""
Verify a case from its files alone: no database, no network, nothing taken on trust but the key beside the ledger.

Everything that can be checked is counted, everything that cannot is said, every difference is named.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firsthand.ledger.entry import KINDS, Entry, entry_leaf_hash, leaf_bytes, open_body
from firsthand.ledger.erased import Erased, erasures
from firsthand.ledger.items import Seed
from firsthand.ledger.note import Checkpoint, open_checkpoint, parse_verifier_key
from firsthand.ledger.tiles import WIDTH, changed_tiles, split_entries, tile_path
from firsthand.ledger.tree import Tree
from firsthand.model.errors import FirsthandError, Tampered
from firsthand.shell.publication import body_path, fixed_files
from firsthand.shell.signing import signature_fits
from firsthand.shell.vault import on_their_way

EDITED = ("case.toml", "plan", "stories", "secret", "work", "models", "stamps", "case.sqlite", "case.sqlite-wal",
          "case.sqlite-shm", "VERIFY.md")  # fmt: skip
FIXED = {"vault": "blobs", "stamps": "files of time stamps", "ledger": "lists of items"}
"""What the files of a folder are called when they are counted."""
KNOWN = (*EDITED, "vault", "ledger", "SHA256SUMS", "verify.py")


@dataclass(slots=True)
class Verdict:
    """
    What a check found.

    Attributes:
        checked: Kind of thing to how many.
        not_checked: What was left out, how many, why.
        failures: What is wrong and why, one line each.
        head: Text of the checkpoint, when it is good.
    """

    checked: Counter[str] = field(default_factory=Counter)
    not_checked: list[dict[str, Any]] = field(default_factory=list)
    failures: list[dict[str, str]] = field(default_factory=list)
    head: str = ""

    @property
    def ok(self) -> bool:
        """Nothing is wrong (which is not: everything was checked)."""
        return not self.failures

    def fail(self, what: str, why: str) -> None:
        """Name one thing that is wrong."""
        self.failures.append({"what": what, "why": why})

    def skip(self, what: str, count: int, why: str) -> None:
        """Name something that was not checked."""
        if count:
            self.not_checked.append({"what": what, "count": count, "why": why})


def verify_case(
    root: Path, *, seeds: Mapping[str, Seed] | None = None, sealed: Collection[str] | None = None
) -> Verdict:  # fmt: skip
    """
    Check a case folder.

    Args:
        sealed: Digests of the sealed blobs whose keys the secret holds, when it could be opened.
        seeds: Of the runs, by run, when the secret could be opened; without them item commitments are not opened.
    """
    verdict = Verdict()
    checkpoint = _checkpoint(root, verdict)
    leaves = _leaves(root, checkpoint, verdict) if checkpoint else []
    if checkpoint and leaves:
        read = [_body(root, *leaf, verdict) for leaf in leaves]
        entries = [entry for entry in read if entry]
        erased = erasures(entries)
        _missing(leaves, read, erased, verdict)
        _signatures(checkpoint.origin, entries, verdict)
        _key(root, entries, verdict)
        two_people(checkpoint.origin, entries, erased.bodies, verdict)
        from firsthand.shell.verify_items import verify_items

        for entry in entries:
            verify_items(root, entry, erased, seeds, verdict)
        _sealed(entries, erased, sealed, verdict)
        brought = Counter(one for entry in entries for one in fixed_files(entry, erased))
        _fixed(root, brought, verdict)
        _strangers(root, {path for _, path in brought}, erased, len(leaves), verdict)
        verdict.skip("erased blobs", erased.gone(), "taken away by entries of the ledger, which name their digests")
        _stamps(root, leaves, entries, verdict)
        _unpublished(root, len(leaves), verdict)
    else:
        if checkpoint:
            _strangers(root, None, Erased(), checkpoint.size, verdict)
        verdict.skip("bodies, lists of items and blobs", 1, "without head and entries nothing says what must be there")
    edited = sum(1 for name in ("plan", "stories", "models") for one in (root / name).rglob("*") if one.is_file())
    verdict.skip("files that people edit", edited + 1, "case.toml, plan/ and stories/ may change; each act on them is an entry")
    return verdict


def _checkpoint(root: Path, verdict: Verdict) -> Checkpoint | None:
    note = ""
    try:
        note = (root / "ledger" / "checkpoint").read_bytes().decode("utf-8")
        key = (root / "ledger" / "keys").read_bytes().decode("utf-8")
        parse_verifier_key(key)
    except (OSError, UnicodeDecodeError) as error:
        name = "ledger/keys" if note else "ledger/checkpoint"
        verdict.fail(name, f"it is missing or cannot be read ({type(error).__name__})")
        return None
    except Tampered as error:
        verdict.fail("ledger/keys", str(error))
        return None
    try:
        checkpoint = open_checkpoint(note, key)
    except Tampered as error:
        verdict.fail("ledger/checkpoint", str(error))
        return None
    verdict.head = checkpoint.text()
    verdict.checked["checkpoint"] += 1
    return checkpoint


def _leaves(root: Path, checkpoint: Checkpoint, verdict: Verdict) -> list[tuple[int, str, bytes]]:
    """Read the entries tiles, rebuild the tree, compare every tile."""
    import json

    raw: list[bytes] = []
    for first in range(0, checkpoint.size, WIDTH):
        path = tile_path("entries", first // WIDTH, min(WIDTH, checkpoint.size - first))
        try:
            raw += split_entries((root / "ledger" / path).read_bytes(), path)
            if len(raw) != min(first + WIDTH, checkpoint.size):
                raise Tampered(f"it holds {len(raw) - first} entries, and its name says another number", code="bad-tile")
        except OSError:
            verdict.fail(f"ledger/{path}", "it is missing or cannot be read: the ledger has a hole here")
            return []
        except Tampered as error:
            verdict.fail(f"ledger/{path}", str(error))
            return []
    leaves = []
    for number, data in enumerate(raw):
        try:
            value = json.loads(data)
            leaf = (value["seq"], value["kind"], bytes.fromhex(value["commit"]))
        except (ValueError, KeyError, TypeError):
            leaf = (-1, "", b"")
        if leaf[0] != number or leaf_bytes(*leaf) != data:
            path = tile_path("entries", number // WIDTH, min(WIDTH, checkpoint.size - number // WIDTH * WIDTH))
            verdict.fail(f"ledger/{path}", f"the leaf of entry {number} is not what a leaf must be")
            return []
        if leaf[1] not in KINDS:
            verdict.skip(f"entry {number}", 1, f"its kind {leaf[1]!r} is not known to this version")
        leaves.append(leaf)
    tree = Tree(entry_leaf_hash(*leaf) for leaf in leaves)
    if len(leaves) != checkpoint.size or tree.root() != checkpoint.root:
        verdict.fail("ledger/checkpoint", "the entries do not give the root that was signed: one of them was changed")
    for path, data in changed_tiles(tree, raw, 0):
        file = root / "ledger" / path
        if not file.is_file():
            verdict.fail(f"ledger/{path}", "it is missing")
        elif file.read_bytes() != data:
            leaves_in = path.replace("tile/0/", "ledger/tile/entries/") if path.startswith("tile/0/") else "the entries"
            verdict.fail(f"ledger/{path}", f"it is not what {leaves_in} gives: one of the two was changed")
        else:
            verdict.checked["tiles"] += 1
    verdict.checked["entries"] += len(leaves)
    return leaves


def _key(root: Path, entries: list[Entry], verdict: Verdict) -> None:
    """The first entry names the key of the ledger: another key beside the ledger would show under an old head."""
    stated = entries[0].detail.get("key") if entries and entries[0].seq == 0 else None
    if stated is not None and f"{stated}\n" != (root / "ledger" / "keys").read_bytes().decode("utf-8"):
        verdict.fail("ledger/keys", "it is not the key that entry 0 names: the head was signed anew by somebody else")


def _body(root: Path, seq: int, kind: str, commit: bytes, verdict: Verdict) -> Entry | None:
    path = f"ledger/{body_path(seq)}"
    try:
        data = (root / path).read_bytes()
    except FileNotFoundError:
        return None  # named by `_missing`, unless an erasure explains it
    except OSError:
        verdict.fail(path, f"the body of entry {seq} ({kind}) is missing or cannot be read")
        return None
    try:
        entry = open_body(data)
    except Tampered:
        verdict.fail(path, f"the body of entry {seq} ({kind}) cannot be read")
        return None
    if (entry.seq, entry.kind, entry.commit) != (seq, kind, commit) or entry.body() != data:
        verdict.fail(path, f"the body of entry {seq} ({kind}) was changed: it does not open the entry's commitment")
        return None
    verdict.checked["bodies"] += 1
    return entry


def _missing(
    leaves: list[tuple[int, str, bytes]], read: list[Entry | None], erased: Erased, verdict: Verdict
) -> None:  # fmt: skip
    """Bodies that are not there: erased by an entry, or lost."""
    failed = {failure["what"] for failure in verdict.failures}
    gone = 0
    for (seq, kind, _), entry in zip(leaves, read, strict=True):
        if entry is None and seq in erased.bodies:
            gone += 1
        elif entry is None and f"ledger/{body_path(seq)}" not in failed:
            verdict.fail(f"ledger/{body_path(seq)}", f"the body of entry {seq} ({kind}) is missing or cannot be read")
    verdict.skip("erased bodies", gone, "taken away by entries of the ledger, which name their numbers; the leaves stand")


def _signatures(origin: str, entries: list[Entry], verdict: Verdict) -> None:
    unsigned = 0
    for entry in entries:
        fits = signature_fits(origin, entry.kind, entry.detail)
        if fits is False:
            verdict.fail(f"entry {entry.seq}", "it is not signed by the person whose key it names")
        elif fits:
            verdict.checked["signatures of people"] += 1
        elif entry.detail.get("actor", {}).get("kind") == "person":
            unsigned += 1
    verdict.skip("acts without a key", unsigned, "self-stated: the name is the person's own word")


def _sealed(entries: list[Entry], erased: Erased, keys: Collection[str] | None, verdict: Verdict) -> None:
    """The encrypted bytes are checked with the other blobs; here is only whether somebody could open them."""
    held = [one["digest"] for entry in entries for one in erased.read(entry).detail.get("envelopes", ())]
    for digest in held:
        if keys is not None and digest not in keys:
            verdict.fail(f"sealed {digest[:12]}", "its key is not in secret/, and no entry says that it was erased: nobody can open it")
    told = "their keys are there; " if keys is not None else "whether their keys are there is not known: secret/ is locked; "
    verdict.skip("sealed things", len(held), f"{told}the encrypted bytes were checked, and nobody opened them")


def _fixed(root: Path, brought: Counter[tuple[str, str]], verdict: Verdict) -> None:
    """Every file that an entry speaks of, by digest and path: is it there, is it what it was."""
    lines = Counter({f"{digest}  {path}": count for (digest, path), count in brought.items()})
    for digest, path in sorted(brought):
        if path.startswith("ledger/bodies/"):
            continue
        try:
            with (root / path).open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            verdict.fail(path, "it is missing or cannot be read")
            continue
        if found != digest:
            verdict.fail(path, "its bytes were changed")
        else:
            verdict.checked[FIXED.get(path.partition("/")[0], "verify.py")] += 1
    try:
        text = (root / "SHA256SUMS").read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        verdict.fail("SHA256SUMS", "it is missing or cannot be read")
        return
    stated = Counter(text.removesuffix("\n").split("\n"))
    if not text.endswith("\n"):
        verdict.fail("SHA256SUMS", "it is cut off")
    for line in sorted(lines - stated):
        verdict.fail("SHA256SUMS", f"it does not list {line.split('  ', 1)[-1]}")
    for line in sorted(stated - lines):
        verdict.fail("SHA256SUMS", f"it has a line that no entry explains: {line[:100]}")


def _strangers(root: Path, brought: Collection[str] | None, erased: Erased, size: int, verdict: Verdict) -> None:
    """Files that nothing explains, neither an entry (`brought`) nor, without entries, the size of the ledger."""
    from firsthand.ledger.tiles import tiles_of

    expected = {"ledger/checkpoint", "ledger/keys"}
    expected |= {f"ledger/{path}" for path in tiles_of(size)}
    expected |= {f"ledger/{body_path(seq)}" for seq in range(size) if seq not in erased.bodies}
    expected |= {*(brought or ())}
    coming, waiting = on_their_way(root / "work"), 0
    for place in ("vault", "ledger") if brought is not None else ("ledger/bodies", "ledger/tile"):
        for name, link in sorted(_below(root, place)):
            if link:
                verdict.fail(name, "it is a link: evidence lies in the folder itself")
            elif name in expected:
                continue
            elif place == "vault" and name.rpartition("/")[2] in coming:
                waiting += 1
            else:
                verdict.fail(name, "it was added: no entry speaks of it")
    verdict.skip("blobs that an import is bringing in", waiting, "entered or removed when that import ends")
    for path in sorted(root.iterdir()):
        if path.name not in KNOWN:
            verdict.fail(path.name, "it was added: a case holds no such file")


def _below(root: Path, folder: str) -> Iterator[tuple[str, bool]]:
    """Everything below a folder that is no folder: its path from `root`, and whether it is a link."""
    try:
        there = os.scandir(root / folder)
    except OSError:
        return
    with there:
        for one in there:
            name, link = f"{folder}/{one.name}", one.is_symlink()
            if not link and one.is_dir():
                yield from _below(root, name)
            else:
                yield name, link


def two_people(origin: str, entries: list[Entry], gone: Collection[int], verdict: Verdict) -> None:
    """Whether two keys stand behind each act that needs them; see `verify_people`."""
    from firsthand.shell.verify_people import verify_people

    verify_people(origin, entries, gone, verdict)


def _stamps(root: Path, leaves: list[tuple[int, str, bytes]], entries: list[Entry], verdict: Verdict) -> None:
    from firsthand.shell.verify_stamps import verify_stamps

    verify_stamps(root, (root / "ledger" / "keys").read_text("utf-8"), leaves, entries, verdict)


def _unpublished(root: Path, size: int, verdict: Verdict) -> None:
    """How many acknowledged entries are in the database only; nothing else is taken from it."""
    path = root / "case.sqlite"
    if not path.exists():
        verdict.skip("case.sqlite", 1, "not there; it holds nothing that the files do not prove")
        return
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=2)
        try:
            (count,) = connection.execute("SELECT count(*) FROM entries").fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        verdict.skip("case.sqlite", 1, "cannot be read; the files were checked without it")
        return
    if count < size:
        verdict.fail("case.sqlite", f"it holds {count} entries, the published ledger {size}")
    verdict.skip("acknowledged entries not yet published", max(count - size, 0), "published when the case is opened next")


def verify_opened(root: Path) -> Verdict:
    """Check a case with what its secret gives, when that lies in clear or its passphrase is in the environment."""
    from firsthand.shell.secret import open_secret
    from firsthand.shell.world import environment

    try:
        secret = open_secret(root / "secret", lambda: environment("FIRSTHAND_PASSPHRASE"))
    except FirsthandError:
        return verify_case(root)
    return verify_case(root, seeds=secret.seeds(), sealed=secret.sealed())




def verify_path(path: Path, *, keys: Collection[str] = ()) -> Verdict:
    """
    Check whatever a path is: a case, a published site, a custody export, a bag, either in a ZIP, the proof of a card, a backup, or a
    packed web archive.

    Args:
        keys: Of a packed web archive: fingerprints of which one must have signed it; empty: any key, or none.

    Raises:
        NotFound: It is neither.
    """
    from firsthand.model.errors import NotFound

    if (path / "snapshots").is_dir() or (path / "backup.json").exists():
        from firsthand.shell.verify_backup import verify_backup
        from firsthand.shell.world import environment

        stated = environment("FIRSTHAND_BACKUP_RECOVERY_FILE")
        return verify_backup(
            path, recovery=Path(stated) if stated else None, passphrase=environment("FIRSTHAND_BACKUP_PASSPHRASE")
        )
    if (path / "case.toml").exists() or (path / "ledger").is_dir():
        return verify_opened(path)
    if (path / "bagit.txt").exists():
        from firsthand.shell.verify_bag import verify_bag

        return verify_bag(path)
    if path.is_file() and path.suffix.lower() == ".zip":
        from firsthand.shell.verify_bag import verify_zip

        return verify_zip(path)
    if (path / "proof" / "site.json").exists():
        from firsthand.shell.verify_site import verify_site

        return verify_site(path)
    if path.is_file() and path.suffix == ".json":
        from firsthand.shell.verify_site import verify_proof

        return verify_proof(path)
    if path.is_file() and path.suffix == ".wacz":
        from firsthand.shell.wacz import check_wacz

        return check_wacz(path, keys=keys)
    raise NotFound(
        f"{path} is neither a case nor a published site nor an export nor a card's proof nor a backup.",
        code="not-verifiable",
        advice="Name the folder that holds case.toml, that of a site, which holds proof/site.json, or that of a backup.",
    )
