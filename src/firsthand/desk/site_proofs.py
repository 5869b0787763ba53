"""What ties a published site to the ledger: the digest of what it holds, its proof and one for each card, the stamps over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from firsthand.desk.gathered import Story
from firsthand.desk.ports import Desk
from firsthand.desk.stamp import carried_stamps, stamps_over
from firsthand.ledger.canonical import canonical, digest
from firsthand.model.act import Act
from firsthand.model.stamp import STAMP_ENDINGS

MANIFEST = "proof/site.json"


def site_lines(files: Mapping[str, bytes], story: Story, desk: Desk) -> tuple[list[list[str]], list[list[str | int]]]:
    """What a publication commits to: every file, and the item that each card rests on: commitment, place, of how many."""
    pages = [[path, digest(data)] for path, data in sorted(files.items())]
    cards: list[list[str | int]] = []
    for key, case in sorted(story.cases.items()):
        if case.place:
            item = desk.book.proof_of_item(case.place["seq"], case.place["item"])
            cards.append([key, item["commitment"], item["index"], item["size"]])
    return pages, cards


def manifest_digest(files: Mapping[str, bytes], story: Story) -> str:
    """The digest that stands for the whole site, and does not change when only the ledger has grown."""
    return digest(canonical([[path, digest(data)] for path, data in sorted(files.items())] + sorted(story.cases)))


def site_proofs(desk: Desk, story: Story, files: Mapping[str, bytes], publication: Act) -> dict[str, bytes]:
    """The site's own proof, and one for each card; all under the head that the ledger has now."""
    pages, cards = site_lines(files, story, desk)
    head, key = desk.book.head(), desk.book.key()
    common = {"checkpoint": head, "key": key, "version": 1}
    proofs = {
        MANIFEST: canonical({**common, "files": pages, "cards": cards, "entry": desk.book.proof_of_entry(publication.seq)})
    }
    runs: dict[int, Any] = {}
    for name, case in story.cases.items():
        if not case.place:
            continue
        seq = case.place["seq"]
        if seq not in runs:
            stamps = carried_stamps(desk, [seq])
            runs[seq] = {"entry": desk.book.proof_of_entry(seq), **({"stamps": stamps} if stamps else {})}
        item = desk.book.proof_of_item(seq, case.place["item"])
        proofs[f"proof/{name}.json"] = canonical({**common, **runs[seq], "card": name, "item": item})
    return {**proofs, **_stamp_files(desk, publication)}


def _stamp_files(desk: Desk, publication: Act) -> dict[str, bytes]:
    """The stamps over a publication as files, with the path of its entry under each stamped head."""
    rows: list[dict[str, Any]] = []
    files: dict[str, bytes] = {}
    for one in stamps_over(desk, publication.seq):
        size, name = one.detail["size"], one.detail["authority"]
        rows.append({"authority": name, "path": desk.book.proof_of_entry(publication.seq, size)["path"], "size": size})
        files |= {f"proof/stamps/{size}.{name}.{STAMP_ENDINGS[what]}": data for what, data in desk.stamps.kept(size, name).items()}
    return {"proof/stamps.json": canonical({"stamps": rows, "version": 1}), **files} if rows else {}
