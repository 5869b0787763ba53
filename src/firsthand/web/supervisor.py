"""Keeps a worker beside the desk: starts it, starts it again when it has ended, and ends it with the desk."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

AGAIN_S = 1.0
"""Between the end of a worker and the start of the next one."""


class Supervisor:
    """Workers of one case, each in a process of its own."""

    def __init__(self, case: str, database: Path, passphrase: str | None, *, workers: int = 1, via: str = "") -> None:
        self._command = [sys.executable, "-m", "firsthand.web.worker", case]
        self._told = json.dumps({"database": str(database), "passphrase": passphrase, "via": via}) + "\n"
        self._ending = threading.Event()
        self._threads = [threading.Thread(target=self._keep, daemon=True) for _ in range(workers)]

    def start(self) -> None:
        """Start, and return at once."""
        for one in self._threads:
            one.start()

    def end(self, *, wait_s: float = 8.0) -> None:
        """Close the life lines; what is under way waits for the next start."""
        self._ending.set()
        for one in self._threads:
            one.join(wait_s)

    def _keep(self) -> None:
        while not self._ending.is_set():
            process = subprocess.Popen(self._command, stdin=subprocess.PIPE, text=True)
            assert process.stdin
            with suppress(BrokenPipeError):
                process.stdin.write(self._told)
                process.stdin.flush()
            while process.poll() is None and not self._ending.wait(0.2):
                pass
            with suppress(BrokenPipeError):
                process.stdin.close()
            process.wait()
            self._ending.wait(AGAIN_S)
