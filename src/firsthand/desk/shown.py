"""What may leave of a published story: its cards as the pages show them today, and the leak test that all made of them must pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from firsthand.desk.compose import CardCase
from firsthand.desk.editions import edition_in, first_publication
from firsthand.desk.leaks import LeakTest
from firsthand.desk.ports import Desk
from firsthand.desk.publish import checked_story, need_clear
from firsthand.desk.recall import recalling
from firsthand.desk.removal import Gone
from firsthand.model.errors import Refused
from firsthand.story.edition import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """
    A published story as it may be shown today, and the test that everything made of it must pass.

    Attributes:
        editions: The story's own language first.
        places: Key of a card to the district or city that it tells, by language. A card that tells none is not in it, also where the
            story counts it in a district: the count names nobody.
        posts: Key of a card to its post.
        pictures: Name to bytes, cleaned.
        removed: Cards that may not be shown any more.
    """

    editions: tuple[Edition, ...]
    places: Mapping[str, Mapping[str, str]]
    posts: Mapping[str, str]
    pictures: Mapping[str, bytes]
    removed: Mapping[str, Gone]
    leaks: LeakTest


def shown_story(desk: Desk, slug: str) -> Shown:
    """
    What may leave of a story: the cards that its pages would show now.

    Raises:
        NotFound: There is no such story.
        Refused: It was never published, or a rule stands between it and the public.
    """
    reading = recalling(desk)
    problems, story = checked_story(reading, slug)
    need_clear(slug, problems)
    first = first_publication(desk, slug)
    if first is None or story is None:
        raise Refused(f"{slug} was never published, and what is not public is not handed on as a story.", code="not-published",
                      advice=f"firsthand story publish {slug} --to FOLDER")  # fmt: skip
    # Formats of others have a place for pictures; a film is described there.
    story = replace(story, pictures={dig: one for dig, one in story.pictures.items() if one[1].mime != "video/mp4"})
    return Shown(
        editions=tuple(edition_in(reading, story, language, first, "") for language in story.manuscripts),
        places={key: told for key, case in story.cases.items() if (told := _told_place(case))},
        posts={key: case.post["id"] for key, case in story.cases.items()},
        pictures={name: clean.data for name, clean in story.pictures.values()}, removed=story.removed,
        leaks=LeakTest(reading, story.cases, story.figures.values(), story.pictures, notes=story.notes),
    )  # fmt: skip


def _told_place(case: CardCase) -> dict[str, str]:
    told = case.act.detail["place"]
    if told == "none":
        return {}
    return case.said("place") if told in ("country", "city") else case.said("district") or case.said("place")
