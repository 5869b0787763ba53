"""Bringing in: files and folders in pieces or as one form, pasted text, a message typed by hand. Each becomes a job."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect

from firsthand.desk.corrections import corrections
from firsthand.desk.typed import statement
from firsthand.model.errors import Mistaken, NotFound
from firsthand.shell import uploads
from firsthand.web import jobs
from firsthand.web.answer import answer, wants_json
from firsthand.web.room import room

PASTED = 4 << 20
"""Characters of pasted text, at the most."""
WORDS = 2_000
"""Characters of a field that says how to read."""
AFTER = ("screen", "thumbnails")
"""What is done when an import has brought something, unless the person says no."""


def bring(request: HttpRequest) -> HttpResponse:
    """The page; or, by its plain forms, one import."""
    here = room()
    if request.method == "POST":
        return _asked(request, _plain(request))
    value: dict[str, Any] = {
        "readers": sorted({one.name for one in here.desk.readers}), "pieces": uploads.PIECE_BYTES, "reason": here.desk.plan.empty,
        "begun": list(_begun()),
    }  # fmt: skip
    return answer(request, "web/bring.html", value)


def begin(request: HttpRequest) -> HttpResponse:
    """Announce files; the same list finds what was broken off."""
    stated = _stated_files(request.POST.get("files", ""))
    token = uploads.begin(_root(), stated)
    return JsonResponse({"upload": token, "files": uploads.progress(_root(), token)})


def upload(request: HttpRequest, upload: str) -> HttpResponse:
    """How far it is; or, by a form, read it now, or throw it away."""
    if request.method == "POST" and request.POST.get("forget"):
        uploads.progress(_root(), upload)
        uploads.forget(_root(), upload)
        return redirect("bring")
    if request.method == "POST":
        name = uploads.finished(_root(), upload)
        return _asked(request, {**_how(request), "upload": upload, "label": name})
    return JsonResponse({"upload": upload, "files": uploads.progress(_root(), upload)})


def piece(request: HttpRequest, upload: str, number: int) -> HttpResponse:
    """One piece of a file; its place and digest stand in the address."""
    offset = request.GET.get("offset", "")
    if not offset.isascii() or not offset.isdigit() or len(offset) > 15:
        raise Mistaken("The place of the piece is missing.", code="bad-offset", advice="Ask how far the file is.")
    data = request.read(uploads.PIECE_BYTES + 1)
    return JsonResponse({"offset": uploads.add(_root(), upload, number, int(offset), data, request.GET.get("sha256", ""))})


def rejected(request: HttpRequest, run: str) -> StreamingHttpResponse:
    """What an import could not read, as a table to put right and bring back."""
    lines = corrections(room().desk, run)
    first = next(lines)  # an import that is not there is told before anything is sent
    sent = StreamingHttpResponse(_all(first, lines), content_type="text/csv; charset=utf-8")
    sent.headers["Content-Disposition"] = f'attachment; filename="rejected-{"".join(c for c in run if c.isalnum())}.csv"'
    return sent


def _all(first: str, rest: Any) -> Any:
    yield first
    yield from rest


def _plain(request: HttpRequest) -> dict[str, Any]:
    """The order of a form without script."""
    what, how = request.POST.get("what", ""), _how(request)
    files = [one for one in request.FILES.getlist("files") if one.name]
    if what == "typed":
        said = [request.POST.get(name, "") for name in ("platform", "account", "time", "words", "shows")]
        how |= {"typed": statement(*said, by=room().actor.name), "label": "typed by hand"}
    elif what == "text":
        text = request.POST.get("text", "")
        if not text.strip() or len(text) > PASTED:
            raise Mistaken(
                "Nothing was pasted, or too much.", code="bad-paste", advice=f"Up to {PASTED:,} characters; more comes as a file."
            )
        data = text.replace("\r\n", "\n").encode("utf-8", "replace")
        return how | {"upload": _closed([("pasted.txt", [data])]), "label": "pasted.txt"}
    elif not files:
        raise Mistaken("No file was chosen.", code="no-source", advice="Choose a file or a folder, or paste text.")
    if files:
        token = _closed([(str(one.name), one.chunks()) for one in files])
        how |= {"upload": token, "label": how.get("label") or ", ".join(str(one.name) for one in files[:3])[:300]}
    return how


def _closed(files: Any) -> str:
    token = uploads.take(_root(), files)
    uploads.finished(_root(), token)
    return token


def _how(request: HttpRequest) -> dict[str, Any]:
    """How it is to be read, as a person stated."""
    form = request.POST
    columns = []
    for line in form.get("columns", "").splitlines():
        role, equals, header = line.strip().partition("=")
        if role and not equals:
            raise Mistaken(f"{line.strip()}: not ROLE=HEADER.", code="bad-pair", advice="For example text=Message, one a line.")
        if role:
            columns.append([role.strip(), header.strip()])
    stated = {name: form.get(name, "").strip()[:WORDS] for name in ("reader", "found_by", "because")}
    stated["platform"] = "" if form.get("what") == "typed" else form.get("platform", "").strip()[:WORDS]
    return {**stated, "columns": columns, "then": list(AFTER) if form.get("then") else []}


def _asked(request: HttpRequest, order: dict[str, Any]) -> HttpResponse:
    here = room()
    number = jobs.ask(here.desk.root, "collect", order, here.actor.name)
    return JsonResponse({"job": number}, status=202) if wants_json(request) else redirect("job", number)


def _stated_files(stated: str) -> list[uploads.Announced]:
    try:
        rows = json.loads(stated)
        found = [uploads.Announced(str(one["path"]), int(one["size"]), int(one.get("modified", 0))) for one in rows]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        raise Mistaken("The list of files cannot be read.", code="bad-upload", advice="Choose the files again.") from None
    return found


def _begun() -> Iterator[dict[str, Any]]:
    """Uploads that were broken off; one whose import ends while it is looked at is none any more."""
    for token in uploads.left_over(_root()):
        with suppress(NotFound):
            yield {"upload": token, **_told(token)}


def _told(token: str) -> dict[str, Any]:
    files = uploads.progress(_root(), token)
    sums = {name: sum(one[name] for one in files) for name in ("size", "offset")}
    return {"first": files[0]["path"], "count": len(files), **sums}


def _root() -> Path:
    return Path(room().desk.root)
