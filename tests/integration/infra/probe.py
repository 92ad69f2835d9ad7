"""A worker or a scheduler of the real application whose one subscriber counts what it gets; ``processes.py`` runs it.

Each event adds 1 to a counter of its own, in the transaction that delivers it. While the file ``hold`` is in
PROBE_FOLDER, a delivery says so (file ``holding``) and waits.
"""

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from backend.app.factory import create_app
from backend.app.scheduler import run_scheduler
from backend.app.worker import run_worker
from backend.infra import numbers, outbox
from backend.infra.log import configure_logging
from backend.infra.outbox import Event, Subscription
from backend.infra.runtime import EXTENSION, Runtime
from backend.infra.settings import load_settings
from backend.infra.uow import UnitOfWork

TOPIC = "probe.happened"
BATCH = 10
FOLDER = Path(os.environ.get("PROBE_FOLDER", "."))


def deliver(uow: UnitOfWork, events: Sequence[Event]) -> None:
    """Count, then wait while the test holds everything up."""
    for event in events:
        numbers.next_number(uow, event.community_id, f"probe:{event.payload['n']}")
    if (FOLDER / "hold").exists():
        (FOLDER / "holding").touch()
        while (FOLDER / "hold").exists():
            time.sleep(0.01)


def main() -> None:
    """Run one part of the application."""
    settings = load_settings()
    configure_logging(settings.log_level)
    app = create_app(settings)
    runtime: Runtime = app.extensions[EXTENSION]
    runtime.subscriptions = {TOPIC: Subscription(TOPIC, deliver, BATCH)}
    runtime.due_sources = {"outbox": outbox.DUE_SOURCE}
    if sys.argv[1] == "worker":
        run_worker(app)
    else:
        run_scheduler(app, settings)


if __name__ == "__main__":
    main()
