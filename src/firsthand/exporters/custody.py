"""A custody export for people: what is in the folder, what happened to it, by which tools, and how a stranger checks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from firsthand.exporters.plain import code, facts, heading, link, page, paragraph, table, words

GUIDE = """\
# How to check this folder without our software

This folder was handed over from a case of Firsthand: messages as they were received, with the proof that they were held, and what
happened to them since. You can check it with programs that are on most computers: `sha256sum`, `openssl` and `python3`.

1. **Every file.** In this folder: `sha256sum --check SHA256SUMS`. (On a Mac: `shasum -a 256 --check SHA256SUMS`.) This alone shows
   only that the files fit their list: who changes a file can change the list too. The next steps tie the list to the case's log.
2. **Everything.** `python3 -I -S verify.py .` It checks every file; the list against the entry that this handing over made in the
   case's log; that entry against the signed head; for each item that its bytes open the sealed number under which they were received,
   and that this number stands in its import, and the import under the head; the signature; and the outside time stamps of the items.
   It names every missing, added or changed file, counts what it checked, and says what it did not check. Read both. It is one file
   that you can read; it runs nothing but `openssl` and sends nothing anywhere. `firsthand verify .` does the same with other code.
3. **One item.** `proof/0001.json` belongs to `items/0001.…`. SHA-256 over the salt in it (as bytes) and the SHA-256 of the file (as
   bytes) gives the `commitment`. `path` leads from there to `items_root` of the import (RFC 6962, section 2.1.1).
4. **The head.** `verify.py` ends with the head of the log and the key. Compare both with a copy that did not come with this folder:
   in print, in a letter, from another partner. Without that, and without an outside stamp, whoever made this folder could have made all
   of it at once.
5. **The roots of the time stamps** came with the folder. Compare them with those that the authorities publish.

## What this proves

- These bytes are the ones that were received, in this order, and nobody changed them since; with a stamp: since that time at the latest.
- This list of files is the one that was entered in the case's log when it was handed over.

## What it does not prove

- Who wrote a message, that it is true, or when it was posted.
- That nothing was left out, before it came to us or by us when we chose. `custody.json` names what was left out knowingly, and why.
- What the list of events says: it is our statement, from our log. Its numbers and kinds of entries can be held against the whole log
  where a court has the case itself.
- Times of our own, other than those of outside stamps: they come from our computers' clocks.

The page "What this proves, and what it does not" of Firsthand's documentation (`docs/concepts/proof.md`) says the same in plain words.
"""


def event_parts(told: Mapping[str, Any]) -> list[Markup]:
    """The case, the events and the method: everything on the page that is ours and not the posters' words."""
    case, method = told["case"], told["method"]
    return [
        facts((
            ("Case", case["title"]), ("Log", code(case["log"])), ("Who answers for it", case["controller"]), ("Contact", case["contact"]),
            ("Legal basis, as stated", case["basis"]), ("Handed to", told["recipient"]), ("Because", told["because"]),
            ("For", ", ".join(told["for"])), ("Made", told["made"]), ("By", told["by"]), ("People of the desk", told["people_are"]),
        )),
        *([paragraph("The case is invented. This is an example.")] if case["invented"] else []),
        heading("What happened"),
        paragraph("From the case's log. Times are those of our computers' clocks, in UTC; only outside stamps are not."),
        table(("Entry", "When", "Who", "What"), [
            (code(one["entry"]), code(one["at"]), f"{one['by']}{'' if one['signed'] else ' (without a key)'}", one["what"])
            for one in told["events"]
        ]),
        heading("By which tools"),
        paragraph(method["note"]),
        table(("Tool", "Version", "What it does", "What it leaves out"), [
            (one["name"], code(one["version"]), one["summary"], "; ".join(one["losses"])) for one in method["tools"]
        ]),
        heading("The machine of this export", 3),
        table(("Part", "Version"), [(one["name"], code(one["version"])) for one in method["machine"]]),
    ]  # fmt: skip


def item_parts(items: Sequence[Mapping[str, Any]], left_out: Sequence[Mapping[str, str]]) -> list[Markup]:
    """The items, with what we read in them."""
    parts = [heading(f"What was received: {len(items)} items")]
    parts.append(paragraph("The file is the evidence. What stands beside it is our reading of it."))
    for one in items:
        parts.append(heading(f"Item {one['number']}", 3))
        parts.append(facts((
            ("File", link(one["file"])), ("SHA-256", code(one["sha256"])), ("Size", f"{one['size']:,} bytes"),
            ("Received", code(f"{one['received']}, entry {one['entry']}, {one['reader']}")),
            ("Place", code(f"{one['source_digest']} from byte {one['start']:,}")), ("Proof", link(one["proof"])),
        )))  # fmt: skip
        for post in one["posts"]:
            when = post["posted_at"] or f"{post['posted_stated']} (as written)"
            parts.append(facts((("Message", code(post["id"])), ("Account", f"{post['name'] or ''} {post['handle'] or ''}".strip()),
                                ("Posted, as stated", when), ("Address", code(post["url"]) if post["url"] else ""))))  # fmt: skip
            parts.append(words(post["text"], post["lang"] or ""))
            parts += [Markup("<p>{}: {}</p>").format(medium["kind"], link(medium["file"])) for medium in post["media"] if medium["file"]]
    if left_out:
        parts.append(heading("What was left out, and why"))
        parts.append(table(("Message", "Why"), [(code(one["post"]), one["why"]) for one in left_out]))
    return parts


def custody_page(told: Mapping[str, Any]) -> bytes:
    """The whole page."""
    opening = paragraph(
        "Messages as they were received, with their proofs. They hold handles, names and whatever else people wrote: "
        "not for publication. VERIFY.md says how to check this folder."
    )
    parts = [opening, *event_parts(told), *item_parts(told["items"], told["left_out"])]
    return page(f"Custody export: {told['case']['title']}", parts, language="en")
