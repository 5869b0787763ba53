"""
The campaign of stored scripts: every field that a poster or a partner controls holds markup that wants to run. Every address of the
desk is opened in a real browser, and nothing may run, be asked for outside, or reach the page as anything but words.

    make campaign-xss           (python campaigns/xss.py --payloads 80)

Five walks: *pages* opens every address that shows a post, an account, a claim or a story, one payload in each field, and goes through
the list by keys; *twins* asks for the same as JSON; *files* brings in files that run, under names that run, and opens what the host of
media answers, every page of a draft, and the site as it is published, from a server that says nothing; *errors* puts payloads into
addresses, questions and headers; *forms* sends every form that the pages show, with payloads in each field by itself and in all of
them, and opens the pages that list what was entered. `--team` does the same as somebody who is signed in to a team's server.

A page is told on by what its markup does: it calls a function that the browser reports, opens a dialog, asks another machine, or is
refused by the page's policy, which counts as a fault too, for then the markup had become part of the page. An answer is told on when
a browser could take it for a page that may run something. First the same payloads are put into a page without any guard; how many of
them run there says how much the campaign can see.
"""

from __future__ import annotations

import functools
import http.server
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parent))
import team
from hostile import FILES, SLUG, desk, payloads, served
from lib import Row, options, progress, say, scratch
from looks import PATIENCE_MS, Eyes, acting, chromium, files_acting, in_letters

from firsthand.desk.publish import draft_story
from firsthand.testing.world import SmallCase
from firsthand.web.routes import ROUTES

NAMES = (
    "before", "by", "category", "cells", "file", "lang", "limit", "of", "offset", "only", "order", "post", "q", "quote", "rests", "sha256",
    "since", "state", "status", "target", "token", "view", "next",
)  # fmt: skip
"""What pages are asked by."""
LISTS = (
    "/inbox", "/inbox?category=help", "/urgent", "/sources", "/claims", "/stories", f"/stories/{SLUG}?q=Oradesh", "/translations", "/map",
    "/learning", "/plan", "/imports", "/import", "/jobs", "/people", "/audit", "/day", "/shift", "/second-look",
)  # fmt: skip
"""Pages that list what somebody entered."""
LAST = ("/act/undo-run", "/act/withdraw", "/pause")
NEVER = ("/lock", "/account/sign-out", "/account/second/app/off", "/account/sessions", "/join")
"""Forms that end the session, and need no words."""
FREE = frozenset({"text", "textarea", "search", "url", "email", "tel", "number", "password", "date", "time", "datetime-local", "hidden"})
GOOD = {"evidence": "x:9000", "because": "seen", "platform": "x", "words": "in Oradesh", "text": "in Oradesh", "text-en": "seen"}
"""What other fields hold while one is tried."""


class Desk(NamedTuple):
    """
    Where the campaign is.

    Attributes:
        start: Origin of the desk.
        before: What stands before the addresses of a case.
        media: Origin of bytes from outside, with what stands before theirs.
    """

    start: str
    before: str
    media: str

    @property
    def own(self) -> tuple[str, str]:
        """Origins of the desk and of its media; a draft is shown under the second one, whatever case it is of."""
        return self.start, self.media.partition("/case/")[0]

    def of_case(self, address: str) -> str:
        """The whole address of a page of the case."""
        return f"{self.start}{self.before}{address}"


class Visit(NamedTuple):
    """What a walk goes through: the case with `texts` in its fields, the routes, and the payloads one by one."""

    at: Desk
    case: SmallCase
    routes: Any
    texts: list[str]
    single: list[str]
    folder: Path
    rounds: int

    def places(self) -> list[str]:
        """One address of each route: where forms are looked for."""
        return [*dict.fromkeys(map(self.at.of_case, addresses(self.case, self.routes, 1))), *map(self.at.of_case, LISTS)]


@contextmanager
def alone(browser: Any, case: SmallCase) -> Iterator[tuple[Any, Desk, Any]]:
    """The desk of one person, and a browser that is in."""
    with served(case) as address:
        context, start = browser.new_context(), address.partition("/enter")[0]
        context.set_default_timeout(PATIENCE_MS)
        context.new_page().goto(address)
        yield context, Desk(start, "", start.replace("localhost", "127.0.0.1")), [one for one in ROUTES if one.name != "enter"]


@contextmanager
def in_a_team(browser: Any, case: SmallCase, folder: Path, texts: list[str]) -> Iterator[tuple[Any, Desk, Any]]:
    """A team's server, and a browser that is in as its custodian; the name of a colleague and of a browser are payloads too."""
    import django
    from django.conf import settings

    from firsthand.web.team.config import read_server
    from firsthand.web.team.settings import team_settings

    file, site = team.trial(folder, [case.root])
    settings.configure(**team_settings(read_server(file), "of the campaign, " * 4))  # only its table of routes is looked at here
    django.setup()
    from firsthand.web.team import within

    odd = next(one for one in texts if "onerror" in one and len(one) < 60)
    ways = {name: team.invited(file, name, case.root.name, "custodian") for name in ("N. Vale", odd)}
    with team.served(file):
        team.Client(site).come_in(ways[odd], odd, User_Agent=texts[2])
        me = team.Client(site).come_in(ways["N. Vale"], "N. Vale", User_Agent=texts[3])
        context = browser.new_context()
        context.add_cookies([
            {"name": name, "value": value, "domain": "localhost", "path": "/", "secure": True, "httpOnly": True, "sameSite": "Strict"}
            for name, value in me.cookies.items()
        ])  # fmt: skip
        at = Desk(site, f"/case/{case.root.name}", f"{site.replace('localhost', '127.0.0.1')}/case/{case.root.name}")
        yield context, at, within.ROUTES


def addresses(case: SmallCase, routes: Any, count: int) -> list[str]:
    """Every address of a table of routes, with each of so many posts, accounts and claims where it takes one."""
    views = case.desk.views
    claims = [f"claim:{act.seq}" for act in views.acts(kind="claim")][:count]
    holes = {
        "<path:post>": [f"x:{9000 + n}" for n in range(count)], "<path:account>": [f"x:{500 + n}" for n in range(count)],
        "<str:claim>": claims, "<str:run>": [views.runs("run")[0].id],
        "<slug:slug>": [SLUG], "<int:job>": ["1"], "<str:verb>": ["note"], "<str:word>": ["stop"], "<str:upload>": ["0"],
        "<int:number>": ["0"], "<int:call>": ["1"],
    }  # fmt: skip
    found = []
    for route in routes:
        some = [route.address]
        for hole, values in holes.items():
            some = [one.replace(hole, quote(value, safe=":")) for one in some for value in (values if hole in one else [""])]
        found += [f"/{one}" for one in some]
    return found


def pages(eyes: Eyes, at: Desk, case: SmallCase, routes: Any, texts: list[str]) -> None:
    """Every address, the lists with everything in them, a search for each text, and each row by its key."""
    every = addresses(case, routes, len(texts))
    every += [f"/inbox?limit={max(len(texts), 1)}", "/translations?state=missing", "/map?q=Oradesh"]
    every += [f"/stories/{SLUG}?q=Oradesh&view={view}" for view in ("wide", "phone", "text", "confirmed", "print")]
    every += [f"/inbox?q={quote(one)}" for one in texts]
    every += [f"/translations?post=x:{9000 + n}" for n in range(len(texts))]
    for n, one in enumerate(every):
        patient(eyes, at.of_case(one))
        progress(n, len(every), every=100)
    eyes.look(at.of_case(f"/inbox?limit={max(len(texts), 1)}"))
    eyes.page.set_viewport_size({"width": 1440, "height": 900})
    rows = eyes.page.locator(".row[data-post]").count()
    for _ in range(rows - 1):
        eyes.page.keyboard.press("j")
        chosen = eyes.page.get_attribute(".row.chosen", "data-post")
        eyes.page.wait_for_selector(f'#pane article[data-post="{chosen}"]')
    for key in ("g", "Escape", "n", "Escape", "?", "Escape", "Control+k", "Escape"):
        eyes.page.keyboard.press(key)
    eyes.answers["rows by keys"] += rows


def twins(eyes: Eyes, at: Desk, case: SmallCase, routes: Any, texts: list[str]) -> None:
    """The same values, as programs are answered, opened as a page."""
    eyes.page.set_extra_http_headers({"Accept": "application/json"})
    for one in addresses(case, routes, len(texts)):
        patient(eyes, at.of_case(one))
    eyes.page.set_extra_http_headers({})


def errors(eyes: Eyes, at: Desk, routes: Any, texts: list[str]) -> None:
    """Payloads in addresses, in what pages are asked by, and in what a browser says of itself."""
    whole = "".join(texts)
    for n, text in enumerate(texts):
        progress(n, len(texts), every=10)
        for before in ("/posts/", "/sources/", "/claims/", "/", "/imports/"):
            patient(eyes, at.of_case(f"{before}{quote(text, safe='')}"))
        eyes.look(f"{at.media}/{quote(text)}")
    plain = [route.address for route in routes if "<" not in route.address]
    for n, address in enumerate(plain):
        progress(n, len(plain), every=5)
        for name in NAMES:
            patient(eyes, at.of_case(f"/{address}?{name}={quote(whole)}"))
    for hole in (route.address for route in routes if "<" in route.address):
        patient(eyes, at.of_case("/" + re.sub("<[^>]+>", lambda _one: quote(whole[:2000], safe=""), hole)))
    line = quote(whole, safe="<>\"'=/ ():")[:6000]
    eyes.page.set_extra_http_headers({"Referer": f"{at.start}/case/{line}", "Accept-Language": line, "X-Requested-With": line})
    for address in ("/inbox", "/nothing", "/posts/x:0"):
        patient(eyes, at.of_case(address))
    eyes.page.set_extra_http_headers({})
    eyes.look(at.of_case("/import"))
    token = next(field["value"] for form in eyes.forms() for field in form["fields"] if field["name"] == "csrfmiddlewaretoken")
    eyes.send(at.of_case("/act/note"), "application/x-www-form-urlencoded", [("csrfmiddlewaretoken", "x" + whole), ("text", whole)])
    eyes.look(at.of_case("/import"))
    long = whole + "x" * (13 << 20)
    eyes.send(at.of_case("/act/note"), "application/x-www-form-urlencoded", [("csrfmiddlewaretoken", token), ("text", long)])


def files(eyes: Eyes, at: Desk, case: SmallCase, texts: list[str], folder: Path) -> None:
    """Files that run, under names that run: what the host of media answers, a draft, and a site from a server that says nothing."""
    names = [texts[n % len(texts)].replace("/", "")[:120] for n in range(len(FILES))]
    for ending, name in zip(FILES, names, strict=True):
        bring(eyes, at, f"file {ending} {name}", name, ending)
    settled(eyes, at)
    held = media(eyes, at, "file")
    if len(held) < len(FILES) // 2:
        eyes.note("too few media", f"{len(held)} addresses for {len(FILES)} files")
    for one in sorted(held):
        eyes.look(one, media=True)
        eyes.look(f"{one}?x=.html", media=True)
    eyes.look(at.of_case(f"/stories/{SLUG}"))
    frame = eyes.page.evaluate("document.querySelector('iframe.draft')?.src") or ""
    if not frame:
        eyes.note("no draft", eyes.page.inner_text("main")[:200])
    made = draft_story(case.opened().desk, SLUG, leaks=False).pages
    draft = {name: page for name, page in made.items() if not name.startswith("assets/fonts/")}
    for name in draft:
        eyes.look("/".join([*frame.split("/")[:5], quote(name)]))
    site = folder / "site"
    for name, page in draft.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(page)
    with plainly(site) as address:
        bare = Eyes(eyes.page.context, (address,), guards=False)  # nothing guards it: what is published has to hold by itself
        for name in draft:
            bare.look(f"{address}/{quote(name)}")
    eyes.seen += bare.seen
    eyes.where += bare.where
    eyes.answers["media"] += len(held)
    eyes.answers["pages of a draft, and again of a site"] += len(draft)


def bring(eyes: Eyes, at: Desk, words: str, name: str, ending: str) -> None:
    """A message typed by hand, with a file of a name; both become a job."""
    eyes.look(at.of_case("/import"))
    form = next(one for one in eyes.forms() if any(field["value"] == "typed" for field in one["fields"]))
    given = {"platform": "x", "words": words, "account": name, "time": "2041-03-14T09:41+03:00", "shows": ""}
    fields: list[tuple[str, ...]] = []
    for field in form["fields"]:
        if field["type"] == "file":
            fields.append((field["name"], f"{name}.{ending}", in_letters(FILES[ending])))
        elif field["type"] != "checkbox":
            fields.append((field["name"], given.get(field["name"], field["value"])))
    sent(eyes, form, fields)


def media(eyes: Eyes, at: Desk, asked: str) -> set[str]:
    """Addresses under the host of media on the pages of the posts that a search finds."""
    eyes.look(at.of_case(f"/inbox?q={asked}&limit=100"))
    held = set()
    for post in eyes.page.locator(".row[data-post]").evaluate_all("all => all.map(one => one.dataset.post)"):
        patient(eyes, at.of_case(f"/posts/{quote(post)}"))
        held |= set(re.findall(rf"{at.media}/[^\"'&<]+", eyes.page.content()))
    return held


def forms(eyes: Eyes, at: Desk, places: list[str], texts: list[str], rounds: int) -> None:
    """Every form that the pages show, sent with payloads in each of its fields and in all of them; then the lists, and what is new."""
    found: dict[tuple[str, ...], tuple[str, int]] = {}
    for place in places:
        patient(eyes, place)
        for n, form in enumerate(eyes.forms()):
            key = (re.sub(r"[0-9]+|rf[0-9a-f]+", "#", form["action"]), *sorted({field["name"] for field in form["fields"]}))
            if not form["action"].endswith(NEVER):
                found.setdefault(key, (place, n))
    order = sorted(found, key=lambda key: (key[0].removeprefix(at.start).removeprefix(at.before) in LAST, key))
    size = -(-len(texts) // rounds)
    groups = ["".join(texts[n : n + size]) for n in range(0, len(texts), size)]
    known, tried = set(places), 0
    for turn in range(len(groups)):
        for key in order:
            if "/act/undo-run" in key[0] and turn < len(groups) - 1:
                continue  # what it takes away is looked at until the end
            tried += one_form(eyes, *found[key], key, groups, turn)
        settled(eyes, at)
        for one in LISTS:
            patient(eyes, at.of_case(one))
            links = eyes.page.eval_on_selector_all("main a[href]", "all => all.map(one => one.href)")
            new = {one.partition("#")[0] for one in links if one.startswith(at.of_case("/"))} - known
            for link in sorted(new)[:60]:
                patient(eyes, link)
            known |= new
        print(f"  forms: round {turn + 1} of {len(groups)}, {tried} sent", file=sys.stderr, flush=True)
    eyes.answers["kinds of forms"] += len(order)
    eyes.answers["forms sent"] += tried


def one_form(eyes: Eyes, place: str, n: int, key: tuple[str, ...], groups: list[str], turn: int) -> int:
    """A form once for each of its fields, and once with payloads in all that are free; gives how often it was sent."""
    patient(eyes, place)
    shown = [one for one in eyes.forms() if {field["name"] for field in one["fields"]} == set(key[1:])]
    if not shown:
        return 0  # what stood before it is done by now: an answered question is not asked again
    tried = ["", *(name for name in key[1:] if name != "csrfmiddlewaretoken")]
    for step, name in enumerate(tried):
        one = shown[min(n, len(shown) - 1)]
        sent(eyes, one, filled(one, name, groups[(turn + step) % len(groups)], turn))
    return len(tried)


def filled(form: dict[str, Any], name: str, text: str, turn: int) -> list[tuple[str, ...]]:
    """
    The fields of a form.

    Args:
        name: Of the one that holds the text, whatever kind it is of; empty for all that are free.
        turn: Which of several answers is chosen, and whether a box is crossed.
    """
    fields: list[tuple[str, ...]] = []
    groups: dict[str, list[str]] = {}
    for field in form["fields"]:
        if field["type"] in ("radio", "checkbox") and field["name"] != name:
            groups.setdefault(field["name"], []).append(field["value"])
        elif field["type"] == "file":
            ending = list(FILES)[turn % len(FILES)]
            fields.append((field["name"], f"{text[:100].replace('/', '')}.{ending}", in_letters(FILES[ending])))
        elif field["name"] == "csrfmiddlewaretoken":
            fields.append((field["name"], field["value"]))
        elif field["name"] == name or (not name and field["type"] in FREE and field["type"] != "hidden"):
            fields.append((field["name"], text))
        elif field["options"]:
            fields.append((field["name"], field["options"][turn % len(field["options"])]))
        elif field["type"] not in ("submit", "button"):
            fields.append((field["name"], field["value"] or GOOD.get(field["name"], "")))
    return fields + [(one, values[turn % len(values)]) for one, values in groups.items()]


def sent(eyes: Eyes, form: dict[str, Any], fields: list[tuple[str, ...]]) -> None:
    """Send one form; where the server asks to wait, wait."""
    for wait in (10, 20, 30, 0):
        if eyes.send(form["action"], form["enctype"], fields) != 429 or not wait:
            return
        time.sleep(wait)


def patient(eyes: Eyes, address: str) -> None:
    """Open an address; where the server asks to wait, wait."""
    for wait in (10, 20, 30, 0):
        if eyes.look(address) != 429 or not wait:
            return
        time.sleep(wait)


def settled(eyes: Eyes, at: Desk) -> None:
    """Until no work waits."""
    for _ in range(600):
        running = eyes.page.context.request.get(at.of_case("/jobs"), headers={"Accept": "application/json"}).json()
        if not running.get("running"):
            return
        time.sleep(0.2)


@contextmanager
def plainly(folder: Path) -> Iterator[str]:
    """A folder on a server that guards nothing."""
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    handler = functools.partial(quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


WALKS: dict[str, Callable[[Eyes, Visit], None]] = {
    "pages": lambda eyes, it: pages(eyes, it.at, it.case, it.routes, it.texts),
    "twins": lambda eyes, it: twins(eyes, it.at, it.case, it.routes, it.texts),
    "files": lambda eyes, it: files(eyes, it.at, it.case, it.single, it.folder),
    "errors": lambda eyes, it: errors(eyes, it.at, it.routes, it.single),
    "forms": lambda eyes, it: forms(eyes, it.at, it.places(), it.single, it.rounds),
}
"""In the order in which they are walked: the last one changes what the others look at."""


def main() -> None:
    """Plant, walk, count."""
    from playwright.sync_api import sync_playwright

    parser = options(__doc__ or "", count=80, unit="payloads")
    parser.add_argument("--together", type=int, default=1, help="payloads in one field: fewer pages, and lists cut them short")
    parser.add_argument("--rounds", type=int, default=4, help="of forms; each sends so many of the payloads in one field")
    parser.add_argument("--walks", nargs="+", choices=tuple(WALKS), default=tuple(WALKS))
    parser.add_argument("--team", action="store_true", help="as somebody who is signed in to a team's server")
    stated = parser.parse_args()
    single = payloads(stated.count)
    texts = ["".join(single[n : n + stated.together]) for n in range(0, len(single), stated.together)]
    where = "a team's desk" if stated.team else "the desk"
    with scratch() as folder, sync_playwright() as playwright:
        case = desk(folder, texts)
        browser = chromium(playwright)
        row = Row("stored scripts, a page without guards", stated.seed, f"{len(single)} payloads, {len(FILES)} files")
        control, told = browser.new_context(), acting(browser.new_context(), single)
        row.note = f"{told} of {len(single)} run or ask there, and {files_acting(control)} of {len(FILES)} files: so much can be seen"
        rows, lines = [row.end()], list[str]()
        opened = in_a_team(browser, case, folder, single) if stated.team else alone(browser, case)
        with opened as (context, at, table):
            probe = Eyes(context, at.own)
            routes = [one for one in table if probe.shows(at.of_case(addresses(case, [one], 1)[0]))]
            lines += probe.where
            visit = Visit(at, case, routes, texts, single, folder, stated.rounds)
            for name in stated.walks:
                row = Row(f"stored scripts, {where}: {name}", stated.seed, "")
                eyes = Eyes(context, at.own)
                WALKS[name](eyes, visit)
                eyes.page.close()
                opened_in_all = sum(count for code, count in eyes.answers.items() if code.isdigit())
                row.count = f"{len(single)} payloads, {opened_in_all:,} pages"
                row.violations = dict(eyes.seen)
                row.note = ", ".join(f"{count:,} {code}" for code, count in sorted(eyes.answers.items()))
                rows.append(row.end())
                print(row, file=sys.stderr, flush=True)
                lines += eyes.where
        browser.close()
    for line in lines:
        sys.stderr.write(line + "\n")
    say(rows, failed=any(one.violations for one in rows) or told < len(single) // 2)


if __name__ == "__main__":
    main()
