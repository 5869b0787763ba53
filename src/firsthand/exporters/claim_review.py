"""
The figures of a story as ClaimReview, for search engines and for archives of fact-checks.

A claim is a number as somebody said it, with what the desk found. A message of a card is no claim that we review: it is shown, with
its status. No scale of numbers is written: a status is a word, and a number would say more than we know.

Source: schema.org, ClaimReview, Claim, Rating; the page beside it says what the search engines ask for beyond that.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.exporters import linked_data
from firsthand.exporters.json_lines import document
from firsthand.exporters.seam import Exporter, Handed, Made, adapter


def make(handed: Handed) -> Made:
    """A graph of reviews."""
    press = handed.printed
    edition = press.edition
    nodes = []
    for box in edition.figures:
        node = linked_data.claim_review(press, box, handed.figures.get(box.id, f"index.html#figure-{box.id}"))
        if handed.site:
            node |= {"@id": handed.figure(box.id), "url": handed.figure(box.id)}
        else:
            node["@id"] = f"urn:uuid:{handed.uid(f'figure:{box.id}')}"
        nodes.append({name: value for name, value in node.items() if value not in ("", None)})
    files = {"claimreview.jsonld": [document({"@context": "https://schema.org", "@graph": nodes})]}
    return Made(files=files, left_out=tuple(_left_out(handed)))


def _left_out(handed: Handed) -> Iterator[str]:
    edition = handed.printed.edition
    if not edition.figures:
        yield "The story has no figure box, so there is no claim in it."
    if edition.cards:
        yield f"{len(edition.cards)} messages: they are shown and not reviewed."
    if not handed.site:
        yield "The address of each review, which consumers ask for: say --site."


ADAPTERS = (
    adapter("claimreview", "The figures of a story as schema.org ClaimReview.", Exporter(
        ending=".jsonld", make=make,
        use="Fact-check indexes and search engines.",
        licence="CC BY-SA 3.0 (schema.org).",
        proof="Read back as JSON-LD by extruct in a campaign; not submitted to an index.",
        reading=("`reviewRating` has a word (`alternateName`) and no number.",),
    ), losses=("What others say to the same question.",)),
)  # fmt: skip
