"""Read what `firsthand.exporters.site.render_site` needs from the package."""

from __future__ import annotations

from importlib.resources import files

from firsthand.exporters.site import FONTS, PHRASES, TEMPLATES


def site_templates() -> dict[str, str]:
    """Templates, styles and phrases by the names that `render_site` knows."""
    room = files("firsthand.exporters")
    found = {name: (room / "templates" / name).read_text(encoding="utf-8") for name in TEMPLATES}
    return found | {name: room.joinpath(*name.split("/")).read_text(encoding="utf-8") for name in PHRASES}


def site_fonts() -> dict[str, bytes]:
    """Fonts and their licences by their place in the site; a caller adds media and proofs."""
    room = files("firsthand.exporters") / "fonts"
    return {f"assets/fonts/{name}": (room / name).read_bytes() for name in FONTS}


def site_outsider() -> dict[str, bytes]:
    """What lies at the top of every site, so that a stranger can check it without this package."""
    room = files("firsthand.shell.outsider")
    return {"VERIFY.md": (room / "SITE.md").read_bytes(), "verify.py": (room / "verify.py").read_bytes()}
