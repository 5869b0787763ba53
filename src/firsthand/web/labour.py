"""What a worker does for each kind of job: the verbs of the desk, with progress told and a person's wish heard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from firsthand.desk.collect import Order, collect
from firsthand.desk.holders import holders
from firsthand.desk.ports import Desk, Progress, Source
from firsthand.desk.publish import publish_story
from firsthand.desk.removal import carried_out, carry_out
from firsthand.desk.screen import screen
from firsthand.desk.thumbnails import make_thumbnails
from firsthand.model.actor import Actor
from firsthand.model.errors import FirsthandError, Refused
from firsthand.shell import uploads
from firsthand.shell.archives import Limits
from firsthand.shell.backup import back_up
from firsthand.shell.backup_folder import BackupFolder
from firsthand.shell.backup_forget import behind
from firsthand.shell.case import folder_vault
from firsthand.shell.intake import FAULTS, refused_source, sources, typed_source
from firsthand.shell.world import flood

Result = dict[str, Any]
COUNTS = ("seen", "kept", "already", "rejected", "failed", "posts", "accounts", "media", "gaps")


def _collect(desk: Desk, order: dict[str, Any], actor: Actor, progress: Progress) -> Result:
    how = Order(
        reader="typed" if "typed" in order else order.get("reader", ""), found_by=order.get("found_by", ""),
        columns=tuple((role, header) for role, header in order.get("columns", ())), platform=order.get("platform", ""),
        because=order.get("because", ""),
    )  # fmt: skip
    runs = []
    with flood():
        for report in collect(desk, _sources(desk, order, progress), how, actor=actor, progress=progress):
            counts = {name: getattr(report.counts, name) for name in COUNTS}
            runs.append({"run": report.run, "source": report.source, "reader": report.reader, **counts})
    desk.book.settle()
    return {"runs": runs, **{name: sum(run[name] for run in runs) for name in COUNTS}}


def _sources(desk: Desk, order: dict[str, Any], progress: Progress) -> Iterator[Source]:
    vault, token = folder_vault(desk), order.get("upload", "")
    place = uploads.laid_out(Path(desk.root), token) if token else None
    if "typed" in order:
        shown = [] if place is None else [str(one) for one in ([place] if place.is_file() else sorted(place.rglob("*"))) if one.is_file()]
        yield typed_source(vault, order["typed"], shown)
        return
    assert place is not None
    kept = 0

    def on_bytes(count: int) -> None:
        nonlocal kept
        kept += count
        progress(f"keeping {order.get('label', '')}", kept, None)

    try:
        yield from sources(
            str(place), vault, stdin=_nothing(), limits=Limits(), on_bytes=on_bytes, reading=desk.reading, agree=lambda _what: False
        )
    except FirsthandError as error:
        if error.code not in FAULTS:
            raise
        yield refused_source(vault, place.name, error)


def _nothing() -> Any:
    import io

    return io.BytesIO()


def _screen(desk: Desk, order: dict[str, Any], actor: Actor, progress: Progress) -> Result:
    steps = [
        {"step": one.step, "version": one.version, "rows": one.rows, "seconds": one.seconds}
        for one in screen(desk, only=tuple(order.get("only", ())), actor=actor, progress=progress)
    ]
    return {"steps": steps}


def _publish(desk: Desk, order: dict[str, Any], actor: Actor, progress: Progress) -> Result:
    done = publish_story(desk, order["slug"], order["to"], actor=actor, progress=progress)
    return {
        "slug": order["slug"], "site": done.site, "cards": done.cards, "entry": done.entry, "digest": done.digest, "stamps": done.stamps,
        "unstamped": list(done.unstamped),
    }  # fmt: skip


def _backup(desk: Desk, order: dict[str, Any], actor: Actor, progress: Progress) -> Result:
    target = Path(order["to"])
    if not BackupFolder(target).exists:
        raise Refused(
            f"{target} holds no backup yet, and the first one shows its recovery key once.",
            code="first-backup",
            advice="Make it at the command line: firsthand backup FOLDER --recovery-file FILE. Later ones are made here.",
        )  # fmt: skip
    done = back_up(desk, target, actor=actor, passphrase=None, progress=progress)
    return {
        "snapshot": done.snapshot, "files": done.files, "bytes": done.size_bytes, "new_bytes": done.new_bytes,
        "damaged": done.damaged, "same_disk": done.same_disk,
    }  # fmt: skip


def _thumbnails(desk: Desk, _order: dict[str, Any], _actor: Actor, progress: Progress) -> Result:
    done = make_thumbnails(desk, progress=progress)
    return {"pictures": done.pictures, "made": done.made, "there": done.there, "none": len(done.none), "absent": done.absent}


def _erase(desk: Desk, order: dict[str, Any], actor: Actor, progress: Progress) -> Result:
    if (before := carried_out(desk, order["entry"])) is not None:  # by a worker that was cut off after the entry
        return {"entry": before.seq, "gone": before.detail["posts"], "also_in": [], **_reach(desk, before.detail["posts"])}
    done = carry_out(desk, order["entry"], actor=actor, progress=progress)
    return {
        "entry": done.entry, "items": done.items, "files": done.blobs, "bodies": done.bodies, "gone": list(done.posts),
        "also_in": list(done.also_in), **_reach(desk, done.posts),
    }  # fmt: skip


def _reach(desk: Desk, posts: Iterable[str]) -> Result:
    """What the erasure does not reach: copies that were handed out, and backups that were not brought up to date since."""
    return {"holders": [asdict(one) for one in holders(desk, posts)], "backups": behind(desk.book.entries())}


KINDS: dict[str, Callable[[Desk, dict[str, Any], Actor, Progress], Result]] = {
    "collect": _collect, "screen": _screen, "publish": _publish, "backup": _backup, "thumbnails": _thumbnails, "erase": _erase,
}  # fmt: skip
"""Each may be done twice: a worker that is cut off leaves its job to the next one."""
