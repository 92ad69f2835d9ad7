"""The real ``make run``: starts, answers, stops without a trace, finds its data again, and survives a kill -9."""

import os
import signal
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from deploy.local import postgres
from tests.stack import Stack, first_start, run_to_its_end

pytestmark = pytest.mark.slow
Start = Callable[[Path], Stack]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a stack on a home; whatever the test leaves of it is killed."""
    started: list[Stack] = []

    def start_stack(home: Path) -> Stack:
        stack = Stack(home)
        started.append(stack)
        return stack.wait()

    yield start_stack
    for stack in started:
        if stack.process.poll() is None:
            stack.end(signal.SIGTERM)


@pytest.fixture
def used_home(session_folder: Path, sangong_home: Path) -> Path:
    """A home that was used before, so that a test need not wait for demo data."""
    return first_start(session_folder).copy_home(sangong_home)


def database_of(stack: Stack) -> "psycopg.Connection[tuple[object, ...]]":
    """Connect to the stack's own database as its owner."""
    return psycopg.connect(postgres.Postgres(stack.home / "postgres", Path()).url("sangong"), autocommit=True)


def test_a_first_start_answers_and_ctrl_c_leaves_nothing(session_folder: Path) -> None:
    first = first_start(session_folder)
    assert first.ready == 200
    assert f"http://127.0.0.1:{first.port}/" in first.output
    assert first.identities
    assert first.identities[0]["name"] in first.output
    assert first.home in first.output
    assert (first.code, first.left) == (0, [])


def test_a_home_keeps_its_data_through_a_stop_and_a_kill_and_serves_one_run_at_a_time(
    used_home: Path, start: Start
) -> None:
    secrets = (used_home / "secrets.json").read_bytes()
    first = start(used_home)
    with database_of(first) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS value")
    refused = run_to_its_end(used_home)
    assert refused.returncode == 1
    assert f"already runs on {used_home} (process {first.process.pid})" in refused.stderr
    assert first.get("/health/ready")[0] == 200
    assert first.end(signal.SIGTERM) == 0

    second = start(used_home)
    with database_of(second) as connection:
        assert connection.execute("SELECT value FROM kept").fetchall() == [(7,)]
    assert "demo data" not in second.output
    assert (used_home / "secrets.json").read_bytes() == secrets
    assert second.end(signal.SIGKILL) == -signal.SIGKILL
    assert second.wait_until_gone() == {}

    third = start(used_home)
    with database_of(third) as connection:
        assert connection.execute("SELECT value FROM kept").fetchall() == [(7,)]


def test_secrets_are_readable_by_their_owner_alone(used_home: Path) -> None:
    assert stat.S_IMODE((used_home / "secrets.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((used_home / "postgres").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("name", "part"),
    [("The API", "commands api"), ("The worker", "commands worker"), ("PostgreSQL", "postgres -D")],
)
def test_a_killed_program_is_named_and_the_rest_stops(used_home: Path, start: Start, name: str, part: str) -> None:
    stack = start(used_home)
    victim = min(pid for pid, command in stack.processes().items() if part in command)
    os.kill(victim, signal.SIGKILL)
    assert stack.process.wait(60) == 1
    assert f"sangong: {name} was killed by SIGKILL" in stack.output
    assert stack.wait_until_gone() == {}
