"""Asking a time-stamping authority: the stamper `rfc3161`, and the one function that sends something out."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from firsthand.model.adapter import Adapter
from firsthand.model.errors import Unavailable
from firsthand.model.stamp import StampVerdict
from firsthand.shell.stamps import LARGEST_REPLY, check_stamp

SECONDS = 20


class Rfc3161:
    """See `desk.ports.Stamper`."""

    def request(self, data: bytes) -> bytes:
        """Make a request over SHA-256 of some bytes, with a fresh nonce, that asks for the certificates."""
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

        return TimestampRequestBuilder(data=data, hash_algorithm=HashAlgorithm.SHA256).build().as_bytes()

    def send(self, url: str, request: bytes) -> bytes:
        """Ask; see `post`."""
        return post(url, request)

    def check(self, reply: bytes, data: bytes, *, roots: bytes, request: bytes) -> StampVerdict:
        """Say what a reply proves of some bytes."""
        return check_stamp(reply, data, roots, request=request)


STAMPER = Adapter(
    kind="stamper", name="rfc3161", version="1", open=lambda _options: Rfc3161(),
    summary="Asks time-stamping authorities (RFC 3161) by HTTP for a stamp over the head of the ledger.",
    needs=("rfc3161-client", "asn1crypto"),
    losses=("whether a certificate was revoked is not asked",),
)  # fmt: skip


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A stamp is asked of the one who was named, of nobody else."""

    def redirect_request(self, *_args: Any, **_named: Any) -> None:
        return None


def post(url: str, body: bytes) -> bytes:
    """
    Send a request and give back the body of the reply, as it came.

    Bounds: one megabyte, twenty seconds, no redirects.

    Raises:
        Unavailable: Nobody answered, or not with a reply.
    """
    host = urlsplit(url).hostname or url
    opener = urllib.request.OpenerDirector()
    for one in (
        urllib.request.ProxyHandler(), urllib.request.HTTPHandler(), urllib.request.HTTPSHandler(), _NoRedirects(),
        urllib.request.HTTPDefaultErrorHandler(), urllib.request.HTTPErrorProcessor(), urllib.request.UnknownHandler(),
    ):  # fmt: skip
        opener.add_handler(one)
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply", "User-Agent": "firsthand"}
    asked = urllib.request.Request(url, data=body, headers=headers, method="POST")
    try:
        with opener.open(asked, timeout=SECONDS) as answer:
            return _bounded(answer, host)
    except urllib.error.HTTPError as error:
        error.close()
        told = "sends us to another address" if 300 <= error.code < 400 else f"answered {error.code}"
        raise _unavailable(f"{host} {told}", "not-stamped", "Look up the authority's address, and ask again later.") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise _unavailable(
            f"{host} cannot be reached ({type(reason).__name__})", "no-connection", "Run `firsthand stamp` when there is a connection."
        ) from None


def _bounded(answer: Any, host: str) -> bytes:
    until = time.monotonic() + SECONDS
    got = b""
    while part := answer.read1(65536):
        got += part
        if len(got) > LARGEST_REPLY:
            raise _unavailable(f"{host} answered with more than a time stamp", "not-stamped", "Check the authority's address.")
        if time.monotonic() > until:
            raise _unavailable(f"{host} answers too slowly", "no-connection", "Run `firsthand stamp` later.")
    return got


def _unavailable(message: str, code: str, advice: str) -> Unavailable:
    return Unavailable(message, code=code, advice=advice)
