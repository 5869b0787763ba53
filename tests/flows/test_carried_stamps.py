"""Stamps inside proofs: one card's file, and a packed archive, show when they were there, and nobody can lend them another."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from firsthand.desk.export import ExportOrder, export
from firsthand.desk.publish import publish_story
from firsthand.desk.stamp import stamp
from firsthand.ledger.canonical import canonical
from firsthand.model.actor import tool
from firsthand.model.stamp import Authority
from firsthand.shell import outsider
from firsthand.shell.verify import verify_path
from firsthand.testing.authority import LoopbackAuthority
from firsthand.testing.world import SmallCase, make_desk, ready_story, take_in, twarc_lines

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="the openssl program is not here")

PROGRAM = Path(outsider.__file__).with_name("verify.py")


@dataclass(frozen=True, slots=True)
class Given:
    """A stamped case of two imports, its site, and the authority."""

    case: SmallCase
    site: Path
    authority: LoopbackAuthority

    @property
    def proof(self) -> dict[str, Any]:
        """The proof of the one card."""
        return dict(json.loads((self.site / "proof" / "power.json").read_bytes()))


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Given]:
    """A case that was stamped after its imports and before its story was published."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("carried")
        patch.setenv("FIRSTHAND_HOME", str(folder / "home"))
        case = make_desk(folder)
        for number, texts in enumerate((["نحن في أورادش، الكهرباء مقطوعة", "the road is open"], ["міст закрито"])):
            export_file = folder / f"posts{number}.jsonl"
            export_file.write_bytes(twarc_lines(texts, first=1001 + 10 * number))
            take_in(case, export_file)
        authority = LoopbackAuthority(folder / "alpha", "Alpha")
        desk = ready_story(case)
        with authority.serving() as url:
            named = Authority(name="alpha", url=url)
            done = stamp(desk, authorities=[named], actor=tool("t", "1"), progress=lambda *_: None, roots={"alpha": authority.roots})
        assert len(done.stamped) == 1
        site = Path(publish_story(desk, "days", str(folder / "site"), actor=case.ann).site)
        case.desk.book.settle()
        yield Given(case, site, authority)


def both(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What our program says of a path, and what the stranger's says."""
    verdict = verify_path(path)
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(PROGRAM), "--json", str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    ours = {"ok": verdict.ok, "checked": dict(verdict.checked), "failures": verdict.failures, "not_checked": verdict.not_checked}
    return ours, json.loads(done.stdout)


def test_one_card_alone_shows_its_time(given: Given, tmp_path: Path) -> None:
    """A card's proof, with nothing beside it, is checked to the time stamp by both programs."""
    path = tmp_path / "power.json"
    path.write_bytes((given.site / "proof" / "power.json").read_bytes())

    for told in both(path):
        assert (told["ok"], told["checked"]["time stamps"]) == (True, 1)
        assert not any("outside time stamp" in one["what"] for one in told["not_checked"])


def test_a_site_counts_its_cards_stamps(given: Given) -> None:
    """The whole site verifies, and says how many of its cards carry a stamp."""
    ours, theirs = both(given.site)

    assert (ours["failures"], theirs["failures"]) == ([], [])
    assert ours["checked"]["time stamps of cards"] == theirs["checked"]["time stamps"] == 1


def changed(stamp_of: dict[str, Any], given: Given) -> dict[str, Callable[[], dict[str, Any]]]:
    """Every way to lend a proof a time that is not its own."""
    stamper = given.case.desk.stamper
    head = stamp_of["checkpoint"]
    other = stamper.request(head.encode())
    foreign = stamper.request(b"something else")

    def coded(data: bytes) -> str:
        return b64encode(data).decode()

    return {
        "a reply to another request over the same head": lambda: {"reply": coded(given.authority.reply(other))},
        "a stamp of other bytes": lambda: {"request": coded(foreign), "reply": coded(given.authority.reply(foreign))},
        "a head with another size": lambda: {"checkpoint": head.replace(f"\n{head.split(chr(10))[1]}\n", "\n3\n", 1)},
        "a path that leads elsewhere": lambda: {"paths": {seq: ["00" * 32 for _ in path] for seq, path in stamp_of["paths"].items()}},
        "a path of another entry": lambda: {"paths": {"0": next(iter(stamp_of["paths"].values()))}},
        "one path more": lambda: {"paths": {**stamp_of["paths"], "0": []}},
        "roots of somebody else": lambda: {"roots": coded(LoopbackAuthority(given.site.parent / "evil", "Evil").roots)},
        "no reply": lambda: {"reply": ""},
        "no stamp at all": lambda: {"reply": coded(b"x" * 90)},
        "base64 in two forms": lambda: {"reply": stamp_of["reply"] + "\n"},
        "a number": lambda: {"reply": 7},
        "a head of the other log": lambda: {"checkpoint": head.replace("firsthand/", "firsthand/x", 1)},
    }


def test_what_is_lent_is_refused(given: Given, tmp_path: Path) -> None:
    """Replays, other digests, other heads, other roots: both programs name the file."""
    proof = given.proof
    path = tmp_path / "power.json"
    for what, change in changed(proof["stamps"][0], given).items():
        path.write_bytes(canonical({**proof, "stamps": [{**proof["stamps"][0], **change()}]}))

        ours, theirs = both(path)

        assert [one["what"] for one in ours["failures"]] == ["power.json"], what
        assert [one["what"] for one in theirs["failures"]] == ["power.json"], what


@pytest.mark.parametrize(
    "rows",
    [7, "x", [7], [None], [[]], {"a": 1}, [{}], [{"checkpoint": 1, "request": 1, "reply": 1, "roots": 1, "paths": 1}]],
)
def test_hostile_rows_are_failures(given: Given, tmp_path: Path, rows: Any) -> None:
    """Whatever stands in place of the stamps, the answer is a named failure."""
    path = tmp_path / "power.json"
    path.write_bytes(canonical({**given.proof, "stamps": rows}))

    for told in both(path):
        assert [one["what"] for one in told["failures"]] == ["power.json"]


def test_flipped_bits_change_neither_time_nor_digest(given: Given, tmp_path: Path) -> None:
    """150 flips in a reply: each is refused, or lies in what the authority did not sign and changes nothing that is said."""
    from firsthand.shell.stamps import check_stamp

    proof = given.proof
    row = proof["stamps"][0]
    good = b64decode(row["reply"])
    said = check_stamp(good, row["checkpoint"].encode(), b64decode(row["roots"]), request=b64decode(row["request"]))
    chance = random.Random(20410315)
    refused = 0
    for _ in range(150):
        bad = bytearray(good)
        bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
        path = tmp_path / "power.json"
        path.write_bytes(canonical({**proof, "stamps": [{**row, "reply": b64encode(bad).decode()}]}))
        if not verify_path(path).ok:
            refused += 1
            continue
        again = check_stamp(bytes(bad), row["checkpoint"].encode(), b64decode(row["roots"]), request=b64decode(row["request"]))
        assert (again.gen_time, again.authority) == (said.gen_time, said.authority)

    assert refused >= 120


def test_a_packed_archive_carries_them(given: Given, tmp_path: Path) -> None:
    """A WACZ of both imports holds one stamp with the way from each, and says so; a changed one is refused."""
    path = tmp_path / "all.wacz"
    export(given.case.desk, ExportOrder(format="wacz", target=str(path), query="", because="deposit"), actor=given.case.ann)

    verdict = verify_path(path)

    assert (verdict.failures, verdict.checked["time stamps"]) == ([], 1)
    assert not any(one["what"] == "outside time stamp" for one in verdict.not_checked)
    with zipfile.ZipFile(path) as archive:
        entries = json.loads(archive.read("proofs/entries.json"))
    assert sorted(entries["stamps"][0]["paths"]) == sorted(entries["entries"])
    assert len(entries["entries"]) == 2


def test_a_packed_archive_with_a_lent_stamp(given: Given) -> None:
    """The entries of a WACZ with a stamp of other bytes do not hold."""
    from firsthand.desk.stamp import carried_stamps
    from firsthand.shell.wacz_proofs import EntryProofs

    book = given.case.desk.book
    runs = [one.seq for one in book.entries() if one.kind == "run"]
    value = {"checkpoint": book.head(), "key": book.key(), "version": 1, "entries": {str(seq): book.proof_of_entry(seq) for seq in runs},
             "stamps": carried_stamps(given.case.desk, runs)}  # fmt: skip
    assert (EntryProofs(value).wrong, EntryProofs(value).stamps) == ("", [""])
    foreign = given.case.desk.stamper.request(b"something else")
    lent = {"request": b64encode(foreign).decode(), "reply": b64encode(given.authority.reply(foreign)).decode()}

    proofs = EntryProofs({**value, "stamps": [{**value["stamps"][0], **lent}]})

    assert "other bytes" in proofs.wrong
