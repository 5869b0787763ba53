"""
A story as the tables that programs of the field import: Uwazi, Check, 4CAT, Datawrapper.

- Uwazi: `import.csv` with pictures beside it; columns are labels of a template's properties, unknown choices are made on import.
- Check: its table of fact-checks, a row a figure of the story.
- 4CAT: the columns that an upload must have, and what else we know; times are UTC. It takes searches, too.
- Datawrapper: what the story counts, a table a chart.

Source: huridocs/uwazi, app/api/csv; meedan/check-api, FactCheck's export; digitalmethodsinitiative/4cat, uploads; Datawrapper's academy.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from firsthand.exporters.messages import headline, said, shortened, stated_day
from firsthand.exporters.seam import QUERY, STORY, Exporter, Handed, Made, Message, adapter
from firsthand.text.cells import carried, guarded

Row = Mapping[str, str | int]
RULE = "A cell that a spreadsheet would take for a formula has an apostrophe before it."
_AS_DOCUMENTED = "As documented, not proven by the consumer."


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: guarded(carried(cell)) if isinstance(cell, str) else cell for name, cell in row.items()} for row in rows)
    return out.getvalue().encode()


UWAZI = ("Title", "Date posted", "Text", "Text language", "Translation", "Status", "Status because", "Platform", "Place",
         "Place_geolocation", "Source", "Credit", "attachments")  # fmt: skip


def make_uwazi(handed: Handed) -> Made:
    """The table, and the pictures that it names beside it, as an import wants them."""
    rows = [_uwazi(message) for message in handed.messages]
    named = [one.file for message in handed.messages for one in message.media if one.file and not one.covered]
    files = {"import.csv": [_csv(UWAZI, rows)]} | {name: [handed.pictures[name]] for name in named if name in handed.pictures}
    covered = sum(one.covered and bool(one.file) for message in handed.messages for one in message.media)
    return Made(files=files, left_out=(f"{covered} covered pictures: the program shows them at once.",) if covered else ())


def _uwazi(message: Message) -> Row:
    day = stated_day(message.posted)
    return {
        "Title": shortened(f"{headline(message)}: {message.shown}", 150), "Date posted": day if len(day) in (4, 10) else "",
        "Text": message.text or message.paraphrase, "Text language": message.language if message.text else message.shown_language,
        "Translation": message.translation, "Status": message.status, "Status because": message.status_because,
        "Platform": message.platform, "Place": message.place,
        "Place_geolocation": f"{message.spot.lat}|{message.spot.lon}" if message.spot else "",
        "Source": f"card {message.id}|{message.page}" if message.page else "", "Credit": message.credit,
        "attachments": "|".join(one.file for one in message.media if one.file and not one.covered),
    }  # fmt: skip


CHECK = ("ID", "Title", "Summary", "URL", "Language", "Report Status", "Imported?")


def make_check(handed: Handed) -> Made:
    """A row a figure."""
    press = handed.printed
    edition = press.edition
    rows: list[Row] = []
    for number, box in enumerate(edition.figures, 1):
        verdict = press.phrases.say(f"status.{box.status.code}")
        flags = " ".join(box.flags)
        rows.append({
            "ID": number, "Title": shortened(f"{box.said_by}: {said(press, box.quotation)}", 140),
            "Summary": shortened(f"{verdict}. {box.status.because} {flags}", 620), "Language": edition.language,
            "URL": handed.figure(box.id) if handed.site else "",
            "Report Status": "published", "Imported?": "true",
        })  # fmt: skip
    left = [f"{len(edition.cards)} messages: a fact-check is of a claim, and a message is shown."] if edition.cards else []
    left += [] if handed.site else ["Addresses of the figures: say --site."]
    return Made(files={"fact-checks.csv": [_csv(CHECK, rows)]}, left_out=tuple(left))


FOURCAT = ("id", "thread_id", "author", "body", "timestamp", "unix_timestamp", "link", "language", "translation", "status", "platform",
           "notice")  # fmt: skip


def make_4cat(handed: Handed) -> Made:
    """The upload as CSV, and the same rows as NDJSON."""

    def rows() -> Iterator[Row]:
        return (_4cat(handed, message) for message in handed.messages if message.posted.local is not None)

    def lines() -> Iterator[bytes]:
        return (json.dumps(dict(row), ensure_ascii=False).encode("utf-8", "replace") + b"\n" for row in rows())

    return Made(files={"4cat-upload.csv": _later(rows), "4cat.ndjson": lines()},
                left_out=("Messages without a day: an upload must have a time.",))  # fmt: skip


def _later(rows: object) -> Iterator[bytes]:
    assert callable(rows)
    yield _csv(FOURCAT, rows())


def _4cat(handed: Handed, message: Message) -> Row:
    utc, local = message.posted.utc, message.posted.local
    exact = utc is not None and message.posted.precision in ("second", "minute")
    return {
        "id": message.id, "thread_id": message.id, "author": message.person, "body": message.text or message.shown,
        "timestamp": f"{utc:%Y-%m-%d %H:%M:%S}" if utc and exact else f"{local:%Y-%m-%d} 00:00:00" if local else "",
        "unix_timestamp": int(utc.timestamp()) if utc and exact else "", "link": message.page or message.address,
        "language": message.language if message.text else message.shown_language, "translation": message.translation,
        "status": message.status, "platform": message.platform, "notice": handed.notice,
    }  # fmt: skip


def make_datawrapper(handed: Handed) -> Made:
    """By hour, by place, by status, and the figures."""
    press = handed.printed
    edition = press.edition
    facts = edition.facts
    hours: list[Row] = [{"hour": f"{one.at:%Y-%m-%d %H:00}", "messages": one.count} for one in facts.hours] if facts else []
    places: list[Row] = [{"place": one.name, "messages": one.count} for one in facts.places] if facts else []
    named = {code: press.phrases.say(f"status.{code}") for code, _ in facts.statuses} if facts else {}
    statuses: list[Row] = [{"status": named[code], "messages": count} for code, count in facts.statuses] if facts else []
    figures: list[Row] = [
        {"figure": one.as_said, "as_reported": said(press, one.quotation), "source": one.said_by, "reported_at": stated_day(one.said_at),
         "status": press.phrases.say(f"status.{one.status.code}")}
        for one in edition.figures
    ]  # fmt: skip
    tables: tuple[tuple[str, tuple[str, ...], Iterable[Row]], ...] = (
        ("messages-by-hour.csv", ("hour", "messages"), hours), ("messages-by-place.csv", ("place", "messages"), places),
        ("messages-by-status.csv", ("status", "messages"), statuses),
        ("figures.csv", ("figure", "as_reported", "source", "reported_at", "status"), figures),
    )  # fmt: skip
    return Made(files={name: [_csv(columns, rows)] for name, columns, rows in tables}, left_out=("The messages themselves.",))


ADAPTERS = (
    adapter("uwazi", "A story as Uwazi's import: a table and its pictures.", Exporter(
        ending=".csv", make=make_uwazi, use="Archives of human-rights organisations that work in Uwazi.", licence="MIT (Uwazi).",
        proof=_AS_DOCUMENTED,
        reading=(RULE, "Zip what is in the folder (import.csv at the root); the template must have properties of these labels."),
    ), losses=("Figures and grades.",)),
    adapter("check", "The figures of a story as Check's table of fact-checks.", Exporter(
        ending=".csv", make=make_check, use="Fact-checkers who work in Check.", licence="MIT (Check).",
        proof="As documented, and recognised by our own reader of Check's tables.", reading=(RULE,),
    ), losses=("What others say to the same question.",)),
    adapter("4cat", "Messages as an upload for 4CAT.", Exporter(
        ending=".csv", takes=(STORY, QUERY), make=make_4cat, use="Researchers who work in 4CAT.", licence="MPL-2.0 (4CAT).",
        proof=_AS_DOCUMENTED, reading=(RULE, "A time known to the day only stands at midnight; its unix_timestamp is empty."),
    ), losses=("Pictures and figures.",)),
    adapter("datawrapper", "What a story counts, as tables for charts.", Exporter(
        ending=".csv", make=make_datawrapper, use="Charts: Datawrapper and others.", licence="No licence is needed for a CSV file.",
        proof=_AS_DOCUMENTED, reading=(RULE,),
    )),
)  # fmt: skip
