"""Translations, descriptions, consent, rights, cautions, spans, redactions: care for the words and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

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
    print_lines,
    say,
    shown,
)
from firsthand.model.errors import Mistaken

if TYPE_CHECKING:
    from firsthand.desk.ports import Desk

PANEL = "Care"


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    for name, verb in (
        ("translate", translate), ("describe", describe), ("consent", consent), ("rights", rights), ("caution", caution),
        ("spans", spans), ("span", span), ("redact", redact), ("coarsen", coarsen),
    ):  # fmt: skip
        app.command(name, rich_help_panel=PANEL)(verb)


def translate(
    post: Annotated[str, typer.Argument(help="Id of the post.")],
    lang: Annotated[str, typer.Option("--lang", help="Of the translation.")] = "en",
    text: Annotated[str, typer.Option("--text", help="The translation.")] = "",
    tool: Annotated[str, typer.Option("--tool", help="The machine that made it; it stays unchecked until a person checks it.")] = "",
    check: Annotated[
        int | None, typer.Option("--check", metavar="ENTRY", help="You have read this translation against the original.")
    ] = None,
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Add a translation, or check one. The original stays first and is never changed.

    Examples:

    `firsthand translate x:1893 --lang en --text "We are together in the cellar." --as "S. Okar"`

    `firsthand translate x:1893 --check 210 --as "S. Okar"`
    """
    from firsthand.desk.translate import check_translation
    from firsthand.desk.translate import translate as add
    from firsthand.model.ids import PostId

    desk, actor = open_desk(case), person(as_)
    if check is not None:
        entry = check_translation(desk, check, text=text, actor=actor)
    else:
        entry = add(desk, PostId(post), lang, text, tool=tool, actor=actor)
    acknowledge(entry.seq, json)


def describe(
    media: Annotated[str, typer.Argument(help="Digest of the picture, video or sound.")],
    text: Annotated[str, typer.Option("--text", help="What is to be seen or heard, in a sentence.")],
    lang: Annotated[str, typer.Option("--lang", help="Of the description.")] = "en",
    covered: Annotated[bool, typer.Option("--covered", help="It stays behind a cover.")] = False,
    why: Annotated[str, typer.Option("--why", help="Why it is covered.")] = "",
    made: Annotated[str, typer.Option("--made", help="How it came to be: camera screen scan drawing composite generated.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Describe a picture in words, so that others need not look.

    Example: `firsthand describe 9f3c… --text "A stairwell with fallen plaster." --covered --why "damaged homes" --as "A. Renn"`
    """
    from firsthand.desk.translate import describe as add

    acknowledge(add(open_desk(case), media, lang, text, covered=covered, why=why, made=made, actor=person(as_)).seq, json)


def consent(
    subject: Annotated[str, typer.Argument(help="A post, or an account for everything it wrote.")],
    layer: Annotated[str, typer.Option("--layer", help="hold archive courts partners media public")] = "public",
    part: Annotated[str, typer.Option("--part", help="words name handle picture place family")] = "words",
    value: Annotated[str, typer.Option("--value", help="not-asked not-asked-danger asked yes yes-if no withdrawn")] = "asked",
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Record what a person has agreed to, layer by layer and part by part. A public post is not consent.

    Example: `firsthand consent x:1893 --part name --value yes --because "answered by message, 14 March" --as "A. Renn"`
    """
    from firsthand.desk.care import record_consent

    entry = record_consent(open_desk(case), subject, layer, part, value, because=because, actor=person(as_))
    acknowledge(entry.seq, json)


def rights(
    post: Annotated[str, typer.Argument(help="Id of the post.")],
    value: Annotated[str, typer.Argument(metavar="RIGHTS", help="own agency permission quotation unknown")],
    credit: Annotated[str, typer.Option("--credit", help="Printed exactly, for example “Photo: NAME / AGENCY”.")] = "",
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Record the licence of an item and its credit. Unknown rights never publish a picture.

    Example: `firsthand rights x:1893 permission --credit "Photo: L. / with permission" --as "A. Renn"`
    """
    from firsthand.desk.care import record_rights
    from firsthand.model.ids import PostId

    acknowledge(record_rights(open_desk(case), PostId(post), value, credit, because=because, actor=person(as_)).seq, json)


def caution(
    post: Annotated[str, typer.Argument(help="Id of the post.")],
    value: Annotated[str, typer.Argument(metavar="CAUTION", help="minor distress graphic exact-place third-person contact-data")],
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Say that a post needs care: a child is said to be concerned, distress, an exact place. Never from a face.

    Example: `firsthand caution x:1893 minor --because "says she is eleven" --as "A. Renn"`
    """
    from firsthand.desk.care import add_caution
    from firsthand.model.ids import PostId

    acknowledge(add_caution(open_desk(case), PostId(post), value, because=because, actor=person(as_)).seq, json)


def spans(
    post: Annotated[str, typer.Argument(metavar="REF", help="A post, or claim:N, transcript:N, translation:N (N: its entry).")],
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Show the stretches of a message that could expose somebody: phones, addresses, names of others. A person decides each.

    The words of claims, transcripts and translations are looked through in the same way: each of them may be printed.

    Examples:

    `firsthand spans x:1893`

    `firsthand spans transcript:214`
    """
    from firsthand.desk.care import spans as found

    rows = found(open_desk(case), post)
    if json:
        print_lines(rows)
        return
    out = console()
    for row in rows:
        decided = f"{row['decision']} ({shown(row['by'])})" if row["decision"] else "undecided"
        why = f"[dim]{shown(row['why'])}[/dim]"
        out.print(f"{row['start']}:{row['end']}  [bold]{row['kind']}[/bold]  {shown(row['text'])}  {decided}  {why}")
    say(f"{len(rows)} found. Not everything is found: read the message." if rows else "None found. Read the message all the same.")


def span(
    post: Annotated[str, typer.Argument(metavar="REF", help="A post, or claim:N, transcript:N, translation:N.")],
    where: Annotated[str, typer.Argument(metavar="START:END", help="Code points, as `spans` shows them.")],
    decision: Annotated[str, typer.Argument(metavar="keep|redact", help="What happens in print.")],
    kind: Annotated[str, typer.Option("--kind", help="What it is, for the bar: phone, name, place …")] = "name",
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Decide about a stretch of a message: keep it (two people), or put a bar over it in print. The original stays whole.

    Example: `firsthand span x:1893 40:52 redact --kind phone --because "a neighbour's number" --as "A. Renn"`
    """
    from firsthand.desk.care import decide_span

    start, end = _range(where)
    entry = decide_span(open_desk(case), post, start, end, decision, kind=kind, because=because, actor=person(as_))
    acknowledge(entry.seq, json)


def redact(
    post: Annotated[str, typer.Argument(metavar="POST|DIGEST", help="Id of the post, or digest of a picture or film.")],
    where: Annotated[str, typer.Argument(metavar="[START:END]", help="Code points of the text.")] = "",
    area: Annotated[
        list[str] | None, typer.Option("--area", metavar="L,T,R,B", help="An area of the picture, in pixels as it is seen upright.")
    ] = None,
    silence: Annotated[bool, typer.Option("--silence", help="Print a film, without its sound.")] = False,
    kind: Annotated[str, typer.Option("--kind", help="words, place, name …: what the bar says.")] = "words",
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Put a bar over words in print, fill areas of a picture, or take the sound from a film. The original stays whole; a second person signs.

    A film that nobody has silenced is only described in print, and so is sound alone. Silencing needs ffmpeg.

    Examples:

    `firsthand redact x:1893 12:30 --kind place --because "the shelter's street" --as "A. Renn"`

    `firsthand redact 9f3c… --area 40,30,220,160 --because "a face" --as "A. Renn"`

    `firsthand redact 51d0… --silence --because "a voice calls a name" --as "A. Renn"`
    """
    from firsthand.desk.care import redact_words
    from firsthand.desk.redactions import redact_picture
    from firsthand.desk.redactions import silence as take_sound
    from firsthand.model.ids import Digest, PostId

    if area or silence:
        desk = open_desk(case)
        digest = Digest(_medium(desk, post))
        if silence:
            acknowledge(take_sound(desk, digest, because=because, actor=person(as_)).seq, json)
            return
        done = redact_picture(desk, digest, [_area(one) for one in area or ()], because=because, actor=person(as_))
        acknowledge(done.seq, json)
        return
    start, end = _range(where)
    acknowledge(redact_words(open_desk(case), PostId(post), start, end, kind=kind, because=because, actor=person(as_)).seq, json)


def coarsen(
    post: Annotated[str, typer.Argument(help="Id of the post.")],
    part: Annotated[str, typer.Argument(metavar="time|place", help="What is printed less exactly.")],
    to: Annotated[str, typer.Argument(metavar="PRECISION", help="time: hour day month year unknown; place: none country city district.")],
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Print the time or the place of a message no finer than this, in every story. The original stays; a second person signs.

    Example: `firsthand coarsen x:1893 time day --because "the hour tells whose shift it was" --as "A. Renn"`
    """
    from firsthand.desk.redactions import coarsen as make_coarser
    from firsthand.model.ids import PostId

    acknowledge(make_coarser(open_desk(case), PostId(post), part, to, because=because, actor=person(as_)).seq, json)


def _medium(desk: Desk, beginning: str) -> str:
    """The digest of a medium from its beginning, when only one begins so."""
    found = desk.views.media_with(beginning)
    if len(found) != 1:
        raise Mistaken(f"{len(found)} pictures begin with {beginning!r}.", code="bad-digest", advice="Give more of the digest.")
    return found[0]


def _area(stated: str) -> tuple[int, int, int, int]:
    parts = stated.split(",")
    if len(parts) != 4 or not all(part.strip().isdigit() and len(part) < 8 for part in parts):
        raise Mistaken(f"{stated!r} is no area.", code="bad-area", advice="LEFT,TOP,RIGHT,BOTTOM in pixels, for example 40,30,220,160.")
    left, top, right, bottom = (int(part) for part in parts)
    return left, top, right, bottom


def _range(stated: str) -> tuple[int, int]:
    start, colon, end = stated.partition(":")
    if not (colon and start.isdigit() and end.isdigit()):
        raise Mistaken(f"{stated!r} is not START:END.", code="bad-span", advice="For example 40:52.")
    return int(start), int(end)
