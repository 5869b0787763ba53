# ruff: noqa: E501, SIM905 - a pattern reads worse when it is broken in the middle, and words need no quotes between them
"""
Numbers that name or date and count nothing: hours, years, ages, scores, calibres, marks of lists, names of places.
"""

from __future__ import annotations

import re

from firsthand.check import numbers
from firsthand.check.amounts import Amount
from firsthand.check.around import LABEL, MONTHLY, NOT_COUNTED, PLAYING, SOUNDING, UNIT_WORD, Around, is_people
from firsthand.check.beside import Ending
from firsthand.check.mapped import pattern

_I = re.IGNORECASE
TIME_CUE = Ending((("lasting", numbers.DURATION_CUE),), "the les los last past only nearly almost")
SINCE = pattern(rf"[^.!?\n]{{0,16}}?(?<!\w)(?:{numbers.SINCE})(?!\w)", _I)
_LASTING_SINCE = pattern(
    r"[^\W\d_] (?:depuis|desde hace|منذ)(?: (?:نحو|حوالي|أكثر من|plus de|près de|presque|más de|casi|unos))? $", _I
)
_SINCE_BEFORE = Ending(
    (("since", numbers.SINCE_BEFORE),),
    "about around nearly almost over unos casi نحو حوالي майже около почти понад более environ",
)
_YEAR_BEFORE = Ending((("year", numbers.YEAR_BEFORE),))
_MONTH_AFTER = pattern(rf"(?:st|nd|rd|th|er)?(?: of| de| -)?[ -]?(?:{numbers.MONTHS})(?!\w)", _I)
_MONTH_BEFORE = pattern(rf"(?<!\w)(?:{numbers.MONTHS})\.? (?:the )?$", _I)
_NOT_AFTER = pattern(numbers.NOT_COUNTED_AFTER, _I)
_HEDGES_PASSED = "at least more than over about around nearly some another up to an estimated عن من أكثر نحو ما لا يقل щонайменше близько понад около более не менее au moins près de plus environ al menos más a unos cerca"
_HARM = Ending((("harm", numbers.HARM_BEFORE),), _HEDGES_PASSED)
_HARMED = pattern(
    r"(?:killed|dead|died|die|wounded|injured|hurt|missing|surviv\w+|trapped|detained|arrested|displaced|evacuated|rescued|buried|قتل|استشهد|جريح|أصيب|مفقود|загину\w|поранен\w|вбит\w|зник\w|погиб\w|ранен\w|убит\w|пропа\w|tu[eé]|mort|bless|disparu|muert|herid|desaparecid|murió|falleci)",
    _I,
)
_LIST_MARK = re.compile(r"[ ]{0,6}\d{1,3}[.)] ")
_SHORT_TIME = re.compile(r"\d{1,2} ?h ?\d{2}(?!\d)")
_CLOCK = pattern(
    r"(?<!\w)(?:rdv|rendez-vous|meet|at|around|by|until|till|from|before|after|о|об|в|к|до|à|vers|dès|a las?|las|الساعة|الساعه) ?$", _I
)
_ARABIC_CLITIC = re.compile(r"(?:^| )[وبلفك]$")
_PAST = pattern(r" (?:past|to) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|midnight|noon|\d{1,2})(?!\w)| past(?= and|[,.;!?]|$)", _I)
_DAY_PART = pattern(r" ?(?:in the (?:early )?(?:morning|afternoon|evening)|at night|ранку|утра|вечора|вечера|ночі|ночи|du matin|de la mañana|de la madrugada|صباحا|مساء|ليلا|فجرا|ظهرا|عصرا|heures et quart|heures moins)(?!\w)", _I)
_HOURS_ON = re.compile(r" ?[hH](?:eures?)? (?:à|a|et|-) \d{1,2} ?[hH](?!\w)")
_HOUR_LETTER = re.compile(r" ?[hH](?!\w)")
_HOUR_TO = re.compile(r"\d ?[hH](?:eures?)? (?:à|a|et|-) $")
_LEANING = frozenset("-'’/°ºª")
_DASHED = re.compile(r"-\d{3}-")
_DASHED_IN = re.compile(r"\d-\d{3}$")
_JOINED = re.compile(r"[-:/]\d")
_DASHED_ON = re.compile(r" ?- ?\d")
_JOINED_BEFORE = re.compile(r"\d ?[-:] ?$")
_DAY_NUMBER = re.compile(r"\d{1,2}(?: ?- ?\d{1,2})?")
_HOUR_MINUTE = re.compile(r"\d{1,2}[.h][0-5]\d")
_HOUR_APART = re.compile(r"\d{1,2} h \d")
_HOUR_AFTER = re.compile(r" ?(?:h(?!\w)|heures?|horas?|год\.)")
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?: ?- ?(?:1[89]|20)?\d\d)?")
_YEAR_AFTER = re.compile(r"s(?!\w)|-(?:х|е|і|го|му)| ?(?:год|рок|року|р\.|г\.|г(?!\w)|р(?!\w))")
_CALIBRE_SOUND = pattern(rf"(?<!\w)(?:{numbers.SOUNDS})(?: [^\W\d_]+){{0,1}} (?:\d+ (?:مو|مش|not|не|pas|no) )?$", _I)
_PLAYED = pattern(rf"(?<!\w)(?:{numbers.PLAYED})(?!\w)", _I)
_SCORED = re.compile(r" (?:(?:(?:a|à|to|на) )?(?:صفر|nil|zero|нуль|ноль|cero|zéro)(?!\w)|(?:a|à|to|на) (?P<other>\d{1,2})(?![\d.,]| ?(?:%|km|m(?!\w)|k)))", _I)
_SCORED_BEFORE = re.compile(r"(?<![\d.,])(?P<other>\d{1,2}) (?:a|à|to) $", _I)
_GENERATION = re.compile(r"[2-6]G(?!\w)")
_NAMED_BEFORE = re.compile(r"(?<!\w)(?:[Tt]he|[Ll]es|[Ll]os|[Ll]as) (?:[A-Z][a-z]+ )$")
_NAMED_AFTER = re.compile(r" (?!\w+(?:an|ans|ish|ese|is|ic|iens?|iennes?|ains?|ais|os|as) )[A-ZА-ЯІЄ][a-zа-яієґ]{2,20} (?:[A-ZА-ЯІЄ][a-zа-яієґ]+ )?(?:is|was|are|were|est|es|era|était|- це|- это|- цe)(?!\w)")
_CLOCK_BEFORE = pattern(r"(?<!\w)(?:(?:quarter|half|ten|five|twenty|minutes?) (?:to|past|till)|без (?:четверти|чверті|пяти|п'яти|десяти|двадцати)|за (?:чверть|п'ять|десять)|(?:eran|son|serán|desde|hasta|hacia|para|sobre|tras|antes de|después de|a eso de) las) $", _I)
_CLOCK_ENDS = frozenset("to past till las четверти чверті пяти п'яти десяти двадцати чверть п'ять десять".split())
_LATE_HOUR = pattern(r"(?<!\w)(?:après|avant|dès|jusqu'à|depuis|entre|passé|passées?|vers|de) $", _I)
_ON_THE = frozenset("el le the on du del au".split())
_GOES = re.compile(r" (?:goes|runs|stops|leaves|comes|passes|turns|does|doesn't|doesnt|is|was|took|still|only|never)(?!\w)", _I)
_THE_ONE = frozenset("la le el du au del".split())
_AGED = pattern(rf"(?<!\w)(?:{numbers.AGED}) (?:of|de) $", _I)


def harm_before(words: list[str]) -> tuple[str, str]:
    """As `Ending.find`; "at" is passed over in "at least" only."""
    return ("", "") if words[-1:] == ["at"] else _HARM.find(words)

_ROUGHLY = frozenset("unos unas about around some nearly almost environ quelque casi apenas over presque".split())


class Naming(Around):
    """Tells digits and words that name from those that count."""

    def _score_in_words(self, amount: Amount) -> bool:
        """Take "تلاتة واحد" beside a word of sport for a score."""
        after = amount.last + 1
        part = self.tokens[after].part if after < len(self.tokens) else None
        begin, end = self._sentence(amount.start)
        return amount.high < 20 and part is not None and part.role == "one" and bool(_PLAYED.search(self.plain, begin, end))

    def _of_the_clock(self, amount: Amount, words: list[str], after: str) -> bool:
        """Take "ten past four", "a las siete", "de 20h à 6h" for hours."""
        if amount.high > 59:
            return False
        last = self.tokens[amount.last].word
        if words[-1:] and words[-1] in _CLOCK_ENDS and _CLOCK_BEFORE.search(self.plain, max(0, amount.start - 24), amount.start) and amount.high < 25:
            return True
        if _DAY_PART.match(after) and amount.high < 25 and (amount.kind == "digits" or not after.startswith((" ночи", " ночі")) or last.endswith(("х", "и"))):
            return True
        if words[-1:] and words[-1] in ("el", "le") and amount.kind == "digits" and amount.low <= 31 and amount.low == amount.high and not self._next(amount.end) & UNIT_WORD:
            return True  # "el 9 salimos"
        if words[-2:-1] == ["il"] and words[-1] in ("est", "etait", "sera") and after.startswith(" heure"):
            return True
        if after.startswith(" o'clock") or words[-1:] == ["без"]:
            return True
        if amount.kind == "words" and words[-1:] and after.startswith((" ночи", " ночі")) and words[-1] in ("в", "о", "об", "до", "к", "после", "після"):
            return True
        if amount.kind == "words" and self._holds & MONTHLY and words[-1:] and words[-1] in _ON_THE and _MONTH_AFTER.match(after):
            return True  # "el quince de mayo"
        if (_PAST.match(after) and words[-1:] != ["from"]) or (words[-2:] and words[-2:] in (["a", "las"], ["a", "la"], ["para", "las"], ["sobre", "las"], ["hacia", "las"])):
            return True
        return bool(_HOURS_ON.match(after)) or (not amount.sure and len(words) > 1 and bool(_HOUR_LETTER.match(after)) and bool(_HOUR_TO.search(self.plain, max(0, amount.start - 12), amount.start)))

    def _in_a_row(self, amount: Amount) -> bool:
        """A number between two others is a column of a table, a page of digits, a statement of a bank."""
        if not 0 < amount.first <= amount.last < len(self.tokens) - 1:
            return False
        left, right = self.tokens[amount.first - 1], self.tokens[amount.last + 1]
        return left.part is not None and right.part is not None and left.part.role == right.part.role == "digits"

    def _named(self, amount: Amount, before: str, after: str, words: list[str], behind: int) -> bool:
        """Tell digits that name: a year, a date, an hour, a calibre, a mark of a list, a score."""
        plain, start, end = self.plain, amount.start, amount.end
        digits = plain[start:end]
        mark = after[:1]
        other = (mark in _LEANING or behind & NOT_COUNTED) and mark and _NOT_AFTER.match(after)
        if other and (not amount.sure or (mark not in "-'’" and amount.low < 1000)):
            return True
        if (
            before[-1:] in "#№@_/\\:"
            and before[-1:]
            and not before.endswith((": ", "://"))
            and not (before[-1:] == ":" and amount.sure)
        ):
            return True
        if before[-1:].isalpha() and not _ARABIC_CLITIC.search(before[-2:]) and not before.endswith(("ال", "'")):
            return True
        if mark in "eExXbB" and mark and after[1:2].isdigit():
            return True  # "1e9", "4x4"
        if (before[-1:] == "." and before[-2:-1] in " \n") or (mark == "-" and _DASHED.match(after)) or _DASHED_IN.match(digits):
            return True
        if before[-1:] == "-" and before[-2:-1].isalnum():
            return True
        if mark == "G" and _GENERATION.match(plain, start, end + 2):
            return True
        if words and words[-1] == "the" and amount.low < 1000 and amount.low == amount.high and _GOES.match(after):
            return True  # "the 41 goes as far as the cemetery"
        if words and words[-1] in _THE_ONE and amount.low < 1000 and amount.low == amount.high and not self._unit_after(end):
            return True  # "la 22 llega", "le 7 ne passe plus"
        if amount.high < 1000 and not amount.sure and self._holds & SOUNDING and _CALIBRE_SOUND.search(before[-40:]) and not self._people_after(amount.last + 1, close=True):
            return True
        if amount.high < 100 and self._holds & PLAYING and self._scored(amount, before, after):
            return True
        if amount.low < 100 and before[-3:].lower() in ("of ", "de ") and _AGED.search(before[-24:]) and not self._unit_after(end):
            return True
        if _LIST_MARK.match(plain[start : start + 6]) and (
            not start or plain[start - 1] == "\n" or before.strip(" ") == ""
        ):
            return True
        if mark in "-:/ " and mark and (_JOINED.match(after) or (not amount.sure and _DASHED_ON.match(after))):
            return True
        if not amount.sure and before[-2:].strip()[-1:] in "-:" and _JOINED_BEFORE.search(before[-4:]) and not self._people_after(amount.last + 1, close=True):
            return True
        monthly = self._holds & MONTHLY
        if monthly and _DAY_NUMBER.fullmatch(digits) and (
            _MONTH_AFTER.match(after) or (_MONTH_BEFORE.search(before[-28:]) and not self._people_after(amount.last + 1))
        ):  # fmt: skip
            return True
        if _HOUR_MINUTE.fullmatch(digits) and _CLOCK.search(before[-14:]):
            return True
        if _SHORT_TIME.match(plain, start, end + 4) and not _HOUR_APART.match(digits):
            return True
        if _YEAR.fullmatch(digits):
            if _YEAR_BEFORE.find(words)[0] or (monthly and _MONTH_BEFORE.search(before[-28:])) or _YEAR_AFTER.match(after):
                return True
            if not self._people_after(amount.last + 1, close=True) and not self._unit_after(end):
                return not harm_before(words)[0]
        return len(digits) < 3 and bool(_HOUR_AFTER.match(after)) and digits.isdigit() and bool(_CLOCK.search(before[-14:]))

    def _scored(self, amount: Amount, before: str, after: str) -> bool:
        """Take "1 a 0" and, beside a word of sport, "2 a 5" for the score of a match."""
        m = _SCORED.match(after) or _SCORED_BEFORE.search(before[-8:])
        if not m and amount.low == amount.high:
            return False
        begin, end = self._sentence(amount.start)
        return bool(_PLAYED.search(self.plain, begin, end))

    def _one_harmed(self, amount: Amount) -> bool:
        """Take "one child was killed", and leave "one of us", "no one", "one day"."""
        after = amount.last + 1
        if (
            after >= len(self.tokens)
            or not is_people(self.tokens[after].word)
            or self.tokens[amount.last].word.endswith(("احد", "احدي"))
            or self.tokens[amount.last].word in ("un", "une", "una", "uno")
        ):
            return False
        begin, end = self._sentence(amount.start)
        return bool(_HARMED.search(self.plain, max(begin, amount.start - 40), min(end, amount.end + 60)))

    def _lasting(self, length: re.Match[str], before: str, words: list[str], after: str, low: float) -> bool:
        """Tell a length of time from an age and from a time before now."""
        if SINCE.match(after) or self._since(before, words) or length[0].lower().strip(" -") == "yo":
            return False
        if length["hour"] and (_CLOCK.search(before) or (length["hour"] in ("h", "heures") and not after.startswith((" d", " s")) and _LATE_HOUR.search(before) and 5 <= low <= 24)):
            return False
        if LABEL.find(words)[0] or (length["hour"] in ("h", "H") and re.match(r" ?\d", after)):
            return False
        if length["year"]:
            if re.search(
                r"(?<!\w)(?:is|was|was only|am|are|turned|turns|a|avait|tiene|tenia|tienen|cumplio|ей|ему|йому|їи|іи|мне|мені|лишь|только|of|de|aged|just|only|boy|girl|son|daughter),? ?$",
                before,
            ) and not re.match(r" (?:of|de|войны|війни|من|conflict|siege|guerra|guerre)", after):
                return False
            if re.match(r"[ -]?(?:lets?|olds?|-old)", after):
                return False
            if len(words) > 2 and words[-1] in _ROUGHLY and words[-2] in ("of", "de", "d'", "aged") and _AGED.search(" ".join(words[-4:-1]) + " "):
                return False
            return bool(
                TIME_CUE.find(words)[0]
                or re.match(
                    r" (?:of|de|du|d'|войны|війни|облоги|осады|من|conflict|without|in |بلا|بدون|без|sans|sin)", after
                )
            )
        return True

    @staticmethod
    def _since(before: str, words: list[str]) -> bool:
        """Tell "five days ago" from a state that has lasted: "cut off منذ ثلاثة أشهر", "fermée depuis 5 jours"."""
        return bool(_SINCE_BEFORE.find(words)[0]) and not _LASTING_SINCE.search(before)

    def _capital_name(self, amount: Amount, before: str, after: str) -> bool:
        """Tell "Quince Row" and "Seven Oaks" inside a sentence from a count."""
        plain, start = self.plain, amount.start
        if not plain[start].isupper() or plain[start : amount.end].isupper():
            return False
        if _NAMED_BEFORE.search(before):
            return True  # "the Big Four"
        if amount.first == amount.last and _NAMED_AFTER.match(after) and not before.strip(" \"«“„'") and not self._people_after(amount.last + 1):
            return True  # "Three Wells is a village"
        return (
            plain[start].isupper() and plain[start + 1 : start + 2].islower() and amount.first == amount.last
            and before[-1:] == " " and before[-2:-1].isalpha() and after[:1] == " " and after[1:2].isupper()
        )  # fmt: skip
