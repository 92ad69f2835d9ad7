"""Liveness and readiness for whoever runs the servers."""

import flask
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from backend.infra.db import db
from backend.infra.runtime import runtime


def register_health(app: flask.Flask) -> None:
    """Add /health/live and /health/ready."""
    app.add_url_rule("/health/live", "health_live", lambda: {"status": "ok"})
    app.add_url_rule("/health/ready", "health_ready", _ready)


def _ready() -> tuple[dict[str, str], int]:
    """Answer 503 and name what is missing."""
    state = {"database": _database(), "redis": _redis()}
    return state, 200 if set(state.values()) == {"ok"} else 503


def _database() -> str:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return "unreachable"
    return "ok"


def _redis() -> str:
    try:
        runtime().redis.ping()
    except RedisError:
        return "unreachable"
    return "ok"
