"""What forms of the workshop pages enter: cards and checks of stories, claims, the sheet, translations; each one verb of the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from firsthand.desk.claims import NewClaim, add_claim, answer_claim, claim_status
from firsthand.desk.first_hand import type_statement
from firsthand.desk.matrix import NewFinding, add_finding, set_cell
from firsthand.desk.ports import Desk
from firsthand.desk.poster import log_contact
from firsthand.desk.removal import ask_erase, ask_erase_sealed, ask_quarantine, hold_legal, withdraw
from firsthand.desk.requests import add_request, close_request
from firsthand.desk.sealed import ask_open, envelope, padded, seal
from firsthand.desk.story import NewCard, add_card, add_figure, add_update, override
from firsthand.desk.translate import check_translation, translate
from firsthand.desk.verification import set_row
from firsthand.ledger.entry import Entry
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken
from firsthand.model.finding import COLUMNS
from firsthand.model.ids import AccountId, PostId
from firsthand.model.words import INTERFACE_LANGUAGES

Form = Any
"""Django's QueryDict: the fields of a form, each a text."""


class Deed(NamedTuple):
    """An act and the least role that may do it."""

    do: Callable[[Desk, Actor, Form], Entry]
    least: str


def number(form: Form, name: str) -> int | None:
    """
    The number of an entry that a form names, if it names one.

    Raises:
        Mistaken: It is none.
    """
    stated = form.get(name, "")
    if not stated:
        return None
    if not stated.isascii() or not stated.isdigit() or len(stated) > 12:
        raise Mistaken(f"{stated!r} is no number of an entry.", code="bad-entry", advice="Open the page again.")
    return int(stated)


def needed(form: Form, name: str) -> int:
    """As `number`, where there must be one."""
    found = number(form, name)
    if found is None:
        raise Mistaken("No entry is named.", code="no-entry", advice="Open the page again.")
    return found


def _card(desk: Desk, actor: Actor, form: Form) -> Entry:
    texts: dict[str, dict[str, str]] = {}
    for name in form:
        what, _, language = name.removeprefix("text-").partition(".")
        if name.startswith("text-") and language in INTERFACE_LANGUAGES and form[name].strip():
            texts.setdefault(language, {})[what] = form[name].strip()
    card = NewCard(
        slug=form.get("slug", ""), post=PostId(form.get("post", "")), key=form.get("key", "").strip(), quote=form.get("quote", ""),
        transcript=number(form, "transcript") or 0, words=form.get("words", "original"), name=form.get("name", "").strip(),
        last_message=form.get("last_message") == "yes", place=form.get("place", "none"), texts=texts,
        media=form.get("media") == "yes", condition_met=form.get("condition_met") == "yes", because=form.get("because", "").strip(),
    )  # fmt: skip
    return add_card(desk, card, actor=actor)


def _figure(desk: Desk, actor: Actor, form: Form) -> Entry:
    return add_figure(desk, form.get("slug", ""), form.get("claim", ""), form.get("label", "").strip(), texts={}, actor=actor)


def _override(desk: Desk, actor: Actor, form: Form) -> Entry:
    return override(
        desk, form.get("slug", ""), form.get("key", ""), form.get("code", ""), because=form.get("because", ""), actor=actor
    )


def _update(desk: Desk, actor: Actor, form: Form) -> Entry:
    texts = {one: form.get(f"text-{one}", "").strip() for one in INTERFACE_LANGUAGES}
    told = {language: text for language, text in texts.items() if text}
    return add_update(desk, form.get("slug", ""), form.get("kind", ""), told, key=form.get("key", ""), actor=actor)


def _withdraw(desk: Desk, actor: Actor, form: Form) -> Entry:
    return withdraw(
        desk, PostId(form.get("post", "")), because=form.get("because", ""), law=form.get("law", ""), wish=form.get("wish", ""), actor=actor
    )


def _ask_erase(desk: Desk, actor: Actor, form: Form) -> Entry:
    subject, told = form.get("post", "").strip(), {name: form.get(name, "") for name in ("because", "law")}
    if subject.startswith("sealed:"):
        return ask_erase_sealed(desk, envelope(desk, subject).digest, **told, actor=actor)
    return ask_erase(desk, PostId(subject), **told, actor=actor)


def _ask_quarantine(desk: Desk, actor: Actor, form: Form) -> Entry:
    return ask_quarantine(desk, form.get("file", "").strip(), because=form.get("because", ""), law=form.get("law", ""), actor=actor)


def _hold_legal(desk: Desk, actor: Actor, form: Form) -> Entry:
    return hold_legal(desk, on=form.get("hold") == "on", because=form.get("because", ""), actor=actor)


def _request(desk: Desk, actor: Actor, form: Form) -> Entry:
    told = {name: form.get(name, "").strip() for name in ("story", "key", "received", "due")}
    return add_request(desk, form.get("kind", ""), form.get("text", ""), **told, actor=actor)


def _request_done(desk: Desk, actor: Actor, form: Form) -> Entry:
    return close_request(desk, needed(form, "entry"), form.get("outcome", ""), because=form.get("because", ""), actor=actor)


def _seal(desk: Desk, actor: Actor, form: Form) -> Entry:
    with padded(form.get("words", "")) as content:
        return seal(desk, form.get("about", "").strip(), form.get("kind", ""), content, because=form.get("because", ""), actor=actor)


def _ask_open(desk: Desk, actor: Actor, form: Form) -> Entry:
    return ask_open(desk, form.get("sealed", ""), because=form.get("because", ""), actor=actor)


def _claim(desk: Desk, actor: Actor, form: Form) -> Entry:
    fields = {name: form.get(name, "").strip() for name in ("said_by", "valid_at", "place", "corrects")}
    new = NewClaim(post=PostId(form.get("post", "")), quote=form.get("quote", ""), transcript=number(form, "transcript") or 0, **fields)
    return add_claim(desk, new, actor=actor)


def _answer(desk: Desk, actor: Actor, form: Form) -> Entry:
    claim, ref, relation = (form.get(name, "").strip() for name in ("claim", "ref", "relation"))
    return answer_claim(desk, claim, ref, relation, origin=form.get("origin", "").strip(), actor=actor)


def _claim_status(desk: Desk, actor: Actor, form: Form) -> Entry:
    return claim_status(
        desk, form.get("claim", ""), form.get("status", ""), because=form.get("because", ""), expects=number(form, "expects"), actor=actor
    )


def _verification(desk: Desk, actor: Actor, form: Form) -> Entry:
    return set_row(
        desk, PostId(form.get("post", "")), form.get("row", ""), form.get("state", ""), method=form.get("method", ""),
        link=form.get("link", ""), because=form.get("because", ""), actor=actor,
    )  # fmt: skip


def _translate(desk: Desk, actor: Actor, form: Form) -> Entry:
    return translate(desk, PostId(form.get("post", "")), form.get("lang", ""), form.get("text", ""), actor=actor)


def _check(desk: Desk, actor: Actor, form: Form) -> Entry:
    return check_translation(desk, needed(form, "entry"), text=form.get("text", "").strip(), actor=actor)


def _statement(desk: Desk, actor: Actor, form: Form) -> Entry:
    return type_statement(
        desk, PostId(form.get("post", "")), form.get("statement", ""), quote=form.get("quote", ""), because=form.get("because", ""),
        expects=number(form, "expects"), actor=actor,
    )  # fmt: skip


def _finding(desk: Desk, actor: Actor, form: Form) -> Entry:
    cells = {column: form[f"cell-{column}"] for column in COLUMNS if form.get(f"cell-{column}")}
    new = NewFinding(account=AccountId(form.get("account", "")), text=form.get("text", ""), cells=cells,
                     evidence=tuple(form.get("evidence", "").split()))  # fmt: skip
    return add_finding(desk, new, actor=actor)


def _cell(desk: Desk, actor: Actor, form: Form) -> Entry:
    return set_cell(
        desk, AccountId(form.get("account", "")), form.get("ref", ""), form.get("column", ""), form.get("cell", ""),
        because=form.get("because", ""), actor=actor,
    )  # fmt: skip


def _contact(desk: Desk, actor: Actor, form: Form) -> Entry:
    return log_contact(desk, AccountId(form.get("account", "")), form.get("text", ""), risks=form.get("risks", ""), actor=actor)


DEEDS: dict[str, Deed] = {
    "card": Deed(_card, "editor"), "figure": Deed(_figure, "editor"), "override": Deed(_override, "editor"),
    "update": Deed(_update, "editor"), "withdraw": Deed(_withdraw, "editor"),
    "claim": Deed(_claim, "reviewer"), "answer": Deed(_answer, "reviewer"), "claim-status": Deed(_claim_status, "reviewer"),
    "verification": Deed(_verification, "reviewer"), "translate": Deed(_translate, "reviewer"), "check": Deed(_check, "reviewer"),
    "statement": Deed(_statement, "reviewer"), "finding": Deed(_finding, "reviewer"),
    "request": Deed(_request, "editor"), "request-done": Deed(_request_done, "editor"),
    "ask-erase": Deed(_ask_erase, "custodian"), "ask-quarantine": Deed(_ask_quarantine, "custodian"),
    "hold-legal": Deed(_hold_legal, "custodian"), "seal": Deed(_seal, "custodian"), "ask-unseal": Deed(_ask_open, "custodian"),
    "cell": Deed(_cell, "reviewer"), "contact": Deed(_contact, "editor"),
}  # fmt: skip
"""Beside those of `acts.VERBS`, which need a reviewer."""
