"""The whole stack on one machine: which programs run with which settings, and in what order they start."""

import os
import re
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis

from deploy.local import ports, postgres, screen, sockets, valkey
from deploy.local.errors import LocalError
from deploy.local.home import ROOT, Home, load_secrets, locked, open_home
from deploy.local.processes import Program, Stopped, Supervisor

DATABASE = "sangong"
CLIENT_DIST = ROOT / "miniprogram_mock" / "client" / "dist" / "h5"
READY_SECONDS = 120.0
MIGRATE_SECONDS = 600.0
VERSION_MIN = 150000


@dataclass(frozen=True)
class Addresses:
    """Where the programs listen."""

    host: str
    port: int
    wechat_port: int | None

    @property
    def shown(self) -> str:
        """The address a person opens."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host  # noqa: S104 - only compared
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def wechat(self) -> str | None:
        """The fake WeChat platform's address, unless another platform was named."""
        return None if self.wechat_port is None else f"http://127.0.0.1:{self.wechat_port}"


def choose_addresses() -> Addresses:
    """Read HOST, PORT and WECHAT_PORT; raises LocalError when one is wrong or taken."""
    host = os.environ.get("HOST") or "127.0.0.1"
    port = ports.wanted("PORT", 8000)
    ports.refuse_taken(host, port, "PORT")
    if os.environ.get("WECHAT_BASE_URL"):
        return Addresses(host, port, None)
    if os.environ.get("WECHAT_PORT"):
        wechat_port = ports.wanted("WECHAT_PORT", 8100)
        ports.refuse_taken("127.0.0.1", wechat_port, "WECHAT_PORT")
    else:
        wechat_port = ports.first_free("127.0.0.1", 8100)
    return Addresses(host, port, wechat_port)


def given_servers() -> dict[str, str]:
    """Return the addresses that are given; raises LocalError when one cannot be reached."""
    given = {name: url for name in ("DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL") if (url := os.environ.get(name))}
    for name in ("DATABASE_URL", "OWNER_DATABASE_URL"):
        if name in given:
            _check_database(name, given[name])
    if "REDIS_URL" in given:
        _check_redis(given["REDIS_URL"])
    if "DATABASE_URL" not in given:
        given.pop("OWNER_DATABASE_URL", None)
    return given


def _check_database(name: str, url: str) -> None:
    plain = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", url)
    try:
        with psycopg.connect(plain, connect_timeout=5) as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        raise LocalError(f"{name} cannot be reached: {_first_line(error)}") from error
    if version < VERSION_MIN:
        raise LocalError(f"{name} names PostgreSQL {version // 10000}; Sangong needs 15 or newer.")


def _check_redis(url: str) -> None:
    try:
        with redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise LocalError(f"REDIS_URL cannot be reached: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def start_servers(
    supervisor: Supervisor, home: Home, given: Mapping[str, str], say: Callable[[str], None]
) -> dict[str, str]:
    """Start PostgreSQL and Valkey unless their addresses are given; return all addresses."""
    urls = dict(given)
    if "DATABASE_URL" not in urls:
        say("PostgreSQL")
        server = postgres.prepare(home.postgres)
        postgres.start(supervisor, server, home.log("postgres"))
        postgres.ensure_application_role(server.url(postgres.OWNER))
        postgres.ensure_database(server, DATABASE)
        urls["DATABASE_URL"] = server.url(DATABASE, postgres.APPLICATION)
        urls["OWNER_DATABASE_URL"] = server.url(DATABASE)
    if "REDIS_URL" not in urls:
        say("Valkey")
        store = valkey.prepare(home.valkey)
        valkey.start(supervisor, store, home.log("valkey"))
        urls["REDIS_URL"] = store.url()
    return urls


def program_environment(home: Home, addresses: Addresses, urls: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of our programs: the person's own, then what a demo needs and was not given."""
    stores = {"PHOTO_STORE": str(home.folder / "photos"), "ARCHIVE_STORE": str(home.folder / "archives")}
    own = {**load_secrets(home), "SANGONG_MODE": "demo", **stores}
    environment = {**own, **os.environ, **urls}
    if "OWNER_DATABASE_URL" not in urls:
        environment.pop("OWNER_DATABASE_URL", None)
    environment |= {"HOST": addresses.host, "PORT": str(addresses.port), "PYTHONUNBUFFERED": "1"}
    if addresses.wechat is not None:
        environment["WECHAT_BASE_URL"] = addresses.wechat
    if CLIENT_DIST.is_dir():
        environment.setdefault("CLIENT_DIR", str(CLIENT_DIST))
    return environment


@dataclass(frozen=True)
class Programs:
    """Makes the programs of one home and environment."""

    home: Home
    environment: Mapping[str, str]

    def sangong(self, *arguments: str, name: str) -> Program:
        """Return the console command ``sangong`` with arguments."""
        command = [sys.executable, "-m", "backend.app.commands", *arguments]
        return Program(name, command, self.home.log(arguments[0]), self.environment, ROOT)

    def wechat(self, port: int) -> Program:
        """Return the fake WeChat platform."""
        state = self.home.folder / "wechat.sqlite"
        options = ["--port", str(port), "--state", str(state)]
        command = [sys.executable, "-m", "miniprogram_mock.wechat_platform", *options]
        return Program("The fake WeChat platform", command, self.home.log("wechat"), self.environment, ROOT)


def start_programs(
    supervisor: Supervisor, programs: Programs, addresses: Addresses, say: Callable[[str], None]
) -> None:
    """Migrate, fill an empty database with demo data, start all programs, wait until the API is ready."""
    say("migrations")
    supervisor.complete(programs.sangong("migrate", name="sangong migrate"), seconds=MIGRATE_SECONDS)
    if addresses.wechat_port is not None:
        supervisor.start(programs.wechat(addresses.wechat_port))
    begun = programs.home.folder / "demo-data.begun"
    if begun.exists() or is_empty(programs.environment):
        say("demo data (first time)")
        begun.touch()  # should it be interrupted, the next start does it again: twice changes nothing
        supervisor.complete(programs.sangong("demo-data", name="sangong demo-data"), seconds=MIGRATE_SECONDS)
        begun.unlink()
    say("programs")
    supervisor.start(programs.sangong("api", name="The API"))
    supervisor.start(programs.sangong("worker", name="The worker"))
    supervisor.start(programs.sangong("scheduler", name="The scheduler"))
    ready = f"{addresses.shown}/health/ready"
    supervisor.wait_until(lambda: is_ready(ready), what="The API", seconds=READY_SECONDS)
    supervisor.check()


def is_empty(environment: Mapping[str, str]) -> bool:
    """Return whether the migrated database holds no community yet."""
    url = environment.get("OWNER_DATABASE_URL") or environment["DATABASE_URL"]
    plain = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", url)
    with psycopg.connect(plain, connect_timeout=5) as connection:
        return connection.execute("SELECT 1 FROM communities LIMIT 1").fetchone() is None


def is_ready(address: str) -> bool:
    """Return whether ``address`` answers 200."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own API
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def run() -> None:
    """Start everything, show the screen, watch until asked to stop; raises LocalError when anything fails."""
    begun = time.monotonic()
    addresses = choose_addresses()
    given = given_servers()
    home = open_home()
    with locked(home), private_sockets(home), Supervisor() as supervisor:
        load_secrets(home)  # damaged ones are told of before any server starts
        try:
            urls = start_servers(supervisor, home, given, _say)
            environment = program_environment(home, addresses, urls)
            start_programs(supervisor, Programs(home, environment), addresses, _say)
        except Stopped:
            return
        identities = screen.fetch_identities(addresses.shown)
        seconds = time.monotonic() - begun
        text = screen.compose(addresses.shown, identities, home=home.folder, wechat=addresses.wechat, seconds=seconds)
        print(text, flush=True)
        supervisor.run()
        print("  Stopping …", flush=True)


@contextmanager
def private_sockets(home: Home) -> Iterator[None]:
    """Leave no folder for sockets behind once the servers have stopped."""
    try:
        yield
    finally:
        for data in (home.postgres, home.valkey):
            sockets.forget(data.resolve())


def _say(what: str) -> None:
    print(f"  Starting: {what} …", flush=True)


@contextmanager
def servers_of_home(home: Home) -> Iterator[dict[str, str]]:
    """Yield the addresses of a home's servers: those that run now, or started for the time being."""
    server = postgres.Postgres(home.postgres.resolve(), Path())
    store = valkey.Valkey(home.valkey.resolve(), Path())
    if home.postgres.is_dir() and postgres.answers(server.url(DATABASE)) and valkey.answers(store.url()):
        yield {
            "DATABASE_URL": server.url(DATABASE, postgres.APPLICATION),
            "OWNER_DATABASE_URL": server.url(DATABASE),
            "REDIS_URL": store.url(),
        }
        return
    with locked(home), private_sockets(home), Supervisor() as supervisor:
        yield start_servers(supervisor, home, given_servers(), lambda _: None)
