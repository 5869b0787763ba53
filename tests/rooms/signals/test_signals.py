# ruff: noqa: E501 - a table of cases is read line by line
"""Each signal: what it sees, what it rests on, and where it stays silent."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone

import pytest

from firsthand.model.finding import Finding
from firsthand.signals.creation_burst import bursts
from firsthand.signals.registry import BY_NAME, look
from firsthand.signals.seam import (
    Against,
    Backed,
    Doubted,
    Earlier,
    Given,
    Group,
    Light,
    Located,
    Odd,
    Party,
    Phrase,
    Profile,
    Said,
    Saying,
    Shown,
)

HOUR = 3_600_000_000
GUARD = Party("Northern Guard", ("الحرس الشمالي", "Північна варта"), ("ng_press", "guard.example"))


def seen(signal: str, **given: object) -> list[Finding]:
    values = {"account": "x:9", "posts": [], "profiles": [], **given}
    found, failed = look(Given(**values), (BY_NAME[signal],))  # type: ignore[arg-type]
    assert failed == []
    return found


def post(number: int, text: str = "words", *, hours: float = 0, passed_on: str = "") -> Said:
    return Said(f"x:{number}", round(hours * HOUR), text, passed_on=passed_on)


def phrase(rule: str, category: str = "eyewitness", *, cue: bool = False) -> Phrase:
    return Phrase(category, rule, 0, 4, "word", cue)


@pytest.mark.parametrize(
    ("signal", "category", "rule", "speaks"),
    [
        ("first_person_perception", "eyewitness", "ar:perceive", {("present", 1)}),
        ("deprivation_trapped", "help", "uk:trapped", {("urgent", 1), ("present", 1)}),
        ("farewell_distress", "goodbye", "ar:last-message", {("urgent", 1)}),
    ],
)
def test_word_lists(signal: str, category: str, rule: str, speaks: set[tuple[str, int]]) -> None:
    """Own posts with phrases of the rule count; reposts and other rules do not."""
    posts = [post(1), post(2, passed_on="somebody"), post(3)]
    found = seen(signal, posts=posts, phrases={"x:1": [phrase(rule, category)], "x:2": [phrase(rule, category)], "x:3": [phrase("en:else", category)]})

    assert {(one.hypothesis, one.direction) for one in found} == speaks
    assert [rest.ref for rest in found[0].rests] == ["x:1"]
    assert seen(signal, posts=posts, phrases={}) == []


def test_a_farewell_with_a_cue_is_none() -> None:
    """A weekend's goodbye is left out."""
    found = seen("farewell_distress", posts=[post(1)], phrases={"x:1": [phrase("en:farewell", "goodbye"), phrase("en:weekend", "goodbye", cue=True)]})

    assert found == []


def test_relays() -> None:
    """Reposts and cues count against first-hand; the share gives the strength."""
    posts = [post(n, passed_on="@desk") for n in range(8)] + [post(9)]
    (found,) = seen("relay_markers", posts=posts, phrases={"x:9": [phrase("ar:relayed", cue=True)]})

    assert (found.direction, found.strength, found.number) == (-1, "strong", 9)


def test_here_and_now() -> None:
    """A place of the event counts; one far from it does not."""
    near = Located("x:1", 8, 15, "Oradesh", 0, "Oradesh", True)
    far = Located("x:2", 0, 3, "Far", 0, "Far", False)
    (found,) = seen("here_now_place", posts=[post(1), post(2)], phrases={}, here=[near, far])

    assert [rest.text for rest in found.rests] == ["Oradesh"]
    assert seen("here_now_place", posts=[post(2)], phrases={}, here=[far]) == []


def test_near_copies() -> None:
    """Copies of earlier posts of others speak against first-hand, and the sentence says what we hold."""
    posts = [post(n) for n in range(6)]
    (found,) = seen("near_copy_of_earlier", posts=posts, copies={one.id: Earlier("x:77", "x:7", 0) for one in posts})

    assert (found.strength, found.number) == ("strong", 6)
    assert "the earliest that we hold" in found.because


def test_times_that_cannot_be() -> None:
    """Before the event, and an id that says another time; a scheduled quarter of an hour more is seen, a minute is not."""
    posts = [post(1, hours=-48), post(2, hours=1), post(3, hours=2)]
    found = seen(
        "posted_before_event", posts=posts, period=(0, None), phrases={one.id: [phrase("en:perceive")] for one in posts},
        id_times={"x:2": HOUR + 60_000_000, "x:3": 5 * HOUR},
    )  # fmt: skip

    assert {(one.hypothesis, tuple(rest.ref for rest in one.rests)) for one in found} == {
        ("account-of-event", ("x:1",)), ("time-as-claimed", ("x:3",)),
    }  # fmt: skip
    assert seen("posted_before_event", posts=posts, id_times={}) == []


@pytest.mark.parametrize(("saw", "elevation", "odd"), [("day", -40, True), ("night", 30, True), ("day", 30, False), ("day", -4, False)])
def test_light(saw: str, elevation: float, odd: bool) -> None:
    """Only plain light speaks."""
    found = seen("light_mismatch", posts=[post(1)], light=[Light("x:1", saw, "A. Renn", elevation, "Oradesh")])

    assert bool(found) is odd


def test_pictures_that_others_showed_before() -> None:
    """An earlier post of another account speaks against own media; a later one does not."""
    early, late = Shown("x:1", 10 * HOUR, "x:50", "x:5", "them", 9 * HOUR), Shown("x:2", HOUR, "x:51", "x:5", "them", 2 * HOUR)
    (found,) = seen("media_earlier_elsewhere", posts=[post(1), post(2)], pictures=[early, late])

    assert [rest.ref for rest in found.rests] == ["x:1"]


def test_pictures_before_an_outlet() -> None:
    """Only pictures of a listed outlet, and only shortly before it."""
    rows = [Shown("x:1", HOUR, "x:50", "x:5", "NG_Press", HOUR + HOUR // 2), Shown("x:2", HOUR, "x:51", "x:5", "ng_press", 90 * HOUR)]
    (found,) = seen("shown_before_outlet", posts=[post(1), post(2)], pictures=rows, parties=[GUARD])

    assert (found.hypothesis, [rest.ref for rest in found.rests]) == ("affiliated", ["x:1"])
    assert "30 min before" in found.rests[0].text
    assert seen("shown_before_outlet", posts=[post(1)], pictures=rows, parties=[Party("Northern Guard")]) == []


@pytest.mark.parametrize(("hours", "strength"), [(0.2, "strong"), (3, "some"), (30, None)])
def test_two_places(hours: float, strength: str | None) -> None:
    """Far apart in minutes, in hours, in a day: a flight is doubted, a journey is not."""
    here = [Located("x:1", 0, 3, "A", 0, "A", True, 36.0, 37.0), Located("x:2", 0, 3, "B", round(hours * HOUR), "B", False, 48.0, 25.0)]
    found = seen("self_location_conflict", posts=[post(1), post(2)], here=here)

    assert [one.strength for one in found] == ([strength] if strength else [])


def test_two_places_without_a_gazetteer() -> None:
    """Without coordinates nothing is said."""
    here = [Located("x:1", 0, 3, "A", 0, "A", True), Located("x:2", 0, 3, "B", 0, "B", True)]

    assert seen("self_location_conflict", posts=[post(1), post(2)], here=here) == []


@pytest.mark.parametrize(("bio", "roles"), [
    ("Paediatric nurse, Quay clinic", {"medic"}), ("طبيبة، متطوعة", {"medic", "volunteer"}), ("журналістка з Орадеша", {"journalist"}),
    ("infirmière, clinique du quai", {"medic"}), ("muhabir", {"journalist"}), ("Ministry of Water, official account", {"official"}),
    ("wife of a soldier", set()), ("أم مقاتل", set()), ("former nurse", set()), ("my brother is a medic", set()), ("мама солдата", set()),
    ("not a doctor", set()), ("fan of a doctor", set()), ("", set()), ("fighter, 2nd company", {"affiliated"}),
    ("ambulance driver", {"medic"}), ("صحفي سابق", set()), ("enfermera | vecina de Oradesh", {"medic", "civilian"}),
])  # fmt: skip
def test_declared_roles(bio: str, roles: set[str]) -> None:
    """A trade counts when it is the writer's own."""
    found = seen("declared_role", profiles=[Profile(1, bio=bio)])

    assert {one.hypothesis for one in found} == roles
    for one in found:
        rest = one.rests[0]
        assert bio[rest.start : rest.end] == rest.text


def test_satire_gives_one_row() -> None:
    """A profile that calls itself satire is quoted on nothing else."""
    found = seen("declared_role", profiles=[Profile(1, bio="Parody account. Minister of potholes, spokesman.")])

    assert [one.hypothesis for one in found] == ["needs-checking"]
    assert seen("declared_affiliation", profiles=[Profile(1, bio="satire: press office, Northern Guard")], parties=[GUARD]) == []


def test_declared_roles_in_posts() -> None:
    """“I am a nurse” counts as words; a nurse who is only spoken of does not."""
    posts = [post(1, "I am a nurse at the Quay clinic."), post(2, "The nurse was kind."), post(3, "I am here. The nurse left.")]
    (found,) = seen("declared_in_posts", posts=posts)

    assert (found.hypothesis, found.family, [rest.ref for rest in found.rests]) == ("medic", "words", ["x:1"])


@pytest.mark.parametrize(("bio", "hypothesis", "strength"), [
    ("press office, 4th Northern Guard", "affiliated", "strong"), ("عضو في الحرس الشمالي", "affiliated", "some"),
    ("медик у складі: Північна варта", "affiliated", "some"), ("Photographer with the Northern Guard", "affiliated", "some"),
    ("We stand with the Northern Guard!", "leans-to-party", "weak"), ("الناطق باسم الحرس الشمالي", "affiliated", "strong"),
    ("I live near Northern Guard square", "", ""), ("brother of a member of the Northern Guard", "", ""),
    ("former member of the Northern Guard", "", ""), ("Northern Guard took my house. I am a member of a choir", "", ""),
])  # fmt: skip
def test_declared_ties(bio: str, hypothesis: str, strength: str) -> None:
    """A tie needs a word of belonging beside the party's name; support leans, and kinship is none."""
    found = seen("declared_affiliation", profiles=[Profile(1, bio=bio)], parties=[GUARD])

    assert [(one.hypothesis, one.strength) for one in found] == ([(hypothesis, strength)] if hypothesis else [])


def test_an_earlier_profile_is_said_to_be_earlier() -> None:
    """The sentence does not say that the account says so now."""
    profiles = [Profile(1, bio="press office, Northern Guard"), Profile(2, bio="son of the quarter")]
    (found,) = seen("declared_affiliation", profiles=profiles, parties=[GUARD])

    assert "in an earlier profile" in found.because


def test_a_party_that_is_only_spoken_of() -> None:
    """What others do is no tie."""
    posts = [post(1, "The Northern Guard soldiers passed. A member of the council spoke."), post(2, "فتش جنود الحرس الشمالي بيتنا")]

    assert seen("declared_in_posts", posts=posts, parties=[GUARD]) == []


def test_bursts() -> None:
    """Three made in a day that share two texts are one; two are none, and so are three that share nothing."""
    created = {"x:1": 0, "x:2": HOUR, "x:3": 2 * HOUR, "x:4": 900 * HOUR}
    shared = {"a": {"x:1": "x:11", "x:2": "x:21", "x:3": "x:31", "x:4": "x:41"}, "b": {"x:1": "x:12", "x:2": "x:22", "x:3": "x:32", "x:4": "x:42"}}
    found = bursts(created, shared)

    assert sorted(found) == ["x:1", "x:2", "x:3"]
    assert found["x:1"].shared == 2
    assert bursts({"x:1": 0, "x:2": 0}, shared) == {}
    assert bursts(created, {"a": shared["a"]}) == {}


def test_a_slogan_binds_nobody() -> None:
    """A text that hundreds share is passed over, also in time."""
    shared = {"a": {f"x:{n}": f"x:{n}1" for n in range(5000)}, "b": {f"x:{n}": f"x:{n}2" for n in range(5000)}}

    assert bursts({f"x:{n}": n for n in range(5000)}, shared) == {}


def test_groups() -> None:
    """Fewer than three, or a group without it, gives no row; the sentence offers no reason."""
    group = Group(("x:7", "x:8", "x:9"), 60, 5, ("x:1", "x:70"), 0.0001)
    (found,) = seen("co_share_significant", posts=[post(1)], groups=[group, group._replace(accounts=("x:8", "x:9"))])

    assert (found.hypothesis, found.number) == ("acts-together", 1)
    assert "unusually close in time" in found.because
    assert "we do not know" in found.because


def test_leaning() -> None:
    """Most of what is passed on must come from the outlets; one of many does not."""
    posts = [post(n, f"https://www.guard.example/{n}") for n in range(4)] + [post(8, passed_on="ng_press"), post(9, passed_on="other")]
    (found,) = seen("shares_party_media", posts=posts, parties=[GUARD])

    assert (found.hypothesis, found.number) == ("leans-to-party", 5)
    assert seen("shares_party_media", posts=[posts[0], *(post(50 + n, passed_on="o") for n in range(9))], parties=[GUARD]) == []


def test_claims() -> None:
    """Origins count; no origin gives no row; contradictions say why."""
    (found,) = seen("independent_corroboration", backed=[Backed("claim:1", "x:1", 0, 4, "word", 2), Backed("claim:2", "x:1", 0, 4, "word", 0)])
    (other,) = seen("contradiction", against=[Against("claim:1", "x:1", 0, 4, "word", "claim:9", "98 and 66 cannot both be.")])

    assert (found.strength, found.number, found.direction) == ("some", 1, 1)
    assert (other.direction, "cannot both be" in other.because) == (-1, True)


def test_figures_sayings_and_doubts() -> None:
    """Each rests on the words that it is about; the account's own doubts about itself are none."""
    posts = [post(1)]
    (figure,) = seen("quantity_implausible", posts=posts, odd={"x:1": [Odd(0, 4, "word", "crowding", "Too many.")]})
    (saying,) = seen("attribution_distance", posts=posts, sayings={"x:1": [Saying(0, 4, "word", "a driver → a cousin", True)]})
    (doubt,) = seen("crowd_questions", posts=posts, doubts={"x:1": [Doubted("x:5", "x:50", "denies", 0, 2, "no"), Doubted("x:6", "x:9", "doubts", 0, 1, "?")]})

    assert (figure.direction, saying.direction, doubt.hypothesis) == (-1, -1, "needs-checking")
    assert [rest.ref for rest in doubt.rests] == ["x:5"]
    assert "nothing of whether it is true" in doubt.because


@pytest.mark.parametrize(("shift", "found"), [(12, True), (0, False)])
def test_hours(shift: int, found: bool) -> None:
    """Who is silent at noon for weeks posts at the night of the place; who sleeps at night gives no row."""
    awake = [(hour + shift) % 24 for hour in range(8, 24)]
    posts = [post(day * 24 + hour, hours=day * 24 + hour) for day in range(9) for hour in awake]
    rows = seen("posting_hours", posts=posts, zone=timezone(timedelta(0)))

    assert [one.strength for one in rows] == (["weak"] if found else [])
    assert seen("posting_hours", posts=posts[:30], zone=timezone(timedelta(0))) == []


@pytest.mark.parametrize(("text", "young"), [
    ("I'm 13 and I draw", True), ("Мені 9. Малюю", True), ("عمري ١٢ سنة", True), ("J'ai 15 ans", True), ("16 y/o, maps", True),
    ("I am 34", False), ("my son is 13 years old", False), ("I am 10 km away", False), ("I am 9 minutes away", False), ("aged 17th century", False),
    ("I am 14% done", False), ("Мені 45", False),
])  # fmt: skip
def test_said_ages(text: str, young: bool) -> None:
    """An age that somebody says of themselves; not of others, and no distance."""
    found = seen("says_young", profiles=[Profile(1, bio=text)])

    assert [one.hypothesis for one in found] == (["minor"] if young else [])


@pytest.mark.parametrize(("text", "hypotheses"), [
    ("I serve in the Northern Guard and I am a medic", {"affiliated", "medic"}), ("أنا مسعف متطوع في العيادة", {"medic", "volunteer"}),
    ("Northern Guard press office: pictures of the day", {"affiliated"}), ("Long live the Northern Guard", {"leans-to-party"}),
    ("نحن مقاتلو الحرس الشمالي", {"affiliated"}), ("My brother serves in the Northern Guard", set()),
    ("Fighters of the Northern Guard took the bridge", set()),
])  # fmt: skip
def test_ties_in_posts(text: str, hypotheses: set[str]) -> None:
    """Own membership, support, and what is only told of others, are three things."""
    found = seen("declared_in_posts", posts=[post(1, text)], parties=[GUARD])

    assert {one.hypothesis for one in found} == hypotheses


def test_by_the_clock() -> None:
    """The same minute on several days is seen, also beside midnight; people who post at all hours, and one busy day, are not."""
    daily = [post(day, hours=24 * day + (-1 / 120 if day % 2 else 1 / 120)) for day in range(1, 9)]
    (found,) = seen("by_the_clock", posts=daily, zone=timezone(timedelta(hours=3)))
    assert (found.hypothesis, found.strength, found.number) == ("by-clock", "some", 8)
    assert "at about 03:00" in found.because or "at about 02:59" in found.because

    often = [post(n, hours=n * 1.37) for n in range(3_000)]
    assert seen("by_the_clock", posts=often, zone=UTC) == []
    assert seen("by_the_clock", posts=[post(n, hours=8) for n in range(9)], zone=UTC) == []
    assert seen("by_the_clock", posts=[Said(f"x:{n}", None, "w") for n in range(9)], zone=UTC) == []


@pytest.mark.parametrize(
    ("text", "corrects"),
    [
        ("CORRECTION: an earlier post gave the wrong line", True), ("صورة متداولة باسمي ليست لي", True), ("Перепрошую, дали неповний список", True),
        ("J’efface mes « je suis là »", True), ("تصحيح: الجسر مفتوح", True), ("He was never wrong", False), ("الجسر مفتوح", False), ("\u202e\x00", False),
    ],
)  # fmt: skip
def test_corrections(text: str, corrects: bool) -> None:
    """Words that take back or put right, in the account's own posts, where they stand."""
    found = seen("corrects_itself", posts=[post(1, text), post(2, "correction", passed_on="somebody")])

    assert bool(found) is corrects
    assert all(text[rest.start : rest.end] == rest.text for one in found for rest in one.rests)


@pytest.mark.parametrize("text", ["сусідка пише: у дворі тихо", "ma cousine écrit : « on a du pain »", "قالوا لي انت برا البلد", "my sister says it is quiet"])
def test_what_somebody_near_told(text: str) -> None:
    """Relatives and neighbours who told it are another mouth."""
    (found,) = seen("attribution_distance", posts=[post(1, text)], sayings={})

    assert (found.hypothesis, found.direction, found.number) == ("first-hand", -1, 1)
