"""The RQ worker: one queue, in this process, one job at a time. What it does is decided by due rows, not by jobs."""

import flask
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from backend.infra.due import make_queue
from backend.infra.runtime import EXTENSION, Runtime

# Redis forgets a dead worker after this long; maintenance then takes its jobs back.
WORKER_TTL_SECONDS = 30


def make_worker(app: flask.Flask) -> SimpleWorker:
    """Return a worker on the one queue."""
    runtime: Runtime = app.extensions[EXTENSION]
    queue = make_queue(runtime.redis)
    return SimpleWorker([queue], connection=runtime.redis, serializer=JSONSerializer, worker_ttl=WORKER_TTL_SECONDS)


def run_worker(app: flask.Flask, *, burst: bool = False) -> None:
    """Work until stopped (SIGINT, SIGTERM end after the job in hand)."""
    with app.app_context():
        make_worker(app).work(burst=burst, logging_level="WARNING", with_scheduler=False)
