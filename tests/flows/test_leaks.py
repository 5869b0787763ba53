"""Canaries are planted across a story: none is in any byte of it, and with redaction broken on purpose each is found."""

from __future__ import annotations

import io
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PIL import Image

from firsthand.desk import compose, publish
from firsthand.desk.leaks import LeakTest
from firsthand.desk.publish import draft_story, publish_story
from firsthand.model.errors import Refused
from firsthand.testing.canaries import PER_CARD, SLUG, plant
from firsthand.testing.world import make_desk

CARDS = 3


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A case with a story of canaries; tests leave it as it is."""
    folder = tmp_path_factory.mktemp("leaks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(folder / "home"))
        case = make_desk(folder)
        yield case, plant(case, folder, cards=CARDS), folder


def broken(press):
    """A press that publishes pictures as they came."""

    def clean(data, areas):
        return SimpleNamespace(data=data, width=320, height=240, mime="image/jpeg")

    def clean_all(jobs):
        return [clean(read(), areas) for read, areas in jobs]

    held = {name: getattr(press, name) for name in dir(press) if not name.startswith("_")}
    return SimpleNamespace(**held | {"clean": clean, "clean_all": clean_all})


def test_no_canary_is_in_any_byte(planted):
    """Published: the leak test finds nothing, and neither does a plain search for the bytes."""
    case, what, folder = planted

    done = publish_story(case.desk, SLUG, str(folder / "site"), actor=case.ann)

    assert done.cards == CARDS
    every = b"".join(path.read_bytes() for path in sorted((folder / "site").rglob("*")) if path.is_file())
    assert len(what.words) == 2 * CARDS
    assert len(what.pictures) == PER_CARD * CARDS
    hidden = [*what.words, "Okarov", "Oraphone", "الأوكار", "of_Selim", "4567"]
    assert [word for word in hidden if word.encode() in every] == []
    assert b"Exif" not in every


def test_with_redaction_broken_every_canary_is_found(planted, monkeypatch):
    """Pictures go out as they came, and covers are forgotten: all of both are found, and the publication is refused."""
    case, what, folder = planted
    desk = replace(case.desk, press=broken(case.desk.press))
    whole = compose.passage
    monkeypatch.setattr(compose, "passage", lambda text, quotes, covers, *rest: whole(text, quotes, (), *rest))

    draft = draft_story(desk, SLUG)

    assert what.found(draft.leaks) == (2 * CARDS, PER_CARD * CARDS)
    assert {leak.card for leak in draft.leaks if leak.kind == "phone"} <= {f"card-{n:03d}" for n in range(CARDS)}
    with pytest.raises(Refused, match=r"en/.*: .* of card card-0.*; (take|cover|say|publish|print)") as refused:
        publish_story(desk, SLUG, str(folder / "other"), actor=case.ann)
    assert refused.value.code == "leak"
    assert not (folder / "other").exists()


def test_a_picture_that_may_not_be_seen_is_known_by_its_looks(planted):
    """Smaller, lettered anew by compression and under another name, inside a page."""
    case, what, _ = planted
    desk = case.desk
    original = next(iter(what.pictures.values()))
    small = io.BytesIO()
    Image.open(io.BytesIO(desk.vault.read(original))).resize((200, 150)).save(small, "JPEG", quality=60)
    _, story = publish.checked_story(desk, SLUG)
    pictures = {one: held for one, held in story.pictures.items() if one != original}

    files = {"assets/other.jpg": small.getvalue()}

    found = LeakTest(desk, story.cases, (), pictures).find(files)

    assert [(leak.kind, leak.card) for leak in found.leaks] == [("picture", "card-000")]
    assert LeakTest(desk, story.cases, (), story.pictures).find(files).leaks == ()
