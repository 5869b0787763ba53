"""
Publish a story of many cards: how long it takes, how much memory, how heavy its pages are.

    python benchmarks/publishing.py --cards 500 --at FOLDER

Prints one line of JSON: seconds and processor seconds of the first publication and of a second one where nothing changed, the
highest memory, and the weight of the heaviest page with its styles (fonts apart). Taking in and judging are not counted; with ``--at`` the
judged case is kept there, and the next run publishes it again from the start.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

_UNSIZED = re.compile(r"<(?:img|video)(?![^>]* width=\"\d+\" height=\"\d+\")")


def published(case: Any, target: Path) -> dict[str, float]:
    """Publish once and say how long it took."""
    from firsthand.desk.publish import publish_story
    from firsthand.testing.canaries import SLUG

    wall, own, children = time.perf_counter(), time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    publish_story(case.desk, SLUG, str(target), actor=case.ann)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = time.process_time() - own + after.ru_utime + after.ru_stime - children.ru_utime - children.ru_stime
    return {"seconds": round(time.perf_counter() - wall, 1), "cpu_seconds": round(cpu, 1)}


def planted(folder: Path, cards: int, edge: int) -> None:
    """A case below a folder with everything judged and chosen."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["FIRSTHAND_HOME"] = str(folder / "home")
    from firsthand.testing.canaries import plant
    from firsthand.testing.world import make_desk

    case = make_desk(folder)
    plant(case, folder, cards=cards, per_card=1, size=(edge, edge * 3 // 4), languages=("en", "ar", "uk"))
    case.desk.book.settle()


def main() -> None:
    """Build, publish twice, weigh."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=500)
    parser.add_argument("--edge", type=int, default=1600, help="longer edge of a picture")
    parser.add_argument("--profile", action="store_true", help="print where the time of the first publication goes")
    parser.add_argument("--at", type=Path, help="a folder for the judged case, kept from run to run")
    stated = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if stated.at:
            if not (stated.at / "whole").exists():
                planted(stated.at, stated.cards, stated.edge)
                (stated.at / "whole").touch()
            shutil.copytree(stated.at, folder, dirs_exist_ok=True)
        else:
            planted(folder, stated.cards, stated.edge)
        os.environ["FIRSTHAND_HOME"] = str(folder / "home")
        from firsthand.testing.world import reopened

        case = reopened(folder)
        # With an address there are frames and copies, too.
        case = replace(case, desk=replace(case.desk, plan=replace(case.desk.plan, site="https://courier.example/{slug}/")))
        if stated.profile:
            import cProfile
            import pstats

            with cProfile.Profile(time.process_time) as profile:
                first = published(case, folder / "site")
            pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
        else:
            first = published(case, folder / "site")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        again = published(case, folder / "site")
        pages = list((folder / "site").rglob("*.html"))
        moving = sum(len(_UNSIZED.findall(path.read_text("utf-8"))) for path in pages)
        styles = (folder / "site" / "assets" / "site.css").stat().st_size
        heaviest = max(path.stat().st_size for path in pages)
        print(json.dumps({
            "cards": stated.cards, "first": first, "again": again, "highest_mb": round(before),
            "heaviest_page_kb": round((heaviest + styles) / 1000), "styles_kb": round(styles / 1000), "pages": len(pages),
            "pictures_without_size": moving,
            "files": sum(path.is_file() for path in (folder / "site").rglob("*")), "load": os.getloadavg(),
        }))  # fmt: skip


if __name__ == "__main__":
    main()
