# ruff: noqa: E501, SIM905 - a table of words is read line by line, and words need no quotes between them
"""
Numbers in a plain text, put together from digits and words; nothing is said here about what they count.

Theory: the text is cut once into tokens (runs of digits, words, single signs). A number is a run of tokens whose parts
(`check/numbers.py`) fit: hundreds over tens over ones, then a multiplier, then smaller ones. The same grammar serves six
languages, because they differ in words and joints ("and", "y", "et", a prefixed waw) and not in the sum. Two numbers
with a joint of a range between them are one amount.

Known ugliness: "two or three hundred" shares its multiplier and "two or three hundred-year-old houses" does so too.
Which language a Latin word belongs to is asked only for words that mean something else in another (`LATIN_TWINS`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from firsthand.check.mapped import pattern, plain_letters
from firsthand.check.numbers import COUNTED_TOGETHER, LATIN_TWINS, LENGTHS_OF_TIME, LEXICON, NO_THING, UNITS, Part


class Token(NamedTuple):
    """
    A piece of the plain text.

    Attributes:
        start, end: Into the plain text.
        word: The piece in small letters.
        part: What it does in a number; None for most.
        value: The number when the piece is digits, else 0.
        unclear: Why the digits may be read in another way; empty when they may not.
    """

    start: int
    end: int
    word: str
    part: Part | None
    value: float = 0.0
    unclear: str = ""


class Amount(NamedTuple):
    """
    A number or a range.

    Attributes:
        start, end: Into the plain text.
        first, last: Indices of its tokens, inclusive.
        low, high: As stated.
        kind: ``digits``, ``words``, ``vague``, ``part`` (a share, in percent), ``pair``.
        sure: It has a multiplier, a separator, or is a range: nothing but a count looks so.
        hedge: What the number says of itself ("une centaine").
        unclear: As in `Token`.
    """

    start: int
    end: int
    first: int
    last: int
    low: float
    high: float
    kind: str
    sure: bool = False
    hedge: str = ""
    unclear: str = ""


_DIGITS = (
    r"\d{1,3}(?P<sep>[,.'٬،])\d{3}(?:(?P=sep)\d{3}){0,4}(?:[.,٫]\d{1,3})?(?![\d])"
    r"|\d{1,3}(?P<gap> )\d{3}(?:(?P=gap)\d{3}){0,4}(?:[.,٫]\d{1,3})?(?!\d| \d{3}(?!\d))"
    r"|\d+(?:[.,٫]\d+)*"
)
TOKEN = re.compile(
    r"(?P<word>(?!(?:[dlnscjmtDLNSCJMT]|[qQ]u)'[^\W\d_])[^\W\d_]+(?:'[^\W\d_]+)*)"
    rf"|(?P<digits>{_DIGITS})|(?P<elided>(?:[dlnscjmtDLNSCJMT]|[qQ]u)')|(?P<sign>[^\s\w])"
)
_LETTER_BEFORE = "وبفلك"
_JOIN = {" ", "-", "", " - ", "  "}
_AND = frozenset(("and", "et", "y", "و", "и", "і", "та"))
_OR = frozenset(("or", "або", "или", "чи", "او", "أو", "ou", "o", "u"))
_TO = frozenset(
    ("to", "do", "до", "а", "à", "a", "الي", "till", "until", "y", "and", "et", "и", "і", "та", "و", "hasta")
)
_OPENERS = frozenset(("between", "from", "بين", "من", "entre", "между", "між", "поміж", "від", "от", "de", "desde"))
_EITHER = pattern(
    r"(?P<comma> ?[,،])? ?(?P<maybe>(?:or )?(?:maybe|perhaps|possibly|quizás?|tal vez|a lo mejor|peut-être|voire|может(?: быть)?|возможно|а то и|можливо|може|а може|يمكن|ربما|أو يمكن|and possibly),? )?",
    re.IGNORECASE,
)
_GUESSED = frozenset(plain_letters(", ، or maybe perhaps possibly quizá quizás tal a peut voire может возможно а можливо може يمكن ربما أو and").split())
_LISTED = frozenset((",", "،", "and", "or", "y", "o", "et", "ou", "и", "і", "та", "или", "або", "و"))
_BETWEEN = frozenset(("between", "بين", "entre", "между", "між", "поміж"))
_OF = frozenset(("of", "de", "d'", "des"))
_HALF_WORDS = frozenset(
    plain_letters(w)
    for w in (
        "half",
        "demi",
        "demie",
        "medio",
        "media",
        "половиною",
        "половиной",
        "ونصف",
        "نصف",
        "quarter",
        "ربع",
        "وربع",
        "ونص",
        "نص",
    )
)
_AFTER_HUNDRED = frozenset(plain_letters("شخص نفر زلمة عيلة عائلة جريح شهيد قتيل دولار ليرة متر كيلو طفل بيت قذيفة صاروخ مرة سنة يوم ساعة").split())
_COUPLE = frozenset(("couple", "пара", "пару"))
_IDIOMS = frozenset(plain_letters(word).lower() for word in COUNTED_TOGETHER)
_SURE_LATIN = {
    "en": frozenset("the of and in is are was were to people killed have has at least from with for than more that by said says our we city about this they it you here my still only he she his her him them my me but been had no not yet out up two three four five seven eight nine".split()),
    "fr": frozenset("le les des du et est sont dans personnes ont pour sur au aux une plus moins morts selon avec nous ville qui que pas l' d' j' n' s' c' m' qu' t' ce cette ces mon ma mes notre nos votre leur leurs son sa ses été etait etaient avait avaient a peine vers encore tout tous cinq huit neuf deux trois quatre sept vingt trente hier chaque blesses tues depuis familles enfants ca fait sans jours heures ils elles mais c'est ici chez il y deja encore".split()),
    "es": frozenset("el los las del y en personas han por para con mas menos muertos segun que una ciudad al se hay familias ninos heridos desde fueron aqui dias sin pero solo nos le esta estan donde otra ya mas lo las mi mis su sus muy fue era eran son hasta entre cada todo todos nadie agua casa noche ayer hoy luz unos tenemos dos tres cuatro cinco seis siete ocho nueve diez veinte treinta estamos me te".split()),
}  # fmt: skip
_FRENCH_TENS = {60: 20, 80: 20}


def latin_language(words: list[str]) -> str:
    """Guess which of en, fr, es a text in Latin letters is in; empty when no small word tells."""
    counts = {language: sum(word in known for word in words) for language, known in _SURE_LATIN.items()}
    best = max(counts.values())
    if not best:
        return ""
    winners = [language for language, count in counts.items() if count == best]
    return winners[0] if len(winners) == 1 else ""


def tokens(plain: str) -> list[Token]:
    """Cut a plain text into tokens. Spaces are not tokens; everything else is in exactly one."""
    lower = plain.lower()
    if len(lower) != len(plain):  # a letter whose small form is longer ("İ"): one letter must stay one letter
        lower = "".join(small if len(small := c.lower()) == 1 else c for c in plain)
    found: list[Token] = []
    add, new = found.append, tuple.__new__
    for m in TOKEN.finditer(plain):
        start, end = m.span()
        kind = m.lastgroup
        if kind == "word":
            word = lower[start:end]
            add(new(Token, (start, end, word, part_of(word), 0.0, "")))
        elif kind == "sign" or kind == "elided":
            add(new(Token, (start, end, lower[start:end], None, 0.0, "")))
        else:
            value, unclear = _value(m[0], m["sep"] or m["gap"])
            add(Token(start, end, m[0], Part("digits", value), value, unclear))
    return found


@lru_cache(maxsize=50_000)
def part_of(word: str) -> Part | None:
    """What a word in small letters does in a number, an Arabic particle that leans on it taken off."""
    part = LEXICON.get(word)
    if part is None and len(word) > 5 and word.endswith("تين") and _DUAL.fullmatch(word):
        return _TWO
    if part is None and word[0] in _LETTER_BEFORE and (len(word) > 3 or word in _SHORT_JOINED):
        part = LEXICON.get(word[1:])
        if part is not None and word[0] == "و" and part.role in ("article", "pair"):
            return None
    return part


def _value(stated: str, separator: str | None) -> tuple[float, str]:
    """Read digits; a lone separator before three digits is read as a thousands mark, and a dot said to be unclear."""
    if separator and not stated.startswith(("0.", "0,")):
        whole = stated.replace(separator, "")
        number = _float(whole.replace("٫", ".").replace(",", "."))
        lone = separator in ".," and stated.count(separator) == 1 and len(whole) == len(stated) - 1
        if lone and separator == "." and whole.isdigit():
            return number, f"{stated} is read as {number:,.0f}; a decimal point is possible"
        return number, ""
    if stated.count(".") + stated.count(",") + stated.count("٫") > 1:
        return -1.0, ""  # a version, an address, a date: nothing that counts
    return _float(stated.replace(",", ".").replace("٫", ".")), ""


def _float(stated: str) -> float:
    return float(stated) if len(stated) <= 20 else -1.0


class Amounts:
    """The numbers of one text, found from left to right."""

    def __init__(self, plain: str, found: list[Token]) -> None:
        self.plain, self.tokens = plain, found
        self._latin: str | None = None

    def __iter__(self) -> Iterator[Amount]:
        i, count = 0, len(self.tokens)
        while i < count:
            if self.tokens[i].part is None:
                i += 1
                continue
            amount = self._amount(i)
            if amount is None:
                i += 1
                continue
            yield amount
            i = amount.last + 1

    # --- ranges ---

    def _amount(self, i: int) -> Amount | None:
        token = self.tokens[i]
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if token.part.role == "digits":  # type: ignore[union-attr]
            if after is None or (after.part is None and after.word not in _CONTINUES):
                return self._plain_digits(i)
            first = self._share(i) or self._number(i)
        else:
            first = self._measure(i) or self._share(i) or self._vague(i) or self._number(i)
        if first is None or self._idiom(first):
            return None
        if first.kind in ("part", "vague", "pair"):
            return first
        return self._range(first) or first

    def _plain_digits(self, i: int) -> Amount | None:
        """Digits with nothing behind them that could belong to the number; what most numbers are."""
        token = self.tokens[i]
        if token.value < 0 or self._glued_to_word(i):
            return None
        sure = token.value >= 1000 and not token.word.isdigit()
        return Amount(token.start, token.end, i, i, token.value, token.value, "digits", sure, "", token.unclear)

    def _idiom(self, amount: Amount) -> bool:
        after = amount.last + 1
        return after < len(self.tokens) and self.tokens[after].word in _IDIOMS and amount.kind != "digits"

    def _range(self, first: Amount) -> Amount | None:
        joint = first.last + 1
        if joint + 1 >= len(self.tokens):
            return None
        if (either := self._either(first)) is not None:
            return either
        word = self.tokens[joint].word
        signed = word in ("-", "~") and self.tokens[joint].start - first.end <= 1
        percent = False
        if word == "%" and joint + 2 < len(self.tokens):  # 40%-50%
            percent, joint = True, joint + 1
            word = self.tokens[joint].word
            signed = word == "-"
        opened = self._opened(first.first)
        waw = word.startswith("و") and self.tokens[joint].part is not None and opened in _BETWEEN
        if waw and not percent:
            second = self._number(joint)
        elif signed or word in _OR or word in _TO:
            if word in _AND and opened not in _BETWEEN:
                return None
            if word in ("a", "а") and not (opened or first.kind == "digits"):
                return None
            second = self._number(joint + 1)
        else:
            second = self._digits_after_letter(joint, opened)
        if second is None or second.kind not in ("digits", "words"):
            return None
        low, high = first.low, second.high
        scale = self._scale_of(second)
        if (
            scale > 1
            and not first.sure
            and low < 1000
            and (low < second.low / scale or signed or word in _OR or opened)
        ):
            low *= scale
        if not low < high or (opened in _FROM and CHANGED.search(self.plain[max(0, first.start - 64) : first.start])):
            return None
        return Amount(
            first.start, second.end, first.first, second.last, low, high,
            "digits" if "digits" in (first.kind, second.kind) else "words", True, first.hedge, first.unclear or second.unclear,
        )  # fmt: skip

    def _either(self, first: Amount) -> Amount | None:
        """Read two guesses at one number: "thirty, thirty-five", "trois, peut-être quatre"."""
        if first.sure or self._word(first.last + 1) not in _GUESSED:
            return None
        m = _EITHER.match(self.plain, first.end)
        if m is None or not (m["comma"] or m["maybe"]) or "\n" in m[0]:
            return None
        at = next((i for i in range(first.last + 1, min(first.last + 7, len(self.tokens))) if self.tokens[i].start == m.end()), -1)
        second = self._number(at) if at >= 0 else None
        if second is None or second.kind != first.kind or not first.low < second.low <= 1.5 * first.low + 1:
            return None
        if not m["maybe"]:
            listed = first.first > 1 and self._word(first.first - 1) == "," and self.tokens[first.first - 2].part is not None
            if first.kind != "words" or listed or self._word(second.last + 1) in _LISTED:
                return None
        return Amount(first.start, second.end, first.first, second.last, first.low, second.high, first.kind, True, "about")

    def _digits_after_letter(self, joint: int, opened: str) -> Amount | None:
        """Read "بين ٢٠ و٣٠": the joint is a letter that leans on the digits."""
        if self.tokens[joint].word == "و" and opened in _BETWEEN:
            return self._number(joint + 1)
        return None

    def _opened(self, first: int) -> str:
        for back in range(first - 1, max(-1, first - 4), -1):
            word = self.tokens[back].word
            if word in _OPENERS or (word[:1] in "و" and word[1:] in _OPENERS):
                return word.lstrip("و") if word not in _OPENERS else word
            if self.tokens[back].part is not None or not word.isalpha():
                return ""
        return ""

    def _scale_of(self, amount: Amount) -> float:
        scale = 1.0
        for i in range(amount.first, amount.last + 1):
            part = self.tokens[i].part
            if (part is not None and part.role in ("mult", "vague")) or (
                part is not None and part.role in ("hundred", "dozen") and i > amount.first
            ):
                scale *= part.value
        return scale

    # --- measures ---

    def _measure(self, i: int) -> Amount | None:
        """Read "half an hour", "نصف لتر", "полтора литра", "ساعتين", and "a quarter of a million"."""
        part = self.tokens[i].part
        assert part is not None
        if part.role == "measure":
            return self._made(i, i, part.value, part.value, "measure", sure=True)
        if (whole := self._unit_and_a_half(i)) is not None:
            return whole
        if part.role == "times-half" and i and MEASURED.match(self.plain, self.tokens[i - 1].start, self.tokens[i - 1].end + 1) and not self._multiplier_follows(i):
            return self._made(i, i, 1.5, 1.5, "words", sure=True)  # "метра полтора"
        times, j = 1.0, i
        if part.role in ("article", "one") and part.value <= 3 and i + 1 < len(self.tokens) and self._adjoins(i, i + 1):
            times, j = part.value, i + 1
        word = self.tokens[j].word
        named = word if word in _MEASURED_PARTS else word[1:] if word[:1] in _LETTER_BEFORE else ""
        share = times * _MEASURED_PARTS.get(named, 0)
        if not 0 < share <= 1.5:
            return None
        last, k = j, j + 1
        while k < min(j + 3, len(self.tokens)) and self.tokens[k].word in ("a", "an", "of", "de", "d'", "-"):
            k += 1
        if k >= len(self.tokens) or not self._adjoins(k - 1, k):
            return None
        if self.tokens[k].word in ("noche", "dia"):  # "media noche", "medio día": hours of the day
            return None
        if MEASURED.match(self.plain, self.tokens[k].start, self.tokens[k].start + 24):
            if self.tokens[k - 1].word in ("a", "an", "of", "de", "d'"):
                last = k - 1
            return self._made(i, last, share, share, "words", sure=True)
        if share in (0.5, 1.5) or not self._multiplies(self.tokens[k]) or not (i < j or named[0] > "z" or k > j + 1):
            return None
        inner = self.tokens[k].part
        assert inner is not None
        return self._made(i, k, share * inner.value, share * inner.value, "words", sure=True)

    def _unit_and_a_half(self, i: int) -> Amount | None:
        """Read "an hour and a half", "une heure et demie", "ساعة ونصف", met at its half."""
        half = i + (self._word(i) in ("a", "one"))
        word = self._word(half)
        back = i - 1 if word.startswith("و") else i - 2
        if _MEASURED_PARTS.get(word.removeprefix("و"), 1) >= 1 or back < 0:
            return None
        joined = word.startswith("و") or self._word(i - 1) in _AND | {"з", "с"}
        unit = self.tokens[back]
        lead = int(unit.word[0] == "و" and not MEASURED.match(self.plain, unit.start, unit.end + 1))
        if not joined or not self._adjoins(back, back + 1) or not MEASURED.match(self.plain, unit.start + lead, unit.end + 1):
            return None
        if unit.word == "heures" and word == "quart":
            return None  # "cinq heures et quart"
        first = back - (self._word(back - 1) in (("a", "an", "one") if self._word(i - 1) == "and" or self._word(half - 1) == "and" else ("un", "une", "una")))
        value = 1 + _MEASURED_PARTS[word.removeprefix("و")]
        made = self._made(first, half, value, value, "measure", sure=True)
        return made._replace(start=made.start + lead) if first == back else made

    # --- shares and vague words ---

    def _share(self, i: int) -> Amount | None:
        """Read "two thirds", "half of", "نصف المدينة", "3/4 of"."""
        token = self.tokens[i]
        part = token.part
        assert part is not None
        if part.role == "two-thirds":
            return self._made(i, i, part.value, part.value, "part")
        if part.role == "digits" and self._word(i + 1) == "/" and self._adjoins(i, i + 2):
            below = self.tokens[i + 2]
            small = below.part is not None and below.part.role == "digits" and 1 < below.value <= 20
            if small and 0 < token.value < below.value and self._word(i + 3) in _OF | {"من"}:
                return self._made(i, i + 2, share := round(100 * token.value / below.value, 2), share, "part")
            return None
        if self._word(i + 1) in _PARTE and token.word in _ORDINAL_PARTS:
            first = i - (self._word(i - 1) in ("la", "una") and self._adjoins(i - 1, i))
            return self._made(first, i + 1, share := round(100 / _ORDINAL_PARTS[token.word], 2), share, "part")
        if part.role in ("one", "digits") and self._word(i + 2) in _PARTE and self._adjoins(i, i + 2):
            under = _ORDINAL_PARTS.get(self._word(i + 1), 0)
            if 0 < part.value < under:
                return self._made(i, i + 2, share := round(100 * part.value / under, 2), share, "part")
        named = token.word if token.word in _PARTS else token.word[1:] if token.word[:1] in _LETTER_BEFORE else ""
        if named in _PARTS:
            return self._lone_share(i, named)
        if (
            part.role in ("one", "digits", "article")
            and i + 1 < len(self.tokens)
            and (below := self.tokens[i + 1]).word in _PARTS
        ):
            if not self._adjoins(i, i + 1):
                return None
            over = 1.0 if part.role == "article" else part.value
            under = _PARTS[below.word]
            if over >= under or (below.word == "quarter" and self._word(i + 3) == "a") or self._timed(i + 2):
                return None
            if below.word in ("cuarto", "quinto") and self._word(i + 3)[:1].isdigit():
                return None  # "un cuarto de 3 por 4"
            if below.word in _OF_SOMETHING and not self._of_something(i + 2):
                return None
            return self._made(i, i + 1, share := round(100 * over / under, 2), share, "part")
        return None

    def _lone_share(self, i: int, named: str) -> Amount | None:
        following = self._word(i + 1)
        if self._timed(i + 1) or (i + 1 < len(self.tokens) and self._multiplies(self.tokens[i + 1])):
            return None
        if self.tokens[i].word[0] == "و" and named != self.tokens[i].word and i and (
            self.tokens[i - 1].part is not None or _HOUR_AR.fullmatch(self.tokens[i - 1].word)
        ):
            return None  # "الساعة تمنة وربع"
        if following in _VERB_LIKE or following in _PRONOUNS or (named[0] > "z" and following in _NO_NOUN) or (_CYRILLIC_VERB.search(following) and following[:1] > "z"):
            return None
        if named == "half":
            if following == "of" and self._word(i + 2) in _PRONOUNS:
                return None
            if following not in ("of", "the", "our", "its", "their", "his", "all", "this", "that"):
                return None
        elif named in ("moitie", "mitad"):
            if following not in ("de", "des", "du", "del", "d'"):
                return None
        elif re.match("[a-z]", named) or ("ء" <= named[0] <= "ي" and not following[:1].isalpha()):
            return None
        return self._made(i, i, share := round(100 / _PARTS[named], 2), share, "part")

    def _of_something(self, i: int) -> bool:
        """Say whether "of" and a thing follow, and not a pronoun: "a third of the houses", and not "a third of them"."""
        return self._word(i) in _OF | {"del"} and self._word(i + 1) not in _PRONOUNS

    def _timed(self, i: int) -> bool:
        return self._word(i) in _TIME_WORDS or bool(_HOUR_AHEAD.fullmatch(self._word(i + (self._word(i) == "на")))) or (
            self._word(i) in ("a", "an", "an", "past", "of") and self._word(i + 1) in _TIME_WORDS
        )

    def _vague(self, i: int) -> Amount | None:
        part = self.tokens[i].part
        assert part is not None
        if part.role == "few":
            j = i + 1
            if self._word(j) in _OF:
                j += 1
            inner = self.tokens[j].part if j < len(self.tokens) else None
            if (
                inner is None
                or inner.role not in ("mult", "vague", "hundred", "dozen", "about")
                or inner.value in (20, 1500)
            ):
                return None
            if not self._adjoins(j - 1, j):
                return None
            last, scale = j, inner.value
            if self.tokens[i].word in _COUPLE:
                low = high = 2 * scale
            elif scale in (10, 12):
                low, high = 20.0, 99.0
            else:
                low, high = 3 * scale, 9 * scale
            last, factor = self._more_scale(j)
            first = i - (self._word(i - 1) in ("a", "un", "une") and self._adjoins(i - 1, i))
            return self._made(first, last, low * factor, high * factor, "vague", sure=True)
        if part.role != "vague" or self._foreign(i):
            return None
        low, high = (
            (20.0, 99.0)
            if part.value == 10
            else (40.0, 99.0)
            if part.value == 20
            else (2 * part.value, 10 * part.value - 1)
        )
        turned = i + 1 + (self._word(i + 1) in ("зо", "за", "з", "с"))
        if "а" <= self.tokens[i].word[0] <= "ґ" and turned < len(self.tokens) and (ones := self.tokens[turned].part) and ones.role in ("one", "ten") and ones.value:
            return None  # "тысячи две": the figure begins behind it
        last, factor = self._more_scale(i)
        if self.tokens[i].word == "tens" and factor == 1:
            return None
        if [self._word(k) for k in (i - 3, i - 2, i - 1)] == ["un", "par", "de"]:
            return self._made(i - 3, last, 2 * part.value * factor, 2 * part.value * factor, "vague", sure=True)
        return self._made(i, last, low * factor, high * factor + factor - 1, "vague")

    def _more_scale(self, i: int) -> tuple[int, float]:
        """After "tens" or "several hundred": "of thousands", "тысяч", "de miles"."""
        j = i + 1
        if self._word(j) in _OF:
            j += 1
        if j < len(self.tokens):
            part = self.tokens[j].part
            if (
                part is not None
                and part.role in ("mult", "vague")
                and part.value >= 1000
                and len(self.tokens[j].word) > 1
            ):
                return j, part.value
            if part is not None and part.role == "dual":
                return i, 1.0
        return i, 1.0

    # --- one number ---

    def _number(self, i: int) -> Amount | None:
        if i >= len(self.tokens):
            return None
        token, part = self.tokens[i], self.tokens[i].part
        if part is None or (part.role in ("few", "half", "part", "two-thirds", "vague") and not self._opens_half(i)):
            return None
        if self._foreign(i):
            return None
        if part.role == "pair":
            return self._made(i, i, 2, 2, "pair")
        if (
            part.role in ("one", "article")
            and part.value == 1
            and i + 1 < len(self.tokens)
            and (after := self.tokens[i + 1].part)
        ):
            if after.role == "about":
                return None
            if after.role == "half" and self._adjoins(i, i + 1) and (rest := self._number(i + 1)):
                return rest._replace(start=token.start, first=i)
        if part.role == "glued":
            return self._made(i, i, part.value, part.value, "words", sure=True)
        if part.role == "about":
            if token.word in ("quarantaine", "cuarentena") and self._word(i - 1) not in ("une", "una"):
                return None
            if self._word(i - 1) not in ("une", "un", "una", "la", "cette", "esta", "d'une"):
                return None
            last, factor = self._more_scale(i)
            start = i - 1 if self._word(i - 1) in ("une", "un", "una") else i
            return self._made(start, last, part.value * factor, part.value * factor, "words", sure=True, hedge="about")
        total, group, floor, last_mult = 0.0, -1.0, 1e9, 1e18
        kind, sure, hedge, unclear, j = "words", False, "", "", i
        end = i - 1
        while j < len(self.tokens):
            token, part = self.tokens[j], self.tokens[j].part
            if j > i and not self._adjoins(j - 1, j):
                break
            if part is None:
                step = self._joint(j, group, floor, total)
                if not step:
                    break
                j += step
                continue
            if j > i and self._foreign(j):
                break
            role, value = part.role, part.value
            if role == "digits":
                if (
                    group >= 0
                    or value < 0
                    or (total and (value >= last_mult or not (self._multiplier_follows(j) or self._word(j - 1) == "و")))
                    or self._glued_to_word(j)
                ):
                    break
                group, floor, kind, unclear = value, 0, "digits", token.unclear
                sure = sure or (any(c in token.word for c in ",.'٬، ") and value >= 1000)
            elif role == "article":
                if j != i or not self._multiplier_follows(j):
                    break
                group, floor = 1, 0
            elif role == "one":
                if group < 0:
                    if total and (value >= last_mult or self._unjoined(j)):
                        break
                    group, floor = value, 0.5 if value >= 10 else (1 if "ء" <= token.word[0] <= "ي" else 0)
                elif (floor == 10 and value < 10 and not self._unjoined(j)) or (floor == 20 and value < 20) or (floor >= 100 and value < 100 and not self._unjoined(j)):
                    group, floor = group + value, 1 if "ء" <= token.word[0] <= "ي" and value < 10 else 0
                elif floor == 1 and value == 10:  # ثلاثة عشر
                    group, floor = group + 10, 0
                elif self.tokens[j - 1].word in ("-", "dix") and group % 100 in (10, 70, 90) and 7 <= value <= 9 and "dix" in (self._word(j - 1), self._word(j - 2)):
                    group, floor = group + value, 0
                else:
                    break
            elif role == "ten":
                if group < 0:
                    group = value
                elif floor >= 100 and value < 100 and not self._unjoined(j):
                    group += value
                elif value == 20 and group % 100 == 4 and token.word.startswith("vingt"):
                    group += 76
                elif floor == 1 and token.word.startswith("و"):  # ثلاثة وعشرون
                    group += value
                    floor = 0
                    end, j = j, j + 1
                    continue
                else:
                    break
                french = token.word.startswith(("vingt", "soixante"))
                floor = 20 if french and (group % 100 in (60, 80)) else 10
            elif role == "hundreds":
                if group >= 0 and floor < 1000:
                    break
                group, floor = max(group, 0) + value, 100
            elif role == "hundred":
                if token.word in ("ميه", "وميه") and group < 0 and not (total and token.word == "وميه") and not self._hundred_in_dialect(j):
                    break
                if group < 0 and token.word in ("hundred", "сотен", "сот", "сотень"):
                    break
                if group >= 100 or (group < 0 and total and last_mult <= 100):
                    break
                group, floor = (group if group > 0 else 1) * 100, 100
                sure = True
            elif role in ("mult", "vague", "dozen"):
                if value == 20 and role == "vague":
                    break
                if role == "vague" and value in (10, 12) and token.word in ("tens",):
                    break
                if group < 0 and (not self._alone(j, i, token.word) and not total):
                    break
                if group < 0 and total:
                    if token.word in ("millones", "ملايين", "مليون") and last_mult == 1e3:
                        total, last_mult = total * value, value
                        end, j = j, j + 1
                        continue
                    break
                if len(token.word) == 1 and (self._gap(j) or not token.start or group < 0):
                    break
                if value >= last_mult or (value < 100 and role != "dozen" and not (role == "vague" and value == 10)):
                    break
                total += (group if group > 0 else 1) * (10 if value == 10 else value)
                group, floor, last_mult, sure = -1, 1e9, value, True
            elif role == "dual":
                if group >= 0 or total:
                    if value == 2e3 and group >= 0 and not total:  # أربعمئة ألفا
                        total, group, last_mult, sure = group * 1e3, -1, 1e3, True
                        end, j = j, j + 1
                        continue
                    break
                total, last_mult, sure = value, value / 2, True
            elif role in ("half", "times-half", "part"):
                taken = self._half(j, i, group, total, last_mult)
                if taken is None:
                    break
                total, group, last_mult, j = taken
                sure, floor = True, 0
                end, j = j, j + 1
                continue
            else:
                break
            end, j = j, j + 1
        if end < i:
            return None
        value = total + max(group, 0)
        if group < 0 and not total:
            return None
        with_half, value = self._and_a_half(end, value, last_mult, total, group)
        sure, end = sure or with_half > end, with_half
        if kind == "words" and (spoken := self._spoken_decimal(end, value, group)):
            end, value, sure = *spoken, True
        letter = self._letter_mult(end, kind)
        if letter:
            end, value, sure = letter[0], value * letter[1], True
        return self._made(
            i, end, value, value, kind, sure=sure, hedge=hedge, unclear=unclear if not (total or letter) else ""
        )

    def _spoken_decimal(self, end: int, value: float, group: float) -> tuple[int, float] | None:
        """Take "two point four", "deux virgule vingt-cinq", "dos coma cinco", and what it multiplies."""
        if self._word(end + 1) not in _DECIMAL_WORDS or group < 0:
            return None
        digits, last = "", end + 2
        while (rest := self._number(last)) is not None and rest.kind == "words" and rest.low < 100 and len(digits) < 4:
            digits, last = f"{digits}{rest.low:.0f}", rest.last + 1
            if rest.low > 9:
                break
        if not digits or not self._adjoins(end, end + 1):
            return None
        value += float(f"0.{digits}")
        if last < len(self.tokens) and self._multiplies(self.tokens[last]) and self._adjoins(last - 1, last):
            return last, value * self.tokens[last].part.value  # type: ignore[union-attr]
        return last - 1, value

    def _hundred_in_dialect(self, j: int) -> bool:
        """Tell "مية وخمسين", a hundred and fifty, from "مية", water."""
        following = self.tokens[j + 1] if j + 1 < len(self.tokens) else None
        if following is None or not self._adjoins(j, j + 1):
            return False
        return (following.part is not None and (following.word[0] == "و" or self._multiplies(following))) or following.word in _AFTER_HUNDRED

    def _halved(self, token: Token) -> bool:
        """Say whether "half" may stand before it: "half a million", "medio centenar"."""
        return self._multiplies(token) or (token.part is not None and token.part.role == "about")

    def _unjoined(self, j: int) -> bool:
        """In Arabic nothing is added without "and": "ألفين واحد" are two thousand people."""
        word = self.tokens[j].word
        return "ء" <= word[0] <= "ي" and (word in LEXICON or word[0] != "و") and self._word(j - 1) != "و"

    def _opens_half(self, i: int) -> bool:
        """Say whether "half", "نصف", "demi" opens a number here: "half a million", "пів мільйона", "medio millón"."""
        part = self.tokens[i].part
        if part is None or part.role not in ("half", "part") or part.value not in (0.5, 2):
            return False
        j = i + 1
        if self._word(j) in ("a", "an", "of", "-"):
            j += 1
        return j < len(self.tokens) and self._halved(self.tokens[j]) and self._word(j) not in ("сотня",)

    def _half(
        self, j: int, i: int, group: float, total: float, last_mult: float
    ) -> tuple[float, float, float, int] | None:
        part = self.tokens[j].part
        assert part is not None
        if total or (group >= 0 and part.role != "half"):
            return None
        if group >= 0:
            return None
        if part.role == "times-half":
            share = 1.5
        elif self._opens_half(j):
            share = 0.5
        else:
            return None
        k = j + 1
        if self._word(k) in ("a", "an", "of", "-"):
            k += 1
        if k >= len(self.tokens) or not self._halved(self.tokens[k]):
            return None
        inner = self.tokens[k].part
        assert inner is not None
        scale = 1e3 if inner.role == "dual" else inner.value
        return share * scale, -1, scale, k

    def _and_a_half(self, end: int, value: float, last_mult: float, total: float, group: float) -> tuple[int, float]:
        """Take "and a half", "et demi", "y medio", "ونصف" after a number, and what it multiplies."""
        j = end + 1
        words = [self._word(k) for k in range(j, j + 4)]
        half = 0.0
        taken = 0
        if words[0] in ("ونصف", "ونص", "وربع"):
            half, taken = (0.25 if words[0] == "وربع" else 0.5), 1
        elif words[0] in ("and", "et", "y", "з", "с", "и", "і", "із", "та") and words[1] in _HALF_WORDS:
            half, taken = 0.5, 2
        elif words[0] == "and" and words[1] in ("a", "one") and words[2] in ("half", "quarter"):
            half, taken = (0.5 if words[2] == "half" else 0.25), 3
        if not taken or (group >= 0 and total):
            return end, value
        last = j + taken - 1
        following = self.tokens[last + 1] if last + 1 < len(self.tokens) else None
        if total and group < 0:
            if following is not None and (following.word in ("المليون", "الالف", "المليار") or (following.part is not None and following.part.value == last_mult)):
                last += 1
            return last, value + half * last_mult
        if following is not None and self._multiplies(following):
            part = following.part
            assert part is not None
            return last + 1, (value + half) * part.value
        if following is not None and following.part is None:
            return last, value + half
        return end, value

    def _letter_mult(self, end: int, kind: str) -> tuple[int, float] | None:
        """A lone "m", "b", "K" that leans on digits: "1.5m", "20k". Metres are told apart in `check/figures.py`."""
        if kind != "digits" or end + 1 >= len(self.tokens):
            return None
        token = self.tokens[end + 1]
        if token.word == "b" and self.plain[max(0, self.tokens[end].start - 2) : self.tokens[end].start].strip()[-1:] not in tuple("$€£₴₽"):
            return None  # "exit 14b"
        if token.start != self.tokens[end].end or token.word not in ("k", "к", "bn", "mn", "mln", "b"):
            return None
        return end + 1, {"k": 1e3, "к": 1e3, "bn": 1e9, "b": 1e9}.get(token.word, 1e6)

    def _joint(self, j: int, group: float, floor: float, total: float) -> int:
        """How many tokens a joint inside a number takes: "a hundred and five", "treinta y dos", "twenty-five"."""
        word = self.tokens[j].word
        following = self.tokens[j + 1].part if j + 1 < len(self.tokens) else None
        if word == "و" and following is not None and following.role == "digits" and total >= 1000 and group < 0:
            first = j
            while first and self.tokens[first - 1].part is not None:
                first -= 1
            again = j + 2 < len(self.tokens) and self._multiplies(self.tokens[j + 2])  # "18 ألفا و22 ألفا"
            return int(not again and self.tokens[j + 1].start == self.tokens[j].end and self._opened(first) not in _BETWEEN)
        if following is None or following.role not in ("one", "ten", "hundreds", "hundred"):
            return 0
        if not self._adjoins(j, j + 1):
            return 0
        if word == "-" and self.tokens[j].start == self.tokens[j - 1].end:
            if floor in (10, 20) and following.role == "one" and following.value < floor:
                return 1
            if group % 100 in (10, 70, 90) and 7 <= following.value <= 9 and self.tokens[j - 1].word == "dix":
                return 1
            if group % 100 == 4 and following.value == 20 and self.tokens[j + 1].word.startswith("vingt"):
                return 1
            return 0
        fits = following.role == "one" or (following.role == "ten" and floor >= 100)
        if word in ("and", "و") and fits and (floor >= 100 or (total and group < 0)):
            return 1
        if (
            word == "y"
            and floor == 10
            and following.role == "one"
            and following.value < 10
            and self.tokens[j - 1].word[:2] != "ve"
        ):
            return 1
        if word == "et" and floor in (10, 20) and following.role == "one" and following.value in (1, 11):
            return 1
        return 0

    def _alone(self, j: int, i: int, word: str) -> bool:
        """Say whether a multiplier may stand without a count: "mille", "ألف", "тысяча", and never "thousand"."""
        return word.lstrip("و") in _ALONE and j == i

    def _multiplier_follows(self, j: int) -> bool:
        return j + 1 < len(self.tokens) and self._multiplies(self.tokens[j + 1]) and self._adjoins(j, j + 1)

    @staticmethod
    def _multiplies(token: Token) -> bool:
        part = token.part
        if part is None:
            return False
        return (
            part.role in ("mult", "hundred", "dozen")
            or (part.role in ("vague", "dual") and part.value >= 100)
            or (part.role == "vague" and part.value == 10 and token.word != "tens")
        )

    def _foreign(self, i: int) -> bool:
        """Say whether a Latin word that is a number in one language is no number in the language of this text."""
        wanted = LATIN_TWINS.get(self.tokens[i].word)
        if not wanted or self._word(i - 1) in ("-", "dix"):
            return False
        if self._word(i - 1) in _COMPANY.get(wanted, ()) or self._word(i + 1) in _COMPANY.get(wanted, ()):
            return False
        if self._latin is None:
            self._latin = latin_language([token.word for token in self.tokens[:400]])
        if self.tokens[i].word in ("once", "sept", "miles", "cuarto", "media", "unos", "unas"):
            return self._latin != wanted
        return self._latin not in (wanted, "")

    def _glued_to_word(self, j: int) -> bool:
        """A digit run that a letter leans on is a name: "T72". Arabic particles lean on counts too."""
        start = self.tokens[j].start
        if start and (before := self.plain[start - 1]) and (before.isalpha() or before in "_#@"):
            return (
                self.tokens[j - 1].word not in ("و", "ب", "ل", "ف", "ك", "ال", "بال", "لل", "وال", "d'", "وب", "ول")
                or before in "_#@"
            )
        return bool(start) and self.plain[start - 1] in "./:\\" and start > 1 and self.plain[start - 2].isalnum()

    def _gap(self, j: int) -> bool:
        return j > 0 and self.tokens[j].start != self.tokens[j - 1].end

    def _adjoins(self, left: int, right: int) -> bool:
        """Say whether nothing but a blank or a hyphen stands between two tokens, and no line ends there."""
        if right >= len(self.tokens):
            return False
        return self.plain[self.tokens[left].end : self.tokens[right].start] in _JOIN or right - left > 1

    def _word(self, i: int) -> str:
        return self.tokens[i].word if 0 <= i < len(self.tokens) else ""

    def _made(
        self,
        first: int,
        last: int,
        low: float,
        high: float,
        kind: str,
        *,
        sure: bool = False,
        hedge: str = "",
        unclear: str = "",
    ) -> Amount:
        start = self.tokens[first].start
        word = self.tokens[first].word
        if word[:1] in _LETTER_BEFORE and (word not in LEXICON or word in ("ونص", "ونصف")) and word[1:] in LEXICON:
            start += 1
        if (
            self.tokens[last].word in _SHORTENED
            and self._word(last + 1) == "."
            and self.tokens[last + 1].start == self.tokens[last].end
        ):
            last += 1
        return Amount(start, self.tokens[last].end, first, last, low, high, kind, sure, hedge, unclear)


_CONTINUES = (
    _AND | _OR | _TO | _HALF_WORDS | _IDIOMS
    | frozenset(("-", "~", "%", "/", "з", "с", "із", "k", "к", "bn", "mn", "mln", "b", "тис", "тыс", "млн", "млрд"))
)  # fmt: skip
"""What may stand behind digits and still be part of the number, besides number words."""
_MEASURED_PARTS: dict[str, float] = {
    plain_letters(word).lower(): value
    for value, words in (
        (0.5, "half نصف نص пів пол demi demie medio media половину половиною половиной"),
        (0.25, "quarter quarters ربع أرباع чверть чверті четверть четверти quart quarts cuarto cuartos"),
        (1 / 3, "ثلث третина третину треть"),
        (1.5, "півтора півтори полтора полторы півторы полутора"),
    )
    for word in words.split()
}
MEASURED = pattern(
    "(?:" + "|".join([words for name, words in UNITS if name not in ("percent", "money")] + [LENGTHS_OF_TIME]) + ")",
    re.IGNORECASE,
)
"""A unit of length, area, mass, volume, heat or time, at the place where it is looked for."""
_FROM = frozenset(("from", "de", "d'", "du", "desde", "من", "от", "від", "с", "з", "із", "со", "зі"))
CHANGED = pattern(
    r"(?<!\w)(?:ris(?:e|es|ing|en)|rose|f[ae]ll(?:s|ing|en)?|drop\w{0,4}|w[eo]nt|gone|jump\w{0,3}|climb\w{0,3}|shr[aiu]nk\w{0,3}|gr[eo]wn?|up|down|cut|slashed|raised|lowered|increased|decreased|declined|soared|changed|moved|reduced|swelled"
    r"|pass[eé]\w{0,4}|mont[eé]\w{0,4}|descend\w{0,4}|tomb[eé]\w{0,4}|chut[eé]\w{0,4}|grimp[eé]\w{0,4}|augment[eé]\w{0,4}|diminu[eé]\w{0,4}|baiss[eé]\w{0,4}|rédui\w{1,4}"
    r"|pas(?:ó|aron|ado|a)|sub(?:ió|ieron|ido|e)|baj(?:ó|aron|ado|a)|ca(?:yó|yeron|ído|e)|aument\w{1,5}|redu\w{2,6}|crec\w{1,4}"
    r"|вырос\w{0,3}|поднял\w{1,3}|упал\w?|снизил\w{1,3}|сократил\w{1,3}|увеличил\w{1,3}|подорожал\w?|подешевел\w?|уменьшил\w{1,3}|возрос\w{0,2}"
    r"|зріс|зросл\w|виріс|виросл\w|впа[влі]\w?|знизил\w{1,3}|скоротил\w{1,3}|збільшил\w{1,3}|подорожча\w{1,2}|подешевша\w{1,2}|зменшил\w{1,3}|підня\w{2,4}"
    r"|[وف]?(?:ارتفعت?|انخفضت?|زادت?|تراجعت?|هبطت?|صعدت?|قفزت?|تقلصت?|طلعت?|نزلت?))(?!\w)[^.!?؟\n\d]{0,40}$",
    re.IGNORECASE,
)
"""A verb of change before "from": then two figures are told, and no range."""
_TWO = Part("pair", 2)
_DUAL = re.compile(r"(?!ال|وال|بال|لل|مرت|كلم|فلسط|بسات|فسات|رصات|سكات|مدين|متين|ستين|اثن|اتن|ثنت|[وبفل](?:مرت|كلم|ست|اثن|اتن))[ء-ي]{4,12}تين")
"""A feminine noun for two of its kind: \"شاحنتين\"; not \"twice\", \"two words\" and plurals that only look so."""
_SHORT_JOINED = frozenset(("بست", "وست", "بمية"))
_DECIMAL_WORDS = frozenset(("point", "virgule", "coma", "кома", "فاصله"))
_COMPANY = {
    "fr": frozenset("deux trois quatre cinq six huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente quarante cinquante soixante cents mille".split()),
    "es": frozenset("dos tres cuatro cinco seis siete ocho nueve diez cien ciento doscientos trescientos veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa mil".split()),
}
"""Number words that tell the language of a twin beside them: "neuf cents", "dos mil"."""
_SHORTENED = frozenset(("тис", "тыс", "млн", "млрд"))
_PARTS: dict[str, float] = {
    plain_letters(word).lower(): value
    for value, words in (
        (2, "half نصف половина половину половини половины половиною половиной moitié mitad"),
        (3, "third thirds ثلث третина третину третини третин треть трети третью третіх третей tiers tercio tercios"),
        (4, "quarter quarters ربع أرباع чверть чверті четверть четверти четвертью quart quarts cuarto cuartos"),
        (5, "fifth fifths quinto quintos cinquième cinquièmes"),
        (10, "tenth tenths dixième dixièmes"),
    )
    for word in words.split()
}
_PARTE = frozenset(("parte", "partes", "часть", "части", "частина", "частини", "частину"))
_ORDINAL_PARTS: dict[str, float] = {
    plain_letters(word).lower(): under
    for under, words in (
        (3, "tercera terceras третья третьей третью третя третю третини"), (4, "cuarta cuartas четвёртая четвёртую четверта четверту"),
        (5, "quinta quintas пятая пятую п'ята п'яту пятых п'ятих"), (10, "décima décimas десятая десятую десята десяту десятых десятих"),
    )
    for word in words.split()
}  # fmt: skip
"""Parts told by an ordinal: "la cuarta parte", "пятая часть"."""
_HOUR_AHEAD = pattern(
    r"(?:перш|друг|трет|четверт|п'ят|шост|сьом|восьм|дев'ят|десят|одинадцят|дванадцят|перв|втор|пят|шест|седьм|девят|одиннадцат|двенадцат)(?:а|я|ого|ої|ьої|ьего|у|ю)"
)
"""The hour that a quarter or a half belongs to: "четверть пятого", "чверть на п'яту"."""
_NO_NOUN = frozenset(plain_letters(word).lower() for word in NO_THING)
_HOUR_AR = pattern("ال(?:واحد|ثاني|تاني|ثالث|تالت|رابع|خامس|سادس|سابع|ثامن|تامن|تاسع|عاشر|حادي)[ةه]?|وحدة|تنتين|تلاتة|اربعة|خمسة|ستة|سبعة|تمنة|تسعة|عشرة")
_OF_SOMETHING = frozenset(("cuarto", "quart", "fifth", "tenth", "quarter", "third", "quinto", "tiers", "tercio", "moitie", "mitad"))
_PRONOUNS = frozenset("me you him her yourself myself moi toi lui mi mí ti меня тебя себя мене тебе себе нас вас его её ее их його її їх it this that which what us them eux nous vous cela ça ello ellos ellas nosotros eso esto lui elle".split())
_CYRILLIC_VERB = re.compile(r"(?:ить|ять|ють|уть|ает|яет|ует|ают|яют|уют|ится|ется|тся|ться|лся|лась|лись|ло|ает|аить|чит|рит|жит|сит)$")
_VERB_LIKE = frozenset(plain_letters(w) for w in "мовчить молчит спить спит плаче плачет чекає ждёт горить горит не no ne n'".split())
_TIME_WORDS = frozenset(
    plain_letters(word).lower()
    for word in (
        "hour hours minute minutes day days year years month months week weeks century night الليل ليل ساعة الساعة يوم سنة شهر دقيقة قرن "
        "години годину година дня дні року часа час года месяца століття heure heures journée an année siècle hora horas día año mes siglo hour's"
    ).split()
)
_ALONE = frozenset(
    plain_letters(word).lower()
    for word in (
        "ألف ألفا مليون مليونا مليار مليارا тисяча тисячу тысяча тысячу мільйон миллион мільярд миллиард mille mil million مئة مائة "
        "десяток дюжина дюжину дюжини мильён мільойн лям"
    ).split()
)
