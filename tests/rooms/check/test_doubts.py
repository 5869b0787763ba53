"""Words of answers that doubt or deny, in six languages, and messages that do neither."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from firsthand.check.doubts import MOST_LETTERS, doubts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("This is fake, old video", "denies"),
        ("Any source for this?", "doubts"),
        ("هذا غير صحيح!!", "denies"),
        ("وهذه إشاعة", "denies"),
        ("هل هذا صحيح؟", "doubts"),
        ("شو المصدر؟", "doubts"),
        ("Це фейк", "denies"),
        ("Це правда?", "doubts"),
        ("Это вброс, старое видео", "denies"),
        ("Это правда?", "doubts"),
        ("C'est faux, vieille vidéo", "denies"),
        ("C'est vrai ?", "doubts"),
        ("Es un bulo", "denies"),
        ("¿Es verdad?", "doubts"),
        ("\u202eكذب\u202c @someone", "denies"),
    ],
)
def test_doubt_and_denial_are_found_with_their_words(text, kind):
    """The span is the words, exactly."""
    found = doubts(text)

    assert kind in [one.kind for one in found]
    assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Stay safe, are you ok?", "False alarm, all good", "He was lying in the street", "the source of the river",
        "الله يحميكم", "الماء مقطوع عندنا", "أين أنتم الآن؟", "Тримайтесь, ми з вами", "Где вы сейчас?", "Courage à vous",
        "¿Dónde estáis?", "👩🏽‍🚒💔", "",
    ],
)  # fmt: skip
def test_care_and_news_doubt_nothing(text):
    """No cue, no answer."""
    assert not doubts(text)


def test_a_flood_is_bounded():
    """Hostile length costs no more than the bound."""
    assert not doubts("a " * MOST_LETTERS + "fake")
    assert len(doubts("كذب " * 200_000)) <= MOST_LETTERS


NAMES = re.compile(r"verac|truth|trustworth|truthful|(?:^|_)score|likelihood|probab", re.IGNORECASE)


def test_no_field_says_how_true_something_is():
    """No column, key of a shape, or attribute of a record is named for a veracity or a score of anything."""
    import ast

    from firsthand.shell.sql import tables

    columns = {f"{table}.{column.name}" for meta in (tables.views, tables.ledger) for table in meta.tables.values() for column in table.columns}
    assert not [name for name in columns if NAMES.search(name)]

    root = Path(__file__).resolve().parents[3] / "src" / "firsthand"
    bad = []
    for path in sorted(root.rglob("*.py")):
        # Readers name the fields of other tools; the invented event has its own key; "score" is also the number twenty.
        if {"readers", "example"} & set(path.parts) or path.name == "numbers.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.target.id] if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) else []
            if isinstance(node, ast.Dict):
                names += [key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
            bad += [f"{path.relative_to(root)}: {name}" for name in names if NAMES.search(name) and len(name) < 40]
    assert not bad
