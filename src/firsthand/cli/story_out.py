"""`firsthand story print`, `card` and `diff`: a story on paper, a card as a picture, and what changed."""

from __future__ import annotations

from typing import Annotated

import typer

from firsthand.cli.surface import AsOption, CaseOption, JsonOption, console, open_desk, person, print_json, say, shown


def register(story: typer.Typer) -> None:
    """Hang the verbs in."""
    story.command("print")(print_)
    story.command("card")(card)
    story.command("diff")(diff)


def print_(
    slug: Annotated[str, typer.Argument(help="The story; it must be published.")],
    to: Annotated[str, typer.Option("--to", metavar="FILE", help="The PDF; must not exist.")],
    lang: Annotated[str, typer.Option("--lang", help="Which edition; the story's own when left out.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Print a published story as PDF: tagged, with its own fonts, the log's head and the day. Paper cannot be recalled.

    Needs the extra `print` (WeasyPrint) and Pango from your system.

    Example: `firsthand story print bridge --lang ar --to bridge-ar.pdf --as "A. Renn"`
    """
    from firsthand.desk.printing import print_story

    done = print_story(open_desk(case), slug, to, language=lang, actor=person(as_))
    if json:
        print_json({"path": done.path, "size": done.size, "digest": done.digest, "entry": done.entry})
        return
    say(f"Printed to {done.path}: {done.size:,} bytes, entry {done.entry}. It cannot be recalled; it says where to check.")


def card(
    slug: Annotated[str, typer.Argument(help="The story; it must be published.")],
    key: Annotated[str, typer.Argument(help="The card's key, as in the manuscript.")],
    to: Annotated[str, typer.Option("--to", metavar="FILE", help="The PNG; must not exist.")],
    lang: Annotated[str, typer.Option("--lang", help="Which edition; the story's own when left out.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Make a picture (PNG) of one card, for places that take nothing else. It cannot be recalled, says so, and says where to check.

    A frame follows you and should come first. Needs the extra `print` (WeasyPrint, pypdfium2) and Pango from your system.

    Example: `firsthand story card bridge lina --lang ar --to lina-ar.png --as "A. Renn"`
    """
    from firsthand.desk.printing import print_card

    done = print_card(open_desk(case), slug, key, to, language=lang, actor=person(as_))
    if json:
        print_json({"path": done.path, "size": done.size, "digest": done.digest, "entry": done.entry})
        return
    say(f"Drawn to {done.path}: {done.size:,} bytes, entry {done.entry}. It cannot be recalled; it says where to check.")


def diff(
    slug: Annotated[str, typer.Argument(help="The story.")],
    before: Annotated[int, typer.Option("--from", metavar="ENTRY", help="A publication; the last one when left out.")] = 0,
    after: Annotated[int, typer.Option("--to", metavar="ENTRY", help="A publication; what would be published now when left out.")] = 0,
    lang: Annotated[str, typer.Option("--lang", help="One edition only.")] = "",
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Show in words what changed between two publications of a story, or since the last one. For editors; readers get `story update`.

    Examples:

    `firsthand story diff bridge`

    `firsthand story diff bridge --from 498 --to 512 --lang ar --json`
    """
    from firsthand.desk.diff import story_diff

    found = story_diff(open_desk(case), slug, before=before, after=after)
    changes = [one for one in found.changes if lang in ("", one.language)]
    if json:
        told = [{**one._asdict(), "words": [word._asdict() for word in one.words]} for one in changes]
        print_json({"from": found.before, "to": found.after, "changes": told, "erased": list(found.erased)})
        return
    out = console()
    for one in changes:
        out.print(f"[bold]{one.language}  {shown(one.part)}[/bold]  {one.kind}")
        for word in one.words:
            text = shown(word.text.strip("\n")) if word.kind != "same" else shown(_around(word.text))
            out.print({"gone": f"  − {text}", "new": f"  + {text}"}.get(word.kind, f"    [dim]{text}[/dim]"))
    for page in found.erased:
        say(f"Erased, not compared: {page}")
    say(f"{len(changes)} parts differ between {found.before} and {found.after}." if changes else "No word has changed.")


def _around(text: str, most: int = 60) -> str:
    """The beginning and the end of what stayed the same."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 2 * most else f"{flat[:most]} … {flat[-most:]}"
