"""The one seam: everything foreign is an `Adapter` value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

KINDS = (
    "fetcher", "reader", "recogniser", "translator", "embedder", "resolver",
    "signal", "exporter", "engine", "stamper", "vault",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NoOptions:
    """An adapter without settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """
    Something that knows a foreign thing.

    Attributes:
        kind: One of `KINDS`.
        name, version: Together they name what made a reading; the version changes whenever the output may.
        summary: One sentence.
        options: A frozen dataclass whose fields have defaults; flags, form fields and docs come from it.
        needs: Programs or packages that must be present, by name.
        open: Makes the working object from options. Importing the module that holds the adapter imports nothing
            heavy; `open` may.
        losses: What the adapter knows that it does not carry over, in sentences.
        filler: For a reader whose items have byte ranges: from the bytes of one item, other bytes of the same length that
            say nothing of it and that the reader takes for one item, readable or not, at the same place. None: nothing
            can be erased from inside such a file.
        blank: For a reader whose items have no byte range: from the bytes of a whole file and the numbers of items in it, the
            bytes of a file in which these say nothing and every other item reads as before. Raises ValueError with the
            reason where it cannot.
    """

    kind: str
    name: str
    version: str
    summary: str
    open: Callable[[Any], Any]
    options: type = NoOptions
    needs: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    filler: Callable[[bytes], bytes] | None = None
    blank: Callable[[bytes, frozenset[int]], bytes] | None = None

    @property
    def maker(self) -> str:
        """``name@version``, as it stands in entries and captures."""
        return f"{self.name}@{self.version}"
