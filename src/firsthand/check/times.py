# ruff: noqa: E501 - a pattern reads worse when it is broken in the middle
"""
When: expressions of time in a text, resolved against the time of the saying, and times of one thing set side by side.

Each expression keeps its words. It is resolved to a beginning and an end, with the precision that the words have and no
more: "yesterday" is a day, "two weeks ago" a week to either side of nothing narrower. A word that needs the time of the
post stays unresolved without it. A date that can be read in two ways gives both.

Known ugliness: weekdays without "last" or "next" are taken as the latest such day, and say so; the Hijri calendar is not
read; "in March" without a year is the nearest one to the post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from firsthand.check import time_words
from firsthand.check.amounts import Amounts, tokens
from firsthand.check.gates import Gates
from firsthand.check.mapped import Mapped, mapped, pattern, plain_letters

UTC = timezone.utc  # noqa: UP017
_FIRST, _LAST = datetime(1, 1, 2), datetime(9999, 12, 30)  # noqa: DTZ001 - a zone is put on at the end
_I = re.IGNORECASE


class When(NamedTuple):
    """
    An expression of time.

    Attributes:
        start, end: Code points of the original.
        text: The words.
        kind: ``relative``, ``date``, ``clock``, ``weekday``, ``period`` or ``now``.
        earliest, latest: Aware, in the zone that was asked for; `latest` is the first moment after. None when the time
            of the saying is needed and is not known.
        precision: As in `model/moment.py`.
        as_of: The text says that something is true as of then.
        why: How it was read, in words.
        other: Another reading, as (earliest, latest); None when there is none.
    """

    start: int
    end: int
    text: str
    kind: str
    earliest: datetime | None
    latest: datetime | None
    precision: str
    as_of: bool = False
    why: str = ""
    other: tuple[datetime, datetime] | None = None


class _Read(NamedTuple):
    """As `When`, in the plain text, and naive."""

    start: int
    end: int
    kind: str
    span: tuple[datetime, datetime] | None
    precision: str
    why: str
    other: tuple[datetime, datetime] | None = None


_N = r"(?:\d{1,4}(?:[.,]\d)?|[^\W\d_]{1,14}(?:[ -][^\W\d_]{1,14}){0,2})"
_U = "|".join(f"(?:{words})" for words in time_words.UNITS.values())


def _form(source: str) -> re.Pattern[str]:
    return pattern(
        r"(?<!\w)" + re.sub(r"(?<!\w)N(?!\w)", lambda _: _N, re.sub(r"(?<!\w)U(?!\w)", lambda _: f"(?:{_U})", source)),
        _I,
    )


_AGO = tuple(_form(source) for source in time_words.AGO)
_AHEAD = tuple(_form(source) for source in time_words.AHEAD)
_UNIT = tuple((name, pattern(words, _I)) for name, words in time_words.UNITS.items())
_DUALS = frozenset(plain_letters(time_words.DUALS).split())
_DAYS = tuple(
    (pattern(rf"(?<!\w)[وفبل]?(?:{words})(?!\w)", _I), offset, part) for words, offset, part in time_words.DAYS
)
_NOW = pattern(rf"(?<!\w)[وف]?(?:{time_words.NOW})(?!\w)", _I)
_PERIODS = tuple(
    (pattern(rf"(?<!\w)[وفبل]?(?:{words})(?!\w)", _I), unit, offset) for words, unit, offset in time_words.PERIODS
)
_WEEKDAYS = pattern("|".join(rf"(?P<d{i}>{words})" for i, words in enumerate(time_words.WEEKDAYS)), _I)
_WEEKDAY = pattern(
    rf"(?<!\w)(?:(?P<last>{time_words.LAST_BEFORE}) |(?P<next>{time_words.NEXT_BEFORE}) )?(?P<day>{'|'.join(time_words.WEEKDAYS)})"
    rf"(?:(?: (?P<last2>{time_words.LAST_AFTER})| (?P<next2>{time_words.NEXT_AFTER})))?(?!\w)",
    _I,
)
_MONTH_NAMES = tuple(pattern(words, _I) for words in time_words.MONTHS)
_M = "|".join(time_words.MONTHS)
_DATES = (
    pattern(r"(?<![\d.,/-])(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)", _I),
    pattern(r"(?<![\d.,/-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?!\d)", _I),
    pattern(rf"(?<![\w.,/-])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|-го|-е)?(?: of| de)? (?P<month>{_M})(?!\w)(?:,? (?:de |del )?(?P<y>\d{{4}})(?!\d))?", _I),
    pattern(rf"(?<!\w)(?P<month>{_M}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%,.]\d|\d|%| ?(?:people|am|pm))(?:,? (?P<y>\d{{4}})(?!\d))?", _I),
    pattern(rf"(?<!\w)(?P<month>{_M})(?: de| del| of|,)? (?P<y>(?:19|20)\d\d)(?!\d)", _I),
    pattern(r"(?<!\w)(?:in|since|by|until|during|year|عام|سنة|منذ|في|у|в|з|с|до|en|depuis|desde|de|año|l'année|à) (?P<y>(?:19|20)\d\d)(?![\d.,]\d|\d)(?:-?(?:го|му|м|х))?(?: (?:року|році|год\w{0,2}))?", _I),
)  # fmt: skip
_CLOCK = tuple(pattern(rf"(?<!\w){source}" if source[:3] != "(?<" else source, _I) for source in time_words.CLOCK)
_AS_OF = pattern(rf"(?<!\w)(?:{time_words.AS_OF}) ?$", _I)
_CUES = frozenset(plain_letters(word).lower() for word in time_words.CUES)
_PM = frozenset(plain_letters(word) for word in (*time_words.PM.split(), *time_words.PM_WORDS))
_NIGHT = frozenset(plain_letters(word) for word in time_words.NIGHT.split())
_PARTS = {"morning": (5, 12), "afternoon": (12, 18), "evening": (18, 24), "night": (18, 30)}
_LENGTH = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_COARSER = {
    "second": "minute",
    "minute": "minute",
    "hour": "hour",
    "day": "day",
    "week": "day",
    "month": "month",
    "year": "year",
}


def times(text: str, *, said: datetime | None = None, zone: tzinfo = UTC) -> tuple[When, ...]:
    """
    Find expressions of time.

    Args:
        text: Verbatim, in any of the six languages.
        said: When it was said, aware; without it relative words stay unresolved.
        zone: Where "today" begins at midnight.

    Returns:
        In the order of the text, none overlapping.
    """
    here = mapped(text)
    plain = here.plain
    now = said.astimezone(zone).replace(tzinfo=None) if said else None
    taken = bytearray(len(plain) + 1)
    reads: list[_Read] = []
    for read in _reads(plain, now):
        if not any(taken[read.start : read.end]):
            taken[read.start : read.end] = b"\1" * (read.end - read.start)
            reads.append(read)
    if not reads:
        return ()
    return tuple(_when(here, read, zone) for read in _joined(sorted(reads), plain))


_UNIT_WORD, _MONTH_WORD, _WEEKDAY_WORD, _NOW_WORD, _HOUR_WORD = 1, 2, 4, 8, 16
_AGO_BITS = tuple(1 << 8 + n for n in range(len(_AGO)))
_AHEAD_BITS = tuple(1 << 16 + n for n in range(len(_AHEAD)))
_DAY_BITS = tuple(1 << 24 + n for n in range(len(_DAYS)))
_PERIOD_BITS = tuple(1 << 40 + n for n in range(len(_PERIODS)))
_ANY_AGO, _ANY_DAY, _ANY_PERIOD = sum(_AGO_BITS) | sum(_AHEAD_BITS), sum(_DAY_BITS), sum(_PERIOD_BITS)


def _unnumbered(source: str) -> str:
    """A form of `time_words` without its number and its unit, so that its own words are left."""
    return re.sub(r"(?<!\w)[NU](?!\w)", ".", source)


_GATES = Gates(
    (
        (_UNIT_WORD, _U), (_MONTH_WORD, _M), (_WEEKDAY_WORD, "|".join(time_words.WEEKDAYS)),
        (_NOW_WORD, f"[وف]?(?:{time_words.NOW})"), (_HOUR_WORD, "الساعة|о|об|в|к|à|vers|dès|las?"),
        *((bit, _unnumbered(form)) for bit, form in zip(_AGO_BITS, time_words.AGO, strict=True)),
        *((bit, _unnumbered(form)) for bit, form in zip(_AHEAD_BITS, time_words.AHEAD, strict=True)),
        *((bit, f"[وفبل]?(?:{words})") for bit, (words, _, _) in zip(_DAY_BITS, time_words.DAYS, strict=True)),
        *((bit, f"[وفبل]?(?:{words})") for bit, (words, _, _) in zip(_PERIOD_BITS, time_words.PERIODS, strict=True)),
    )
)  # fmt: skip


def _reads(plain: str, now: datetime | None) -> Iterator[_Read]:
    """Read each kind of expression, in the order in which they take their words; what cannot be there is not looked for."""
    holds = _GATES.of(plain)
    if _DIGIT.search(plain):
        if holds & _MONTH_WORD or _DATE_MARK.search(plain):
            yield from _dates(plain, now)
        if holds & _HOUR_WORD or _CLOCK_MARK.search(plain):
            yield from _clocks(plain, now)
    if holds & _UNIT_WORD and holds & _ANY_AGO:
        yield from _agos(plain, now, holds)
    if holds & _ANY_DAY:
        yield from _days(plain, now, holds)
    if holds & _ANY_PERIOD:
        yield from _periods(plain, now, holds)
    if holds & _WEEKDAY_WORD:
        yield from _weekdays(plain, now)
    if holds & _NOW_WORD:
        yield from _nows(plain, now)


_DIGIT = re.compile("[0-9]")
_DATE_MARK = re.compile(r"\d[-/.]\d|(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOCK_MARK = re.compile(r"\d:\d|\dh|\d ?[ap]\.?m", re.IGNORECASE)


def _when(here: Mapped, read: _Read, zone: tzinfo) -> When:
    start, end = here.span(read.start, read.end)
    aware = _aware(read.span, zone)
    other = _aware(read.other, zone)
    as_of = bool(_AS_OF.search(here.plain, max(0, read.start - 24), read.start))
    return When(
        start, end, here.original[start:end], read.kind, aware[0] if aware else None, aware[1] if aware else None,
        read.precision, as_of, read.why, other,
    )  # fmt: skip


def _aware(span: tuple[datetime, datetime] | None, zone: tzinfo) -> tuple[datetime, datetime] | None:
    return (span[0].replace(tzinfo=zone), span[1].replace(tzinfo=zone)) if span else None


def _joined(reads: list[_Read], plain: str) -> Iterator[_Read]:
    """Join a day and an hour that stand together: "yesterday at 10:30", "о 10:30 14 березня"."""
    i = 0
    while i < len(reads):
        left = reads[i]
        right = reads[i + 1] if i + 1 < len(reads) else None
        if right and right.start - left.end <= 12 and not re.search(r"[.!?؟\n;\d]", plain[left.end : right.start]):
            day, clock = (left, right) if right.kind == "clock" else (right, left)
            if clock.kind == "clock" and day.kind in ("date", "relative", "weekday") and day.precision == "day":
                yield _at_hour(left.start, right.end, day, clock)
                i += 2
                continue
        yield left
        i += 1


def _at_hour(start: int, end: int, day: _Read, clock: _Read) -> _Read:
    span = other = None
    if day.span and clock.span:
        span = _same_hour(day.span[0], clock.span)
        other = _same_hour(day.other[0], clock.span) if day.other else None
    return _Read(start, end, day.kind, span, clock.precision, day.why, other)


def _same_hour(day: datetime, clock: tuple[datetime, datetime]) -> tuple[datetime, datetime]:
    begin = day.replace(hour=clock[0].hour, minute=clock[0].minute, second=clock[0].second)
    return begin, begin + (clock[1] - clock[0])


# --- each kind ---


def _dates(plain: str, now: datetime | None) -> Iterator[_Read]:
    for form in _DATES:
        for m in form.finditer(plain):
            if read := _date(m, now):
                yield read


def _date(m: re.Match[str], now: datetime | None) -> _Read | None:
    said = m.groupdict()
    year = _year(said["y"]) if said.get("y") else 0
    if said.get("sep"):
        return _slashed(m, year)
    month = int(said["m"]) if said.get("m") else _month(said["month"]) if said.get("month") else 0
    day = int(said["d"]) if said.get("d") else 0
    if not month:
        span = _span(year, 1, 1, "year")
        return _Read(m.start("y"), m.end(), "date", span, "year", "") if span else None
    precision = "day" if day else "month"
    if year:
        span = _span(year, month, day or 1, precision)
        return _Read(*m.span(), "date", span, precision, "") if span else None
    if now is None:
        return _Read(*m.span(), "date", None, precision, "the year is not said, nor when it was written")
    near = [span for y in (now.year - 1, now.year, now.year + 1) if (span := _span(y, month, day or 1, precision))]
    if not near:
        return None
    span = min(near, key=lambda one: abs(one[0] - now))
    return _Read(*m.span(), "date", span, precision, "the year is not said; the nearest to the saying")


def _slashed(m: re.Match[str], year: int) -> _Read | None:
    first, second = int(m["a"]), int(m["b"])
    day_first = _span(year, second, first, "day")
    month_first = _span(year, first, second, "day")
    if m["sep"] == ".":
        return _Read(*m.span(), "date", day_first, "day", "") if day_first else None
    if day_first and month_first and first != second:
        return _Read(*m.span(), "date", day_first, "day", "read day first; month first is possible", month_first)
    span = day_first or month_first
    return _Read(*m.span(), "date", span, "day", "") if span else None


def _year(stated: str) -> int:
    return int(stated) if len(stated) == 4 else 2000 + int(stated) if int(stated) < 70 else 1900 + int(stated)


def _month(stated: str) -> int:
    return next((i for i, form in enumerate(_MONTH_NAMES, 1) if form.fullmatch(stated)), 0)


def _span(year: int, month: int, day: int, precision: str) -> tuple[datetime, datetime] | None:
    try:
        begin = datetime(year, month, day)  # noqa: DTZ001 - a zone is put on at the end
    except ValueError:
        return None
    return begin, _after(begin, precision)


def _after(begin: datetime, precision: str) -> datetime:
    if precision == "year":
        return begin.replace(year=begin.year + 1) if begin.year < 9999 else _LAST
    if precision == "month":
        return _months(begin, 1)
    return begin + timedelta(seconds={"second": 1, "minute": 60, "hour": 3600, "week": 604800}.get(precision, 86400))


def _months(at: datetime, count: int) -> datetime:
    index = at.year * 12 + at.month - 1 + count
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return _FIRST if count < 0 else _LAST
    day = min(
        at.day,
        [31, 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][
            month
        ],
    )
    return at.replace(year=year, month=month + 1, day=day)


def _clocks(plain: str, now: datetime | None) -> Iterator[_Read]:
    for form in _CLOCK:
        for m in form.finditer(plain):
            said = m.groupdict()
            hour, minute, second = int(said["h"]), int(said.get("m") or 0), int(said.get("s") or 0)
            half = (said.get("half") or "").lower()
            if (half in _PM and hour < 12) or (half in _NIGHT and 8 <= hour < 12):
                hour += 12
            elif half.startswith("a") and hour == 12 and not half.startswith("ال"):
                hour = 0
            if hour > 23 or minute > 59 or second > 59:
                continue
            precision = "second" if said.get("s") else "minute" if said.get("m") else "hour"
            day = now or datetime(2000, 1, 1)  # noqa: DTZ001
            begin = day.replace(hour=hour, minute=minute, second=second, microsecond=0)
            why = "the day is not said; that of the saying"
            if now and begin > now:
                why = "the day is not said; on that of the saying it would lie ahead"
            span = (begin, _after(begin, precision))
            yield _Read(*m.span(), "clock", span if now else None, precision, why if now else "the day is not said")


def _agos(plain: str, now: datetime | None, holds: int) -> Iterator[_Read]:
    for forms, bits, sign in ((_AGO, _AGO_BITS, -1), (_AHEAD, _AHEAD_BITS, 1)):
        for form, bit in zip(forms, bits, strict=True):
            if not holds & bit:
                continue
            at = 0
            while m := form.search(plain, at):
                read = _ago(m, now, sign)
                at = m.end() if read else m.start() + 1
                if read:
                    yield read


def _ago(m: re.Match[str], now: datetime | None, sign: int) -> _Read | None:
    unit = next((name for name, form in _UNIT if form.fullmatch(m["u"])), "")
    stated, start = m["n"], m.start()
    low = high = 1.0
    if stated:
        found = list(Amounts(stated, tokens(stated)))
        vague = re.search(
            r"(?<!\w)(?:few|several|couple of|بضعة?|عدة|кілька|декілька|несколько|quelques|plusieurs|unos|unas|varios|varias)$",
            plain_letters(stated),
            _I,
        )
        if found and found[-1].end == len(stated) and found[-1].kind in ("digits", "words", "vague"):
            low, high = found[-1].low, found[-1].high
            if _number_first(m):
                start += found[-1].start
        elif vague:
            low, high = 2.0, 9.0
            start += vague.start() if _number_first(m) else 0
        elif stated.lower().split(" ")[-1] not in ("a", "an", "un", "une", "una", "один", "одну", "the"):
            return None
        elif _number_first(m):
            start += len(stated) - len(stated.split(" ")[-1])
    elif m["u"] in _DUALS:
        low = high = 2.0
    if high > 10_000:
        return None
    precision = _COARSER[unit]
    if now is None:
        return _Read(start, m.end(), "relative", None, precision, "it counts from when it was said")
    try:
        first, last = (
            _moved(now, unit, sign * (high if sign < 0 else low)),
            _moved(now, unit, sign * (low if sign < 0 else high)),
        )
    except OverflowError:
        return None
    begin = _floor(first, precision)
    end = _after(_floor(last, precision), precision)
    if unit == "week":
        begin, end = begin - timedelta(days=3), end + timedelta(days=3)
    counted = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return _Read(
        start,
        m.end(),
        "relative",
        (begin, end),
        precision,
        f"{counted} {unit}{'s' if high != 1 else ''} {'before' if sign < 0 else 'after'} it was said",
    )


def _number_first(m: re.Match[str]) -> bool:
    """Say whether a match begins with its number, so that words before the number are not part of it."""
    return m.start("n") == m.start()


def _moved(at: datetime, unit: str, count: float) -> datetime:
    if unit == "year":
        return _months(at, round(12 * count))
    if unit == "month":
        return _months(at, round(count))
    return at + timedelta(seconds=_LENGTH[unit] * count)


def _floor(at: datetime, precision: str) -> datetime:
    fields = {"microsecond": 0}
    for name, least in (("second", 0), ("minute", 0), ("hour", 0), ("day", 1), ("month", 1)):
        if name == precision:
            break
        fields[name] = least
    return at.replace(**fields)  # type: ignore[arg-type]


def _days(plain: str, now: datetime | None, holds: int) -> Iterator[_Read]:
    for (form, offset, part), bit in zip(_DAYS, _DAY_BITS, strict=True):
        for m in form.finditer(plain) if holds & bit else ():
            if now is None:
                yield _Read(*_without_clitic(m), "relative", None, "day", "it counts from when it was said")
                continue
            begin = _floor(now, "day") + timedelta(days=offset)
            first, last = _PARTS.get(part, (0, 24))
            span = (begin + timedelta(hours=first), begin + timedelta(hours=last))
            yield _Read(
                *_without_clitic(m),
                "relative",
                span,
                "hour" if part else "day",
                f"{part or 'the day'} {_COUNT[offset]}",
            )


_COUNT = {
    -2: "two days before it was said",
    -1: "before the day it was said",
    0: "of the day it was said",
    1: "after the day it was said",
    2: "two days after it was said",
}


def _without_clitic(m: re.Match[str]) -> tuple[int, int]:
    leaning = m[0][0] in "وفبل" and m[0][1:2].isalpha() and plain_letters(m[0][1:]) in _CUES and m[0] not in _CUES
    return m.start() + leaning, m.end()


def _nows(plain: str, now: datetime | None) -> Iterator[_Read]:
    for m in _NOW.finditer(plain):
        span = (_floor(now, "hour"), now) if now else None
        yield _Read(*m.span(), "now", span, "hour", "when it was said" if now else "it counts from when it was said")


def _periods(plain: str, now: datetime | None, holds: int) -> Iterator[_Read]:
    for (form, unit, offset), bit in zip(_PERIODS, _PERIOD_BITS, strict=True):
        for m in form.finditer(plain) if holds & bit else ():
            span = None
            if now:
                begin = _floor(now, "day") - timedelta(days=now.weekday()) if unit == "week" else _floor(now, unit)
                begin = begin + timedelta(days=7 * offset) if unit == "week" else _moved(begin, unit, offset)
                span = (begin, _after(begin, unit))
            precision = "day" if unit == "week" else unit
            yield _Read(*m.span(), "period", span, precision, "weeks begin on Monday" if unit == "week" else "")


def _weekdays(plain: str, now: datetime | None) -> Iterator[_Read]:
    for m in _WEEKDAY.finditer(plain):
        if m["day"].lower() in ("mon", "fri") and not m["day"][0].isupper():
            continue
        found = _WEEKDAYS.fullmatch(m["day"])
        if not found:
            continue
        wanted = next(i for i in range(7) if found[f"d{i}"])
        if now is None:
            yield _Read(*m.span(), "weekday", None, "day", "it counts from when it was said")
            continue
        today = _floor(now, "day")
        ahead = bool(m["next"] or m["next2"])
        back = (today.weekday() - wanted) % 7
        begin = (
            today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
            if ahead
            else today - timedelta(days=back or (7 if m["last"] or m["last2"] else 0))
        )
        span = (begin, _after(begin, "day"))
        other = None
        why = "the next one after it was said" if ahead else "the latest one before it was said"
        if not ahead and not (m["last"] or m["last2"]):
            why = "the latest one up to the day it was said; a coming one is possible"
            coming = begin + timedelta(days=7)
            other = (coming, _after(coming, "day"))
        yield _Read(*m.span(), "weekday", span, "day", why, other)


# --- times of one thing, side by side ---


class Stages(NamedTuple):
    """
    What is known of when one thing was. All aware; None where it is not known.

    Attributes:
        event: When the thing shown or told is said to have been: earliest and latest.
        posted: What the platform states.
        edited: The platform's time of the last edit.
        by_id: What the id says (`check/id_times.py`).
        by_id_sure: The platform's servers made that id.
        media: What the file's own data say it was made.
        captured: When we took it.
        published: When our story went out.
    """

    event: tuple[datetime, datetime] | None = None
    posted: datetime | None = None
    edited: datetime | None = None
    by_id: datetime | None = None
    by_id_sure: bool = True
    media: datetime | None = None
    captured: datetime | None = None
    published: datetime | None = None


class Note(NamedTuple):
    """A reason to look at the times, with a code and a sentence."""

    code: str
    why: str


SLACK = timedelta(minutes=2)
"""Clocks may differ so much before two times are called different. A guess."""


def compare(stages: Stages) -> tuple[Note, ...]:
    """Set the times of one thing side by side and say what cannot be, or should be looked at."""
    notes = []
    posted = stages.posted or (stages.by_id if stages.by_id_sure else None)
    if stages.event and posted and posted < stages.event[0]:
        notes.append(
            Note(
                "posted-before-event",
                f"Posted {_clock(posted)}, which is {_apart(stages.event[0] - posted)} before it is said to have been.",
            )
        )
    if stages.posted and stages.by_id and abs(stages.posted - stages.by_id) > SLACK:
        whose = "the platform's id" if stages.by_id_sure else "the id, which the poster's own program made,"
        notes.append(
            Note(
                "id-disagrees",
                f"It states {_clock(stages.posted)}; {whose} says {_clock(stages.by_id)}: {_apart(abs(stages.posted - stages.by_id))} apart.",
            )
        )
    if stages.media and posted and stages.media > posted + SLACK:
        notes.append(
            Note(
                "media-after-post",
                f"The file says it was made {_clock(stages.media)}, {_apart(stages.media - posted)} after it was posted.",
            )
        )
    if stages.media and stages.event and stages.media < stages.event[0] - SLACK:
        notes.append(
            Note(
                "media-before-event",
                f"The file says it was made {_clock(stages.media)}, {_apart(stages.event[0] - stages.media)} before it is said to have been.",
            )
        )
    if stages.edited and stages.posted and stages.edited > stages.posted + SLACK:
        notes.append(
            Note(
                "edited",
                f"Edited {_clock(stages.edited)}, {_apart(stages.edited - stages.posted)} after it was posted.",
            )
        )
    if stages.edited and stages.published and stages.edited > stages.published:
        notes.append(
            Note(
                "edited-after-publication",
                f"Edited {_clock(stages.edited)}, after our story went out {_clock(stages.published)}.",
            )
        )
    if stages.captured and posted and stages.captured < posted - SLACK:
        notes.append(
            Note(
                "captured-before-posted",
                f"Taken {_clock(stages.captured)}, before it was posted: one of the clocks is wrong.",
            )
        )
    return tuple(notes)


def _clock(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _apart(delta: timedelta) -> str:
    seconds = delta.total_seconds()
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {name}{'s' if count != 1 else ''}"
    return f"{int(seconds)} seconds"
