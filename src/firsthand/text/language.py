"""
The language of a short post: the script first, then the letters that only one language has, then statistics.

A guess of a tool, never a judgement. Short posts stay ``und``: below ten letters statistics say little, and a wrong
language hides a post from the person who could read it.

Theory: within Arabic and Cyrillic script the languages of one case (Arabic, Persian, Urdu, Pashto, Kurdish; Ukrainian,
Russian, Belarusian) differ in letters, which beat statistics on a line of text. In Latin script small words come first
(`text.small_words`). What they leave open goes to CLD2, whose answer is taken only when it fits the script, and in Latin
letters only when a small word backs it or the text is long. Of a text in two scripts each part is asked alone.

Known ugliness: dialects are all ``ar``. Arabic in Latin letters and digits (Arabizi) is called ``ar``, script
``Latn``, and Kurdish in Latin letters (Kurmanji) ``ku``; neither is ever confident. Serbian, Croatian and Bosnian in
Latin script are taken as CLD2 says. Persian typed with Arabic letters only, without پ چ ژ گ, is left to CLD2.

Source:
    CLD2 (github.com/CLD2Owners/cld2) through pycld2; letters: CLDR exemplar characters of each language.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from firsthand.text.script import only_script, scripts
from firsthand.text.small_words import LISTED, apart, cyrillic_votes, latin_votes

Told = tuple[str, bool, tuple[str, ...]]
"""Code, whether it is sure, other languages."""


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
# Unseen inside a word: taken out, where signs become blanks. The non-joiner, which Persian writes, is a blank.
_UNSEEN = re.compile("[\u00ad\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+")
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
# Words that only Urdu has often: one letter of its own and one of these are enough.
_URDU_WORDS = frozenset(("کی", "کا", "کے", "کو", "ہے", "ہیں", "نہیں", "سے", "میں", "اور", "کوئی", "والی", "والا", "آج", "پر", "گئے", "گئی"))
_WORD = re.compile(r"[^\W_]+")
# Laughter, cries and keyboards that fell asleep: a piece of one to three letters at least three times in a row.
_OVER_AND_OVER = re.compile(r"(?<!\w)\w{0,30}?(\w{1,3}?)\1{2,}\w{0,30}")
_SPACED = frozenset(("Arab", "Cyrl", "Latn"))
_SHORT = 60
"""Letters up to which laughter may be most of a text."""
_MOST_WORDS = 60
"""Words of a text whose language is told by small words; the rest of a long one adds nothing."""
_FEWEST_OF_A_PART = 6
"""Letters that a smaller part of a mixed text needs: what stands around it says that it is a part."""


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
    if script in _SPACED and counts[script] <= _SHORT and (calm := _OVER_AND_OVER.sub(" ", clean)) != clean:
        clean = calm
        counts = {**counts, script: scripts(clean).get(script, 0)}
    parts = [name for name in counts if name in _SPACED and name != script and name in others]
    if counts[script] < (FEWEST_LETTERS if not parts else _FEWEST_OF_A_PART):
        return Language("und", script, mixed=tuple(_others(clean, others)))
    code, confident, second = _within(only_script(clean, script) if others else clean, script, counts[script])
    mixed = [other for other in (*second, *_others(clean, others)) if other != code]
    return Language(code, script, confident, tuple(dict.fromkeys(mixed)))


def _clean(text: str) -> str:
    if "://" in text or "www." in text or "t.me" in text:
        text = _ADDRESSES.sub(" ", text)
    if "@" in text:
        text = _HANDLES.sub(" ", text)
    return text if text.isascii() and text.isprintable() else _SIGNS.sub(" ", _UNSEEN.sub("", text))


def _others(text: str, names: list[str], skip: tuple[str, ...] = ()) -> list[str]:
    """Languages of the smaller scripts of a mixed text; the script's own code where the language cannot be said."""
    found = []
    for name in names:
        if name in skip:
            continue
        part = only_script(text, name)
        letters = scripts(part).get(name, 0)
        code = _ONE_LANGUAGE.get(name) or (_within(part, name, letters)[0] if letters >= _FEWEST_OF_A_PART else "und")
        found.append(name if code == "und" else code)
    return found


def _within(text: str, script: str, letters: int) -> Told:
    """Code, confidence and other languages of a text whose script is known."""
    if script == "Arab":
        return _arabic(text, letters)
    if script == "Cyrl":
        return _cyrillic(text)
    if script == "Latn":
        return _latin(text, letters)
    code, sure, second = _statistics(text)
    fits = code in _BY_SCRIPT.get(script, ())
    return (code, sure, second) if fits else ("und", False, ())


def _count(text: str, letters: frozenset[str]) -> int:
    return sum(map(text.count, letters))


def _arabic(text: str, letters: int) -> Told:
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
    if code == "ur" and own[code] == 1 and not _URDU_WORDS.isdisjoint(text.split()):
        return "ur", False, ()
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


def _cyrillic(text: str) -> Told:
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
    votes = cyrillic_votes(_WORD.findall(text.lower())[:_MOST_WORDS])
    if votes and (len(votes) == 1 or abs(votes["uk"] - votes["ru"]) >= 1) and not _count(text, _OTHER_CYRILLIC):
        code = max(votes, key=lambda name: votes[name])
        return code, votes[code] >= 2 and len(votes) == 1, ()
    code, sure, second = _statistics(text)
    return (code, sure, second) if code in _BY_SCRIPT["Cyrl"] else ("und", False, ())


def _latin(text: str, letters: int) -> Told:
    """
    Small words first; statistics only where they agree with them, or know a language that has no list of words.

    CLD2 calls itself sure of a line of names, of laughter and of Kurdish: its word alone is believed from 40 letters on.
    """
    words = _WORD.findall(text.lower())
    votes = latin_votes(words[:_MOST_WORDS])
    ranked = sorted(votes, key=lambda name: (-votes[name], name))
    best = ranked[0] if ranked else ""
    lead = votes[best] - (votes[ranked[1]] if len(ranked) > 1 else 0) if best else 0
    # Where words leave no doubt the statistics, which cost more than all the rest, are not asked.
    clear = bool(best) and votes[best] >= 3 and lead >= 2
    code, sure, second = (best, True, ()) if clear else _statistics(text)
    if code in votes and votes[code] >= 1 and votes[best] - votes[code] < 0.75:
        best, lead = code, max(lead, 0.5)
    if best and votes[best] >= (1.4 if len(words) > 3 else 0.9) and lead > 0.2 and votes[best] >= 0.12 * len(words):
        many = any(strength >= 1.5 for one, strength in votes.items() if one != best)
        others = apart(words[:_MOST_WORDS], best) if many else {}
        mixed = [one for one in sorted(others, key=lambda one: -others[one][0])
                 if others[one][1] >= 2 and others[one][0] >= max(1.5, 0.3 * votes[best])]  # fmt: skip
        confident = best not in _NEVER_SURE and lead >= 1 and (best == code or votes[best] >= 2.5)
        return best, confident, tuple(mixed[:2])
    if code in _NOT_LATIN or code == "und" or not sure:
        return "und", False, ()
    if code in votes or letters >= 40:
        return code, votes.get(code, 0) >= 1 or (letters >= 60 and code not in LISTED), tuple(one for one in second if one in votes)
    return "und", False, ()


_NEVER_SURE = frozenset(("ar", "ku"))
"""In Latin letters."""


def _statistics(text: str) -> Told:
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
