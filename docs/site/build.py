"""Build the documentation site, without internet: ``python docs/site/build.py [FOLDER]``.

The site has the folders of the repository, so that a link works in both. Beside what stands there,
it has pages that are made from the code: the commands and the Python interface.
"""

import shutil
import sys
from pathlib import Path

from reference import command_page, interface_page
from sphinx.cmd.build import main as sphinx

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TEXTS = ("ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
ROOMS = ("knautschball.scenarios", "knautschball.agents", "knautschball.model")


def build(folder: Path) -> int:
    """Write the site.

    Parameters
    ----------
    folder : Path
        Gets ``source`` with all pages and ``html`` with the site; what lies there is replaced.

    Returns
    -------
    int
        0, or 1 where there was any warning.
    """
    source, html = folder / "source", folder / "html"
    for old in (source, html):
        shutil.rmtree(old, ignore_errors=True)
    gather(source)
    return sphinx(
        ["-W", "--keep-going", "-q", "-j", "auto", "-c", str(HERE), str(source), str(html)]
    )


def gather(source: Path) -> None:
    """Put all pages into one folder."""
    shutil.copytree(ROOT / "docs", source / "docs", ignore=shutil.ignore_patterns("site", "*.py"))
    for name in TEXTS:
        shutil.copy(ROOT / name, source)
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        _copy_notebook(notebook, source / "notebooks")
    start = (ROOT / "README.md").read_text("utf-8")
    (source / "index.md").write_text(start + (HERE / "contents.md").read_text("utf-8"), "utf-8")
    made = source / "reference"
    made.mkdir()
    (made / "commands.md").write_text(command_page(), "utf-8")
    for room in ROOMS:
        (made / f"{room.rpartition('.')[2]}.md").write_text(interface_page(room), "utf-8")


def _copy_notebook(notebook: Path, folder: Path) -> None:
    """Take the notebook with its pictures where ``make notebooks`` has run it."""
    executed = ROOT / "build" / "notebooks" / notebook.name
    folder.mkdir(exist_ok=True)
    shutil.copy(executed if executed.is_file() else notebook, folder / notebook.name)


if __name__ == "__main__":
    target = Path(*sys.argv[1:2] or ["build/site"])
    status = build(target)
    print(f"Open in a browser: {(target / 'html' / 'index.html').resolve()}")
    sys.exit(status)
