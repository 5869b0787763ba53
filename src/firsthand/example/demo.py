"""Build the example event: its export files, a case, everything that the desk does, a published story."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path

from firsthand.desk.collect import Order, RunReport, collect
from firsthand.desk.ports import Progress
from firsthand.desk.publish import Published, publish_story
from firsthand.desk.screen import screen
from firsthand.example import world
from firsthand.example.build import build
from firsthand.example.replay import SLUG, replay, tell_update
from firsthand.model.actor import tool
from firsthand.model.errors import Mistaken
from firsthand.model.plan import Plan
from firsthand.shell.archives import Limits
from firsthand.shell.case import folder_vault, new_case, open_case, version
from firsthand.shell.fixity import look
from firsthand.shell.intake import sources
from firsthand.shell.people import add_person
from firsthand.shell.world import DemonstrationClock

MARK = "This folder was made by `firsthand demo`. Every place, person and event in it is invented.\n"
NOW = datetime.fromisoformat("2041-03-15T08:00:00+00:00")
HOURS_BETWEEN_UPDATES = (1, 3, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the example came to."""

    case: Path
    exports: Path
    home: Path
    runs: tuple[RunReport, ...]
    acts: int
    published: Published


def make_demo(root: Path, progress: Progress) -> Demo:
    """
    Build everything below `root`.

    Raises:
        Mistaken: The folder is there and is not an earlier example.
    """
    _clear(root)
    exports, home, case = root / "exports", root / "home", root / "oradesh"
    files, truth = build()
    for name, data in files.items():
        path = exports / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (root / "truth.csv").write_text(truth.csv(), "utf-8")
    os.environ["FIRSTHAND_HOME"] = str(home)  # the invented editors' keys stay in the example's own folder
    editors = {name: add_person(name) for name in world.EDITORS}
    clock = DemonstrationClock(NOW)
    new_case(case, _plan(), passphrase=None, clock=clock)
    for name, place in (("parties.toml", "parties.toml"), ("quarters.geojson", "gazetteer/oradesh.geojson")):
        path = case / "plan" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((resources.files("firsthand.example") / "data" / name).read_bytes())
    desk = open_case(case, clock=clock)
    program = tool("firsthand", version())
    first = editors[world.EDITORS[0]]
    runs: list[RunReport] = []
    for source in sources(str(exports), folder_vault(desk), stdin=io.BytesIO(), limits=Limits()):
        order = Order(found_by="handed over with the example")
        runs += collect(desk, [source], order, actor=first, progress=progress)
    list(screen(desk, actor=program, progress=progress))
    acts = replay(desk, truth, editors, progress)
    publish_story(desk, SLUG, str(root / "site"), actor=first)
    for number, hours in enumerate(HOURS_BETWEEN_UPDATES):
        clock.skip(timedelta(hours=hours))
        tell_update(desk, number, first)
    published = publish_story(desk, SLUG, str(root / "site"), actor=first)
    look(desk, everything=True, actor=program, progress=progress)
    desk.book.settle()
    return Demo(case=case, exports=exports, home=home, runs=tuple(runs), acts=acts + len(HOURS_BETWEEN_UPDATES) + 2, published=published)


def _plan() -> Plan:
    return Plan(
        id="oradesh-example", title="Voices from Oradesh", newsroom=world.NEWSROOM, zone=world.CASE_ZONE,
        question="Who wrote from Oradesh while the siege line moved to the river, and what can be known of it?",
        places=("Oradesh",), since="2041-03-08", until="2041-03-15", languages=("ar", "en", "uk", "fr"),
        parties=world.PARTIES, invented=True, contact="mailto:desk@meridian-courier.example",
        site="https://meridian-courier.example/{slug}/",
        basis="an invented example", controller="The Meridian Courier (invented)",
    )  # fmt: skip


def _clear(root: Path) -> None:
    """Only a folder that we made is ever replaced."""
    import shutil

    note = root / "EXAMPLE.txt"
    if root.exists() and any(root.iterdir()):
        if not note.exists() or note.read_text("utf-8") != MARK:
            raise Mistaken(f"{root} is there already and is not an example of ours.", code="not-empty",
                           advice="Name another folder: firsthand demo PATH")  # fmt: skip
        shutil.rmtree(root)
    root.mkdir(parents=True, exist_ok=True)
    note.write_text(MARK, "utf-8")
