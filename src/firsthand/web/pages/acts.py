"""What a person does from a page: each form is one verb of the desk, and its answer is the page it came from, renewed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse

from firsthand.desk.day import add_note, label_post, mark_post, undo, undo_run
from firsthand.desk.judge import Grade, SourceJudgement, grade_post, judge_source, second
from firsthand.desk.ports import Desk
from firsthand.ledger.entry import Entry
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken
from firsthand.model.ids import AccountId, PostId
from firsthand.web.answer import wants_json, wants_part
from firsthand.web.room import room

UNDO_STEPS = 20
Form = Any
"""Django's QueryDict: the fields of a form, each a text."""


def act(request: HttpRequest, verb: str) -> HttpResponse:
    """Do one act and say under which entry it stands; a page that is open is told by an event, and renews its part."""
    if verb not in VERBS:
        raise Mistaken(f"{verb!r} is no act.", code="bad-act", advice=f"One of: {', '.join(VERBS)}.")
    form = request.POST
    entry = room().act(lambda desk, actor: VERBS[verb](desk, actor, form))
    steps = request.session.get("steps", [])
    taken_back = _number(form, "entry") if verb == "undo" else None
    if verb == "undo":
        steps = [seq for seq in steps if seq != taken_back]
    elif verb not in LASTING:
        steps = [*steps, entry.seq][-UNDO_STEPS:]
    request.session["steps"] = steps
    told = {"entry": entry.seq, "verb": verb, "steps": steps}
    if wants_json(request) or wants_part(request):
        return JsonResponse(told)
    return HttpResponseRedirect(_back(request))


def _mark(desk: Desk, actor: Actor, form: Form) -> Entry:
    return mark_post(
        desk, PostId(form.get("post", "")), form.get("mark", ""), because=form.get("because", ""), until=form.get("until", ""), actor=actor
    )


def _note(desk: Desk, actor: Actor, form: Form) -> Entry:
    return add_note(desk, form.get("ref", ""), form.get("text", ""), actor=actor)


def _label(desk: Desk, actor: Actor, form: Form) -> Entry:
    return label_post(desk, PostId(form.get("post", "")), form.get("category", ""), yes=form.get("answer") == "yes", actor=actor)


def _grade(desk: Desk, actor: Actor, form: Form) -> Entry:
    grade = Grade(
        post=PostId(form.get("post", "")), credibility=form.get("credibility", ""), status=form.get("status", ""),
        statement=form.get("statement", "not-stated"), because=form.get("because", ""), expects=_number(form, "expects"),
    )  # fmt: skip
    return grade_post(desk, grade, actor=actor)


def _judge(desk: Desk, actor: Actor, form: Form) -> Entry:
    judgement = SourceJudgement(
        account=AccountId(form.get("account", "")), roles=tuple(form.getlist("role")), affiliation=form.get("affiliation", "none-seen"),
        party=form.get("party", ""), since=form.get("since", ""), until=form.get("until", ""),
        reliability=form.get("reliability", "F"), because=form.get("because", ""),
        evidence=tuple(form.get("evidence", "").split()), expects=_number(form, "expects"),
    )  # fmt: skip
    return judge_source(desk, judgement, actor=actor)


def _second(desk: Desk, actor: Actor, form: Form) -> Entry:
    entry = _number(form, "entry")
    if entry is None:
        raise Mistaken("A second reader answers an entry.", code="no-entry", advice="Open what is to be read, and answer there.")
    return second(desk, entry, agree=form.get("answer") == "agree", because=form.get("because", ""), actor=actor)


def _undo(desk: Desk, actor: Actor, form: Form) -> Entry:
    entry = _number(form, "entry")
    if entry is None:
        raise Mistaken("There is nothing to undo.", code="no-entry", advice="The last twenty acts of this start can be undone.")
    return undo(desk, entry, because=form.get("because") or "undone at once", actor=actor)


def _undo_run(desk: Desk, actor: Actor, form: Form) -> Entry:
    return undo_run(desk, form.get("run", ""), because=form.get("because", ""), actor=actor)


VERBS: dict[str, Callable[[Desk, Actor, Form], Entry]] = {
    "mark": _mark, "note": _note, "label": _label, "grade": _grade, "judge": _judge, "second": _second, "undo": _undo,
    "undo-run": _undo_run,
}  # fmt: skip
LASTING = frozenset({"undo-run"})
"""Acts that no undo takes back."""


def _number(form: Form, name: str) -> int | None:
    stated = form.get(name, "")
    if not stated:
        return None
    if not stated.isascii() or not stated.isdigit() or len(stated) > 12:
        raise Mistaken(f"{stated!r} is no number of an entry.", code="bad-entry", advice="Open the page again.")
    return int(stated)


def _back(request: HttpRequest) -> str:
    """The page that the form stood on, on this desk and nowhere else."""
    stated = request.POST.get("back", "")
    parts = urlsplit(stated)
    safe = stated.startswith("/") and not stated.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return stated if safe else "/inbox"
