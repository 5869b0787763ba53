"""
A part of `make campaign-xss`, in a real browser: texts and files that want to run, on the pages that show them.

The campaign looks at every address, field and form; this looks that nothing has come loose since.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api")

from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parents[2] / "campaigns"))
import hostile
import looks
import xss

pytestmark = pytest.mark.browser

PAYLOADS = hostile.payloads(80)
TEXTS = ["".join(PAYLOADS[:40]), "".join(PAYLOADS[40:])]


def test_nothing_that_a_poster_wrote_runs(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eighty texts in every field, in eight pages and by a form; a file that runs, from the host of media, where it does not."""
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "home"))
    case = hostile.desk(tmp_path, TEXTS)
    claim = case.desk.views.acts(kind="claim")[0].seq
    with xss.alone(browser, case) as (context, at, _routes):
        eyes = looks.Eyes(context, at.own)
        for page in ("/inbox", "/sources/x:500", f"/claims/claim:{claim}", "/shift", f"/stories/{hostile.SLUG}", f"/posts/{TEXTS[1][:30]}"):
            eyes.look(at.of_case(page))
        eyes.look(at.of_case("/posts/x:9001"))
        note = next(one for one in eyes.forms() if one["action"].endswith("/act/note"))
        eyes.send(note["action"], note["enctype"], xss.filled(note, "", TEXTS[0], 0))
        xss.bring(eyes, at, "file", PAYLOADS[2].replace("/", ""), "svg")
        xss.settled(eyes, at)
        held = xss.media(eyes, at, "file")
        for one in held:
            eyes.look(one, media=True)
    assert held
    assert (eyes.seen, eyes.where) == ({}, [])
    assert (eyes.answers["200"] > 8, eyes.answers["downloads"]) == (True, len(held))
