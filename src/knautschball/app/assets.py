"""Fetch what Solara's page needs in the browser, once, so that it opens without internet.

``python -m knautschball.app.assets`` does the same job as the extra ``offline`` in a twentieth
of the space: it takes two pinned packages from npm and keeps 4 MB of them.
"""

import shutil
import subprocess
import sys
import tarfile
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

from platformdirs import user_cache_path

from knautschball.scenarios.errors import OutputError

PACKAGES = {
    "@widgetti/solara-vuetify-app@10.1.1": (
        "dist/solara-vuetify-app8.min.js",
        "dist/main8.css",
        "dist/fonts.css",
        "dist/*.woff2",
        "LICENSE*",
    ),
    "requirejs@2.3.6": ("require.js", "LICENSE*"),
}
"""Package with its version, fixed by the version of Solara → the files kept of it."""

NEEDED = tuple(
    f"{package}/{name}" for package, names in PACKAGES.items() for name in names if "*" not in name
)


def cache_folder() -> Path:
    """Give the folder in the user's cache where the files are kept."""
    return user_cache_path("knautschball") / "solara-cdn"


def complete(folder: Path) -> bool:
    """Say whether a folder holds every script and style sheet that a page asks for."""
    return all((folder / name).is_file() for name in NEEDED)


def page_file(folder: Path, path: str) -> Path:
    """Give a file that Solara's page asks for.

    Solara itself would fetch whatever a visitor names from a public server, and clear away a
    folder that is asked for as if it were a file. Here only the pinned packages are served; only
    while they are not complete, what belongs to them is fetched.

    Parameters
    ----------
    folder : Path
        Where the packages lie.
    path : str
        Package with its version, and the file in it.

    Raises
    ------
    FileNotFoundError
        It is none of the page's files, or not there.
    """
    place = folder / path
    package = next((name for name in PACKAGES if path.startswith(f"{name}/")), None)
    if package is None or not place.resolve().is_relative_to((folder / package).resolve()):
        raise FileNotFoundError(path)
    if place.is_file():
        return place
    belongs = any(fnmatch(path, f"{package}/{name}") for name in PACKAGES[package])
    if complete(folder) or place.exists() or not belongs:
        raise FileNotFoundError(path)
    from solara.server.cdn_helper import get_path

    return get_path(folder, path)


def fetch(folder: Path) -> list[Path]:
    """Fetch the pinned packages with ``npm pack`` and keep what is needed of them.

    Parameters
    ----------
    folder : Path
        Where the files go; made if it is not there.

    Returns
    -------
    list of Path
        Every file kept.

    Raises
    ------
    OutputError
        If there is no npm, or it cannot fetch a package, or the folder cannot be written.
    """
    kept: list[Path] = []
    for package, names in PACKAGES.items():
        with TemporaryDirectory() as scratch:
            source = _unpacked(package, Path(scratch))
            for name in names:
                kept += [_kept(file, source, folder / package) for file in source.glob(name)]
    if not complete(folder):
        raise OutputError(str(folder), "is not complete; the packages lack a file")
    return kept


def _unpacked(package: str, scratch: Path) -> Path:
    """Fetch one package and unpack it."""
    npm = shutil.which("npm")
    if npm is None:
        raise OutputError(
            "npm", "is not installed", "npm, or instead: pip install 'knautschball[offline]'"
        )
    done = subprocess.run(
        [npm, "pack", "--silent", package], cwd=scratch, capture_output=True, text=True, check=False
    )
    found = list(scratch.glob("*.tgz"))
    if done.returncode or not found:
        raise OutputError("npm", f"could not fetch {package}: {done.stderr.strip()[-200:]}")
    with tarfile.open(found[0]) as archive:
        archive.extractall(scratch, filter="data")
    return scratch / "package"


def _kept(file: Path, source: Path, folder: Path) -> Path:
    """Copy one file to its place."""
    place = folder / file.relative_to(source)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
    except OSError as problem:
        raise OutputError(str(place), f"cannot be written: {problem.strerror}") from None
    return place


def main() -> int:
    """Fetch into the user's cache folder; say what happened in one line."""
    try:
        kept = fetch(cache_folder())
    except OutputError as problem:
        print(f"knautschball: {problem}", file=sys.stderr)
        return 2
    size = sum(file.stat().st_size for file in kept) / 1e6
    print(f"{len(kept)} files, {size:.1f} MB in {cache_folder()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
