"""Sphinx configuration."""

import tnt_core

project = "tnt-core"
author = "The tnt-core maintainers"
copyright = "2026, the tnt-core maintainers"
version = release = tnt_core.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
]
exclude_patterns = ["_build"]
nitpicky = True

html_theme = "furo"
html_title = "tnt-core"
html_static_path = ["_static"]

autodoc_typehints = "description"
autodoc_member_order = "bysource"
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence", "deflist"]
