"""Read a social graph from a file."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def read(path: str | Path) -> tuple[NDArray[np.int64], list[str]]:
    """Read an edge list (first version: comma-separated with a header)."""
    table = pd.read_csv(path)
    flat, names = pd.factorize(table.to_numpy().ravel(), sort=True)
    return flat.reshape(-1, 2).astype(np.int64), [str(name) for name in names]
