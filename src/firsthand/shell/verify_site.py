"""Verify a published site or a custody export: every file, every card or item, against the signed head that it carries."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from firsthand.ledger.canonical import canonical
from firsthand.ledger.entry import commitment, cover_bytes, entry_leaf_hash
from firsthand.ledger.items import root_of
from firsthand.ledger.note import Checkpoint, open_checkpoint
from firsthand.ledger.tree import leaf_hash, verify_inclusion
from firsthand.model.errors import Mistaken, Tampered
from firsthand.shell.verify import Verdict
from firsthand.shell.verify_stamps import check_carried, verify_site_stamps

MANIFEST = "proof/site.json"
ENTERED = {"publish": "cards", "export": "items proven"}
"""Kinds of entries that such a folder comes from: a published site, a custody export; and what its proofs are counted as."""
LARGEST = 64 << 20


def verify_site(root: Path) -> Verdict:
    """Check a published folder; needs nothing but its files."""
    verdict = Verdict()
    site = _proof(root, MANIFEST, verdict)
    if site is None:
        return verdict
    head = _entry(site, MANIFEST, verdict)
    if head is None:
        return verdict
    verdict.head = head.text()
    if not _manifest(root, site, verdict):
        return verdict
    _cards(root, site, verdict)
    _strangers(root, site, verify_site_stamps(root, site, _hashed(site["entry"]), verdict), verdict)
    closed = len(site["cards"]) - verdict.checked["items opened"]
    if site["entry"]["kind"] == "publish":
        verdict.skip("the messages themselves", closed, "a card proves that its item was kept, not what is in it")
    else:
        verdict.skip("items that were not opened", closed, "their salt was erased: their place in the log is proven, not their bytes")
    return verdict


def verify_proof(path: Path) -> Verdict:
    """Check the proof of one card, alone."""
    verdict = Verdict()
    proof = _proof(path.parent, path.name, verdict)
    head = _entry(proof, path.name, verdict) if proof else None
    if proof is None or head is None:
        return verdict
    verdict.head = head.text()
    if not _item_stands(proof, path.name):
        verdict.fail(path.name, "its item does not stand under the run that it names")
    else:
        verdict.checked["cards"] += 1
    verdict.skip("the page of the card", 1, "only the whole site proves which page was published")
    told = _stamps(proof, path.name, verdict)
    verdict.checked.update({"time stamps": told.count("")} if "" in told else {})
    for why in filter(None, told):
        verdict.skip("time stamps", 1, why)
    if not told and verdict.ok:
        verdict.skip("outside time stamp", 1, "this proof carries none: its head proves order and wholeness, not a date")
    return verdict


def _stamps(proof: dict[str, Any], name: str, verdict: Verdict) -> list[str]:
    """The stamps that a card's proof carries: for each nothing, or why it could not be checked."""
    entry = proof["entry"]
    told, wrong = check_carried(proof.get("stamps", []), proof["key"], {entry["seq"]: _hashed(entry)})
    if wrong:
        verdict.fail(name, wrong)
    return told


def _bytes(text: str) -> bytes:
    """Bytes from lower-case hex without blanks: another spelling would let a proof be changed unseen."""
    data = bytes.fromhex(text)
    if data.hex() != text:
        raise ValueError("not the one form of these bytes")
    return data


def _item_stands(proof: dict[str, Any], name: str) -> bool:
    """The item stands under its run, and the proof is of the card that its file is named for."""
    try:
        item, entry = proof["item"], proof["entry"]
        return entry["kind"] == "run" and f"{proof['card']}.json" == name.rpartition("/")[2] and verify_inclusion(
            leaf_hash(_bytes(item["commitment"])), item["index"], item["size"],
            [_bytes(part) for part in item["path"]], _bytes(entry["items_root"]),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError):
        return False


def _proof(root: Path, name: str, verdict: Verdict) -> dict[str, Any] | None:
    path = root / name
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError
        data = path.read_bytes()
        value = json.loads(data)
        if canonical(value) != data or value["version"] != 1:
            raise ValueError
    except FileNotFoundError:
        verdict.fail(name, "it is missing")
    except (ValueError, KeyError, TypeError, RecursionError, Mistaken):
        verdict.fail(name, "it was changed: it is not a proof as Firsthand writes it")
    else:
        return dict(value)
    return None


def _entry(proof: dict[str, Any], name: str, verdict: Verdict) -> Checkpoint | None:
    """Head signed, entry under the head."""
    try:
        head = open_checkpoint(proof["checkpoint"], proof["key"])
        entry = proof["entry"]
        hashed = _hashed(entry)
        path = [_bytes(part) for part in entry["path"]]
    except Tampered as error:
        verdict.fail(name, str(error))
        return None
    except (KeyError, ValueError, TypeError, AttributeError):
        verdict.fail(name, "it was changed: a part of the proof cannot be read")
        return None
    if not verify_inclusion(hashed, entry["seq"], head.size, path, head.root):
        verdict.fail(name, "its entry does not stand under the signed head")
        return None
    verdict.checked["entries under the signed head"] += 1
    return head


def _hashed(entry: dict[str, Any]) -> bytes:
    root = _bytes(entry["items_root"]) if entry["items_root"] is not None else None
    commit = commitment(_bytes(entry["salt"]), cover_bytes(_bytes(entry["detail"]), root))
    return entry_leaf_hash(entry["seq"], entry["kind"], commit)


def _manifest(root: Path, site: dict[str, Any], verdict: Verdict) -> bool:
    """The list is the published one; returns whether anything may be read by it."""
    try:
        lines = [canonical(line) for line in (*site["files"], *site["cards"])]
        fits = root_of(lines).hex() == site["entry"]["items_root"] and site["entry"]["kind"] in ENTERED
        plain = all(_inside(path) for path, _ in site["files"]) and all(_inside(one[0]) and "/" not in one[0] for one in site["cards"])
    except (KeyError, ValueError, TypeError, IndexError, AttributeError):
        fits, plain = False, True
    if not fits or not plain:
        why = "its list of files is not the one that was published" if plain else "it names a file outside the folder"
        verdict.fail(MANIFEST, why)
        return False
    for path, digest in site["files"]:
        try:
            if (root / path).is_symlink():
                raise OSError
            with (root / path).open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            verdict.fail(path, "it is missing")
            continue
        if found != digest:
            verdict.fail(path, "its bytes were changed")
        else:
            verdict.checked["files"] += 1
    return True


def _inside(name: str) -> bool:
    """A manifest of a stranger may name what it likes: nothing outside the folder is opened."""
    return not (name.startswith("/") or "\\" in name or ":" in name.split("/")[0] or ".." in name.split("/"))


def _cards(root: Path, site: dict[str, Any], verdict: Verdict) -> None:
    told: Counter[str] = Counter()
    files, called = dict(site["files"]), ENTERED[site["entry"]["kind"]]
    for key, *place in site["cards"]:
        name = f"proof/{key}.json"
        proof = _proof(root, name, verdict)
        if proof is None:
            continue
        if any(proof.get(part) != site[part] for part in ("checkpoint", "key")):
            verdict.fail(name, "its head is another than the site's")
            continue
        if _entry(proof, name, verdict) is None:
            continue
        if not _item_stands(proof, name) or [proof["item"][part] for part in ("commitment", "index", "size")] != place:
            verdict.fail(name, "its item does not stand under the run that it names")
            continue
        if not _opens(proof["item"], files):
            verdict.fail(name, "the item that lies here is not the one that was received")
            continue
        verdict.checked["items opened"] += "salt" in proof["item"]
        verdict.checked[called] += 1
        told.update(_stamps(proof, name, verdict))
    what = f"time stamps of {called.split()[0]}"
    if held := told.pop("", 0):
        verdict.checked[what] += held
    for why, count in sorted(told.items()):
        verdict.skip(what, count, why)


def _opens(item: dict[str, Any], files: dict[str, str]) -> bool:
    """Where a proof brings the item's salt, the file that it names opens the commitment; the file itself is checked by the list."""
    if "salt" not in item and "file" not in item:
        return True
    try:
        return hashlib.sha256(_bytes(item["salt"]) + _bytes(files[item["file"]])).digest() == _bytes(item["commitment"])
    except (KeyError, ValueError, TypeError):
        return False


def _strangers(root: Path, site: dict[str, Any], stamps: set[str], verdict: Verdict) -> None:
    known = stamps | {path for path, _ in site["files"]} | {f"proof/{card[0]}.json" for card in site["cards"]} | {MANIFEST}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if (path.is_symlink() or path.is_file()) and name not in known:
            verdict.fail(name, "it was added: it was not published")
