"""The notice job: records whose notice is over, entered in batches of 2,000 as the worker does it.

``python -m tests.bench.notices [records]`` prints one JSON object: seconds, records a second, statements a batch.
It starts servers of its own and removes them; ``DATABASE_URL`` and the other settings name running ones instead.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import flask
from sqlalchemy import Engine, event, func, select

from backend.app.factory import create_app
from backend.app.migrating import migrate
from backend.core.clock import FixedClock
from backend.infra.settings import load_settings
from backend.infra.uow import unit_of_work
from backend.volunteering.models import EnteredRecord
from backend.volunteering.service.entering import RECORDS_A_BATCH, enter_records
from tests.factories.volunteering import make_records_on_notice, make_street

RECORDS, MEMBERS = 100_000, 5_000
STORED_AT_ONCE = 20_000


@contextmanager
def timed_statements() -> Iterator[dict[str, list[float]]]:
    """Collect what every statement took, in seconds, by its first words."""
    seen: dict[str, list[float]] = {}
    started: list[float] = []

    def before(*_: object) -> None:
        started.append(time.perf_counter())

    def after(connection: object, cursor: object, statement: str, *_: object) -> None:
        name = " ".join(statement.split()[:3])
        seen.setdefault(name, []).append(time.perf_counter() - started.pop())

    event.listen(Engine, "before_cursor_execute", before)
    event.listen(Engine, "after_cursor_execute", after)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", before)
        event.remove(Engine, "after_cursor_execute", after)


def run(app: flask.Flask, clock: FixedClock, *, records: int) -> dict[str, object]:
    """Store the records, enter them all, and return what it took."""
    street = make_street(app, clock)
    for done in range(0, records, STORED_AT_ONCE):
        make_records_on_notice(street, min(STORED_AT_ONCE, records - done), members=MEMBERS)
    batches: list[float] = []
    with app.app_context(), timed_statements() as statements:
        while True:
            started = time.perf_counter()
            with unit_of_work() as uow:
                entered = enter_records(uow, street.community_id)
            if not entered:
                break
            batches.append(time.perf_counter() - started)
    with street.work() as uow:
        kept = uow.session.scalar(select(func.count()).where(EnteredRecord.community_id == street.community_id))
    if kept != records:
        raise SystemExit(f"only {kept} of {records} records were entered")
    dearest = sorted(statements.items(), key=lambda item: -sum(item[1]))[:6]
    return {
        "benchmark": "notices",
        "records": records,
        "batch_size": RECORDS_A_BATCH,
        "seconds": round(sum(batches), 2),
        "records_per_second": round(records / sum(batches)),
        "best_batch_seconds": round(min(batches), 3),
        "worst_batch_seconds": round(max(batches), 3),
        "statements_per_batch": round(sum(len(took) for took in statements.values()) / (len(batches) + 1), 1),
        "dearest_statements_seconds": {name: round(sum(took), 2) for name, took in dearest},
        "load_average": round(os.getloadavg()[0], 1),
    }


def main() -> None:
    """Run on the given servers, or on throw-away ones, and print the figures."""
    if "DATABASE_URL" not in os.environ:
        own_servers = [sys.executable, "-m", "deploy.local", "with-servers", "--"]
        os.execv(sys.executable, [*own_servers, sys.executable, "-m", "tests.bench.notices", *sys.argv[1:]])
    records = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    settings = load_settings()
    migrate(settings)
    clock = FixedClock(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    print(json.dumps(run(create_app(settings, clock=clock), clock, records=records), ensure_ascii=False))


if __name__ == "__main__":
    main()
