"""
A story for Atlos: the CSV of its bulk import, an incident a message.

Rules: the columns are named as its import asks (lower case). `status` is one of its own words: what we hold to be confirmed is its
``Completed``, what waits is ``To Do``, everything else ``In Progress``; our own word stands in `more_info`. `sensitive` says at least
what we covered or warned of. `date` and `time` have no zone there: they are those of the clock at the place.

Source: atlosdotorg/atlos, the live page of bulk uploads, and the schema of incidents.
"""

from __future__ import annotations

import csv
import io

from firsthand.exporters.messages import headline, in_words, shortened
from firsthand.exporters.seam import Exporter, Handed, Made, Message, adapter
from firsthand.text.cells import guarded

COLUMNS = ("description", "sensitive", "status", "date", "time", "general_location", "more_info", "source_1", "source_2")
STATUSES = {"confirmed": "Completed", "false": "Completed", "unconfirmed": "To Do"}
_MOST = 240


def row(message: Message) -> dict[str, str]:
    """An incident."""
    local = message.posted.local
    exact = local is not None and message.posted.precision in ("second", "minute")
    day = local is not None and message.posted.precision in ("second", "minute", "hour", "day")
    warned = bool(message.content_note) or any(one.covered for one in message.media)
    more = [
        f"{headline(message)} ({message.platform}), {in_words(message.posted)}", message.text, message.translation or message.paraphrase,
        f"{message.status}: {message.status_because}" if message.status_because else message.status,
        f"Source {message.reliability}, information {message.credibility} (F and 6: not judged)", message.credit,
        *(f"{one.kind}: {one.description}" for one in message.media),
    ]  # fmt: skip
    links = [one for one in (message.page, message.address) if one]
    return {
        "description": shortened(message.shown, _MOST), "sensitive": "Graphic Content" if warned else "Not Sensitive",
        "status": STATUSES.get(message.status, "In Progress"), "date": f"{local:%Y-%m-%d}" if local and day else "",
        "time": f"{local:%H:%M:%S}" if local and exact else "", "general_location": message.place,
        "more_info": "\n".join(part for part in more if part), **{f"source_{n}": link for n, link in enumerate(links, 1)},
    }  # fmt: skip


def make(handed: Handed) -> Made:
    """The table."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: guarded(cell) for name, cell in row(message).items()} for message in handed.messages)
    left = () if handed.site else ("Addresses of the cards, which would be the sources: say --site.",)
    return Made(files={"atlos-import.csv": [out.getvalue().encode("utf-8", "replace")]}, left_out=left)


ADAPTERS = (
    adapter("atlos", "A story as the CSV of Atlos' bulk import.", Exporter(
        ending=".csv", make=make,
        use="Investigators who work in Atlos.",
        licence="GPL-3.0 (Atlos); the format has no licence of its own.",
        proof="As documented, and read back by our own reader of Atlos' tables; not loaded by the program.",
        reading=("A cell that a spreadsheet would take for a formula has an apostrophe before it, as Atlos writes them, too.",),
    ), losses=("Coordinates: a district's middle would be taken for the place of the incident.", "Pictures and figures.")),
)  # fmt: skip
