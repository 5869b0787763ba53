"""Which readers are ours. Names only, so that starting the program imports none of them."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import cached_property
from typing import overload

from firsthand.model.adapter import Adapter

OURS: tuple[str, ...] = (
    "firsthand.readers.twarc2",
    "firsthand.readers.twitter_v1",
    "firsthand.readers.x_archive",
    "firsthand.readers.grailbird",
    "firsthand.readers.x_graphql",
    "firsthand.readers.zeeschuimer",
    "firsthand.readers.fourcat",
    "firsthand.readers.twarc_csv",
    "firsthand.readers.ytdlp",
    "firsthand.readers.youtube_tables",
    "firsthand.readers.crowdtangle",
    "firsthand.readers.facepager",
    "firsthand.readers.telegram",
    "firsthand.readers.telegram_html",
    "firsthand.readers.whatsapp",
    "firsthand.readers.web_archive",
    "firsthand.readers.har",
    "firsthand.readers.saved_page",
    "firsthand.readers.mastodon",
    "firsthand.readers.activitypub",
    "firsthand.readers.bluesky",
    "firsthand.readers.reddit",
    "firsthand.readers.discord",
    "firsthand.readers.meta_chats",
    "firsthand.readers.signal",
    "firsthand.readers.mail",
    "firsthand.readers.auto_archiver",
    "firsthand.readers.atlos",
    "firsthand.readers.check_csv",
    "firsthand.readers.proofmode",
    "firsthand.readers.pictures",
    "firsthand.readers.parquet",
    "firsthand.readers.tables",
    "firsthand.readers.json_tables",
    "firsthand.readers.typed",
)
"""Modules that each hold one `ADAPTER`. The order settles ties between equally confident readers: the first wins."""


def load_one(module: str) -> Adapter:
    """Import one module of `OURS` and give its adapter."""
    adapter = importlib.import_module(module).ADAPTER
    if not isinstance(adapter, Adapter):
        raise TypeError(f"{module}.ADAPTER is not an Adapter")
    return adapter


def load() -> list[Adapter]:
    """Import all our readers, in the order of `OURS`."""
    return [load_one(module) for module in OURS]


class Ours(Sequence[Adapter]):
    """All our readers, imported when somebody looks: a case is opened with them, and few verbs read files."""

    @cached_property
    def _adapters(self) -> tuple[Adapter, ...]:
        return tuple(load())

    def __len__(self) -> int:
        return len(OURS)

    @overload
    def __getitem__(self, place: int) -> Adapter: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Adapter]: ...

    def __getitem__(self, place: int | slice) -> Adapter | Sequence[Adapter]:
        return self._adapters[place]
