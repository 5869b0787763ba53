"""The language of a post: script, then letters, then statistics. All texts here are invented."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.text.language import Language, identify


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("نحن بخير والحمد لله، القصف ما زال مستمراً", "ar"),
        ("شو عم يصير هون، ما في كهربا ولا مي", "ar"),
        ("دردشة چات بالعراقي شلونك", "ar"),
        ("سلام، ما در خانه هستیم و صدای انفجار می‌شنویم", "fa"),
        ("ما در محاصره هستيم لطفا كمك كنيد", "fa"),
        ("ہم یہاں پھنسے ہوئے ہیں، مدد کی ضرورت ہے", "ur"),
        ("ئێمە لە ماڵەوەین و دەنگی تەقینەوە دەبیستین", "ckb"),
        ("موږ دلته بند پاتې یو مرسته پکار ده", "ps"),
        ("Вибухи у місті, ми в підвалі з дітьми", "uk"),
        ("Взрывы в городе, мы в подвале с детьми", "ru"),
        ("У горадзе выбухі, мы ў сутарэнні", "be"),
        ("We are still here and there is no water", "en"),
        ("Nous sommes bloqués dans la cave avec les enfants", "fr"),
        ("Estamos bien pero no hay agua ni luz", "es"),
        ("Enkaz altındayız, lütfen yardım edin", "tr"),
        ("우리는 지하에 있어요", "ko"),
        ("私たちは地下にいます", "ja"),
        ("אנחנו במקלט", "he"),
    ],
)
def test_a_short_post_is_told(text: str, code: str) -> None:
    """Each language of the desk, and its neighbours in the same script, is told from the others."""
    assert identify(text).code == code


POSTS = [
    (code, text)
    for code, tab, text in (line.partition("\t") for line in (Path(__file__).parent / "languages.txt").read_text("utf-8").splitlines())
    if tab and not code.startswith("#")
]


@pytest.mark.parametrize("code", sorted({code.partition(":")[0] for code, _ in POSTS}))
def test_hurried_posts_of_a_language_are_told(code: str) -> None:
    """Fifteen short posts of each language, as people type them; of two languages, both are said."""
    for stated, text in POSTS:
        if stated.partition(":")[0] == code:
            found = identify(text)
            told = {found.code, *found.mixed} if code == "mul" else {found.code}
            assert told >= set(stated.partition(":")[2].split("+") if code == "mul" else [code.removesuffix("Latn")]), text


def test_what_repeats_has_no_language() -> None:
    """Laughter and cries are no words, and a long post of one sign or of 100,000 characters costs no more than its beginning."""
    assert identify("هههههههههههههههه").code == identify("hahahahahahahaha").code == "und"
    assert identify("a" * 100_000).code == "und"
    assert identify("we are still here " * 6_000).code == "en"


def test_what_cannot_be_seen_does_not_count() -> None:
    """Invisible characters inside words do not hide a language."""
    assert identify("\u200f" + "\u200b".join("نحن بخير والحمد لله")).code == "ar"
    assert identify("\u2060".join("we are still here and there is no water")).code == "en"


@pytest.mark.parametrize("text", ["", "lol", "🙏 https://example.org/aaaa", "@a_very_long_name", "نعم", "123 456"])
def test_too_little_is_und(text: str) -> None:
    """Addresses, handles, emoji and a word or two have no language."""
    found = identify(text)

    assert found.code == "und"
    assert not found.confident


def test_mixed_posts_say_so() -> None:
    """A second language with a fifth of the letters is named."""
    assert identify("نحن بخير والحمد لله يا أهلنا. We are all safe").mixed == ("en",)
    assert identify("Мы ждём їх") == Language("und", "Cyrl")
    assert identify("Мы их ждём, але їхній автобус ще не приїхав").mixed == ("ru",)


def test_arabic_in_latin_letters_is_never_confident() -> None:
    """Arabizi is named and left to a person; English with times and ranks is English."""
    found = identify("ana mish 3aref shu a3mel hala2 ya allah")

    assert (found.code, found.script, found.confident) == ("ar", "Latn", False)
    assert identify("From 3am to 5pm on the 7th floor we waited for help").code == "en"


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_gets_an_answer(text: str) -> None:
    """Controls, lone surrogates and noise never raise."""
    found = identify(text)

    assert 2 <= len(found.code) <= 3
    assert len(found.script) == 4


def test_importing_the_room_loads_nothing_heavy() -> None:
    """The statistics are loaded with the first post that needs them."""
    code = "import sys, firsthand.text.language, firsthand.text.visible; sys.exit('pycld2' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("text", [
    "Em hîn li vir in, ji kerema xwe ji bo me dua bikin, av û elektrîk tune ye",
    "Ez ji we hez dikim, xatirê we bixwazim",
    "Pira bajêr ket û rê hatin girtin, hemû zarok li dibistanê ne",
])  # fmt: skip
def test_kurdish_in_latin_letters_is_kurdish(text: str) -> None:
    """Statistics take it for Czech or English, and are sure of it; we are not sure, and say Kurdish."""
    assert identify(text)[:3] == ("ku", "Latn", False)


@pytest.mark.parametrize(("text", "code"), [
    ("Ser Davos rode to the bridge and the town was still there", "en"),
    ("Hala buradayız, bizim için dua edin, su ve elektrik yok", "tr"),
    ("Il est sûr que le pont est fermé, restez à la maison", "fr"),
])  # fmt: skip
def test_a_word_that_looks_kurdish_is_not_enough(text: str, code: str) -> None:
    """One small word, or letters with a hat."""
    assert identify(text).code == code


def test_knotted_heh_alone_is_no_urdu() -> None:
    """Some telephones type it in Arabic words."""
    assert identify("ھلأ وصلنا على الجسر ومعنا ھويات الكل").code == "ar"
    assert identify("ہم ابھی تک یہاں ہیں، براہ کرم ہمارے لیے دعا کریں").code == "ur"
