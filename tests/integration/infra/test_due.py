"""Nudges: cheap, bounded, and never the truth."""

import logging
from collections.abc import Callable

import flask
import pytest
from redis import Redis

from backend.app.scheduler import tick
from backend.app.worker import QueueWorker
from backend.core.clock import FixedClock
from backend.infra import due
from backend.infra.due import DueSource, make_queue, nudge_all, run_due
from backend.infra.runtime import Runtime
from backend.infra.uow import UnitOfWork

Sources = Callable[..., None]


@pytest.fixture
def sources(runtime: Runtime, monkeypatch: pytest.MonkeyPatch, context: flask.Flask) -> Sources:
    """Put the test's own sources in place of the application's."""

    def put(*given: DueSource) -> None:
        monkeypatch.setattr(runtime, "due_sources", {source.name: source for source in given})

    return put


def source(name: str, *communities: int, rows: int = 0) -> DueSource:
    left = [rows]

    def work(uow: UnitOfWork, community_id: int) -> int:
        left[0] -= 1
        return 1 if left[0] >= 0 else 0

    return DueSource(name, scan=lambda uow: communities, work=work)


def fail(*_: object) -> int:
    raise LookupError("a bug")


def test_a_nudge_that_waits_is_not_given_twice(sources: Sources, runtime: Runtime) -> None:
    sources(source("one", 1, 2), source("two", 1))
    queue = make_queue(runtime.redis)
    assert [nudge_all(queue), nudge_all(queue)] == [3, 0]
    assert queue.count == 3
    run_due("one", 1)
    assert nudge_all(queue) == 1


def test_a_lost_nudge_is_given_again(sources: Sources, runtime: Runtime) -> None:
    sources(source("one", 1))
    nudge_all(make_queue(runtime.redis))
    assert 0 < runtime.redis.ttl("nudge:one:1") <= due.NUDGE_SECONDS
    runtime.redis.flushdb()
    assert nudge_all(make_queue(runtime.redis)) == 1


def test_a_source_that_cannot_be_scanned_holds_up_no_other(sources: Sources, runtime: Runtime) -> None:
    sources(DueSource("bad", scan=fail, work=fail), source("good", 1))
    assert nudge_all(make_queue(runtime.redis)) == 1


def test_a_source_that_raises_rests_for_a_while(sources: Sources, runtime: Runtime) -> None:
    sources(DueSource("bad", scan=lambda uow: [1], work=fail))
    with pytest.raises(LookupError):
        run_due("bad", 1)
    assert nudge_all(make_queue(runtime.redis)) == 0
    assert 0 < runtime.redis.ttl("nudge:bad:1") <= due.REST_SECONDS


def test_a_job_gives_way_when_its_time_is_up(
    sources: Sources, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources(source("endless", 1, rows=10**9))
    monkeypatch.setattr(due, "JOB_BUDGET_SECONDS", 0.05)
    assert run_due("endless", 1) >= 1


def test_a_full_queue_is_not_filled_further(
    sources: Sources, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due, "QUEUE_LENGTH_MAX", 2)
    sources(source("one", 1, 2, 3))
    queue = make_queue(runtime.redis)
    assert nudge_all(queue) == 3
    for key in runtime.redis.scan_iter("nudge:*"):
        runtime.redis.delete(key)
    assert nudge_all(queue) == 0


def test_a_tick_survives_a_lost_redis(app: flask.Flask, runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "redis", Redis.from_url("redis://127.0.0.1:1/0"))
    assert tick(app) == 0


def test_a_failed_job_is_logged_and_the_worker_goes_on(
    app: flask.Flask, sources: Sources, runtime: Runtime, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    # RQ takes its logger away from pytest once a worker has run where nobody listened.
    logger = logging.getLogger("rq.worker")
    logger.addHandler(caplog.handler)
    logger.disabled = False
    caplog.set_level(logging.WARNING, logger.name)
    ran: list[int] = []
    good = DueSource("good", scan=lambda uow: [1], work=lambda uow, community_id: ran.append(community_id) or 0)
    sources(DueSource("bad", scan=lambda uow: [1], work=fail), good)
    assert tick(app) == 2
    worker = QueueWorker(app)
    worker.work(burst=True, logging_level="WARNING")
    worker.connection.close()
    assert ran == [1]
    assert "LookupError: a bug" in caplog.text
