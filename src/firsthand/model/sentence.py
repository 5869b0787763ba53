"""Sentences that are told in English here and may be told in other languages elsewhere: a text that knows its phrase and what fills it."""

from __future__ import annotations

from collections.abc import Mapping


class Sentence(str):
    """
    A sentence of ours.

    It is its English text wherever a text is wanted. Whoever tells it in another language translates the phrase and fills it again.

    Attributes:
        phrase: The sentence with its gaps, or a word of a closed vocabulary.
        values: What fills them: words from outside as they are, sentences and words of ours as `Sentence`, several as a tuple.
    """

    phrase: str
    values: Mapping[str, str | tuple[str, ...]]


def sentence(phrase: str, /, **values: str | tuple[str, ...]) -> Sentence:
    """Fill the gaps of a phrase; several values of one gap stand in a row, with commas."""
    filled = {name: one if isinstance(one, str) else ", ".join(one) for name, one in values.items()}
    made = Sentence(phrase.format_map(filled) if filled else phrase)
    made.phrase, made.values = phrase, values
    return made
