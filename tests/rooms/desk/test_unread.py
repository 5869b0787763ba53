"""What is not read is told by its bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from firsthand.desk.unread import known, looks

TST = bytes.fromhex("060b2a864886f70d0109100104")
STAMP = b"\x30\x82\x12\xa3\x30\x03\x02\x01\x00\x30\x82\x12\x9a\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" + b"\xa0" * 20 + TST


def document() -> bytes:
    """The beginning of a text of an office program."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document.xml", "نحن")
    return out.getvalue()


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08", "opentimestamps"),
        (STAMP, "time-stamp"),
        (b"\x30\x63\x02\x01\x01\x30\x51\x30\x0d", "time-stamp-request"),
        (b"\x30\x82\x02\x1b\x30\x03\x02\x01\x02", "time-stamp-refused"),
        (b"-----BEGIN CERTIFICATE-----\nMII", "certificate"),
        (b"\x30\x82\x05\x60\x30\x82\x03\x48\xa0\x03\x02\x01\x02\x02\x10", "certificate-bytes"),
        (b'{"logLevel":"info","timestamp":"2041-03-14T09:41:00Z","context":"general","message":"Seeds"}', "crawl-log"),
        (b'{"timestamp":"2041-03-14T09:41:00Z","logLevel":"info","context":"general","message":"Seeds"}', "crawl-log"),
        (b"PAR1\x15\x04", "parquet"),
        (b"subject=CN = x\nissuer=y\n-----BEGIN CERTIFICATE-----\nMII", "certificate"),
        (b"-----BEGIN EC PRIVATE KEY-----\n", "private-key"),
        (b"age-encryption.org/v1\n", "encrypted"),
        (b"BagIt-Version: 0.97\nTag-File", "bag"),
        (b"d41d8cd98f00b204e9800998ecf8427e  data/\xd9\x86.txt\n", "checksums"),
        (b"ocfl_object_1.1\n", "ocfl"),
        (b'{\n "digestAlgorithm": "sha512", "type": "https://ocfl.io/1.0/spec/#inventory"', "ocfl"),
        ("\ufeffWEBVTT\n\n".encode(), "subtitles"),
        (b"1\r\n00:00:01,000 --> 00:00:02,000\r\nx", "subtitles"),
        (b"interactions:\n- request:\n    body: null", "recording"),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "feed"),
        (b'<?xml version="1.0"?>\n<!-- made by x -->\n<svg xmlns="', "drawing"),
        (b"%PDF-1.7\n", "pdf"),
        (b"SQLite format 3\x00\x10\x00", "database"),
        (b"Rar!\x1a\x07\x01\x00", "packed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "old-office"),
        (document(), "office-document"),
    ],
)
def test_a_kind_is_told_by_its_first_bytes(head: bytes, code: str) -> None:
    """Whatever the file is called; and the sentence ends with what to do."""
    found = known(head[:512])

    assert found is not None
    assert found.name == code
    assert found.told.endswith(".")


@pytest.mark.parametrize(
    ("head", "word"),
    [
        (b'{"leafIdx": 1}', "JSON"), ("نحن هنا\n".encode(), "plain text"), (("ن" * 300).encode()[:512], "plain text"),
        (b"\x7fELF\x02\x01\x00", "adapters"), (b"\xff\xfe\xfa", "adapters"), (b"", "plain text"),
    ],
)  # fmt: skip
def test_of_others_it_is_said_what_can_be_said(head: bytes, word: str) -> None:
    """JSON, words in any script, or nothing."""
    assert known(head) is None
    assert word in looks(head)
