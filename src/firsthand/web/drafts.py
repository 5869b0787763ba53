"""Stories as they would be published now: made once for what lies there, shown in a frame from the host of outside bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from firsthand.desk.publish import Draft, check_story, draft_story
from firsthand.shell.preview import as_printed, type_of
from firsthand.shell.stories import StoryFolder
from firsthand.story.lint import Problem
from firsthand.web.room import Room, room

SALT = "firsthand.draft"
GOOD_FOR_S = 60 * 60
KEPT = 4
VIEWS = {"wide": "index.html", "phone": "index.html", "text": "text/index.html", "confirmed": "confirmed/index.html", "print": "index.html"}
"""How a draft can be looked at, and the page that is shown."""

_made: OrderedDict[tuple[str, str], tuple[str, Draft]] = OrderedDict()
_turn = threading.Lock()


def draft(slug: str) -> Draft:
    """
    A story as it would be published now; the last one while no file and no entry has changed.

    Raises:
        NotFound: There is no such story.
    """
    return _draft(room(), slug)


def problems(slug: str) -> Sequence[Problem]:
    """What stands in the way of a story: of its draft while that is fresh, else asked anew, which is cheaper than a draft."""
    here = room()
    with _turn:
        held = _made.get((str(here.root), slug))
        fresh = held is not None and held[0] == _version(here, slug)
    return held[1].problems if held is not None and fresh else check_story(here.desk, slug)


def _version(here: Room, slug: str) -> str:
    return f"{StoryFolder(here.root / 'stories').version(slug)} {here.desk.book.size()}"


def _draft(here: Room, slug: str) -> Draft:
    key = (str(here.root), slug)
    with _turn:
        version = _version(here, slug)
        held = _made.get(key)
        if held is None or held[0] != version:
            held = (version, draft_story(here.desk, slug, leaks=False))
            _made[key] = held
            while len(_made) > KEPT:
                _made.popitem(last=False)
        return held[1]


def address(slug: str, language: str, view: str) -> str:
    """Where the frame finds a page of a draft, for `GOOD_FOR_S` seconds."""
    told = signing.dumps([str(room().root), slug, "print" if view == "print" else "site"], salt=SALT)
    return f"{room().media}/draft/{told}/{language}/{VIEWS[view]}"


def page(request: HttpRequest) -> HttpResponse:
    """
    Answer one file of a draft under the host of outside bytes: signed, without cookies, without script.

    The page's own policy lets it load its styles, fonts and pictures from beside it; only the desk may frame it.
    """
    token, _, name = request.path.removeprefix("/draft/").partition("/")
    try:
        root, slug, kind = signing.loads(token, salt=SALT, max_age=GOOD_FOR_S)
        here = room_of(root)
        data = _draft(here, slug).pages.get(name) if here else None
    except (signing.BadSignature, ValueError):
        here, data = None, None
    if here is None or data is None:
        return HttpResponseNotFound("Not here, or not any more: open the story from the desk again.", content_type="text/plain")
    answer = HttpResponse(as_printed(name, data) if kind == "print" else data, content_type=type_of(name))
    answer.headers["Content-Security-Policy"] = (
        f"sandbox; default-src 'none'; style-src {here.media}; font-src {here.media}; img-src {here.media}; "
        f"frame-ancestors {here.site}"
    )
    # Fonts of a sandboxed page are asked for by nobody in particular.
    answer.headers["Access-Control-Allow-Origin"] = "null"
    return answer


def room_of(root: str) -> Room | None:
    """The room of a case that is on the table here."""
    from firsthand.web.room import rooms

    return next((one for one in rooms() if str(one.root) == root), None)
