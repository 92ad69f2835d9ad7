"""Servers for as long as a lock is held: a test session's own PostgreSQL and Valkey.

``python -m deploy.local.throwaway FOLDER`` starts both in FOLDER, writes FOLDER/ready.json, waits until
nobody holds FOLDER/session.lock any more (the kernel frees it even when the session is killed), stops both
and removes FOLDER.
"""

import fcntl
import json
import os
import shutil
import sys
import threading
from pathlib import Path

from deploy.local import postgres, valkey
from deploy.local.errors import LocalError
from deploy.local.processes import Stopped, Supervisor

DATABASE = "sangong"
# The settings that must be given beside the servers' addresses; nothing here guards anything.
SETTINGS = {
    "SECRET_KEY": "only for servers that live as long as one command",
    "WECHAT_APP_ID": "wx0000000000000000",
    "WECHAT_SECRET": "none",
}


def hold(folder: Path) -> int:
    """Take the session's lock; keep the returned descriptor open for as long as the servers are wanted."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / "session.lock", os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def _wait_for_release(folder: Path, supervisor: Supervisor) -> None:
    with (folder / "session.lock").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
    supervisor.asked_to_stop = True


def _say(folder: Path, answer: dict[str, str]) -> None:
    written = folder / "ready.json.tmp"
    written.write_text(json.dumps(answer), encoding="utf-8")
    written.rename(folder / "ready.json")


def start(supervisor: Supervisor, folder: Path, *, durable: bool = False) -> dict[str, str]:
    """Start both servers in ``folder``; return the owner's DATABASE_URL and the REDIS_URL."""
    database = postgres.prepare(folder / "postgres", settings=None if durable else postgres.THROWAWAY)
    postgres.start(supervisor, database, folder / "postgres.log")
    postgres.ensure_application_role(database.url(postgres.OWNER))
    postgres.ensure_database(database, DATABASE)
    store = valkey.prepare(folder / "valkey")
    valkey.start(supervisor, store, folder / "valkey.log")
    return {"DATABASE_URL": database.url(DATABASE), "REDIS_URL": store.url()}


def serve(folder: Path) -> None:
    """Start both servers, say where they are, and stop them when the lock is free."""
    with Supervisor() as supervisor:
        threading.Thread(target=_wait_for_release, args=(folder, supervisor), daemon=True).start()
        try:
            _say(folder, start(supervisor, folder))
            supervisor.run()
        except LocalError as error:
            _say(folder, {"error": str(error)})
        except Stopped:
            return


if __name__ == "__main__":
    home = Path(sys.argv[1])
    serve(home)
    shutil.rmtree(home, ignore_errors=True)
