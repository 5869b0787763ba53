"""Files that no reader reads: what they are, by their first bytes, and what to do with them."""

from __future__ import annotations

import re
from typing import NamedTuple


class Known(NamedTuple):
    """
    A kind of file that is recognised and not read.

    Attributes:
        name: In a word.
        mark: What its first 512 bytes, without a byte order mark and white space before them, match.
        told: What it is and what to do; it follows the name and ``it is``.
    """

    name: str
    mark: re.Pattern[bytes]
    told: str


def _kind(name: str, mark: bytes, told: str) -> Known:
    return Known(name, re.compile(mark, re.DOTALL | re.IGNORECASE), told)


KINDS = (
    _kind("opentimestamps", rb"\x00OpenTimestamps\x00\x00Proof\x00",
          "a proof by OpenTimestamps. It is not checked here: keep it beside the file that it is about; `ots verify` checks it."),
    _kind("time-stamp", rb"\x30(?:[\x00-\x7f]|\x81.|\x82..).{0,200}?\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04",
          "a time stamp (RFC 3161) that somebody else got. Keep it beside the file that it is about; `openssl ts -verify` checks it."),
    _kind("time-stamp-request", rb"\x30(?:[\x00-\x7f]|\x81.|\x82..)\x02\x01\x01\x30",
          "a request for a time stamp (RFC 3161). It proves nothing without the reply."),
    _kind("time-stamp-refused", rb"\x30(?:[\x00-\x7f]|\x81.|\x82..)\x30(?:[\x00-\x7f]|\x81.)\x02\x01[\x00-\x05]",
          "a reply about a time stamp (RFC 3161) without a stamp in its beginning. `openssl ts -reply -text` shows what it says."),
    _kind("private-key", rb"-----BEGIN [A-Z ]*PRIVATE KEY-----",
          "a private key. Whoever has it can sign for its owner: tell the owner, and keep it out of the case."),
    _kind("certificate", rb"(?:[^-]{0,300})-----BEGIN (?:TRUSTED )?CERTIFICATE-----",
          "a certificate. It says whose signature or time stamp something bears; keep it beside that."),
    _kind("certificate-bytes", rb"\x30\x82..\x30\x82..\xa0\x03\x02\x01\x02\x02",
          "a certificate. It says whose signature or time stamp something bears; keep it beside that."),
    _kind("crawl-log", rb'\{"(?:timestamp":"[^"]{0,40}","logLevel|logLevel":"\w{1,12}","timestamp)":',
          "the log of a crawler: what it did, and not what anybody posted. Keep it beside the archive that it made."),
    _kind("encrypted", rb"(?:age-encryption\.org/|-----BEGIN (?:PGP MESSAGE|AGE ENCRYPTED)|Salted__|AES\x02)",
          "encrypted. Ask for the key by another way, open it on a machine that you trust, and collect what it holds."),
    _kind("bag", rb"BagIt-Version:",
          "the declaration of a BagIt bag. The files in it are looked at one by one; its checksums are not: `bagit.py --validate`."),
    _kind("checksums", rb"(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})[ \t]+[*.]?\S",
          "a list of checksums. Compare them where the files lie, for example with `sha256sum -c`."),
    _kind("ocfl", rb"(?:ocfl_(?:object_)?1\.\d|\{.{0,300}https://ocfl\.io/1\.\d)",
          "part of an archive in the layout of OCFL. The files in it are looked at one by one; its versions and checksums are not."),
    _kind("subtitles", rb"(?:WEBVTT|\d+\s*\r?\n\d\d:\d\d:\d\d[,.]\d{3} -->)",
          "subtitles without the description of their film. Collect the film with them, or: firsthand transcribe MEDIA --file FILE."),
    _kind("recording", rb"interactions:\s*\n\s*- ",
          "a recording of web requests by a test program. Ask for what the platform itself gives, or for a HAR file or a WACZ."),
    _kind("feed", rb"(?:<\?xml[^>]*>\s*)?(?:<!--.{0,300}?-->\s*)*<(?:rss|feed|rdf:RDF)\b",
          "a feed of a site (RSS or Atom), which holds short forms. Save the pages themselves, as a WACZ or a single file."),
    _kind("drawing", rb"(?:<\?xml[^>]*>\s*)?(?:<!--.{0,300}?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg\b",
          "a drawing (SVG), which is a program. Save it as PNG on a machine that you trust, and collect that."),
    _kind("parquet", rb"PAR[1E]",
          "a table in Parquet. Such files are read where the extra for them is installed: "
          "pip install 'firsthand[parquet]'. Then collect it again."),
    _kind("pdf", rb"%PDF-", "a PDF. Ask for the export that it was printed from; or type what matters: collect PAGE.png --typed."),
    _kind("database", rb"SQLite format 3\x00",
          "a database (SQLite), perhaps from inside an app. Ask for the app's own export; from a forensic tool, for its CSV."),
    _kind("packed", rb"(?:7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\xfd7zXZ\x00|\x28\xb5\x2f\xfd|BZh\d)",
          "a packed file of a kind that is not opened here. Unpack it on a machine that you trust, and collect the folder."),
    _kind("old-office", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
          "a file of an old office program or of Outlook. Save it as .xlsx, .csv or .eml, and collect that."),
    _kind("office-document", rb"PK\x03\x04.{0,400}(?:word/|ppt/|opendocument\.text)",
          "an office document. Collect what it was made from; or save a table in it as CSV."),
)  # fmt: skip
"""In order; the first that matches is told."""

_JSON = re.compile(rb"[\[{]")


def known(head: bytes) -> Known | None:
    """The kind of a file by its first bytes; None when they tell nothing."""
    bare = head.removeprefix(b"\xef\xbb\xbf")
    for kind in KINDS:
        if kind.mark.match(bare) or kind.mark.match(bare.lstrip()):
            return kind
    return None


def looks(head: bytes) -> str:
    """What can be said of a file that is of no known kind: JSON, words, or neither."""
    if _JSON.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()):
        return "It is JSON. When it is a list of messages, say which key holds what: --reader json-tables --columns text=KEY."
    try:
        words = head.decode("utf-8") if len(head) < 512 else head[:508].decode("utf-8", "ignore")
    except UnicodeDecodeError:
        return "`firsthand adapters` lists what can be read."
    if all(char.isprintable() or char.isspace() for char in words):
        return "It is plain text. When it holds a message, type it with --typed; when it holds many, ask for the export they came from."
    return "`firsthand adapters` lists what can be read."
