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
ANSWERS: dict[str, tuple[str, ...]] = {
    "first-person sight statements": ("first_person_perception", "here_now_place", "deprivation_trapped"),
    "own words about belonging": SAYS, "own words": SAYS, "own words about age": ("says_young",),
    "speaks in 'we' of a unit": ("speaks_as_unit", "declared_in_posts"), "denies belonging": ("denies_tie",),
    "long ordinary history before the event": ("long_history",), "relays others": ("relay_markers", "attribution_distance"),
    "rename": ("handle_or_bio_change",), "handle changed many times": ("handle_or_bio_change",),
    "bio named another place earlier": ("handle_or_bio_change",), "bio changed long before the event": ("handle_or_bio_change",),
    "picture seen earlier elsewhere": ("media_earlier_elsewhere",), "bio named a party earlier": ("declared_affiliation", "declared_role"),
    "bio names a party": ("declared_affiliation",), "bio named a party": ("declared_affiliation",),
    "claimed place contradicts another within impossible travel": ("self_location_conflict",),
    "repost share high": ("relay_markers", "shares_party_media"),
    "repost share and repeats party's appeals": ("relay_markers", "shares_party_media"),
    "clockwork times": ("by_the_clock",), "regular hours and fixed formats": ("by_the_clock",), "office hours": ("by_the_clock", "posting_hours"),
    "corrects and withdraws": ("corrects_itself",), "corrects herself": ("corrects_itself",),
    "disowns a picture passed under his name": ("corrects_itself",), "posting hours fit another zone": ("posting_hours",),
    "speaks for an office": ("declared_role", "declared_affiliation", "declared_in_posts"),
    "known to newsroom/official link in bio": ("declared_role", "declared_affiliation"),
}  # fmt: skip
PARTIES = (
    Party("the Wardens", ("Wardens", "Warden", "حرس المدينة", "الحرس", "Варт*", "la Garde"), ("haras_media",)),
    Party("the Northern Column", ("Northern Column", "the Column", "رتل الشمال", "الرتل", "Колон*", "la Colonne"), ("kolona_pres", "ratl_media")),
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
    posts, pictures = [], {}
    for one in row["posts"]:
        by = (one["repost_of"] or "").partition("/")[0].lstrip("@") or None
        place = {"place": one["geo"]["place"]} if one["geo"] else {}
        posts.append((one["id"], us(one["at"]), one["text"], one["repost_of"], place, by))
        earlier = [(one_["metadata"] or {}).get("first_seen_elsewhere") for one_ in one["media"]]
        pictures[one["id"]] = [Shown(one["id"], us(one["at"]), "elsewhere", "x:0", "", us(seen["at"])) for seen in earlier if seen]
    profiles = [
        (us(one["seen_at"]), one["handle"].lstrip("@"), one["name"], one["bio"] or "", one["location"] or "",
         us(one["created_at"]) if one["created_at"] else None)
        for one in row["profile_history"]
    ]  # fmt: skip
    given = given_of(Voice(row["id"], sorted(posts, key=lambda post: post[1]), profiles), Around(**around(), pictures=pictures))
    found, broken = look(given)
    assert broken == []
    return found


def expected(name: str) -> Iterator[tuple[str, str, bool]]:
    for row, found in half(name):
        for one in row["expected"]:
            refs = {row["id"] if isinstance(ref, int) else ref for ref in one["on"]}
            wanted = ANSWERS.get(one["finding"], ())
            yield row["id"], one["finding"], any(
                each.signal in wanted and {rest.ref for rest in each.rests} & refs for each in found
            )  # fmt: skip


def recall(name: str) -> float:
    told = [hit for *_, hit in expected(name)]
    return sum(told) / len(told)


@pytest.mark.parametrize(("name", "least"), [("a", 0.58), ("b", 0.4)])
def test_what_a_careful_reader_would_show(name: str, least: float) -> None:
    """At least so much of it is shown and rightly cited; the numbers stand in the docs."""
    assert recall(name) >= least


@pytest.mark.parametrize("name", ["a", "b"])
def test_quoted_words_stand_where_they_are_said_to(name: str) -> None:
    """Every span is cut out of its own post or profile."""
    for row, found in half(name):
        texts = {one["id"]: one["text"] for one in row["posts"]}
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
