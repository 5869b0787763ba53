"""
An invented story in English, Arabic and Ukrainian, ready to print: the siege line at the river of Oradesh.

No place, person, party or event in it is real; the pictures are drawn here. `editions` gives the story, `assets` its
pictures and proofs, and `hostile_edition` a story whose every foreign text tries to break the page.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from importlib.resources import files
from typing import Any

from firsthand.model.ids import Digest, Seq
from firsthand.story.edition import (
    Affiliation,
    Answer,
    Area,
    Block,
    Card,
    CardRef,
    CareNote,
    Edition,
    Facts,
    FigureBox,
    FigureRef,
    Heading,
    Hour,
    Mark,
    MediaView,
    Method,
    Passage,
    Place,
    Prose,
    Status,
    Tick,
    Translation,
    Update,
    When,
)

ZONE = timezone(timedelta(hours=3))
CARD_IDS = ("lina", "urel", "maro", "yard", "river-voice")

_HOURS = (4, 9, 15, 10, 5, 4, 2, 4, 7, 5, 2)
_DAY = datetime(2041, 3, 14)  # noqa: DTZ001 - wall-clock time of the place

_HEAD = """firsthand/fall-of-oradesh
48260
3ab1y0oT9s2hQzL1vBq0mS6rKc1d1bX5o8yE7uPq4nA=

— fall-of-oradesh k3Jx9QmB0Z0p2a7dXc1v5W8uYt6r4n2s0q9o7m5l3k1j"""

_ARABIC = {
    "lina": "إذا أُغلق الجسر الليلة فقد تكون هذه آخر رسالة مني. نحن معًا في القبو. قولوا لأمي إننا بخير.",
    "urel": "الماء في القبو يكفي يومين. نحن بخير. لا تخرجوا.",
    "yard": "وصل إلى الساحة نحو ثلاثين شخصًا من . ما زالوا ينتظرون الحافلة.",
    "river-voice": "وداعًا يا أوراديش. 98٪ من المدينة صارت آمنة، فلماذا تبقون؟",
}
_UKRAINIAN = "На лівому березі нас дев’ятеро. Світла нема з ранку. Якщо зв’язок зникне, шукайте нас у школі."
_REMOVED_AT = _ARABIC["yard"].index(".")

Says = Mapping[str, Any]


def _says(language: str) -> Says:
    text = (files("firsthand.testing") / "oradesh" / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def editions(*languages: str) -> tuple[Edition, ...]:
    """Give the story in these languages; in all three when none is named."""
    return tuple(edition(language) for language in languages or ("en", "ar", "uk"))


def edition(language: str = "en") -> Edition:
    """Give the story in one language, as the desk would make it from a case."""
    says = _says(language)
    return Edition(
        slug="if-the-bridge-closes",
        language=language,
        title=says["title"],
        kicker=says["kicker"],
        standfirst=says["standfirst"],
        byline=tuple(says["byline"]),
        published=datetime(2041, 3, 14, 18, 20, tzinfo=ZONE),
        updated=datetime(2041, 3, 15, 8, 5, tzinfo=ZONE),
        newsroom=says["newsroom"],
        picture=MediaView(
            kind="image",
            file="bridge.svg",
            width=680,
            height=380,
            description=says["picture"],
            covered=False,
            caption=says["caption"],
            credit=says["picture-credit"],
        ),
        care=tuple(CareNote(kind=kind, text=text) for kind, text in says["care"]),
        blocks=_blocks(says),
        cards=_cards(language, says),
        figures=_figures(language, says),
        facts=_facts(says),
        method=_method(says),
        updates=tuple(
            Update(kind=kind, at=at, text=text)
            for (kind, text), at in zip(
                says["updates"],
                (_at(15, 8, 5), _at(14, 21, 30), _at(14, 19, 2)),
                strict=True,
            )
        ),
        head=_HEAD,
        contact="mailto:corrections@courier.example",
        invented=True,
    )


def assets() -> dict[str, bytes]:
    """Pictures and proofs of the story, by their place in the site."""
    proofs = {
        f"proof/{card.id}.json": json.dumps(
            {"invented": True, "card": card.id, "digest": card.digest, "entry": card.entry}, indent=1
        ).encode()
        for card in edition().cards
        if card.proof
    }
    return {"media/bridge.svg": bridge_drawing(), "media/stairs.svg": stairs_drawing(), **proofs}


def hostile_edition() -> Edition:
    """A story whose foreign texts try to run, to load, to leave their element and to turn the page around."""
    attack = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u202etxt.exe\u2066 \"'&]]>\u2028\u0007"
    story = edition()
    card = replace(
        story.cards[0],
        name=attack,
        description=attack,
        original=Passage(text=attack, language="en", marks=(Mark(at=3, kind="removed", why=attack),)),
        translation=None,
        content_note=attack,
        consent=attack,
        credit=attack,
        platform=attack,
        status=Status(code="disputed", because=attack),
        affiliation=Affiliation(party=attack, degree="member", why=attack),
    )
    figure = replace(
        story.figures[0], as_said=attack, said_by=attack, quotation=Passage(text=attack, language="en"), flags=(attack,)
    )
    return replace(
        story,
        title=attack,
        kicker=attack,
        standfirst=attack,
        newsroom=attack,
        byline=(attack,),
        cards=(card, *story.cards[1:]),
        figures=(figure, *story.figures[1:]),
        updates=(replace(story.updates[0], text=attack),),
        head=attack,
    )


def _blocks(says: Says) -> tuple[Block, ...]:
    lina, urel, maro, yard, voice = CARD_IDS
    return (
        Prose(html=says["intro"]),
        CardRef(key=lina),
        CardRef(key=urel),
        CardRef(key=maro),
        CardRef(key=yard),
        Heading(text=says["turn"]),
        Prose(html=says["turn-text"]),
        CardRef(key=voice),
        FigureRef(label="held"),
        FigureRef(label="crowd"),
    )


def _cards(language: str, says: Says) -> tuple[Card, ...]:
    lina, urel, maro, yard, voice = CARD_IDS

    def original(key: str, marks: tuple[Mark, ...] = ()) -> Passage:
        return Passage(text=_ARABIC[key], language="ar", marks=marks)

    def translation(key: str, says_key: str = "", marks: tuple[Mark, ...] = ()) -> Translation | None:
        text = says[f"{says_key or key}-says"]
        if not text:
            return None
        checked = says["checked"]
        return Translation(passage=Passage(text=text, language=language, marks=marks), by=checked, checked_by=checked)

    place = says["place"]
    platform = says["platform"]
    removed = says["yard-removed"]
    text = says["yard-says"]
    # The words around a removed place keep both spaces; the mark stands between them.
    gap = max(text.find("  "), text.find(" .")) + 1
    return (
        Card(
            id=lina, letter=says["lina"][0],
            name=says["lina"], name_language=language, description=says["lina-is"], roles=("civilian",),
            original=original(lina), translation=translation(lina),
            status=Status(code="partly-backed", because=says["lina-because"]),
            posted=_posted(9, 41, place), kept=_at(14, 10, 2), consent=says["lina-consent"], platform=platform,
            digest=_digest(lina), entry=Seq(48213), proof=True, judges=2, reliability="C", credibility="3",
        ),
        Card(
            id=urel, letter="أ", name="د. ن. أورِل", name_language="ar", description=says["urel-is"],
            roles=("volunteer", "medic"), original=original(urel), translation=translation(urel),
            media=(
                MediaView(
                    kind="image", file="stairs.svg", width=560, height=360, description=says["stairs"],
                    why_covered=says["stairs-why"], credit=says["stairs-credit"],
                ),
            ),
            status=Status(code="confirmed", because=says["urel-because"]),
            posted=_posted(11, 8, place), kept=_at(14, 11, 30), consent=says["urel-consent"], platform=platform,
            corrections=(Update(kind="correction", at=_at(14, 20, 10), text=says["card-correction"]),),
            digest=_digest(urel), entry=Seq(48219), proof=True, judges=2, reliability="B", credibility="1",
        ),
        Card(
            id=maro, letter=says["maro-letter"], description=says["maro-is"], roles=("civilian",),
            original=Passage(text=_UKRAINIAN, language="uk"), translation=translation(maro),
            content_note=says["maro-note"],
            status=Status(code="unconfirmed", because=says["maro-because"]),
            posted=_posted(14, 26, place), kept=_at(14, 15, 1), consent=says["maro-consent"], platform=platform,
            digest=_digest(maro), entry=Seq(48230), proof=True, judges=1, reliability="F", credibility="6",
        ),
        Card(
            id=yard, letter=says["yard-letter"], description=says["yard-is"], roles=("activist",),
            original=original(yard, (Mark(at=_REMOVED_AT, kind="removed", why=removed),)),
            translation=translation(yard, marks=(Mark(at=gap, kind="removed", why=removed),)),
            redactions=(says["yard-redaction"],),
            status=Status(code="confirmed", because=says["yard-because"]),
            posted=replace(_posted(16, 0, place), precision="hour"),
            kept=_at(14, 16, 45), consent=says["yard-consent"], platform=platform,
            digest=_digest(yard), entry=Seq(48241), proof=True, judges=2, reliability="C", credibility="1",
        ),
        Card(
            id=voice, letter="ص", name="صوت النهر", name_language="ar", description=says["voice-is"],
            roles=("unknown",),
            affiliation=Affiliation(party=says["party"], degree="speaks-for", why=says["voice-why"]),
            original=original(voice), translation=translation(voice, "voice"),
            status=Status(code="disputed", because=says["voice-because"]),
            posted=_posted(17, 55, place), kept=_at(14, 18, 4), platform=platform,
            digest=_digest(voice), entry=Seq(48252), judges=2, reliability="D", credibility="4",
        ),
    )  # fmt: skip


def _figures(language: str, says: Says) -> tuple[FigureBox, ...]:
    crowd = says["crowd"]
    after = says["crowd-after"]
    return (
        FigureBox(
            id="held",
            as_said="98%",
            quotation=Passage(text=says["quote"], language=language),
            said_by=says["spokesman"],
            said_where=says["where"],
            said_at=When(local=_DAY, precision="day"),
            status=Status(code="disputed"),
            answers=tuple(Answer(who=who, what=what, status=Status(code=code)) for who, what, code in says["answers"]),
        ),
        FigureBox(
            id="crowd",
            as_said=says["crowd-said"],
            quotation=Passage(
                text=crowd, language=language, marks=(Mark(at=crowd.index(after) + len(after), kind="sic"),)
            ),
            said_by=says["crowd-by"],
            said_at=When(local=_DAY, precision="day"),
            status=Status(code="cannot-be-verified"),
            flags=(says["crowd-flag"],),
        ),
    )  # fmt: skip


def _facts(says: Says) -> Facts:
    first = _DAY.replace(hour=8)
    return Facts(
        messages=38,
        people=21,
        languages=4,
        linked=3,
        statuses=(("unconfirmed", 19), ("partly-backed", 8), ("confirmed", 9), ("disputed", 2)),
        roles=("civilian", "activist", "volunteer", "medic", "unknown"),
        hours=tuple(Hour(at=first + timedelta(hours=n), count=count) for n, count in enumerate(_HOURS)),
        ticks=(Tick(at=_DAY.replace(hour=9, minute=5), text=says["tick"]),),
        places=tuple(Place(name=name, count=n) for name, n in zip(tuple(says["places"]), (17, 12, 9), strict=True)),
        places_note=says["places-note"],
        areas=(Area(kind="water", rings=(_box(9.0, 20.5, 3.0, 0.02),)), Area(kind="quarter", rings=(_box(10.08, 20.53, 0.05, 0.05),)),
               *(Area(kind="quarter", rings=(_box(west, south, 0.05, 0.05),), name=name, count=n) for west, south, name, n in
                 zip((10.0, 10.06, 10.05), (20.53, 20.6, 20.44), tuple(says["places"]), (17, 12, 9), strict=True))),
    )  # fmt: skip


def _box(west: float, south: float, wide: float, high: float) -> tuple[tuple[float, float], ...]:
    return ((west, south), (west + wide, south), (west + wide, south + high), (west, south + high))


def _method(says: Says) -> Method:
    return Method(
        files=14,
        unread=3,
        collected=48260,
        read=3120,
        judged=212,
        printed=38,
        people=3,
        sources=tuple(says["sources"]),
        first=_DAY.replace(hour=8),
        last=_DAY.replace(hour=18, minute=59),
        unknown=tuple(says["unknown"]),
    )


def _posted(hour: int, minute: int, place: str) -> When:
    local = _DAY.replace(hour=hour, minute=minute)
    return When(local=local, utc=local.replace(tzinfo=ZONE).astimezone(UTC), place=place)


def _at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2041, 3, day, hour, minute, tzinfo=ZONE)


def _digest(key: str) -> Digest:
    return Digest(hashlib.sha256(f"invented:{key}".encode()).hexdigest())


def bridge_drawing() -> bytes:
    """Draw the bridge of the story: far and near houses, five arches, a river at dusk."""
    far = _row_of_houses(28, 30, (150, 190), "#8B90A0", lit=False, step=13)
    near = _row_of_houses(23, 32, (128, 196), "#3E4756", lit=True, step=7)
    arches = "".join(f'<path d="M{44 + n * 124} 300a52 46 0 0 1 104 0z" fill="#5F7683"/>' for n in range(5))
    lamps = "".join(
        f'<path d="M{34 + n * 124} 244v-25" stroke="#1E2530" stroke-width="2.4"/>'
        f'<circle cx="{34 + n * 124}" cy="216" r="9" fill="#FFD98A" opacity=".22"/>'
        f'<circle cx="{34 + n * 124}" cy="216" r="3.2" fill="#FFD98A"/>'
        for n in range(6)
    )
    waves = "".join(
        f'<path d="M{(n * 97) % 640} {318 + (n * 17) % 58}h{30 + (n * 29) % 60}"/>' for n in range(15)
    )  # fmt: skip
    glints = "".join(f'<path d="M{34 + n * 124} 314v{18 + n * 5 % 12}"/>' for n in range(6))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 380" width="680" height="380">
<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="#66778F"/><stop offset=".58" stop-color="#C3B2A6"/>
<stop offset="1" stop-color="#EBCB9D"/></linearGradient>
<linearGradient id="w" x2="0" y2="1"><stop stop-color="#8697A1"/>
<stop offset="1" stop-color="#3B4B57"/></linearGradient></defs>
<path fill="url(#s)" d="M0 0h680v250H0z"/>{far}{near}
<path fill="url(#w)" d="M0 240h680v140H0z"/>
<path d="M0 252Q340 226 680 252v52H0z" fill="#29323F"/>{arches}
<path d="M0 248Q340 222 680 248" fill="none" stroke="#4C586A" stroke-width="5"/>{lamps}
<g stroke="#FFD98A" stroke-width="3" opacity=".25">{glints}</g>
<g stroke="#C3CED3" stroke-width="1.6" opacity=".4">{waves}</g></svg>
""".encode()


def _row_of_houses(count: int, wide: int, tops: tuple[int, int], colour: str, *, lit: bool, step: int) -> str:
    drawn = []
    x = -6
    for n in range(count):
        top = tops[0] + (n * n * step + n * 11) % (tops[1] - tops[0])
        width = wide - 8 + (n * step) % 15
        drawn.append(f'<path d="M{x} {top}h{width}v{262 - top}h-{width}z" fill="{colour}"/>')
        if n % 4 == 1:
            drawn.append(f'<path d="M{x} {top}h{width}l-{width / 2:g}-{10 + n % 5}z" fill="{colour}"/>')
        if lit and n % 3 != 1:
            drawn.append(f'<path d="M{x + 7} {top + 22}h4v6h-4z" fill="#F0C46B"/>')
            if n % 2:
                drawn.append(f'<path d="M{x + 17} {top + 38}h4v6h-4z" fill="#F0C46B" opacity=".75"/>')
        x += width + (3 if n % 5 == 2 else 0)
    return "".join(drawn)


def stairs_drawing() -> bytes:
    """Draw a stairwell with plaster on the steps and a small bicycle; nobody is in it."""
    steps = "".join(f'<path d="M{120 + n * 40} {300 - n * 30}h{320 - n * 40}v30h-{320 - n * 40}z" fill="#{tone}"/>'
                    for n, tone in enumerate(("8E887C", "989285", "A29C8F", "ACA699", "B6B0A3", "C0BAAD")))  # fmt: skip
    plaster = "".join(
        f'<path d="M{130 + (n * 53) % 280} {318 - (n * 31) % 120}l{9 + n % 7} -7 8 9 -5 7z" fill="#E9E4D8"/>'
        for n in range(14)
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 560 360" width="560" height="360">
<path fill="#CFC8BA" d="M0 0h560v360H0z"/><path fill="#BDB6A7" d="M440 0h120v360H440z"/>
<path fill="#DAD4C7" d="M40 40l70-14 30 66-52 40-58-30z"/>{steps}
<path fill="#7C766B" d="M0 330h560v30H0z"/>{plaster}
<g fill="none" stroke="#3A4B58" stroke-width="4"><circle cx="60" cy="306" r="23"/><circle cx="124" cy="306" r="23"/>
<path d="M60 306l22-36h30l12 36M82 270l14 36h-36M112 270l6-14h10M76 262h14"/></g></svg>
""".encode()
