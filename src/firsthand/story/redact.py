"""
Words covered by a solid bar that says what was there, over an untouched original.

The published text holds no trace of what was covered: no length, no first letter. Text in files is cut, never hidden
under a colour. The phrases stand in one table by language and kind; a new kind of `check/spans.py` needs a row here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from firsthand.model.errors import Mistaken


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """
    One declared operation: cover a span.

    Attributes:
        start, end: Code points into the original text.
        kind: A kind of `check/spans.py`, or ``place``, ``words``.
        because: Why, in words of the person who decided; never published.
    """

    start: int
    end: int
    kind: str
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """
    A bar as it was set.

    Attributes:
        start, end: Span of the original that it covers, after merging.
        at, until: Where the bar stands in the published text.
        kind: The kind of the phrase; ``words`` where spans of different kinds were merged.
        phrase: What is printed.
    """

    start: int
    end: int
    at: int
    until: int
    kind: str
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """A text with bars, and where each of them stands."""

    text: str
    applied: tuple[Applied, ...] = ()


KINDS = (
    "phone", "email", "link", "handle", "coordinates", "address", "plate", "bank", "document", "name", "place", "words",
)  # fmt: skip

PHRASES: dict[str, dict[str, str]] = {
    "en": dict(zip(KINDS, (
        "[phone removed]", "[e-mail removed]", "[link removed]", "[handle removed]", "[coordinates removed]",
        "[address removed]", "[plate removed]", "[account number removed]", "[document number removed]",
        "[name removed]", "[place removed for safety]", "[words removed]",
    ), strict=True)),
    "ar": dict(zip(KINDS, (
        "[حُذف رقم الهاتف]", "[حُذف البريد الإلكتروني]", "[حُذف الرابط]", "[حُذف اسم الحساب]", "[حُذفت الإحداثيات]",
        "[حُذف العنوان]", "[حُذفت لوحة السيارة]", "[حُذف رقم الحساب]", "[حُذف رقم الوثيقة]",
        "[حُذف الاسم]", "[حُذف المكان للسلامة]", "[حُذفت كلمات]",
    ), strict=True)),
    "uk": dict(zip(KINDS, (
        "[телефон вилучено]", "[електронну адресу вилучено]", "[посилання вилучено]",
        "[ім'я облікового запису вилучено]",
        "[координати вилучено]", "[адресу вилучено]", "[номерний знак вилучено]", "[номер рахунку вилучено]",
        "[номер документа вилучено]", "[ім'я вилучено]", "[місце вилучено заради безпеки]", "[слова вилучено]",
    ), strict=True)),
    "fr": dict(zip(KINDS, (
        "[téléphone supprimé]", "[adresse électronique supprimée]", "[lien supprimé]", "[nom de compte supprimé]",
        "[coordonnées supprimées]", "[adresse supprimée]", "[plaque supprimée]", "[numéro de compte supprimé]",
        "[numéro de document supprimé]", "[nom supprimé]", "[lieu supprimé par sécurité]", "[mots supprimés]",
    ), strict=True)),
}  # fmt: skip
"""What a bar says, in the language of the words around it; English where the language has no row."""


def redact_text(text: str, ops: Iterable[Cover], *, lang: str = "en") -> Redacted:
    """
    Cover spans of a text.

    Args:
        text: The original; it is not changed.
        ops: In any order; spans that overlap or touch become one bar.
        lang: Language of the text, for the phrase; a region behind a hyphen is ignored.

    Returns:
        The text with bars. Covering the same spans again from the same original gives the same bytes, and bars are
        never covered twice, because spans are always of the original.

    Raises:
        Mistaken: ``span-outside`` when a span is empty or not inside the text; ``unknown-kind`` for a kind without
            phrase.
    """
    phrases = PHRASES.get(lang.split("-")[0].lower(), PHRASES["en"])
    pieces: list[str] = []
    applied: list[Applied] = []
    last = at = 0
    for start, end, kind in _merged(text, ops):
        pieces += [text[last:start], phrases[kind]]
        at += start - last
        applied.append(
            Applied(start=start, end=end, at=at, until=at + len(phrases[kind]), kind=kind, phrase=phrases[kind])
        )
        at += len(phrases[kind])
        last = end
    return Redacted(text="".join([*pieces, text[last:]]), applied=tuple(applied))


def _merged(text: str, ops: Iterable[Cover]) -> list[tuple[int, int, str]]:
    merged: list[tuple[int, int, str]] = []
    for op in sorted(ops, key=lambda op: (op.start, op.end, op.kind)):
        if not 0 <= op.start < op.end <= len(text):
            raise Mistaken(
                f"The span {op.start}:{op.end} is not inside the text of {len(text)} characters.",
                code="span-outside",
                advice="Spans count code points of the original text, not of an earlier redaction.",
            )
        if op.kind not in KINDS:
            raise Mistaken(
                f"Nothing is known to print for “{op.kind}”.", code="unknown-kind", advice="Kinds: " + ", ".join(KINDS)
            )
        if merged and op.start <= merged[-1][1]:
            start, end, kind = merged[-1]
            merged[-1] = (start, max(end, op.end), kind if kind == op.kind else "words")
        else:
            merged.append((op.start, op.end, op.kind))
    return merged
