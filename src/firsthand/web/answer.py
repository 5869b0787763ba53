"""One value, two forms: a page for people, JSON for programs; and errors in words, never a trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from firsthand.model.errors import FirsthandError

STATUS = {2: 400, 3: 403, 4: 404, 5: 409, 6: 503, 10: 500}
"""Exit codes of the command line, as a browser is told them."""


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks."""
    return request.headers.get("Accept", "").partition(",")[0].strip() == "application/json"


def wants_part(request: HttpRequest) -> bool:
    """Whether a page that is open asks for a part of itself."""
    return "HX-Request" in request.headers


def answer(request: HttpRequest, template: str, value: Mapping[str, Any], *, part: str = "", status: int = 200) -> HttpResponse:
    """
    Give a page.

    Args:
        template: Of the whole page.
        value: What the page shows, in plain values; the JSON twin is exactly this.
        part: Template of what changes in an open page.
    """
    if wants_json(request):
        return JsonResponse(dict(value), status=status, json_dumps_params={"ensure_ascii": False})
    chosen = part if part and wants_part(request) else template
    return render(request, chosen, dict(value), status=status)


class errors_in_words:
    """What went wrong, what is safe, what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._next(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn an error of ours into a page."""
        if not isinstance(error, FirsthandError):
            return None
        from firsthand.web.doors import words_of
        from firsthand.web.faults import told

        kept = [] if wants_json(request) else words_of(request)
        return answer(
            request, "web/problem.html", {"error": told(error), **({"kept": kept} if kept else {})}, part="web/_problem.html",
            status=STATUS.get(error.exit_code, 500),
        )  # fmt: skip


def no_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that leads nowhere."""
    said = {"code": "no-page", "message": "There is no such page.", "advice": "Go to the inbox."}
    return answer(request, "web/problem.html", {"error": said}, part="web/_problem.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """A fault of ours: what is safe, what to do, and no trace."""
    said = {
        "code": "our-fault", "message": "Something failed on our side. What was acknowledged is safe.",
        "advice": "Go back and try once more; if it fails again, `firsthand doctor` looks at the case.",
    }  # fmt: skip
    return answer(request, "web/problem.html", {"error": said}, part="web/_problem.html", status=500)
