"""Real servers for the tests: PostgreSQL and Valkey of this session alone, and one database per xdist worker.

``DATABASE_URL`` (an owner's address) and ``REDIS_URL`` name running servers instead. Fixtures: ``owner_url``,
``database_url``, ``redis_url``, ``sangong_home``. Nothing starts before a test asks for it.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from deploy.local import postgres, throwaway

ROOT = Path(__file__).parents[1]
START_SECONDS = 90.0
_FOLDER = "SANGONG_TEST_FOLDER"


def pytest_configure(config: pytest.Config) -> None:
    """Take the session's lock in the process that outlives all xdist workers."""
    if not hasattr(config, "workerinput"):
        folder = Path(tempfile.mkdtemp(prefix="sangong-tests-"))
        os.environ[_FOLDER] = str(folder)
        config.stash[_LOCK] = throwaway.hold(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Free the lock: the servers stop by themselves and remove their folder."""
    descriptor = config.stash.get(_LOCK, None)
    if descriptor is None:
        return
    folder = Path(os.environ.pop(_FOLDER))
    started = (folder / "asked").exists()
    os.close(descriptor)
    if not started:
        shutil.rmtree(folder)


_LOCK = pytest.StashKey[int]()


@contextmanager
def only_one(folder: Path, name: str) -> Iterator[None]:
    """Let one xdist worker at a time pass."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _own_servers(folder: Path) -> dict[str, str]:
    """Return the addresses of this session's own servers, starting them for the first who asks."""
    ready = folder / "ready.json"
    with only_one(folder, "start"):
        if not ready.exists():
            (folder / "asked").touch()
            command = [sys.executable, "-m", "deploy.local.throwaway", str(folder)]
            with (folder / "throwaway.log").open("wb") as log:
                process = subprocess.Popen(
                    command,
                    cwd=ROOT,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            end = time.monotonic() + START_SECONDS
            while not ready.exists():
                if process.poll() is not None or time.monotonic() > end:
                    pytest.exit(f"The tests' servers did not start: {(folder / 'throwaway.log').read_text()}", 1)
                time.sleep(0.05)
            # It is meant to outlive this worker; the lock ends it.
            process.returncode = 0
    answer: dict[str, str] = json.loads(ready.read_text())
    if "error" in answer:
        pytest.exit(f"The tests' servers did not start: {answer['error']}", 1)
    return answer


@pytest.fixture(scope="session")
def session_folder() -> Path:
    """A folder shared by all xdist workers of this session and removed after it."""
    return Path(os.environ[_FOLDER])


def with_database(url: str, name: str, user: str | None = None) -> str:
    """Return the address of another database (and login) on the same server."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    netloc = parts.netloc if user is None else f"{user}@{host}"
    return urlunsplit(parts._replace(netloc=netloc, path=f"/{name}"))


@pytest.fixture(scope="session")
def server_url(session_folder: Path) -> str:
    """The owner's address of the server, on a database that tests never touch."""
    given = os.environ.get("SANGONG_TEST_DATABASE_URL") or os.environ.get("DATABASE_URL")
    return given or _own_servers(session_folder)["DATABASE_URL"]


def migrate(owner_url: str) -> None:
    """Bring a database to the newest migration, by the very command an operator uses."""
    environment = {
        **os.environ,
        **throwaway.SETTINGS,
        "DATABASE_URL": owner_url,
        "OWNER_DATABASE_URL": owner_url,
        "REDIS_URL": "redis://localhost/0",
    }
    command = [sys.executable, "-m", "backend.app.commands", "migrate"]
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        pytest.exit(f"sangong migrate failed:\n{answer.stdout}{answer.stderr}", 1)


def _session_name() -> str:
    return "test_" + hashlib.sha256(os.environ[_FOLDER].encode()).hexdigest()[:12]


@pytest.fixture(scope="session")
def template_database(server_url: str, session_folder: Path) -> str:
    """The name of a migrated, empty database that others are copied from."""
    name = f"{_session_name()}_template"
    done = session_folder / "template.done"
    with only_one(session_folder, "template"):
        if not done.exists():
            postgres.ensure_application_role(server_url)
            create_database(server_url, name)
            migrate(with_database(server_url, name))
            done.touch()
    return name


def create_database(server_url: str, name: str, template: str = "template0") -> None:
    """Create a database as a copy of ``template``, in place of one of the same name."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        target = sql.Identifier(name)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(target))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(target, sql.Identifier(template)))


def drop_database(server_url: str, name: str) -> None:
    """Drop a database, its connections with it."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def copied_database(server_url: str, template: str, folder: Path, name: str) -> Iterator[str]:
    """Yield the owner's address of a new copy of the template and drop it in the end."""
    name = f"{_session_name()}_{name}"
    with only_one(folder, "template"):
        create_database(server_url, name, template)
    yield with_database(server_url, name)
    drop_database(server_url, name)


def application_url(owner_url: str) -> str:
    """Return the application's address of the same database; on a given server it is the owner's."""
    if "DATABASE_URL" in os.environ:
        return owner_url
    return with_database(owner_url, urlsplit(owner_url).path.lstrip("/"), postgres.APPLICATION)


@pytest.fixture(scope="session")
def owner_url(server_url: str, template_database: str, session_folder: Path, worker_name: str) -> Iterator[str]:
    """The owner's address of this xdist worker's own migrated database."""
    with copied_database(server_url, template_database, session_folder, worker_name) as url:
        yield url


@pytest.fixture(scope="session")
def database_url(owner_url: str) -> str:
    """The application's address of the same database."""
    return application_url(owner_url)


@pytest.fixture(scope="session")
def worker_name() -> str:
    """This xdist worker's name: gw0, gw1, … or gw0 without xdist."""
    return os.environ.get("PYTEST_XDIST_WORKER", "gw0")


@pytest.fixture(scope="session")
def redis_url(session_folder: Path, worker_name: str) -> str:
    """The address of this xdist worker's own numbered Redis database."""
    url = os.environ.get("REDIS_URL") or _own_servers(session_folder)["REDIS_URL"]
    number = int(worker_name.removeprefix("gw")) + 1
    if url.startswith("unix://"):
        return f"{url.partition('?')[0]}?db={number}"
    return urlunsplit(urlsplit(url)._replace(path=f"/{number}"))


@pytest.fixture
def sangong_home(tmp_path: Path) -> Path:
    """An empty folder for a whole local stack."""
    return tmp_path / "var"
