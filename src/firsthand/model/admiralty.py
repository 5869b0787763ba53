"""
Grades as other tools write them: machine tags of MISP's taxonomy ``admiralty-scale``.

Ours and theirs mean the same for A to F and 1 to 6. Newer editions of theirs have a seventh grade of a source, ``g``,
deliberately deceptive; ours says that with E, so that ``g`` is read as E with a note, and never written.

A tag that is read is somebody else's judgement, and none of ours: a person may enter it, with a reason.

Source:
    MISP taxonomies, ``admiralty-scale/machinetag.json``: predicates ``source-reliability`` and ``information-credibility``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from firsthand.model.words import CREDIBILITY, RELIABILITY

NAMESPACE = "admiralty-scale:"
TAGS = 1000
"""So many tags are looked at; no event has more for a good reason."""
DECEPTIVE = "Their grade g, deliberately deceptive, is read as E, which is the nearest of ours: say in the reason what it rests on."
_SOURCE, _ITEM = "source-reliability", "information-credibility"
_TAG = re.compile(r'admiralty-scale:(source-reliability|information-credibility)\s*=\s*"?([a-z0-9])"?', re.ASCII | re.IGNORECASE)
_LONGEST = 80


class Stated(NamedTuple):
    """
    What tags say.

    Attributes:
        reliability: A to F, or empty when none says it, or when they differ.
        credibility: 1 to 6, or empty likewise.
        notes: What was mapped or could not be read, as sentences.
    """

    reliability: str
    credibility: str
    notes: tuple[str, ...]


def source_tag(reliability: str) -> str:
    """
    A grade of a source as a machine tag, for example ``admiralty-scale:source-reliability="d"``.

    Raises:
        ValueError: It is none of A to F.
    """
    if reliability not in RELIABILITY:
        raise ValueError(f"{reliability!r} is no grade of a source")
    return f'{NAMESPACE}{_SOURCE}="{reliability.lower()}"'


def item_tag(credibility: str) -> str:
    """
    A grade of a piece of information as a machine tag, for example ``admiralty-scale:information-credibility="3"``.

    Raises:
        ValueError: It is none of 1 to 6.
    """
    if credibility not in CREDIBILITY:
        raise ValueError(f"{credibility!r} is no grade of information")
    return f'{NAMESPACE}{_ITEM}="{credibility}"'


def read_tags(tags: Iterable[str]) -> Stated:
    """
    Read the grades among machine tags; tags of other taxonomies are passed over.

    Args:
        tags: As another tool gives them; quotation marks and letter case may differ.
    """
    found: dict[str, dict[str, None]] = {_SOURCE: {}, _ITEM: {}}
    notes: dict[str, None] = {}
    for _, tag in zip(range(TAGS), tags, strict=False):
        match = _TAG.fullmatch(tag.strip()) if len(tag) <= _LONGEST else None
        if match is None:
            if tag.strip().lower().startswith(NAMESPACE):
                notes[f"This tag cannot be read: {tag[:_LONGEST]!a}"] = None
            continue
        predicate, value = match[1].lower(), match[2].upper()
        if predicate == _SOURCE and value == "G":
            value = "E"
            notes[DECEPTIVE] = None
        if value in (RELIABILITY if predicate == _SOURCE else CREDIBILITY):
            found[predicate][value] = None
        else:
            notes[f"{value!r} is no grade of theirs that we know ({predicate})."] = None
    for predicate, values in found.items():
        if len(values) > 1:
            notes[f"Two different grades are stated ({predicate}): {', '.join(values)}. Neither is taken."] = None
    return Stated(_one(found[_SOURCE]), _one(found[_ITEM]), tuple(notes))


def _one(values: dict[str, None]) -> str:
    return next(iter(values)) if len(values) == 1 else ""
