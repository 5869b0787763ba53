"""The story builder: the text, messages to choose from, what stands in the way, and how it would look."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from firsthand.desk.claims import claims
from firsthand.desk.ports import Desk
from firsthand.desk.removal import removed_cards
from firsthand.desk.story import cards, figure_acts, new_story, story_files, version_of, write_text
from firsthand.find.query import parse as parse_query
from firsthand.model.act import Act
from firsthand.model.errors import Conflict, FirsthandError, Mistaken, NotFound
from firsthand.model.ids import PostId
from firsthand.model.words import INTERFACE_LANGUAGES
from firsthand.story.lint import PRECISIONS
from firsthand.story.manuscript import parse
from firsthand.web import drafts, jobs
from firsthand.web.answer import STATUS, answer, wants_json
from firsthand.web.faults import told
from firsthand.web.room import room

OFFERED = 12
"""Messages to choose from, at once."""
UPDATES = ("update", "correction", "clarification", "removed")


def story(request: HttpRequest, slug: str) -> HttpResponse:
    """One story in one of its languages."""
    return answer(request, "web/story.html", _value(request, slug, request.GET))


def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the text in place; what cannot be saved stays on the page, with what stands in its way."""
    sent = request.POST
    try:
        room().act(
            lambda desk, actor: write_text(
                desk, slug, sent.get("lang", ""), sent.get("text", ""), expects=sent.get("version", ""), actor=actor
            )
        )
    except (Mistaken, Conflict) as error:
        value = _value(request, slug, sent)
        value["unsaved"] = {**told(error), "conflict": isinstance(error, Conflict)}
        value["theirs"], value["text"] = value["text"], sent.get("text", "")
        return answer(request, "web/story.html", value, status=STATUS[error.exit_code])
    return HttpResponseRedirect(f"{reverse('story', args=[slug])}?lang={sent.get('lang', '')}")


def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish into the folder of the desk's sites, as work in the background; every rule is asked again when its turn comes."""
    here = room()
    if slug not in here.desk.stories.slugs():
        raise NotFound(f"There is no story {slug!r}.", code="no-story", advice="Choose one of the stories.")
    number = jobs.ask(here.desk.root, "publish", {"slug": slug, "to": str(_site(slug)), "label": slug}, here.actor.name)
    return JsonResponse({"job": number}, status=202) if wants_json(request) else redirect("job", number)


def new(request: HttpRequest) -> HttpResponse:
    """Start a story, one title a language."""
    sent = request.POST
    slug = sent.get("slug", "").strip()
    titles = {one: sent.get(f"title-{one}", "").strip() for one in INTERFACE_LANGUAGES}
    chosen = {language: title for language, title in titles.items() if title}
    if not chosen:
        raise Mistaken("A story needs a title.", code="no-title", advice="Write it in at least one language.")
    room().act(lambda desk, actor: new_story(desk, slug, chosen, actor=actor))
    return HttpResponseRedirect(reverse("story", args=[slug]))


def _site(slug: str) -> Any:
    """Where the desk publishes: beside the case, never in it."""
    root = room().root
    return root.parent / f"{root.name}-sites" / slug


def _value(request: HttpRequest, slug: str, asked: Any) -> dict[str, Any]:
    desk = room().desk
    files = story_files(desk, slug)
    lang = asked.get("lang") or next(iter(files))
    if lang not in files:
        raise NotFound(f"{slug} has no file in {lang!r}.", code="no-edition", advice=f"It has: {', '.join(files)}.")
    view = request.GET.get("view", "wide")
    if view not in drafts.VIEWS:
        raise Mistaken(f"{view!r} is no way to look at it.", code="bad-view", advice=f"One of: {', '.join(drafts.VIEWS)}.")
    made = drafts.draft(slug)
    q = request.GET.get("q", "").strip()
    published = desk.views.acts(subject=f"story:{slug}", kind="publish")
    offered = _offered(desk, request.GET.get("post", ""), q)
    keys = cards(desk, slug)
    return {
        "slug": slug, "languages": list(files), "lang": lang, "title": title_of(files[lang], slug), "text": files[lang],
        "version": version_of(files[lang]), "q": q, "view": view, "looks": list(drafts.VIEWS),
        "frame": drafts.address(slug, lang, view) if made.pages else "",
        "problems": [one._asdict() for one in sorted(made.problems, key=lambda one: not one.blocks)],
        "blocking": sum(one.blocks for one in made.problems),
        "cards": _cards(desk, slug, keys, files[lang]), "new_key": f"card-{len(keys) + 1}",
        "figures": [{"label": label, "claim": act.detail["claim"]} for label, act in figure_acts(desk, slug).items()],
        "claims": [{"id": one["id"], "as_said": one["as_said"]} for one in claims(desk)],
        "offered": offered, "precisions": PRECISIONS, "kinds": UPDATES,
        "updates": [_update(act) for act in reversed(desk.views.acts(subject=f"story:{slug}", kind="update"))],
        "published": [{"entry": one.seq, "by": one.actor.name, "at": _at(one)} for one in published][-3:][::-1],
        "site": str(_site(slug)),
    }  # fmt: skip


def _offered(desk: Desk, post: str, q: str) -> list[dict[str, Any]]:
    """Messages to choose from: the one that a page led from, else what a search finds; none before somebody looks."""
    if post:
        return [desk.views.post(PostId(post))]
    return list(desk.views.search(parse_query(q), limit=OFFERED, order="newest", seed=1)) if q else []


def _cards(desk: Desk, slug: str, acts: dict[str, Act], text: str) -> list[dict[str, Any]]:
    """The cards of the story in order of choosing, with who chose and who answered."""
    gone = removed_cards(desk, slug)
    seconds = desk.views.acts(subject=f"story:{slug}", kind="second")
    written = _written(text)
    rows = []
    for key, act in acts.items():
        try:
            words = desk.views.post(PostId(act.detail["post"]))["text"]
        except NotFound:
            words = ""
        quoted = " … ".join(one["text"] for one in act.detail["quotes"])
        rows.append(
            {"key": key, "post": act.detail["post"], "entry": act.seq, "by": act.actor.name, "words": quoted or words,
             "shape": act.detail["words"], "last_message": act.detail["last_message"], "mine": act.actor.identity == room().actor.identity,
             "because": act.detail["because"], "used": key in written, "removed": key in gone,
             "answers": [{"by": one.actor.name, "agree": one.detail["agree"]} for one in seconds
                         if one.about == str(act.seq) and not one.undone]}
        )  # fmt: skip
    return rows


def _written(text: str) -> frozenset[str]:
    try:
        return frozenset(parse(text).cards)
    except FirsthandError:
        return frozenset()


def title_of(text: str, slug: str) -> str:
    """The title that a story's file gives; its slug while it cannot be read."""
    try:
        return parse(text).title
    except FirsthandError:
        return slug


def _update(act: Act) -> dict[str, Any]:
    return {"entry": act.seq, "kind": act.detail["kind"], "texts": act.detail["texts"], "key": act.detail["key"], "by": act.actor.name,
            "at": _at(act), "undone": act.undone}  # fmt: skip


def _at(act: Act) -> str:
    return act.at.isoformat().replace("+00:00", "Z")
