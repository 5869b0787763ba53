# ruff: noqa: E501 - a pattern reads worse when it is broken in the middle
"""
Every quotation of a manuscript, held against the posts: verbatim, altered, or not found.

Verbatim means what `check/quotes.py` means: each run of words between the editor's marks stands in one post, in order,
character by character. A comma or full stop before the closing mark is the sentence's, not the quotation's. What is the
same but for typography (kinds of quotation marks and dashes, capitals, spaces) is altered too, and said to be that only.

Theory: posts are looked at once, one after the other, so that a case of any size fits. A post that shares few words with
a quotation costs one comparison of two sets; only a close one is aligned.

Known ugliness: single marks are taken for a quotation only around three words or more, because they are apostrophes
too. A quotation that runs over several posts is found in none.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from firsthand.check.mapped import mapped
from firsthand.check.quotes import MARK

SHORT = 3
"""A quotation of fewer words stands in too many posts by chance to be bound to one; it is called a scare quote."""
LIKE = 0.6
"""The share of a quotation's words that a post must hold, in order, for it to be called altered. A guess."""
MOST_WORDS = 1_500
"""Words of a post that are aligned with a quotation; beyond them only word-for-word matches are found."""
MOST = 2_000
"""Quotations that are looked at in one manuscript."""

_PAIRS = re.compile(
    r"“([^“”]{1,4000}?)(?:”|(?=\n[ \t]*\n|\Z))|„([^„“”]{1,4000}?)[“”]|«([^«»]{1,4000}?)(?:»|(?=\n[ \t]*\n|\Z))|‹([^‹›\n]{1,2000}?)›|「([^「」\n]{1,2000}?)」"
    r"|\"([^\"\n]{1,4000}?)\"|(?<!\w)‘([^‘\n]{1,2000}?)’(?!\w)|(?<!\w)'([^'\n]{8,2000}?)'(?!\w)"
)
_BLOCK = re.compile(r"(?m)^ {0,3}> ?.*(?:\n {0,3}> ?.*)*")
_PREFIX = re.compile(r"(?m)^ {0,3}> ?")
_WORDS = re.compile(r"\w+(?:'\w+)*")


class Quotation(NamedTuple):
    """
    Words that a manuscript gives as somebody's.

    Attributes:
        start, end: Code points of the manuscript, without the marks.
        text: The words with the editor's marks ("[sic]", "…") as they stand.
        scare: So short that it holds up a word rather than quotes a person.
        changed: A tracked change of the manuscript stands in it.
    """

    start: int
    end: int
    text: str
    scare: bool = False
    changed: bool = False


class Found(NamedTuple):
    """
    What became of a quotation.

    Attributes:
        quotation: It.
        state: ``verbatim``, ``altered`` or ``not-found``.
        post: The post that holds it, or the nearest one.
        where: Span in the post, code points; (0, 0) when not found.
        difference: What the manuscript has instead, in words; empty when verbatim.
        only_typography: Nothing differs but marks, dashes, capitals and spaces.
        posts: How many posts hold it word for word.
    """

    quotation: Quotation
    state: str
    post: str = ""
    where: tuple[int, int] = (0, 0)
    difference: str = ""
    only_typography: bool = False
    posts: int = 0


def quotations(text: str, changed: tuple[tuple[int, int], ...] = ()) -> tuple[Quotation, ...]:
    """
    Find quotations: in all kinds of marks, and in lines that begin with ``>``.

    Args:
        text: The manuscript.
        changed: Spans of tracked changes.
    """
    found: list[Quotation] = []
    blocks = []
    for m in _BLOCK.finditer(text):
        inner = _PREFIX.match(m[0])
        start = m.start() + (inner.end() if inner else 0)
        if text[start : m.end()].strip():
            blocks.append((m.start(), m.end()))
            found.append(_quotation(text, start, m.end(), changed))
    for m in _PAIRS.finditer(text):
        group = m.lastindex or 1
        start, end = m.span(group)
        if not text[start:end].strip() or any(s <= start < e for s, e in blocks):
            continue
        quotation = _quotation(text, start, end, changed)
        if group in (7, 8) and quotation.scare:
            continue
        found.append(quotation)
    return tuple(sorted(found)[:MOST])


def _quotation(text: str, start: int, end: int, changed: tuple[tuple[int, int], ...]) -> Quotation:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    words = text[start:end]
    scare = len(_WORDS.findall(MARK.sub(" ", words))) < SHORT
    touched = any((s < end and start < e) or (s == e and start < s < end) for s, e in changed)
    return Quotation(start, end, words, scare, touched)


class _Sought:
    """One quotation, prepared once."""

    def __init__(self, quotation: Quotation) -> None:
        self.quotation = quotation
        text = _PREFIX.sub("", quotation.text)
        self.whole = text
        self.unwrapped = _runs(re.sub(r"\s*\n\s*", " ", text).rstrip(" .,،;:!?…؟"))
        self.runs = _runs(text)
        self.trimmed = _runs(text.rstrip(" .,،;:!?…؟"))
        self.loose = [_loose(run) for run in self.trimmed]
        self.words = [word.lower() for word in _WORDS.findall(mapped(MARK.sub(" ", text)).plain)]
        self.bag = frozenset(self.words)
        self.best: Found | None = None
        self.score = 0.0
        self.holders = 0


def _runs(text: str) -> list[str]:
    return [run for run in (part.strip() for part in MARK.split(text.replace("...", "…"))) if run]


def _loose(text: str) -> str:
    plain = mapped(text).plain.lower()
    plain = re.sub(r"[\"“”«»„‘’']", "'", plain)
    return re.sub(r"\s+", " ", plain).strip()


class Finder:
    """Holds quotations against posts, one post at a time. `look` at each post, then ask for `results`."""

    def __init__(self, sought: tuple[Quotation, ...]) -> None:
        self._sought = [_Sought(one) for one in sought]

    def look(self, post: str, text: str) -> None:
        """
        Hold every quotation against one post.

        Args:
            post: Its id.
            text: As preserved.
        """
        loose = words = None
        for sought in self._sought:
            if not sought.runs:
                continue
            span = (
                _in_order(text, sought.runs)
                or _in_order(text, sought.trimmed)
                or _in_order(text, [sought.whole])
                or _in_order(text, sought.unwrapped)
            )
            if span:
                sought.holders += 1
                if sought.score < 3:
                    sought.score, sought.best = 3, Found(sought.quotation, "verbatim", post, span)
                continue
            if sought.score >= 2 or sought.quotation.scare:
                continue
            if words is None:
                words = frozenset(word.lower() for word in _WORDS.findall(mapped(text).plain))
            if len(sought.bag & words) < LIKE * len(sought.bag):
                continue
            if loose is None:
                loose = _loose(text)
            if sought.loose and _in_order(loose, sought.loose):
                shown, span = _difference(text, sought.quotation.text)
                sought.score, sought.best = 2, Found(sought.quotation, "altered", post, span, shown, True)
                continue
            share, shown, span = _aligned(text, sought)
            if share >= LIKE and share > sought.score:
                sought.score, sought.best = min(share, 1.9), Found(sought.quotation, "altered", post, span, shown)

    def results(self) -> tuple[Found, ...]:
        """What became of each quotation, in the order of the manuscript."""
        return tuple(
            one.best._replace(posts=one.holders) if one.best else Found(one.quotation, "not-found")
            for one in self._sought
        )


def _in_order(text: str, runs: list[str]) -> tuple[int, int] | None:
    first, behind = -1, 0
    for run in runs:
        at = text.find(run, behind)
        if at < 0:
            return None
        first = at if first < 0 else first
        behind = at + len(run)
    return (first, behind) if runs else None


def _spans(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"[^\s\w]|\w+(?:['’]\w+)*", text)]


def _aligned(text: str, sought: _Sought) -> tuple[float, str, tuple[int, int]]:
    shown, span = _difference(text, sought.quotation.text)
    here = [word.lower() for word in _WORDS.findall(mapped(text[span[0] : span[1]]).plain)]
    same = SequenceMatcher(None, here, sought.words, autojunk=False).get_matching_blocks()
    return sum(block.size for block in same) / max(1, len(sought.words)), shown, span


def _difference(text: str, quoted: str) -> tuple[str, tuple[int, int]]:
    """
    Align the words of a post and a quotation.

    Returns:
        The part of the post with what the manuscript leaves out in ``[-…-]`` and what it has instead in ``{+…+}``, and
        the span of that part.
    """
    quoted = MARK.sub(" ", _PREFIX.sub("", quoted))
    left, right = _spans(text)[:MOST_WORDS], _spans(quoted)[:400]
    a = [text[s:e] for s, e in left]
    b = [quoted[s:e] for s, e in right]
    if len(a) > 40 < len(b) and (8 * len(set(a)) < len(a) or 8 * len(set(b)) < len(b)):
        return "", (0, min(len(text), 1))  # the same few words over and over: aligning them would take forever
    blocks = [block for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks() if block.size]
    if not blocks:
        folded_a, folded_b = [mapped(w).plain.lower() for w in a], [mapped(w).plain.lower() for w in b]
        blocks = [
            block
            for block in SequenceMatcher(None, folded_a, folded_b, autojunk=False).get_matching_blocks()
            if block.size
        ]
    if not blocks:
        return "", (0, min(len(text), 1))
    first = max(0, blocks[0].a - blocks[0].b)
    last = min(len(a), blocks[-1].a + blocks[-1].size + (len(b) - blocks[-1].b - blocks[-1].size))
    parts = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, a[first:last], b, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(text[left[first + i1][0] : left[first + i2 - 1][1]])
            continue
        if i2 > i1:
            parts.append(f"[-{text[left[first + i1][0] : left[first + i2 - 1][1]]}-]")
        if j2 > j1:
            parts.append(f"{{+{quoted[right[j1][0] : right[j2 - 1][1]]}+}}")
    return " ".join(parts), (left[first][0], left[last - 1][1])
