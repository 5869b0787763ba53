"""
Check a published site, the proof of one card, or a case, without the software that made them:
    python3 verify.py [--json] [--need-signature] PATH        a site's folder, a file proof/KEY.json, or a case's folder
Needs Python 3.8 or newer; signatures and time stamps need `openssl` 3.0 or newer, and are counted as not checked without.
Exit: 0 all that was checked holds, 1 something does not, 2 there is nothing to check. It shows that these bytes were held and
not changed since the signed head; not who wrote them, that they are true, or when. It shares no code with what writes proofs.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import tempfile
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, Callable  # noqa: UP035  the place where Python 3.8 has it

LARGEST = 256 << 20  # bytes of a file that is read whole; others are only hashed, piece by piece
EDITED = re.compile(r"(case\.toml|plan|stories|secret|work|models|stamps|case\.sqlite(-wal|-shm)?|VERIFY\.md)(/|$)")
MANIFEST, SUMS, HEAD, KEYS = "proof/site.json", "SHA256SUMS", "ledger/checkpoint", "ledger/keys"
HEX64 = re.compile("[0-9a-f]{64}")


def _need(holds: object, why: str) -> None:
    if not holds:
        raise AssertionError(why)


def canonical(value: Any) -> bytes:
    """JSON with sorted keys, no blanks, nothing escaped that need not be: one form for one value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def parse(data: bytes) -> Any:
    """Bytes must equal the one form of their value: no byte can be changed and still mean the same. Only whole numbers have one."""
    value = json.loads(data.decode(), parse_int=lambda text: int(text[:25]), parse_float=len, parse_constant=len)
    _need(canonical(value) == data, "it was changed: its bytes are not the one form of what it says")
    return value


def tree(hashes: list[bytes]) -> bytes:
    """RFC 6962: a leaf is hashed behind a 0, a node behind a 1; a tree splits at the largest power of two below its size."""
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256(b"").digest()
    half = 1 << ((len(hashes) - 1).bit_length() - 1)
    return sha256(b"\1" + tree(hashes[:half]) + tree(hashes[half:])).digest()


def climb(leaf: bytes, index: int, size: int, path: list[str]) -> bytes:
    """The root that a path leads to; the last part of the path stands nearest to the root."""
    if size < 2 or not path:
        return leaf if size == 1 and index == 0 and not path else b"no such place in the tree"
    half = 1 << ((size - 1).bit_length() - 1)
    if index < half:
        return sha256(b"\1" + climb(leaf, index, half, path[:-1]) + _h32(path[-1])).digest()
    return sha256(b"\1" + _h32(path[-1]) + climb(leaf, index - half, size - half, path[:-1])).digest()


def _h32(text: str) -> bytes:
    _need(HEX64.fullmatch(text), "it was changed: a digest in it is not in its one form, 64 digits of lower-case hex")
    return bytes.fromhex(text)


def _b64(text: str) -> bytes:
    _need(base64.b64encode(data := base64.b64decode(text)).decode() == text, "it was changed: its base64 is not the one form of its bytes")
    return data


def entry_hash(entry: dict[str, Any], detail: bytes) -> bytes:
    """A leaf commits to a cover, which shows the root over a run's items without showing the detail of the entry."""
    cover = sha256(canonical({"detail": detail.hex(), "items_root": entry["items_root"] and _h32(entry["items_root"]).hex()})).digest()
    commit = sha256(_h32(entry["salt"]) + cover).digest()  # the salt keeps what is short from being guessed
    return sha256(b"\0" + canonical({"commit": commit.hex(), "kind": entry["kind"], "seq": entry["seq"]})).digest()


def _openssl(files: dict[str, bytes], words: str) -> bytes:
    """What the program says about these files, its exit code last; nothing when it is not there."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            with open(os.path.join(folder, name), "wb") as stream:
                stream.write(data)
        try:
            done = subprocess.run(["openssl", *words.split()], cwd=folder, capture_output=True, timeout=60)
        except (OSError, subprocess.SubprocessError):
            return b""
    return b"%s%s %d" % (done.stdout, done.stderr, done.returncode)


@lru_cache(maxsize=64)  # cards of one import carry the same heads and stamps
def open_head(note: str, key: str) -> tuple[str, int, bytes, bool]:
    """Text, size and root of a checkpoint (C2SP tlog-checkpoint), and whether an openssl was there that knows its signature."""
    (name, short, coded), (text, _, signatures) = key.split("+", 2), note.partition("\n\n")
    ident, public = sha256(name.encode() + b"\n" + _b64(coded)).digest()[:4], _b64(coded)
    _need(len(public) == 33 and public[0] == 1 and ident.hex() == short, "the key does not fit its own short name")
    (origin, size, root), lines = text.split("\n")[:3], signatures.split("\n")
    mine = [_b64(line[len(name) + 3 :]) for line in lines if line.startswith(f"\u2014 {name} ")]
    form = not lines.pop() and all(one.startswith("\u2014 ") for one in lines) and origin == name and len(_b64(root)) == 32
    _need(form and re.fullmatch("0|[1-9][0-9]{0,17}", size), "its head is not a checkpoint of the log that the key is of")
    _need(mine and mine[0][:4] == ident and len(mine[0]) == 68, "its head is not signed by the key")
    files = {"key": bytes.fromhex("302a300506032b6570032100") + public[1:], "msg": f"{text}\n".encode(), "sig": mine[0][4:]}  # RFC 8410
    said = _openssl(files, "pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in msg -sigfile sig")
    _need(b"Verification Failure" not in said, "its head is not signed by the key: the signature does not fit")
    return text, int(size), _b64(root), said.endswith(b" 0")


@lru_cache(maxsize=64)
def stamp_fits(head: str, request: str, reply: str, roots: str) -> bool | None:
    """RFC 3161: of this head, an answer to this request, under these roots at its own time; None when openssl cannot say."""
    files = {"head": head.encode(), "request": _b64(request), "reply": _b64(reply), "roots": _b64(roots)}
    said = _openssl(files, "ts -reply -in reply -text")
    found = re.search(r"Time stamp: (\w+ +\d+ [\d:]{8})[.\d]* (\d{4}) GMT", said.decode("utf-8", "replace"))
    when = datetime.strptime(" ".join(found.groups()) + "+0000" if found else "", "%b %d %H:%M:%S %Y%z") if said and roots else None
    words = f"ts -verify -in reply -CAfile roots -untrusted roots -attime {when and int(when.timestamp())}"
    told = [_openssl(files, f"{words} {one}") for one in ("-data head", "-queryfile request")] if when else [b"nknown option"]
    return None if b"nknown option" in told[0] else all(one.endswith(b" 0") for one in told)


def tile(kind: object, first: int, size: int) -> str:
    """Name of the tile (C2SP tlog-tiles) that holds place `first` of `size`."""
    index = re.sub(r"(\d{3})(?=\d)", r"x\1/", str(first // 256).zfill(-(-len(str(first // 256)) // 3) * 3))
    return f"ledger/tile/{kind}/{index}" + (f".p/{size - first}" if size - first < 256 else "")


class Check:  # FileNotFoundError when a path is nothing of ours
    def __init__(self, path: str) -> None:
        self.root = root = path if os.path.isdir(path) else os.path.dirname(path) or "."
        self.at, self.head, self.key, self.signed, self.seen = "", "", "", False, {""}  # seen: names that something led to
        self.files: dict[str, bool] = {}  # whether it is a plain file; links, pipes and sockets are never opened
        self.stamps: dict[str, bool | None] = {}  # whether a reply of an authority holds; None when nobody here can say
        self.checked: dict[str, int] = {}
        self.not_checked: list[tuple[str, int, str]] = []  # what, how many, why
        self.failures: list[tuple[str, str]] = []  # which file, why
        for full in (os.path.join(place, one) for place, folders, files in os.walk(root) for one in folders + files):
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
        self.checked["time stamps"] = good = sum(map(bool, self.stamps.values()))
        why = "no roots, or no openssl that could; those in files of their own are left to openssl ts, see VERIFY.md; a head shows no date"
        self.not_checked.append(("outside time stamp", len(self.stamps) - good or not good, why))

    def tried(self, step: Callable[..., Any], *values: Any) -> None:
        try:
            step(*values)
        except (AssertionError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError) as error:
            self.failures.append((self.at, str(error) if type(error) is AssertionError else f"it cannot be read ({type(error).__name__})"))

    def load(self, name: str, digest: str = "", what: str = "") -> bytes:
        self.seen.add(name)
        self.at, total, kept = name, sha256(), []
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
        entry, seq, leaf = proof["entry"], proof["entry"]["seq"], entry_hash(proof["entry"], _h32(proof["entry"]["detail"]))
        for one in proof.get("stamps", []):
            _, size, root, _ = open_head(one["checkpoint"], proof["key"])
            _need(climb(leaf, seq, size, one["paths"].pop(str(seq))) == root and not one["paths"], "what is stamped is before its entry")
            self.stamps[one["reply"]] = fits = stamp_fits(one["checkpoint"], one["request"], one["reply"], one["roots"])
            _need(fits is not False, "a time stamp in it does not fit: its signature, what it stamps, or its request")
        self.key, (self.head, size, root, self.signed) = proof["key"], open_head(proof["checkpoint"], proof["key"])
        _need(climb(leaf, seq, size, entry["path"]) == root, "its entry does not stand under the signed head")
        if name != MANIFEST:
            item = proof["item"]
            found = climb(sha256(b"\0" + _h32(item["commitment"])).digest(), item["index"], item["size"], item["path"])
            _need(entry["kind"] == "run" and found == _h32(entry["items_root"]), "its item does not stand under the run")
            _need(f"{proof['card']}.json" == name.split("/")[-1], "it is the proof of another card than its name says")
            _need(line in (None, [proof["card"], item["commitment"], item["index"], item["size"]]), "its item is not the manifest's")
            if site and "salt" in item:  # the item itself lies in the folder; `site` checks that the file is what the manifest says
                opened = sha256((salt := bytes.fromhex(item["salt"])) + _h32(dict(site["files"])[item["file"]])).digest()
                _need((opened.hex(), salt.hex()) == (item["commitment"], item["salt"]), "the item here is not the one that was received")
                self.checked["items opened"] = self.checked.get("items opened", 0) + 1
        self.checked["proofs"] = self.checked.get("proofs", 0) + 1
        return proof

    def site(self) -> None:
        site = self.proof(MANIFEST)
        lines, entry = [sha256(b"\0" + canonical(one)).digest() for one in site["files"] + site["cards"]], site["entry"]
        _need(entry["kind"] in ("publish", "export") and tree(lines) == _h32(entry["items_root"]), "its list of files was not entered")
        for path, digest in site["files"]:
            self.tried(self.load, path, digest, "files")
        for line in site["cards"]:
            self.tried(self.proof, f"proof/{line[0]}.json", line, site)
        self.failures += [(one, "was added") for one in sorted({*self.files} - self.seen) if not re.match(r"proof/stamps(/|\.json$)", one)]
        closed = len(site["cards"]) - self.checked.get("items opened", 0)
        self.not_checked.append(("the messages themselves", closed, "a proof shows that an item was kept, not what is in it"))
        told = "".join(f"{digest}  {path}\n" for path, digest in sorted(site["files"]) if path != SUMS)
        _need(self.load(SUMS) == told.encode(), "it does not list the files of the manifest")

    def case(self) -> None:
        self.key, *rest = self.load(KEYS).decode().split("\n")
        name, short, coded = self.key.split("+", 2)
        _need(rest == [""] and sha256(f"{name}\n".encode() + _b64(coded)).hexdigest()[:8] == short, "it was changed: it is no key")
        self.head, size, root, self.signed = open_head(self.load(HEAD).decode(), self.key)
        hashes, erasing = [b""][:0], [0][:0]
        for first in range(0, size, 256):
            data, start = self.load(tile("entries", first, size)), 0
            for _ in range(min(256, size - first)):
                stop = start + 2 + int.from_bytes(data[start : start + 2], "big")
                erasing += [len(hashes)] * bool(re.search(rb'"kind":"(erase|quarantine)"', data[start:stop]))
                hashes.append(sha256(b"\0" + data[start + 2 : stop]).digest())
                start = stop
            _need(start == len(data), "it does not hold the entries that its name says")
        level, row = 0, hashes
        while row:
            for first in range(0, len(row), 256):
                self.tried(self.load, tile(level, first, len(row)), sha256(b"".join(row[first : first + 256])).hexdigest(), "tiles")
                if level == 0 and tree(hashes) != root and dict(self.failures).get(self.at):
                    self.failures.append((tile("entries", first, size), f"it does not fit the head; {self.at} does not fit it either"))
            level, row = level + 1, [tree(row[one : one + 256]) for one in range(0, len(row) - 255, 256)]
        if tree(hashes) != root:
            return self.failures.append((HEAD, "the entries do not give the root that was signed; nothing more was checked"))
        wanted, spoken = {""} - {""}, {""}  # lines of SHA256SUMS; digests named anywhere: later kinds may bring blobs in their own way
        details = [(seq, parse(self.load(f"ledger/bodies/{seq // 1000:02d}/{seq}"))["detail"]) for seq in erasing]  # opened below
        self.became = [(seq, {one["old"]: one["new"] for one in told["blobs"]}) for seq, told in details]  # by erasures
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
        self.failures += [(one, "it was added: no entry names it") for one in sorted({*self.files} - self.seen) if not EDITED.match(one)]
        self.not_checked.append(("files that people edit", sum(bool(EDITED.match(one)) for one in self.files), "their changes are entries"))
        self.not_checked.append(("signatures of people, single items", size, "left to our own program, and to who holds the salts"))
        self.failures += [(SUMS, "it is cut off, or does not list all that entries speak of")] * (bool(lines[-1]) or not wanted <= {*lines})

    def body(self, seq: int, hashed: bytes, wanted: set[str], spoken: set[str]) -> None:
        body = parse(data := self.load(f"ledger/bodies/{seq // 1000:02d}/{seq}"))
        detail, inner = body["detail"], sha256(_h32(body["detail_salt"]) + sha256(canonical(body["detail"])).digest()).digest()
        _need(len(body) == 6 and entry_hash(body, inner) == hashed, f"it was changed: it does not open entry {seq}")
        self.checked["entries"] = self.checked.get("entries", 0) + 1
        wanted.add(f"{sha256(data).hexdigest()}  {self.at}")
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
        self.failures += [(KEYS, "entry 0 names another key: somebody signed anew")] * (not seq and detail.get("key", self.key) != self.key)
        if "items" in detail:
            wanted.add(f"{detail['items']}  ledger/items/{detail['run']}")
            rows = self.load(f"ledger/items/{detail['run']}").decode().split("\n")[1:-1]
            found = tree([sha256(b"\0" + _h32(one.rpartition("\t")[2])).digest() for one in rows])
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
