"""``knautschball serve``: the browser app."""

import socket
from pathlib import Path
from typing import Annotated

import typer

from knautschball.commands.options import number
from knautschball.scenarios.errors import KnautschballError

LOCAL = ("127.0.0.1", "localhost", "::1")


def serve(
    host: Annotated[str, typer.Option(metavar="H", help="Address to listen on.")] = LOCAL[0],
    port: Annotated[
        int, typer.Option(metavar="N", parser=number(int, 1, 65535), help="Its port.")
    ] = 8765,
    results: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Show the ranking of this folder of results, too."),
    ] = None,
) -> None:
    """Start the browser app on this machine."""
    _free(host, port)
    if results is not None:
        from knautschball.app.ranking import use

        use(results)
    from knautschball.app import start

    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"Knautschball is at http://{shown}:{port} – Ctrl-C ends it.")
    if host in LOCAL:
        typer.echo("Only this machine can reach it; --host 0.0.0.0 lets others in.")
    else:
        typer.echo("Everybody who reaches this machine can reach it; there is no password.")
    start(host, port)


def _free(host: str, port: int) -> None:
    """Find out before anything is loaded whether the address can be used.

    Raises
    ------
    KnautschballError
        The port is taken, or the address is not one of this machine.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise KnautschballError(
            f"--host {host} --port {port}", f"cannot be used: {reason}", "a free port"
        ) from None
