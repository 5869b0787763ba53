"""
Thumbnails: small upright copies of the pictures that posts carry, without any of their notes.

They are a convenience and never evidence: the store may be dropped at any time and is filled again. A picture that is sealed or
quarantined is not in the clear and gets none; of one that is erased, the erasure takes the thumbnail too.
"""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.desk.ports import Desk, Progress
from firsthand.desk.reading import FAILURES
from firsthand.desk.rebuild import BlobFiles
from firsthand.model.errors import NotFound, Unavailable
from firsthand.model.ids import Digest

_NO_PICTURE = FAILURES | {"no-thumbnail"}
"""Codes of what is the fault of one picture; any other error ends the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumbnails:
    """
    What a run came to.

    Attributes:
        pictures: Of posts that are not hidden.
        made, there: New ones; those that were there before.
        none: Pictures of which none can be made, now or before: digest and why.
        absent: Pictures whose bytes are not here (quarantined, or lost).
    """

    pictures: int
    made: int
    there: int
    none: tuple[tuple[Digest, str], ...]
    absent: int


def make_thumbnails(desk: Desk, *, progress: Progress) -> Thumbnails:
    """
    Make those that are missing, one by one, each kept as soon as it is made: it may be stopped at any time and goes on there.

    A picture that cannot be opened is remembered, and not tried again until the store is dropped.
    """
    wanted = list(desk.views.pictures())
    made = there = absent = 0
    none: list[tuple[Digest, str]] = []
    for number, digest in enumerate(wanted):
        progress("thumbnails", number, len(wanted))
        held = desk.thumbnails.read(digest)
        if not desk.vault.has(digest):
            absent += 1
        elif held is None:
            try:
                desk.thumbnails.write(digest, _made(desk, digest))
                made += 1
            except Unavailable as error:
                if error.code not in _NO_PICTURE:
                    raise
                none.append((digest, str(error)))
                desk.thumbnails.write(digest, b"")
        elif held:
            there += 1
        else:
            none.append((digest, "It could not be opened before."))
    return Thumbnails(pictures=len(wanted), made=made, there=there, none=tuple(none), absent=absent)


def _made(desk: Desk, digest: Digest) -> bytes:
    with desk.vault.open(digest) as stream:
        size = stream.seek(0, 2)
    return desk.reading.thumbnail(BlobFiles(desk.vault, {digest: (digest, size)}), digest)


def thumbnail(desk: Desk, digest: Digest) -> bytes:
    """
    The thumbnail of a picture, JPEG or PNG.

    Raises:
        NotFound: None was made, the picture is not in the clear any more, or every post that carries it is hidden.
    """
    held = desk.thumbnails.read(digest) if desk.vault.has(digest) and desk.views.is_shown(digest) else None
    if not held:
        raise NotFound("There is no thumbnail of it.", code="no-thumbnail", advice="Run `firsthand media thumbnails`.")
    return held
