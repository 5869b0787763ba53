"""
Every place of a case that may hold a person's words, and how they leave it.

Whoever adds a folder or a table adds it here, with the way in which an erasure reaches it; the erase drill
(``tests/flows/test_erase.py``) fails until that is done.
"""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.shell.sql.tables import ledger, views


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    A place that is kept.

    Attributes:
        name: Of the file or folder below the case, or of the table.
        holds: What of a person's words it may hold.
        erased: How they leave it.
    """

    name: str
    holds: str
    erased: str


FOLDERS = (
    Place(name="case.toml", holds="what the desk wrote", erased="by people: the program never edits it"),
    Place(name="plan", holds="word lists, which may quote", erased="by people: the program never edits it"),
    Place(name="maps", holds="map tiles that the desk added", erased="nothing to erase"),
    Place(name="vault", holds="captures, media, outputs of screening, published pages, sealed things (encrypted)",
          erased="captures and outputs: a new blob, the old one removed; media, pages and sealed things: removed"),
    Place(name="ledger", holds="bodies of acts that quote or translate", erased="the body file is removed; the leaf stays"),
    Place(name="stories", holds="what an editor typed", erased="by people: `erase` names the file that says the words"),
    Place(name="models", holds="nothing yet", erased="nothing to erase"),
    Place(name="stamps", holds="digests", erased="nothing to erase"),
    Place(name="secret", holds="salts, with which a short text could be guessed; keys of sealed things",
          erased="the salt of each erased item, and the key of each erased sealed thing, is destroyed"),
    Place(name="case.sqlite", holds="see `TABLES`", erased="see `TABLES`; then VACUUM, and the log is emptied"),
    Place(name="work", holds="unfinished files, hashed n-grams and vectors of posts, thumbnails (`work/thumbnails`), files on their way "
          "in from a browser (`work/uploads`)",
          erased="removed when the erasure ends; of thumbnails, those of media that were removed"),
    Place(name="VERIFY.md", holds="nothing", erased="nothing to erase"),
    Place(name="verify.py", holds="nothing", erased="nothing to erase"),
    Place(name="SHA256SUMS", holds="digests", erased="written anew, without what is gone"),
)  # fmt: skip

_WORDS = {
    "entries": "bodies of acts", "posts": "the words", "readings": "other readings of the words", "post_words": "the folded words",
    "accounts": "names and handles", "snapshots": "profiles", "media": "descriptions, addresses", "categories": "words that drove a band",
    "rankings": "words that drove a band", "findings": "words that signals rest on",
    "acts": "quotes and translations", "picture_words": "words that a program read in pictures",
    "heard": "transcripts and subtitles",
    "picture_copies": "how a picture looks from far away, in 256 bits",
    "rejected": "reasons, which may name what was read", "gaps": "what is missing, in words",
}  # fmt: skip

TABLES = (
    *(Place(name=name, holds=_WORDS.get(name, "nothing"), erased="the body becomes null") for name in sorted(ledger.tables)),
    *(
        Place(name=name, holds=_WORDS.get(name, "keys and digests"), erased="dropped, and filled again without what was erased")
        for name in (*sorted(views.tables), "post_words")
    ),
)
