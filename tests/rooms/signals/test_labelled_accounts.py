# ruff: noqa: E501 - a table is read line by line
"""
What signals show of the labelled accounts: how much of what a careful reader would show, rightly cited, and nothing unfair.

Signals were tuned on half a; half b is measured and not tuned on. A finding counts when a signal that answers to its kind
rests on one of its posts, or on the profile where the reader points to it. Kinds that no signal answers to count as missed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from firsthand.check.places import Gazetteer, Place
from firsthand.desk.located import Whereabouts
from firsthand.desk.ports import Voice
from firsthand.desk.signals import Around, given_of
from firsthand.find.categories import parse_lexicon
from firsthand.model.finding import Finding
from firsthand.shell.case import lexicons
from firsthand.signals.registry import look
from firsthand.signals.seam import Party, Shown
from firsthand.signals.weigh import suggest
from firsthand.signals.words import Table

FOLDER = Path(__file__).parents[2] / "labelled"
SAYS = ("declared_role", "declared_in_posts", "declared_affiliation", "denies_tie", "says_young", "first_person_perception", "speaks_as_unit")
BELONGS = (*SAYS, "several_hands", "kin_with_party")
OF_ITSELF = (*BELONGS, "says_it_is_elsewhere", "explains_itself", "says_what_it_does_not_know", "corrects_itself")
RELAYS = ("relay_markers", "attribution_distance", "shares_party_media", "near_copy_of_earlier")
ANSWERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"saw nothing|not see|not know|unsure|uncertain|admits|limits|leaves .* open|caveat|hedge|unverified", ("says_what_it_does_not_know", "says_it_is_elsewhere")),
    (r"delay|threat|own words on (the |its |their )?(hours|new account|late)", ("explains_itself", "tells_of_threats")),
    (r"posts? (removed|deleted|kept|gone)|(removed|deleted) posts|deletes", ("posts_removed", "explains_itself")),
    (r"younger than|account (was )?(made|new|created)|new account|recent account|creation", ("little_to_go_on", "creation_burst", "explains_itself")),
    (r"too little|few words|says little|\bthin\b|hardly any", ("little_to_go_on",)),
    (r"hands over|several (voices|hands|people|writers)|more than one (voice|writer|person)|shared account|signed|different writers", ("several_hands",)),
    (r"accus|charged? by|called a|insult", ("told_of_charge", "tells_of_threats")),
    (r"\b(kin|relatives?|family|husband|wife|brother|sister|son|father|mother|cousin)\b", ("kin_with_party", "attribution_distance", "declared_role", "declared_in_posts")),
    (r"both (parties|sides)|(all|each|either|neither) sides?|even-?handed", ("names_both_sides", "denies_tie")),
    (r"refuses|withh|keeps (back|to (him|her|it)self)|protects|no faces|no names|careful with|won't say|blurs", ("keeps_back", "says_what_it_does_not_know")),
    (r"asks (for|about|after|where|how many).*(position|troop|checkpoint|weapon|militar|fighter|unit)|fishing", ("asks_for_positions",)),
    (r"money|donat|fund|\bgain|sells|business|advert|discount|merch|promot", ("asks_for_money", "handle_or_bio_change")),
    (r"(office|official|administrat|bureaucra)\w* (language|wording|tone|style|phras)|register", ("office_language",)),
    (r"speaks for (all|every|many|the whole|residents|others)|on behalf of (all|residents)|generalis", ("speaks_for_many", "claims_to_be_local")),
    (r"figure|number", ("quantity_implausible",)),
    (r"without (any )?detail|no detail|vague|claims (residence|to be (a )?(local|resident))", ("claims_to_be_local", "speaks_for_many")),
    (r"(no|without) (any )?(link|site)", ("profile_site",)),
    (r"\blinks?\b|domain|\bsite\b|website|known to newsroom", ("profile_site", "declared_role", "declared_affiliation")),
    (r"impossible travel|two places|contradicts another|place conflict|too far", ("self_location_conflict",)),
    (r"feasible|route|places change|moved|journey|displace|fled|evacuat", ("places_in_order", "says_it_is_elsewhere", "handle_or_bio_change")),
    (r"two captions|same picture|picture (twice|again)|reused", ("same_picture_again", "media_earlier_elsewhere")),
    (r"no earlier sighting|own (picture|photo|media)|not seen elsewhere", ("picture_held_once", "first_person_perception")),
    (r"(picture|photo|image|video|media|footage).*(earlier|elsewhere|before|old|recycled|stolen)|recycled", ("media_earlier_elsewhere",)),
    (r"passed under (his|her|their) name|correct|withdr|takes? back|retract|disown|apolog", ("corrects_itself",)),
    (r"place in the|names? .*place|named another place|location in|elsewhere|abroad|far away|diaspora|not there", ("profile_place", "handle_or_bio_change", "says_it_is_elsewhere")),
    (r"names? a party|party (in|named)|bio .*party", ("declared_affiliation", "declared_role")),
    (r"rename|(handle|name|bio|trade|profile)\w* (was |were )?change|changed? (its|his|her|their|the) (handle|name|bio)", ("handle_or_bio_change", "explains_itself")),
    (r"topic changed|changed topic", ("handle_or_bio_change",)),
    (r"repost|relay|repeats|passe[sd] on|second-?hand|hearsay|quotes others|rumou?r", RELAYS),
    (r"clockwork|regular hours|fixed|same minute|office hours|schedule|automat", ("by_the_clock", "posting_hours")),
    (r"hours|time ?zone|another zone|at night", ("posting_hours",)),
    (r"speaks for an office|speaks as an office", ("declared_role", "declared_affiliation", "declared_in_posts", "office_language")),
    (r"denie|denial|rejects|distance[sd]? (him|her|it|them)sel|not a (fighter|member|soldier)", ("denies_tie",)),
    (r"'we'|“we”|\"we\"|\bunit\b|\bwe of\b", ("speaks_as_unit", "declared_in_posts")),
    (r"history|ordinary|before the event|before the siege|long-standing", ("long_history",)),
    (r"\bage\b|minor|child|school|class|young", ("says_young",)),
    (r"satire|parody|absurd|joke|humou?r", ("declared_role",)),
    (r"sight|saw|heard|first-?person|eyewitness|witness(es|ed)|was there|present", ("first_person_perception", "here_now_place", "deprivation_trapped")),
    (r"need|help|trapped|water|urgent|danger", ("deprivation_trapped", "farewell_distress", "tells_of_threats")),
    (r"farewell|goodbye|last message|distress", ("farewell_distress",)),
    (r"same (sentence|text|words)|copies|copied|identical|near-?cop", ("near_copy_of_earlier", "co_share_significant", "creation_burst")),
    (r"questioned|doubted|challenged", ("crowd_questions",)),
    (r"belong", BELONGS),
    (r"own words|self-?descri|declares|states|says|journalist|medic|profession|\btrade\b|\bjob\b|\brole\b", OF_ITSELF),
)  # fmt: skip
"""Which signals answer to a finding, by the writer's words for it: the first row that fits. Words that fit no row count as missed."""


def answering(finding: str) -> tuple[str, ...]:
    """Signals that look for what the writer calls so."""
    return next((signals for words, signals in ANSWERS if re.search(words, finding.lower())), ())


PARTIES = (
    Party("the Wardens", ("Wardens", "Warden", "حرس المدينة", "الحرس", "Варт*", "la Garde", "Gardes"), ("haras_media",)),
    Party("the Northern Column", ("Northern Column", "the Column", "Column", "Colonne", "رتل الشمال", "الرتل", "Колон*", "la Colonne"), ("kolona_pres", "ratl_media")),
)
PLACES = (
    ("Oradesh", -45.0, 45.0, ("أوراديش", "أورادش", "Орадеш", "Oradech")), ("Port Sabin", -45.54, 45.1, ("بورت سابين", "Порт Сабін")),
    ("Lissow", -48.0, 15.0, ("ليسو", "Ліссов")), ("Tarnholm", -50.0, -80.0, ("تارنهولم", "Тарнгольм")), ("Quay Amber", -42.0, 135.0, ()),
)  # fmt: skip


def us(stated: str) -> int:
    return round(datetime.fromisoformat(stated.replace("Z", "+00:00") if "T" in stated else f"{stated}T00:00:00+00:00").timestamp() * 1e6)


@cache
def around() -> dict[str, Any]:
    known = Gazetteer([Place(id=n, name=n, lat=a, lon=b, population=1000, names=(n, *more)) for n, a, b, more in PLACES])
    city = known.named("Oradesh")[0]
    return {
        "zone": ZoneInfo("Etc/GMT-3"), "period": (us("2026-10-02"), None), "parties": PARTIES, "copies": {}, "bursts": {}, "doubts": {},
        "groups": None, "backed": {}, "against": {}, "light": {},
        "lexicons": [parse_lexicon(text, file=name) for name, text in lexicons(Path("/nowhere")).items()],
        "places": Whereabouts(Table({"place": "|".join((PLACES[0][0], *PLACES[0][3]))}), known, (city,)),
    }  # fmt: skip


@cache
def half(name: str) -> list[tuple[dict[str, Any], list[Finding]]]:
    path = FOLDER / f"accounts-{name}.jsonl"
    return [(row, found_of(row)) for row in map(json.loads, path.read_text("utf-8").splitlines())]


def found_of(row: dict[str, Any]) -> list[Finding]:
    posts, pictures, marks = [], {}, {}
    for one in row["posts"]:
        by = (one["repost_of"] or "").partition("/")[0].lstrip("@") or None
        place = {"place": one["geo"]["place"]} if one["geo"] else {}
        posts.append((one["id"], us(one["at"]), " ".join((one["text"], *one["links"])), one["repost_of"], place, by))
        marks[one["id"]] = tuple(each["digest"] for each in one["media"])
        earlier = [(one_["metadata"] or {}).get("first_seen_elsewhere") for one_ in one["media"]]
        pictures[one["id"]] = [Shown(one["id"], us(one["at"]), "elsewhere", "x:0", "", us(seen["at"])) for seen in earlier if seen]
    profiles = [
        (us(one["seen_at"]), one["handle"].lstrip("@"), one["name"], one["bio"] or "", one["location"] or "",
         us(one["created_at"]) if one["created_at"] else None, one["posts_count"], ())
        for one in row["profile_history"]
    ]  # fmt: skip
    given = given_of(Voice(row["id"], sorted(posts, key=lambda post: post[1]), profiles), Around(**around(), pictures=pictures, marks=marks))
    found, broken = look(given)
    assert broken == []
    return found


def expected(name: str) -> Iterator[tuple[str, str, bool]]:
    for row, found in half(name):
        for one in row["expected"]:
            refs = {row["id"] if isinstance(ref, int) else ref for ref in one["on"]}
            wanted = answering(one["finding"])
            yield row["id"], one["finding"], any(
                each.signal in wanted and {rest.ref for rest in each.rests} & refs for each in found
            )  # fmt: skip


def recall(name: str) -> float:
    told = [hit for *_, hit in expected(name)]
    return sum(told) / len(told)


@pytest.mark.parametrize(("name", "least"), [("a", 0.86), ("b", 0.62)])
def test_what_a_careful_reader_would_show(name: str, least: float) -> None:
    """At least so much of it is shown and rightly cited; the numbers stand in the docs."""
    assert recall(name) >= least


@pytest.mark.parametrize("name", ["a", "b"])
def test_quoted_words_stand_where_they_are_said_to(name: str) -> None:
    """Every span is cut out of its own post or profile."""
    for row, found in half(name):
        texts = {one["id"]: " ".join((one["text"], *one["links"])) for one in row["posts"]}
        for one in found:
            for rest in one.rests:
                if rest.field == "text" and rest.end:
                    assert texts[rest.ref][rest.start : rest.end][:300] == rest.text


@pytest.mark.parametrize("name", ["a", "b"])
def test_no_unfair_conclusion(name: str) -> None:
    """Nobody is suggested as tied to a party whom the writer does not know as tied; clubs, kin and satire least of all."""
    tied = ("fighter", "official", "press", "spokes", "former-fighter", "medic")
    for row, found in half(name):
        suggested = suggest(found)
        if "affiliated" in suggested:
            assert any(word in str(row["truth"]["role"]) for word in tied), (row["id"], row["truth"], suggested)
        if row["truth"]["kind"] in ("satire", "we-of-a-choir", "diaspora", "child", "supporter", "relative"):
            assert not suggested.keys() & {"affiliated", "official"}, row["id"]
            assert not [one for one in found if one.hypothesis == "affiliated" and one.direction > 0], row["id"]


TIE = re.compile(
    r"fighter|combatant|milit|\bparty|armed|soldier|\bunit\b|spotter|guards|propagand|clandestine|appartenance|des leurs|payée|"
    r"مقاتل|مسلح|انتماء|طرف|منهم|راصد|متخف|військ|розвід|підрозділ|коригув|блокпост|сторон|належ|звання", re.IGNORECASE,
)  # fmt: skip
"""Unfair conclusions that would tie somebody to a party or a fight."""
VERDICT = re.compile(
    r"\b(?:bots?|fake|planted|liar|lies|lying|spy|fighters?|combatants?|militia|propagand\w*|paid|foreign|troll|inauthentic|impostor|guilty|muslim|"
    r"christian|sunni|shia|religio\w*|ethnic\w*|clan|tribe|abroad|invented|false)\b", re.IGNORECASE,
)  # fmt: skip
"""Words that would be a conclusion, in a sentence of the program."""
TIED = ("fighter", "official", "press", "spokes", "medic")


@pytest.mark.parametrize("name", ["a", "b"])
def test_no_conclusion_of_the_unfair_lists(name: str) -> None:
    """Item by item: where a tie would be unfair none is suggested, and no sentence beside its quotations draws a conclusion."""
    ties = 0
    for row, found in half(name):
        for one in row["unfair"]:
            if TIE.search(one) and not any(word in str(row["truth"]["role"]) for word in TIED):
                ties += 1
                assert "affiliated" not in suggest(found), (row["id"], one)
        for each in found:
            assert not VERDICT.search(re.sub(r"“[^”]*”", "", each.because)), (row["id"], each.signal, each.because)
    assert ties >= 10
