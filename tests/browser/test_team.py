"""The desk of a team in a real browser: an invitation, a passkey, the quick lock, and signing in with the passkey alone."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("playwright.sync_api")
pytest.importorskip("axe_playwright_python.sync_playwright")
pytest.importorskip("allauth")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from firsthand.testing.world import WORDS, make_desk, take_in, twarc_lines

pytestmark = pytest.mark.browser

START = "from firsthand.cli.main import main; main()"
PASSWORD = "four words in a row"
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
    "automaticPresenceSimulation": True,
}  # fmt: skip


def free() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.fixture(scope="module")
def invite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """A server on this machine, as people start it, and what gives an invitation to it."""
    tmp_path = tmp_path_factory.mktemp("team")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(tmp_path / "home"))
        small = make_desk(tmp_path)
        (tmp_path / "posts.jsonl").write_bytes(twarc_lines(WORDS))
        take_in(small, tmp_path / "posts.jsonl")
    port, file = free(), tmp_path / "team.toml"
    file.write_text(
        f'site = "http://localhost:{port}"\nmedia = "http://127.0.0.1:{port}"\nlisten = "127.0.0.1:{port}"\nstate = "state"\n'
        f'trial = true\n[[case]]\npath = "{small.root}"\nname = "oradesh"\n'
    )

    def run(*words: str) -> list[str]:
        return [sys.executable, "-c", START, *words, "--config", str(file)]

    def invited(name: str) -> str:
        words = run("team", "invite", name, "--case", "oradesh", "--role", "editor")
        told = subprocess.run(words, capture_output=True, text=True, check=True)
        return str(re.findall(r"http\S+", told.stdout)[0])

    process = subprocess.Popen(run("serve", "--team"), stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert process.stderr
    while "Listening" not in (line := process.stderr.readline()):
        assert line, "the server ended"
    yield invited
    process.terminate()
    process.wait(60)
    process.stderr.close()


def no_rule_broken(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, (page.url, [(one["id"], one["nodes"][0]["html"][:200]) for one in found])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def come_in(context: BrowserContext, name: str, invitation: str) -> Page:
    """Take an invitation, with a password and a passkey; gives the page, past its recovery codes."""
    page = context.new_page()
    key = context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    key.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})

    page.goto(invitation)
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    page.click("main button.main")
    page.click("main a.main")
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main button.main")
    page.wait_for_url("**/account/second*")
    no_rule_broken(page)
    page.click("main a.main")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/account/codes")
    assert len(page.input_value("textarea").split()) == 10
    return page


def test_a_passkey_is_enough_and_the_lock_covers_at_once(invite: Callable[[str], str], browser: Browser) -> None:
    """
    In on an invitation, a passkey for the second factor, the cover with words under it, out, and in with the passkey alone.

    Then somebody else comes to the same post.
    """
    invitation = invite("N. Vale")
    site = invitation.partition("/invitation")[0]
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = come_in(context, "N. Vale", invitation)

    page.goto(f"{site}/case/oradesh/posts/x:1001")
    page.keyboard.press("n")
    page.fill("#note-sheet textarea", "words that were not sent")
    page.locator("article.post h2").first.click()
    page.keyboard.press("l")
    page.wait_for_selector("#cover:visible")
    assert not page.locator("article.post").is_visible()
    with context.expect_page() as opened:
        page.click("#cover a")
    again = opened.value
    again.fill("[name=password]", PASSWORD)
    again.click("main button.main")
    again.wait_for_url(f"{site}/")
    again.close()
    page.evaluate("uncover()")
    page.wait_for_selector("#cover", state="hidden")
    assert page.input_value("#note-sheet textarea") == "words that were not sent"

    page.goto(f"{site}/account")
    no_rule_broken(page)
    page.click("text=Sign out")
    page.wait_for_url("**/account/sign-in")
    page.click("#passkey_login")
    page.wait_for_url(f"{site}/")
    page.click("ul.cases a")
    page.wait_for_selector(".row")
    somebody_comes(page, browser, invite("ليلى"))
    context.close()


def somebody_comes(page: Page, browser: Browser, invitation: str) -> None:
    """One reads, the other comes, begins a grade and marks: each of it arrives at the open page, with no request of its own."""
    second = browser.new_context()
    other = come_in(second, "ليلى", invitation)
    post = f"{page.url.partition('/inbox')[0]}/posts/x:1003"
    with page.expect_response("**/reading/**"):
        page.goto(post)
    page.route("**/reading/**", lambda one: one.abort())
    other.goto(post)
    page.wait_for_selector(".beside:has-text('ليلى is reading this')")
    other.keyboard.press("g")
    page.wait_for_selector(".beside:has-text('ليلى is grading this')")
    other.keyboard.press("Escape")
    other.click("button[data-key=h]")
    page.wait_for_selector(".beside:has-text('ليلى decided about this meanwhile')")
    no_rule_broken(page)
    second.close()
