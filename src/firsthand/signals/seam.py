"""
The seam of signals: what one may be given, and what one must say of itself.

A signal gets tables that other rooms made, one account at a time. What the case does not hold is None, and gives no row:
nothing found and not looked at are two things. What may be given is closed (`INPUTS`), so that what must never be looked
at cannot be asked for: faces, voices, faith, origin, health, addresses, devices, who follows whom, how popular somebody is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import NamedTuple

from firsthand.model.finding import MOST_RESTS, MOST_WORDS, Rest


class Said(NamedTuple):
    """
    A post, as signals see it.

    Attributes:
        at_us: Microseconds since 1970 UTC; None when the time or its zone is not known.
        place: As stated with the post, or empty.
        passed_on: Whose words these are, when the post only passes them on (repost, "RT @", forwarded); empty: its own.
    """

    id: str
    at_us: int | None
    text: str
    place: str = ""
    passed_on: str = ""


class Profile(NamedTuple):
    """
    An account as it showed itself on a day; no counts of its readers, and no picture.

    Attributes:
        posts: How many posts the platform counted; None: not said.
        sites: Links of the profile.
    """

    seen_us: int | None
    handle: str = ""
    name: str = ""
    bio: str = ""
    place: str = ""
    created_us: int | None = None
    posts: int | None = None
    sites: tuple[str, ...] = ()


class Phrase(NamedTuple):
    """Words of a post that a word list knows: ``category`` and ``rule`` (``en:perceive``) of the list; a cue speaks against it."""

    category: str
    rule: str
    start: int
    end: int
    text: str
    cue: bool = False


class Earlier(NamedTuple):
    """A post of another account that held nearly the same before."""

    post: str
    account: str
    at_us: int | None


class Shown(NamedTuple):
    """A picture of a post, and where another account showed it, too."""

    post: str
    at_us: int
    other: str
    other_account: str
    other_handle: str
    other_us: int


class Located(NamedTuple):
    """
    A place where the account says that it is, in its own words.

    Attributes:
        near: It is one of the case's places, or close to one.
        lat, lon: Degrees; None where no gazetteer knows it.
    """

    ref: str
    start: int
    end: int
    text: str
    at_us: int | None
    name: str
    near: bool
    lat: float | None = None
    lon: float | None = None


class Party(NamedTuple):
    """
    A party of the case.

    Attributes:
        also: Other names and spellings.
        outlets: Handles and domains that speak for it, as the desk lists them.
    """

    name: str
    also: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


class Light(NamedTuple):
    """What a person saw in a picture (``day`` or ``night``), and how high the sun stood, in degrees, where and when it is said to be."""

    post: str
    seen: str
    by: str
    elevation: float
    place: str


class Burst(NamedTuple):
    """Accounts made within a few days that posted nearly the same again and again; the account itself is among them."""

    accounts: tuple[str, ...]
    first_us: int
    last_us: int
    shared: int
    posts: tuple[str, ...]


class Group(NamedTuple):
    """Accounts, at least three, that share the same items unusually close in time, and what chance would give a pair of them."""

    accounts: tuple[str, ...]
    window_s: int
    items: int
    posts: tuple[str, ...]
    expected: float


class Backed(NamedTuple):
    """A claim that rests on a post of the account, and how many independent origins say the same."""

    claim: str
    post: str
    start: int
    end: int
    text: str
    origins: int


class Against(NamedTuple):
    """A claim that rests on a post of the account, and an answer to the same question that cannot be true with it."""

    claim: str
    post: str
    start: int
    end: int
    text: str
    other: str
    why: str


class Odd(NamedTuple):
    """A figure of a post that cannot be as it is written, with the arithmetic."""

    start: int
    end: int
    text: str
    code: str
    why: str


class Saying(NamedTuple):
    """Words of a post that say who said it, or that somebody did; ``far``: it came through two mouths or more, or nobody is named."""

    start: int
    end: int
    text: str
    who: str
    far: bool


class Doubted(NamedTuple):
    """An answer to a post that doubts or denies it."""

    answer: str
    account: str
    kind: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """
    One account, and what other rooms know of its posts. None: the case has not looked, or cannot.

    Attributes:
        posts: In order of time, unknown times first.
        profiles: In order of the day on which they were seen.
        phrases: By post: what word lists found outside quotation marks.
        copies: By post: the earliest post of another account with nearly the same words.
        pictures: Pictures that other accounts show too.
        id_times: By post: the time that the platform put into its id.
        period: Begin and end of the event, as the plan states it.
        here: Where the account says that it is.
        based: Places that profiles name.
        marks: By post: its pictures, copies of one picture under one mark.
        zone: Of the case.
        parties: Of the case.
        light, bursts, groups, backed, against: Of this account.
        odd, sayings, doubts: By post.
    """

    account: str
    posts: Sequence[Said]
    profiles: Sequence[Profile]
    phrases: Mapping[str, Sequence[Phrase]] | None = None
    copies: Mapping[str, Earlier] | None = None
    pictures: Sequence[Shown] | None = None
    id_times: Mapping[str, int] | None = None
    period: tuple[int | None, int | None] | None = None
    here: Sequence[Located] | None = None
    based: Sequence[Located] | None = None
    marks: Mapping[str, Sequence[str]] | None = None
    zone: tzinfo | None = None
    parties: Sequence[Party] | None = None
    light: Sequence[Light] | None = None
    bursts: Sequence[Burst] | None = None
    groups: Sequence[Group] | None = None
    backed: Sequence[Backed] | None = None
    against: Sequence[Against] | None = None
    odd: Mapping[str, Sequence[Odd]] | None = None
    sayings: Mapping[str, Sequence[Saying]] | None = None
    doubts: Mapping[str, Sequence[Doubted]] | None = None


INPUTS = tuple(name for name in Given.__slots__ if name != "account")
"""What a signal may ask for, by name."""

REFUSED = (
    "face", "voice", "gait", "religion", "faith", "ethnic", "race", "sex", "gender", "orientation", "health", "breach", "leak",
    "address", "device", "ip", "imei", "follower", "following", "friend", "like", "view", "popular", "reach", "avatar", "surname",
    "given_name", "nationality", "phone", "email",
)  # fmt: skip
"""Words that no input, and no field of one, may bear. Source: the catalogue's list of what is refused."""


class Seen(NamedTuple):
    """What a signal gives; what it declares of itself is added by the registry."""

    hypothesis: str
    direction: int
    strength: str
    because: str
    number: int
    rests: tuple[Rest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """
    What a signal declares.

    Attributes:
        name, version: The version changes whenever a finding may.
        family: Of `model.finding.FAMILIES`.
        speaks: Hypotheses, with the direction in which it may speak of each.
        needs: Words of `INPUTS`; where one is None the signal is not asked.
        idea: What it looks for, in a sentence.
        innocent: How the same can come about without anything being wrong; shown beside every finding.
        false_positives: Known ones.
        source: Where the idea is from.
        find: From what is given to what is seen.
    """

    name: str
    version: str
    family: str
    speaks: Mapping[str, tuple[int, ...]]
    needs: tuple[str, ...]
    idea: str
    innocent: str
    false_positives: tuple[str, ...]
    source: str
    find: Callable[[Given], Iterable[Seen]]

    @property
    def maker(self) -> str:
        """``name@version``."""
        return f"{self.name}@{self.version}"


def of_post(post: str, start: int, end: int, text: str) -> Rest:
    """Rest on words of a post."""
    return Rest(post, "text", start, end, text[:MOST_WORDS])


def of_profile(account: str, one: Located) -> Rest:
    """Rest on a place that a profile names."""
    return Rest(account, "place" if one.ref == "place" else "bio", one.start, one.end, one.text[:MOST_WORDS])


def first(rests: Iterable[Rest]) -> tuple[Rest, ...]:
    """The first ones; the rest is counted only."""
    return tuple(rest for rest, _ in zip(rests, range(MOST_RESTS), strict=False))


def own(given: Given) -> Iterator[Said]:
    """Posts in the account's own words."""
    return (post for post in given.posts if not post.passed_on)


def posts(count: int) -> str:
    """``one post`` or ``14 posts``."""
    return "one post" if count == 1 else f"{count:,} posts"


def by_count(count: int, some: int, strong: int) -> str:
    """Strength by a number of posts."""
    return "strong" if count >= strong else "some" if count >= some else "weak"
