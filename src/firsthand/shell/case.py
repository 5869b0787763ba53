"""A case is a folder: making it, finding it, opening it as a desk."""

from __future__ import annotations

import getpass
import os
import secrets
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from firsthand.desk.ports import Clock, Desk, Encoder
from firsthand.find import dense, taught
from firsthand.ledger.canonical import digest
from firsthand.model.errors import Mistaken, NotFound
from firsthand.model.plan import Plan
from firsthand.readers.registry import Ours
from firsthand.shell.disks import refuse_network_disk
from firsthand.shell.durable import disk_error, make_folder, write_durable
from firsthand.shell.glance import Glance
from firsthand.shell.outbox import FolderOutbox
from firsthand.shell.plan import read_plan, write_plan
from firsthand.shell.press import SitePress
from firsthand.shell.secret import Secret, make_secret, open_secret
from firsthand.shell.shelf import FolderShelf
from firsthand.shell.sql.search import SqlViews
from firsthand.shell.sql.store import Store
from firsthand.shell.stamp_folder import StampFolder
from firsthand.shell.stamper import STAMPER, StampOptions
from firsthand.shell.stories import StoryFolder
from firsthand.shell.tesseract import RECOGNISER
from firsthand.shell.thumbnails import ThumbnailFolder
from firsthand.shell.vault import FolderVault
from firsthand.shell.workshop import WorkerReading
from firsthand.shell.world import SystemChance, SystemClock, environment

PLAN_BYTES = 512 << 20
FOLDERS = ("plan", "vault/blobs", "ledger", "stories", "secret", "work")


def find_case(stated: str | None) -> Path:
    """
    Which case is meant: stated, else FIRSTHAND_CASE, else the nearest parent folder with a case.toml.

    Raises:
        NotFound: None of these is a case.
    """
    if stated or (stated := environment("FIRSTHAND_CASE")):
        root = Path(stated)
        if not (root / "case.toml").exists():
            raise NotFound(
                f"{root} is not a case: it holds no case.toml.",
                code="no-case",
                advice="`firsthand new PATH --title …` makes one.",
            )
        return root.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "case.toml").exists():
            return folder
    raise NotFound(
        "No case here: neither this folder nor one above it holds a case.toml.",
        code="no-case",
        advice="Go into a case, or name one with --case PATH. `firsthand new PATH --title …` makes one.",
    )


def new_case(root: Path, plan: Plan, *, passphrase: str | None, clock: Clock | None = None) -> Path:
    """
    Make a case.

    Args:
        plan: Its id may be empty; one is made then.
        passphrase: Guards `secret/`; None for a case whose secret lies in clear.

    Raises:
        Mistaken: There is something in that folder already.
        Refused: It would lie on a network disk.
    """
    refuse_network_disk(root)
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise Mistaken(
            f"{root} is there already and is not empty.", code="not-empty", advice="Choose another name for the case."
        )
    if not plan.id:
        slug = "".join(c if c.isascii() and c.isalnum() else "-" for c in root.name.lower()).strip("-") or "case"
        plan = replace(plan, id=f"{slug[:40]}-{secrets.token_hex(4)}")
    try:
        for name in FOLDERS:
            make_folder(root / name)
    except OSError as error:
        raise disk_error(error, root) from error
    write_plan(root / "case.toml", plan)
    signing = Ed25519PrivateKey.generate().private_bytes_raw()
    secret = make_secret(root / "secret", signing=signing, passphrase=passphrase)
    guide = resources.files("firsthand.shell") / "VERIFY.md"
    write_durable(root / "VERIFY.md", guide.read_bytes())
    verifier = (resources.files("firsthand.shell.outsider") / "verify.py").read_bytes()
    write_durable(root / "verify.py", verifier)
    store = _store(root, plan, lambda: secret, clock or SystemClock())
    store.create()
    from firsthand.ledger.note import verifier_key
    from firsthand.model.actor import tool

    with store.writing() as pen:
        public = secret.signing_key.public_key().public_bytes_raw()
        detail = {
            "plan": {"id": plan.id, "title": plan.title, "desk": plan.desk}, "key": verifier_key(plan.origin, public),
            "verifier": digest(verifier),
        }  # fmt: skip
        pen.append("case", detail, actor=tool("firsthand", version()))
    return root


def open_case(root: Path, *, ask: Callable[[], str | None] | None = None, clock: Clock | None = None) -> Desk:
    """
    Open a case as a desk. The passphrase is asked for only when something must be signed.

    Raises:
        Mistaken, Unavailable, Tampered: The plan, the database or the disk.
    """
    plan = read_plan(root / "case.toml")

    @cache
    def secret() -> Secret:
        return open_secret(root / "secret", ask or ask_passphrase)

    store = _store(root, plan, secret, clock or SystemClock())
    store.check()
    if (root / "secret" / "identity.txt").exists() or environment("FIRSTHAND_PASSPHRASE"):
        _finish(store)
    return Desk(
        plan=plan,
        vault=store.vault,
        book=store,
        views=SqlViews(store.engine, plan.zone),
        clock=store.clock,
        chance=store.chance,
        readers=Ours(),
        lexicons=lexicons(root),
        models=models(root),
        heads=models(root, dense.SUFFIX),
        encoder=_encoder(root, plan.encoder),
        root=str(root),
        plan_files=lambda folder: plan_files(root, folder),
        stories=StoryFolder(root / "stories"),
        press=SitePress(),
        outbox=FolderOutbox(secret, root / "work" / "lock"),
        recogniser=RECOGNISER.open(RECOGNISER.options()),
        glance=Glance(),
        stamper=STAMPER.open(StampOptions(proxy=plan.proxy)),
        stamps=StampFolder(root),
        reading=WorkerReading(store.vault),
        shelf=FolderShelf(root / "work"),
        thumbnails=ThumbnailFolder(root),
    )


def folder_vault(desk: Desk) -> FolderVault:
    """The vault of a case that lies on this disk."""
    assert isinstance(desk.vault, FolderVault)
    return desk.vault


def version() -> str:
    """Of this program."""
    from firsthand import __version__

    return __version__


def ask_passphrase() -> str | None:
    """From the environment, else from the person at the terminal, else None."""
    if stated := environment("FIRSTHAND_PASSPHRASE"):
        return stated
    if not sys.stdin.isatty():
        return None
    return getpass.getpass("Passphrase of this case: ")


def lexicons(root: Path) -> dict[str, str]:
    """Word lists by category: ours, and those in the case's `plan/lexicons`, which stand in place of ours."""
    shipped = resources.files("firsthand.find") / "lexicons"
    found = {
        one.name.removesuffix(".toml"): one.read_text("utf-8") for one in shipped.iterdir() if one.name.endswith(".toml")
    }
    own = root / "plan" / "lexicons"
    if own.is_dir():
        found |= {path.stem: path.read_text("utf-8") for path in sorted(own.glob("*.toml"))}
    return found


def models(root: Path, suffix: str = taught.SUFFIX) -> dict[str, bytes]:
    """Models by name: ours, and after them those in the case's `models`, which stand in place of ours of the same name."""
    shipped = resources.files("firsthand.find") / "models"
    found = {
        one.name.removesuffix(suffix): one.read_bytes()
        for one in sorted(shipped.iterdir(), key=lambda one: one.name)
        if one.name.endswith(suffix)
    }
    own = sorted((root / "models").glob(f"*{suffix}"))
    return {name: data for name, data in found.items() if name not in {path.stem for path in own}} | {
        path.stem: path.read_bytes() for path in own
    }


def plan_files(root: Path, folder: str) -> dict[str, bytes]:
    """
    Files of a folder of the case's plan, or of one file beside the folders, by name.

    Raises:
        Mistaken: One is larger than 512 MiB.
    """
    place = root / "plan" / folder
    paths = sorted(path for path in place.glob("*") if path.is_file()) if place.is_dir() else [place] if place.is_file() else []
    for path in paths:
        if path.stat().st_size > PLAN_BYTES:
            raise Mistaken(f"{path} is too large for a file of the plan.", code="plan-too-large", advice="Keep what the case needs.")
    return {path.name: path.read_bytes() for path in paths}


def _store(root: Path, plan: Plan, secret: Callable[[], Secret], clock: Clock) -> Store:
    return Store(root, zone=plan.zone, origin=plan.origin, secret=secret, clock=clock, chance=SystemChance())


def _encoder(root: Path, place: str) -> Encoder | None:
    if not place:
        return None
    from firsthand.shell.encoder import EMBEDDER, EncoderOptions  # only a case that names one needs it

    encoder: Encoder = EMBEDDER.open(EncoderOptions(place=place, root=str(root)))
    return encoder


def _finish(store: Store) -> None:
    if os.access(store.root, os.W_OK):
        store.settle()
