"""A process that is killed at a chosen moment: before or after its n-th statement, before or after its n-th commit."""

import os
import signal
from collections.abc import Callable
from itertools import count
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from backend.infra.db import db

FAILED = 3


def run_killed_at(moment: int, work: Callable[[], object]) -> bool:
    """Do ``work`` in a process of its own that dies by SIGKILL at its ``moment``-th moment.

    Returns whether it died; False where the work was over before.
    """
    child = os.fork()
    if child == 0:
        _do(moment, work)
    exit_code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert exit_code in (0, -signal.SIGKILL), "the work failed by itself"
    return exit_code != 0


def _do(moment: int, work: Callable[[], object]) -> None:
    """Work in the child; it never returns."""
    code = FAILED
    try:
        db.engine.dispose(close=False)  # the parent's connections are the parent's
        _arm(moment)
        work()
        code = 0
    finally:
        os._exit(code)


def _arm(moment: int) -> None:
    moments = count(1)

    def passing(*_: Any, **__: Any) -> None:
        if next(moments) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    for target, name in (
        (db.engine, "before_cursor_execute"),
        (db.engine, "after_cursor_execute"),
        (Session, "before_commit"),
        (Session, "after_commit"),
    ):
        event.listen(target, name, passing)
