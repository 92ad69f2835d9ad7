"""The RQ worker: one queue, in this process, one job at a time. What it does is decided by due rows, not by jobs."""

import signal
import time
from types import FrameType
from typing import Any

import flask
import structlog
from redis import Redis
from redis.exceptions import RedisError
from rq import SimpleWorker
from rq.exceptions import StopRequested
from rq.serializers import JSONSerializer

from backend.infra.due import make_queue
from backend.infra.runtime import EXTENSION, Runtime

log = structlog.get_logger(__name__)

# Redis forgets a dead worker after this long; maintenance then takes its jobs back.
WORKER_TTL_SECONDS = 30
# How long it waits before it looks for Redis again.
RECONNECT_SECONDS = 2


class QueueWorker(SimpleWorker):
    """A worker whose every job has an application context of its own, so that no session outlives a job."""

    max_connection_wait_time = RECONNECT_SECONDS

    def __init__(self, app: flask.Flask) -> None:
        """Work for ``app``, on a Redis connection of its own: RQ lengthens its time-outs."""
        runtime: Runtime = app.extensions[EXTENSION]
        connection = Redis.from_url(runtime.settings.redis_url, socket_connect_timeout=RECONNECT_SECONDS)
        queue = make_queue(connection)
        super().__init__([queue], connection=connection, serializer=JSONSerializer, worker_ttl=WORKER_TTL_SECONDS)
        self.app = app

    def perform_job(self, *args: Any, **kwargs: Any) -> bool:
        """Perform a job inside a fresh application context."""
        with self.app.app_context():
            return super().perform_job(*args, **kwargs)

    @property
    def was_asked_to_stop(self) -> bool:
        """Whether SIGINT or SIGTERM has come."""
        return self._shutdown_requested_date is not None


def run_worker(app: flask.Flask, *, burst: bool = False) -> None:
    """Work until stopped: SIGINT and SIGTERM end it after the job in hand, a lost Redis is waited for.

    RQ leaves its loop whenever something unforeseen happens to its bookkeeping; here that means to begin anew.
    """
    _listen()
    try:
        while not _work(app, burst=burst):
            log.warning("worker_restarts", seconds=RECONNECT_SECONDS)
            time.sleep(RECONNECT_SECONDS)
    except StopRequested:
        log.info("worker_stopped")


def _work(app: flask.Flask, *, burst: bool) -> bool:
    """Return whether the work is over: asked to stop, or nothing left in a burst."""
    worker = None
    try:
        worker = QueueWorker(app)
        worker.work(burst=burst, logging_level="WARNING", with_scheduler=False)
    except RedisError as error:
        log.warning("redis_unavailable", error=type(error).__name__)
        return worker is not None and worker.was_asked_to_stop
    finally:
        _listen()
    return burst or worker.was_asked_to_stop


def _listen() -> None:
    """Hear signals ourselves; while a worker works, RQ does."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    """Leave the loop."""
    raise StopRequested()
