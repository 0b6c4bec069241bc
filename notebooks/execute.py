"""Execute all notebooks, without internet: ``python notebooks/execute.py [FOLDER] [NAME …]``.

Outputs go to the folder, ``build/notebooks`` unless another is named; the notebooks beside this
file stay as they are. A name such as ``02`` chooses those that begin with it.
"""

import sys
from pathlib import Path
from time import perf_counter

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

HERE = Path(__file__).resolve().parent
PATIENCE = 300
"""Seconds that one cell may take."""


def execute(path: Path, folder: Path) -> float:
    """Execute one notebook where it stands and write it with its outputs.

    Parameters
    ----------
    path : Path
        The notebook.
    folder : Path
        Where to write it, under the same name; only if no cell failed.

    Returns
    -------
    float
        Seconds that it took.

    Raises
    ------
    CellExecutionError
        A cell failed.
    """
    notebook = nbformat.read(path, as_version=4)
    begun = perf_counter()
    where = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(notebook, timeout=PATIENCE, kernel_name="python3", resources=where)
    client.extra_arguments = ["--log-level=40"]  # errors alone; the kernel talks a lot
    client.execute()
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / path.name)
    return perf_counter() - begun


def main(folder: Path, names: list[str]) -> int:
    """Execute those notebooks whose names begin so, or all; 1 where one of them failed."""
    paths = [path for path in sorted(HERE.glob("*.ipynb")) if path.name.startswith(tuple(names))]
    failed = 0
    for path in paths:
        try:
            print(f"{path.stem}: {execute(path, folder):.0f} s", flush=True)
        except CellExecutionError as problem:
            failed += 1
            print(f"{path.stem}: failed\n{problem}", file=sys.stderr, flush=True)
    print(f"{len(paths) - failed} of {len(paths)} notebooks in {folder}")
    return int(failed > 0 or not paths)


if __name__ == "__main__":
    folder, *names = sys.argv[1:] or ["build/notebooks"]
    sys.exit(main(Path(folder).resolve(), names or [""]))
