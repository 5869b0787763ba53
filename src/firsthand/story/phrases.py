"""
The words that a published page says by itself, in one language.

A language is one TOML file: tables of sentences, and tables of plural forms by the categories of Unicode CLDR. Digits
are Latin in every language, as in the rest of the desk; months are named, never numbered.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from firsthand.model.errors import Mistaken


def _english(n: int) -> str:
    return "one" if n == 1 else "other"


def _french(n: int) -> str:
    return "one" if n in (0, 1) else "other"


def _ukrainian(n: int) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "many"


def _arabic(n: int) -> str:
    if n <= 2:
        return ("zero", "one", "two")[n]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if 11 <= n % 100 <= 99 else "other"


PLURALS: Mapping[str, Callable[[int], str]] = {"ar": _arabic, "en": _english, "fr": _french, "uk": _ukrainian}
"""Category of a whole number. Source: Unicode CLDR, "Language Plural Rules", cardinals of integers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """
    The sentences of one language.

    Attributes:
        language: One of `firsthand.model.words.INTERFACE_LANGUAGES`.
        tables: Section to key to a sentence, to a list (months), or to plural forms.
    """

    language: str
    tables: Mapping[str, Mapping[str, object]]

    def say(self, key: str, n: int | None = None, **values: object) -> str:
        """
        Give a sentence.

        Args:
            key: ``section.key``.
            n: Chooses the plural form, and stands in it as ``{n}``.
            values: What stands in the other braces.
        """
        if n is not None:
            values["n"] = self.number(n)
        return self.template(key, n).format(**values)

    def template(self, key: str, n: int | None = None) -> str:
        """Give a sentence with its braces."""
        section, _, name = key.partition(".")
        found = self.tables[section][name]
        if isinstance(found, Mapping):
            form = PLURALS[self.language](n or 0)
            found = found.get(form, found["other"])
        return str(found)

    def number(self, n: int) -> str:
        """Write a whole number, grouped by thousands from 10,000 upward as the style guides of the desk do."""
        return f"{n:,}".replace(",", str(self.tables["date"]["group"])) if abs(n) >= 10_000 else str(n)

    def day(self, when: date) -> str:
        """For example "14 March 2041"."""
        return self._date("date.day", when)

    def short_day(self, when: date) -> str:
        """For example "14 March"."""
        return self._date("date.short", when)

    def month(self, when: date) -> str:
        """For example "March 2041"; the month stands alone, so it may have another case than within a date."""
        return self.say("date.month", month=self._list("alone")[when.month - 1], year=when.year)

    def moment(self, when: datetime) -> str:
        """For example "14 March 2041, 18:20"."""
        return self.say("date.moment", day=self.day(when), clock=clock(when))

    def short_moment(self, when: datetime) -> str:
        """For example "14 March, 18:20"."""
        return self.say("date.moment", day=self.short_day(when), clock=clock(when))

    def utc(self, when: datetime, *, beside: date | None = None) -> str:
        """For example "15:20 UTC"; with the day when it is not the day that stands beside it."""
        there = when.astimezone(UTC)
        said = clock(there) if there.date() == beside else self.short_moment(there)
        return self.say("date.utc", clock=said)

    def _date(self, key: str, when: date) -> str:
        day = str(self.tables["date"].get("first", "1")) if when.day == 1 else str(when.day)
        return self.say(key, day=day, month=self._list("months")[when.month - 1], year=when.year)

    def _list(self, name: str) -> list[str]:
        found = self.tables["date"].get(name, self.tables["date"]["months"])
        if not isinstance(found, list):
            raise Mistaken(f"phrases/{self.language}.toml: date.{name} is not a list", code="bad-phrases")
        return found


def clock(when: datetime) -> str:
    """For example "09:41"."""
    return f"{when:%H:%M}"


def read_phrases(language: str, text: str) -> Phrases:
    """
    Read a language's file.

    Raises:
        Mistaken: It is not TOML, or not tables of sentences.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Mistaken(f"phrases/{language}.toml: {error}", code="bad-phrases") from error
    return Phrases(language=language, tables=tables)
