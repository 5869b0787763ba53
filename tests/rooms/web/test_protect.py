"""Care for who posted, in the browser: consent, rights, cautions, what is covered and told less finely; and an objection."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from firsthand.desk.judge import SourceJudgement, judge_source
from firsthand.model.errors import Mistaken
from firsthand.model.ids import AccountId, PostId
from firsthand.testing.world import SmallCase
from firsthand.web.pages.care_deeds import area, stretch
from firsthand.web.room import Room, open_room

JSON = {"Origin": "http://localhost:8765", "Accept": "application/json"}
POST, WORDS = "x:1001", "اتصلوا بأمّ لينا على 0555 010 1234 في شارع النهر 12"


def sent(browser: Client, to: str, **fields: Any) -> Any:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/inbox").content.decode())
    assert found
    return browser.post(f"/act/{to}", {"csrfmiddlewaretoken": found[1], **fields}, headers=JSON)


@pytest.fixture
def post(case: SmallCase, tmp_path: Any) -> str:
    """A message that says more than it should."""
    from firsthand.testing.world import take_in, twarc_lines

    path = tmp_path / "more.jsonl"
    path.write_bytes(twarc_lines([WORDS]).replace(b'"1001"', b'"2001"'))
    take_in(case, path)
    return next(row["id"] for row in _all(case) if row["text"] == WORDS)


def _all(case: SmallCase) -> Any:
    from firsthand.find.query import parse

    return case.desk.views.search(parse(""), limit=100, order="newest", seed=1)


def value(browser: Client, post: str) -> Any:
    return browser.get(f"/protect/{post}", headers=JSON).json()


def test_what_could_expose_somebody_is_decided(browser: Client, post: str) -> None:
    """Proposed is dashed; a decision needs a reason, and then stands, by name; other words are covered as they are selected."""
    found = value(browser, post)["spans"]
    phone = next(one for one in found if one["kind"] == "phone")
    assert phone["decision"] is None
    stated = {"post": post, "start": phone["start"], "end": phone["end"], "kind": "phone", "decision": "redact"}
    assert sent(browser, "span", **stated, because=" ").status_code == 403
    assert sent(browser, "span", **stated, because="a private number").status_code == 200
    assert sent(browser, "redact", post=post, quote="أمّ لينا", kind="name", because="a mother").status_code == 200
    assert sent(browser, "redact", post=post, quote="ا", kind="name", because="which?").json()["error"]["code"] == "bad-span"
    told = value(browser, post)
    assert [one["decision"] for one in told["spans"] if one["kind"] == "phone"] == ["redact"]
    assert [(one["text"], one["span_kind"]) for one in told["redactions"]] == [("أمّ لينا", "name")]
    assert "a private number" in browser.get(f"/protect/{post}").content.decode()


def test_consent_rights_and_cautions_stand_with_their_reasons(browser: Client, post: str) -> None:
    account = value(browser, post)["post"]["account"]
    sent(browser, "consent", post=post, account=account, layer="public", part="words", value="yes-if", because="لا اسم", whole="yes")
    sent(browser, "consent", post=post, account=account, layer="public", part="name", value="no", because="asked by letter")
    sent(browser, "rights", post=post, rights="permission", credit="Photo: Lina / Oradesh", because="her letter")
    sent(browser, "caution", post=post, caution="contact-data", because="a number")
    sent(browser, "coarsen", post=post, part="time", **{"to-time": "day", "to-place": "none"}, because="whose shift it was")
    told = value(browser, post)
    answers = {(one["part"], one["value"], one["whole"] == post) for one in told["consent"]}
    assert answers == {("words", "yes-if", False), ("name", "no", True)}
    assert [(one["rights"], one["credit"]) for one in told["rights"]] == [("permission", "Photo: Lina / Oradesh")]
    assert [one["caution"] for one in told["cautions"]] == ["contact-data"]
    assert [(one["part"], one["to"]) for one in told["coarsened"]] == [("time", "day")]
    page = browser.get(f"/protect/{post}").content.decode()
    assert all(words in page for words in ("لا اسم", "yes, if", "by permission", "contact data", "<b>day</b>"))
    assert sent(browser, "consent", post="x:9", layer="public", part="name", value="no", because="x").status_code == 404


def test_an_objection_is_written_down(browser: Client, case: SmallCase) -> None:
    account = AccountId(case.desk.views.post(PostId(POST))["account"])
    assert sent(browser, "appeal", account=account, text="لست معهم", because="by letter").json()["error"]["code"] == "not-judged"
    judgement = SourceJudgement(account=account, roles=("civilian",), because="long history", evidence=(POST,))
    judge_source(case.desk, judgement, actor=case.ann)
    assert sent(browser, "appeal", account=account, text="لست معهم", because="by letter").status_code == 200
    assert "لست معهم" in browser.get(f"/sources/{account}").content.decode()


def test_areas_of_a_picture_are_covered(browser: Client, case: SmallCase) -> None:
    """One that is not on the picture is said so, and nothing is entered."""
    out = io.BytesIO()
    Image.new("RGB", (30, 20)).save(out, "PNG")
    digest, size = case.desk.vault.put(out.getvalue()), case.desk.book.size()
    assert sent(browser, "redact-media", media=digest, areas="99,99,120,120", because="a face").json()["error"]["code"] == "region-outside"
    assert sent(browser, "redact-media", media=digest, areas="", because="a face").json()["error"]["code"] == "no-area"
    assert case.desk.book.size() == size
    assert sent(browser, "redact-media", media=digest, areas="0,0,9,9\r\n10,2,12,9", because="a face").status_code == 200
    (act,) = case.desk.views.acts(kind="redact-media")
    assert (act.subject, act.detail["areas"]) == (f"media:{digest}", [[0, 0, 9, 9], [10, 2, 12, 9]])


def test_a_reader_sees_and_does_not_decide(browser: Client, case: SmallCase, post: str) -> None:
    open_room(Room(case.desk, case.ann, "the token", 8765, roles=frozenset({"reader"})))
    assert value(browser, post)["post"]["id"] == post
    for verb in ("consent", "rights", "caution", "span", "redact", "redact-media", "coarsen", "appeal"):
        assert sent(browser, verb, post=post).json()["error"]["code"] == "no-role"


def test_stretches_and_areas() -> None:
    """Words that stand there once; four numbers, and nothing else."""
    assert stretch("نحن هنا\nand here", " هنا\r\nand ") == (4, 11)
    for words in ("", " ", "n" * 3, "ن"):
        with pytest.raises(Mistaken):
            stretch("نحن هنا", words)
    assert area(" 40, 30,220,160") == (40, 30, 220, 160)
    for stated in ("1,2,3", "1,2,3,x", "1,2,3,4,5", "-1,2,3,4", "1,2,3,99999999", "١,2,3,4"):
        with pytest.raises(Mistaken):
            area(stated)
