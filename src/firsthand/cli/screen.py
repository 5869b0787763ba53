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
from firsthand.model.errors import Mistaken, NotFound


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    app.command("screen", rich_help_panel="Find")(screen)
    app.command("queue", rich_help_panel="Find")(queue)
    app.command("label", rich_help_panel="Find")(label)
    app.command("progress", rich_help_panel="Find")(progress)


def screen(
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="STEP", help="languages, clusters, categories, copies-of-pictures or pictures."),
    ] = None,
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Tell languages, fold copies, and rank what may be a goodbye, a call for help, a search, an eyewitness account.

    Pictures that show the same are found, too: `show POST` names the earliest we hold. What screening gives are proposals, in
    bands, each with the words that drove it. It decides nothing. The step `pictures` reads words in pictures with Tesseract,
    where it is installed, and runs only when it is named: it takes about a second a picture.

    Examples: `firsthand screen --only categories` · `firsthand screen --only pictures`, then `firsthand posts picture:مدرسة`
    """
    from firsthand.desk.screen import screen as run

    desk = open_desk(case)
    steps = []
    with progress_bar() as bar:
        for one in run(desk, only=tuple(only or ()), actor=person_or_program(as_), progress=bar):
            steps.append({"step": one.step, "version": one.version, "rows": one.rows, "seconds": one.seconds})
            if not json:
                say(f"{one.step} {one.version}: {one.rows:,} rows in {one.seconds} s")
    if json:
        print_json({"steps": steps})


def queue(
    category: Annotated[str, typer.Argument(help="goodbye, help, missing, eyewitness, or one of the case's own.")],
    limit: Annotated[int, typer.Option("--limit", help="How many.", min=1)] = 20,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    What to read next in a category, copies folded into the earliest we hold, with the words that brought it here.

    Calls for help and searches for the missing come newest first; nothing said about a source lowers them.

    Example: `firsthand queue goodbye --limit 10`
    """
    from firsthand.desk.screen import read_lexicons

    desk = open_desk(case)
    lexicons = {one.category: one for one in read_lexicons(desk)}
    if category not in lexicons:
        raise NotFound(f"There is no queue {category!r}.", code="no-category", advice=f"There are: {', '.join(lexicons)}.")
    if not desk.views.runs("screen"):
        raise Mistaken("Nothing is screened yet.", code="not-screened", advice="Run `firsthand screen` first.")
    found = desk.views.queue(category, limit=limit)
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
            f"{post['band']}{copies}  [dim]{shown(post['id'])}[/dim]"
        )
        out.print("  " + shown(post["text"], width=400))
        out.print("  [dim]why: " + " · ".join(shown(one["text"]) for one in post["why"]) + "[/dim]")
    say(f"{count} shown. A band says “read this early”, and never more." if count else "Nothing waits here.")


def label(
    post: Annotated[str, typer.Argument(help="Id of the post.")],
    category: Annotated[str, typer.Argument(help="The category.")],
    answer: Annotated[str, typer.Argument(metavar="yes|no", help="Does it belong there?")],
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Say whether a post belongs to a category.

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
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    How far the desk is with a category: how much was read, how much was found.

    No estimate of what was missed is given yet, and none is invented: those fields are null.

    Example: `firsthand progress goodbye`
    """
    desk = open_desk(case)
    labels = {act.subject: act.detail["yes"] for act in desk.views.acts(kind="label")
              if act.detail["category"] == category and not act.undone}  # fmt: skip
    told = {
        "read": len(labels), "found": sum(labels.values()), "of": desk.views.counts()["posts"], "target": None,
        "confidence": None, "recall_at_least": None, "stop": False,
    }  # fmt: skip
    if json:
        print_json(told)
    else:
        say(f"{told['read']:,} read of {told['of']:,}, {told['found']:,} found. How many are missed is not known.")
