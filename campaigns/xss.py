"""
The campaign of stored scripts: every field that a poster or a partner controls holds markup that wants to run. Every page of the
desk is opened in a real browser, and nothing may run, be asked for outside, or reach the page as anything but words.

    make campaign-xss           (python campaigns/xss.py --payloads 80)

A page is told on by what its markup does: it calls a function that the browser reports, opens a dialog, asks another machine, or is
refused by the page's policy, which counts as a fault too, for then the markup had become part of the page. First the same payloads
are put into a page without any guard; how many of them run there says how much the campaign can see.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parent))
from lib import Row, options, progress, say, scratch

from firsthand.desk.claims import NewClaim, add_claim, answer_claim
from firsthand.desk.day import add_note
from firsthand.desk.first_hand import type_statement
from firsthand.desk.matrix import NewFinding, add_finding
from firsthand.desk.story import NewCard, add_card, add_update, new_story
from firsthand.desk.translate import translate
from firsthand.model.ids import AccountId, PostId
from firsthand.testing.world import ANN, SmallCase, make_desk, take_in
from firsthand.web.routes import ROUTES

OUTSIDE = "https://canary.example/"
FORMS = (
    "<script>ran(N)</script>", "<script src='OUT'></script>", "<img src=x onerror=ran(N)>", "<img src='OUT'>", "<svg onload=ran(N)>",
    "<svg><script>ran(N)</script></svg>", "<svg><animate onbegin=ran(N) attributeName=x dur=1s>", "<body onload=ran(N)>",
    "<iframe srcdoc='<script>parent.ran(N)</script>'></iframe>", "<iframe src='javascript:parent.ran(N)'></iframe>",
    "<iframe src='OUT'></iframe>", "<object data='OUT'></object>", "<embed src='OUT'>", "<link rel=stylesheet href='OUT'>",
    "<style>@import 'OUT';</style>", "<style>*{background:url(OUT)}</style>", "<p style='background:url(OUT)'>", "<base href='OUT'>",
    "<meta http-equiv=refresh content='0;url=OUT'>", "<video><source onerror=ran(N)></video>", "<video poster='OUT'></video>",
    "<audio src=x onerror=ran(N)>", "<details open ontoggle=ran(N)>x</details>", "<input autofocus onfocus=ran(N)>",
    "<select autofocus onfocus=ran(N)>", "<textarea autofocus onfocus=ran(N)>", "<marquee onstart=ran(N)>", "<form action='OUT'><button>",
    "<math><mtext></table><img src=x onerror=ran(N)>", "<noscript><p title='</noscript><img src=x onerror=ran(N)>'>",
    "<template><script>ran(N)</script></template><img src=x onerror=ran(N)>", "<a href='javascript:ran(N)' autofocus onfocus=ran(N)>x</a>",
    "<svg><use href='OUT#x'/></svg>", "<svg><image href='OUT'/></svg>", "<div hx-get='OUT' hx-trigger='load'>x</div>",
    "<div hx-on:htmx:load='ran(N)' data-show='OUT'>x</div>", "{{ 7*7 }}{% load x %}${ran(N)}<img src=x onerror=ran(N)>",
    "\u202e<img src=x onerror=ran(N)>\u2066", "<ſcript>ran(N)</ſcript><img/src=x/onerror=ran(N)>", "<img src=x:x onerror\x0c=ran(N)>",
)
WAYS_OUT = ("", "\"'></textarea></title></style></script></option></select></noscript>--></svg>")
"""What stands before a form: nothing, or the end of whatever it was put into."""
CHROMIUM = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
SLUG = "bridge"
PATIENCE_MS = 300_000
"""A draft of 80 cards takes its time on a busy machine."""


def payloads(count: int) -> list[str]:
    """So many texts that want to run, each with its number."""
    every = [way + form for way in WAYS_OUT for form in FORMS]
    return [one.replace("N", str(n)).replace("OUT", f"{OUTSIDE}{n}") for n, one in enumerate(every[:count])]


def posts(texts: list[str]) -> bytes:
    """An export of X in which every text field of a post, its author, its place and its pictures is the payload."""
    lines = []
    for n, text in enumerate(texts):
        at = f"2041-03-14T{8 + n // 60:02d}:{n % 60:02d}:00.000Z"
        author = {
            "id": str(500 + n), "username": text, "name": text, "description": text, "location": text, "url": text,
            "created_at": "2035-01-02T03:04:05.000Z", "profile_image_url": text, "pinned_tweet_id": "1", "verified": False,
        }  # fmt: skip
        lines.append({
            "id": str(9000 + n), "text": f"Oradesh {text}", "author_id": author["id"], "lang": "en", "created_at": at, "author": author,
            "source": text, "conversation_id": str(9000 + max(n - 1, 0)),
            "referenced_tweets": [{"type": "replied_to", "id": str(9000 + n - 1)}] if n else [],
            "entities": {"urls": [{"start": 0, "end": 5, "url": text, "expanded_url": text, "display_url": text, "title": text}],
                         "hashtags": [{"start": 0, "end": 5, "tag": text}], "mentions": [{"start": 0, "end": 5, "username": text}]},
            "geo": {"full_name": text, "name": text, "country": text, "id": "1", "place_type": "city"},
            "attachments": {"media": [{"media_key": f"3_{n}", "type": "photo", "url": text, "alt_text": text}]},
            "edit_history_tweet_ids": [str(9000 + n)],
            "__twarc": {"retrieved_at": "2041-03-15T00:00:00+00:00", "url": text, "version": text},
        })  # fmt: skip
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


def desk(folder: Path, texts: list[str]) -> SmallCase:
    """A case that holds them, and in which people have quoted, translated and answered them."""
    case = make_desk(folder)
    path = folder / "<img src=x onerror=ran(1)>.jsonl"
    path.write_bytes(posts(texts))
    take_in(case, path)
    new_story(case.desk, SLUG, {"en": "If the bridge closes", "ar": "إذا أُغلق الجسر"}, actor=case.ann)
    for n, text in enumerate(texts):
        post = PostId(f"x:{9000 + n}")
        translate(case.desk, post, "en", text, tool=text, actor=case.ann)
        add_note(case.desk, post, text, actor=case.bo)
        type_statement(case.desk, post, "relayed", because=text, actor=case.bo)
        claim = f"claim:{add_claim(case.desk, NewClaim(post=post, said_by=text, valid_at=text, place=text), actor=case.ann).seq}"
        answer_claim(case.desk, claim, post, "repeats", origin=text, actor=case.ann)
        finding = NewFinding(account=AccountId(f"x:{500 + n}"), text=text, evidence=(post,))
        add_finding(case.desk, finding, actor=case.bo)
        told = {"line": text, "note": text, "because": text, "translation": text}
        add_card(case.desk, NewCard(slug=SLUG, post=post, key=f"card-{n}", name=text, texts={"en": told}, because=text), actor=case.ann)
    add_update(case.desk, SLUG, "correction", {"en": texts[0]}, actor=case.ann)
    return case


@contextmanager
def served(case: SmallCase) -> Iterator[str]:
    """The desk, as people start it; gives the address that lets in."""
    process = subprocess.Popen(
        [sys.executable, "-m", "firsthand.web", str(case.root), "--as", ANN, "--no-browser"], stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")},
    )  # fmt: skip
    assert process.stderr
    said = ""
    while "token=" not in said and (line := process.stderr.readline()):
        said += line
    found = re.search(r"http://\S+", said)
    try:
        assert found, said
        yield found[0]
    finally:
        process.terminate()
        process.wait(10)


def addresses(case: SmallCase, texts: list[str], shows: Callable[[str], bool]) -> list[str]:
    """Every page of the table of routes that shows something, with each post, account and claim where it takes one."""
    count = len(texts)
    claims = [f"claim:{act.seq}" for act in case.desk.views.acts(kind="claim")]
    run = case.desk.views.runs("run")[0].id
    holes = {
        "<path:post>": [f"x:{9000 + n}" for n in range(count)], "<path:account>": [f"x:{500 + n}" for n in range(count)],
        "<str:claim>": claims, "<str:run>": [run], "<slug:slug>": [SLUG],
    }  # fmt: skip
    found = []
    for route in ROUTES:
        hole = next((one for one in holes if one in route.address), "")
        values = holes.get(hole, [""])
        if route.name in ("enter", "act", "live") or "<" in route.address.replace(hole, ""):
            continue
        here = [f"/{route.address.replace(hole, quote(value, safe=':'))}" for value in values]
        found += here if shows(here[0]) else []
    lists = [f"/inbox?limit={max(count, 1)}", "/translations?state=missing", "/map?q=Oradesh", f"/stories/{SLUG}?q=Oradesh&view=text"]
    asked = [f"/inbox?q={quote(one)}" for one in texts]
    return [*found, *lists, *asked, *(f"/translations?post=x:{9000 + n}" for n in range(count))]


def watched(page: Any, seen: Counter[str], where: list[str], own: tuple[str, ...] = ()) -> None:
    """Report to `seen` whatever markup of a page does."""

    def note(kind: str, what: str) -> None:
        seen[kind] += 1
        if len(where) < 20:
            where.append(f"{kind}: {page.url[:120]}: {what[:160]}")

    page.expose_function("ran", lambda n=0: note("run", str(n)))
    page.on("dialog", lambda one: (note("dialog", one.message), one.dismiss()))
    page.on("request", lambda one: note("request", one.url) if one.url.startswith("http") and not one.url.startswith(own) else None)
    page.on("console", lambda one: note("refused by the policy", one.text) if "Security Policy" in one.text else None)


def unguarded(context: Any, texts: list[str]) -> int:
    """How many of the payloads do something in a page that guards nothing."""
    acting = 0
    context.route(f"{OUTSIDE}**", lambda route: route.abort())
    for text in texts:
        page = context.new_page()
        seen: Counter[str] = Counter()
        watched(page, seen, [])
        page.set_content(f"<!doctype html><title>x</title><p>{text}</p>", wait_until="load")
        page.wait_for_timeout(60)
        acting += bool(seen)
        page.close()
    return acting


def main() -> None:
    """Plant, open every page, count."""
    from playwright.sync_api import sync_playwright

    parser = options(__doc__ or "", count=len(FORMS) * len(WAYS_OUT), unit="payloads")
    parser.add_argument("--together", type=int, default=1, help="payloads in one field: fewer pages, and lists cut them short")
    parser.add_argument("--start", type=int, default=0, help="the first payload: go on where a run was broken off")
    stated = parser.parse_args()
    single = payloads(stated.count)[stated.start :]
    texts = ["".join(single[n : n + stated.together]) for n in range(0, len(single), stated.together)]
    with scratch() as folder, sync_playwright() as playwright:
        case = desk(folder, texts)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        control = Row("stored scripts, a page without guards", 0, f"{len(single)} payloads")
        acting = unguarded(browser.new_context(), single)
        control.note = f"{acting} of {len(single)} run or ask there: so much the campaign can see"
        rows = [control.end()]
        with served(case) as address:
            start = address.partition("/enter")[0]
            context = browser.new_context()
            context.set_default_timeout(PATIENCE_MS)
            page = context.new_page()
            page.goto(address)

            def shows(one: str) -> bool:
                """A page, and neither an act nor a download."""
                answer = context.request.get(f"{start}{one}")
                return answer.status != 405 and "attachment" not in answer.headers.get("content-disposition", "")

            every = addresses(case, texts, shows)
            told = f"{len(single)} payloads in every field, {stated.together} in one, {len(every):,} pages"
            row = Row("stored scripts, the desk", 0, told)
            seen: Counter[str] = Counter()
            where: list[str] = []
            watched(page, seen, where, (start, start.replace("localhost", "127.0.0.1")))
            status: Counter[int] = Counter()
            for n, one in enumerate(every):
                answer = page.goto(f"{start}{one}", wait_until="load")
                status[answer.status if answer else 0] += 1
                progress(n, len(every), every=100)
            row.violations = dict(seen)
            row.note = ", ".join(f"{count:,} answered {code}" for code, count in sorted(status.items()))
            rows.append(row.end())
        browser.close()
    for line in where:
        sys.stderr.write(line + "\n")
    say(rows, failed=bool(seen) or acting < len(single) // 2 or status[200] < len(every) // 2)


if __name__ == "__main__":
    main()
