"""
Verify a bag (BagIt 1.0, RFC 8493), ours or anybody's, and what is in it; and either in a ZIP.

A bag says of each file what it must be, and nothing of who says so. Where the payload is a custody export, that proves more.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from firsthand.model.errors import FirsthandError
from firsthand.shell.archives import Limits
from firsthand.shell.strict_zip import BadZip, read_directory, unpack
from firsthand.shell.verify import Verdict, verify_path

DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?BagIt-Version: *\d+\.\d+ *\r?\nTag-File-Character-Encoding: *UTF-8 *\r?\n?\Z", re.IGNORECASE)
FAMILIES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
STRONG = ("sha256", "sha384", "sha512")
LARGEST = 256 << 20
"""Bytes of a list of digests; a larger one is not read."""
PAYLOAD = "data/"


def verify_bag(root: Path) -> Verdict:
    """Check a bag: every file of its payload and of its own against every list, both ways, and a custody export in it."""
    verdict = Verdict()
    declared = _read(root / "bagit.txt", verdict)
    if declared is not None and not DECLARATION.match(declared):
        verdict.fail("bagit.txt", "it does not declare a bag in UTF-8")
    there = dict(_files(root, "", verdict))
    lists = {name: _list(root, name, verdict) for name in sorted(there) if _family(name)}
    payload = {name: place for name, place in there.items() if name.startswith(PAYLOAD)}
    if not any(_family(name) in STRONG for name in lists if name.startswith("manifest-")):
        verdict.fail("manifest-sha256.txt", "there is no list of the payload by SHA-256 or better: nothing says what must be there")
    for name, stated in lists.items():
        own = name.startswith("tagmanifest-")
        for path in sorted(stated.keys() - there.keys()):
            verdict.fail(path, f"it is missing: {name} lists it")
        for path in sorted(payload.keys() - stated.keys()) if not own else ():
            verdict.fail(path, f"it was added: {name} does not list it")
    covered = {path for name, stated in lists.items() if name.startswith("tagmanifest-") for path in stated}
    loose = [path for path in there.keys() - payload.keys() - covered if not path.startswith("tagmanifest-")]
    verdict.skip("files of the bag itself", len(loose), "no list of the bag names them")
    _hash(there, lists, verdict)
    _oxum(root, payload, verdict)
    if (root / "data" / "proof" / "site.json").exists():
        _inside(root, verdict)
    else:
        verdict.skip("who made the bag, and when", 1, "checksums prove that it is whole, and nothing else")
    return verdict


def verify_zip(path: Path) -> Verdict:
    """Unpack a ZIP of one folder aside, and check what it holds; nothing of it is left."""
    verdict, limits = Verdict(), Limits()
    with tempfile.TemporaryDirectory(prefix="firsthand-verify-") as aside, path.open("rb") as stream:
        try:
            members = read_directory(stream, limits)
            for name, member in members.items():
                place = Path(aside, name)
                place.parent.mkdir(parents=True, exist_ok=True)
                with place.open("xb") as out:
                    out.writelines(unpack(stream, member, limits))
        except (BadZip, OSError) as error:
            verdict.fail(path.name, f"it cannot be unpacked: {error}")
            return verdict
        tops = {name.partition("/")[0] for name in members}
        try:
            top = Path(aside, *tops) if len(tops) == 1 else Path(aside)
            verdict = verify_path(top) if not top.is_file() else verdict
        except FirsthandError:
            pass
        if not verdict.checked and verdict.ok:
            verdict.fail(path.name, "it holds no export: neither a bag nor a folder with proof/site.json")
        verdict.checked["members of the ZIP"] += len(members)
    return verdict


def _family(name: str) -> str:
    """The digest of a list by its name; empty when it is no list of a bag."""
    found = re.fullmatch(r"(?:tag)?manifest-([a-z0-9]+)\.txt", name)
    return found[1] if found else ""


def _files(root: Path, below: str, verdict: Verdict) -> Iterator[tuple[str, Path]]:
    with os.scandir(root / below) as found:
        for one in found:
            name = below + one.name
            if one.is_symlink():
                verdict.fail(name, "it is a link: a bag holds its files itself")
            elif one.is_dir():
                yield from _files(root, f"{name}/", verdict)
            else:
                yield name, Path(one.path)


def _read(path: Path, verdict: Verdict) -> bytes | None:
    try:
        if path.stat().st_size > LARGEST:
            verdict.fail(path.name, f"it is larger than {LARGEST:,} bytes and was not read")
            return None
        return path.read_bytes()
    except OSError as error:
        verdict.fail(path.name, f"it cannot be read ({type(error).__name__})")
        return None


def _list(root: Path, name: str, verdict: Verdict) -> Mapping[str, str]:
    """Path to digest, as one list of the bag states them."""
    data = _read(root / name, verdict) or b""
    found: dict[str, str] = {}
    for number, line in enumerate(data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines(), 1):
        digest, _, stated = line.partition(" ")
        path = re.sub("%(0[AaDd]|25)", lambda m: chr(int(m[1], 16)), stated.lstrip(" *\t"))
        parts = path.split("/")
        wrong = path.startswith(PAYLOAD) == name.startswith("tag") or any(part in ("", ".", "..") for part in parts)
        if not re.fullmatch("[0-9a-fA-F]{32,128}", digest) or wrong or path in found:
            what = "bag" if name.startswith("tag") else "payload"
            verdict.fail(name, f"line {number} does not name one file of the {what}: {line[:80]!r}")
        else:
            found[path] = digest.lower()
    return found


def _hash(there: Mapping[str, Path], lists: Mapping[str, Mapping[str, str]], verdict: Verdict) -> None:
    """Read every listed file once, for all digests that are stated of it."""
    for name in lists:
        if _family(name) not in FAMILIES:
            verdict.skip(name, len(lists[name]), "its kind of digest is not known here")
    for path, place in sorted(there.items()):
        stated = {_family(name): one[path] for name, one in lists.items() if path in one and _family(name) in FAMILIES}
        if not stated:
            continue
        hashed = {family: hashlib.new(family, usedforsecurity=False) for family in stated}
        try:
            with place.open("rb") as stream:
                while chunk := stream.read(1 << 20):
                    for one in hashed.values():
                        one.update(chunk)
        except OSError as error:
            verdict.fail(path, f"it cannot be read ({type(error).__name__})")
            continue
        if any(hashed[family].hexdigest() != digest for family, digest in stated.items()):
            verdict.fail(path, "its bytes were changed")
        else:
            verdict.checked["files of the payload" if path.startswith(PAYLOAD) else "files of the bag itself"] += 1


def _oxum(root: Path, payload: Mapping[str, Path], verdict: Verdict) -> None:
    """Size and number of the files, as bag-info.txt may state them."""
    path = root / "bag-info.txt"
    data = (_read(path, verdict) or b"") if path.exists() else b""
    stated = re.search(rb"^Payload-Oxum: *(\d{1,18})\.(\d{1,12}) *\r?$", data, re.MULTILINE | re.IGNORECASE)
    if stated:
        found = sum(one.stat().st_size for one in payload.values()), len(payload)
        if found != (int(stated[1]), int(stated[2])):
            told = f"it speaks of {int(stated[1]):,} bytes in {int(stated[2]):,} files"
            verdict.fail("bag-info.txt", f"{told}; there are {found[0]:,} in {found[1]:,}")


def _inside(root: Path, verdict: Verdict) -> None:
    from firsthand.shell.verify_site import verify_site

    held = verify_site(root / "data")
    verdict.head = held.head
    verdict.checked += held.checked
    verdict.not_checked += held.not_checked
    verdict.failures += [{"what": PAYLOAD + one["what"], "why": one["why"]} for one in held.failures]
