"""
The first line of a WhatsApp message, and the order of day, month and year in a file.

Rules:
    - The header follows the exporting phone's language and region; all of one export has one `Style`.
    - No line says whether 3/4 is the third of April. `Evidence` is gathered from all headers of a file, and `decide`
      answers only if they leave one order: a number above 12, else the order in which the dates do not run backwards.
    - Any decimal digits count (Arabic-Indic, Persian and others), and direction marks may stand between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from firsthand.readers.whatsapp_words import AFTERNOON, MARKS, MORNING

MAX_HEADER = 200
MAX_AUTHOR = 120

_FIRST_YEAR = 2009  # WhatsApp began; a year before it is a wrong reading or a wrong clock
_CALENDAR = range(1970, 2101)
_TOLERATED = 100  # one header in so many may contradict an order: a pasted line must not undo a whole chat

# Possessive, so that a line of nothing but marks costs no more than its length.
_M = f"[{MARKS}]*+"
_S = r"[ \u00a0\u202f\u2009]"
_MS = f"[{MARKS} \u00a0\u202f\u2009]*+"

_BLANKS = MARKS + " \u00a0\u202f\u2009"
_NUMBERS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+")
_A_MARK = re.compile(f"[{MARKS}]")
_HALVES = "".join(map(chr, range(0xDC80, 0xDD00)))


def _loosely(words: tuple[str, ...]) -> str:
    """Match words with any dots and blanks between their parts: ``pm``, ``p.m.``, ``p. m.``."""
    by_length = sorted(words, key=len, reverse=True)
    return "|".join(r"\.?".join(_part(word)) + r"\.?" for word in by_length)


def _part(word: str) -> list[str]:
    if word in ("am", "pm"):
        return [f"[{word[0]}{word[0].upper()}]", f"{_S}?[mM]"]
    return [re.escape(piece) for piece in word.split(".")]


_HALF = f"(?:(?P<am>{_loosely(MORNING)})|(?P<pm>{_loosely(AFTERNOON)}))(?![^\\W\\d_])"

_HEADER = re.compile(
    rf"{_M}(?P<open>\[?){_M}"
    rf"(?P<when>(?P<a>\d{{1,4}}){_M}(?P<sep>[./-]){_S}?{_M}(?P<b>\d{{1,2}}){_M}(?P=sep){_S}?{_M}(?P<c>\d{{1,4}})(?!\d)"
    rf"(?P<between>{_M}\.?[,،]?{_MS}(?:(?P<word>[^\W\d_]{{1,12}}+){_MS})?)"
    rf"(?P<hour>\d{{1,2}}){_M}[:.]{_M}(?P<minute>\d{{2}})(?:{_M}[:.]{_M}(?P<second>\d{{2}}))?(?!\d)"
    rf"(?:{_MS}{_HALF})?)"
    rf"{_M}(?P<close>\](?:{_M} |{_M}$|{_M}(?=\S))|{_S}[-–](?: |$)|: )"
)


class Style(NamedTuple):
    """
    How one phone writes headers.

    Attributes:
        closing: ``]`` after the time, as on iOS; ``-`` as on Android; ``:`` on old phones.
        separator: Between the numbers of the date.
        year_first: Four-digit year at the front.
        year_digits: 2 or 4.
        seconds, half_day: Whether the time has seconds; whether it has AM or PM, or such.
        spaced: Something other than a blank stands between date and time.
        zero: The digit zero of the script in use.
    """

    closing: str
    separator: str
    year_first: bool
    year_digits: int
    seconds: bool
    half_day: bool
    spaced: bool
    zero: str

    @property
    def bracket(self) -> bool:
        """Whether it is the form of iOS."""
        return self.closing == "]"

    @property
    def others_too(self) -> bool:
        """Whether Signal's exports and the logs of programs look like this."""
        if self.closing == "-":
            return not self.spaced and not self.half_day
        return self.bracket and self.separator == "-" and not (self.seconds and self.spaced)


class Header(NamedTuple):
    """
    A header as matched.

    Attributes:
        style: The phone's.
        numbers: The date's three numbers, in the order of the line.
        hour, minute, second: 24 hours; second is None when not said.
        stated: Date and time as written.
        end: Index in the line where author and text begin.
    """

    style: Style
    numbers: tuple[int, int, int]
    hour: int
    minute: int
    second: int | None
    stated: str
    end: int


def header(line: str) -> Header | None:
    """Read the beginning of a line; None when it does not begin a message."""
    match = _HEADER.match(line[:MAX_HEADER])
    if match is None or (match["open"] == "[") != (match["close"][0] == "]"):
        return None
    a, b, c = match["a"], match["b"], match["c"]
    year_first = len(a) == 4
    if (len(a), len(c)) == (4, 4) or len(a) == 3 or len(c) == 3 or (len(c) == 1 and len(a) == 1):
        return None
    if match["close"] == ": " and match["sep"] != ".":
        return None
    if match["word"] == "T":
        return None
    numbers = (int(a), int(b), int(c))
    half = _half(match)
    hour = _hour(int(match["hour"]), half)
    minute, second = int(match["minute"]), int(match["second"]) if match["second"] else None
    if hour > 23 or minute > 59 or (second or 0) > 59 or not _dated(numbers, year_first):
        return None
    between = match["between"].strip(_BLANKS)
    zero = chr(ord(a[0]) - int(a[0]))
    digits = 4 if year_first or len(c) == 4 else 2
    closing = match["close"].strip(_BLANKS).replace("–", "-")
    style = Style(closing, match["sep"], year_first, digits, second is not None, bool(half), between != "", zero)
    return Header(style, numbers, hour, minute, second, match["when"], match.end())


def begun(line: str, read: Header) -> bool:
    """
    Tell a header that the end of the file cut off.

    A last line without a line end, in the form in which a header begins, is taken for one: a piece of a date put after
    somebody's words would be words that they never wrote. Where it was their words after all, a number alone, the
    rejected item shows it.

    Args:
        line: The last line of the file, without a line end; a character that was cut stands in it as surrogates.
        read: A whole header of the file.
    """
    bare = line.rstrip(_HALVES).strip(_BLANKS)
    if bare and bare.startswith("[") != read.style.bracket:
        return False
    return f"{_form(read.stated)}:".startswith(_form(bare))


def _form(text: str) -> str:
    """Give a text with every number as one zero and every word as one letter, without marks and an opening bracket."""
    return _WORDS.sub("a", _NUMBERS.sub("0", _A_MARK.sub("", text[:MAX_HEADER]).removeprefix("[")))


def _half(match: re.Match[str]) -> str:
    if match["am"] or match["word"] in MORNING:
        return "am"
    return "pm" if match["pm"] or match["word"] in AFTERNOON else ""


def _hour(hour: int, half: str) -> int:
    if half == "am":
        return 0 if hour == 12 else hour
    return hour + 12 if half == "pm" and hour < 12 else hour


def _dated(numbers: tuple[int, int, int], year_first: bool) -> bool:
    """Whether some order makes a date of it, in whatever calendar."""
    x, y = numbers[1:] if year_first else numbers[:2]
    if _is_day_and_month(x, y) or _is_day_and_month(y, x):
        return True
    return not year_first and numbers[2] < 100 and _is_day_and_month(numbers[2], numbers[1])


def _is_day_and_month(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12


@lru_cache(maxsize=4096)
def civil(order: str, numbers: tuple[int, int, int]) -> date | None:
    """
    Read a date in one order.

    Args:
        order: ``dmy``, ``mdy``, ``ymd`` or ``ydm``. Two-digit years are of this century.
    """
    parts = dict(zip(order, numbers, strict=True))
    year = parts["y"] + 2000 if parts["y"] < 100 else parts["y"]
    if year not in _CALENDAR:
        return None
    try:
        return date(year, parts["m"], parts["d"])
    except ValueError:
        return None


@dataclass(slots=True)
class _Tally:
    impossible: int = 0
    unlikely: int = 0
    backwards: int = 0
    day_changes: int = 0
    year_changes: int = 0
    last: date | None = None

    def add(self, day: date | None) -> None:
        if day is None:
            self.impossible += 1
            return
        self.unlikely += day.year < _FIRST_YEAR
        if self.last is not None:
            self.backwards += day < self.last
            self.day_changes += day.day != self.last.day
            self.year_changes += day.year != self.last.year
        self.last = day


@dataclass(slots=True)
class Evidence:
    """What all headers of one style in a file say about the order of their dates."""

    style: Style
    headers: int = 0
    other_calendar: int = 0
    disagree: bool = False
    tallies: dict[str, _Tally] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.style.year_first:
            orders: tuple[str, ...] = ("ymd", "ydm")
        else:
            orders = ("dmy", "mdy") if self.style.year_digits == 4 else ("dmy", "mdy", "ymd")
        self.tallies = {order: _Tally() for order in orders}

    def add(self, numbers: tuple[int, int, int]) -> None:
        """Count one header, in the order of the file."""
        self.headers += 1
        days = {order: civil(order, numbers) for order in self.tallies}
        self.other_calendar += max(numbers) > 99 and max(numbers) not in _CALENDAR
        first, second, *_ = days.values()
        self.disagree = self.disagree or (first is not None and second is not None and first != second)
        for order, tally in self.tallies.items():
            tally.add(days[order])


def decide(evidence: Evidence) -> str:
    """Give the one order that the headers of a file allow; empty when they allow none, or more than one."""
    tallies = evidence.tallies
    most = evidence.headers // _TOLERATED
    left = [order for order, tally in tallies.items() if tally.impossible + tally.unlikely <= most]
    left = left or [order for order, tally in tallies.items() if tally.impossible <= most]
    if evidence.style.year_first:
        return left[0] if left else ""
    left = _without_unlikely_years(left, tallies)
    if len(left) == 2 and not evidence.disagree:
        return left[0]
    if len(left) == 2:
        left.sort(key=lambda order: tallies[order].backwards)
        fewer, more = (tallies[order].backwards for order in left)
        # Late deliveries run a little backwards in the right order too; the wrong one does it far more often.
        if fewer == more or 0 < more < 3 * fewer:
            return ""
        return left[0]
    return left[0] if len(left) == 1 else ""


def _without_unlikely_years(left: list[str], tallies: dict[str, _Tally]) -> list[str]:
    """
    Weigh year-month-day with two-digit years, which few phones write, against the other two.

    It is believed when nothing else is possible, or when the others would have the years change more often than the
    days; when that rests on fewer than three changes, all stay possible.
    """
    others = [order for order in left if order != "ymd"]
    if "ymd" not in left or not others:
        return left
    sane = [order for order in others if tallies[order].year_changes <= tallies[order].day_changes]
    if sane:
        return sane
    return ["ymd"] if tallies["ymd"].day_changes >= 3 else left


def local_time(read: Header, order: str) -> datetime | None:
    """Give the wall-clock time in the order decided; None when the date is none in it."""
    day = civil(order, read.numbers) if order else None
    if day is None:
        return None
    return datetime(day.year, day.month, day.day, read.hour, read.minute, read.second or 0)  # noqa: DTZ001 - no zone is known
