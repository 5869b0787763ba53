"""
What stands between a card and the public, as a table of rules.

Each rule has a code, whether it blocks, who may override it, and a sentence. `RULES` is the list that the
documentation prints. Who may override:

- ``nobody``: unjudged-source, second-reader-missing, unknown-rights, consent-forbids, undecided-span,
  unreviewed-translation, quote-mismatch, paraphrase-in-quotation-marks, not-preserved, affiliation-not-printed,
  finer-than-decided.
- ``second-person`` (two people, one of them with a written reason): findable-by-words, minor, exact-place,
  deleted-original-not-asked.
- ``editor-with-reason``: uncovered-distressing-media, missing-description, exposing-description,
  figure-without-attribution, figure-without-base, contradicting-claim-not-noted, source-reopened,
  verification-sheet-incomplete, eyewitness-not-typed.

An overridden problem stays in the list and no longer blocks. On a desk of one person what needs two passes, and
``judged-by-one-person`` says what the card and the method box must print. Two people are two keys: everybody without a
key is one and the same person here, whatever names they carry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from firsthand.model.quote import Quote
from firsthand.model.sentence import Sentence, sentence
from firsthand.model.words import PRINTED_AFFILIATIONS, TWO_PERSON_GRADES

ONE_PERSON = "judged by one person"
"""Printed on the card and in the method box of a one-person desk."""

PRECISIONS = ("none", "country", "city", "district", "street", "exact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """
    A decision of people.

    Attributes:
        by: `Actor.identity` of the person who decided.
        seconded: Identities of second readers who agreed, having judged blind.
        because: The written reason.
    """

    by: str
    seconded: tuple[str, ...] = ()
    because: str = ""

    @property
    def people(self) -> int:
        """How many different people stand behind it."""
        return len({self.by, *self.seconded})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """
    The judged source of a card.

    Attributes:
        roles, affiliation, party, reliability: As judged, in the words of `model/words.py`.
        decision: Who judged.
        private: An identifiable private person, not an official and not speaking for a party.
        at_risk: Publication could bring harm to this person.
    """

    roles: tuple[str, ...]
    affiliation: str = "none-seen"
    party: str = ""
    reliability: str = "F"
    decision: Decision
    private: bool = True
    at_risk: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentFacts:
    """
    One answer about consent.

    Attributes:
        layer, part, value: In the words of `model/words.py`.
        condition_met: For ``yes-if``: a person found that the condition holds on this card.
    """

    layer: str
    part: str
    value: str
    condition_met: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationFacts:
    """A translation on the card; `checked_by` is empty until a person has read it against the original."""

    lang: str
    made_by: str
    checked_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFacts:
    """
    A picture, video or sound on the card.

    Attributes:
        distressing: A person said so, or the post carries ``distress`` or ``graphic``.
        covered: Behind a warning until the reader opens it.
        described: Has a description in words.
        rights: In the words of `model/words.py`.
    """

    id: str
    kind: str = "image"
    distressing: bool = False
    covered: bool = False
    described: bool = False
    rights: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanFacts:
    """
    A proposed span and what became of it.

    Attributes:
        decision: ``cover`` or ``keep``; empty while undecided.
        decided: Who decided; needed for ``keep``, because it overrides a redaction.
    """

    kind: str
    start: int
    end: int
    decision: str = ""
    decided: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFacts:
    """A figure printed as the story's own or in a figure box, who is said to say so, and whether it is a share of nobody knows what."""

    text: str
    attributed_to: str = ""
    without_base: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """
    A rule set aside for this card.

    Attributes:
        code: The rule.
        decision: Who, with a reason; two people where the rule asks for a second person.
    """

    code: str
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """
    All that the rules look at, collected by the desk.

    Attributes:
        where: Name of the card, for the message.
        post_text: The post as it is.
        quotes: Spans printed in quotation marks or as the card's words.
        words: How the words are given: ``original``, ``translation`` (the original is not printed) or ``paraphrase``.
        in_quotation_marks: The printed words stand in quotation marks.
        source: None while nobody has judged the source.
        printed_affiliation: The words that the card prints about a link to a party; empty when it prints none.
        kind: ``words`` (a post that is itself the claim that this was said) or ``information``.
        status, credibility: As graded; defaults of the desk.
        graded: Who graded; None at the default grade.
        consent: Every answer on record for this source or card.
        prints: Parts of the person that the card prints, of ``words name handle picture place family``.
        cautions: In the words of `model/words.py`.
        minor_decided: Who decided that a card with ``minor`` may stand.
        translations, media, spans, figures: What the card carries.
        place_precision: One of `PRECISIONS`, as printed.
        place_decided: Who decided to print a place finer than a city.
        last_message_framing: The card is framed as a last message or a death.
        framing_decided: Who decided that.
        quoting_decided: Who decided to quote or name an identifiable private person.
        status_decided: Who decided a status of ``false``.
        acting_together, together_decided: The card says that accounts act together, and who decided that.
        may_still_be_public: The original may be found with a search for its words. True unless known to be gone.
        preserved: The item's commitment is in the ledger and its bytes are in the vault.
        deleted_by_poster, asked_after_deletion: The poster removed the original; we asked again and got an answer.
        contradicted_by, contradiction_noted: Claims that say otherwise, and whether the story says that they exist.
        one_person_desk: ``desk = "one-person"`` in the plan.
        overrides: Rules set aside.
        plan_signed: Who stands behind everything that is covered or made coarser; None when nothing is.
        place_to: The finest place that redactions allow, of `PRECISIONS`; empty when they say nothing.
        reopened: Why the source must be looked at again; empty when nothing happened.
        unanswered: Questions of the verification sheet that nobody has answered.
        exposing_descriptions: What stands in descriptions of pictures and could expose somebody, in words.
        statement: How the writer knows, as a person typed it; empty while nobody did.
        eyewitness: The word for an eyewitness that the desk's own words on the card use; empty when they use none.
    """

    where: str
    post_text: str = ""
    quotes: tuple[Quote, ...] = ()
    words: str = "original"
    in_quotation_marks: bool = False
    source: SourceFacts | None = None
    printed_affiliation: str = ""
    kind: str = "words"
    status: str = "unconfirmed"
    credibility: str = "6"
    graded: Decision | None = None
    consent: tuple[ConsentFacts, ...] = ()
    prints: tuple[str, ...] = ("words",)
    cautions: tuple[str, ...] = ()
    minor_decided: Decision | None = None
    translations: tuple[TranslationFacts, ...] = ()
    media: tuple[MediaFacts, ...] = ()
    spans: tuple[SpanFacts, ...] = ()
    figures: tuple[FigureFacts, ...] = ()
    place_precision: str = "none"
    place_decided: Decision | None = None
    last_message_framing: bool = False
    framing_decided: Decision | None = None
    quoting_decided: Decision | None = None
    status_decided: Decision | None = None
    acting_together: bool = False
    together_decided: Decision | None = None
    may_still_be_public: bool = True
    preserved: bool = False
    deleted_by_poster: bool = False
    asked_after_deletion: bool = False
    contradicted_by: tuple[str, ...] = ()
    contradiction_noted: bool = False
    one_person_desk: bool = False
    overrides: tuple[Override, ...] = ()
    plan_signed: Decision | None = None
    place_to: str = ""
    reopened: str = ""
    unanswered: tuple[str, ...] = ()
    exposing_descriptions: tuple[str, ...] = ()
    statement: str = ""
    eyewitness: str = ""


class Problem(NamedTuple):
    """
    What stands in the way.

    Attributes:
        code: The rule, documented.
        where: The card.
        why: A sentence for the editor; a `model.sentence.Sentence`, which can be told in other languages, unless it is an error's own.
        blocks: Publication is refused until it is solved or overridden.
        override: ``editor-with-reason``, ``second-person`` or ``nobody``.
    """

    code: str
    where: str
    why: str
    blocks: bool
    override: str


_Found = Iterator[Sentence]


def _unjudged(card: CardFacts) -> _Found:
    if card.source is None:
        yield sentence("Nobody has judged who is speaking.")
    elif not card.source.decision.because.strip():
        yield sentence("The judgement of the source gives no reason.")


_IDENTIFYING = frozenset({"words", "name", "handle", "picture"})


def needs_two(card: CardFacts) -> tuple[tuple[Sentence, Decision | None], ...]:
    """List what on this card needs two people, with the decision that stands behind each."""
    source = card.source
    private = source is not None and source.private
    judged = source.decision if source is not None else None
    asked: tuple[tuple[bool, Sentence, Decision | None], ...] = (
        (source is not None and source.affiliation in PRINTED_AFFILIATIONS, sentence("the affiliation"), judged),
        (source is not None and source.reliability in TWO_PERSON_GRADES, sentence("the grade of the source"), judged),
        (card.credibility in TWO_PERSON_GRADES, sentence("the grade of the information"), card.graded),
        (card.status == "false", sentence("the status “false”"), card.status_decided),
        (private and bool(_IDENTIFYING & set(card.prints)), sentence("quoting or naming a private person"), card.quoting_decided),
        ("minor" in card.cautions, sentence("a minor"), card.minor_decided),
        (_finer_than_city(card), sentence("a place finer than a city"), card.place_decided),
        (card.last_message_framing, sentence("the framing as a last message or a death"), card.framing_decided),
        (card.acting_together, sentence("“acting together”"), card.together_decided),
        (card.plan_signed is not None, sentence("what is covered or made coarser"), card.plan_signed),
        *((span.decision == "keep", sentence("keeping what was proposed for covering ({kind})", kind=sentence(span.kind)), span.decided)
          for span in card.spans),
    )  # fmt: skip
    return tuple((what, decision) for applies, what, decision in asked if applies)


def _second_missing(card: CardFacts) -> _Found:
    if not card.one_person_desk:
        for what, decision in needs_two(card):
            if decision is None or decision.people < 2:
                yield sentence("Two people must stand behind {what}; {there}.", what=what, there=_count(decision))


def _by_one(card: CardFacts) -> _Found:
    if card.one_person_desk:
        alone = [what for what, decision in needs_two(card) if decision is None or decision.people < 2]
        if alone:
            yield sentence("The card and the method box print “judged by one person”: {what}.", what=tuple(alone))


def _count(decision: Decision | None) -> Sentence:
    return sentence("nobody does") if decision is None else sentence("one does (acts without a key count for one person)")


def _rights(card: CardFacts) -> _Found:
    yield from (
        sentence("Nobody knows the rights of this: {kind} {id}.", kind=sentence(medium.kind), id=medium.id)
        for medium in card.media if medium.rights == "unknown"
    )


_CLOSING = ("hold", "archive", "public")
"""A refusal in one of these layers closes the public one."""

_ASKED_FIRST = frozenset({"name", "handle", "family"})
"""Parts of a private person that are printed only after a yes."""


def _consent(card: CardFacts) -> _Found:
    for part in card.prints:
        answers = [answer for answer in card.consent if answer.part == part and answer.layer in _CLOSING]
        for answer in answers:
            if answer.value in ("no", "withdrawn"):
                yield sentence(
                    "Consent for this part is refused or withdrawn: {part}, {layer}, {value}.",
                    part=sentence(part), layer=sentence(answer.layer), value=sentence(answer.value),
                )
            elif answer.value == "yes-if" and not answer.condition_met:
                yield sentence("Consent has a condition that nobody has confirmed: {part}.", part=sentence(part))
        private = card.source is None or card.source.private
        if part in _ASKED_FIRST and private and not _agreed(card, part):
            yield sentence("Of a private person this is printed only with consent: {part}.", part=sentence(part))


def _agreed(card: CardFacts, part: str) -> bool:
    return any(
        a.part == part and a.layer == "public" and (a.value == "yes" or (a.value == "yes-if" and a.condition_met))
        for a in card.consent
    )


def _findable(card: CardFacts) -> _Found:
    at_risk = card.source is None or (card.source.private and card.source.at_risk)
    if (
        card.words == "original"
        and "words" in card.prints
        and at_risk
        and card.may_still_be_public
        and not _agreed(card, "words")
    ):
        yield sentence(
            "The words lead to the person: the post may still be public, and there is no consent. "
            "Ask, print a translation only, or paraphrase without quotation marks."
        )


def _spans(card: CardFacts) -> _Found:
    for span in card.spans:
        if span.decision not in ("cover", "keep"):
            where = f"{span.start}:{span.end}"
            kind = sentence(span.kind)
            yield sentence("Found at {where}, and a person must decide to cover or to keep it: {kind}.", where=where, kind=kind)


def _minor(card: CardFacts) -> _Found:
    if "minor" in card.cautions and (card.minor_decided is None or not card.minor_decided.because.strip()):
        yield sentence("A child is said or seems to be concerned; somebody must decide with a reason that the card may stand.")


def _finer_than_city(card: CardFacts) -> bool:
    return PRECISIONS.index(card.place_precision) > PRECISIONS.index("city")


def _place(card: CardFacts) -> _Found:
    if card.place_precision in ("street", "exact") and not _agreed(card, "place"):
        printed = sentence(card.place_precision)
        yield sentence("The place is printed too finely ({precision}); without consent a district is the finest.", precision=printed)
    elif "exact-place" in card.cautions and card.place_precision in ("street", "exact") and card.place_decided is None:
        yield sentence("The post is marked with an exact place, and nobody has decided how finely to print it.")


def _translation(card: CardFacts) -> _Found:
    for translation in card.translations:
        if not translation.checked_by:
            yield sentence("Nobody has checked the translation into {lang} by {by}.", lang=translation.lang, by=translation.made_by)


def _mismatch(card: CardFacts) -> _Found:
    for quote in card.quotes:
        if card.post_text[quote.start : quote.end] != quote.text:
            yield sentence("The quote at {where} no longer matches the post.", where=f"{quote.start}:{quote.end}")


def _paraphrase(card: CardFacts) -> _Found:
    if card.words == "paraphrase" and card.in_quotation_marks:
        yield sentence("A paraphrase stands in quotation marks.")


def _uncovered(card: CardFacts) -> _Found:
    yield from (
        sentence("Distressing and not covered: {kind} {id}.", kind=sentence(m.kind), id=m.id)
        for m in card.media if m.distressing and not m.covered
    )


def _undescribed(card: CardFacts) -> _Found:
    yield from (sentence("Without a description: {kind} {id}.", kind=sentence(m.kind), id=m.id) for m in card.media if not m.described)


def _not_preserved(card: CardFacts) -> _Found:
    if not card.preserved:
        yield sentence("The item is not in the vault with a commitment in the ledger; nobody could check the card later.")


def _deleted(card: CardFacts) -> _Found:
    if card.deleted_by_poster and not (card.asked_after_deletion and _agreed(card, "words")):
        yield sentence("The person removed the original; ask again before it stays in a story.")


def _affiliation(card: CardFacts) -> _Found:
    source = card.source
    if source is None or source.affiliation not in PRINTED_AFFILIATIONS:
        return
    if not source.party:
        yield sentence("The source is judged “{affiliation}”, and no party is named.", affiliation=sentence(source.affiliation))
    elif source.party not in card.printed_affiliation:
        yield sentence(
            "The source is judged “{affiliation}” ({party}), and the card does not print it.",
            affiliation=sentence(source.affiliation), party=source.party,
        )


def _figures(card: CardFacts) -> _Found:
    yield from (sentence("Nobody is named who says “{text}”.", text=f.text) for f in card.figures if not f.attributed_to.strip())


def _without_base(card: CardFacts) -> _Found:
    yield from (sentence("“{text}” is a share of nobody knows what.", text=f.text) for f in card.figures if f.without_base)


def _finer_than_decided(card: CardFacts) -> _Found:
    if card.place_to and PRECISIONS.index(card.place_precision) > PRECISIONS.index(card.place_to):
        yield sentence(
            "The card tells the place more finely ({printed}) than was decided ({decided}).",
            printed=sentence(card.place_precision), decided=sentence(card.place_to),
        )


def _reopened(card: CardFacts) -> _Found:
    if card.reopened:
        yield sentence("{reopened} Look at the card, and choose it again or second it.", reopened=card.reopened)


def _sheet(card: CardFacts) -> _Found:
    if card.status == "confirmed" and card.unanswered:
        rows = tuple(sentence(one) for one in card.unanswered)
        yield sentence("It is printed as confirmed, and its verification sheet does not say: {rows}.", rows=rows)


def _exposing(card: CardFacts) -> _Found:
    yield from (sentence("A description is printed, too, and it gives away: {what}.", what=one) for one in card.exposing_descriptions)


def _eyewitness(card: CardFacts) -> _Found:
    if card.eyewitness and card.statement != "own":
        told = sentence("nobody has said how its writer knows")
        if card.statement:
            told = sentence("it was typed as {kind}", kind=sentence(card.statement))
        yield sentence("The card says “{word}” of a post that was not typed as own observation: {told}.", word=card.eyewitness, told=told)


def _contradicted(card: CardFacts) -> _Found:
    if card.contradicted_by and not card.contradiction_noted:
        yield sentence("Other claims say otherwise, and the story does not note it: {claims}.", claims=card.contradicted_by)


class Rule(NamedTuple):
    """
    One rule.

    Attributes:
        sentence: What must hold, for the documentation.
        find: Gives a sentence for each place where it does not.
    """

    code: str
    blocks: bool
    override: str
    sentence: str
    find: Callable[[CardFacts], _Found]


RULES = (
    Rule("unjudged-source", True, "nobody", "A person has judged the source, with a reason.", _unjudged),
    Rule("second-reader-missing", True, "nobody", "What needs two people has two keys behind it.", _second_missing),
    Rule("judged-by-one-person", False, "nobody", "A desk of one person prints that it is one.", _by_one),
    Rule("unknown-rights", True, "nobody", "Rights of every picture, video and sound are known.", _rights),
    Rule(
        "consent-forbids",
        True,
        "nobody",
        "No part is printed against a refusal, or unasked where asking is due.",
        _consent,
    ),
    Rule("findable-by-words", True, "second-person", "The words do not lead to a private person at risk.", _findable),
    Rule("undecided-span", True, "nobody", "Every proposed span is covered or kept by a person.", _spans),
    Rule("minor", True, "second-person", "A card that concerns a child is decided with a reason.", _minor),
    Rule("exact-place", True, "second-person", "Without consent no place is finer than a district.", _place),
    Rule("unreviewed-translation", True, "nobody", "Every translation was checked by a person.", _translation),
    Rule("quote-mismatch", True, "nobody", "Every quote stands in the post, word for word.", _mismatch),
    Rule("paraphrase-in-quotation-marks", True, "nobody", "A paraphrase is never in quotation marks.", _paraphrase),
    Rule("uncovered-distressing-media", True, "editor-with-reason", "Distressing media are covered.", _uncovered),
    Rule("missing-description", True, "editor-with-reason", "Media have a description in words.", _undescribed),
    Rule("not-preserved", True, "nobody", "The item is preserved and committed to.", _not_preserved),
    Rule(
        "deleted-original-not-asked",
        True,
        "second-person",
        "A removed original is printed only after asking.",
        _deleted,
    ),
    Rule(
        "affiliation-not-printed",
        True,
        "nobody",
        "From works-with upward the link to the party is printed.",
        _affiliation,
    ),
    Rule("figure-without-attribution", True, "editor-with-reason", "Every figure says who says so.", _figures),
    Rule("figure-without-base", True, "editor-with-reason", "A share says of what, or a figure box does.", _without_base),
    Rule("finer-than-decided", True, "nobody", "No place is finer than a redaction allows.", _finer_than_decided),
    Rule("source-reopened", True, "editor-with-reason", "The source is as it was when the card was last looked at.", _reopened),
    Rule("verification-sheet-incomplete", True, "editor-with-reason", "What is printed as confirmed has five rows done or tried.", _sheet),
    Rule("exposing-description", True, "editor-with-reason", "No description of a picture gives somebody away.", _exposing),
    Rule("eyewitness-not-typed", True, "editor-with-reason", "“Eyewitness” is said of what was typed as own observation.", _eyewitness),
    Rule("contradicting-claim-not-noted", True, "editor-with-reason", "Contradicting claims are noted.", _contradicted),
)


def lint(card: CardFacts) -> tuple[Problem, ...]:
    """
    Hold a card against every rule.

    Returns:
        Problems in the order of `RULES`; the card may be published when none of them blocks.
    """
    problems = []
    for rule in RULES:
        because = _overridden(rule, card)
        for why in rule.find(card):
            told = sentence("{why} Overridden: {because}", why=why, because=because) if because else why
            problems.append(Problem(rule.code, card.where, told, rule.blocks and not because, rule.override))
    return tuple(problems)


def _overridden(rule: Rule, card: CardFacts) -> str:
    """The reason of a valid override; empty when there is none, or too few people stand behind it."""
    enough = 2 if rule.override == "second-person" and not card.one_person_desk else 1
    for override in card.overrides:
        decision = override.decision
        if (
            rule.override != "nobody"
            and override.code == rule.code
            and decision.because.strip()
            and decision.people >= enough
        ):
            return decision.because
    return ""
