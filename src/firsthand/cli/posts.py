"""`firsthand posts`: search. And the day's marks and notes on what was found."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.cli.surface import (
    AsOption,
    BecauseOption,
    CaseOption,
    JsonOption,
    console,
    open_desk,
    person,
    print_json,
    print_lines,
    say,
    shown,
    told,
)

if TYPE_CHECKING:
    from firsthand.desk.search import Asked

ORDERS = "newest, oldest, relevant, likely, unsure or random"


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    app.command("posts", rich_help_panel="Find")(posts)
    app.command("show", rich_help_panel="Find")(show)
    app.command("mark", rich_help_panel="Find")(mark)
    app.command("note", rich_help_panel="Find")(note)


def posts(
    query: Annotated[str, typer.Argument(help="Words and fields, or @NAME of a saved view; empty for all.")] = "",
    limit: Annotated[int, typer.Option("--limit", help="How many.", min=1)] = 20,
    order: Annotated[str, typer.Option("--order", help=ORDERS)] = "newest",
    seed: Annotated[int, typer.Option("--seed", help="Of the random order.")] = 1,
    count: Annotated[bool, typer.Option("--facets", help="Count what fits, instead of showing it.")] = False,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Search the posts of a case.

    Words match in every spelling: Arabic without harakat and hamza, digits of all scripts. Names of the case's glossary and gazetteer
    match in all their scripts; quotes switch that off, and match exactly in a row. `"boat harbour"~5` finds words near each other,
    `ferr*` beginnings. Posts of which a translation has the words are found too, and say so.
    Fields: lang: by: has: is: after: before: category: cluster: status: platform: account: near: picture: image: heard: translation:
    view: and reviewed.

    --order relevant puts first where the words weigh most: among the newest 1,000 that fit, older ones follow by time.

    --facets counts by language, time, platform, category, media and mark.

    Examples:

    `firsthand posts 'goodbye lang:ar has:video by:@name after:2041-03-13 -reviewed "exact words"'`

    `firsthand posts 'جسر or bridge' --order oldest --limit 5`

    `firsthand posts @weavers --facets`
    """
    from firsthand.desk.search import ask, find
    from firsthand.desk.search import count as counted
    from firsthand.find.sentence import describe
    from firsthand.shell.gazetteer import names_of_case
    from firsthand.shell.saved_views import saved_views

    desk = open_desk(case)
    asked = ask(query, views=saved_views(desk.root), names=names_of_case(desk.root))
    tell_names(asked)
    if count:
        told = counted(desk, asked)
        print_json(told) if json else _print_facets(told)
        return
    found = find(desk, asked, limit=limit, order=order, seed=seed)
    if json:
        print_lines(found)
        return
    say(describe(asked.query, datetime.now(UTC)))
    table(found, desk.plan.zone)


def tell_names(asked: Asked) -> None:
    """Say on standard error in which other spellings names are searched for, and which names only sound alike."""
    for written, ways in asked.expanded.also:
        say(f"Also searched for {told(written)}: {', '.join(told(way, width=60) for way in ways)}. In quotes it stands alone.")
    if asked.expanded.left_out:
        say(f"{asked.expanded.left_out} more spellings were left out.")
    for word, name in asked.proposals:
        say(f"Not searched for: {told(name, width=60)}, which sounds like {told(word)}.")


_BAR = 24


def _print_facets(told: dict[str, Any]) -> None:
    from rich.table import Table
    from rich.text import Text

    if not told["posts"]:
        say("No post matches.")
        return
    out = console()
    groups = [(name, told[name]) for name in ("languages", "platforms", "categories", "media", "marks")]
    groups.append((f"by {told['step']}", told["times"]))
    for name, rows in groups:
        if not rows:
            continue
        grid = Table(box=None, show_header=False, pad_edge=False, title=name, title_justify="left", title_style="bold")
        grid.add_column()
        grid.add_column(justify="right")
        grid.add_column()
        most = max(row["posts"] for row in rows)
        for row in rows[-60:]:
            label = shown(row["value"], width=40) + (f" {row['band']}" if "band" in row else "")
            grid.add_row(Text.from_markup(label), f"{row['posts']:,}", "█" * max(1, round(_BAR * row["posts"] / most)))
        out.print(grid)
    if told["times_unknown"]:
        say(f"{told['times_unknown']:,} posts have no known time.")
    say(f"{told['posts']:,} posts.")


def table(found: Any, zone: str) -> None:
    """Print posts for people: time, who, words."""
    out = console()
    count = 0
    for post in found:
        count += 1
        _print_post(out, post)
    say(f"{count} shown." if count else "No post matches.")


def _print_post(out: Any, post: dict[str, Any]) -> None:
    name = shown(post["name"] or post["handle"] or "?", width=40)
    out.print(f"[bold]{name}[/bold]  {when(post)}  [dim]{shown(post['id'])}[/dim]")
    out.print("  " + shown(post["text"], width=400))
    if post.get("found_in") == "translation":
        out.print("  [dim]found in its translation: firsthand show gives it[/dim]")
    rest = [f"{len(post['media'])} media" if post["media"] else "", post["lang"] or "", *post["marks"]]
    rest += [f"{name}: {one['band']}" for name, one in post["categories"].items()]
    if any(rest):
        out.print("  [dim]" + shown(" · ".join(one for one in rest if one)) + "[/dim]")


def when(post: dict[str, Any]) -> str:
    """When it was posted, as far as that is known."""
    if post["posted_at"] is None and post["posted_stated"] is None:
        return "time unknown"
    return post["posted_at"] or f"{shown(post['posted_stated'], width=40)} (no zone)"


def show(
    post: Annotated[str, typer.Argument(help="Id of the post.")],
    blind: Annotated[bool, typer.Option("--blind", help="The words, time and media alone: to grade them without their source.")] = False,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Show one post, whole: its words, its times kept apart, every capture, what other captures say otherwise, and what people did.

    In a difference, [-words-] are gone and {+words+} are new against the first capture.

    Examples: `firsthand show x:1893` · `firsthand show x:1893 --blind`
    """
    from firsthand.desk.show import blind_post, one_post
    from firsthand.model.ids import PostId

    if blind:
        told = blind_post(open_desk(case), PostId(post))
        if json:
            print_json(told)
        else:
            _print_blind(told)
        return
    found = one_post(open_desk(case), PostId(post))
    if json:
        print_json(found)
        return
    _print_whole(found)


def _print_blind(found: dict[str, Any]) -> None:
    out = console()
    out.print(f"{when(found)}  [dim]{found['lang'] or 'language not known'}; who wrote it is hidden[/dim]")
    out.print(f"  {shown(found['text'], width=4000)}")
    for one in found["translations"]:
        out.print(f"\n[bold]{one['lang']}[/bold], {'checked' if one['checked'] else '- - not checked - -'}")
        out.print("  " + shown(one["text"], width=4000))
    for one in found["media"]:
        out.print(f"\n{one['kind']} {(one['digest'] or 'not held')[:12]}  {shown(one['alt'], width=400)}")


def _print_whole(found: dict[str, Any]) -> None:
    from firsthand.text.subtitles import time_code

    out = console()
    _print_post(out, found["post"])
    out.print("\n[bold]Times[/bold]")
    for name, value in found["times"].items():
        if value and name not in ("posted_zone", "posted_precision"):
            out.print(f"  {name:<9} {shown(', '.join(value) if isinstance(value, list) else value)}")
    if found["statement"]["kind"]:
        typed = found["statement"]
        out.print(f"\n[bold]Statement[/bold]  {typed['kind']}: {shown(typed['because'], width=300)}  [dim]{shown(typed['by'])}[/dim]")
    out.print("\n[bold]Captures[/bold]")
    for one in found["captures"]:
        how = f", found: {shown(one['found_by'])}" if one["found_by"] else ""
        out.print(f"  {one['imported_at']}  {shown(one['source'])}, {shown(one['member'])}, item {one['item']}{how}")
        out.print(f"    [dim]run {one['run']}, read by {shown(one['reader'])}, imported by {shown(one['by'])}, {one['digest'][:16]}…[/dim]")
    for one in found["disagreements"]:
        said = marked(one["difference"]) if "difference" in one else shown(one["value"], width=400)
        out.print(f"  [bold]another capture says otherwise[/bold] ({one['field']}; run {one['run']}, item {one['item']}): {said}")
    for one in found["translations"]:
        state = "checked" if one["checked"] else "- - not checked - -"
        out.print(f"\n[bold]{one['lang']}[/bold], {shown(one['tool'] or one['by'])}, entry {one['entry']}, {state}")
        out.print("  " + shown(one["text"], width=800))
    for one in found["transcripts"]:
        who = f"{shown(one['by'])}{', ' + shown(one['tool']) if one['tool'] else ''}"
        state = "" if one["checked"] else ", - - not checked - -"
        out.print(f"\nheard in {one['media'][:12]}… ({one['lang'] or 'language not said'}, {who}{state}):")
        for cue in one["cues"][:12]:
            out.print(f"  [dim]{time_code(cue['start_ms']):>8}[/dim]  {shown(cue['text'].replace(chr(10), ' / '), width=300)}")
        if len(one["cues"]) > 12:
            out.print(f"  … and {len(one['cues']) - 12:,} more: firsthand transcribe {one['media']}")
    for one in found["pictures"]:
        out.print(f"\n- - read by a program in picture {one['media'][:12]}… ({shown(one['by'])}), not checked - -")
        out.print("  " + shown(one["text"].replace("\n", " / "), width=800))
    print_questioned(out, found["questioned"])
    for one in found["same_pictures"]:
        _print_same_picture(out, found["post"]["id"], one)
    if found["acts"]:
        out.print("\n[bold]What people did[/bold]")
    for one in found["acts"]:
        out.print(f"  {one['entry']:>5}  {one['at']}  {one['kind']}  {shown(one['by'])}{'  taken back' if one['undone'] else ''}")


def print_questioned(out: Any, told: dict[str, Any]) -> None:
    """Answers that doubt or deny, as context; nothing follows from them."""
    if not told["posts"]:
        return
    said = f"{told['denies']} deny, {told['doubts']} doubt, of {told['answers']} answers that we hold; {told['accounts']} accounts"
    out.print(f"\n[bold]Questioned by[/bold]  {said}")
    for one in told["posts"]:
        words = ", ".join(f"“{why['text']}”" for why in one["why"])
        out.print(f"  {one['kind']}  {one['at'] or 'time unknown'}  {shown(one['name'] or '?', width=40)}  [dim]{shown(one['post'])}[/dim]")
        out.print(f"    {shown(one['text'], width=200)}  [dim]{shown(words, width=200)}[/dim]")


def _print_same_picture(out: Any, post: str, one: dict[str, Any]) -> None:
    first = one["earliest"]
    who = "this post" if first["post"] == post else f"{shown(first['name'] or '?', width=40)}, {first['how']}"
    others = "1 other post" if one["places"] == 1 else f"{one['places']:,} other posts"
    out.print(
        f"\n- - a program finds picture {one['media'][:12]}… in {others}, not checked - -\n"
        f"  the earliest we hold: {when(first)}, {who}"
    )
    for place in one["elsewhere"]:
        name = shown(place["name"] or "?", width=40)
        out.print(f"  {when(place)}  {place['how']}, {name}  [dim]{shown(place['post'])}[/dim]")
    if one["places"] > len(one["elsewhere"]):
        out.print(f"  all of them: firsthand posts image:{shown(post)}")


def marked(changes: list[list[str]]) -> str:
    """A difference in one line: [-gone-] and {+new+}."""
    from rich.markup import escape

    told = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return shown("".join(told[kind].format(text) for kind, text in changes)) if changes else escape("nothing")


def mark(
    post: Annotated[str, typer.Argument(help="Id of the post.")],
    as_mark: Annotated[str, typer.Argument(metavar="MARK", help="reviewed, hold or not-for-us.")],
    because: BecauseOption = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Hold until this day.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Mark a post: reviewed, on hold, or not for us. The post stays in the case.

    Example: `firsthand mark x:1893 reviewed --as "A. Renn"`
    """
    from firsthand.desk.day import mark_post
    from firsthand.model.ids import PostId

    entry = mark_post(open_desk(case), PostId(post), as_mark, because=because, until=until, actor=person(as_))
    acknowledge(entry.seq, json)


def note(
    ref: Annotated[str, typer.Argument(help="A post, an account or the number of an entry.")],
    text: Annotated[str, typer.Option("--text", help="The note.")],
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Write a note, so that others need not look again.

    Example: `firsthand note x:1893 --text "Same stairwell as in the clip of 12 March" --as "A. Renn"`
    """
    from firsthand.desk.day import add_note

    acknowledge(add_note(open_desk(case), ref, text, actor=person(as_)).seq, json)


def acknowledge(seq: int, json: bool) -> None:
    """Say that an act is durable."""
    if json:
        print_json({"entry": seq})
    else:
        say(f"Entered as {seq}.")
