"""A figure of a story in parts is found on the part where it stands."""

from __future__ import annotations

from dataclasses import replace

from firsthand.exporters.site import figure_places, render_site
from firsthand.shell.site_assets import site_fonts, site_templates
from firsthand.story.edition import Prose
from firsthand.testing.editions import assets, editions


def test_a_figure_behind_the_first_part_is_named_with_its_part() -> None:
    """The address leads to the page that holds it, and so does that of a figure on the first."""
    short = editions("en")[0]
    long = replace(short, blocks=(Prose(html="".join(f"<p>{'Water, bread. ' * 60}{n}</p>" for n in range(260))), *short.blocks))
    box = short.figures[0].id

    for edition in (short, long):
        place = figure_places(edition, site_templates())[box]
        site = render_site([edition], site_fonts() | assets(), site_templates())
        page, _, mark = place.partition("#")
        assert f'id="{mark}"' in site[f"en/{page}"].decode()
        assert (page == "index.html") is (edition is short)
