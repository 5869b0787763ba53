"""
Compose: from the case to what a story may print, and to the facts that its rules look at.

A `CardCase` is gathered once for each card; `facts` makes of it what `story.lint` reads, `printed` what an edition prints
in one language. Both look at the same value, so that nothing is printed that was not held against the rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from firsthand.check.figures import figures as figures_in
from firsthand.check.first_hand import eyewitness_word
from firsthand.check.spans import propose
from firsthand.desk.care import consents, span_decisions, spans
from firsthand.desk.claims import claims
from firsthand.desk.ports import Desk
from firsthand.desk.redactions import TIMES as TIME_PRECISIONS
from firsthand.desk.redactions import Area, areas_of, coarsest, cut_time, in_force, silenced
from firsthand.desk.reopen import reasons
from firsthand.desk.story import cards, figure_acts
from firsthand.desk.transcribe import spoken, transcripts
from firsthand.desk.translate import made_by, translations
from firsthand.desk.verification import unanswered
from firsthand.ledger.fold import PostStanding, SourceStanding, identities, post_standing, source_standing, statement
from firsthand.model.act import Act
from firsthand.model.errors import NotFound
from firsthand.model.ids import AccountId, Digest, PostId, Seq
from firsthand.model.moment import PRECISIONS
from firsthand.model.quote import Quote
from firsthand.model.words import PRINTED_AFFILIATIONS
from firsthand.story import lint
from firsthand.story.edition import (
    Affiliation,
    Card,
    Mark,
    MediaView,
    Passage,
    Status,
    Translation,
    Update,
    When,
)
from firsthand.story.redact import PHRASES, Cover
from firsthand.story.sentences import COARSER, CONSENT, NO_PLATFORM, in_language
from firsthand.text.subtitles import time_code

PLATFORMS = {
    "x": "X", "activitypub": "Mastodon", "telegram": "Telegram", "whatsapp": "WhatsApp", "bluesky": "Bluesky",
    "reddit": "Reddit", "youtube": "YouTube", "facebook": "Facebook", "instagram": "Instagram", "threads": "Threads", "tiktok": "TikTok",
    "signal": "Signal", "discord": "Discord", "messenger": "Messenger",
}  # fmt: skip
PUBLIC_ROLES = frozenset({"official"})
NO_BASE = "share-without-base"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A picture, video or sound of a card: what people said about it, its areas that are covered, whether its sound is taken away."""

    number: int
    kind: str
    digest: Digest
    descriptions: Mapping[str, str]
    covered: bool
    why: Mapping[str, str]
    areas: tuple[Area, ...] = ()
    silent: bool = False
    made: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardCase:
    """
    Everything that the case knows about one card.

    Attributes:
        text: What is quoted: the post's words, or those of the transcript of its medium that stands now.
        lang: Their language.
        translated_spans: Decided stretches of each translation, by its language.
        boxed: A figure box of the story says what others say of a number in it.
        time_to, place_to: The finest precision that redactions allow; empty when they say nothing.
        plan_signed: Who stands behind everything that is covered or coarsened; None when nothing is.
        reopened: Why the source must be looked at again; empty when nothing happened since the card was chosen.
        unanswered: Questions of the verification sheet that nobody has answered.
        statement: How the writer knows, as a person typed it; empty while nobody did.
    """

    key: str
    act: Act
    post: Mapping[str, Any]
    text: str
    lang: str
    source: SourceStanding
    source_by: lint.Decision | None
    information: PostStanding
    graded_by: lint.Decision | None
    chosen_by: lint.Decision
    consents: Mapping[tuple[str, str], Act]
    rights: str
    credit: str
    cautions: tuple[str, ...]
    spans: tuple[Mapping[str, Any], ...]
    span_acts: Mapping[tuple[int, int], lint.Decision]
    covers: tuple[Cover, ...]
    translations: Mapping[str, Act]
    translated_spans: Mapping[str, tuple[Act, ...]]
    media: tuple[Kept, ...]
    place: Mapping[str, Any] | None
    kept_at: datetime
    deleted: bool
    contradicted_by: tuple[str, ...]
    figures: frozenset[str]
    overrides: tuple[lint.Override, ...]
    updates: tuple[Act, ...]
    one_person: bool
    zone: str
    places: tuple[str, ...]
    boxed: bool = False
    time_to: str = ""
    place_to: str = ""
    plan_signed: lint.Decision | None = None
    reopened: str = ""
    unanswered: tuple[str, ...] = ()
    statement: str = ""

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """What is printed of the post: the chosen spans, or the whole text as it was when it was chosen."""
        post = PostId(self.post["id"])
        chosen = self.act.detail["quotes"]
        if chosen:
            return tuple(Quote(post=post, start=q["start"], end=q["end"], text=q["text"]) for q in chosen)
        whole = self.act.detail["of"]
        return (Quote(post=post, start=0, end=len(whole), text=whole),) if whole else ()

    @property
    def heard(self) -> str:
        """Time codes of what is quoted from a sound or video, for example "01:05–01:12"; empty for written words."""
        return heard_span(self.act.detail["quotes"]) if self.act.detail.get("transcript") else ""

    @property
    def words(self) -> str:
        """``original``, ``translation`` or ``paraphrase``."""
        return str(self.act.detail["words"])

    @property
    def name(self) -> str:
        """How the person is named in print; empty: not at all."""
        return str(self.act.detail["name"])

    def exact_times(self) -> tuple[str, ...]:
        """The time of posting as data may hold it, to the minute: in UTC, in the case's zone, as it was stated."""
        if not self.post["posted_at"]:
            return ()
        at = datetime.fromisoformat(self.post["posted_at"])
        stated = self.post["posted_stated"] or ""
        return (f"{at:%Y-%m-%dT%H:%M}", f"{at.astimezone(ZoneInfo(self.zone)):%Y-%m-%dT%H:%M}", *([stated] if stated else []))

    def said(self, what: str) -> dict[str, str]:
        """One of the card's texts by language."""
        return {lang: said[what] for lang, said in self.act.detail["texts"].items() if said.get(what)}


def gather(desk: Desk, slug: str, keys: Sequence[str]) -> dict[str, CardCase]:
    """
    Gather what the case knows about the cards of a story.

    Raises:
        NotFound: A key in the story's files is no card of it.
    """
    acts = cards(desk, slug)
    shown = frozenset(act.detail["claim"] for act in figure_acts(desk, slug).values())
    known = list(claims(desk))
    contradicting = _contradictions(known)
    boxed = frozenset(quote["post"] for claim in known if claim["id"] in shown for quote in claim["quotes"])
    found = {}
    for key in keys:
        if key not in acts:
            raise NotFound(f"The story names card {key}, which nobody has added.", code="no-card",
                           advice=f"firsthand story add {slug} POST --key {key}")  # fmt: skip
        found[key] = _case(desk, slug, key, acts[key], shown, contradicting, boxed)
    return found


def _case(
    desk: Desk, slug: str, key: str, act: Act, shown: frozenset[str], contradicting: Mapping[str, Sequence[str]],
    boxed: frozenset[str],
) -> CardCase:  # fmt: skip
    post = desk.views.post(PostId(act.detail["post"]))
    account = post["account"]
    of_post = [one for one in desk.views.acts(subject=post["id"]) if not one.undone]
    of_source = [one for one in desk.views.acts(subject=account) if not one.undone] if account else []
    of_story = [one for one in desk.views.acts(subject=f"story:{slug}") if not one.undone]
    seconds = [one for one in (*of_post, *of_source, *of_story) if one.kind == "second"]
    judged, graded = _last(of_source, "judge"), _last(of_post, "grade")
    rights = _last(of_post, "rights")
    places = desk.views.place_of(PostId(post["id"]))
    first = places[0] if places else None
    heard = act.detail.get("transcript")
    words_in = f"transcript:{heard}" if heard else post["id"]
    text, lang = _quoted(desk, act, post)
    seconds += [one for one in desk.views.acts(subject=words_in, kind="second") if not one.undone] if heard else []
    decided = list(span_decisions(desk, words_in).values())
    redacted = [] if heard else in_force(desk, desk.views.acts(subject=post["id"], kind="redact"))
    coarser = in_force(desk, desk.views.acts(subject=post["id"], kind="coarsen"))
    media = tuple(_kept(desk, number, one) for number, one in enumerate(post["media"]) if one["digest"]) if act.detail["media"] else ()
    translated = {} if heard else {one.detail["lang"]: one for one in translations(desk, PostId(post["id"]))}
    translated_spans = {
        lang: tuple(span_decisions(desk, f"translation:{one.seq}").values()) for lang, one in translated.items()
    }
    painted = [one for each in media for one in _painted(desk, each.digest)]
    return CardCase(
        key=key, act=act, post=post, text=text, lang=lang,
        source=source_standing([one for one in of_source if one.kind == "judge"], seconds),
        source_by=_decision(judged, seconds) if judged else None,
        information=post_standing([one for one in of_post if one.kind == "grade"], seconds),
        graded_by=_decision(graded, seconds) if graded else None,
        chosen_by=_decision(act, seconds),
        consents=consents(desk, PostId(post["id"]), account),
        rights=rights.detail["rights"] if rights else "unknown", credit=rights.detail["credit"] if rights else "",
        cautions=tuple(sorted({one.detail["caution"] for one in of_post if one.kind == "caution"})),
        spans=tuple(_spans(desk, words_in)),
        span_acts={(one.detail["start"], one.detail["end"]): _decision(one, seconds) for one in decided},
        covers=tuple(
            Cover(start=one.detail["start"], end=one.detail["end"], kind=_kind(one.detail.get("span_kind", "words")),
                  because=one.detail["because"])
            for one in (*_standing_spans(decided), *redacted)
        ),
        translations=translated,
        translated_spans=translated_spans,
        media=media,
        place=first, kept_at=_kept_at(desk, first), deleted=_deleted(desk, post),
        contradicted_by=tuple(contradicting.get(post["id"], ())), figures=shown,
        overrides=tuple(
            lint.Override(code=one.detail["code"], decision=_decision(one, seconds))
            for one in of_story if one.kind == "override" and one.detail["key"] == key
        ),
        updates=tuple(one for one in of_story if one.kind == "update" and one.detail["key"] == key),
        one_person=desk.plan.desk == "one-person", zone=desk.plan.zone, places=desk.plan.places,
        boxed=post["id"] in boxed, time_to=coarsest(coarser, "time", TIME_PRECISIONS), place_to=coarsest(coarser, "place", lint.PRECISIONS),
        plan_signed=_signed(
            desk, act,
            [*_standing_spans(decided), *redacted, *coarser, *painted,
             *(one for each in translated_spans.values() for one in _standing_spans(each))], seconds,
        ),
        reopened=_reopened(act, of_source, seconds) or _moved(desk, act, of_source, seconds), unanswered=unanswered(of_post),
        statement=statement(of_post).kind,
    )  # fmt: skip


def _painted(desk: Desk, digest: str) -> list[Act]:
    return in_force(desk, desk.views.acts(subject=f"media:{digest}", kind="redact-media"))


def _signed(desk: Desk, card: Act, plan: Sequence[Act], seconds: Sequence[Act]) -> lint.Decision | None:
    """
    Who stands behind the plan of redactions: whoever made its newest part, and whoever looked at the card after that.

    A part that a second person answered by itself is signed; the others wait for a second reader of the card.
    """
    answered = [*seconds, *(one for act in plan for one in desk.views.acts(about=str(act.seq), kind="second") if not one.undone)]
    open_parts = [act for act in plan if len(identities(act, answered)) < 2]
    if not plan:
        return None
    newest = max(open_parts or plan, key=lambda one: one.seq)
    later = [one for one in seconds if one.about == str(card.seq) and one.seq > newest.seq]
    behind = identities(newest, answered) if not open_parts else identities(card, later) | {newest.actor.identity}
    return lint.Decision(
        by=newest.actor.identity, seconded=tuple(sorted(behind - {newest.actor.identity})), because=newest.detail["because"]
    )


def _reopened(card: Act, of_source: Sequence[Act], seconds: Sequence[Act]) -> str:
    """Why a source must be looked at again: judged otherwise, or disagreed about, after the card was last looked at."""
    looked = max([card.seq, *(one.seq for one in seconds if one.about == str(card.seq))])
    judged = [one for one in of_source if one.kind == "judge"]
    before = max((one for one in judged if one.seq < looked), key=lambda one: one.seq, default=None)
    for one in judged:
        fields = ("roles", "affiliation", "party", "reliability")
        if one.seq > looked and (before is None or any(one.detail.get(f) != before.detail.get(f) for f in fields)):
            return f"The source was judged anew (entry {one.seq}) after this card was last looked at."
    newer = [one for one in seconds if one.seq > looked and not one.detail.get("agree", True) and one.about in {str(j.seq) for j in judged}]
    return f"A second reader disagreed with the judgement of the source (entry {newer[-1].seq})." if newer else ""


def _moved(desk: Desk, card: Act, of_source: Sequence[Act], seconds: Sequence[Act]) -> str:
    """Why the judgement of the source must be looked at again, where that came after the card was last looked at."""
    looked = max([card.seq, *(one.seq for one in seconds if one.about == str(card.seq))])
    standing = source_standing([one for one in of_source if one.kind == "judge"], seconds)
    account = next((AccountId(one.subject) for one in of_source), None)
    if account is None:
        return ""
    return next((one.because for one in reasons(desk, standing, account) if one.since is None or one.since > looked), "")


def _quoted(desk: Desk, act: Act, post: Mapping[str, Any]) -> tuple[str, str]:
    """What a card quotes from, as it is now, and its language: a transcript that somebody has corrected is quoted as corrected."""
    if not act.detail.get("transcript"):
        return post["text"], post["lang"] or "und"
    media = next((quote["media"] for quote in act.detail["quotes"]), "")
    made = desk.views.acts(subject=f"media:{media}", kind="transcribe")
    entered = next((one for one in made if one.seq == act.detail["transcript"]), None)
    lang = entered.detail["lang"] if entered else "und"
    standing = next((one for one in transcripts(desk, media) if one.detail["lang"] == lang and one.detail["checked"]), None)
    return (spoken(standing) if standing else ""), lang


def _spans(desk: Desk, subject: str) -> list[dict[str, Any]]:
    """The stretches of some words; none when they were taken back, which the rule for quotes then says."""
    try:
        return spans(desk, subject)
    except NotFound:
        return []


def heard_span(quotes: Sequence[Mapping[str, Any]]) -> str:
    """The time codes of quotes from a transcript; empty where no time is known."""
    first = min((quote["from_ms"] for quote in quotes if quote.get("from_ms", -1) >= 0), default=-1)
    last = max((quote["to_ms"] for quote in quotes if quote.get("to_ms", -1) >= 0), default=-1)
    if first < 0:
        return ""
    return time_code(first) if last <= first else f"{time_code(first)}–{time_code(last)}"


def facts(case: CardCase) -> lint.CardFacts:
    """What the rules look at."""
    texts = {act.detail["lang"]: act for act in case.translations.values()}
    source = None
    if case.source_by is not None:
        source = lint.SourceFacts(
            roles=case.source.roles, affiliation=case.source.affiliation, party=case.source.party,
            reliability=case.source.reliability, decision=case.source_by, private=private(case), at_risk=private(case),
        )  # fmt: skip
    prints = ["words"] if case.words == "original" else []
    prints += ["name"] if case.name else []
    prints += ["picture"] if case.media else []
    prints += ["place"] if case.act.detail["place"] not in ("none", "country", "city") else []
    status = case.information.status
    return lint.CardFacts(
        where=case.key, post_text=case.text, quotes=case.quotes, words=case.words, source=source,
        printed_affiliation=case.source.party if case.source.decided else "", status=status,
        credibility=case.information.credibility, graded=case.graded_by,
        consent=tuple(
            lint.ConsentFacts(layer=layer, part=part, value=act.detail["value"],
                              condition_met=bool(case.act.detail.get("condition_met")))
            for (layer, part), act in sorted(case.consents.items())
        ),
        prints=tuple(prints), cautions=case.cautions, minor_decided=case.chosen_by,
        translations=tuple(
            lint.TranslationFacts(lang=lang, made_by=act.detail["tool"] or made_by(act),
                                  checked_by=act.actor.name if act.detail["checked"] else "")
            for lang, act in sorted(texts.items())
        ),
        media=tuple(
            lint.MediaFacts(id=one.digest[:12], kind=one.kind, covered=one.covered, described=bool(one.descriptions),
                            distressing=bool({"distress", "graphic"} & set(case.cautions)), rights=case.rights)
            for one in case.media
        ),
        spans=tuple(_span_facts(case)), place_precision=case.act.detail["place"], place_decided=case.chosen_by,
        last_message_framing=case.act.detail["last_message"], framing_decided=case.chosen_by,
        quoting_decided=case.chosen_by, status_decided=case.graded_by if status == "false" else None,
        may_still_be_public=not case.deleted, preserved=case.place is not None, deleted_by_poster=case.deleted,
        asked_after_deletion=any(act.subject == case.post["id"] for act in case.consents.values()),
        contradicted_by=case.contradicted_by, contradiction_noted=bool(set(case.contradicted_by) & case.figures)
        or not case.contradicted_by,
        one_person_desk=case.one_person, overrides=case.overrides, plan_signed=case.plan_signed, place_to=case.place_to,
        reopened=case.reopened, unanswered=case.unanswered, figures=tuple(_figures(case)),
        exposing_descriptions=tuple(_exposing(case)), statement=case.statement, eyewitness=eyewitness_word(_own_words(case)),
    )  # fmt: skip


def _own_words(case: CardCase) -> str:
    """What the desk itself says on a card, in every language."""
    said = [word for what in ("line", "note", "why", "because") for word in case.said(what).values()]
    return "\n".join([case.name, *said, case.information.because if case.information.decided else ""])


def _figures(case: CardCase) -> list[lint.FigureFacts]:
    """Shares in the printed words; they need a base, or a figure box that says what others say."""
    if case.words == "paraphrase" or case.boxed:
        return []
    said = " ".join(quote.text for quote in case.quotes)
    return [
        lint.FigureFacts(text=one.text, attributed_to=case.post["handle"] or case.post["name"] or "the poster",
                         without_base=any(flag.code == NO_BASE for flag in one.flags))
        for one in figures_in(said)
    ]


def _exposing(case: CardCase) -> list[str]:
    """What stands in descriptions of pictures and could expose somebody."""
    return [
        f"{found.kind} “{found.text}” in the description of picture {one.number + 1} ({lang})"
        for one in case.media for lang, text in one.descriptions.items() for found in propose(text)
        if found.kind not in ("handle", "link", "name")
    ]


def private(case: CardCase) -> bool:
    """An identifiable private person: no official, nobody who is judged to speak or work for a party."""
    return not (PUBLIC_ROLES & set(case.source.roles)) and case.source.affiliation not in PRINTED_AFFILIATIONS


def printed(case: CardCase, language: str, own: str, *, letter: str, files: Mapping[str, tuple[str, int, int]]) -> Card:
    """
    A card in one language.

    Args:
        own: The story's own language, whose texts stand in where this one has none.
        files: Digest to name, width and height of the cleaned pictures.
    """
    quotes = case.quotes
    at = datetime.fromisoformat(case.post["posted_at"]) if case.post["posted_at"] else None
    local = at.astimezone(ZoneInfo(case.zone)).replace(tzinfo=None) if at else None
    precision = case.post["posted_precision"]
    if case.time_to:
        precision = max(precision, case.time_to, key=PRECISIONS.index)
        # Cut here, so that no page, feed or data can say more than was decided.
        at, local = (None, None) if precision == "unknown" else (at, local)
        local = cut_time(local, precision) if local else None
        at = cut_time(at, precision) if at and precision in ("minute", "hour") else None
    original = passage(case.text, quotes, case.covers, case.lang, language)
    translation = _translation(case, language)
    paraphrase = in_language(case.said("paraphrase"), language, own) if case.words == "paraphrase" else ""
    words_agreed = agreed(case, "words")
    consent = "words-name" if words_agreed and case.name else "words" if words_agreed else "none"
    source = case.source if case.source.decided else SourceStanding()
    return Card(
        id=case.key, letter=case.name[:1] or letter, description=in_language(case.said("line"), language, own),
        roles=source.roles, status=_status(case, language, own),
        posted=When(local=local, utc=at, precision=precision, stated="" if case.time_to else case.post["posted_stated"] or "",
                    place=in_language(case.said("place"), language, own)),
        # A copy is often made within minutes: its time would tell the other one.
        kept=cut_time(case.kept_at, case.time_to) if case.time_to else case.kept_at,
        platform=platform_name(case.post["platform"], language),
        digest=Digest(case.place["digest"] if case.place else ""), judges=case.chosen_by.people, name=case.name,
        affiliation=_affiliation(case, language, own),
        original=original if case.words == "original" else None, heard=case.heard,
        translation=translation if case.words != "paraphrase" else None, paraphrase=paraphrase,
        content_note=in_language(case.said("note"), language, own),
        media=tuple(_view(case, one, language, own, files) for one in case.media if one.descriptions),
        reliability=source.reliability, credibility=case.information.credibility if case.information.decided else "6",
        consent=CONSENT[language][consent], credit=credit_line(case),
        source_address=case.post["url"] or "" if agreed(case, "handle") else "",
        corrections=tuple(update_in(act, language, own, case.zone) for act in reversed(case.updates)),
        redactions=_redactions(case, language),
        entry=Seq(case.place["seq"]) if case.place else None, proof=case.place is not None,
    )  # fmt: skip


def _redactions(case: CardCase, language: str) -> tuple[str, ...]:
    """What was covered, left out or made coarser, in words."""
    found = [_phrase(cover.kind, language) for cover in case.covers]
    found += [COARSER[language]["picture"]] if any(one.areas for one in case.media) else []
    found += [COARSER[language]["sound"]] if any(one.silent for one in case.media) else []
    found += [COARSER[language]["time"]] if case.time_to else []
    found += [COARSER[language]["place"]] if case.place_to else []
    return tuple(dict.fromkeys(found))


def passage(text: str, quotes: Sequence[Quote], covers: Sequence[Cover], words_in: str, language: str) -> Passage:
    """
    The printed words: the quoted spans without what is covered, a mark where something was left out.

    Args:
        words_in: Language of the words; `language` is the one of the page, for the marks.
    """
    parts: list[str] = []
    marks: list[Mark] = []
    length = 0
    for number, quote in enumerate(quotes):
        if number:
            marks.append(Mark(at=length, kind="removed", why="…"))
        at = quote.start
        for cover in sorted(covers, key=lambda one: (one.start, one.end)):
            start, end = max(cover.start, at), min(cover.end, quote.end)
            if start >= end:
                continue
            parts.append(text[at:start])
            length += start - at
            marks.append(Mark(at=length, kind="removed", why=_phrase(cover.kind, language)))
            at = end
        parts.append(text[at : quote.end])
        length += quote.end - at
    return Passage(text="".join(parts), language=words_in, marks=tuple(marks))


def update_in(act: Act, language: str, own: str, zone: str) -> Update:
    """An update in one language."""
    at = act.at.astimezone(ZoneInfo(zone))
    return Update(kind=act.detail["kind"], at=at, text=in_language(act.detail["texts"], language, own))


def _span_facts(case: CardCase) -> list[lint.SpanFacts]:
    inside = [
        span for span in case.spans
        if any(quote.start < span["end"] and span["start"] < quote.end for quote in case.quotes)
        and not any(cover.start <= span["start"] and span["end"] <= cover.end for cover in case.covers)
    ]  # fmt: skip
    if case.words == "paraphrase":
        inside = []
    words = {"redact": "cover", "keep": "keep", None: ""}
    found = [
        lint.SpanFacts(kind=span["kind"], start=span["start"], end=span["end"], decision=words[span["decision"]],
                       decided=case.span_acts.get((span["start"], span["end"])))
        for span in inside
    ]  # fmt: skip
    return found + _spans_of_translations(case, {span["kind"] for span in case.spans if span["decision"] == "keep"})


def _spans_of_translations(case: CardCase, kept: set[str]) -> list[lint.SpanFacts]:
    """What a translation says of others must be covered or kept as in the original; what is new there is to be decided."""
    printed = {lang: act.detail["text"] for lang, act in case.translations.items()}
    if case.act.detail["quotes"]:
        printed = case.said("translation")
    decided = {} if case.act.detail["quotes"] else case.translated_spans
    return [
        lint.SpanFacts(kind=one.kind, start=one.start, end=one.end)
        for lang, text in printed.items()
        for one in propose(text)
        if one.kind not in kept and one.kind not in ("handle", "link")
        and not any(act.detail["start"] <= one.start and one.end <= act.detail["end"] for act in decided.get(lang, ()))
    ]


def _translation(case: CardCase, language: str) -> Translation | None:
    if case.lang == language and case.words == "original":
        return None
    covers: Sequence[Cover] = ()
    if case.act.detail["quotes"]:
        text = case.said("translation").get(language)
        by = checked = case.act.actor.name
    else:
        act = case.translations.get(language)
        text = act.detail["text"] if act and act.detail["checked"] else None
        by, checked = (act.detail["tool"] or made_by(act), act.actor.name) if act else ("", "")
        covers = covers_of(case.translated_spans.get(language, ()))
    if not text:
        return None
    whole = (Quote(post=PostId(case.post["id"]), start=0, end=len(text), text=text),)
    return Translation(passage=passage(text, whole, covers, language, language), by=by, checked_by=checked)


def _affiliation(case: CardCase, language: str, own: str) -> Affiliation | None:
    if case.source.affiliation not in PRINTED_AFFILIATIONS or not case.source.decided:
        return None
    party = in_language(case.said("party"), language, own) or case.source.party
    why = in_language(case.said("why"), language, own) or case.source.because
    return Affiliation(party=party, degree=case.source.affiliation, why=why)


def _status(case: CardCase, language: str, own: str) -> Status:
    code = case.information.status if case.information.decided else "unconfirmed"
    because = case.said("because").get(language, "")
    if not because and language == own and case.information.decided:
        because = case.information.because
    return Status(code=code, because=because.rstrip("."))


def _view(
    case: CardCase, one: Kept, language: str, own: str, files: Mapping[str, tuple[str, int, int]]
) -> MediaView:
    name, width, height = files.get(one.digest, ("", 0, 0))
    return MediaView(
        kind=one.kind if one.kind in ("image", "video", "audio") else "image",
        description=in_language(one.descriptions, language, own) or next(iter(one.descriptions.values())),
        file=name, width=width, height=height, covered=one.covered, why_covered=in_language(one.why, language, own),
        credit=case.credit,
    )  # fmt: skip


def _kept(desk: Desk, number: int, media: Mapping[str, Any]) -> Kept:
    painted = _painted(desk, media["digest"])
    acts = [act for act in desk.views.acts(subject=f"media:{media['digest']}", kind="describe") if not act.undone]
    return Kept(
        number=number, kind=media["kind"], digest=media["digest"],
        descriptions={act.detail["lang"]: act.detail["text"] for act in acts},
        covered=any(act.detail["covered"] for act in acts[-4:]),
        why={act.detail["lang"]: act.detail["why"] for act in acts if act.detail["why"]},
        areas=areas_of(painted), silent=silenced(painted),
        made=next((act.detail["made"] for act in reversed(acts) if act.detail.get("made")), ""),
    )  # fmt: skip


def decision(act: Act, seconds: Sequence[Act]) -> lint.Decision:
    """Who stands behind an act."""
    return _decision(act, seconds)


def _decision(act: Act, seconds: Sequence[Act]) -> lint.Decision:
    others = identities(act, seconds) - {act.actor.identity}
    return lint.Decision(by=act.actor.identity, seconded=tuple(sorted(others)), because=act.detail.get("because", ""))


def _last(acts: Sequence[Act], kind: str) -> Act | None:
    return max((act for act in acts if act.kind == kind), key=lambda act: act.seq, default=None)


def covers_of(decided: Sequence[Act]) -> tuple[Cover, ...]:
    """The bars that decisions about stretches ask for."""
    return tuple(
        Cover(start=one.detail["start"], end=one.detail["end"], kind=_kind(one.detail["span_kind"]), because=one.detail["because"])
        for one in _standing_spans(decided)
    )


def _standing_spans(decided: Sequence[Act]) -> list[Act]:
    last = {(act.detail["start"], act.detail["end"]): act for act in decided}
    return [act for act in last.values() if act.detail["decision"] == "redact"]


def _kind(kind: str) -> str:
    return kind if kind in PHRASES["en"] else "words"


def platform_name(code: str, language: str) -> str:
    """A platform as it is printed; what is no platform is said in the language of the page."""
    said = NO_PLATFORM.get(code)
    return said[language] if said else PLATFORMS.get(code, code)


def credit_line(case: CardCase) -> str:
    """The credit line; that of a picture only where the picture is printed."""
    return case.credit if case.media or not case.post["media"] else ""


def _phrase(kind: str, language: str) -> str:
    return PHRASES[language][kind].strip("[]")


def agreed(case: CardCase, part: str) -> bool:
    """Whether the person said yes to printing a part; a yes with a condition counts once a person confirms it here."""
    act = case.consents.get(("public", part))
    value = act.detail["value"] if act else ""
    return value == "yes" or (value == "yes-if" and bool(case.act.detail.get("condition_met")))


def _kept_at(desk: Desk, place: Mapping[str, Any] | None) -> datetime:
    if place is None:
        return desk.clock.now()
    micro = desk.views.run(place["run"]).at_us
    return datetime.fromtimestamp(micro // 1_000_000, UTC).astimezone(ZoneInfo(desk.plan.zone))


def _deleted(desk: Desk, post: Mapping[str, Any]) -> bool:
    return "deleted" in post["marks"] or any(
        one["field"] == "mark" and one["value"] == "deleted" for one in desk.views.readings(PostId(post["id"]))
    )


def _contradictions(known: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Post to the claims in it that others contradict."""
    found: dict[str, list[str]] = {}
    for claim in known:
        if any(answer["relation"] == "contradicts" for answer in claim["answers"]):
            for quote in claim["quotes"]:
                found.setdefault(quote["post"], []).append(claim["id"])
    return found


