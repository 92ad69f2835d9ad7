"""TCP ports: read from the environment, found free or taken before anything starts."""

import errno
import os
import socket

from deploy.local.errors import LocalError


def wanted(name: str, default: int) -> int:
    """Return the port named by an environment variable; raises LocalError when it is no port."""
    text = os.environ.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise LocalError(f"{name} must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def refuse_taken(host: str, port: int, name: str) -> None:
    """Raise LocalError unless the port can be listened on."""
    problem = _problem(host, port)
    if problem is None:
        return
    if problem.errno == errno.EADDRINUSE:
        raise LocalError(
            f"Port {port} on {host} is taken; stop what uses it or choose another: {name}={port + 1} make run"
        )
    raise LocalError(
        f"Port {port} on {host} cannot be opened: {problem.strerror or problem}; choose another with {name}=…"
    )


def first_free(host: str, start: int) -> int:
    """Return the first free port from ``start`` on; raises LocalError when the next hundred are taken."""
    for port in range(start, min(start + 100, 65536)):
        if _problem(host, port) is None:
            return port
    raise LocalError(f"No port from {start} to {start + 99} on {host} is free.")


def _problem(host: str, port: int) -> OSError | None:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(1)
    except OSError as error:
        return error
    return None
