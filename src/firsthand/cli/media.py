"""`firsthand media`: where a picture, film or sound was seen first, what its file says, and when what was done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.cli.surface import (
    CaseOption,
    JsonOption,
    console,
    open_desk,
    print_json,
    print_lines,
    progress_bar,
    say,
    shown,
    told,
)

if TYPE_CHECKING:
    from firsthand.desk.ports import Desk


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("media", rich_help_panel="Check")(media)


def media(
    ref: Annotated[
        str, typer.Argument(metavar="POST|DIGEST|thumbnails", help="A post, or the digest of a picture, film or sound; or thumbnails.")
    ],
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Check a picture, film or sound: the earliest copy that we hold, who else posted it, its own data, and a timeline.

    Where it was taken and by which device stays sealed. A C2PA signature that fits the bytes, and a signer who is trusted, are
    two answers; neither says that what is shown is so. Copies are found by their very bytes; pictures that only look alike, where
    `firsthand screen` has compared them, are proposed.

    Examples:

    `firsthand media x:1893`

    `firsthand media 9f3c51aa0b7e --json`

    `firsthand media thumbnails` makes the small pictures that the desk shows in lists; stopped, it goes on where it was.
    """
    desk = open_desk(case)
    if ref == "thumbnails":
        _make_thumbnails(desk, json=json)
        return
    from firsthand.desk.media import media_checks

    found = media_checks(desk, ref)
    if json:
        print_lines(found)
        return
    for one in found:
        _print(console(), one)
    say(f"{len(found)} looked at. Only what is in this case is known; elsewhere there may be earlier copies.")


def _make_thumbnails(desk: Desk, *, json: bool) -> None:
    from firsthand.desk.thumbnails import make_thumbnails

    with progress_bar() as progress:
        made = make_thumbnails(desk, progress=progress)
    if json:
        none = [{"media": digest, "why": why} for digest, why in made.none]
        print_json({"pictures": made.pictures, "made": made.made, "there": made.there, "none": none, "absent": made.absent})
        return
    for digest, why in made.none[:20]:
        say(f"  none of {digest[:12]}…: {told(why, width=200)}")
    absent = f", {made.absent:,} whose bytes are not here" if made.absent else ""
    say(f"{made.pictures:,} pictures: {made.made:,} made, {made.there:,} there before, {len(made.none):,} that cannot be opened{absent}.")


def _print(out: Any, one: dict[str, Any]) -> None:
    out.print(f"[bold]{one['kind'] or 'medium'}[/bold]  {one['media'][:12]}…")
    first = one["earliest"]
    if first:
        who = shown(first["name"] or "?", width=40)
        out.print(f"  earliest copy that we hold: {first['at']}  {who}  [dim]{shown(first['post'])}[/dim]")
    for copy in one["copies"]:
        if copy is not first:
            when = copy["at"] or shown(copy["stated"] or "time unknown", width=40)
            out.print(f"  also: {when}  {shown(copy['name'] or '?', width=40)}  [dim]{shown(copy['post'])}[/dim]")
    for other in one["alike"]:
        when = other["at"] or shown(other["stated"] or "time unknown", width=40)
        out.print(f"  - - looks alike - -: {when}  {shown(other['name'] or '?', width=40)}  [dim]{shown(other['post'])}[/dim]")
    held = one["file"]
    for name, value in (("made", held["made_stated"] or held["made"]), ("caption", held["caption"]), ("credit", held["credit"])):
        if value:
            out.print(f"  the file says {name}: {shown(value, width=300)}")
    for what in held["sealed"]:
        out.print(f"  sealed: {shown(what)}")
    for what in held["not_read"]:
        out.print(f"  not read: {shown(what, width=300)}")
    proof = one["c2pa"]
    if proof["manifest"]:
        signature, signer = proof["signature"] or "not checked", proof["signer"] or "not checked"
        changed = "; the content was changed" if proof["content"] else ""
        out.print(f"  C2PA: the signature is {signature}; the signer is {signer}{changed}")
    for note in one["notes"]:
        out.print(f"  look: {shown(note['why'], width=300)} [dim]{note['code']}[/dim]")
    out.print("  [bold]timeline[/bold]")
    for row in one["timeline"]:
        by = f"  {shown(row['by'], width=40)}" if row["by"] else ""
        out.print(f"    {shown(row['at']):<20}  {row['what']:<9}{by}  [dim]{shown(row['ref'])}: {shown(row['why'], width=200)}[/dim]")
