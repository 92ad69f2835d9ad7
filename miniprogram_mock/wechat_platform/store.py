"""The platform's memory: one SQLite database, in memory or in a file; it holds no rule of WeChat's.

One connection behind one lock: every change is one transaction, so a code cannot be used twice at once,
and what was answered to a client is on disk before the answer leaves.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

SCHEMA = """
CREATE TABLE IF NOT EXISTS people (
    app_id TEXT NOT NULL, identity TEXT NOT NULL, openid TEXT NOT NULL UNIQUE, unionid TEXT NOT NULL,
    phone TEXT NOT NULL, seen_at REAL NOT NULL, PRIMARY KEY (app_id, identity));
CREATE TABLE IF NOT EXISTS names (openid TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS codes (
    code TEXT PRIMARY KEY, kind TEXT NOT NULL, openid TEXT NOT NULL, issued_at REAL NOT NULL, used_at REAL);
CREATE TABLE IF NOT EXISTS tokens (
    token TEXT PRIMARY KEY, issued_at REAL NOT NULL, expires_at REAL NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS templates (
    template_id TEXT PRIMARY KEY, title TEXT NOT NULL, fields TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS consents (
    openid TEXT NOT NULL, template_id TEXT NOT NULL, unspent INTEGER NOT NULL CHECK (unspent >= 0),
    PRIMARY KEY (openid, template_id));
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, openid TEXT NOT NULL, template_id TEXT NOT NULL, page TEXT NOT NULL,
    data TEXT NOT NULL, state TEXT NOT NULL, lang TEXT NOT NULL, sent_at REAL NOT NULL);
"""


class Store:
    """Rows of the fake platform; `file` None keeps them in memory."""

    def __init__(self, file: Path | None = None) -> None:
        self._lock = RLock()
        self._connection = sqlite3.connect(
            ":memory:" if file is None else file, check_same_thread=False, isolation_level=None
        )
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.executescript(SCHEMA)

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Open one transaction: committed at the end, rolled back by any exception."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Give the file back."""
        with self._lock:
            self._connection.close()
