"""
Copies of pictures: our hash beside ImageHash's on the same files, and a search among a million hashes.

The pictures are made here: fields of chance with more weight on what is large, as in photographs, with shapes drawn over them.
Each is changed in several ways. Read the ratio of CPU seconds, round by round. A radius is each tool's own: ours is fixed, that of
ImageHash's `phash` is the 10 bits that are usual for its 64.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measure import ROOT, options, spread, tell

if TYPE_CHECKING:
    from PIL.Image import Image

SIZES = ((1200, 900), (900, 1200), (1280, 720), (1000, 1000))
USUAL = 10


def scene(seed: int) -> Image:
    """A made picture in colour."""
    import numpy as np
    from PIL import Image, ImageDraw

    chance = np.random.default_rng([7, seed])
    width, height = SIZES[seed % len(SIZES)]
    far = np.maximum(np.hypot(np.fft.fftfreq(96)[:, None] * 96, np.fft.rfftfreq(128)[None, :] * 128), 1)

    def field(steepness: float) -> Any:
        return np.fft.irfft2(np.exp(2j * np.pi * chance.random(far.shape)) * far**-steepness, s=(96, 128))

    shared = field(chance.uniform(1.1, 1.9))
    layers = [shared + 0.4 * field(1.5) for _ in range(3)]
    points = np.stack([(one - one.mean()) / one.std() for one in layers], axis=2)
    tones = np.clip(128 + chance.uniform(25, 60) * points, 0, 255).astype(np.uint8)
    drawn = Image.fromarray(tones).resize((width, height), Image.Resampling.BICUBIC)
    brush = ImageDraw.Draw(drawn)
    for _ in range(int(chance.integers(0, 12))):
        x, y = int(chance.integers(0, width)), int(chance.integers(0, height))
        right, down = (int(one) for one in chance.integers(20, width // 4, 2))
        brush.rectangle([x, y, x + right, y + down], fill=tuple(int(one) for one in chance.integers(0, 255, 3)))
    return drawn


def _side(drawn: Image, seed: int) -> Image:
    width, height = drawn.size
    left, top, right, bottom = ((seed % 4 == side) * 0.04 for side in range(4))
    return drawn.crop((int(left * width), int(top * height), width - int(right * width), height - int(bottom * height)))


def _around(drawn: Image, share: float) -> Image:
    width, height = drawn.size
    return drawn.crop((int(share * width), int(share * height), width - int(share * width), height - int(share * height)))


def _lettered(drawn: Image, seed: int) -> Image:
    from PIL import ImageDraw

    out = drawn.copy()
    brush = ImageDraw.Draw(out)
    top, ground = ((9 * out.height) // 10 if seed % 2 else 0), 255 * (seed // 2 % 2)
    brush.rectangle([0, top, out.width, top + out.height // 10], fill=(ground,) * 3)
    brush.text((40, top + 20), "ORADESH TONIGHT", fill=(255 - ground,) * 3)
    return out


def _mirrored(drawn: Image) -> Image:
    from PIL import ImageOps

    return ImageOps.mirror(drawn)


CHANGES: dict[str, tuple[Callable[[Any, int], Any], int]] = {
    "half the size, quality 60": (lambda one, _: one.resize((one.width // 2, one.height // 2)), 60),
    "quality 25": (lambda one, _: one, 25),
    "trimmed 2 % all around (4 % of each edge)": (lambda one, _: _around(one, 0.02), 75),
    "trimmed 4 % at one side": (_side, 75),
    "trimmed 4 % all around": (lambda one, _: _around(one, 0.04), 75),
    "a bar with words over a tenth": (_lettered, 75),
    "30 % brighter": (lambda one, _: one.point(lambda tone: min(255, int(tone * 1.3))), 75),
    "40 % darker": (lambda one, _: one.point(lambda tone: int(tone * 0.6)), 75),
    "mirrored": (lambda one, _: _mirrored(one), 75),
}


def jpeg(drawn: Image, quality: int) -> bytes:
    """The bytes of a file."""
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=quality)
    return out.getvalue()


def spent(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of this process, and what came out."""
    begun = time.process_time()
    out = work()
    return time.process_time() - begun, out


def ours(files: list[bytes]) -> Any:
    """Marks, as the step makes them, but in this process."""
    import numpy as np

    from firsthand.find.pictures import GRID, marks
    from firsthand.shell.pictures import tiny_picture

    greys = b"".join(tiny_picture(one, GRID) for one in files)
    return marks(np.frombuffer(greys, np.uint8).reshape(-1, GRID, GRID))


def theirs(files: list[bytes]) -> Any:
    """Hashes of ImageHash's `phash`."""
    import imagehash
    import numpy as np
    from PIL import Image

    return np.stack([imagehash.phash(Image.open(io.BytesIO(one))).hash.ravel() for one in files])


def recalls(originals: Any, copies: dict[str, Any], peers: Any, peer_copies: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Of each change, the share of copies that lie within the radius."""
    import numpy as np

    from firsthand.find.pictures import RADIUS, distance, written

    for name, found in copies.items():
        mine = np.mean([distance(written(a), written(b))[0] <= RADIUS for a, b in zip(originals, found, strict=True)])
        told = f"{mine:.3f}"
        if peers is not None:
            told += f"   ImageHash {np.mean((peers != peer_copies[name]).sum(axis=1) <= USUAL):.3f}"
        yield f"  recall: {name}", told


def false_matches(originals: Any, peers: Any) -> Iterator[tuple[str, object]]:
    """Pairs of different pictures that lie within the radius, in all ways in which we look."""
    import numpy as np

    from firsthand.find.pictures import Index, mirrored

    count = len(originals)
    index, wrong = Index(originals[:, 0]), set()
    for window in (originals[:, 0], originals[:, 1]):
        for queries in (window, mirrored(window)):
            met = index.within(queries)
            wrong |= {(min(a, b), max(a, b)) for a, b in zip(met.query.tolist(), met.member.tolist(), strict=True) if a != b}
    pairs = count * (count - 1) // 2
    yield "pairs of different pictures", f"{pairs:,}"
    yield "  false matches", len(wrong)
    if peers is not None:
        bits = np.packbits(peers, axis=1).view(np.uint64).ravel()
        near = sum(int((np.bitwise_count(bits[at] ^ bits[at + 1 :]) <= USUAL).sum()) for at in range(count))
        yield "  false matches of ImageHash", near


def search(count: int) -> Iterator[tuple[str, object]]:
    """A thousand queries one by one, each 23 bits from one member, among hashes of chance; a part is checked by counting all."""
    import numpy as np

    from firsthand.find.pictures import BITS, RADIUS, Index

    chance = np.random.default_rng(3)
    members = np.frombuffer(chance.bytes(16 * count), np.uint64).reshape(count, 2)
    begun = time.perf_counter()
    index = Index(members)
    yield f"index of {count:,}: s", f"{time.perf_counter() - begun:.2f}"
    queries = members[:1000].copy()
    for row in queries:
        for bit in chance.choice(BITS, RADIUS, replace=False):
            row[bit // 64] ^= np.uint64(1) << np.uint64(bit % 64)
    cpu, wall, found = [], [], 0
    for at in range(len(queries)):
        ours, ticks = time.process_time(), time.perf_counter()
        met = index.within(queries[at : at + 1])
        cpu.append((time.process_time() - ours) * 1000)
        wall.append((time.perf_counter() - ticks) * 1000)
        found += at in met.member
    assert found == len(queries), "the search is exact"
    yield "  a query, CPU ms", spread(cpu)
    yield "  a query, wall ms", spread(wall)
    scan, _ = spent(lambda: [np.bitwise_count(members ^ one).sum(axis=1) <= RADIUS for one in queries[:20]])
    yield "  a query by counting all, CPU ms", f"{scan * 50:.1f}"


def main() -> None:
    """Measure and print."""
    parser = options(__doc__ or "")
    parser.add_argument("--pictures", type=int, default=400, help="How many different pictures are made.")
    parser.add_argument("--runs", type=int, default=5, help="How often each tool hashes 200 of the files, by turns.")
    parser.add_argument("--hashes", type=int, default=1_000_000, help="Size of the index that is searched.")
    parser.add_argument("--peer", type=Path, help="Folder that holds the package imagehash: see peers.sh.")
    stated = parser.parse_args()
    sys.path.insert(0, str(ROOT / "src"))
    if stated.peer:
        sys.path.append(str(stated.peer))
    scenes = [scene(seed) for seed in range(stated.pictures)]
    originals = [jpeg(one, 85) for one in scenes]
    changed = {name: [jpeg(change(one, at), quality) for at, one in enumerate(scenes)] for name, (change, quality) in CHANGES.items()}
    del scenes
    part = originals[:200]
    ours(part[:5])
    mine, peer = [], []
    for _ in range(stated.runs):
        mine.append(spent(lambda: ours(part))[0])
        if stated.peer:
            peer.append(spent(lambda: theirs(part))[0])
    result: dict[str, object] = {"pictures": stated.pictures, "runs of each": stated.runs}
    result["ours, pictures a CPU s"] = spread([len(part) / one for one in mine], 0)
    if peer:
        result["ImageHash phash, pictures a CPU s"] = spread([len(part) / one for one in peer], 0)
        result["CPU ratio, round by round"] = spread([b / a for a, b in zip(mine, peer, strict=True)])
    base, base_peer = ours(originals), theirs(originals) if stated.peer else None
    peers = {name: theirs(files) for name, files in changed.items()} if stated.peer else {}
    result |= recalls(base, {name: ours(files) for name, files in changed.items()}, base_peer, peers)
    result |= false_matches(base, base_peer)
    result |= search(stated.hashes)
    tell(result, stated.json)


if __name__ == "__main__":
    main()
