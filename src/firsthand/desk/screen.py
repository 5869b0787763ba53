"""
Screen: language, near-duplicates of texts and pictures, categories, ranking, signals.

Each step is a run whose output lies in the vault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from firsthand.desk import learn, together
from firsthand.desk.ports import Desk, Progress
from firsthand.find.categories import Lexicon, match_all, parse_lexicon
from firsthand.find.duplicates import near_duplicates
from firsthand.find.pictures import GRID, flat, marks, written
from firsthand.find.stills import joined, mark_of
from firsthand.ledger.canonical import canonical, digest
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken
from firsthand.model.ids import RunId
from firsthand.model.words import BANDS
from firsthand.text.fold import fold
from firsthand.text.language import identify

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class StepReport:
    """One step: its name and version, the rows it gave, seconds it took by the desk's clock; what was left out, in a sentence."""

    step: str
    version: str
    rows: int
    seconds: float
    note: str = ""


def screen(desk: Desk, *, only: tuple[str, ...] = (), actor: Actor, progress: Progress) -> Iterator[StepReport]:
    """
    Run the steps over every post; what an earlier run gave is replaced, its entry stays.

    Yields:
        A report per step, when it is durable.

    Raises:
        Mistaken: There is no such step, or a word list cannot be read.
    """
    for name in only:
        if name not in STEPS:
            raise Mistaken(f"There is no step {name!r}.", code="no-step", advice=f"One of: {', '.join(STEPS)}.")
    for name, (version, step) in STEPS.items():
        if name not in only if only else name in ASKED or (name in WITH_PICTURES and not _pictured(desk)):
            continue
        began = desk.clock.now()
        posts = list(desk.views.texts())
        options, rows = step(desk, posts, progress)
        output = desk.vault.put(canonical([list(row) for row in rows]))
        counts = {"seen": len(posts), "kept": len(posts)}
        detail = {
            "run": RunId("s" + desk.chance.token(6).hex()), "step": name, "maker": f"{name}@{version}", "source": "all posts",
            "options": options, "input": digest(canonical([key for key, _ in posts])), "output": output, "counts": counts,
        }  # fmt: skip
        with desk.book.writing() as pen:
            pen.replace_screening(name, rows)
            pen.append("screen", detail, actor=actor)
        seconds = round((desk.clock.now() - began).total_seconds(), 2)
        yield StepReport(name, version, len(rows), seconds, options.get("note", ""))


def _languages(desk: Desk, posts: list[tuple[int, str]], progress: Progress) -> tuple[dict[str, Any], list[Row]]:
    rows: list[Row] = []
    for number, (key, text) in enumerate(posts):
        told = identify(text)
        rows.append((key, told.code, told.script, " ".join(told.mixed) or None))
        if number % 2000 == 0:
            progress("languages", number, len(posts))
    return {}, rows


def _clusters(desk: Desk, posts: list[tuple[int, str]], progress: Progress) -> tuple[dict[str, Any], list[Row]]:
    progress("near-duplicates", 0, len(posts))
    roots = near_duplicates([text for _, text in posts]).roots
    sizes = Counter(roots)
    return {"seed": 1}, [
        (key, posts[root][0], sizes[root]) for (key, _), root in zip(posts, roots, strict=True) if sizes[root] > 1
    ]


def _categories(desk: Desk, posts: list[tuple[int, str]], progress: Progress) -> tuple[dict[str, Any], list[Row]]:
    lexicons = read_lexicons(desk)
    rows: list[Row] = []
    for number, (key, text) in enumerate(posts):
        for category, found in match_all(text, lexicons).items():
            if found.band != "none":
                why = [[span.start, span.end, span.text] for span in found.why]
                rows.append((key, category, BANDS.index(found.band), canonical(why).decode()))
        if number % 2000 == 0:
            progress("categories", number, len(posts))
    return {"lexicons": {name: digest(text.encode()) for name, text in sorted(desk.lexicons.items())}}, rows


def _pictures(desk: Desk, _posts: list[tuple[int, str]], progress: Progress) -> tuple[dict[str, Any], list[Row]]:
    """A picture that this very program has read before is not read again: it takes a second."""
    maker = desk.recogniser.maker(desk.plan.languages)
    known = desk.views.picture_words()
    wanted = list(desk.views.pictures())
    rows: list[Row] = []
    for number, picture in enumerate(wanted):
        progress("words in pictures", number, len(wanted))
        held = known.get(picture)
        words = held[1] if held and held[0] == maker else desk.recogniser.words(desk.vault.read(picture), desk.plan.languages)
        rows.append((picture, maker, words, fold(words)))
    return {"maker": maker}, rows


def _copies_of_pictures(desk: Desk, _posts: list[tuple[int, str]], progress: Progress) -> tuple[dict[str, Any], list[Row]]:
    """
    A picture or film that was looked at is not opened again; which ones are copies is found anew, for others have come.

    Films are looked at where the desk has a program for it, and later where it had none.
    """
    wanted = list(desk.views.pictures())
    known = desk.views.picture_copies()
    fresh = [picture for picture in wanted if picture not in known]
    looked: dict[str, str | None] = {}
    for picture, grey in zip(fresh, desk.glance.small(map(desk.vault.read, fresh)), strict=True):
        looked[picture] = _mark(grey)
        progress("copies of pictures", len(looked), len(fresh))
    films = [film for film in desk.views.films() if film in known or desk.glance.opens_films()]
    for number, film in enumerate(films):
        if film not in known:
            progress("frames of films", number, len(films))
            with desk.vault.open(film) as file:
                looked[film] = mark_of(mark for frame in desk.glance.frames(file) if (mark := _mark(frame)))
    held = {medium: looked[medium] if medium in looked else known[medium] for medium in [*wanted, *films]}
    marked = [(picture, mark) for picture, mark in held.items() if mark]
    roots = {
        picture: marked[root][0]
        for (picture, _), root in zip(marked, joined([mark for _, mark in marked]), strict=True)
    }  # fmt: skip
    return {}, [(picture, mark, roots.get(picture, picture)) for picture, mark in held.items()]


def _signals(desk: Desk, posts: list[tuple[int, str]], progress: Progress) -> tuple[dict[str, Any], list[Row]]:
    # Hundreds of patterns are made when it is loaded; a queue that learns again needs none of them.
    from firsthand.desk.signals import signals_step

    return signals_step(desk, posts, progress)


def _pictured(desk: Desk) -> bool:
    return any(next(kept, None) is not None for kept in (desk.views.pictures(), desk.views.films()))


def _mark(grey: bytes | None) -> str | None:
    # As the vault holds thousands of pictures and a hash takes microseconds, one by one is soon enough.
    import numpy as np

    if grey is None:
        return None
    square = np.frombuffer(grey, np.uint8).reshape(1, GRID, GRID)
    return None if flat(square)[0] else written(marks(square)[0])


def read_lexicons(desk: Desk) -> list[Lexicon]:
    """
    The word lists, ours and the case's own.

    Raises:
        Mistaken: One cannot be read; the message names file and line.
    """
    return [parse_lexicon(text, file=f"{name}.toml") for name, text in sorted(desk.lexicons.items())]


Step = Callable[[Desk, list[tuple[int, str]], Progress], tuple[dict[str, Any], list[Row]]]

STEPS: dict[str, tuple[str, Step]] = {
    "languages": ("3", _languages), "clusters": ("1", _clusters), "categories": ("1", _categories),
    "copies-of-pictures": ("2", _copies_of_pictures), "together": (together.VERSION, together.groups), "pictures": ("1", _pictures),
    "ranking": (learn.VERSION, learn.ranking),
    "signals": ("1", _signals),
}  # fmt: skip
"""Name to version and function, in the order in which they run."""

WITH_PICTURES = frozenset({"copies-of-pictures"})
"""Steps that run only when they are named or the case holds a picture or a film."""

ASKED = frozenset({"pictures"})
"""Steps that run only when they are named: they are slow, or need a program that may not be here."""
