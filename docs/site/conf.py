"""How Sphinx builds the site; `build.py` gathers the pages and calls it."""

from knautschball import __version__

project, author, version = "Knautschball", "the Knautschball authors", __version__
project_copyright = "the Knautschball authors, MIT licence"
extensions = ["myst_nb", "numpydoc", "sphinx.ext.autodoc"]
default_role = "code"
nitpick_ignore: list[tuple[str, str]] = []

nb_execution_mode = "off"
myst_heading_anchors = 4
suppress_warnings = ["myst.header"]

numpydoc_show_class_members = False
autodoc_typehints = "none"
autodoc_member_order = "bysource"

html_theme = "furo"
html_title = "Knautschball"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
