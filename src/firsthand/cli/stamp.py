"""`firsthand stamp`: have outside authorities say when the head of the ledger was there."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.cli.surface import (
    AsOption,
    CaseOption,
    JsonOption,
    open_desk,
    path_argument,
    person_or_program,
    print_json,
    progress_bar,
    say,
    shown,
)
from firsthand.model.errors import Mistaken, NotFound, Tampered, Unavailable

if TYPE_CHECKING:
    from firsthand.desk.ports import Desk
    from firsthand.desk.stamp import NotStamped, Stamped
    from firsthand.model.stamp import Authority

ODD_SECONDS = 600
"""Two clocks further apart than this are told of."""


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("stamp", rich_help_panel="Evidence")(stamp)


def stamp(
    authority: Annotated[
        list[str] | None, typer.Option("--authority", metavar="NAME=URL", help="Ask this one, in place of those of case.toml.")
    ] = None,
    roots: Annotated[
        list[str] | None,
        typer.Option("--roots", metavar="FILE", help="Its root certificates, in the order of --authority. Else plan/stampers/NAME.pem."),
    ] = None,
    import_: Annotated[
        str | None, typer.Option("--import", metavar="FILE.tsr", help="Take in a reply that was fetched by hand; with --authority NAME.")
    ] = None,
    export_request: Annotated[
        str | None,
        typer.Option("--export-request", metavar="FILE.tsq", help="Write the request to a file, to carry it by hand; with --authority."),
    ] = None,
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Have outside authorities stamp the head of the ledger, and every head that still waits for a stamp.

    An authority learns when you stamp and from which address, and sees one digest. What cannot be reached is queued.

    Example: `firsthand stamp`
    """
    from firsthand.desk.stamp import stamp as ask

    if import_ or export_request:
        _by_hand(import_, export_request, authority or [], roots or [], case, as_, json)
        return
    desk = open_desk(case)
    named = [_authority(one) for one in authority or desk.plan.stampers]
    with progress_bar() as progress:
        report = ask(desk, authorities=named, roots=_roots(named, roots or []), actor=person_or_program(as_), progress=progress)
    if report.refused and not report.stamped:
        told = "; ".join(f"{one.authority}: {one.why}" for one in report.refused)
        raise Tampered(f"No stamp was entered. {told}.", code="bad-reply", advice="Check address and roots of the authority.")
    if not report.stamped and report.queued and not any(one.fresh for one in report.queued):
        told = "; ".join(dict.fromkeys(f"{one.authority}: {one.why}" for one in report.queued))
        raise Unavailable(f"Nobody could be asked; {len(report.queued)} requests wait. {told}.", code="no-connection",
                          advice="Run `firsthand stamp` when there is a connection.")  # fmt: skip
    if json:
        print_json({"stamped": [_stamped(one) for one in report.stamped], "queued": [_queued(one) for one in report.queued],
                    "refused": [_queued(one) for one in report.refused]})  # fmt: skip
        return
    _tell(report.stamped)
    for one in report.queued:
        say(f"{one.authority}: queued: no connection, for the head of {one.size} entries ({shown(one.why)})")
    for one in report.refused:
        say(f"{one.authority}: REFUSED its reply for the head of {one.size} entries: {shown(one.why)}")
    if len({one.name for one in named}) == 1:
        say("One authority only: whoever doubts it doubts the date. Name a second one in case.toml.")


def _by_hand(
    reply: str | None, request: str | None, stated: Sequence[str], roots: Sequence[str], case: str | None, as_: str | None, json: bool
) -> None:
    from firsthand.desk.stamp import export_request, import_reply

    if len(stated) != 1 or bool(reply) == bool(request):
        raise Mistaken("One file and one --authority at a time.", code="bad-stamp-call",
                       advice="firsthand stamp --export-request FILE.tsq --authority NAME; then --import FILE.tsr")  # fmt: skip
    desk = open_desk(case)
    one = _authority(stated[0], desk)
    if reply:
        done = import_reply(desk, _read(path_argument(reply)), one.name, actor=person_or_program(as_))
        if json:
            print_json({"stamped": [_stamped(done)], "queued": [], "refused": []})
        else:
            _tell([done])
        return
    assert request
    waiting = export_request(desk, one, roots=_roots([one], roots).get(one.name, b""))
    _write(path_argument(request), waiting.request)
    reply = str(Path(request).with_suffix(".tsr"))
    send = f"curl -H 'Content-Type: application/timestamp-query' --data-binary @{shlex.quote(request)} -o {shlex.quote(reply)}"
    commands = [
        f"openssl ts -query -in {shlex.quote(request)} -text",
        f"{send} {shlex.quote(one.url or 'ADDRESS')}",
        f"firsthand stamp --import {shlex.quote(reply)} --authority {one.name}",
    ]
    if json:
        print_json({"request": request, "size": waiting.size, "authority": one.name, "commands": commands})
        return
    say(f"The request for the head of {waiting.size} entries is in {request}. Look at it, send it, bring the reply:")
    for command in commands:
        typer.echo(command)


def _authority(stated: str, desk: Desk | None = None) -> Authority:
    """``NAME=URL``; a bare name is one of the plan, or one whose stamps come by hand."""
    from firsthand.model.stamp import AUTHORITY_NAME, Authority, parse_authority

    if desk and AUTHORITY_NAME.fullmatch(stated):
        return next((one for one in map(parse_authority, desk.plan.stampers) if one.name == stated), Authority(name=stated, url=""))
    return parse_authority(stated)


def _roots(named: Sequence[Authority], files: Sequence[str]) -> dict[str, bytes]:
    from firsthand.shell.stamps import as_pem

    if len(files) > len(named):
        raise Mistaken("There are more --roots than authorities.", code="bad-roots", advice="One --roots for each --authority, in order.")
    found = {}
    for one, file in zip(named, files, strict=False):
        try:
            found[one.name] = as_pem(_read(path_argument(file)))
        except ValueError as error:
            raise Mistaken(f"{file}: {error}.", code="bad-roots", advice="Name a file of certificates in PEM.") from None
    return found


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise NotFound(f"{path} is not there or cannot be read.", code="no-such-file", advice="Check the path.") from None


def _write(path: Path, data: bytes) -> None:
    from firsthand.shell.durable import disk_error

    try:
        path.write_bytes(data)
    except OSError as error:
        raise disk_error(error, path) from error


def _tell(stamped: Sequence[Stamped]) -> None:
    for one in stamped:
        say(f"{one.authority}: the head of {one.size} entries was there at {one.gen_time:%Y-%m-%d %H:%M:%S} UTC")
        if not one.checked:
            say(f"  not checked: no root certificate of {one.authority} is kept. Put it into plan/stampers/{one.authority}.pem.")
        if abs(one.ahead_s) > ODD_SECONDS:
            say(f"  its clock and this machine's differ by {abs(one.ahead_s) / 3600:,.1f} hours; one of them is wrong")


def _stamped(one: Stamped) -> dict[str, Any]:
    return {"size": one.size, "authority": one.authority, "gen_time": one.gen_time.isoformat().replace("+00:00", "Z"),
            "entry": one.entry, "checked": one.checked, "ahead_s": round(one.ahead_s, 1)}  # fmt: skip


def _queued(one: NotStamped) -> dict[str, Any]:
    return {"size": one.size, "authority": one.authority, "why": one.why, "fresh": one.fresh}
