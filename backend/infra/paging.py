"""Keyset pages: a page starts after the last row of the one before, whatever was added since."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

import orjson
from sqlalchemy import Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.core.errors import InvalidError

T = TypeVar("T")
LIMIT_DEFAULT = 20
LIMIT_MAX = 100


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows and where to go on; ``next_cursor`` is None on the last page."""

    items: Sequence[T]
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page is asked for."""

    cursor: str | None = None
    limit: int = LIMIT_DEFAULT


def fetch_page(
    session: Session,
    statement: Select[T],
    page: PageRequest,
    *,
    keys: Sequence[InstrumentedAttribute[Any]],
    descending: bool = True,
) -> Page[T]:
    """Run ``statement`` for one page, ordered by ``keys`` (attributes of T; the last one unique)."""
    if page.cursor is not None:
        after = tuple_(*_decode(page.cursor, keys))
        statement = statement.where(tuple_(*keys) < after if descending else tuple_(*keys) > after)
    order = [key.desc() if descending else key.asc() for key in keys]
    rows = session.scalars(statement.order_by(*order).limit(page.limit + 1)).all()
    if len(rows) <= page.limit:
        return Page(rows)
    kept = rows[: page.limit]
    return Page(kept, _encode([getattr(kept[-1], key.key) for key in keys]))


def _encode(values: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([str(value) for value in values])).decode().rstrip("=")


def _decode(cursor: str, keys: Sequence[InstrumentedAttribute[Any]]) -> list[Any]:
    try:
        texts = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if len(texts) != len(keys):
            raise ValueError("wrong number of keys")
        return [_parse(text, key.type.python_type) for text, key in zip(texts, keys, strict=True)]
    except (ValueError, TypeError, OverflowError) as error:
        raise InvalidError({"cursor": ["翻页位置不对，请从头刷新"]}) from error


def _parse(text: Any, kind: type) -> Any:
    if not isinstance(text, str) or "\0" in text:
        raise ValueError("no key")
    if kind is UUID:
        return UUID(text)
    if kind is datetime:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError("naive")
        return moment
    if kind is date:
        return date.fromisoformat(text)
    if kind is int and abs(int(text)) >= 2**63:
        raise ValueError("out of range")
    return kind(text)
