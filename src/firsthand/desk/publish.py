"""
Publish: hold every card against the rules, render, read every output byte for leaks, enter it, and put it in place.

What is published stands in the ledger: the entry's items_root covers every file of the site (apart from `proof/`) and
ties each card to the commitment of the item that it rests on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from firsthand.desk.boxes import box_problems
from firsthand.desk.compose import CardCase, facts
from firsthand.desk.editions import VERIFIER, edition_in, first_publication, last_publication, removal_day, told_removal
from firsthand.desk.gathered import Story, gathered
from firsthand.desk.leaks import LeakTest
from firsthand.desk.ports import Desk, Progress
from firsthand.desk.prose import prose_problems
from firsthand.desk.recall import recalling
from firsthand.desk.site_proofs import manifest_digest, site_lines, site_proofs
from firsthand.desk.stamp import NotStamped, StampReport, stamp, stamps_over
from firsthand.exporters.site import render_site
from firsthand.exporters.tombstone import tombstones
from firsthand.ledger.canonical import canonical, digest
from firsthand.ledger.items import root_of
from firsthand.model.act import Act
from firsthand.model.actor import Actor, tool
from firsthand.model.errors import FirsthandError, Mistaken, NotFound, Refused, Unavailable
from firsthand.model.sentence import sentence
from firsthand.model.stamp import parse_authority
from firsthand.model.version import __version__
from firsthand.story.leak import Leak
from firsthand.story.lint import Problem, lint
from firsthand.story.sentences import REMOVED

SUMS = "SHA256SUMS"
STEPS = 5
"""Of a publication, as its progress tells them."""


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
        story = gathered(desk, slug)
    except FirsthandError as error:
        if isinstance(error, NotFound) and error.code == "no-story":
            raise
        return [Problem(error.code, slug, f"{error} {error.advice()}".strip(), True, "nobody")], None
    problems = [problem for case in story.cases.values() for problem in lint(facts(case))]
    problems += [
        Problem(error.code, key, sentence("A picture cannot be made anew: {why}", why=f"{error} {error.advice()}"), True, "nobody")
        for key, error in story.broken.items()
    ]
    problems += [
        Problem(error.code, key, f"The film is only described: {error} {error.advice()}", False, "nobody")
        for key, error in story.described.items()
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
    changed = before is None or manifest_digest(pages, story) != before.detail["manifest"]
    if before is not None and changed:
        pages = _pages(reading, story, first, head=desk.book.head())
    progress(f"searching {slug}", 2, STEPS)
    # Also when no byte changed: what must not appear may have become more.
    leaks.need_none(pages)
    if before is None or changed:
        before = _enter(desk, story, pages, first, actor)
    proofs = site_proofs(desk, story, pages, before)
    leaks.need_none(proofs)
    progress(f"writing {slug}", 3, STEPS)
    place = desk.press.write(target, {**pages, **proofs})
    progress(f"stamping {slug}", 4, STEPS)
    report = _ask_for_stamps(desk, before)
    if report and report.stamped:
        proofs = site_proofs(desk, story, pages, before)
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
        {name: digest(data) for name, data in desk.plan_files("gazetteer").items()},
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
    story = gathered(reading, slug)
    before, first = last_publication(desk, slug), first_publication(desk, slug)
    assert before is not None, "the caller has asked whether it was published"
    assert first is not None
    pages = _pages(reading, story, first, head=before.detail["head"])
    if manifest_digest(pages, story) != before.detail["manifest"]:
        raise Refused(f"{slug} has changed since it was published.", code="publish-first",
                      advice=f"firsthand story publish {slug} --to FOLDER, then export again.")  # fmt: skip
    return {**pages, **site_proofs(desk, story, pages, before)}


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
                language, key, title=manuscript.title, said=told_removal(desk, gone, language), way=REMOVED[language][2],
                newsroom=desk.plan.newsroom or desk.plan.title, day=removal_day(desk, gone, language),
            )  # fmt: skip
    return pages


def _enter(desk: Desk, story: Story, files: Mapping[str, bytes], first: datetime, actor: Actor) -> Act:
    pages, cards = site_lines(files, story, desk)
    head = desk.book.head()
    kept = desk.vault.put_all(files[path] for path in sorted(files))
    blobs = [{"digest": one, "path": path, "size": len(files[path])} for one, path in zip(kept, sorted(files), strict=True)]
    detail = {
        "subject": f"story:{story.slug}", "published": first.isoformat(), "manifest": manifest_digest(files, story),
        "head": head, "files": blobs,
        "cards": cards, "verifier": digest(files[VERIFIER]), "languages": list(story.manuscripts),
        "manuscripts": {lang: digest(text.encode()) for lang, text in desk.stories.read(story.slug).items()},
    }  # fmt: skip
    with desk.book.writing() as pen:
        pen.append("publish", detail, actor=actor, items_root=root_of([canonical(line) for line in (*pages, *cards)]))
    last = last_publication(desk, story.slug)
    assert last is not None
    return last
