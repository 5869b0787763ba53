"""
Verify a WACZ, the packed web archive of the field, strictly: what it holds is what it lists, and what it lists is signed.

Versions 1.0.0 to 1.2.0 are read. Nothing is unpacked to a name, and nothing is read without a bound.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from firsthand.shell.archives import Limits
from firsthand.shell.strict_zip import STORED, BadZip, ZipMember, read_directory, unpack
from firsthand.shell.verify import Verdict
from firsthand.shell.wacz_proofs import EntryProofs
from firsthand.shell.wacz_signature import NAME as DIGEST
from firsthand.shell.wacz_signature import check_signature
from firsthand.shell.warc_check import BadWarc, Walked, walk

PACKAGE, PAGES = "datapackage.json", "pages/pages.jsonl"
VERSIONS = ("1.0.0", "1.1.0", "1.1.1", "1.2.0")
PROFILES = ("data-package", "wacz")
JSON_BYTES = 64 << 20
PROOFS, ENTRIES = "proofs/items.jsonl", "proofs/entries.json"
LINE_BYTES = 16 << 20
LIMITS = Limits(members=100_000)
WARC = re.compile(r"archive/[^/]+\.(warc|warc\.gz)")
INDEX = re.compile(r"indexes/[^/]+\.(cdx|cdxj|cdx\.gz|cdxj\.gz)")
HASH_SIZES = {"sha256": 64, "sha512": 128}


class _Wrong(Exception):
    """A part that stops the check; carries what and why."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(why)
        self.what, self.why = what, why


def check_wacz(
    path: Path, *, keys: Collection[str] = (), need_signature: bool = False, limits: Limits = LIMITS
) -> Verdict:
    """
    Check a WACZ from its bytes alone.

    Args:
        keys: SHA-256 of public keys (SPKI, hex) of which one must have signed; empty: any key will do.
        need_signature: A file without a signature fails.
    """
    verdict = Verdict()
    try:
        with path.open("rb") as stream:
            _Check(stream, read_directory(stream, limits), limits, verdict).run(keys, need_signature)
    except OSError as error:
        verdict.fail(path.name, f"it cannot be read ({type(error).__name__})")
    except BadZip as error:
        verdict.fail(path.name, str(error))
    except _Wrong as error:
        verdict.fail(error.what, error.why)
    return verdict


class _Check:
    """One file under check."""

    def __init__(self, stream: BinaryIO, members: dict[str, ZipMember], limits: Limits, verdict: Verdict) -> None:
        self._stream, self._members, self._limits, self._verdict = stream, members, limits, verdict

    def run(self, keys: Collection[str], need_signature: bool) -> None:
        """Form, digests, signature, then what is inside."""
        data = self._small(PACKAGE)
        package = _object(data, PACKAGE)
        self._form(package)
        listed = self._resources(package)
        self._signed(data, package, keys, need_signature)
        whole = {name for name, hashes in listed.items() if self._whole(name, *hashes)}
        walked = {name: found for name in sorted(whole) if WARC.fullmatch(name) and (found := self._warc(name))}
        self._pages(whole)
        self._indexes(whole, walked)
        self._proofs(whole, walked)

    def _form(self, package: Mapping[str, Any]) -> None:
        version = package.get("wacz_version")
        if package.get("profile") not in PROFILES:
            raise _Wrong(PACKAGE, "it does not say that it is a web archive (profile)")
        if version not in VERSIONS and not (version is None and package["profile"] == "wacz"):
            raise _Wrong(PACKAGE, f"its version {str(version)[:20]!r} is not known here")
        if package.get("created") is not None and not isinstance(package["created"], str):
            raise _Wrong(PACKAGE, "its time of making cannot be read")

    def _resources(self, package: Mapping[str, Any]) -> dict[str, tuple[str, str, int]]:
        """Family, digest and size by name; what is listed and what is there must be the same."""
        rows = package.get("resources")
        if not isinstance(rows, list) or not rows:
            raise _Wrong(PACKAGE, "it lists no resources")
        listed: dict[str, tuple[str, str, int]] = {}
        for row in rows:
            name, hashes = _resource(row)
            if name in listed:
                raise _Wrong(PACKAGE, f"it lists {name} twice")
            listed[name] = hashes
        there = set(self._members) - {PACKAGE, DIGEST}
        for name in sorted(there - set(listed)):
            self._verdict.fail(name, "it was added: datapackage.json does not list it")
        for name in sorted(set(listed) - there):
            self._verdict.fail(name, "it is missing: datapackage.json lists it")
        if not any(WARC.fullmatch(name) for name in listed):
            self._verdict.fail("archive/", "it holds no WARC file")
        if PAGES not in listed:
            self._verdict.fail(PAGES, "it is missing: viewers show nothing without it")
        if not any(INDEX.fullmatch(name) for name in listed):
            self._verdict.fail("indexes/", "it holds no index: viewers find nothing without it")
        return {name: hashes for name, hashes in listed.items() if name in there}

    def _signed(self, data: bytes, package: Mapping[str, Any], keys: Collection[str], need: bool) -> None:
        stated = f"sha256:{hashlib.sha256(data).hexdigest()}"
        if DIGEST not in self._members:
            if need or keys:
                self._verdict.fail(DIGEST, "it is missing, and a signature is expected: it was removed, or never there")
            else:
                self._verdict.skip("signature", 1, f"there is no {DIGEST}: nothing proves the list of files itself")
            return
        digest = _object(self._small(DIGEST), DIGEST)
        if digest.get("path") != PACKAGE or digest.get("hash") != stated:
            raise _Wrong(DIGEST, "it is of another datapackage.json: that file was changed, or this one")
        if set(digest) - {"path", "hash", "signedData"}:
            raise _Wrong(DIGEST, "it carries fields that nobody has signed")
        signed = digest.get("signedData")
        if signed is not None and not isinstance(signed, dict):
            raise _Wrong(DIGEST, "its signed part cannot be read")
        self._verdict.checked["digest of datapackage.json"] += 1
        check_signature(signed, stated, package.get("created"), keys, need, self._verdict)

    def _whole(self, name: str, family: str, digest: str, size: int) -> bool:
        member = self._members[name]
        if member.method != STORED and (name.startswith("archive/") or name.endswith(".gz")):
            self._verdict.fail(name, "it is packed a second time: viewers read it in place, so it must be stored")
            return False
        hashed = hashlib.new(family)
        try:
            for chunk in unpack(self._stream, member, self._limits):
                hashed.update(chunk)
        except BadZip as error:
            self._verdict.fail(name, str(error))
            return False
        if hashed.hexdigest() != digest or member.size != size:
            self._verdict.fail(name, "its bytes were changed: they are not what datapackage.json states")
            return False
        self._verdict.checked["members"] += 1
        return True

    def _warc(self, name: str) -> Walked | None:
        try:
            found = walk(unpack(self._stream, self._members[name], self._limits))
        except BadWarc as error:
            self._verdict.fail(name, str(error))
            return None
        self._verdict.checked["WARC records"] += found.records
        self._verdict.checked["block digests of records"] += found.digests
        self._verdict.skip("name of a WARC file", found.packed != name.endswith(".gz"),
                           f"{name} is{'' if found.packed else ' not'} packed by gzip, and its name says another thing")  # fmt: skip
        self._verdict.skip("records without a block digest", found.records - found.digests,
                           "they state none that is known here; the digest of the whole file holds")  # fmt: skip
        return found

    def _pages(self, whole: Collection[str]) -> None:
        if PAGES not in whole:
            return
        count = 0
        for number, line in enumerate(self._lines(PAGES)):
            page = _object(line, f"{PAGES}, line {number + 1}")
            if number == 0 and "format" in page:
                continue
            if not isinstance(page.get("url"), str) or not isinstance(page.get("ts"), str):
                self._verdict.fail(PAGES, f"line {number + 1} is no page: it has no address or no time")
                return
            count += 1
        self._verdict.checked["pages"] += count

    def _indexes(self, whole: Collection[str], walked: Mapping[str, Walked]) -> None:
        """Every line must lead to a record of that address; records that no line leads to are counted."""
        seen: set[tuple[str, int]] = set()
        for name in sorted(one for one in whole if INDEX.fullmatch(one)):
            for number, line in enumerate(self._lines(name)):
                if line.startswith(b"!meta"):
                    continue
                try:
                    value = json.loads(line.split(b" ", 2)[2])
                    archive, offset, url = f"archive/{value['filename']}", int(value["offset"]), value["url"]
                except (ValueError, KeyError, TypeError, IndexError, RecursionError):
                    self._verdict.fail(name, f"line {number + 1} is not a line of an index")
                    return
                found = walked.get(archive)
                if found is not None and found.starts.get(offset, ("", ""))[0] != url and not found.more:
                    self._verdict.fail(name, f"line {number + 1} does not lead to a record of the address that it names")
                    return
                if archive in self._members:
                    seen.add((archive, offset))
                elif found is None:
                    self._verdict.fail(name, f"line {number + 1} leads to a file that is not here")
                    return
                self._verdict.checked["lines of indexes"] += 1
        hidden = sum((name, offset) not in seen for name, found in walked.items() for offset in found.starts)
        self._verdict.skip("records that no index leads to", hidden, "they are whole, and viewers do not show them")

    def _proofs(self, whole: Collection[str], walked: Mapping[str, Walked]) -> None:
        """Our own proofs, when they are there: from the bytes of each capture to the signed head of its case."""
        if not {PROOFS, ENTRIES} <= set(whole):
            return
        proofs = EntryProofs(_object(self._small(ENTRIES), ENTRIES))
        self._verdict.head = proofs.head
        blocks = {start for found in walked.values() for start in found.starts.values()}
        for number, line in enumerate(self._lines(PROOFS)):
            row = _object(line, PROOFS)
            why = proofs.why_not(row)
            if not why and (row.get("target"), row.get("sha256")) not in blocks:
                why = "no record holds the bytes that it speaks of"
            if why:
                self._verdict.fail(PROOFS, f"line {number + 1}: {why}")
                return
            self._verdict.checked["captures proven to the ledger's head"] += 1
            if row.get("salt") is None:
                self._verdict.skip("commitment of a capture", 1, "its salt was erased: the place in the ledger is proven, not the bytes")
        if proofs.wrong:
            self._verdict.fail(ENTRIES, proofs.wrong)
        self._verdict.checked.update({"time stamps": proofs.stamps.count("")} if "" in proofs.stamps else {})
        for why in filter(None, proofs.stamps):
            self._verdict.skip("time stamps", 1, why)
        none = not proofs.stamps and not proofs.wrong
        self._verdict.skip("outside time stamp", none, "it carries none: the ledger's head proves order and wholeness, not a date")

    def _lines(self, name: str) -> Iterator[bytes]:
        chunks = unpack(self._stream, self._members[name], self._limits)
        rest = b""
        for chunk in _gunzipped(chunks, name, self._limits) if name.endswith(".gz") else chunks:
            *lines, rest = (rest + chunk).split(b"\n")
            if len(rest) > LINE_BYTES:
                raise _Wrong(name, "a line in it does not end")
            yield from (line for line in lines if line.strip())
        if rest.strip():
            yield rest

    def _small(self, name: str) -> bytes:
        member = self._members.get(name)
        if member is None:
            raise _Wrong(name, "it is missing: this is no WACZ")
        if member.size > JSON_BYTES:
            raise _Wrong(name, "it is too large to be read")
        return b"".join(unpack(self._stream, member, self._limits))


def _resource(row: Any) -> tuple[str, tuple[str, str, int]]:
    """Name, and family, digest and size, from both spellings in use."""
    try:
        stats = row.get("stats", {})
        text = row["hash"] if "hash" in row else f"{row['hashing']}:{stats['hash']}"
        family, _, digest = text.partition(":")
        size = row["bytes"] if "bytes" in row else stats["bytes"]
        name = row["path"]
    except (AttributeError, KeyError, TypeError):
        raise _Wrong(PACKAGE, "a line of its list has no path, digest or size") from None
    if not isinstance(name, str) or type(size) is not int:
        raise _Wrong(PACKAGE, "a line of its list cannot be read")
    if not re.fullmatch(r"[0-9a-f]*", digest) or HASH_SIZES.get(family) != len(digest):
        raise _Wrong(PACKAGE, f"the digest of {name[:80]} is of a kind that proves nothing here ({family[:12]})")
    return name, (family, digest, size)


def _object(data: bytes, name: str) -> dict[str, Any]:
    """JSON that can be read in one way only: UTF-8, no key twice."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a key stands twice")
        return found

    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=once)
    except RecursionError:
        raise _Wrong(name, "it is nested too deep") from None
    except ValueError as error:
        raise _Wrong(name, f"it cannot be read as JSON in one way ({str(error)[:60]})") from None
    if not isinstance(value, dict):
        raise _Wrong(name, "it is not an object of JSON")
    return value


def _gunzipped(chunks: Iterator[bytes], name: str, limits: Limits) -> Iterator[bytes]:
    """All gzip members one behind the other, bounded by what comes out."""
    packer = zlib.decompressobj(31)
    packed = total = 0
    try:
        for chunk in chunks:
            packed += len(chunk)
            while chunk:
                piece = packer.decompress(chunk, 1 << 20)
                total += len(piece)
                if total > limits.ratio_from_bytes and total > limits.ratio * packed:
                    raise _Wrong(name, f"it grows more than {limits.ratio} times when unpacked, as a zip bomb does")
                yield piece
                chunk = packer.unused_data if packer.eof else packer.unconsumed_tail
                if packer.eof and chunk:
                    packer = zlib.decompressobj(31)
    except zlib.error:
        raise _Wrong(name, "it is damaged: it cannot be unpacked") from None
    if not packer.eof:
        raise _Wrong(name, "it is cut off")
