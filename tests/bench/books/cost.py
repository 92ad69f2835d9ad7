"""What a stretch of work costs: seconds, and CPU of PostgreSQL and of the clients, beside what was done in it."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import quantiles

import psutil
from sqlalchemy import text

from backend.infra.uow import unit_of_work

# Backends whose clients have gone need a moment to go too; what they used is then their parent's.
SETTLE_SECONDS = 0.5


@dataclass
class Cost:
    """Filled when the stretch ends."""

    wall: float = 0.0
    postgres: float = 0.0
    clients: float = 0.0
    done: int = 0
    extra: dict[str, object] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Return what was done in a second."""
        return self.done / self.wall if self.wall else 0.0

    def shown(self) -> dict[str, object]:
        """Return the figures as they are printed."""
        done = max(self.done, 1)
        return {
            "per_second": round(self.rate),
            "postgres_cpu_us": round(1e6 * self.postgres / done, 1),
            "client_cpu_us": round(1e6 * self.clients / done, 1),
            **self.extra,
        }


Costs = dict[str, Cost]


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Return the median, the 95th and the 99th percentile of what single ones took, in milliseconds."""
    cuts = quantiles(seconds, n=100)
    return {f"p{part}_ms": round(1e3 * cuts[part - 1], 2) for part in (50, 95, 99)}


def server_process() -> psutil.Process:
    """Return the postmaster; it runs on this machine."""
    with unit_of_work() as uow:
        pid = uow.session.execute(text("SELECT pg_backend_pid()")).scalar_one()
    return psutil.Process(psutil.Process(pid).ppid())


@contextmanager
def measured(server: psutil.Process) -> Iterator[Cost]:
    """Measure what happens inside; the caller says how much was done."""
    cost = Cost()
    before = (time.perf_counter(), _server_cpu(server), _own_cpu())
    yield cost
    wall, own = time.perf_counter(), _own_cpu()
    time.sleep(SETTLE_SECONDS)
    after = (wall, _server_cpu(server), own)
    cost.wall, cost.postgres, cost.clients = (b - a for a, b in zip(before, after, strict=True))


def _server_cpu(server: psutil.Process) -> float:
    """Return CPU seconds of the postmaster, its children, and those that have ended."""
    spent = server.cpu_times()
    total = spent.user + spent.system + spent.children_user + spent.children_system
    for child in server.children():
        try:
            times = child.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return float(total)


def _own_cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
