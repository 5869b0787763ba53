"""Near-duplicates against a brute-force count of what is shared. All texts here are invented."""

import random
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.find.duplicates import SHORTEST, Pair, bar, comparable, jaccard, near_duplicates

WORDS = {
    "ar": "نحن في الحي القصف مستمر منذ الصباح لا ماء ولا كهرباء ادعوا لنا الطريق مغلق الناس نحتاج سيارة إسعاف أطفال "
    "كثيرون هنا المدينة الشرقية سمعت انفجاراً قوياً قرب الجامع والدخان يغطي السماء أين أنتم يا أهلنا",
    "en": "we are still here and the shelling has not stopped since morning there is no water or power people need an "
    "ambulance children school eastern district hospital loud explosion near mosque smoke covers sky road closed",
    "uk": "ми тут обстріл не вщухає від ранку немає води світла моліться за нас люди потрібна швидка діти школа "
    "лікарня чую вибухи дим над містом дорога закрита де ви нічого не лишилось крім надії",
}


def posts(count: int, seed: int) -> Iterator[str]:
    """Invented posts; a quarter are edited copies of earlier ones, some with retweet marks and addresses."""
    chance = random.Random(seed)
    words = [text.split() for text in WORDS.values()]
    held: list[str] = []
    for _ in range(count):
        if held and chance.random() < 0.25:
            copy = chance.choice(held[-300:]).split()
            for _ in range(chance.choice([0, 1, 1, 2, 3])):
                at = chance.randrange(len(copy))
                copy[at] = chance.choice([chance.choice(chance.choice(words)), "", copy[at] + "!", copy[at][:-1]])
            text = " ".join(copy)
            text = chance.choice(["", "", "RT @someone: "]) + text + chance.choice(["", "", " https://example.org/a1"])
        else:
            own = chance.choice(words)
            text = " ".join(chance.choice(own) for _ in range(chance.choice([3, 5, 8, 12, 20, 30])))
        held.append(text)
        yield text


def by_brute_force(texts: list[str]) -> set[tuple[int, int]]:
    """All pairs of first copies that meet the bar, each pair looked at."""
    first: dict[str, int] = {}
    for at, text in enumerate(texts):
        first.setdefault(comparable(text), at)
    sets = [
        (at, {plain[i : i + 5] for i in range(len(plain) - 4)}) for plain, at in first.items() if len(plain) >= SHORTEST
    ]
    found = set()
    for n, (left, a) in enumerate(sets):
        for right, b in sets[n + 1 :]:
            low = min(len(a), len(b))
            if low < 0.5 * max(len(a), len(b)):
                continue
            shared = len(a & b)
            if shared / (len(a) + len(b) - shared) >= bar(low):
                found.add((left, right))
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_no_false_pair_and_hardly_a_missed_one(seed: int) -> None:
    """Every pair found is true, and at least 99 of 100 true pairs are found."""
    texts = list(posts(2000, seed))
    truth = by_brute_force(texts)

    found = {(p.left, p.right) for p in near_duplicates(texts, seed=seed).pairs if p.jaccard < 1}

    assert len(truth) > 100
    assert found <= truth
    assert len(found) >= 0.99 * len(truth)


def test_copies_fold_whatever_surrounds_them() -> None:
    """Retweet marks, handles, addresses, blanks, case and Arabic spelling do not make another text."""
    texts = [
        "القصف مستمر منذ الصباح على حيّنا",
        "RT @someone: القصف مستمر منذ الصباح على حينا https://example.org/x1",
        "القصف مستمرّ  منذ الصباح\nعلي حينا @other",
        "The road to the bridge is closed tonight",
    ]

    clusters = near_duplicates(texts)

    assert clusters.roots == (0, 0, 0, 3)
    assert clusters.pairs == (Pair(0, 1, 1.0), Pair(0, 2, 1.0))


def test_short_texts_only_meet_their_equals() -> None:
    """Under twenty letters one changed letter makes another text; posts without words stand alone."""
    texts = ["Pray for us now", "Pray for us now!", "pray for us NOW", "https://a.example/1", "https://a.example/2", ""]

    assert near_duplicates(texts).roots == (0, 1, 0, 3, 4, 5)


def test_the_root_is_the_earliest() -> None:
    """A chain of edits is one cluster with the first input as root."""
    base = "people are stuck in the cellar of the school near the old bridge and the water is gone since morning"
    texts = [
        "unrelated words about a football match in spring",
        base,
        base + " please share",
        base[7:] + " please share",
    ]

    assert near_duplicates(texts).roots == (0, 1, 1, 1)


def test_the_bar_rises_with_length() -> None:
    """0.5 for short, 0.7 for long, a line between."""
    assert [bar(n) for n in (1, 40, 80, 120, 999)] == pytest.approx([0.5, 0.5, 0.6, 0.7, 0.7])


@given(st.lists(st.text(max_size=60), max_size=12), st.integers(0, 3))
@settings(max_examples=100, deadline=None)
def test_any_texts(texts: list[str], seed: int) -> None:
    """Roots are earlier members of their own cluster, and pairs say the truth, for any input."""
    clusters = near_duplicates(texts, seed=seed)

    assert len(clusters.roots) == len(texts)
    assert all(root <= at and clusters.roots[root] == root for at, root in enumerate(clusters.roots))
    for pair in clusters.pairs:
        assert clusters.roots[pair.left] == clusters.roots[pair.right]
        assert pair.jaccard == jaccard(comparable(texts[pair.left]), comparable(texts[pair.right])) or pair.jaccard == 1


def test_a_flood_of_variants_is_one_cluster() -> None:
    """More than a crowd of variants is joined without pairing all with all."""
    base = "we are still in the cellar of the school near the bridge and nobody comes please share this number "
    texts = [base + str(n) for n in range(500)]

    clusters = near_duplicates(texts)

    assert set(clusters.roots) == {0}
    assert len(clusters.pairs) < 500 * 499 / 2


def test_importing_the_room_loads_nothing_heavy() -> None:
    """NumPy is loaded with the first call."""
    code = "import sys, firsthand.find.duplicates; sys.exit('numpy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
