"""Work that is due: what is due is rows in PostgreSQL; a job is only a nudge to one community's rows.

Losing Redis or a worker loses a nudge and nothing else: the scheduler scans again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from redis import Redis
from rq import Queue, Retry
from rq.serializers import JSONSerializer

from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork, unit_of_work

log = structlog.get_logger(__name__)

QUEUE_NAME = "sangong"
JOB_TIMEOUT_SECONDS = 120
NUDGE_SECONDS = 2


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
    """Enqueue a job for every source and community with something due; return how many were enqueued."""
    nudged = 0
    for source in runtime().due_sources.values():
        with unit_of_work() as uow:
            communities = source.scan(uow)
        for community_id in communities:
            nudged += _nudge(queue, source.name, community_id)
    return nudged


def _nudge(queue: Queue, source: str, community_id: int) -> bool:
    """Enqueue unless the same nudge was given a moment ago."""
    if not queue.connection.set(f"nudge:{source}:{community_id}", 1, nx=True, ex=NUDGE_SECONDS):
        return False
    queue.enqueue(
        "backend.infra.due.run_due",
        source,
        community_id,
        job_timeout=JOB_TIMEOUT_SECONDS,
        retry=Retry(max=3, interval=1),
        result_ttl=0,
        failure_ttl=86_400,
    )
    return True


def run_due(source: str, community_id: int) -> int:
    """Do all that is due of one source in one community, a batch per transaction; return the rows done."""
    work = runtime().due_sources[source].work
    total = 0
    while True:
        with unit_of_work() as uow:
            done = work(uow, community_id)
        if done == 0:
            break
        total += done
    if total:
        log.info("due_done", source=source, community_id=community_id, rows=total)
    return total
