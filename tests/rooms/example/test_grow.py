"""The flood that is grown from the core."""

from __future__ import annotations

import random
from collections import Counter

from firsthand.example import world
from firsthand.example.grow import COPIERS, POSER, grow


def grown(seed: int) -> tuple[tuple[world.Person, ...], tuple[world.Message, ...]]:
    return grow(world.messages(), world.people(), random.Random(seed))


def test_same_seed_same_list() -> None:
    """Nothing but the seed decides."""
    assert grown(5) == grown(5)
    assert grown(5)[1] != grown(6)[1]


def test_core_is_kept_and_the_flood_is_about_three_thousand() -> None:
    """Every hand-written message is in the flood, unchanged; keys are unique; time runs forward."""
    people, flood = grown(2041)
    keys = {m.key: m for m in flood}
    accounts = {p.key for p in people}

    assert 2900 <= len(flood) <= 3100
    assert len(keys) == len(flood)
    assert all(keys[m.key] == m for m in world.messages())
    assert [m.posted for m in flood] == sorted(m.posted for m in flood)
    assert all(m.account in accounts for m in flood)
    assert all(key in keys for m in flood for key in (m.reply_to, m.quotes, m.reposts, m.truth.cluster_of) if key)


def test_everyday_noise_is_not_one_cluster() -> None:
    """No sentence of the noise comes often, except short replies."""
    _, flood = grown(2041)
    alone = [m.text for m in flood if m.truth.cluster_of is None and not m.reply_to]

    assert max(Counter(alone).values()) == 1


def test_spans_stay_exact_in_copies() -> None:
    """A third person who is still whole in a copy is still marked, exactly."""
    _, flood = grown(2041)
    keys = {m.key: m for m in flood}
    marked = [m for m in flood if m.truth.third_person and m.truth.cluster_of]

    assert marked
    for message in marked:
        root = keys[str(message.truth.cluster_of)]
        wanted = {root.text[s:e] for s, e, _ in root.truth.third_person}
        assert {message.text[s:e] for s, e, _ in message.truth.third_person} <= wanted


def test_copiers_follow_within_a_minute() -> None:
    """The three copy the poser within seconds, several times each."""
    _, flood = grown(2041)
    keys = {m.key: m for m in flood}
    copies = [m for m in flood if m.account in COPIERS and m.truth.cluster_of]
    own = [m for m in copies if keys[str(m.truth.cluster_of)].account == POSER]

    assert min(Counter(m.account for m in own).values()) >= 5
    assert all(0 < (m.posted - keys[str(m.truth.cluster_of)].posted).total_seconds() <= 60 for m in own)


def test_the_day_has_a_shape() -> None:
    """The fourteenth is the loudest day, and nights are quiet."""
    _, flood = grown(2041)
    days = Counter(m.posted.day for m in flood if m.posted.month == 3)
    hours = Counter(m.posted.hour for m in flood)

    assert days.most_common(1)[0][0] == 14
    assert sum(hours[h] for h in (1, 2, 3, 4)) < sum(hours[h] for h in (9, 10, 11, 12)) / 3
