"""What the pages show and do: outside words are words, acts are entries, errors are sentences."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from firsthand.desk.day import mark_post
from firsthand.desk.screen import screen
from firsthand.model.actor import tool
from firsthand.model.ids import PostId
from firsthand.testing.world import SmallCase, take_in, twarc_lines

HOSTILE = '<img src=x onerror=alert(1)>"\'><script>alert(2)</script>\u202eevil'


def token(browser: Client, page: str = "/inbox") -> str:
    """Of a form on a page."""
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get(page).content.decode())
    assert found
    return found[1]


def act(browser: Client, verb: str, **fields: str) -> dict[str, object]:
    sent = {"csrfmiddlewaretoken": token(browser), **fields}
    answer = browser.post(f"/act/{verb}", sent, headers={"Accept": "application/json", "Origin": "http://localhost:8765"})
    return {"status": answer.status_code, **json.loads(answer.content)}


def test_words_are_shown_as_words(browser: Client) -> None:
    """Markup in a post is text; a control that turns the line is a sign with its name."""
    page = browser.get("/inbox").content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\u202e" not in page
    assert 'class="control"' in page
    assert "نحن في أورادش" in page


def test_the_twin_of_a_page_is_its_value(browser: Client, case: SmallCase) -> None:
    answer = browser.get("/inbox?q=أورادش", headers={"Accept": "application/json"})
    rows = json.loads(answer.content)["rows"]
    assert [row["id"] for row in rows] == ["x:1001"]
    assert rows[0]["standing"]["post"]["credibility"] == "6"


def test_a_part_is_a_part(browser: Client) -> None:
    part = browser.get("/preview/x:1001", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "نحن في أورادش" in part
    assert "<html" in browser.get("/preview/x:1001").content.decode()


@pytest.mark.parametrize(
    ("page", "status"),
    [
        ("/posts/x:9", 404), ("/sources/x:nobody", 404), ("/claims/claim:9", 404), ("/imports/none", 404), ("/nothing", 404),
        ("/inbox?q=%22open", 400), ("/inbox?category=none", 400), ("/inbox?limit=99999", 400), ("/inbox?order=x", 400),
        ("/audit?before=x", 400), ("/inbox?q=lang:", 400),
    ],
)  # fmt: skip
def test_errors_are_sentences(page: str, status: int, browser: Client) -> None:
    answer = browser.get(page)
    words = answer.content.decode()
    assert answer.status_code == status
    assert "Traceback" not in words
    assert 'class="problem"' in words


def test_a_mark_is_an_entry_under_the_persons_key(browser: Client, case: SmallCase) -> None:
    told = act(browser, "mark", post="x:1001", mark="reviewed")
    entry = case.desk.book.entry(int(str(told["entry"])))  # type: ignore[arg-type]
    assert entry.kind == "mark"
    assert entry.detail["actor"]["name"] == case.ann.name
    assert "signature" in entry.detail


def test_twenty_acts_can_be_undone_and_no_more(browser: Client, case: SmallCase) -> None:
    entries = [act(browser, "note", ref="x:1001", text=f"{HOSTILE} {n}")["entry"] for n in range(22)]
    steps = act(browser, "mark", post="x:1002", mark="hold")["steps"]
    assert isinstance(steps, list)
    assert (len(steps), steps[0]) == (20, entries[3])
    after = act(browser, "undo", entry=str(steps[-1]))["steps"]
    assert after == steps[:-1]
    assert case.desk.views.acts(subject="x:1002", kind="mark")[0].undone


def test_two_people_who_grade_at_once_are_told(browser: Client, case: SmallCase) -> None:
    """The later one sees what the other decided, and nothing is overwritten."""
    fields = {"post": "x:1001", "credibility": "3", "status": "unconfirmed", "because": "heard it from two streets away"}
    assert act(browser, "grade", **fields)["status"] == 200
    told = act(browser, "grade", **fields)
    assert told["status"] == 409
    assert case.ann.name in str(told["error"])


def test_a_reason_is_asked_for(browser: Client) -> None:
    told = act(browser, "grade", post="x:1001", credibility="3", status="confirmed", because=" ")
    assert told["status"] == 403


def test_a_grade_of_what_others_tell_names_them(browser: Client, case: SmallCase) -> None:
    """Contradicted needs another post, which the sheet on the page takes."""
    fields = {"post": "x:1001", "credibility": "5", "status": "disputed", "because": "the ferry was there"}
    assert act(browser, "grade", **fields)["status"] == 403
    assert act(browser, "grade", evidence=" x:1002 ", **fields)["status"] == 200

    assert case.desk.views.acts(subject="x:1001", kind="grade")[-1].detail["evidence"] == ["x:1002"]


def test_without_script_an_act_leads_back(browser: Client) -> None:
    """And only to a page of this desk."""
    for back in ("/posts/x:1001", "https://evil.example/", "//evil.example", "/\\evil"):
        led = back if "evil" not in back else "/inbox"
        answer = browser.post(
            "/act/mark", {"csrfmiddlewaretoken": token(browser), "post": "x:1001", "mark": "reviewed", "back": back},
            headers={"Origin": "http://localhost:8765"},
        )  # fmt: skip
        assert (answer.status_code, answer["Location"]) == (302, led)


def test_no_list_shows_or_sorts_by_affiliation(browser: Client, case: SmallCase) -> None:
    """Decided links stand in the dossier only; asking a list to sort by them changes nothing."""
    account = case.desk.views.post("x:1001")["account"]  # type: ignore[arg-type]
    told = act(
        browser, "judge", account=account, role="official", affiliation="member", party="Northern Guard", reliability="D",
        because="says so in the bio", evidence="x:1001",
    )  # fmt: skip
    assert told["status"] == 200
    for page in ("/sources", "/sources?order=affiliation", "/sources?q=Northern+Guard"):
        assert "Northern Guard" not in browser.get(page).content.decode()
        twin = browser.get(page, headers={"Accept": "application/json"}).content.decode()
        assert "affiliation" not in twin
    assert "Northern Guard" in browser.get(f"/sources/{account}").content.decode()


def test_the_page_speaks_the_persons_language(browser: Client) -> None:
    page = browser.get("/inbox", headers={"Accept-Language": "ar"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "الوارد" in page


def test_a_name_of_controls_cannot_disguise_itself(browser: Client, case: SmallCase) -> None:
    """400 combining marks and a post of 100,000 characters are shown, bounded, and break nothing."""
    from firsthand.testing.world import take_in, twarc_lines

    path = case.root.parent / "long.jsonl"
    path.write_bytes(twarc_lines(["ك" * 100_000, "a" + "\u0301" * 400], first=5001))
    take_in(case, path)
    page = browser.get("/inbox")
    assert page.status_code == 200
    assert len(page.content) < 200_000
    assert browser.get("/posts/x:5001").status_code == 200


def test_what_was_opened_is_counted_for_the_person_alone(browser: Client, case: SmallCase) -> None:
    """A count for the day, under the name; nothing of it enters the case."""
    from firsthand.web.exposure import opened

    before, size = opened(), case.desk.book.size()
    for _ in range(2):
        browser.post("/opened", {"csrfmiddlewaretoken": token(browser)}, headers={"Origin": "http://localhost:8765"})
    assert opened() == before + 2
    assert case.desk.book.size() == size


def test_a_second_person_reads_what_waits(browser: Client, case: SmallCase) -> None:
    """One's own decision is told and cannot be answered; another's can, and then waits no more."""
    from dataclasses import replace

    from firsthand.web.room import open_room, room

    act(browser, "grade", post="x:1001", credibility="2", status="confirmed", because="two own pictures, رأيتها")
    mine = browser.get("/second-look").content.decode()
    assert "Another person must read it" in mine
    assert "رأيتها" not in mine
    entry = json.loads(browser.get("/second-look", headers={"Accept": "application/json"}).content)["waiting"][0]["entry"]
    assert act(browser, "second", entry=str(entry), answer="agree", because="so it is")["status"] == 403

    open_room(replace(room(), actor=case.bo))
    assert act(browser, "second", entry=str(entry), answer="agree", because="looked at both")["status"] == 200
    assert json.loads(browser.get("/second-look", headers={"Accept": "application/json"}).content)["waiting"] == []
    assert "looked at both" in browser.get("/day").content.decode()


def test_the_rail_counts_the_calls_that_wait(case: SmallCase, browser: Client, tmp_path: Path) -> None:
    """A marker on every page with their number; a page of them, its twin and its feed; none when all are marked."""
    call = "Please help, we are trapped under the rubble at Tannery Row"
    path = tmp_path / "calls.jsonl"
    path.write_bytes(twarc_lines([call], first=5001))
    assert 'id="urgent"' not in browser.get("/day").content.decode()
    take_in(case, path)
    list(screen(case.desk, only=("categories",), actor=tool("firsthand", "1"), progress=lambda *_: None))

    assert 'id="urgent"' in browser.get("/day").content.decode()
    page = browser.get("/urgent").content.decode()
    twin = browser.get("/urgent", headers={"accept": "application/json"}).json()
    feed = browser.get("/urgent.xml")
    assert "rubble" in page
    assert (twin["waiting"]["help"], [row["id"] for row in twin["rows"]]) == (1, ["x:5001"])
    assert feed["Content-Type"] == "application/atom+xml"
    assert b"/posts/x:5001" in feed.content
    assert b"rubble" not in feed.content
    mark_post(case.desk, PostId("x:5001"), "reviewed", actor=case.ann)
    assert 'id="urgent"' not in browser.get("/day").content.decode()


def test_the_list_understands_saved_views(case: SmallCase, browser: Client) -> None:
    """As the command line does; one that is not there is named."""
    (case.root / "plan").mkdir(exist_ok=True)
    (case.root / "plan" / "views.toml").write_text('light = "світла"\n', "utf-8")

    found = browser.get("/inbox?q=view:light", headers={"accept": "application/json"}).json()

    assert [row["text"] for row in found["rows"]] == ["Ми в Орадеші, світла немає вже ٢ дні"]
    assert browser.get("/inbox?q=view:dark").status_code == 404
