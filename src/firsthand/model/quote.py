"""The words of a person, bound to the post that holds them."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.model.ids import PostId


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """
    A verbatim span of a post.

    Attributes:
        post: The post that holds it.
        start, end: Code points into `Post.text` (not bytes, not graphemes).
        text: The span itself, kept so that a card can be checked without the post.
            "[sic]" is a mark that the renderer adds; it is never part of the text.
    """

    post: PostId
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.text):
            raise AssertionError(f"a quote of {len(self.text)} characters cannot stand at {self.start}:{self.end}")
