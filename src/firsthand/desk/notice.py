"""The notice before a story, where its editors have written none: what is here, what is not, and that the reader chooses."""

from __future__ import annotations

from collections.abc import Collection

from firsthand.desk.compose import CardCase
from firsthand.story.edition import CareNote
from firsthand.story.sentences import NOTICE

_HARD = frozenset({"distress", "graphic"})


def default_notice(cases: Collection[CardCase], language: str) -> tuple[CareNote, ...]:
    """
    Make the notice from what people decided about the messages: cautions, last words, content notes, covered pictures.

    Returns:
        Nothing for a story that needs none.
    """
    hard = any(_HARD & set(case.cautions) or case.act.detail["last_message"] or case.said("note") for case in cases)
    covered = any(one.covered and one.kind == "image" and one.descriptions for case in cases for one in case.media)
    if not hard and not covered:
        return ()
    said = NOTICE[language]
    kinds = [*(["distress"] if hard else []), *(["covered"] if covered else []), "sound"]
    return tuple(CareNote(kind=kind, text=said[kind]) for kind in kinds)
