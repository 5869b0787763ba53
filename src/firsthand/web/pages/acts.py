"""What a person does from a page: each form is one verb of the desk, and its answer is the page it came from, renewed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from firsthand.desk.day import add_note, label_post, mark_post, undo, undo_run
from firsthand.desk.judge import Grade, SourceJudgement, grade_post, judge_source, second
from firsthand.desk.ports import Desk
from firsthand.desk.translate import describe
from firsthand.ledger.entry import Entry
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken
from firsthand.model.ids import AccountId, PostId
from firsthand.web.answer import wants_json, wants_part
from firsthand.web.pages.care_deeds import CARE
from firsthand.web.pages.deeds import DEEDS, Deed, Form, number
from firsthand.web.roles import need
from firsthand.web.room import room

UNDO_STEPS, MOST_MARKED = 20, 200


def act(request: HttpRequest, verb: str) -> HttpResponse:
    """Do one act and say under which entry it stands; a page that is open is told by an event, and renews its part."""
    deed = VERBS.get(verb)
    if deed is None:
        raise Mistaken(f"{verb!r} is no act.", code="bad-act", advice=f"One of: {', '.join(VERBS)}.")
    need(deed.least)
    form = request.POST
    entry = room().act(lambda desk, actor: deed.do(desk, actor, form))
    if verb == "note" and (noted := room().noted):
        noted(entry.seq, form.get("ref", ""), form.get("text", ""))
    steps = request.session.get(room().steps, [])
    if verb == "undo":
        back = _numbers(form)
        steps = [step for step in steps if step not in (back[0], back)]
    elif verb not in LASTING:
        steps = [*steps, entry.seq]
    return _told(request, entry, verb, steps)


def mark_all(request: HttpRequest) -> HttpResponse:
    """Mark several posts; each has an entry of its own, and all are one step for undoing."""
    posts = list(dict.fromkeys(request.POST.getlist("post")))
    if not 0 < len(posts) <= MOST_MARKED:
        raise Mistaken(f"{len(posts)} posts cannot be marked at once.", code="bad-bulk", advice=f"From 1 to {MOST_MARKED}.")
    desk = room().desk
    for post in posts:  # all or none: a post that is not there is told before the first is marked
        desk.views.post(PostId(post))
    form = request.POST

    def mark(desk: Desk, actor: Actor) -> list[Entry]:
        return [mark_post(desk, PostId(post), form.get("mark", ""), because=form.get("because", ""), actor=actor) for post in posts]

    entries = room().act(mark)
    return _told(request, entries[-1], "mark", [*request.session.get(room().steps, []), [entry.seq for entry in entries]])


def _told(request: HttpRequest, entry: Entry, verb: str, steps: list[Any]) -> HttpResponse:
    request.session[room().steps] = steps[-UNDO_STEPS:]
    if wants_json(request) or wants_part(request):
        return JsonResponse({"entry": entry.seq, "verb": verb, "steps": steps[-UNDO_STEPS:]})
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
        statement=form.get("statement", "not-stated"), because=form.get("because", ""),
        evidence=tuple(form.get("evidence", "").split()), hidden=form.get("hidden") == "yes", expects=number(form, "expects"),
    )  # fmt: skip
    return grade_post(desk, grade, actor=actor)


def _judge(desk: Desk, actor: Actor, form: Form) -> Entry:
    judgement = SourceJudgement(
        account=AccountId(form.get("account", "")), roles=tuple(form.getlist("role")), affiliation=form.get("affiliation", "none-seen"),
        party=form.get("party", ""), since=form.get("since", ""), until=form.get("until", ""),
        reliability=form.get("reliability", "F"), because=form.get("because", ""),
        evidence=tuple(form.get("evidence", "").split()), expects=number(form, "expects"),
    )  # fmt: skip
    return judge_source(desk, judgement, actor=actor)


def _second(desk: Desk, actor: Actor, form: Form) -> Entry:
    entry = number(form, "entry")
    if entry is None:
        raise Mistaken("A second reader answers an entry.", code="no-entry", advice="Open what is to be read, and answer there.")
    if form.getlist("role"):  # what they came to by themselves, before they saw the first one's
        own = {"roles": form.getlist("role"), **{name: form.get(name, "") for name in ("affiliation", "party", "reliability")}}
        return second(desk, entry, own=own, because=form.get("because", ""), actor=actor)
    return second(desk, entry, agree=form.get("answer") == "agree", because=form.get("because", ""), actor=actor)


def _undo(desk: Desk, actor: Actor, form: Form) -> Entry:
    because = form.get("because") or "undone at once"
    return [undo(desk, entry, because=because, actor=actor) for entry in reversed(_numbers(form))][-1]


def _describe(desk: Desk, actor: Actor, form: Form) -> Entry:
    return describe(
        desk, form.get("media", ""), form.get("lang", "en"), form.get("text", ""), covered=bool(form.get("covered")),
        why=form.get("why", ""), actor=actor,
    )  # fmt: skip


def _numbers(form: Form) -> list[int]:
    """Entries of one step, as the page states them: ``12`` or ``12+13``."""
    stated = form.get("entry", "").split("+")
    if not all(one.isascii() and one.isdigit() and len(one) <= 12 for one in stated) or len(stated) > MOST_MARKED:
        raise Mistaken("There is nothing to undo.", code="no-entry", advice="The last twenty acts of this start can be undone.")
    return [int(one) for one in stated]


def _undo_run(desk: Desk, actor: Actor, form: Form) -> Entry:
    return undo_run(desk, form.get("run", ""), because=form.get("because", ""), actor=actor)


VERBS: dict[str, Deed] = {
    **{name: Deed(do, "reviewer") for name, do in {
        "mark": _mark, "note": _note, "label": _label, "grade": _grade, "judge": _judge, "second": _second, "undo": _undo,
        "undo-run": _undo_run, "describe": _describe,
    }.items()},
    **DEEDS, **CARE,
}  # fmt: skip
LASTING = frozenset({"undo-run", "hold-legal", "seal"})
"""Acts that no undo takes back."""


def _back(request: HttpRequest) -> str:
    """The page that the form stood on, on this desk and nowhere else."""
    stated = request.POST.get("back", "")
    parts = urlsplit(stated)
    safe = stated.startswith("/") and not stated.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return stated if safe else reverse("inbox")
