"""
Files of the plan that people edit in the desk: each change is an entry that tells file and digest, never the words.

The words are not in the ledger, for a list may hold a name that must be erased one day. What cannot be read is not written.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from firsthand.check.places import Place, read_places
from firsthand.desk.glossary import read_glossary
from firsthand.desk.ports import Desk
from firsthand.desk.record import need_reason, record
from firsthand.desk.verification import required_rows
from firsthand.find.categories import parse_lexicon
from firsthand.ledger.canonical import digest
from firsthand.ledger.entry import Entry
from firsthand.model.actor import Actor
from firsthand.model.errors import Conflict, Mistaken, NotFound
from firsthand.shell.durable import make_folder, write_durable
from firsthand.shell.papers import read_bounded
from firsthand.shell.plan import read_plan
from firsthand.signals.parties import read_parties

MOST_BYTES = 1 << 20
"""Larger files (a downloaded gazetteer) are replaced as files, not edited."""


class PlanFile(NamedTuple):
    """A file of the plan: its name under the case, its text, what tells two texts apart, and whether it is there already."""

    name: str
    text: str
    version: str
    there: bool


KNOWN = ("case.toml", "plan/verification.toml", "plan/parties.toml", "plan/glossary.csv", "plan/gazetteer/places.csv")
"""Files that can be begun, beside the word lists."""
_LEXICON = re.compile(r"plan/lexicons/([a-z0-9][a-z0-9_-]{0,60})\.toml")
_PLACES = re.compile(r"plan/gazetteer/[a-z0-9][a-z0-9._-]{0,60}\.(?:csv|jsonl|geojson|txt)")


def plan_names(desk: Desk) -> list[str]:
    """Files that can be edited: those that are there, and those that can be begun."""
    root = Path(desk.root)
    held = [f"plan/lexicons/{path.name}" for path in (root / "plan" / "lexicons").glob("*.toml")]
    held += [f"plan/gazetteer/{path.name}" for path in (root / "plan" / "gazetteer").glob("*")]
    return [*KNOWN, *sorted(name for name in held if _checker(name) and name not in KNOWN)]


def plan_file(desk: Desk, name: str) -> PlanFile:
    """
    One file of the plan; a word list that the case has not changed is ours.

    Raises:
        NotFound: There is no such file of a plan.
        Mistaken: It is too large, or is no text.
    """
    _need(name)
    path = Path(desk.root) / name
    if not path.exists():
        lexicon = _LEXICON.fullmatch(name)
        text = desk.lexicons.get(lexicon[1], "") if lexicon else ""
        return PlanFile(name, text, "", False)
    data = read_bounded(path, MOST_BYTES)
    try:
        return PlanFile(name, data.decode("utf-8"), digest(data)[:16], True)
    except UnicodeDecodeError:
        raise Mistaken(f"{name} is not UTF-8.", code="not-utf8", advice="Save it as UTF-8.") from None


def edit_plan_file(desk: Desk, name: str, text: str, *, because: str, expects: str, actor: Actor) -> Entry:
    """
    Put a text in place of a file of the plan, and enter that it was changed.

    Args:
        expects: `PlanFile.version` of what the person began with; empty for a new file.

    Raises:
        NotFound: There is no such file of a plan.
        Mistaken: The text cannot be read as what the file is.
        Conflict: Somebody changed it meanwhile.
        Refused: A tool edits, or no reason is given.
    """
    check = _need(name)
    data = "\n".join(text.replace("\r\n", "\n").split("\r")).encode("utf-8", "replace")
    if len(data) > MOST_BYTES:
        raise Mistaken(f"{name} would have more than {MOST_BYTES:,} bytes.", code="too-large", advice="Keep what the case needs.")
    check(desk, name, data)
    path = Path(desk.root) / name

    def write() -> None:
        if plan_file(desk, name).version != expects:
            raise Conflict(
                f"{name} was changed while you wrote.", code="plan-changed", advice="Open it again, and put both together."
            )
        make_folder(path.parent)
        write_durable(path, data)

    fields = {"file": name, "sha256": digest(data), "name": path.stem, "what": "edited", "because": need_reason(because)}
    return record(desk, "plan", f"plan:{name}", fields, actor=actor, guard=write)


def _need(name: str) -> Callable[[Desk, str, bytes], None]:
    check = _checker(name)
    if check is None:
        raise NotFound(f"{name!r} is no file of a plan.", code="no-plan-file", advice=f"For example: {', '.join(KNOWN)}.")
    return check


def _checker(name: str) -> Callable[[Desk, str, bytes], None] | None:
    fixed = {"case.toml": _case, "plan/verification.toml": _verification, "plan/parties.toml": _parties, "plan/glossary.csv": _glossary}
    if name in fixed:
        return fixed[name]
    return _lexicon if _LEXICON.fullmatch(name) else _gazetteer if _PLACES.fullmatch(name) else None


def _case(desk: Desk, _name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory(dir=Path(desk.root) / "work") as folder:
        draft = Path(folder) / "case.toml"
        draft.write_bytes(data)
        plan = read_plan(draft)
    if plan.id != desk.plan.id:
        raise Mistaken("The id of a case never changes.", code="bad-plan", advice=f'Keep id = "{desk.plan.id}".')


def _verification(desk: Desk, _name: str, data: bytes) -> None:
    from dataclasses import replace

    required_rows(replace(desk, plan_files=lambda _folder: {"verification.toml": data}))


def _parties(desk: Desk, _name: str, data: bytes) -> None:
    read_parties(data, desk.plan.parties)


def _glossary(_desk: Desk, _name: str, data: bytes) -> None:
    if data.strip():
        read_glossary(data.decode("utf-8"))


def _lexicon(_desk: Desk, name: str, data: bytes) -> None:
    lexicon, path = parse_lexicon(data.decode("utf-8"), file=name), Path(name)
    if lexicon.category != path.stem:
        raise Mistaken(f"{name} says that it is of {lexicon.category!r}.", code="bad-lexicon", advice=f'Write category = "{path.stem}".')


def _gazetteer(_desk: Desk, name: str, data: bytes) -> None:
    bad = next((one for one in read_places(data, name) if not isinstance(one, Place)), None)
    if bad is not None:
        raise Mistaken(f"{name}: {bad}", code="bad-gazetteer", advice="Each line is a place with name, latitude and longitude.")
