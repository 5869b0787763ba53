"""Renames and new biographies: earlier profiles differ from later ones."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import MOST_WORDS, Rest
from firsthand.signals.seam import Given, Profile, Seen, Signal, first

_FIELDS = ("handle", "name", "bio")


def _find(given: Given) -> Iterator[Seen]:
    changed = list(_changes(given))
    if changed:
        fields = sorted({field for field, *_ in changed}, key=_FIELDS.index)
        whole = len(fields) >= 2
        yield Seen(
            "one-voice", -1, "some" if whole else "weak",
            f"The account has shown another {' and '.join(fields)} before ({len(changed):,} "
            f"{'change' if len(changed) == 1 else 'changes'} that we hold).",
            len(changed), first(Rest(given.account, field, 0, 0, before[:MOST_WORDS]) for field, before, _ in changed),
        )  # fmt: skip


def _changes(given: Given) -> Iterator[tuple[str, str, str]]:
    last: dict[str, str] = {}
    for one in given.profiles:
        for field in _FIELDS:
            value = _value(one, field)
            if not value:
                continue
            if field in last and last[field] != value:
                yield field, last[field], value
            last[field] = value


def _value(profile: Profile, field: str) -> str:
    return str({"handle": profile.handle, "name": profile.name, "bio": profile.bio}[field]).strip()


SIGNAL = Signal(
    name="handle_or_bio_change", version="1", family="profile", speaks={"one-voice": (-1,)}, needs=("profiles",),
    idea="An account that called itself something else may have been somebody else's, or have had another task.",
    innocent="People rename themselves to be safe. That is common, and right. It is shown to the desk only.",
    false_positives=("renamed for safety", "a married name, a joke, a season", "a bio brought up to date"),
    source="profiles as files show them; private to the desk", find=_find,
)  # fmt: skip
