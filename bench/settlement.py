"""Records settled per second by the books' own service, in batches of 10,000, on a real PostgreSQL.

``python -m bench.settlement [batches] [batch size]`` prints one JSON object. It starts servers of its own and removes
them; ``DATABASE_URL`` and the other settings name running ones instead, on which it leaves a community behind.
"""

import json
import os
import resource
import secrets
import sys
import time
from datetime import date

import flask

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


def earnings(count: int, members: list[ServiceEarning] | None = None) -> list[ServiceEarning]:
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


def run(app: flask.Flask, *, batches: int, size: int) -> dict[str, object]:
    """Settle ``batches`` of ``size`` records and one of them again; return what it took."""
    members = earnings(MEMBERS)
    with app.app_context(), unit_of_work() as uow:
        service.pledge_points(
            uow,
            COMMUNITY_ID,
            unit_id=new_id(),
            pledge_id=new_id(),
            points=Points(POINTS_EACH * size * batches),
            title="商户承诺",
        )
    seconds: list[float] = []
    cpu: list[float] = []
    batch: list[ServiceEarning] = []
    for _ in range(batches):
        batch = earnings(size, members)
        wall, own = settle(app, batch, settled=size)
        seconds.append(wall)
        cpu.append(own)
    repeated, _ = settle(app, batch, settled=size)
    with app.app_context(), unit_of_work() as uow:
        findings = [str(finding) for finding in service.self_check(uow, COMMUNITY_ID)]
    return {
        "benchmark": "settlement",
        "batch_size": size,
        "batches": batches,
        "transfers_per_record": 2,
        "records_per_second": round(size * batches / sum(seconds)),
        "best_records_per_second": round(size / min(seconds)),
        "seconds_per_batch": [round(each, 3) for each in seconds],
        "python_cpu_seconds_per_batch": round(sum(cpu) / batches, 3),
        "repeated_batch_seconds": round(repeated, 3),
        "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "self_check": findings or "ok",
    }


def settle(app: flask.Flask, batch: list[ServiceEarning], *, settled: int) -> tuple[float, float]:
    """Settle one batch in one committed unit of work; return wall and own CPU seconds."""
    wall, own = time.perf_counter(), time.process_time()
    with app.app_context(), unit_of_work() as uow:
        outcome = service.settle_service(uow, COMMUNITY_ID, batch)
    if len(outcome.settled) != settled:
        raise SystemExit(f"only {len(outcome.settled)} of {settled} records were settled")
    return time.perf_counter() - wall, time.process_time() - own


def main() -> None:
    """Run on the given servers, or on throw-away ones, and print the figures."""
    if "DATABASE_URL" not in os.environ:
        own_servers = [sys.executable, "-m", "deploy.local", "with-servers", "--"]
        os.execv(sys.executable, [*own_servers, sys.executable, "-m", "bench.settlement", *sys.argv[1:]])
    batches, size = (*map(int, sys.argv[1:3]), *(5, 10_000)[len(sys.argv[1:3]) :])
    settings = load_settings()
    migrate(settings)
    print(json.dumps(run(create_app(settings), batches=batches, size=size)))


if __name__ == "__main__":
    main()
