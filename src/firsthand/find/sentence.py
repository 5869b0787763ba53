"""A search said in a sentence, in English."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from firsthand.find.terms import All, Any, Filter, Node, Not, Query, Words

_SAY_HAS = {
    "link": "with a link", "place": "with a place", "image": "with an image", "audio": "with sound",
    "shared-image": "with an image that another post shows too",
}  # fmt: skip
_SAY_IS = {
    "not-for-us": "marked as not for us", "hold": "on hold", "copy": "that copy an earlier one",
    "first": "that are the earliest held of their copies", "reply": "that reply", "quote": "that quote another",
    "repost": "that repost another", "deleted": "deleted by the poster", "sealed": "sealed",
}  # fmt: skip


def describe(query: Query, now: datetime) -> str:
    """
    Say in a sentence what a query asks for, in English.

    Args:
        now: To say how long ago a day is; aware, or in the case's zone.
    """
    parts = [_say(part, now) for part in query.root.parts]
    text = "Posts " + ", ".join(parts) if parts else "All posts"
    if query.ignored:
        text += f". Not searched for, because it has no letters or digits: {' '.join(query.ignored)}"
    return text + "."


def _say(node: Node, now: datetime) -> str:
    match node:
        case Words(shown=shown, within=within) if within:
            return f"with the words of “{shown}” at most {within} apart"
        case Words(shown=shown, prefix=prefix):
            return f"with a word that begins “{shown}”" if prefix else f"with “{shown}”"
        case Not(part=part):
            return f"not {_say(part, now)}"
        case Any(parts=parts):
            return "either " + " or ".join(_say(part, now) for part in parts)
        case All(parts=parts):
            return "(" + ", ".join(_say(part, now) for part in parts) + ")"
        case Filter(field="category", value=value, at_least=band):
            return f"that may be {value}" + (f" ({band} or more)" if band != "weak" else "")
        case Filter(field="after" | "before" as field, when=datetime() as when):
            return f"{'from' if field == 'after' else 'before'} {_say_when(when, now)}"
        case Filter(field="has", value=value):
            return _SAY_HAS.get(value, f"with {value}" if value in ("media", "video") else f"with a {value}")
        case Filter(field="is", value=value):
            return _SAY_IS.get(value, value)
        case Filter(field="by", value=value):
            return f"by @{value}"
        case Filter(field="near", value=value):
            return f"near {value}"
        case Filter(field="heard", value=value):
            return f"with a sound or film in which “{value}” is said"
        case Filter(field="translation", value=value):
            return f"with a translation that says “{value}”"
        case Filter(field="picture", value=value):
            return f"with a picture in which a program read “{value}”"
        case Filter(field="image", value=value):
            return f"with an image of {value}, as it is or changed"
        case Filter(field=field, value=value):
            return f"with {'language' if field == 'lang' else field} {value}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _say_when(when: datetime, now: datetime) -> str:
    text = f"{when.day} {_MONTHS[when.month - 1]} {when.year:04}"
    if (when.hour, when.minute, when.second) != (0, 0, 0):
        text += f" {when.hour:02}:{when.minute:02}"
    if when.tzinfo is not None:
        text += " UTC" if when.utcoffset() == timedelta(0) else f" {when:%z}"
    days = (_day(now, when) - when.date()).days
    if days == 0:
        return f"{text} (today)"
    if abs(days) > 366:
        return text
    unit = "day" if abs(days) == 1 else "days"
    return f"{text} ({days} {unit} ago)" if days > 0 else f"{text} (in {-days} {unit})"


def _day(now: datetime, when: datetime) -> date:
    """The day that `now` is in the zone of `when`."""
    if when.tzinfo is not None and now.tzinfo is not None:
        return now.astimezone(when.tzinfo or UTC).date()
    return now.date()
