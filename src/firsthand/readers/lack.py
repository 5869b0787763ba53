"""What a record speaks of and does not hold, before it is known where the record stands."""

from __future__ import annotations

from typing import NamedTuple


class Lack(NamedTuple):
    """
    A gap without its place.

    Attributes:
        code, what: As in `Gap`.
    """

    code: str
    what: str
