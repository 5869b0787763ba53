"""
The language of a short post: the script first, then the letters that only one language has, then statistics.

A guess of a tool, never a judgement. Short posts stay ``und``: below ten letters statistics say little, and a wrong
language hides a post from the person who could read it.

Theory: within Arabic and Cyrillic script the languages of one case (Arabic, Persian, Urdu, Pashto, Kurdish; Ukrainian,
Russian, Belarusian) differ in letters, which beat statistics on a line of text. What letters leave open, and Latin
script, goes to CLD2, whose answer is taken only when it fits the script.

Known ugliness: dialects are all ``ar``. Arabic in Latin letters and digits (Arabizi) is called ``ar``, script
``Latn``, never confidently; Kurdish in Latin letters (Kurmanji) is found by its small words, never confidently. Serbian,
Croatian and Bosnian in Latin script are taken as CLD2 says. Persian typed with Arabic letters only, without پ چ ژ گ, is
left to CLD2.

Source:
    CLD2 (github.com/CLD2Owners/cld2) through pycld2; letters: CLDR exemplar characters of each language.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from firsthand.text.script import scripts


class Language(NamedTuple):
    """
    What a text seems to be written in.

    Attributes:
        code: ISO 639-1, or three letters where there are no two (``ckb`` Sorani); ``und`` when it cannot be said.
        script: ISO 15924 of most letters; ``Zyyy`` without letters.
        confident: Whether the guess may be used to filter without a look.
        mixed: Other languages or scripts with at least a fifth of the letters, the largest first.
    """

    code: str
    script: str
    confident: bool = False
    mixed: tuple[str, ...] = ()


FEWEST_LETTERS = 10
"""Below this a text has no language, unless its script has only one."""

_SHARE = 0.2
_ONE_LANGUAGE = {
    "Hang": "ko", "Hira": "ja", "Kana": "ja", "Geor": "ka", "Armn": "hy", "Grek": "el", "Hebr": "he", "Thai": "th",
    "Laoo": "lo", "Khmr": "km", "Mymr": "my", "Sinh": "si", "Telu": "te", "Taml": "ta", "Knda": "kn", "Mlym": "ml",
    "Gujr": "gu", "Guru": "pa", "Orya": "or", "Thaa": "dv", "Tibt": "bo", "Syrc": "syr", "Tfng": "zgh", "Cher": "chr",
}  # fmt: skip
_BY_SCRIPT = {
    "Arab": frozenset(("ar", "fa", "ur", "ps", "ckb", "ug", "sd", "ku", "ks")),
    "Cyrl": frozenset(("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn", "uz", "tt", "ba", "az", "os")),
    "Deva": frozenset(("hi", "mr", "ne", "sa", "bh")),
    "Beng": frozenset(("bn", "as")),
    "Ethi": frozenset(("am", "ti")),
    "Hani": frozenset(("zh", "ja")),
}
_NOT_LATIN = frozenset().union(*_BY_SCRIPT.values(), _ONE_LANGUAGE.values()) - {"uz", "az", "ku", "sr"}
_FROM_CLD2 = {"iw": "he", "jw": "jv", "in": "id", "no": "nb", "zh-Hant": "zh", "mo": "ro", "un": "und", "nn": "nn"}

_ADDRESSES = re.compile(r"https?://\S+|\bwww\.\S+|\bt\.me/\S+")
_HANDLES = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{1,63}|(?:^RT )?@\w+:?")
# Controls upset CLD2; emoji, arrows and private characters belong to no language.
_SIGNS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2190-\u2bff\ud800-\uf8ff\ufe00-\ufe0f\ufeff\ufff0-\uffff"
    "\U0001f000-\U0001faff\U000e0000-\U0010ffff]+"
)
_LONGEST = 2000
_HASHTAG = re.compile("[#_]")

_URDU = frozenset("ٹڈڑںےہھ")
_PASHTO = frozenset("ټډړښځڅږڼېۍ")
_SORANI = frozenset("ڕڵۆێە")
_UYGHUR = frozenset("ۇۈۋڭېە")
_SINDHI = frozenset("ڄڃڀٿڊڏڙڻڳڱٻ")
_PERSIAN = frozenset("پچژگ")
_PERSIAN_KEYS = frozenset("کی")
_ARABIC_KEYS = frozenset("كيىةأإ")
_UKRAINIAN = frozenset("іїєґІЇЄҐ")
_RUSSIAN = frozenset("ыэёъЫЭЁЪ")
_BELARUSIAN = frozenset("ўЎ")
_OTHER_CYRILLIC = frozenset("ђјљњћџѓќѕәғқңөұүһӣӯҳҷ")
# Words that only Persian has often; they decide when it is typed without a letter of its own.
_PERSIAN_WORDS = frozenset(
    ("از", "در", "که", "به", "را", "این", "با", "است", "برای", "هستيم", "شده", "مي", "هم", "ما", "من", "تا", "نيست",
     "كه", "اين", "يك", "ميشود", "شد", "كنيد", "لطفا")
)  # fmt: skip
# Digits that stand for Arabic letters inside a word: 2 ء, 3 ع, 5 خ, 7 ح; English has 3am, 5th and mp3.
_DIGIT_IN_WORD = re.compile("[2357][a-z]|[a-z][27]")
_ARABIZI = re.compile(
    r"\b(?:[a-z]+[2357][a-z]+|[a-z]{3,}[27]"
    r"|[37](?!am\b|pm\b|rd\b|th\b|hrs?\b|mins?\b|yrs?\b|km|day|year|mile|week|month|hour)[a-z]{2,})\b"
)
_ARABIZI_WORDS = frozenset(
    ("ana", "enta", "enti", "ente", "fi", "mafi", "shu", "sho", "leh", "lesh", "wallah", "walla", "yalla", "habibi",
     "inshallah", "hamdulillah", "allah", "ya", "bas", "kteer", "hon", "mish", "mesh", "ma3", "lel", "bel", "wel",
     "3am", "3an")
)  # fmt: skip

_KURMANJI_WORDS = frozenset(
    ("ji", "jî", "xwe", "hûn", "û", "heye", "hene", "bikin", "dikin", "dikim", "hîn", "yê", "nîne", "dibe", "bû", "bûn", "hatin",
     "hatiye", "hemû", "niha", "çawa", "wê", "bikim", "dikî", "navê", "kirin", "ser")
)  # fmt: skip
_LATIN_WORD = re.compile(r"[^\W\d_]+")


def identify(text: str) -> Language:
    """
    Guess the language of a post.

    Args:
        text: As posted; its first 2,000 code points are looked at. Addresses, handles and emoji are left out, words
            of hashtags count.
    """
    clean = _clean(text[:_LONGEST])
    if "#" in clean:
        clean = _HASHTAG.sub(" ", clean)
    counts = scripts(clean)
    if not counts:
        return Language("und", "Zyyy")
    total = sum(counts.values())
    script = next(iter(counts))
    others = [name for name, n in counts.items() if name != script and n >= _SHARE * total]
    if script == "Hani" and ("Hira" in counts or "Kana" in counts):
        return Language("ja", script, confident=total >= 4, mixed=tuple(_others(clean, others, ("Hira", "Kana"))))
    if (only := _ONE_LANGUAGE.get(script)) is not None:
        skip = ("Hani", "Hira", "Kana") if only == "ja" else ()
        return Language(only, script, confident=counts[script] >= 4, mixed=tuple(_others(clean, others, skip)))
    if counts[script] < FEWEST_LETTERS:
        return Language("und", script)
    code, confident, second = _within(clean, script, counts[script])
    mixed = [other for other in (*second, *_others(clean, others)) if other != code]
    return Language(code, script, confident, tuple(dict.fromkeys(mixed)))


def _clean(text: str) -> str:
    if "://" in text or "www." in text or "t.me" in text:
        text = _ADDRESSES.sub(" ", text)
    if "@" in text:
        text = _HANDLES.sub(" ", text)
    return text if text.isascii() and text.isprintable() else _SIGNS.sub(" ", text)


def _others(text: str, names: list[str], skip: tuple[str, ...] = ()) -> list[str]:
    """Languages of the smaller scripts of a mixed text; the script's own code where the language cannot be said."""
    found = []
    for name in names:
        if name in skip:
            continue
        part = "".join(char if name in scripts(char) else " " for char in text)
        code = _ONE_LANGUAGE.get(name) or _within(part, name, scripts(part).get(name, 0))[0]
        found.append(name if code == "und" else code)
    return found


def _within(text: str, script: str, letters: int) -> tuple[str, bool, tuple[str, ...]]:
    """Code, confidence and other languages of a text whose script is known."""
    if letters < FEWEST_LETTERS:
        return "und", False, ()
    if script == "Arab":
        return _arabic(text, letters)
    if script == "Cyrl":
        return _cyrillic(text)
    code, sure, second = _statistics(text)
    if script == "Latn":
        if _arabizi(text):
            return "ar", False, (code,) if sure and code not in _NOT_LATIN else ()
        if _kurmanji(text):
            return "ku", False, ()
        if code != "und" and code not in _NOT_LATIN and sure:
            return code, True, second
        return (code, False, second) if code not in _NOT_LATIN and code != "und" else ("und", False, ())
    fits = code in _BY_SCRIPT.get(script, ())
    return (code, sure, second) if fits else ("und", False, ())


def _count(text: str, letters: frozenset[str]) -> int:
    return sum(map(text.count, letters))


def _arabic(text: str, letters: int) -> tuple[str, bool, tuple[str, ...]]:
    """Tell the languages of Arabic script apart by their own letters, and leave the rest to statistics."""
    if not _ARAB_EXTRA.search(text):
        persian_words = sum(word in _PERSIAN_WORDS for word in text.split())
        if persian_words >= 2 and _statistics(text)[0] == "fa":
            return "fa", persian_words >= 3, ()
        # No letter of another language: Arabic, whatever dialect the statistics would stumble over.
        return "ar", True, ()
    own = {
        "ckb": _count(text, _SORANI),
        "ps": _count(text, _PASHTO),
        # Some Arabic keyboards type the knotted heh (ھ) for every heh: alone it is no sign of Urdu.
        "ur": _count(text, _URDU) if _count(text, _URDU - {"ھ"}) else 0,
        "sd": _count(text, _SINDHI),
        "ug": _count(text, _UYGHUR),
    }
    code = max(own, key=lambda name: own[name])
    if own[code] >= 2 and own[code] >= 0.02 * letters:
        return code, own[code] >= 3, ()
    persian, keys = _count(text, _PERSIAN), _count(text, _PERSIAN_KEYS)
    arabic = _count(text, _ARABIC_KEYS)
    if persian and keys and not arabic:
        return "fa", persian + keys >= 3, ()
    guess, sure, second = _statistics(text)
    if guess in ("fa", "ur", "ps") and (sure or persian + keys > arabic):
        return guess, sure, second
    if keys > arabic and persian:
        return "fa", False, ()
    # Arabic writers use پ چ گ for foreign sounds, and ی where a keyboard has it.
    return "ar", sure and guess == "ar", second


_ARAB_EXTRA = re.compile(
    "[" + "".join(sorted(_SORANI | _PASHTO | _URDU | _SINDHI | _UYGHUR | _PERSIAN | _PERSIAN_KEYS)) + "]"
)


def _cyrillic(text: str) -> tuple[str, bool, tuple[str, ...]]:
    """Tell Ukrainian from Russian by letters; others, and texts without such letters, by statistics."""
    if not _count(text, _OTHER_CYRILLIC):
        ukrainian, russian = _count(text, _UKRAINIAN), _count(text, _RUSSIAN)
        if _count(text, _BELARUSIAN):
            return "be", True, ()
        if ukrainian and not russian:
            return "uk", True, ()
        hard_sign_only = russian == text.count("ъ") + text.count("Ъ")
        if russian and not ukrainian and not hard_sign_only:
            return "ru", True, ()
        if ukrainian and russian:
            first, other = ("uk", "ru") if ukrainian >= russian else ("ru", "uk")
            small = min(ukrainian, russian) < _SHARE * (ukrainian + russian)
            return first, small, () if small else (other,)
    code, sure, second = _statistics(text)
    return (code, sure, second) if code in _BY_SCRIPT["Cyrl"] else ("und", False, ())


def _arabizi(text: str) -> bool:
    lower = text.lower()
    if not _DIGIT_IN_WORD.search(lower):
        return False
    numbered = len(_ARABIZI.findall(lower))
    words = lower.split()
    known = sum(word in _ARABIZI_WORDS for word in words)
    return numbered >= 1 and numbered + known >= max(2, len(words) / 5)


def _kurmanji(text: str) -> bool:
    """CLD2 does not know Kurdish in Latin letters and takes it for whatever is near: two different small words of its own decide."""
    words = _LATIN_WORD.findall(text.lower())
    own = [word for word in words if word in _KURMANJI_WORDS]
    return len(set(own)) >= 2 and len(own) >= len(words) / 8


def _statistics(text: str) -> tuple[str, bool, tuple[str, ...]]:
    """What CLD2 says: code, whether it is reliable, and other languages with at least a fifth of the text."""
    # A C extension; imported where it is used so that the room stays light.
    import pycld2

    try:
        reliable, _, found = pycld2.detect(text, isPlainText=True, bestEffort=True)
    except (pycld2.error, UnicodeEncodeError):
        return "und", False, ()
    codes = [(_FROM_CLD2.get(code, code.split("-")[0]), share) for _, code, share, _ in found]
    codes = [(code, share) for code, share in codes if code not in ("und", "xx", "zzp") and len(code) <= 3]
    if not codes:
        return "und", False, ()
    (code, share), *rest = codes
    return code, bool(reliable) and share >= 60, tuple(c for c, s in rest if s >= 100 * _SHARE)
