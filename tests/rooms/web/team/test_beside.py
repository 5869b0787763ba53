"""Several people at one case: who reads what, who is asked, whom a note names, who gives roles."""

from __future__ import annotations

from typing import Any

import pytest

from firsthand.testing.world import SmallCase

POST = "x:1001"
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def _nobody(two: dict[str, SmallCase]) -> None:
    from firsthand.web.team import beside

    beside.forget()


def test_who_else_reads_a_post_is_told_for_a_while(way: Any) -> None:
    """By name, to the others of the case, in the page too; one who goes on is told of there and no longer here."""
    one, other = way.come(oradesh="reader"), way.come("Олена", oradesh="reader")
    assert one.get(f"/case/oradesh/reading/{POST}", headers=JSON).json()["others"] == []
    told = other.get(f"/case/oradesh/reading/{POST}")
    assert "N. Vale" in told.content.decode()
    one.get("/case/oradesh/reading/x:1002")
    assert other.get(f"/case/oradesh/reading/{POST}", headers=JSON).json()["others"] == []


def test_it_fades_and_is_kept_nowhere(way: Any) -> None:
    from firsthand.web.team import beside

    beside.read("oradesh", POST, "A", hidden=False, at=0.0)
    assert beside.read("oradesh", POST, "B", hidden=False, at=80.0).others == ["A"]
    assert beside.read("harbour", POST, "C", hidden=False, at=80.0).others == []
    assert beside.read("oradesh", POST, "C", hidden=False, at=100.0).others == ["B"]
    assert beside.near("oradesh", "B", at=100.0) == (POST, beside.Beside(["C"], []))
    assert beside.near("oradesh", "B", at=171.0) is None
    beside.read("oradesh", "x:2", "C", hidden=False, at=1_000.0)
    assert set(beside._reading) == {("oradesh", "x:2")}


def test_who_chose_so_is_not_told_of(way: Any) -> None:
    one, other = way.come(oradesh="reader"), way.come("O. Kest", oradesh="reader")
    assert way.post(one, "/account/hide", "/account", hidden="on").status_code == 302
    one.get(f"/case/oradesh/reading/{POST}")
    assert other.get(f"/case/oradesh/reading/{POST}", headers=JSON).json()["others"] == []
    way.post(one, "/account/hide", "/account")
    one.get(f"/case/oradesh/reading/{POST}")
    assert other.get(f"/case/oradesh/reading/{POST}", headers=JSON).json()["others"] == ["N. Vale"]


def test_who_comes_and_who_grades_arrives_with_the_news(way: Any) -> None:
    """Without asking for the post again: to one who is hidden, too, of whom nobody is told; in words, with names made harmless."""
    one, other, unseen = way.come(oradesh="reader"), way.come("О. <b>Кест", oradesh="reader"), way.come("H. Idden", oradesh="reader")
    assert way.post(unseen, "/account/hide", "/account", hidden="on").status_code == 302

    def near(client: Any) -> Any:
        return client.get("/case/oradesh/live", headers=JSON).json()["near"]

    assert near(one) is None
    one.get(f"/case/oradesh/reading/{POST}")
    unseen.get(f"/case/oradesh/reading/{POST}")
    assert (near(one)["post"], near(one)["others"], near(one)["part"]) == (POST, [], "")
    other.get(f"/case/oradesh/reading/{POST}?doing=grade")
    assert (near(one)["others"], near(one)["grading"]) == (["О. <b>Кест"], ["О. <b>Кест"])
    assert "О. &lt;b&gt;Кест</bdi> is grading this" in near(one)["part"]
    assert near(unseen)["others"] == ["N. Vale", "О. <b>Кест"]
    other.get("/case/oradesh/reading/x:1002?doing=anything")
    assert near(one)["others"] == []
    assert near(other)["post"] == "x:1002"


def test_who_decided_meanwhile_arrives_with_the_news(way: Any, two: dict[str, SmallCase]) -> None:
    """Of the post that is read, since the page was made; one's own decisions, and those of other posts, are not told."""
    one, other = way.come(oradesh="reviewer"), way.come("O. Kest", oradesh="reviewer")
    since = two["oradesh"].desk.book.size()
    one.get(f"/case/oradesh/reading/{POST}")

    def near() -> Any:
        return one.get(f"/case/oradesh/live?since={since}", headers=JSON).json()["near"]["decided"]

    way.post(one, "/case/oradesh/act/mark", "/", post=POST, mark="reviewed")
    way.post(other, "/case/oradesh/act/mark", "/", post="x:1002", mark="hold")
    assert near() is None
    assert way.post(other, "/case/oradesh/act/mark", "/", post=POST, mark="hold").status_code == 302
    assert near() == {"entry": since + 2, "by": "O. Kest"}
    part = one.get(f"/case/oradesh/live?since={since}", headers=JSON).json()["near"]["part"]
    assert f'href="/case/oradesh/posts/{POST}"' in part or 'href="/case/oradesh/posts/x%3A1001"' in part


def test_somebody_is_asked_and_does_it(way: Any) -> None:
    """It waits under their day and in the rail, in the words of who asks, until they say it is done; nobody else can."""
    one, other = way.come(oradesh="reader"), way.come("ليلى", oradesh="reader")
    asked = way.post(one, "/case/oradesh/ask", f"/case/oradesh/posts/{POST}", post=POST, person="ليلى", words="من فضلك <b>انظري</b>")
    assert asked.status_code == 302
    day = other.get("/case/oradesh/day").content.decode()
    assert "N. Vale" in day
    assert "من فضلك &lt;b&gt;انظري" in day
    assert "thing waits for you" in other.get("/case/oradesh/inbox").content.decode()
    assert other.get("/case/oradesh/live", headers=JSON).json()["lines"][-1]["address"] == "/case/oradesh/day"
    from firsthand.web.team.models import Call

    number = Call.objects.get().pk
    assert way.post(one, f"/case/oradesh/calls/{number}/done", "/").status_code == 404
    assert way.post(other, f"/case/oradesh/calls/{number}/done", "/").status_code == 302
    assert way.post(other, f"/case/oradesh/calls/{number}/done", "/").status_code == 404
    assert "thing waits for you" not in other.get("/case/oradesh/inbox").content.decode()


def test_nobody_outside_the_case_is_asked(way: Any) -> None:
    one = way.come(oradesh="reader")
    way.account("O. Kest", harbour="reader")
    for who in ("O. Kest", "nobody", ""):
        assert way.post(one, "/case/oradesh/ask", "/", post=POST, person=who, words="").status_code == 400
    assert way.post(one, "/case/oradesh/ask", "/", post="x:none", person="N. Vale").status_code == 404


def test_a_note_tells_whom_it_names(way: Any) -> None:
    """In any script; not who wrote it, not somebody of another case."""
    from firsthand.web.team.models import Call

    one = way.come(oradesh="reviewer")
    for name, case in (("ليلى ك.", "oradesh"), ("Ann", "oradesh"), ("Anna", "oradesh"), ("O. Kest", "harbour")):
        way.account(name, **{case: "reader"})
    text = "@anna, انظري @ليلى ك. — @O. Kest @N. Vale, mail me at x@annex"
    assert way.post(one, "/case/oradesh/act/note", "/", ref=POST, text=text).status_code == 302
    calls = Call.objects.order_by("person")
    assert [(one.person, one.kind, one.ref, one.text) for one in calls] == [
        ("Anna", "named", POST, ""), ("ليلى ك.", "named", POST, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Ann", ["Ann"]), ("@ANN!", ["Ann"]), ("@Anna", ["Anna"]), ("@Ann @Anna", ["Ann", "Anna"]), ("@Annabel", []), ("Ann", []),
        ("", []), ("@" * 5_000, []), ("@Ann" * 3_000, ["Ann"]),
    ],
)  # fmt: skip
def test_names_in_a_text(text: str, found: list[str], two: dict[str, SmallCase]) -> None:
    from firsthand.web.team.beside import named

    assert named(text, ["Ann", "Anna"]) == found


def test_a_custodian_gives_and_takes_roles_but_not_their_own(way: Any) -> None:
    from firsthand.web.team import people

    one, other = way.come(oradesh="custodian"), way.come("O. Kest", harbour="reader")
    page = one.get("/case/oradesh/people").content.decode()
    assert "/case/oradesh/people/role" in page

    def give(who: str, role: str) -> int:
        return int(way.post(one, "/case/oradesh/people/role", "/case/oradesh/people", person=who, role=role).status_code)

    assert give("O. Kest", "editor") == 302
    assert other.get("/case/oradesh/inbox").status_code == 200
    assert give("N. Vale", "reader") == 403
    assert give("nobody", "reader") == 400
    assert give("O. Kest", "king") == 400
    assert give("O. Kest", "") == 302
    assert people.cases_of(people.known("O. Kest").pk) == {"harbour": "reader"}
    assert other.get("/case/oradesh/inbox")["Location"].startswith("/account/sign-in")
