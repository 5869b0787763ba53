"""Our WARC files: the same bytes for the same captures, read by the field's own library, found by their index."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.exporters.bagit import tag_files
from firsthand.exporters.cdxj import IndexLine, address, index, surt
from firsthand.exporters.wacz import Resource
from firsthand.exporters.warc import Record, record_of, warcinfo, write
from firsthand.shell.warc_check import BadWarc, walk
from firsthand.testing.world import WORDS

AT = datetime(2041, 3, 14, 6, 0, tzinfo=UTC)


def some_records() -> list[Record]:
    """Give a file's own record, and a capture and its description for each of the default samples of words."""
    found = [warcinfo(AT, "data.warc.gz", {"software": "test", "isPartOf": "أورادش\r\nWARC-Type: response"})]
    for number, words in enumerate(WORDS):
        raw = json.dumps({"text": words}, ensure_ascii=False).encode()
        found.append(record_of("resource", f"https://example.org/{number}", AT, "application/json", raw))
        found.append(record_of("metadata", f"https://example.org/{number}", AT, "application/json", b"{}", about=found[-1].id))
    return found


def packed() -> tuple[bytes, list[IndexLine]]:
    """Give a file and its lines."""
    lines: list[IndexLine] = []
    return b"".join(write(some_records(), lines)), lines


def test_it_is_deterministic():
    """The same records give the same bytes, and no byte of them tells when they were written."""
    assert packed() == packed()
    assert packed()[0][4:8] == bytes(4)


def test_every_line_of_the_index_leads_to_one_whole_record():
    """Offset and length cut out one gzip member, whose digest the line states and which holds the named capture."""
    data, lines = packed()

    for line in lines:
        member = data[line.offset : line.offset + line.length]
        record = gzip.decompress(member)
        assert f"sha256:{hashlib.sha256(member).hexdigest()}" == line.packed_digest
        assert f"WARC-Target-URI: {line.target}\r\n".encode() in record
        assert hashlib.sha256(record.split(b"\r\n\r\n", 1)[1][:-4]).hexdigest() == line.digest.removeprefix("sha256:")
    assert len(lines) == len(WORDS)


def test_the_lines_are_in_the_order_of_their_bytes():
    """A viewer searches an index by halving."""
    made = list(index(packed()[1], "data.warc.gz"))

    assert made == sorted(made)
    assert b'"filename": "data.warc.gz"' in made[0]


def test_our_own_walk_reads_it():
    """Every record is walked, every block digest is right, packed or not."""
    data, lines = packed()

    for found in (walk(iter([data])), walk(data[at : at + 7] for at in range(0, len(data), 7))):
        assert (found.records, found.digests) == (len(some_records()), len(some_records()))
        assert list(found.starts) == [line.offset for line in lines]
    plain = walk(iter([gzip.decompress(data)]))
    assert (plain.records, list(plain.starts.values())) == (found.records, list(found.starts.values()))


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_no_changed_byte_of_a_plain_file_goes_unnoticed_in_a_block(place, difference):
    """A byte that is changed in any block makes the walk refuse the file, and never breaks the walk."""
    data = bytearray(gzip.decompress(packed()[0]))
    at = place % len(data)
    data[at] ^= difference

    try:
        walk(iter([bytes(data)]))
    except BadWarc:
        return
    head = bytes(data).rfind(b"WARC/1.1\r\n", 0, at + 1)
    assert b"\r\n\r\n" not in data[head:at], "a changed block was accepted"


@pytest.mark.parametrize("cut", [1, 5, 20, 200])
def test_a_cut_file_is_refused(cut):
    """A file that breaks off is not taken for a shorter one."""
    data = packed()[0]

    for whole in (data, gzip.decompress(data)):
        with pytest.raises(BadWarc):
            walk(iter([whole[:-cut]]))


def test_a_block_of_another_length_is_refused():
    """What a record states and what it is given must agree; else nothing of the file may be used."""
    record = Record(kind="resource", target="urn:x:1", at=AT, mime="text/plain", size=3, digest="00", body=(b"four",))

    with pytest.raises(ValueError, match="3 bytes"):
        list(write([record], []))


def test_warcio_reads_it():
    """The field's own library finds every record, every digest right, every capture byte for byte."""
    iterator = pytest.importorskip("warcio.archiveiterator")
    data, _ = packed()

    found = []
    for record in iterator.ArchiveIterator(io.BytesIO(data), check_digests="raise"):
        found.append((record.rec_type, record.rec_headers.get_header("WARC-Record-ID"), record.content_stream().read()))
        assert record.digest_checker.passed is True
    assert found == [(one.kind, f"<{one.id}>", b"".join(one.body)) for one in some_records()]


def test_the_real_files_of_the_field(shared):
    """Files of the field's own test suites: whole ones are read, damaged ones refused for what is wrong with them."""
    folder = shared / "data" / "preservation" / "warc"
    whole = {
        "example.warc": 6, "example.warc.gz": 6, "post-test.warc.gz": 6, "example-digest.warc": 4, "example-collection.warc": 4,
        "example-wget-bad-target-uri.warc.gz": 6, "example-space-in-target-uri.warc.gz": 2,
        "py-wacz--example-resource.warc.gz": 3, "warcio--example-resource.warc.gz": 3,
    }  # fmt: skip
    damaged = {"example-trunc.warc": "digest", "example-bad-non-chunked.warc.gz": "digest", "example-wrong-chunks.warc.gz": "digest"}

    for name, records in whole.items():
        assert walk(iter([(folder / name).read_bytes()])).records == records, name
    for name, why in damaged.items():
        with pytest.raises(BadWarc, match=why):
            walk(iter([(folder / name).read_bytes()]))


@pytest.mark.parametrize(
    ("stated", "sorted_form"),
    [
        ("http://example.org", "org,example)/"),
        ("https://WWW2.Example.org:443/A/b?z=1&y=%20", "org,example)/a/b?y=+&z=1"),
        ("https://a.example.org:8443/x", "org,example,a:8443)/x"),
        ("http://wwworld.example/", "example,wwworld)/"),
        ("urn:firsthand:item:AB", "urn:firsthand:item:AB"),
    ],
)
def test_sort_friendly_addresses(stated, sorted_form):
    """Hosts turned round and parameters sorted; other addresses as they are."""
    assert surt(stated) == sorted_form


@pytest.mark.parametrize(
    ("stated", "written"),
    [
        ("https://example.org/أ b?q=ش", "https://example.org/%D8%A3%20b?q=%D8%B4"),
        ("https://مثال.example/", "https://xn--mgbh0fb.example/"),
        ("https://example.org/\r\nWARC-Type: x", "https://example.org/WARC-Type:%20x"),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https://[::1/", ""),
        ("", ""),
    ],
)
def test_addresses_as_they_may_stand_in_a_header(stated, written):
    """Blanks, controls and other scripts are encoded; what is no web address is none."""
    assert address(stated) == written


def test_bag_manifests():
    """A manifest for each family, the sum of bytes and files, and tags that name the manifests."""
    held = [
        Resource(name="b%\n.txt", sha256="b" * 64, sha512="d" * 128, size=5),
        Resource(name="a", sha256="a" * 64, sha512="c" * 128, size=2),
    ]

    files = tag_files(held, {"External-Description": "one\r\ntwo"})

    assert files["manifest-sha256.txt"].decode() == f"{'a' * 64}  data/a\n{'b' * 64}  data/b%25%0A.txt\n"
    assert files["bag-info.txt"] == b"External-Description: one two\nPayload-Oxum: 7.2\n"
    manifests = {f"{kind}manifest-{one}.txt" for kind in ("", "tag") for one in ("sha256", "sha512")}
    assert set(files) == {"bagit.txt", "bag-info.txt", *manifests}
    assert f"{hashlib.sha256(files['bagit.txt']).hexdigest()}  bagit.txt\n".encode() in files["tagmanifest-sha256.txt"]
