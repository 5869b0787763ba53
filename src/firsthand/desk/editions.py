"""A story in one of its languages, as it is printed, with the counts beside it and the box that says how it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from firsthand.desk.boxes import figure_in
from firsthand.desk.compose import platform_name, printed, update_in
from firsthand.desk.gathered import Story
from firsthand.desk.notice import default_notice
from firsthand.desk.ports import Desk
from firsthand.desk.removal import Gone
from firsthand.exporters.feed import entry_name
from firsthand.ledger.canonical import digest
from firsthand.model.act import Act
from firsthand.model.words import PRINTED_AFFILIATIONS, ROLES, STATUSES
from firsthand.story.edition import Card, Dropped, Edition, Facts, Hour, Method, Place, Update
from firsthand.story.phrases import read_phrases
from firsthand.story.sentences import PLACES_NOTE, REMOVED, UNKNOWN, in_language

VERIFIER = "verify.py"


def edition_in(desk: Desk, story: Story, language: str, published: datetime, head: str) -> Edition:
    """A story in one of its languages, as it is printed."""
    manuscript = story.manuscripts[language]
    zone = ZoneInfo(desk.plan.zone)
    files = {dig: (name, clean.width, clean.height) for dig, (name, clean) in story.pictures.items()}
    letters = _letters(story)
    made = [printed(story.cases[key], language, story.own, letter=letters[key], files=files) for key in manuscript.cards]
    one_person = desk.plan.desk == "one-person"
    updates = [act for act in desk.views.acts(subject=f"story:{story.slug}", kind="update") if not act.undone]
    ever = ever_shown(desk, story.slug)
    told = [update_in(act, language, story.own, desk.plan.zone) for act in updates if act.detail["key"] not in story.removed]
    # What was told about a card goes with it; who follows the feed is told to drop it.
    dropped = tuple(
        Dropped(name=entry_name(story.slug, language, update_in(act, language, story.own, desk.plan.zone)),
                at=story.removed[act.detail["key"]].act.at.astimezone(zone))
        for act in updates if act.detail["key"] in story.removed
    )
    told += [
        Update(kind="removed", at=gone.act.at.astimezone(zone), text=told_removal(desk, gone, language))
        for key, gone in story.removed.items() if key in ever
    ]  # fmt: skip
    told.sort(key=lambda one: one.at, reverse=True)
    last = told[0].at if told else None
    return Edition(
        slug=story.slug, language=language, title=manuscript.title, kicker=manuscript.kicker,
        standfirst=manuscript.standfirst, byline=manuscript.byline,
        care=manuscript.care or default_notice([story.cases[key] for key in manuscript.cards], language),
        published=published.astimezone(zone), updated=last,
        newsroom=desk.plan.newsroom or desk.plan.title,
        blocks=tuple(placed.block for placed in manuscript.blocks), cards=tuple(made),
        figures=tuple(figure_in(desk, story.figures[label], language, story.own) for label in manuscript.figures),
        facts=_facts(desk, story, made, language), method=_method(desk, story, language, len(made)),
        updates=tuple(told), dropped=dropped,
        site_address=desk.plan.site_of(story.slug), head=head, verifier=digest(desk.press.outsider()[VERIFIER]),
        contact=desk.plan.contact if desk.plan.contact.startswith(("mailto:", "https://")) else "",
        invented=desk.plan.invented, one_person_desk=one_person,
    )  # fmt: skip


def _letters(story: Story) -> dict[str, str]:
    """One letter a person, in order of appearance; it says nothing about them."""
    given: dict[str, str] = {}
    for case in story.cases.values():
        account = case.post["account"] or case.key
        given.setdefault(account, chr(ord("A") + len(given) % 26))
    return {key: given[case.post["account"] or key] for key, case in story.cases.items()}


def _facts(desk: Desk, story: Story, made: Sequence[Card], language: str) -> Facts:
    cases = [story.cases[card.id] for card in made]
    statuses = Counter(card.status.code for card in made)
    roles = {role for card in made for role in card.roles}
    hours = sorted(card.posted.local.replace(minute=0, second=0, microsecond=0) for card in made
                   if card.posted.local and card.posted.precision in ("second", "minute", "hour"))
    named = Counter(filter(None, (in_language(case.said("district"), language, story.own) for case in cases)))
    places = tuple(Place(name=name, count=count) for name, count in named.most_common())
    return Facts(
        messages=len(made), people=len({case.post["account"] or case.key for case in cases}),
        languages=len({case.post["lang"] for case in cases}),
        linked=len({case.post["account"] for case in cases if case.source.affiliation in PRINTED_AFFILIATIONS}),
        statuses=tuple((code, statuses[code]) for code in STATUSES if statuses[code]),
        roles=tuple(role for role in ROLES if role in roles), hours=_hours(hours),
        places=places, places_note=PLACES_NOTE[language] if places else "",
        areas=story.atlas.areas(places), borders=desk.plan.borders,
    )  # fmt: skip


def _hours(hours: Sequence[datetime]) -> tuple[Hour, ...]:
    """Counts by the hour without gaps; of the day with most messages when they lie more than two days apart."""
    if not hours:
        return ()
    if hours[-1] - hours[0] > timedelta(days=2):
        (day, _), *_ = Counter(hour.date() for hour in hours).most_common(1)
        hours = [hour for hour in hours if hour.date() == day]
    counts = Counter(hours)
    span = int((hours[-1] - hours[0]).total_seconds()) // 3600 + 1
    return tuple(Hour(at=(at := hours[0] + timedelta(hours=n)), count=counts[at]) for n in range(span))


def _method(desk: Desk, story: Story, language: str, count: int) -> Method:
    """Counts from the ledger, never typed."""
    acts = desk.views.acts()
    runs = [run for run in desk.views.runs("run") if not run.undone and run.kept]
    held = desk.views.counts()
    zone = ZoneInfo(desk.plan.zone)
    first = min((run.first_us for run in runs if run.first_us), default=None)
    last = max((run.last_us for run in runs if run.last_us), default=None)
    read = {act.subject for act in acts if act.kind in ("mark", "grade", "label", "translate", "span") and not act.undone}
    platforms = desk.views.platforms()
    return Method(
        collected=held["posts"], read=len(read), judged=len({act.subject for act in acts if act.kind == "judge"}),
        files=len({run.capture or run.source for run in runs}), unread=sum(run.rejected + run.failed for run in runs),
        printed=count, people=len({act.actor.identity for act in acts}),
        sources=tuple(platform_name(name, language) for name in platforms),
        first=_local(first, zone), last=_local(last, zone), unknown=UNKNOWN[language],
    )  # fmt: skip


def _local(micro: int | None, zone: ZoneInfo) -> datetime | None:
    if micro is None:
        return None
    return datetime.fromtimestamp(micro // 1_000_000, UTC).astimezone(zone).replace(tzinfo=None)


def told_removal(desk: Desk, gone: Gone, language: str) -> str:
    """The sentence that stands in place of a card."""
    plain, at_wish, _ = REMOVED[language]
    return (at_wish if gone.wish else plain).format(date=removal_day(desk, gone, language)[1], wish=gone.wish)


def removal_day(desk: Desk, gone: Gone, language: str) -> tuple[str, str]:
    """When a card was removed: as ISO 8601 writes it, and in words."""
    day = gone.act.at.astimezone(ZoneInfo(desk.plan.zone)).date()
    return day.isoformat(), read_phrases(language, desk.press.templates()[f"phrases/{language}.toml"]).day(day)


def last_publication(desk: Desk, slug: str) -> Act | None:
    """The newest publication of a story."""
    acts = desk.views.acts(subject=f"story:{slug}", kind="publish")
    return acts[-1] if acts else None


def ever_shown(desk: Desk, slug: str) -> set[str]:
    """Keys of every card that a publication of the story has shown."""
    return {key for act in desk.views.acts(subject=f"story:{slug}", kind="publish") for key, *_ in act.detail["cards"]}


def first_publication(desk: Desk, slug: str) -> datetime | None:
    """When a story was first published; None when it never was."""
    acts = desk.views.acts(subject=f"story:{slug}", kind="publish")
    if not acts:
        return None
    # What the first pages say; an entry of before this was kept has only the time at which it was entered, a moment later.
    stated = acts[0].detail.get("published")
    return datetime.fromisoformat(stated) if stated else acts[0].at
