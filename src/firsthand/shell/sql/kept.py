"""Connections that a thread keeps while it takes many looks in a row, such as for one page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.pool import NullPool


class KeptWhileAsked(NullPool):
    """
    A connection for each look, closed after it; within `kept` the same one for all looks of a thread.

    Opening a database and saying how it is to be used takes some 20 times as long as a small look. Nothing is held open between
    two pages: a case may be locked or moved meanwhile, and what was erased must not live on in an open file.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._mine = threading.local()

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Close nothing until the end."""
        if self._free() is not None:
            yield
            return
        self._mine.free = []
        try:
            yield
        finally:
            free, self._mine.free = self._mine.free, None
            for one in free:
                one.close()

    def _free(self) -> list[Any] | None:
        return getattr(self._mine, "free", None)

    def _do_get(self) -> Any:
        free = self._free()
        return free.pop() if free else super()._do_get()

    def _do_return_conn(self, record: Any) -> None:
        free = self._free()
        if free is None:
            super()._do_return_conn(record)
        else:
            free.append(record)
