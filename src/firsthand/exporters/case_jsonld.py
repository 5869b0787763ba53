"""
A story as CASE, the ontology of investigations, in JSON-LD: messages, their digests, and the act of keeping them.

Each message is an observable with its words and the SHA-256 of our copy; an investigative action says when the copy was made, and a record
of provenance names the entry of the ledger. Who sent it is not an identity there: only the name as printed stands in words.

Source: CASE 1.3 and UCO 1.3 (caseontology.org, unifiedcyberontology.org), their published examples.
"""

from __future__ import annotations

from typing import Any

from firsthand.exporters.json_lines import document
from firsthand.exporters.messages import headline, instant
from firsthand.exporters.seam import Exporter, Handed, Made, Message, adapter

Node = dict[str, Any]
_UCO = "https://ontology.unifiedcyberontology.org/uco/"
CONTEXT = {
    "kb": "urn:uuid:", "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "uco-action": f"{_UCO}action/", "uco-core": f"{_UCO}core/", "uco-observable": f"{_UCO}observable/",
    "uco-tool": f"{_UCO}tool/", "uco-types": f"{_UCO}types/", "uco-vocabulary": f"{_UCO}vocabulary/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip


def _id(handed: Handed, word: str) -> str:
    return f"kb:{handed.uid(f'case:{word}')}"


def _time(stated: str) -> Node:
    return {"@type": "xsd:dateTime", "@value": stated}


def _message(handed: Handed, message: Message) -> list[Node]:
    posted = message.posted.utc
    exact = posted is not None and message.posted.precision in ("second", "minute")
    facet: Node = {"@id": _id(handed, f"facet:{message.id}"), "@type": "uco-observable:MessageFacet",
                   "uco-observable:messageText": message.text or message.shown}  # fmt: skip
    if posted is not None and exact:
        facet["uco-observable:sentTime"] = _time(instant(posted))
    facets = [facet]
    if message.digest:
        facets.append({
            "@id": _id(handed, f"content:{message.id}"), "@type": "uco-observable:ContentDataFacet",
            "uco-observable:hash": [{
                "@id": _id(handed, f"hash:{message.id}"), "@type": "uco-types:Hash",
                "uco-types:hashMethod": {"@type": "uco-vocabulary:HashNameVocab", "@value": "SHA256"},
                "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": message.digest},
            }],
        })  # fmt: skip
    told = f"{headline(message)} ({message.platform}). Status: {message.status}. {message.status_because}".strip()
    thing = {"@id": _id(handed, message.id), "@type": "uco-observable:Message", "uco-core:name": message.id, "uco-core:description": told,
             "uco-core:hasFacet": facets}  # fmt: skip
    record = {
        "@id": _id(handed, f"provenance:{message.id}"), "@type": "case-investigation:ProvenanceRecord",
        "uco-core:description": f"Entry {message.entry} of the ledger {handed.case}" if message.entry is not None else handed.case,
        "case-investigation:exhibitNumber": message.id, "uco-core:object": [{"@id": thing["@id"]}],
    }  # fmt: skip
    act = {
        "@id": _id(handed, f"kept:{message.id}"), "@type": "case-investigation:InvestigativeAction", "uco-core:name": "kept",
        "uco-action:endTime": _time(message.kept), "uco-action:instrument": [{"@id": _id(handed, "tool")}],
        "uco-action:result": [{"@id": thing["@id"]}, {"@id": record["@id"]}],
    }  # fmt: skip
    return [thing, record, act]


def make(handed: Handed) -> Made:
    """The bundle."""
    tool = {"@id": _id(handed, "tool"), "@type": "uco-tool:Tool", "uco-core:name": handed.software}
    nodes = [tool, *(node for message in handed.messages for node in _message(handed, message))]
    bundle = {"@id": _id(handed, "bundle"), "@type": "uco-core:Bundle", "uco-core:name": handed.title, "uco-core:object": nodes}
    vague = [one.id for one in handed.messages if one.posted.utc is None or one.posted.precision not in ("second", "minute")]
    left = (f"The time of {', '.join(vague)}: the ontology takes whole times only.",) if vague else ()
    return Made(files={"case.jsonld": [document({"@context": CONTEXT, "@graph": [bundle]})]}, left_out=left)


ADAPTERS = (
    adapter("case", "A story as CASE/UCO in JSON-LD.", Exporter(
        ending=".jsonld", make=make, use="Investigations that exchange CASE.", licence="Apache-2.0 (CASE and UCO).",
        proof="As documented, not proven by the consumer.",
        reading=("It is what the public may see. For a court: `firsthand export custody`.",),
    ), losses=("Pictures, figures and translations.", "Senders as identities: a printed name identifies nobody.")),
)  # fmt: skip
