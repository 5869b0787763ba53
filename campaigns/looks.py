"""
What the campaign of stored scripts sees: a page in a real browser, what its markup does, and how each answer is guarded.

An answer is guarded when a browser cannot take it for something else (`nosniff`), and is a download, or a type that cannot run, or has
a policy that lets no script run that came with it.
"""

from __future__ import annotations

import base64
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from hostile import FILES, OUTSIDE
from playwright.sync_api import Error

CHROMIUM = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE_MS = 300_000
"""A draft of 80 cards takes its time on a busy machine."""
LIVELY = re.compile(r"(text|application)/(html|xml|pdf|javascript|.*\+xml)|image/svg\+xml|multipart/")
FRAME = "new Promise(done => { requestAnimationFrame(() => setTimeout(done)); setTimeout(done, 300); })"
SENT = """
one => {
  const form = document.createElement("form");
  form.method = "post"; form.action = one.action; form.enctype = one.enctype; form.acceptCharset = "utf-8";
  for (const [name, value, file] of one.fields) {
    const field = document.createElement(file ? "input" : "textarea");
    if (file) {
      const held = new DataTransfer(), bytes = Uint8Array.from(atob(file), c => c.charCodeAt(0));
      held.items.add(new File([bytes], value)); field.type = "file"; field.files = held.files;
    } else field.value = value;
    field.name = name; form.append(field);
  }
  form.hidden = true; document.body.append(form); HTMLFormElement.prototype.submit.call(form);
}"""
FORMS = """
() => [...document.querySelectorAll("form")].filter(one => one.getAttribute("method") === "post").map(one => ({
  action: new URL(one.getAttribute("action") || "", location).href, enctype: one.enctype,
  fields: [...one.elements].filter(field => field.name).map(field => ({
    name: field.name, type: field.type, value: field.value, checked: !!field.checked,
    options: field.tagName === "SELECT" ? [...field.options].map(option => option.value) : [],
  })),
}))"""


def guarded(status: int, headers: Mapping[str, str]) -> str:
    """Why an answer is not safe whatever stands in it; empty when it is."""
    kind, policy = headers.get("content-type", "").partition(";")[0].strip().lower(), headers.get("content-security-policy", "")
    if status in (204, 301, 302, 303, 304, 307, 308) or headers.get("content-length") == "0":
        return ""
    if headers.get("x-content-type-options", "").lower() != "nosniff":
        return "without nosniff"
    if headers.get("content-disposition", "").startswith("attachment") or (kind and not LIVELY.fullmatch(kind)):
        return ""
    rules = {words[0]: words[1:] for words in map(str.split, policy.split(";")) if words}
    scripts = rules.get("script-src", rules.get("default-src", ["*"]))
    return "" if scripts in (["'none'"], ["'self'"]) else f"{kind or 'no type'} without a policy"


class Eyes:
    """
    One tab, and what it has seen.

    Attributes:
        seen: What markup did, by kind; empty is what we want.
        where: The first of them, with the page.
        answers: Statuses of what was opened, downloads apart.
    """

    def __init__(self, context: Any, own: tuple[str, ...], *, guards: bool = True) -> None:
        """
        Args:
            own: Origins of the desk and of its media: what may be asked.
            guards: Answers have to be guarded.
        """
        self.seen: Counter[str] = Counter()
        self.where: list[str] = []
        self.answers: Counter[str] = Counter()
        self.own, self.page = own, context.new_page()
        self._fell: list[Any] = []
        context.set_default_timeout(PATIENCE_MS)
        watched(self.page, self.note, own)
        if guards:
            self.page.on("response", self._answered)
        self.page.on("download", lambda one: self._fell.append(one))

    def note(self, kind: str, what: str) -> None:
        """Something that must not be."""
        self.seen[kind] += 1
        if len(self.where) < 60:
            self.where.append(f"{kind}: {self.page.url[:160]}: {what[:200]}")

    def _answered(self, answer: Any) -> None:
        ours = tuple(f"{one}/static/" for one in self.own)  # shipped, and nobody else's words are in it
        if answer.url.startswith(self.own) and not answer.url.startswith(ours) and (why := guarded(answer.status, answer.headers)):
            self.note("not guarded", f"{why}: {answer.status} {answer.url[:200]}")

    def look(self, address: str, *, media: bool = False) -> int:
        """
        Open an address; gives its status, 0 for a download.

        Args:
            media: It may be a film that never ends loading: look for a moment.
        """
        try:
            answer = self.page.goto(address, wait_until="commit" if media else "load")
            if media:
                self.page.wait_for_timeout(150)
        except Error as error:
            return self._no_page(str(error))
        return self._page(answer, address)

    def send(self, action: str, enctype: str, fields: Iterable[tuple[str, ...]]) -> int:
        """Send a form from the page that is open, and look at what comes; 0 for a download."""
        self._fell.clear()
        told = {"action": action, "enctype": enctype, "fields": [list(one) for one in fields]}
        try:
            with self.page.expect_navigation(wait_until="load") as came:
                self.page.evaluate(SENT, told)
            answer = came.value
        except Error as error:
            return self._no_page(str(error))
        return self._page(answer, f"POST {action}")

    def _page(self, answer: Any, what: str) -> int:
        if answer and "sandbox" in answer.headers.get("content-security-policy", ""):
            self.page.wait_for_timeout(50)  # where no script runs, nobody waits for a frame
        else:
            self._frame()
        status = answer.status if answer else 0
        self.answers[str(status)] += 1
        if status == 500:
            self.note("our fault", what)
        return int(status)

    def _frame(self) -> None:
        """Until what has been loaded has been shown."""
        try:
            self.page.evaluate(FRAME)
        except Error as error:
            if "context was destroyed" not in str(error):
                raise
            self.page.wait_for_load_state()  # the page of a job loads itself anew when the job has ended
            self._frame()

    def _no_page(self, why: str) -> int:
        """What a navigation ended in that shows nothing of the answer."""
        if "ERR_HTTP_RESPONSE_CODE_FAILURE" in why:
            self.page.wait_for_timeout(500)  # the browser's own page about it comes by itself
            self.answers["empty"] += 1
        elif self._fell or "Download is starting" in why or "ERR_ABORTED" in why:
            self.answers["downloads"] += 1
        else:
            raise RuntimeError(why)
        self._fell.clear()
        return 0

    def shows(self, address: str) -> bool:
        """Whether an address answers who only asks; an act does not, and is looked at no further."""
        answer = self.page.context.request.get(address, max_redirects=0)
        if why := guarded(answer.status, answer.headers):
            self.note("not guarded", f"{why}: {answer.status} {address}")
        return int(answer.status) != 405

    def forms(self) -> list[dict[str, Any]]:
        """Forms of the page that is open, which send something."""
        return list(self.page.evaluate(FORMS))


def watched(page: Any, note: Any, own: tuple[str, ...] = ()) -> None:
    """Report whatever markup of a page does."""

    def dialog(one: Any) -> None:
        if one.type != "beforeunload":
            note("dialog", one.message)
        one.dismiss() if one.type != "beforeunload" else one.accept()

    def console(one: Any) -> None:
        # The browser's own page around a picture or a film is refused its style, and the film itself.
        theirs = page.url.startswith(own[1:]) and "script" not in one.text
        if "Security Policy" in one.text and not theirs:
            note("refused by the policy", one.text)

    page.expose_function("ran", lambda n=0: note("run", str(n)))
    page.on("dialog", dialog)
    page.on("request", lambda one: note("request", one.url) if one.url.startswith("http") and not one.url.startswith(own) else None)
    page.on("console", console)


def acting(context: Any, texts: list[str]) -> int:
    """How many of the texts do something in a page that guards nothing: so much can be seen."""
    found = 0
    context.route(f"{OUTSIDE}**", lambda route: route.abort())
    for text in texts:
        page = context.new_page()
        seen: Counter[str] = Counter()
        watched(page, lambda kind, _what, seen=seen: seen.update([kind]))
        page.set_content(f"<!doctype html><title>x</title><p>{text}</p>", wait_until="load")
        page.wait_for_timeout(60)
        found += bool(seen)
        page.close()
    return found


def files_acting(context: Any) -> int:
    """How many of the files run where somebody serves them as what their name says."""
    found = 0
    kinds = {"svg": "image/svg+xml", "html": "text/html", "xhtml": "application/xhtml+xml", "xml": "text/xml", "txt": "text/html"}
    for ending, data in FILES.items():
        page = context.new_page()
        seen: Counter[str] = Counter()
        watched(page, lambda kind, _what, seen=seen: seen.update([kind]))
        kind = kinds.get(ending, "text/html")  # what a browser may make of it by itself where nothing is said
        page.route("http://files.example/*", partial(_fulfil, data, kind))
        page.goto(f"http://files.example/{ending}")
        page.wait_for_timeout(60)
        found += "run" in seen
        page.close()
    return found


def _fulfil(data: bytes, kind: str, route: Any) -> None:
    route.fulfill(body=data, content_type=kind)


def in_letters(data: bytes) -> str:
    """Bytes of a file, as a form's fields carry them."""
    return base64.b64encode(data).decode()


def chromium(playwright: Any) -> Any:
    """The system's browser."""
    return playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
