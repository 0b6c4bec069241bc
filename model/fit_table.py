"""Simulations of a fit, in processes, kept in a folder so that an interrupted fit goes on."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np

from knautschball.agents.compiled import source_stamp
from knautschball.agents.policy import find
from knautschball.model.chosen import content
from knautschball.model.fit_simulate import Draw, Setting, Wave, simulate
from knautschball.model.processes import finished

PACK = 20
"""Simulations that are kept, and handed to a process, together."""


@dataclass(frozen=True)
class Store:
    """A folder of finished simulations; each file is there whole or not at all.

    Attributes
    ----------
    folder : Path
        Exists already.
    """

    folder: Path

    def get(self, name: str) -> list[Wave] | None:
        """Give a pack that was finished before."""
        file = self.folder / f"{name}.npz"
        if not file.is_file():
            return None
        with np.load(file) as kept:
            return [Wave(*pair) for pair in zip(kept["posts"], kept["rhythm"], strict=True)]

    def put(self, name: str, waves: list[Wave]) -> None:
        """Keep a pack."""
        draft = self.folder / f".{name}.npz"
        posts = np.array([wave.posts for wave in waves])
        np.savez_compressed(draft, posts=posts, rhythm=np.array([wave.rhythm for wave in waves]))
        draft.replace(self.folder / f"{name}.npz")


@dataclass(frozen=True)
class Task:
    """One pack of simulations."""

    place: int
    name: str
    setting: Setting
    draws: tuple[Draw, ...]
    store: Store | None


def waves(
    setting: Setting,
    draws: list[Draw],
    name: str,
    *,
    store: Store | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Wave]:
    """Simulate draws, or take them from the store.

    Parameters
    ----------
    name : str
        Of this round, in the store.

    Returns
    -------
    list of Wave
        In the order of the draws, however many processes there were.
    """
    packs = [tuple(draws[at : at + PACK]) for at in range(0, len(draws), PACK)]
    tasks = [
        Task(place, f"{name}-{_digest(setting, pack)}", setting, pack, store)
        for place, pack in enumerate(packs)
    ]
    kept = {task.place: store.get(task.name) for task in tasks} if store else {}
    done = {place: pack for place, pack in kept.items() if pack is not None}
    for place, pack in finished(work, [t for t in tasks if t.place not in done], workers):
        done[place] = pack
        if progress:
            progress(sum(map(len, done.values())), len(draws))
    return [wave for place in sorted(done) for wave in done[place]]


def work(task: Task) -> tuple[int, list[Wave]]:
    """Simulate one pack."""
    told = [simulate(task.setting, draw) for draw in task.draws]
    if task.store:
        task.store.put(task.name, told)
    return task.place, told


def _digest(setting: Setting, pack: tuple[Draw, ...]) -> str:
    """Name a pack by all that it depends on."""
    said = content(find(setting.policy))
    parts = (setting.scenario.fingerprint, said, setting.prior, setting.window, pack)
    told = "\n".join(map(str, (*parts, source_stamp())))
    return blake2b(told.encode(), digest_size=10).hexdigest()
