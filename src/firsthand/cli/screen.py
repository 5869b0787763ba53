"""`firsthand screen`, `queue`, `label`, `progress`: from a flood to what to read next."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from firsthand.cli.posts import acknowledge
from firsthand.cli.surface import (
    AsOption,
    CaseOption,
    JsonOption,
    console,
    open_desk,
    person,
    person_or_program,
    print_json,
    print_lines,
    progress_bar,
    say,
    shown,
    told,
)
from firsthand.model.errors import Mistaken, NotFound, Unavailable


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    app.command("screen", rich_help_panel="Find")(screen)
    app.command("queue", rich_help_panel="Find")(queue)
    app.command("label", rich_help_panel="Find")(label)
    app.command("progress", rich_help_panel="Find")(progress)


def screen(
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="STEP", help="Only this one: languages, clusters, … signals; several may be named."),
    ] = None,
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Tell languages, fold copies, and rank what may be a goodbye, a call for help, a search, an eyewitness account.

    Pictures that show the same are found, too: `show POST` names the earliest we hold. What screening gives are proposals, in
    bands, each with the words that drove it. It decides nothing. The step `pictures` reads words in pictures with Tesseract,
    where it is installed, and runs only when it is named: it takes about a second a picture. Where case.toml names a sentence
    encoder (`encoder = "…"`), the ranking asks it, too.

    Examples: `firsthand screen --only categories` · `firsthand screen --only pictures`, then `firsthand posts picture:مدرسة`
    """
    from firsthand.desk.screen import screen as run

    desk = open_desk(case)
    steps = []
    with progress_bar() as bar:
        for one in run(desk, only=tuple(only or ()), actor=person_or_program(as_), progress=bar):
            noted = {"note": one.note} if one.note else {}
            steps.append({"step": one.step, "version": one.version, "rows": one.rows, "seconds": one.seconds, **noted})
            if not json:
                say(f"{one.step} {one.version}: {one.rows:,} rows in {one.seconds} s")
                if one.note:
                    say(told(one.note))
    if json:
        print_json({"steps": steps})


def queue(
    category: Annotated[str, typer.Argument(help="goodbye, help, missing, eyewitness, or one of the case's own.")],
    limit: Annotated[int, typer.Option("--limit", help="How many.", min=1)] = 20,
    order: Annotated[str, typer.Option("--order", help="likely, newest, unsure or random.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    What to read next in a category, copies folded into the earliest we hold, with the words that brought it here.

    Calls for help and searches for the missing come newest first; nothing said about a source lowers them. Elsewhere the order is learned
    from the desk's answers (`firsthand label`), anew when enough are new. One in twenty is drawn by chance, always.

    Examples: `firsthand queue goodbye --limit 10` · `firsthand queue goodbye --order unsure`
    """
    from firsthand.desk.learn import due
    from firsthand.desk.pile import serve
    from firsthand.desk.screen import read_lexicons
    from firsthand.desk.screen import screen as run

    desk = open_desk(case)
    lexicons = {one.category: one for one in read_lexicons(desk)}
    if category not in lexicons:
        raise NotFound(f"There is no queue {category!r}.", code="no-category", advice=f"There are: {', '.join(lexicons)}.")
    if not desk.views.runs("screen"):
        raise Mistaken("Nothing is screened yet.", code="not-screened", advice="Run `firsthand screen` first.")
    if due(desk, category):
        try:
            with progress_bar() as bar:
                list(run(desk, only=("ranking",), actor=person_or_program(as_), progress=bar))
        except Unavailable as error:
            say(f"The order is that of before: {error}")
    found = serve(desk, category, limit=limit, order=order)
    if json:
        print_lines(found)
        return
    for language in ("ar", "en"):
        say(told(lexicons[category].definition[language]))
    _table(found)


def _table(found: Any) -> None:
    out = console()
    count = 0
    for post in found:
        count += 1
        copies = f", {post['copies']} copies" if post["copies"] > 1 else ""
        out.print(
            f"[bold]{shown(post['name'] or post['handle'] or '?', width=40)}[/bold]  {post['posted_at'] or 'time unknown'}  "
            f"{post['band']}{copies}{', by chance' if post['served'] == 'random' else ''}  [dim]{shown(post['id'])}[/dim]"
        )
        out.print("  " + shown(post["text"], width=400))
        if post["why"]:
            out.print("  [dim]why: " + " · ".join(shown(one["text"]) for one in post["why"]) + "[/dim]")
        print_raised(out, post["raised_by"])
    say(f"{count} shown. A band says “read this early”, and never more." if count else "Nothing waits here.")


def print_raised(out: Any, copy: dict[str, Any] | None) -> None:
    """The copy that gave a post its band, where that is another one."""
    if copy is None:
        return
    out.print(f"  [dim]a copy says more, {shown(copy['id'])}:[/dim] " + shown(copy["text"], width=400))
    if copy["why"]:
        out.print("  [dim]why: " + " · ".join(shown(one["text"]) for one in copy["why"]) + "[/dim]")


def label(
    post: Annotated[str, typer.Argument(help="Id of the post.")],
    category: Annotated[str, typer.Argument(help="The category.")],
    answer: Annotated[str, typer.Argument(metavar="yes|no", help="Does it belong there?")],
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Say whether a post belongs to a category. The queue learns from it, the next time it is asked.

    Example: `firsthand label x:1893 goodbye yes --as "A. Renn"`
    """
    from firsthand.desk.day import label_post
    from firsthand.model.ids import PostId

    if answer not in ("yes", "no"):
        raise Mistaken(f"{answer!r} is neither yes nor no.", code="bad-answer", advice="Say yes or no.")
    entry = label_post(open_desk(case), PostId(post), category, yes=answer == "yes", actor=person(as_))
    acknowledge(entry.seq, json)


def progress(
    category: Annotated[str, typer.Argument(help="The category.")],
    target: Annotated[float, typer.Option("--target", help="Share of what there is to find that is wanted.")] = 0.9,
    bias: Annotated[bool, typer.Option("--bias", help="Say whom the queue shows and whom it passes over instead.")] = False,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    How far the desk is with a category: what was read and found, and how much of what there is that is at least.

    Copies count once. Whether to stop is a test with 95 % confidence; it holds for what readers of this desk say yes to, and for an
    order that puts the likely first. To have seen many that are not it, one after the other, is no reason to stop.

    Examples: `firsthand progress goodbye` · `firsthand progress goodbye --target 0.95` · `firsthand progress goodbye --bias`
    """
    from firsthand.desk import pile

    desk = open_desk(case)
    told_ = pile.bias(desk, category) if bias else pile.reached(desk, category, target=target)
    if json:
        print_json(told_)
    elif bias:
        _bias(told_)
    else:
        _reached(told_)


def _reached(far: dict[str, Any]) -> None:
    say(f"{far['read']:,} read of {far['of']:,} (copies once), {far['found']:,} found.")
    least = far["recall_at_least"]
    if least is None or least < 0.005:
        say("How many are missed cannot be said yet: read on.")
    else:
        say(f"With 95 % confidence at least {least * 100:.0f} of 100 that there are to find are found.")
    say(f"The target of {far['target'] * 100:.0f} of 100 is {'reached: you may stop' if far['stop'] else 'not shown to be reached'}.")
    if far["agreement"] is not None:
        say(f"{far['readers']} readers; agreement (Krippendorff's alpha) {far['agreement']}.")


def _bias(told_: dict[str, Any]) -> None:
    out = console()
    say(f"{told_['shown']:,} shown of {told_['of']:,} (copies once). Least shown first; expected is an even share.")
    for kind, rows in told_["by"].items():
        out.print(f"[bold]{kind}[/bold]")
        for row in rows[:12]:
            out.print(f"  {shown(row['value'], width=30)}: {row['shown']:,} of {row['case']:,}, expected {row['expected']:,}")
    voices = told_["accounts"]
    out.print(f"[bold]accounts[/bold]\n  {voices['shown']:,} of {voices['of']:,}; the ten most shown give {voices['ten_most']:.0%}")
    out.print(f"[bold]audit[/bold]: passed over, drawn with seed {told_['seed']}; read these to see what is missed")
    for post in told_["audit"]:
        out.print("  " + shown(post))
