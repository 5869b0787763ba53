"""Cards on somebody else's page: under a hostile style sheet, under a policy that forbids nearly everything, and after removal."""

from __future__ import annotations

import mimetypes
from dataclasses import replace

import pytest

pytest.importorskip("playwright.sync_api")
pytest.importorskip("axe_playwright_python.sync_playwright")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from firsthand.exporters.site import render_site
from firsthand.shell.site_assets import site_fonts, site_templates
from firsthand.testing.editions import assets, editions

pytestmark = pytest.mark.browser

OURS, THEIRS = "https://courier.example/bridge/", "https://foreign.example/page.html"
SITE = render_site(tuple(replace(one, site_address=OURS) for one in editions()), site_fonts() | assets(), site_templates())
HOSTILE = """<style>
* { color: #fff !important; background: #fff !important; display: none !important; direction: ltr !important; }
body * { font: 3px monospace !important; text-transform: uppercase !important; unicode-bidi: bidi-override !important; }
body * { position: absolute !important; margin: -99px !important; }
html, body, iframe { display: block !important; } p::before { content: "FALSE: " !important; display: block !important; }
</style>"""
LOOKS = "one => { const s = getComputedStyle(one); return [s.color, s.direction, s.display, s.fontSize, s.textTransform] }"
STRICT = f"default-src 'none'; frame-src {OURS}; img-src {OURS}"


def opened(browser: Browser, body: str, *, policy: str = "", width: int = 900) -> tuple[Page, list[str]]:
    """Open a foreign page; give it with every address that was asked for."""
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    asked: list[str] = []

    def answer(route: Route) -> None:
        url = route.request.url
        asked.append(url)
        if url == THEIRS:
            headers = {"Content-Security-Policy": policy} if policy else {}
            route.fulfill(body=f"<!doctype html><title>t</title><body>{body}", content_type="text/html; charset=utf-8", headers=headers)
        elif url.startswith(OURS) and (data := SITE.get(url.removeprefix(OURS).partition("#")[0])) is not None:
            route.fulfill(body=data, content_type=mimetypes.guess_type(url)[0] or "application/octet-stream")
        else:
            route.abort()

    page.route("**/*", answer)
    page.goto(THEIRS)
    return page, asked


def frame_code(language: str, card: str) -> str:
    """What the card's page offers, as a person would copy it."""
    from html import unescape

    text = SITE[f"{language}/card/{card}/index.html"].decode()
    return unescape(text.partition('<pre class="citation code"')[2].partition(">")[2].partition("</pre>")[0])


def copied(language: str, card: str) -> str:
    """The part of a copy that is pasted."""
    text = SITE[f"{language}/card/{card}/copy.html"].decode()
    return "<article" + text.partition("<article")[2].partition("</article>")[0] + "</article>"


@pytest.mark.parametrize("policy", ["", STRICT], ids=["hostile", "strict"])
def test_a_frame_is_ours_whatever_is_around_it(browser: Browser, policy: str) -> None:
    page, asked = opened(browser, frame_code("ar", "urel") + HOSTILE, policy=policy)
    inside = page.frame_locator("iframe")
    words = inside.locator(".words")
    words.wait_for(state="visible")

    assert words.inner_text() == "الماء في القبو يكفي يومين. نحن بخير. لا تخرجوا."
    assert inside.get_by_text("مؤكد").first.is_visible()
    assert words.locator("p").evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert not inside.locator(".cover img").is_visible()
    assert not [url for url in asked if not url.startswith((OURS, THEIRS))]
    page.context.close()


def test_a_frame_is_readable_at_every_width_and_for_everybody(browser: Browser) -> None:
    for width in (320, 560):
        page, _ = opened(browser, f'<iframe src="{OURS}en/card/yard/embed.html" width="{width - 20}" height="700"></iframe>', width=width)
        inside = next(frame for frame in page.frames if frame.url.startswith(OURS))
        inside.locator(".words").wait_for(state="visible")
        assert inside.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        page.goto(f"{OURS}en/card/yard/embed.html")
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "preload": False})
        assert found.violations_count == 0, found.generate_report()
        page.context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_copy_looks_as_we_made_it_under_a_hostile_sheet(browser: Browser, language: str) -> None:
    page, asked = opened(browser, HOSTILE + copied(language, "yard"))
    rows = page.locator("article > *")

    assert rows.count() > 8
    for row in rows.all():
        box = row.bounding_box()
        looks = row.evaluate(LOOKS)
        assert box is not None
        assert box["height"] >= 15
        assert looks[0] != "rgb(255, 255, 255)"
        assert looks[1] == row.get_attribute("dir")
        assert looks[2:3] + looks[4:] == ["block", "none"]
        assert float(looks[3].removesuffix("px")) >= 13
    assert asked == [THEIRS]
    page.context.close()


def test_a_copy_says_everything_where_styles_are_forbidden(browser: Browser) -> None:
    page, asked = opened(browser, copied("en", "yard") + f'<img src="{OURS}en/card/yard/copy.svg">', policy=STRICT)
    said = page.locator("article").inner_text()

    order = ["Person H", "Activist", "وصل إلى الساحة", "Written in Arabic", "About thirty people", "Confirmed", "Our copy: 14 March 2041",
             "Source", "State of 15 March 2041", f"{OURS}en/card/yard/index.html", "How we know"]  # fmt: skip
    places = [said.replace("\u2066", "").replace("\u2068", "").find(one) for one in order]
    assert -1 not in places
    assert places == sorted(places)
    assert page.locator("p[lang=ar]").first.get_attribute("dir") == "rtl"
    page.wait_for_function("document.images[0].complete")
    assert page.evaluate("document.images[0].naturalWidth") == 720
    assert {url for url in asked if url.startswith(OURS)} == {f"{OURS}en/card/yard/copy.svg"}
    page.context.close()
