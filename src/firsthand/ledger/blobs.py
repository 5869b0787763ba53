"""Which blobs an entry speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def blobs_of(detail: Mapping[str, Any]) -> list[str]:
    """Digests of the vault's blobs that the detail of an entry names, each once, in order."""
    named = [one["digest"] for one in (*detail.get("members", ()), *detail.get("files", ())) if not one.get("gone")]
    named += [detail[key] for key in ("output", "listing") if detail.get(key)]
    named += [one["digest"] for one in detail.get("envelopes", ())]
    named += [one["new"] for one in detail.get("blobs", ()) if one["new"]]
    return list(dict.fromkeys(named))
