"""The scheduler: every second it looks what is due and nudges the workers. Several of them do no harm."""

import signal
import threading
from types import FrameType

import flask
import structlog
from redis.exceptions import RedisError

from backend.infra.due import make_queue, nudge_all
from backend.infra.runtime import EXTENSION, Runtime
from backend.infra.settings import Settings

log = structlog.get_logger(__name__)


def run_scheduler(app: flask.Flask, settings: Settings) -> None:
    """Tick until SIGINT or SIGTERM; an unreachable server is logged and tried again."""
    stop = threading.Event()

    def ask_to_stop(signum: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask_to_stop)
    while not stop.is_set():
        tick(app)
        stop.wait(settings.scheduler_interval_seconds)


def tick(app: flask.Flask) -> int:
    """Nudge once; return how many jobs were enqueued (0 when Redis can't be reached)."""
    runtime: Runtime = app.extensions[EXTENSION]
    with app.app_context():
        try:
            return nudge_all(make_queue(runtime.redis))
        except RedisError as error:
            log.warning("redis_unavailable", error=type(error).__name__)
            return 0
