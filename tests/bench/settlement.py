"""Records settled per second by the books' own service, in batches of 10,000, on a real PostgreSQL.

``python -m tests.bench.settlement [batches] [batch size]`` prints one JSON object. It starts servers of its own and
removes them; ``DATABASE_URL`` and the other settings name running ones instead, on which it leaves a community behind.
"""

import json
import os
import resource
import secrets
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import flask
from sqlalchemy import text

from backend.app.factory import create_app
from backend.app.migrating import migrate
from backend.books import service
from backend.books.types import ServiceEarning
from backend.core.amounts import Minutes, Points, TimeCredits
from backend.core.ids import new_id
from backend.infra.settings import load_settings
from backend.infra.uow import unit_of_work

COMMUNITY_ID = 10**11 + secrets.randbelow(9 * 10**11)
MEMBERS = 5_000
POINTS_EACH, MINUTES_EACH = 60, 60


def earnings(count: int, members: Sequence[ServiceEarning] = ()) -> list[ServiceEarning]:
    """Return new records of MEMBERS members who take turns; each earns in both books, so two transfers."""
    owners = [line.member_id for line in members] if members else [new_id() for _ in range(MEMBERS)]
    return [
        ServiceEarning(
            record_id=new_id(),
            member_id=owners[turn % len(owners)],
            minutes=Minutes(MINUTES_EACH),
            time_credits=TimeCredits(MINUTES_EACH),
            points=Points(POINTS_EACH),
            served_on=date(2026, 11, 20),
            title="社区卫生清洁",
        )
        for turn in range(count)
    ]


@dataclass(frozen=True)
class Cost:
    """What one batch took: seconds on the clock, CPU seconds of this process and of PostgreSQL's (None: elsewhere)."""

    wall: float
    python: float
    postgres: float | None


def run(app: flask.Flask, *, batches: int, size: int) -> dict[str, object]:
    """Settle ``batches`` of ``size`` records and the last of them again; return what it took."""
    members = earnings(MEMBERS)
    with app.app_context(), unit_of_work() as uow:
        points = Points(POINTS_EACH * size * batches)
        service.pledge_points(uow, COMMUNITY_ID, unit_id=new_id(), pledge_id=new_id(), points=points, title="商户承诺")
    todo = [earnings(size, members) for _ in range(batches)]
    costs = [settle(app, batch) for batch in todo]
    repeated = settle(app, todo[-1])
    with app.app_context(), unit_of_work() as uow:
        started = time.perf_counter()
        findings = [str(finding) for finding in service.self_check(uow, COMMUNITY_ID)]
        checked = time.perf_counter() - started
    on_server = [cost.postgres for cost in costs if cost.postgres is not None]
    return {
        "benchmark": "settlement",
        "batch_size": size,
        "batches": batches,
        "transfers_per_record": 2,
        "records_per_second": round(size * batches / sum(cost.wall for cost in costs)),
        "best_records_per_second": round(size / min(cost.wall for cost in costs)),
        "python_cpu_us_per_record": round(1e6 * sum(cost.python for cost in costs) / batches / size, 1),
        "postgres_cpu_us_per_record": round(1e6 * sum(on_server) / batches / size, 1) if on_server else None,
        "repeated_batch_seconds": round(repeated.wall, 3),
        "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "self_check": findings or "ok",
        "self_check_seconds": round(checked, 3),
        "load_average": round(os.getloadavg()[0], 1),
    }


def settle(app: flask.Flask, batch: list[ServiceEarning]) -> Cost:
    """Settle one batch in one committed unit of work."""
    with app.app_context(), unit_of_work() as uow:
        process_id = uow.session.execute(text("SELECT pg_backend_pid()")).scalar_one()
    before = (time.perf_counter(), time.process_time(), cpu_seconds(process_id))
    with app.app_context(), unit_of_work() as uow:
        outcome = service.settle_service(uow, COMMUNITY_ID, batch)
    after = (time.perf_counter(), time.process_time(), cpu_seconds(process_id))
    if len(outcome.settled) != len(batch):
        raise SystemExit(f"only {len(outcome.settled)} of {len(batch)} records were settled")
    on_server = None if before[2] is None or after[2] is None else after[2] - before[2]
    return Cost(after[0] - before[0], after[1] - before[1], on_server)


def cpu_seconds(process_id: int) -> float | None:
    """Return what a process of this machine has used so far; None where it runs elsewhere."""
    try:
        fields = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Run on the given servers, or on throw-away ones, and print the figures."""
    if "DATABASE_URL" not in os.environ:
        own_servers = [sys.executable, "-m", "deploy.local", "with-servers", "--"]
        os.execv(sys.executable, [*own_servers, sys.executable, "-m", "tests.bench.settlement", *sys.argv[1:]])
    batches, size = (*map(int, sys.argv[1:3]), *(5, 10_000)[len(sys.argv[1:3]) :])
    settings = load_settings()
    migrate(settings)
    print(json.dumps(run(create_app(settings), batches=batches, size=size)))


if __name__ == "__main__":
    main()
