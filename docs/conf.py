"""Sphinx configuration."""

import sys
from pathlib import Path

import tnt_core

sys.path.insert(0, str(Path(__file__).parent / "_extensions"))

project = "tnt-core"
author = "The tnt-core maintainers"
copyright = "2026, the tnt-core maintainers"
version = release = tnt_core.__version__

extensions = [
    "catalogue",
    "myst_parser",
    "regimes",
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

# The build is offline: types of the standard library have no inventory to point at.
nitpick_ignore_regex = [
    ("py:.*", r"(datetime|dt|decimal|collections\.abc|pathlib|importlib|pendulum|enum|types)\..*"),
    # Type variables and names written short in "Raises" sections have no page of their own.
    ("py:class", r"(.*\.)?T|attrs\..*"),
    # Signatures whose types are imported late, such as a frame of the extra "bulk", are shown as they are written.
    (
        "py:class",
        r"(tnt_core\.rules\.vocabulary\.)?Origin|Estimate|Lang|Schedule|StandIn|Days|Week|Path|Traversable|FactValue|RawRecords|pl\.DataFrame|nw\.Expr",
    ),
]
