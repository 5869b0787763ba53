"""
Identifiers for messages that carry none: WhatsApp, Signal, old or trimmed exports, tables without an id column.

The design page (section 4) fixes them: the first 32 hex digits of SHA-256 over chat key, sender as stated, time as
stated, text and media digest, plus ``-n`` for the n-th equal one in a file. So a file read twice gives the same ids,
and two exports of one chat give different ids where wording or names differ; they are proposed as the same, and
joined by a person.

What else must change when this changes: nothing may. An id in a ledger is for good.
"""

from __future__ import annotations

import hashlib

from firsthand.model.post import Media
from firsthand.readers.seam import Files, Known

_HEX_DIGITS = 32
_CHUNK = 1 << 20


def fingerprint(*parts: str) -> str:
    """
    Hash strings so that no two different lists of strings give the same bytes.

    Each part goes in as its length in UTF-8 bytes, a colon, and its bytes; lone surrogates are kept.
    """
    digest = hashlib.sha256()
    for part in parts:
        coded = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(coded))
        digest.update(coded)
    return digest.hexdigest()[:_HEX_DIGITS]


def sender_id(chat: str, sender: str) -> str:
    """
    Name an account that is known only by what one chat calls it.

    The chat goes in, because another phone calls the same person otherwise, and another person the same.
    """
    return fingerprint("sender", chat, sender)


def message_id(chat: str, sender: str, stated: str, text: str, media: str) -> str:
    """
    Name a message that carries no id: of a chat, or of a table.

    Args:
        chat: The chat's or table's key.
        sender, stated: As written in the export; empty when it does not say.
        media: SHA-256 of each medium whose bytes are in the export, with a blank between two; empty when there is none.
    """
    return fingerprint(chat, sender, stated, text, media)


class Nth:
    """
    Tells equal messages of one file apart, wherever they stand in it.

    Keeps eight bytes of each id to notice equal messages: about 80 bytes of memory per message.
    """

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._equal: dict[int, int] = {}

    def __call__(self, native: str) -> str:
        """Give the id as it is, or with ``-n`` for the n-th equal one."""
        short = int(native[:16], 16)
        if short not in self._seen:
            self._seen.add(short)
            return native
        self._equal[short] = count = self._equal.get(short, 1) + 1
        return f"{native}-{count}"


class MessageIds:
    """
    Gives the native ids of one chat's messages, in the order of the file.

    Args:
        chat: The chat's key: the name it has in the export.
        files: Holds the media members.
    """

    def __init__(self, chat: str, files: Files) -> None:
        self.chat = chat
        self._files = files
        self._digests: dict[str, str] = {}
        self._nth = Nth()

    def next(self, *, sender: str, stated: str, text: str, media: tuple[Media, ...] = ()) -> str:
        """
        Name the next message.

        Args:
            sender, stated: As written in the export; empty when it does not say.
            media: Those without a member in the export count as nothing: their bytes are not known.
        """
        digests = " ".join(self._digest(one.name) for one in media if one.name)
        return self._nth(message_id(self.chat, sender, stated, text, digests))

    def _digest(self, name: str) -> str:
        # Kept, because one large file may be named by every message.
        if name not in self._digests:
            self._digests[name] = _sha256(self._files, name)
        return self._digests[name]


def _sha256(files: Files, name: str) -> str:
    if isinstance(files, Known):
        return files.digest(name)
    digest = hashlib.sha256()
    with files.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
