"""Words that pass on or infer, and the word eyewitness."""

from __future__ import annotations

import pytest

from firsthand.check.first_hand import MOST_LETTERS, cues, eyewitness_word

CUES = [
    ("They say the bridge is closed.", "relayed", "They say"),
    ("يقولون إن الجسر مغلق", "relayed", "يقولون"),
    ("أخبرتني جارتي أن الفرن فتح", "relayed", "أخبرتني"),
    ("Кажуть, міст закрито", "relayed", "Кажуть"),
    ("Говорят, мост закрыт", "relayed", "Говорят"),
    ("On dit que le pont est fermé", "relayed", "On dit que"),
    ("Mon frère m’a dit que le marché brûle", "relayed", "Mon frère m’a dit"),
    ("The drivers told me about it, my cousin told me", "relayed", "my cousin told me"),
    ("It must have been the depot", "inferred", "must have"),
    ("يبدو أن المستودع احترق", "inferred", "يبدو"),
    ("Судячи з диму, горить склад", "inferred", "Судячи з"),
    ("Ils ont dû partir", "inferred", "ont dû"),
]


@pytest.mark.parametrize(("text", "kind", "words"), CUES)
def test_a_cue_is_found(text: str, kind: str, words: str) -> None:
    """Each with its kind and its exact words."""
    (found,) = [one for one in cues(text) if one.text == words]

    assert (found.kind, text[found.start : found.end]) == (kind, words)


@pytest.mark.parametrize("text", ["I saw it from my window", "رأيته من نافذتي", "Бачив сам", "Je l’ai vu", "", "\u202e\u2066", "essay"])
def test_one_s_own_words_hold_no_cue(text: str) -> None:
    """Nothing is proposed without a word for it."""
    assert cues(text) == ()


@pytest.mark.parametrize(
    ("text", "word"),
    [("An Eye-witness at the quay", "Eye-witness"), ("شاهدةُ عِيان من الحي", "شاهدةُ عِيان"), ("قال شهود العيان", "شهود العيان"),
     ("очевидиця з набережної", "очевидиця"), ("рассказ очевидца", "очевидца"), ("un témoin oculaire", "témoin oculaire"),
     ("una testigo presencial", "testigo presencial"), ("no, not now: an eyewitness", "eyewitness")],
)  # fmt: skip
def test_the_word_is_found(text: str, word: str) -> None:
    """In the languages of the desk, as it stands."""
    assert eyewitness_word(text) == word


@pytest.mark.parametrize(
    "text",
    ["not an eyewitness", "She is no eyewitness", "isn't an eyewitness", "ليست شاهدة عيان", "не очевидець", "n'est pas un témoin oculaire",
     "Очевидно, міст закрито", "شاهد الجسر", "a witness of the contract", ""],
)  # fmt: skip
def test_a_denied_word_is_none(text: str) -> None:
    """Whoever says that somebody is none, or says another thing, is left alone."""
    assert eyewitness_word(text) == ""


def test_long_text_is_bounded() -> None:
    """A hostile length is cut, and costs little."""
    assert cues("x " * MOST_LETTERS + "they say") == ()
    assert eyewitness_word("not " * 200_000 + "eyewitness") == ""
