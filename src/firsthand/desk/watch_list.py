"""What became of printed cards after the last publication: what an editor must look at again. Nothing changes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from firsthand.desk.compose import CardCase, gather
from firsthand.desk.ports import Desk
from firsthand.desk.removal import removed_cards
from firsthand.desk.requests import requests
from firsthand.desk.stamp import stamps_over
from firsthand.desk.story import cards, story_files
from firsthand.model.act import Act
from firsthand.model.errors import NotFound


class Watch(NamedTuple):
    """
    Something to look at again.

    Attributes:
        code: ``withdrawn``, ``original-gone``, ``consent-changed``, ``source-changed``, ``grade-changed``,
            ``not-stamped``, ``request-open``, ``request-overdue``, ``story-changed``.
        where: The card, or empty for the whole story.
        why: A sentence.
        advice: What to do.
    """

    code: str
    where: str
    why: str
    advice: str


def watch_list(desk: Desk, slug: str) -> list[Watch]:
    """
    Look at every card of the last publication.

    Raises:
        NotFound: No such story, or it was never published.
    """
    story_files(desk, slug)
    published = desk.views.acts(subject=f"story:{slug}", kind="publish")
    if not published:
        raise NotFound(f"{slug} was never published.", code="not-published", advice=f"firsthand story publish {slug} --to DIR")
    last = published[-1]
    shown = [key for key, *_ in last.detail["cards"]]
    gone = removed_cards(desk, slug)
    found = [
        Watch("withdrawn", key, f"Removed by entry {gone[key].act.seq} and still shown.", f"firsthand story publish {slug}")
        for key in shown if key in gone
    ]  # fmt: skip
    held = cards(desk, slug)
    for case in gather(desk, slug, [key for key in shown if key not in gone and key in held]).values():
        found += _of_card(desk, slug, case, last)
    return found + list(_of_story(desk, slug, last))


def _of_card(desk: Desk, slug: str, case: CardCase, last: Act) -> Iterator[Watch]:
    again = f"firsthand story check {slug}"
    if case.deleted and not any(act.subject == case.post["id"] for act in case.consents.values()):
        yield Watch("original-gone", case.key, "The original went away, and nobody was asked again.", "Ask, if asking is safe.")
    for (layer, part), act in sorted(case.consents.items()):
        if act.seq > last.seq:
            why = f"{layer}, {part}: {act.detail['value']} (entry {act.seq}), after the last publication."
            yield Watch("consent-changed", case.key, why, again)
    about = ((case.post["account"] or "", "judge", "source-changed"), (case.post["id"], "grade", "grade-changed"))
    for subject, kind, code in about:
        newer = [act for act in desk.views.acts(subject=subject, kind=kind) if act.seq > last.seq] if subject else []
        if newer:
            yield Watch(code, case.key, f"Decided anew by {newer[-1].actor.name} (entry {newer[-1].seq}).", again)


def _of_story(desk: Desk, slug: str, last: Act) -> Iterator[Watch]:
    if not stamps_over(desk, last.seq):
        yield Watch("not-stamped", "", f"No outside stamp covers the last publication (entry {last.seq}).", "firsthand stamp")
    for one in requests(desk):
        if one.act.subject == f"story:{slug}" and not one.outcome:
            code = "request-overdue" if one.overdue else "request-open"
            why = f"{one.act.detail['request']}, due {one.due}: {one.act.detail['what']}"
            yield Watch(code, one.act.detail["key"], why, f"firsthand request done {one.act.seq} …")
    updates = [act for act in desk.views.acts(subject=f"story:{slug}", kind="update") if act.seq > last.seq and not act.undone]
    if updates:
        yield Watch("story-changed", "", f"{len(updates)} notes to readers are not published yet.", f"firsthand story publish {slug}")
