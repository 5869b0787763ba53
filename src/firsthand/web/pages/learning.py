"""Categories and what the desk has learned; the plan of the case, edited as acts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from firsthand.desk import chart
from firsthand.desk.pile import bias, reached
from firsthand.exporters.charts import drawn
from firsthand.find.categories import parse_lexicon
from firsthand.find.stopping import TARGET
from firsthand.model.errors import Conflict, Mistaken
from firsthand.shell.plan_files import edit_plan_file, plan_file, plan_names
from firsthand.web.answer import STATUS, answer, wants_json
from firsthand.web.faults import told
from firsthand.web.room import room


def learning(request: HttpRequest) -> HttpResponse:
    """Every category with how far it was read, and one of them with its definition, its chart and whom it shows."""
    desk = room().desk
    category, target = _category(request), _target(request)
    rows = [{"category": one, **reached(desk, one, target=target)} for one in desk.lexicons]
    far = next(row for row in rows if row["category"] == category)
    lexicon = parse_lexicon(desk.lexicons[category], file=f"{category}.toml")
    value = {
        "rows": rows, "chosen": category, "target": target, "reached": far, "definition": dict(lexicon.definition),
        "version": lexicon.version, "rules": len(lexicon.rules), "words_in": list(lexicon.languages()),
        "bias": bias(desk, category), "points": _points(category),
    }  # fmt: skip
    return answer(request, "web/learning.html", value)


def picture(request: HttpRequest) -> HttpResponse:
    """The chart of a category's reading, as a picture."""
    category = _category(request)
    made = chart.recall(room().desk, category)
    if wants_json(request):
        return JsonResponse({"category": category, "title": made.title, "points": _points(category), "notes": list(made.notes)})
    drawing = drawn(
        kind=made.kind, title=made.title, across=made.across, up=made.up, labels=made.labels, series=made.series, notes=made.notes
    )
    return HttpResponse(drawing, content_type="image/svg+xml")


def _points(category: str) -> list[dict[str, Any]]:
    """The chart as a table."""
    made = chart.recall(room().desk, category)
    return [{"read": label, "values": [values[n] for _, values in made.series]} for n, label in enumerate(made.labels)]


def _category(request: HttpRequest) -> str:
    known = room().desk.lexicons
    category = request.GET.get("of", "") or next(iter(known))
    if category not in known:
        raise Mistaken(f"{category!r} is no category.", code="bad-category", advice=f"One of: {', '.join(known)}.")
    return category


def _target(request: HttpRequest) -> float:
    stated = request.GET.get("target", "")
    try:
        return float(stated) if stated else TARGET
    except ValueError:
        raise Mistaken(f"{stated!r} is no target.", code="bad-target", advice="A share of what there is to find, such as 0.9.") from None


def plan(request: HttpRequest) -> HttpResponse:
    """What the case wants to know, and the files that say so."""
    return answer(request, "web/plan.html", _plan(request.GET.get("file", "case.toml")))


def edit(request: HttpRequest) -> HttpResponse:
    """Change a file of the plan, with a reason; what cannot be saved stays on the page."""
    sent = request.POST
    name = sent.get("file", "")
    try:
        room().act(
            lambda desk, actor: edit_plan_file(
                desk, name, sent.get("text", ""), because=sent.get("because", ""), expects=sent.get("version", ""), actor=actor
            )
        )
    except (Mistaken, Conflict) as error:
        value = {**_plan(name), "unsaved": told(error), "text": sent.get("text", "")}
        return answer(request, "web/plan.html", value, status=STATUS[error.exit_code])
    return HttpResponseRedirect(f"{reverse('plan')}?file={name}")


def _plan(name: str) -> dict[str, Any]:
    desk = room().desk
    held = plan_file(desk, name)
    acts = [act for act in desk.views.acts(kind="plan") if act.detail["file"] == name]
    return {
        "files": plan_names(desk), "file": held.name, "text": held.text, "version": held.version, "there": held.there,
        "lexicons": [f"plan/lexicons/{one}.toml" for one in desk.lexicons],
        "changes": [
            {"entry": act.seq, "by": act.actor.name, "at": act.at.isoformat().replace("+00:00", "Z"),
             "because": act.detail.get("because", ""), "sha256": act.detail["sha256"]} for act in reversed(acts)
        ],
    }  # fmt: skip
