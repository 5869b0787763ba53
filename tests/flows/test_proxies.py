"""
The files for a reverse proxy that the documentation prints are taken by the proxies; `make campaign-proxy` lets a team work behind them.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "campaigns"))
import proxy


@pytest.mark.parametrize(("name", "asked"), [("nginx", ("-t",)), ("caddy", ())])
def test_the_printed_file_is_taken(name: str, asked: tuple[str, ...], tmp_path: Path) -> None:
    """As it is printed, but for ports, folders and certificates."""
    program = proxy.installed(name)
    if not program:
        pytest.skip(f"no {name}")
    words = [*proxy.PROXIES[name](program, tmp_path, 8700, 8443, 8080), *asked]
    if name == "caddy":
        words[1] = "validate"

    told = subprocess.run(words, capture_output=True, text=True, check=False, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"})
    assert told.returncode == 0, told.stderr[-1000:]


def test_the_printed_files_belong_together() -> None:
    """The proxies name the hosts and the port that the server's own file names."""
    server = (proxy.DOCS / "team.toml").read_text("utf-8")
    for name in ("nginx.conf", "Caddyfile"):
        page = (proxy.DOCS / name).read_text("utf-8")
        assert proxy.SITE.removeprefix("https://") in page
        assert proxy.MEDIA.removeprefix("https://") in page
        assert "127.0.0.1:8700" in page
    assert (proxy.SITE in server, proxy.MEDIA in server, "127.0.0.1:8700" in server) == (True, True, True)
