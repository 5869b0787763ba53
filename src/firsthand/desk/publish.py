"""
Publish: hold every card against the rules, render, read every output byte for leaks, enter it, and put it in place.

What is published stands in the ledger: the entry's items_root covers every file of the site (apart from `proof/`) and
ties each card to the commitment of the item that it rests on.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from firsthand.desk.boxes import box_problems, figure_in
from firsthand.desk.compose import CardCase, Kept, agreed, credit_line, facts, gather, platform_name, printed, update_in
from firsthand.desk.leaks import LeakTest
from firsthand.desk.notice import default_notice
from firsthand.desk.ports import CleanPicture, Desk, Progress
from firsthand.desk.prose import prose_problems
from firsthand.desk.recall import recalling
from firsthand.desk.removal import Gone, removed_cards
from firsthand.desk.stamp import NotStamped, StampReport, carried_stamps, stamp, stamps_over
from firsthand.desk.story import figure_acts, story_files
from firsthand.exporters.feed import entry_name
from firsthand.exporters.site import render_site
from firsthand.exporters.tombstone import tombstones
from firsthand.exporters.xmp import Credit, with_note
from firsthand.ledger.canonical import canonical, digest
from firsthand.ledger.items import root_of
from firsthand.model.act import Act
from firsthand.model.actor import Actor, tool
from firsthand.model.errors import FirsthandError, Mistaken, NotFound, Refused, Unavailable
from firsthand.model.sentence import sentence
from firsthand.model.stamp import STAMP_ENDINGS, parse_authority
from firsthand.model.version import __version__
from firsthand.model.words import PRINTED_AFFILIATIONS, ROLES, STATUSES
from firsthand.story.edition import Card, Dropped, Edition, Facts, Hour, Method, Place, Update
from firsthand.story.leak import Leak
from firsthand.story.lint import Problem, lint
from firsthand.story.manuscript import Manuscript, parse, without_cards
from firsthand.story.sentences import PLACES_NOTE, REMOVED, UNKNOWN, in_language

MANIFEST = "proof/site.json"
SUMS = "SHA256SUMS"
STEPS = 5
"""Of a publication, as its progress tells them."""
VERIFIER = "verify.py"
TERMS = {
    "agency": "Agency material.", "own": "Material of the newsroom.", "permission": "Published by permission.",
    "quotation": "Quotation, for reporting.",
}  # fmt: skip
"""Usage terms in a picture's note, by the rights on record."""
ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """
    Where a site is, and what it is: number of cards, digest of its manifest, head of the ledger.

    Attributes:
        stamps: How many authorities have stamped a head that covers the publication.
        unstamped: Those of the plan that have not, each with the reason; their requests wait.
    """

    site: str
    cards: int
    digest: str
    head: str
    entry: int
    stamps: int = 0
    unstamped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story with everything that its pages need."""

    slug: str
    manuscripts: Mapping[str, Manuscript]
    cases: Mapping[str, CardCase]
    figures: Mapping[str, Act]
    pictures: Mapping[str, tuple[str, CleanPicture]]
    notes: frozenset[bytes]
    removed: Mapping[str, Gone]
    broken: Mapping[str, FirsthandError]

    @property
    def own(self) -> str:
        return next(iter(self.manuscripts))


def check_story(desk: Desk, slug: str) -> list[Problem]:
    """
    Everything that stands between a story and the public.

    Returns:
        Problems of all cards, then of the files; nothing may be published while one of them blocks.

    Raises:
        NotFound: There is no such story.
    """
    return checked_story(recalling(desk), slug)[0]


def checked_story(desk: Desk, slug: str) -> tuple[list[Problem], Story | None]:
    """The problems of a story, and the story unless it cannot even be read."""
    try:
        story = _story(desk, slug)
    except FirsthandError as error:
        if isinstance(error, NotFound) and error.code == "no-story":
            raise
        return [Problem(error.code, slug, f"{error} {error.advice()}".strip(), True, "nobody")], None
    problems = [problem for case in story.cases.values() for problem in lint(facts(case))]
    problems += [
        Problem(error.code, key, sentence("A picture cannot be made anew: {why}", why=f"{error} {error.advice()}"), True, "nobody")
        for key, error in story.broken.items()
    ]
    problems += _problems_of_files(story)
    for label in story.manuscripts[story.own].figures:
        problems += box_problems(desk, story.figures[label], tuple(story.manuscripts))
    counted = {len(story.cases), len({case.post["account"] or key for key, case in story.cases.items()}), len(story.manuscripts)}
    counted |= {len({case.post["lang"] for case in story.cases.values()})}
    problems += prose_problems(desk, slug, story.manuscripts, counted)
    return problems + _problems_of_removal(desk, story), story


def publish_story(desk: Desk, slug: str, target: str, *, actor: Actor, progress: Progress = lambda *_: None) -> Published:
    """
    Publish a story as a folder of static files.

    Args:
        target: The folder; an earlier site of ours is replaced, anything else is refused.
        progress: Told at each of five steps: checking, rendering, searching, writing, stamping.

    Raises:
        Refused: A rule blocks, or the leak test found something; every finding is in the message.
        Mistaken: The target holds foreign files.
    """
    if actor.kind != "person":
        raise Refused("Only a person may publish.", code="tool-decides", advice="Name the person with --as.")
    if same := _unchanged(desk, slug, target):
        return same
    reading = recalling(desk)
    progress(f"checking {slug}", 0, STEPS)
    problems, story = checked_story(reading, slug)
    need_clear(slug, problems)
    assert story is not None
    before = last_publication(desk, slug)
    first = first_publication(desk, slug) or desk.clock.now()
    leaks = LeakTest(reading, story.cases, story.figures.values(), story.pictures, notes=story.notes)
    progress(f"rendering {slug}", 1, STEPS)
    pages = _pages(reading, story, first, head=before.detail["head"] if before else desk.book.head())
    changed = before is None or _manifest_digest(pages, story) != before.detail["manifest"]
    if before is not None and changed:
        pages = _pages(reading, story, first, head=desk.book.head())
    progress(f"searching {slug}", 2, STEPS)
    # Also when no byte changed: what must not appear may have become more.
    leaks.need_none(pages)
    if before is None or changed:
        before = _enter(desk, story, pages, first, actor)
    proofs = _proofs(desk, story, pages, before)
    leaks.need_none(proofs)
    progress(f"writing {slug}", 3, STEPS)
    place = desk.press.write(target, {**pages, **proofs})
    progress(f"stamping {slug}", 4, STEPS)
    report = _ask_for_stamps(desk, before)
    if report and report.stamped:
        proofs = _proofs(desk, story, pages, before)
        leaks.need_none(proofs)
        place = desk.press.write(target, {**pages, **proofs})
    done = Published(
        site=place, cards=len(story.cases), digest=before.detail["manifest"], head=desk.book.head(), entry=before.seq,
        stamps=len(stamps_over(desk, before.seq)), unstamped=_unstamped(report),
    )  # fmt: skip
    held = {path: digest(data) for path, data in {**pages, **proofs}.items()}
    desk.shelf.write(f"site-{slug}.json", canonical({"files": held, "state": _state(desk, slug, target), "published": asdict(done)}))
    return done


def need_clear(slug: str, problems: Sequence[Problem]) -> None:
    """
    Hold a story back while a rule blocks.

    Raises:
        Refused: At least one does; the first are named.
    """
    blocking = [problem for problem in problems if problem.blocks]
    if blocking:
        told = "; ".join(f"{one.where}: {one.code}" for one in blocking[:6])
        more = f" and {len(blocking) - 6} more" if len(blocking) > 6 else ""
        raise Refused(
            f"{len(blocking)} things stand between {slug} and the public: {told}{more}.",
            code="story-blocked",
            advice=f"`firsthand story check {slug}` says each with its reason.",
        )


_BESIDE = frozenset({"publish", "backup", "fixity", "export"})
"""Kinds of entries that change no page."""


def _state(desk: Desk, slug: str, target: str) -> str:
    """All that a site is made of, as one digest: whatever else is entered, written or installed changes it."""
    acts = [act.seq for act in desk.views.acts() if act.kind not in _BESIDE]
    last = last_publication(desk, slug)
    made_of = [
        __version__, repr(desk.plan), target, max(acts, default=-1), len(acts), len(desk.views.runs("run")),
        sum(run.undone for run in desk.views.runs("run")), [act.seq for act in stamps_over(desk, last.seq)] if last else [],
        {path: digest(data) for path, data in {**desk.press.fonts(), **desk.press.outsider()}.items()},
        dict(desk.press.templates()), desk.stories.read(slug),
    ]  # fmt: skip
    return digest(canonical(made_of))


def _unchanged(desk: Desk, slug: str, target: str) -> Published | None:
    """The last publication, when nothing that it is made of has changed and it lies in the target, byte for byte."""
    if slug not in desk.stories.slugs():
        return None
    last = last_publication(desk, slug)
    try:
        kept = json.loads(desk.shelf.read(f"site-{slug}.json") or b"null")
        wanted = {one.name for one in map(parse_authority, desk.plan.stampers)}
        if last is None or not kept or wanted - {one.detail["authority"] for one in stamps_over(desk, last.seq)}:
            return None
        done = Published(**{**kept["published"], "unstamped": tuple(kept["published"]["unstamped"])})
        same = done.entry == last.seq and kept["state"] == _state(desk, slug, target) and desk.press.holds(target, kept["files"])
    except (ValueError, KeyError, TypeError):
        return None  # the shelf is no evidence; whatever lies there, the site can be made again
    return done if same else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """
    A story as it would be published now; nothing is entered and nothing leaves.

    Attributes:
        pages: Path to content; empty when the story cannot even be read.
        problems: As `check_story`.
        leaks: What the leak test found in the pages.
    """

    pages: Mapping[str, bytes]
    problems: Sequence[Problem]
    leaks: Sequence[Leak] = ()


def draft_story(desk: Desk, slug: str, *, leaks: bool = True) -> Draft:
    """
    Render a story without publishing it, whatever stands in its way.

    Args:
        leaks: Read the pages for leaks, too.

    Raises:
        NotFound: There is no such story.
    """
    desk = recalling(desk)
    problems, story = checked_story(desk, slug)
    if story is None:
        return Draft(pages={}, problems=problems)
    try:
        pages = _pages(desk, story, first_publication(desk, slug) or desk.clock.now(), head=desk.book.head())
    except FirsthandError as error:
        return Draft(pages={}, problems=[*problems, Problem(error.code, slug, f"{error} {error.advice()}".strip(), True, "nobody")])
    found = LeakTest(desk, story.cases, story.figures.values(), story.pictures, notes=story.notes).find(pages).leaks if leaks else ()
    return Draft(pages=pages, problems=problems, leaks=found)


def published_site(desk: Desk, slug: str) -> dict[str, bytes]:
    """
    Every file of a site as it was last published, with its proofs under the head of today.

    Raises:
        Refused: It would be another one today.
    """
    reading = recalling(desk)
    story = _story(reading, slug)
    before, first = last_publication(desk, slug), first_publication(desk, slug)
    assert before is not None, "the caller has asked whether it was published"
    assert first is not None
    pages = _pages(reading, story, first, head=before.detail["head"])
    if _manifest_digest(pages, story) != before.detail["manifest"]:
        raise Refused(f"{slug} has changed since it was published.", code="publish-first",
                      advice=f"firsthand story publish {slug} --to FOLDER, then export again.")  # fmt: skip
    return {**pages, **_proofs(desk, story, pages, before)}


def _ask_for_stamps(desk: Desk, publication: Act) -> StampReport | None:
    """Ask those authorities of the plan that have not stamped this publication; what fails waits, and stops nothing."""
    held = {one.detail["authority"] for one in stamps_over(desk, publication.seq)}
    wanted = [one for one in map(parse_authority, desk.plan.stampers) if one.name not in held]
    if not wanted:
        return None
    try:
        return stamp(desk, authorities=wanted, actor=tool("firsthand", __version__), progress=lambda *_: None)
    except (Mistaken, Unavailable) as error:
        return StampReport(stamped=(), queued=(NotStamped(size=0, authority="", why=str(error), fresh=False),), refused=())


def _unstamped(report: StampReport | None) -> tuple[str, ...]:
    found = (*report.queued, *report.refused) if report else ()
    return tuple(f"{one.authority}: {one.why}".removeprefix(": ") for one in found)


def _story(desk: Desk, slug: str) -> Story:
    gone = removed_cards(desk, slug)
    written = {language: parse(text) for language, text in story_files(desk, slug).items()}
    manuscripts = {language: without_cards(one, gone.keys()) for language, one in written.items()}
    keys = list(dict.fromkeys(key for one in manuscripts.values() for key in one.cards))
    cases = gather(desk, slug, keys)
    pictures, notes, broken = _cleaned(desk, slug, cases)
    figures = figure_acts(desk, slug)
    for label in {label for one in manuscripts.values() for label in one.figures}:
        if label not in figures:
            raise NotFound(f"The story names figure {label}, which nobody has added.", code="no-figure",
                           advice=f"firsthand story add {slug} --figure CLAIM --key {label}")  # fmt: skip
    return Story(slug=slug, manuscripts=manuscripts, cases=cases, figures=figures, pictures=pictures, notes=notes,
                  removed=gone, broken=broken)  # fmt: skip


def _cleaned(
    desk: Desk, slug: str, cases: Mapping[str, CardCase]
) -> tuple[dict[str, tuple[str, CleanPicture]], frozenset[bytes], dict[str, FirsthandError]]:
    """The pictures that are printed, each by its original's digest; what we noted in them; and cards whose picture cannot be made anew."""
    shown = {
        one.digest: (case, one) for case in cases.values() for one in case.media
        if one.kind == "image" and one.descriptions and case.rights != "unknown"
    }  # fmt: skip
    made = desk.press.clean_all([(partial(desk.vault.read, dig), one.areas) for dig, (_, one) in shown.items()])
    pictures: dict[str, tuple[str, CleanPicture]] = {}
    broken: dict[str, FirsthandError] = {}
    notes = set()
    for (dig, (case, one)), clean in zip(shown.items(), made, strict=True):
        if isinstance(clean, FirsthandError):
            broken[case.key] = clean
        else:
            data, note = _credited(desk, slug, case, one, clean.data)
            notes |= {note} if note else set()
            name = f"{case.key}-{one.number + 1}.{ENDINGS[clean.mime]}"
            pictures[dig] = (name, _Noted(data, clean.width, clean.height, clean.mime) if note else clean)
    return pictures, frozenset(notes), broken


class _Noted(NamedTuple):
    """A clean picture with a note of ours; see `desk.ports.CleanPicture`."""

    data: bytes
    width: int
    height: int
    mime: str


def _credited(desk: Desk, slug: str, case: CardCase, medium: Kept, data: bytes) -> tuple[bytes, bytes]:
    """
    Write into a picture how it is credited, where the person is named in print and agreed to it; else leave it without any note.

    As its maker the person is named only when the credit line does so, too: some wish to be "a resident" there.
    """
    if not (case.name and agreed(case, "name")):
        return data, b""
    site, own, line = desk.plan.site_of(slug), next(iter(desk.stories.read(slug))), credit_line(case)
    credit = Credit(
        creator=case.name if case.name in line else "", credit=line, terms=TERMS.get(case.rights, ""), language=own,
        descriptions=medium.descriptions, statement=f"{site}{own}/card/{case.key}/index.html" if site else "",
    )  # fmt: skip
    return with_note(data, credit)


def _problems_of_files(story: Story) -> list[Problem]:
    found = []
    order = story.manuscripts[story.own].cards
    for language, manuscript in story.manuscripts.items():
        if set(manuscript.cards) != set(order):
            missing = sorted(set(order) ^ set(manuscript.cards))
            why = sentence("Not in every language: {cards}.", cards=tuple(missing))
            found.append(Problem("editions-differ", language, why, False, "nobody"))
        if manuscript.standfirst.strip() in ("", "…"):
            found.append(Problem("no-standfirst", language, sentence("The standfirst is not written."), True, "nobody"))
        for key in manuscript.cards:
            case = story.cases[key]
            if case.lang != language and printed_words(case, language) is None:
                why = sentence("There is no checked translation into {lang}.", lang=language)
                found.append(Problem("no-translation", f"{language}/{key}", why, case.words != "original", "nobody"))
    return found


def _problems_of_removal(desk: Desk, story: Story) -> list[Problem]:
    """Cards that were removed and that the last publication still shows; it does not block, it asks to publish."""
    before = last_publication(desk, story.slug)
    shown = {key for key, *_ in before.detail["cards"]} if before else set()
    return [
        Problem("removed", key, sentence("This message was removed after the story was published. Publish it again."), False, "nobody")
        for key in sorted(shown & story.removed.keys())
    ]


def printed_words(case: CardCase, language: str) -> str | None:
    """The words in the language of the page, when there are any."""
    if case.words == "paraphrase":
        return case.said("paraphrase").get(language)
    if case.act.detail["quotes"]:
        return case.said("translation").get(language)
    act = case.translations.get(language)
    return act.detail["text"] if act and act.detail["checked"] else None


def _pages(desk: Desk, story: Story, first: datetime, *, head: str) -> dict[str, bytes]:
    assets = {**desk.press.fonts(), **desk.press.outsider()}
    assets |= {f"media/{name}": clean.data for name, clean in story.pictures.values()}
    proofs = {f"proof/{key}.json": b"" for key, case in story.cases.items() if case.place}
    editions = [edition_in(desk, story, language, first, head) for language in story.manuscripts]
    site = render_site(editions, {**assets, **proofs}, desk.press.templates())
    pages = {path: data for path, data in site.items() if path not in proofs}
    pages |= _tombstones(desk, story)
    pages[SUMS] = "".join(f"{digest(data)}  {path}\n" for path, data in sorted(pages.items())).encode()
    return pages


def _tombstones(desk: Desk, story: Story) -> dict[str, bytes]:
    """What stands at the old addresses of each card that was removed, in every language of the story."""
    pages: dict[str, bytes] = {}
    for key, gone in story.removed.items():
        for language, manuscript in story.manuscripts.items():
            pages |= tombstones(
                language, key, title=manuscript.title, said=_removed(desk, gone, language), way=REMOVED[language][2],
                newsroom=desk.plan.newsroom or desk.plan.title,
            )  # fmt: skip
    return pages


def _removed(desk: Desk, gone: Gone, language: str) -> str:
    plain, at_wish, _ = REMOVED[language]
    date = gone.act.at.astimezone(ZoneInfo(desk.plan.zone)).date().isoformat()
    return (at_wish if gone.wish else plain).format(date=date, wish=gone.wish)


def edition_in(desk: Desk, story: Story, language: str, published: datetime, head: str) -> Edition:
    """A story in one of its languages, as it is printed."""
    manuscript = story.manuscripts[language]
    zone = ZoneInfo(desk.plan.zone)
    files = {dig: (name, clean.width, clean.height) for dig, (name, clean) in story.pictures.items()}
    letters = _letters(story)
    made = [printed(story.cases[key], language, story.own, letter=letters[key], files=files) for key in manuscript.cards]
    one_person = desk.plan.desk == "one-person"
    updates = [act for act in desk.views.acts(subject=f"story:{story.slug}", kind="update") if not act.undone]
    ever = _ever_shown(desk, story.slug)
    told = [update_in(act, language, story.own, desk.plan.zone) for act in updates if act.detail["key"] not in story.removed]
    # What was told about a card goes with it; who follows the feed is told to drop it.
    dropped = tuple(
        Dropped(name=entry_name(story.slug, language, update_in(act, language, story.own, desk.plan.zone)),
                at=story.removed[act.detail["key"]].act.at.astimezone(zone))
        for act in updates if act.detail["key"] in story.removed
    )
    told += [
        Update(kind="removed", at=gone.act.at.astimezone(zone), text=_removed(desk, gone, language))
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
        facts=_facts(story, made, language), method=_method(desk, story, language, len(made)),
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


def _facts(story: Story, made: Sequence[Card], language: str) -> Facts:
    cases = [story.cases[card.id] for card in made]
    statuses = Counter(card.status.code for card in made)
    roles = {role for card in made for role in card.roles}
    hours = sorted(card.posted.local.replace(minute=0, second=0, microsecond=0) for card in made
                   if card.posted.local and card.posted.precision in ("second", "minute", "hour"))
    places = Counter(filter(None, (in_language(case.said("district"), language, story.own) for case in cases)))
    return Facts(
        messages=len(made), people=len({case.post["account"] or case.key for case in cases}),
        languages=len({case.post["lang"] for case in cases}),
        linked=len({case.post["account"] for case in cases if case.source.affiliation in PRINTED_AFFILIATIONS}),
        statuses=tuple((code, statuses[code]) for code in STATUSES if statuses[code]),
        roles=tuple(role for role in ROLES if role in roles), hours=_hours(hours),
        places=tuple(Place(name=name, count=count) for name, count in places.most_common()),
        places_note=PLACES_NOTE[language] if places else "",
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
        printed=count, people=len({act.actor.identity for act in acts}),
        sources=tuple(platform_name(name, language) for name in platforms),
        first=_local(first, zone), last=_local(last, zone), unknown=UNKNOWN[language],
    )  # fmt: skip


def _local(micro: int | None, zone: ZoneInfo) -> datetime | None:
    if micro is None:
        return None
    return datetime.fromtimestamp(micro // 1_000_000, UTC).astimezone(zone).replace(tzinfo=None)


def _lines(files: Mapping[str, bytes], story: Story, desk: Desk) -> tuple[list[list[str]], list[list[str | int]]]:
    """What a publication commits to: every file, and the item that each card rests on: commitment, place, of how many."""
    pages = [[path, digest(data)] for path, data in sorted(files.items())]
    cards: list[list[str | int]] = []
    for key, case in sorted(story.cases.items()):
        if case.place:
            item = desk.book.proof_of_item(case.place["seq"], case.place["item"])
            cards.append([key, item["commitment"], item["index"], item["size"]])
    return pages, cards


def _manifest_digest(files: Mapping[str, bytes], story: Story) -> str:
    return digest(canonical([[path, digest(data)] for path, data in sorted(files.items())] + sorted(story.cases)))


def _enter(desk: Desk, story: Story, files: Mapping[str, bytes], first: datetime, actor: Actor) -> Act:
    pages, cards = _lines(files, story, desk)
    head = desk.book.head()
    kept = desk.vault.put_all(files[path] for path in sorted(files))
    blobs = [{"digest": one, "path": path, "size": len(files[path])} for one, path in zip(kept, sorted(files), strict=True)]
    detail = {
        "subject": f"story:{story.slug}", "published": first.isoformat(), "manifest": _manifest_digest(files, story),
        "head": head, "files": blobs,
        "cards": cards, "verifier": digest(files[VERIFIER]), "languages": list(story.manuscripts),
        "manuscripts": {lang: digest(text.encode()) for lang, text in desk.stories.read(story.slug).items()},
    }  # fmt: skip
    with desk.book.writing() as pen:
        pen.append("publish", detail, actor=actor, items_root=root_of([canonical(line) for line in (*pages, *cards)]))
    last = last_publication(desk, story.slug)
    assert last is not None
    return last


def _proofs(desk: Desk, story: Story, files: Mapping[str, bytes], publication: Act) -> dict[str, bytes]:
    """The site's own proof, and one for each card; all under the head that the ledger has now."""
    pages, cards = _lines(files, story, desk)
    head, key = desk.book.head(), desk.book.key()
    common = {"checkpoint": head, "key": key, "version": 1}
    proofs = {
        MANIFEST: canonical({**common, "files": pages, "cards": cards, "entry": desk.book.proof_of_entry(publication.seq)})
    }
    runs: dict[int, Any] = {}
    for name, case in story.cases.items():
        if not case.place:
            continue
        seq = case.place["seq"]
        if seq not in runs:
            stamps = carried_stamps(desk, [seq])
            runs[seq] = {"entry": desk.book.proof_of_entry(seq), **({"stamps": stamps} if stamps else {})}
        item = desk.book.proof_of_item(seq, case.place["item"])
        proofs[f"proof/{name}.json"] = canonical({**common, **runs[seq], "card": name, "item": item})
    return {**proofs, **_stamp_files(desk, publication)}


def _stamp_files(desk: Desk, publication: Act) -> dict[str, bytes]:
    """The stamps over a publication as files, with the path of its entry under each stamped head."""
    rows: list[dict[str, Any]] = []
    files: dict[str, bytes] = {}
    for one in stamps_over(desk, publication.seq):
        size, name = one.detail["size"], one.detail["authority"]
        rows.append({"authority": name, "path": desk.book.proof_of_entry(publication.seq, size)["path"], "size": size})
        files |= {f"proof/stamps/{size}.{name}.{STAMP_ENDINGS[what]}": data for what, data in desk.stamps.kept(size, name).items()}
    return {"proof/stamps.json": canonical({"stamps": rows, "version": 1}), **files} if rows else {}


def last_publication(desk: Desk, slug: str) -> Act | None:
    """The newest publication of a story."""
    acts = desk.views.acts(subject=f"story:{slug}", kind="publish")
    return acts[-1] if acts else None


def _ever_shown(desk: Desk, slug: str) -> set[str]:
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

