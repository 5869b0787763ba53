"""How this site is built: Sphinx, MyST and furo, with nothing that loads from elsewhere."""

from __future__ import annotations

project = "Firsthand"
author = "The Firsthand authors"
copyright = "The Firsthand authors. Apache-2.0"
language = "en"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["_build", "pictures"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "Firsthand"
html_show_sphinx = False
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0f5c5c", "color-brand-content": "#0f5c5c"},
    "dark_css_variables": {"color-brand-primary": "#7cc4c0", "color-brand-content": "#7cc4c0"},
}
