"""One Chromium for all pages, with nothing of its own going on, and the desk of one person as the command line serves it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from firsthand.testing.world import ANN, SmallCase

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
START = "from firsthand.cli.main import main; main()"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser; each test or module opens windows of its own in it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(case: SmallCase) -> Iterator[str]:
    """Where the desk of the module's case is served, in a process of its own; it lets in once."""
    process = subprocess.Popen(
        [sys.executable, "-c", START, "serve", "--as", ANN, "--no-browser", "--case", str(case.root)],
        stderr=subprocess.PIPE, text=True, env={**os.environ, "FIRSTHAND_HOME": str(case.root.parent / "home")},
    )  # fmt: skip
    assert process.stderr
    said = ""
    while "token=" not in said and (line := process.stderr.readline()):
        said += line
    found = re.search(r"http://\S+", said)
    assert found, said
    yield found[0]
    process.terminate()
    process.wait(60)
    process.stderr.close()
