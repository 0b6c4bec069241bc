"""All commands under their names."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from knautschball import __version__
from knautschball.commands.calibrate import calibrate
from knautschball.commands.compare import compare
from knautschball.commands.fit import fit
from knautschball.commands.interrupt import interruptible
from knautschball.commands.list import list_all
from knautschball.commands.run import run
from knautschball.commands.sensitivity import sensitivity
from knautschball.commands.serve import serve
from knautschball.commands.show import show
from knautschball.commands.sweep import sweep
from knautschball.commands.test import test
from knautschball.commands.validate import validate

Unusable = typer.BadParameter.__mro__[2]
"""What typer raises for arguments that make no sense; the ancestor of its public errors."""


class Interrupted(Exception):
    """Ctrl-C while a command was at work; its text says what is left to do, if there is any."""


class Commands(TyperGroup):
    """The commands, in the order in which a newcomer needs them."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Give the names unsorted."""
        return [*self.commands]

    def invoke(self, ctx: Any) -> Any:
        """Run a command; tell Ctrl-C from a reader who gave up, whatever typer's version."""
        try:
            with interruptible():
                return super().invoke(ctx)
        except KeyboardInterrupt as stopped:
            raise Interrupted(*stopped.args) from None


app = typer.Typer(
    cls=Commands,
    help="Which response lets a brand community spring back after a firestorm?",
    epilog="Start with: knautschball compare bubble-tea",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for name, command in {
    "list": list_all,
    "show": show,
    "run": run,
    "compare": compare,
    "test": test,
    "sweep": sweep,
    "sensitivity": sensitivity,
    "fit": fit,
    "validate": validate,
    "calibrate": calibrate,
    "serve": serve,
}.items():
    app.command(name)(command)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"knautschball {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _top(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
