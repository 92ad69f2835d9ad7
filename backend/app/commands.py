"""The console command `sangong`: what an operator runs in production, each part on its own."""

import socket
import sys
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

import click
import flask
import orjson
from psycopg.errors import UndefinedTable
from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError, ProgrammingError

from backend.app.checking import Findings, check_all, recompute_all
from backend.app.factory import create_app
from backend.core.actor import Role
from backend.core.errors import SangongError
from backend.infra.log import configure_logging
from backend.infra.settings import Settings, SettingsError, load_settings

ROOT = Path(__file__).resolve().parents[2]
# 512 are granian's own choice for two workers: of 1,000 phones that poll, half were left waiting (bench-opinions).
CONNECTIONS_A_WORKER = 4096


def main() -> None:
    """Run the command; what an operator can put right is one sentence and exit status 1."""
    try:
        cli(standalone_mode=True)
    except (SettingsError, PortTakenError) as error:
        _give_up(str(error))
    except SangongError as error:
        wrong = [text for texts in error.extras.get("errors", {}).values() for text in texts]
        _give_up("：".join([error.title, *wrong]))
    except OperationalError as error:
        _give_up(f"The database cannot be reached: {str(error.orig).splitlines()[0]}")
    except ProgrammingError as error:
        if not isinstance(error.orig, UndefinedTable):
            raise
        _give_up("The database has not all tables yet: run `sangong migrate`.")
    except RedisError as error:
        _give_up(f"Redis cannot be reached: {error}")


def _give_up(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)


class PortTakenError(Exception):
    """The API can't listen where it was told to."""


def _ensure_port_is_free(host: str, port: int) -> None:
    """Refuse what granian would not: it would share the port with another server and get every second request."""
    try:
        address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)[0]
        with socket.socket(address[0], address[1]) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address[4])
    except OSError as error:
        raise PortTakenError(f"Cannot listen at {host}:{port} (HOST, PORT): {error.strerror}.") from error


@click.group(help="Sangong: a neighbourhood's lists, hours and points.")
def cli() -> None:
    """Group of commands."""


def _application() -> tuple[flask.Flask, Settings]:
    settings = load_settings()
    configure_logging(settings.log_level)
    return create_app(settings, serves=False), settings


def with_application(command: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command inside an application context."""

    @wraps(command)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        app, _ = _application()
        with app.app_context():
            return command(*args, **kwargs)

    return wrapper


def _print(findings: Findings) -> None:
    """Print what was found, a line each; exit status 1 when not all was well."""
    for line in findings.lines:
        click.echo(line)
    if not findings.clean:
        sys.exit(1)


@cli.command()
def api() -> None:
    """Serve HTTP (granian, WSGI)."""
    from granian.constants import Interfaces
    from granian.server import Server

    settings = load_settings()
    _ensure_port_is_free(settings.host, settings.port)
    Server(
        "backend.app.wsgi:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.web_workers,
        blocking_threads=settings.web_threads,
        backlog=1024,
        # A phone that watches keeps its connection, and one that finds no place waits until another goes away.
        backpressure=CONNECTIONS_A_WORKER,
        websockets=False,
        log_access=False,
        respawn_failed_workers=True,
    ).serve()


@cli.command()
def worker() -> None:
    """Work off the queue (RQ); start as many as you have cores."""
    from backend.app.worker import run_worker

    app, _ = _application()
    run_worker(app)


@cli.command()
def scheduler() -> None:
    """Look every second what is due and nudge the workers; a second scheduler does no harm."""
    from backend.app.scheduler import run_scheduler

    app, settings = _application()
    run_scheduler(app, settings)


@cli.command()
def migrate() -> None:
    """Bring the database to the newest schema (as its owner)."""
    from backend.app.migrating import migrate as run

    run(load_settings())


@cli.command()
@with_application
def check() -> None:
    """Prove every invariant of the books by SQL, a line each; exit status 1 when one is broken."""
    _print(check_all())


@cli.command()
@click.option("--since", required=True, type=click.DateTime(["%Y-%m-%d"]), help="First day, local time.")
@click.option("--community", "only", type=int, help="This community alone.")
@with_application
def recompute(since: datetime, only: int | None) -> None:
    """Replay settlement by the rules of each day and compare it with the books; exit status 1 when they differ."""
    _print(recompute_all(since.date(), only))


@cli.command()
@click.option("--year", required=True, type=click.IntRange(2020, 2200), help="A year that is over.")
@click.option("--community", "only", type=int, help="This community alone.")
@with_application
def archive(year: int, only: int | None) -> None:
    """Move a closed year of the ledger into a file, as the tables' owner; balances, keys and proofs stay valid."""
    from backend.app.archiving import archive_all

    _print(archive_all(year, only))


@cli.command("match")
@click.option("--community", "only", type=int, help="This community alone.")
@with_application
def match(only: int | None) -> None:
    """Match needs and offers in full now, a line a community; what somebody was told of before stands."""
    from backend.app.matching import match_all

    for line in match_all(only):
        click.echo(line)


@cli.command("demo-data")
@click.option("--communities", envvar="COMMUNITIES", default=2, show_default=True, type=click.IntRange(1, 200))
@click.option("--members", envvar="MEMBERS", default=40, show_default=True, type=click.IntRange(20, 100_000))
@with_application
def demo_data(communities: int, members: int) -> None:
    """Make a neighbourhood that looks like a real one; doing it twice changes nothing."""
    from backend.app.demo.data import make_demo_data

    make_demo_data(count=communities, members=members)


@cli.command()
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path), default=ROOT / "docs" / "openapi.json")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; fail when the file is stale.")
def openapi(output: Path, only_check: bool) -> None:
    """Write the OpenAPI document."""
    from backend.app.specification import specification

    text = orjson.dumps(specification(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n"
    if not only_check:
        output.write_text(text)
    elif not output.exists() or output.read_text() != text:
        click.echo(f"{output.name} is stale: run `sangong openapi`.", err=True)
        sys.exit(1)


@cli.command()
@click.argument("community_id", type=int)
@click.option("--name", required=True)
@click.option("--street", required=True)
@click.option("--district", required=True)
@click.option("--city", required=True)
@with_application
def found(community_id: int, name: str, street: str, district: str, city: str) -> None:
    """Found a community: 12 digits, its street's 9 and three of your own."""
    from backend.communities import service
    from backend.infra.uow import unit_of_work

    with unit_of_work() as uow:
        service.found_community(uow, community_id, name=name, street=(street, district, city))


@cli.command()
@click.argument("community_id", type=int)
@click.argument("member_id", type=UUID)
@click.option("--role", type=click.Choice(["lead", "staff", "supervisor"]), default="lead", show_default=True)
@with_application
def appoint(community_id: int, member_id: UUID, role: str) -> None:
    """Give a member a role on the operator's word (the first lead of a community)."""
    from backend.communities import service
    from backend.infra.uow import unit_of_work

    with unit_of_work() as uow:
        service.appoint(uow, community_id, member_id, Role(role))


if __name__ == "__main__":
    main()
