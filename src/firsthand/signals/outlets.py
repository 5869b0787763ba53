"""Which party an address or a handle speaks for, by the list that the desk keeps in its plan."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.signals.seam import Party


def outlet_of(name: str, parties: Sequence[Party]) -> str:
    """The party that a handle or a domain speaks for; empty when none is listed."""
    wanted = name.strip().lstrip("@").lower()
    if not wanted:
        return ""
    for party in parties:
        for outlet in party.outlets:
            known = outlet.strip().lstrip("@").lower()
            if wanted == known or ("." in known and wanted.endswith(f".{known}")):
                return party.name
    return ""
