"""Pages made from the code: every command with its options, and the public Python interface."""

import inspect
from importlib import import_module
from typing import Any

import typer

from knautschball.commands.tree import app

INTRODUCTION = """# Commands

`knautschball COMMAND --help` says the same. Results go where `-o` says, whole or not at all;
exit code 2 stands for something that cannot be used, told in one line.
"""


def command_page() -> str:
    """Describe every command, in the order of ``knautschball --help``."""
    group: Any = typer.main.get_command(app)
    return INTRODUCTION + "".join(_command(name, one) for name, one in group.commands.items())


def _command(name: str, command: Any) -> str:
    options = [one for one in command.params if one.param_type_name == "option"]
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    words = " ".join([f"knautschball {name}", *(_argument(one) for one in arguments), "[OPTIONS]"])
    rows = [(_argument(one), one.help or "", "") for one in arguments]
    rows += [(_option(one), one.help or "", _default(one)) for one in options]
    table = "".join(f"| `{what}` | {text} | {preset} |\n" for what, text, preset in rows)
    head = f"\n## knautschball {name}\n\n{inspect.cleandoc(command.help or '')}\n\n"
    return f"{head}```sh\n{words}\n```\n\n| | | if left out |\n|---|---|---|\n{table}"


def _argument(one: Any) -> str:
    return (one.metavar or one.name.upper()) + ("…" if one.nargs == -1 else "")


def _option(one: Any) -> str:
    names = ", ".join(sorted([*one.opts, *one.secondary_opts], key=len))
    return names if one.is_flag else f"{names} {one.metavar or one.name.upper()}"


def _default(one: Any) -> str:
    preset = one.default
    return "" if preset is None or preset is False or callable(preset) else f"`{preset}`"


def interface_page(room: str) -> str:
    """Describe everything that a room of the house offers.

    Parameters
    ----------
    room : str
        Name of the package; its ``__all__`` is what it offers.
    """
    package = import_module(room)
    parts = [f"# {room}", inspect.cleandoc(package.__doc__ or "")]
    parts += [_entry(room, name, getattr(package, name)) for name in package.__all__]
    return "\n\n".join(parts) + "\n"


def _entry(room: str, name: str, thing: Any) -> str:
    kind = "function"
    if isinstance(thing, type):
        kind = "exception" if issubclass(thing, Exception) else "class"
    members = "   :members:\n" if kind == "class" else ""
    return f"## {name}\n\n```{{eval-rst}}\n.. auto{kind}:: {room}.{name}\n{members}```"
