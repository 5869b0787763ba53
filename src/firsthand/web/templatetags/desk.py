"""How the desk shows outside words, times and signs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from firsthand.desk.compose import platform_name
from firsthand.model.words import RTL_LANGUAGES
from firsthand.text.visible import hidden
from firsthand.web.faults import own_words
from firsthand.web.media import address
from firsthand.web.room import room
from firsthand.web.words import ACTS, WORDS

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A sign from the page's sprite."""
    return format_html('<svg class="i" aria-hidden="true" focusable="false"><use href="/static/web/signs.svg#{}"/></svg>', name)


@register.simple_tag
def words(text: str | None, why: Iterable[Mapping[str, Any]] = ()) -> SafeString:
    """
    Outside words: spans that drove a post marked, controls that hide or turn text made visible.

    Args:
        why: Spans with ``start`` and ``end`` in code points; where they overlap they are one.
    """
    said = text or ""
    inside = bytearray(len(said))
    for span in why or ():
        start, end = max(int(span["start"]), 0), min(int(span["end"]), len(said))
        inside[start:end] = b"\x01" * max(end - start, 0)
    signs = {start: (end, name) for start, end, name in hidden(said)}
    out: list[str] = []
    at, marking = 0, False
    while at < len(said):
        if bool(inside[at]) != marking:
            marking = not marking
            out.append("<mark>" if marking else "</mark>")
        if at in signs:
            end, name = signs[at]
            kind, shown = ("alike", said[at:end]) if said[at:end].isalpha() else ("control", "⍰")
            out.append(format_html('<span class="{}" title="{}">{}</span>', kind, name, shown))
            at = max(end, at + 1)
            continue
        end = at + 1
        while end < len(said) and inside[end] == inside[at] and end not in signs:
            end += 1
        out.append(escape(said[at:end]))
        at = end
    if marking:
        out.append("</mark>")
    return mark_safe("".join(out))


@register.simple_tag
def fault(error: Mapping[str, Any]) -> dict[str, str] | None:
    """What is wrong and what to do, in the language of the page; nothing where the error's own words are in it."""
    return own_words(error)


@register.filter
def local_time(stated: str | None) -> str:
    """Hour and minute at the place of the case; as stated where no zone is known."""
    at = _at(stated)
    return at.astimezone(_zone()).strftime("%H:%M") if at else _as_stated(stated, "%H:%M")


@register.filter
def local_day(stated: str | None) -> str:
    """The day at the place of the case, the month by its name; as stated where no zone is known."""
    at = _at(stated)
    return formats.date_format(at.astimezone(_zone()), "j M Y") if at else _as_stated(stated, "")


@register.filter
def plain_day(stated: str) -> str:
    """A day that has no hour, the month by its name."""
    return formats.date_format(date.fromisoformat(stated), "j M Y")


@register.filter
def short_day(stated: str | None) -> str:
    """As `local_day`, without the year where it is the year of the case."""
    at = _at(stated) or _read(stated)
    if at is None or room().desk.plan.since[:4] != str(at.year):
        return local_day(stated)
    return formats.date_format(at.astimezone(_zone()) if at.tzinfo else at, "j M")


@register.filter
def platform(code: str) -> str:
    """The name of a platform."""
    return platform_name(code, get_language() or "en")


@register.filter
def utc_time(stated: str | None) -> str:
    """Hour and minute, UTC; that the zone is not known where it is not."""
    at = _at(stated)
    return at.astimezone(UTC).strftime("%H:%M") + " UTC" if at else gettext("zone unknown") if stated else ""


@register.filter
def direction(lang: str | None) -> str:
    """``rtl``, ``ltr`` or ``auto`` for text in a language."""
    return "auto" if not lang else "rtl" if lang.split("-")[0] in RTL_LANGUAGES else "ltr"


@register.filter
def initial(name: str | None) -> str:
    """A letter in place of a profile picture, which is never shown."""
    return next((char for char in name or "" if char.isalnum()), "?")


@register.filter
def listed(value: Any) -> str:
    """A field of a profile as text."""
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


@register.filter
def wordlist(stated: str) -> list[str]:
    """Words of a closed vocabulary, written in the template in the order in which they are shown."""
    return stated.split()


@register.filter
def small_address(digest: str) -> str:
    """Where the small copy of a covered picture can be opened, for a quarter of an hour."""
    return address(digest, small=True)


@register.filter
def step(seqs: int | list[int]) -> str:
    """Entries of one step of undoing, as the page holds them."""
    return "+".join(map(str, seqs)) if isinstance(seqs, list) else str(seqs)


@register.filter
def worded(word: str) -> str:
    """A word of a closed vocabulary in the language of the page; itself where it has none."""
    return str(WORDS.get(word, word))


@register.filter
def act_kind(kind: str) -> str:
    """What an entry of the log is, in the language of the page; its code where it has no word."""
    return str(ACTS.get(kind, kind))


@register.filter
def cell(told: str) -> str:
    """The name of a cell of the matrix, for its colour; the sign itself says the same."""
    return {"++": "fits-well", "+": "fits", "−": "not", "−−": "not-at-all"}.get(told, "nothing")


@register.filter
def weekday(number: int) -> str:
    """The short name of a day of the week, Monday is 0."""
    return str(WEEKDAYS_ABBR[number])


@register.filter
def of(held: Any, name: Any) -> Any:
    """What a mapping holds under a name."""
    return held.get(name) if isinstance(held, Mapping) else None


@register.filter
def media_address(digest: str) -> str:
    """Where covered media can be opened, for a quarter of an hour."""
    return address(digest)


def _at(stated: str | None) -> datetime | None:
    """An aware time."""
    at = _read(stated)
    return at if at and at.tzinfo else None


def _as_stated(stated: str | None, form: str) -> str:
    at = _read(stated)
    if at is None:  # the whole stands where the hour would; it is not said twice
        return (stated or "") if form else ""
    return at.strftime(form) if form else formats.date_format(at, "j M Y")


def _read(stated: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat((stated or "").replace("Z", "+00:00"))
    except ValueError:
        return None


def _zone() -> ZoneInfo:
    return ZoneInfo(room().desk.plan.zone)
