"""The files that the recipe of the team's desk hands out can be read by the programs that they are for."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from firsthand.web.team.config import read_server

FILES = Path(__file__).parents[2] / "docs" / "recipes" / "team"


def test_the_servers_file_is_one(tmp_path: Path) -> None:
    """Word for word, but for the folders."""
    (tmp_path / "oradesh").mkdir()
    (tmp_path / "oradesh" / "case.toml").write_text("")
    (tmp_path / "oradesh.passphrase").touch(0o600)
    text = (FILES / "team.toml").read_text()
    for place in ("/var/lib/firsthand", "/srv/cases/oradesh", "/etc/firsthand/oradesh.passphrase"):
        text = text.replace(place, str(tmp_path / place.rpartition("/")[2]))
    (tmp_path / "team.toml").write_text(text)
    assert read_server(tmp_path / "team.toml").places[0].name == "oradesh"


def test_the_unit_is_one_and_shuts_what_can_be_shut(tmp_path: Path) -> None:
    text = (FILES / "firsthand.service").read_text()
    unit = configparser.ConfigParser(strict=True, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(text)
    service = unit["Service"]
    assert service["UMask"] == "0077"
    for name in ("NoNewPrivileges", "PrivateTmp", "ProtectHome", "RestrictSUIDSGID"):
        assert service[name] == "yes"
    if shutil.which("systemd-analyze"):
        (tmp_path / "firsthand.service").write_text(re.sub(r"/opt/firsthand/bin/firsthand", "/bin/true", text))
        told = subprocess.run(["systemd-analyze", "verify", str(tmp_path / "firsthand.service")], capture_output=True, text=True)
        assert "firsthand.service" not in told.stderr, told.stderr


def test_nginx_takes_its_file(tmp_path: Path) -> None:
    """And streams news, believes no client's address, and writes no invitation into a log."""
    text = (FILES / "nginx.conf").read_text()
    assert text.count("proxy_set_header X-Forwarded-For $remote_addr;") == text.count("proxy_pass ")
    assert "proxy_add_x_forwarded_for" not in text
    if not (shutil.which("nginx") and shutil.which("openssl")):
        pytest.skip("no nginx")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=desk.example.org",
         "-keyout", tmp_path / "key.pem", "-out", tmp_path / "fullchain.pem"], check=True, capture_output=True,
    )  # fmt: skip
    own = text.replace("/etc/ssl/firsthand", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}} http {{ {own} }}")
    told = subprocess.run(["nginx", "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr


def test_the_container_runs_as_nobody_in_particular() -> None:
    text = (FILES / "Containerfile").read_text()
    assert "\nUSER firsthand\n" in text
    assert ".[team]" in text
    assert re.search(r'^ENTRYPOINT \["firsthand"\]$', text, re.MULTILINE)
