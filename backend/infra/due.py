"""Work that is due: what is due is rows in PostgreSQL; a job is only a nudge to one community's rows.

Losing Redis or a worker loses a nudge and nothing else: the scheduler scans again.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy.exc import OperationalError

from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork, unit_of_work

log = structlog.get_logger(__name__)

QUEUE_NAME = "sangong"
JOB_TIMEOUT_SECONDS = 120
# A job goes on with batches for this long; what is left gets the next nudge, so that nobody waits behind one backlog.
JOB_BUDGET_SECONDS = 20.0
# A nudge that no job has answered by then was lost, or the workers are behind.
NUDGE_SECONDS = 10
# How long a source that raised is left alone in the community where it did.
REST_SECONDS = 10
# More waiting jobs than this tell of missing workers; more of them would only fill Redis.
QUEUE_LENGTH_MAX = 10_000
FAILED_JOB_SECONDS = 3_600


@dataclass(frozen=True, slots=True)
class DueSource:
    """Rows with a time.

    ``scan`` names the communities with something due and takes no lock; ``work`` claims one batch in one community
    with FOR UPDATE SKIP LOCKED, does it and returns how many rows it took (0: nothing left).
    """

    name: str
    scan: Callable[[UnitOfWork], Sequence[int]]
    work: Callable[[UnitOfWork, int], int]


def make_queue(redis: Redis) -> Queue:
    """Return the one queue; a worker process serves only it."""
    return Queue(QUEUE_NAME, connection=redis, serializer=JSONSerializer)


def nudge_all(queue: Queue) -> int:
    """Enqueue a job for every source and community with something due; return how many were enqueued.

    A source whose scan fails is logged and holds up no other. Raises RedisError when Redis is away.
    """
    if queue.count >= QUEUE_LENGTH_MAX:
        log.error("queue_full", jobs=QUEUE_LENGTH_MAX)
        return 0
    return sum(
        _nudge(queue, source.name, community_id)
        for source in runtime().due_sources.values()
        for community_id in _scan(source)
    )


def _scan(source: DueSource) -> Sequence[int]:
    try:
        with unit_of_work() as uow:
            return source.scan(uow)
    except OperationalError as error:
        log.warning("database_unavailable", source=source.name, error=type(error.orig).__name__)
        return []
    except Exception:  # whatever one source raises, the others are looked at
        log.exception("due_scan_failed", source=source.name)
        return []


def _nudge(queue: Queue, source: str, community_id: int) -> bool:
    """Enqueue unless the same nudge still waits for a worker."""
    if not queue.connection.set(_nudge_key(source, community_id), 1, nx=True, ex=NUDGE_SECONDS):
        return False
    queue.enqueue(
        "backend.infra.due.run_due",
        source,
        community_id,
        job_timeout=JOB_TIMEOUT_SECONDS,
        result_ttl=0,
        failure_ttl=FAILED_JOB_SECONDS,
    )
    return True


def _nudge_key(source: str, community_id: int) -> str:
    return f"nudge:{source}:{community_id}"


def run_due(source: str, community_id: int) -> int:
    """Do what is due of one source in one community, a batch per transaction; return the rows done.

    Ends after JOB_BUDGET_SECONDS even when more is due. What the source raises is raised again, after it was told
    to rest: an error that stays must not keep the workers busy.
    """
    key = _nudge_key(source, community_id)
    runtime().redis.delete(key)
    try:
        total = _run_batches(runtime().due_sources[source], community_id)
    except Exception:
        runtime().redis.set(key, 1, ex=REST_SECONDS)
        raise
    if total:
        log.info("due_done", source=source, community_id=community_id, rows=total)
    return total


def _run_batches(source: DueSource, community_id: int) -> int:
    total = 0
    end = time.monotonic() + JOB_BUDGET_SECONDS
    while time.monotonic() < end:
        with unit_of_work() as uow:
            done = source.work(uow, community_id)
        total += done
        if done == 0:
            break
    return total
