"""The server: Solara's own, behind a guard, bound where the user says."""

import os
import socket
import threading
import warnings
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from knautschball.scenarios.errors import KnautschballError

HIDDEN = ("/resourcez",)
"""Pages of Solara that tell strangers what the server is doing."""
LARGEST_MESSAGE = 2**20
"""Bytes of what a browser may send at once; a visitor's own file has a sixteenth of it."""

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class OriginGuard:
    """Refuses sockets that another site's page opens in a visitor's browser.

    Parameters
    ----------
    app : callable
        The ASGI application behind the guard.
    """

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with a refusal."""
        if scope["type"] == "websocket" and not _same_origin(dict(scope["headers"])):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http" and scope["path"].rstrip("/") in HIDDEN:
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self._app(scope, receive, send)


def _same_origin(headers: dict[bytes, bytes]) -> bool:
    """Say whether the page that opens a socket comes from here; programs send no origin."""
    origin = headers.get(b"origin")
    return origin is None or origin.split(b"//", 1)[-1] == headers.get(b"host")


def serve(host: str, port: int, results: Path | None = None) -> None:
    """Serve the page until the process is stopped; see `knautschball.app.start`."""
    _check(host, port)
    if results is not None:
        from knautschball.app.ranking import use

        use(results)
    os.environ["SOLARA_APP"] = "knautschball.app.page"
    from knautschball.app.settings import configure

    configure()
    # Solara warns with every page that a cookie for foreign frames needs https; we want none
    warnings.filterwarnings("ignore", message="Cookies with samesite")
    import uvicorn
    from solara.server.starlette import app

    threading.Thread(target=_make_ready, daemon=True).start()
    uvicorn.run(
        OriginGuard(app),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        ws_max_size=LARGEST_MESSAGE,
    )


def _check(host: str, port: int) -> None:
    """Refuse an address that cannot be used, before the heavy imports."""
    if not 1 <= port <= 65535:
        raise KnautschballError("--port", f"{port} was given", "1 to 65535")
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise KnautschballError(f"{host}:{port}", f"cannot be used: {reason}") from None


def _make_ready() -> None:
    """Have the rules compiled before the first visitor asks for them."""
    from knautschball.model.firestorm import Firestorm

    Firestorm("calm").step()
