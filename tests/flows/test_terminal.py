"""What strangers write reaches the terminal as words: it moves no cursor, sets no colour, clears nothing."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import unicodedata
from dataclasses import dataclass

import pyte
import pytest

from firsthand.testing.world import make_desk, take_in, twarc_lines

HOSTILE = {
    "\x1b[31mred\x1b[0m": "red",
    "\x1b[2J\x1b[Hcleared": "cleared",
    "\x1b]0;title\x07 \x1b]8;;https://evil.example\x07linked\x1b]8;;\x07": "linked",
    "\x9b31mcontrol\x9b2J \x9d0;t\x9c": "control",
    "\x1b[999;1Hmoved \x1b[5A": "moved",
    "carriage\rreturn \x08\x08back\x0bvertical\x0cform": "carriage",
    "\u202eoverride\u202c \u2066isolate": "override",
    "[red]markup[/red] [link=https://evil.example]click[/link] [bold": "[red]markup[/red]",
    "[/] [/bold] \\[x] ends with a backslash\\": "ends with a backslash\\",
    "two backslashes\\\\": "two backslashes\\\\",
    "line\nbreak\u2028para\u2029next\x85end": "line",
    "\x1b_Gapc\x1b\\ \x1bP0;0|dcs\x1b\\ \x1bc reset": "reset",
    "\x00nul \x7fdel \ufeffbom": "nul",
    "نحن بخير": "نحن بخير",
    "😀 👩🏽‍🚒 ok": "ok",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A terminal after a program has written to it: its lines, its cells, its title, the bytes."""

    lines: list[str]
    colours: set[tuple[str, str]]
    title: str
    data: bytes


def on_terminal(arguments: list[str], case: str) -> Seen:
    """Run a command at a terminal of 200 columns and many lines."""
    screen = pyte.Screen(200, 400)
    stream = pyte.Stream(screen)
    leader, follower = pty.openpty()
    program = f"from firsthand.cli.main import main; main({arguments!r})"
    settings = {**os.environ, "FIRSTHAND_CASE": case, "TERM": "xterm-256color", "COLUMNS": "200", "LINES": "400"}
    process = subprocess.Popen([sys.executable, "-c", program], stdout=follower, stderr=follower, stdin=follower, env=settings)
    os.close(follower)
    data = b""
    try:
        while select.select([leader], [], [], 30)[0]:
            data += os.read(leader, 65536)
    except OSError:  # the other end has closed
        pass
    finally:
        os.close(leader)
    assert process.wait() == 0, data
    # pyte drops the rest of a text after a character without width (an isolate, a joiner), which terminals do not.
    stream.feed("".join(char for char in data.decode() if unicodedata.category(char) not in ("Cf", "Mn")))
    cells = {(cell.fg, cell.bg) for row in screen.buffer.values() for cell in row.values()}
    return Seen([line.rstrip() for line in screen.display if line.strip()], cells, screen.title, data)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A case in which names, handles and words all want to do harm."""
    folder = tmp_path_factory.mktemp("hostile")
    case = make_desk(folder)
    posts = [
        {"id": 100 + n, "text": text, "name": text, "handle": f"h{n}", "author": 900 + n} for n, text in enumerate(HOSTILE)
    ]
    export = folder / "\x1b[31mexport [red] \u202e.jsonl"
    export.write_bytes(twarc_lines(posts) + b"{bad \x1b[2J\n")
    take_in(case, export)
    from firsthand.desk.day import add_note

    for text in HOSTILE:
        add_note(case.desk, "x:100", text, actor=case.ann)
    return case


COMMANDS = [
    ["posts", "--limit", "99"], ["accounts"], ["accounts", "x:901"], ["runs"], ["rejected"], ["log"],
    ["posts", "\x1b[31m[red]x[/red]"], ["people"], ["doctor"],
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_no_command_lets_a_stranger_write_the_screen(hostile, command):
    """No colour, no title, no clearing, no moving, no direction that leaks out of its line."""
    seen = on_terminal(command, str(hostile.root))
    plain = [part for part in seen.data.split(b"\x1b") if part]

    assert {colour for colour in seen.colours if colour != ("default", "default")} == set()
    assert seen.title == ""
    assert b"\x9b" not in seen.data.decode().encode("latin-1", "ignore")
    assert all(part.startswith((b"[0m", b"[1m", b"[2m", b"[1;2m")) for part in plain[1:]), plain
    text = seen.data.decode()
    assert not set(text) & set("\u202a\u202b\u202d\u202e\u0007\u0008\u000b\u000c\u0085\u2028\u2029\x00\x7f")
    for line in text.split("\n"):
        assert sum(line.count(c) for c in "\u2066\u2067\u2068") == line.count("\u2069"), line


def test_the_words_are_all_there(hostile):
    """Every message is shown, marks in place of controls, and Arabic as it is."""
    seen = on_terminal(["posts", "--limit", "99"], str(hostile.root))
    screen = "\n".join(seen.lines)

    for part in HOSTILE.values():
        assert part in screen or part in seen.data.decode(), part
    assert "⟦U+001B⟧[31mred" in screen
    assert sum("x:1" in line for line in seen.lines) == len(HOSTILE)
