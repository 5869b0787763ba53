"""
Films that show the same, and pictures that are a still of one: by the hashes of frames, taken once a second.

Rule: a picture meets a film when it is a copy (`pictures`) of one of its frames. Two films meet when two different frames of the one
are copies of two different frames of the other, or when one of them shows a single scene only and that is in the other.

Known ugliness: pictures join films pair by pair, so that a title card that many films begin with, posted as a picture, joins them all.
A film that was made faster or slower, or begins within a scene that moves much, may miss its copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from firsthand.find.pictures import copies, root_of

DIGITS = 64
"""Of one hash, as `pictures.written` gives it."""


def frames_of(mark: str) -> list[str]:
    """The hashes of a medium: one of a picture, one after the other of a film."""
    return [mark[at : at + DIGITS] for at in range(0, len(mark), DIGITS)]


def mark_of(frames: Iterable[str]) -> str | None:
    """What is kept of a film: each hash once, in order of its first frame; None when no frame shows anything."""
    return "".join(dict.fromkeys(frames)) or None


def joined(marks: Sequence[str]) -> tuple[int, ...]:
    """
    Join media that show the same.

    Args:
        marks: Of pictures and films, each with at least one hash.

    Returns:
        For each the first one of its cluster; its own place when it stands alone.
    """
    frames = [(at, one) for at, mark in enumerate(marks) for one in frames_of(mark)]
    scenes: list[set[int]] = [set() for _ in marks]
    for (at, _), scene in zip(frames, copies([one for _, one in frames]), strict=True):
        scenes[at].add(scene)
    roots = list(range(len(marks)))
    single = {next(iter(one)) for one in scenes if len(one) == 1}
    first: dict[tuple[int, ...], int] = {}
    for at, shown in enumerate(scenes):
        for key in [*((one,) for one in sorted(shown & single)), *combinations(sorted(shown), 2)]:
            a, b = root_of(roots, first.setdefault(key, at)), root_of(roots, at)
            roots[max(a, b)] = min(a, b)
    return tuple(root_of(roots, at) for at in range(len(roots)))
