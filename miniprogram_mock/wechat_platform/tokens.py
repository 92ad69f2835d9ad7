"""Access tokens of getStableAccessToken; it knows nothing of what they are used for."""

import secrets
import sqlite3
from collections.abc import Callable

from miniprogram_mock.wechat_platform.answers import PlatformRefusal
from miniprogram_mock.wechat_platform.store import Store

TOKEN_SECONDS = 7200
# In its last five minutes a token is replaced, and both stay good.
OVERLAP_SECONDS = 300
# A forced refresh sooner than this after the last one changes nothing.
FORCE_PAUSE_SECONDS = 30


class Tokens:
    """The one token in force, and what became of older ones."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    def issue(self, *, force_refresh: bool) -> dict[str, object]:
        """Return the token in force, or a new one when it ends soon or a refresh is forced."""
        now = self._clock()
        with self._store.change() as rows:
            newest = _newest(rows)
            if newest is None or newest["expires_at"] - now <= OVERLAP_SECONDS:
                newest = self._add(rows, now)
            elif force_refresh and now - newest["issued_at"] >= FORCE_PAUSE_SECONDS:
                rows.execute("UPDATE tokens SET revoked = 1")
                newest = self._add(rows, now)
        return {"access_token": newest["token"], "expires_in": int(newest["expires_at"] - now)}

    def check(self, token: str | None) -> None:
        """Refuse a missing (41001), unknown or replaced (40001) or old (42001) token."""
        if not token:
            raise PlatformRefusal(41001)
        with self._store.change() as rows:
            row = rows.execute("SELECT * FROM tokens WHERE token = ?", (token,)).fetchone()
        if row is None or row["revoked"]:
            raise PlatformRefusal(40001)
        if row["expires_at"] <= self._clock():
            raise PlatformRefusal(42001)

    def revoke(self) -> None:
        """Make every token invalid, as when another server forces a refresh."""
        with self._store.change() as rows:
            rows.execute("UPDATE tokens SET revoked = 1")

    def expire(self) -> None:
        """Let every token reach its end now."""
        with self._store.change() as rows:
            rows.execute("UPDATE tokens SET expires_at = ?", (self._clock(),))

    @staticmethod
    def _add(rows: sqlite3.Connection, now: float) -> sqlite3.Row:
        token = "86_" + secrets.token_urlsafe(96)
        rows.execute("DELETE FROM tokens WHERE expires_at < ?", (now - TOKEN_SECONDS,))
        rows.execute("INSERT INTO tokens VALUES (?, ?, ?, 0)", (token, now, now + TOKEN_SECONDS))
        row: sqlite3.Row = rows.execute("SELECT * FROM tokens WHERE token = ?", (token,)).fetchone()
        return row


def _newest(rows: sqlite3.Connection) -> sqlite3.Row | None:
    row: sqlite3.Row | None = rows.execute(
        "SELECT * FROM tokens WHERE revoked = 0 ORDER BY issued_at DESC, rowid DESC LIMIT 1"
    ).fetchone()
    return row
