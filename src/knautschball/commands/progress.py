"""A bar with rate and estimate, for those who wait at a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from knautschball.commands.console import console
from knautschball.report.words import Words, words

Advance = Callable[..., None]


def announce_compiling(say: Words) -> None:
    """Say, where somebody looks, that the rules are compiled now, and only this once."""
    from knautschball.agents.compiled import compiled_before

    err = console(stderr=True)
    if err.is_terminal and not compiled_before():
        err.print(say["compiling"], style="dim")


@contextmanager
def progress(what: str = "runs", say: Words | None = None) -> Iterator[Advance | None]:
    """Show how far a comparison has come.

    The bar appears with the first finished runs and is drawn only when more are finished: a
    thread that draws by itself must not be at work while the model starts its processes.

    Parameters
    ----------
    what : {"runs", "climbs", "one"}
        What is counted.
    say : Words, optional
        The language; English if left out.

    Yields
    ------
    callable or None
        To be called with finished and total runs, and how many were finished before this
        command; None where nobody looks.
    """
    err = console(stderr=True)
    if not err.is_terminal:
        yield None
        return
    say = say or words("en")
    announce_compiling(say)
    err.print(say["preparing"], style="dim", end="\r")
    bar = Progress(
        TextColumn(say["counted"][what]),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
        console=err,
        auto_refresh=False,
        transient=True,
    )
    task, begin = bar.add_task("", total=None, pace=""), monotonic()

    def advance(done: int, total: int, before: int = 0) -> None:
        pace = told(done - before, total - before, monotonic() - begin, say)
        bar.update(task, completed=done, total=total, pace=pace, refresh=bar.live.is_started)
        bar.start()

    try:
        yield advance
    finally:
        bar.stop()


def told(done: int, total: int, seconds: float, say: Words) -> str:
    """Say rate and remaining time.

    Parameters
    ----------
    done, total : int
        Runs.
    seconds : float
        Since the start.
    say : Words
        The language.
    """
    rate = done / max(seconds, 1e-9)
    left = round((total - done) / max(rate, 1e-9))
    if rate >= 1:
        speed = say["per_second"].format(rate=say.number(rate, 1))
    else:
        speed = say["per_minute"].format(rate=say.number(60 * rate, 0))
    return f"{speed} · {say['left'].format(time=f'{left // 60}:{left % 60:02d}')}"
