"""
Check a published site, the proof of one card, or a case, without the software that made them:
    python3 verify.py [--json] [--need-signature] PATH        a site's folder, a file proof/KEY.json, or a case's folder
Needs Python 3.8 or newer; the signature of the head needs `openssl` 3.0 or newer, and is counted as not checked without it.
Exit: 0 all that was checked holds, 1 something does not, 2 there is nothing to check. It shows that these bytes were held and
not changed since the signed head; not who wrote them, that they are true, or when. It shares no code with what writes proofs.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from typing import Any, Callable  # noqa: UP035  the place where Python 3.8 has it

LARGEST = 256 << 20  # bytes of a file that is read whole; others are only hashed, piece by piece
EDITED = re.compile(r"(case\.toml|plan|stories|secret|work|models|stamps|case\.sqlite(-wal|-shm)?|VERIFY\.md)(/|$)")
MANIFEST, SUMS, HEAD, KEYS = "proof/site.json", "SHA256SUMS", "ledger/checkpoint", "ledger/keys"
HEX64 = re.compile("[0-9a-f]{64}")


class Wrong(Exception):
    """What is wrong with one file, in a sentence."""


def _need(holds: object, why: str) -> None:
    if not holds:
        raise Wrong(why)


def canonical(value: Any) -> str:
    """JSON with sorted keys, no blanks, nothing escaped that need not be, no floats: one form for one value."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    _need(not isinstance(value, float), "it holds a number with a point, which has no one form")
    return json.dumps(value, ensure_ascii=False)


def parse(data: bytes) -> Any:
    """Bytes must equal the one form of their value: then no byte can be changed and still mean the same."""
    value = json.loads(data.decode(), parse_int=lambda text: int(text[:25]))  # a very long number takes very long
    _need(canonical(value).encode() == data, "it was changed: its bytes are not the one form of what it says")
    return value


def _sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def tree(hashes: list[bytes]) -> bytes:
    """RFC 6962: a leaf is hashed behind a 0, a node behind a 1; a tree splits at the largest power of two below its size."""
    if len(hashes) < 2:
        return hashes[0] if hashes else _sha(b"")
    half = 1 << ((len(hashes) - 1).bit_length() - 1)
    return _sha(b"\1" + tree(hashes[:half]) + tree(hashes[half:]))


def climb(leaf: bytes, index: int, size: int, path: list[str]) -> bytes:
    """The root that a path leads to; the last part of the path stands nearest to the root."""
    if size < 2 or not path:
        return leaf if size == 1 and index == 0 and not path else b"no such place in the tree"
    half = 1 << ((size - 1).bit_length() - 1)
    if index < half:
        return _sha(b"\1" + climb(leaf, index, half, path[:-1]) + _h32(path[-1]))
    return _sha(b"\1" + _h32(path[-1]) + climb(leaf, index - half, size - half, path[:-1]))


def _h32(text: str) -> bytes:
    _need(HEX64.fullmatch(text), "it was changed: a digest in it is not in its one form, 64 digits of lower-case hex")
    return bytes.fromhex(text)


def _b64(text: str) -> bytes:
    _need(base64.b64encode(data := base64.b64decode(text)).decode() == text, "it was changed: its base64 is not the one form of its bytes")
    return data


def entry_hash(entry: dict[str, Any], detail: bytes) -> bytes:
    """A leaf commits to a cover, which shows the root over a run's items without showing the detail of the entry."""
    cover = _sha(canonical({"detail": detail.hex(), "items_root": entry["items_root"] and _h32(entry["items_root"]).hex()}).encode())
    commit = _sha(_h32(entry["salt"]) + cover)  # the salt keeps what is short from being guessed
    return _sha(b"\0" + canonical({"commit": commit.hex(), "kind": entry["kind"], "seq": entry["seq"]}).encode())


def key_of(line: str) -> tuple[str, bytes, bytes]:
    """Name, short name, and 32 bytes of a key in the one line of C2SP signed notes; a 1 means Ed25519."""
    name, short, coded = line.split("+", 2)
    ident, public = _sha(name.encode() + b"\n" + _b64(coded))[:4], _b64(coded)
    _need(len(public) == 33 and public[0] == 1 and ident.hex() == short, "the key does not fit its own short name")
    return name, ident, public[1:]


def signature_fits(public: bytes, message: bytes, signature: bytes) -> bool | None:
    """None when there is no openssl that could say so: one that can says so when a signature does not fit."""
    with tempfile.TemporaryDirectory() as folder:
        der = bytes.fromhex("302a300506032b6570032100") + public  # SubjectPublicKeyInfo: id-Ed25519 (RFC 8410), then the key
        for name, data in (("key", der), ("msg", message), ("sig", signature)):
            with open(os.path.join(folder, name), "wb") as stream:
                stream.write(data)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key", "-rawin", "-in", "msg", "-sigfile", "sig"]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, timeout=60)
        except (OSError, subprocess.SubprocessError):
            return None
    return True if done.returncode == 0 else False if b"Verification Failure" in done.stdout else None


def open_head(note: str, key: str, check: Check) -> tuple[int, bytes]:
    """Size and root of a checkpoint (C2SP tlog-checkpoint)."""
    (name, ident, public), (text, _, signatures) = key_of(key), note.partition("\n\n")
    (origin, size, root), lines = text.split("\n")[:3], signatures.split("\n")
    mine = [_b64(line[len(name) + 3 :]) for line in lines if line.startswith(f"\u2014 {name} ")]
    form = not lines.pop() and all(one.startswith("\u2014 ") for one in lines) and origin == name and len(_b64(root)) == 32
    _need(form and re.fullmatch("0|[1-9][0-9]{0,17}", size), "its head is not a checkpoint of the log that the key is of")
    fits = bool(mine) and mine[0][:4] == ident and len(mine[0]) == 68 and signature_fits(public, f"{text}\n".encode(), mine[0][4:])
    _need(fits is not False, "its head is not signed by the key: the signature does not fit")
    check.head, check.key, check.signed = text, key, bool(fits)
    return int(size), _b64(root)


def tile(kind: object, first: int, size: int) -> str:
    """Name of the tile (C2SP tlog-tiles) that holds place `first` of `size`."""
    index = re.sub(r"(\d{3})(?=\d)", r"x\1/", str(first // 256).zfill(-(-len(str(first // 256)) // 3) * 3))
    return f"ledger/tile/{kind}/{index}" + (f".p/{size - first}" if size - first < 256 else "")


class Check:  # FileNotFoundError when a path is nothing of ours
    def __init__(self, path: str) -> None:
        self.root = root = path if os.path.isdir(path) else os.path.dirname(path) or "."
        self.at, self.head, self.key, self.signed = "", "", "", False
        self.files: dict[str, bool] = {}  # whether it is a plain file; links, pipes and sockets are never opened
        self.checked: dict[str, int] = {}
        self.not_checked: list[tuple[str, int, str]] = []  # what, how many, why
        self.failures: list[tuple[str, str]] = []  # which file, why
        self.became: list[tuple[int, dict[str, Any]]] = []  # number of an erasure, and what it made of each file
        for place, folders, files in os.walk(root):
            for full in (os.path.join(place, one) for one in folders + files):
                if os.path.islink(full) or not os.path.isdir(full):
                    self.files[os.path.relpath(full, root).replace(os.sep, "/")] = os.path.isfile(full) and not os.path.islink(full)
        if os.path.isfile(path) and path.endswith(".json"):
            self.tried(self.proof, os.path.basename(path))
            self.not_checked.append(("page of the card, length of its run", 1, "only the manifest of the whole site fixes them"))
        elif {"case.toml", HEAD} & self.files.keys():
            self.tried(self.case)
        elif any(name.startswith("proof/") for name in self.files):
            self.tried(self.site)
        else:
            raise FileNotFoundError(path)
        self.not_checked.append(("signature of the head", not self.signed, "signature not checked: no openssl here that could, or no head"))
        self.not_checked.append(("outside time stamp", 1, "stamps are left to openssl ts, see VERIFY.md; a head alone shows no date"))

    def tried(self, step: Callable[..., Any], *values: Any) -> None:
        try:
            step(*values)
        except (Wrong, ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError) as error:
            self.failures.append((self.at, str(error) if isinstance(error, Wrong) else f"it cannot be read ({type(error).__name__})"))

    def load(self, name: str, digest: str = "", what: str = "") -> bytes:
        self.at, total, kept = name, hashlib.sha256(), []
        _need(self.files.get(name), "it is missing, or a link, or outside the folder; nothing was opened")
        with os.fdopen(os.open(os.path.join(self.root, name), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as stream:
            _need(digest or os.fstat(stream.fileno()).st_size <= LARGEST, f"it is larger than {LARGEST} bytes; it was not read")
            for piece in iter(lambda: stream.read(1 << 20), b""):
                total.update(piece)
                kept += [] if digest else [piece]
        _need(digest in ("", total.hexdigest()), "its bytes were changed")
        self.checked.update({what: self.checked.get(what, 0) + 1} if what else {})
        return b"".join(kept)

    def proof(self, name: str, line: Any = None, site: Any = None) -> Any:
        proof = parse(self.load(name))
        _need(proof["version"] is not True and proof["version"] == 1, "it is of another version than this program reads")
        _need(not site or [proof["checkpoint"], proof["key"]] == [site["checkpoint"], site["key"]], "its head is not the site's")
        size, root, entry = *open_head(proof["checkpoint"], proof["key"], self), proof["entry"]
        found = climb(entry_hash(entry, _h32(entry["detail"])), entry["seq"], size, entry["path"])
        _need(found == root, "its entry does not stand under the signed head")
        if name != MANIFEST:
            item = proof["item"]
            found = climb(_sha(b"\0" + _h32(item["commitment"])), item["index"], item["size"], item["path"])
            _need(entry["kind"] == "run" and found == _h32(entry["items_root"]), "its item does not stand under the run")
            _need(f"{proof['card']}.json" == name.split("/")[-1], "it is the proof of another card than its name says")
            _need(line in (None, [proof["card"], item["commitment"], item["index"], item["size"]]), "its item is not the manifest's")
        self.checked["proofs"] = self.checked.get("proofs", 0) + 1
        return proof

    def site(self) -> None:
        site = self.proof(MANIFEST)
        lines, root = [_sha(b"\0" + canonical(one).encode()) for one in site["files"] + site["cards"]], site["entry"]["items_root"]
        _need(site["entry"]["kind"] == "publish" and tree(lines) == _h32(root), "its list of files is not the published one")
        known = {MANIFEST, *(path for path, _ in site["files"]), *(f"proof/{line[0]}.json" for line in site["cards"])}
        for path, digest in site["files"]:
            self.tried(self.load, path, digest, "files")
        for line in site["cards"]:
            self.tried(self.proof, f"proof/{line[0]}.json", line, site)
        strange = sorted(one for one in self.files.keys() - known if not one.startswith(("proof/stamps/", "proof/stamps.json")))
        self.failures += [(name, "it was added: it was not published") for name in strange]
        self.not_checked.append(("the messages themselves", len(site["cards"]), "a card shows that its item was kept, not what is in it"))
        told = "".join(f"{digest}  {path}\n" for path, digest in sorted(site["files"]) if path != SUMS)
        _need(self.load(SUMS) == told.encode(), "it does not list the files of the manifest")

    def case(self) -> None:
        key, *rest = self.load(KEYS).decode().split("\n")
        _need(key_of(key) and rest == [""], "it is not one line")
        size, root = open_head(self.load(HEAD).decode(), key, self)
        known, hashes, erasing = {KEYS, HEAD, SUMS}, [b""][:0], [0][:0]
        for first in range(0, size, 256):
            data, start = self.load(tile("entries", first, size)), 0
            known.add(self.at)
            for _ in range(min(256, size - first)):
                stop = start + 2 + int.from_bytes(data[start : start + 2], "big")
                erasing += [len(hashes)] * bool(re.search(rb'"kind":"(erase|quarantine)"', data[start:stop]))
                hashes.append(_sha(b"\0" + data[start + 2 : stop]))
                start = stop
            _need(start == len(data), "it does not hold the entries that its name says")
        level, row = 0, hashes
        while row:
            for first in range(0, len(row), 256):
                self.tried(self.load, tile(level, first, len(row)), _sha(b"".join(row[first : first + 256])).hex(), "tiles")
                known.add(self.at)
                if level == 0 and tree(hashes) != root and dict(self.failures).get(self.at):
                    self.failures.append((tile("entries", first, size), f"it does not fit the head; {self.at} does not fit it either"))
            level, row = level + 1, [tree(row[one : one + 256]) for one in range(0, len(row) - 255, 256)]
        if tree(hashes) != root:
            return self.failures.append((HEAD, "the entries do not give the root that was signed; nothing more was checked"))
        wanted: set[str] = set()  # lines of SHA256SUMS
        spoken: set[str] = set()  # digests that a detail names anywhere: later kinds of entries may bring blobs in their own way
        details = [(seq, parse(self.load(f"ledger/bodies/{seq // 1000:02d}/{seq}"))["detail"]) for seq in erasing]  # opened below
        self.became = [(seq, {one["old"]: one["new"] for one in told["blobs"]}) for seq, told in details]
        gone = {one for _, told in details for one in told["bodies"]} - {*erasing}  # an erasure cannot take itself away
        for seq in sorted({*range(size)} - gone):
            self.tried(self.body, seq, hashes[seq], wanted, spoken)
        self.not_checked.append(("erased bodies", len(gone), "taken away by entries of the ledger; their leaves stand"))
        self.not_checked.append(("erased or replaced files", sum(len(one) for _, one in self.became), "by entries that name them"))
        lines = self.load(SUMS).decode("utf-8", "replace").split("\n")
        for one in sorted({*lines[:-1]} - wanted):
            if one[:64] not in spoken or (one[64:] != f"  vault/blobs/{one[:2]}/{one[:64]}" and one[66:73] != "stamps/"):
                self.failures.append((SUMS, f"it has a line that no entry explains: {one[:100]}"))
            wanted.add(one)
        for line in sorted(wanted):
            self.tried(self.load, line[66:], line[:64], "files that never change")
        strange = {name for name in self.files.keys() - known - {line[66:] for line in wanted} if not EDITED.match(name)}
        self.failures += [(name, "it was added: no entry speaks of it") for name in sorted(strange)]
        self.not_checked.append(("files that people edit", sum(bool(EDITED.match(one)) for one in self.files), "their changes are entries"))
        self.not_checked.append(("signatures of people, single items", size, "left to our own program, and to who holds the salts"))
        self.at = SUMS
        _need(not lines[-1] and wanted <= {*lines}, "it is cut off, or does not list every file that the entries speak of")

    def body(self, seq: int, hashed: bytes, wanted: set[str], spoken: set[str]) -> None:
        body = parse(data := self.load(f"ledger/bodies/{seq // 1000:02d}/{seq}"))
        detail, inner = body["detail"], _sha(_h32(body["detail_salt"]) + _sha(canonical(body["detail"]).encode()))
        _need(len(body) == 6 and entry_hash(body, inner) == hashed, f"it was changed: it does not open entry {seq}")
        self.checked["entries"] = self.checked.get("entries", 0) + 1
        wanted.add(f"{_sha(data).hex()}  {self.at}")
        spoken.update(HEX64.findall(data.decode()))
        blobs = [one["digest"] for one in detail.get("members", []) + detail.get("files", [])]
        blobs += [one["new"] for one in detail.get("blobs", []) if one["new"]]
        for blob in blobs + [detail[one] for one in ("output", "listing") if detail.get(one)]:
            for became in (one for number, one in self.became if number > seq):
                blob = became.get(blob, blob)
            wanted.update([f"{blob}  vault/blobs/{blob[:2]}/{blob}"] if blob else [])
        wanted.update(f"{one}  verify.py" for one in [detail.get("verifier")] if one and seq == 0)
        ends = {"checkpoint": "checkpoint", "request": "tsq", "reply": "tsr", "roots": "roots.pem"} if body["kind"] == "stamp" else {}
        wanted.update(f"{detail[what]}  stamps/{detail['size']}.{detail['authority']}.{end}" for what, end in ends.items() if detail[what])
        other = seq == 0 and detail.get("key", self.key) != self.key
        self.failures += [(KEYS, "it is not the key that entry 0 names: somebody else signed the head anew")] * other
        if "items" in detail:
            wanted.add(f"{detail['items']}  ledger/items/{detail['run']}")
            rows = self.load(f"ledger/items/{detail['run']}").decode().split("\n")[1:-1]
            found = tree([_sha(b"\0" + _h32(one.rpartition("\t")[2])) for one in rows])
            _need(found == _h32(body["items_root"]), "its commitments do not give its run's items_root")


def _main(words: list[str]) -> int:
    try:
        found = Check(*[one for one in words if one not in ("--json", "--need-signature")])
    except (TypeError, FileNotFoundError):
        sys.stderr.write(f"There must be one path, of a site, a proof or a case.\n{__doc__}")
        return 2
    found.failures += [("head", "its signature was asked for and was not checked")] * ("--need-signature" in words and not found.signed)
    told = {"ok": not found.failures, "checked": found.checked, "head": found.head, "key": found.key,
            "not_checked": [{"what": what, "count": int(count), "why": why} for what, count, why in found.not_checked if count],
            "failures": [{"what": what, "why": why} for what, why in found.failures]}  # fmt: skip
    text = [f"checked      {count:>8}  {what}" for what, count in sorted(found.checked.items())]
    text += [f"not checked  {count:>8}  {what}: {why}" for what, count, why in found.not_checked if count]
    text += [f"WRONG  {json.dumps(what)}: {json.dumps(why)}" for what, why in found.failures]  # quoted: no name steers a terminal
    text += ["Compare with a copy from elsewhere: " + json.dumps(f"head {found.head} key {found.key}"),
             f"{len(found.failures)} things do not verify." if found.failures else "Everything that was checked verifies."]  # fmt: skip
    sys.stdout.write((json.dumps(told) if "--json" in words else "\n".join(text)) + "\n")
    return 1 if found.failures else 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
