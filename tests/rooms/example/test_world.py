"""The hand-written part: people, messages, translations, decisions, story."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import datetime

import pytest

from firsthand.example import pictures, world
from firsthand.model import words

PEOPLE = {p.key: p for p in world.people()}
MESSAGES = {m.key: m for m in world.messages()}
DECISIONS = world.decisions()

FIELDS = {
    "judge": "account roles affiliation party from to reliability because evidence",
    "second": "of agree because",
    "grade": "post credibility status because",
    "statement": "post kind because",
    "contact": "account text risks",
    "finding": "account text cells evidence",
    "mark": "post mark",
    "note": "ref text",
    "translate": "post lang text_from",
    "consent": "layer part value because",
    "rights": "post rights credit",
    "caution": "post caution because",
    "describe": "media text_en text_ar text_uk",
    "span": "post start end kind decision because",
    "claim": "post quote",
    "answer": "claim ref relation origin",
    "claim-status": "claim status because",
    "redact": "post start end reason",
    "verification": "post provenance source date location motivation",
}
OPTIONAL = {
    "grade": {"evidence", "statement", "blind"}, "statement": {"quote"}, "span": {"lang"}, "consent": {"post", "account"},
    "claim": {"figure"},
}  # fmt: skip


def cards(lang: str) -> list[tuple[str, str]]:
    return re.findall(r"^\[\[(card|figure) (\S+)\]\]$", world.story(lang), re.M)


def test_core_is_large_and_in_four_languages() -> None:
    """There are enough messages, and the languages have the shares that were meant."""
    langs = Counter(m.lang.split("-")[0] for m in MESSAGES.values())
    share = {lang: n / len(MESSAGES) for lang, n in langs.items()}

    assert len(PEOPLE) >= 40
    assert len(MESSAGES) >= 170
    assert set(langs) == {"ar", "en", "uk", "fr"}
    assert 0.40 < share["ar"] < 0.52
    assert 0.20 < share["en"] < 0.33
    assert min(share["uk"], share["fr"]) > 0.11


def test_core_holds_what_the_desk_looks_for() -> None:
    """Each category, the rumours, the deletions and the two people's lines of the design are there."""
    found = Counter(c for m in MESSAGES.values() for c in m.truth.categories)
    texts = {m.text for m in MESSAGES.values()}

    assert set(found) == set(words.CATEGORIES)
    assert (found["goodbye"] >= 18, found["help"] >= 15, found["missing"] >= 8, found["eyewitness"] >= 20) == (
        True,
    ) * 4
    assert sum(m.deleted is not None for m in MESSAGES.values()) >= 5
    assert sum(m.truth.rumour for m in MESSAGES.values()) >= 5
    assert "إذا أُغلق الجسر الليلة فقد تكون هذه آخر رسالة مني. نحن معًا في القبو. قولوا لأمي إننا بخير." in texts
    assert "الماء في القبو يكفي يومين. نحن بخير. لا تخرجوا." in texts
    assert "وداعًا يا أوراديش. 98٪ من المدينة صارت آمنة، فلماذا تبقون؟" in texts
    assert max(map(len, texts)) == 5000


def test_every_reference_between_messages_resolves() -> None:
    """Writers, replies, quotes, clusters and media exist, on the same platform where the platform demands it."""
    assert len(MESSAGES) == len(world.messages())
    for message in MESSAGES.values():
        assert PEOPLE[message.account].platform == message.platform
        for key in (message.reply_to, message.quotes, message.reposts):
            if key:
                assert MESSAGES[key].platform == message.platform, message.key
                assert MESSAGES[key].posted < message.posted, message.key
        assert message.truth.cluster_of is None or message.truth.cluster_of in MESSAGES
        for name in message.media:
            assert name in pictures.PICTURES or name in pictures.SOUNDS


def test_dates_are_the_events_own() -> None:
    """Everything is of March 2041, except a few lines that show what an account was before."""
    early = {m.key for m in MESSAGES.values() if m.posted < datetime(2041, 3, 8, tzinfo=world.ZONE)}

    assert early == {"rv-old-0", "rv-old-1", "rv-old-2", "quiet-old"}
    assert all(m.posted < datetime(2041, 3, 15, 10, tzinfo=world.ZONE) for m in MESSAGES.values())


def test_third_person_spans_are_exact() -> None:
    """A span holds a whole name, number or address: no blank at its ends, nothing outside the text."""
    kinds = Counter(kind for m in MESSAGES.values() for _, _, kind in m.truth.third_person)

    assert set(kinds) == {"name", "phone", "address", "email", "plate"}
    for message in MESSAGES.values():
        for start, end, kind in message.truth.third_person:
            span = message.text[start:end]
            assert span, message.key
            assert span == span.strip(), message.key
            assert kind != "phone" or re.fullmatch(r"\+999 \d{3} \d{4}", span)
            assert kind != "email" or span.endswith(".example")


def test_profile_history_is_undone_backwards() -> None:
    """The posing account reads as it did on each day."""
    poser = PEOPLE["river_voice_4"]
    days = {day: poser.as_of(datetime(2041, *day, 12, tzinfo=world.ZONE)) for day in ((2, 1), (2, 25), (3, 3))}

    assert days[2, 1].name == "4NG Media"
    assert (days[2, 25].name, days[2, 25].bio) == ("صوت النهر", "press office, 4th Northern Guard")
    assert days[3, 3] == poser


def test_every_poser_picture_came_before_its_release() -> None:
    """Three official pictures appear on the posing account 20 to 50 minutes early."""
    early = [
        round((MESSAGES[f"guard-photo-{n}"].posted - MESSAGES[f"rv-photo-{n}"].posted).total_seconds() / 60)
        for n in (1, 2, 3)
    ]

    assert early == [35, 50, 20]
    assert all(MESSAGES[f"guard-photo-{n}"].media == MESSAGES[f"rv-photo-{n}"].media for n in (1, 2, 3))


def test_translations_are_of_other_languages_and_once_each() -> None:
    """A translation names a message, is not in its language, and does not repeat."""
    rows = world.translations()

    assert len({(t.post, t.lang) for t in rows}) == len(rows)
    assert len({t.post for t in rows}) >= 45
    assert all(t.lang != MESSAGES[t.post].lang for t in rows)


def test_translations_do_not_give_away_what_is_covered() -> None:
    """Where a span is redacted, a translation has brackets instead."""
    covered = {d["post"] for d in DECISIONS if d["do"] == "redact"}

    for row in world.translations():
        if row.post in covered:
            assert "[" in row.text
            assert "+999" not in row.text


def test_decisions_are_well_formed() -> None:
    """Each record has exactly its fields, and names what exists or was said before it."""
    labels: dict[object, dict[str, object]] = {}
    for d in DECISIONS:
        kind = str(d["do"])
        evidence = d.get("evidence", [])
        assert isinstance(evidence, list)
        assert set(d) - OPTIONAL.get(kind, set()) - {"label"} == set(FIELDS[kind].split()) | {"do", "by"}, d
        assert d["by"] in world.EDITORS
        assert set(evidence) | {d.get("post", "lina-bridge"), d.get("ref", "lina-bridge")} <= set(MESSAGES), d
        assert d.get("account", "lina_quay") in PEOPLE, d
        assert d.get("media", "queue.jpg") in pictures.PICTURES, d
        assert {d[field] for field in ("of", "claim") if field in d} <= set(labels), d
        assert kind != "second" or labels[d["of"]]["by"] != d["by"], d
        assert d.get("label") is None or d["label"] not in labels, d
        labels[d.get("label")] = d


def test_decisions_use_the_words_of_the_desk() -> None:
    """Roles, degrees, grades, statuses, consents, rights, cautions and marks come from the closed lists."""
    lists = {
        "affiliation": words.AFFILIATIONS,
        "reliability": words.RELIABILITY,
        "credibility": words.CREDIBILITY,
        "status": words.STATUSES,
        "relation": words.RELATIONS,
        "layer": words.CONSENT_LAYERS,
        "part": words.CONSENT_PARTS,
        "value": words.CONSENT_VALUES,
        "rights": words.RIGHTS,
        "caution": words.CAUTIONS,
        "mark": words.MARKS,
    }
    for d in DECISIONS:
        for field, allowed in lists.items():
            assert field not in d or d[field] in allowed, d
        roles = d.get("roles", [])
        assert isinstance(roles, list)
        assert set(roles) <= set(words.ROLES)


def test_spans_quotes_and_redactions_are_exact() -> None:
    """A quote is in its post word for word, a figure in its quote, a redaction falls on a span."""
    spans = {(d["post"], d["start"], d["end"]) for d in DECISIONS if d["do"] == "span" and d["decision"] == "redact"}
    for d in DECISIONS:
        if d["do"] == "claim":
            assert str(d["quote"]) in MESSAGES[str(d["post"])].text
            assert str(d.get("figure", "")) in str(d["quote"])
        if d["do"] == "redact":
            assert (d["post"], d["start"], d["end"]) in spans


def test_spans_decided_are_spans_that_are_true() -> None:
    """The editors decide about third persons who are there, and let stand only places that expose nobody, with a second reader."""
    seconded = {d["of"] for d in DECISIONS if d["do"] == "second"}
    for d in DECISIONS:
        if d["do"] != "span":
            continue
        true = (d["start"], d["end"], d["kind"]) in MESSAGES[str(d["post"])].truth.third_person
        assert true or ((d["decision"], d["kind"]) == ("keep", "address") and d["label"] in seconded)


@pytest.mark.parametrize("lang", world.STORY_LANGUAGES)
def test_story_has_its_front_matter_and_resolves(lang: str) -> None:
    """Front matter is TOML with all keys; each card is a message, each figure a claim; the order is one."""
    _, front, body = world.story(lang).split("+++\n", 2)
    matter = tomllib.loads(front)
    labels = {d["label"] for d in DECISIONS if d["do"] == "claim"}

    assert set(matter) == {"language", "title", "kicker", "standfirst", "byline", "care"}
    assert len(matter["care"]) == 3
    assert cards(lang) == cards("en")
    assert body.count("[[card ") == 24
    for kind, key in cards(lang):
        assert key in (MESSAGES if kind == "card" else labels)


def test_story_does_not_tell_of_deletions() -> None:
    """That a poster took a message down is not printed without consent."""
    telling = re.compile(r"delet|taken down|took down|حذف|محذوف|видал", re.I)

    for lang in world.STORY_LANGUAGES:
        assert not telling.search(world.story(lang))


def test_every_card_can_be_published() -> None:
    """Each card has a judged account, a grade, translations, and where needed consent, rights, a second reader."""
    by_kind: dict[str, list[dict[str, object]]] = {}
    for d in DECISIONS:
        by_kind.setdefault(str(d["do"]), []).append(d)
    seconded = {d["of"] for d in by_kind["second"]}
    official = {"guard_spokesman", "oradesh_council"}

    for _, key in (c for c in cards("en") if c[0] == "card"):
        message = MESSAGES[key]
        judged = [d for d in by_kind["judge"] if d["account"] == message.account][-1]
        graded = [d for d in by_kind["grade"] if d["post"] == key]
        consents = {(d["part"], d["value"]) for d in by_kind["consent"] if d.get("account") == message.account}
        langs = {d["lang"] for d in by_kind["translate"] if d["post"] == key} | {message.lang}
        assert graded, key
        assert set(world.STORY_LANGUAGES) <= langs, key
        if judged["reliability"] in ("A", "B") or judged["affiliation"] in words.PRINTED_AFFILIATIONS:
            assert judged["label"] in seconded, key
        if message.account not in official:
            assert graded[-1]["label"] in seconded, key
            assert ("words", "yes") in consents or message.account == "river_voice_4", key
        if message.media:
            assert any(d["post"] == key and d["rights"] != "unknown" for d in by_kind["rights"]), key
            assert any(d["media"] == message.media[0] for d in by_kind["describe"]), key
        decided = {(d["start"], d["end"]): d["decision"] for d in by_kind["span"] if d["post"] == key and "lang" not in d}
        true = {(s, e) for s, e, _ in message.truth.third_person}
        assert true <= decided.keys(), key
        assert {decided[span] for span in decided.keys() - true} <= {"keep"}, key


def test_poser_was_judged_by_two_with_the_reason() -> None:
    """The judgement that the design page shows, by one editor, agreed by another."""
    judged = [d for d in DECISIONS if d["do"] == "judge" and d["account"] == "river_voice_4"][-1]
    agreed = [d for d in DECISIONS if d["do"] == "second" and d["of"] == judged["label"]]

    assert (judged["affiliation"], judged["party"], judged["reliability"]) == ("works-with", "Northern Guard", "D")
    assert "until 2 march the account called itself" in str(judged["because"]).lower()
    assert [d["by"] for d in agreed] == ["S. Okar"]
