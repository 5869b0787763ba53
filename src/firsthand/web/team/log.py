"""
The log of who came in and who was turned away: one JSON document a line, appended, never read by the desk itself.

It holds who, what, when and where from; never a password, a code, a token, or a word of a case. What people decide stands in the
ledger of the case, and not here.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from firsthand.text.visible import visible

MOST = 200
"""Characters of one value: names come from outside."""


def note(folder: Path, event: str, **said: str) -> None:
    """Append one line; what cannot be written is told on standard error, and the desk goes on."""
    values = {name: visible(value)[:MOST] for name, value in said.items() if value}
    line = json.dumps({"at": datetime.now(UTC).isoformat(timespec="seconds"), "event": event, **values}, ensure_ascii=False)
    try:
        handle = os.open(folder / "security.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, f"{line}\n".encode("utf-8", "replace"))
        finally:
            os.close(handle)
    except OSError as error:
        sys.stderr.write(f"the log of who came in cannot be written ({error.strerror}): {line}\n")
