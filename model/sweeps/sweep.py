"""The sweep itself: what is missing is done, what is done is safe, the same call goes on."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knautschball.model.sweeps.claim import claimed, finished, reopen
from knautschball.model.sweeps.experiment import Experiment, read_experiment
from knautschball.model.sweeps.local import local
from knautschball.model.sweeps.reading import Results, read
from knautschball.model.sweeps.store import PAUSE, Store
from knautschball.model.sweeps.storms import StormStudy
from knautschball.model.sweeps.task import Done, Engine, Failure, Stage, Study, Task


@dataclass(frozen=True)
class Count:
    """How far a sweep has come, in runs.

    Attributes
    ----------
    done : int
        Finished, earlier starts included.
    failed : int
        Those among them without a result.
    total : int
        All of the experiment.
    before : int
        Finished in earlier starts.
    """

    done: int
    failed: int
    total: int
    before: int


Progress = Callable[[Count], None]


def sweep(
    experiment: Experiment | str | Path | Study,
    folder: str | Path,
    *,
    engine: Callable[[], Engine] = local,
    progress: Progress | None = None,
    fresh: bool = False,
    retry: bool = False,
    command: str = "",
) -> Results:
    """Do all runs of an experiment that are not done yet.

    Parameters
    ----------
    experiment : Experiment, path or Study
        What is swept.
    folder : path
        Where results go and where an earlier start of the same experiment left its own.
    engine : callable
        Opens the engine that does the work; it is closed at the end. All cores of this machine
        when left out; ``lambda: Cluster("tcp://…")`` for others.
    progress : callable, optional
        Called with a `Count` after everything that was finished.
    fresh : bool
        Throw away what an earlier sweep left in the folder.
    retry : bool
        Do failed runs once more.
    command : str
        What the user typed, for ``experiment.toml``.

    Returns
    -------
    Results
        The tables of the folder.

    Raises
    ------
    ScenarioError, PolicyError
        The experiment cannot be used.
    OutputError
        The folder cannot be written, holds another experiment, or is at work already.
    EngineError
        The workers are out of reach.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> from knautschball.model.sweeps.experiment import Experiment
    >>> small = {"community.size": 60, "run.horizon": 8, "run.warm_up": 2}
    >>> vary = {"team.size": [1, 2]}
    >>> experiment = Experiment(scenario="product-flaw", fixed=small, vary=vary)
    >>> results = sweep(experiment, mkdtemp())
    >>> results.runs["team.size"].tolist()
    [1, 2]
    """
    study = _study(experiment)
    with claimed(Path(folder), study.facts, command, fresh) as place:
        if retry:
            reopen(place)
        if not finished(place):
            workers = engine()
            store = Store(place)
            if retry:
                store.forget("failures")
            _fill(store, study, workers, progress)
    return read(folder)


def _study(experiment: Experiment | str | Path | Study) -> Study:
    if isinstance(experiment, str | Path):
        experiment = read_experiment(experiment)
    return StormStudy(experiment) if isinstance(experiment, Experiment) else experiment


def _fill(store: Store, study: Study, engine: Engine, progress: Progress | None) -> None:
    """Do what is missing; when that ends early, what was finished is safe all the same."""
    failed = store.numbers("failures")
    known = np.concatenate([store.numbers("runs"), failed])
    missing = np.ones(study.total, bool)
    missing[known] = False
    tell = _Teller(progress, len(known), len(failed), study.total)
    try:
        for done in _done(study, Line(study.stages(missing)), engine):
            store.add(done)
            tell(done)
            if store.due or not done:
                store.flush()
    finally:
        engine.close()
        store.flush()
    store.finish()


class _Teller:
    """Counts finished runs and says so to whoever wants to know."""

    def __init__(self, progress: Progress | None, before: int, failed: int, total: int) -> None:
        self._progress, self._failed = progress, failed
        self._done, self._before, self._total = before, before, total

    def __call__(self, done: list[Done]) -> None:
        self._done += len(done)
        self._failed += sum(one.failed for one in done)
        if self._progress and done:
            self._progress(Count(self._done, self._failed, self._total, self._before))


class Line:
    """Tasks in the order in which they can be done; the next stage begins while one waits.

    Parameters
    ----------
    stages : iterator of Stage
        Taken one by one, so that a long sweep needs no long list.
    """

    def __init__(self, stages: Iterator[Stage]) -> None:
        self._stages = stages
        self._ready: deque[tuple[Stage, Iterator[Task]]] = deque()
        self._from: dict[Task, Stage] = {}

    def next(self) -> Task | None:
        """Give a task that can be done now; None if all that is left waits for others."""
        while True:
            while self._ready:
                stage, tasks = self._ready[0]
                task = next(tasks, None)
                if task is not None:
                    self._from[task] = stage
                    return task
                self._ready.popleft()
            stage = next(self._stages, None)
            if stage is None:
                return None
            self._ready.append((stage, stage.begin()))

    def answer(self, task: Task, answer: Any) -> bool:
        """Take an answer; true if it is what a stage needed, not runs."""
        stage = self._from.pop(task)
        if task not in stage.needs:
            return False
        self._ready.append((stage, stage.take(task, answer)))
        return True


def _done(study: Study, line: Line, engine: Engine) -> Iterator[list[Done]]:
    """Keep the engine busy and give finished runs; an empty list while nothing is finished."""
    in_hand = 0
    while True:
        while engine.room > 0 and (task := line.next()):
            engine.submit(task)
            in_hand += 1
        if not in_hand:
            return
        answers = engine.wait(PAUSE)
        in_hand -= len(answers)
        given = [(t, a) for t, a in answers if not line.answer(t, a)]
        yield [one for t, a in given for one in _runs(study, t, a)]


def _runs(study: Study, task: Task, answer: Any) -> list[Done]:
    return study.lost(task, answer) if isinstance(answer, Failure) else answer
