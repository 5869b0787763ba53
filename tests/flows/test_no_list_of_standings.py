"""No list that the command line gives, and no export, says where somebody belongs; none can be asked for or sorted by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from firsthand.cli.main import app
from firsthand.exporters.registry import NAMES, load_one
from firsthand.exporters.seam import QUERY
from firsthand.testing.world import SmallCase, table

PARTY, AFFILIATION = "Northern Guard", "speaks-for"
TOLD = re.compile(rf'{PARTY}|{AFFILIATION}|"(affiliation|party|standing)"')
HISTORY = {"log", "agreement"}
"""Tell what was done, entry after entry, and how often two readers agreed on each question: no list of people."""
NEEDS = {
    "queue": ("help",), "progress": ("help",), "label": None, "findings": None, "posts": ("",), "figures": None, "quotes": None,
    "places": None, "times": None,
}  # fmt: skip
"""What a list must be told beside --json; None: it is no list of the case, or needs a file."""
IN_WORDS = {"accounts", "posts", "queue", "together", "claims"}
QUIET = {"demo", "serve", "stamp", "watch", "fixity", "backup", "restore", "broker", "keygen"}
"""Commands that do something to the machine and list nobody."""


def lists(group: Any = None, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Each command that answers with --json and asks for nothing else: it speaks of many, or of the whole case."""
    group = group or get_command(app)
    for one in group.commands.values():
        path = (*names, one.name)
        if getattr(one, "commands", None):
            yield from lists(one, path)
            if not getattr(one, "invoke_without_command", False):
                continue
        options = {name for parameter in one.params for name in parameter.opts}
        if "--json" not in options or path[0] in QUIET | HISTORY:
            continue
        if path[0] in NEEDS:
            more = NEEDS[path[0]]
            if more is not None:
                yield (*path, *more)
        elif not any(parameter.required for parameter in one.params):
            yield path


LISTS = sorted(set(lists()))


@pytest.fixture
def decided(small: SmallCase, run: Any, tmp_path: Path) -> str:
    """Give an account of which two people have decided that it speaks for a party, in a case that was screened."""
    rows = [(str(at), f"2041-03-14T10:{at:02d}:00Z", f"نحتاج إلى ماء في حي المطحنة رقم {at}", f"user{at % 4}") for at in range(1, 9)]
    path = tmp_path / "posts.csv"
    path.write_bytes(table(rows))
    assert run("collect", path).code == 0
    assert run("screen").code == 0
    post = run("posts", "", "--json").lines[0]
    judged = run(
        "judge", post["account"], "--role", "official", "--affiliation", AFFILIATION, "--party", PARTY, "--reliability", "D",
        "--because", "its own words", "--evidence", post["id"], "--as", small.ann.name, "--json",
    )  # fmt: skip
    assert judged.code == 0, judged.err
    assert run("second", judged.json["entry"], "--agree", "--because", "I see the same", "--as", small.bo.name).code == 0
    return str(post["account"])


def test_the_lists_are_there() -> None:
    """The commands that everybody would look in are among those that are looked through."""
    assert {("accounts",), ("posts", ""), ("claims",), ("clusters",), ("together",), ("runs",), ("queue", "help")} <= set(LISTS)


def test_no_list_says_where_somebody_belongs(decided: str, run: Any) -> None:
    """Every command that lists, as JSON, and those that list people in words; a command that is added is in this test by itself."""
    assert TOLD.search(run("accounts", decided, "--json").out), "the one place where it stands, so that this test can fail"

    saying = [
        (path, form, found[0])
        for path in LISTS for form in ((), ("--json",))
        if (form or path[0] in IN_WORDS) and (found := TOLD.search(run(*path, *form).out))
    ]  # fmt: skip
    assert not saying


@pytest.mark.parametrize("word", ["affiliation", "party", "standing", "reliability", "role"])
def test_nothing_is_found_or_sorted_by_it(word: str, small: SmallCase, run: Any) -> None:
    """It is no word of the search, and no order."""
    assert run("posts", f"{word}:member", "--json").code != 0
    assert run("posts", "", "--order", word, "--json").code == 2
    assert run("queue", "help", "--order", word, "--json").code == 2


def test_no_export_carries_it(decided: str, small: SmallCase, run: Any, tmp_path: Path) -> None:
    """What leaves holds what people posted, and nothing that the desk thinks of them."""
    tables = [name for name in NAMES if QUERY in load_one(name)[1].takes and all(map(find_spec, load_one(name)[0].needs))]
    for kind in ("wacz", "warc", *tables):
        target = tmp_path / kind / f"out.{kind}"
        whole = ("--identities",) if kind in tables else ()
        done = run("export", kind, "--query", "", *whole, "--to", target, "--because", "order 12", "--as", small.ann.name)

        assert done.code == 0, done.err
        files = [path for path in target.parent.rglob("*") if path.is_file()]
        for word in (PARTY, AFFILIATION):
            assert not [path for path in files if word.encode() in path.read_bytes()], kind
