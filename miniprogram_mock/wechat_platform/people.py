"""Who the platform knows and the one-time codes their phones hand out; it sends nothing to anybody."""

import hashlib
import secrets
import sqlite3
from base64 import b64encode, urlsafe_b64encode
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

from miniprogram_mock.wechat_platform.answers import PlatformRefusal
from miniprogram_mock.wechat_platform.store import Store

# wx.login and getPhoneNumber: a code is good for five minutes and for one use.
CODE_SECONDS = 300
# code2Session, 45011: 100 calls a minute for each user.
EXCHANGES_PER_MINUTE = 100


@dataclass(frozen=True)
class App:
    """The mini-program's credentials; what WECHAT_APP_ID and WECHAT_SECRET must match."""

    app_id: str
    secret: str
    in_open_platform: bool = False

    def check(self, app_id: object, secret: object) -> None:
        """Refuse foreign credentials with the codes of the real platform."""
        if not app_id:
            raise PlatformRefusal(41002)
        if not secret:
            raise PlatformRefusal(41004)
        if app_id != self.app_id:
            raise PlatformRefusal(40013)
        if not isinstance(secret, str) or not secrets.compare_digest(secret.encode(), self.secret.encode()):
            raise PlatformRefusal(40125)


class People:
    """Identities, their openids and their codes."""

    def __init__(self, store: Store, app: App, clock: Callable[[], float]) -> None:
        self._store = store
        self._app = app
        self._clock = clock
        self._exchanges: dict[str, deque[float]] = defaultdict(deque)

    def issue_login_code(self, identity: str) -> str:
        """Return what wx.login would give this identity's phone."""
        return self._issue("login", identity, phone=None)

    def issue_phone_code(self, identity: str, phone: str | None = None) -> str:
        """Return what the button getPhoneNumber would give; `phone` replaces the made-up number."""
        return self._issue("phone", identity, phone)

    def call(self, identity: str, name: str) -> None:
        """Give the identity a name for the page; WeChat itself tells nobody's name."""
        with self._store.change() as rows:
            openid = self._meet(rows, identity, phone=None)
            rows.execute("INSERT OR REPLACE INTO names VALUES (?, ?)", (openid, name))

    def openid_of(self, identity: str) -> str:
        """Return the identity's openid in this app, the same one for ever."""
        with self._store.change() as rows:
            return self._meet(rows, identity, phone=None)

    def exchange(self, code: str) -> dict[str, object]:
        """Turn a login code into a session (40029, 40163, 45011)."""
        with self._store.change() as rows:
            row = _find_code(rows, code, "login")
            if row is None or self._clock() - row["issued_at"] > CODE_SECONDS:
                raise PlatformRefusal(40029)
            self._count(row["openid"])
            if not self._spend(rows, code):
                raise PlatformRefusal(40163)
            rows.execute("UPDATE people SET seen_at = ? WHERE openid = ?", (self._clock(), row["openid"]))
            return self._session(rows, row["openid"])

    def phone_info(self, code: str) -> dict[str, object]:
        """Turn a phone code into a number; unknown, old and used ones are all 40029, as documented."""
        with self._store.change() as rows:
            row = _find_code(rows, code, "phone")
            if row is None or self._clock() - row["issued_at"] > CODE_SECONDS or not self._spend(rows, code):
                raise PlatformRefusal(40029)
            phone = rows.execute("SELECT phone FROM people WHERE openid = ?", (row["openid"],)).fetchone()[0]
        return {
            "phoneNumber": phone,
            "purePhoneNumber": phone,
            "countryCode": "86",
            "watermark": {"timestamp": int(self._clock()), "appid": self._app.app_id},
        }

    def seen_at(self, openid: str) -> float:
        """Return when the openid last signed in; 40003 for one this app does not know."""
        with self._store.change() as rows:
            row = rows.execute("SELECT seen_at FROM people WHERE openid = ?", (openid,)).fetchone()
        if row is None:
            raise PlatformRefusal(40003)
        return float(row["seen_at"])

    def _issue(self, kind: str, identity: str, phone: str | None) -> str:
        code = "0" + secrets.token_urlsafe(24)[:31]
        with self._store.change() as rows:
            openid = self._meet(rows, identity, phone)
            rows.execute("DELETE FROM codes WHERE issued_at < ?", (self._clock() - 10 * CODE_SECONDS,))
            rows.execute("INSERT INTO codes VALUES (?, ?, ?, ?, NULL)", (code, kind, openid, self._clock()))
        return code

    def _meet(self, rows: sqlite3.Connection, identity: str, phone: str | None) -> str:
        openid = "o" + _digest("openid", self._app.app_id, identity)[:27]
        unionid = "o" + _digest("unionid", identity)[:27]
        made_up = "19900" + str(int(hashlib.sha256(identity.encode()).hexdigest(), 16))[-6:]
        rows.execute(
            "INSERT INTO people VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (self._app.app_id, identity, openid, unionid, made_up, self._clock()),
        )
        if phone:
            rows.execute("UPDATE people SET phone = ? WHERE openid = ?", (phone, openid))
        return openid

    def _spend(self, rows: sqlite3.Connection, code: str) -> bool:
        spent = rows.execute("UPDATE codes SET used_at = ? WHERE code = ? AND used_at IS NULL", (self._clock(), code))
        return spent.rowcount == 1

    def _count(self, openid: str) -> None:
        calls, now = self._exchanges[openid], self._clock()
        while calls and now - calls[0] >= 60:
            calls.popleft()
        if len(calls) >= EXCHANGES_PER_MINUTE:
            raise PlatformRefusal(45011)
        calls.append(now)

    def _session(self, rows: sqlite3.Connection, openid: str) -> dict[str, object]:
        session: dict[str, object] = {
            "session_key": b64encode(secrets.token_bytes(16)).decode(),
            "openid": openid,
        }
        if self._app.in_open_platform:
            query = "SELECT unionid FROM people WHERE openid = ?"
            session["unionid"] = rows.execute(query, (openid,)).fetchone()[0]
        return session


def _find_code(rows: sqlite3.Connection, code: str, kind: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = rows.execute("SELECT * FROM codes WHERE code = ? AND kind = ?", (code, kind)).fetchone()
    return row


def _digest(*parts: str) -> str:
    return urlsafe_b64encode(hashlib.sha256("\0".join(parts).encode()).digest()).decode().rstrip("=")
