"""
A burst of creations: accounts made within days of each other that then post nearly the same.

New accounts alone are no signal: an event brings newcomers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from firsthand.model.finding import Rest
from firsthand.signals.seam import Burst, Given, Seen, Signal, first

WINDOW_US = 3 * 86_400_000_000
"""Three days. A guess."""
LEAST_ACCOUNTS, LEAST_SHARED = 3, 2
WIDEST = 200
"""A text that more accounts share than this is a slogan, and binds nobody."""


def bursts(created: Mapping[str, int], shared: Mapping[str, Mapping[str, str]]) -> dict[str, Burst]:
    """
    Find groups of accounts that were made within `WINDOW_US` and share near-copies.

    Args:
        created: Account to microseconds since 1970.
        shared: Cluster to the accounts that have a post in it, each with one such post.

    Returns:
        By account: the group that it is in.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    posts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for cluster in sorted(shared):
        known = sorted((created[one], one) for one in shared[cluster] if one in created)
        if not LEAST_ACCOUNTS <= len(known) <= WIDEST:
            continue
        for (early, left), (late, right) in combinations(known, 2):
            if late - early <= WINDOW_US:
                pair = (min(left, right), max(left, right))
                pairs[pair] += 1
                posts[pair] += [shared[cluster][pair[0]], shared[cluster][pair[1]]]
    groups = _joined([pair for pair in sorted(pairs) if pairs[pair] >= LEAST_SHARED])
    found: dict[str, Burst] = {}
    for group in groups:
        times = [created[one] for one in group]
        if len(group) < LEAST_ACCOUNTS or max(times) - min(times) > 2 * WINDOW_US:
            continue
        inside = [pair for pair in combinations(group, 2) if pairs.get(pair, 0) >= LEAST_SHARED]
        least = min(pairs[pair] for pair in inside)
        for one in group:
            mine = [post for pair in inside if one in pair for post in posts[pair]]
            found[one] = Burst(group, min(times), max(times), least, tuple(dict.fromkeys(mine)))
    return found


def _joined(pairs: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    parent: dict[str, str] = {}

    def root(one: str) -> str:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for left, right in pairs:
        low, high = sorted((root(left), root(right)))
        parent[high] = low
    groups: dict[str, list[str]] = defaultdict(list)
    for one in sorted(parent):
        groups[root(one)].append(one)
    return [tuple(group) for group in groups.values()]


def _find(given: Given) -> Iterator[Seen]:
    assert given.bursts is not None
    for one in given.bursts:
        days = max(1, round((one.last_us - one.first_us) / 86_400_000_000))
        mine = {post.id for post in given.posts}
        yield Seen(
            "acts-together", 1, "some" if len(one.accounts) < 6 else "strong",
            f"It is one of {len(one.accounts)} accounts made within {days} {'day' if days == 1 else 'days'} that posted nearly the same "
            f"{one.shared} times or more. Why, we do not know.",
            len([post for post in one.posts if post in mine]), first(Rest(post, "text") for post in one.posts if post in mine),
        )  # fmt: skip


SIGNAL = Signal(
    name="creation_burst", version="1", family="network", speaks={"acts-together": (1,)}, needs=("posts", "bursts"),
    idea="Accounts made together that say the same may be one hand's.",
    innocent="People whose accounts were taken down come back together, and a relief group makes its accounts on one day.",
    false_positives=("people who were blocked and join again", "volunteers of one group", "a class or a family"),
    source="the desk's catalogue of signals; a newcomer alone is none", find=_find,
)  # fmt: skip
