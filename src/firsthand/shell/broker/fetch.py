"""
One fetch: a page or a file asked for once, or a few bytes handed to a service that answers, and a record of how it came.

Theory. Each hop is judged as if it were the first: its text, its addresses, its port. A fetch never raises for what the world
does: it gives a record that says how far it came and why it stopped, with the bytes that came until then, for a refused
redirect or a cut body is evidence too. `Fetched.whole` is for callers who want all or nothing.

Nothing identifies the desk: no cookies, no referrer, one user agent for everybody, no language. A ``Refresh`` field, a page's
own redirects and anything else inside a body are never followed. Where something is sent, no redirect is followed either: what
was meant for one is told to nobody else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from firsthand.model.errors import Mistaken, Refused, Unavailable
from firsthand.shell.broker.addresses import Denial
from firsthand.shell.broker.dial import Deadline, Stopped, dial, refuse, secure
from firsthand.shell.broker.targets import Target, check_url
from firsthand.shell.broker.terms import Allowance, Route, Terms
from firsthand.shell.broker.wire import Head, Stream, read_body, read_head, unpack
from firsthand.shell.world import SystemClock

USER_AGENT = "Mozilla/5.0 (compatible)"
"""The same for every desk and version: a server's log tells nobody who was interested in a page."""

KEPT = frozenset({
    "age", "cache-control", "content-disposition", "content-encoding", "content-language", "content-length", "content-type",
    "date", "etag", "last-modified", "link", "location", "memento-datetime", "refresh", "retry-after", "server",
    "transfer-encoding", "via", "x-robots-tag",
})  # fmt: skip
"""Fields that stand in the custody line. The whole head is kept beside the body, cookies included."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})

MAX_SENT = 65_536
"""Bytes that may be sent with POST."""

_MEDIA = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """
    What is sent with POST.

    Attributes:
        body: At most `MAX_SENT` bytes.
        media: Type and subtype, in lower case and without parameters.

    Raises:
        Mistaken: One of them is not so.
    """

    body: bytes
    media: str

    def __post_init__(self) -> None:
        if len(self.body) > MAX_SENT:
            raise Mistaken(f"{len(self.body)} bytes are not sent.", code="bad-post", advice=f"At most {MAX_SENT} are.")
        if not _MEDIA.fullmatch(self.media):
            raise Mistaken(f"{self.media[:80]!r} is no media type.", code="bad-post", advice="Write type/subtype.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """
    One request on the way.

    Attributes:
        url: As it was understood and asked for.
        address: Connected to; empty when a proxy resolved the name, or when it never came to that.
        status: Three digits; 0 when no answer came.
        at: UTC, before the connection was opened.
        fields: Of the head, those in `KEPT`.
    """

    url: str
    address: str
    port: int
    status: int
    at: datetime
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """
    What a fetch brought, whole or not.

    Attributes:
        asked: The address as the caller wrote it.
        hops: In order; empty when the address itself was refused.
        head: Of the last answer, as received.
        body: Of the last answer, without its chunks, and as packed as it was sent.
        digest: SHA-256 of `body`, in hex.
        coding: How `body` is packed; empty when it is not.
        through: The proxy, or empty.
        stop: Why it ended early; None when everything came.
        refused: Whether a rule of the broker stopped it; else the world did.
        started, ended: UTC.
        sent_bytes, sent_digest: Of what was sent with POST, SHA-256 in hex; 0 and empty: it was asked for by GET.
    """

    asked: str
    hops: tuple[Hop, ...]
    head: bytes
    body: bytes
    digest: str
    coding: str
    through: str
    stop: Denial | None
    refused: bool
    started: datetime
    ended: datetime
    sent_bytes: int = 0
    sent_digest: str = ""

    @property
    def status(self) -> int:
        """Of the last answer; 0 when there is none."""
        return self.hops[-1].status if self.hops else 0

    def whole(self) -> bytes:
        """
        The body, if all of it came and the server said 2xx.

        Raises:
            Refused: A rule stopped the fetch.
            Unavailable: The world did, or the server gave no page.
        """
        if self.stop and self.refused:
            raise Refused(
                f"{self.asked} is not fetched: {self.stop.why} [{self.stop.code}]", code="fetch-refused",
                advice="Save the page in a browser and collect the file.",
            )  # fmt: skip
        why = f"{self.stop.why} [{self.stop.code}]" if self.stop else f"the server answered {self.status}."
        if self.stop or not 200 <= self.status < 300:
            raise Unavailable(f"{self.asked} did not come whole: {why}", code="fetch-failed", advice="Try again later.")
        return self.body

    def unpacked(self, *, terms: Terms | None = None) -> bytes:
        """
        The body unpacked, within limits.

        Raises:
            Unavailable: It cannot be.
        """
        try:
            return unpack(self.body, self.coding, terms=terms or Terms())
        except Stopped as stop:
            raise Unavailable(
                f"{self.asked} cannot be unpacked: {stop}",
                code="fetch-failed",
                advice="The bytes as received are kept.",
            ) from None

    def custody(self) -> dict[str, Any]:
        """The record as JSON values, without the bytes: for the entry of a run. Times RFC 3339, UTC."""
        return {
            "asked": self.asked, "method": "POST" if self.sent_digest else "GET",
            "sent_bytes": self.sent_bytes, "sent_digest": self.sent_digest,
            "hops": [
                {"url": one.url, "address": one.address, "port": one.port, "status": one.status, "at": stamp(one.at),
                 "fields": [list(pair) for pair in one.fields]}
                for one in self.hops
            ],
            "size_bytes": len(self.body), "digest": self.digest, "head_digest": hashlib.sha256(self.head).hexdigest(),
            "coding": self.coding, "through": self.through,
            "stop": self.stop and {"code": self.stop.code, "why": self.stop.why}, "refused": self.refused,
            "started": stamp(self.started), "ended": stamp(self.ended),
        }  # fmt: skip


def stamp(at: datetime) -> str:
    """RFC 3339 in UTC, milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def fetch(
    url: str, *, sent: Sent | None = None, terms: Terms | None = None, route: Route | None = None, allow: Collection[Allowance] = ()
) -> Fetched:
    """
    Fetch one address: by GET, or by POST when something is sent.

    Args:
        route: The proxy to go through; else directly.
        allow: For tests only, see `Allowance`.

    Returns:
        Always a record; look at `stop`, or call `whole`.
    """
    return _Fetch(terms or Terms(), route, tuple(allow), sent).run(url)


class _Fetch:
    """The state of one fetch."""

    def __init__(self, terms: Terms, route: Route | None, allow: tuple[Allowance, ...], sent: Sent | None) -> None:
        self.terms, self.route, self.allow, self.sent = terms, route, allow, sent
        self.clock = SystemClock()
        self.deadline = Deadline(terms.total_s)
        self.hops: list[Hop] = []
        self.head: Head | None = None
        self.body = bytearray()

    def run(self, url: str) -> Fetched:
        started, stop, refused = self.clock.now(), None, False
        try:
            self._follow(self._check(url))
        except Stopped as stopped:
            stop, refused = stopped.denial, stopped.refused
        body = bytes(self.body)
        return Fetched(
            asked=url, hops=tuple(self.hops), head=self.head.raw if self.head else b"", body=body,
            digest=hashlib.sha256(body).hexdigest(), coding=self.head.first("content-encoding") if self.head else "",
            through=str(self.route or ""), stop=stop, refused=refused, started=started, ended=self.clock.now(),
            sent_bytes=len(self.sent.body) if self.sent else 0,
            sent_digest=hashlib.sha256(self.sent.body).hexdigest() if self.sent else "",
        )  # fmt: skip

    def _check(self, url: str) -> Target:
        onion = self.route is not None and self.route.kind == "socks5h"
        target = check_url(url, ports=self.terms.ports, allow=self.allow, onion=onion)
        if isinstance(target, Denial):
            raise refuse(target)
        return target

    def _follow(self, target: Target) -> None:
        seen: set[str] = set()
        while True:
            if target.url in seen:
                raise Stopped("redirect-loop", f"{target.url} leads back to itself.", refused=True)
            seen.add(target.url)
            head = self._ask(target)
            where = head.first("location")
            if head.status not in REDIRECTS or not where:
                return
            if self.sent:
                raise Stopped("redirect", f"{target.host} leads elsewhere, and what was sent is meant for it alone.", refused=True)
            if len(self.hops) > self.terms.max_redirects:
                raise Stopped("redirects", f"More than {self.terms.max_redirects} redirects.", refused=True)
            target = self._next(target, where)

    def _next(self, target: Target, where: str) -> Target:
        """Where an answer leads. White space is no part of an address, and servers do not always know it."""
        try:
            after = self._check(urljoin(target.url, where.strip().replace(" ", "%20")))
        except ValueError:
            raise Stopped("url-host", "The answer leads to what is no address.", refused=True) from None
        if target.scheme == "https" and after.scheme == "http" and not self.terms.downgrade:
            raise Stopped("downgrade", f"{target.url} leads from https to http.", refused=True)
        return after

    def _ask(self, target: Target) -> Head:
        """One request; the body is read unless the answer leads elsewhere."""
        self.head = None
        self.hops.append(Hop(url=target.url, address="", port=target.port, status=0, at=self.clock.now()))
        line = dial(target, terms=self.terms, deadline=self.deadline, allow=self.allow, route=self.route)
        self.hops[-1] = replace(self.hops[-1], address=str(line.address or ""))
        if target.scheme == "https":
            line = secure(line, target, terms=self.terms, deadline=self.deadline)
        with line.sock as sock:
            try:
                sock.settimeout(self.deadline.left(self.terms.idle_s))
                sock.sendall(request(target, self.sent))
            except OSError as error:
                raise Stopped("cut-short", f"{target.host} did not take the request ({error}).") from None
            stream = Stream(sock, terms=self.terms, deadline=self.deadline)
            self.head = head = read_head(stream, terms=self.terms)
            kept = tuple((name, value[:2_000]) for name, value in head.fields if name in KEPT)
            self.hops[-1] = replace(self.hops[-1], status=head.status, fields=kept)
            if head.status not in REDIRECTS or not head.first("location"):
                read_body(stream, head, self.body, terms=self.terms)
        return head


def request(target: Target, sent: Sent | None = None) -> bytes:
    """The request as it goes over the wire. It says nothing of who asks."""
    more = f"Content-Type: {sent.media}\r\nContent-Length: {len(sent.body)}\r\n" if sent else ""
    return (
        f"{'POST' if sent else 'GET'} {target.path} HTTP/1.1\r\nHost: {target.authority}\r\nUser-Agent: {USER_AGENT}\r\n"
        f"Accept: */*\r\nAccept-Encoding: identity\r\n{more}Connection: close\r\n\r\n"
    ).encode("ascii") + (sent.body if sent else b"")
