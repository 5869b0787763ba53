"""The workshop pages: stories, claims, the sheet, translations, categories, the plan."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import gettext, override

import firsthand
from firsthand.desk.screen import screen
from firsthand.desk.story import NewCard, add_card, new_story, version_of
from firsthand.desk.translate import translate
from firsthand.model.actor import tool
from firsthand.model.ids import PostId
from firsthand.testing.world import SmallCase, ready_story, take_in, twarc_lines
from firsthand.web import jobs
from firsthand.web.findings import SENTENCES
from firsthand.web.room import open_room, room
from firsthand.web.worker import Lease, do_next

ORIGIN = {"Origin": "http://localhost:8765"}
JSON = {"Accept": "application/json"}
GAP = re.compile(r"\{\w+\}")


def sent(browser: Client, address: str, **fields: object) -> tuple[int, str]:
    """A form, as a page without script sends it."""
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/day").content.decode())
    assert found
    answer = browser.post(address, {"csrfmiddlewaretoken": found[1], **fields}, headers=ORIGIN)
    return answer.status_code, answer.get("Location") or answer.content.decode("utf-8", "replace")


def asked(browser: Client, address: str) -> dict[str, object]:
    return dict(json.loads(browser.get(address, headers=JSON).content))


@pytest.fixture
def story(case: SmallCase) -> str:
    new_story(case.desk, "bridge", {"en": "If the bridge closes", "ar": "إذا أُغلق الجسر"}, actor=case.ann)
    add_card(case.desk, NewCard(slug="bridge", post=PostId("x:1001"), key="power", because="first of its kind"), actor=case.ann)
    return "bridge"


def text_of(case: SmallCase, language: str = "en") -> str:
    return case.desk.stories.read("bridge")[language]


def test_a_text_is_saved_for_its_language_alone(browser: Client, case: SmallCase, story: str) -> None:
    """Line ends of a form become line ends of a file; the other editions stay."""
    before, arabic = text_of(case), text_of(case, "ar")
    fresh = before.replace("“…”", "").replace('"…"', '"On the day نور"') + "\nA line.\n"
    status, led = sent(browser, "/stories/bridge/text", lang="en", version=version_of(before), text=fresh.replace("\n", "\r\n"))
    assert (status, led) == (302, "/stories/bridge?lang=en")
    assert (text_of(case), text_of(case, "ar")) == (fresh, arabic)


@pytest.mark.parametrize(
    ("change", "status"),
    [(lambda one: one.replace("+++", "++", 1), 400), (lambda one: one.replace('"en"', '"ar"'), 400), (lambda one: one + "[[card", 400)],
)
def test_what_cannot_be_read_is_not_saved_and_stays_on_the_page(browser: Client, case: SmallCase, story: str, change, status) -> None:  # type: ignore[no-untyped-def]
    before = text_of(case)
    wrong = change(before) + "<script>alert(9)</script>"
    got, page = sent(browser, "/stories/bridge/text", lang="en", version=version_of(before), text=wrong)
    assert got == status
    assert text_of(case) == before
    assert "&lt;script&gt;alert(9)" in page


def test_two_who_write_at_once_lose_nothing(browser: Client, case: SmallCase, story: str) -> None:
    """The later one sees both texts."""
    began = text_of(case)
    case.desk.stories.write("bridge", "en", began + "\nTheirs.\n")
    status, page = sent(browser, "/stories/bridge/text", lang="en", version=version_of(began), text=began + "\nMine.\n")
    assert status == 409
    assert "Theirs." in page
    assert "Mine." in page
    assert "Mine." not in text_of(case)


def test_the_builder_shows_checks_and_sets_one_aside_by_act(browser: Client, case: SmallCase, story: str) -> None:
    value = asked(browser, "/stories/bridge?q=أورادش")
    codes = {one["code"] for one in value["problems"]}  # type: ignore[attr-defined]
    assert {"unjudged-source", "findable-by-words", "no-standfirst"} <= codes
    assert [one["id"] for one in value["offered"]] == ["x:1001"]  # type: ignore[attr-defined]
    because = "the family published it"
    rule = {"slug": "bridge", "key": "power", "code": "findable-by-words"}
    status, _ = sent(browser, "/act/override", **rule, because=because, back="/stories/bridge")
    assert status == 302
    assert case.desk.views.acts(kind="override")[0].detail["because"] == "the family published it"
    status, page = sent(browser, "/act/override", slug="bridge", key="power", code="unjudged-source", because="no time", back="/stories")
    assert status == 400
    assert "cannot be set aside" in page


def test_a_card_a_figure_and_an_update_are_entries(browser: Client, case: SmallCase, story: str) -> None:
    fields = {"slug": "bridge", "post": "x:1002", "key": "light", "words": "translation", "text-line.en": "resident", "media": "yes"}
    assert sent(browser, "/act/card", **fields)[0] == 302
    assert "[[card light]]" in text_of(case, "ar")
    claim = sent(browser, "/act/claim", post="x:1002", quote="٢ дні", said_by="")[0], case.desk.views.acts(kind="claim")[0].seq
    assert sent(browser, "/act/figure", slug="bridge", claim=f"claim:{claim[1]}", label="days")[0] == 302
    assert "[[figure days]]" in text_of(case)
    sent(browser, "/act/update", slug="bridge", kind="correction", **{"text-en": "It was two days.", "text-ar": "كانت يومين."})
    value = asked(browser, "/stories/bridge")
    assert [one["key"] for one in value["cards"]] == ["power", "light"]  # type: ignore[attr-defined]
    assert value["updates"][0]["texts"] == {"en": "It was two days.", "ar": "كانت يومين."}  # type: ignore[index]


def worked(browser: Client, case: SmallCase, address: str) -> str:
    """Ask for work, let a worker do it, and give the page of the job, as a page without script gets it."""
    status, led = sent(browser, address)
    assert status == 302
    lease = Lease(case.root.parent / "workers")
    while do_next(case.desk, lease):
        pass
    lease.end()
    return browser.get(led).content.decode()


def test_publishing_is_refused_while_a_rule_blocks(browser: Client, case: SmallCase, story: str) -> None:
    page = worked(browser, case, "/stories/bridge/publish")
    assert "stand between bridge and the public" in page
    assert 'href="/stories/bridge"' in page
    assert not (case.root.parent / f"{case.root.name}-sites").exists()


def test_a_story_is_published_as_work_with_progress(browser: Client, case: SmallCase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five steps are told; the job's page says where the site lies, and it verifies."""
    ready_story(case)
    told = []
    real = jobs.tell

    def tell(job: object, what: str, done: int, total: int | None) -> str:
        told.append((what, done, total))
        return str(real(job, what, done, total))  # type: ignore[arg-type]

    monkeypatch.setattr(jobs, "tell", tell)
    page = worked(browser, case, "/stories/days/publish")
    site = case.root.parent / f"{case.root.name}-sites" / "days"
    assert (site / "index.html").exists()
    assert str(site) in page
    assert [one for one in told if one[2]] == [
        (f"{step} days", n, 5) for n, step in enumerate(("checking", "rendering", "searching", "writing", "stamping"))
    ]


def test_findings_are_told_in_the_language_of_the_page(browser: Client, case: SmallCase, story: str) -> None:
    """Sentence, vocabulary and gaps; the code and the twin in English stay for programs."""
    english = asked(browser, "/stories/bridge")["problems"]
    browser.cookies["django_language"] = "ar"
    page = browser.get("/stories/bridge").content.decode()
    assert "لم يقيّم أحد من المتكلم." in page
    assert [one["why"] for one in asked(browser, "/stories/bridge")["problems"]] == [one["why"] for one in english]  # type: ignore[attr-defined]
    assert "Nobody has judged who is speaking." not in page


def test_every_finding_has_its_sentence_for_pages() -> None:
    """What the rules and verbs can say is what the catalogue translates; no less, and nothing that nobody says."""
    rooms = Path(firsthand.__file__).parent
    said = {
        call.args[0].value
        for file in (*(rooms / "story").glob("*.py"), *(rooms / "desk").glob("*.py"))
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "sentence"
        and isinstance(call.args[0], ast.Constant)
    }
    with override("en"):
        assert said == set(map(str, SENTENCES))
    for language in ("ar", "uk", "fr"):
        with override(language):
            for phrase in said:
                assert sorted(GAP.findall(gettext(phrase))) == sorted(GAP.findall(phrase)), phrase
                assert gettext(phrase) != phrase or phrase == "{why}"


def test_publishing_needs_the_role(browser: Client, case: SmallCase, story: str) -> None:
    """An editor writes and does not publish; a reader reads."""
    open_room(replace(room(), roles=frozenset({"editor"})))
    assert "needs the role publisher" in sent(browser, "/stories/bridge/publish")[1]
    assert jobs.jobs(case.desk.root) == []
    open_room(replace(room(), roles=frozenset({"reader"})))
    status, page = sent(browser, "/stories/bridge/text", lang="en", version="", text="")
    assert (status, "needs the role editor" in page) == (403, True)
    assert sent(browser, "/act/mark", post="x:1001", mark="reviewed")[0] == 403
    assert browser.get("/stories/bridge").status_code == 200
    open_room(replace(room(), roles=frozenset()))
    assert browser.get("/stories/bridge").status_code == 403


def test_the_draft_is_shown_under_the_other_host_only(browser: Client, case: SmallCase, story: str) -> None:
    """Signed, without cookies or script, and framed by nobody but the desk."""
    frame = str(asked(browser, "/stories/bridge?lang=ar")["frame"])
    path = frame.partition(":8765")[2]
    outside = Client(HTTP_HOST="127.0.0.1:8765")

    page = outside.get(path)

    assert frame.startswith("http://127.0.0.1:8765/draft/")
    assert (page.status_code, page["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "إذا أُغلق الجسر" in page.content.decode()
    assert "sandbox;" in page["Content-Security-Policy"]
    assert "frame-ancestors http://localhost:8765" in page["Content-Security-Policy"]
    assert not page.cookies
    style = outside.get(path.replace("ar/index.html", "assets/site.css"))
    assert style["Content-Type"].startswith("text/css")
    assert outside.get(path.replace("/draft/", "/draft/x")).status_code == 404
    assert outside.get(path.replace("index.html", "../../../case.toml")).status_code == 404
    assert browser.get(path).status_code == 404


def test_a_claim_is_answered_and_decided(browser: Client, case: SmallCase) -> None:
    assert "أورادش" in browser.get("/claims/of/x:1001").content.decode()
    sent(browser, "/act/claim", post="x:1001", quote="منذ يومين", said_by="a neighbour", valid_at="")
    claim = f"claim:{case.desk.views.acts(kind='claim')[0].seq}"
    sent(browser, "/act/answer", claim=claim, ref="x:1002", relation="backs", origin="another house")
    sent(browser, "/act/claim-status", claim=claim, status="partly-backed", because="two houses say so")
    told = asked(browser, f"/claims/{claim}")
    assert told["claim"]["status"] == "partly-backed"  # type: ignore[index]
    assert told["claim"]["answers"] == [{"ref": "x:1002", "relation": "backs", "origin": "another house"}]  # type: ignore[index]
    assert sent(browser, "/act/claim-status", claim=claim, status="false", because="changed my mind")[0] == 409
    assert [one["status"] for one in asked(browser, "/claims?status=partly-backed")["claims"]] == ["partly-backed"]  # type: ignore[attr-defined]
    assert asked(browser, "/claims?status=false")["claims"] == []
    assert "/posts/x:1002" in browser.get(f"/claims/{claim}").content.decode()


def test_a_row_of_the_sheet_is_an_entry_and_its_link_is_words(browser: Client, case: SmallCase) -> None:
    """Where it can be seen is shown to be copied; nothing on the page leads there."""
    fields = {"post": "x:1001", "row": "location", "state": "done", "method": "three fixed points", "because": "they agree"}
    assert sent(browser, "/act/verification", **fields, link="https://maps.example/اورادش")[0] == 302
    page = browser.get("/verification/x:1001").content.decode()
    assert "https://maps.example/اورادش" in page
    assert 'href="http' not in page
    rows = asked(browser, "/verification/x:1001")["sheet"]["rows"]  # type: ignore[index]
    assert [one["state"] for one in rows] == ["not-done", "not-done", "not-done", "done", "not-done"]
    assert sent(browser, "/act/verification", **{**fields, "method": " "})[0] == 400


def test_a_machines_translation_is_dashed_until_a_person_checked_it(browser: Client, case: SmallCase) -> None:
    entry = translate(case.desk, PostId("x:1001"), "en", "We are in Oradesh", tool="machine@1", actor=case.ann).seq
    assert 'class="trans proposed"' in browser.get("/translations?lang=en").content.decode()
    assert asked(browser, "/translations?lang=en")["counts"] == {"unchecked": 1, "checked": 0}
    sent(browser, "/act/check", entry=entry, text="We are in Oradesh, the power is out")
    assert asked(browser, "/translations?lang=en")["rows"] == []
    done = asked(browser, "/translations?lang=en&state=checked")["rows"][0]["translations"]  # type: ignore[index]
    assert [(one["checked"], one["text"]) for one in done] == [(True, "We are in Oradesh, the power is out"), (False, "We are in Oradesh")]
    sent(browser, "/act/translate", post="x:1002", lang="uk", text="Світла немає")
    missing = asked(browser, "/translations?lang=uk&state=missing")["rows"]
    assert "x:1002" not in {one["post"]["id"] for one in missing}  # type: ignore[attr-defined]


def test_a_sheet_goes_out_and_comes_back(browser: Client, case: SmallCase) -> None:
    """The file leaves nothing behind in the case but its entry; a row that is filled in is a proposal."""
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/day").content.decode())
    assert found
    form = {"csrfmiddlewaretoken": found[1], "lang": "en", "q": "أورادش", "format": "csv", "recipient": "L."}
    given = browser.post("/translations/out", form, headers=ORIGIN)
    assert given["Content-Disposition"].startswith("attachment")
    assert not list((case.root / "work").glob("sheet-*"))
    assert case.desk.views.acts(kind="export")[0].detail["recipient"] == "L."
    lines = given.content.decode("utf-8-sig").splitlines()
    at = lines[0].split(",").index("translation")
    row = lines[1].split(",")
    row[at] = '"In Oradesh, no power"'
    sheet = SimpleUploadedFile("sheet.csv", "\n".join([lines[0], ",".join(row)]).encode(), "text/csv")
    status, page = sent(browser, "/translations/back", sheet=sheet, by="L.")
    assert status == 200
    assert "1 of 1 rows entered" in page
    assert sent(browser, "/translations/back", sheet=SimpleUploadedFile("x.csv", b"\x00\xff nonsense"), by="L.")[0] == 400
    assert sent(browser, "/translations/back", by="L.")[0] == 400


def test_categories_say_how_far_and_whom_they_pass_over(browser: Client, case: SmallCase) -> None:
    sent(browser, "/act/label", post="x:1001", category="help", answer="yes")
    value = asked(browser, "/learning?of=help&target=0.8")
    assert (value["reached"]["read"], value["reached"]["found"], value["target"]) == (1, 1, 0.8)  # type: ignore[index]
    assert {"en", "ar"} <= set(value["definition"])  # type: ignore[call-overload]
    picture = browser.get("/learning/chart.svg?of=help")
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<svg")
    assert browser.get("/learning?of=nothing").status_code == 400
    assert browser.get("/learning?target=nan").status_code == 400


def test_the_plan_is_changed_by_act(browser: Client, case: SmallCase) -> None:
    """What cannot be read is not written; the words stay out of the ledger."""
    name = "plan/glossary.csv"
    status, _ = sent(browser, "/plan/edit", file=name, version="", text="ar,en\r\nأورادش,Oradesh\r\n", because="names")
    assert status == 302
    assert (Path(case.root) / name).read_text("utf-8") == "ar,en\nأورادش,Oradesh\n"
    act = case.desk.views.acts(kind="plan")[0]
    assert (act.detail["file"], act.detail["because"]) == (name, "names")
    assert "Oradesh" not in json.dumps(act.detail)
    status, page = sent(browser, "/plan/edit", file=name, version="", text="ar,en\n", because="again")
    assert (status, "changed while you wrote" in page) == (409, True)
    version = str(asked(browser, f"/plan?file={name}")["version"])
    status, page = sent(browser, "/plan/edit", file=name, version=version, text="ar\n<b>", because="bad")
    assert (status, "&lt;b&gt;" in page) == (400, True)
    assert sent(browser, "/plan/edit", file="../secret/identity.txt", version="", text="x", because="y")[0] == 404
    assert browser.get("/plan?file=plan/lexicons/../../secret/x.toml").status_code == 404
    held = asked(browser, "/plan?file=case.toml")
    other = str(held["text"]).replace(case.desk.plan.id, "another-case")
    assert sent(browser, "/plan/edit", file="case.toml", version=held["version"], text=other, because="x")[0] == 400
    assert sent(browser, "/plan/edit", file="plan/lexicons/help.toml", version="", text="category = 'missing'", because="x")[0] == 400


def test_the_dossier_hides_the_programs_cells_until_the_reader_has_their_own(browser: Client, case: SmallCase) -> None:
    account = str(case.desk.views.post(PostId("x:1001"))["account"])
    sent(browser, "/act/finding", account=account, text="Names streets as residents do", evidence="x:1001", **{"cell-civilian": "+"})
    row = asked(browser, f"/sources/{account}")["matrix"]["rows"][0]  # type: ignore[index]
    assert row["cells"]["civilian"]["cell"] == "+"
    sent(browser, "/act/cell", account=account, ref=row["ref"], column="medic", cell="--", because="says so itself")
    page = browser.get(f"/sources/{account}").content.decode()
    assert "Names streets as residents do" in page
    assert '<span class="cell not-at-all"' in page
    assert asked(browser, f"/sources/{account}")["hours"]["of"] >= 1  # type: ignore[index]
    assert sent(browser, "/act/cell", account=account, ref="none", column="medic", cell="+", because="x")[0] == 404


def test_a_second_reader_reads_blind(browser: Client, case: SmallCase) -> None:
    """What the first person decided, and why, is folded away; their own reading is laid beside it."""
    account = str(case.desk.views.post(PostId("x:1001"))["account"])
    judged = {"role": "official", "affiliation": "member", "party": "Northern Guard", "reliability": "D", "because": "in the bio"}
    sent(browser, "/act/judge", account=account, evidence="x:1001", **judged)
    assert asked(browser, f"/sources/{account}")["blind"] is False
    open_room(replace(room(), actor=case.bo))
    value = asked(browser, f"/sources/{account}")
    assert value["blind"] is True
    entry = value["standing"]["entry"]  # type: ignore[index]
    assert sent(browser, "/act/second", entry=entry, **{**judged, "because": "its own words"})[0] == 302
    assert case.desk.views.acts(kind="second")[0].detail["agree"] is True
    assert asked(browser, f"/sources/{account}")["blind"] is False


def test_the_map_shows_areas_and_the_timeline_every_hour(browser: Client, case: SmallCase) -> None:
    """Nothing finer than a quarter, placed to a tenth of a degree; a table says the same."""
    assert asked(browser, "/map")["known"] is False
    text = "name,native,lat,lon,level\nOradesh,أورادش,-45.021,44.983,city\nWell lane,Орадеші,-45.02,44.98,street\n"
    assert sent(browser, "/plan/edit", file="plan/gazetteer/places.csv", version="", text=text, because="places")[0] == 302
    value = asked(browser, "/map")
    assert [(one["name"], one["lat"], one["lon"]) for one in value["areas"]] == [("Oradesh", -45.0, 45.0)]  # type: ignore[attr-defined]
    assert value["finer"] == 1
    assert sum(one["posts"] for one in value["time"]["bars"]) == len(list(case.desk.views.texts()))  # type: ignore[index]
    page = browser.get("/map", headers={"Accept-Language": "fr"}).content.decode()
    assert "Well lane" not in page
    assert "44.98" not in page
    assert not re.search(r'(?:x|y|cx|cy|width|height)="[0-9]+,[0-9]', page)
    assert browser.get("/map?by=affiliation").status_code == 400


def test_what_needs_two_waits_whatever_it_is_about(browser: Client, case: SmallCase, story: str) -> None:
    """A claim that is called false, a rule that two must set aside, a card framed as a last message; each leads to its page."""
    sent(browser, "/act/claim", post="x:1001", quote="منذ يومين")
    claim = f"claim:{case.desk.views.acts(kind='claim')[0].seq}"
    sent(browser, "/act/claim-status", claim=claim, status="false", because="the lamps are lit")
    sent(browser, "/act/override", slug="bridge", key="power", code="findable-by-words", because="the family published it")
    sent(browser, "/act/card", slug="bridge", post="x:1002", key="last", last_message="yes")
    waits = asked(browser, "/second-look")["waiting"]
    assert [one["kind"] for one in waits] == ["claim-status", "override", "card"]  # type: ignore[attr-defined]
    page = browser.get("/second-look").content.decode()
    assert f'href="/claims/{claim}"' in page.replace("%3A", ":")
    assert 'href="/stories/bridge"' in page
    open_room(replace(room(), actor=case.bo))
    for one in waits:  # type: ignore[attr-defined]
        sent(browser, "/act/second", entry=one["entry"], answer="agree", because="so it is")
    assert asked(browser, "/second-look")["waiting"] == []


def test_people_are_keys_and_are_not_counted(browser: Client, case: SmallCase) -> None:
    sent(browser, "/act/note", ref="x:1001", text="one")
    open_room(replace(room(), actor=case.cy, roles=frozenset({"reviewer"})))
    sent(browser, "/act/note", ref="x:1001", text="two")
    value = asked(browser, "/people")
    assert [(one["name"], bool(one["key"]), one["you"]) for one in value["people"]] == [  # type: ignore[attr-defined]
        (case.ann.name, True, False), (case.cy.name, False, True)
    ]  # fmt: skip
    assert [one["role"] for one in value["roles"] if one["yours"]] == ["collector", "reader", "reviewer"]  # type: ignore[attr-defined]


def test_words_are_graded_before_their_source(browser: Client, case: SmallCase) -> None:
    """No name on the page or in its twin; the grade says that the source was hidden, and the next words follow."""
    held = case.desk.views.post(PostId("x:1001"))
    told = asked(browser, "/words/x:1001")
    page = browser.get("/words/x:1001").content.decode()
    for secret in (held["name"], held["handle"], held["account"]):
        assert secret
        assert secret not in page
        assert secret not in json.dumps(told, ensure_ascii=False)
    assert (told["graded"], told["known"]) == (False, False)
    back = "/words/x:1001"
    sent(browser, "/act/grade", post="x:1001", credibility="3", status="unconfirmed", because="two say so", hidden="yes", back=back)
    assert case.desk.views.acts(kind="grade")[0].detail["hidden"] is True
    assert "Now open the source" in browser.get(back).content.decode()
    led = browser.get("/words")
    assert led.status_code == 302
    assert led["Location"] != back
    assert browser.get("/words?category=none").status_code == 400


def test_a_source_that_was_decided_is_not_hidden(browser: Client, case: SmallCase) -> None:
    """Whoever has judged the account grades with the source known; the page says so before, and claims nothing else."""
    account = case.desk.views.post(PostId("x:1001"))["account"]
    sent(browser, "/act/judge", account=account, role="unknown", affiliation="none-seen", reliability="F", because="no basis")
    assert asked(browser, "/words/x:1001")["known"] is True
    assert 'name="hidden"' not in browser.get("/words/x:1001").content.decode()
    status, page = sent(browser, "/act/grade", post="x:1001", credibility="3", status="unconfirmed", because="two say so", hidden="yes")
    assert (status, "not hidden from you" in page) == (403, True)


def test_how_the_writer_knows_is_typed_on_the_page(browser: Client, case: SmallCase) -> None:
    """With the words that show it; a second typing that has not seen the first is told of it."""
    text = case.desk.views.post(PostId("x:1001"))["text"]
    assert sent(browser, "/act/statement", post="x:1001", statement="own", quote=text[:6], because="they say I")[0] == 302
    assert asked(browser, "/posts/x:1001")["sheet"]["statement"]["kind"] == "own"  # type: ignore[index]
    assert "saw it themselves" in browser.get("/posts/x:1001").content.decode()
    assert sent(browser, "/act/statement", post="x:1001", statement="relayed", because="no")[0] == 409
    assert sent(browser, "/act/statement", post="x:1001", statement="seen", because="no")[0] == 400


def test_where_copies_come_from_is_drawn_and_listed(browser: Client, case: SmallCase, tmp_path: Path) -> None:
    """A lane for each origin, every post in the drawing and in the list; one post alone has neither."""
    path = tmp_path / "copies.jsonl"
    path.write_bytes(twarc_lines(["the bridge is closed since nine this morning, go by the mill instead"] * 13, first=7001))
    take_in(case, path)
    list(screen(case.desk, only=("clusters",), actor=tool("firsthand", "1"), progress=lambda *_: None))
    told = asked(browser, "/posts/x:7005")["lineage"]
    page = browser.get("/posts/x:7005").content.decode()
    assert (told["posts"], told["origins"]) == (13, 1)  # type: ignore[index]
    assert page.count("<circle cx=") + page.count('<circle class="begins"') >= 13
    assert 'href="/posts/x:7013"' not in page
    assert "and 1 more" in page
    assert asked(browser, "/posts/x:1001")["lineage"] is None
