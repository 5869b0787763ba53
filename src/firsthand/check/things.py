# ruff: noqa: E501, SIM905 - a pattern reads worse when it is broken in the middle, and words need no quotes between them
"""
What a number counts: the noun behind it or before it, a total that its clause announces, the whole of a share.
"""

from __future__ import annotations

import re

from firsthand.check import numbers
from firsthand.check.amounts import Amount
from firsthand.check.around import NO_THING, TOTALLED, UNIT, is_people
from firsthand.check.mapped import pattern, plain_letters
from firsthand.check.naming import Naming, harm_before

_I = re.IGNORECASE
TIME_UNIT = pattern(rf" ?-?(?:{numbers.LENGTHS_OF_TIME})", _I)
_TOTAL = pattern(rf"(?<!\w)[وب]?(?:{numbers.TOTALS})(?!\w)(?P<gap>[^.!?؟\n\d]{{0,60}}?)$", _I)
_THE_MANY = frozenset("of cada the our all les los las nos nuestros nuestras ses ces".split())
_INVERTED = frozenset(plain_letters(w).lower() for w in "человек людей осіб чоловік семей сімей детей дітей".split())
_BEFORE_THING = frozenset('" ” » « “ of the de d\' des من more other others additional new another these those our such'.split())
_OF_WORDS = frozenset(
    plain_letters(w) for w in "of out us them из з із من d'entre d' de sur нас них nous eux nosotros ellos ellas هم منهم منا".split()
)
_OF = pattern(
    r"[\"”»]? {1,2}(?:(?:of|de|du|des|del|من|from) ?|d')(?:(?:the|our|all|la|le|les|l'|el|los|las|its|this|that|إجمالي|مجموع|total|entire|whole|toute la|toda la|todos los|tous les) ?){0,2}(?P<thing>[^\W\d_][\w'-]{1,30}(?: [^\W\d_][\w'-]{2,30}(?= |$|[.,]))?)"
    r"|[\"”»]? {1,2}(?P<genitive>[а-яієґ]{3,20}|ال[ء-ي]{2,20}|[ء-ي]{3,14} ال[ء-ي]{2,20})|[\"”»]? {1,2}(?:the|our|all|its|their) (?P<half>[^\W\d_][\w'-]{1,30})",
    _I,
)
_OF_NUMBER = pattern(r" (?:of|des?|de los|de las|من|из|із|з) (?:(?:the|its|our|all|les|los|las) ){0,2}(\d(?:[\d.,]| (?=\d)){0,14}(?: [^\W\d_]{3,24})?)", _I)
_OF_US = pattern(
    r" (?:of|из|з|із|من|d'entre|de) ?(us|them|нас|них|nous|eux|nosotros|ellos|ellas|هم)(?!\w)|(?<=\d)( منهم| منا)(?!\w)",
    _I,
)
_OF_MANY = pattern(r" (?:out of|of|من أصل|من|з|із|из|sur|de) (?:the |its |our |all |les |los |las |total of )?\d", _I)


class Things(Naming):
    """What a number counts."""

    def _thing(self, amount: Amount, before: str, words: list[str]) -> tuple[str, str]:
        after = amount.last + 1
        at = self._people_at(after)
        if at >= 0 and not any(self.tokens[k].word in ("of", "de") and k > after for k in range(after, at)):
            return "people", self._token(at)
        if after < len(self.tokens) and self.tokens[after].word in _OF_WORDS:
            if _OF_US.match(self.plain, amount.end, amount.end + 20):
                return "people", ""
            if _OF_MANY.match(self.plain, amount.end, amount.end + 40) or self._of_many(after + 1):
                return "count", self._far_thing(after)
        i = after
        while i < len(self.tokens) and self.tokens[i].word in _BEFORE_THING:
            if "\n" in self.plain[self.tokens[i - 1].end : self.tokens[i].start]:
                return "count", ""
            i += 1
        if i < len(self.tokens) and i > 0 and "\n" not in self.plain[self.tokens[i - 1].end : self.tokens[i].start]:
            token = self.tokens[i]
            if token.word[0] in "بعل" and len(token.word) > 4 and token.word[1:3] in ("ال", "لم") and token.word[:2] != "لم":
                return "count", ""  # "١٢ بالملجأ": where, and not what
            if token.word[0].isalpha() and token.word not in NO_THING and token.part is None and len(token.word) > 1:
                second = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
                if (
                    second is not None and second.start - token.end == 1 and second.word.isascii() and second.word.endswith("s")
                    and second.word.isalpha() and not token.word.endswith("s") and second.word not in NO_THING
                ):  # fmt: skip
                    return "count", self._slice(token.start, second.end)
                return "count", self._token(i)
        harm = harm_before(words)[1].split(" ")[0]
        if harm and (at := before.lower().rfind(harm)) >= 0:
            begin = amount.start - len(before) + at
            if harm[0] == "و" and len(harm) > 3:
                begin, harm = begin + 1, harm[1:]
            return "people", self._slice(begin, begin + len(harm))
        if total := self._total(amount, before):
            return total
        person = amount.first - 1
        if (
            person >= 0
            and self.plain[self.tokens[person].end : amount.start] == " "
            and self.tokens[person].word in _INVERTED
        ):
            return "people", self._token(person)
        return "count", ""

    def _of_many(self, i: int) -> bool:
        """Say whether the whole follows in words: "cuatro de los siete pozos"."""
        while self._word_at(i) in _THE_MANY:
            i += 1
        part = self.tokens[i].part if i < len(self.tokens) else None
        return part is not None and part.role in ("one", "ten", "hundreds", "hundred") and part.value > 2

    def _own_unit(self, amount: Amount) -> str:
        """The unit that stands inside the number: "ساعتين", "an hour and a half"."""
        for token in self.tokens[amount.first : amount.last + 1]:
            if unit := numbers.MEASURES.get(token.word) or numbers.MEASURES.get(token.word[1:]):
                return unit
            if token.part is not None:
                continue
            for begin in (token.start, token.start + 1) if token.word[0] == "و" else (token.start,):
                if named := next((name for name, form in UNIT if form.match(self.plain, begin, token.end + 1)), ""):
                    return named
            if length := TIME_UNIT.match(self.plain, token.start, token.end + 1):
                return length.lastgroup or ""
        return ""

    def _apart(self, noun: re.Match[str], shift: int) -> tuple[str, str]:
        """The unit and the thing that stand before the number: "метрах в двадцати"."""
        begin, end = (shift + at for at in noun.span(noun.lastgroup or 0))
        if noun["many"]:
            return "people" if is_people(self.plain[begin:end]) else "count", self._slice(begin, end)
        if noun["place"]:
            return next((name for name, form in UNIT if form.match(self.plain, begin, end)), "count"), ""
        return "duration" if noun["time"] else "count", self._slice(begin, end)

    def _far_thing(self, after: int) -> str:
        """Of "12 of the 15 hospitals": the word behind the second number."""
        for i in range(after, min(after + 5, len(self.tokens) - 1)):
            if self.tokens[i].part is not None:
                return self._token(i + 1) if self.tokens[i + 1].word[0].isalpha() else self._token(i)
        return ""

    def _total(self, amount: Amount, before: str) -> tuple[str, str] | None:
        """The clause before a bare number says that a total follows: "the toll rose to 57"."""
        m = _TOTAL.search(before) if self._holds & TOTALLED else None
        if not m:
            return None
        word = re.search(r"[^\W\d_]+(?: [^\W\d_]+)?", m[0])
        gap = m["gap"]
        people = next((w for w in re.finditer(r"[^\W\d_]+", m[0]) if is_people(w[0].lower())), None)
        base = amount.start - len(before) + m.start()
        if people:
            return "people", self._slice(base + people.start(), base + people.end())
        if len(gap.split()) > 8 or word is None:
            return None
        first = re.search(r"[^\W\d_]+", m[0])
        assert first is not None
        return "count", self._slice(base + first.start(), base + first.end())

    def _whole(self, amount: Amount, stop: int) -> str:
        """What a share is a share of."""
        if m := _OF_NUMBER.match(self.plain, stop, stop + 60):
            return self._slice(*m.span(1))
        m = _OF.match(self.plain, stop, stop + 90)
        if m:
            group = next(name for name in ("thing", "genitive", "half") if m[name])
            words = m[group].split()
            if words[0].lower() not in NO_THING:
                length = len(words[0]) if len(words) > 1 and words[1].lower() in NO_THING else len(m[group])
                return self._slice(m.start(group), m.start(group) + length)
        return ""
