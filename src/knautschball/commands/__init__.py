"""The command line: reads what the user wrote, calls what a notebook calls, shows the result.

Nothing heavy is imported here or in any command's file; a command imports what it needs when it
is called, so that ``knautschball --help`` answers at once.
"""

import os
import sys
from typing import NoReturn

UNUSABLE = 2
"""Exit code when what the user wrote cannot be used."""
INTERRUPTED = 130
"""Exit code after Ctrl-C, as every Unix program gives it."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code.

    Parameters
    ----------
    arguments : list of str, optional
        What stands behind ``knautschball``; that of the process when left out.

    Raises
    ------
    SystemExit
        With 0, or 2 where something written cannot be used, or 130 after Ctrl-C.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # an old code page must not break a table
            stream.reconfigure(errors="replace")
    sys.exit(_status(sys.argv[1:] if arguments is None else arguments))


def _status(arguments: list[str]) -> int:
    """Run one command; what goes wrong becomes one line on stderr and an exit code."""
    try:
        from knautschball.commands.tree import Interrupted, Unusable, app
        from knautschball.scenarios.errors import KnautschballError
    except KeyboardInterrupt:
        return _complain("interrupted", INTERRUPTED)
    try:
        done = app(arguments, prog_name="knautschball", standalone_mode=False, obj=arguments)
        return done if isinstance(done, int) else 0
    except KnautschballError as problem:
        return _complain(str(problem), UNUSABLE)
    except Unusable as problem:
        return _complain(problem.format_message(), UNUSABLE)
    except (Interrupted, KeyboardInterrupt) as stopped:
        return _complain(": ".join(["interrupted", *map(str, stopped.args)]), INTERRUPTED)
    except BrokenPipeError:  # the reader, such as ``head``, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _complain(text: str, status: int) -> int:
    print(f"knautschball: {' '.join(text.split())}", file=sys.stderr)
    return status
