"""
The parts of a PDF that the leak test must read: packed streams, pictures, and the text as a person would copy it.

Theory of operation: objects are found by their words `obj` and `endobj`, not by the table at the end, so that what an
earlier version of the file held is read too. Streams are unpacked; object streams are taken apart. Words on a page are
numbers of glyphs: each font's own table (`ToUnicode`) turns them into characters again.

Known ugliness: predictors are not undone (they stand before tables of places, not before words), and a font without a
table is not readable by anybody.

Source:
    ISO 32000-1: 7.3.8 streams, 7.4 filters, 7.5.7 object streams, 9.10.3 ToUnicode CMaps.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

MAX_OBJECTS = 200_000

_OBJECT = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})(?!\s+\d+\s+R)")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]{0,400}\]|/[A-Za-z0-9]+)")
_NAME = re.compile(rb"/([A-Za-z0-9]+)")
_TO_UNICODE = re.compile(rb"/ToUnicode\s+(\d{1,10})\s+\d+\s+R")
_FONT_NAME = re.compile(rb"/([^\s/<>\[\]()]{1,60})\s+(\d{1,10})\s+\d+\s+R")
_TOKEN = re.compile(
    rb"/([^\s/<>\[\]()]{1,60})\s+[-+\d.]+\s+Tf|<([0-9A-Fa-f\s]*)>|\(((?:\\.|[^\\()])*)\)|\b(ET|T\*|Td|TD|Tm)\b", re.DOTALL
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_RANGE = re.compile(rb"begin(bfchar|bfrange)(.{0,200000}?)endbf", re.DOTALL)
_CMAP_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|\[([^\]]*)\]")

PACKED = {b"LZWDecode", b"LZW", b"RunLengthDecode", b"RL", b"JPXDecode", b"CCITTFaxDecode", b"CCF", b"JBIG2Decode", b"Crypt"}
"""Filters that are not undone."""


@dataclass(slots=True)
class Pdf:
    """
    What a PDF holds.

    Attributes:
        streams: Number of the object and unpacked bytes; a JPEG picture as it is.
        text: The words of all pages, in the order of the file.
        skipped: What was not looked into: which object, and why.
    """

    streams: list[tuple[int, bytes]] = field(default_factory=list)
    text: str = ""
    skipped: list[tuple[str, str]] = field(default_factory=list)


def read_pdf(data: bytes, room: int) -> Pdf:
    """
    Take a PDF apart. Never raises on bad data.

    Args:
        room: Bytes that may come out of it.
    """
    found = Pdf()
    if b"/Encrypt" in data:
        found.skipped.append(("", "a PDF that is locked; only its plain bytes were searched"))
        return found
    dictionaries: dict[int, bytes] = {}
    for number, dictionary, raw in _objects(data):
        if len(dictionaries) >= MAX_OBJECTS:
            found.skipped.append(("", "a PDF of too many objects"))
            break
        dictionaries[number] = dictionary
        if raw is None:
            continue
        content, why = _unpacked(dictionary, raw, room)
        if why:
            found.skipped.append((f"object {number}", why))
        if not content:
            continue
        room -= len(content)
        found.streams.append((number, content))
        if b"/ObjStm" in dictionary:
            dictionaries |= _inner(dictionary, content)
    found.text = _text(found.streams, dictionaries)
    return found


def _objects(data: bytes) -> Iterator[tuple[int, bytes, bytes | None]]:
    at = 0
    while m := _OBJECT.search(data, at):
        start = m.end()
        end = data.find(b"endobj", start)
        end = len(data) if end < 0 else end
        stream = data.find(b"stream", start, end)
        if stream < 0 or data[stream - 3 : stream] == b"end":
            yield int(m[1]), data[start:end], None
            at = end
            continue
        dictionary = data[start:stream]
        first = stream + 6 + (2 if data[stream + 6 : stream + 8] == b"\r\n" else 1)
        stated = _LENGTH.search(dictionary)
        last = first + int(stated[1]) if stated else -1
        if last < 0 or b"endstream" not in data[last : last + 20]:
            last = data.find(b"endstream", first)
            last = len(data) if last < 0 else last
        yield int(m[1]), dictionary, data[first:last]
        at = max(last, start)


def _unpacked(dictionary: bytes, raw: bytes, room: int) -> tuple[bytes, str]:
    """The bytes of a stream, and why not all of them."""
    stated = _FILTER.search(dictionary)
    for name in _NAME.findall(stated[1]) if stated else ():
        try:
            if name in (b"FlateDecode", b"Fl"):
                opened = zlib.decompressobj()
                raw = opened.decompress(raw, max(1, room))
                if opened.unconsumed_tail:
                    return raw, "too much to unpack"
            elif name in (b"ASCII85Decode", b"A85"):
                raw = base64.a85decode(raw.strip().removeprefix(b"<~").removesuffix(b"~>"))
            elif name in (b"ASCIIHexDecode", b"AHx"):
                raw = binascii.unhexlify(re.sub(rb"[\s>]", b"", raw))
            elif name in PACKED:
                return b"", f"packed with {name.decode()}"
            elif name not in (b"DCTDecode", b"DCT"):
                return b"", f"packed in a way that is not known: {name.decode()[:20]}"
        except (zlib.error, ValueError, binascii.Error) as error:
            return b"", f"a stream that cannot be unpacked: {error}"
    return raw, ""


def _inner(dictionary: bytes, content: bytes) -> dict[int, bytes]:
    """The objects inside an object stream."""
    first = re.search(rb"/First\s+(\d{1,9})", dictionary)
    if not first:
        return {}
    numbers = [int(one) for one in content[: int(first[1])].split()[: 2 * MAX_OBJECTS] if one.isdigit() and len(one) < 11]
    places = sorted(zip(numbers[1::2], numbers[::2], strict=False))
    ends = [place for place, _ in places[1:]] + [len(content)]
    base = int(first[1])
    return {number: content[base + place : base + end] for (place, number), end in zip(places, ends, strict=False)}


def _text(streams: list[tuple[int, bytes]], dictionaries: Mapping[int, bytes]) -> str:
    by_number = dict(streams)
    fonts = {}
    for number, dictionary in dictionaries.items():
        if (m := _TO_UNICODE.search(dictionary)) and int(m[1]) in by_number:
            fonts[number] = _cmap(by_number[int(m[1])])
    names: dict[bytes, list[Mapping[bytes, str]]] = {}
    for dictionary in dictionaries.values() if fonts else ():
        for name, ref in _FONT_NAME.findall(dictionary):
            font = fonts.get(int(ref))
            if font is not None and font not in names.setdefault(name, []) and len(names[name]) < 4:
                names[name].append(font)
    said = []
    for _, content in streams:
        if b"Tf" in content and (b"TJ" in content or b"Tj" in content):
            # Two pages may call different fonts by one name: each of them is tried.
            said += [_shown(content, names, n) for n in range(max([1, *map(len, names.values())]))]
    return "\n".join(said)


def _shown(content: bytes, names: Mapping[bytes, list[Mapping[bytes, str]]], choice: int) -> str:
    out: list[str] = []
    font: Mapping[bytes, str] = {}
    for name, coded, literal, moved in _TOKEN.findall(content):
        if name:
            known = names.get(name, [])
            font = known[min(choice, len(known) - 1)] if known else {}
        elif moved:
            out.append("\n")
        else:
            codes = _unescaped(literal) if literal else bytes.fromhex(_even(coded))
            out.append(_characters(codes, font))
    return "".join(out)


def _characters(codes: bytes, font: Mapping[bytes, str]) -> str:
    width = 2 if font and all(len(code) == 2 for code in font) else 1
    if not font:
        return codes.decode("utf-16", "replace") if codes.startswith(b"\xfe\xff") else codes.decode("latin-1")
    return "".join(font.get(codes[at : at + width], "") for at in range(0, len(codes), width))


def _cmap(data: bytes) -> dict[bytes, str]:
    font: dict[bytes, str] = {}
    for kind, body in _RANGE.findall(data):
        tokens = [(one, many) for one, many in _CMAP_TOKEN.findall(body)]
        if kind == b"bfchar":
            for (code, _), (value, _) in zip(tokens[::2], tokens[1::2], strict=False):
                font[bytes.fromhex(_even(code))] = _utf16(value)
            continue
        for (low, _), (high, _), (value, several) in zip(tokens[::3], tokens[1::3], tokens[2::3], strict=False):
            first, size = int(_even(low) or "0", 16), len(_even(low)) // 2
            count = min(int(_even(high) or "0", 16) - first + 1, 65_536)
            listed = [_utf16(one) for one in re.findall(rb"<([0-9A-Fa-f\s]*)>", several)]
            start = _utf16(value)
            for n in range(max(0, count)):
                said = listed[n] if n < len(listed) else start[:-1] + chr(min(ord(start[-1]) + n, 0x10FFFF)) if start else ""
                font[(first + n).to_bytes(size + 1, "big")[-size:] if size else b""] = said
    font.pop(b"", None)
    return font


def _even(digits: bytes) -> str:
    text = re.sub(rb"\s", b"", digits).decode("ascii")
    return text + "0" * (len(text) % 2)


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(_even(digits)).decode("utf-16-be", "replace")


def _unescaped(literal: bytes) -> bytes:
    plain = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}

    def one(m: re.Match[bytes]) -> bytes:
        return bytes([int(m[1], 8) & 255]) if m[1].isdigit() and m[1][:1] < b"8" else plain.get(m[1], m[1])

    return _ESCAPED.sub(one, literal)
