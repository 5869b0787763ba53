"""
Make the pictures of the tour from the example, and only from it: the desk as people start it, looked at by a browser.

``python docs/pictures/make_tour.py DEMO CHROMIUM [FOLDER]``: DEMO is a folder that ``firsthand demo`` has made; the desk is opened on a
copy of its case. Needs Playwright and Pillow. Each picture is at most `MOST_BYTES`, with a palette of its own.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent / "tour"
MOST_BYTES = 60_000
WIDE, PHONE = (1200, 800), (390, 780)
START = "from firsthand.cli.main import main; main()"
MORNING = "/inbox?q=has:image+after:2041-03-14T06:00+-by:@meridiancourier&order=oldest"
CLINIC = "activitypub:https://chirrup.example/users/orrel_clinic/statuses/147249919426560000"


class Shot(NamedTuple):
    """A picture: its name, the page, the language, light or dark, the window, and how far the page is scrolled."""

    name: str
    page: str
    language: str = "en"
    scheme: str = "light"
    size: tuple[int, int] = WIDE
    down: int = 0


SHOTS = (
    Shot("inbox", f"{MORNING}&post={CLINIC}"),
    Shot("inbox-dark", "/inbox?category=help", scheme="dark"),
    Shot("inbox-arabic", f"{MORNING}&post={CLINIC}", language="ar"),
    Shot("inbox-phone", MORNING, size=PHONE),
    Shot("inbox-phone-arabic", MORNING, language="ar", size=PHONE),
    Shot("post", "/posts/x:4018226465207222272"),
    Shot("words-first", "/words?category=goodbye"),
    Shot("source", "/sources/@river_voice_4?cells=all"),
    Shot("source-dark-arabic", "/sources/@river_voice_4?cells=all", language="ar", scheme="dark"),
    Shot("claim", "/claims/CLAIM", down=330),
    Shot("story", "/stories/bridge"),
    Shot("map", "/map"),
    Shot("verification-ukrainian", f"/verification/{CLINIC}", language="uk"),
    Shot("day-phone-dark", "/day", scheme="dark", size=PHONE),
)


@contextmanager
def served(demo: Path) -> Iterator[str]:
    """The desk on a copy of the example's case; gives the address that lets in."""
    with tempfile.TemporaryDirectory() as folder:
        case, home = Path(folder) / "oradesh", Path(folder) / "home"
        shutil.copytree(demo / "oradesh", case)
        shutil.copytree(demo / "home", home)
        process = subprocess.Popen(
            [sys.executable, "-c", START, "serve", "--as", "A. Renn", "--no-browser", "--case", str(case)],
            stderr=subprocess.PIPE, text=True, env={**os.environ, "FIRSTHAND_HOME": str(home)},
        )  # fmt: skip
        assert process.stderr
        said = ""
        while "token=" not in said and (line := process.stderr.readline()):
            said += line
        try:
            found = re.search(r"http://\S+", said)
            if not found:
                raise SystemExit(said)
            yield found[0]
        finally:
            process.terminate()
            process.wait(60)
            process.stderr.close()


def shoot(demo: Path, chromium: str, folder: Path) -> None:
    """Write every picture."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with served(demo) as address, sync_playwright() as playwright:
        start = address.partition("/enter")[0]
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--headless", "--no-sandbox", "--disable-gpu", "--font-render-hinting=none"]
        )
        context = browser.new_context()
        context.new_page().goto(address)
        claim = context.request.get(f"{start}/claims", headers={"Accept": "application/json"}).json()
        backed = max(claim["claims"], key=lambda one: one["origins"])["id"]
        for one in SHOTS:
            data = _shot(context, start, one, one.page.replace("CLAIM", backed))
            (folder / f"{one.name}.png").write_bytes(data)
            print(f"{one.name}.png {len(data) // 1000} kB")
        browser.close()


def _shot(context: Any, start: str, one: Shot, page_address: str) -> bytes:
    page = context.new_page()
    page.set_viewport_size({"width": one.size[0], "height": one.size[1]})
    page.emulate_media(color_scheme=one.scheme, reduced_motion="reduce")
    context.add_cookies([{"name": "django_language", "value": one.language, "url": start}])
    page.goto(start + page_address, wait_until="load")
    page.evaluate("document.fonts.ready")
    page.evaluate("down => window.scrollTo(0, down)", one.down)
    page.wait_for_timeout(300)
    data = page.screenshot(animations="disabled", caret="hide")
    page.close()
    return small(data)


def small(data: bytes) -> bytes:
    """The picture with as many colours as fit into `MOST_BYTES`."""
    from PIL import Image

    picture = Image.open(io.BytesIO(data)).convert("RGB")
    for colours in (128, 96, 64, 48, 32, 24, 16, 12):
        out = io.BytesIO()
        picture.quantize(colours, method=Image.Quantize.MEDIANCUT, kmeans=1, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= MOST_BYTES:
            break
    return out.getvalue()


if __name__ == "__main__":
    shoot(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]) if len(sys.argv) > 3 else HERE)
