"""`firsthand story`: write, choose, check, publish."""

from __future__ import annotations

from typing import Annotated

import typer

from firsthand.cli.posts import acknowledge
from firsthand.cli.surface import (
    AsOption,
    BecauseOption,
    CaseOption,
    JsonOption,
    console,
    open_desk,
    person,
    print_json,
    say,
    shown,
)
from firsthand.model.errors import Mistaken

story = typer.Typer(no_args_is_help=True, help="Write a story, choose its messages, check it, publish it.")
Many = list[str] | None


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    from firsthand.cli import story_out

    story_out.register(story)
    app.add_typer(story, name="story", rich_help_panel="Publish")


@story.command("new")
def new(
    slug: Annotated[str, typer.Argument(help="Stands in the address: a-z, 0-9, hyphens.")],
    title: Annotated[list[str], typer.Option("--title", metavar="[LANG=]TITLE", help="Once for each language, its own first.")],
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Start a story: one Markdown file a language in `stories/SLUG/`, for your own editor.

    Example: `firsthand story new bridge --title en="If the bridge closes tonight" --title ar="إذا أُغلق الجسر" --as "A. Renn"`
    """
    from firsthand.desk.story import new_story

    titles = dict(_by_language(one, "en") for one in title)
    acknowledge(new_story(open_desk(case), slug, titles, actor=person(as_)).seq, json)


@story.command("add")
def add(
    slug: Annotated[str, typer.Argument(help="The story.")],
    post: Annotated[str, typer.Argument(metavar="[POST]", help="The message.")] = "",
    quote: Annotated[str, typer.Option("--quote", metavar="START:END|TEXT", help="Which words; all when left out.")] = "",
    transcript: Annotated[int, typer.Option("--transcript", metavar="ENTRY", help="Quote what is heard: a checked transcript.")] = 0,
    key: Annotated[str, typer.Option("--key", help="Name of the card in its address; says nothing of the platform's id.")] = "",
    name: Annotated[str, typer.Option("--name", help="How the person is named; without it, a letter stands in.")] = "",
    words: Annotated[str, typer.Option("--words", help="original, translation or paraphrase.")] = "original",
    last_message: Annotated[bool, typer.Option("--last-message", help="Framed as a last message or a death.")] = False,
    place: Annotated[str, typer.Option("--place", help="Precision that the card tells: none country city district street exact.")] = "none",
    text: Annotated[
        Many,
        typer.Option(
            "--text", metavar="[LANG.]WHAT=WORDS", help="line, note, why, because, district, paraphrase, translation."
        ),
    ] = None,
    no_media: Annotated[bool, typer.Option("--no-media", help="Leave its pictures and sounds out.")] = False,
    condition_met: Annotated[bool, typer.Option("--condition-met", help="The conditions of every “yes, if” hold here.")] = False,
    figure: Annotated[str, typer.Option("--figure", metavar="CLAIM", help="Add a figure box for a claim instead.")] = "",
    file: Annotated[str, typer.Option("--file", help="Add the Markdown of a file (or - for standard input) instead.")] = "",
    lang: Annotated[str, typer.Option("--lang", help="With --file: which edition.")] = "",
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Choose a message, a figure or a text for a story. It goes to the end of the story's files; move it there as you like.

    Examples:

    `firsthand story add bridge x:1893 --key lina --name لينا --text en.line="resident, Bridge ward" --last-message --as "A. Renn"`

    `firsthand story add bridge whatsapp:9f3c… --transcript 214 --quote "مقطوع منذ يومين" --as "A. Renn"`

    `firsthand story add bridge --figure claim:41 --key share --as "A. Renn"`
    """
    from firsthand.desk.care import words_of
    from firsthand.desk.story import NewCard, add_card, add_figure, add_text, cards, story_files
    from firsthand.model.ids import PostId

    desk = open_desk(case)
    own = next(iter(story_files(desk, slug)))
    if file:
        import sys
        from pathlib import Path

        person(as_)
        content = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
        add_text(desk, slug, lang or own, content)
        say(f"Added to {slug}.")
        return
    texts: dict[str, dict[str, str]] = {}
    for one in text or ():
        where, equals, said = one.partition("=")
        language, dot, what = where.rpartition(".")
        if not equals or not what:
            raise Mistaken(f"--text {one}: not [LANG.]WHAT=WORDS.", code="bad-text", advice="For example en.line=resident.")
        texts.setdefault(language if dot else own, {})[what] = said
    if figure:
        acknowledge(add_figure(desk, slug, figure, key or figure.replace(":", "-"), texts=texts, actor=person(as_)).seq, json)
        return
    if not post:
        raise Mistaken("Nothing to add.", code="nothing", advice="Name a post, or give --figure or --file.")
    held = words_of(desk, f"transcript:{transcript}" if transcript else post)[0]
    start, colon, end = quote.partition(":")
    if colon and start.isdigit() and end.isdigit():
        quote = held[int(start) : int(end)]
    card = NewCard(
        slug=slug, post=PostId(post), key=key or f"card-{len(cards(desk, slug)) + 1}", quote=quote,
        transcript=transcript, words=words, name=name, last_message=last_message, place=place, texts=texts,
        media=not no_media, condition_met=condition_met, because=because,
    )  # fmt: skip
    entry = add_card(desk, card, actor=person(as_))
    acknowledge(entry.seq, json)


@story.command("override")
def override(
    slug: Annotated[str, typer.Argument(help="The story.")],
    key: Annotated[str, typer.Argument(help="The card, or a finding in the text, as `story check` names it.")],
    code: Annotated[str, typer.Argument(help="The rule, as `story check` names it.")],
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Set a rule aside for one card, with a reason. Some rules need a second person; some cannot be set aside.

    Example: `firsthand story override bridge lina findable-by-words --because "The family published it themselves" --as "A. Renn"`
    """
    from firsthand.desk.story import override as set_aside

    acknowledge(set_aside(open_desk(case), slug, key, code, because=because, actor=person(as_)).seq, json)


@story.command("update")
def update(
    slug: Annotated[str, typer.Argument(help="The story.")],
    kind: Annotated[str, typer.Argument(help="update, correction, clarification or removed.")],
    text: Annotated[list[str], typer.Option("--text", metavar="[LANG=]WORDS", help="What changed; a correction says what was wrong.")],
    key: Annotated[str, typer.Option("--key", help="The card that it concerns.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Tell readers what changed. Publish again afterwards.

    Example: `firsthand story update bridge correction --text "An earlier version left out the council's answer." --as "A. Renn"`
    """
    from firsthand.desk.story import add_update, story_files

    desk = open_desk(case)
    own = next(iter(story_files(desk, slug)))
    texts = dict(_by_language(one, own) for one in text)
    acknowledge(add_update(desk, slug, kind, texts, key=key, actor=person(as_)).seq, json)


@story.command("check")
def check(
    slug: Annotated[str, typer.Argument(help="The story.")],
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Say everything that stands between a story and the public.

    Example: `firsthand story check bridge`
    """
    from firsthand.desk.publish import check_story

    problems = check_story(open_desk(case), slug)
    if json:
        print_json({"problems": [{"code": p.code, "where": p.where, "why": p.why, "blocks": p.blocks} for p in problems]})
        return
    out = console()
    for one in problems:
        sign = "[bold]![/bold]" if one.blocks else "·"
        way = f" ({one.override} may set it aside)" if one.blocks and one.override != "nobody" else ""
        out.print(f"{sign} {shown(one.where)}  [bold]{one.code}[/bold]  {shown(one.why)}{way}")
    blocking = sum(one.blocks for one in problems)
    say(f"{blocking} of {len(problems)} findings block." if blocking else "Nothing blocks. `story publish` puts it out.")


@story.command("publish")
def publish(
    slug: Annotated[str, typer.Argument(help="The story.")],
    to: Annotated[str, typer.Option("--to", metavar="DIR", help="Folder for the site.")],
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Publish a story as a folder of static files, after every rule and after the leak test over every byte.

    Example: `firsthand story publish bridge --to site --as "A. Renn"`
    """
    from firsthand.desk.publish import publish_story

    done = publish_story(open_desk(case), slug, to, actor=person(as_))
    if json:
        print_json({"site": done.site, "cards": done.cards, "digest": done.digest, "head": done.head,
                    "stamps": done.stamps, "unstamped": list(done.unstamped)})  # fmt: skip
        return
    say(f"Published {done.cards} card{'s' if done.cards != 1 else ''} to {done.site}")
    if done.stamps:
        say(f"{done.stamps} outside stamps lie beside the proofs.")
    for why in done.unstamped:
        say(f"No outside stamp yet: queued. {shown(why)}")
    say(f"Look: python3 -m http.server --directory {done.site}   Check: firsthand verify {done.site}")


@story.command("watch")
def watch(
    slug: Annotated[str, typer.Argument(help="The story.")],
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Say what became of printed cards since the last publication: originals gone, consent or judgements changed, stamps and answers due.

    Example: `firsthand story watch bridge`
    """
    from firsthand.desk.watch_list import watch_list

    found = watch_list(open_desk(case), slug)
    if json:
        print_json({"watch": [one._asdict() for one in found]})
        return
    for one in found:
        console().print(f"[bold]{one.code}[/bold]  {shown(one.where)}  {shown(one.why)}  [dim]{shown(one.advice)}[/dim]")
    say(f"{len(found)} to look at." if found else "Nothing has changed.")


@story.command("edit")
def edit(
    slug: Annotated[str, typer.Argument(help="The story.")],
    lang: Annotated[str, typer.Option("--lang", help="Which edition; the story's own when left out.")] = "",
    path: Annotated[bool, typer.Option("--path", help="Only say where the file is.")] = False,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Open the Markdown file of a story in your own editor (VISUAL or EDITOR), and say afterwards whether it can be read.

    Example: `firsthand story edit bridge --lang ar`
    """
    from firsthand.desk.publish import check_story
    from firsthand.shell.case import find_case
    from firsthand.shell.editing import edit_file
    from firsthand.shell.stories import StoryFolder

    file = StoryFolder(find_case(case) / "stories").path(slug, lang)
    if path:
        print_json({"path": str(file)}) if json else typer.echo(str(file))
        return
    edit_file(file)
    problems = check_story(open_desk(case), slug)
    if json:
        told = [{"code": p.code, "where": p.where, "why": p.why, "blocks": p.blocks} for p in problems]
        print_json({"path": str(file), "problems": told})
        return
    for one in problems:
        if one.where in (slug, lang) or one.code.startswith("bad-"):
            console().print(f"[bold]{one.code}[/bold]  {shown(one.why)}")
    say(f"{sum(one.blocks for one in problems)} things stand between {slug} and the public. `firsthand story check {slug}` says each.")


@story.command("preview")
def preview(
    slug: Annotated[str, typer.Argument(help="The story.")],
    port: Annotated[int, typer.Option("--port", help="On 127.0.0.1; any that is free when left out.")] = 0,
    case: CaseOption = None,
) -> None:
    """
    Show a story in your browser as it would be published now, on this computer alone. It follows the files as you write.

    Wide, as on a telephone, text only, confirmed only, and as it prints; with what stands in its way. Ctrl-C ends it.

    Example: `firsthand story preview bridge`
    """
    from firsthand.desk.publish import draft_story
    from firsthand.desk.story import story_files
    from firsthand.shell.case import find_case
    from firsthand.shell.preview import Preview, Shown
    from firsthand.shell.stories import StoryFolder

    desk = open_desk(case)
    folder = StoryFolder(find_case(case) / "stories")

    def draft() -> Shown:
        made = draft_story(desk, slug)
        order = sorted(made.problems, key=lambda one: not one.blocks)
        told = [f"{'blocks: ' if one.blocks else ''}{one.where}: {one.code}. {one.why}" for one in order]
        leaks = [f"blocks: {leak.path}: {leak.kind} {leak.what!r} must not be published" for leak in made.leaks]
        error = "" if made.pages else "The story cannot be shown: " + (told[0] if told else "it is empty")
        return Shown(pages=made.pages, problems=[*leaks, *told], blocking=len(leaks) + sum(p.blocks for p in made.problems), error=error)

    server = Preview(slug, list(story_files(desk, slug)), draft, lambda: f"{folder.version(slug)} {desk.book.size()}", port=port)
    typer.echo(server.address)
    say("Open this address in your browser. Whoever has it, on this computer, sees what is not published. Ctrl-C ends it.")
    server.serve()


def _by_language(stated: str, own: str) -> tuple[str, str]:
    language, equals, words = stated.partition("=")
    return (language, words) if equals and 2 <= len(language) <= 3 and language.isalpha() else (own, stated)
