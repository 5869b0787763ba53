"""Planted canaries are found in every kind of output byte; clean output and what is allowed are left alone."""

from __future__ import annotations

import base64
import bz2
import gzip
import html
import io
import json
import lzma
import random
import time
import zipfile
import zlib
from collections.abc import Callable
from urllib.parse import quote

import pytest
from PIL import Image, PngImagePlugin

from firsthand.story import unpack
from firsthand.story.canaries import Canaries, Canary
from firsthand.story.leak import Searched, search
from firsthand.testing.world import tarred

FILLER = "<p>Day 41. The bridge is closed, 400 people wait; water at 10:22. لا ماء منذ ٥ أيام.</p>\n" * 20


def _hidden(n: int) -> Canary:
    """Invent the n-th canary; kinds take turns."""
    tag = f"{n:03d}"
    return (
        Canary("handle", f"@river_voice_{tag}"),
        Canary("name", f"Selim Okarov{chr(97 + n % 26)}{chr(97 + n // 26)}"),
        Canary("name", f"كريم الأوكار{chr(0x628 + n % 18)}{chr(0x628 + n // 18)}"),
        Canary("native-id", f"17766655544433{tag}"),
        Canary("url", f"https://social.example/@mill/status/9988{tag}"),
        Canary("phone", f"+999 55 {tag} 4567"),
        Canary("email", f"mail{tag}@oradesh.example"),
        Canary("address", f"{n} Lantern Street, building {tag}"),
        Canary("words", f"we are in the cellar number {tag} and the water is rising tonight"),
        Canary("device", f"Oraphone Model {tag}"),
    )[n % 10]


def _zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def _png(key: str, value: str, *, packed: bool) -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt(key, value, zip=packed)
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def _jpeg(value: str) -> bytes:
    notes = Image.Exif()
    notes[0x010E] = value
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=notes)
    return out.getvalue()


def _dressed(n: int, value: str) -> tuple[str, bytes]:
    """Hide a canary in the n-th way."""
    page = lambda inner: (FILLER + inner + FILLER).encode()  # noqa: E731 - a page around it, said once
    ways = (
        ("page.html", page(value)),
        ("upper.html", page(value.upper())),
        ("entities.html", page("".join(f"&#x{ord(c):x};" for c in value))),
        ("attribute.html", page(f'<a title="{html.escape(value)}">x</a>')),
        ("percent.html", page(f"<a href='/s?q={quote(value, safe='')}'>x</a>")),
        ("data.json", json.dumps({"x": value}).encode()),
        ("escaped.html", page(html.escape(json.dumps(value)))),
        ("wide.txt", ("\ufeff" + value).encode("utf-16-le")),
        ("story.zip", _zipped("a/b.html", page(value))),
        ("nested.wacz", _zipped("in.zip", _zipped("in.zip", page(value)))),
        ("warc.gz", gzip.compress(b"first") + gzip.compress(page(value))),
        ("packed.png", _png("Comment", value, packed=True)),
        ("plain.png", _png("Comment", value, packed=False)),
        ("marked.html", page("<mark>" + value[:4] + "</mark>" + value[4:])),
        ("marks.html", page(value[:3] + "\u200b\u200f" + value[3:])),
        (
            "data-uri.html",
            page('<img src="data:image/png;base64,' + base64.b64encode(_png("C", value, packed=True)).decode() + '">'),
        ),
        ("raw.bin", b"\0\1\2" * 99 + value.encode() + b"\0" * 99),
        ("raw16.bin", b"\0\1\2" * 99 + b"\0" + value.encode("utf-16-be") + b"\0" * 99),
        ("photo.jpg", _jpeg(value) if value.isascii() else _png("C", value, packed=True)),
        (f"{value.replace('/', '_') if '/' not in value else 'slash ' + value}.html", FILLER.encode()),
    )
    name, data = ways[n % len(ways)]
    return f"{n:03d}-{name}", data


def test_a_hundred_planted_canaries_are_all_found() -> None:
    """Pages, escapes, archives in archives, pictures' notes, file names: a hundred of a hundred, each in its file."""
    planted = {}
    files = []
    order = list(range(100))
    random.Random(7).shuffle(order)
    for way, n in enumerate(order):
        canary = _hidden(n)
        path, data = _dressed(way, canary.value)
        planted[path] = canary
        files.append((path, data))

    outcome = search(files, Canaries(hidden=tuple(planted.values())))

    found = {(leak.path, leak.what) for leak in outcome.leaks}
    missed = [(path, canary) for path, canary in planted.items() if (path, canary.value) not in found]
    assert missed == []
    assert outcome.files == 100
    assert outcome.not_searched == ()


def test_clean_files_have_no_leak() -> None:
    """The same canaries over forty clean files of the same kinds: none."""
    files = [_dressed(way, "nobody in particular, nothing at all") for way in range(40)]

    outcome = search(files, Canaries(hidden=tuple(_hidden(n) for n in range(100))))

    assert outcome.leaks == ()


def test_what_may_print_is_not_reported() -> None:
    """An allowed handle is no leak, not even of a shorter canary inside it; elsewhere that canary still is."""
    canaries = Canaries(
        hidden=(Canary("handle", "@river_voice_4"), Canary("name", "river_voice"), Canary("name", "Lina Okar")),
        allowed=("@river_voice_4", "Lina Okar"),
    )

    assert search([("a.html", b"seen by @River_Voice_4 and Lina Okar")], canaries).leaks == ()
    assert [leak.what for leak in search([("a.html", b"river_voice and more")], canaries).leaks] == ["river_voice"]


@pytest.mark.parametrize(
    "printed", ["+999 55 123-4567", "055 123 45 67", "٠٥٥١٢٣٤٥٦٧", "(999) 551 234 567", "tel:+999551234567"]
)
def test_a_phone_is_known_by_its_digits(printed: str) -> None:
    """Spacing, script of the digits and the way of dialling do not hide it."""
    assert search([("a.html", printed.encode())], Canaries(hidden=(Canary("phone", "+999 551 234 567"),))).leaks


@pytest.mark.parametrize(
    "printed", ["33.12345", "33.1234", "٣٣٫١٢٣٤٥", "33° 7' 24\"", "33°07′24.4″", '{"lat":33.1235}']
)
def test_a_position_is_known_in_its_forms(printed: str) -> None:
    """Decimals, cut or rounded, and degrees with minutes."""
    assert search([("a.html", printed.encode())], Canaries(hidden=(Canary("gps", "33.12345, 41.54321"),))).leaks


@pytest.mark.parametrize(
    ("hidden", "printed"),
    [
        ("Łukasz Sørby", "lukasz sorby"),
        ("Сергій Рудий", "сергіи рудии"),
        ("فاطمہ کریمی", "فاطمه كريمي"),
        ("Straße", "STRASSE"),
    ],
)
def test_a_name_is_known_however_it_is_spelled(hidden: str, printed: str) -> None:
    """All spellings that a search brings together are one here too, and accents that a search tells apart."""
    assert search([("a.html", printed.encode())], Canaries(hidden=(Canary("name", hidden),))).leaks


def test_a_position_with_the_sign_of_ordinals_is_known() -> None:
    """Keyboards offer º for °."""
    assert search([("a.html", "33º 7' 24\"".encode())], Canaries(hidden=(Canary("gps", "33.12345, 41.54321"),))).leaks


def test_half_a_message_is_a_leak() -> None:
    """An excerpt of nine words gives away words that may only be translated."""
    words = "the mill is burning and we are nine in the cellar with two children and no water at all"
    canaries = Canaries(hidden=(Canary("words", words),))

    assert search([("a.html", b"and we are nine in the cellar with two children and")], canaries).leaks
    assert not search([("a.html", b"the mill and the cellar")], canaries).leaks


@pytest.mark.parametrize("printed", ["selim-okar.html", "selim_okar", "q=Selim+Okar"])
def test_a_name_in_an_address_is_a_leak(printed: str) -> None:
    """Slugs join names with other signs."""
    assert search([(printed, b"")], Canaries(hidden=(Canary("name", "Selim Okar"),))).leaks


def test_short_and_common_canaries_are_whole_words_or_said_to_be_unsearchable() -> None:
    """ "Ali" is not found inside "alive", "Hope" not in "hopeless"; "4" and "77" are said not to be searched."""
    canaries = Canaries(
        hidden=(
            *tuple(Canary("name", name) for name in ("Ali", "Hope", "نور")),
            Canary("native-id", "77"),
            Canary("name", "X"),
        )
    )

    assert search([("a.html", "alive and hopeless, نورس".encode())], canaries).leaks == ()
    assert {leak.what for leak in search([("a.html", "Ali, hope. نور!".encode())], canaries).leaks} == {
        "Ali",
        "Hope",
        "نور",
    }
    assert {canary.value for canary in search([], canaries).unsearchable} == {"77", "X"}


def _photo(*, gps: bool = False, thumbnail: bool = False) -> bytes:
    """Make a JPEG with notes as a telephone writes them: IFD0, a position, and a second directory with a picture."""
    small = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(small, "JPEG")
    notes = Image.Exif()
    notes[0x010F], notes[0x0110] = "Oraphone", "Model 9"
    if gps:
        notes.get_ifd(0x8825).update({1: "N", 2: (33.0, 7.0, 24.4), 3: "E", 4: (41.0, 32.0, 35.5)})
    tiff = bytearray(notes.tobytes()[6:])
    if thumbnail:
        order = "little" if tiff[:2] == b"II" else "big"
        first = int.from_bytes(tiff[4:8], order)
        end = first + 2 + 12 * int.from_bytes(tiff[first : first + 2], order)
        tiff[end : end + 4] = len(tiff).to_bytes(4, order)
        at = len(tiff) + 2 + 24 + 4
        tiff += (2).to_bytes(2, order)
        for tag, value in ((0x0201, at), (0x0202, len(small.getvalue()))):
            tiff += tag.to_bytes(2, order) + (4).to_bytes(2, order) + (1).to_bytes(4, order) + value.to_bytes(4, order)
        tiff += (0).to_bytes(4, order) + small.getvalue()
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "blue").save(out, "JPEG", exif=b"Exif\0\0" + bytes(tiff))
    return out.getvalue()


def test_a_position_or_a_thumbnail_is_a_leak_without_any_canary() -> None:
    """A picture with a position or with a small copy of itself is never clean."""
    nothing = Canaries(hidden=())

    assert {leak.kind for leak in search([("a.jpg", _photo(gps=True, thumbnail=True))], nothing).leaks} == {
        "gps",
        "thumbnail",
    }
    assert search([("a.jpg", _photo())], nothing).leaks == ()
    named = search([("a.jpg", _photo())], Canaries(hidden=(Canary("device", "Oraphone"),)))
    assert {leak.what for leak in named.leaks} == {"Oraphone"}


def test_what_cannot_be_looked_into_is_said() -> None:
    """A locked PDF, a foreign archive and a locked or broken member are listed, not passed over."""
    files = [
        ("a.pdf", b"%PDF-1.7\ntrailer << /Encrypt 9 0 R >>"),
        ("b.7z", b"7z\xbc\xaf\x27\x1c rest"),
        ("c.zip", b"PK\x03\x04 cut off"),
        ("d.gz", b"\x1f\x8b\x08 cut off"),
        ("e.pdf", b"%PDF-1.4\nplain Selim Okar text"),
    ]

    outcome = search(files, Canaries(hidden=(Canary("name", "Selim Okar"),)))

    assert [path.split()[0] for path, _ in outcome.not_searched] == ["a.pdf", "b.7z", "c.zip", "d.gz"]
    assert [leak.path for leak in outcome.leaks] == ["e.pdf"]


def test_a_bomb_is_said_and_does_not_go_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Archives in archives without end, and a member larger than the budget, end in a sentence."""
    monkeypatch.setattr(unpack, "MAX_BYTES", 1 << 20)
    inner = b"x"
    for _ in range(12):
        inner = _zipped("in.zip", inner)
    huge = gzip.compress(bytes(3 << 20))

    outcome = search([("deep.zip", inner), ("huge.gz", huge)], Canaries(hidden=()))

    assert {why for _, why in outcome.not_searched} == {"too deep inside other files", "too much to unpack"}


def test_hostile_bytes_never_raise() -> None:
    """Cut and garbled archives and pictures give an outcome."""
    rng = random.Random(3)
    samples = [_photo(gps=True, thumbnail=True), _png("C", "v", packed=True), _zipped("a", b"b"), gzip.compress(b"c")]
    files = []
    for i in range(300):
        data = bytearray(samples[i % 4])
        for _ in range(rng.randrange(1, 6)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        files.append((f"{i}", bytes(data[: rng.randrange(1, len(data) + 1)])))

    assert isinstance(search(files, Canaries(hidden=(_hidden(1),))), Searched)


def test_five_hundred_pages_and_canaries_take_seconds() -> None:
    """Measured about 4 s for 10 MB on a small machine; the bound is wide because machines are shared."""
    rng = random.Random(5)
    words = [f"word{n:04d}" for n in range(3000)] + ["الجسر", "مغلق", "вода", "école"]
    pages = [(f"{n}.html", ("<p>" + " ".join(rng.choices(words, k=2200)) + "</p>&amp;").encode()) for n in range(500)]
    canaries = Canaries(hidden=tuple(_hidden(n) for n in range(500)))
    began = time.process_time()

    outcome = search(pages, canaries)

    assert outcome.leaks == ()
    assert time.process_time() - began < 30


def _pdf(*objects: bytes) -> bytes:
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate(objects, 1)) + b"%%EOF"


def _packed(extra: bytes, content: bytes) -> bytes:
    data = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def _pdf_with_glyphs(words: str) -> bytes:
    """A page whose words are numbers of glyphs, as print programs write them, and a font inside an object stream."""
    glyphs = {char: n for n, char in enumerate(dict.fromkeys(words), 3)}
    table = "".join(f"<{n:04x}> <{char.encode('utf-16-be').hex()}>\n" for char, n in glyphs.items())
    cmap = f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(glyphs)} beginbfchar\n{table}endbfchar".encode()
    shown = "".join(f"{glyphs[char]:04x}" for char in words)
    inner = b"20 0 << /Type /Font /ToUnicode 1 0 R >>"
    return _pdf(
        _packed(b"", cmap), _packed(b"", f"BT /F7 12 Tf [<{shown[:8]}> -20 <{shown[8:]}>] TJ ET".encode()),
        _packed(b"/Type /ObjStm /N 1 /First 5", inner), b"<< /Resources << /Font << /F7 20 0 R >> >> >>",
    )  # fmt: skip


@pytest.mark.parametrize("words", ["we met Selim Okar there", "سليم الأوكار كان هناك"])
def test_words_of_a_pdf_are_read(words: str) -> None:
    """Glyphs are turned back into characters by the font's own table."""
    canary = Canary("name", "Selim Okar" if words.isascii() else "سليم الأوكار")

    outcome = search([("story.pdf", _pdf_with_glyphs(words))], Canaries(hidden=(canary,)))

    assert [(leak.what, leak.where) for leak in outcome.leaks] == [(canary.value, "words of the PDF")]
    assert outcome.not_searched == ()


def test_pictures_and_packed_things_in_a_pdf_are_looked_into() -> None:
    """A photograph inside a PDF keeps its notes; a stream in an unknown packing is said not to be searched."""
    photo = _photo(gps=True)
    pdf = _pdf(
        b"<< /Length %d /Filter /DCTDecode >>\nstream\n%s\nendstream" % (len(photo), photo),
        b"<< /Length 3 /Filter /JPXDecode >>\nstream\nabc\nendstream",
        b"<< /Filter [/ASCIIHexDecode /FlateDecode] >>\nstream\n" + zlib.compress(b"BT (Selim Okar) Tj").hex().encode() + b">\nendstream",
    )  # fmt: skip

    outcome = search([("a.pdf", pdf)], Canaries(hidden=(Canary("name", "Selim Okar"),)))

    assert {leak.kind for leak in outcome.leaks} == {"gps", "name"}
    assert [why for _, why in outcome.not_searched] == ["packed with JPXDecode"]


def test_a_garbled_pdf_never_raises() -> None:
    """Cut and changed PDFs give an outcome."""
    rng = random.Random(11)
    whole = _pdf_with_glyphs("we met Selim Okar")
    files = []
    for n in range(200):
        data = bytearray(whole)
        for _ in range(rng.randrange(1, 9)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        files.append((f"{n}.pdf", bytes(data[: rng.randrange(8, len(data))])))

    assert isinstance(search(files, Canaries(hidden=(_hidden(1),))), Searched)


@pytest.mark.parametrize("before", ["", "a", "ab"])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode, base64.encodebytes])
def test_base64_hides_nothing(before: str, encode: Callable[[bytes], bytes]) -> None:
    """Wherever the name begins inside a group of three, and whatever stands around it."""
    coded = encode(f"{before}سليم الأوكار and more of it, enough to break the line in two".encode())

    outcome = search([("a.json", b'{"x": "' + coded + b'"}')], Canaries(hidden=(Canary("name", "سليم الأوكار", "lina"),)))

    assert [(leak.where, leak.card) for leak in outcome.leaks] == [("base64", "lina")]


@pytest.mark.parametrize("pack", [bz2.compress, lzma.compress, lambda data: tarred({"a.html": data}), gzip.compress])
def test_other_archives_are_opened(pack: Callable[[bytes], bytes]) -> None:
    """bzip2, xz and tar as well."""
    assert search([("a", pack(b"Selim Okar" + FILLER.encode()))], Canaries(hidden=(Canary("name", "Selim Okar"),))).leaks


def test_records_of_a_web_archive_are_opened() -> None:
    """A photograph, and a packed answer of a server, inside a packed WARC."""
    records = b""
    for block in (_photo(gps=True), b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"Selim Okar")):
        records += b"WARC/1.1\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)

    outcome = search([("a.warc.gz", gzip.compress(records))], Canaries(hidden=(Canary("name", "Selim Okar"),)))

    assert {leak.kind for leak in outcome.leaks} == {"gps", "name"}


def test_notes_of_a_picture_are_a_leak_unless_we_wrote_them() -> None:
    """EXIF, XMP, comments and a profile of colours: whatever they say."""
    strict = Canaries(hidden=(), notes=frozenset())
    plain = io.BytesIO()
    Image.new("RGB", (8, 8)).save(plain, "JPEG")

    assert search([("a.jpg", plain.getvalue())], strict).leaks == ()
    assert {leak.kind for leak in search([("a.jpg", _photo()), ("b.png", _png("C", "v", packed=True))], strict).leaks} == {"notes"}
    note = b"Comment\0\0\0\0\0v"
    assert search([("b.png", _png("Comment", "v", packed=False))], Canaries(hidden=(), notes=frozenset([note]))).leaks == ()


def test_five_words_in_a_row_are_found_wherever_they_begin() -> None:
    """An excerpt that begins at the second word, and no longer than five."""
    words = "one alpha beta gamma delta epsilon zeta eta theta"

    assert search([("a", b"he said: beta gamma delta epsilon zeta, and left")], Canaries(hidden=(Canary("words", words),))).leaks
    assert {one.value for one in search([], Canaries(hidden=(Canary("words", "ok"),))).unsearchable} == {"ok"}


def test_every_picture_is_shown_to_who_looks() -> None:
    """Also the one inside an archive."""
    seen = []

    def look(data: bytes) -> list[tuple[str, str, str, str]]:
        seen.append(data[:2])
        return [("the picture", "picture", "", "lina")]

    outcome = search([("a.zip", _zipped("b.jpg", _photo()))], Canaries(hidden=()), look=look)

    assert seen == [b"\xff\xd8"]
    assert [(leak.kind, leak.where, leak.card) for leak in outcome.leaks] == [("picture", "!b.jpg", "lina")]
