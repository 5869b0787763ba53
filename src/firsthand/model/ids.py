"""Identifiers, each its own type, so that a digest is never passed for a post."""

from __future__ import annotations

from typing import NewType

Digest = NewType("Digest", str)
"""SHA-256 as 64 lower-case hex digits."""

PostId = NewType("PostId", str)
"""``PLATFORM:NATIVE``, for example ``x:1234`` or ``telegram:oradesh_news/77``."""

AccountId = NewType("AccountId", str)
"""``PLATFORM:NATIVE`` of an account; the platform's stable number where it has one, else the handle."""

RunId = NewType("RunId", str)
"""One run of a reader or of a screening step, ``r`` and twelve hex digits."""

Seq = NewType("Seq", int)
"""Place of an entry in the ledger, from 0."""

PersonKey = NewType("PersonKey", str)
"""An Ed25519 public key of a person, base64; empty when the act is self-stated."""


def post_id(platform: str, native: str) -> PostId:
    """
    Name a post.

    Args:
        platform: Lower-case word, for example ``x`` or ``whatsapp``.
        native: The platform's own identifier, unchanged.
    """
    return PostId(f"{platform}:{native}")


def account_id(platform: str, native: str) -> AccountId:
    """Name an account; arguments as for `post_id`."""
    return AccountId(f"{platform}:{native}")
