"""The person who posted: contacts, with a thought for the risk before the first, and their objection to a judgement."""

from __future__ import annotations

from firsthand.check.spans import propose
from firsthand.desk.judge import standing_of_source
from firsthand.desk.ports import Desk
from firsthand.desk.record import need_reason, record
from firsthand.ledger.entry import Entry
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, Refused
from firsthand.model.ids import AccountId

QUESTIONS = (
    "Who else may see the message: is the telephone in other hands, is the account watched?",
    "Is it public that they are asked? A reply under a post shows everybody where they are.",
    "Is somebody in danger at this hour, or a child? Then help comes first, and a question later.",
    "Has somebody asked already, or did they say that they want no questions?",
)
"""To be thought about before the first contact. Source: the care that consent asks for, docs/concepts/consent.md."""
_REACH = frozenset({"phone", "email", "address", "coordinates"})


def log_contact(desk: Desk, account: AccountId, text: str, *, risks: str = "", actor: Actor) -> Entry:
    """
    Note that somebody tried to reach a person, and what came of it.

    Args:
        text: How and what, without an address or a number: these are sealed (`firsthand seal`).
        risks: What was thought of the risk; needed before the first contact.

    Raises:
        Mistaken: No words.
        Refused: A first contact without a thought for the risk; words that hold an address or a number.
        NotFound: The account is not held.
    """
    if not text.strip():
        raise Mistaken("Say how the person was reached, and what came of it.", code="empty-contact", advice="Give it with --text.")
    desk.views.account(account)
    reach = [one for one in propose(f"{text}\n{risks}") if one.kind in _REACH]
    if reach:
        raise Refused(
            f"This holds contact data ({reach[0].kind}), and would stand open in the ledger.", code="contact-in-clear",
            advice="Leave it out here; `firsthand seal` keeps it encrypted.",
        )  # fmt: skip
    earlier = [act for act in desk.views.acts(subject=account, kind="contact") if not act.undone]
    if not earlier and not risks.strip():
        raise Refused(
            "This is the first contact with this person. " + " ".join(QUESTIONS), code="no-risk-thought",
            advice="Think about it, and write what you decided with --risks.",
        )  # fmt: skip
    return record(desk, "contact", account, {"text": text.strip(), "risks": risks.strip()}, actor=actor)


def record_appeal(desk: Desk, account: AccountId, text: str, *, because: str, actor: Actor) -> Entry:
    """
    Record that the person judged objects. It changes nothing by itself; the standing is listed for another look.

    Args:
        text: What they object to, in their words or in a summary that says so.
        because: How it reached the desk, and why it is taken to be from them.

    Raises:
        Mistaken: No words.
        Refused: No reason; nobody has judged the account.
    """
    if not text.strip():
        raise Mistaken("Say what the person objects to.", code="empty-appeal", advice="Give it with --text.")
    desk.views.account(account)
    standing = standing_of_source(desk, account)
    if standing.entry is None:
        raise Refused("Nobody has judged this account.", code="not-judged", advice="A note keeps what they say: firsthand note.")
    return record(desk, "appeal", account, {"text": text.strip(), "because": need_reason(because)}, actor=actor, about=str(standing.entry))
