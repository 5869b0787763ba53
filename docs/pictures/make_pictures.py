"""
Make the two pictures of the README from the example: the published story, and a terminal.

``python docs/pictures/make_pictures.py DEMO CHROMIUM``: DEMO is a folder that ``firsthand demo`` has made. The terminal is
drawn as SVG and loads no font from anywhere: what the drawing library adds for that is taken out again. Needs Playwright.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from typing import Any

from rich.console import Console

HERE = Path(__file__).parent
WIDTH = 100
COMMAND = "firsthand queue goodbye --limit 4"


class Plain(Console):
    """A console without the invisible isolates, which a drawing would give room to."""

    def print(self, *told: Any, **options: Any) -> None:
        """Print without them."""
        super().print(*(re.sub("[\u2066-\u2069]", "", one) for one in told), **options)


def main(demo: Path, chromium: str) -> None:
    """Write both pictures."""
    (HERE / "terminal.svg").write_text(terminal(demo / "oradesh"), "utf-8")
    story(demo / "site", chromium)


def terminal(case: Path) -> str:
    """Run a command with a console that remembers what it printed."""
    from firsthand.cli import screen
    from firsthand.cli.main import main as firsthand

    recorder = Plain(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, highlight=False)
    recorder.print(f"[dim]$[/dim] [bold]{COMMAND}[/bold]\n")
    screen.console = lambda: recorder
    try:
        firsthand([*COMMAND.split()[1:], "--case", str(case)])
    except SystemExit as end:
        if end.code:
            raise
    return offline(recorder.export_svg(title="firsthand"))


def offline(svg: str) -> str:
    """
    The same drawing without addresses.

    Fixed lengths of right-to-left words are taken out as well, because they break the joining of letters.
    """
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", "ui-monospace, 'DejaVu Sans Mono', monospace").replace(
        "Fira Code", "ui-monospace"
    )
    svg = re.sub(r' textLength="[^"]*"(?=[^<]*>[^<]*[\u0590-\u08ff])', "", svg)
    assert "url(http" not in svg
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def story(site: Path, chromium: str) -> None:
    """Photograph the top of the story."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 1400})
        page.goto((site / "index.html").resolve().as_uri())
        page.wait_for_timeout(500)
        page.screenshot(path=HERE / "story.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
