"""Real workers and a real scheduler on real servers: whatever is killed or lost, every event is delivered once."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import flask
import pytest
import redis
from rq import Worker
from sqlalchemy import select, text

from backend.core.clock import FixedClock, SystemClock
from backend.infra import outbox
from backend.infra.db import db
from backend.infra.numbers import Counter
from backend.infra.runtime import EXTENSION, Runtime
from backend.infra.settings import Settings
from backend.infra.uow import unit_of_work
from tests.factories.communities import make_community
from tests.integration.infra.probe import BATCH, TOPIC
from tests.integration.infra.processes import Running, all_ended, environment, until

Start = Callable[[str], Running]


@pytest.fixture
def runtime(app: flask.Flask, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Runtime:
    """The application's runtime with an empty queue; this process records the topic as one somebody waits for."""
    found: Runtime = app.extensions[EXTENSION]
    found.redis.flushdb()
    monkeypatch.setattr(found, "subscriptions", {TOPIC: outbox.Subscription(TOPIC, lambda uow, events: None)})
    return found


@pytest.fixture
def community(runtime: Runtime, context: flask.Flask) -> int:
    """A committed community."""
    with unit_of_work() as uow:
        return make_community(uow)


@pytest.fixture
def start(settings: Settings, tmp_path: Path) -> Iterator[Start]:
    """Start parts of the application: ``start("worker")``."""
    variables = environment(
        DATABASE_URL=settings.database_url,
        REDIS_URL=settings.redis_url,
        PROBE_FOLDER=str(tmp_path),
        LOG_LEVEL="INFO",
    )
    if settings.owner_database_url:
        variables["OWNER_DATABASE_URL"] = settings.owner_database_url
    with all_ended() as running:

        def start_one(part: str) -> Running:
            log = tmp_path / f"{part}-{len(running)}.log"
            running.append(Running("tests.integration.infra.probe", part, log=log, settings=variables))
            return running[-1]

        yield start_one


@pytest.fixture
def hold(tmp_path: Path) -> Path:
    """The file whose presence stops deliveries in the middle."""
    path = tmp_path / "hold"
    path.touch()
    return path


def record(community: int, count: int) -> None:
    moment = SystemClock().now()
    with unit_of_work() as uow:
        outbox.record_many(uow, community, TOPIC, [(None, {"n": n}, moment) for n in range(count)])


def counts(community: int) -> list[int]:
    with unit_of_work() as uow:
        of_probe = (Counter.community_id == community, Counter.name.like("probe:%"))
        return list(uow.session.scalars(select(Counter.value).where(*of_probe)))


def wait_until_delivered(community: int, count: int, *processes: Running) -> None:
    def said() -> str:
        return "\n".join(process.said[-3000:] for process in processes)

    until(lambda: len(counts(community)) >= count, what=said)
    assert counts(community) == [1] * count


def wait_until_held(hold: Path, worker: Running) -> None:
    holding = hold.with_name("holding")
    until(holding.exists, what=lambda: worker.said)
    holding.unlink()


def sessions_in(state: str) -> int:
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = :state"
    with db.engine.connect() as connection:
        return int(connection.execute(text(f"{query} AND pid <> pg_backend_pid()"), {"state": state}).scalar_one())


def idle_workers(runtime: Runtime) -> int:
    """Return how many workers wait for work: they are up and would hear a signal."""
    return sum(worker.get_state() == "idle" for worker in Worker.all(connection=runtime.redis))


def test_two_workers_deliver_everything_once_and_leave_no_transaction_open(
    community: int, start: Start, runtime: Runtime
) -> None:
    with unit_of_work() as uow:
        other = make_community(uow)
    record(community, 150)
    record(other, 50)
    workers = [start("worker"), start("worker")]
    until(lambda: idle_workers(runtime) == 2, what=lambda: workers[0].said + workers[1].said)
    processes = [*workers, start("scheduler")]
    wait_until_delivered(community, 150, *processes)
    wait_until_delivered(other, 50, *processes)
    until(lambda: sessions_in("idle in transaction") == 0)
    assert [process.end() for process in processes] == [0, 0, 0]
    assert '"event": "due_done"' in processes[0].said + processes[1].said
    assert "Traceback" not in "".join(process.said for process in processes)


def test_a_worker_killed_in_the_middle_of_a_batch_loses_and_doubles_nothing(
    community: int, start: Start, hold: Path
) -> None:
    record(community, 3 * BATCH)
    start("scheduler")
    worker = start("worker")
    wait_until_held(hold, worker)
    worker.kill()
    assert counts(community) == []
    hold.unlink()
    wait_until_delivered(community, 3 * BATCH, start("worker"))


def test_redis_may_forget_everything_at_any_time(community: int, start: Start, hold: Path, runtime: Runtime) -> None:
    record(community, 3 * BATCH)
    scheduler, worker = start("scheduler"), start("worker")
    wait_until_held(hold, worker)
    runtime.redis.flushdb()
    hold.unlink()
    wait_until_delivered(community, 3 * BATCH, worker)
    with unit_of_work() as uow:
        other = make_community(uow)
    record(other, BATCH)
    runtime.redis.flushdb()
    wait_until_delivered(other, BATCH, worker)
    assert (worker.is_alive, scheduler.is_alive) == (True, True)


def test_a_worker_asked_to_stop_finishes_what_it_has_in_hand(community: int, start: Start, hold: Path) -> None:
    record(community, 1)
    start("scheduler")
    worker = start("worker")
    wait_until_held(hold, worker)
    worker.send(signal.SIGTERM)
    with pytest.raises(AssertionError):
        until(lambda: not worker.is_alive, seconds=0.5)
    assert counts(community) == []
    hold.unlink()
    assert worker.exit_code() == 0
    assert counts(community) == [1]


def test_lost_connections_are_made_anew(community: int, start: Start, hold: Path, runtime: Runtime) -> None:
    """The database drops a worker's transaction, Redis drops every connection: both go on."""
    record(community, BATCH)
    scheduler, worker = start("scheduler"), start("worker")
    wait_until_held(hold, worker)
    with db.engine.connect() as connection:
        drop = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        connection.execute(text(f"{drop} AND pid <> pg_backend_pid()"))
    _drop_redis_connections(runtime.redis)
    hold.unlink()
    wait_until_delivered(community, BATCH, worker, scheduler)
    assert (worker.is_alive, scheduler.is_alive) == (True, True)


def _drop_redis_connections(connection: "redis.Redis") -> None:
    number = str(connection.connection_pool.connection_kwargs.get("db", 0))
    own = connection.client_id()
    for client in connection.client_list():
        if client["db"] == number and int(client["id"]) != own:
            connection.client_kill_filter(_id=client["id"])
