"""Acting together: groups of accounts that share the same items unusually close in time. Found, listed, drawn; never decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any

from firsthand.desk.ports import Desk, Progress, TogetherRow
from firsthand.exporters.network import drawn, gexf, svg
from firsthand.find.shared import KINDS, Share, shares
from firsthand.find.together import LEAST, WINDOWS_S, Group, together
from firsthand.model.errors import Mistaken, NotFound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = "1"
WORDING = "shares the same items unusually close in time"
WHY = "unknown reason"
"""What stands for the reason until a person has one: the search cannot know it."""
SHAPES = {"svg": svg, "gexf": gexf}
INNOCENT = "Families, newsrooms and relief groups act together; programs post from one feed; people answer one call."


def groups(desk: Desk, _posts: Sequence[tuple[int, str]], progress: Progress) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
    """
    Find the groups of every kind of item: a step of screening.

    Returns:
        Its options, and rows of post, group, item, kind, window_s, companions, seen, expected.
    """
    by_kind: dict[str, list[Share]] = {kind: [] for kind in KINDS}
    for one in shares(desk.views.sharing()):
        by_kind[one.kind].append(one)
    rows: list[tuple[Any, ...]] = []
    number = 0
    for done, (kind, found) in enumerate(by_kind.items()):
        progress("accounts that share together", done, len(KINDS))
        for group in together(
            _numbered([one.account for one in found]), _numbered([one.item for one in found]), _column([one.at_ms for one in found])
        ):  # fmt: skip
            number += 1
            rows += _rows(group, kind, number, found)
    return {"seed": 1, "windows_s": list(WINDOWS_S)}, rows


def _rows(group: Group, kind: str, number: int, found: Sequence[Share]) -> Iterable[tuple[Any, ...]]:
    told = kind, group.window_s, group.companions, f"{group.seen:.1f}", f"{group.expected:.2g}"
    for item, places in enumerate(group.items, 1):
        for at in places:
            yield (found[at].pk, number, item, *told)


def _numbered(values: Sequence[str]) -> NDArray[np.int64]:
    numbers: dict[str, int] = {}
    return _column([numbers.setdefault(value, len(numbers)) for value in values])


def _column(values: Sequence[int]) -> NDArray[np.int64]:
    import numpy as np

    return np.array(values, np.int64)


def listed(desk: Desk, *, window_s: int = 0) -> list[dict[str, Any]]:
    """
    The groups that screening found.

    Args:
        window_s: Only those of this window; 0: of all, and of several groups with the same accounts the one that is closest in time.

    Returns:
        Each with ``group`` (its number in this list), ``kind``, ``window_s``, ``accounts`` (ids, by id), ``companions``, ``seen``,
        ``expected``, ``says`` (in words), ``why`` ("unknown reason"), ``innocent``, and ``items``: each with ``shares`` in order of time
        (``post``, ``account``, ``posted_at``) and ``within_s`` from the first to the last. The largest first.

    Raises:
        Mistaken: There is no such window; nothing is screened yet.
    """
    if window_s and window_s not in WINDOWS_S:
        advice = f"There are {', '.join(map(str, WINDOWS_S))} seconds."
        raise Mistaken(f"Nothing was looked for within {window_s} s.", code="no-window", advice=advice)
    if not looked(desk):
        raise Mistaken("Nothing is screened yet.", code="not-screened", advice="Run `firsthand screen` first.")
    found = [_group(list(rows)) for _, rows in groupby(desk.views.together(), key=lambda row: row.number)]
    found = [one for one in found if len(one["accounts"]) >= LEAST and window_s in (0, one["window_s"])]
    found.sort(key=lambda one: (one["window_s"], -len(one["accounts"]), one["accounts"]))
    shown: list[dict[str, Any]] = []
    for one in found:
        if not any(one["kind"] == other["kind"] and set(one["accounts"]) <= set(other["accounts"]) for other in shown):
            shown.append(one)
    shown.sort(key=lambda one: (-len(one["accounts"]), one["window_s"], one["accounts"]))
    return [{"group": number, **one} for number, one in enumerate(shown, 1)]


def draw(desk: Desk, target: str, *, window_s: int = 0) -> dict[str, Any]:
    """
    Draw the groups into a file that does not exist yet; accounts get numbers by chance, other ones each time.

    Args:
        target: Its name ends in ``.svg`` or ``.gexf``.

    Returns:
        ``path``, ``groups`` and ``accounts`` (how many).

    Raises:
        Mistaken: Another ending, or the file is there; see `listed`.
        NotFound: There is no group.
    """
    form = SHAPES.get(target.rpartition(".")[2].lower())
    if form is None:
        raise Mistaken(f"{target} is no drawing.", code="bad-drawing", advice=f"Its name must end in .{' or .'.join(SHAPES)}.")
    groups_ = listed(desk, window_s=window_s)
    if not groups_:
        raise NotFound("There is no group to draw.", code="no-groups", advice="`firsthand together` lists them.")
    salt = desk.chance.token(16)
    accounts = {account for one in groups_ for account in one["accounts"]}
    mixed = sorted(accounts, key=lambda account: sha256(salt + account.encode("utf-8", "surrogatepass")).digest())
    text = form(drawn(groups_, {account: number for number, account in enumerate(mixed, 1)}))
    with desk.outbox.parcel(target, "file") as parcel:
        parcel.add("", [text.encode()])
        parcel.digest()
        return {"path": parcel.send(), "groups": len(groups_), "accounts": len(accounts)}


def looked(desk: Desk) -> bool:
    """Whether screening has looked for groups."""
    return any(run.maker.startswith("together@") for run in desk.views.runs("screen"))


def _group(rows: Sequence[TogetherRow]) -> dict[str, Any]:
    """
    One group, from what is left of it: an erasure or an undone import may have taken shares away, and with them items and accounts.
    """
    items = [list(one) for _, one in groupby(rows, key=lambda row: row.item)]
    items = [one for one in items if len({row.account for row in one}) > 1]
    first = rows[0]
    accounts = sorted({row.account for one in items for row in one})
    return {
        "kind": first.kind, "window_s": first.window_s, "accounts": accounts, "companions": first.companions,
        "seen": float(first.seen), "expected": float(first.expected),
        "says": f"each {WORDING}", "why": WHY, "innocent": INNOCENT, "items": [_item(one) for one in items],
    }  # fmt: skip


def _item(rows: Sequence[TogetherRow]) -> dict[str, Any]:
    return {
        "within_s": (rows[-1].posted_us - rows[0].posted_us) // 1_000_000,
        "shares": [{"post": row.post, "account": row.account, "posted_at": _stated(row.posted_us)} for row in rows],
    }


def _stated(us: int) -> str:
    return datetime.fromtimestamp(us // 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
