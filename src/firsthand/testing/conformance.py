"""
The conformance suite of the adapters, shipped so that authors elsewhere can run it over theirs.

A suite takes an adapter and samples that the adapter must be able to handle, and raises `AssertionError` with one
sentence that names what broke. Everything in it is deterministic: cuts and damage come from a fixed seed.

The law of cut input: whatever lay wholly before the cut still comes out, at the same place, with the same bytes, ids
and words. A time may become unknown when the evidence for it (the order of day and month, for example) lay behind
the cut; it never becomes another time.
"""

from __future__ import annotations

import builtins
import io
import os
import random
import re
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest import mock

from firsthand.model.adapter import KINDS, Adapter
from firsthand.model.moment import PRECISIONS, Moment
from firsthand.model.post import Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import stretch
from firsthand.readers.seam import Reader, Setting, Swift
from firsthand.readers.table_values import coordinates
from firsthand.testing.files import MemoryFiles
from firsthand.testing.handed import check_exporter

CUTS = 24
"""Places per member at which a sample is cut."""

DAMAGES = 24
"""Damaged copies per sample."""

STRANGERS: Mapping[str, bytes] = {
    "empty": b"",
    "blank": b"\n\n  \n",
    "random": random.Random(1).randbytes(4096),
    "picture.png": b"\x89PNG\r\n\x1a\n" + random.Random(2).randbytes(512),
    "paper.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "zeros": bytes(2048),
    "prose.txt": b"The bakery on the hill opened at six, and closed at noon.\nNobody, they said, came.\n",
    "prose-ar.txt": "فتح المخبز عند السادسة، وأغلق ظهراً.\nقالوا إن أحداً لم يأتِ.\n".encode(),
    "page.html": b"<!DOCTYPE html><html><head><title>Bread, now</title></head><body><p>Hello, you.</p></body></html>",
    "numbers.json": b"[1, 2, 3, {}]",
    "package.json": b'{"name": "bread", "version": "1.0.0", "items": [{"size": 1}], "dependencies": {}}',
    "program.py": b"import os, sys\n\nfor a, b in pairs:\n    print(a, b)\n",
    "broken.json": b'{"',
    "archive.zip": b"PK\x03\x04" + random.Random(3).randbytes(256),
}
"""Files that no reader may claim: other kinds, noise, nothing."""

_ID = re.compile(r"[a-z][a-z0-9_-]*:.+", re.DOTALL)

_Out = Item | Rejected | Gap


def check_adapter(adapter: Adapter, samples: Sequence[Mapping[str, bytes]]) -> None:
    """
    Run the suite of the adapter's kind.

    Args:
        adapter: Ours or anybody's.
        samples: Each a source that the adapter must handle, as member names to bytes.

    Raises:
        AssertionError: With a sentence that names what broke.
    """
    assert adapter.kind in KINDS, f"{adapter.name} says it is a {adapter.kind!r}, which is no kind of adapter"
    suite = SUITES.get(adapter.kind)
    assert suite is not None, f"there is no suite for a {adapter.kind} yet"
    suite(adapter, samples)


def check_reader(adapter: Adapter, samples: Sequence[Mapping[str, bytes]]) -> None:
    """
    Hold a reader to its contract: deterministic, nothing lost, steady on cut and garbled input, touching only `Files`.

    Args:
        adapter: Of kind ``reader``.
        samples: Sources that it must recognise, each with at least one item.

    Raises:
        AssertionError: With a sentence that names what broke.
    """
    name = adapter.name
    assert adapter.kind == "reader", f"{name} is a {adapter.kind}, no reader"
    assert adapter.version, f"{name} has no version"
    assert adapter.summary, f"{name} has no summary"
    assert samples, f"{name} brings no samples, so nothing was checked"
    for number, sample in enumerate(samples, 1):
        where = f"{name}, sample {number}"
        outs = _whole(adapter, sample, where)
        _check_outs(sample, outs, where)
        _check_cuts(adapter, sample, where)
        _check_damage(adapter, sample, where)
    _check_strangers(adapter)


def check_hurt(adapter: Adapter, samples: Sequence[Mapping[str, bytes]], *, count: int, chance: random.Random) -> None:
    """
    Hold a reader to its contract on so many cut, garbled and spliced copies of samples.

    Args:
        samples: As for `check_reader`; a piece of any of them may be spliced into any other.

    Raises:
        AssertionError: With a sentence that names what broke.
    """
    for turn in range(count):
        number = chance.randrange(len(samples))
        sample = samples[number]
        chosen = chance.choice(sorted(sample))
        hurt = {**sample, chosen: _hurt(sample[chosen], samples, chance)}
        where = f"{adapter.name}, sample {number + 1}, hurt copy {turn}"
        finds = _finds(adapter, sample, where) if turn % 2 else _finds(adapter, hurt, where)
        for find in finds:
            _check_outs(hurt, _read(adapter, hurt, find, where), where)


def _hurt(data: bytes, samples: Sequence[Mapping[str, bytes]], chance: random.Random) -> bytes:
    """Cut, garble, or splice with a piece of another sample."""
    kind = chance.randrange(3)
    if kind == 0:
        return data[: chance.randrange(len(data) + 1)]
    if kind == 1:
        return _damage(data, chance)
    other = chance.choice(sorted(chance.choice(samples).items()))[1]
    at, start = chance.randrange(len(data) + 1), chance.randrange(len(other) + 1)
    return data[:at] + other[start : start + chance.randrange(1, 4000)] + data[at:]


SUITES: dict[str, Callable[[Adapter, Sequence[Mapping[str, bytes]]], None]] = {"reader": check_reader, "exporter": check_exporter}
"""The suite of each kind; a kind that is added registers its own."""


# Reading under watch


@contextmanager
def sealed(where: str) -> Iterator[None]:
    """Fail when anything but the given files is opened: no file, no socket, no program."""
    touched: list[str] = []

    def refuse(what: str) -> Callable[..., Any]:
        def refused(*args: object, **_: object) -> Any:
            touched.append(f"{what}({args[0] if args else ''!r})")
            raise AssertionError(f"{where}: a reader may not call {what}")

        return refused

    # Noted as well as raised: a reader that catches everything would hide it.
    with (
        mock.patch.object(builtins, "open", refuse("open")),
        mock.patch.object(io, "open", refuse("io.open")),
        mock.patch.object(os, "open", refuse("os.open")),
        mock.patch.object(socket, "socket", refuse("socket")),
        mock.patch.object(subprocess, "Popen", refuse("Popen")),
    ):
        yield
    assert not touched, f"{where}: it touched what only the desk may touch: {', '.join(touched)}"


def _reader(adapter: Adapter) -> Reader:
    reader: Reader = adapter.open(adapter.options())
    return reader


def _finds(adapter: Adapter, sample: Mapping[str, bytes], where: str) -> list[Find]:
    with sealed(where), steady(where):
        return _reader(adapter).find(MemoryFiles(sample))


def _read(adapter: Adapter, sample: Mapping[str, bytes], find: Find, where: str) -> list[_Out]:
    # No format lists more items than it has bytes; gaps may be several per item.
    limit = 4 * sum(map(len, sample.values())) + 1000
    outs: list[_Out] = []
    with sealed(where), steady(where):
        for out in _reader(adapter).read(MemoryFiles(sample), find, Setting(source_name="sample")):
            outs.append(out)
            assert len(outs) <= limit, f"{where}: it does not stop; {limit} items came out of {sorted(sample)}"
        if isinstance(swift := _reader(adapter), Swift):
            _check_swift(swift, sample, find, outs, where)
    return outs


def _check_swift(reader: Swift, sample: Mapping[str, bytes], find: Find, outs: Sequence[_Out], where: str) -> None:
    """What comes in columns is what comes one by one, also where only two rows follow one another, or many stretches do."""
    rows: list[Item | Rejected] = []
    gaps: list[Gap] = []
    with mock.patch.multiple(stretch, LEAST=1, MOST=3):
        for out in reader.stretches(MemoryFiles(sample), find, Setting(source_name="sample")):
            if isinstance(out, Gap):
                gaps.append(out)
            elif isinstance(out, stretch.Stretch):
                data = sample[out.member]
                raws = [data[at : at + length] for at, length in zip(out.starts, out.lengths, strict=True)]
                rows += stretch.spread(out, raws)
            else:
                rows.append(out)
    assert rows == [out for out in outs if not isinstance(out, Gap)], f"{where}: in columns its rows are others"
    assert gaps == [out for out in outs if isinstance(out, Gap)], f"{where}: in columns its gaps are others"


@contextmanager
def steady(where: str) -> Iterator[None]:
    """Turn whatever is raised into the sentence that bad data raised it."""
    try:
        yield
    except AssertionError:
        raise
    except Exception as error:
        raise AssertionError(f"{where}: data raised {type(error).__name__}: {error}") from error


def _whole(adapter: Adapter, sample: Mapping[str, bytes], where: str) -> list[_Out]:
    finds = _finds(adapter, sample, where)
    assert finds, f"{where}: it does not recognise its own sample {sorted(sample)}"
    assert finds == _finds(adapter, sample, where), f"{where}: two recognitions of the same bytes differ"
    outs: list[_Out] = []
    for find in finds:
        assert find.reader == adapter.name, f"{where}: it signs its find as {find.reader!r}"
        assert find.members, f"{where}: it found something and names no member"
        strange = sorted({*find.members, *find.media} - set(sample))
        assert not strange, f"{where}: it names members that the source does not have: {strange}"
        assert 0 <= find.confidence <= 1, f"{where}: its confidence is {find.confidence}, not between 0 and 1"
        first = _read(adapter, sample, find, where)
        assert first == _read(adapter, sample, find, where), f"{where}: two readings of the same bytes differ"
        outs += first
    assert any(isinstance(out, Item) for out in outs), f"{where}: it reads no item from its own sample {sorted(sample)}"
    return outs


# What came out


def _check_outs(sample: Mapping[str, bytes], outs: Sequence[_Out], where: str) -> None:
    """Places are true, ranges follow one another within a member, records are well-formed."""
    ends: dict[str, tuple[int, int]] = {}
    for out in outs:
        assert out.member in sample, f"{where}: {out.member!r} is not a member of the source"
        if isinstance(out, Gap):
            assert out.code, f"{where}: a gap has no code"
            assert out.what, f"{where}: a gap has no words"
            continue
        here = f"{where}, {out.member} item {out.n}"
        _check_place(sample[out.member], out, here)
        last_n, last_end = ends.get(out.member, (0, 0))
        assert out.n > last_n, f"{here}: it follows item {last_n}; numbers must grow"
        if out.start >= 0:
            assert out.start >= last_end, f"{here}: its bytes begin at {out.start}, inside the item before it"
        ends[out.member] = (out.n, max(last_end, out.start + out.length) if out.start >= 0 else last_end)
        if isinstance(out, Rejected):
            assert out.code, f"{here}: it is rejected without a code"
            assert out.why, f"{here}: it is rejected without a reason"
            _check_text(out.why, here)
            continue
        for post in out.posts:
            _check_post(post, here)
        for sighting in out.sightings:
            _check_sighting(sighting, here)


def _check_place(member: bytes, out: Item | Rejected, here: str) -> None:
    assert out.n >= 1, f"{here}: numbers begin at 1"
    if out.start == -1:
        assert out.length == len(out.raw) or out.length == 0, f"{here}: without bytes, length is that of raw or 0"
        return
    end = out.start + out.length
    assert 0 <= out.start <= end <= len(member), f"{here}: bytes {out.start} to {end} lie outside the member"
    assert out.raw == member[out.start : end], f"{here}: raw is not bytes {out.start} to {end} of the member"


def _check_post(post: Post, here: str) -> None:
    assert _ID.fullmatch(post.id), f"{here}: {post.id!r} is not shaped PLATFORM:NATIVE"
    assert post.id == f"{post.platform}:{post.native_id}", f"{here}: {post.id!r} is not its platform and native id"
    for other in (post.reply_to, post.quotes, post.reposts, post.account):
        assert other is None or _ID.fullmatch(other), f"{here}: {other!r} is not shaped PLATFORM:NATIVE"
    for moment in (post.posted, post.edited):
        _check_moment(moment, here)
    assert not (post.handle or "").startswith("@"), f"{here}: the handle {post.handle!r} begins with @"
    texts = [post.native_id, post.text, post.handle, post.name, post.url, post.lang, post.place, *post.marks]
    for text in [*texts, *(one for media in post.media for one in (media.url, media.alt, media.name, media.missing))]:
        _check_text(text, here)
    assert not coordinates(post.place or ""), f"{here}: exact coordinates stand in the place {post.place!r}"
    assert not any(coordinates(mark) for mark in post.marks), f"{here}: exact coordinates stand in a mark"
    assert all(media.digest is None for media in post.media), f"{here}: a reader filled in a digest"


def _check_sighting(sighting: Sighting, here: str) -> None:
    assert _ID.fullmatch(sighting.id), f"{here}: {sighting.id!r} is not shaped PLATFORM:NATIVE"
    assert sighting.id == f"{sighting.platform}:{sighting.native_id}", f"{here}: {sighting.id!r} does not fit its parts"
    for moment in (sighting.seen, sighting.created):
        _check_moment(moment, here)
    for text in (sighting.handle, sighting.name, sighting.bio, sighting.place, sighting.avatar, *sighting.links):
        _check_text(text, here)


def _check_moment(moment: Moment | None, here: str) -> None:
    if moment is None:
        return
    assert moment.precision in PRECISIONS, f"{here}: {moment.precision!r} is no precision"
    if moment.at is not None:
        assert moment.at.utcoffset() == timedelta(0), f"{here}: the time {moment.at} is not aware and UTC"
    if moment.local is not None:
        assert moment.local.tzinfo is None, f"{here}: the local time {moment.local} carries a zone"
        assert moment.at is None, f"{here}: a time is both known in UTC and local without a zone"
    _check_text(moment.stated, here)


def _check_text(text: str | None, here: str) -> None:
    if text is None:
        return
    assert isinstance(text, str), f"{here}: {text!r} is no text"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise AssertionError(f"{here}: a text holds a lone surrogate: {text!r}") from None


# Cut and damaged input


def _check_cuts(adapter: Adapter, sample: Mapping[str, bytes], where: str) -> None:
    for find in _finds(adapter, sample, where):
        whole = [out for out in _read(adapter, sample, find, where) if isinstance(out, Item) and out.start >= 0]
        for member in find.members:
            for at in _places(sample[member], whole, member):
                here = f"{where}, {member} cut at byte {at}"
                cut = {**sample, member: sample[member][:at]}
                outs = _read(adapter, cut, find, here)
                _check_outs(cut, outs, here)
                _read_found(adapter, cut, here)
                kept = {out.start: out for out in outs if isinstance(out, Item) and out.member == member}
                for item in whole:
                    if item.member == member and item.start + item.length <= at:
                        _check_same(item, kept.get(item.start), here)


def _places(data: bytes, whole: Sequence[Item], member: str) -> list[int]:
    chance = random.Random(len(data))
    places = {chance.randrange(len(data) + 1) for _ in range(CUTS)} if data else set()
    ends = [item.start + item.length for item in whole if item.member == member]
    return sorted(places | set(ends[:: max(1, len(ends) // 4)]) | {0, max(0, len(data) - 1)})


def _check_same(item: Item, cut: Item | None, here: str) -> None:
    assert cut is not None, f"{here}: item {item.n} lay before the cut and is lost"
    assert (cut.n, cut.raw) == (item.n, item.raw), f"{here}: item {item.n} lay before the cut and changed its place"
    before, after = ([(post.id, post.text) for post in one.posts] for one in (item, cut))
    assert before == after, f"{here}: item {item.n} lay before the cut and reads differently: {after} for {before}"
    for old, new in zip(item.posts, cut.posts, strict=True):
        for known, found in ((old.posted.at, new.posted.at), (old.posted.local, new.posted.local)):
            assert found is None or found == known, f"{here}: item {item.n} changed its time from {known} to {found}"


def _check_damage(adapter: Adapter, sample: Mapping[str, bytes], where: str) -> None:
    finds = _finds(adapter, sample, where)
    for turn in range(DAMAGES):
        damaged = {name: _damage(data, random.Random(turn * 1000 + len(data))) for name, data in sample.items()}
        here = f"{where}, damaged copy {turn}"
        for find in finds:
            outs = _read(adapter, damaged, find, here)
            _check_outs(damaged, outs, here)
        _read_found(adapter, damaged, here)


def _damage(data: bytes, chance: random.Random) -> bytes:
    """Flip bytes, put in zeros, swap or double a piece: one of these, chosen by chance."""
    if not data:
        return b"\x00"
    out = bytearray(data)
    kind = chance.randrange(4)
    if kind == 0:
        for _ in range(1 + len(out) // 200):
            out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    elif kind == 1:
        for _ in range(3):
            out[chance.randrange(len(out))] = 0
    else:
        one, two = sorted((chance.randrange(len(out) + 1), chance.randrange(len(out) + 1)))
        piece = bytes(out[one:two])
        at = chance.randrange(len(out) + 1)
        out[at:at] = piece if kind == 2 else piece[::-1]
    return bytes(out)


def _read_found(adapter: Adapter, sample: Mapping[str, bytes], here: str) -> list[_Out]:
    return [out for find in _finds(adapter, sample, here) for out in _read(adapter, sample, find, here)]


def _check_strangers(adapter: Adapter) -> None:
    for name, data in STRANGERS.items():
        where = f"{adapter.name}, the stranger {name}"
        assert not _finds(adapter, {name: data}, where), f"{where}: it claims a file that is none of its own"
        blind = Find(adapter.name, (name,))
        outs = _read(adapter, {name: data}, blind, where)
        _check_outs({name: data}, outs, where)
    together = f"{adapter.name}, all strangers in one folder"
    assert not _finds(adapter, STRANGERS, together), f"{together}: it claims files that are none of its own"
