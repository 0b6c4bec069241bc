"""Solara's settings for this page: nothing leaves the server, nobody is counted."""

import sys
from pathlib import Path

import solara.server.settings as solara_settings

from knautschball.app.assets import cache_folder, complete, page_file

VISITORS = 60
"""Pages open at the same time; each holds its own model in memory."""


def configure() -> None:
    """Turn off everything that would ask another server, and find the page's own assets.

    Solara reads these settings when a page is asked for, so that it is early enough to call
    this from the script that ``solara run`` opens.
    """
    solara_settings.assets.proxy_cache_dir = assets_folder()
    solara_settings.assets.fontawesome_enabled = False
    solara_settings.telemetry.mixpanel_enable = False
    solara_settings.theme.show_banner = False
    solara_settings.theme.title = "Knautschball"
    solara_settings.session.http_only = True
    solara_settings.kernel.cull_timeout = "15m"
    solara_settings.kernel.max_count = VISITORS
    solara_settings.kernel.max_per_session = 12
    # small bundles, no frame of a foreign site, no traceback of ours on the visitor's screen
    solara_settings.main.mode = "production"
    # late, since Solara's server asks which page it serves as soon as it is imported
    import solara.server.starlette as solara_starlette

    # a visitor could make Solara fetch any package, or delete one of the page's own
    solara_starlette.get_path = page_file


def assets_folder() -> Path:
    """Give the folder that holds Solara's scripts and fonts.

    Returns
    -------
    Path
        What the package ``solara-assets`` installed, else the cache folder that
        ``python -m knautschball.app.assets`` fills. Where that is not complete either, Solara
        itself fetches the missing files there, once, from its public server.
    """
    packaged = Path(sys.prefix) / "share" / "solara" / "cdn"
    return packaged if complete(packaged) else cache_folder()
