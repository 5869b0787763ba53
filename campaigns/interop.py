"""
The interop campaign: do the field's own programs take what we write? py-wacz, pywb, and the engine of ReplayWeb.page.

    make campaign-interop           (python campaigns/interop.py --files 3)

They are not part of the program or of its tests; `tools/interop.sh` puts them into `.interop/`, which no commit holds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from lib import Row, options, say, scratch

from firsthand.desk.export import ExportOrder, export
from firsthand.testing.world import WORDS, make_desk, take_in, twarc_lines, zipped

HERE = Path(__file__).parents[1] / ".interop"
CHAT = "[14/03/2041, 06:00:01] ليلى: نحن هنا\r\n[14/03/2041, 06:01:00] ليلى: \u200e<attached: 2-PHOTO.jpg>\r\n"

PYWB = """
from gevent.monkey import patch_all
patch_all()
import json, sys
from pywb.apps.frontendapp import FrontEndApp
from werkzeug.test import Client
from werkzeug.wrappers import Response
client, wrong = Client(FrontEndApp(config_file=None, custom_config={"debug": False}), Response), []
for address, digest in json.load(open(sys.argv[1])):
    import hashlib
    answer = client.get("/c/2041id_/" + address)
    if answer.status_code != 200 or hashlib.sha256(answer.data).hexdigest() != digest:
        wrong.append(address)
print("WRONG", json.dumps(wrong))
"""
"""Asks pywb for every address of the index, and holds the bytes against the digest that the index states."""


def make(folder: Path, size: int) -> Path:
    """A case with posts in several scripts, a chat and a picture, exported whole."""
    folder.mkdir()
    case = make_desk(folder)
    (folder / "posts.jsonl").write_bytes(twarc_lines({"text": f"{WORDS[n % len(WORDS)]} {n}"} for n in range(size)))
    (folder / "chat.zip").write_bytes(zipped({"_chat.txt": CHAT.encode(), "2-PHOTO.jpg": b"\xff\xd8" + bytes(3000)}))
    take_in(case, folder / "posts.jsonl", folder / "chat.zip")
    target = folder / "ours.wacz"
    export(case.desk, ExportOrder(format="wacz", target=str(target), query="", because="a drill"), actor=case.ann)
    return target


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A program of the field, with its own libraries before ours."""
    environment = {**os.environ, "PYTHONPATH": str(HERE / "python"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=600)


def py_wacz(path: Path) -> str:
    """Empty, or what is wrong."""
    told = run(sys.executable, "-m", "wacz.main", "validate", "-f", path, cwd=path.parent)
    return "" if "the passed WACZ is valid" in told.stdout else (told.stdout + told.stderr)[-300:]


def pywb(path: Path) -> str:
    """Empty, or what is wrong: the file is added to a collection, and every address is asked for."""
    run(sys.executable, "-m", "pywb.manager.manager", "init", "c", cwd=path.parent)
    added = run(sys.executable, "-m", "pywb.manager.manager", "add", "--unpack-wacz", "c", path, cwd=path.parent)
    with zipfile.ZipFile(path) as archive:
        index = archive.read("indexes/index.cdx").decode().strip().split("\n")
    rows = [json.loads(line[line.index("{") :]) for line in index]
    asked = path.parent / "asked.json"
    asked.write_text(json.dumps([[one["url"], one["digest"].removeprefix("sha256:")] for one in rows]))
    told = run(sys.executable, "-c", PYWB, asked, cwd=path.parent)
    found = [line.removeprefix("WRONG ") for line in told.stdout.split("\n") if line.startswith("WRONG ")]
    if not found:
        return (added.stderr + told.stderr)[-300:]
    wrong = json.loads(found[0])
    return f"{len(wrong)} of {len(rows)} addresses: {wrong[:3]}" if wrong else ""


def wabac(path: Path) -> str:
    """Empty, or what is wrong: the engine must say that the signature holds, nothing that does not, and all pages."""
    told = run("node", "wacz_viewer.mjs", path, cwd=HERE / "viewer")
    with zipfile.ZipFile(path) as archive:
        pages = archive.read("pages/pages.jsonl").count(b"\n") - 1
    lines = told.stdout.split("\n")
    good = told.returncode == 0 and {"signature: holds", f"pages: {pages}", "address form: the engine's"} <= set(lines)
    return "" if good and "DOES NOT HOLD" not in told.stdout else (told.stdout + told.stderr)[-300:]


def main() -> None:
    stated = options(__doc__ or "", count=3, unit="files").parse_args()
    row = Row("interop", stated.seed, "")
    wrong: Counter[str] = Counter()
    with scratch() as folder:
        for number in range(stated.count):
            path = make(folder / str(number), 9 * 10**number)
            for judge in (py_wacz, pywb, wabac):
                if why := judge(path):
                    wrong[judge.__name__] += 1
                    print(f"{judge.__name__}, file {number}: {why}", file=sys.stderr)
    row.count, row.violations = f"{stated.count:,} files, {9 * 10 ** (stated.count - 1):,} posts in the largest", dict(wrong)
    row.note = "accepted by py-wacz, pywb and wabac 2.27.1" if not wrong else ""
    say([row.end()], failed=bool(wrong))


if __name__ == "__main__":
    main()
