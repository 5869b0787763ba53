"""Models that were taught before the case began: ours, and the case's own."""

from __future__ import annotations

from firsthand.desk.ports import Desk
from firsthand.find.taught import SUFFIX, Taught, read_model


def read_models(desk: Desk) -> list[Taught]:
    """
    The models of a desk; of two for one category the later one counts.

    Raises:
        Mistaken: One cannot be read, or was made for another version; the message names the file and what to do.
    """
    return [read_model(data, file=f"{name}{SUFFIX}") for name, data in desk.models.items()]
