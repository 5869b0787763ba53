"""Pure rooms stay pure: what the linters cannot see."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "firsthand"
PURE = (
    "model", "ledger", "text", "tables", "readers", "find", "signals", "check", "story", "exporters", "desk",
)  # fmt: skip
WORLD = ("cli", "example", "shell", "testing", "web")

FORBIDDEN = {"open", "input", "print", "exec", "eval", "compile", "__import__", "breakpoint"}
"""Builtins that touch the world, or run what they are given."""

CLOCKS = {"now", "today", "utcnow"}
OPENERS = {"io", "gzip", "bz2", "lzma", "codecs", "tarfile", "builtins"}
"""Modules whose `open` takes a path."""


def files(room: str) -> list[Path]:
    return sorted((SOURCE / room).rglob("*.py"))


def touches(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Calls of a clock or a file, with their lines. A method of an argument (`vault.open`, `clock.now`) is none."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id=name) if name in FORBIDDEN:
                yield node.lineno, f"{name}()"
            case ast.Attribute(value=ast.Name(id="datetime" | "date") | ast.Attribute(attr="datetime" | "date"), attr=name):
                if name in CLOCKS:
                    yield node.lineno, f"a clock: {name}()"
            case ast.Attribute(value=ast.Name(id=module), attr="open") if module in OPENERS:
                yield node.lineno, f"{module}.open()"


@pytest.mark.parametrize("room", [room for room in PURE if (SOURCE / room).is_dir()])
def test_pure_rooms_touch_nothing(room: str) -> None:
    """No clock, no file, no input, no print, and nothing run from text, from desk down."""
    found = [
        f"{path.relative_to(SOURCE)}:{line}: {what}"
        for path in files(room)
        for line, what in touches(ast.parse(path.read_text("utf-8")))
    ]

    assert not found


@pytest.mark.parametrize(
    "text", ["open('x')", "datetime.now()", "datetime.datetime.now(UTC)", "date.today()", "gzip.open(p)", "print(1)"]
)
def test_the_watch_sees(text: str) -> None:
    """What must not stand in a pure room is found."""
    assert list(touches(ast.parse(text)))


@pytest.mark.parametrize("text", ["vault.open(digest)", "clock.now()", "adapter.open(options)", "re.compile('a')"])
def test_the_watch_lets_ports_pass(text: str) -> None:
    """Ports and adapters have methods of the same names."""
    assert not list(touches(ast.parse(text)))


def test_every_room_is_known() -> None:
    """A new folder is said to be pure or of the world."""
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__"}

    assert rooms <= {*PURE, *WORLD}


def test_the_model_needs_the_standard_library_only() -> None:
    """Whoever reads the records needs nothing else installed."""
    found = []
    for path in files("model"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            found += [
                f"{path.name}:{name}"
                for name in names
                if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("firsthand.model")
            ]

    assert not found
