"""
Write `reference/pages.md`: every page of the desk with what its JSON twin holds, asked of the desk itself over an invented case.

Run it after a page has changed: ``make reference``. With ``--check`` it writes nothing and ends with 1 when the page is not what the
desk answers.
"""

from __future__ import annotations

import inspect
import logging
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TOP = """# Pages and their twins

<!-- Made by docs/make_web.py. -->

Every page of [the desk in the browser](../recipes/desk.md) gives its value as JSON to who asks with `Accept: application/json` and the
cookie of the session. The role is the least that opens it in a team. No twin of a list says what anybody decided about a person; that
stands in `sources/ID`, one account at a time.
"""
MOST_DEEP = 3


def shape(value: Any, depth: int = 0) -> str:
    """A value in a few words: names and kinds, no content."""
    if isinstance(value, dict):
        if depth >= MOST_DEEP or not value:
            return "{…}"
        return "{" + ", ".join(f"{name}: {shape(one, depth + 1)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return f"[{_of_all(value, depth)}]" if value else "[]"
    kinds = ((bool, "truth"), (int, "number"), (float, "number"), (str, "text"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "null")


def _of_all(values: list[Any], depth: int) -> str:
    """The shape of all values of a list: which comes first may be chance."""
    if all(isinstance(one, dict) and one.keys() == values[0].keys() for one in values) and values[0] and depth < MOST_DEEP:
        return "{" + ", ".join(f"{name}: {_of_all([one[name] for one in values], depth + 1)}" for name in values[0]) + "}"
    return " or ".join(sorted({shape(one, depth) for one in values}, reverse=True))


def pages() -> str:
    """The whole page."""
    logging.disable()  # that a form is not asked for by GET is what is looked for
    with tempfile.TemporaryDirectory() as place:
        os.environ["FIRSTHAND_HOME"] = str(Path(place) / "home")
        browser, filled, routes = _desk(Path(place))
        lines = [TOP]
        for route in routes:
            address = route.address
            for hole, value in filled.items():
                address = address.replace(hole, value)
            words = " ".join((inspect.getdoc(inspect.unwrap(route.page)) or "").split("\n\n")[0].split())
            shown = f"/{route.address}".replace("<", "{").replace(">", "}")
            lines.append(f"## `{shown}`\n\n{words}\n" if words and not words.startswith("Return") else f"## `{shown}`\n")
            lines.append(f"Role: {route.least or 'none'}.")
            answer = browser.get(f"/{address}", headers={"Accept": "application/json"})
            kind = answer.headers.get("Content-Type", "")
            if answer.status_code == 405:
                lines.append("A form: POST only.\n")
            elif answer.status_code == 200 and kind.startswith("application/json"):
                told = sorted(answer.json().items())
                lines.append("\n" + "\n".join(f"- `{name}`: `{shape(one)}`" for name, one in told) + "\n")
            elif answer.status_code == 200:
                lines.append(f"Gives `{kind.partition(';')[0]}`.\n")
            else:
                lines.append("")
        return "\n".join(lines).rstrip() + "\n"


def _desk(place: Path) -> tuple[Any, dict[str, str], Any]:
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from firsthand.desk.claims import NewClaim, add_claim
    from firsthand.desk.removal import ask_erase
    from firsthand.desk.sealed import padded, seal
    from firsthand.model.ids import PostId
    from firsthand.testing.world import WORDS, make_desk, ready_story, take_in, twarc_lines
    from firsthand.web import jobs
    from firsthand.web.room import Room, open_room
    from firsthand.web.settings import settings_for

    settings.configure(**settings_for(place / "desk.sqlite", key="of the page", port=8765))
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    case = make_desk(place)
    export = place / "posts.jsonl"
    export.write_bytes(twarc_lines(WORDS))
    take_in(case, export)
    ready_story(case)
    claim = add_claim(case.desk, NewClaim(post=PostId("x:1001"), quote="يومين"), actor=case.ann)
    open_room(Room(case.desk, case.ann, "token", 8765))
    ask = ask_erase(case.desk, PostId("x:1001"), because="asked by mail", law="GDPR art. 17", actor=case.ann)
    kept = seal(case.desk, "x:1001", "contact", padded("0101"), actor=case.ann)
    job = jobs.ask(case.desk.root, "screen", {}, case.ann.name)
    browser = Client(HTTP_HOST="localhost:8765", raise_request_exception=False)
    browser.get("/enter?token=token")
    filled = {
        "<path:post>": "x:1001", "<path:account>": str(case.desk.views.post(PostId("x:1001"))["account"]),
        "<str:claim>": f"claim:{claim.seq}", "<str:run>": case.desk.views.runs("run")[0].id, "<str:verb>": "mark", "<int:job>": str(job),
        "<slug:slug>": "days", "<str:slug>": "days", "<str:upload>": "0" * 32, "<int:number>": "0", "<str:word>": "pause",
        "<slug:file>": "none", "<int:z>": "1", "<int:x>": "0", "<int:y>": "0", "<int:entry>": str(ask.seq), "<str:sealed>": str(kept.seq),
    }  # fmt: skip
    from firsthand.web.routes import ROUTES

    return browser, filled, ROUTES


def main() -> None:
    """Write, or check."""
    target = HERE / "reference" / "pages.md"
    told = pages()
    if "--check" in sys.argv:
        sys.exit(0 if target.exists() and target.read_text("utf-8") == told else 1)
    target.write_text(told, "utf-8")


if __name__ == "__main__":
    main()
