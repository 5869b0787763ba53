"""
Pictures and one sound of the example, drawn by code.

Every photograph carries what a telephone would write into it: a place (in the middle of an ocean), a device, an owner.
None of that may ever reach a reader; `CANARIES` are the words that a leak test looks for. Same code, same bytes.
"""

from __future__ import annotations

import io
import math
import random
import struct
import wave
from collections.abc import Callable

from PIL import Image, ImageDraw

SIZE = (960, 640)
MAKE, MODEL, SERIAL, OWNER = "Invented Optics", "Lantern 3", "IO-4471-0098", "Owner Canary Vellamy"
GPS = (0.5, -25.0)
"""Degrees north and east: open ocean."""

FILE_NAMES = {"stairwell.jpg": "IMG_Nadia-Orrelwyn_at-home.jpg"}
"""Where the poster's own file name differs from ours: one holds a person's name."""

CANARIES = (MAKE, MODEL, SERIAL, OWNER, "Nadia-Orrelwyn", "Orrelwyn")

Draw = ImageDraw.ImageDraw
Colour = tuple[int, int, int]


def _wash(draw: Draw, top: Colour, bottom: Colour, y0: int, y1: int) -> None:
    """Fill from one colour to another, line by line."""
    for y in range(y0, y1):
        part = (y - y0) / max(1, y1 - y0 - 1)
        a, b, c = (round(t + (u - t) * part) for t, u in zip(top, bottom, strict=True))
        draw.line([(0, y), (SIZE[0], y)], fill=(a, b, c))


def _skyline(draw: Draw, rng: random.Random, base: int, fill: Colour, lit: Colour | None) -> None:
    x = 0
    while x < SIZE[0]:
        width, height = rng.randint(40, 90), rng.randint(50, 190)
        draw.rectangle((x, base - height, x + width, base), fill=fill)
        if lit is not None:
            for _ in range(rng.randint(0, 4)):
                wx, wy = x + rng.randint(6, max(7, width - 12)), base - rng.randint(14, height)
                draw.rectangle((wx, wy, wx + 5, wy + 8), fill=lit)
        x += width


def _bridge(draw: Draw, sky: tuple[Colour, Colour], stone: Colour, lamp: Colour | None) -> None:
    rng = random.Random(6)
    _wash(draw, *sky, 0, 400)
    _skyline(draw, rng, 400, (60, 66, 82), lamp)
    _wash(draw, (88, 106, 124), (38, 50, 66), 400, 640)
    draw.rectangle((0, 372, 960, 410), fill=stone)
    for x in range(-40, 960, 160):
        draw.pieslice((x, 400, x + 150, 520), 180, 360, fill=(88, 106, 124))
        draw.rectangle((x + 150, 400, x + 162, 470), fill=stone)
        if lamp is not None:
            draw.line((x + 80, 372, x + 80, 330), fill=stone, width=4)
            draw.ellipse((x + 73, 318, x + 87, 332), fill=lamp)


def _bridge_dusk(draw: Draw) -> None:
    _bridge(draw, ((92, 104, 132), (214, 178, 150)), (44, 46, 56), (250, 214, 120))


def _bridge_morning(draw: Draw) -> None:
    _bridge(draw, ((196, 212, 226), (240, 232, 214)), (120, 118, 112), None)
    rng = random.Random(15)
    for x in range(60, 900, 22):
        h = rng.randint(26, 34)
        draw.rounded_rectangle((x, 372 - h, x + 9, 372), 4, fill=(70, 72, 80))


def _stairwell(draw: Draw) -> None:
    draw.rectangle((0, 0, *SIZE), fill=(170, 164, 152))
    for n in range(9):
        draw.rectangle((80 + n * 70, 560 - n * 52, 960, 612 - n * 52), fill=(120 + n * 6, 116 + n * 6, 108 + n * 6))
    rng = random.Random(9)
    for _ in range(60):
        x, y, r = rng.randint(40, 700), rng.randint(470, 630), rng.randint(3, 15)
        draw.polygon([(x, y), (x + r, y - r // 2), (x + 2 * r, y + r), (x + r // 2, y + r)], fill=(226, 222, 212))
    for cx in (150, 270):
        draw.ellipse((cx - 44, 480, cx + 44, 568), outline=(40, 40, 44), width=6)
    draw.line((150, 524, 200, 470, 270, 524, 190, 524, 150, 524), fill=(190, 60, 50), width=7)
    draw.line((200, 470, 192, 448), fill=(40, 40, 44), width=6)


def _canisters(draw: Draw) -> None:
    _wash(draw, (206, 198, 180), (176, 166, 148), 0, 460)
    draw.rectangle((0, 460, *SIZE), fill=(110, 104, 96))
    for n in range(7):
        x = 70 + n * 122
        draw.rounded_rectangle((x, 300, x + 96, 500), 16, fill=(60 + n * 8, 110 + n * 6, 150))
        draw.rectangle((x + 34, 276, x + 60, 302), fill=(236, 232, 220))


def _queue(draw: Draw) -> None:
    _wash(draw, (222, 214, 198), (186, 178, 166), 0, 640)
    rng = random.Random(11)
    for n in range(14):
        x, y, h = 60 + n * 62, 300 + n * 9, rng.randint(150, 190)
        draw.ellipse((x - 20, y, x + 20, y + 40), fill=(52, 50, 54))
        draw.rounded_rectangle((x - 28, y + 42, x + 28, y + h), 18, fill=(52, 50, 54))


def _map(draw: Draw) -> None:
    draw.rectangle((0, 0, *SIZE), fill=(242, 240, 233))
    draw.line([(0, 420), (300, 380), (620, 300), (960, 210)], fill=(170, 204, 214), width=80)
    draw.line((500, 250, 540, 410), fill=(60, 66, 72), width=14)
    for x, y, r in ((260, 200, 90), (680, 160, 70), (640, 500, 60)):
        draw.ellipse((x - r, y - r, x + r, y + r), outline=(90, 130, 130), width=5)
        draw.polygon([(x, y - 22), (x + 16, y + 10), (x - 16, y + 10)], fill=(40, 100, 160))


def _clinic_door(draw: Draw) -> None:
    draw.rectangle((0, 0, *SIZE), fill=(198, 190, 176))
    draw.rectangle((360, 90, 620, 640), fill=(46, 98, 76))
    draw.polygon([(620, 90), (650, 110), (650, 640), (620, 640)], fill=(24, 30, 30))
    draw.rectangle((430, 170, 550, 250), fill=(244, 242, 236))
    draw.ellipse((584, 370, 604, 390), fill=(210, 180, 90))


def _bus_stop(draw: Draw) -> None:
    _wash(draw, (60, 68, 88), (130, 124, 122), 0, 450)
    draw.rectangle((0, 450, *SIZE), fill=(58, 58, 62))
    for x in (60, 500):
        draw.rounded_rectangle((x, 260, x + 380, 470), 20, fill=(196, 150, 60))
        for n in range(5):
            draw.rectangle((x + 24 + n * 70, 290, x + 78 + n * 70, 350), fill=(40, 46, 56))
        for wx in (x + 70, x + 300):
            draw.ellipse((wx - 30, 440, wx + 30, 500), fill=(26, 26, 28))
    draw.line((480, 460, 480, 130), fill=(30, 30, 34), width=8)
    draw.ellipse((462, 100, 498, 136), fill=(252, 224, 150))


def _candle(draw: Draw) -> None:
    draw.rectangle((0, 0, *SIZE), fill=(22, 20, 22))
    for r in range(260, 0, -4):
        glow = 1 - r / 260
        warm = (22 + round(150 * glow), 20 + round(96 * glow), 22 + round(30 * glow))
        draw.ellipse((480 - r, 300 - r, 480 + r, 300 + r), fill=warm)
    draw.rectangle((330, 420, 630, 640), fill=(70, 52, 38))
    draw.rectangle((462, 320, 498, 420), fill=(232, 224, 204))
    draw.polygon([(480, 262), (494, 304), (480, 320), (466, 304)], fill=(255, 214, 110))


def _child_bridge(draw: Draw, arches: int, bus: bool) -> None:
    draw.rectangle((0, 0, *SIZE), fill=(253, 252, 246))
    for n in range(12):
        y = 470 + n * 13
        points = [(x, y + round(6 * math.sin(x / 30 + n))) for x in range(0, 960, 8)]
        draw.line(points, fill=(70, 130, 210), width=5)
    step = 860 // arches
    draw.line((40, 330, 920, 326), fill=(150, 60, 40), width=14)
    for n in range(arches):
        draw.arc((50 + n * step, 340, 50 + n * step + step - 8, 600), 180, 360, fill=(150, 60, 40), width=9)
    draw.ellipse((780, 40, 880, 140), fill=(250, 200, 60))
    if bus:
        draw.rectangle((380, 236, 560, 320), fill=(246, 206, 40), outline=(40, 40, 40), width=6)
        for x in (410, 530):
            draw.ellipse((x - 20, 302, x + 20, 342), fill=(40, 40, 40))


def _official(draw: Draw, view: str) -> None:
    rng = random.Random(view)
    if view == "road":
        _wash(draw, (190, 206, 222), (226, 222, 208), 0, 380)
        draw.rectangle((0, 380, *SIZE), fill=(132, 132, 112))
        draw.polygon([(420, 380), (540, 380), (820, 640), (140, 640)], fill=(92, 92, 94))
    elif view == "post":
        _wash(draw, (150, 160, 170), (196, 190, 178), 0, 460)
        draw.rectangle((0, 460, *SIZE), fill=(96, 90, 80))
        draw.rectangle((80, 210, 330, 470), fill=(150, 146, 132))
        draw.rectangle((330, 330, 960, 352), fill=(186, 60, 50))
    else:
        _wash(draw, (222, 226, 230), (238, 234, 222), 0, 220)
        draw.rectangle((0, 220, *SIZE), fill=(118, 128, 92))
        draw.arc((-300, 150, 760, 900), 270, 360, fill=(120, 150, 170), width=130)
    for _ in range(18):
        x, h = rng.randint(0, 960), rng.randint(30, 110)
        draw.polygon([(x, 380 - h), (x + 22, 384), (x - 22, 384)], fill=(66, 92, 70))
    draw.rectangle((0, 600, 960, 640), fill=(30, 40, 60))


PICTURES: dict[str, Callable[[Draw], None]] = {
    "bridge-dusk.jpg": _bridge_dusk,
    "bridge-morning.jpg": _bridge_morning,
    "bus-stop.jpg": _bus_stop,
    "cellar-candle.jpg": _candle,
    "clinic-door.jpg": _clinic_door,
    "drawing-bridge.png": lambda draw: _child_bridge(draw, 9, False),
    "drawing-bridge-2.png": lambda draw: _child_bridge(draw, 6, True),
    "map-sketch.png": _map,
    "official-post.jpg": lambda draw: _official(draw, "post"),
    "official-river.jpg": lambda draw: _official(draw, "river"),
    "official-road.jpg": lambda draw: _official(draw, "road"),
    "queue.jpg": _queue,
    "stairwell.jpg": _stairwell,
    "water-canisters.jpg": _canisters,
}
SOUNDS = ("roof-wind.wav",)


def media(name: str) -> bytes:
    """
    Make one picture or sound.

    Args:
        name: A key of `PICTURES`, or one of `SOUNDS`.
    """
    return _sound() if name in SOUNDS else _picture(name)


def _picture(name: str) -> bytes:
    image = Image.new("RGB", SIZE)
    PICTURES[name](ImageDraw.Draw(image))
    out = io.BytesIO()
    if name.endswith(".png"):
        image.save(out, "PNG", exif=_exif(b""))
        return out.getvalue()
    thumbnail = b""
    if name == "stairwell.jpg":
        small = io.BytesIO()
        image.resize((160, 107)).save(small, "JPEG", quality=70)
        thumbnail = small.getvalue()
    image.save(out, "JPEG", quality=82, exif=_exif(thumbnail))
    return out.getvalue()


def _sound() -> bytes:
    """Half a second of wind: soft noise, 8 kHz, mono."""
    rng, level, samples = random.Random(8), 0.0, bytearray()
    for _ in range(4000):
        level = 0.95 * level + rng.uniform(-600, 600)
        samples += struct.pack("<h", max(-32000, min(32000, round(level))))
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(samples))
    return out.getvalue()


def _degrees(value: float) -> bytes:
    whole = abs(value)
    minutes = (whole - int(whole)) * 60
    seconds = round((minutes - int(minutes)) * 60 * 100)
    return struct.pack(">6I", int(whole), 1, int(minutes), 1, seconds, 100)


Tag = tuple[int, int, int, bytes]
"""Number, type, count, value, as TIFF 6.0 section 2 has them."""


def _text(number: int, value: str) -> Tag:
    raw = value.encode("ascii") + b"\0"
    return (number, 2, len(raw), raw)


def _long(number: int, value: int) -> Tag:
    return (number, 4, 1, struct.pack(">I", value))


def _directory(tags: list[Tag], at: int, following: int) -> bytes:
    """Lay out one image file directory that starts at offset `at`; long values stand behind it."""
    head, tail = struct.pack(">H", len(tags)), b""
    behind = at + 2 + 12 * len(tags) + 4
    for number, kind, count, value in sorted(tags):
        head += struct.pack(">HHI", number, kind, count)
        if len(value) <= 4:
            head += value.ljust(4, b"\0")
        else:
            head += struct.pack(">I", behind + len(tail))
            tail += value + b"\0" * (len(value) % 2)
    return head + struct.pack(">I", following) + tail


def _exif(thumbnail: bytes) -> bytes:
    """
    Write EXIF as a telephone does: device, owner, time, place, and a thumbnail if one is given.

    Pillow cannot write the second directory that a thumbnail needs, hence by hand.

    Source:
        Exif 2.32 (CIPA DC-008), sections 4.5 and 4.6.
    """
    device = [_text(0x9003, "2041:03:14 09:22:00"), _text(0xA430, OWNER), _text(0xA431, SERIAL)]
    place = [
        _text(1, "N" if GPS[0] >= 0 else "S"),
        (2, 5, 3, _degrees(GPS[0])),
        _text(3, "E" if GPS[1] >= 0 else "W"),
        (4, 5, 3, _degrees(GPS[1])),
    ]

    def main(device_at: int, place_at: int) -> list[Tag]:
        described = [_text(0x010F, MAKE), _text(0x0110, MODEL), _text(0x0132, "2041:03:14 09:22:00")]
        return [*described, _long(0x8769, device_at), _long(0x8825, place_at)]

    first = len(_directory(main(0, 0), 8, 0)) + 8
    second = first + len(_directory(device, first, 0))
    third = second + len(_directory(place, second, 0))
    small = [(0x0103, 3, 1, struct.pack(">H", 6)), _long(0x0201, 0), _long(0x0202, len(thumbnail))]
    bytes_at = third + len(_directory(small, third, 0))
    small[1] = _long(0x0201, bytes_at)
    parts = [b"MM\0*\0\0\0\x08", _directory(main(first, second), 8, third if thumbnail else 0)]
    parts += [_directory(device, first, 0), _directory(place, second, 0)]
    if thumbnail:
        parts += [_directory(small, third, 0), thumbnail]
    return b"Exif\0\0" + b"".join(parts)
