"""What the machine can do: its name, and a triad as the roof of anything that moves memory."""

import os
import platform
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter, thread_time

import numba
import numpy as np

WORDS = 1 << 24
"""Numbers per array: 128 MiB, far beyond any cache."""


def describe() -> str:
    """Name processor, memory, Python and the libraries that matter."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        cpu = names[0].split(":")[1].strip() if names else cpu
    parts = [f"{cpu}, {os.cpu_count()} cores, {platform.system()}"]
    parts += [f"Python {platform.python_version()}"]
    parts += [f"{name} {installed(name)}" for name in ("numba", "numpy", "mesa")]
    if hasattr(os, "getloadavg"):
        parts.append(f"load {os.getloadavg()[0]:.1f} when it began")
    return ", ".join(parts)


def installed(package: str) -> str:
    """Give the version of a package, or say that it is absent."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


@numba.njit(nogil=True)
def _triad(a, b, c, low, high):
    for i in range(low, high):
        a[i] = b[i] + 3.0 * c[i]


def triad(threads: int, rounds: int = 7) -> float:
    """Give the bytes per second of ``a = b + 3 c`` (McCalpin's STREAM), best of ``rounds``."""
    a, b, c = np.zeros(WORDS), np.ones(WORDS), np.ones(WORDS)
    edges = np.linspace(0, WORDS, threads + 1).astype(np.uint64)
    _triad(a, b, c, edges[0], edges[0])
    best = np.inf
    if threads == 1:
        for _ in range(rounds):
            start = thread_time()
            _triad(a, b, c, edges[0], edges[1])
            best = min(best, thread_time() - start)
        return 3 * 8 * WORDS / best
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(rounds):
            start = perf_counter()
            list(pool.map(lambda k: _triad(a, b, c, edges[k], edges[k + 1]), range(threads)))
            best = min(best, perf_counter() - start)
    return 3 * 8 * WORDS / best
