"""`firsthand urgent`: calls for help and searches for missing people that nobody has marked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.screen import print_raised
from firsthand.cli.surface import CaseOption, JsonOption, console, open_desk, print_json, say, shown
from firsthand.model.errors import Unavailable


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("urgent", rich_help_panel="Find")(urgent)


def urgent(
    limit: Annotated[int, typer.Option("--limit", help="How many are shown, or stand in the feed.", min=1)] = 20,
    feed: Annotated[Path | None, typer.Option("--feed", metavar="FILE", help="Write them as an Atom feed instead.")] = None,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Calls for help and searches for missing people that wait, newest first, copies folded.

    Nothing said about a source and no grade lowers or hides one; a mark on the post, or the answer that it is none, takes it out. A
    feed holds no words and no names: it says that something waits, since when, and where the desk shows it.

    Examples: `firsthand urgent` · `firsthand urgent --feed urgent.xml`
    """
    from firsthand.desk.urgent import alerts, counted, posts, waiting

    desk = open_desk(case)
    lane = waiting(desk)
    count = counted(lane)
    if feed is not None:
        from firsthand.exporters.alert_feed import alert_feed

        data = alert_feed(desk.plan.id, desk.plan.title, alerts(desk, lane[:limit]), of=len(lane))
        try:
            feed.write_bytes(data)
        except OSError as error:
            raise Unavailable(f"{feed}: {error.strerror}.", code="cannot-write", advice="Choose another place.") from error
        if json:
            print_json({"waiting": count, "feed": str(feed)})
        else:
            say(f"{min(limit, len(lane))} of {len(lane)} written to {feed}.")
        return
    found = posts(desk, lane[:limit])
    if json:
        print_json({"waiting": count, "posts": found})
        return
    out = console()
    for post in found:
        bands = ", ".join(f"{name}: {band}" for name, band in sorted(post["urgent"].items()))
        copies = f", {post['copies']} copies" if post["copies"] > 1 else ""
        out.print(
            f"[bold]{shown(post['name'] or post['handle'] or '?', width=40)}[/bold]  {post['posted_at'] or 'time unknown'}  "
            f"{bands}{copies}  [dim]{shown(post['id'])}[/dim]"
        )
        out.print("  " + shown(post["text"], width=400))
        print_raised(out, post["raised_by"])
    say(f"{count['together']:,} wait: {count['help']:,} help, {count['missing']:,} missing." if lane else "Nothing waits here.")
