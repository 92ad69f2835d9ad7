"""The database: one declarative base, column types, the Flask-SQLAlchemy extension. It holds no query."""

import select
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import flask
import orjson
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, ColumnElement, DateTime, Dialect, MetaData, Uuid, any_, event, literal
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute
from sqlalchemy.types import TypeDecorator

from backend.infra.settings import Settings

# The role that has no UPDATE or DELETE on append-only tables and never bypasses row-level security.
APPLICATION_ROLE = "sangong_app"


class Moment(TypeDecorator[datetime]):
    """TIMESTAMPTZ that takes aware times alone and gives UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """Tell cursors what a key of this type is (a TypeDecorator says ``object`` by itself)."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time: it would be read in the server's zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a naive datetime is no moment")
        return value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC whatever zone the connection has."""
        return None if value is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of all tables. Every constraint is named by hand (<= 45 characters)."""

    metadata = MetaData()
    type_annotation_map = {
        int: BigInteger,
        UUID: Uuid(as_uuid=True),
        datetime: Moment,
        dict[str, Any]: JSONB,
        list[str]: JSONB,
    }


def among(column: ColumnElement[UUID] | InstrumentedAttribute[UUID], ids: Collection[UUID]) -> ColumnElement[bool]:
    """Tell whether ``column`` is one of many ids: they go as one array, where IN would bind thousands one by one."""
    return column == any_(literal(list(ids), ARRAY(Uuid(as_uuid=True))))


db = SQLAlchemy(session_options={"expire_on_commit": False})


def watch_connections(app: flask.Flask) -> None:
    """Have connections that the server closed, at a restart say, made anew before they are used."""
    with app.app_context():
        event.listen(db.engine, "checkout", _refuse_closed)


def _refuse_closed(connection: Any, _record: object, _proxy: object) -> None:
    """Refuse a connection on which something waits to be read: nobody asked, so the server has said goodbye.

    A look at the socket costs 2 us where a ping costs two messages, 80 us of a transfer's 470.
    """
    poll = select.poll()
    poll.register(connection.pgconn.socket, select.POLLIN)
    if poll.poll(0):
        raise InvalidatePoolError


def dump_json(value: Any) -> str:
    """Serialise a JSONB value."""
    return orjson.dumps(value).decode()


def engine_options(settings: Settings) -> dict[str, Any]:
    """Return the engine's options: a bounded pool, UTC, and the application's role when the owner logs in."""
    options = "-c timezone=UTC"
    if settings.owner_database_url is None:
        # The role's own settings (migration 0001) count for its own login alone, not after SET ROLE.
        options += f" -c role={APPLICATION_ROLE} -c lock_timeout=5s -c statement_timeout=30s"
        options += " -c idle_in_transaction_session_timeout=60s"
    return {
        "pool_size": settings.database_pool_size,
        "max_overflow": 0,
        "pool_timeout": 10,
        "hide_parameters": True,  # what a statement was given may be somebody's name or phone: it stays out of logs
        "json_serializer": dump_json,
        "json_deserializer": orjson.loads,
        "connect_args": {"options": options, "connect_timeout": 5},
    }
