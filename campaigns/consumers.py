"""
The consumers campaign: do other tools take what a story is exported to? FollowTheMoney, Datasette, sqlite-utils, extruct, py-wacz.

    python campaigns/consumers.py

They are large, or bring many packages, so they are no part of the program or of its tests. A consumer that is not installed is said to be
missing, and nothing is said of its format. Smaller consumers (openpyxl, Arrow, geojson, fastkml, PyMISP, warcio, webvtt-py, srt) read the
same story in the tests.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from lib import scratch

from firsthand.exporters.registry import load_one
from firsthand.exporters.seam import Handed
from firsthand.testing.editions import edition, hostile_edition
from firsthand.testing.handed import made, story

STORIES = (story(), story(site=""), story(hostile_edition()), story(edition("ar")), story(edition("uk")))


def files(name: str, handed: Handed) -> dict[str, bytes]:
    """Files of a format."""
    return made(load_one(name)[0], handed)


def followthemoney(handed: Handed, _folder: Path) -> int:
    """Every property is known and of its kind, and what is required is there."""
    from followthemoney import model

    count = 0
    for line in files("ftm", handed)["entities.ftm.json"].splitlines():
        entity = json.loads(line)
        schema = model.get(entity["schema"])
        assert set(entity["properties"]) <= set(schema.properties), schema.name
        assert set(schema.required) <= set(entity["properties"]), schema.name
        for name, values in entity["properties"].items():
            assert all(schema.get(name).type.validate(value) for value in values), (schema.name, name)
        assert model.get_proxy(entity).caption
        count += 1
    return count


def datasette(handed: Handed, folder: Path) -> int:
    """Every table has a page, the text index answers, and the metadata is shown."""
    from datasette.app import Datasette

    for name, data in files("sqlite", handed).items():
        (folder / name).write_bytes(data)
    metadata = json.loads((folder / "metadata.json").read_text("utf-8"))

    async def look() -> int:
        seen = 0
        app = Datasette([str(folder / "messages.sqlite")], metadata=metadata)
        for path in ("", "/messages", "/media", "/figures", "/answers", "/messages?_search=the", "/messages.json?_shape=array"):
            answer = await app.client.get(f"/messages{path}")
            assert answer.status_code == 200, path
            assert "json" in path or "<script>alert" not in answer.text, path
            seen += 1
        page = (await app.client.get("/messages/messages")).text
        assert 'type="search"' in page, "no search box"
        return seen

    return asyncio.run(look())


def sqlite_utils(handed: Handed, folder: Path) -> int:
    """Keys and the text index are what it takes them for."""
    import sqlite_utils as utils

    path = folder / "messages.sqlite"
    path.write_bytes(files("sqlite", handed)["messages.sqlite"])
    base = utils.Database(path)
    assert base["messages"].detect_fts() == "messages_fts", "no text index"
    assert [key.other_table for key in base["media"].foreign_keys] == ["messages"]
    count = base["messages"].count
    base.close()
    return int(count)


def extruct(handed: Handed, _folder: Path) -> int:
    """The reviews are found as JSON-LD in a page."""
    import extruct as found

    data = files("claimreview", handed)["claimreview.jsonld"].decode().replace("<", "\\u003c")
    page = f'<html><head><script type="application/ld+json">{data}</script></head></html>'
    graph = found.extract(page, syntaxes=["json-ld"])["json-ld"][0]["@graph"]
    assert all(node["@type"] == "ClaimReview" for node in graph)
    return len(graph)


def wacz(handed: Handed, folder: Path) -> int:
    """py-wacz says that it is valid."""
    path = folder / "story.wacz"
    path.write_bytes(files("wacz", handed)["story.wacz"])
    said = subprocess.run([sys.executable, "-m", "wacz.main", "validate", "-f", str(path)], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    return 1


CONSUMERS: dict[str, Callable[[Handed, Path], int]] = {
    "followthemoney": followthemoney, "datasette": datasette, "sqlite_utils": sqlite_utils, "extruct": extruct, "wacz": wacz,
}  # fmt: skip


def main() -> int:
    """Show every story to every consumer that is here."""
    wrong = 0
    with scratch() as folder:
        for name, look in CONSUMERS.items():
            if importlib.util.find_spec(name) is None:
                print(f"{name}: not installed, not asked")
                continue
            seen = 0
            for number, handed in enumerate(STORIES):
                place = folder / f"{name}-{number}"
                place.mkdir(parents=True)
                try:
                    seen += look(handed, place)
                except AssertionError as error:
                    wrong += 1
                    print(f"{name}, story {number}: {error}")
                shutil.rmtree(place)
            print(f"{name}: took {seen} parts of {len(STORIES)} stories")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
