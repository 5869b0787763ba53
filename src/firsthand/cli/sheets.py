"""Translation sheets, the glossary, transcripts: words that others bring."""

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
    path_argument,
    person,
    print_json,
    print_lines,
    say,
    shown,
    told,
)
from firsthand.model.errors import Mistaken

PANEL = "Care"
ADVICE = "firsthand translate POST --check ENTRY"


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    for name, verb in (("sheet", sheet), ("glossary", glossary), ("transcribe", transcribe)):
        app.command(name, rich_help_panel=PANEL)(verb)


def sheet(
    what: Annotated[str, typer.Argument(metavar="out|in", help="Hand a sheet out, or take one back.")],
    file: Annotated[str, typer.Argument(metavar="FILE", help="A .csv or .xliff file.")],
    lang: Annotated[str, typer.Option("--lang", help="Out: language of the translation.")] = "en",
    query: Annotated[str | None, typer.Option("--query", metavar="Q", help="Out: messages that a search finds.")] = None,
    story: Annotated[str, typer.Option("--story", metavar="SLUG", help="Out: messages of a story's cards.")] = "",
    recipient: Annotated[str, typer.Option("--recipient", metavar="TEXT", help="Out: who gets it.")] = "",
    again: Annotated[bool, typer.Option("--again", help="Out: messages that have a checked translation, too.")] = False,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="In: who translated; may be a pseudonym.")] = "",
    tool: Annotated[str, typer.Option("--tool", help="In: the machine that translated, with its version.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Hand messages to a translator as a sheet, and take the sheet back.

    A sheet names no author and no post. What could expose somebody is covered as ⟦phone⟧, unless you decided to keep it. What
    comes back is unchecked until a person with both languages has read it: `firsthand translate POST --check ENTRY`.

    Examples:

    `firsthand sheet out bridge.csv --lang en --query "category:goodbye" --recipient "L." --as "A. Renn"`

    `firsthand sheet in bridge.csv --by "L." --as "A. Renn"`
    """
    from firsthand.desk.sheets import hand_out, take_back
    from firsthand.shell.saved_views import saved_views

    desk, actor = open_desk(case), person(as_)
    if what == "out":
        if not story and query is None:
            raise Mistaken("Which messages?", code="no-choice", advice='Name a story with --story, or a search with --query; "" is all.')
        kind = "csv" if file.lower().endswith(".csv") else "xliff" if file.lower().endswith((".xlf", ".xliff")) else ""
        if not kind:
            raise Mistaken(f"{file} is neither .csv nor .xliff.", code="bad-format", advice="Choose one of the two endings.")
        done = hand_out(
            desk, file, format=kind, lang=lang, query=query, story=story, recipient=recipient, again=again,
            views=saved_views(desk.root), actor=actor,
        )  # fmt: skip
        if json:
            print_json({"path": done.path, "rows": done.rows, "done": done.done, "closed": done.closed, "entry": done.entry})
            return
        say(f"{told(done.path)}: {done.rows} messages to translate into {told(lang)}. Entered as {done.entry}.")
        if done.done:
            say(f"  {done.done} have a checked translation already; --again takes them too.")
        if done.closed:
            say(f"  {done.closed} stay here: their people said no to being held or handed on.")
        return
    if what != "in":
        raise Mistaken(f"sheet {what}?", code="bad-word", advice="Use: sheet out FILE, sheet in FILE.")
    from firsthand.shell.papers import glossary_of, read_bounded
    from firsthand.text.sheets import MOST_BYTES, read

    rows = take_back(
        desk, read(read_bounded(path_argument(file), MOST_BYTES)), by=by, tool=tool, glossary=glossary_of(desk.root), actor=actor
    )
    if json:
        print_lines({"row": one.no, "post": one.post, "entry": one.entry, "code": one.code, "why": one.why} for one in rows)
        return
    out = console()
    for one in rows:
        if one.code:
            out.print(f"row {one.no}  {shown(one.post)}  [bold]{one.code}[/bold]  {shown(one.why, width=300)}")
    entered = sum(one.entry is not None for one in rows)
    say(f"{entered} translations entered, not checked yet; {len(rows) - entered} rows not taken. Check each: {ADVICE}")


def glossary(
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="A text or sheet in which to look for its names; empty lists it.")] = "",
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    How the case's names are written in each language. They stand in `plan/glossary.csv`, which people edit.

    Its first line names languages: `ar,en,uk,note`. Several ways that are right stand apart by `|`, the preferred one first.

    Examples: `firsthand glossary` · `firsthand glossary draft.md`
    """
    from firsthand.desk.glossary import named
    from firsthand.shell.papers import glossary_of, read_bounded

    terms = glossary_of(open_desk(case).root)
    if file:
        terms = named(terms, read_bounded(path_argument(file), 32 << 20).decode("utf-8", "replace"))
    if json:
        print_lines({"forms": {lang: list(ways) for lang, ways in term.forms}, "note": term.note} for term in terms)
        return
    out = console()
    for term in terms:
        told_forms = "  ".join(f"[dim]{lang}[/dim] {shown(' | '.join(ways))}" for lang, ways in term.forms)
        out.print(told_forms + (f"  [dim]{shown(term.note)}[/dim]" if term.note else ""))
    say(f"{len(terms)} names." if terms else "No names. Write them into plan/glossary.csv; its first line: ar,en,uk,note")


def transcribe(
    media: Annotated[str, typer.Argument(help="Digest of the sound or video.")],
    lang: Annotated[str, typer.Option("--lang", help="What is spoken.")] = "",
    text: Annotated[str, typer.Option("--text", help="The words, without time codes.")] = "",
    file: Annotated[str, typer.Option("--file", metavar="PATH", help="A .srt, .vtt or .txt file.")] = "",
    tool: Annotated[str, typer.Option("--tool", help="The machine that listened; it stays unchecked until a person has.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who listened, when it was not you.")] = "",
    check: Annotated[int | None, typer.Option("--check", metavar="ENTRY", help="You have listened to it.")] = None,
    to: Annotated[str, typer.Option("--to", metavar="PATH", help="Write the transcript to a .srt, .vtt or .txt file.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Write down what is said in a sound or a video, with time codes; without --text and --file: show what is there.

    Examples:

    `firsthand transcribe 9f3c… --lang ar --file voice.srt --as "S. Okar"`

    `firsthand transcribe 9f3c… --to voice.vtt`

    `firsthand transcribe 9f3c… --check 214 --as "S. Okar"`
    """
    from firsthand.desk import transcribe as desk_verbs
    from firsthand.shell.papers import read_bounded
    from firsthand.text.subtitles import MOST_TEXT, Cue, read_subtitles

    desk = open_desk(case)
    cues: list[Cue] = [Cue(-1, -1, text.strip())] if text.strip() else []
    if file:
        read, problems = read_subtitles(read_bounded(path_argument(file), MOST_TEXT * 4).decode("utf-8", "replace"))
        cues += read
        for problem in problems:
            say(f"  {told(problem)}")
    if check is not None:
        acknowledge(desk_verbs.check_transcript(desk, check, cues=cues, actor=person(as_)).seq, json)
    elif cues or file or text:
        entry = desk_verbs.transcribe(desk, media, lang, cues, tool=tool, by=by, actor=person(as_))
        acknowledge(entry.seq, json)
    else:
        _show(desk_verbs.everything_heard(desk, media), lang, to, json=json)


def _show(found: list[dict[str, Any]], lang: str, to: str, *, json: bool) -> None:
    from firsthand.model.errors import NotFound
    from firsthand.text.subtitles import Cue, time_code, write_srt, write_vtt

    chosen = [one for one in found if not lang or one["lang"] == lang]
    if not chosen:
        raise NotFound("There is no transcript of it.", code="no-transcript", advice="Add one with --file or --text.")
    if to:
        from firsthand.shell.papers import write_new

        one = chosen[0]
        cues = [Cue(**cue) for cue in one["cues"]]
        maker = f"made by {one['tool']}" if one["tool"] else one["by"]
        machine = "" if one["checked"] else f"{maker}, not checked"
        form = {"srt": write_srt(cues), "vtt": write_vtt(cues, note=machine)}.get(to.lower().rpartition(".")[2])
        write_new(path_argument(to), (form or "\n".join(cue.text for cue in cues) + "\n").encode())
        say(f"Written: {told(to)} ({one['lang'] or 'language not said'}{', ' + told(machine) if machine else ''}).")
        return
    if json:
        print_lines(chosen)
        return
    out = console()
    for one in chosen:
        state = "checked" if one["checked"] else "- - not checked - -"
        entry = f"entry {one['entry']}" if one["entry"] is not None else one["media"][:12] + "…"
        out.print(f"[bold]{one['lang'] or 'language not said'}[/bold]  {entry}  {shown(one['by'])} {shown(one['tool'])}  {state}")
        for cue in one["cues"]:
            out.print(f"  [dim]{time_code(cue['start_ms']):>8}[/dim]  {shown(cue['text'])}")
