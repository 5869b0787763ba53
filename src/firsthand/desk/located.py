"""Where accounts say that they are: "I am in", "here in", and a place of the case or of its gazetteer right behind it."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.check.places import Gazetteer, Place, distance_km, read_places
from firsthand.desk.ports import Desk, Voice
from firsthand.model.errors import Mistaken
from firsthand.signals.seam import Located, Said
from firsthand.signals.words import Table, folded_once
from firsthand.text.fold import fold

NEAR_KM = 50.0
"""A place nearer than this to one of the case's is a place of the event. A guess: a city and what belongs to it."""
BEHIND = 40
"""Code points behind "I am in" in which the place begins."""
PER_ACCOUNT = 2_000

HERE = Table({
    "here": (
        "i am in|i'm in|im in|we are in|we're in|here in|now in|still in|i live in|we live in|"
        "i am at|we are at|i am writing from|writing from|reporting from|on the ground in|"
        "أنا في|أنا ب|نحن في|نحن ب|احنا في|هنا في|هون في|هنا|الآن في|ما زلنا في|من داخل|أكتب من|أسكن في|نسكن في|"
        "я в|я у|ми в|ми у|тут у|тут в|зараз у|зараз в|пишу з|живу в|живу у|мы в|мы у|здесь в|сейчас в|пишу из|"
        "je suis à|nous sommes à|ici à|j'écris de|j'habite à|estoy en|estamos en|aquí en|escribo desde|vivo en"
    ),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The places of the case, by name, and its gazetteer when it has one."""

    names: Table | None
    gazetteer: Gazetteer | None
    around: tuple[Place, ...]

    def of(self, voice: Voice, own: Sequence[Said]) -> list[Located] | None:
        """Where an account says that it is, in its own posts; None when the case knows no place."""
        if self.names is None and self.gazetteer is None:
            return None
        found: list[Located] = []
        for post in own:
            if post.place and self.gazetteer is not None:
                found += self._tagged(post)
            text = post.text[:2_000]
            if not HERE.stands(folded_once(text)):
                continue
            for begin in {hit.end for hit in HERE.find(text)}:
                found += self._behind(post, text, begin)
            if len(found) > PER_ACCOUNT:
                break
        return sorted(set(found), key=lambda one: (one.at_us or 0, one.ref, one.start))

    def of_profiles(self, voice: Voice) -> list[Located] | None:
        """Places that its profiles name, of the event and others; None when the case knows no place."""
        if self.names is None and self.gazetteer is None:
            return None
        stated = dict.fromkeys((field, value) for row in voice.profiles for field, value in (("place", row[4]), ("bio", row[3])) if value)
        found = [one for field, value in stated for one in self._named(field, value[:300])]
        return found[:PER_ACCOUNT]

    def _named(self, field: str, text: str) -> list[Located]:
        found = []
        for one in self.gazetteer.find(text, near=self.around) if self.gazetteer is not None else ():
            if one.place is not None:
                near = any(distance_km(one.place, other) <= NEAR_KM for other in self.around)
                words = text[one.start : one.end]
                found.append(Located(field, one.start, one.end, words, None, one.place.name, near, one.place.lat, one.place.lon))
        if not found and self.names is not None:
            found = [Located(field, hit.start, hit.end, hit.text, None, hit.text, True) for hit in self.names.find(text)]
        return found

    def _tagged(self, post: Said) -> list[Located]:
        """The place that the platform shows with a post."""
        for one in self.gazetteer.find(post.place[:200], near=self.around) if self.gazetteer else ():
            if one.place is not None:
                near = any(distance_km(one.place, other) <= NEAR_KM for other in self.around)
                return [Located(post.id, 0, 0, post.place[:200], post.at_us, one.place.name, near, one.place.lat, one.place.lon)]
        return []

    def _behind(self, post: Said, text: str, begin: int) -> list[Located]:
        part = text[begin : begin + BEHIND]
        for mark in ".!?؟\n":
            part = part.partition(mark)[0]
        if self.gazetteer is not None:
            for one in self.gazetteer.find(part, near=self.around):
                if one.place is not None:
                    near = any(distance_km(one.place, other) <= NEAR_KM for other in self.around)
                    start, end = begin + one.start, begin + one.end
                    return [Located(post.id, start, end, text[start:end], post.at_us, one.place.name, near, one.place.lat, one.place.lon)]
        for hit in self.names.find(part) if self.names else ():
            start, end = begin + hit.start, begin + hit.end
            return [Located(post.id, start, end, text[start:end], post.at_us, hit.text, True)]
        return []


def whereabouts(desk: Desk) -> Whereabouts:
    """
    Make ready what places are found with.

    Raises:
        Mistaken: A packed file of the gazetteer is damaged.
    """
    names = [name for name in desk.plan.places if fold(name).strip()]
    known = gazetteer(desk)
    around = tuple(max(found, key=lambda one: one.population) for name in names if known and (found := known.named(name)))
    return Whereabouts(Table({"place": "|".join(names)}) if names else None, known, around)


def gazetteer(desk: Desk) -> Gazetteer | None:
    """The case's gazetteer; None when it has none."""
    found: list[Place] = []
    for name, data in desk.plan_files("gazetteer").items():
        if data[:2] == b"\x1f\x8b":
            try:
                data = gzip.decompress(data)
            except (OSError, EOFError, zlib.error) as error:
                raise Mistaken(f"plan/gazetteer/{name} is damaged: {error}.", code="bad-gazetteer", advice="Fetch it anew.") from error
        found += [one for one in read_places(data, name) if isinstance(one, Place)]
    return Gazetteer(found) if found else None
