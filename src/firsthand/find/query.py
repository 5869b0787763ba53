"""
The search field's language, read into a plain value.

    goodbye -reviewed lang:ar "last message" near:"Bridge ward" after:2041-03-13 (bridge or ferry*) "boat harbour"~5

Words must all occur; ``or`` between two things means either; parentheses group; ``-`` before anything excludes it. A
word in quotes is text even where it would be a category. Words are folded (`firsthand.text.fold`), and so match every
spelling that folds to the same; grammar is not undone: ``بيت`` does not find ``والبيت``.

Two kinds of leaves: `Words` are looked up in the text index (`fts`), `Filter` by the caller in its own tables.
What cannot be found by an index (emoji, lone punctuation) is listed in `Query.ignored`, never dropped in silence.

No field lists people by whom they belong to: that a list could be made is what makes it dangerous.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches

from firsthand.model.errors import Mistaken, Refused
from firsthand.model.words import BANDS, CATEGORIES, STATUSES
from firsthand.text.fold import fold
from firsthand.text.words import words_of

LONGEST = 1000
DEEPEST = 20
SHORTEST_BEGINNING = 3
"""Letters before a ``*``: shorter beginnings stand for thousands of words, and finding them all takes long."""

MOST_APART = 100
"""Words that may stand between those of ``"boat harbour"~5``."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """
    Text that must occur.

    Attributes:
        text: Folded; several words stand next to each other in this order.
        shown: As the person wrote it.
        prefix: Whether the last word may go on.
        exact: Whether it was written in quotes.
        within: When not 0, the words stand in any order with at most so many others between the first and the last.
    """

    text: str
    shown: str
    prefix: bool = False
    exact: bool = False
    within: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """
    A condition on something other than the text.

    Attributes:
        field: One of `FIELDS`.
        value: Settled: a code in lower case, a handle without ``@``, a folded place name, an ISO date or time.
        at_least: For ``category``, the lowest band that counts; ``weak`` (anything but none) unless said.
        when: For ``after`` and ``before``, the instant (a day is its first moment: ``after`` includes the day,
            ``before`` does not). Naive where no zone was written: the case's zone is meant.
    """

    field: str
    value: str
    at_least: str = ""
    when: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Whatever is not this."""

    part: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Every part holds; without parts, everything."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    """At least one part holds."""

    parts: tuple[Node, ...]


Node = Words | Filter | Not | All | Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """
    A search.

    Attributes:
        root: What must hold.
        ignored: What was written and cannot be searched, as written.
        tokens: The pieces as written, each removable in the search field.
    """

    root: All
    ignored: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()


_INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200d-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
# An end-of-string mark would cut the expression that the index gets; a lone surrogate cannot be sent at all.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_MINUS = ("-", "−", "–")
_QUOTES = '"“”„‟«»＂‹›「」'
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<paren>[()])
    | (?P<minus>[-−–]?) (?P<key>[A-Za-z]+[:：])? [{_QUOTES}] (?P<quoted>[^{_QUOTES}]*) [{_QUOTES}] (?P<star>\*|~[0-9]{{1,3}})?
    | (?P<bare>[^\s(){_QUOTES}]+)
    | (?P<open>[{_QUOTES}])
    )""",
    re.VERBOSE,
)
_BARE = re.compile(r"(?P<minus>[-−–]?)(?:(?P<key>[A-Za-z]+)[:：](?!//))?(?P<value>.*)", re.DOTALL)
_CATEGORY = re.compile(r"(?P<name>[a-z]+)(?:(?P<op>>=|≥|>|=|:)(?P<band>\w+))?$")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


def parse(text: str) -> Query:
    """
    Read what stands in the search field.

    Returns:
        The query; an empty text matches everything.

    Raises:
        Mistaken: An unknown field or value (with the nearest known ones), an open quote or parenthesis, a bad date,
            or more than `LONGEST` code points.
        Refused: A field that would list people by affiliation or belief.
    """
    if len(text) > LONGEST:
        raise Mistaken(
            f"The search is {len(text)} characters long; {LONGEST} are allowed.",
            code="query-too-long",
            advice="Split it into two saved views.",
        )
    reader = _Reader(_tokens(_CONTROL.sub(" ", _INVISIBLE.sub("", text))))
    root = reader.either(0)
    if reader.at < len(reader.tokens):
        raise _unbalanced()
    parts = root.parts if isinstance(root, All) else (root,)
    shown = tuple(token["shown"] for token in reader.tokens)
    return Query(root=All(parts=parts), ignored=tuple(reader.ignored), tokens=shown)


def _tokens(text: str) -> list[dict[str, str]]:
    out = []
    at = 0
    text = text.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            break
        if found["open"]:
            raise Mistaken(
                f"The quote that opens at character {found.start('open') + 1} is never closed.",
                code="query-open-quote",
                advice='Close it with ", or take it out.',
            )
        token = {name: value or "" for name, value in found.groupdict().items()}
        token["shown"] = found[0].strip()
        token["kind"] = "quoted" if found["quoted"] is not None else "paren" if found["paren"] else "bare"
        out.append(token)
        at = found.end()
    return out


class _Reader:
    """Walks the tokens: either = every (or every)*, every = one*, one = ( either ) | leaf."""

    def __init__(self, tokens: list[dict[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0
        self.ignored: list[str] = []

    def _next(self) -> dict[str, str] | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def either(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise Mistaken(
                f"Parentheses are more than {DEEPEST} deep.", code="query-too-deep", advice="Take some of them out."
            )
        choices = [self.every(depth)]
        while (token := self._next()) is not None and _is_or(token):
            self.at += 1
            choices.append(self.every(depth))
        kept = [choice for choice in choices if choice != All()]
        if len(kept) < 2:
            return kept[0] if kept else All()
        return Any(parts=tuple(kept))

    def every(self, depth: int) -> Node:
        parts: list[Node] = []
        while (token := self._next()) is not None and token["paren"] != ")" and not _is_or(token):
            self.at += 1
            if token["bare"] in _MINUS and self._opens():
                self.at += 1
                node: Node | None = Not(part=self._group(depth))
            elif token["paren"]:
                node = self._group(depth)
            else:
                node = _leaf(token)
            if node is None:
                self.ignored.append(token["shown"])
            elif isinstance(node, All):
                parts.extend(node.parts)
            elif node != Not(part=All()):
                parts.append(node)
        return parts[0] if len(parts) == 1 else All(parts=tuple(parts))

    def _opens(self) -> bool:
        token = self._next()
        return token is not None and token["paren"] == "("

    def _group(self, depth: int) -> Node:
        """What stands in parentheses, the first of which is behind us."""
        node = self.either(depth + 1)
        token = self._next()
        if token is None or token["paren"] != ")":
            raise _unbalanced()
        self.at += 1
        return node


def _is_or(token: dict[str, str]) -> bool:
    return token["bare"].lower() == "or"


def _unbalanced() -> Mistaken:
    return Mistaken(
        "Parentheses do not match.",
        code="query-parentheses",
        advice="Close what you open; put a parenthesis that is text in quotes.",
    )


def _leaf(token: dict[str, str]) -> Node | None:
    """One token; None when there is nothing in it that can be searched."""
    if token["kind"] == "quoted":
        key, value, minus = token["key"].rstrip(":：").lower(), token["quoted"], bool(token["minus"])
        node = _field(key, value) if key else _quoted(value, token["star"])
    else:
        split = _BARE.match(token["bare"])
        assert split is not None
        key, value, minus = (split["key"] or "").lower(), split["value"], bool(split["minus"])
        node = _field(key, value) if key else _bare(value)
    return Not(part=node) if node is not None and minus else node


def _bare(word: str) -> Node | None:
    """A word without a field: a flag, a category, or text."""
    if word.lower() == "reviewed":
        return Filter(field="is", value="reviewed")
    split = _CATEGORY.match(word.lower())
    if split is not None and split["name"] in CATEGORIES:
        return _category(word)
    prefix = word.endswith("*")
    return _words(word.rstrip("*"), shown=word.rstrip("*"), prefix=prefix)


def _quoted(value: str, after: str) -> Words | None:
    """What stands in quotes: in this order, or with ``~5`` behind it near each other."""
    found = _words(value, shown=value, prefix=after == "*", exact=True)
    if found is None or not after.startswith("~") or " " not in found.text:
        return found
    return replace(found, within=min(max(int(after[1:]), 1), MOST_APART))


def _words(text: str, *, shown: str, prefix: bool = False, exact: bool = False) -> Words | None:
    folded = " ".join(words_of(fold(text)).split())
    # The index keeps letters and digits; a mark or an emoji on its own would match nothing, or everything.
    if not re.search(r"[^\W_]", folded):
        return None
    if prefix and len(folded.rpartition(" ")[2]) < SHORTEST_BEGINNING:
        raise Mistaken(
            f"“{shown}*” is too short a beginning: nearly every message has such a word.",
            code="query-short-beginning",
            advice=f"Write at least {SHORTEST_BEGINNING} letters before the *.",
        )
    return Words(text=folded, shown=shown, prefix=prefix, exact=exact)


def _field(name: str, value: str) -> Node:
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


def _category(value: str) -> Node:
    split = _CATEGORY.match(fold(value).replace(" ", ""))
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
    "category": _category,
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


def fts(query: Query | Node) -> str | None:
    """
    The text conditions as an expression for ``MATCH`` of an SQLite FTS5 table over folded text.

    Every word stands in double quotes, so that no word of a person is ever an operator.

    Returns:
        For a node of text only: the whole condition. For a query: the part that any hit must meet, that is its text
        conditions outside of groups that mix text and other things; `rest` holds what remains. None when there is no
        such part, or when it only excludes, which FTS5 cannot say.
    """
    if isinstance(query, Query):
        return _conjunction([part for part in query.root.parts if _only_text(part)])
    return _conjunction(list(query.parts) if isinstance(query, All) else [query]) if _only_text(query) else None


def rest(query: Query) -> tuple[Node, ...]:
    """
    The conditions that `fts` of this query does not hold, all of which must be met.

    A `Words` among them (alone under `Not`, or in a group that mixes text and other things) is looked up by its own
    `fts`.
    """
    taken = [part for part in query.root.parts if _only_text(part)]
    if _conjunction(taken) is None:
        taken = []
    return tuple(part for part in query.root.parts if part not in taken)


def _only_text(node: Node) -> bool:
    match node:
        case Words():
            return True
        case Filter():
            return False
        case Not(part=part):
            return isinstance(part, Words) or (_only_text(part) and _conjunction([part]) is not None)
        case All(parts=parts):
            return bool(parts) and all(map(_only_text, parts)) and not all(isinstance(part, Not) for part in parts)
        case Any(parts=parts):
            return all(_only_text(part) and not isinstance(part, Not) for part in parts)


def _conjunction(parts: Sequence[Node]) -> str | None:
    wanted = [_expression(part) for part in parts if not isinstance(part, Not)]
    unwanted = [_expression(part.part) for part in parts if isinstance(part, Not)]
    if not wanted:
        return None
    text = wanted[0] if len(wanted) == 1 else "(" + " AND ".join(wanted) + ")"
    for part in unwanted:
        text = f"({text} NOT {part})"
    return text


def _expression(node: Node) -> str:
    match node:
        case Words(text=text, within=within) if within:
            return "NEAR(" + " ".join(f'"{word}"' for word in text.split()) + f", {within})"
        case Words(text=text, prefix=prefix):
            return '"' + text.replace('"', '""') + '"' + (" *" if prefix else "")
        case Any(parts=parts):
            return "(" + " OR ".join(_expression(part) for part in parts) + ")"
        case All(parts=parts):
            return _conjunction(parts) or '""'
        case _:
            raise AssertionError(node)


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
