"""The command line, run in this process, and a case to run it on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from firsthand.cli.main import main
from firsthand.testing.world import SmallCase, make_desk


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """JSON Lines on standard output."""
        return [json.loads(line) for line in self.out.split("\n") if line]

    @property
    def error(self) -> dict[str, str]:
        """The error on standard error, of a command with --json."""
        said: dict[str, str] = json.loads(self.err.strip().split("\n")[-1])["error"]
        return said


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a function that runs a command line."""

    def command(*arguments: object) -> Said:
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main([str(one) for one in arguments])
        said = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return Said(end.value.code, said.out, said.err)

    return command


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallCase:
    """Give a case with two people who have keys; commands find it by FIRSTHAND_CASE."""
    case = make_desk(tmp_path)
    monkeypatch.setenv("FIRSTHAND_CASE", str(case.root))
    return case
