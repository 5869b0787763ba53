"""
A post as Instagram's own pages load it.

Three shapes: the usual item (``code``, ``taken_at``), the partial item of a grid (``XIGPolaris...``, without a time), and
the graph of old (``shortcode``, ``edge_media_to_caption``). A post is named by its short code, which stands in its
address; the long number is another word for the same.

Source:
    The keys that Zeeschuimer's ``modules/instagram.js`` takes.
"""

from __future__ import annotations

from firsthand.model.ids import account_id, post_id
from firsthand.model.moment import Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.readers.json_parts import Json, count, instant, native, record, rows, within, words

PLATFORM = "instagram"

Read = tuple[tuple[Post, ...], tuple[Sighting, ...]]


def address(code: str) -> str:
    """The page of a post; Instagram forwards it for films too."""
    return f"https://www.instagram.com/p/{code}"


def read_item(data: Json, seen: Moment | None) -> Read:
    """Read an item of any of the three shapes; nothing where it has no short code."""
    code = native(data, "code") or native(data, "shortcode")
    if not code:
        return (), ()
    user = record(data, "user") or record(data, "owner")
    number = native(user, "pk") or native(user, "id")
    handle, name = words(user, "username"), words(user, "full_name")
    account = account_id(PLATFORM, number or handle or "") if number or handle else None
    posted = instant(data, "taken_at") if "taken_at" in data else instant(data, "taken_at_timestamp")
    text = _caption(data)
    post = Post(
        post_id(PLATFORM, code),
        PLATFORM,
        code,
        text or "",
        posted,
        account,
        handle,
        name,
        address(code),
        media=_media(data),
        place=words(data, "location", "name"),
        marks=_marks(data, text),
    )
    sightings = [one for one in (_sighting(user, seen or posted), *_others(data, seen or posted)) if one is not None]
    return (post,), tuple(sightings)


def _caption(data: Json) -> str | None:
    return words(data, "caption", "text") or words(data, "edge_media_to_caption", "edges", 0, "node", "text")


def _marks(data: Json, text: str | None) -> tuple[str, ...]:
    paid = data.get("product_type") == "ad" or (words(data, "link") or "").startswith("https://www.facebook.com/ads/")
    marks = ("promoted",) * paid + ("partial",) * (data.get("_zs_partial") is True)
    return marks if text is not None else (*marks, "no-text")


def _media(data: Json) -> tuple[Media, ...]:
    inner = rows(data, "carousel_media") or [
        within(edge, "node") for edge in rows(data, "edge_sidecar_to_children", "edges")
    ]
    found = [_medium(each) for each in inner[:1000] if isinstance(each, dict)] or [_medium(data)]
    return tuple(one for one in found if one.url is not None)


def _medium(one: Json) -> Media:
    film = words(one, "video_versions", 0, "url") or words(one, "video_url")
    still = (
        words(one, "image_versions2", "candidates", 0, "url") or words(one, "display_uri") or words(one, "display_url")
    )
    is_film = film is not None or count(one, "media_type") == 2 or one.get("is_video") is True
    return Media("video" if is_film else "image", film or still, None, words(one, "accessibility_caption"))


def _sighting(user: Json, seen: Moment) -> Sighting | None:
    number, handle = native(user, "pk") or native(user, "id"), words(user, "username")
    if not number and not handle:
        return None
    bare = number or handle or ""
    marks = ("protected",) * (user.get("is_private") is True) + ("verified",) * (user.get("is_verified") is True)
    return Sighting(
        account_id(PLATFORM, bare),
        PLATFORM,
        bare,
        seen,
        handle,
        words(user, "full_name"),
        words(user, "biography"),
        avatar=words(user, "profile_pic_url"),
        marks=marks,
    )


def _others(data: Json, seen: Moment) -> list[Sighting | None]:
    """Accounts that sign the post together with its author."""
    return [_sighting(each, seen) for each in rows(data, "coauthor_producers")[:100] if isinstance(each, dict)]
