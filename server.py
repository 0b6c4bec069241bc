"""Open the browser page with ``solara run server.py``; ``knautschball serve`` does the same."""

from knautschball.app.page import Layout, Page  # noqa: F401
from knautschball.app.settings import configure

configure()
