"""Stories: files that people write, cards that people choose, and what stands between them and the public."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from firsthand.check.quotes import bind
from firsthand.desk.claims import find_claim, heard_in, time_codes
from firsthand.desk.ports import Desk
from firsthand.desk.record import need_reason, record
from firsthand.desk.transcribe import spoken
from firsthand.ledger.canonical import digest
from firsthand.ledger.entry import Entry
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import Conflict, Mistaken, NotFound, Refused
from firsthand.model.ids import PostId
from firsthand.model.words import INTERFACE_LANGUAGES
from firsthand.story.lint import PRECISIONS, RULES
from firsthand.story.manuscript import parse, with_card, with_figure, with_text, write

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
WORDS = ("original", "translation", "paraphrase")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCard:
    """
    A message chosen for a story.

    Attributes:
        key: Stands in the card's address; says nothing of the platform's id.
        quote: The words to print, as typed by the editor; empty: all of them.
        transcript: Entry of a checked transcript of one of the post's media, whose words are printed; 0: the post's own words.
        words: ``original`` beside its translation, ``translation`` alone, or a ``paraphrase``.
        name: How the person is named in print; empty: not at all.
        last_message: The card is framed as a last message or a death.
        place: Precision of what the card says about the place.
        texts: By language: ``line`` (who this is, in a few words), ``note`` (a warning above the words), ``why`` (the
            reason for a printed affiliation), ``because`` (what backs the status), ``district``, ``paraphrase``,
            ``translation`` (of a part that is quoted).
        media: Whether the post's pictures, videos and sounds are printed.
        condition_met: The conditions of every "yes, if" hold on this card.
        because: Why this message is in the story.
    """

    slug: str
    post: PostId
    key: str
    quote: str = ""
    transcript: int = 0
    words: str = "original"
    name: str = ""
    last_message: bool = False
    place: str = "none"
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    media: bool = True
    condition_met: bool = False
    because: str = ""


def new_story(desk: Desk, slug: str, titles: Mapping[str, str], *, actor: Actor) -> Entry:
    """
    Start a story: one file a language, to be written with any editor.

    Args:
        titles: Language to title, the story's own language first.

    Raises:
        Mistaken: The slug cannot stand in an address, or a language is none of ours.
        Conflict: There is a story of that name.
    """
    if not SLUG.fullmatch(slug):
        raise Mistaken(f"{slug!r} cannot stand in an address.", code="bad-slug", advice="Use a-z, 0-9 and hyphens.")
    if slug in desk.stories.slugs():
        raise Conflict(f"There is a story called {slug}.", code="story-exists", advice="Choose another slug.")
    for language in titles:
        if language not in INTERFACE_LANGUAGES:
            raise Mistaken(
                f"A story cannot be in {language!r} yet.",
                code="bad-language",
                advice=f"One of: {', '.join(INTERFACE_LANGUAGES)}.",
            )
    entry = record(desk, "story", f"story:{slug}", {"titles": dict(titles)}, actor=actor)
    for language, title in titles.items():
        desk.stories.write(slug, language, _first_text(language, title, actor.name))
    return entry


def add_card(desk: Desk, card: NewCard, *, actor: Actor) -> Entry:
    """
    Choose a message for a story, and put it at the end of each of its files.

    Raises:
        Mistaken: The quote does not stand in the post or transcript; a word is none of ours.
        NotFound: No such story or post, or the post has no such transcript.
        Refused: Nobody has checked the transcript.
        Conflict: The story has a card of that key already, for another post.
    """
    files = story_files(desk, card.slug)
    if not SLUG.fullmatch(card.key):
        raise Mistaken(f"{card.key!r} cannot stand in an address.", code="bad-key", advice="Use a-z, 0-9 and hyphens.")
    if card.words not in WORDS or card.place not in PRECISIONS:
        raise Mistaken(
            f"{card.words!r} or {card.place!r} is none of ours.",
            code="bad-word",
            advice=f"words: {', '.join(WORDS)}; place: {', '.join(PRECISIONS)}.",
        )
    held = cards(desk, card.slug).get(card.key)
    if held and held.detail["post"] != card.post:
        raise Conflict(
            f"Card {card.key} is {held.detail['post']} already (entry {held.seq}, {held.actor.name}).",
            code="card-exists",
            advice="Give this one another --key.",
        )
    heard = heard_in(desk, card.post, card.transcript) if card.transcript else None
    text = spoken(heard) if heard else desk.views.post(card.post)["text"]
    quotes = bind(text, card.quote or (text if heard else ""), post=card.post) if card.quote or heard else ()
    fields: dict[str, Any] = {
        "key": card.key, "post": card.post, "words": card.words, "name": card.name, "last_message": card.last_message,
        "place": card.place, "texts": {lang: dict(said) for lang, said in card.texts.items()}, "media": card.media,
        "condition_met": card.condition_met, "because": card.because, "of": text,
        "quotes": [
            {"start": q.start, "end": q.end, "text": q.text, **(time_codes(heard, q) if heard else {})} for q in quotes
        ],
        **({"transcript": heard.seq} if heard else {}),
    }  # fmt: skip
    entry = record(desk, "card", f"story:{card.slug}", fields, actor=actor, about=card.post)
    for language, held_text in files.items():
        manuscript = parse(held_text)
        if card.key not in manuscript.cards:
            desk.stories.write(card.slug, language, write(with_card(manuscript, card.key)))
    return entry


def add_figure(desk: Desk, slug: str, claim: str, label: str, *, texts: Mapping[str, Mapping[str, str]], actor: Actor) -> Entry:
    """
    Put a claim into a story as a figure box.

    Args:
        texts: By language: ``said_by``, ``said_where``, ``translation``, ``who:REF`` and ``what:REF`` per answer,
            and ``flag:N`` for the arithmetic of a flag, which is English where nobody says it otherwise.

    Raises:
        Mistaken, NotFound: The label cannot stand in an address; no such claim.
    """
    files = story_files(desk, slug)
    if not SLUG.fullmatch(label):
        raise Mistaken(f"{label!r} cannot stand in an address.", code="bad-key", advice="Use a-z, 0-9 and hyphens.")
    find_claim(desk, claim)
    fields = {"label": label, "claim": claim, "texts": {lang: dict(said) for lang, said in texts.items()}}
    entry = record(desk, "figure", f"story:{slug}", fields, actor=actor, about=claim)
    for language, held_text in files.items():
        manuscript = parse(held_text)
        if label not in manuscript.figures:
            desk.stories.write(slug, language, write(with_figure(manuscript, label)))
    return entry


def add_text(desk: Desk, slug: str, language: str, text: str) -> None:
    """
    Put Markdown at the end of one file of a story.

    Raises:
        NotFound: No such story, or it has no file in that language.
    """
    files = story_files(desk, slug)
    if language not in files:
        raise NotFound(f"{slug} has no file in {language!r}.", code="no-edition", advice=f"It has: {', '.join(files)}.")
    desk.stories.write(slug, language, write(with_text(parse(files[language]), text)))


def write_text(desk: Desk, slug: str, language: str, text: str, *, expects: str, actor: Actor) -> str:
    """
    Put a person's text in place of one file of a story.

    Args:
        text: The whole file; line ends may be of any kind.
        expects: `version_of` the text that the person began with.

    Returns:
        The version of what lies there now.

    Raises:
        NotFound: No such story, or it has no file in that language.
        Conflict: Somebody wrote meanwhile; nothing is written.
        Mistaken: It cannot be read as a story, or is in another language; nothing is written.
        Refused: A tool writes.
    """
    if actor.kind != "person":
        raise Refused("Only a person writes a story.", code="tool-decides", advice="Name the person with --as.")
    held = story_files(desk, slug)
    if language not in held:
        raise NotFound(f"{slug} has no file in {language!r}.", code="no-edition", advice=f"It has: {', '.join(held)}.")
    written = "\n".join(text.replace("\r\n", "\n").split("\r"))
    if version_of(held[language]) != expects and held[language] != written:
        raise Conflict(
            f"The text of {slug} in {language!r} was written anew while you wrote.", code="story-changed",
            advice="Both are kept: put together what you want of them, and save again.",
        )  # fmt: skip
    if parse(written).language != language:
        raise Mistaken(f"This file is the one in {language!r}.", code="bad-language", advice=f'Keep language = "{language}".')
    desk.stories.write(slug, language, written)
    return version_of(written)


def version_of(text: str) -> str:
    """What tells two texts of a story apart."""
    return digest(text.encode("utf-8", "surrogatepass"))[:16]


def override(desk: Desk, slug: str, key: str, code: str, *, because: str, actor: Actor) -> Entry:
    """
    Set a rule aside for one card, or for one figure in the text, with a reason; some rules need a second person, some cannot be set aside.

    Raises:
        Mistaken: There is no such rule, or it is one that nobody may set aside.
        NotFound: No such card.
    """
    rule = next((one for one in RULES if one.code == code), None)
    if rule is None or rule.override == "nobody":
        allowed = [one.code for one in RULES if one.override != "nobody"]
        raise Mistaken(
            f"The rule {code!r} cannot be set aside.", code="no-override", advice=f"These can: {', '.join(allowed)}."
        )
    # A finding in the story's own text is named LANG/FIGURE.
    if key not in cards(desk, slug) and key.partition("/")[0] not in story_files(desk, slug):
        raise NotFound(f"There is no card {key} in {slug}.", code="no-card", advice="`firsthand story check` lists them.")
    fields = {"key": key, "code": code, "because": need_reason(because)}
    return record(desk, "override", f"story:{slug}", fields, actor=actor)


def add_update(desk: Desk, slug: str, kind: str, texts: Mapping[str, str], *, key: str = "", actor: Actor) -> Entry:
    """
    Tell readers what changed: an update, a correction, a clarification, a removal. Never silent.

    Args:
        texts: Language to sentence.
        key: The card that it concerns; empty: the story.

    Raises:
        Mistaken: Another kind, or no words.
    """
    kinds = ("update", "correction", "clarification", "removed")
    if kind not in kinds or not any(text.strip() for text in texts.values()):
        raise Mistaken(f"{kind!r} with these words is no update.", code="bad-update", advice=f"One of: {', '.join(kinds)}.")
    story_files(desk, slug)
    return record(desk, "update", f"story:{slug}", {"kind": kind, "texts": dict(texts), "key": key}, actor=actor)


def story_files(desk: Desk, slug: str) -> dict[str, str]:
    """
    The files of a story by language, its own language first.

    Raises:
        NotFound: There is no such story.
    """
    if slug not in desk.stories.slugs():
        raise NotFound(f"There is no story {slug}.", code="no-story", advice="`firsthand story new SLUG --title …` makes one.")
    return desk.stories.read(slug)


def cards(desk: Desk, slug: str) -> dict[str, Act]:
    """The last act for each card of a story, by key."""
    acts = desk.views.acts(subject=f"story:{slug}", kind="card")
    return {act.detail["key"]: act for act in acts if not act.undone}


def figure_acts(desk: Desk, slug: str) -> dict[str, Act]:
    """The last act for each figure of a story, by label."""
    acts = desk.views.acts(subject=f"story:{slug}", kind="figure")
    return {act.detail["label"]: act for act in acts if not act.undone}


def _first_text(language: str, title: str, name: str) -> str:
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    by = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'+++\nlanguage = "{language}"\ntitle = "{quoted}"\nstandfirst = "…"\nbyline = ["{by}"]\n+++\n'
