"""The counter at which these tests stand."""

from collections.abc import Iterator

import flask
import pytest
from sqlalchemy import event

from backend.core.clock import FixedClock
from backend.infra.db import db
from tests.factories.counter import Counter, make_counter


@pytest.fixture
def counter(app: flask.Flask, clock: FixedClock) -> Counter:
    return make_counter(app)


@pytest.fixture
def statements(app: flask.Flask) -> Iterator[list[str]]:
    """The statements that the application sends from now on."""
    heard: list[str] = []

    def hear(*args: object) -> None:
        heard.append(str(args[2]))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    yield heard
    event.remove(engine, "before_cursor_execute", hear)
