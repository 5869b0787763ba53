# ruff: noqa: E501 - a table of cases is read line by line
"""Signals over words and profiles: what they hear in six languages, and where they stay silent."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from firsthand.model.finding import Finding
from firsthand.signals.registry import BY_NAME, look
from firsthand.signals.seam import Given, Located, Party, Profile, Said, Shown
from firsthand.signals.words import Table

HOUR = 3_600_000_000
DAY = 24 * HOUR
BEGIN = 1_000 * DAY
PARTIES = (Party("the Guard", ("Guard", "الحرس", "Варт*", "la Garde"), ()), Party("the Column", ("Column", "الرتل", "Колон*", "la Colonne"), ()))


def seen(signal: str, *texts: str, bio: str = "", **given: object) -> list[Finding]:
    posts = [Said(f"x:{number}", BEGIN + number * 5 * HOUR, text) for number, text in enumerate(texts)]
    values = {"account": "x:9", "posts": posts, "profiles": [Profile(1, bio=bio)], "parties": PARTIES, "phrases": {}, **given}
    found, failed = look(Given(**values), (BY_NAME[signal],))  # type: ignore[arg-type]
    assert failed == []
    for one in found:
        for rest in one.rests:
            if rest.field == "text" and rest.end:
                assert texts[int(rest.ref[2:])][rest.start : rest.end] == rest.text
    return found


@pytest.mark.parametrize(("signal", "text"), [
    ("explains_itself", "غيرت اسم الحساب خوفاً على أهلي"), ("explains_itself", "Пишу с опозданием, связи не было"), ("explains_itself", "Nouveau compte, l'ancien a été piraté"),
    ("explains_itself", "I'm on nights at the mill, so I write at three"), ("explains_itself", "новий акаунт, старий зламали"),
    ("says_what_it_does_not_know", "I didn't see who fired"), ("says_what_it_does_not_know", "لا أعرف إن كان الخبر صحيحاً"), ("says_what_it_does_not_know", "Підтвердити не можу"),
    ("says_what_it_does_not_know", "n'avons pas pu vérifier"), ("says_what_it_does_not_know", "сам не видел, врать не буду"),
    ("keeps_back", "We won't say where the school is"), ("keeps_back", "لن أنشر المواقع"), ("keeps_back", "облич не знімаю"), ("keeps_back", "visages floutés"), ("keeps_back", "имён не называю"),
    ("says_it_is_elsewhere", "I'm not there, I left years ago"), ("says_it_is_elsewhere", "я не там, тільки читаю"), ("says_it_is_elsewhere", "أنا بعيدة عن البلد"), ("says_it_is_elsewhere", "je suis loin de chez moi"),
    ("tells_of_threats", "they posted my address"), ("tells_of_threats", "وصلتني رسالة تهديد"), ("tells_of_threats", "мені погрожують"), ("tells_of_threats", "on m'a menacée"),
    ("told_of_charge", "they call me a spy"), ("told_of_charge", "يقولون عني مخبر"), ("told_of_charge", "пишуть, що я навідник"), ("told_of_charge", "on me traite d'espionne"),
    ("kin_with_party", "My son serves with the Guard"), ("kin_with_party", "ابني مع الحرس"), ("kin_with_party", "чоловік воює"), ("kin_with_party", "Mon frère combat"),
    ("several_hands", "one phone, four cousins"), ("several_hands", "أنا ابنه، أبي ليس هنا"), ("several_hands", "пишет жена"), ("several_hands", "C'est sa fille qui écrit"),
    ("asks_for_positions", "how many men at the checkpoint now?"), ("asks_for_positions", "وين الحاجز اليوم؟"), ("asks_for_positions", "подскажите, где стоит техника"), ("asks_for_positions", "Où est le barrage ?"),
    ("asks_for_money", "donate here"), ("asks_for_money", "تبرعوا على هذا الرقم"), ("asks_for_money", "номер картки в профілі"), ("asks_for_money", "une cagnotte"),
    ("speaks_for_many", "all residents agree"), ("speaks_for_many", "أهالي الحي يقولون"), ("speaks_for_many", "все жители за"), ("speaks_for_many", "tous les habitants remercient"),
    ("claims_to_be_local", "as an ordinary citizen I am content"), ("claims_to_be_local", "كمواطن عادي أقول تمام"), ("claims_to_be_local", "как простой житель скажу"),
])  # fmt: skip
def test_what_is_heard(signal: str, text: str) -> None:
    """One post is enough, and the words that are cited stand in it."""
    (found,) = seen(signal, "good morning", text)

    assert [rest.ref for rest in found.rests] == ["x:1"]


@pytest.mark.parametrize(("signal", "text"), [
    ("says_it_is_elsewhere", "They say I'm abroad: come and see"), ("says_it_is_elsewhere", "قالوا لي انت برا البلد"), ("says_it_is_elsewhere", "the displaced came to our school"),
    ("asks_for_positions", "where is the bread?"), ("asks_for_positions", "the checkpoint is where it always was"), ("told_of_charge", "they call me mum"),
    ("kin_with_party", "my brother bakes. The Guard left."), ("claims_to_be_local", "as a resident I saw the roof fall"), ("several_hands", "it snowed (again)"),
    ("denies_tie", "I do not see any soldiers"), ("declared_in_posts", "Питають, чи ми тепер військові"), ("declared_in_posts", "they ask whether I am a soldier"),
    ("asks_for_money", "a red house"), ("tells_of_threats", "the sky looks like rain"),
])  # fmt: skip
def test_where_nothing_is_heard(signal: str, text: str) -> None:
    """What is said of others, asked, or has another sense gives no row."""
    assert seen(signal, "good morning", text) == []


@pytest.mark.parametrize("text", ["ні за кого", "I don't fight", "لا علاقة لي بالسلاح", "Nous ne sommes liés à aucun camp", "I never held a rifle", "бывший военный"])
def test_denials(text: str) -> None:
    """They count against a tie."""
    (found,) = seen("denies_tie", text)

    assert (found.hypothesis, found.direction) == ("affiliated", -1)


@pytest.mark.parametrize(("bio", "young"), [
    ("yr 8. frogs.", True), ("6-А, футбол", True), ("صف سابع، كرة", True), ("collège, 5e B, hand", True), ("teacher, year 8", False), ("вчителька 6-А", False), ("flat 5", False), ("", False),
])  # fmt: skip
def test_school_classes(bio: str, young: bool) -> None:
    """A class in the profile speaks of a child, a teacher's does not."""
    assert bool(seen("says_young", bio=bio)) is young


@pytest.mark.parametrize("text", ["I'm twelve and I can carry two buckets", "мне двенадцать", "عمري اطنعش", "j'ai treize ans"])
def test_ages_in_words(text: str) -> None:
    """An age need not be a number."""
    assert [one.hypothesis for one in seen("says_young", text)] == ["minor"]


def test_signed_posts() -> None:
    """Several signatures, again and again, are several hands; one signature is one."""
    several = seen("several_hands", "cold (L)", "warm (M)", "wet (L)", "dry")

    assert [rest.ref for rest in several[0].rests] == ["x:0", "x:1", "x:2"]
    assert seen("several_hands", "cold (L)", "warm (L)", "wet (L)") == []


def test_both_sides() -> None:
    """Two parties, each with a deed; one alone is no row, and a party that is only named is none."""
    both = ("The Guard stole my ladder", "the Column shelled the school")

    assert [(one.hypothesis, one.direction) for one in seen("names_both_sides", *both)] == [("leans-to-party", -1)]
    assert seen("names_both_sides", both[0], "the Column is grey") == []


def test_office_language_needs_two_turns() -> None:
    """One notice is quoted by everybody."""
    assert seen("office_language", "all under control here") == []
    assert [one.strength for one in seen("office_language", "Residents are advised to wait", "the competent authorities act")] == ["weak"]


def test_satire_is_asked_for_no_sides_and_no_positions() -> None:
    """A profile that calls itself satire is heard as such."""
    assert seen("asks_for_positions", "where is our artillery?", bio="parody") == []
    assert seen("office_language", "Residents are advised", "competent authorities", bio="пародія") == []


def test_little_to_go_on() -> None:
    """Few words, and an account made with the event: said plainly, against nobody."""
    young = [Profile(1, created_us=BEGIN + 4 * DAY)]
    found = seen("little_to_go_on", "yes", "no", profiles=young, period=(BEGIN, None))

    assert [(one.hypothesis, one.direction) for one in found] == [("enough", -1)] * 2
    assert "2 words in 2 posts" in found[0].because
    assert "4 days after the event began" in found[1].because
    assert seen("little_to_go_on", "word " * 50, profiles=[Profile(1, created_us=BEGIN - 400 * DAY)], period=(BEGIN, None)) == []


@pytest.mark.parametrize(("before", "after", "renamed", "direction"), [(880, 12, False, -1), (880, 900, True, 1), (880, 879, False, 0), (5, 0, False, 0), (880, 900, False, 0)])
def test_posts_counted(before: int, after: int, renamed: bool, direction: int) -> None:
    """Many fewer posts are told, and as many through a change of name; a few that went are not."""
    profiles = [Profile(1, "a", posts=before), Profile(2, "b" if renamed else "a", posts=after)]

    assert sum(one.direction for one in seen("posts_removed", profiles=profiles)) == direction


def test_sites() -> None:
    """A site in the profile to which posts link; an office that names none; a site of everybody's is nobody's."""
    linked = seen("profile_site", "read https://quay.example/1", bio="Quay daily. quay.example")
    bare = seen("profile_site", "hello", bio="the official account")

    assert [(one.hypothesis, one.direction, one.rests[-1].ref) for one in linked] == [("one-voice", 1, "x:0")]
    assert [one.hypothesis for one in bare] == ["needs-checking"]
    assert seen("profile_site", "https://t.me/quay", bio="t.me/quay") == []


def test_places_in_profiles_and_in_order() -> None:
    """Places of a profile, near and far; a journey with time enough is told, one without is the other signal's."""
    based = [Located("place", 0, 7, "Oradesh", None, "Oradesh", True), Located("bio", 3, 9, "Lissow", None, "Lissow", False)]
    there = [Located("x:0", 0, 0, "", BEGIN, "Oradesh", True, -45.0, 45.0), Located("x:1", 0, 0, "", BEGIN + 40 * DAY, "Lissow", False, -48.0, 15.0)]
    hasty = [there[0], there[1]._replace(at_us=BEGIN + HOUR)]

    assert [(one.hypothesis, one.rests[0].field) for one in seen("profile_place", based=based)] == [("present", "place"), ("away", "bio")]
    assert len(seen("places_in_order", "a", "b", here=there)) == 1
    assert seen("places_in_order", "a", "b", here=hasty) == []
    assert len(seen("self_location_conflict", "a", "b", here=hasty)) == 1


def test_pictures_again_and_once() -> None:
    """One picture on two days with other words; a picture that nobody else showed before."""
    marks = {"x:0": ("p",), "x:1": ("p",), "x:2": ("q",), "x:3": ("r",)}
    elsewhere = [Shown("x:3", BEGIN, "x:77", "x:8", "", BEGIN - DAY)]
    again = seen("same_picture_again", "today", "last week", "a cat", "b", marks=marks)
    once = seen("picture_held_once", "today", "last week", "a cat", "b", marks=marks, pictures=elsewhere)

    assert [rest.ref for rest in again[0].rests] == ["x:0", "x:1"]
    assert [rest.ref for rest in once[0].rests] == ["x:2"]
    assert seen("same_picture_again", "today", "today", marks={"x:0": ("p",), "x:1": ("p",)}) == []


def test_a_few_posts_at_night() -> None:
    """Eight of eight at night are told, weakly, and that it was so before; half of them are not."""
    night = [Said(f"x:{day}", day * DAY + HOUR, "w") for day in range(8)]
    half = [one._replace(at_us=(one.at_us or 0) + (12 * HOUR if number % 2 else 0)) for number, one in enumerate(night)]

    (found,) = seen("posting_hours", posts=night, zone=ZoneInfo("UTC"), period=(2 * DAY, None))
    assert found.strength == "weak"
    assert "2 of them before the event" in found.because
    assert seen("posting_hours", posts=half, zone=ZoneInfo("UTC"), period=None) == []


def test_slots() -> None:
    """Words of one place stand for each other, and keep their phrase."""
    table = Table({"told": "my mum/best_friend say*/wrote"}, slots=True)

    assert [one.text for one in table.find("my mum says, my best  friend wrote; my wrote mum")] == ["my mum says", "my best  friend wrote"]


def test_support_in_everyday_words_is_none() -> None:
    """“With the Column” is said of those whom one negotiates with; “I am with the Column” is support."""
    assert seen("declared_in_posts", "We spoke of access with the Column") == []
    assert [one.hypothesis for one in seen("declared_in_posts", "I'm with the Column, always")] == ["leans-to-party"]
