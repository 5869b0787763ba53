"""
The campaign of forged proofs: proofs, heads, cards, manifests, time stamps and packed archives with one thing changed; every
one must be refused. A stamp or an archive that came out as it was in all that is signed (a stamp's time, its digest and who
gave it; an archive's members) is no forgery and is not counted.

    make campaign-proofs            (python campaigns/proofs.py --count 20000)
"""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import random
import shutil
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from lib import Row, options, say, scratch
from powercut import in_memory
from work import day, exports_in, picture

from firsthand.desk.export import ExportOrder, export
from firsthand.ledger.canonical import canonical
from firsthand.ledger.note import open_checkpoint
from firsthand.ledger.tree import Tree, leaf_hash, verify_consistency, verify_inclusion
from firsthand.model.errors import Tampered
from firsthand.shell.case import open_case
from firsthand.shell.people import person
from firsthand.shell.stamper import Rfc3161
from firsthand.shell.stamps import check_stamp
from firsthand.shell.verify_site import MANIFEST, verify_proof, verify_site
from firsthand.shell.wacz import check_wacz
from firsthand.testing.authority import LoopbackAuthority
from firsthand.testing.world import ANN, StillClock

MOST = 600
SHARES = {"inclusion": 30, "consistency": 30, "checkpoint": 20, "site manifest": 14, "card": 2, "packed archive": 2, "time stamp": 2}
"""Of a hundred forgeries, how many are of each kind: fewer of what takes milliseconds to check."""
Forge = Callable[[random.Random], bool | None]
"""Forges one thing and says whether it was accepted; None: the forgery came out the same as the original."""

TREE = Tree(leaf_hash(b"%d" % n) for n in range(MOST))


def _turned(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _path(path: list[bytes], chance: random.Random) -> list[bytes]:
    """A path with one thing changed."""
    out, kind = list(path), chance.randrange(5)
    if kind == 0 or len(out) < 2:
        out.insert(chance.randrange(len(out) + 1), hashlib.sha256(chance.randbytes(8)).digest())
    elif kind == 1:
        del out[chance.randrange(len(out))]
    elif kind == 2:
        one, two = chance.sample(range(len(out)), 2)
        out[one], out[two] = out[two], out[one]
    elif kind == 3:
        at = chance.randrange(len(out))
        out[at] = _turned(out[at], chance)
    else:
        out[chance.randrange(len(out))] = b"" if chance.random() < 0.5 else bytes(32)
    return out


def inclusion(chance: random.Random) -> bool | None:
    """Another path, place, leaf or root."""
    size = chance.randrange(2, MOST + 1)
    index = chance.randrange(size)
    good = (TREE.level(0)[index], index, size, TREE.inclusion(index, size), TREE.root(size))
    assert verify_inclusion(*good)
    bad = list(good)
    what = chance.choice((0, 1, 3, 3, 3, 4))
    bad[what] = (
        _path(good[3], chance) if what == 3 else chance.randrange(-2, size + 3) if what == 1 else _turned(good[what], chance)
    )
    return None if tuple(bad) == good else verify_inclusion(*bad)


def consistency(chance: random.Random) -> bool | None:
    """Another path, first size or root."""
    second = chance.randrange(3, MOST + 1)
    first = chance.randrange(1, second)
    good = (first, second, TREE.root(first), TREE.root(second), TREE.consistency(first, second))
    assert verify_consistency(*good)
    bad = list(good)
    what = chance.choice((0, 2, 3, 4, 4, 4))
    bad[what] = (
        _path(good[4], chance) if what == 4 else chance.randrange(-2, second + 3) if what == 0 else _turned(good[what], chance)
    )
    return None if tuple(bad) == good else verify_consistency(*bad)


def checkpoint(note: str, key: str) -> Forge:
    """A head with something turned, cut, doubled or moved."""
    head = open_checkpoint(note, key)

    def forge(chance: random.Random) -> bool | None:
        data, kind = note.encode(), chance.randrange(4)
        at, end = sorted(chance.sample(range(len(data) + 1), 2))
        bad = (_turned(data, chance), data[:at] + data[end:], data[:end] + data[at:], data[:at] + b"\n" + data[at:])[kind]
        try:
            opened = open_checkpoint(bad.decode(), key)
        except (Tampered, UnicodeDecodeError):
            return False
        # A line of a signature may stand twice: others may sign too, and the head is the same.
        return None if bad == data or (kind == 2 and opened == head) else True

    return forge


def _changed(value: Any, chance: random.Random) -> Any:
    """A value of a proof with one thing changed, somewhere below."""
    if isinstance(value, dict):
        name = chance.choice(sorted(value))
        if chance.random() < 0.1:
            return {key: one for key, one in value.items() if key != name}
        return {**value, name: _changed(value[name], chance)}
    if isinstance(value, list) and value:
        out, at, kind = list(value), chance.randrange(len(value)), chance.randrange(6)
        if kind == 0:
            del out[at]
        elif kind == 1:
            out.insert(at, copy.deepcopy(out[chance.randrange(len(out))]))
        elif kind == 2:
            other = chance.randrange(len(out))
            out[at], out[other] = out[other], out[at]
        else:
            out[at] = _changed(out[at], chance)
        return out
    if isinstance(value, str) and value:
        at = chance.randrange(len(value))
        other = chance.choice("0123456789abcdefABCDEF./+=\n ")
        return chance.choice((value[:at] + other + value[at + 1 :], value[:at] + value[at + 1 :], value[:at] + other + value[at:]))
    if isinstance(value, int):
        return value + chance.choice((-1, 1, 256, -value * 2))
    return chance.choice(([], {}, "", 0, True))


def of_site(site: Path, name: str) -> Forge:
    """A proof of a published site with one thing changed, written as Firsthand writes it or with bytes turned."""
    path, good = site / name, (site / name).read_bytes()
    value = json.loads(good)

    def forge(chance: random.Random) -> bool | None:
        bad = _turned(good, chance) if chance.random() < 0.2 else canonical(_changed(value, chance))
        if bad == good:
            return None
        path.write_bytes(bad)
        try:
            accepted = verify_site(site).ok
            if accepted:
                at = next((n for n, pair in enumerate(zip(bad, good, strict=False)) if pair[0] != pair[1]), 0)
                print(f"  {name}: …{bad[at - 60 : at + 40]!r}… was accepted", file=sys.stderr)
            return accepted
        finally:
            path.write_bytes(good)

    return forge


def _harmed(good: bytes, chance: random.Random) -> bytes:
    """Bytes with one bit turned, a part cut out, doubled, or moved in from elsewhere."""
    kind, (at, end) = chance.randrange(8), sorted(chance.sample(range(len(good) + 1), 2))
    end = min(end, at + chance.choice((1, 8, 64, len(good))))
    return {5: good[:at] + good[end:], 6: good[:end] + good[at:], 7: good[:at] + chance.randbytes(end - at) + good[end:]}.get(
        kind, _turned(good, chance)
    )


def time_stamp(folder: Path) -> Forge:
    """A reply of an authority, harmed; or held against other bytes, or against another request."""
    authority, data, stamper = LoopbackAuthority(folder / "authority", "Alpha"), b"firsthand/\n7\nroot\n", Rfc3161()
    request, other = stamper.request(data), stamper.request(data)
    good = authority.reply(request)
    first = check_stamp(good, data, authority.roots, request=request)
    assert first.ok, first.why

    def forge(chance: random.Random) -> bool | None:
        if chance.random() < 0.1:
            return check_stamp(good, _turned(data, chance), authority.roots, request=request).ok
        if chance.random() < 0.1:
            return check_stamp(good, data, authority.roots, request=other).ok
        verdict = check_stamp(_harmed(good, chance), data, authority.roots, request=request)
        if verdict.ok and verdict.checked and (verdict.gen_time, verdict.authority) == (first.gen_time, first.authority):
            return None
        return verdict.ok and verdict.checked

    return forge


def packed_archive(folder: Path) -> Forge:
    """A signed WACZ, harmed."""
    case, path = open_case(folder / "root" / "case", clock=StillClock()), folder / "good.wacz"
    export(case, ExportOrder(format="wacz", target=str(path), query="", because="deposit"), actor=person(ANN))
    good, members = path.read_bytes(), _members(path)
    stated = json.loads(members["datapackage-digest.json"])["signedData"]["publicKey"]
    key = hashlib.sha256(base64.b64decode(stated)).hexdigest()
    assert check_wacz(path, keys=[key], need_signature=True).ok
    bad = folder / "bad.wacz"

    def forge(chance: random.Random) -> bool | None:
        bad.write_bytes(_harmed(good, chance))
        if not check_wacz(bad, keys=[key], need_signature=True).ok:
            return False
        return None if _members(bad) == members else True

    return forge


def _members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def main() -> None:
    stated = options(__doc__ or "", count=20_000, unit="count").parse_args()
    rows, failed = [], False
    in_memory()
    with scratch() as folder:
        (folder / "root").mkdir()
        exports_in(folder / "exports", picture())
        sys.stdout.flush()
        day(folder / "root", folder / "exports", said=lambda _line: None)
        site, ledger = folder / "root" / "site", folder / "root" / "case" / "ledger"
        assert verify_site(site).ok
        assert verify_proof(site / "proof" / "one.json").ok
        forgers: dict[str, Forge] = {
            "inclusion": inclusion, "consistency": consistency,
            "checkpoint": checkpoint((ledger / "checkpoint").read_text("utf-8"), (ledger / "keys").read_text("utf-8")),
            "card": of_site(site, "proof/one.json"), "site manifest": of_site(site, MANIFEST),
            "packed archive": packed_archive(folder),
        }  # fmt: skip
        if shutil.which("openssl"):
            forgers["time stamp"] = time_stamp(folder)
        for name, forge in forgers.items():
            row, chance, accepted = Row(f"proofs, {name}", stated.seed, ""), random.Random(f"{stated.seed} {name}"), Counter[str]()
            tried, told = 0, 0
            while tried < max(stated.count * SHARES[name] // 100, 1):
                try:
                    answer = forge(chance)
                except Exception as error:  # noqa: BLE001  whatever a forgery raises is a violation, and is counted as one
                    accepted[f"raised {type(error).__name__}"] += 1
                    answer = False
                tried += answer is not None
                accepted["accepted"] += bool(answer)
                if tried - told >= 5000:
                    told = tried
                    print(f"  {name}: {tried:,}", file=sys.stderr, flush=True)
            row.count, row.violations = f"{tried:,} forged", dict(+accepted)
            rows.append(row.end())
            failed |= bool(+accepted)
    say(rows, failed=failed)


if __name__ == "__main__":
    main()
