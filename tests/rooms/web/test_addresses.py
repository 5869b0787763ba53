"""No page, script or act names an address of a case by its bare path: on a server each case has its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import firsthand.web

HERE = Path(firsthand.web.__file__).parent
OUTSIDE = re.compile(r"/(static/|account\b|lock\b|language\b|case/|$)")
"""What lies outside the cases."""
BARE = {
    "*.js": re.compile(r"""(?<!\w)["'`](/[a-z][^"'`\s]*)["'`]"""),
    "*.html": re.compile(r"""(?:href|action|src)=["'](/[^"'{]*)"""),
    "*.py": re.compile(r"""(?:Redirect|redirect)\(f?["'](/[^"']*)"""),
}
PLACES = {"*.js": "static/web", "*.html": "templates", "*.py": "pages"}


@pytest.mark.parametrize("kind", BARE)
def test_no_bare_address(kind: str) -> None:
    files = sorted((HERE / PLACES[kind]).rglob(kind))
    found = {
        f"{path.name}: {one}" for path in files if "htmx" not in path.name
        for one in BARE[kind].findall(path.read_text("utf-8")) if not OUTSIDE.match(one)
    }  # fmt: skip
    assert len(files) > 3
    assert not found


def test_the_net_catches() -> None:
    """A bare address in each of the three is seen."""
    for kind, text in (("*.js", 'fetch("/inbox")'), ("*.html", '<a href="/inbox">'), ("*.py", 'redirect("/inbox")')):
        assert BARE[kind].findall(text) == ["/inbox"]
