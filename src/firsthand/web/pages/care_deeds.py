"""What the forms of care enter: consent, rights, cautions, what is covered or told less finely; each one verb of the desk."""

from __future__ import annotations

from firsthand.desk.care import add_caution, decide_span, record_consent, record_rights, redact_words
from firsthand.desk.ports import Desk
from firsthand.desk.poster import record_appeal
from firsthand.desk.redactions import coarsen, redact_picture, silence
from firsthand.ledger.entry import Entry
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken
from firsthand.model.ids import AccountId, Digest, PostId
from firsthand.web.pages.deeds import Deed, Form, needed


def _consent(desk: Desk, actor: Actor, form: Form) -> Entry:
    about = form.get("account", "") if form.get("whole") == "yes" else form.get("post", "")
    layer, part, value = (form.get(name, "") for name in ("layer", "part", "value"))
    return record_consent(desk, about, layer, part, value, because=form.get("because", ""), actor=actor)


def _rights(desk: Desk, actor: Actor, form: Form) -> Entry:
    told = {"because": form.get("because", "").strip()}
    return record_rights(desk, PostId(form.get("post", "")), form.get("rights", ""), form.get("credit", "").strip(), **told, actor=actor)


def _caution(desk: Desk, actor: Actor, form: Form) -> Entry:
    return add_caution(desk, PostId(form.get("post", "")), form.get("caution", ""), because=form.get("because", ""), actor=actor)


def _span(desk: Desk, actor: Actor, form: Form) -> Entry:
    return decide_span(
        desk, form.get("post", ""), needed(form, "start"), needed(form, "end"), form.get("decision", ""), kind=form.get("kind", ""),
        because=form.get("because", ""), actor=actor,
    )  # fmt: skip


def _redact(desk: Desk, actor: Actor, form: Form) -> Entry:
    post = PostId(form.get("post", ""))
    start, end = stretch(desk.views.post(post)["text"], form.get("quote", ""))
    return redact_words(desk, post, start, end, kind=form.get("kind", ""), because=form.get("because", ""), actor=actor)


def stretch(text: str, words: str) -> tuple[int, int]:
    """
    Where words stand in a text, in code points.

    Raises:
        Mistaken: They do not, or more than once.
    """
    plain = words.strip().replace("\r\n", "\n")
    if not plain or text.count(plain) != 1:
        raise Mistaken(
            "These words do not stand in the post just once.", code="bad-span",
            advice="Give them exactly as they stand there, with a word more before or after if they come again.",
        )  # fmt: skip
    start = text.index(plain)
    return start, start + len(plain)


def _redact_media(desk: Desk, actor: Actor, form: Form) -> Entry:
    digest, because = Digest(form.get("media", "")), form.get("because", "")
    if form.get("silent") == "yes":
        return silence(desk, digest, because=because, actor=actor)
    areas = [area(line) for line in form.get("areas", "").split("\n") if line.strip()]
    return redact_picture(desk, digest, areas, because=because, actor=actor)


def area(stated: str) -> tuple[int, int, int, int]:
    """
    An area as a person typed it: ``40,30,220,160``.

    Raises:
        Mistaken: It is none.
    """
    parts = [part.strip() for part in stated.split(",")]
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() and len(part) < 8 for part in parts):
        raise Mistaken(f"{stated.strip()!r} is no area.", code="bad-area", advice="Left, top, right, bottom in pixels: 40,30,220,160.")
    left, top, right, bottom = map(int, parts)
    return left, top, right, bottom


def _coarsen(desk: Desk, actor: Actor, form: Form) -> Entry:
    part = form.get("part", "")
    return coarsen(desk, PostId(form.get("post", "")), part, form.get(f"to-{part}", ""), because=form.get("because", ""), actor=actor)


def _appeal(desk: Desk, actor: Actor, form: Form) -> Entry:
    return record_appeal(desk, AccountId(form.get("account", "")), form.get("text", ""), because=form.get("because", ""), actor=actor)


CARE: dict[str, Deed] = {
    "consent": Deed(_consent, "editor"), "rights": Deed(_rights, "editor"), "caution": Deed(_caution, "reviewer"),
    "span": Deed(_span, "reviewer"), "redact": Deed(_redact, "reviewer"), "redact-media": Deed(_redact_media, "editor"),
    "coarsen": Deed(_coarsen, "editor"), "appeal": Deed(_appeal, "editor"),
}  # fmt: skip
