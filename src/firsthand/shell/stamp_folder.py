"""
`stamps/` of a case, and the roots that its plan names.

Four files a stamp: ``SIZE.NAME.checkpoint`` (what was stamped), ``.tsq`` (the request), ``.tsr`` (the reply as it came) and
``.roots.pem`` (the roots as of that day; not there when none were named). What waits lies in ``stamps/queue/SIZE.NAME.json``
from before it is asked for until its entry stands: whatever a crash leaves half done is done again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from firsthand.ledger.canonical import canonical
from firsthand.model.errors import Mistaken, Tampered
from firsthand.model.stamp import AUTHORITY_NAME, STAMP_ENDINGS, Waiting
from firsthand.shell.durable import make_folder, on_disk, sync_folder, write_durable
from firsthand.shell.stamps import as_pem

QUEUED = re.compile(rf"(?P<stem>[0-9]+\.{AUTHORITY_NAME.pattern})\.json")


def stamp_files(detail: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Digest and path, from the case's folder, of every file that the entry of a stamp speaks of."""
    size, name = detail.get("size"), detail.get("authority")
    if type(size) is not int or not isinstance(name, str) or not AUTHORITY_NAME.fullmatch(name):
        return []
    return [(detail[what], stamp_path(size, name, what)) for what in STAMP_ENDINGS if detail.get(what)]


def stamp_path(size: int, name: str, what: str) -> str:
    """Where a file of a stamp lies in a case; `what` is a word of `STAMP_ENDINGS`."""
    return f"stamps/{size}.{name}.{STAMP_ENDINGS[what]}"


class StampFolder:
    """See `desk.ports.Stamps`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._queue = root / "stamps" / "queue"

    def roots(self, name: str) -> bytes:
        """
        The roots that the plan names for an authority: `plan/stampers/NAME.pem`; empty when there are none.

        Raises:
            Mistaken: The file holds no certificates.
        """
        path = self._root / "plan" / "stampers" / f"{name}.pem"
        try:
            return as_pem(path.read_bytes())
        except FileNotFoundError:
            return b""
        except ValueError as error:
            raise Mistaken(f"{path}: {error}.", code="bad-roots", advice="Put the authority's root certificates there, PEM.") from None

    def waiting(self) -> list[Waiting]:
        """
        Everything that waits for a stamp, the smallest head first.

        Raises:
            Tampered: A file of the queue is not one of ours.
        """
        if not self._queue.is_dir():
            return []
        found = [_waiting(path) for path in self._queue.iterdir() if QUEUED.fullmatch(path.name)]
        return sorted(found, key=lambda one: (one.size, one.authority))

    def queue(self, one: Waiting) -> None:
        """Make a request durable before it is sent."""
        value = {
            "size": one.size, "authority": one.authority, "url": one.url, "checkpoint": one.checkpoint.decode(),
            "request": one.request.hex(), "roots": one.roots.decode("latin-1"),
        }  # fmt: skip
        self._write(self._place(one), canonical(value))

    def done(self, one: Waiting) -> None:
        """Take out of the queue what has its entry."""
        with on_disk(self._queue):
            self._place(one).unlink(missing_ok=True)
            if self._queue.is_dir():
                sync_folder(self._queue)

    def keep(self, size: int, name: str, files: Mapping[str, bytes]) -> None:
        """Make the files of a stamp durable; the reply last."""
        for what in STAMP_ENDINGS:
            if what != "reply" and files.get(what):
                self._write(self._root / stamp_path(size, name, what), files[what])
        self._write(self._root / stamp_path(size, name, "reply"), files["reply"])

    def kept(self, size: int, name: str) -> dict[str, bytes]:
        """
        The files of a stamp by what they are.

        Raises:
            Tampered: One of them is missing.
        """
        found = {}
        for what in STAMP_ENDINGS:
            path = self._root / stamp_path(size, name, what)
            try:
                found[what] = path.read_bytes()
            except OSError:
                if what != "roots":
                    raise _bad(f"{path} is missing or cannot be read") from None
        return found

    def _write(self, path: Path, data: bytes) -> None:
        with on_disk(self._root / "work"):
            make_folder(self._root / "work")
        write_durable(path, data, temporary=self._root / "work")

    def _place(self, one: Waiting) -> Path:
        return self._queue / f"{one.size}.{one.authority}.json"


def _waiting(path: Path) -> Waiting:
    try:
        value = json.loads(path.read_bytes())
        one = Waiting(
            size=int(value["size"]), authority=str(value["authority"]), url=str(value["url"]),
            checkpoint=value["checkpoint"].encode(), request=bytes.fromhex(value["request"]),
            roots=value["roots"].encode("latin-1"),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise _bad(f"{path} cannot be read") from None
    if path.name != f"{one.size}.{one.authority}.json":
        raise _bad(f"{path} does not hold what its name says")
    return one


def _bad(message: str) -> Tampered:
    return Tampered(message, code="bad-stamp-file", advice="`firsthand verify` says what else differs; restore it from a backup.")
