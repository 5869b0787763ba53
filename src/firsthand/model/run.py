"""The counts of a run, and the law that they obey."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """
    Items of one run. Always ``seen == kept + already + rejected + failed``.

    Attributes:
        already: These very bytes at this place were read before by this reader version.
        kept: The item gave a capture, new post or not.
        rejected: Cannot be read.
        failed: Our reader or machine failed.
        posts, accounts, media: New to the case.
        gaps: Things that the source speaks of and does not hold.
    """

    seen: int = 0
    kept: int = 0
    already: int = 0
    rejected: int = 0
    failed: int = 0
    posts: int = 0
    accounts: int = 0
    media: int = 0
    gaps: int = 0

    def __post_init__(self) -> None:
        if self.seen != self.kept + self.already + self.rejected + self.failed:
            raise AssertionError(f"items were lost: {self}")
