"""Real threads that begin at the same moment, each with its own transaction."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import flask

from backend.infra.uow import UnitOfWork, unit_of_work


def race(app: flask.Flask, works: Sequence[Callable[[UnitOfWork], Any]]) -> list[Exception | None]:
    """Run all at once; return for each the refusal, or None when it was done."""
    barrier = Barrier(len(works))

    def run(work: Callable[[UnitOfWork], Any]) -> Exception | None:
        with app.app_context():
            try:
                with unit_of_work() as uow:
                    uow.session.connection()  # its connection is open before the start
                    barrier.wait(timeout=20)
                    work(uow)
            except Exception as error:
                return error
        return None

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))
