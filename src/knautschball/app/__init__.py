"""The browser app: see a storm beside its undisturbed twin, play the brand, compare, teach."""

from pathlib import Path


def start(host: str = "127.0.0.1", port: int = 8765, results: Path | None = None) -> None:
    """Serve the page until the process is stopped.

    Parameters
    ----------
    host : str
        Address to listen on. The default lets in nobody but this computer; ``0.0.0.0`` opens
        the page to everybody in the same network, without a password.
    port : int
        Port to listen on, 1 to 65535.
    results : Path, optional
        Folder of a comparison or sweep whose ranking every visitor sees on the page Compare.

    Raises
    ------
    KnautschballError
        If the port is out of range, the address cannot be used, or the folder holds no ranking,
        before anything is served.
    """
    from knautschball.app.server import serve

    serve(host, port, results)
