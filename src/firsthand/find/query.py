"""
The search field's language, read into a plain value.

    goodbye -reviewed lang:ar "last message" near:"Bridge ward" after:2041-03-13 (bridge or ferry*) "boat harbour"~5

Words must all occur; ``or`` between two things means either; parentheses group; ``-`` before anything excludes it. A
word in quotes is text even where it would be a category. Words are folded (`firsthand.text.fold`), and so match every
spelling that folds to the same; grammar is not undone: ``بيت`` does not find ``والبيت``.

Two kinds of leaves: `Words` are looked up in the text index (`index_terms.fts`), `Filter` by the caller in its own tables.
What cannot be found by an index (emoji, lone punctuation) is listed in `Query.ignored`, never dropped in silence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from firsthand.find.fields import CATEGORY, read_category, read_field
from firsthand.find.terms import All, Any, Filter, Node, Not, Query, Words
from firsthand.model.errors import Mistaken
from firsthand.model.words import CATEGORIES
from firsthand.text.fold import fold
from firsthand.text.words import words_of

LONGEST = 1000
DEEPEST = 20
SHORTEST_BEGINNING = 3
"""Letters before a ``*``: shorter beginnings stand for thousands of words, and finding them all takes long."""

MOST_APART = 100
"""Words that may stand between those of ``"boat harbour"~5``."""

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
        node = read_field(key, value) if key else _quoted(value, token["star"])
    else:
        split = _BARE.match(token["bare"])
        assert split is not None
        key, value, minus = (split["key"] or "").lower(), split["value"], bool(split["minus"])
        node = read_field(key, value) if key else _bare(value)
    return Not(part=node) if node is not None and minus else node


def _bare(word: str) -> Node | None:
    """A word without a field: a flag, a category, or text."""
    if word.lower() == "reviewed":
        return Filter(field="is", value="reviewed")
    split = CATEGORY.match(word.lower())
    if split is not None and split["name"] in CATEGORIES:
        return read_category(word)
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
