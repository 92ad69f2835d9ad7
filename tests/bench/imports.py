"""A table of 5,000 needs on its way to entries: seconds of each step, and how long the list's numbers are locked.

On two idle cores 5,000 rows took 2.6 s in all, of which 0.75 with the list's numbers locked until commit; beside three
busy loops on the same two cores 5.5 to 7.2 s and 1.7. When entries were built after their numbers had been taken, the
numbers were locked for 1.2 s and, beside the loops, 3.3 to 4.0 (lock_timeout is 5).

``python -m tests.bench.imports [rows]`` prints one JSON object. It starts servers of its own and removes them;
``DATABASE_URL`` and the other settings name running ones instead, on which it leaves a community behind.
"""

import json
import os
import resource
import secrets
import sys
import time
from collections.abc import Callable
from typing import Any

from backend.app.factory import create_app
from backend.app.migrating import migrate
from backend.communities import service as communities
from backend.core.actor import Role
from backend.infra.documents.workbook import read_rows
from backend.infra.due import run_due
from backend.infra.settings import load_settings
from backend.infra.uow import unit_of_work
from backend.lists.service import imports
from backend.lists.service.imports import applying
from backend.lists.types import EntryState, ImportMove
from tests.factories.communities import Someone, make_member
from tests.factories.imports import NEED_HEADINGS, make_xlsx, need_rows

ROWS = 5_000


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds something took, and what it gave."""
    begun = time.perf_counter()
    found = work()
    return round(time.perf_counter() - begun, 2), found


def main() -> None:
    """Upload, check, apply, print."""
    if "DATABASE_URL" not in os.environ:
        own_servers = [sys.executable, "-m", "deploy.local", "with-servers", "--"]
        os.execv(sys.executable, [*own_servers, sys.executable, "-m", "tests.bench.imports", *sys.argv[1:]])
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    settings = load_settings()
    migrate(settings)
    community_id = (10**8 + secrets.randbelow(9 * 10**8)) * 1000 + 1
    content = make_xlsx(NEED_HEADINGS, *need_rows(rows))
    with create_app(settings).app_context():
        with unit_of_work() as uow:
            communities.found_community(uow, community_id, name="安和社区", street=("一街", "一区", "一市"))
            staff = make_member(uow, community_id, Role.STAFF)
        report = _report(staff, content, rows)
    print(json.dumps(report, ensure_ascii=False, indent=2))


def _report(staff: Someone, content: bytes, rows: int) -> dict[str, Any]:
    cid = staff.community_id
    read, _ = timed(lambda: read_rows(content))
    uploading, table = timed(lambda: _upload(staff, content))
    checking, _ = timed(lambda: run_due("lists.imports", cid))
    locked: list[float] = []
    store = applying.store_entries

    def hear(*args: Any) -> None:
        locked.append(time.perf_counter())
        store(*args)

    applying.store_entries = hear  # from the numbers on, the list's counter is locked until commit
    applied, _ = timed(lambda: _apply(staff, table["id"]))
    ended = time.perf_counter()
    return {
        "benchmark": "imports",
        "rows": rows,
        "file_kib": len(content) // 1024,
        "read_file_seconds": read,
        "upload_seconds": uploading,
        "check_seconds": checking,
        "apply_seconds": applied,
        "of_which_numbers_are_locked": round(ended - locked[0], 2),
        "total_seconds": round(uploading + checking + applied, 2),
        "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "load_average": round(os.getloadavg()[0], 1),
    }


def _upload(staff: Someone, content: bytes) -> dict[str, Any]:
    with unit_of_work() as uow:
        return imports.upload_table(uow, staff.actor, staff.community_id, "need", "需求表.xlsx", content)


def _apply(staff: Someone, import_id: Any) -> None:
    with unit_of_work() as uow:
        imports.move_import(uow, staff.actor, staff.community_id, import_id, ImportMove.APPLY, EntryState.OPEN)


if __name__ == "__main__":
    main()
