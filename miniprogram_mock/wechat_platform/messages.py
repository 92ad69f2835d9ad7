"""Subscribe messages: consents, their spending and what was delivered; it never sends without a consent."""

import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from miniprogram_mock.wechat_platform.answers import PlatformRefusal
from miniprogram_mock.wechat_platform.store import Store
from miniprogram_mock.wechat_platform.templates import DEFAULT_TEMPLATES, LIMITS, Template, kind_of

PAGE = re.compile(r"(?!/)[\w./-]{1,200}(\?[^\s#]{0,800})?")
STATES = ("developer", "trial", "formal")
LANGUAGES = ("zh_CN", "en_US", "zh_HK", "zh_TW")


class Messages:
    """The templates of the app, the consents of its users and the messages that reached a phone."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock
        for template in DEFAULT_TEMPLATES:
            self.put_template(template)

    def put_template(self, template: Template) -> None:
        """Add or replace a template; ValueError for a field of no known kind."""
        for field in template.fields:
            if kind_of(field) not in LIMITS:
                raise ValueError(field)
        row = (template.template_id, template.title, json.dumps(template.fields, ensure_ascii=False))
        with self._store.change() as rows:
            rows.execute("INSERT OR REPLACE INTO templates VALUES (?, ?, ?)", row)

    def templates(self) -> list[Template]:
        """Return every template, by id."""
        with self._store.change() as rows:
            found = rows.execute("SELECT * FROM templates ORDER BY template_id").fetchall()
        return [_template(row) for row in found]

    def grant(self, openid: str, template_id: str, count: int) -> int:
        """Add `count` consents, as one tap on the phone's dialog adds one; return how many are unspent."""
        with self._store.change() as rows:
            _find_template(rows, template_id)
            rows.execute(
                "INSERT INTO consents VALUES (?, ?, ?)"
                " ON CONFLICT (openid, template_id) DO UPDATE SET unspent = unspent + excluded.unspent",
                (openid, template_id, count),
            )
            return _unspent(rows, openid, template_id)

    def send(self, message: Mapping[str, Any]) -> None:
        """Deliver one message and spend one consent (40003, 40037, 40097, 41030, 43101, 47003)."""
        openid, template_id = _text(message, "touser"), _text(message, "template_id")
        page, state = _text(message, "page"), _text(message, "miniprogram_state") or "formal"
        lang = _text(message, "lang") or "zh_CN"
        with self._store.change() as rows:
            if rows.execute("SELECT 1 FROM people WHERE openid = ?", (openid,)).fetchone() is None:
                raise PlatformRefusal(40003)
            values = _find_template(rows, template_id).check(message.get("data"))
            _check_target(page, state, lang)
            _spend(rows, openid, template_id)
            data = json.dumps(values, ensure_ascii=False)
            rows.execute(
                "INSERT INTO messages (openid, template_id, page, data, state, lang, sent_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (openid, template_id, page, data, state, lang, self._clock()),
            )

    def sent(self, limit: int = 200) -> list[dict[str, Any]]:
        """Return what was delivered, newest first, with the receiver's identity and the fields' labels."""
        with self._store.change() as rows:
            found = rows.execute(
                "SELECT m.*, p.identity, coalesce(n.name, p.identity) AS name, t.title, t.fields FROM messages m"
                " JOIN people p ON p.openid = m.openid JOIN templates t ON t.template_id = m.template_id"
                " LEFT JOIN names n ON n.openid = m.openid"
                " ORDER BY m.id DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return [_message(row) for row in found]

    def consents(self) -> list[dict[str, Any]]:
        """Return the unspent consents by identity and template."""
        with self._store.change() as rows:
            found = rows.execute(
                "SELECT p.identity, coalesce(n.name, p.identity) AS name, c.openid, c.template_id, t.title,"
                " c.unspent FROM consents c"
                " JOIN people p ON p.openid = c.openid JOIN templates t ON t.template_id = c.template_id"
                " LEFT JOIN names n ON n.openid = c.openid"
                " WHERE c.unspent > 0 ORDER BY p.identity, t.title"
            ).fetchall()
        return [dict(row) for row in found]


def _find_template(rows: sqlite3.Connection, template_id: str) -> Template:
    row = rows.execute("SELECT * FROM templates WHERE template_id = ?", (template_id,)).fetchone()
    if row is None:
        raise PlatformRefusal(40037)
    return _template(row)


def _template(row: sqlite3.Row) -> Template:
    return Template(row["template_id"], row["title"], json.loads(row["fields"]))


def _check_target(page: str, state: str, lang: str) -> None:
    if page and not PAGE.fullmatch(page):
        raise PlatformRefusal(41030)
    if state not in STATES or lang not in LANGUAGES:
        raise PlatformRefusal(40097)


def _spend(rows: sqlite3.Connection, openid: str, template_id: str) -> None:
    spent = rows.execute(
        "UPDATE consents SET unspent = unspent - 1 WHERE openid = ? AND template_id = ? AND unspent > 0",
        (openid, template_id),
    )
    if spent.rowcount != 1:
        raise PlatformRefusal(43101)


def _unspent(rows: sqlite3.Connection, openid: str, template_id: str) -> int:
    query = "SELECT unspent FROM consents WHERE openid = ? AND template_id = ?"
    return int(rows.execute(query, (openid, template_id)).fetchone()[0])


def _message(row: sqlite3.Row) -> dict[str, Any]:
    values, labels = json.loads(row["data"]), json.loads(row["fields"])
    return {
        "id": row["id"],
        "identity": row["identity"],
        "name": row["name"],
        "touser": row["openid"],
        "template_id": row["template_id"],
        "title": row["title"],
        "page": row["page"],
        "data": {key: {"value": value} for key, value in values.items()},
        "lines": [{"label": labels.get(key, key), "value": value} for key, value in values.items()],
        "miniprogram_state": row["state"],
        "lang": row["lang"],
        "sent_at": row["sent_at"],
    }


def _text(message: Mapping[str, Any], key: str) -> str:
    value = message.get(key)
    return value if isinstance(value, str) else ""
