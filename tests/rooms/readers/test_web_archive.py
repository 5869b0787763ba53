"""Web archives: every record is an item, what is odd is said, and a broken record costs itself."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import zlib

import pytest

from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.har import ADAPTER as HAR
from firsthand.readers.seam import Setting
from firsthand.readers.web_archive import ADAPTER
from firsthand.readers.web_pages import BODY_BYTES, http_answer, page_id
from firsthand.testing.files import MemoryFiles

HTML = "<title>أورادش</title><p>نحن هنا</p>".encode()
STATUS = json.dumps(
    {
        "id": "1", "uri": "https://social.example/users/m/statuses/1", "content": "<p>بخير</p>", "visibility": "public",
        "created_at": "2041-03-14T05:55:00.000Z", "account": {"id": "9", "acct": "m", "url": "https://social.example/@m"},
    }
).encode()  # fmt: skip


def http(body: bytes = HTML, head: str = "Content-Type: text/html\r\n", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def rec(
    block: bytes | None = None, *, kind: str = "response", uri: str = "http://a.example/", length: object = None,
    extra: str = "", number: int = 1, version: str = "WARC/1.1",
) -> bytes:  # fmt: skip
    block = http() if block is None else block
    head = (
        f"{version}\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2041-03-14T06:00:00Z\r\n"
        f"WARC-Target-URI: {uri}\r\n{extra}Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def read(data: bytes, name: str = "a.warc", **more: bytes) -> tuple[list[Item | Rejected], list[Gap]]:
    files = MemoryFiles({name: data, **more})
    reader = ADAPTER.open(ADAPTER.options())
    outs = [one for find in reader.find(files) for one in reader.read(files, find, Setting())]
    return [one for one in outs if not isinstance(one, Gap)], [one for one in outs if isinstance(one, Gap)]


def kinds(rows: list[Item | Rejected]) -> list[str]:
    return [row.code if isinstance(row, Rejected) else "post" if row.posts else "item" for row in rows]


def test_a_page_is_a_post_of_the_web() -> None:
    """Title and words, the capture as a mark, the id of address and capture; when it was posted is not known."""
    ((row,), gaps) = read(rec())

    (post,) = row.posts  # type: ignore[union-attr]
    assert gaps == []
    assert post.id == "web:20410314060000/http://a.example/"
    assert post.text == "أورادش\n\nنحن هنا"
    assert post.posted.at is None
    assert {"page", "captured:2041-03-14T06:00:00Z", "title:أورادش"} <= set(post.marks)


def test_a_platforms_answer_is_its_post() -> None:
    """Another reader knows the answer: the post keeps its platform, and the record is its capture."""
    ((row,), _) = read(rec(http(STATUS, "Content-Type: application/activity+json\r\n")))

    assert [post.id for post in row.posts] == ["activitypub:https://social.example/users/m/statuses/1"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (rec(length=10**12), "cut-off"), (rec(length=-5), "bad-length"), (rec(length="many"), "bad-length"),
        (rec(length=3), "bad-length"), (rec(version="HTTP/1.1"), "no-version"),
        (rec(extra="X-Long: " + "a" * 1_000_000 + "\r\n"), "head-too-large"),
        (rec(extra="".join(f"X-{n}: 1\r\n" for n in range(5000))), "head-too-large"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("packed", [False, True])
def test_a_broken_record_costs_itself(bad: bytes, code: str, packed: bool) -> None:
    """The records before and behind it are read; packed or not."""
    parts = [rec(number=1), bad, rec(number=3)]
    rows, _ = read(b"".join(gzip.compress(one, mtime=0) if packed else one for one in parts))

    assert kinds(rows) == ["post", code, "post"]


def test_what_is_odd_is_said() -> None:
    """Two lengths, a slipped-in field, one id twice, a wrong and an unknown digest, a revisit of nothing."""
    right = base64.b32encode(hashlib.sha1(http()).digest()).decode()
    for record, code in (
        (rec(extra="Content-Length: 1\r\n"), "two-lengths"),
        (rec(uri="http://a.example/\r\nX-Evil: 1"), "odd-head"),
        (rec() + rec(uri="http://b.example/"), "same-record-id"),
        (rec(extra="WARC-Payload-Digest: sha256:" + "A" * 52 + "\r\n"), "digest-mismatch"),
        (rec(extra="WARC-Block-Digest: sha999:AAAA\r\n"), "digest-unknown"),
        (rec(b"", kind="revisit", extra="WARC-Refers-To-Target-URI: http://none.example/\r\n"), "missing-original"),
        (gzip.compress(rec() + rec(number=2)), "one-gzip-member"),
    ):
        assert [gap.code for gap in read(record)[1]] == [code]
    assert read(rec(extra=f"WARC-Block-Digest: sha1:{right}\r\n"))[1] == []


def test_a_bomb_in_a_record_is_not_unpacked() -> None:
    """A gzip member, and an answer's own packing, end at their bounds; what is around them is read."""
    zeros = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = zeros.compress(bytes(80 << 20)) + zeros.flush()

    rows, _ = read(gzip.compress(rec()) + bomb + gzip.compress(rec(number=2)))
    answer = http_answer(http(bomb, "Content-Encoding: gzip\r\n"))

    assert kinds(rows) == ["post", "too-large", "post"]
    assert len(answer.body) == BODY_BYTES
    assert answer.flaw


def test_a_packed_file_that_was_cut() -> None:
    """Whole records come out, and the end is named."""
    rows, _ = read(gzip.compress(b"".join(rec(number=n) for n in range(50)))[:-20])

    assert kinds(rows)[-1] == "cut-off"
    assert kinds(rows).count("post") >= 40


def test_a_record_spread_over_gzip_members() -> None:
    """Some programs pack head and block apart; it is one record with one place."""
    whole = rec()
    data = gzip.compress(whole[:150], mtime=0) + gzip.compress(whole[150:], mtime=0)

    ((row,), _) = read(data + gzip.compress(rec(number=2), mtime=0)[:0])

    assert (row.start, row.length) == (0, len(data))
    assert kinds([row]) == ["post"]


def test_chunks_that_lie_do_no_harm() -> None:
    """What is there is kept, and said."""
    block = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\nFFFFFFFF\r\nhi"
    ((row,), gaps) = read(rec(block))

    assert row.posts[0].text == "hi"  # type: ignore[union-attr]
    assert [gap.code for gap in gaps] == ["packed"]


def test_a_wacz_says_what_it_lacks() -> None:
    """A page without a record, a file that was changed, a file that is not there."""
    warc = rec()
    package = {
        "profile": "data-package", "wacz_version": "1.1.1",
        "resources": [{"path": "archive/a.warc", "hash": "sha256:" + "0" * 64}, {"path": "indexes/index.cdx", "hash": ""}],
    }  # fmt: skip
    pages = b'{"format": "json-pages-1.0"}\n{"url": "http://a.example/"}\n{"url": "http://never.example/"}\n'
    files = {"archive/a.warc": warc, "pages/pages.jsonl": pages}

    rows, gaps = read(json.dumps(package).encode(), "datapackage.json", **files)

    assert kinds(rows) == ["item"] * 4 + ["post"]
    assert [gap.code for gap in gaps] == ["digest-mismatch", "missing-member", "missing-capture"]


def test_ids_of_pages_are_bounded() -> None:
    """An endless address becomes its digest; blanks and line ends become no id of another."""
    assert len(page_id("http://a/" + "x" * 100_000, "2041")) < 100
    assert page_id("http://a/\r\nb c", "2041-03-14T06:00:00Z") == "20410314060000/http://a/%20b%20c"


def test_har_entries_that_hold_nothing_are_items() -> None:
    """A browser often does not keep the body; an entry without an address is rejected."""
    entries = [{"request": {"url": "http://a.example/"}, "response": {"status": 200, "content": {}}}, {"request": 7}, 7]
    files = MemoryFiles({"x.har": json.dumps({"log": {"version": "1.2", "entries": entries}}).encode()})
    reader = HAR.open(HAR.options())
    outs = [one for find in reader.find(files) for one in reader.read(files, find, Setting())]

    assert [one.code if not isinstance(one, Item) else "item" for one in outs] == ["item", "packed", "no-id", "no-id"]
