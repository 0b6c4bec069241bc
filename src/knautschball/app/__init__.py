"""The browser page: one storm beside its undisturbed twin, hour by hour."""


def start(host: str = "127.0.0.1", port: int = 8765) -> None:
    """Serve the page until the process is stopped.

    Parameters
    ----------
    host : str
        Address to listen on. The default lets in nobody but this computer; ``0.0.0.0`` opens
        the page to everybody in the same network, without a password.
    port : int
        Port to listen on, 1 to 65535.

    Raises
    ------
    KnautschballError
        If the port is out of range or the address cannot be used, before anything is served.
    """
    from knautschball.app.server import serve

    serve(host, port)
