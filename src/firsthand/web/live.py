"""
News, as it happens: one stream of server-sent events for each open page, of counts and never of content. On a server it also says who else
is at the post that the person reads, and who has decided about it since the page was made.

A page that falls behind loses nothing: an event says how things stand now, counted from the entry at which the page was made. There
are `MOST` streams at the most, on a server `MOST_OF_ALL` and `MOST_EACH` of one person; one more is told to stay away, and its page
works as it does without script.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext, override

from firsthand.model.errors import Mistaken
from firsthand.web import jobs
from firsthand.web.room import Room, room

MOST, MOST_OF_ALL, MOST_EACH = 12, 100, 4
LOOK_S, BREATH_LOOKS = 1.5, 10
MOST_HEARD = 500
"""Subjects whose last decision is remembered for one page."""
LONGEST_LOOKS = 2400
"""An hour; the page asks again by itself."""
_open: list[str] = []
"""Who listens, once for each stream."""


class News:
    """
    What has happened since an entry.

    Attributes:
        posts, others: Posts that came in; decisions of other people.
        decided: By subject, the last of those decisions: its entry and who made it.
        listener: Who is told.
    """

    def __init__(self, here: Room, since: int) -> None:
        self.listener = here.actor.name
        self._here, self._next = here, max(since, 0)
        self._day = reverse("day")
        self._inbox, self._audit = reverse("inbox"), reverse("audit")  # now: nobody asks for a case while the stream runs
        self._posts = reverse("post", args=["-"])[:-1]
        self.posts = self.others = 0
        self.decided: dict[str, tuple[int, str]] = {}
        self._told, self._part = dict[str, Any](), ""

    def look(self) -> dict[str, Any]:
        """How things stand: lines with words and the page that shows them, and the work in hand."""
        here = self._here
        if here.desk.book.size() > self._next:
            for entry in here.desk.book.entries(since=self._next):
                self._next = entry.seq + 1
                detail = entry.detail
                if entry.kind == "run":
                    self.posts += int((detail.get("counts") or {}).get("posts", 0))
                elif (detail.get("actor") or {}).get("name") != here.actor.name and (detail.get("actor") or {}).get("kind") != "tool":
                    self.others += 1
                    self._heard(str(detail.get("subject", "")), entry.seq, str((detail.get("actor") or {}).get("name", "")))
        running = jobs.running(here.desk.root)
        state = [[one["job"], one["state"], one["what"], one["done"]] for one in running]
        return {
            "lines": self._lines(), "work": state, "ended": jobs.newest_end(here.desk.root), "entries": self._next,
            **({"near": self._near()} if here.near else {}),
        }  # fmt: skip

    def _heard(self, subject: str, entry: int, name: str) -> None:
        self.decided.pop(subject, None)
        self.decided[subject] = entry, name
        while len(self.decided) > MOST_HEARD:
            del self.decided[next(iter(self.decided))]

    def _near(self) -> dict[str, Any] | None:
        """Who else is at the post, who decided about it meanwhile, and both as a part of the page."""
        found = self._here.near() if self._here.near else None
        if found is None:
            return None
        entry, by = self.decided.get(found["post"], (None, ""))
        told = {**found, "decided": {"entry": entry, "by": by} if entry is not None else None}
        if told != self._told:
            address = f"{self._posts}{quote(found['post'], safe=':/@')}"
            self._told, self._part = told, render_to_string("team/_reading.html", {**told, "address": address}).strip()
        return {**told, "part": self._part}

    def _lines(self) -> list[dict[str, str]]:
        lines = []
        if self.posts:
            told = ngettext("%(n)d new post", "%(n)d new posts", self.posts) % {"n": self.posts}
            lines.append({"words": told, "address": f"{self._inbox}?order=newest"})
        if self.others:
            told = ngettext("%(n)d decision by others", "%(n)d decisions by others", self.others) % {"n": self.others}
            lines.append({"words": told, "address": self._audit})
        if self._here.waits and (waits := self._here.waits()):
            told = ngettext("%(n)d thing waits for you", "%(n)d things wait for you", waits) % {"n": waits}
            lines.append({"words": told, "address": self._day})
        return lines


def live(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The stream; how things stand now to who asks for JSON."""
    since = request.GET.get("since", "")
    if since and (not since.isascii() or not since.isdigit() or len(since) > 12):
        raise Mistaken(f"{since!r} is no number of an entry.", code="bad-entry", advice="Open the page again.")
    here = room()
    news = News(here, int(since) if since else here.desk.book.size())
    if "text/event-stream" not in request.headers.get("Accept", ""):
        return JsonResponse(news.look())
    if _full(here):
        return HttpResponse(status=204)  # a browser that is told so does not ask again
    still = getattr(request, "still", None)
    sent = StreamingHttpResponse(events(news, get_language() or "en", still=still), content_type="text/event-stream")
    sent.headers["X-Accel-Buffering"] = "no"
    return sent


async def events(
    news: News, language: str, *, looks: int = LONGEST_LOOKS, pause_s: float = LOOK_S, still: Callable[[], bool] | None = None
) -> AsyncIterator[bytes]:
    """
    The events of one stream; something is sent when something has changed, and a breath from time to time.

    Args:
        still: Whether who listens may still be here; asked at each look, and the stream ends when not. None: nobody is turned out.
    """

    def look() -> dict[str, Any] | None:
        if still is not None and not still():
            return None
        with override(language):
            return news.look()

    last: dict[str, Any] = {}
    with _counted(news.listener):
        for number in range(looks):
            told = await sync_to_async(look)()
            if told is None:
                yield b"event: closed\ndata: {}\n\n"
                return
            if told != last:
                first, last = not last, told
                if not first or told["lines"] or told["work"] or told.get("near"):
                    yield f"event: news\ndata: {json.dumps(told, ensure_ascii=False)}\n\n".encode()
            elif number % BREATH_LOOKS == 0:
                yield b": still here\n\n"
            await asyncio.sleep(pause_s)


@contextmanager
def _counted(listener: str) -> Iterator[None]:
    _open.append(listener)
    try:
        yield
    finally:
        _open.remove(listener)


def _full(here: Room) -> bool:
    """Whether one stream more is too many."""
    if not here.name:
        return len(_open) >= MOST
    return len(_open) >= MOST_OF_ALL or _open.count(here.actor.name) >= MOST_EACH
