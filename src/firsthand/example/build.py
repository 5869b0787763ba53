"""Build the whole example: every file that a newsroom might have been handed, and the truth about all of it."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from firsthand.example import formats
from firsthand.example.grow import TARGET, grow
from firsthand.example.ids import Placed, in_chat, of_platform, place
from firsthand.example.world import Person, messages, people

REPORTER, MEDIC = "msorrel_radio", "orrel_clinic"
CSV_HEADER = ("key", "post", "categories", "cluster", "account_role", "rumour", "deleted", "files")


@dataclass(frozen=True, slots=True, kw_only=True)
class PostTruth:
    """
    What is true of one post.

    Attributes:
        post: Firsthand's id; empty where the id is made from the export (WhatsApp, tables): find those by `text`,
            `name` and `posted`.
        posted: ISO time, ``+03:00``.
        cluster: Key of the first of a cluster of copies; its own key where it is nobody's copy.
        account_role: The account's roles, joined by blanks.
        files: Which of the built files hold it (a folder's export by its folder).
    """

    key: str
    post: str
    account: str
    name: str
    platform: str
    posted: str
    text: str
    lang: str
    categories: tuple[str, ...]
    cluster: str
    account_role: str
    rumour: bool
    deleted: bool
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTruth:
    """What is true of one account. `id` is Firsthand's where the platform has a stable number, else empty."""

    key: str
    id: str
    platform: str
    handle: str
    name: str
    role: str
    affiliation: str
    party: str
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """Everything that the desk has to find out."""

    posts: tuple[PostTruth, ...]
    accounts: tuple[AccountTruth, ...]

    def csv(self) -> str:
        """Give the posts as ``truth.csv``."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(CSV_HEADER)
        for p in self.posts:
            flags = ("yes" if p.rumour else "no", "yes" if p.deleted else "no")
            what = (p.key, p.post, " ".join(p.categories), p.cluster, p.account_role)
            writer.writerow((*what, *flags, " | ".join(p.files)))
        return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Source:
    """One export: its name, what it holds, and who writes it."""

    name: str
    chosen: Sequence[Placed]
    write: Callable[[str, Sequence[Placed]], Mapping[str, bytes]]


def build(seed: int = 2041, *, target: int = TARGET) -> tuple[dict[str, bytes], Truth]:
    """
    Build the example.

    Args:
        seed: Same seed, same bytes.
        target: About how many posts.

    Returns:
        All files by name (``folder/name`` where an export is a folder), and the truth.
    """
    everyone, flood = grow(messages(), people(), random.Random(seed), target=target)
    index = place(flood, everyone)
    sources = _sources(index)
    files: dict[str, bytes] = {}
    for source in sources:
        files |= source.write(source.name, source.chosen)
    return files, _truth(index, everyone, sources)


def _turn(placed: Placed) -> int:
    """Deal the grown posts out to the routes; the core is -1."""
    key = placed.message.key
    return int(key[1:]) % 10 if key[0] == "g" and key[1:].isdigit() else -1


def _sources(index: Mapping[str, Placed]) -> list[_Source]:
    x = [p for p in of_platform(index, "x") if p.person.chat == ""]
    fediverse = of_platform(index, "mastodon")
    mine = [p for p in fediverse if p.message.account == MEDIC and not p.message.reposts]
    boosted = [index["lina-bridge"]]
    flat = [p for p in x if _turn(p) in (7, 9) or (_turn(p) < 0 and p.message.lang == "fr")]
    searched = [p for p in x if _turn(p) not in (7, 8)]
    return [
        _Source("x-search.jsonl", searched, lambda n, c: formats.twarc_pages(n, c, index)),
        _Source("x-flat.jsonl", flat, lambda n, c: formats.twarc_flat(n, c, index)),
        _Source("x-v11.jsonl", [p for p in x if _turn(p) == 8], lambda n, c: formats.twitter_v11(n, c, index)),
        _Source(
            "x-archive-msorrel.zip",
            [p for p in x if p.message.account == REPORTER],
            lambda n, c: formats.x_archive(n, c, index),
        ),
        _Source("chirrup-statuses.json", fediverse, lambda n, c: formats.mastodon_statuses(n, c, index)),
        _Source("chirrup-archive-orrel", mine, lambda n, c: formats.mastodon_archive(n, c, boosted, index)),
        _Source(
            "telegram-bridge-ward", in_chat(index, "bridge-ward"), lambda n, c: formats.telegram_channel(n, c, index)
        ),
        _Source("telegram-account", in_chat(index, "south-quay"), lambda n, c: formats.telegram_account(n, c, index)),
        _Source("whatsapp-stairwell.zip", in_chat(index, "stairwell"), formats.whatsapp_ios),
        _Source("WhatsApp Chat with ماء النساجين.txt", in_chat(index, "weavers-water"), formats.whatsapp_android),
        _Source("hotline.csv", in_chat(index, "hotline"), formats.csv_table),
        _Source("partner-posts.tsv", in_chat(index, "partner-tsv"), lambda n, c: formats.tsv_table(n, c, index)),
        _Source("partner-observers.xlsx", in_chat(index, "partner-xlsx"), formats.xlsx_table),
    ]


def _account_id(person: Person) -> str:
    if person.platform == "x":
        return f"x:{person.id}"
    if person.platform == "mastodon":
        return f"activitypub:https://{person.host}/users/{person.handle}"
    return ""


def _truth(index: Mapping[str, Placed], everyone: Sequence[Person], sources: Sequence[_Source]) -> Truth:
    where: dict[str, list[str]] = {key: [] for key in index}
    for source in sources:
        for placed in source.chosen:
            where[placed.message.key].append(source.name)
    posts = tuple(
        PostTruth(
            key=key,
            post=p.id or "",
            account=p.person.key,
            name=p.person.name,
            platform=p.message.platform,
            posted=p.message.posted.isoformat(),
            text=p.message.text,
            lang=p.message.lang,
            categories=p.message.truth.categories,
            cluster=p.message.truth.cluster_of or key,
            account_role=p.person.truth.role,
            rumour=p.message.truth.rumour,
            deleted=p.message.deleted is not None,
            files=tuple(where[key]),
        )
        for key, p in index.items()
    )
    accounts = tuple(
        AccountTruth(
            key=p.key, id=_account_id(p), platform=p.platform, handle=p.handle, name=p.name, role=p.truth.role,
            affiliation=p.truth.affiliation, party=p.truth.party, notes=p.truth.notes,
        )
        for p in everyone
    )  # fmt: skip
    return Truth(posts=posts, accounts=accounts)
