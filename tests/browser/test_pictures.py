"""
The main screens look as they did: pictures of an invented case beside those that were looked at by people.

Pictures are made small before they are held against each other, so that another version of the browser may draw its letters a
little otherwise. After a change that is meant, and was looked at: ``PICTURES=write`` before the test writes them anew.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

pytest.importorskip("playwright.sync_api")

from PIL import Image, ImageChops
from playwright.sync_api import Browser, BrowserContext, Page, Route

from firsthand.desk.claims import NewClaim, add_claim
from firsthand.desk.story import NewCard, add_card, new_story
from firsthand.desk.translate import translate
from firsthand.model.ids import PostId
from firsthand.testing.world import WORDS, SmallCase, make_desk, take_in, twarc_lines

pytestmark = pytest.mark.browser

KEPT = Path(__file__).with_name("pictures")
SMALLER = 3
FAR, MOST = 48, 0.01
"""A point differs when a colour is so far off, of 255; of all points so many may."""
POSTS = (*WORDS, "نحن تحت الأنقاض في حي الجسر، ساعدونا", "we are trapped under the rubble, send help", "وداعًا، هذه آخر رسالة مني")


class Shot(NamedTuple):
    """A screen: its picture, page, language, colours and window."""

    name: str
    page: str
    language: str = "en"
    scheme: str = "light"
    size: tuple[int, int] = (1440, 900)


PHONE = (390, 844)
SHOTS = (
    Shot("inbox", "/inbox?post=x:1001"),
    Shot("inbox-dark", "/inbox?post=x:1001", scheme="dark"),
    Shot("inbox-arabic", "/inbox?post=x:1002", language="ar"),
    Shot("inbox-phone-arabic", "/inbox", language="ar", size=PHONE),
    Shot("post", "/posts/x:1001"),
    Shot("post-phone-arabic-dark", "/posts/x:1001", language="ar", scheme="dark", size=PHONE),
    Shot("source-arabic", "/sources/x:70", language="ar"),
    Shot("claims-ukrainian", "/claims", language="uk"),
    Shot("verification-french", "/verification/x:1001", language="fr"),
    Shot("story", "/stories/bridge"),
    Shot("story-phone-arabic", "/stories/bridge", language="ar", size=PHONE),
    Shot("audit-dark", "/audit", scheme="dark"),
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallCase]:
    folder = tmp_path_factory.mktemp("pictures")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(folder / "home"))
        small = make_desk(folder)
        path = folder / "posts.jsonl"
        path.write_bytes(twarc_lines(POSTS))
        take_in(small, path)
        new_story(small.desk, "bridge", {"en": "If the bridge closes", "ar": "إذا أُغلق الجسر"}, actor=small.ann)
        add_card(small.desk, NewCard(slug="bridge", post=PostId("x:1001"), key="power"), actor=small.bo)
        translate(small.desk, PostId("x:1001"), "en", "We are in Oradesh", tool="machine@1", actor=small.ann)
        claim = NewClaim(post=PostId("x:1001"), valid_at="two days ago", place="Oradesh")
        add_claim(small.desk, claim, actor=small.ann)
        yield small


@pytest.fixture(scope="module")
def inside(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A browser that has brought the token. It waits for fonts, where a page takes what is there at once."""
    context = browser.new_context(timezone_id="Asia/Damascus", reduced_motion="reduce")
    context.new_page().goto(address)
    context.route("**/fonts.css", patient)
    yield context
    context.close()


def patient(route: Route) -> None:
    given = route.fetch()
    route.fulfill(response=given, body=given.text().replace("font-display: optional", "font-display: block"))


def taken(context: BrowserContext, start: str, shot: Shot) -> Image.Image:
    """What a screen shows, a third as wide and high."""
    page = shown(context, start, shot)
    data = page.screenshot(animations="disabled", caret="hide", mask=[page.locator("code")], mask_color="#888888")
    page.close()
    return small(data)


def shown(context: BrowserContext, start: str, shot: Shot) -> Page:
    page = context.new_page()
    page.set_viewport_size({"width": shot.size[0], "height": shot.size[1]})
    page.emulate_media(color_scheme=shot.scheme)  # type: ignore[arg-type]
    context.add_cookies([{"name": "django_language", "value": shot.language, "url": start}])
    page.goto(start + shot.page, wait_until="load")
    page.evaluate("document.fonts.ready")
    return page


def small(data: bytes) -> Image.Image:
    whole = Image.open(io.BytesIO(data)).convert("RGB")
    return whole.resize((whole.width // SMALLER, whole.height // SMALLER), Image.Resampling.BOX)


def differs(one: Image.Image, other: Image.Image) -> float:
    """The share of points that are far off; all of them when the sizes are not the same."""
    if one.size != other.size:
        return 1.0
    red, green, blue = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(most.histogram()[FAR:]) / (one.width * one.height)


@pytest.mark.parametrize("shot", SHOTS, ids=[one.name for one in SHOTS])
def test_it_looks_as_it_did(inside: BrowserContext, address: str, tmp_path: Path, shot: Shot) -> None:
    now, path = taken(inside, address.partition("/enter")[0], shot), KEPT / f"{shot.name}.png"
    if os.environ.get("PICTURES") == "write":
        KEPT.mkdir(exist_ok=True)
        now.quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)
    share = differs(now, Image.open(path).convert("RGB"))
    now.save(tmp_path / path.name)
    assert share <= MOST, f"{share:.1%} of {path.name} is another; what it looks like now: {tmp_path / path.name}"


def test_a_change_is_seen(inside: BrowserContext, address: str) -> None:
    """Another colour of the paper, a pane that is gone, words in the wrong direction."""
    start, shot = address.partition("/enter")[0], SHOTS[2]
    kept = Image.open(KEPT / f"{shot.name}.png").convert("RGB")
    for harm in (
        "document.documentElement.style.setProperty('--paper', '#9a3')", "document.querySelector('#pane').remove()",
        "document.documentElement.dir = 'ltr'",
    ):  # fmt: skip
        page = shown(inside, start, shot)
        page.evaluate(harm)
        share = differs(small(page.screenshot(animations="disabled")), kept)
        page.close()
        assert share > MOST, harm
