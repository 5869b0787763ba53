"""A person's own editor, opened on a file."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from firsthand.model.errors import Unavailable


def edit_file(path: Path) -> None:
    """
    Open a file in the person's editor, and wait until it is closed.

    Raises:
        Unavailable: No editor is named, it is not here, or it ended with an error.
    """
    stated = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if not stated.strip():
        raise Unavailable("No editor is named.", code="no-editor", advice=f"Set EDITOR, or open {path} yourself.")
    try:
        done = subprocess.run([*shlex.split(stated), str(path)], check=False)
    except (OSError, ValueError) as error:
        raise Unavailable(f"{stated}: {error}.", code="no-editor", advice=f"Set EDITOR, or open {path} yourself.") from error
    if done.returncode:
        raise Unavailable(f"{stated} ended with {done.returncode}.", code="editor-failed", advice="The file is as the editor left it.")
