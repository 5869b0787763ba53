"""
The fields of a search, ``name:value``, read into a `Filter` or what stands for several.

No field lists people by whom they belong to: that a list could be made is what makes it dangerous.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from difflib import get_close_matches

from firsthand.find.terms import All, Filter, Node, Not
from firsthand.model.errors import Mistaken, Refused
from firsthand.model.words import BANDS, CATEGORIES, STATUSES
from firsthand.text.fold import fold
from firsthand.text.words import words_of

FIELDS = (
    "account", "after", "before", "by", "category", "cluster", "has", "heard", "image", "is", "lang", "near", "picture", "platform",
    "status", "translation",
)  # fmt: skip
HAS = (
    "image", "shared-image", "video", "audio", "file", "media", "link", "place", "translation", "note", "claim", "figure", "reply",
)  # fmt: skip
IS = (
    "reviewed", "hold", "not-for-us", "copy", "first", "reply", "quote", "repost", "edited", "deleted", "sealed",
)  # fmt: skip
REFUSED = ("affiliation", "role", "party", "linked", "member", "group", "religion", "ethnicity", "sect", "orientation")

CATEGORY = re.compile(r"(?P<name>[a-z]+)(?:(?P<op>>=|≥|>|=|:)(?P<band>\w+))?$")
"""A category, perhaps with a band that counts."""

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


def read_field(name: str, value: str) -> Node:
    """
    Read ``name:value``.

    Raises:
        Mistaken: There is no such field, or it does not take this value; the nearest known ones are named.
        Refused: A field that would list people by affiliation or belief.
    """
    if name in REFUSED:
        raise Refused(
            f"“{name}:” would list people by what they belong to or believe. There is no such list.",
            code="query-lists-people",
            advice="Open one account's page: its standing, and why, is there.",
        )
    if name not in _READ:
        near = get_close_matches(name, FIELDS, n=1, cutoff=0.6)
        raise Mistaken(
            f"There is no field “{name}:”.",
            code="query-unknown-field",
            advice=(f"Did you mean {near[0]}:? " if near else "")
            + f"Known: {', '.join(n + ':' for n in FIELDS)}. To search for the words, put them in quotes.",
        )
    value = value.strip()
    if not value:
        raise Mistaken(
            f"“{name}:” needs a value.", code="query-no-value", advice=f"Write it without a blank: {_EXAMPLES[name]}"
        )
    return _READ[name](value)


def _one_of(name: str, known: Sequence[str]) -> Callable[[str], Node]:
    def read(value: str) -> Node:
        word = fold(value)
        if word not in known:
            near = get_close_matches(word, known, n=1)
            raise Mistaken(
                f"“{name}:{value}” is not known.",
                code="query-unknown-value",
                advice=(f"Did you mean {name}:{near[0]}? " if near else "") + f"Known: {', '.join(known)}.",
            )
        return Filter(field=name, value=word)

    return read


def read_category(value: str) -> Node:
    """
    Read ``goodbye``, ``goodbye>=some`` or ``goodbye=strong``.

    Raises:
        Mistaken: There is no such category or band.
    """
    split = CATEGORY.match(fold(value).replace(" ", ""))
    name, op, band = (split["name"], split["op"] or "", split["band"] or "") if split else (value, "", "")
    if name not in CATEGORIES or (band and (band not in BANDS or op == ":")):
        near = get_close_matches(name, CATEGORIES, n=1)
        raise Mistaken(
            f"“category:{value}” is not known.",
            code="query-unknown-category",
            advice=(f"Did you mean category:{near[0]}? " if near and near[0] != name else "")
            + f"Categories: {', '.join(CATEGORIES)}; bands: {', '.join(BANDS)}, as in category:goodbye>=some.",
        )
    if op == ">":
        band = BANDS[min(BANDS.index(band) + 1, len(BANDS) - 1)]
    if op == "=" and band:
        above = BANDS.index(band) + 1
        only = Filter(field="category", value=name, at_least=band)
        if above == len(BANDS):
            return only
        over = Filter(field="category", value=name, at_least=BANDS[above])
        return Not(part=over) if band == "none" else All(parts=(only, Not(part=over)))
    if band == "none":
        return All()
    return Filter(field="category", value=name, at_least=band or "weak")


def _when(name: str) -> Callable[[str], Node]:
    def read(value: str) -> Node:
        stated = fold(value).strip()
        moment = _moment(stated)
        if moment is None:
            raise Mistaken(
                f"“{value}” is not a date that can be told without doubt.",
                code="query-bad-date",
                advice=f"Write year, month, day: {name}:2041-03-13 or {name}:2041-03-13T10:00.",
            )
        return Filter(field=name, value=moment.isoformat(), when=moment)

    return read


def _moment(stated: str) -> datetime | None:
    """An instant from an ISO date (year, month or day: its first moment) or date and time; naive without a zone."""
    try:
        if (parts := _DATE.match(stated)) is not None:
            year, month, day = (int(part or 1) for part in parts.groups())
            return datetime(year, month, day)  # noqa: DTZ001  the case's zone is not known here
        if "t" not in stated:
            return None
        return datetime.fromisoformat(stated.upper())
    except ValueError:
        return None


def _lang(value: str) -> Node:
    code = fold(value)
    if not re.fullmatch("[a-z]{2,3}", code):
        raise Mistaken(
            f"“lang:{value}” is not a language code.",
            code="query-unknown-value",
            advice="Two or three letters: lang:ar, lang:uk, lang:ckb; lang:und where it could not be told.",
        )
    return Filter(field="lang", value=code)


def _plain(name: str) -> Callable[[str], Node]:
    return lambda value: Filter(field=name, value=value)


def _by(value: str) -> Node:
    handle = value.lstrip("@").lower()
    if not handle:
        raise Mistaken("“by:@” names nobody.", code="query-no-value", advice=f"Write the handle: {_EXAMPLES['by']}")
    return Filter(field="by", value=handle)


_EXAMPLES = {
    "account": "account:x:1234", "after": "after:2041-03-13", "before": "before:2041-03-13", "by": "by:@name",
    "category": "category:goodbye>=some", "cluster": "cluster:x:1234", "has": "has:video", "heard": "heard:مدرسة",
    "image": "image:x:1234", "is": "is:reviewed",
    "lang": "lang:ar", "near": 'near:"Bridge ward"', "picture": "picture:مدرسة", "platform": "platform:telegram",
    "status": "status:confirmed", "translation": "translation:school",
}  # fmt: skip
_READ: dict[str, Callable[[str], Node]] = {
    "account": _plain("account"),
    "after": _when("after"),
    "before": _when("before"),
    "by": _by,
    "category": read_category,
    "cluster": _plain("cluster"),
    "has": _one_of("has", HAS),
    "heard": lambda value: Filter(field="heard", value=" ".join(fold(value).split())),
    "image": _plain("image"),
    "is": _one_of("is", IS),
    "lang": _lang,
    "near": lambda value: Filter(field="near", value=" ".join(fold(value).split())),
    "picture": lambda value: Filter(field="picture", value=" ".join(fold(value).split())),
    "platform": lambda value: Filter(field="platform", value=fold(value)),
    "status": _one_of("status", STATUSES),
    "translation": lambda value: Filter(field="translation", value=" ".join(words_of(fold(value)).split())),
}
