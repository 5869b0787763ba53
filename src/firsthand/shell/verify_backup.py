"""Verify a backup: every piece with the key; without it, what can be seen from outside."""

from __future__ import annotations

from pathlib import Path

from firsthand.model.errors import FirsthandError, Tampered
from firsthand.shell.backup_folder import HEAD, NAME, OWN, PIECE, README, BackupFolder, BadPiece, Snapshot, key_for
from firsthand.shell.verify import Verdict


def verify_backup(root: Path, *, recovery: Path | None = None, passphrase: str | None = None) -> Verdict:
    """
    Check a backup.

    Args:
        recovery, passphrase: The key, as for `key_for`; without either nothing is opened.

    Raises:
        Mistaken, Refused: A key was given, and is not that of this backup.
    """
    verdict = Verdict()
    folder = BackupFolder(root)
    _outside(folder, verdict)
    try:
        key = key_for(folder, recovery=recovery, passphrase=passphrase)
    except Tampered:
        key = None  # named as key.age above
    if key:
        folder.unlock(key)
    there = _pieces(root, verdict)
    if not folder.unlocked:
        verdict.skip("pieces and snapshots", len(there) + len(folder.names()), "locked: nothing was decrypted")
        for name, path in there.items():
            with path.open("rb") as stream:
                if stream.read(len(HEAD)) != HEAD:
                    verdict.fail(_where(name), "it is no file of age: it is empty, or its beginning was changed")
        return verdict
    snapshots = _snapshots(folder, verdict)
    named = {piece: sizes for one in snapshots for piece, sizes in one.pieces.items()}
    for name in sorted(named.keys() | there.keys()):
        if _piece(folder, name, named.get(name), verdict):
            verdict.checked["pieces"] += 1
    for one in snapshots:
        for damaged in one.damaged:
            verdict.fail(f"snapshots/{one.name}.age", f"{damaged['what']} was damaged in the case already: {damaged['why']}")
        verdict.skip(f"files of {one.name}", len(one.erased), "taken out, because something was erased from the case after it was made")
    verdict.skip(
        "pieces that no snapshot names", len(there.keys() - named.keys()), "of a backup that was cut off; the next one uses them"
    )
    if snapshots:
        verdict.head = "\n".join(max(snapshots, key=lambda one: one.entries).head.split("\n")[:3]) + "\n"
    return verdict


def _outside(folder: BackupFolder, verdict: Verdict) -> None:
    """What anybody can check: the plain files, and that nothing is here that should not be."""
    root = folder.root
    try:
        if (root / "README.txt").read_bytes() != README.encode():
            verdict.fail("README.txt", "its bytes were changed, or another version wrote it")
    except OSError:
        verdict.fail("README.txt", "it is missing or cannot be read")
    if not folder.key_fits():
        verdict.fail("key.age", "it is not what backup.json says: one of the two was changed")
    if folder.id() is None:
        verdict.fail("backup.json", "it is missing, or its bytes were changed")
    for path in sorted(root.iterdir()):
        if path.name not in OWN:
            verdict.fail(path.name, "it was added: a backup holds no such file")
    left = sum(1 for one in (root / "partial").glob("*.part")) if (root / "partial").is_dir() else 0
    verdict.skip("unfinished files", left, "of a backup that was cut off; the next one removes them")
    for path in sorted((root / "snapshots").glob("*")):
        if not NAME.fullmatch(path.name.removesuffix(".age")) or not path.name.endswith(".age"):
            verdict.fail(f"snapshots/{path.name}", "it was added, or renamed: a snapshot has another name")


def _pieces(root: Path, verdict: Verdict) -> dict[str, Path]:
    found = {}
    for path in sorted((root / "chunks").rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_symlink():
            verdict.fail(name, "it is a link")
        elif path.is_dir():
            continue
        elif match := PIECE.fullmatch(name):
            found[match[2]] = path
        else:
            verdict.fail(name, "it was added, or renamed: a piece has another name")
    if not found:
        verdict.fail("chunks", "there is no piece")
    return found


def _snapshots(folder: BackupFolder, verdict: Verdict) -> list[Snapshot]:
    found = []
    names = folder.names()
    if not names:
        verdict.fail("snapshots", "there is none: nothing can be restored from this")
    for name in names:
        try:
            one = folder.snapshot(name)
        except FirsthandError as error:
            verdict.fail(f"snapshots/{name}.age", str(error))
            continue
        for part in one.parts:
            sizes = [one.pieces[piece][0] if piece in one.pieces else -1 for piece in part.chunks]
            if -1 in sizes or sum(sizes) != part.size:
                verdict.fail(f"snapshots/{name}.age", f"the pieces of {part.path} do not add up")
        verdict.checked["snapshots"] += 1
        found.append(one)
    return found


def _piece(folder: BackupFolder, name: str, sizes: tuple[int, int] | None, verdict: Verdict) -> bool:
    try:
        data = folder.piece(name)
    except BadPiece as error:
        verdict.fail(_where(name), error.why)
        return False
    if sizes is not None and len(data) != sizes[0]:
        verdict.fail(_where(name), "it has another size than its snapshot says")
        return False
    return True


def _where(name: str) -> str:
    return f"chunks/{name[:2]}/{name}.age"
