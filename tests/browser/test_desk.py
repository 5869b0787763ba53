"""The desk in a real browser: served as people serve it, walked by keys, in English and in Arabic, wide and narrow."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api")
pytest.importorskip("axe_playwright_python.sync_playwright")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route

from firsthand.desk.removal import ask_erase
from firsthand.desk.sealed import padded, seal
from firsthand.desk.story import NewCard, add_card, new_story
from firsthand.desk.translate import translate
from firsthand.model.ids import PostId
from firsthand.testing.world import WORDS, SmallCase, make_desk, take_in, twarc_lines

pytestmark = pytest.mark.browser

PAGES = (
    "/inbox", "/inbox?category=help", "/posts/x:1001", "/sources", "/claims", "/stories", "/imports", "/audit", "/day",
    "/second-look", "/stories/bridge?q=Oradesh", "/claims/of/x:1001", "/verification/x:1001", "/translations?state=missing", "/learning",
    "/plan", "/map", "/people", "/sources/x:70", "/import", "/jobs", "/shift", "/words/x:1002", "/nothing",
    "/protect/x:1001", "/requests", "/removal?post=x:1001", "/removal/{asked}", "/sealed", "/sealed/{sealed}",
)  # fmt: skip
POSTS = (*WORDS, "نحن تحت الأنقاض في حي الجسر، ساعدونا", "we are trapped under the rubble, send help", "وداعًا، هذه آخر رسالة مني")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallCase]:
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(folder / "home"))
        small = make_desk(folder)
        path = folder / "posts.jsonl"
        path.write_bytes(twarc_lines(POSTS))
        take_in(small, path)
        new_story(small.desk, "bridge", {"en": "If the bridge closes", "ar": "إذا أُغلق الجسر"}, actor=small.ann)
        add_card(small.desk, NewCard(slug="bridge", post=PostId("x:1001"), key="power"), actor=small.bo)
        translate(small.desk, PostId("x:1001"), "en", "We are in Oradesh", tool="machine@1", actor=small.ann)
        ask_erase(small.desk, PostId("x:1009"), because="asked by mail", law="GDPR art. 17", actor=small.ann)
        seal(small.desk, "x:1001", "contact", padded("رقم مخترع"), actor=small.ann)
        yield small


@pytest.fixture(scope="module")
def entries(case: SmallCase) -> dict[str, int]:
    """Numbers that addresses of pages hold."""
    kinds = {one.kind: one.seq for one in case.desk.book.entries()}
    return {"asked": kinds["ask-erase"], "sealed": kinds["seal"]}


@pytest.fixture(scope="module")
def inside(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A browser that has brought the token."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    assert page.url.endswith("/inbox")
    page.close()
    yield context
    context.close()


SCREENS = list(product(("en", "ar"), ("light", "dark"), (390, 1440)))
ALL = os.environ.get("FIRSTHAND_ALL_SCREENS") == "1"
"""`make campaign-axe` looks at every page on every screen; else each screen takes every fourth page, so that each is seen on two."""


@pytest.mark.parametrize(("language", "scheme", "width"), SCREENS)
def test_no_rule_is_broken(
    inside: BrowserContext, address: str, entries: dict[str, int], language: str, scheme: str, width: int
) -> None:
    """Axe finds nothing, nothing is wider than the screen, no page is refused by its own policy."""
    turn = SCREENS.index((language, scheme, width)) % 4
    start = address.partition("/enter")[0]
    page = inside.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if "Security Policy" in one.text else None)
    page.on("pageerror", lambda one: said.append(str(one)))
    page.goto(f"{start}/inbox")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.select_option("#language", language)
    page.click(".languages button")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    for name in PAGES if ALL else PAGES[turn::4]:
        page.goto(start + name.format(**entries))
        assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], name
    page.close()
    assert said == []


def test_a_day_by_keys(inside: BrowserContext, address: str, case: SmallCase) -> None:
    """Down the list, mark, take it back, grade with a reason, on an Arabic layout too; no page is loaded between."""
    start = address.partition("/enter")[0]
    page = inside.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{start}/inbox")
    page.evaluate("window.here = true")
    first = page.get_attribute(".row.chosen", "data-post")
    page.keyboard.press("j")
    second = page.get_attribute(".row.chosen", "data-post")
    page.wait_for_selector(f'#pane article[data-post="{second}"]')
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ن', code: 'KeyK', bubbles: true}))")
    assert page.get_attribute(".row.chosen", "data-post") == first
    page.wait_for_selector(f'#pane article[data-post="{first}"]')

    page.keyboard.press("v")
    page.wait_for_selector(f'.row.done[data-post="{first}"]')
    page.wait_for_selector(f'#pane article[data-post="{second}"]')
    page.keyboard.press("g")
    page.check('#pane input[name="credibility"][value="3"]')
    page.check('#pane input[name="status"][value="unconfirmed"]')
    page.fill('#pane textarea[name="because"]', "سمعها شخصان من شارعين")
    page.click("#pane #grade-sheet .btn.main")
    page.wait_for_selector("#told:not(:empty)")

    assert page.evaluate("window.here")
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.close()
    acts = [act for act in case.opened().desk.views.acts() if act.kind in ("mark", "grade")]
    assert [(act.kind, act.subject) for act in acts] == [("mark", first), ("grade", second)]
    assert acts[1].detail["because"] == "سمعها شخصان من شارعين"


def test_without_script(browser: Browser, inside: BrowserContext, address: str, case: SmallCase) -> None:
    """Reading and marking work by links and forms alone."""
    start = address.partition("/enter")[0]
    context = browser.new_context(java_script_enabled=False, storage_state=inside.storage_state())
    page = context.new_page()
    page.goto(f"{start}/posts/x:1003")
    page.click('form[action="/act/mark"] button >> nth=1')
    page.wait_for_url(f"{start}/posts/x:1003")
    context.close()
    assert [act.detail["mark"] for act in case.opened().desk.views.acts(subject="x:1003")] == ["hold"]


def test_a_story_is_made_in_the_browser(inside: BrowserContext, address: str, case: SmallCase) -> None:
    """From a post by its key into a story, the text saved, and the draft shown in its frame from the other host."""
    start = address.partition("/enter")[0]
    page = inside.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{start}/posts/x:1002")
    page.keyboard.press("s")
    page.wait_for_url(f"{start}/stories?post=x%3A1002")
    page.click('.document a[href^="/stories/bridge"]')
    page.fill('#add input[name="key"]', "light")
    page.click('#add form[action="/act/card"] .btn.main')
    page.wait_for_url(f"{start}/stories/bridge?lang=*")
    text = page.input_value("#text")
    assert "[[card light]]" in text
    page.fill("#text", text.replace("standfirst = \"…\"", "standfirst = \"Two days without light, يومان\""))
    page.click(".text-box .btn.main")
    frame = page.wait_for_selector("iframe.draft")
    assert frame
    inner = frame.content_frame()
    assert inner
    inner.wait_for_selector("text=Two days without light")
    assert inner.url.startswith("http://127.0.0.1:")
    assert inner.evaluate("document.fonts.status") in ("loaded", "loading")
    page.close()
    assert "يومان" in case.opened().desk.stories.read("bridge")["en"]


@pytest.mark.parametrize(
    ("language", "words", "imports"), [("en", "we hear water, Oradesh 5", "Imports"), ("ar", "نسمع الماء في أورادش", "الاستيراد")]
)
def test_the_whole_way_by_keys_alone(
    inside: BrowserContext, address: str, case: SmallCase, language: str, words: str, imports: str
) -> None:
    """Several marked at once and taken back, to another page, posts brought in, the report awaited, one graded: no mouse."""
    start = address.partition("/enter")[0]
    page = inside.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{start}/inbox")
    page.select_option("#language", language)
    page.click(".languages button")
    page.goto(f"{start}/inbox?q=Oradesh+or+أورادش&order=oldest")

    page.keyboard.press("Space")
    page.keyboard.press("Space")
    page.wait_for_selector("#bulk:not([hidden])")
    page.keyboard.press("v")
    page.wait_for_selector("#bulk", state="hidden")
    page.wait_for_selector(".row.done >> nth=1")
    with page.expect_navigation():
        page.keyboard.press("u")

    page.keyboard.press("Control+k")
    page.keyboard.insert_text(imports)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{start}/imports"
    _to(page, 'a[href="/import"]')
    with page.expect_navigation():
        page.keyboard.press("Enter")
    _to(page, "#pasted")
    page.keyboard.insert_text(f"[14.03.41, 09:41:00] Lina: {words}\n[14.03.41, 09:42:00] Deko: 1\n")
    _to(page, 'form:has(#pasted) [name="then"]')
    page.keyboard.press("Space")
    _to(page, "form:has(#pasted) button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector('#job[data-state="done"]', timeout=120_000)
    _to(page, '#job a[href="/inbox"]')
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("/")
    page.keyboard.insert_text(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    post = page.get_attribute(".row.chosen", "data-post")
    page.keyboard.press("Escape")
    page.locator(".row.chosen a").focus()
    page.keyboard.press("g")
    page.keyboard.press("ArrowDown")
    _to(page, '#pane [name="status"]')
    page.keyboard.press("Space")
    _to(page, '#pane #grade-sheet [name="because"]')
    page.keyboard.insert_text("سمعتها")
    _to(page, "#pane #grade-sheet .btn.main")
    page.keyboard.press("Enter")
    page.wait_for_selector("#told:not(:empty)")
    page.close()
    graded = case.opened().desk.views.acts(subject=post or "", kind="grade")
    assert [act.detail["because"] for act in graded] == ["سمعتها"]


def _to(page: Page, selector: str) -> None:
    """Go on with Tab until something has the focus; nothing is out of reach."""
    for _ in range(150):
        if page.evaluate("(one) => document.activeElement?.matches(one)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab")


def test_a_broken_line_loses_nothing(inside: BrowserContext, address: str, case: SmallCase, tmp_path: Path) -> None:
    """A piece that does not arrive is sent again, a decision waits in the page; both are there in the end, and words stay."""
    start = address.partition("/enter")[0]
    page = inside.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    large = tmp_path / "رسائل.jsonl"
    large.write_bytes(twarc_lines([f"{number} " + "ا" * 9_000 for number in range(130)], first=50_001))
    broken: list[str] = []

    def once(route: Route) -> None:
        if not broken and "offset=0" not in route.request.url:
            broken.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/import/uploads/*/0?**", once)
    page.goto(f"{start}/import")
    page.set_input_files("#files", large)
    page.uncheck('form[data-upload] [name="then"]')
    page.click("form[data-upload] button.main")
    page.wait_for_url(f"{start}/jobs/*")
    page.wait_for_selector('#job[data-state="done"]', timeout=120_000)
    assert len(broken) == 1
    assert case.opened().desk.views.post(PostId("x:50130"))["text"].startswith("129 ")

    page.goto(f"{start}/inbox?q=lang:ar&order=oldest")
    inside.set_offline(True)
    page.keyboard.press("n")
    page.keyboard.insert_text("كلمة لا تضيع")
    page.click("#pane #note-sheet .btn.main")
    page.wait_for_selector("#waits:not([hidden])")
    inside.set_offline(False)
    page.wait_for_selector("#waits", state="hidden")
    page.close()
    assert "كلمة لا تضيع" in [act.detail["text"] for act in case.opened().desk.views.acts(kind="note")]
