"""
Write `reference/errors.md`, `reference/formats.md` and `reference/exports.md` from the source, so that the pages cannot lag behind it.

Run it after an error, a rule of the story, a reader or an exporter has changed: ``make reference``. With ``--check`` it writes nothing
and ends with 1 when a page is not what the source says.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

from firsthand.exporters import registry as exporters
from firsthand.exporters.seam import QUERY, STORY, Exporter
from firsthand.model import errors
from firsthand.model.adapter import Adapter
from firsthand.readers.registry import load
from firsthand.story.lint import RULES

HERE = Path(__file__).parent
SOURCE = HERE.parent / "src" / "firsthand"

ERRORS = {
    one.__name__: one
    for one in vars(errors).values()
    if isinstance(one, type) and issubclass(one, errors.FirsthandError) and one is not errors.FirsthandError
}
"""The errors that a person may meet, by class."""

WHOSE = {
    "Mistaken": "the command, an option or a file",
    "Refused": "a rule of the desk",
    "NotFound": "a name that is nothing here",
    "Conflict": "somebody else was first",
    "Unavailable": "the world: disk, another process, a missing program",
    "Tampered": "bytes, ledger or signature",
}

DATA = {"Rejected": 5, "BadMember": 0, "Flaw": 0, "Unfit": 0, "_rejected": -1}
"""Calls that say that data cannot be read, with the place of the code among their arguments (-1: the first word)."""

ERRORS_TOP = """# Errors

<!-- Made by docs/make_reference.py. -->

An error says whose doing it is, and what to do next. With `--json` it is
`{"error": {"code", "message", "advice"}}` on standard error. Codes are stable; messages are not. What stands as `…` is
filled in when the error is raised.
"""

STORY_TOP = """`firsthand story check` names these. Who may set one aside: nobody, a second person, or an editor with a reason.
"""

DATA_TOP = """Bad data is no error: the item is kept, counted as rejected and shown by `firsthand rejected`.
"""

FORMATS_TOP = """# Formats that are read

<!-- Made by docs/make_reference.py. -->

`firsthand collect FILE` looks at the bytes, not at the name, and the most confident reader gets the file;
`--reader NAME` chooses one. Every reading is kept as `name@version`, so that a better reader may read again.
"""


EXPORTS_TOP = """# Exports to other tools

<!-- Made by docs/make_reference.py. -->

`firsthand export FORMAT --story SLUG --to PATH` hands a story's cards on as its pages show them; with `--query` it hands on what a
search finds, where a format takes one: internal, covered, and marked as such ([how](../recipes/hand-on.md)). Captures as received, for
archives and courts, are [another thing](../recipes/export-evidence.md).

*Proof* says who has read it. "As documented" means that we wrote what the consumer's documentation asks for, and that the consumer
itself has not read it. A proof by a package runs with our tests where that package is installed.

All of them leave out what people were found to be (roles) and any tie to a party: nothing that can be sorted holds them.
"""


class Raised(NamedTuple):
    """One place where an error is raised."""

    code: str
    name: str
    message: str


def raised(files: Iterable[Path] | None = None) -> dict[str, Raised]:
    """Every code of an error, with its class and the message of the first place, in the order of the codes; of some files, or of all."""
    found: dict[str, Raised] = {}
    for _path, call in calls(files):
        name = _called(call)
        code = next((_text(one.value) for one in call.keywords if one.arg == "code"), "")
        if name in ERRORS and code:
            found.setdefault(code, Raised(code, name, _text(call.args[0]) if call.args else ""))
    return dict(sorted(found.items()))


def unreadable() -> list[str]:
    """Every code that an item of data may be rejected with, as far as it is written out where it is given."""
    found = set()
    for _path, call in calls():
        place = DATA.get(_called(call))
        if place is None:
            continue
        values = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if place >= 0:
            one = call.args[place] if len(call.args) > place else None
            values = [one.value] if isinstance(one, ast.Constant) and isinstance(one.value, str) else []
        found.update(values[:1])
    return sorted(one for one in found if one and one.replace("-", "").isalnum())


def calls(files: Iterable[Path] | None = None) -> Iterator[tuple[Path, ast.Call]]:
    """All calls in the source, file by file; of some files, or of all."""
    for path in sorted(SOURCE.rglob("*.py") if files is None else files):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield path, node


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _text(node: ast.expr) -> str:
    """A string as far as the source shows it; a value that is filled in is an ellipsis."""
    match node:
        case ast.Constant(value=str(said)):
            return said
        case ast.JoinedStr(values=parts):
            return "".join(_text(one) for one in parts)
        case ast.BinOp(left=left, right=right):
            return _text(left) + _text(right)
    return "…"


def _cell(text: str) -> str:
    told = " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")
    return told if len(told) <= 160 else told[:159] + "…"


def errors_page() -> str:
    """The page of errors, rules and codes of data."""
    lines = [ERRORS_TOP]
    found = raised()
    for name, error in sorted(ERRORS.items(), key=lambda one: one[1].exit_code):
        lines += [f"## {name}: {WHOSE.get(name, error.kind)}\n", f"Exit {error.exit_code}.\n"]
        lines += ["| code | for example |", "|---|---|"]
        lines += [f"| `{one.code}` | {_cell(one.message)} |" for one in found.values() if one.name == name]
        lines.append("")
    lines += ["## What a story is checked for\n", STORY_TOP]
    lines += ["| code | what must hold | blocks | set aside by |", "|---|---|---|---|"]
    lines += [
        f"| `{rule.code}` | {_cell(rule.sentence)} | {'yes' if rule.blocks else 'no'} | {rule.override.replace('-', ' ')} |"
        for rule in RULES
    ]
    lines += ["", "## Why an item cannot be read\n", DATA_TOP]
    lines.append(", ".join(f"`{code}`" for code in unreadable()) + ".\n")
    return "\n".join(lines)


def formats_page() -> str:
    """The page of readers."""
    lines = [FORMATS_TOP]
    for adapter in load():
        lines += [f"## {adapter.name}\n", f"{adapter.summary}\n", f"Version {adapter.version}.\n"]
        lines += _options(adapter)
        if adapter.losses:
            lines += ["It knows, and does not carry over:\n", *(f"- {loss}" for loss in adapter.losses), ""]
    return "\n".join(lines)


def exports_page() -> str:
    """The page of exporters."""
    made = [(one, opened) for one in exporters.load() for opened in [one.open(one.options())] if isinstance(opened, Exporter)]
    lines = [EXPORTS_TOP, "| format | made of | for | licence | proof |", "|---|---|---|---|---|"]
    for one, opened in made:
        of = " or ".join(word for word, kind in (("a story", STORY), ("a search", QUERY)) if kind in opened.takes)
        lines.append(f"| [`{one.name}`](#{one.name}) | {of} | {opened.use} | {opened.licence} | {opened.proof} |")
    lines.append("")
    for one, opened in made:
        lines += [f"## {one.name}\n", f"{one.summary}\n", f"Version {one.version}. One file ends in `{opened.ending}`."]
        lines += [f"Needs {', '.join(f'`{need}`' for need in one.needs)}."] if one.needs else []
        lines += ["", *(f"{said}\n" for said in opened.reading)]
        losses = one.losses[1:]
        lines += ["It knows, and leaves out:\n", *(f"- {loss}" for loss in losses), ""] if losses else []
    return "\n".join(lines)


def _options(adapter: Adapter) -> Iterator[str]:
    settings = fields(adapter.options)
    if settings:
        names = ", ".join(f"`{one.name}`" for one in settings)
        yield f"Settings: {names}.\n"


def pages() -> Mapping[str, str]:
    """Every generated page of this script, by its name in `reference`."""
    return {"errors.md": errors_page(), "exports.md": exports_page(), "formats.md": formats_page()}


def main() -> int:
    """Write the pages, or compare them."""
    folder = HERE / "reference"
    held = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    stale = {name: page for name, page in pages().items() if held.get(name) != page}
    if "--check" in sys.argv:
        return int(bool(stale))
    folder.mkdir(exist_ok=True)
    for name, page in stale.items():
        (folder / name).write_text(page, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
