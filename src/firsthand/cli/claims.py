"""`firsthand claims`: what is said, who answers, what stands."""

from __future__ import annotations

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
)

if TYPE_CHECKING:
    from firsthand.desk.ports import Desk

claims = typer.Typer(help="The claims ledger: what is said, by whom, who answers, what stands.")


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    app.add_typer(claims, name="claims", rich_help_panel="Check")


@claims.callback(invoke_without_command=True)
def show(
    context: typer.Context,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    List the claims, with their answers and what stands.

    Example: `firsthand claims`
    """
    if context.invoked_subcommand:
        return
    from firsthand.desk.claims import claims as rows
    from firsthand.text.subtitles import time_code

    found = rows(open_desk(case))
    if json:
        print_lines(found)
        return
    out = console()
    count = 0
    for row in found:
        count += 1
        out.print(f"[bold]{row['id']}[/bold]  {shown(row['said_by'])}: “{shown(row['as_said'], width=300)}”")
        for quote in row["quotes"]:
            if "media" in quote:
                heard = f"{time_code(quote['from_ms'])} to {time_code(quote['to_ms'])}"
                out.print(f"  heard at {heard} in {quote['media'][:12]}… (transcript {quote['transcript']})")
        backed = sum(answer["relation"] == "backs" for answer in row["answers"])
        by = f" because {shown(row['because'])} [dim]({shown(row['by'])})[/dim]" if row["by"] else ""
        origins = f"{row['origins']} independent origin{'' if row['origins'] == 1 else 's'}"
        answers = f"{backed} answer{' backs' if backed == 1 else 's back'} it, from {origins}" if backed else "no answer backs it"
        out.print(f"  {row['status']}{by}; {answers}")
        if row["valid"]:
            out.print(f"  as of {_valid(row['valid'])}")
        if row["corrects"]:
            out.print(f"  corrects {row['corrects']}, which stays as it was said")
        for other in row["corrected_by"]:
            out.print(f"  [bold]corrected later by {other}[/bold]")
        for answer in row["answers"]:
            out.print(f"  {answer['relation']}: {shown(answer['ref'])} {shown(answer['origin'])}")
        for one in row["origins_why"]:
            if len(one["refs"]) > 1 or not one["counts"]:
                out.print(f"    {'one origin' if one['counts'] else 'no origin'}: {shown(', '.join(one['refs']))}: {shown(one['why'])}")
        asked = row["questioned"]
        if asked["denies"] or asked["doubts"]:
            out.print(f"  questioned: {asked['denies']} deny, {asked['doubts']} doubt, of {asked['answers']} answers; firsthand show POST")
        for flag in (row["figure"] or {}).get("flags", ()):
            out.print(f"  look: {shown(flag['why'])}")
    say(f"{count} claims." if count else "No claims yet: firsthand claims add POST --quote TEXT")


@claims.command("add")
def add(
    post: Annotated[str, typer.Argument(help="Where it is said.")],
    quote: Annotated[str, typer.Option("--quote", help="The words, exactly; the whole text when left out.")] = "",
    said_by: Annotated[str, typer.Option("--said-by", help="Who says so; the poster when left out.")] = "",
    valid_at: Annotated[str, typer.Option("--valid-at", help="The time it speaks of, as said.")] = "",
    transcript: Annotated[int, typer.Option("--transcript", metavar="ENTRY", help="The words are heard: the checked transcript.")] = 0,
    place: Annotated[str, typer.Option("--place", help="Where it speaks of, in words.")] = "",
    corrects: Annotated[str, typer.Option("--corrects", metavar="CLAIM", help="An earlier claim that its source puts right here.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Enter a claim, bound to the words of a post.

    Examples:

    `firsthand claims add x:1893 --quote "98٪ من المدينة" --said-by "Northern Guard" --as "A. Renn"`

    `firsthand claims add x:1920 --quote "نسيطر على 71٪" --corrects claim:41 --as "A. Renn"`

    `firsthand claims add whatsapp:9f3c… --transcript 214 --quote "مقطوع منذ يومين" --as "A. Renn"`
    """
    from firsthand.desk.claims import NewClaim, add_claim
    from firsthand.model.ids import PostId

    new = NewClaim(post=PostId(post), quote=quote, said_by=said_by, valid_at=valid_at, transcript=transcript, place=place,
                   corrects=corrects)  # fmt: skip
    desk = open_desk(case)
    entry = add_claim(desk, new, actor=person(as_))
    _tell(desk, f"claim:{entry.seq}", entry.seq, json)


@claims.command("contradictions")
def contradicting(
    posts: Annotated[
        str | None,
        typer.Option("--posts", metavar="QUERY", help="Look at figures of a search's posts, not at claims; '' is every post."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, help="With --posts: the newest so many.")] = 5_000,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Propose claims that answer one question with figures that cannot all be true, side by side. It decides nothing.

    One question is one unit, thing and place, at times that meet. A source's own correction is no contradiction: both are shown.
    Link those that you agree with: `firsthand claims answer CLAIM OTHER contradicts`.

    With `--posts` it reads posts that nobody has made a claim of yet, those of one day together; copies of a post are one voice.

    Example: `firsthand claims contradictions`

    Example: `firsthand claims contradictions --posts "killed OR قتل"`
    """
    from firsthand.desk.contradictions import contradictions

    if posts is not None:
        _said_apart(case, posts, limit, json)
        return
    found = contradictions(open_desk(case))
    if json:
        print_lines(found)
        return
    out = console()
    for question in found:
        out.print(f"[bold]{shown(question['question'])}[/bold]")
        for row in question["answers"]:
            valid = f", as of {_valid(row['valid'])}" if row["valid"] else ""
            out.print(f"  {shown(row['figure']):>16}  {shown(row['who'], width=60)}{valid}  [dim]{row['claim']}, {row['status']}[/dim]")
            for other in row["corrected_by"]:
                out.print(f"  {'':>16}  corrected later by {other}")
            for flag in row["flags"]:
                out.print(f"  {'':>16}  look: {shown(flag['why'])}")
        for pair in question["pairs"]:
            noted = "" if pair["noted"] else "  - - proposed, not linked - -"
            both = f"{pair['left']} and {pair['right']}"
            out.print(f"    {both}: {shown(pair['why'])} [dim]({shown(pair['shared'])})[/dim]{noted}")
        for one in question["breaks"]:
            out.print(f"    {one['code']}: {shown(one['why'])} [dim]({', '.join(one['claims'])})[/dim]")
    proposed = sum(not pair["noted"] for question in found for pair in question["pairs"])
    asked = f"{len(found)} question{'' if len(found) == 1 else 's'}"
    told = f"{asked}; {proposed} pair{'' if proposed == 1 else 's'} that nobody has linked."
    say(told if found else "No figures of one question contradict.")


def _said_apart(case: str | None, query: str, limit: int, json: bool) -> None:
    """Print what posts say apart, dashed, for a person to make claims of."""
    from firsthand.desk.said_apart import said_apart
    from firsthand.desk.search import ask, find
    from firsthand.shell.gazetteer import names_of_case
    from firsthand.shell.saved_views import saved_views

    desk = open_desk(case)
    asked = ask(query, views=saved_views(desk.root), names=names_of_case(desk.root))
    read = find(desk, asked, limit=limit, order="newest")
    found = said_apart(desk, read)
    if json:
        print_lines(found)
        return
    out = console()
    for question in found:
        out.print(f"[bold]{shown(question['question'])}[/bold], posted on {question['day']}")
        for row in question["answers"]:
            voices = f"{row['voices']} post{'' if row['voices'] == 1 else 's'}"
            for n, post in enumerate(row["posts"][:3]):
                who = f"{shown(post['who'], width=40)}: " if post["who"] else ""
                where = f"{post['id']}{'' if n else ', ' + voices}"
                out.print(f"  {shown(row['figure']) if not n else '':>16}  {who}“{shown(post['text'], width=100)}” [dim]{where}[/dim]")
        for pair in question["pairs"][:6]:
            out.print(f"    - - proposed - - {shown(pair['why'])}")
        if len(question["pairs"]) > 6:
            out.print(f"    - - and {len(question['pairs']) - 6} pairs more - -")
    told = f"{len(found)} question{'' if len(found) == 1 else 's'} in {len(read):,} post{'' if len(read) == 1 else 's'}"
    if found:
        say(f"{told}; nothing is decided. Make a claim of what matters: `firsthand claims add POST`.")
    else:
        say(f"No figures of one question and day contradict in {len(read):,} posts.")


@claims.command("answer")
def answer(
    claim: Annotated[str, typer.Argument(help="claim:NUMBER")],
    ref: Annotated[str, typer.Argument(help="A post, or another claim.")],
    relation: Annotated[str, typer.Argument(help="backs, contradicts or repeats.")],
    origin: Annotated[str, typer.Option("--origin", help="The independent origin; answers of one origin count once.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Say that a post or a claim backs, contradicts or repeats a claim.

    Example: `firsthand claims answer claim:41 claim:43 contradicts --origin "city council" --as "A. Renn"`
    """
    from firsthand.desk.claims import answer_claim

    desk = open_desk(case)
    entry = answer_claim(desk, claim, ref, relation, origin=origin, actor=person(as_))
    _tell(desk, claim, entry.seq, json)


@claims.command("status")
def status(
    claim: Annotated[str, typer.Argument(help="claim:NUMBER")],
    value: Annotated[str, typer.Argument(metavar="STATUS", help="unconfirmed partly-backed confirmed disputed false cannot-be-verified")],
    because: BecauseOption = "",
    expects: Annotated[int | None, typer.Option("--expects", metavar="ENTRY", help="The last decision that you have seen.")] = None,
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Decide what stands for a claim. “False” waits for a second person.

    Example: `firsthand claims status claim:41 disputed --because "two others give other shares" --as "A. Renn"`
    """
    from firsthand.desk.claims import claim_status

    desk = open_desk(case)
    entry = claim_status(desk, claim, value, because=because, expects=expects, actor=person(as_))
    _tell(desk, claim, entry.seq, json)


def _valid(valid: dict[str, Any]) -> str:
    """A time as said, and as it was read."""
    read = f"{valid['earliest']} to {valid['latest']}" if valid["earliest"] else "not resolved"
    proposed = ", - - read by the program - -" if valid["proposed"] else ""
    return f"“{shown(valid['words'])}” ({read}{'; ' + shown(valid['why']) if valid['why'] else ''}{proposed})"


def _tell(desk: Desk, claim: str, seq: int, json: bool) -> None:
    """The claim as it stands after an act."""
    from firsthand.desk.claims import find_claim

    if json:
        print_json(find_claim(desk, claim))
    else:
        say(f"Entered as {seq}; the claim is called {claim}.")
