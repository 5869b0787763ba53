"""
One answer in HTTP/1.1, read within bounds.

Not `http.client`: it takes the first of two lengths, gives no deadline for the whole, and does not keep the head as it was
sent, which is evidence. What is read here is what a fetch needs and no more. Where RFC 9112 lets a reader be lenient and two
readers could differ (two lengths, a length beside chunks), the answer is stopped; what came until then is kept.
"""

from __future__ import annotations

import re
import socket
import ssl
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from firsthand.shell.broker.dial import Deadline, Stopped
from firsthand.shell.broker.terms import UNPACKED_FREE, Terms

BLOCK = 65_536
_STATUS = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2})(?: [^\r\n]*)?\r?\n")
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*\r?\n")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,12})[ \t]*(?:;[^\r\n]*)?\r?\n")
_LENGTH = re.compile(r"[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """
    The head of an answer.

    Attributes:
        fields: Names in lower case, values as UTF-8 where they are, else as Latin-1; in the order they came.
        raw: The bytes, up to and with the empty line.
    """

    status: int
    fields: tuple[tuple[str, str], ...]
    raw: bytes

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return [value for one, value in self.fields if one == name]

    def first(self, name: str) -> str:
        """The first value of a field, or nothing."""
        return next(iter(self.all(name)), "")


class Stream:
    """Bytes of a connection as they are asked for, with one deadline for all of them."""

    def __init__(self, sock: socket.socket, *, terms: Terms, deadline: Deadline) -> None:
        self._sock = sock
        self._terms = terms
        self._deadline = deadline
        self._held = bytearray()
        # Chunks can cost more than they carry; what is on the wire has its own bound.
        self._wire_left = 2 * terms.max_bytes + terms.max_head + 1_000_000

    def _receive(self) -> bytes:
        self._sock.settimeout(self._deadline.left(self._terms.idle_s))
        try:
            got = self._sock.recv(BLOCK)
        except TimeoutError:
            self._deadline.left(0.001)
            raise Stopped("silent", f"Nothing came for {self._terms.idle_s:.0f} s.") from None
        except ssl.SSLEOFError:
            raise Stopped("cut-short", "The connection was cut without TLS's closing note.") from None
        except OSError as error:
            raise Stopped("cut-short", f"The connection broke ({error}).") from None
        self._wire_left -= len(got)
        if self._wire_left < 0:
            raise Stopped("too-big", "More bytes came over the wire than any allowed answer needs.")
        return got

    def line(self, at_most: int, code: str = "head-long") -> bytes:
        """
        A line with its end.

        Raises:
            Stopped: It is longer (then with the code given), or the connection ends.
        """
        looked = 0
        while (end := self._held.find(b"\n", looked)) < 0:
            looked = len(self._held)
            if looked > at_most:
                break
            got = self._receive()
            if not got:
                raise Stopped("cut-short", "The connection ended inside the answer's head or chunks.")
            self._held += got
        if end < 0 or end >= at_most:
            raise Stopped(code, f"A line of the answer is longer than {at_most} bytes.")
        return self._take(end + 1)

    def some(self, at_most: int) -> bytes:
        """Up to so many bytes; none at the end."""
        if not self._held:
            self._held += self._receive()
        return self._take(min(at_most, len(self._held)))

    def _take(self, size: int) -> bytes:
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken

    def more_follows(self, seconds: float = 0.25) -> bool:
        """Whether bytes come after the end that the answer stated."""
        if self._held:
            return True
        try:
            self._sock.settimeout(self._deadline.left(seconds))
            return bool(self._sock.recv(1))
        except (OSError, Stopped):
            return False


def read_head(stream: Stream, *, terms: Terms) -> Head:
    """
    Read the head of the final answer; up to five interim ones (1xx) are passed over.

    Raises:
        Stopped: It is not HTTP/1, too long, or has too many fields.
    """
    for _ in range(6):
        head = _one_head(stream, terms)
        if head.status >= 200:
            return head
    raise Stopped("not-http", "The server sends interim answers and no final one.")


def _one_head(stream: Stream, terms: Terms) -> Head:
    first = stream.line(min(terms.max_head, 8_192), "not-http")
    status = _STATUS.fullmatch(first)
    if not status:
        raise Stopped("not-http", f"What came is no HTTP/1 answer: it begins with {first[:24]!r}.")
    raw, fields = bytearray(first), list[tuple[str, str]]()
    while True:
        line = stream.line(terms.max_head - len(raw))
        raw += line
        if line in (b"\r\n", b"\n"):
            return Head(status=int(status[1]), fields=tuple(fields), raw=bytes(raw))
        if line[:1] in b" \t" and fields:  # a folded field; RFC 9112 5.2 lets a reader join it by a space
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {_text(line.strip())}")
        elif found := _FIELD.fullmatch(line):
            fields.append((found[1].decode("ascii").lower(), _text(found[2])))
        else:
            raise Stopped("bad-head", f"A line of the head is no field: {line[:40]!r}.")
        if len(fields) > terms.max_fields:
            raise Stopped("head-long", f"The head has more than {terms.max_fields} fields.")


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def read_body(stream: Stream, head: Head, body: bytearray, *, terms: Terms) -> None:
    """
    Read the body into `body`, which holds what came also when it is stopped.

    Args:
        body: Receives the bytes without their chunks, and as packed as they were sent.

    Raises:
        Stopped: Too big, cut short, two lengths, or unpacking to too much.
    """
    coding = head.first("content-encoding")
    unpacked = Unpacked(coding, terms) if knows(coding) else None
    for block in _blocks(stream, head, terms):
        body += block
        if len(body) > terms.max_bytes:
            del body[terms.max_bytes :]
            raise Stopped("too-big", f"The body is longer than {terms.max_bytes} bytes.")
        for _ in unpacked.pieces(block) if unpacked else ():
            pass
    if unpacked:
        unpacked.end()


def _blocks(stream: Stream, head: Head, terms: Terms) -> Iterator[bytes]:
    codings, lengths = head.all("transfer-encoding"), head.all("content-length")
    if len(lengths) > 1 or (codings and lengths):
        raise Stopped("two-lengths", "The answer states its length in two ways.")
    if codings:
        if [one.strip().lower() for one in codings] != ["chunked"]:
            raise Stopped("bad-coding", f"The answer is sent in a way that was not asked for: {codings!r}.")
        yield from _chunks(stream, terms)
    elif lengths:
        if not _LENGTH.fullmatch(lengths[0]):
            raise Stopped("two-lengths", f"The stated length is no number: {lengths[0][:40]!r}.")
        if int(lengths[0]) > terms.max_bytes:
            raise Stopped("too-big", f"The body is said to have {lengths[0]} bytes; {terms.max_bytes} are allowed.")
        yield from _exact(stream, int(lengths[0]))
        if stream.more_follows():
            raise Stopped("bytes-after-end", "More bytes came than the stated length.")
    elif head.status not in (204, 304):
        came = False
        while block := stream.some(BLOCK):
            came = True
            yield block
        if not came and head.status == 200:
            raise Stopped("no-body", "The answer states no length and has no body.")


def _exact(stream: Stream, size: int) -> Iterator[bytes]:
    while size:
        block = stream.some(min(size, BLOCK))
        if not block:
            raise Stopped("cut-short", f"The connection ended {size} bytes before the stated end.")
        size -= len(block)
        yield block


def _chunks(stream: Stream, terms: Terms) -> Iterator[bytes]:
    while True:
        found = _CHUNK.fullmatch(stream.line(1_024, "bad-chunk"))
        if not found:
            raise Stopped("bad-chunk", "The length of a chunk cannot be read.")
        size = int(found[1], 16)
        if not size:
            break
        if size > terms.max_bytes:
            raise Stopped("too-big", f"A chunk is said to have {size} bytes; {terms.max_bytes} are allowed.")
        yield from _exact(stream, size)
        if stream.line(2, "bad-chunk") not in (b"\r\n", b"\n"):
            raise Stopped("bad-chunk", "A chunk is longer than it says.")
    left = terms.max_head
    while (line := stream.line(left)) not in (b"\r\n", b"\n"):
        left -= len(line)


@dataclass(slots=True)
class Unpacked:
    """
    How much a packed body unpacks to, counted as it comes; nothing of it is kept.

    Identity was asked for. A server that packs all the same is read, within `Terms.max_ratio` and `Terms.max_bytes`.
    """

    coding: str
    terms: Terms
    taken: int = 0
    given: int = 0
    _machine: zlib._Decompress | None = field(default=None, init=False)

    def pieces(self, block: bytes) -> Iterator[bytes]:
        """
        Unpack one more block, in counted pieces of bounded size.

        Raises:
            Stopped: It unpacks to too much, or cannot be unpacked.
        """
        self.taken += len(block)
        while block:
            if self._machine is None or self._machine.eof:
                # "deflate" is zlib by RFC 9110 8.4.1.2, and bare deflate by many servers: zlib begins with 0x?8.
                bare = self.coding.strip().lower() == "deflate" and block[0] & 15 != 8
                self._machine = zlib.decompressobj(-15 if bare else 47)
            full = True
            while full:
                try:
                    out = self._machine.decompress(block, BLOCK)
                except zlib.error as error:
                    raise Stopped("bad-coding", f"The body cannot be unpacked ({error}).") from None
                self._count(len(out))
                yield out
                block, full = self._machine.unconsumed_tail, len(out) == BLOCK
            block = self._machine.unused_data

    def _count(self, size: int) -> None:
        self.given += size
        if self.given > self.terms.max_bytes:
            raise Stopped("bomb", f"The body unpacks to more than {self.terms.max_bytes} bytes.")
        if self.given > UNPACKED_FREE and self.given > self.terms.max_ratio * self.taken:
            raise Stopped("bomb", f"The body unpacks to more than {self.terms.max_ratio} times its size.")

    def end(self) -> None:
        """
        Look whether the packed stream came to its end.

        Raises:
            Stopped: It did not.
        """
        if self._machine is not None and not self._machine.eof:
            raise Stopped("cut-short", "The packed body ends before its end.")


def knows(coding: str) -> bool:
    """Whether a content coding can be unpacked here."""
    return coding.strip().lower() in ("gzip", "x-gzip", "deflate")


def unpack(body: bytes, coding: str, *, terms: Terms) -> bytes:
    """
    A packed body unpacked, within the same limits.

    Raises:
        Stopped: The coding is unknown, or the limits are passed.
    """
    if coding.strip().lower() in ("", "identity"):
        return body
    if not knows(coding):
        raise Stopped("bad-coding", f"The body is packed in a way that was not asked for: {coding!r}.")
    state = Unpacked(coding, terms)
    whole = b"".join(state.pieces(body))
    state.end()
    return whole
