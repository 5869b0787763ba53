#!/usr/bin/env python3
"""
Check a published site, the proof of one card, or a case, without the software that made them:

    python3 verify.py [--json] [--need-signature] PATH        a site's folder, a file proof/KEY.json, or a case's folder

Needs Python 3.8 or newer and nothing else; the signature of the head needs the program `openssl` with Ed25519, and is counted
as not checked without it. Exit: 0 all that was checked holds, 1 something does not, 2 there is nothing to check.

It shows that these bytes were held and not changed since the signed head; not who wrote them, that they are true, or when.
This file shares no code with the program that writes the proofs, so that one mistake cannot hide in both. It opens only plain
files that its own walk of the folder found, runs nothing but openssl, and writes only to a temporary folder.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
from collections import Counter
from functools import lru_cache
from typing import Any, BinaryIO, NoReturn

LARGEST = 64 << 20  # bytes of a file that is read whole; others are only hashed, piece by piece
EDITED = {"case.toml", "plan", "stories", "secret", "work", "models", "stamps", "case.sqlite", "case.sqlite-wal",
          "case.sqlite-shm", "VERIFY.md"}  # fmt: skip
MANIFEST, SUMS = "proof/site.json", "SHA256SUMS"
STAMPS = (("checkpoint", "checkpoint"), ("request", "tsq"), ("reply", "tsr"), ("roots", "roots.pem"))
ITEMS = b"firsthand items 1\tmember\tstart\tlength\tn\tstate\tcommitment\n"
HEX64 = re.compile("[0-9a-f]{64}")
# The second example of RFC 8032, section 7.1: key, message, signature. An openssl that does not accept it cannot check ours.
KNOWN = [bytes.fromhex(one) for one in ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]  # noqa: E501  # fmt: skip


class Wrong(Exception):
    """What is wrong with one file, in a sentence."""


BROKEN = (Wrong, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError)


def canonical(value: Any) -> str:
    """JSON with sorted keys, no blanks, nothing escaped that need not be, no floats: one form for one value."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float):
        raise Wrong("it holds a number with a point, which has no one form")
    return json.dumps(value, ensure_ascii=False)


def parse(data: bytes) -> Any:
    """Bytes must equal the one form of their value: then no byte can be changed and still mean the same."""
    value = json.loads(data.decode("utf-8"), parse_int=lambda text: int(text[:25]))  # a very long number takes very long
    if canonical(value).encode("utf-8") != data:
        raise Wrong("it was changed: its bytes are not the one form of what it says")
    return value


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def tree(hashes: list[bytes]) -> bytes:
    """RFC 6962: a leaf is hashed behind a 0, a node behind a 1; a tree splits at the largest power of two below its size."""
    if len(hashes) < 2:
        return hashes[0] if hashes else sha(b"")
    half = 1 << ((len(hashes) - 1).bit_length() - 1)
    return sha(b"\1" + tree(hashes[:half]) + tree(hashes[half:]))


def climb(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root that a path leads to; the last part of the path stands nearest to the root."""
    if size < 2 or not path:
        return leaf if size == 1 and index == 0 and not path else b"no such place in the tree"
    half = 1 << ((size - 1).bit_length() - 1)
    if index < half:
        return sha(b"\1" + climb(leaf, index, half, path[:-1]) + path[-1])
    return sha(b"\1" + path[-1] + climb(leaf, index - half, size - half, path[:-1]))


def h32(text: Any) -> bytes:
    """32 bytes from lower-case hex; another spelling of them would let a file be changed unseen."""
    if not isinstance(text, str) or not HEX64.fullmatch(text):
        raise Wrong("it was changed: a digest in it is not 64 digits of lower-case hex")
    return bytes.fromhex(text)


def b64(text: str) -> bytes:
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise Wrong("its base64 is not the one form of its bytes")
    return data


def entry_hash(seq: int, kind: str, salt: Any, detail: bytes, items_root: Any) -> bytes:
    """A leaf holds a commitment to a cover, which shows the root over a run's items without the detail of the entry."""
    cover = canonical({"detail": detail.hex(), "items_root": None if items_root is None else h32(items_root).hex()})
    commit = sha(h32(salt) + sha(cover.encode()))  # the salt keeps what is short from being guessed
    return sha(b"\0" + canonical({"commit": commit.hex(), "kind": kind, "seq": seq}).encode())


def key_of(line: str) -> tuple[str, bytes]:
    """Name and bytes (an algorithm's 1, then 32) of a key in the one-line form of C2SP signed notes."""
    name, short, coded = line.split("+", 2)
    public = b64(coded)
    if len(public) != 33 or public[0] != 1 or sha(name.encode() + b"\n" + public)[:4].hex() != short:
        raise Wrong("the key does not fit its own short name")
    return name, public


def tile(kind: str, first: int, size: int) -> str:
    """Name of the tile (C2SP tlog-tiles) that holds place `first` of `size`."""
    index, part = str(first // 256), min(256, size - first)
    index = re.sub(r"(\d{3})(?=\d)", r"x\1/", index.zfill(-(-len(index) // 3) * 3))
    return f"ledger/tile/{kind}/{index}" + ("" if part == 256 else f".p/{part}")


@lru_cache(maxsize=99)
def signature_fits(*case: bytes) -> bool | None:
    """Say whether key, message and signature fit; None when there is no openssl that could say so."""
    for (public, message, signature), answer in ((case, True), (KNOWN, False)):
        with tempfile.TemporaryDirectory() as folder:
            # SubjectPublicKeyInfo in DER: the algorithm id-Ed25519 (RFC 8410), then the 32 bytes of the key
            pem = base64.b64encode(bytes.fromhex("302a300506032b6570032100") + public).decode()
            key = f"-----BEGIN PUBLIC KEY-----\n{pem}\n-----END PUBLIC KEY-----\n".encode()
            for name, data in (("key.pem", key), ("msg", message), ("sig", signature)):
                with open(os.path.join(folder, name), "wb") as stream:
                    stream.write(data)
            command = "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in msg -sigfile sig".split()
            try:
                if subprocess.run(command, cwd=folder, capture_output=True, timeout=60).returncode == 0:
                    return answer
            except (OSError, subprocess.SubprocessError):
                break
    return None


class Check:
    """One folder: its plain files, what was checked, what was not, and what is wrong."""

    def __init__(self, root: str) -> None:
        self.root, self.head, self.key, self.signed = root, "", "", False
        self.files: set[str] = set()
        self.odd: set[str] = set()  # links, pipes, sockets: never opened
        self.checked: dict[str, int] = Counter()
        self.not_checked: list[dict[str, Any]] = []
        self.failures: list[dict[str, str]] = []
        for place, folders, files in os.walk(root):
            for full in (os.path.join(place, one) for one in folders + files):
                mode, name = os.lstat(full).st_mode, os.path.relpath(full, root).replace(os.sep, "/")
                if not stat.S_ISDIR(mode):
                    (self.files if stat.S_ISREG(mode) else self.odd).add(name)

    def fail(self, what: str, why: object) -> None:
        known = isinstance(why, (str, Wrong))
        self.failures.append({"what": what, "why": str(why) if known else f"it cannot be read ({type(why).__name__})"})

    def skip(self, what: str, count: int, why: str) -> None:
        self.not_checked += [{"what": what, "count": count, "why": why}] if count else []

    def open(self, name: str) -> BinaryIO:
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name.split("/")[0]:
            raise Wrong("its name leads out of the folder; it was not opened")
        if name not in self.files:
            raise Wrong("it is a link or no plain file" if name in self.odd else "it is missing")
        return os.fdopen(os.open(os.path.join(self.root, name), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb")

    def read(self, name: str) -> bytes:
        with self.open(name) as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise Wrong(f"it is larger than {LARGEST} bytes; it was not read")
        return data

    def compare(self, name: str, digest: str, what: str) -> bool:
        total = hashlib.sha256()
        try:
            with self.open(name) as stream:
                for piece in iter(lambda: stream.read(1 << 20), b""):
                    total.update(piece)
            if total.hexdigest() != digest:
                raise Wrong("its bytes were changed")
        except BROKEN as error:
            self.fail(name, error)
            return False
        self.checked[what] += 1
        return True

    def open_head(self, note: str, key: str) -> tuple[int, bytes]:
        """Size and root of a checkpoint (C2SP tlog-checkpoint) with an Ed25519 signature by the key."""
        name, public = key_of(key)
        text, _, signatures = note.partition("\n\n")
        origin, size, root = text.split("\n")[:3]
        lines = signatures.split("\n")
        mine = [line for line in lines if line.startswith(f"\u2014 {name} ")]
        if not mine or lines.pop() or not all(one.startswith("\u2014 ") for one in lines) or origin != name or len(b64(root)) != 32 \
                or not re.fullmatch("0|[1-9][0-9]{0,17}", size):
            raise Wrong("its head is not a checkpoint with a signature by the key")
        signed = b64(mine[0][len(name) + 3 :])
        known = signed[:4] == sha(name.encode() + b"\n" + public)[:4] and len(signed) == 68
        fits = known and signature_fits(public[1:], f"{text}\n".encode(), signed[4:])
        if fits is False:
            raise Wrong("its head is not signed by the key: the signature does not fit")
        self.head, self.key, self.signed = text, key, fits is True
        return int(size), b64(root)

    def open_proof(self, name: str) -> dict[str, Any]:
        """A proof whose entry stands under its signed head, and whose item, if it has one, under the entry's root."""
        proof: dict[str, Any] = parse(self.read(name))
        if proof["version"] is True or proof["version"] != 1:
            raise Wrong("it is a proof of another version than this program reads")
        size, root = self.open_head(proof["checkpoint"], proof["key"])
        entry, item = proof["entry"], proof.get("item")
        hashed = entry_hash(entry["seq"], entry["kind"], entry["salt"], h32(entry["detail"]), entry["items_root"])
        if climb(hashed, entry["seq"], size, [h32(one) for one in entry["path"]]) != root:
            raise Wrong("its entry does not stand under the signed head")
        if name != MANIFEST:
            found = climb(sha(b"\0" + h32(item["commitment"])), item["index"], item["size"], [h32(one) for one in item["path"]])
            if entry["kind"] != "run" or found != h32(entry["items_root"]):
                raise Wrong("its item does not stand under the run that it names")
            if f"{proof['card']}.json" != name.split("/")[-1]:
                raise Wrong("it is the proof of another card than its name says")
        strange = set(proof) - {"card", "cards", "checkpoint", "entry", "files", "item", "key", "version"}
        self.skip(f"fields of {name}", len(strange), "this program does not know them")
        self.checked["proofs under the signed head"] += 1
        return proof

    def check_site(self) -> None:
        try:
            site = self.open_proof(MANIFEST)
            if site["entry"]["kind"] != "publish" or h32(site["entry"]["items_root"]) != tree(
                [sha(b"\0" + canonical(line).encode()) for line in site["files"] + site["cards"]]
            ):
                raise Wrong("its list of files and cards is not the one that was published")
            files, cards = {path: digest for path, digest in site["files"]}, [f"proof/{line[0]}.json" for line in site["cards"]]
        except BROKEN as error:
            return self.fail(MANIFEST, error)
        for path, digest in site["files"]:
            self.compare(path, digest, "files")
        told = "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items()) if path != SUMS)
        if files.get(SUMS) != sha(told.encode()).hex():
            self.fail(SUMS, "it does not list the files of the manifest")
        for name, line in zip(cards, site["cards"]):
            try:
                proof = self.open_proof(name)
                if [proof[one] for one in ("checkpoint", "key")] != [site[one] for one in ("checkpoint", "key")]:
                    raise Wrong("its head is another than the site's")
                if [proof["card"], *(proof["item"][one] for one in ("commitment", "index", "size"))] != line:
                    raise Wrong("its item is another than the manifest says")
            except BROKEN as error:
                self.fail(name, error)
        stamps = {one for one in self.files if one.startswith(("proof/stamps/", "proof/stamps.json"))}
        self.skip("files of outside time stamps", len(stamps), "firsthand verify checks them, or openssl ts -verify")
        for name in sorted((self.files | self.odd) - {*files, *cards, *stamps, MANIFEST}):
            self.fail(name, "it was added: it was not published")
        self.skip("the messages themselves", len(cards), "a card shows that its item was kept, not what is in it")

    def check_case(self) -> None:
        hashes: list[bytes] = []
        at = "ledger/keys"
        try:
            key, end, _ = self.read(at).decode().partition("\n")
            key_of(key if end and not _ else "")
            at = "ledger/checkpoint"
            size, root = self.open_head(self.read(at).decode(), key)
            for first in range(0, size, 256):
                at, start = tile("entries", first, size), 0
                data = self.read(at)
                for _ in range(min(256, size - first)):
                    stop = start + 2 + int.from_bytes(data[start : start + 2], "big")
                    hashes.append(sha(b"\0" + data[start + 2 : stop]))
                    start = stop
                if start != len(data):
                    raise Wrong("it does not hold the entries that its name says")
        except BROKEN as error:
            self.skip("everything that entries explain", 1, "without head and entries nothing says what must be there")
            return self.fail(at, error)
        known = {"ledger/keys", "ledger/checkpoint", SUMS, *(tile("entries", one, size) for one in range(0, size, 256))}
        level, row, whole = 0, hashes, tree(hashes) == root
        while row:
            for first in range(0, len(row), 256):
                at = tile(str(level), first, len(row))
                known.add(at)
                same = self.compare(at, sha(b"".join(row[first : first + 256])).hex(), "tiles")
                if not (same or level or whole):
                    self.fail(tile("entries", first, size), "its entries are not those of tile/0")
            level, row = level + 1, [tree(row[one : one + 256]) for one in range(0, len(row) - 255, 256)]
        if not whole:
            self.fail("ledger/checkpoint", "the entries do not give the root that was signed: one of them was changed")
        lines: dict[str, int] = Counter()
        mentioned: set[str] = set()
        for seq, hashed in enumerate(hashes):
            self.check_body(f"ledger/bodies/{seq // 1000:02d}/{seq}", seq, hashed, lines, mentioned)
        try:
            stated = Counter(self.read(SUMS).decode().split("\n"))
            for line in sorted(stated - Counter(lines) - Counter([""])):
                if line[:64] not in mentioned or line[64:] != f"  vault/blobs/{line[:2]}/{line[:64]}":
                    raise Wrong(f"it has a line that no entry explains: {line[:100]}")
                lines[line] += 1
            if stated != Counter([*Counter(lines).elements(), ""]):
                raise Wrong("it does not list every file that the entries speak of, or does not end as it must")
        except BROKEN as error:
            self.fail(SUMS, error)
        for line in sorted(lines):
            known.add(line[66:])
            if not line.startswith("ledger/bodies", 66):
                self.compare(line[66:], line[:64], "lists of items" if line.startswith("ledger", 66) else "blobs")
        for name in sorted(one for one in (self.files | self.odd) - known if one.split("/")[0] not in EDITED):
            self.fail(name, "it was added: no entry speaks of it")
        self.skip("files that people edit", sum(one.split("/")[0] in EDITED for one in self.files), "they may change; acts on them are entries")
        self.skip("signatures of people, and items one by one", size, "the first are inside the bodies, the salts of the second locked away")

    def check_body(self, at: str, seq: int, hashed: bytes, lines: dict[str, int], mentioned: set[str]) -> None:
        """The body opens its leaf; `lines` gets what SHA256SUMS must say for it."""
        try:
            data = self.read(at)
            body = parse(data)
            detail, extra = body["detail"], set(body) - {"detail", "detail_salt", "items_root", "kind", "salt", "seq"}
            inner = sha(h32(body["detail_salt"]) + sha(canonical(detail).encode()))
            if extra or entry_hash(body["seq"], body["kind"], body["salt"], inner, body["items_root"]) != hashed:
                raise Wrong(f"it was changed: it does not open entry {seq}")
            self.checked["bodies"] += 1
            mentioned.update(HEX64.findall(canonical(detail)))
            lines[f"{sha(data).hex()}  {at}"] += 1
            blobs = [one["digest"] for one in detail.get("members", []) + detail.get("files", [])]
            blobs += [detail[one] for one in ("output", "listing") if detail.get(one)]
            for blob in dict.fromkeys(blobs):
                lines[f"{blob}  vault/blobs/{blob[:2]}/{blob}"] += 1
            for what, end in STAMPS if body["kind"] == "stamp" else ():
                if detail[what]:
                    lines[f"{detail[what]}  stamps/{detail['size']}.{detail['authority']}.{end}"] += 1
            if body["kind"] == "case" and "verifier" in detail:
                lines[f"{detail['verifier']}  verify.py"] += 1
            if seq == 0 and detail.get("key", self.key) != self.key:
                self.fail("ledger/keys", "it is not the key that entry 0 names: somebody else signed the head anew")
            if "items" in detail:
                at = f"ledger/items/{detail['run']}"
                lines[f"{detail['items']}  {at}"] += 1
                with self.open(at) as stream:
                    rows = [stream.readline(len(ITEMS)) == ITEMS, *(one.split(b"\t")[-1] for one in stream)]
                if tree([sha(b"\0" + h32(one.decode().rstrip("\n"))) for one in rows[1:]]).hex() != body["items_root"]:
                    raise Wrong(f"its commitments do not give the items_root of entry {seq}")
        except BROKEN as error:
            self.fail(at, error)


def check(path: str) -> Check:
    """Check whatever a path is; FileNotFoundError when it is nothing of ours."""
    inside = Check(path if os.path.isdir(path) else os.path.dirname(path) or ".")
    if os.path.isfile(path) and path.endswith(".json"):
        inside.files, inside.odd = {os.path.basename(path)}, set()
        inside.check_proofs(inside.files)
        inside.skip("page and place of the card", 1, "only the manifest of the whole site fixes its page and how long its run is")
    elif "case.toml" in inside.files or "ledger/checkpoint" in inside.files:
        inside.check_case()
    elif any(one.startswith("proof/") for one in inside.files):
        inside.check_site()
    else:
        raise FileNotFoundError(f"{path} is neither a site, nor the proof of a card, nor a case")
    if not inside.signed:
        inside.skip("signature of the head", 1, "signature not checked: no openssl here, or one without Ed25519 (or no head to read)")
    inside.skip("outside time stamp", 1, "none was looked at: a head shows order and wholeness, not a date")
    return inside


def main(arguments: list[str]) -> int:
    flags = {one for one in arguments if one.startswith("--")}
    paths = [one for one in arguments if one not in flags]
    try:
        if len(paths) != 1 or flags - {"--json", "--need-signature"}:
            raise FileNotFoundError(__doc__)
        found = check(paths[0])
    except FileNotFoundError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if "--need-signature" in flags and not found.signed:
        found.fail("head", "its signature was asked for and was not checked")
    told = {"ok": not found.failures, "checked": dict(found.checked), "not_checked": found.not_checked,
            "failures": found.failures, "head": found.head, "key": found.key}  # fmt: skip
    text = [f"  checked      {count:>8}  {what}" for what, count in sorted(found.checked.items())]
    text += [f"  not checked  {one['count']:>8}  {one['what']}: {one['why']}" for one in found.not_checked]
    text += [f"  WRONG        {one['what']}: {one['why']}" for one in found.failures]
    text += [f"Head, to compare with a copy from elsewhere: {' / '.join(found.head.splitlines())}", f"Key: {found.key}"]
    text += [f"{len(found.failures)} things do not verify." if found.failures else "Everything that was checked verifies."]
    # what stands in a name must not steer the terminal
    plain = "\n".join("".join(c if c.isprintable() else ascii(c)[1:-1] for c in line) for line in text)
    sys.stdout.write((json.dumps(told, indent=1) if "--json" in flags else plain).encode("ascii", "backslashreplace").decode() + "\n")
    return 1 if found.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
