"""The example event, from export files to a published story, held against its truth table."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from firsthand.desk.day import undo
from firsthand.desk.dossier import dossier
from firsthand.desk.judge import standing_of_post, standing_of_source
from firsthand.desk.matrix import NewFinding, add_finding
from firsthand.desk.ports import Desk
from firsthand.desk.publish import Published, check_story, publish_story
from firsthand.desk.rebuild import rebuild
from firsthand.desk.reopen import review
from firsthand.example import world
from firsthand.example.demo import Demo, make_demo
from firsthand.find.query import parse
from firsthand.model.ids import PostId
from firsthand.shell.case import open_case
from firsthand.shell.people import person
from firsthand.shell.plan import read_plan, write_plan
from firsthand.shell.verify import verify_path
from firsthand.testing.authority import LoopbackAuthority


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The example, made once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", "unused")  # put back afterwards; the example sets its own
        yield make_demo(tmp_path_factory.mktemp("example") / "demo", lambda *_: None)


@pytest.fixture(scope="module")
def desk(demo: Demo) -> Desk:
    """The case of the example."""
    return open_case(demo.case)


def truth(demo: Demo) -> list[dict[str, str]]:
    """The truth table."""
    with (demo.case.parent / "truth.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def everything(desk: Desk) -> list[dict[str, Any]]:
    """Every post of the case."""
    return list(desk.views.search(parse(""), limit=100_000, order="oldest", seed=1))


def test_every_item_is_accounted_for(demo: Demo) -> None:
    """Seen is kept, already, rejected and failed in every run, and nothing failed."""
    for run in demo.runs:
        counts = run.counts
        assert counts.seen == counts.kept + counts.already + counts.rejected + counts.failed
        assert counts.failed == 0
    assert {run.reader for run in demo.runs} == {
        "twarc2", "twitter-v1", "x-archive", "mastodon", "telegram-desktop", "whatsapp", "tables"
    }  # fmt: skip


def test_every_post_of_the_truth_is_there_with_its_words(demo: Demo, desk: Desk) -> None:
    """A post with an id is found by it, word for word; nothing is invented."""
    held = {post["id"]: post for post in everything(desk)}
    wanted = [row for row in truth(demo) if row["post"]]

    assert len(wanted) > 2500
    assert [row["post"] for row in wanted if row["post"] not in held] == []
    assert len(held) < len(truth(demo)) + 40


def test_what_is_private_is_not_read(demo: Demo, desk: Desk) -> None:
    """Direct messages, private chats and followers-only notes of the exports are neither posts nor blobs of their own."""
    assert list(desk.views.search(parse('"SEALED-CANARY"'), limit=5, order="newest", seed=1)) == []
    gaps = [gap for run in desk.views.runs("run") for gap in desk.views.gaps(run.id)]
    assert {"sealed", "left-out"} <= {gap["code"] for gap in gaps}


def test_goodbyes_are_proposed(demo: Demo, desk: Desk) -> None:
    """
    Most hand-written goodbyes are proposed, each with the words that drove it.

    The word lists were adjusted on this example, so that this says nothing of real farewells.
    """
    ours = {message.key for message in world.messages()}
    rows = [row for row in truth(demo) if row["key"] in ours and row["post"]]
    wanted = {row["post"] for row in rows if "goodbye" in row["categories"].split()}
    proposed = {post["id"]: post for post in desk.views.search(parse("goodbye"), limit=10_000, order="newest", seed=1)}

    assert len(wanted) > 20
    assert len(wanted & set(proposed)) / len(wanted) > 0.75
    for post in proposed.values():
        for span in post["categories"]["goodbye"]["why"]:
            assert post["text"][span["start"] : span["end"]] == span["text"]


def test_the_posing_account_is_judged_by_two_people_and_never_by_the_tool(desk: Desk) -> None:
    """Its standing rests on people; its profile history is there to be read."""
    account = desk.views.resolve_account("@river_voice_4")
    standing = standing_of_source(desk, account)

    assert (standing.affiliation, standing.party, standing.decided, standing.people) == (
        "works-with", "Northern Guard", True, 2
    )  # fmt: skip
    assert all(act.actor.kind == "person" for act in desk.views.acts(subject=account))
    assert any("press office" in (one["bio"] or "") for one in desk.views.account(account)["snapshots"])


def test_the_published_site_verifies_and_a_changed_byte_is_named(demo: Demo, tmp_path: Path) -> None:
    """Case and site verify; one changed byte in a page is named."""
    import shutil

    assert verify_path(demo.case).ok
    site = tmp_path / "site"
    shutil.copytree(demo.published.site, site)
    assert verify_path(site).ok
    page = site / "ar" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"\xd9\x84", b"\xd9\x85", 1))

    verdict = verify_path(site)

    assert not verdict.ok
    assert [one["what"] for one in verdict.failures] == ["ar/index.html"]


def test_no_handle_of_a_private_person_is_in_any_page(demo: Demo, desk: Desk) -> None:
    """The handles of people on the cards are in no output byte."""
    site = Path(demo.published.site)
    pages = b"".join(path.read_bytes() for path in site.rglob("*") if path.is_file())
    for key in ("taras-quay", "yara-exam", "nour-bye"):
        row = next(row for row in truth(demo) if row["key"] == key)
        handle = desk.views.post(PostId(row["post"]))["handle"]
        assert handle
        assert handle.encode() not in pages


def test_publishing_again_changes_nothing(demo: Demo, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unchanged story gives the same bytes and no new entry."""
    monkeypatch.setenv("FIRSTHAND_HOME", str(demo.home))
    before = {path.relative_to(demo.published.site): path.read_bytes() for path in Path(demo.published.site).rglob("*.html")}
    size = desk.book.size()

    again = publish_story(desk, "bridge", demo.published.site, actor=person("A. Renn"))

    assert again.entry == demo.published.entry
    assert desk.book.size() == size
    after = {path.relative_to(again.site): path.read_bytes() for path in Path(again.site).rglob("*.html")}
    assert after == before


def test_taking_consent_back_blocks_the_card(demo: Demo, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A withdrawal stands in the way of the next publication."""
    from firsthand.desk.care import record_consent

    monkeypatch.setenv("FIRSTHAND_HOME", str(demo.home))
    editor = person("S. Okar")
    post = next(row["post"] for row in truth(demo) if row["key"] == "lina-bridge")
    assert [problem for problem in check_story(desk, "bridge") if problem.blocks] == []

    entry = record_consent(desk, post, "public", "words", "withdrawn", because="wrote to us", actor=editor)

    problems = check_story(desk, "bridge")
    assert ("lina-bridge", "consent-forbids") in [(one.where, one.code) for one in problems if one.blocks]
    undo(desk, entry.seq, because="a test", actor=editor)
    assert standing_of_post(desk, PostId(post)).status == "partly-backed"


def test_its_dossier_holds_what_people_and_signals_found(desk: Desk) -> None:
    """The findings of the design, with who found them; a party only in findings, and the standing from two people alone."""
    told = dossier(desk, desk.views.resolve_account("@river_voice_4"))
    people = {row["because"] for row in told["matrix"]["rows"] if not row["machine"]}
    signals = {one["signal"] for one in told["observations"]}

    assert len(people) == 5
    assert any("official pictures 20 to 50 minutes before" in one for one in people)
    assert {"declared_affiliation", "co_share_significant", "handle_or_bio_change"} <= signals
    assert told["matrix"]["against"]["civilian"] > told["matrix"]["against"]["affiliated"] == 0
    assert [one["text"][:5] for one in told["care"]["contacts"]] == ["Asked"]


def test_new_evidence_reopens_it_and_stops_its_card(demo: Demo, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later finding against what two people decided: the published card is listed, and the story is not published again."""
    monkeypatch.setenv("FIRSTHAND_HOME", str(demo.home))
    account, editor = desk.views.resolve_account("@river_voice_4"), person("M. Dahl")
    assert review(desk) == []

    new = NewFinding(account=account, text="The press office has the name of another account since 2 March.", cells={"affiliated": "-"})
    entry = add_finding(desk, new, actor=editor)

    (again,) = review(desk)
    assert (again["account"], [card["key"] for card in again["cards"] if card["published"]]) == (account, ["river-98"])
    blocking = [(one.where, one.code) for one in check_story(desk, "bridge") if one.blocks]
    assert blocking == [("river-98", "source-reopened")]
    undo(desk, entry.seq, because="a test", actor=editor)
    assert [one for one in check_story(desk, "bridge") if one.blocks] == []


def test_rebuilt_views_equal_the_incremental_ones(demo: Demo, desk: Desk) -> None:
    """Dropped and made again from ledger and vault, every view is the same."""
    before = [json.dumps(post, ensure_ascii=False) for post in everything(desk)]

    rebuild(desk, progress=lambda *_: None)

    assert [json.dumps(post, ensure_ascii=False) for post in everything(desk)] == before


def test_a_site_carries_its_stamps(demo: Demo, tmp_path: Path) -> None:
    """Offline the story is published and says that its stamp waits; later the stamp stands beside the proofs, and is checked."""
    if shutil.which("openssl") is None:
        pytest.skip("the openssl program is not here")
    root, site = tmp_path / "case", tmp_path / "site"
    shutil.copytree(demo.case, root)
    (root / "plan" / "stampers").mkdir(parents=True)
    alpha, plan = LoopbackAuthority(tmp_path / "alpha", "Alpha"), read_plan(root / "case.toml")
    (root / "plan" / "stampers" / "alpha.pem").write_bytes(alpha.roots)

    def publish(url: str) -> Published:
        write_plan(root / "case.toml", replace(plan, stampers=(f"alpha={url}",)))
        return publish_story(open_case(root), "bridge", str(site), actor=person(world.EDITORS[0]))

    offline = publish("http://127.0.0.1:9/")
    assert (offline.stamps, len(offline.unstamped)) == (0, 1)
    assert "carries none" in next(one["why"] for one in verify_path(site).not_checked)
    with alpha.serving() as url:
        assert publish(url).stamps == publish(url).stamps == 1
    assert len(alpha.seen) == 1, "what is stamped already is not asked for again"
    verdict = verify_path(site)
    assert (verdict.failures, verdict.checked["time stamps"]) == ([], 1)
    reply = next((site / "proof" / "stamps").glob("*.tsr"))
    reply.write_bytes(reply.read_bytes()[:-1] + b"?")
    assert [one["what"] for one in verify_path(site).failures] == [f"proof/stamps/{reply.name}"]
