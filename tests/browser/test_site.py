"""The published story in a browser: from a folder, without scripts, for every reader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api")
pytest.importorskip("axe_playwright_python.sync_playwright")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route

from firsthand.exporters.site import render_site
from firsthand.shell.site_assets import site_fonts, site_templates
from firsthand.testing.editions import assets, editions, hostile_edition

pytestmark = pytest.mark.browser

PAGES = {
    "story": "index.html",
    "card": "card/urel/index.html",
    "linked": "card/river-voice/index.html",
    "text": "text/index.html",
    "confirmed": "confirmed/index.html",
}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,  # our policy forbids its script to read the styles once more
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for path, body in render_site(editions(), site_fonts() | assets(), site_templates()).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    return folder


def show(context: BrowserContext, address: Path) -> tuple[Page, list[str], list[str]]:
    """Open a page; give it with what it said on the console and what it asked for."""
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address.as_uri())
    page.wait_for_load_state("networkidle", timeout=120_000)  # a busy machine is slow, not wrong
    return page, said, asked


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing(browser: Browser, site: Path, kind: str, language: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page, said, asked = show(context, site / language / PAGES[kind])

    found = Axe().run(page, options=RULES)
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()

    assert found.violations_count == 0, found.generate_report()
    assert sideways == 0
    assert said == []
    assert all(url.startswith(site.as_uri()) for url in asked)


@pytest.mark.parametrize("language", ["en", "ar", "uk"])
@pytest.mark.parametrize("kind", PAGES)
def test_nothing_scrolls_sideways_at_320(browser: Browser, site: Path, kind: str, language: str) -> None:
    """320 px is also 1280 px at 400 per cent (WCAG 1.4.10)."""
    context = browser.new_context(viewport={"width": 320, "height": 900})
    page, _, _ = show(context, site / language / PAGES[kind])

    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()

    assert sideways == 0


def test_a_page_reads_without_scripts(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, said, _ = show(context, site / "index.html")

    assert page.get_by_role("heading", level=1).inner_text() == "“If the bridge closes tonight”"
    assert page.locator("article.card").count() == 5
    assert page.get_by_text("A stairwell with fallen plaster").first.is_visible()
    assert not page.locator(".cover img").is_visible()
    assert said == []
    context.close()


def test_covered_media_open_and_shut_by_keyboard_and_are_not_fetched_before(browser: Browser, site: Path) -> None:
    # With scripts on: browsers are lazy only then, so that being lazy cannot tell who reads.
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, _, asked = show(context, site / "en" / "index.html")
    cover = page.locator(".cover summary")
    assert cover.inner_text() == "Show the photo"
    assert not [url for url in asked if "stairs" in url]

    cover.focus()
    with page.expect_request("**/media/stairs.svg"):
        page.keyboard.press("Enter")
    page.locator(".cover img").wait_for(state="visible")

    assert cover.inner_text() == "Cover it again"
    page.keyboard.press("Space")
    assert not page.locator(".cover img").is_visible()
    context.close()


def test_the_first_stop_of_the_keyboard_leads_to_the_story(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, _, _ = show(context, site / "ar" / "index.html")

    page.keyboard.press("Tab")
    skip = page.locator(".skip")

    assert skip.bounding_box()["width"] > 40  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.url.endswith("#story")
    context.close()


def test_targets_are_large_enough_for_a_thumb(browser: Browser, site: Path) -> None:
    """Controls have 44 px on touch; links in a line of text are excepted (WCAG 2.5.8)."""
    context = browser.new_context(viewport={"width": 390, "height": 900}, has_touch=True)
    page, _, _ = show(context, site / "en" / "index.html")

    for target in page.locator(".button, .cover summary").all():
        assert target.bounding_box()["height"] >= 44  # type: ignore[index]
    for target in page.locator(".languages a, .links a").all():
        assert target.bounding_box()["height"] >= 36  # type: ignore[index]
    context.close()


def test_a_page_fetches_few_fonts(browser: Browser, site: Path) -> None:
    """A story in two scripts takes the faces of two scripts; text alone takes none."""
    context = browser.new_context()
    _, _, asked = show(context, site / "en" / "index.html")
    _, _, asked_by_text = show(context, site / "en" / "text" / "index.html")
    context.close()

    assert len([url for url in asked if url.endswith(".woff2")]) <= 5
    assert not [url for url in asked_by_text if url.endswith(".woff2")]


def test_a_hostile_story_runs_nothing_and_asks_for_nothing(browser: Browser, tmp_path: Path) -> None:
    for path, body in render_site((hostile_edition(),), site_fonts() | assets(), site_templates()).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(body)
    context = browser.new_context()
    dialogs: list[str] = []
    for path in PAGES.values():
        page, said, asked = show(context, tmp_path / "en" / path)
        page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        assert said == []
        assert all(url.startswith(tmp_path.as_uri()) for url in asked)
        assert not [url for url in asked if url.endswith("/x")]
    context.close()

    assert dialogs == []


def test_print_keeps_media_covered_and_drops_controls(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 794, "height": 1123})
    page, _, _ = show(context, site / "en" / "index.html")
    page.emulate_media(media="print")

    assert page.get_by_text("A stairwell with fallen plaster").first.is_visible()
    assert not page.locator(".cover summary").is_visible()
    assert not page.locator(".ways").is_visible()
    context.close()


SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => list.getEntries().forEach(one => window.shifts.push(one.value)))
  .observe({type: "layout-shift", buffered: true});
"""
COMPLETE = """
Promise.all([...document.images].filter(one => one.loading !== "lazy")
  .map(one => one.complete || new Promise(done => { one.onload = one.onerror = done; })))
"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["en", "ar", "uk"])
def test_nothing_moves_while_pictures_come(browser: Browser, site: Path, language: str, width: int) -> None:
    """However late they and the fonts are: pictures have their room, and a page that has begun in one face ends in it."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(SHIFTS)
    held: list[Route] = []
    seen: list[str] = []
    free: list[bool] = []

    def late(route: Route) -> None:
        seen.append(route.request.url)
        if free:
            route.continue_()
        else:
            held.append(route)

    context.route(re.compile("/(media|fonts)/"), late)
    page = context.new_page()
    page.goto((site / language / "index.html").as_uri(), wait_until="domcontentloaded")
    page.evaluate("new Promise(done => setTimeout(done, 1000))")  # a font that is not here by then is not waited for
    before = page.evaluate("document.body.scrollHeight")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    free.append(True)
    for route in held:
        route.continue_()
    page.evaluate(COMPLETE)
    after = page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(document.body.scrollHeight))))")
    shifts = page.evaluate("window.shifts")
    unsized = page.evaluate("[...document.querySelectorAll('img, video')].filter(one => !one.width || !one.height).length")
    context.close()

    assert {kind for kind in ("fonts", "media") if any(f"/{kind}/" in url for url in seen)} == {"fonts", "media"}
    assert (sum(shifts), unsized, after) == (0, 0, before)
