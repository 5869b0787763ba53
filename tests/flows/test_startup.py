"""The program answers at once: what is heavy is imported when a verb needs it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from firsthand.cli.main import app

HEAVY = (
    "sqlalchemy", "numpy", "django", "sklearn", "pyarrow", "PIL", "cryptography", "jinja2", "duckdb", "pyrage", "sqlite3", "torch",
    "sentence_transformers",
)  # fmt: skip
COMMANDS = sorted(one.name or one.callback.__name__ for one in app.registered_commands if one.callback) + sorted(
    one.name for one in app.registered_groups if isinstance(one.name, str)
)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["collect", "--help"]])
def test_nothing_heavy_is_imported(arguments):
    """To show help, in a process of its own."""
    program = (
        "import sys\nfrom firsthand.cli.main import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as end:\n    assert end.code == 0, end.code\n"
        f"print('|', *sorted(set(sys.modules) & set({HEAVY!r})))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.rpartition("|")[2].split() == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run, command):
    """In its own words, and with the way to call it."""
    said = run(command, "--help")

    assert said.code == 0
    if any(one.name == command for one in app.registered_commands):
        assert "xample" in said.out
        assert f"firsthand {command}" in said.out


def test_without_anything_it_says_how_to_start(run):
    """Help, not an error."""
    assert "firsthand new" in " ".join((run("--help").out).split())
