"""
A story with canaries in it: photographs that say where and by whom they were taken, and words that lead to people.

Everything is drawn and invented here. Each card has two photographs, each with a position, a name, the number of a device
and a small copy of itself in its notes, and two things in its words that are covered: in turn a handle, a telephone, a
street. A hundred of each kind are two hundred canaries, and a publication may hold none of them.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from firsthand.model.ids import AccountId, Digest, PostId

if TYPE_CHECKING:
    from PIL import Image

    from firsthand.story.leak import Leak
    from firsthand.testing.world import SmallCase

SLUG = "planted"
PER_CARD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """
    What was planted.

    Attributes:
        words: Each thing that stands in somebody's words and is covered, as it is written there.
        pictures: Name of each published picture to the digest of its original.
    """

    words: tuple[str, ...]
    pictures: dict[str, str]

    def found(self, leaks: Iterable[Leak]) -> tuple[int, int]:
        """How many of the words, and how many of the pictures, these leaks name."""
        listed = list(leaks)
        said = {leak.what for leak in listed}
        seen = {leak.path.removeprefix("media/") for leak in listed if leak.path.startswith("media/")}
        return sum(word in said for word in self.words), sum(name in seen for name in self.pictures)


def photograph(seed: int, *, size: tuple[int, int] = (320, 240)) -> bytes:
    """
    A JPEG as a telephone writes it: coarse colours, a position, an owner, a number, a small copy of itself.

    Source:
        EXIF 2.32, 4.5.5: the small copy stands in the second directory, tags 0x0201 and 0x0202.
    """
    from PIL import Image

    picture = _drawn(seed, size)
    small = io.BytesIO()
    picture.resize((40, 30)).save(small, "JPEG")
    notes = Image.Exif()
    notes[0x010F], notes[0x0110] = "Oraphone", f"Oraphone Nine {seed:04d}"
    notes[0x013B] = f"Selim Okarov{seed:04d}"
    notes[0x8298] = f"serial 8853{seed:06d}"
    place = {1: "N", 2: (33.0, 7.0, 10 + seed % 40 + seed / 1000), 3: "E", 4: (41.0, 32.0, 10 + seed % 40 + seed / 1000)}
    notes.get_ifd(0x8825).update(place)
    tiff = _with_small_copy(bytearray(notes.tobytes()[6:]), small.getvalue())
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80, exif=b"Exif\0\0" + bytes(tiff))
    return out.getvalue()


def _drawn(seed: int, size: tuple[int, int]) -> Image.Image:
    import numpy as np
    from PIL import Image

    cells = np.random.default_rng(seed).integers(0, 256, (9, 12, 3), dtype=np.uint8)
    return Image.fromarray(cells).resize(size, Image.Resampling.BICUBIC)


def _with_small_copy(tiff: bytearray, small: bytes) -> bytearray:
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"
    first = int.from_bytes(tiff[4:8], order)
    end = first + 2 + 12 * int.from_bytes(tiff[first : first + 2], order)
    tiff[end : end + 4] = len(tiff).to_bytes(4, order)
    at = len(tiff) + 2 + 24 + 4
    tiff += (2).to_bytes(2, order)
    for tag, value in ((0x0201, at), (0x0202, len(small))):
        tiff += tag.to_bytes(2, order) + (4).to_bytes(2, order) + (1).to_bytes(4, order) + value.to_bytes(4, order)
    return tiff + (0).to_bytes(4, order) + small


def _things(card: int) -> list[tuple[str, str]]:
    """Kind and words of what a card gives away."""
    every = [
        ("handle", f"@neighbour_voice_{card:03d}"), ("phone", f"+999 55 {card:03d} 4567"),
        ("address", f"{card + 1} Lantern Street, door {card:03d}"),
    ]  # fmt: skip
    return [every[card % 3], every[(card + 1) % 3]]


def _text(card: int) -> str:
    first, second = (words for _, words in _things(card))
    return f"نحن في القبو منذ يومين. Write to {first} or come to {second} today. Друга ніч, світла нема {card}."


def plant(case: SmallCase, folder: Path, *, cards: int) -> Planted:
    """
    Take in a chat with photographs, judge and cover everything, and choose every message for a story in English.

    Args:
        folder: Where the export file is written.
    """
    from firsthand.testing.world import take_in

    path = folder / "chat.zip"
    path.write_bytes(_export(cards))
    take_in(case, path)
    chosen = _posts(case, cards)
    _judged(case, chosen)
    _written(case, chosen)
    words = tuple(words for card in range(cards) for _, words in _things(card))
    pictures = {
        f"card-{card:03d}-{number}.jpg": str(digest)
        for card, (_, media) in chosen.items() for number, digest in enumerate(media, 1)
    }  # fmt: skip
    return Planted(words=words, pictures=pictures)


def _export(cards: int) -> bytes:
    """A group chat as Instagram hands it out, every message by another person."""
    base = "your_instagram_activity/messages/inbox/cellars_17841400000000009"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        messages = []
        for card in range(cards):
            photos = []
            for number in range(PER_CARD):
                name = f"{base}/photos/IMG_{card:03d}_{number}_of_Selim.jpg"
                archive.writestr(name, photograph(card * PER_CARD + number))
                photos.append({"uri": name, "creation_timestamp": 2_247_890_000 + card})
            messages.append(
                {"sender_name": _mojibake(f"مريم الأوكار {card:03d}"), "timestamp_ms": 2_247_890_000_000 + card * 60_000,
                 "content": _mojibake(_text(card)), "photos": photos}
            )  # fmt: skip
        value = {"participants": [], "messages": messages[::-1], "title": "cellars", "thread_path": "inbox/cellars_17841400000000009"}
        archive.writestr(f"{base}/message_1.json", json.dumps(value))
    return out.getvalue()


def _mojibake(text: str) -> str:
    """As these exports write what is not ASCII: each byte of UTF-8 as a character."""
    return text.encode().decode("latin-1")


def _posts(case: SmallCase, cards: int) -> dict[int, tuple[PostId, list[Digest]]]:
    from firsthand.find.query import parse

    found = {}
    for post in case.desk.views.search(parse(""), limit=cards + 1, order="oldest", seed=1):
        card = int(post["text"].rsplit(" ", 1)[1].rstrip("."))
        found[card] = PostId(post["id"]), [Digest(one["digest"]) for one in post["media"]]
    return dict(sorted(found.items()))


def _judged(case: SmallCase, chosen: dict[int, tuple[PostId, list[Digest]]]) -> None:
    from firsthand.desk import care, judge, translate

    desk, ann = case.desk, case.ann
    for card, (post, media) in chosen.items():
        account = AccountId(desk.views.post(post)["account"])
        judge.judge_source(
            desk, judge.SourceJudgement(account=account, roles=("civilian",), affiliation="none-seen", reliability="C",
                                        because="read", evidence=(post,)), actor=ann,
        )  # fmt: skip
        care.record_consent(desk, post, "public", "words", "yes", because="asked by letter", actor=ann)
        care.record_rights(desk, post, "permission", "Photo: with permission", actor=ann)
        translate.translate(desk, post, "en", "We have been in the cellar for two days. The second night without light.", actor=ann)
        text = desk.views.post(post)["text"]
        for kind, words in _things(card):
            start = text.index(words)
            care.redact_words(desk, post, start, start + len(words), kind=kind, because="a neighbour's", actor=ann)
        for row in care.spans(desk, post):
            if not any(start < row["end"] and row["start"] < end for start, end in _places(text, card)):
                care.decide_span(desk, post, row["start"], row["end"], "redact", kind=row["kind"], because="to be safe", actor=ann)
        for digest in media:
            translate.describe(desk, digest, "en", "Coarse colours.", covered=False, why="", actor=ann)


def _places(text: str, card: int) -> Iterator[tuple[int, int]]:
    for _, words in _things(card):
        yield text.index(words), text.index(words) + len(words)


def _written(case: SmallCase, chosen: dict[int, tuple[PostId, list[Digest]]]) -> None:
    from firsthand.desk import judge
    from firsthand.desk.story import NewCard, add_card, new_story

    desk = case.desk
    new_story(desk, SLUG, {"en": "The cellars"}, actor=case.ann)
    for card, (post, _) in chosen.items():
        new = NewCard(slug=SLUG, post=post, key=f"card-{card:03d}", texts={"en": {"line": "Lives in Oradesh"}}, because="chosen")
        seq = add_card(desk, new, actor=case.ann).seq
        judge.second(desk, seq, agree=True, because="the same choice", actor=case.bo)
    text = desk.stories.read(SLUG)["en"]
    desk.stories.write(SLUG, "en", text.replace('standfirst = "…"', 'standfirst = "Messages from cellars."'))
