"""A busy or absent database or Redis is a 503 that may simply be sent again; a bug is not."""

import dataclasses
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import psycopg
import pytest
from sqlalchemy import text

from backend.app import factory
from backend.core.clock import FixedClock, SystemClock
from backend.infra.db import db, engine_options
from backend.infra.settings import Settings
from backend.infra.uow import unit_of_work
from tests.client import Caller, refused

NOBODY = "postgresql://nobody@127.0.0.1:1/none"
TRY_AGAIN = ["40001", "40P01", "55P03", "57014", "57P01", "53300", "08006", "25P03", "XX000"]
OURS = ["22021", "22003", "23505", "42703", "XX001"]


@pytest.fixture(scope="module")
def small(settings: Settings) -> Iterator[Caller]:
    """A caller of an application that has two connections, waits a moment only for one, and fails as asked."""

    def options(given: Settings) -> dict[str, object]:
        return {**engine_options(given), "pool_timeout": 0.3}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(factory, "engine_options", options)
        app = factory.create_app(dataclasses.replace(settings, database_pool_size=2), clock=SystemClock())
    app.add_url_rule("/api/v1/raise/<state>", "raise", _raise_sqlstate)
    yield Caller(app)
    with app.app_context():
        db.engine.dispose()


def _raise_sqlstate(state: str) -> str:
    with unit_of_work() as uow:
        uow.session.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'the secret' USING ERRCODE = '{state}'; END $$"))
    return "not raised"


@pytest.fixture
def lost(settings: Settings, clock: FixedClock, request: pytest.FixtureRequest) -> Iterator[Caller]:
    """A caller of an application that lacks a server."""
    app = factory.create_app(dataclasses.replace(settings, **request.param), clock=clock)
    yield Caller(app)
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("state", TRY_AGAIN)
def test_what_may_be_sent_again_says_so(small: Caller, state: str) -> None:
    answer = small.get(f"/raise/{state}")
    assert "secret" not in str(refused(answer, 503, "try_again"))
    assert int(answer.headers["Retry-After"]) >= 1


@pytest.mark.parametrize("state", OURS)
def test_a_bug_of_ours_is_told_as_one(small: Caller, state: str) -> None:
    assert "secret" not in str(refused(small.get(f"/raise/{state}"), 500, "unexpected_error"))


def test_a_control_character_in_a_path_reaches_no_service(small: Caller) -> None:
    refused(small.get("/raise/40001%00"), 404, "not_found")
    refused(small.get("/raise/40%0A001"), 404, "not_found")


def test_connections_that_the_server_closed_are_made_anew(small: Caller, owner_url: str) -> None:
    """After a restart of the database nobody sees an error, whichever of the pool's connections he gets."""

    def backends() -> set[int]:
        with small.app.app_context():
            sessions = [db.engine.connect() for _ in range(2)]
            found = {session.exec_driver_sql("SELECT pg_backend_pid()").scalar_one() for session in sessions}
            for session in sessions:
                session.close()
        return found

    before = backends()
    with psycopg.connect(owner_url) as owner:
        owner.execute("SELECT pg_terminate_backend(pid, 5000) FROM unnest(%s::int[]) AS pid", [list(before)])
    assert len(backends() - before) == 2


def test_an_exhausted_pool_is_a_moments_trouble(small: Caller) -> None:
    done = Event()

    def hold() -> None:
        with small.app.app_context(), unit_of_work() as uow:
            uow.session.execute(text("SELECT 1"))
            held.append(1)
            done.wait(10)

    held: list[int] = []
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(hold), pool.submit(hold)]
        try:
            while len(held) < 2:
                assert not any(job.done() for job in jobs)
            refused(small.get("/demo/clock"), 503, "try_again")
        finally:
            done.set()
    assert small.get("/demo/clock").status_code == 200


@pytest.mark.parametrize("lost", [{"database_url": NOBODY}], indirect=True)
def test_without_a_database_the_api_is_not_ready(lost: Caller) -> None:
    answer = lost.get("/health/ready")
    assert (answer.status_code, answer.get_json()) == (503, {"database": "unreachable", "redis": "ok"})
    refused(lost.get("/demo/clock"), 503, "try_again")
    assert lost.get("/health/live").status_code == 200


@pytest.mark.parametrize("lost", [{"redis_url": "redis://127.0.0.1:1/0"}], indirect=True)
def test_without_redis_the_api_is_not_ready(lost: Caller) -> None:
    answer = lost.get("/health/ready")
    assert (answer.status_code, answer.get_json()) == (503, {"database": "ok", "redis": "unreachable"})
    assert lost.get("/demo/clock").status_code == 200


def test_with_both_the_api_is_ready(caller: Caller) -> None:
    assert (caller.get("/health/ready").status_code, caller.get("/health/live").get_json()) == (200, {"status": "ok"})
