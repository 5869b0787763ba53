"""Verify the outside time stamps of a case and of a published site."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from firsthand.ledger.canonical import canonical
from firsthand.ledger.entry import Entry, entry_leaf_hash
from firsthand.ledger.note import open_checkpoint
from firsthand.ledger.tree import Tree, verify_inclusion
from firsthand.model.errors import Tampered
from firsthand.model.stamp import AUTHORITY_NAME, STAMP_ENDINGS, StampVerdict
from firsthand.shell.stamp_folder import QUEUED, stamp_files, stamp_path
from firsthand.shell.stamps import check_stamp
from firsthand.shell.verify import Verdict

SITE_STAMPS = "proof/stamps.json"
SITE_FOLDER = "proof/stamps"


def verify_stamps(root: Path, key: str, leaves: Sequence[tuple[int, str, bytes]], entries: Sequence[Entry], verdict: Verdict) -> None:
    """
    Check every stamp that an entry speaks of, and name every file in `stamps/` that none does.

    A file that is missing or changed is named by the check of fixed files, and is passed over here.
    """
    tree = Tree(entry_leaf_hash(*leaf) for leaf in leaves)
    expected: set[str] = set()
    unchecked: Counter[str] = Counter()
    for entry in entries:
        files = {path: digest for digest, path in stamp_files(entry.detail)} if entry.kind == "stamp" else {}
        expected |= set(files)
        if entry.kind != "stamp" or not all(_is(root / path, digest) for path, digest in files.items()):
            continue
        name = f"the stamp of entry {entry.seq}"
        try:
            why, unknown = _one(root, entry.detail, key, tree)
        except (KeyError, TypeError, OSError):
            why, unknown = "its entry does not say what it must", ""
        if why:
            verdict.fail(stamp_path(entry.detail["size"], entry.detail["authority"], "reply") if files else name, why)
        elif unknown:
            unchecked[unknown] += 1
        else:
            verdict.checked["time stamps"] += 1
    for why, count in sorted(unchecked.items()):
        verdict.skip("time stamps", count, why)
    _strangers(root, expected, verdict)


def _one(root: Path, detail: dict[str, Any], key: str, tree: Tree) -> tuple[str, str]:
    """What is wrong with a stamp; else why it could not be checked."""
    read = {what: (root / stamp_path(detail["size"], detail["authority"], what)).read_bytes() for what in STAMP_ENDINGS if detail[what]}
    try:
        head = open_checkpoint(read["checkpoint"].decode("utf-8"), key)
    except (Tampered, UnicodeDecodeError) as error:
        return f"what it stamps is no head of this ledger: {error}", ""
    if head.size != detail["size"] or head.size > len(tree) or tree.root(head.size) != head.root:
        return "the head that it stamps is not a beginning of this ledger: something was changed since", ""
    found = check_stamp(read["reply"], read["checkpoint"], read.get("roots", b""), request=read["request"])
    if not found.acceptable:
        return found.why, ""
    if found.gen_time is None or found.gen_time.isoformat().replace("+00:00", "Z") != detail["gen_time"]:
        return "its entry states another time than it does", ""
    return "", "" if found.ok else found.why


def _is(path: Path, digest: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == digest
    except OSError:
        return False


def _strangers(root: Path, expected: set[str], verdict: Verdict) -> None:
    folder = root / "stamps"
    queued: set[str] = set()
    unfinished = 0
    for path in sorted(folder.rglob("*"), reverse=True):  # the queue comes before the numbers
        name = path.relative_to(root).as_posix()
        in_queue = path.parent == folder / "queue"
        match = QUEUED.fullmatch(path.name) if in_queue else None
        if path.is_symlink():
            verdict.fail(name, "it is a link: evidence lies in the folder itself")
        elif path.is_dir():
            if name != "stamps/queue":
                verdict.fail(name, "it was added: no stamp lies there")
        elif match:
            queued.add(match["stem"])
        elif name not in expected:
            if not in_queue and any(path.name == f"{stem}.{ending}" for stem in queued for ending in STAMP_ENDINGS.values()):
                unfinished += 1
            else:
                verdict.fail(name, "it was added: no entry speaks of it")
    verdict.skip("heads that wait for a time stamp", len(queued), "`firsthand stamp` asks for them again")
    verdict.skip("files of unfinished time stamps", unfinished, "their entry was not written; `firsthand stamp` asks again")


def verify_site_stamps(root: Path, site: dict[str, Any], hashed: bytes, verdict: Verdict) -> set[str]:
    """
    Check the stamps that a site carries: each over a head, of the same ledger, that covers the site's own entry.

    Args:
        site: The site's manifest, whose own proof was good.
        hashed: Leaf hash of the site's entry.

    Returns:
        The files that they explain.
    """
    try:
        data = (root / SITE_STAMPS).read_bytes()
        rows = json.loads(data)["stamps"]
        if canonical({"stamps": rows, "version": 1}) != data:
            raise ValueError
    except FileNotFoundError:
        none = not verdict.checked["time stamps of items"]
        verdict.skip("outside time stamp", none, "this folder carries none: its head proves order and wholeness, not a date")
        return set()
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        verdict.fail(SITE_STAMPS, "it was changed: it is not a list of stamps as Firsthand writes it")
        return {SITE_STAMPS}
    known = {SITE_STAMPS}
    for row in rows:
        try:
            known |= _site_stamp(root, site, hashed, row, verdict)
        except (ValueError, KeyError, TypeError, AttributeError):
            verdict.fail(SITE_STAMPS, "a stamp in it cannot be read")
    return known


CARRIED = frozenset({"checkpoint", "request", "reply", "roots", "paths"})


def check_carried(rows: Any, key: str, entries: Mapping[int, bytes]) -> tuple[list[str], str]:
    """
    Check the stamps inside a proof: each over a head, of the ledger that the key is of, that covers what it says.

    Args:
        rows: As `desk.stamp.carried_stamps` makes them, from a file that nobody vouches for.
        key: Of the ledger.
        entries: Leaf hash by number of the entries that the proof speaks of.

    Returns:
        For each stamp nothing when it holds, or why it could not be checked; and what is wrong with one of them.
    """
    told: list[str] = []
    try:
        for row in rows:
            if set(row) != CARRIED or not row["paths"]:
                raise ValueError
            wrong, unknown = _carried(row, key, entries)
            if wrong:
                return told, f"a time stamp in it: {wrong}"
            told.append(unknown)
    except (ValueError, KeyError, TypeError, AttributeError):
        return told, "a time stamp in it cannot be read"
    return told, ""


def _carried(row: Mapping[str, Any], key: str, entries: Mapping[int, bytes]) -> tuple[str, str]:
    try:
        head = open_checkpoint(row["checkpoint"], key)
    except Tampered as error:
        return str(error), ""
    for seq, path in row["paths"].items():
        hashed = entries.get(int(seq))
        steps = [_hex(part) for part in path]
        if hashed is None or not verify_inclusion(hashed, int(seq), head.size, steps, head.root):
            return "the head that it stamps does not cover the entry", ""
    found = _checked(row["checkpoint"].encode(), *(_base64(row[what]) for what in ("request", "reply", "roots")))
    return ("", "" if found.ok else found.why) if found.acceptable else (found.why, "")


@lru_cache(maxsize=64)  # the cards of a site mostly rest on a few imports, and carry the same stamps
def _checked(checkpoint: bytes, request: bytes, reply: bytes, roots: bytes) -> StampVerdict:
    return check_stamp(reply, checkpoint, roots, request=request)


def _hex(text: str) -> bytes:
    data = bytes.fromhex(text)
    if data.hex() != text:
        raise ValueError("not the one form of these bytes")
    return data


def _base64(text: str) -> bytes:
    data = b64decode(text, validate=True)
    if b64encode(data).decode() != text:
        raise ValueError("not the one form of these bytes")
    return data


def _site_stamp(root: Path, site: dict[str, Any], hashed: bytes, row: dict[str, Any], verdict: Verdict) -> set[str]:
    size, name, path = row["size"], row["authority"], [bytes.fromhex(part) for part in row["path"]]
    if type(size) is not int or not AUTHORITY_NAME.fullmatch(name):
        raise ValueError
    places = {what: f"{SITE_FOLDER}/{size}.{name}.{ending}" for what, ending in STAMP_ENDINGS.items()}
    read = {what: (root / place).read_bytes() for what, place in places.items() if (root / place).is_file()}
    wrong = ""
    for what in ("checkpoint", "request", "reply"):
        if what not in read:
            verdict.fail(places[what], "it is missing")
            return set(places.values())
    try:
        head = open_checkpoint(read["checkpoint"].decode("utf-8"), site["key"])
        if head.size != size or not verify_inclusion(hashed, site["entry"]["seq"], head.size, path, head.root):
            wrong = "the head that it stamps does not cover this publication"
    except (Tampered, UnicodeDecodeError) as error:
        wrong = str(error)
    found = check_stamp(read["reply"], read["checkpoint"], read.get("roots", b""), request=read["request"])
    wrong = wrong or ("" if found.acceptable else found.why)
    if wrong:
        verdict.fail(places["reply"], wrong)
    elif found.ok:
        verdict.checked["time stamps"] += 1
    else:
        verdict.skip("time stamps", 1, found.why)
    return {places[what] for what in read}
