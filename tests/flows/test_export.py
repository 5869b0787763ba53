"""Handing evidence on: what goes, what stays, what is entered, and that nothing half-written gets its name."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile

import pytest

from firsthand.desk.care import record_consent
from firsthand.desk.export import ExportOrder, export
from firsthand.desk.story import NewCard, add_card, new_story
from firsthand.model.errors import FirsthandError, Refused, Tampered
from firsthand.model.ids import PostId
from firsthand.shell.case import open_case
from firsthand.shell.wacz import check_wacz
from firsthand.shell.warc_check import walk
from firsthand.testing.world import ANN, WORDS, StillClock, take_in, twarc_lines


@pytest.fixture
def held(small, tmp_path):
    """Give a case that holds the default samples of words."""
    source = tmp_path / "posts.jsonl"
    source.write_bytes(twarc_lines(WORDS))
    take_in(small, source)
    return small


def order(tmp_path, name="x.wacz", **fields) -> ExportOrder:
    """Give an order for everything."""
    return ExportOrder(**{"format": "wacz", "target": str(tmp_path / name), "query": "", "because": "deposit", **fields})


@pytest.mark.parametrize(("shape", "name"), [("wacz", "a b.wacz"), ("warc", "أرشيف.warc.gz"), ("bagit", "bag")])
def test_the_command(shape, name, held, run, tmp_path):
    """Each format: the shape that is promised, an entry with receiver and digest, and a case that still verifies."""
    to = tmp_path / "out" / name

    said = run("export", shape, "--query", "", "--to", to, "--recipient", "مدينة", "--because", "deposit", "--as", ANN, "--json")

    assert said.code == 0, said.err
    assert said.json == {"path": str(to), "items": len(WORDS), "left_out": []}
    entry = list(held.desk.book.entries())[-1]
    assert (entry.kind, entry.detail["format"], entry.detail["recipient"], entry.detail["count"]) == ("export", shape, "مدينة", 9)
    assert sorted(entry.detail["posts"]) == [f"x:{1001 + number}" for number in range(9)]
    if shape != "bagit":
        assert hashlib.sha256(to.read_bytes()).hexdigest() == entry.detail["sha256"]
    assert [path.name for path in to.parent.iterdir()] == [name]
    assert run("verify", held.root, "--json").json["failures"] == []
    assert run("export", shape, "--query", "", "--to", to, "--because", "x", "--as", ANN, "--json").error["code"] == "target-exists"


def test_verify_reads_a_packed_archive(held, run, tmp_path):
    """`firsthand verify FILE.wacz`: exit 0, and 10 when a byte was changed."""
    export(held.desk, order(tmp_path), actor=held.ann)
    path = tmp_path / "x.wacz"

    good = run("verify", path, "--json")
    path.write_bytes(path.read_bytes()[:-1] + b"\1")

    assert (good.code, good.json["ok"], good.json["checked"]["signature"]) == (0, True, 1)
    assert run("verify", path, "--json").code == 10


def test_verify_with_the_maker_s_key(held, run, tmp_path):
    """With `--key`, a file of another maker, or without a signature, is no longer taken for theirs."""
    export(held.desk, order(tmp_path), actor=held.ann)
    path = tmp_path / "x.wacz"
    told = next(one["why"] for one in run("verify", path, "--json").json["not_checked"] if one["what"] == "who holds the key")

    assert run("verify", path, "--key", told.rpartition(" ")[2], "--json").code == 0
    assert run("verify", path, "--key", "00" * 32, "--json").code == 10
    assert run("verify", held.root, "--key", "00" * 32, "--json").error["code"] == "key-for-wacz"


def test_captures_are_the_bytes_that_were_received(held, tmp_path):
    """Every line of the export file stands in the archive, unchanged, and says on its cover that it is not for publication."""
    export(held.desk, order(tmp_path), actor=held.ann)

    with zipfile.ZipFile(tmp_path / "x.wacz") as archive:
        data, package = archive.read("archive/data.warc.gz"), json.loads(archive.read("datapackage.json"))
    blocks = {block for _, block in walk(iter([data])).starts.values()}
    lines = (tmp_path / "posts.jsonl").read_bytes().splitlines()
    assert {hashlib.sha256(line).hexdigest() for line in lines} == blocks
    assert "not for publication" in package["description"]
    assert package["holds"]["personal_data"] is True


@pytest.mark.parametrize("layer", ["hold", "archive", "courts", "partners"])
@pytest.mark.parametrize("value", ["no", "withdrawn"])
def test_who_said_no_stays_here(layer, value, held, tmp_path):
    """A no to one part is a no to the capture, which holds them all; it is named with its reason."""
    record_consent(held.desk, "x:1001", layer, "handle", value, because="asked by mail", actor=held.ann)

    done = export(held.desk, order(tmp_path), actor=held.ann)

    assert [(one["post"], one["code"]) for one in done.left_out] == [("x:1001", "consent")]
    assert done.items == len(WORDS) - 1
    with zipfile.ZipFile(tmp_path / "x.wacz") as archive:
        assert all(b"x:1001" not in archive.read(name) for name in archive.namelist() if not name.endswith(".gz"))


def test_a_no_to_partners_does_not_stop_a_court(held, tmp_path):
    """With `--for`, only that use is asked about; a yes for one post stands over a no for its account."""
    record_consent(held.desk, "x:70", "partners", "words", "no", because="asked", actor=held.ann)
    record_consent(held.desk, "x:1001", "partners", "words", "yes", because="asked again", actor=held.ann)

    all_three = export(held.desk, order(tmp_path), actor=held.ann)
    court = export(held.desk, order(tmp_path, "y.wacz", layers=("courts",)), actor=held.ann)

    assert {one["post"] for one in all_three.left_out} == {"x:1004", "x:1007"}
    assert court.left_out == []


def test_the_cards_of_a_story(held, tmp_path):
    """With a story, the captures behind its cards go, and nothing else."""
    new_story(held.desk, "bridge", {"en": "If the bridge closes"}, actor=held.ann)
    for post in ("x:1003", "x:1001"):
        add_card(held.desk, NewCard(slug="bridge", post=PostId(post), key=f"card-{post[-1]}"), actor=held.ann)

    done = export(held.desk, order(tmp_path, story="bridge", query=None), actor=held.ann)

    entry = held.desk.book.entry(done.entry)
    assert (done.items, entry.detail["subject"], sorted(entry.detail["posts"])) == (2, "story:bridge", ["x:1001", "x:1003"])
    assert check_wacz(tmp_path / "x.wacz").checked["pages"] == 2


def test_a_neighbour_does_not_carry_them_out(small, tmp_path):
    """An item that holds two people's posts stays here when one of them said no."""
    line = json.loads(twarc_lines([{"text": "outer", "id": "1", "author": "70"}]))
    other = json.loads(twarc_lines([{"text": "inner", "id": "2", "author": "71"}]))
    line["referenced_tweets"] = [{"type": "quoted", "id": "2", **{k: v for k, v in other.items() if k != "__twarc"}}]
    source = tmp_path / "nested.jsonl"
    source.write_bytes(json.dumps(line).encode() + b"\n" + twarc_lines(["alone"], first=3))
    take_in(small, source)
    assert len(small.desk.views.place_of("x:2")) == 1
    record_consent(small.desk, "x:2", "archive", "words", "no", because="asked", actor=small.ann)

    done = export(small.desk, order(tmp_path), actor=small.ann)

    assert {one["post"]: one["code"] for one in done.left_out} == {"x:1": "neighbour", "x:2": "consent"}
    assert done.items == 1


def test_nothing_may_go(held, tmp_path):
    """When everybody said no there is no file and no entry."""
    for number in range(3):
        record_consent(held.desk, f"x:{70 + number}", "archive", "words", "no", because="asked", actor=held.ann)
    size = held.desk.book.size()

    with pytest.raises(Refused, match="Nothing may go"):
        export(held.desk, order(tmp_path), actor=held.ann)

    assert held.desk.book.size() == size
    assert not list(tmp_path.glob("*.wacz")) + list(tmp_path.glob(".*part"))


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"because": " "}, "no-reason"), ({"format": "zip"}, "bad-format"), ({"layers": ("public",)}, "bad-layer"),
     ({"story": "x"}, "two-choices"), ({"story": "x", "query": None}, "no-story")],
)  # fmt: skip
def test_mistaken_orders(fields, code, held, tmp_path):
    """A reason, a format, a use and a choice of messages are needed."""
    with pytest.raises(FirsthandError) as error:
        export(held.desk, order(tmp_path, **fields), actor=held.ann)

    assert error.value.code == code
    assert not (tmp_path / "x.wacz").exists()


def test_a_changed_capture_never_leaves(held, tmp_path):
    """What does not open its commitment is an alarm, not an export."""
    place = held.desk.views.place_of("x:1001")[0]
    blob = held.root / "vault" / "blobs" / place["digest"][:2] / place["digest"]
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes().replace(b"2041-03-14", b"2041-03-15"))

    with pytest.raises(Tampered):
        export(held.desk, order(tmp_path), actor=held.ann)

    assert not list(tmp_path.glob("*.wacz")) + list(tmp_path.glob(".*part"))


def test_it_is_deterministic(held, tmp_path):
    """The same case at the same time gives the same bytes, signature and all."""
    export(held.desk, order(tmp_path), actor=held.ann)  # makes the key
    found = []

    for name in ("one", "two"):
        shutil.copytree(held.root, tmp_path / name / "case")
        desk = open_case(tmp_path / name / "case", clock=StillClock())
        export(desk, order(tmp_path, f"{name}.wacz"), actor=held.ann)
        found.append((tmp_path / f"{name}.wacz").read_bytes())

    assert found[0] == found[1]


def test_the_key_is_the_case_s_own(held, tmp_path):
    """Two exports of one case are signed by one key, which a receiver can pin; another case's is refused."""
    keys = []
    for name in ("a.wacz", "b.wacz"):
        export(held.opened().desk, order(tmp_path, name), actor=held.ann)
        told = next(one["why"] for one in check_wacz(tmp_path / name).not_checked if one["what"] == "who holds the key")
        keys.append(told.rpartition(" ")[2])

    assert keys[0] == keys[1]
    assert check_wacz(tmp_path / "a.wacz", keys=keys).ok
    assert not check_wacz(tmp_path / "a.wacz", keys=["00" * 32]).ok


def test_a_bag_is_valid_to_the_field_s_own_library(held, tmp_path):
    """bagit, where it is installed; and `sha256sum` for everybody."""
    export(held.desk, order(tmp_path, "bag", format="bagit"), actor=held.ann)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        told = subprocess.run(["sha256sum", "--quiet", "-c", manifest], cwd=tmp_path / "bag", capture_output=True, check=False)
        assert (told.returncode, told.stdout) == (0, b"")

    bagit = pytest.importorskip("bagit")
    bagit.Bag(str(tmp_path / "bag")).validate()


def test_a_tool_may_not(held, tmp_path):
    """Only a person hands evidence on."""
    from firsthand.model.actor import tool

    with pytest.raises(Refused, match="person"):
        export(held.desk, order(tmp_path), actor=tool("cron", "1"))
