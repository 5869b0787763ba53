"""E-mail: messages and mailboxes."""

from __future__ import annotations

import base64
import io
from datetime import UTC, datetime
from time import process_time

import pytest

from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.mail import ADAPTER, attachments, kind_of
from firsthand.readers.seam import Setting
from firsthand.testing.files import MemoryFiles

ARABIC = "السلام عليكم، نحن في القبو مع الجيران.\nSEND WATER 💧"
HEAD = b"From: Amal Darwish <amal@mail.example>\r\nDate: Thu, 14 Mar 2041 21:07:12 +0300\r\nSubject: smoke\r\n"


def read(data: bytes, name: str = "a.eml", **more: bytes) -> list[Item | Rejected | Gap]:
    """Recognise one file and read it, with what `collect` takes out of it beside it."""
    files = MemoryFiles({name: data, **more})
    kind = kind_of(data)
    assert kind
    files.update(attachments(io.BytesIO(data), len(data), name, kind))
    reader = ADAPTER.open(ADAPTER.options())
    (find,) = [one for one in reader.find(files) if one.members == (name,)]
    return list(reader.read(files, find, Setting()))


def post(data: bytes):  # type: ignore[no-untyped-def]
    return next(one for one in read(data) if isinstance(one, Item)).posts[0]


def body(kind: bytes, data: bytes, encoding: bytes = b"8bit") -> bytes:
    return HEAD + b"Content-Type: " + kind + b"\r\nContent-Transfer-Encoding: " + encoding + b"\r\n\r\n" + data


@pytest.mark.parametrize(
    ("declared", "codec"),
    [(b"windows-1256", "cp1256"), (b"ISO-8859-6", "iso-8859-6"), (b"utf-8", "utf-8"), (b"cp-1256", "cp1256"), (b"us-ascii", "utf-8")],
)
def test_charsets(declared: bytes, codec: str) -> None:
    """A declared charset is believed where the bytes fit; UTF-8 that calls itself ASCII is UTF-8."""
    words = "السلام عليكم" if codec != "utf-8" else ARABIC

    found = post(body(b"text/plain; charset=" + declared, base64.encodebytes(words.encode(codec)), b"base64"))

    assert (found.text, "garbled" in found.marks) == (words, False)


def test_bytes_that_do_not_fit_are_marked() -> None:
    """Nothing is guessed: what is no UTF-8 and declares nothing comes out with marks in its place."""
    found = post(body(b"text/plain", "السلام".encode("cp1256")))

    assert "garbled" in found.marks


def test_headers_are_sealed() -> None:
    """No address, recipient, route or program is in any post or sighting; a gap says so."""
    more = b"To: desk@desk.invalid\r\nReceived: from [203.0.113.9] by mx.invalid\r\nX-Mailer: Phone 9\r\nReply-To: r@x.example\r\n"

    item, gap = read(more + body(b"text/plain", b"words"))

    assert isinstance(item, Item)
    said = repr((item.posts, item.sightings))
    assert not [word for word in ("amal@", "desk@", "203.0", "Phone 9", "r@x") if word in said]
    assert (item.posts[0].name, item.posts[0].marks) == ("Amal Darwish", ("title:smoke",))
    assert (gap.code, gap.n) == ("sealed", 0)


def test_a_name_that_is_an_address_is_none() -> None:
    """Some programs write the address as the name."""
    found = post(b'From: "amal@mail.example" <amal@mail.example>\nDate: Thu, 14 Mar 2041 21:07 +0300\nSubject: s\n\nx\n')

    assert found.name is None
    assert found.account is not None


def test_times() -> None:
    """A date with a zone is UTC, with -0000 too; without one it is local; nonsense stays as stated."""

    def posted(date: bytes):  # type: ignore[no-untyped-def]
        return post(b"From: a <a@a.example>\nSubject: s\nDate: " + date + b"\n\nx\n").posted

    assert posted(b"Thu, 14 Mar 2041 21:07:12 +0300").at == datetime(2041, 3, 14, 18, 7, 12, tzinfo=UTC)
    assert posted(b"Thu, 14 Mar 2041 21:07:12 -0000").at == datetime(2041, 3, 14, 21, 7, 12, tzinfo=UTC)
    assert posted(b"Thu, 14 Mar 2041 21:07:12").local == datetime(2041, 3, 14, 21, 7, 12)  # noqa: DTZ001
    assert posted(b"Thu, 99 Mar 2041 21:07:12 +0300").precision == "unknown"
    assert posted(b"14 Mar 2041 21:07:12 +9999").precision == "unknown"


def test_plain_words_before_html_and_html_alone() -> None:
    """The plain form is read where it says something; else the visible words of the HTML."""
    both = (
        HEAD + b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n%b\n--b\n"
        b"Content-Type: text/html\n\n<p>of <i>HTML</i></p><script>alert(1)</script>\n--b--\n"
    )

    assert post(both % b"plain").text == "plain"
    assert post(both % b" ").text == "of HTML"


def test_flowed_lines_are_joined() -> None:
    """RFC 3676: a line that ends with a blank goes on; quotes and signatures stay."""
    flowed = b"one two \nthree\n> quoted \n> still\n-- \nAmal"

    assert post(body(b"text/plain; format=flowed", flowed)).text == "one two three\n> quoted \n> still\n-- \nAmal"


def test_attachments_are_linked_by_their_bytes() -> None:
    """A name that leads elsewhere is made harmless; the bytes lie beside the message."""
    data = (
        HEAD + b'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nsee\n--b\nContent-Type: '
        b'image/jpeg; name="../../etc/\xe2\x80\xaegpj.exe"\nContent-Transfer-Encoding: base64\n\n/9j/4AAQ\n--b--\n'
    )
    files = dict(attachments(io.BytesIO(data), len(data), "a.eml", "eml"))

    (medium,) = post(data).media

    assert files == {medium.name: base64.b64decode("/9j/4AAQ")}
    assert medium.name is not None
    assert medium.name.startswith("a.eml.parts/1.1-")
    assert ".." not in medium.name
    assert "\u202e" not in medium.name
    assert (medium.kind, medium.missing) == ("image", None)


def test_a_forwarded_message_is_a_post_of_its_own() -> None:
    """Also when a program encoded it in base64, which the standard forbids."""
    inner = b"From: Baker <b@b.example>\nDate: Wed, 13 Mar 2041 10:00 +0000\nMessage-ID: <in@b>\nSubject: s\n\n" + ARABIC.encode()
    for encoding, data in ((b"8bit", inner), (b"base64", base64.encodebytes(inner))):
        outer = (
            HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nlook\n--b\nContent-Type: "
            b"message/rfc822\nContent-Transfer-Encoding: " + encoding + b"\n\n" + data + b"\n--b--\n"
        )

        first, second = next(one for one in read(outer) if isinstance(one, Item)).posts

        assert (first.text, first.quotes) == ("look", second.id)
        assert (second.text, second.name) == (ARABIC, "Baker")


def test_the_same_letter_has_the_same_id_in_a_mailbox() -> None:
    """So that one letter by two routes is one post; an answer points at it."""
    letter = b"Message-ID: <1@a>\n" + HEAD.replace(b"\r", b"") + b"\nwords\n"
    box = b"From a Thu Mar 14 18:07:12 2041\n" + letter + b"\nFrom a Thu Mar 14 19:00:00 2041\nIn-Reply-To: <1@a>\n" + letter[18:]

    first, second = [one.posts[0] for one in read(box, "box.mbox") if isinstance(one, Item)]

    assert first.id == post(letter).id
    assert second.reply_to == first.id


def test_from_lines_inside_words() -> None:
    """A quoted From line is the person's; one without an empty line before it begins nothing."""
    box = b"From a Thu Mar 14 18:07:12 2041\n" + HEAD + b"\n>From here\nFrom a Thu Mar 14 18:07:12 2041\nend\n"

    (item, _) = read(box, "box.mbox")

    assert item.posts[0].text == "From here\nFrom a Thu Mar 14 18:07:12 2041\nend"


def test_a_cut_message_says_so() -> None:
    """A message whose last boundary is missing is marked, and counted as a gap."""
    data = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nwords\n"

    item, gap, _ = read(data)

    assert "truncated" in item.posts[0].marks
    assert gap.code == "cut-off"


def test_hostile_nesting_ends_soon() -> None:
    """Too many boundaries are refused; deep nests are cut, and counted; neither takes long."""
    many = HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000))
    deep = HEAD + b"".join(b"Content-Type: message/rfc822\n\nFrom: a <a@a.example>\nSubject: %d\n" % n for n in range(300))
    before = process_time()

    (refused,) = read(many)
    found = read(deep)

    assert process_time() - before < 5
    assert refused.code == "too-many-parts"
    assert any(isinstance(one, Gap) and one.code == "cut-off" for one in found) or isinstance(found[0], Rejected)


@pytest.mark.parametrize(
    "data",
    [
        b"From: saved <x@y.example>\nSnapshot-Content-Location: https://a.example\nSubject: s\nDate: d\n\n",
        b"from x import y\nDate: z\n",
        b"HTTP/1.1 200 OK\nDate: Thu\nServer: x\n\n",
        b"WARC/1.0\nWARC-Date: x\n\n",
        b"Subject: a poem\nwith lines\n",
        b"From a friend of mine\n\nDear desk\n",
    ],
)
def test_what_is_no_mail(data: bytes) -> None:
    """A saved page, a program, an answer of a server and a poem are not claimed."""
    assert kind_of(data) == ""
