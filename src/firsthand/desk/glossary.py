"""
The glossary of a case: how its names are written in each language.

`plan/glossary.csv` is a file that people edit: one column per language (``ar,en,uk``), one row per name, and ``note``.
Names are compared folded, so that a vowel sign or a form of alef does not part them. It proposes and changes nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.model.errors import Mistaken
from firsthand.text.fold import fold

MOST = 20_000
APART = "|"
"""Between several ways that are right."""


@dataclass(frozen=True, slots=True)
class Term:
    """
    A name.

    Attributes:
        forms: Language and the ways it is written there, the first one preferred.
        note: For translators.
    """

    forms: tuple[tuple[str, tuple[str, ...]], ...]
    note: str = ""

    def of(self, lang: str) -> tuple[str, ...]:
        """The ways in a language, perhaps none."""
        return next((ways for code, ways in self.forms if code == lang), ())


def read_glossary(text: str) -> list[Term]:
    """
    Read `plan/glossary.csv`.

    Raises:
        Mistaken: It has no columns of languages, a row has one name only, or it is too long.
    """
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    head = [name.strip().lower() for name in next(lines, [])]
    langs = [(n, name) for n, name in enumerate(head) if name and name != "note"]
    if len(langs) < 2 or any(not 2 <= len(name) <= 8 for _, name in langs):
        raise Mistaken("The glossary names no two languages in its first line.", code="bad-glossary",
                       advice="For example: ar,en,uk,note")  # fmt: skip
    note = head.index("note") if "note" in head else -1
    terms = []
    for count, line in enumerate(lines, 2):
        if count > MOST:
            raise Mistaken(f"The glossary has more than {MOST:,} lines.", code="bad-glossary", advice="Keep the names of this case only.")
        forms = tuple(
            (lang, ways) for n, lang in langs
            if n < len(line) and (ways := tuple(way for part in line[n].split(APART) if (way := part.strip())))
        )  # fmt: skip
        if len(forms) == 1:
            raise Mistaken(f"Line {count} of the glossary has a name in one language only.", code="bad-glossary",
                           advice="Fill in a second one, or take the line out.")  # fmt: skip
        if forms:
            terms.append(Term(forms, line[note].strip() if 0 <= note < len(line) else ""))
    return terms


def write_glossary(terms: Iterable[Term]) -> str:
    """The file again, languages in order of their codes."""
    held = list(terms)
    langs = sorted({lang for term in held for lang, _ in term.forms})
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow([*langs, "note"])
    rows.writerows([*(f" {APART} ".join(term.of(lang)) for lang in langs), term.note] for term in held)
    return out.getvalue()


def named(terms: Sequence[Term], text: str) -> list[Term]:
    """The names of the glossary that stand in a text, in any of its languages."""
    words = _padded(text)
    return [term for term in terms if any(_padded(way).strip() and _padded(way) in words for _, ways in term.forms for way in ways)]


def unmet(terms: Sequence[Term], original: str, lang: str, translated: str) -> list[str]:
    """Where a translation writes a name otherwise than the glossary: a sentence each."""
    words = _padded(translated)
    return [
        f"{next(ways[0] for code, ways in term.forms if code != lang)} is written {' or '.join(term.of(lang))}"
        for term in named(terms, original)
        if term.of(lang) and not any(_padded(way) in words for way in term.of(lang))
    ]


def _padded(text: str) -> str:
    """Folded words between single spaces, so that only whole words are found."""
    return " " + " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split()) + " "
