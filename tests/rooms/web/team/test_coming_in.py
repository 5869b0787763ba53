"""Coming in: by invitation, with a password and a second factor, and no other way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from firsthand.model.errors import Conflict, Mistaken, Refused
from firsthand.testing.world import SmallCase

NAME = "N. Vale"


def opened(way: Any, **roles: str) -> str:
    from firsthand.web.team import people

    return f"/invitation/{people.invite(NAME, roles or {'oradesh': 'reader'})}"


def test_an_invitation_opens_an_account_and_nothing_more(way: Any, stranger: Client) -> None:
    """The token leaves the address; the account has a password, a key on the server, its role, and needs a second factor."""
    from firsthand.shell.people import person
    from firsthand.web.team import people

    first = stranger.get(opened(way, oradesh="reviewer"))
    assert (first.status_code, first["Location"]) == (302, "/join")
    done = way.post(stranger, "/join", password=way.password, again=way.password)

    assert done.status_code == 200
    assert person(NAME).key
    assert people.of_case("oradesh") == {NAME: "reviewer"}
    assert way.sign_in(stranger, NAME).status_code == 302
    assert stranger.get("/case/oradesh/inbox")["Location"].startswith("/account/second")
    assert "أورا" not in stranger.get("/case/oradesh/inbox", follow=True).content.decode()


def test_an_invitation_opens_once(way: Any, stranger: Client) -> None:
    """Who opened it too, in another browser, chooses no password after the first one did."""
    address, late = opened(way), way.browser()
    assert stranger.get(address).status_code == late.get(address).status_code == 302
    token = way.form(late, "/join")
    assert way.post(stranger, "/join", password=way.password, again=way.password).status_code == 200

    assert late.post("/join", {"password": "another row of words", "again": "another row of words", **token}).status_code == 404
    assert way.browser().get(address).status_code == 404
    assert way.sign_in(way.browser(), NAME, "another row of words").status_code == 200


def test_an_old_invitation_and_one_that_was_replaced_open_nothing(way: Any, stranger: Client) -> None:
    from firsthand.web.team.models import Invitation

    first, second = opened(way), opened(way)
    assert stranger.get(first).status_code == 404
    Invitation.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert stranger.get(second).status_code == 404
    assert stranger.get("/invitation/other").status_code == 404
    assert stranger.get("/join").status_code == 404


def test_what_stands_in_the_address_is_kept_nowhere(way: Any, stranger: Client, server: Any) -> None:
    address = opened(way)
    stranger.get(address)

    token = address.rpartition("/")[2].encode()
    assert NAME.encode() in way.held()
    assert token not in way.held() + b"".join(path.read_bytes() for path in server.state.rglob("*") if path.is_file())


@pytest.mark.parametrize("word", ["short", "password1234", "111111111111", "n. vale n. vale 1", "firsthand desk 12"])
def test_a_weak_password_is_refused_in_words(word: str, way: Any, stranger: Client) -> None:
    """Too short, too common, one key held down, the name of somebody or of the desk; the invitation stays good."""
    stranger.get(opened(way))
    answer = way.post(stranger, "/join", password=word, again=word)
    assert answer.status_code == 400
    assert b'role="alert"' in answer.content
    assert way.post(stranger, "/join", password=way.password, again=way.password).status_code == 200


def test_a_long_password_in_any_script_will_do(way: Any, stranger: Client) -> None:
    word = "أربع كلمات متتالية 🌊 та ще" * 3
    stranger.get(opened(way))
    assert way.post(stranger, "/join", password=word, again=word).status_code == 200
    assert way.sign_in(stranger, NAME, word).status_code == 302


def test_a_password_alone_opens_nothing(way: Any, stranger: Client) -> None:
    way.account(NAME, oradesh="custodian")
    way.sign_in(stranger, NAME)
    assert stranger.get("/case/oradesh/inbox")["Location"].startswith("/account/sign-in")
    assert way.post(stranger, "/account/sign-in/second", code="000000").status_code == 200
    assert stranger.get("/")["Location"].startswith("/account/sign-in")
    assert way.second(stranger).status_code == 302
    assert stranger.get("/case/oradesh/inbox").status_code == 200


def test_a_code_opens_once(way: Any, stranger: Client) -> None:
    """Who has looked over a shoulder has nothing of it."""
    way.come(NAME, oradesh="reader")
    way.sign_in(stranger, NAME)
    assert way.second(stranger).status_code == 200
    assert way.second(stranger, 1).status_code == 302


def test_the_second_factor_lies_sealed(way: Any) -> None:
    """A copy of the database makes no codes."""
    way.account(NAME, oradesh="reader")
    assert NAME.encode() in way.held()
    assert b"JBSWY3DPEHPK3PXP" not in way.held()


def test_the_last_second_factor_stays(way: Any) -> None:
    client = way.come(NAME, oradesh="reader")
    assert way.post(client, "/account/second/app/off").status_code == 200
    from firsthand.web.team import people

    assert people.second_factor(people.known(NAME))


def test_an_app_for_codes_is_set_up_with_a_picture_that_the_page_may_show(way: Any, stranger: Client) -> None:
    """The code for the camera stands in the page itself, since its policy loads no picture from an address of data."""
    way.account(NAME, factor=False, oradesh="reader")
    way.sign_in(stranger, NAME)
    page = stranger.get("/account/second/app")
    assert page.status_code == 200
    assert b"<svg" in page.content
    assert b"data:" not in page.content


def test_wrong_passwords_are_slowed_down(way: Any, stranger: Client) -> None:
    """The sixth try within five minutes is not looked at, even with the right one; an unknown name is answered the same."""
    way.account(NAME, oradesh="reader")
    said = {way.sign_in(stranger, NAME, f"wrong words in row {number}").content.count(b"alert") for number in range(5)}
    assert said == {way.sign_in(way.browser(), "nobody at all", "wrong words in a row").content.count(b"alert")}
    assert way.sign_in(stranger, NAME).status_code in (200, 429)
    assert stranger.get("/")["Location"].startswith("/account/sign-in")


def test_nobody_signs_up(stranger: Client) -> None:
    for address in ("/account/signup", "/accounts/signup/", "/account/password/reset", "/account/email"):
        assert stranger.get(address).status_code == 302
        assert stranger.get(address)["Location"].startswith("/account/sign-in")


def test_a_name_is_given_to_one_person(way: Any) -> None:
    """Not to another while they are here, not after they were let go, not in other letters."""
    from firsthand.web.team import people

    way.account(NAME, oradesh="reader")
    with pytest.raises(Conflict):
        people.invite("n. vale", {"oradesh": "reader"})
    people.remove(NAME)
    with pytest.raises(Conflict):
        people.invite(NAME, {"oradesh": "reader"})


@pytest.mark.parametrize("name", ["", " ", "a\u202eb", "a\0b", "x" * 81, "@you"])
def test_a_name_that_hides_something_is_none(name: str, two: dict[str, SmallCase]) -> None:
    from firsthand.web.team import people

    with pytest.raises(Mistaken):
        people.invite(name, {"oradesh": "reader"})


def test_names_are_written_in_any_script(way: Any) -> None:
    """Arabic, and a name that mixes scripts."""
    for name in ("ليلى ك.", "Оля / Olha"):
        client = way.come(name, oradesh="reader")
        assert client.get("/case/oradesh/inbox").status_code == 200


def test_coming_in_again_after_a_loss(way: Any, stranger: Client) -> None:
    """Sessions end, the second factor goes, the key stays: it is the same person."""
    from firsthand.shell.people import person
    from firsthand.web.team import people

    client = way.come(NAME, oradesh="editor")
    key = person(NAME).key
    token = people.reset(NAME)
    assert client.get("/")["Location"].startswith("/account/sign-in")
    assert way.sign_in(way.browser(), NAME).status_code == 200

    stranger.get(f"/invitation/{token}")
    assert way.post(stranger, "/join", password="new words for the door", again="new words for the door").status_code == 200
    assert way.sign_in(stranger, NAME, "new words for the door").status_code == 302
    assert stranger.get("/")["Location"].startswith("/account/second")
    assert person(NAME).key == key
    assert people.of_case("oradesh") == {NAME: "editor"}


def test_accepting_what_was_used_is_refused(way: Any) -> None:
    from firsthand.web.team import people

    token = people.invite(NAME, {"oradesh": "reader"})
    people.accept(people.digest(token), way.password)
    with pytest.raises(Refused):
        people.accept(people.digest(token), way.password)
