"""Servers of the test's own that go away and come back: worker and scheduler log it, try again and lose nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from deploy.local import postgres, valkey
from deploy.local.processes import Process, Supervisor
from tests.integration.infra.probe import TOPIC
from tests.integration.infra.processes import Running, all_ended, environment, until
from tests.servers import migrate

COMMUNITY = 310107020001
RECORD = """
    INSERT INTO outbox_events (community_id, id, topic, payload, due_at, attempts, created_at)
    SELECT %s, gen_random_uuid(), %s, jsonb_build_object('n', n), clock_timestamp(), 0, clock_timestamp()
    FROM generate_series(%s::bigint, %s::bigint) n"""


@dataclass
class Servers:
    """PostgreSQL and Valkey in a folder, each stopped and started by itself."""

    folder: Path

    def __post_init__(self) -> None:
        """Prepare both folders."""
        self.supervisor = Supervisor()
        self.database = postgres.prepare(self.folder / "postgres", settings=postgres.THROWAWAY)
        self.store = valkey.prepare(self.folder / "valkey")
        self.url = self.database.url(postgres.OWNER)

    def start_postgres(self) -> Process:
        return postgres.start(self.supervisor, self.database, self.folder / "postgres.log")

    def start_valkey(self) -> Process:
        return valkey.start(self.supervisor, self.store, self.folder / "valkey.log")

    def stop(self, process: Process) -> None:
        self.supervisor.processes.remove(process)
        process.stop()

    def record(self, first: int, last: int) -> None:
        with psycopg.connect(self.url) as connection:
            connection.execute(RECORD, [COMMUNITY, TOPIC, first, last])

    def counts(self) -> list[int]:
        with psycopg.connect(self.url) as connection:
            found = connection.execute("SELECT value FROM counters WHERE name LIKE 'probe:%'").fetchall()
            return [value for (value,) in found]


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    """Both servers' folders; whatever was started is stopped."""
    found = Servers(tmp_path)
    yield found
    for process in reversed(found.supervisor.processes):
        process.stop()


@pytest.mark.slow
def test_servers_may_go_and_come_back(servers: Servers, tmp_path: Path) -> None:
    database, store = servers.start_postgres(), servers.start_valkey()
    postgres.ensure_application_role(servers.url)
    migrate(servers.url)
    settings = environment(
        DATABASE_URL=servers.url, REDIS_URL=servers.store.url(), PROBE_FOLDER=str(tmp_path), LOG_LEVEL="INFO"
    )
    with all_ended() as running:
        for part in ("worker", "scheduler"):
            log = tmp_path / f"{part}.log"
            running.append(Running("tests.integration.infra.probe", part, log=log, settings=settings))
        worker, scheduler = running
        servers.record(1, 20)
        until(lambda: len(servers.counts()) == 20, what=lambda: worker.said + scheduler.said)

        servers.stop(store)
        scheduler.wait_until_it_says("redis_unavailable")
        servers.record(21, 40)
        servers.start_valkey()
        until(lambda: len(servers.counts()) == 40, what=lambda: worker.said + scheduler.said)

        hold = tmp_path / "hold"
        hold.touch()
        servers.record(41, 60)
        until((tmp_path / "holding").exists, what=lambda: worker.said)
        servers.stop(servers.supervisor.processes[-1])  # Redis, in the middle of a job
        hold.unlink()
        worker.wait_until_it_says("worker_restarts")
        servers.start_valkey()
        until(lambda: len(servers.counts()) == 60, what=lambda: worker.said + scheduler.said)

        servers.stop(database)
        scheduler.wait_until_it_says("database_unavailable")
        servers.start_postgres()
        servers.record(61, 80)
        until(lambda: len(servers.counts()) == 80, what=lambda: worker.said + scheduler.said)

        assert servers.counts() == [1] * 80
        assert [process.end() for process in running] == [0, 0]


def test_a_worker_that_finds_no_redis_waits_for_it_and_can_be_stopped(tmp_path: Path) -> None:
    with all_ended() as running:
        log = tmp_path / "worker.log"
        running.append(Running("tests.integration.infra.probe", "worker", log=log, settings=environment()))
        running[0].wait_until_it_says("redis_unavailable", times=2)
        assert running[0].end() == 0
        assert "Traceback" not in running[0].said
