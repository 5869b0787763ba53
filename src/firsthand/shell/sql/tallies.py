"""Counts over the views that tell how complete a case is."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Engine, text

STATEMENTS = {
    "posts": "SELECT count(*) FROM posts",
    "not_captured": "SELECT count(*) FROM posts p WHERE NOT EXISTS (SELECT 1 FROM captures c WHERE c.post = p.pk)",
    "empty": "SELECT count(*) FROM posts p WHERE p.text = '' AND p.reposts IS NULL "
             "AND NOT EXISTS (SELECT 1 FROM media m WHERE m.post = p.pk)",
    "without_account": "SELECT count(*) FROM posts WHERE account IS NULL",
    "without_time": "SELECT count(*) FROM posts WHERE posted_us IS NULL",
    "without_language": "SELECT count(*) FROM posts p WHERE p.text <> '' AND NOT EXISTS (SELECT 1 FROM languages l WHERE l.post = p.pk)",
    "answers": "SELECT count(*) FROM posts WHERE reply_to IS NOT NULL",
    "answers_alone": "SELECT count(*) FROM posts p WHERE p.reply_to IS NOT NULL "
                     "AND NOT EXISTS (SELECT 1 FROM posts q WHERE q.id = p.reply_to)",
    "media_missing": "SELECT count(*) FROM media WHERE digest IS NULL",
    "gaps": "SELECT count(*) FROM gaps",
}  # fmt: skip


class Tally(NamedTuple):
    """
    How many of what.

    Attributes:
        not_captured: Posts that lead to no bytes in the vault.
        empty: Posts with neither words nor media, that repeat nothing.
        answers_alone: Answers to a post that is not held.
        media_missing: Media that a post names and nobody handed over.
        gaps: What sources speak of and do not hold.
        media: Digests of the media that are held, each once.
    """

    posts: int
    not_captured: int
    empty: int
    without_account: int
    without_time: int
    without_language: int
    answers: int
    answers_alone: int
    media_missing: int
    gaps: int
    media: tuple[str, ...]


def tally(engine: Engine) -> Tally:
    """Count."""
    with engine.connect() as connection:
        numbers = {name: int(connection.execute(text(sql)).scalar_one()) for name, sql in STATEMENTS.items()}
        digests = connection.execute(text("SELECT DISTINCT digest FROM media WHERE digest IS NOT NULL ORDER BY digest"))
        return Tally(**numbers, media=tuple(digests.scalars()))
