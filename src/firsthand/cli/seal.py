"""`firsthand seal`: what would harm somebody if it were read, kept encrypted and opened by two people."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from firsthand.cli.surface import (
    AsOption,
    BecauseOption,
    CaseOption,
    JsonOption,
    console,
    open_desk,
    path_argument,
    person,
    print_json,
    say,
    shown,
    told,
)
from firsthand.model.errors import Mistaken, Refused

if TYPE_CHECKING:
    from firsthand.desk.ports import Desk

seal = typer.Typer(help="Sealed things: contacts, exact places, device data, notes on consent, originals, private messages.")

SHOWN_BYTES = 1 << 20
"""What is larger, or no text, goes to a file only."""


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    app.add_typer(seal, name="seal", rich_help_panel="Evidence")


@seal.command("add")
def add(
    subject: Annotated[str, typer.Argument(metavar="POST|ACCOUNT", help="What it is about.")],
    kind: Annotated[str, typer.Option("--kind", help="contact, exact-place, device, consent-note or original.")],
    text: Annotated[str, typer.Option("--text", metavar="T", help="What to seal; - reads it from standard input.")] = "",
    file: Annotated[str, typer.Option("--file", metavar="F", help="A file to seal; its name is not kept.")] = "",
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Seal something: it is encrypted with a key of its own and never kept in clear. The kind, and what it is about, stay
    readable. A text on the command line may stay in your shell's history: `--text -` reads it from standard input.

    Example: `firsthand seal add x:1893 --kind contact --text - --as "A. Renn" < number.txt`
    """
    from firsthand.desk.sealed import padded
    from firsthand.desk.sealed import seal as keep

    if bool(text) == bool(file):
        raise Mistaken("There must be one of --text and --file.", code="nothing-to-seal", advice="`--text -` reads standard input.")
    desk, actor = open_desk(case), person(as_)
    with _source(file) if file else padded(sys.stdin.read() if text == "-" else text) as content:
        entry = keep(desk, subject, kind, content, because=because, actor=actor)
    (one,) = entry.detail["envelopes"]
    if json:
        print_json({"entry": entry.seq, "sealed": one["digest"]})
        return
    say(f"Sealed as {one['digest'][:12]}, entry {entry.seq}. {'The file that you gave still lies where it was.' if file else ''}".strip())
    if (Path(desk.root) / "secret" / "identity.txt").exists():
        say("This case has no passphrase: whoever has its folder can open what is sealed.")


def _source(stated: str) -> BinaryIO:
    from firsthand.shell.durable import on_disk

    path = path_argument(stated)
    with on_disk(path):
        stream = path.open("rb")
        if not os.fstat(stream.fileno()).st_size:
            stream.close()
            raise Mistaken(f"{path} is empty.", code="nothing-to-seal", advice="Check the file.")
    return stream


@seal.command("list")
def listed(case: CaseOption = None, json: JsonOption = False) -> None:
    """
    List what is sealed: kinds and numbers, what each is about, who sealed it. Never what is in it.

    Example: `firsthand seal list`
    """
    from firsthand.desk.sealed import counts, envelopes

    found = list(envelopes(open_desk(case)))
    if json:
        rows = [{"sealed": one.digest, "entry": one.entry, "kind": one.kind, "about": one.subject, "name": one.name, "by": one.by,
                 "at": f"{one.at:%Y-%m-%dT%H:%M:%SZ}", "bytes": one.size, "erased": one.erased} for one in found]  # fmt: skip
        print_json({"kinds": counts(found), "sealed": rows})
        return
    out = console()
    for one in found:
        state = "  [bold]erased[/bold]" if one.erased else ""
        name = f"  {shown(one.name, width=60)}" if one.name else ""
        about = f"{one.ref()}  {one.at:%Y-%m-%d}  {one.kind:<12}  {shown(one.subject)}{name}"
        out.print(f"{about}  by {shown(one.by)}, entry {one.entry}{state}")
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in counts(found).items())
    say(f"Sealed: {kinds or 'nothing'}.")


@seal.command("open")
def opened(
    ref: Annotated[str | None, typer.Argument(help="Digits that `seal list` shows, or the entry.")] = None,
    because: BecauseOption = "",
    carry_out: Annotated[int | None, typer.Option("--carry-out", metavar="ENTRY", help="Open what was asked for and seconded.")] = None,
    to: Annotated[str, typer.Option("--to", metavar="FILE", help="Write it to a new file, outside of the case.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Ask to open a sealed thing; with `--carry-out`, after a second person has agreed, open it. The ledger says who opened
    what, and why, before anything is shown. On a desk of one person it opens at once, and the entry says so.

    Example: `firsthand seal open 5f1c2ab9d0e4 --because "the family asks for a call" --as "A. Renn"`
    """
    from firsthand.desk.sealed import ask_open, envelope

    desk, actor = open_desk(case), person(as_)
    if (ref is None) == (carry_out is None):
        raise Mistaken("Name a sealed thing, or --carry-out ENTRY.", code="no-sealed-named", advice="`firsthand seal list` lists them.")
    target = _target(desk, to) if to else None
    seq = carry_out
    if seq is None:
        assert ref is not None
        if desk.plan.desk == "one-person" and not to:
            _must_be_small(envelope(desk, ref).size)
        seq = ask_open(desk, ref, because=because, actor=actor).seq
        if desk.plan.desk != "one-person":
            if json:
                print_json({"entry": seq, "needs_second": True})
                return
            say(f"Entered as {seq}. It needs a second person: firsthand second {seq} --agree --because … --as NAME")
            say(f"Then: firsthand seal open --carry-out {seq} --as NAME")
            return
    _open(desk, seq, target, actor, json)


def _open(desk: Desk, seq: int, target: Path | None, actor: object, json: bool) -> None:
    from firsthand.desk.sealed import open_sealed, requested
    from firsthand.model.actor import Actor
    from firsthand.shell.durable import on_disk

    assert isinstance(actor, Actor)
    if target is None:
        _must_be_small(requested(desk, seq).size)
        memory = io.BytesIO()
        done = open_sealed(desk, seq, memory, actor=actor)
        try:
            text: str | None = memory.getvalue().decode("utf-8").rstrip("\n")
        except UnicodeDecodeError:
            text = None
    else:
        with on_disk(target):
            handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as out:
                done = open_sealed(desk, seq, out, actor=actor)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        text = None
    what = done.envelope
    if json:
        print_json({"entry": done.entry, "sealed": what.digest, "kind": what.kind, "about": what.subject, "text": text,
                    "path": str(target) if target else None, "people": done.people})  # fmt: skip
        return
    if text is not None:
        typer.echo("\n".join(told(line) for line in text.split("\n")))
    said = "This desk is of one person, and the entry says so." if desk.plan.desk == "one-person" else "The entry says who agreed."
    say(f"Opened {what.ref()} ({what.kind}, about {told(what.subject)}); entered as {done.entry}. {said}")
    if target:
        say(f"It lies in clear in {target}: remove it when you have read it.")
    elif text is None:
        say("It is no text. Ask once more, and give --to FILE.")


def _target(desk: Desk, stated: str) -> Path:
    from firsthand.shell.disks import refuse_network_disk

    path = path_argument(stated)
    if path.resolve().is_relative_to(Path(desk.root).resolve()):
        raise Refused("Clear bytes do not go into the case.", code="clear-inside", advice="Name a file elsewhere, for example in /dev/shm.")
    if path.exists():
        raise Mistaken(f"{path} is there already.", code="file-exists", advice="Choose another name.")
    refuse_network_disk(path)
    return path


def _must_be_small(size: int) -> None:
    if size > SHOWN_BYTES:
        raise Mistaken(
            f"It has {size:,} bytes: too many for the screen.", code="too-large-to-show", advice="Add --to FILE. Nothing was opened."
        )
