"""The words that brought a post, as a reader is told them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def said_more(copy: dict[str, Any], categories: Iterable[str]) -> dict[str, Any]:
    """What is told of a copy that gave the post that stands for it a band."""
    return {"id": copy["id"], "text": copy["text"], "why": outermost(span for name in categories for span in listed(copy, name))}


def outermost(spans: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Spans in order of the text, without those that lie within another."""
    out: list[dict[str, Any]] = []
    for one in sorted(spans, key=lambda span: (span["start"], -span["end"])):
        if not out or one["end"] > out[-1]["end"]:
            out.append(one)
    return out


def listed(post: dict[str, Any], category: str) -> list[dict[str, Any]]:
    """Spans that the word lists met in a post."""
    found: list[dict[str, Any]] = post["categories"].get(category, {}).get("why", [])
    return found
