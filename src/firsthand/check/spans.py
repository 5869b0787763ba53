# ruff: noqa: E501 - a pattern reads worse when it is broken in the middle
"""
People and contact data inside a message, proposed as spans that a person must decide.

A detector proposes too much rather than too little where the form is sure (phones, e-mail, links, coordinates), and is
careful where only a cue word tells (plates, documents, bank numbers). Persons are found by `check/persons.py`. It never
covers anything by itself.

Theory: the text is made plain letter by letter (`check/mapped.py`), so that all digit scripts, accents, bidi marks and
zero-width characters are out of the way. Detectors run in the order of `_DETECTORS`; what an earlier one has taken, a
later one may not touch. Every quantifier is bounded and every pattern is anchored on a character or a cue word, so the
time is linear in the text.

Known ugliness: where it is unsure it proposes, so teams, ships and headings are taken for persons; quarters without a
number are left to `check/places.py`. A person reads the message; this only helps.

What else must change: `story/redact.py` has a phrase for each kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from firsthand.check import cues
from firsthand.check.addresses import addresses, numbered
from firsthand.check.coordinates import points
from firsthand.check.gates import Gates
from firsthand.check.mapped import Mapped, mapped, pattern
from firsthand.check.persons import names

KINDS = ("phone", "email", "link", "handle", "coordinates", "address", "plate", "bank", "document", "name")


class Proposed(NamedTuple):
    """
    A span that could expose somebody.

    Attributes:
        start, end: Code points into the original text.
        kind: One of `KINDS`.
        text: The span itself.
        why: What was recognised, in words.
    """

    start: int
    end: int
    kind: str
    text: str
    why: str


_Found = Iterator[tuple[int, int, str]]
"""Start and end in the plain text, and why."""

# What a text holds, so that a detector knows whether it is worth its time (`check/gates.py`).
_NETWORK, _BANKING, _PAPERS, _PLATING, _TURNED, _CALLING, _DRIVING, _SPELT = (1 << n for n in range(8))
_DECIMALS, _CAPITAL_BESIDE_DIGIT, _MANY_DIGITS, _FEW_DIGITS, _AT, _OPENED, _PLUS, _TURN, _COLON, _DOTTED, _SLASH, _CARD_LONG = (1 << 20 << n for n in range(12))
_GATES = Gates(
    (
        (_NETWORK, cues.NETWORKS), (_BANKING, cues.BANK_CUES), (_PAPERS, rf"(?:و|ال)?(?:{cues.DOCUMENT_CUES})"),
        (_PLATING, cues.PLATE_CUES), (_CALLING, f"[وبل]?(?:{cues.PHONE_CUES})"), (_TURNED, "deg|d|geo|درجة|درجه"), (_DRIVING, f"[وبل]?(?:{cues.VEHICLES})"),
        (_SPELT, "dot|point|punto|точка|крапка|نقطة"),
    )
)  # fmt: skip
_DIGIT_RUN = re.compile("[0-9]+")
_DECIMAL = re.compile(r"\d[.,٫]\d")
_CAPITAL_DIGIT = re.compile(r"\d[- ]?[A-ZА-Я]|[A-ZА-Я][- ]?\d|\d\d[авекмнорстух]{2}")
_DATED = re.compile(r"\d ?[-./:h] ?\d")
_DOT_AND_LETTERS = re.compile(r"\.[^\W\d_]{2}")
_SIGN = re.compile("[@()\\[{+°º:./]")
_SIGNS = {"@": _AT, "(": _OPENED, "[": _OPENED, "{": _OPENED, "+": _PLUS, "°": _TURN, "º": _TURN, ":": _COLON, ".": _DOTTED, "/": _SLASH}


def _look(plain: str) -> int:
    """What a plain text holds of what the detectors need."""
    bits = _GATES.of(plain)
    for sign in _SIGN.findall(plain):
        bits |= _SIGNS.get(sign, 0)
    if bits & _DOTTED and not _DOT_AND_LETTERS.search(plain):
        bits ^= _DOTTED
    runs = _DIGIT_RUN.findall(plain)
    if runs:
        bits |= _FEW_DIGITS
        digits = sum(map(len, runs))
        if digits >= 5:
            bits |= _MANY_DIGITS | (_CARD_LONG if digits >= 16 else 0)
        if len(runs) >= 4 and len(_DECIMAL.findall(plain)) >= 2:
            bits |= _DECIMALS
        if _CAPITAL_DIGIT.search(plain):
            bits |= _CAPITAL_BESIDE_DIGIT
    return bits

_I = re.IGNORECASE
_AR_WORD = r"[ء-ي]{2,16}"

# --- forms -----------------------------------------------------------------------------------------------------------

_EMAIL = pattern(r"(?<![\w.+@-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24}(?![\w@])")
_EMAIL_SPOKEN = pattern(
    r"(?<![\w.+-])[\w.+-]{1,64} ?[(\[{] ?(?:at|arobase|arroba|собака|@) ?[)\]}] ?"
    r"(?:[\w-]{1,63} ?(?:\.|[(\[{] ?(?:dot|point|punto|точка|крапка) ?[)\]}]) ?){1,5}[^\W\d_]{2,24}(?!\w)",
    _I,
)
_DOT_WORD = r"(?:[(\[{] ?(?:dot|point|punto|точка|крапка|نقطة) ?[)\]}]|(?:dot|point|punto|точка|крапка|نقطة)(?!\w))"
_EMAIL_SAID = pattern(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}(?: {_DOT_WORD} [\w+-]{{1,64}}){{0,3}} ?(?:[(\[{{] ?(?:at|arobase|arroba|собака|собачка|равлик|آت|ات) ?[)\]}}]|(?:at|arobase|arroba|собака|собачка|равлик|آت|ات)(?!\w)) ?"
    rf"(?:[\w-]{{1,63}} ?{_DOT_WORD} ?){{1,4}}[^\W\d_]{{2,24}}(?!\w)(?! ?[(\[{{] ?(?:at|arobase|arroba|собака)|@| (?:at|arobase|arroba|собака) \w)",
    _I,
)
_LINK = pattern(
    r"(?<!\w)(?:(?:https?|hxxps?|ftp|tg|whatsapp)://?|(?:tel|mailto):|www\.)[^\s<>\"«»“”]{2,2000}", _I
)
_BARE_LINK = pattern(
    rf"(?<![\w@./-])(?:[^\W_][\w-]{{0,62}}\.){{1,5}}({cues.DOMAINS})(?![\w@-])(?!\.\w)(?::\d{{2,5}})?(/[^\s<>\"«»“”]{{0,500}})?",
    _I,
)
_HANDLE = pattern(
    r"@(?<![\w@./]@)(?:[^\W_]|_(?=\w))\w{1,29}(?:\.\w{1,30}){0,3}(?:@(?:[\w-]{1,63}\.){1,4}[^\W\d_]{2,24})?"
)
_HANDLE_CUED = pattern(
    rf"(?<!\w)(?:{cues.NETWORKS}) ?(?:[:=]|[-@](?= )|is|user(?:name)?:?|nick:?|ник:?|нік:?|account:?|id:?|كان|حسابي) {{0,2}}@?((?=[^\s]{{0,24}}[\d_.])[a-zA-Z][\w.]{{2,29}}\w|(?-i:[a-z][a-z\d_.]{{3,29}}))(?![\w@])",
    _I,
)
_REDDITOR = pattern(r"(?<![\w/])/?u/[\w-]{3,20}(?![\w/])")

_PLUS_CODE = re.compile(r"(?<![\w+])[2-9CFGHJMPQRVWX]{4,8}\+[2-9CFGHJMPQRVWX]{2,3}(?!\w)")
_THREE_WORDS = re.compile(r"///[^\W\d_]{2,24}\.[^\W\d_]{2,24}\.[^\W\d_]{2,24}")

_IBAN = pattern(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
_CARD = pattern(r"(?<![\w+])\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?!\w)")
_BANK_CUE = pattern(rf"(?<!\w)(?:{cues.BANK_CUES})(?!\w)", _I)
_BANK_NUMBER = pattern(rf"(?<!\w)(?:{cues.BANK_CUES})(?!\w)[^\d\n]{{0,20}}(?<!\d)(\d(?:[ -]?\d){{7,23}})(?!\w)", _I)
_DOCUMENT = pattern(
    rf"(?<!\w)(?:و|ال|وال)?(?:{cues.DOCUMENT_CUES})(?!\w)[^\w\n№#]{{0,4}}(?:(?!\d)[^\W\d_]{{1,12}}[^\w\n№#]{{1,3}}){{0,3}}?(?:(?:n[°ºo]|no|number|رقم|رقمه|رقمها|номер|número|numéro)[.:]? {{0,2}})?"
    r"(?<!\w)((?-i:(?=[^\n]{0,8}\d)(?:[A-ZА-ЯІЇЄҐء-ي]{1,4}(?:[ -]{0,3}[A-ZА-ЯІЇЄҐ]{1,3})?[ /-]{0,2})?(?:№ ?)?(?=(?:[A-Z/ -]{0,3}\d){5})[A-Z\d](?:[ /-]?[A-Z\d]){4,17}))(?!\w)",
    _I,
)
_PAPER = pattern(rf"(?<!\w)(?:و|ال|وال)?(?:{cues.DOCUMENT_CUES})(?!\w)", _I)
_NUMBERED_PAPER = pattern(
    r"(?<![\w.])(?:(?:№|n[°º]) ?(?:[A-ZА-ЯІ]{1,3}[ -]?)?\d{2,8}(?:[-/ ]{1,2}(?:[A-ZА-ЯІ]{1,3}|\d{1,6})(?!\w)){0,3}|\d{1,3}(?:\.\d{3}){2,3}(?:-[A-ZА-Я0-9])?|[A-ZА-ЯІIVX]{1,3}-(?:[A-ZА-ЯІ]{1,3} )?\d{4,8}|[A-ZА-ЯІ]{1,2} \d{5,8})(?![\w%])"
)
_PAPER_MARK = re.compile(r"(?:№|[nN][°ºo]\.?) ?$")
_SHAPE = re.compile(r"\d|[A-ZА-ЯІЇЄҐ]")
_PLATE_FORM = pattern(
    r"(?<![\w-])(?:[ABCEHIKMOPTXАВСЕНІКМОРТХ]{2} ?\d{4} ?[ABCEHIKMOPTXАВСЕНІКМОРТХ]{2}"
    r"|[АВЕКМНОРСТУХ]\d{3}[АВЕКМНОРСТУХ]{2} ?\d{2,3}|[A-Z]{2}-\d{3}-[A-Z]{2}|(?!19|20)\d{4} [BCDFGHJKLMNPRSTVWXYZ]{3}|[авекмнорстух]\d{3}[авекмнорстух]{2}(?:\d{2,3})?)(?![\w-])"
)
_CAPITALS = "[A-ZА-ЯІЇЄҐ]"
_PLATE_LIKE = pattern(
    rf"(?<![\w-])(?:{_CAPITALS}{{1,3}}[ -]?\d{{2,5}}[ -]?{_CAPITALS}{{1,3}}(?:[ -]?\d{{2,3}})?|\d{{2,5}}[ -]?{_CAPITALS}{{2,3}}(?:[ -]?\d{{2,3}})?"
    rf"|\d{{1,2}}[ -]{_CAPITALS}{{1,3}}[ -]\d{{3,5}}|\d{{3,5}}[ -]{_CAPITALS}{{1,3}}[ -]\d{{1,2}}|{_CAPITALS}{{2,3}} \d{{2,4}} \d{{1,2}} {_CAPITALS}{{2}}|[ء-ي] \d{{2,3}} \d{{2,3}}"
    rf"|{_CAPITALS}{{2,3}}[ -]\d{{3,5}}|\d{{3,7}}(?: [ء-ي]){{1,3}}|[ء-ي](?: [ء-ي]){{1,2}} \d{{3,5}})(?![\w-])"
)
_VEHICLE = pattern(rf"(?<!\w)(?:[وبل]|ال|وال|بال|لل)?(?:{cues.VEHICLES})(?!\w)", _I)
_PLATE_CUED = pattern(
    rf"(?<!\w)(?:{cues.PLATE_CUES})(?!\w)[^\w\n+]{{0,4}}(?:(?!\d)\w{{1,8}}[^\w\n]{{1,3}}){{0,2}}?"
    r"(?=[^\n\d]{0,6}\d{2})((?:[^\W\d_]{1,3}[ -]?)?\d{2,7}(?:[ -]?(?:\d{2,4}|[^\W\d_]{1,3}(?!\w))){0,2})(?!\w| ?\d)",
    _I,
)

# It begins with what it may begin with, and looks back afterwards: so the search is for a character.
_PHONE = pattern(
    r"[+(\d](?<![\w.,:/-].)(?:(?<=\+) ?\(?\d|(?<=\() ?\+ ?\(?\d|(?<=\()\d|(?<=\d))(?:[ .()/-]{0,3}\d){5,16}(?![\d%])(?! ?%)"
)
_NOT_A_PHONE = pattern(rf"(?<!\w)(?:{cues.NOT_A_PHONE})(?!\w)", _I)
_CALLED = pattern(r"(?<!\w)(?:call|ring|phone|tel|text|appelle[zr]?|téléphone|llam\w{1,5}|teléfono|звон\w{1,5}|дзвон\w{1,5}|тел|телефон\w{0,3}|اتصل\w{0,2}|هاتف|موبايل)(?!\w)", _I)
_EXTENSION = pattern(r",? ?(?:ext\.?|extension|poste|int\.?|interno|anexo|доб\.?|дод\.?|внутр\.?|تحويلة|داخلي) ?\d{1,6}(?!\d)", _I)
_PHONE_CUE = pattern(rf"(?<!\w)[وبل]?(?:{cues.PHONE_CUES})(?!\w)", _I)
DATES = pattern(
    r"\d(?<!\d\d)(?:"
    r"(?<!\+.)(?:(?<=[12])\d{3}[-./]\d{1,2}[-./]\d{1,2}|(?:(?<=[0-3])\d)?[-./](?:[0-2]?\d|3[01])[-./](?:\d{4}|\d{2}))(?![-./]?\d)(?:[T ]{1,2}\d{1,2}[:.]\d{2})?"
    r"|(?:(?<=1)[89]|(?<=2)0)\d\d ?[-/] ?(?:(?:1[89]|20)\d\d|\d\d)(?![\d-])|\d?:\d{2}(?::\d{2})?(?!\d)"
    r"|\d?[.h]\d{2} ?- ?\d{1,2}[.h]\d{2}(?!\d))"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([ .])\d{3})(?:\1\d{3}){0,4}")


# --- contact data ----------------------------------------------------------------------------------------------------


def _emails(plain: str, look: int) -> _Found:
    if look & _AT:
        yield from ((*m.span(), "the form of an e-mail address") for m in _EMAIL.finditer(plain))
    if look & _OPENED:
        yield from ((*m.span(), "an e-mail address with the sign written out") for m in _EMAIL_SPOKEN.finditer(plain))
    if look & _SPELT:
        yield from ((*m.span(), "an e-mail address spelt out") for m in _EMAIL_SAID.finditer(plain))


def _links(plain: str, look: int) -> _Found:
    if look & _COLON or "www." in plain.lower():
        for m in _LINK.finditer(plain):
            yield m.start(), m.start() + _trimmed(m[0]), "the form of a web address"
    if not look & _DOTTED:
        return
    for m in _BARE_LINK.finditer(plain):
        if len(m[1]) > 2 or m[2]:
            yield m.start(), m.start() + _trimmed(m[0]), f"ends like a web address (.{m[1].lower()})"


def _trimmed(link: str) -> int:
    """Length without the sentence's own marks at the end; a closing bracket stays when it was opened inside."""
    end = len(link)
    while end and (link[end - 1] in ".,;:!?'…،؛؟*_" or (link[end - 1] in ")]}" and not set(link[:end]) & set("([{"))):
        end -= 1
    return end


def _handles(plain: str, look: int) -> _Found:
    if look & _AT:
        yield from ((*m.span(), "@ and a name") for m in _HANDLE.finditer(plain))
    if look & _NETWORK:
        yield from ((*m.span(1), "a name after a word for a network") for m in _HANDLE_CUED.finditer(plain))
    if "u/" in plain:
        yield from ((*m.span(), "u/ and a name") for m in _REDDITOR.finditer(plain))


def _coordinates(plain: str, look: int) -> _Found:
    for start, end, _, _, _, notation, _ in points(plain):
        if notation != "link":
            yield start, end, _NOTATIONS[notation]
    if look & _PLUS:
        yield from ((*m.span(), "the form of a plus code") for m in _PLUS_CODE.finditer(plain))
    if "///" in plain:
        yield from ((*m.span(), "three words that stand for a square") for m in _THREE_WORDS.finditer(plain))


_NOTATIONS = {
    "decimal": "a pair of decimal degrees", "dms": "degrees and minutes", "mgrs": "the form of a military grid reference",
    "utm": "the form of a grid reference in metres", "plus-code": "the form of a plus code", "geo": "an address of a point",
}  # fmt: skip


def _bank(plain: str, look: int) -> _Found:
    if not look & _MANY_DIGITS:
        return
    for m in _IBAN.finditer(plain) if look & _CAPITAL_BESIDE_DIGIT else ():
        if _iban_sum(m[0]) or _BANK_CUE.search(plain, max(0, m.start() - 40), m.start()):
            yield *m.span(), "the form of an IBAN"
    for m in _CARD.finditer(plain) if look & _CARD_LONG else ():
        if _luhn(m[0]) or _BANK_CUE.search(plain, max(0, m.start() - 40), m.start()):
            yield *m.span(), "the form of a card number"


def _accounts(plain: str, look: int) -> _Found:
    if look & _BANKING:
        yield from ((*m.span(1), "a long number after a word for an account") for m in _BANK_NUMBER.finditer(plain))


def _iban_sum(stated: str) -> bool:
    compact = stated.replace(" ", "")
    return int("".join(str(int(c, 36)) for c in compact[4:] + compact[:4])) % 97 == 1


def _luhn(stated: str) -> bool:
    digits = [int(c) for c in stated if c.isdigit()]
    return sum(d if i % 2 else (d * 2 - 9 if d > 4 else d * 2) for i, d in enumerate(digits)) % 10 == 0


def _documents(plain: str, look: int) -> _Found:
    if not look & _PAPERS or not look & _FEW_DIGITS:
        return
    found = [m.span(1) for m in _DOCUMENT.finditer(plain)] if look & _MANY_DIGITS else []
    for m in _PAPER.finditer(plain):
        for number in _NUMBERED_PAPER.finditer(plain, m.end(), m.end() + 40):
            if not any(start < number.end() and number.start() < end for start, end in found):
                found.append(number.span())
    for start, end in found:
        marked = _PAPER_MARK.search(plain, max(0, start - 5), start)
        yield (marked.start() if marked else start), end, "a number after a word for a document"
    for start, end in found[:20]:
        shape = _SHAPE.sub(lambda one: r"\d" if one[0].isdigit() else "[A-ZА-Я]", re.escape(plain[start:end]))
        if sum(c.isdigit() for c in plain[start:end]) >= 5:
            for m in re.finditer(rf"(?<!\w){shape}(?!\w)", plain):
                yield *m.span(), "a number of the same make as a document's"


def _plates(plain: str, look: int) -> _Found:
    if look & _CAPITAL_BESIDE_DIGIT:
        yield from ((*m.span(), "the form of a vehicle plate") for m in _PLATE_FORM.finditer(plain))
    if look & _DRIVING and look & _FEW_DIGITS:
        for m in _PLATE_LIKE.finditer(plain):
            if _VEHICLE.search(plain, max(0, m.start() - 40), m.start()) or _VEHICLE.search(plain, m.end(), m.end() + 24):
                yield *m.span(), "letters and digits like a plate beside a word for a vehicle"
    if look & _PLATING and look & _FEW_DIGITS:
        yield from ((*m.span(1), "a number after a word for a vehicle plate") for m in _PLATE_CUED.finditer(plain))


def _phones(plain: str, look: int) -> _Found:
    if not look & _MANY_DIGITS:
        return
    # Dates and times are blanked, not cut: a number beside a date is still found, and indices stay.
    plain = DATES.sub(lambda m: "\n" * len(m[0]), plain) if _DATED.search(plain) else plain
    for m in _PHONE.finditer(plain):
        stated = m[0]
        start, end = m.span()
        if stated.startswith("(") and ")" not in stated:
            start, stated = start + 1, stated[1:]
        digits = re.sub(r"\D", "", stated)
        cued = look & _CALLING and (
            _PHONE_CUE.search(plain, max(0, start - 40), start) or _PHONE_CUE.search(plain, end, end + 20)
        )
        other = None if stated.startswith("+") else _NOT_A_PHONE.search(plain, max(0, start - 40), start)
        if other and not _CALLED.search(plain, other.end(), start):
            continue
        if 6 <= len(digits) <= 15 and _like_a_phone(stated, digits, bool(cued)):
            if extra := _EXTENSION.match(plain, end):
                end = extra.end()
            yield start, end, "digits like a phone number" + (", after a word for calling" if cued else "")


def _like_a_phone(stated: str, digits: str, cued: bool) -> bool:
    """Tell a phone number from a count, a decimal and an identifier."""
    if stated.lstrip("( ").startswith("+") or (cued and (len(digits) > 6 or not stated.isdigit())):
        return True
    if _GROUPED.fullmatch(stated):
        return len(digits) >= 9 and not digits.endswith("000")
    if stated.isdigit():
        return (stated[0] == "0" and len(digits) >= 7) or (9 <= len(digits) <= 13 and not digits.endswith("0000"))
    if re.fullmatch(r"\d+\.\d+|\d+ ?/ ?\d+|\d+ - \d+", stated):
        return False
    groups = re.findall(r"\d+", stated)
    if len(groups) == 2 and re.fullmatch(r"(?:19|20)\d\d", groups[0]):
        return False  # a year and a count beside it
    if stated.endswith(" 000") or all(re.fullmatch(r"(?:19|20)\d\d", group) for group in groups):
        return False  # thousands, or years in a row
    return len(digits) >= 7 and len(groups) <= 7 and min(map(len, groups[1:])) >= 2


_NEEDED = {
    "email": _AT | _OPENED | _SPELT, "link": _COLON | _DOTTED, "handle": _AT | _NETWORK | _SLASH,
    "coordinates": _DECIMALS | _TURNED | _TURN | _CAPITAL_BESIDE_DIGIT | _PLUS | _SLASH, "bank": _MANY_DIGITS, "document": _PAPERS,
    "plate": _CAPITAL_BESIDE_DIGIT | _PLATING | _DRIVING, "phone": _MANY_DIGITS,
}  # fmt: skip
"""What a text must hold of, for a detector to be called at all; one that is not named here is always called."""
_DETECTORS: tuple[tuple[str, int, Callable[[str, int], _Found]], ...] = tuple(
    (kind, _NEEDED.get(kind, -1), detect)
    for kind, detect in (
        ("email", _emails), ("link", _links), ("handle", _handles), ("coordinates", _coordinates), ("bank", _bank),
        ("document", _documents), ("bank", _accounts), ("plate", _plates), ("address", lambda plain, _: addresses(plain)), ("phone", _phones),
        ("name", lambda plain, _: names(plain)),
    )
)  # fmt: skip
_CONTACT = tuple(
    (needed, detect) if kind != "address" else (_FEW_DIGITS, lambda plain, _: numbered(plain))
    for kind, needed, detect in _DETECTORS if kind != "name"
)  # fmt: skip


def contact_spans(plain: str) -> Iterator[tuple[int, int]]:
    """Give the spans of a plain text that hold contact data, not names; `check/figures.py` puts them aside."""
    taken = bytearray(len(plain))
    look = _look(plain)
    for needed, detect in _CONTACT:
        if not look & needed:
            continue
        for start, end, _ in detect(plain, look):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield start, end


def propose(text: str) -> tuple[Proposed, ...]:
    """
    Find what in a message could expose a person.

    Args:
        text: The message, verbatim, in any script.

    Returns:
        Spans in the order of the text, none touching another. Where two detectors want the same characters, the
        earlier one in the table has them, and the later one gets what is left only if nothing was taken.
    """
    here = mapped(text)
    # A byte per character: a set of spans would be searched once per find, and a flood of finds is quadratic.
    taken = bytearray(len(here.plain))
    found: list[Proposed] = []
    look = _look(here.plain)
    for kind, needed, detect in _DETECTORS:
        for start, end, why in detect(here.plain, look) if look & needed or needed < 0 else ():
            if end > start and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(_proposed(here, start, end, kind, why))
    return tuple(sorted(found))


def _proposed(here: Mapped, start: int, end: int, kind: str, why: str) -> Proposed:
    start, end = here.span(start, end)
    return Proposed(start, end, kind, here.original[start:end], why)
