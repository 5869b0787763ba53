"""What lies beside every export to another tool: what it is, how to read it, what was left out and why."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.exporters.seam import Exporter, Handed
from firsthand.model.adapter import Adapter
from firsthand.text.visible import visible

NOTES = "NOTES.md"


def notes(handed: Handed, adapter: Adapter, exporter: Exporter, left_out: Sequence[str]) -> bytes:
    """The page, in English and Markdown."""
    what = "As its pages show it today: redacted, with what people agreed to. Read for leaks, byte by byte, before it left."
    lines = [
        f"# {visible(handed.title)}", "", f"**{handed.notice}**" if handed.notice else what, "",
        *(["Invented example. No real place, person or event.", ""] if handed.invented else []),
        f"{adapter.summary} Made by {handed.software}, exporter {adapter.maker}.", "",
        f"For: {exporter.use}", "", f"Proof: {exporter.proof}", "",
        *(["## Reading it", "", *(f"- {one}" for one in exporter.reading), ""] if exporter.reading else []),
        "## What was left out", "", *(f"- {one}" for one in (*adapter.losses, *left_out)), "",
        "## Before you pass it on", "",
        "People may take their words back. Whoever gave you this has entered that you hold it, and will tell you: keep a way to take",
        "a message out again. Reliability F and credibility 6 mean that nobody could judge, not that it is bad.", "",
    ]  # fmt: skip
    return "\n".join(lines).encode("utf-8", "replace")
