"""
What the campaign of stored scripts plants: texts that want to run in every field that a poster or a partner controls, and files that do.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from firsthand.desk.claims import NewClaim, add_claim, answer_claim
from firsthand.desk.day import add_note
from firsthand.desk.first_hand import type_statement
from firsthand.desk.matrix import NewFinding, add_finding
from firsthand.desk.story import NewCard, add_card, add_update, new_story
from firsthand.desk.translate import translate
from firsthand.model.ids import AccountId, PostId
from firsthand.testing.world import ANN, SmallCase, make_desk, take_in

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
SLUG = "bridge"
RUNS = b"<script xmlns='http://www.w3.org/1999/xhtml'>ran(1)</script><img src=x onerror=ran(1)><svg onload=ran(1)>"
FILES = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='ran(1)'><script>ran(1)</script></svg>",
    "html": b"<!doctype html>" + RUNS, "xhtml": b"<html xmlns='http://www.w3.org/1999/xhtml'><script>ran(1)</script></html>",
    "xml": b"<?xml version='1.0'?><a><script xmlns='http://www.w3.org/1999/xhtml'>ran(1)</script></a>", "txt": RUNS, "js": b"ran(1)",
    "pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj\ntrailer<</Root 1 0 R>>",
    "jpg": b"\xff\xd8\xff" + RUNS, "png": b"\x89PNG\r\n\x1a\n" + RUNS, "gif": b"GIF89a" + RUNS, "webp": b"RIFF\0\0\0\0WEBP" + RUNS,
    "mp4": b"\0\0\0\x18ftypmp42" + RUNS, "webm": b"\x1aE\xdf\xa3" + RUNS, "ogg": b"OggS" + RUNS, "mp3": b"ID3" + RUNS,
    "mht": b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + RUNS, "css": b"*{background:url(https://canary.example/css)}",
}  # fmt: skip
"""Files that run where they are opened as what they say, or as what their middle says; by ending."""


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
        process.wait(60)
        process.stderr.close()
