"""The whole job by keys alone and by touch alone, in English and in Arabic: read, judge, claim, story, publish."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api")

from playwright.sync_api import Browser, Page, Route

from firsthand.model.ids import PostId
from firsthand.testing.world import WORDS, SmallCase, make_desk, ready_story, take_in, twarc_lines

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "ar")
DESIGNED = {*"jkopdtrmcshxenugyv,/ 123456789"}
"""Keys of the design that are a letter, a sign or a number."""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallCase]:
    """Posts, and a story that nothing stops from being published."""
    folder = tmp_path_factory.mktemp("walks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(folder / "home"))
        small = make_desk(folder)
        path = folder / "posts.jsonl"
        path.write_bytes(twarc_lines(WORDS))
        take_in(small, path)
        ready_story(small)
        yield small


@pytest.fixture(scope="module")
def state(browser: Browser, address: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cookie of the session, for contexts of other shapes."""
    context = browser.new_context()
    context.new_page().goto(address)
    path = tmp_path_factory.mktemp("state") / "state.json"
    context.storage_state(path=path)
    context.close()
    return path


def opened(browser: Browser, state: Path, start: str, language: str, *, touch: bool) -> Page:
    """A page in a language: wide with keys, or a phone under a finger."""
    size = {"width": 390, "height": 780} if touch else {"width": 1300, "height": 900}
    context = browser.new_context(storage_state=state, has_touch=touch, is_mobile=touch, viewport=size)  # type: ignore[arg-type]
    context.add_cookies([{"name": "django_language", "value": language, "url": start}])
    return context.new_page()


def to(page: Page, selector: str) -> None:
    """Go on with Tab until something has the focus; nothing is out of reach."""
    for _ in range(150):
        if page.evaluate("(one) => document.activeElement?.matches(one)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab")


def entered(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_keys_alone(browser: Browser, state: Path, address: str, case: SmallCase, language: str) -> None:
    """A note and a grade, a claim, a card for the story, and its publication: no mouse."""
    start, reason = address.partition("/enter")[0], f"سمعها اثنان {language}"
    page = opened(browser, state, start, language, touch=False)
    page.goto(f"{start}/inbox?order=oldest")
    page.keyboard.press("j")
    page.wait_for_selector('#pane article[data-post="x:1002"]')
    page.keyboard.press("g")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(reason)
    to(page, "#pane #grade-sheet .btn.main")
    page.keyboard.press("Enter")
    page.wait_for_selector("#told:not(:empty)")
    post = page.get_attribute(".row.chosen", "data-post") or ""
    page.locator(".row.chosen a").focus()

    with page.expect_navigation():
        page.keyboard.press("c")
    to(page, '[name="said_by"]')
    page.keyboard.insert_text(f"Deko {language}")
    to(page, 'form[action="/act/claim"] .btn.main')
    entered(page)

    page.keyboard.press("Control+k")
    page.keyboard.insert_text(post)
    entered(page)
    with page.expect_navigation():
        page.keyboard.press("s")
    to(page, 'a[href^="/stories/days"]')
    entered(page)
    assert page.is_visible('#add form[action="/act/card"]')

    page.goto(f"{start}/stories/days")
    to(page, "details.publish summary")
    page.keyboard.press("Enter")
    to(page, "details.publish form .btn.main")
    entered(page)
    page.wait_for_selector('#job[data-state="done"]', timeout=120_000)
    page.context.close()

    desk = case.opened().desk
    assert [act.detail["because"] for act in desk.views.acts(subject=post, kind="grade")][-1] == reason
    assert f"Deko {language}" in [act.detail["said_by"] for act in desk.views.acts(kind="claim")]
    assert (case.root.parent / f"{case.root.name}-sites" / "days" / "index.html").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_touch_alone(browser: Browser, state: Path, address: str, case: SmallCase, language: str) -> None:
    """On a phone: a row is touched, its post marked and noted, a claim entered, the story published; nothing is too small."""
    start = address.partition("/enter")[0]
    page = opened(browser, state, start, language, touch=True)
    page.goto(f"{start}/inbox?order=oldest")
    page.locator(".row .tx a").nth(2).tap()
    page.wait_for_url("**/posts/*")
    post = page.get_attribute("article.post", "data-post") or ""
    touched = ".acts > .btn, .acts > form .btn, .tabs a"
    heights = page.evaluate("(one) => [...document.querySelectorAll(one)].map((each) => each.getBoundingClientRect().height)", touched)
    assert min(heights) >= 44
    with page.expect_navigation():
        page.locator('.acts button[data-key="v"]').tap()
    page.locator(".acts .rest summary").tap()
    page.locator('.acts [data-open="note-sheet"]').tap()
    page.locator("#note-sheet textarea").tap()
    page.keyboard.insert_text(f"لمسة {language}")
    with page.expect_navigation():
        page.locator("#note-sheet .btn.main").tap()
    page.locator('.acts [data-go="c"]').tap()
    page.wait_for_url("**/claims/of/*")
    with page.expect_navigation():
        page.locator('form[action="/act/claim"] .btn.main').tap()
    page.locator('.tabs a[href="/stories"]').tap()
    page.wait_for_url("**/stories")
    page.locator('.document a[href^="/stories/days"]').tap()
    page.locator("details.publish summary").tap()
    with page.expect_navigation():
        page.locator("details.publish form .btn.main").tap()
    page.wait_for_selector('#job[data-state="done"]', timeout=120_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()

    desk = case.opened().desk
    assert [act.detail["mark"] for act in desk.views.acts(subject=post, kind="mark")][-1] == "reviewed"
    assert f"لمسة {language}" in [act.detail["text"] for act in desk.views.acts(kind="note")]
    assert desk.views.acts(subject=PostId(post), kind="claim")


def test_a_quick_hand_marks_what_it_chose(browser: Browser, state: Path, address: str, case: SmallCase) -> None:
    """Down and mark, before the pane shows the next post: the mark is the next one's."""
    page = opened(browser, state, address.partition("/enter")[0], "en", touch=False)
    page.goto(address.partition("/enter")[0] + "/inbox?order=oldest")
    first = page.get_attribute(".row.chosen", "data-post") or ""
    held: list[Route] = []
    going: list[bool] = []
    page.route("**/preview/**", lambda route: route.continue_() if going else held.append(route))
    page.keyboard.press("j")
    page.keyboard.press("h")
    second = page.get_attribute(".row.chosen", "data-post") or ""
    page.wait_for_function("() => true")
    assert held
    going.append(True)
    for one in held:
        one.continue_()
    page.wait_for_selector(f'.row.done[data-post="{second}"]')
    page.context.close()
    desk = case.opened().desk
    assert "hold" in [act.detail["mark"] for act in desk.views.acts(subject=second, kind="mark")]
    assert "hold" not in [act.detail["mark"] for act in desk.views.acts(subject=first, kind="mark")]


@pytest.mark.parametrize("sign", ["ش", "й"])
def test_keys_act_by_their_place(browser: Browser, state: Path, address: str, sign: str) -> None:
    """Whatever an Arabic or a Cyrillic layout writes there, each key of the design does what it does on a Latin one."""
    page = opened(browser, state, address.partition("/enter")[0], "en", touch=False)
    page.goto(address.partition("/enter")[0] + "/inbox")
    meant = page.evaluate(
        "(sign) => Object.keys(PLACES).map((code) => [PLACES[code], meant(new KeyboardEvent('keydown', { key: sign, code }))])", sign
    )
    assert [place for place in meant if place[0] != place[1]] == []
    assert {place for place, _ in meant} >= DESIGNED
    assert page.evaluate("meant(new KeyboardEvent('keydown', { key: '؟', code: 'Slash', shiftKey: true }))") == "?"
    assert page.evaluate("Object.values(PLACES).filter((one) => !KEYS[one])") == []
    page.context.close()
