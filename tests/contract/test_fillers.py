"""An item that is erased inside a file leaves every other item as it was, and none of its words."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.registry import OURS, load_one
from firsthand.readers.seam import Setting
from firsthand.testing.files import MemoryFiles

ASKED = 9
"""Items erased a sample, spread over it: each needs the sample to be read once more."""

LEANT_ON = {
    ("whatsapp", "_chat.txt", 1), ("whatsapp", "android-ar.txt", 1),  # the chat's name, which is in every id
    ("x-archive", "data/tweets.js", 5),  # a long text in another file, which would stand alone under another id
}  # fmt: skip
"""Items on which the ids of others rest: the desk refuses to erase them."""


def samples(reader: str) -> list[dict[str, bytes]]:
    """The golden samples of a reader: each file of a folder is one source, or the whole folder is one (``whole``)."""
    golden = Path(__file__).parents[1] / "golden"
    found: list[dict[str, bytes]] = []
    for folder, entry in tomllib.loads((golden / "samples.toml").read_text("utf-8")).items():
        root = golden / folder
        files = sorted(path for path in root.rglob("*") if path.is_file() and path.name != "README.md")
        members = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
        if entry["reader"] == reader:
            found += [members] if entry.get("whole") else [{name: data} for name, data in members.items()]
    return found


@pytest.mark.parametrize("module", OURS)
def test_an_erased_item_leaves_the_others_as_they_were(module: str) -> None:
    """Same number, same bytes, same posts for every other item; one row, without the words, where the item was."""
    adapter = load_one(module)
    reader = adapter.open(adapter.options())
    for sample in samples(adapter.name):
        files = MemoryFiles(sample)
        for find in reader.find(files):
            before = [one for one in reader.read(files, find, Setting(source_name="s")) if not isinstance(one, Gap)]
            ranged = [k for k, one in enumerate(before) if one.start >= 0 and isinstance(one, Item) and one.posts]
            for k in ranged[:: max(1, len(ranged) // ASKED)]:
                lost = before[k]
                assert adapter.filler is not None, f"{adapter.name} gives byte ranges and no filler"
                filler = adapter.filler(lost.raw)
                data = sample[lost.member]
                assert len(filler) == lost.length
                mended = {**sample, lost.member: data[: lost.start] + filler + data[lost.start + lost.length :]}
                after = [
                    one for one in reader.read(MemoryFiles(mended), find, Setting(source_name="s")) if not isinstance(one, Gap)
                ]
                where = f"{adapter.name}, {lost.member} item {lost.n}"

                assert [(o.member, o.start, o.n) for o in after] == [(o.member, o.start, o.n) for o in before], where
                if (adapter.name, lost.member, lost.n) not in LEANT_ON:
                    for number, (old, new) in enumerate(zip(before, after, strict=True)):
                        assert number == k or told(new, lost) == told(old, lost), where
                for word in (word for post in lost.posts[:1] for word in post.text.split() if len(word) > 4):
                    assert word.encode() not in after[k].raw, where


def told(row: Item | Rejected, lost: Item) -> object:
    """What must stay: place and bytes, ids and words; all but the "-n" of an equal message, which goes together with it."""
    said = {post.text for post in lost.posts}
    posts = row.posts if isinstance(row, Item) else ()
    equal = {post.id.partition("-")[0] for post in lost.posts}
    return row[:5], [(post.id, post.text) for post in posts if post.text not in said or post.id.partition("-")[0] not in equal]
