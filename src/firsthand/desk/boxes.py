"""
Figure boxes: a claim as a story prints it, with the answers side by side, and what stands between it and the public.

Every word of a claim that is printed was looked through for people and contact data, as those of a card are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from firsthand.check.spans import propose
from firsthand.desk.care import span_decisions, spans, words_of
from firsthand.desk.claims import claims, find_claim
from firsthand.desk.compose import covers_of, decision, heard_span, passage
from firsthand.desk.contradictions import contradictions
from firsthand.desk.ports import Desk
from firsthand.desk.transcribe import spoken, transcripts
from firsthand.ledger.fold import post_standing
from firsthand.model.act import Act
from firsthand.model.errors import NotFound
from firsthand.model.ids import PostId
from firsthand.model.quote import Quote
from firsthand.model.sentence import Sentence, sentence
from firsthand.story.edition import Answer, FigureBox, Passage, Status, Translation, When
from firsthand.story.lint import Problem
from firsthand.story.redact import PHRASES, Cover
from firsthand.story.sentences import LATER, in_language

Said = Callable[[str, str], str]


def figure_in(desk: Desk, act: Act, language: str, own: str) -> FigureBox:
    """A figure box in one language: the claim, what contradicts it, and its source's later correction."""
    claim = find_claim(desk, act.detail["claim"])
    post = desk.views.post(PostId(claim["quotes"][0]["post"]))
    texts = act.detail["texts"]

    def said(what: str, otherwise: str = "") -> str:
        return in_language({lang: one[what] for lang, one in texts.items() if one.get(what)}, language, own) or otherwise

    words_in = _language(desk, claim, post)
    quotation = _covered(desk, claim["id"], claim["as_said"], words_in, language)
    own_row = Answer(who=said("said_by", claim["said_by"]), what=said("what", f"“{_in_brackets(desk, claim, language)}”"),
                     status=Status(code=claim["status"]))  # fmt: skip
    rows = [own_row]
    rows += [_later(desk, other, said, language) for other in claim["corrected_by"]]
    rows += [_answer(desk, one["ref"], said, language) for one in claim["answers"] if one["relation"] == "contradicts"]
    figure = claim["figure"] or {}
    at = datetime.fromisoformat(post["posted_at"]) if post["posted_at"] else None
    local = at.astimezone(ZoneInfo(desk.plan.zone)).replace(tzinfo=None) if at else None
    same = words_in == language
    translated = said("translation")
    return FigureBox(
        id=act.detail["label"], as_said=said("number", figure.get("text") or _in_brackets(desk, claim, language)),
        quotation=quotation, said_by=own_row.who, heard=heard_span(claim["quotes"]),
        said_where=said("said_where"), said_at=When(local=local, utc=at, precision="day", stated=post["posted_stated"] or ""),
        status=own_row.status, answers=tuple(rows),
        flags=tuple(said(f"flag:{n}", flag["why"]) for n, flag in enumerate(figure.get("flags", ()), 1)),
        translation=None if same or not translated else
        Translation(passage=Passage(text=translated, language=language), by=act.actor.name, checked_by=act.actor.name),
    )  # fmt: skip


def _language(desk: Desk, claim: Mapping[str, Any], post: Mapping[str, Any]) -> str:
    entry = claim["quotes"][0].get("transcript")
    acts = desk.views.acts(kind="transcribe") if entry else ()
    return next((str(one.detail["lang"]) for one in acts if one.seq == entry), post["lang"] or "und")


def _covered(desk: Desk, subject: str, text: str, words_in: str, language: str) -> Passage:
    whole = (Quote(post=PostId(subject), start=0, end=len(text), text=text),)
    return passage(text, whole, _covers(desk, subject), words_in, language)


def _covers(desk: Desk, subject: str) -> tuple[Cover, ...]:
    return covers_of(list(span_decisions(desk, subject).values()))


def _in_brackets(desk: Desk, claim: Mapping[str, Any], language: str) -> str:
    return _bracketed(claim["as_said"], _covers(desk, claim["id"]), language)


def _bracketed(text: str, covers: Sequence[Cover], language: str) -> str:
    """A text with what is covered said in brackets, for a cell of a table."""
    for cover in sorted(covers, key=lambda one: -one.start):
        text = text[: cover.start] + PHRASES[language][cover.kind] + text[cover.end :]
    return text


def _later(desk: Desk, ref: str, said: Said, language: str) -> Answer:
    claim = find_claim(desk, ref)
    who = LATER[language].format(who=said(f"who:{ref}", claim["said_by"]))
    return Answer(who=who, what=said(f"what:{ref}", f"“{_in_brackets(desk, claim, language)}”"), status=Status(code=claim["status"]))


def _answer(desk: Desk, ref: str, said: Said, language: str) -> Answer:
    """Another answer: a claim, or the first claim that a post makes, or the post's words."""
    name, claim = _shown(desk, ref)
    if claim is None:
        post = desk.views.post(PostId(ref))
        status = Status(code=post_standing(list(desk.views.acts(subject=ref, kind="grade")), []).status)
        words = _bracketed(post["text"], _covers(desk, ref), language)
        return Answer(who=said(f"who:{ref}", post["name"] or ""), what=said(f"what:{ref}", f"“{words}”"), status=status)
    return Answer(who=said(f"who:{name}", claim["said_by"]), what=said(f"what:{name}", f"“{_in_brackets(desk, claim, language)}”"),
                  status=Status(code=claim["status"]))  # fmt: skip


def _shown(desk: Desk, ref: str) -> tuple[str, Mapping[str, Any] | None]:
    """What an answer prints: a claim and its name, or a post."""
    if ref.startswith("claim:"):
        return ref, find_claim(desk, ref)
    made = next((one for one in claims(desk) if any(quote["post"] == ref for quote in one["quotes"])), None)
    return (made["id"], made) if made else (ref, None)


def box_problems(desk: Desk, act: Act, languages: Sequence[str]) -> list[Problem]:
    """
    What stands between a figure box and the public.

    Args:
        languages: In which the story is printed: typed words stand in for the claim's own where every one of them has some.
    """
    label = act.detail["label"]
    claim = find_claim(desk, act.detail["claim"])
    found = [
        Problem("quote-mismatch", label, why, True, "nobody")
        for why in (_mismatch(desk, quote) for quote in claim["quotes"]) if why
    ]  # fmt: skip
    if not claim["said_by"].strip() and not _typed(act, "said_by", languages):
        why = sentence("Nobody is named who says “{text}”.", text=claim["as_said"])
        found.append(Problem("figure-without-attribution", label, why, True, "nobody"))
    if claim["status"] == "false" and claim["people"] < 2 and desk.plan.desk != "one-person":
        one = sentence("one does (acts without a key count for one person)")
        why = sentence("Two people must stand behind {what}; {there}.", what=sentence("the status “false”"), there=one)
        found.append(Problem("second-reader-missing", label, why, True, "nobody"))
    found += _undecided(desk, claim["id"], label, desk.plan.desk == "one-person")
    others = [(ref, *_shown(desk, ref)) for ref in claim["corrected_by"]]
    others += [(one["ref"], *_shown(desk, one["ref"])) for one in claim["answers"] if one["relation"] == "contradicts"]
    for _, name, _ in others:
        if not _typed(act, f"what:{name}", languages):
            found += _undecided(desk, name, label, desk.plan.desk == "one-person")
    return found + _typed_spans(desk, act, claim["id"], label) + _proposed(desk, claim, label)


def covered_in(desk: Desk, act: Act) -> list[tuple[str, str]]:
    """Kind and words of everything that is covered in the claims of a figure box, for the leak test."""
    claim = find_claim(desk, act.detail["claim"])
    refs = [claim["id"], *claim["corrected_by"], *(_shown(desk, one["ref"])[0] for one in claim["answers"])]
    return [
        (one.kind, text[one.start : one.end])
        for ref in dict.fromkeys(refs)
        for text in (words_of(desk, ref)[0],)
        for one in _covers(desk, ref)
    ]


def _typed(act: Act, what: str, languages: Sequence[str]) -> bool:
    texts = act.detail["texts"]
    return bool(languages) and all(texts.get(language, {}).get(what) for language in languages)


def _mismatch(desk: Desk, quote: Mapping[str, Any]) -> str:
    """Why a claim's words no longer stand where they were bound; empty when they do."""
    try:
        if "transcript" in quote:
            entered = next(one for one in desk.views.acts(kind="transcribe") if one.seq == quote["transcript"])
            standing = [one for one in transcripts(desk, quote["media"]) if one.detail["lang"] == entered.detail["lang"]]
            text = spoken(standing[0]) if standing and standing[0].detail["checked"] else ""
        else:
            text = desk.views.post(PostId(quote["post"]))["text"]
    except (NotFound, StopIteration):
        text = ""
    if text[quote["start"] : quote["end"]] == quote["text"]:
        return ""
    where = sentence("the transcript") if "transcript" in quote else quote["post"]
    return sentence("The words “{text}” no longer stand in {where}.", text=quote["text"][:80], where=where)


def _undecided(desk: Desk, subject: str, label: str, alone: bool) -> list[Problem]:
    """Stretches that nobody has decided, and those that only one person wants to keep."""
    acts = span_decisions(desk, subject)
    found = []
    for span in spans(desk, subject):
        where = f"{span['start']}:{span['end']}"
        if span["decision"] is None:
            way = f"firsthand span {subject} {where}"
            why = sentence(
                "Found at {where} of {subject}, and a person must decide to cover or to keep it: {kind} ({way}).",
                where=where, subject=subject, kind=sentence(span["kind"]), way=way,
            )
            found.append(Problem("undecided-span", label, why, True, "nobody"))
        elif span["decision"] == "keep" and not alone:
            act = acts[span["start"], span["end"]]
            seconds = [one for one in desk.views.acts(subject=act.subject, kind="second") if not one.undone]
            if decision(act, seconds).people < 2:
                keeping = sentence("keeping what was proposed for covering ({kind})", kind=sentence(span["kind"]))
                why = sentence("Two people must stand behind {what} ({subject} {where}).", what=keeping, subject=subject, where=where)
                found.append(Problem("second-reader-missing", label, why, True, "nobody"))
    return found


def _typed_spans(desk: Desk, act: Act, claim: str, label: str) -> list[Problem]:
    """What an editor typed as a translation says of others only what was kept in the original."""
    kept = {span["kind"] for span in spans(desk, claim) if span["decision"] == "keep"}
    return [
        Problem("undecided-span", label, _kept_by_nobody(lang, one.kind), True, "nobody")
        for lang, said in act.detail["texts"].items()
        for what, text in said.items() if what == "translation" or what.startswith("what")
        for one in propose(text) if one.kind not in kept and one.kind not in ("handle", "link", "name")
    ]  # fmt: skip


def _kept_by_nobody(lang: str, kind: str) -> Sentence:
    return sentence("The {lang} words that were typed hold something that nobody kept ({kind}): type them again without it.",
                lang=lang, kind=sentence(kind))  # fmt: skip


def _not_linked(pair: Mapping[str, Any]) -> Sentence:
    return sentence("{left} and {right}: {why} Nobody has linked them.", left=pair["left"], right=pair["right"], why=pair["why"])


def _proposed(desk: Desk, claim: Mapping[str, Any], label: str) -> list[Problem]:
    """Contradictions that were found and that nobody has linked or set aside: a reason to look, no block."""
    return [
        Problem("contradiction-proposed", label, _not_linked(pair), False, "nobody")
        for question in contradictions(desk)
        for pair in question["pairs"]
        if claim["id"] in (pair["left"], pair["right"]) and not pair["noted"]
    ]
