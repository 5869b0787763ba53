"""How the desk tells of work in the background: what, how much, how long."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from firsthand.web.findings import told
from firsthand.web.gaps import GAPS, ROWS
from firsthand.web.templatetags.desk import words
from firsthand.web.words import CARE, FILES, SEALS, WORDS
from firsthand.web.words import STATES as ASKED

register = template.Library()

KINDS = {
    "collect": lambda: gettext("Importing"), "screen": lambda: gettext("Looking for what may matter"),
    "publish": lambda: gettext("Publishing"), "backup": lambda: gettext("Backing up"),
    "thumbnails": lambda: gettext("Making small pictures"), "erase": lambda: gettext("Taking it out of the case"),
}  # fmt: skip
STATES = {
    "waiting": lambda: gettext("waits for its turn"), "running": lambda: gettext("under way"), "paused": lambda: gettext("paused"),
    "stopped": lambda: gettext("stopped"), "done": lambda: gettext("finished"), "failed": lambda: gettext("did not work"),
}  # fmt: skip
STEPS = {
    "keeping": lambda: gettext("keeping"), "reading": lambda: gettext("reading"), "waiting": lambda: gettext("waiting"),
    "checking": lambda: gettext("holding it against the rules:"), "rendering": lambda: gettext("making the pages:"),
    "searching": lambda: gettext("reading every byte for what must not be shown:"), "writing": lambda: gettext("putting it in place:"),
    "stamping": lambda: gettext("asking for time stamps:"),
}  # fmt: skip
"""First words of what the verbs say of their progress; the rest is the name of a file, or a word of the trade."""


@register.filter
def job_kind(kind: str) -> str:
    """What a job does."""
    return KINDS[kind]() if kind in KINDS else kind


@register.filter
def job_state(state: str) -> str:
    """Where a job stands."""
    return STATES[state]() if state in STATES else state


@register.filter
def care_word(word: str) -> str:
    """A word of the forms of care."""
    return str(CARE[word] if word in CARE else WORDS.get(word, word))


@register.filter
def seal_kind(kind: str) -> str:
    """What is sealed."""
    return str(SEALS.get(kind, kind))


@register.filter
def request_state(state: str) -> str:
    """Where a request stands that two people decide."""
    return str(ASKED[state])


@register.filter
def file_fate(what: str) -> str:
    """What a removal does to a file."""
    return str(FILES.get(what, what))


@register.filter
def working(what: str) -> SafeString:
    """What is being done just now."""
    first, _, rest = what.partition(" ")
    if first in STEPS:
        return format_html("{} <bdi>{}</bdi>", STEPS[first](), words(rest))
    return format_html("<bdi>{}</bdi>", words(what))


@register.filter
def finding(why: str) -> SafeString:
    """What stands in the way of a story, in the language of the page."""
    return told(why)


@register.filter
def gap(code: str) -> str:
    """What an import does not hold or could not read; the code of a foreign reader as it is."""
    return str(GAPS.get(code, code))


@register.filter
def row_code(code: str) -> str:
    """What is amiss with a row of a sheet."""
    return str(ROWS.get(code, code))


@register.filter
def left(seconds: int | None) -> str:
    """Time left, as a person would say it; empty while nobody knows."""
    if seconds is None:
        return ""
    if seconds < 60:
        return gettext("less than a minute left")
    minutes = round(seconds / 60)
    if minutes < 90:
        return ngettext("about %(n)d min left", "about %(n)d min left", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    return ngettext("about %(n)d h left", "about %(n)d h left", hours) % {"n": hours}


@register.filter
def part_of(job: dict[str, Any]) -> str:
    """How far, of how much: bytes in megabytes when there are many."""
    done, total = job["done"], job["total"]
    if not total:
        return ""
    if job["kind"] in ("collect", "backup") and total > 10_000_000:
        return gettext("%(done)s of %(total)s MB") % {"done": localize(done // 1_000_000), "total": localize(total // 1_000_000)}
    return gettext("%(done)s of %(total)s") % {"done": localize(done), "total": localize(total)}


@register.filter
def size(count: int) -> str:
    """Bytes as people say them."""
    for unit, name in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")):
        if count >= unit:
            return f"{localize(round(count / unit, 1))} {name}"
    return f"{count} B"
