"""Nothing that a person meets is undocumented: commands, error codes, readers, public names, generated pages."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.main import get_command

from firsthand.cli.main import app
from firsthand.readers.registry import load

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "firsthand"
REFERENCE = ROOT / "docs" / "reference"
GENERATORS = sorted((ROOT / "docs").glob("make_*.py"))


def commands(group: Any, name: str = "firsthand") -> Iterator[tuple[str, Any]]:
    """Each command that does something, with its whole name."""
    for one in group.commands.values():
        if getattr(one, "commands", None):
            yield from commands(one, f"{name} {one.name}")
        elif not one.hidden:
            yield f"{name} {one.name}", one


COMMANDS = dict(commands(get_command(app)))


def generator(name: str) -> ModuleType:
    """Import a script of the docs folder, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_and_an_example(name: str) -> None:
    """`--help` says in a sentence what it does, and shows one call that could be typed."""
    told = COMMANDS[name].help or ""

    assert len(told.strip()) > 10, f"{name} has no help"
    assert re.search(rf"Examples?: `{re.escape(name)}\b", " ".join(told.split())), f"{name} shows no example"


def test_every_command_stands_beside_its_page() -> None:
    """The table of the desk holds each command once, in words that are a page of the desk, or with a reason why there is none."""
    table = (ROOT / "docs" / "recipes" / "desk-commands.md").read_text("utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|([^|]*)\|$", table, re.MULTILINE)
    routes = (SOURCE / "web" / "routes.py").read_text("utf-8")
    pages = {re.sub(r"<[^>]+>", "*", one) for one in re.findall(r'Route\("([^"]*)"', routes)}

    assert sorted(f"firsthand {name}" for name, _page, _why in rows) == sorted(COMMANDS)
    for name, page, why in rows:
        address = re.sub(r"\b(ID|SLUG)\b", "*", page.strip("` /"))
        assert why.strip() if page == "–" else address in pages, name


@pytest.mark.parametrize("name", COMMANDS)
def test_an_option_has_help(name: str) -> None:
    """Every argument and option says what it is."""
    silent = [one.name for one in COMMANDS[name].params if one.name != "help" and not (one.help or "").strip()]

    assert not silent, f"{name}: {silent}"


def test_every_error_code_is_listed() -> None:
    """A code on the screen is found in the reference."""
    page = (REFERENCE / "errors.md").read_text("utf-8")
    missing = [code for code in generator("make_reference").raised() if f"| `{code}` |" not in page]

    assert not missing, "run `make reference`"


def test_every_reader_is_listed() -> None:
    """Name, version and summary of each reader stand in the reference."""
    page = (REFERENCE / "formats.md").read_text("utf-8")

    for adapter in load():
        assert f"## {adapter.name}\n\n{adapter.summary}\n\nVersion {adapter.version}.\n" in page, "run `make reference`"


@pytest.mark.parametrize("script", GENERATORS, ids=lambda path: path.stem)
def test_generated_pages_are_fresh(script: Path) -> None:
    """A generated page is what its script writes today."""
    done = subprocess.run([sys.executable, str(script), "--check"], check=False, capture_output=True, text=True)

    assert done.returncode == 0, f"run `make reference` ({script.name}) {done.stderr}"


# The outsider's program is one file of at most 320 lines for people who have nothing else; its head tells all.
DOCUMENTED = sorted(path for path in SOURCE.rglob("*.py") if path.parent.name != "outsider")


@pytest.mark.parametrize("path", DOCUMENTED, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_public_names_have_docstrings(path: Path) -> None:
    """Modules, public classes and public functions say what a reader cannot see."""
    tree = ast.parse(path.read_text("utf-8"))
    silent = [] if ast.get_docstring(tree) else ["the module"]
    for node in tree.body:
        named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if named and not node.name.startswith("_") and not ast.get_docstring(node):
            silent.append(node.name)

    assert not silent


def test_fragments_of_the_changelog_have_words() -> None:
    """Every fragment is a Markdown file with at least a sentence."""
    for path in (ROOT / "changelog.d").iterdir():
        assert path.suffix == ".md", path.name
        assert path.read_text("utf-8").strip().endswith((".", "`")), path.name


def test_locks_hold_hashes_and_no_addresses() -> None:
    """A lock pins every package by hash, and names no place that it came from."""
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text("utf-8")
        pins = re.findall(r"^[a-z0-9][^ ]*==[^ ]+ \\$", text, re.MULTILINE)

        assert pins, path.name
        assert "://" not in text, path.name
        assert not re.search(r"^--", text, re.MULTILINE), path.name
        assert not re.search(r"^[a-z0-9][^ ]*==[^\\\n]*$", text, re.MULTILINE), f"{path.name} has a pin without a hash"


def test_locks_hold_what_the_project_asks_for() -> None:
    """A dependency that was added to pyproject.toml is in the lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {"runtime": project["dependencies"], **project["optional-dependencies"]}

    for lock, asked in wanted.items():
        text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
        names = {re.match(r"[A-Za-z0-9._-]+", one)[0].lower().replace("_", "-") for one in asked}  # type: ignore[index]
        missing = [name for name in sorted(names) if not re.search(rf"^{re.escape(name)}==", text, re.MULTILINE)]

        assert not missing, f"run `make lock`: requirements/{lock}.txt lacks {missing}"
