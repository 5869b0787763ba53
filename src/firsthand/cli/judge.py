"""`firsthand judge`, `grade`, `second`: people decide, on evidence."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from firsthand.cli.posts import acknowledge
from firsthand.cli.surface import AsOption, BecauseOption, CaseOption, JsonOption, open_desk, person, print_json, say
from firsthand.model.errors import Mistaken


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    app.command("judge", rich_help_panel="Judge")(judge)
    app.command("grade", rich_help_panel="Judge")(grade)
    app.command("second", rich_help_panel="Judge")(second)


def judge(
    account: Annotated[str, typer.Argument(help="Id or @handle.")],
    role: Annotated[list[str] | None, typer.Option("--role", help="civilian activist volunteer medic journalist official unknown")] = None,
    reliability: Annotated[str, typer.Option("--reliability", help="A to F, or as a machine tag; F: no basis, not “bad”.")] = "F",
    affiliation: Annotated[str, typer.Option("--affiliation", help="none-seen sympathetic works-with member speaks-for")] = "none-seen",
    party: Annotated[str, typer.Option("--party", help="The party, as case.toml names it.")] = "",
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="Of the affiliation.")] = "",
    until: Annotated[str, typer.Option("--to", metavar="DATE", help="Of the affiliation.")] = "",
    because: BecauseOption = "",
    evidence: Annotated[list[str] | None, typer.Option("--evidence", metavar="REF", help="A post or an entry, for or against.")] = None,
    expects: Annotated[int | None, typer.Option("--expects", metavar="ENTRY", help="The last judgement that you have seen.")] = None,
    review: Annotated[str, typer.Option("--review", metavar="DATE", help="Look at it again by this day.")] = "",
    dissent: Annotated[str, typer.Option("--dissent", help="What somebody here holds against it; it is kept with it.")] = "",
    carried: Annotated[str, typer.Option("--carried", metavar="FROM", help="It was decided elsewhere: by whom and when, in words.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Judge who is speaking. A reason and evidence are needed; an affiliation above sympathetic, or a grade A or B, waits
    for a second person. Cases do not know each other: a custodian may carry a standing over by hand, with --carried and --review.

    Example: `firsthand judge @river_voice_4 --role official --affiliation works-with --party "Northern Guard"
    --reliability D --because "its profile named their press office until 2 March" --evidence x:1893 --as "A. Renn"`
    """
    from firsthand.desk.judge import SourceJudgement, judge_source, standing_of_source

    desk = open_desk(case)
    name = desk.views.resolve_account(account)
    judgement = SourceJudgement(
        account=name, roles=tuple(role or ()), affiliation=affiliation, party=party, since=since, until=until,
        reliability=_grade_of(reliability, source=True), because=because, evidence=tuple(evidence or ()), expects=expects,
        review=review, dissent=dissent, carried=carried,
    )  # fmt: skip
    entry = judge_source(desk, judgement, actor=person(as_))
    standing = standing_of_source(desk, name)
    if json:
        print_json({"entry": entry.seq, "standing": asdict(standing)})
        return
    say(f"Entered as {entry.seq}.")
    if not desk.book.entry(entry.seq).detail["words_first"]:
        say("You graded none of its words before you looked at who wrote them: firsthand show POST --blind, then grade --blind.")
    if not standing.decided:
        say(f"It needs a second person: firsthand second {entry.seq} --agree --because … --as NAME")


def _grade_of(stated: str, *, source: bool) -> str:
    """A grade, also as another tool's machine tag writes it."""
    from firsthand.model.admiralty import NAMESPACE, read_tags

    if not stated.lower().startswith(NAMESPACE):
        return stated
    read = read_tags([stated])
    for note in read.notes:
        say(note)
    grade = read.reliability if source else read.credibility
    if not grade:
        what = "source-reliability" if source else "information-credibility"
        raise Mistaken(f"{stated!r} states no grade.", code="bad-tag", advice=f'It is written {NAMESPACE}{what}="…".')
    return grade


def grade(
    post: Annotated[str, typer.Argument(help="Id of the post.")],
    credibility: Annotated[str, typer.Option("--credibility", help="1 to 6, or as a machine tag; 6: cannot be judged.")] = "6",
    status: Annotated[
        str, typer.Option("--status", help="unconfirmed partly-backed confirmed disputed false cannot-be-verified")
    ] = "unconfirmed",
    statement: Annotated[str, typer.Option("--statement", help="own relayed inferred not-stated")] = "not-stated",
    because: BecauseOption = "",
    evidence: Annotated[list[str] | None, typer.Option("--evidence", metavar="REF", help="A post or an entry beside it.")] = None,
    blind: Annotated[bool, typer.Option("--blind", help="You read it by `show --blind`, without its source.")] = False,
    expects: Annotated[int | None, typer.Option("--expects", metavar="ENTRY", help="The last grade that you have seen.")] = None,
    review: Annotated[str, typer.Option("--review", metavar="DATE", help="Look at it again by this day.")] = "",
    dissent: Annotated[str, typer.Option("--dissent", help="What somebody here holds against it; it is kept with it.")] = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Grade a piece of information, apart from its source and before it.

    Read it with `firsthand show POST --blind`, and say so with --blind; whether the source was hidden is entered. 1 and 5 speak of what
    others tell, and name them with --evidence.

    Example: `firsthand grade x:1893 --blind --credibility 3 --status partly-backed --because "two others describe it"
    --evidence x:1902 --as "S. Okar"`
    """
    from firsthand.desk.judge import Grade, grade_post
    from firsthand.model.ids import PostId

    wanted = Grade(
        post=PostId(post), credibility=_grade_of(credibility, source=False), status=status, statement=statement, because=because,
        evidence=tuple(evidence or ()), hidden=blind, expects=expects, review=review, dissent=dissent,
    )  # fmt: skip
    acknowledge(grade_post(open_desk(case), wanted, actor=person(as_)).seq, json)


def second(
    entry: Annotated[int, typer.Argument(help="The entry that you answer.")],
    agree: Annotated[bool, typer.Option("--agree", help="You come to the same.")] = False,
    differ: Annotated[bool, typer.Option("--differ", help="You do not.")] = False,
    role: Annotated[list[str] | None, typer.Option("--role", help="Your own reading of the account, made blind.")] = None,
    affiliation: Annotated[str, typer.Option("--affiliation", help="Your own reading.")] = "",
    party: Annotated[str, typer.Option("--party", help="Your own reading.")] = "",
    reliability: Annotated[str, typer.Option("--reliability", help="Your own reading.")] = "",
    credibility: Annotated[str, typer.Option("--credibility", help="Your own reading of a post.")] = "",
    status: Annotated[str, typer.Option("--status", help="Your own reading of a post.")] = "",
    because: BecauseOption = "",
    case: CaseOption = None,
    as_: AsOption = None,
    json: JsonOption = False,
) -> None:
    """
    Answer as the second reader: another person, with another key, who has looked before reading the first one's reason.

    Look with `firsthand accounts ID --blind`. Say what you came to yourself, and whether you agree follows from it; only such
    answers count in the figures of `firsthand agreement`.

    Examples: `firsthand second 212 --agree --because "I see the same in the profile of 28 February" --as "S. Okar"` ·
    `firsthand second 212 --role official --affiliation works-with --party "Northern Guard" --reliability D --because "…" --as "S. Okar"`
    """
    from firsthand.desk.judge import second as answer

    stated = {"roles": list(role or ()), "affiliation": affiliation, "party": party, "reliability": reliability,
              "credibility": credibility, "status": status}  # fmt: skip
    own = {name: value for name, value in stated.items() if value}
    if own and (agree or differ):
        raise Mistaken("Give your own reading, or an answer.", code="two-answers", advice="Whether you agree follows from your reading.")
    if own:
        acknowledge(answer(open_desk(case), entry, own=own, because=because, actor=person(as_)).seq, json)
        return
    if agree == differ:
        raise Mistaken("Say --agree or --differ.", code="no-answer", advice="One of the two, or your own reading: --role …")
    acknowledge(answer(open_desk(case), entry, agree=agree, because=because, actor=person(as_)).seq, json)
