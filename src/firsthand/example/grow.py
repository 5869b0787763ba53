"""
Grow the hand-written core into a flood.

Reposts, near-copies, replies, everyday noise, more people with needs, and the copies that three accounts make within
seconds. The only chance is the generator that is given: same seed, same list.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from importlib.resources import files

from firsthand.example.world import ZONE, AccountTruth, Message, MessageTruth, Person

TARGET = 3000
START, END = datetime(2041, 3, 8, tzinfo=ZONE), datetime(2041, 3, 15, 10, tzinfo=ZONE)
POSER, COPIERS = "river_voice_4", ("quay_truth", "oradesh_daily1", "north_sun")

DAY_WEIGHTS = (6, 7, 8, 9, 12, 17, 34, 7)
"""8 to 15 March."""

HOUR_WEIGHTS = (3, 2, 1, 1, 1, 2, 5, 9, 12, 14, 14, 12, 11, 10, 9, 9, 10, 11, 12, 14, 15, 13, 9, 5)
LANGUAGE_WEIGHTS = {"ar": 45, "en": 25, "uk": 15, "fr": 15}

SHARES = {"repost": 24, "near-copy": 12, "reply": 16, "everyday": 38, "need": 8}
"""Parts of what is grown; the coordinated copies and the poser's daily calm come on top."""

NEED_WEIGHTS = {"goodbye": 4, "help": 3, "eyewitness": 4}

PLACES = {"ar": "أوراديش", "en": "Oradesh", "uk": "Орадеш", "fr": "Oradesh"}
FIRST_NAMES = {
    "ar": (
        "رامي",
        "سارة",
        "وائل",
        "ميس",
        "هادي",
        "رغد",
        "باسم",
        "ليان",
        "زياد",
        "دانة",
        "عمار",
        "شهد",
        "قيس",
        "جود",
        "نبيل",
        "رؤى",
    ),
    "en": ("Ada", "Corin", "Wren", "Silas", "Maud", "Perrin", "Tess", "Ewan", "Isolde", "Garrick", "Nell", "Osric"),
    "uk": ("Мирослава", "Остап", "Зоряна", "Тимофій", "Софія", "Данило", "Леся", "Юстин", "Горпина", "Северин"),
    "fr": ("Élodie", "Bastien", "Margaux", "Florian", "Solène", "Anselme", "Céleste", "Octave", "Maëlle", "Gaspard"),
}
STEMS = (
    "loom",
    "shuttle",
    "lamp",
    "quay",
    "reed",
    "copper",
    "mint",
    "kiln",
    "heron",
    "spool",
    "ferry",
    "stair",
    "lantern",
    "canal",
    "thimble",
    "tram",
)
BIOS = {
    "ar": ("", "طالب", "قهوة وكتب", "أكتب لنفسي", "من أهل النهر", "أب لثلاثة"),
    "en": ("", "tea and bicycles", "mostly replies", "carpenter", "here for the cats"),
    "uk": ("", "читаю", "вчителька", "велосипед і кава", "просто живу"),
    "fr": ("", "thé et romans", "menuisier", "je réponds tard", "du quartier"),
}


@dataclass
class _Flood:
    """What is being made: the list, its counter, and who there is to speak."""

    rng: random.Random
    core: Sequence[Message]
    crowd: dict[tuple[str, str], list[Person]]
    phrases: dict[str, dict[str, dict[str, list[str]]]]
    made: list[Message] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def add(self, message: Message) -> None:
        """Keep a message, pressed into the event's days, under the next key."""
        posted = min(max(message.posted, START), END).replace(microsecond=0)
        self.made.append(replace(message, key=f"g{len(self.made) + 1:04}", posted=posted))

    def hour(self) -> datetime:
        """Choose a moment by the curve of the days and hours."""
        while True:
            day = self.rng.choices(range(len(DAY_WEIGHTS)), DAY_WEIGHTS)[0]
            hour = self.rng.choices(range(24), HOUR_WEIGHTS)[0]
            moment = START + timedelta(days=day, hours=hour, seconds=self.rng.randrange(3600))
            if moment < END:
                return moment

    def after(self, message: Message, minutes: float) -> datetime:
        """Choose a moment after another message, mostly soon."""
        return message.posted + timedelta(seconds=20 + self.rng.expovariate(1 / (minutes * 60)))

    def someone(self, platform: str, lang: str) -> Person:
        """Choose who speaks."""
        return self.rng.choice(self.crowd[platform, lang])

    def say(self, kind: str, lang: str, *, fresh: bool = True) -> str:
        """Put a sentence together; with `fresh`, no pair of halves comes twice."""
        parts = self.phrases[kind][lang]
        for _ in range(400):
            halves = [self.rng.choice(parts["first"])]
            if parts["second"]:
                halves.append(self.rng.choice(parts["second"]))
            text = ("، " if lang == "ar" else ", ").join(halves)
            if not fresh or text not in self.used:
                break
        self.used.add(text)
        tail = self.rng.choice(parts["tail"]) if self.rng.random() < 0.45 else ""
        joint = ". " if tail[:1].isalpha() and text[-1].isalpha() else " "
        return f"{text}{joint}{tail}".strip()

    def language(self) -> str:
        """Choose a language by its share."""
        return self.rng.choices(list(LANGUAGE_WEIGHTS), list(LANGUAGE_WEIGHTS.values()))[0]


def grow(
    core: Sequence[Message], people: Sequence[Person], rng: random.Random, *, target: int = TARGET
) -> tuple[tuple[Person, ...], tuple[Message, ...]]:
    """
    Grow the core.

    Args:
        core: The hand-written messages.
        people: Their writers.
        rng: The only source of chance.
        target: About how many messages there are at the end, the core included.

    Returns:
        All people and all messages, by time; the core's are among them, unchanged.
    """
    crowd = _crowd(rng)
    by_voice: dict[tuple[str, str], list[Person]] = {}
    for person, lang in crowd:
        by_voice.setdefault((person.platform, lang), []).append(person)
    phrases = tomllib.loads((files("firsthand.example") / "data" / "everyday.toml").read_text(encoding="utf-8"))
    flood = _Flood(rng=rng, core=core, crowd=by_voice, phrases=phrases)
    _calm(flood)
    _coordinated(flood)
    rest = max(0, target - len(core) - len(flood.made))
    for kind, share in SHARES.items():
        for _ in range(round(rest * share / sum(SHARES.values()))):
            MAKERS[kind](flood)
    everyone = (*people, *(person for person, _ in crowd))
    return everyone, tuple(sorted((*core, *flood.made), key=lambda m: (m.posted, m.key)))


def _crowd(rng: random.Random) -> list[tuple[Person, str]]:
    """Make the people who are not in the core, each with a language."""
    crowd: list[tuple[Person, str]] = []
    sizes = {"x": 240, "mastodon": 100, "telegram": 40}
    for platform, size in sizes.items():
        for n in range(size):
            lang = rng.choices(list(LANGUAGE_WEIGHTS), list(LANGUAGE_WEIGHTS.values()))[0]
            crowd.append((_passer(platform, n, lang, rng), lang))
    return crowd


def _passer(platform: str, n: int, lang: str, rng: random.Random) -> Person:
    handle = f"{rng.choice(STEMS)}_{rng.choice(STEMS)}{n}"
    host = rng.choice(("chirrup.example", "fen.example")) if platform == "mastodon" else ""
    base = {"x": 40_000_000, "mastodon": 109_800_000_000_000_000, "telegram": 5_600_000_000}[platform]
    opened = datetime(2033 + rng.randrange(8), rng.randint(1, 12), rng.randint(1, 28), 9, tzinfo=ZONE)
    return Person(
        key=f"crowd-{platform}-{n:03}",
        platform=platform,
        id=str(base + n * 7919),
        handle="" if platform == "telegram" else handle,
        name=rng.choice(FIRST_NAMES[lang]) + rng.choice(("", "", " 🌿", f" {rng.choice(STEMS)}")),
        bio=rng.choice(BIOS[lang]),
        place=rng.choice(("", PLACES[lang])),
        created=opened.isoformat(),
        followers=int(rng.paretovariate(0.9) * 20) % 9000,
        host=host,
        chat="south-quay" if platform == "telegram" else "",
        truth=AccountTruth(),
    )


def _platform(rng: random.Random) -> str:
    return rng.choices(("x", "mastodon", "telegram"), (62, 26, 12))[0]


def _pick(flood: _Flood, platforms: tuple[str, ...]) -> Message:
    """Choose what is answered or passed on: what matters is passed on more often."""
    options = [m for m in flood.core if m.platform in platforms and m.posted >= START and m.account != "free_line_77"]
    weights = [
        8 if {"goodbye", "caution"} & set(m.truth.categories) else 4 if m.truth.categories else 1 for m in options
    ]
    return flood.rng.choices(options, weights)[0]


def _repost(flood: _Flood) -> None:
    source = _pick(flood, ("x", "mastodon"))
    who = flood.someone(source.platform, flood.language())
    truth = replace(source.truth, cluster_of=source.truth.cluster_of or source.key, notes="Repost.")
    flood.add(
        replace(
            source, key="", account=who.key, posted=flood.after(source, 110), reposts=source.key, reply_to=None,
            quotes=None, media=(), deleted=None, edited=None, truth=truth,
        )
    )  # fmt: skip


def _near_copy(flood: _Flood) -> None:
    source = _pick(flood, ("x", "mastodon", "telegram"))
    platform = _platform(flood.rng)
    who = flood.someone(platform, source.lang if source.lang in PLACES else "ar")
    text = _altered(source.text, source.lang, flood.rng)
    truth = MessageTruth(
        categories=source.truth.categories,
        cluster_of=source.truth.cluster_of or source.key,
        rumour=source.truth.rumour,
        third_person=_carried(source, text),
        notes="Near-copy.",
    )
    posted = flood.after(source, 150)
    speaks = Message(key="", account=who.key, platform=platform, posted=posted, text=text, lang=source.lang)
    flood.add(replace(speaks, truth=truth))


PREFIXES = {"ar": ("منقول: ", "وصلني الآن: ", "انشروا: "), "en": ("Copied: ", "From a neighbour: ", "Pls share: ")}
PREFIXES |= {
    "uk": ("Скопійовано: ", "Від сусідів: ", "Поширте: "),
    "fr": ("Copié : ", "D'une voisine : ", "Faites suivre : "),
}


def _altered(text: str, lang: str, rng: random.Random) -> str:
    """Change a text as people do when they pass it on: one or two small edits."""
    for edit in rng.sample(("prefix", "tail", "stop", "marks", "word", "double"), rng.choice((1, 1, 2))):
        words = text.split(" ")
        if edit == "prefix":
            text = rng.choice(PREFIXES.get(lang, PREFIXES["ar"])) + text
        elif edit == "tail":
            text += rng.choice((" 💔", " 🙏", " #Oradesh", " #أوراديش", " !!"))
        elif edit == "stop":
            text = text.rstrip(".!؟?")
        elif edit == "marks":
            text = text.translate({ord(c): None for c in "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"})
        elif edit == "word" and len(words) > 8:
            del words[rng.randrange(2, len(words) - 1)]
            text = " ".join(words)
        elif edit == "double":
            text = text.replace("،", "،،", 1).replace(", ", ",, ", 1)
    return text


def _carried(source: Message, text: str) -> tuple[tuple[int, int, str], ...]:
    """Find the source's third persons in the altered text, where they are still whole."""
    found = []
    for start, end, kind in source.truth.third_person:
        at = text.find(source.text[start:end])
        if at >= 0:
            found.append((at, at + end - start, kind))
    return tuple(sorted(found))


def _reply(flood: _Flood) -> None:
    source = _pick(flood, ("x", "mastodon", "telegram"))
    lang = source.lang if source.lang in PLACES and flood.rng.random() < 0.8 else flood.language()
    who = flood.someone(source.platform, lang)
    if source.platform == "telegram" and source.account == "tg_bridge_ward":
        return _everyday(flood)  # a channel has no replies in its export
    text = flood.say("reply", lang, fresh=False)
    posted = flood.after(source, 60)
    answer = Message(key="", account=who.key, platform=source.platform, posted=posted, text=text, lang=lang)
    flood.add(replace(answer, reply_to=source.key))
    return None


def _everyday(flood: _Flood) -> None:
    lang, platform = flood.language(), _platform(flood.rng)
    who = flood.someone(platform, lang)
    text = flood.say("noise", lang)
    flood.add(Message(key="", account=who.key, platform=platform, posted=flood.hour(), text=text, lang=lang))


def _need(flood: _Flood) -> None:
    lang, platform = flood.language(), _platform(flood.rng)
    kind = flood.rng.choices(list(NEED_WEIGHTS), list(NEED_WEIGHTS.values()))[0]
    posted = flood.hour()
    if kind == "goodbye":
        posted = datetime(2041, 3, 14, 9, tzinfo=ZONE) + timedelta(minutes=flood.rng.triangular(0, 780, 120))
    truth = MessageTruth(categories=(kind,))
    who, text = flood.someone(platform, lang), flood.say(kind, lang)
    flood.add(Message(key="", account=who.key, platform=platform, posted=posted, text=text, lang=lang, truth=truth))


MAKERS = {"repost": _repost, "near-copy": _near_copy, "reply": _reply, "everyday": _everyday, "need": _need}


def _calm(flood: _Flood) -> None:
    """The poser's daily calm: weekdays, office hours."""
    for day in (8, 11, 12, 13, 14):
        for _ in range(4):
            posted = datetime(2041, 3, day, 7, tzinfo=ZONE) + timedelta(seconds=flood.rng.randrange(8 * 3600))
            truth = MessageTruth(notes="Poses as a resident.")
            text = flood.say("calm", "ar")
            flood.add(Message(key="", account=POSER, platform="x", posted=posted, text=text, lang="ar", truth=truth))


def _coordinated(flood: _Flood) -> None:
    """The three copiers repeat the poser within seconds, about every other time."""
    written = [m for m in (*flood.core, *flood.made) if m.account == POSER and m.posted >= START]
    copied = {m.truth.cluster_of for m in flood.core if m.account in COPIERS}
    for source in written:
        if source.key in copied:
            continue
        for who, delay in zip(COPIERS, (9, 31, 44), strict=True):
            if flood.rng.random() < 0.45:
                continue
            posted = source.posted + timedelta(seconds=delay + flood.rng.randint(-5, 9))
            text = flood.rng.choice((source.text, source.text.rstrip("."), source.text + " #أوراديش"))
            truth = MessageTruth(cluster_of=source.key, rumour=source.truth.rumour, notes="Coordinated copy.")
            flood.add(Message(key="", account=who, platform="x", posted=posted, text=text, lang="ar", truth=truth))
