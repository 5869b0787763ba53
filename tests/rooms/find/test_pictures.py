"""Pictures that show the same, held against counting every pair. All pictures here are drawn by chance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from firsthand.find.pictures import BITS, GRID, RADIUS, Index, copies, distance, flat, marks, mirrored, read, written


def scene(seed: int, *, edge: int = 256) -> np.ndarray:
    """A smooth invented scene: chance with more weight on what is large, as in photographs."""
    chance = np.random.default_rng(seed)
    down, across = np.fft.fftfreq(edge)[:, None] * edge, np.fft.rfftfreq(edge)[None, :] * edge
    far = np.maximum(np.hypot(down, across), 1)
    field = np.fft.irfft2(np.exp(2j * np.pi * chance.random(far.shape)) * far**-1.4, s=(edge, edge))
    return np.clip(128 + 45 * (field - field.mean()) / field.std(), 0, 255)


def small(picture: np.ndarray) -> np.ndarray:
    """As the worker makes it: each cell the mean of its pixels."""
    grey = Image.fromarray(np.ascontiguousarray(picture).round().astype(np.uint8))
    return np.asarray(grey.resize((GRID, GRID), Image.Resampling.BOX))


def mark(picture: np.ndarray) -> str:
    """Written mark of one picture."""
    return written(marks(small(picture)[None])[0])


def lettered(picture: np.ndarray) -> np.ndarray:
    """With a white bar over a fourteenth."""
    out = picture.copy()
    out[-18:-2, :] = 255
    return out


CHANGES = {
    "brighter": lambda one: np.clip(one * 1.3, 0, 255),
    "darker": lambda one: one * 0.6,
    "fewer tones": lambda one: (one // 24) * 24,
    "trimmed": lambda one: one[10:-10, 10:-10],
    "trimmed a little": lambda one: one[5:-5, 5:-5],
    "lettered": lettered,
    "mirrored": lambda one: one[:, ::-1],
    "mirrored and trimmed": lambda one: one[8:-8, 8:-8][:, ::-1],
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_is_found(change: str) -> None:
    """At least 38 of 40, each beside its own original; whether it is mirrored is told."""
    originals = [scene(seed) for seed in range(40)]
    found = [mark(one) for one in originals] + [mark(CHANGES[change](one)) for one in originals]

    roots = copies(found)

    assert sum(roots[40 + at] == at for at in range(40)) >= 38
    assert roots[:40] == tuple(range(40))
    told = [distance(left, right) for left, right in zip(found[:40], found[40:], strict=True)]
    assert sum(turned == change.startswith("mirrored") for _, turned in told) >= 38


def test_pictures_that_differ_stand_alone() -> None:
    """No pair of 300 invented scenes is joined."""
    assert copies([mark(scene(seed, edge=64)) for seed in range(300)]) == tuple(range(300))


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 1 << 30), st.integers(1, 60))
def test_a_search_finds_all_within_the_radius_and_nothing_else(seed: int, count: int) -> None:
    """As if every hash had been counted, also where many lie at the edge of the radius."""
    chance = np.random.default_rng(seed)
    members = chance.integers(0, 1 << 63, (count, 2), dtype=np.uint64)
    queries = members[chance.integers(0, count, 5)].copy()
    for row in queries:
        for bit in chance.choice(BITS, int(chance.integers(0, 2 * RADIUS)), replace=False):
            row[bit // 64] ^= np.uint64(1) << np.uint64(bit % 64)
    apart = np.bitwise_count(queries[:, None] ^ members[None]).sum(axis=2)
    expected = [(int(q), int(m), int(apart[q, m])) for q, m in np.argwhere(apart <= RADIUS)]

    found = Index(members).within(queries)

    assert list(zip(*(part.tolist() for part in found), strict=True)) == expected


def test_every_way_to_differ_by_the_radius_is_found() -> None:
    """Also where the bits lie so that no band is spared: two or three in each."""
    chance = np.random.default_rng(5)
    base = chance.integers(0, 1 << 63, (1, 2), dtype=np.uint64)
    index = Index(base)
    for _ in range(200):
        query = base.copy()
        counts = [3] * 7 + [2]
        chance.shuffle(counts)
        for band, count in enumerate(counts):
            for bit in chance.choice(16, count, replace=False) + 16 * band:
                query[0, bit // 64] ^= np.uint64(1) << np.uint64(bit % 64)

        assert index.within(query).distance.tolist() == [RADIUS]


def test_a_mirrored_hash_is_the_hash_of_the_mirrored_picture() -> None:
    """Bit by bit, but for frequencies that are nearly nothing."""
    for seed in range(20):
        grey = small(scene(seed))
        turned = marks(grey[None, :, ::-1])[0, 0]

        assert int(np.bitwise_count(mirrored(marks(grey[None])[0, 0]) ^ turned).sum()) <= 2


def test_the_same_pixels_give_the_same_mark() -> None:
    """Alone or among others; and what is written is read again."""
    greys = np.stack([small(scene(seed, edge=64)) for seed in range(50)])
    together = marks(greys)

    assert [written(one) for one in together] == [written(marks(grey[None])[0]) for grey in greys]
    assert (read(written(together[7])) == together[7]).all()


def test_a_picture_with_nothing_on_it_is_flat() -> None:
    """A black frame, a white page with grain; a scene is not."""
    grain = np.random.default_rng(1).integers(250, 256, (1, GRID, GRID)).astype(np.uint8)

    assert flat(np.zeros((1, GRID, GRID), np.uint8)).all()
    assert flat(grain).all()
    assert not flat(small(scene(1))[None]).any()


def test_few_and_equal_pictures() -> None:
    """None, one, and a flood of the same."""
    one = mark(scene(1))

    assert copies([]) == ()
    assert copies([one]) == (0,)
    assert copies([one] * 500) == (0,) * 500
