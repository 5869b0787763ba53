"""Programs that may see bytes from outside: with limits on memory, time and files, and nothing of our environment."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable, Sequence
from typing import BinaryIO

SECONDS = 40
MEMORY_BYTES = 1 << 30
MOST_BYTES = 64 << 20
"""Of a picture as received; a larger one is left out. Of a file that the program writes, too."""


def limited(command: Sequence[str], data: bytes) -> bytes:
    """What a program writes when it is given some bytes; nothing when it fails, takes too long or wants too much."""
    code, told = _run(command, data)
    return told if code == 0 else b""


def begun(command: Sequence[str], data: bytes) -> bytes:
    """What a program had written when it ended, in whatever way."""
    return _run(command, data)[1]


def begun_on(command: Sequence[str], file: BinaryIO) -> bytes:
    """What a program that is given an open file of the disk had written when it ended, in whatever way."""
    return _run(command, file)[1]


def source() -> str:
    """Where this package lies: an isolated worker does not look for it by itself."""
    from pathlib import Path

    import firsthand

    return str(Path(firsthand.__file__).parents[1])


def _run(command: Sequence[str], given: bytes | BinaryIO) -> tuple[int, bytes]:
    data, file = (given, None) if isinstance(given, bytes) else (None, given)
    try:
        done = subprocess.run(
            command, input=data, stdin=file, capture_output=True, timeout=SECONDS, preexec_fn=_limits(), check=False,
            env=_environment(),
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        return 1, late.stdout or b""
    except OSError:
        return 1, b""
    return done.returncode, done.stdout


def _limits() -> Callable[[], None]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_BYTES, MOST_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return limit


def _environment() -> dict[str, str]:
    """Nothing of ours but what a program needs to be found; one thread, for the machine has other work."""
    from firsthand.shell.world import environment

    told = {name: value for name in ("PATH", "TESSDATA_PREFIX") if (value := environment(name))}
    return {**told, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
